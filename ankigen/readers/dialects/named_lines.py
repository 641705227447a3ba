"""Cards of lines that each begin with what they are, whatever the writer calls it: `Term: …` over
`Definition: …`, `(Q) …` over `(A) …`, `Latin – …` over `English – …`.

No tool and no word tells them, but their turns: the name of the first line comes again at each
card, the second line of nearly every card has one name too, and nothing else stands between.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from ankigen.readers.dialects.page import HEADING, Page
from ankigen.readers.numbered import Numbered

#: A name, a number behind it, and the sign that ends it; a name in brackets needs no sign.
_NAME = re.compile(
    r"\s{0,3}(?:[-*+•]\s+)?(?:\*\*|__)?"
    r"(?:[(\[](?P<held>[^\W\d_]{1,12})\s?\d{0,3}[)\]][:.]?"
    r"|(?P<name>[^\W\d_]{1,14}(?:\s[^\W\d_]{1,12})?)\s?\d{0,3}\s?(?::|[-–—](?=\s)|[.)](?=\s)))"
    r"(?:\*\*|__)?\s+(?P<rest>\S.*)$"
)
#: Found anywhere in a file that may have such lines.
HINT = re.compile(
    r"^\s{0,3}(?:[-*+•]\s+)?(?:\*\*|__)?"
    r"(?:[(\[][^\W\d_]{1,12}\s?\d{0,3}[)\]]|[^\W\d_]{1,14}[\w ]{0,16}[:.)–—-])",
    re.M,
)
#: So many cards make a way of writing, and in so large a share of them the second line has one
#: name.
_LEAST, _SHARE = 3, 0.8
#: No card has more lines.
_LONGEST = 6


class _Line(NamedTuple):
    number: int
    name: str
    whole: str
    rest: str


def marks(page: Page) -> int:
    return len(_cards(page))


def rewrite(page: Page) -> None:
    for card in _cards(page):
        front, back, *others = card
        span = (front.number, card[-1].number)
        page.take(*span)
        sides = [[Numbered(back.number, back.rest)]]
        sides += [[Numbered(line.number, line.whole.strip())] for line in others]
        page.parts_card([Numbered(front.number, front.rest)], sides, span)


def _cards(page: Page) -> list[list[_Line]]:
    """The cards of the longest stretch of such lines; none where anything else stands between."""
    best: list[list[_Line]] = []
    for stretch in _stretches(page):
        cards: list[list[_Line]] = []
        for line in stretch:
            if line.name == stretch[0].name:
                cards.append([])
            cards[-1].append(line)
        if len(cards) > len(best) and _is_one_way(cards):
            best = cards
    return best


def _is_one_way(cards: list[list[_Line]]) -> bool:
    if len(cards) < _LEAST or not all(2 <= len(card) <= _LONGEST for card in cards):
        return False
    second = Counter(card[1].name for card in cards)
    fronts = {card[0].rest.casefold().strip() for card in cards}
    return second.most_common(1)[0][1] >= _SHARE * len(cards) and len(fronts) == len(cards)


def _stretches(page: Page) -> list[list[_Line]]:
    """The runs of lines with names, blank lines aside."""
    out: list[list[_Line]] = [[]]
    for number, text in page.open_lines():
        if not text.strip():
            continue
        found = None if HEADING.match(text) else _NAME.match(text)
        if found:
            name = (found["held"] or found["name"]).casefold()
            out[-1].append(_Line(number, name, text, found["rest"]))
        elif out[-1]:
            out.append([])
    return [run for run in out if run]
