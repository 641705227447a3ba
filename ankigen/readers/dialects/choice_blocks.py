"""Multiple choice whose options have no letters: blocks of lines, the first of which asks, and a
sign of the writer's own at the right ones ("the switch ##", "+ zinc").

No list of signs could be complete, so the page shows which it is: the same few characters that are
no letters, at the beginning or the end of some lines of most blocks, and never of all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ankigen.readers.choice_marks import Option
from ankigen.readers.dialects.page import Page, groups
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

#: So many options at least and at most; so many blocks, and so large a share of them has the sign.
_FEWEST, _MOST = 2, 9
_LEAST, _SHARE = 3, 0.6
_SIGN = r"[^\w\s.,;:!?()\[\]{}\"'“”‘’…%°$€/\\|<>=_`-]"
_BEFORE = when_asked(rf"\s*(?:[-*+•]\s+)?(?P<sign>{_SIGN}{{1,3}}|[-=]{{1,3}}>)(?=\s*[\w(\"$])\s*")
_BEHIND = when_asked(rf"(?<=[\w.,)\"%])\s*(?P<sign>{_SIGN}{{1,3}}|<[-=]{{1,3}})\s*$")
_ASKS = when_asked(r"[?？:：…_][\W_]*$|[?？]|_{3,}|\(\s*(?:choose|select|check|tick|pick)\b", re.I)
_HEADING = when_asked(r"\s*#{1,6}\s+\S")


@dataclass(frozen=True, slots=True)
class _Block:
    """A question over the lines of its options."""

    asked: Numbered
    options: tuple[Numbered, ...]


def found(page: Page) -> list[tuple[Numbered, list[Option]]]:
    """The questions of the page with their options, none if no sign tells the right ones."""
    blocks = list(_blocks(page))
    if len(blocks) < _LEAST:
        return []
    signs = [dict.fromkeys(s for o in b.options for s in _signs(o)) for b in blocks]
    least = max(_LEAST, _SHARE * len(blocks))
    best: tuple[str, list[_Block]] = ("", [])
    for sign, count in Counter(s for own in signs for s in own).most_common(2):
        some = [b for b in blocks if _tells(b, sign)] if count >= least else []
        if len(some) > len(best[1]):
            best = sign, some
    sign, told = best
    if len(told) < least:
        return []
    return [(b.asked, [_option(o, sign) for o in b.options]) for b in told]


def _blocks(page: Page) -> Iterator[_Block]:
    """The paragraphs that may be a question over its options."""
    numbers = [line.number for line in page.open_lines()]
    for first, last in groups(numbers):
        lines = [Numbered(n, page.text(n)) for n in range(first, last + 1)]
        if len(lines) > _FEWEST and _HEADING.match(lines[0].text) and _asks(lines[1]):
            lines = lines[1:]
        if _FEWEST < len(lines) <= _MOST + 1 and _asks(lines[0]):
            yield _Block(lines[0], tuple(lines[1:]))


def _asks(line: Numbered) -> bool:
    return bool(_ASKS.search(line.text)) and not any(_signs(line))


def _signs(line: Numbered) -> Iterator[str]:
    if m := _BEFORE.match(line.text):
        yield m["sign"]
    if m := _BEHIND.search(line.text):
        yield m["sign"]


def _tells(block: _Block, sign: str) -> bool:
    """Whether the sign stands at some options of a block and not at all."""
    marked = sum(sign in set(_signs(o)) for o in block.options)
    return 0 < marked < len(block.options)


def _option(line: Numbered, sign: str) -> Option:
    text, right = line.text, False
    for pattern in (_BEHIND, _BEFORE):
        m = pattern.search(text)
        if m and m["sign"] == sign:
            text, right = text[: m.start()] + text[m.end() :], True
    return Option(line.number, "", _bare(text), "-", 0, right)


def _bare(text: str) -> str:
    return re.sub(r"^\s*(?:[-*+•]\s+)?", "", text).strip()
