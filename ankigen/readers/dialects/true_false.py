"""True or false: a statement, and which of the two it is ("Answer: False", or "(F)" at its end)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ankigen.model import EntryKind, Item, ListNode, Paragraph, RichText
from ankigen.readers.choice_marks import ANSWER, REASON, numbered
from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked
from ankigen.text.questions import TRUTH, TRUTHS

_WORDS = {word.casefold(): pair for pair in reversed(TRUTHS) for word in pair}
_ANSWER = when_asked(rf"[*_`\[(]*(?P<word>{TRUTH})(?![^\W_])[*_`\])]*(?P<rest>.*)$", re.I | re.S)
_ENDING = when_asked(
    (
        rf"^(?P<text>.*?\w.*?[.!?]?)\s*(?:[-–—→=:]+>?\s*"
        rf"|[\[(])\**(?P<word>{TRUTH})\**[\])]?\.?\s*(?:[-–—:,(]\s*(?P<rest>\S.*?)\)?)?$"
    ),
    re.I,
)
#: What stands before the word at the end of a statement.
_MARKED = re.compile(r"[-–—→=:\[(]")
_ANY = when_asked(rf"(?<![^\W_])(?:{TRUTH})(?![^\W_])", re.I)
#: A statement is no longer than this; longer lines are prose.
_LONGEST = 500
_FOLD = when_asked(r"\s*<(?:details|summary)\b", re.I)
_FOLD_END = when_asked(r"\s*</details\s*>\s*$", re.I)
#: A fold ends so many lines below its answer.
_FOLDED = 12
_ASKED = when_asked(
    rf"^\s*[\[(]?(?:{TRUTH})\s*(?:or|/|oder|ou|o|eller|of|czy|или)\s*(?:{TRUTH})[\])]?\s*[?？:.]*\s*|"
    rf"\s*[\[(]?\b(?:{TRUTH})\s*(?:or|/|oder|ou|o|eller|of|czy|или)\s*(?:{TRUTH})[\])]?\s*[?？.]*\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Statement:
    first: int
    last: int
    text: tuple[Numbered, ...]
    word: str
    reason: tuple[Numbered, ...] = ()


def marks(page: Page) -> int:
    return len(_statements(page))


def rewrite(page: Page) -> None:
    for found in _statements(page):
        page.take(found.first, found.last)
        pair = _WORDS[found.word.casefold()]
        said = found.word.casefold()
        line = found.text[0].number
        items = tuple(Item(RichText.of(word, line), right=word.casefold() == said) for word in pair)
        right = next(item.text for item in items if item.right)
        body = (ListNode(items), Paragraph(right), *page.nodes(found.reason))
        term = page.rich(found.text)
        page.add(term, body, (found.first, found.last), EntryKind.CHOICE)


def _statements(page: Page) -> list[_Statement]:
    below = [s for line in page.open_lines() if (s := _answered_below(page, line))]
    if below:
        return below
    lines = page.open_lines()
    found = [s for line in lines if (s := _answered_at_end(line))]
    both = {_WORDS[s.word.casefold()].index(_written(s.word)) for s in found}
    # a statement in three, both answers among them: elsewhere a bracket "(F)" is an abbreviation
    return found if len(found) >= 3 and len(both) == 2 and 3 * len(found) >= len(lines) else []


def _written(word: str) -> str:
    pair = _WORDS[word.casefold()]
    return next(w for w in pair if w.casefold() == word.casefold())


def _answered_below(page: Page, line: Numbered) -> _Statement | None:
    answer = ANSWER.match(line.text)
    said = _ANSWER.match(answer["rest"]) if answer else None
    if not said or (
        re.match(r"[^\W_]", said["rest"].lstrip()[:1]) and not said["rest"][:1].isspace()
    ):
        return None
    at = line.number - 1
    if not page.text(at).strip():
        at -= 1
    folded = _FOLD.match(page.text(at)) is not None
    while _FOLD.match(page.text(at)) or (folded and at > page.start and not page.text(at).strip()):
        at -= 1  # the answer lies in a fold below its statement
    text: list[Numbered] = []
    while at >= page.start and page.text(at).strip() and not ANSWER.match(page.text(at)):
        if REASON.match(page.text(at)):
            break
        text.insert(0, Numbered(at, page.text(at)))
        at -= 1
        if numbered(text[0].text)[0] or page.text(at).lstrip().startswith("#"):
            break
    if not text:
        return None
    text[0] = Numbered(text[0].number, _ASKED.sub("", numbered(text[0].text)[1]))
    text[-1] = Numbered(text[-1].number, _ASKED.sub("", text[-1].text))
    rest = said["rest"].lstrip(" .,;:–—-*_)")
    reason = [Numbered(line.number, rest)] if re.search(r"\w", rest) else []
    last = line.number
    while page.text(last + 1).strip() and (
        REASON.match(page.text(last + 1)) or (reason and not numbered(page.text(last + 1))[0])
    ):
        last += 1
        reason.append(Numbered(last, page.text(last)))
    if folded:
        closes = [n for n in range(last + 1, last + _FOLDED) if _FOLD_END.match(page.text(n))]
        inside = range(last + 1, closes[0] if closes else last + 1)
        reason += [Numbered(n, page.text(n)) for n in inside if page.text(n).strip()]
        last = closes[0] if closes else last
    return _Statement(text[0].number, last, tuple(text), said["word"], tuple(reason))


def _answered_at_end(line: Numbered) -> _Statement | None:
    if len(line.text) > _LONGEST or not _MARKED.search(line.text) or not _ANY.search(line.text):
        return None
    _, text = numbered(re.sub(r"^\s*[-*+•]\s+", "", line.text))
    found = _ENDING.match(text)
    if not found or len(found["text"].split()) < 3:
        return None
    reason = (Numbered(line.number, found["rest"]),) if found["rest"] else ()
    text = _ASKED.sub("", found["text"]).strip()
    return _Statement(
        line.number, line.number, (Numbered(line.number, text),), found["word"], reason
    )
