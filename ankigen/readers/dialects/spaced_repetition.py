"""The Spaced Repetition plug-in of Obsidian: `::`, `:::` (both ways), `?`, `??` and `==cloze==`,
with its schedules.

Its documentation, "Question & Answer Cards" and "Basic Cloze Cards": the sides of a card of several
lines touch the line with the question mark; `<!--SR:!date,interval,ease-->` below a card is its
schedule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.model import EntryKind
from ankigen.readers.dialects.cloze import HIGHLIGHT, Pattern
from ankigen.readers.dialects.obsidian import leads_to_notes
from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

_SCHEDULE = when_asked(r"<!--SR:[^>\n]{0,2000}-->")
_TAG = when_asked(r"(?<![\w&/#])#(flashcards?(?:/[\w/-]+)?)(?![\w/-])", re.I)
_ANY_TAG = when_asked(r"(?:^|(?<=\s))#([^\W\d_][\w/-]*)")
_SEPARATOR = when_asked(r"(?<!:)(:::?)(?!:)")
_LINE_MARK = when_asked(r"\s*(\?\??)\s*$")
_LITERAL = when_asked(r"`[^`]*`|\$[^$\n]+\$|https?://\S+|\[\[[^\]]*\]\]")
_LEAD = when_asked(r"\s*(?:[-*+]\s+|\d+[.)]\s+|#{1,6}\s+|>\s*)?")
_HEADING = when_asked(r"\s*#{1,6}\s")
BOLD: Pattern = when_asked(r"(?<![*\\])(?P<bold>\*\*)(?P<text>[^*\s](?:[^*\n]*[^*\s])?)\*\*(?!\*)")


def marks(page: Page) -> int:
    lines = page.marked_lines()
    scheduled = sum(bool(_SCHEDULE.search(line.text)) for line in lines)
    tagged = sum(bool(_TAG.search(line.text)) for line in lines) + any(
        re.search(r"\bflashcards?\b", page.text(n)) for n in range(1, page.start)
    )
    signs = sum(_question_mark(page, line) for line in lines)
    pairs = sum(separator(line.text) is not None for line in lines)
    if scheduled or (tagged and (signs or pairs or _highlights(lines))):
        return scheduled + tagged + signs + pairs
    return signs if signs >= 2 else 0


def rewrite(page: Page) -> None:
    """Take the cards with their schedules; the tags that name a deck become tags."""
    page.breaks = True
    scheduled = {line.number for line in page.open_lines() if _SCHEDULE.search(line.text)}
    for line in page.open_lines():
        _several_lines(page, line)
    for line in page.open_lines():
        _one_line(page, line)
    flashcards = any(_TAG.search(line) for line in page.lines)
    for first, last in _paragraphs(page):
        _cloze(page, first, last, scheduled, flashcards)
    _left(page)


def separator(text: str) -> re.Match[str] | None:
    """The `::` or `:::` that parts a line in two sides: the first one outside code, formulas and
    links.
    """
    literal = [m.span() for m in _LITERAL.finditer(text)]
    for found in _SEPARATOR.finditer(text):
        inside = any(a <= found.start() < b for a, b in literal)
        lead = _LEAD.match(text)
        front = text[lead.end() if lead else 0 : found.start()].strip()
        if not inside and front and _bare(text[found.end() :]):
            return found
    return None


def _bare(text: str) -> str:
    return _SCHEDULE.sub("", text).strip()


def _question_mark(page: Page, line: Numbered) -> bool:
    """Whether a lone question mark touches text above and below."""
    return bool(
        _LINE_MARK.match(line.text)
        and page.text(line.number - 1).strip()
        and page.text(line.number + 1).strip()
    )


def _highlights(lines: Sequence[Numbered]) -> int:
    return sum(bool(HIGHLIGHT.search(line.text)) for line in lines)


def _several_lines(page: Page, line: Numbered) -> None:
    if not _question_mark(page, line):
        return
    first = last = line.number
    while page.text(first - 1).strip() and first - 1 >= page.start:
        above = page.text(first - 1)
        if _SCHEDULE.search(above) or (_HEADING.match(above) and first < line.number):
            break
        first -= 1
    while _bare(page.text(last + 1)):
        last += 1
    back_end = last
    while _SCHEDULE.search(page.text(last + 1)):
        last += 1
    both = page.text(line.number).strip() == "??"
    taken = page.take(first, last)
    front = [x for x in taken if x.number < line.number]
    back = [x for x in taken if line.number < x.number <= back_end]
    _card(page, front, back, (first, last), both)


def _one_line(page: Page, line: Numbered) -> None:
    found = separator(line.text)
    if not found or not page.text(line.number).strip():
        return
    if leads_to_notes(line.text):
        page.leave_out(line.number, line.number, "links to other notes")
        return
    last = line.number
    while page.text(last + 1).strip() and not _bare(page.text(last + 1)):
        last += 1
    page.take(line.number, last)
    lead = _LEAD.match(line.text)
    front = line.text[lead.end() if lead else 0 : found.start()]
    sides = [Numbered(line.number, front)], [Numbered(line.number, line.text[found.end() :])]
    _card(page, *sides, (line.number, last), found.group(1) == ":::")


def _card(
    page: Page,
    front: Sequence[Numbered],
    back: Sequence[Numbered],
    span: tuple[int, int],
    both: bool,
) -> None:
    tags: list[str] = []

    def clean(lines: Sequence[Numbered]) -> list[Numbered]:
        found = []
        for number, text in lines:
            text = _SCHEDULE.sub("", text)
            tags.extend(_tags_in(text, page))
            found.append(Numbered(number, _TAG.sub("", text).rstrip()))
        while found and not found[0].text.strip():
            found.pop(0)
        return found

    sides = clean(front), clean(back)
    kind = EntryKind.VOCABULARY if both else EntryKind.OPEN
    page.card(*sides, span, tags=tags, kind=kind)


def _tags_in(text: str, page: Page) -> list[str]:
    """The tags that a deck tag stands for: "#flashcards/physics" is the topic "physics"."""
    found = [deck.partition("/")[2].replace("/", "::") for deck in _TAG.findall(text)]
    return [tag for tag in found if tag and tag not in page.tags]


def _paragraphs(page: Page) -> list[tuple[int, int]]:
    """What is left, in runs of lines without a blank one."""
    runs: list[tuple[int, int]] = []
    for n, text in page.open_lines():
        alone = _HEADING.match(text) is not None
        if runs and runs[-1][1] == n - 1 and not alone and not _HEADING.match(page.text(n - 1)):
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return runs


def _cloze(page: Page, first: int, last: int, scheduled: set[int], flashcards: bool) -> None:
    """A paragraph with something highlighted is a cloze card; one with a schedule may hide what
    is bold.
    """
    text = [Numbered(n, page.text(n)) for n in range(first, last + 1)]
    has_schedule = any(n in scheduled for n in range(first, last + 1))
    own = [line for line in text if _bare(line.text)]
    if not own or not (has_schedule or flashcards):
        return
    bold = has_schedule and not _highlights(own)
    pattern = BOLD if bold else HIGHLIGHT
    if not any(pattern.search(line.text) for line in own):
        return
    page.take(first, last)
    tags = [tag for line in own for tag in _tags_in(line.text, page)]
    shown = [Numbered(n, _TAG.sub("", _SCHEDULE.sub("", t)).rstrip()) for n, t in own]
    page.cloze_card(shown, (first, last), tags=tags, patterns=[pattern])


def _left(page: Page) -> None:
    """Schedules and tags that stand alone."""
    for n, text in page.open_lines():
        if _SCHEDULE.search(text) and not _bare(text):
            page.leave_out(n, n, "a schedule of the Spaced Repetition plug-in")
        elif _ANY_TAG.search(text) and not _ANY_TAG.sub("", text).strip():
            page.tags += (t for t in _tags_in(text, page))
            others = [t for t in _ANY_TAG.findall(text) if not t.lower().startswith("flashcard")]
            page.tags += (t.replace("/", "::") for t in others)
            page.leave_out(n, n, "tags")
