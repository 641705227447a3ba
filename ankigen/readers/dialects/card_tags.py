"""The Flashcards plug-in of Obsidian and its kin: a line or heading with `#card` is a question,
what follows is its answer.

Its wiki, "Syntax": `#card-reverse` and `#card/reverse` ask both ways, `#card-spaced` has no answer,
a blank line ends the answer; a line `^1655…` is the id of the note in Anki. `Question::Answer` and
`==cloze==` count in the same file.
"""

from __future__ import annotations

import re

from ankigen.model import EntryKind
from ankigen.readers.dialects.cloze import HIGHLIGHT, NUMBERED
from ankigen.readers.dialects.page import Page
from ankigen.readers.dialects.spaced_repetition import separator
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

_CARD = when_asked(r"(?:^|(?<=\s))#(?:flash)?card(?P<kind>[-/](?:reversed?|spaced))?(?=\s|$)", re.I)
_TAG = when_asked(r"(?:^|(?<=\s))#([^\W\d_][\w/-]*)")
_LEAD = when_asked(r"^\s*(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+)?")
_ID = when_asked(r"\s*\^\d{10,}\s*$")
_HEADING = when_asked(r"\s*#{1,6}\s")


def marks(page: Page) -> int:
    return sum(bool(_CARD.search(text)) for _, text in page.marked_lines())


def rewrite(page: Page) -> None:
    page.breaks = True
    for n, text in page.open_lines():
        if (found := _CARD.search(text)) and page.text(n).strip():
            _card(page, n, text, found)
    for n, text in page.open_lines():
        _inline(page, n, text)
    for n, text in page.open_lines():
        if _ID.match(text):
            page.leave_out(n, n, "an id of Anki")


def _card(page: Page, n: int, text: str, found: re.Match[str]) -> None:
    first = n
    front = text
    alone = not _CARD.sub("", text).strip()
    if alone:  # the tag stands on a line of its own, below the question
        if not page.text(n - 1).strip():
            return
        first, front = n - 1, page.text(n - 1)
    last = n
    while page.text(last + 1).strip() and not _HEADING.match(page.text(last + 1)):
        last += 1
    if last == n and _HEADING.match(front):  # a heading, and a blank line below it
        at = n + 1
        while at <= len(page.lines) and not page.text(at).strip():
            at += 1
        while page.text(at).strip() and not _HEADING.match(page.text(at)):
            last, at = at, at + 1
    taken = page.take(first, last)
    tags = [
        t.replace("/", "::")
        for t in _TAG.findall(_CARD.sub(" ", front))
        if not _HEADING.match(f"#{t}")
    ]
    shown = _TAG.sub("", _CARD.sub("", _LEAD.sub("", front))).strip()
    back = [x for x in taken if x.number > n and not _ID.match(x.text)]
    kind = EntryKind.VOCABULARY if "revers" in (found["kind"] or "").lower() else EntryKind.OPEN
    if any(HIGHLIGHT.search(x.text) or NUMBERED.search(x.text) for x in [Numbered(first, shown)]):
        page.cloze_card(
            [Numbered(first, shown)],
            (first, last),
            more=back,
            tags=tags,
            patterns=[HIGHLIGHT, NUMBERED],
        )
        return
    page.card([Numbered(first, shown)], back, (first, last), tags=tags, kind=kind)


def _inline(page: Page, n: int, text: str) -> None:
    """`Question::Answer` on one line."""
    found = separator(text)
    if not found:
        return
    last = n + 1 if _ID.match(page.text(n + 1)) else n
    page.take(n, last)
    sides = (
        [Numbered(n, _LEAD.sub("", text[: found.start()]))],
        [Numbered(n, _ID.sub("", text[found.end() :]))],
    )
    kind = EntryKind.VOCABULARY if found.group(1) == ":::" else EntryKind.OPEN
    page.card(*sides, (n, last), kind=kind)
