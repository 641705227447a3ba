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
from ankigen.readers.text import indent_of
from ankigen.text.patterns import when_asked
from ankigen.text.questions import PICTURE

#: A name, a number behind it, and the sign that ends it; a name in brackets needs no sign.
_NAME = re.compile(
    rf"\s{{0,3}}(?:[-*+•]\s+)?(?:\*\*|__)?(?:{PICTURE}(?:\*\*|__)?)?"
    r"(?:[(\[](?P<held>[^\W\d_]{1,12})\s?\d{0,3}[)\]][:.]?"
    r"|(?P<name>[^\W\d_]{1,14}(?:\s[^\W\d_]{1,12})?)\s?\d{0,3}\s?(?::|[-–—](?=\s)|[.)](?=\s)))"
    r"(?:\*\*|__)?\s+(?P<rest>\S.*)$"
)
#: Found anywhere in a file that may have such lines.
HINT = re.compile(
    rf"^\s{{0,3}}(?:[-*+•]\s+)?(?:\*\*|__)?(?:{PICTURE}(?:\*\*|__)?)?"
    r"(?:[(\[][^\W\d_]{1,12}\s?\d{0,3}[)\]]|[^\W\d_]{1,14}[\w ]{0,16}[:.)–—-])",
    re.M,
)
#: So many cards make a way of writing, and in so large a share of them the second line has one
#: name.
_LEAST, _SHARE = 3, 0.8
#: No card has more lines.
_LONGEST = 6
#: A headword that stands by itself over such lines has no more words.
_TITLE = 5


class _Line(NamedTuple):
    """A line with a name, and the lines without one right below that go on with it."""

    number: int
    name: str
    whole: str
    rest: str
    more: tuple[Numbered, ...] = ()
    titled: bool = False  # a short line without a name stands right above
    under: int = 0  # the line further out below which it stands without a gap

    @property
    def last(self) -> int:
        return self.more[-1].number if self.more else self.number


def marks(page: Page) -> int:
    return len(_cards(page))


def rewrite(page: Page) -> None:
    for card in _cards(page):
        front, back, *others = card
        span = (front.number, card[-1].last)
        page.take(*span)
        sides = [[Numbered(back.number, back.rest), *back.more]]
        sides += [[Numbered(line.number, line.whole.strip()), *line.more] for line in others]
        page.parts_card([Numbered(front.number, front.rest), *front.more], sides, span)


def _cards(page: Page) -> list[list[_Line]]:
    """The cards of the stretches of such lines in which one name begins each; none where they are
    not one way of writing.
    """
    stretches = _stretches(page)
    best: list[list[_Line]] = []
    for name in dict.fromkeys(line.name for stretch in stretches for line in stretch[:2]):
        begun = [_begun_by(name, stretch) for stretch in stretches]
        if len(name) == 1:  # several lists from "a)" on are no cards: one stretch must show them
            begun = [cards for cards in begun if len(cards) >= _LEAST]
        cards = [card for cards in begun for card in cards]
        if 2 * sum(map(bool, begun)) > len(cards):
            continue  # facts below a name each
        if cards and all(card[0].titled for card in cards):
            continue  # facts below a headword each
        if 2 * len({card[0].under for card in cards if card[0].under}) > len(cards):
            continue  # the same, further in than their headwords
        if len(cards) > len(best) and _is_one_way(cards):
            best = cards
    return best


def _begun_by(name: str, stretch: list[_Line]) -> list[list[_Line]]:
    """The cards of a stretch whose first lines have this name, a title before them aside; none
    where it is not made of such cards."""
    first = next((n for n, line in enumerate(stretch[:2]) if line.name == name), None)
    cards: list[list[_Line]] = []
    for line in stretch[first:] if first is not None else ():
        if line.name == name:
            cards.append([])
        cards[-1].append(line)
    return cards if all(2 <= len(card) <= _LONGEST for card in cards) else []


def _is_one_way(cards: list[list[_Line]]) -> bool:
    if len(cards) < _LEAST:
        return False
    second = Counter(card[1].name for card in cards)
    fronts = {card[0].rest.casefold().strip() for card in cards}
    return second.most_common(1)[0][1] >= _SHARE * len(cards) and len(fronts) == len(cards)


def _stretches(page: Page) -> list[list[_Line]]:
    """The runs of lines with names, blank lines aside; a line without one goes on with the line
    right above.
    """
    out: list[list[_Line]] = [[]]
    title = 0  # the last line that may be one
    outer: list[tuple[int, int]] = []  # the indents and lines further out, without a gap
    before = 0
    for number, text in page.open_lines():
        found = None if HEADING.match(text) else _NAME.match(text)
        indent = indent_of(text)
        while outer and (outer[-1][0] >= indent or number > before + 1):
            outer.pop()
        under, before = outer[-1][1] if outer else 0, number
        outer.append((indent, number))
        if found:
            name = (found["held"] or found["name"]).casefold()
            titled = title == number - 1 > 0
            out[-1].append(_Line(number, name, text, found["rest"], titled=titled, under=under))
            continue
        if 0 < len(text.split()) <= _TITLE:
            title = number
        if out[-1] and number == out[-1][-1].last + 1 and _goes_on(text):
            line = out[-1][-1]
            out[-1][-1] = line._replace(more=(*line.more, Numbered(number, text)))
        elif out[-1]:
            out.append([])
    return [run for run in out if run]


_BREAKS = when_asked(r"\s{0,3}(?:[|>]|([-*_=])(?:\s?\1){2,}\s*$)")


def _goes_on(text: str) -> bool:
    """Whether a line may go on with the one above: it is no heading, rule or table."""
    return not HEADING.match(text) and not _BREAKS.match(text)
