"""Cards whose sides and whose ends are lines of a writer's own: the front, a line `--`, the back, a
line `==`, and the next front.

No tool stands behind it: which two signs part the sides and the cards is seen by their turns. Both
recur, each is the only text of its line, and nearly every stretch between two ends holds one sign
of a side, with text above and below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

from ankigen.readers.dialects.page import HEADING, Page
from ankigen.readers.numbered import Numbered

#: A line of signs alone; letters and digits would be text.
_SIGN = re.compile(r"[^\w\s]{1,12}$")
#: Found anywhere in a file that may have such lines.
HINT = re.compile(r"^[ \t]{0,3}[^\w\s]{1,12}[ \t]*$", re.M)
#: So many cards, and so large a share of the stretches, make a way of writing.
_LEAST, _SHARE = 3, 0.8
#: Only the signs seen most often are tried in pairs.
_TRIED = 4


class _Card(NamedTuple):
    front: list[Numbered]
    backs: list[list[Numbered]]
    last: int  # the line of its end


def marks(page: Page) -> int:
    return len(_cards(page))


def rewrite(page: Page) -> None:
    for card in _cards(page):
        span = (card.front[0].number, card.last)
        page.take(*span)
        page.parts_card(card.front, card.backs, span)


def _cards(page: Page) -> list[_Card]:
    """The cards by the two signs that make most of them."""
    found = [
        (x.number, sign)
        for x in page.open_lines()
        if (sign := _sign(x.text)) and not _in_quote(page, x.number, sign)
    ]
    seen = [s for s, n in Counter(s for _, s in found).most_common(_TRIED) if n >= _LEAST]
    best: list[_Card] = []
    for side, end in permutations(seen, 2):
        if not _ends_a_card(page, found, side, end):
            continue
        cards = _between(page, {n: s for n, s in found if s in (side, end)}, side)
        best = max(best, cards, key=len)
    return best


def _sign(text: str) -> str:
    stripped = text.strip()
    return stripped if _SIGN.match(stripped) and not stripped.startswith("```") else ""


def _in_quote(page: Page, n: int, sign: str) -> bool:
    """Whether a line of signs is a blank line, or a bullet, of a quotation in Markdown."""
    around = (page.text(m) for m in (n - 1, n + 1) if page.start <= m <= len(page.lines))
    return sign.startswith(">") and any(re.match(r"\s*>.*\w", line) for line in around)


def _ends_a_card(page: Page, found: list[tuple[int, str]], side: str, end: str) -> bool:
    """Whether of two signs this one ends the cards: it is the last one with nothing below, or the
    first one with nothing above; else the other is the last one, over the back of the last card.
    """
    own = [(n, s) for n, s in found if s in (side, end)]
    if not any(page.text(n).strip() for n in range(page.start, own[0][0])):
        return own[0][1] == end
    open_ = any(page.text(n).strip() for n in range(own[-1][0] + 1, len(page.lines) + 1))
    return (own[-1][1] == side) if open_ else (own[-1][1] == end)


def _between(page: Page, signs: dict[int, str], side: str) -> list[_Card]:
    """The cards between the ends, none if too few of the stretches are one."""
    cards: list[_Card] = []
    stretches = 0
    for n, stretch in enumerate(_stretches(page, signs, side)):
        lines = [x for x in stretch if x.text.strip()]
        if not lines:
            continue
        stretches += 1
        card = _card(stretch, {x.number for x in lines if signs.get(x.number) == side}, n == 0)
        if card:
            cards.append(card)
    return cards if len(cards) >= max(_LEAST, _SHARE * stretches) else []


def _stretches(page: Page, signs: dict[int, str], side: str) -> Iterator[list[Numbered]]:
    """The lines up to each end, the end with them as a blank line."""
    lines: list[Numbered] = []
    for n in range(page.start, len(page.lines) + 1):
        if signs.get(n, side) == side:
            lines.append(Numbered(n, page.text(n)))
            continue
        yield [*lines, Numbered(n, "")]
        lines = []
    yield lines


def _card(stretch: list[Numbered], sides: set[int], first: bool) -> _Card | None:
    """The card of a stretch: what stands above its heading is not on it, nor what stands above the
    last paragraph before the first sign of the page.
    """
    parts: list[list[Numbered]] = [[]]
    for line in stretch:
        if line.number in sides:
            parts.append([])
        else:
            parts[-1].append(line)
    front, *backs = parts
    while front and not front[-1].text.strip():
        front.pop()
    for n in range(len(front) - 1, -1, -1):
        if HEADING.match(front[n].text) or (first and not front[n].text.strip()):
            front = front[n + 1 :]
            break
    front = front[next((n for n, x in enumerate(front) if x.text.strip()), len(front)) :]
    if not front or not backs or not all(any(x.text.strip() for x in back) for back in backs):
        return None
    return _Card(front, backs, stretch[-1].number)
