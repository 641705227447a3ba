"""Questions and sentences left open, each over its answer, which begins with one and the same sign
in all of them ("✅ …", "→ …", "+ …", "= …", "⭐ …").

The sign is known by its turns and not by what it is: nearly every line with it is the first below
a question, and between two answers stands one question, blank lines aside. Lines with the sign
that follow each other are one answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ankigen.readers.dialects.page import Page, is_break
from ankigen.readers.numbered import Numbered
from ankigen.text.questions import asks

#: A sign before an answer: one character that is no letter, digit, quotation mark or bracket, an
#: arrow, or a letter with a bracket ("A)").
_SIGN = re.compile(
    r"[ \t]{0,8}(?P<sign>[-–—=~]{1,2}>|[^\W\d_]\)|>(?=[ \t])|"
    r"(?!\$|\\|\||`|#|&|@)[^\w\s\"'“”„«»‘’()\[\]{}<>.,;:!?¿¡…/%§°])"
    r"(?!(?P=sign))\ufe0f?[ \t]*(?=[^\W_]|[\"'“„«(\[*_$`.-])"
)
#: Found anywhere in a file that may have such lines.
HINT = re.compile(rf"^{_SIGN.pattern}", re.M)
#: Signs that begin the items of lists, too: they need more to be believed.
_OF_LISTS = frozenset("-*+•–—·◦‣▪■□☐>~=")
#: What stands before a question in a list of them.
_ITEM = re.compile(r"\s*(?:(?P<sign>[-*+•–—·◦‣▪])|\d{1,3}(?P<behind>[.):]))\s+(?=\S)")
#: A question ends so, or is left open.
_LEFT_OPEN = re.compile(r"(?::|：|\.{3}|…|_{2,})[\s*_]*$")
_FULL = re.compile(r"[.。!！;][\s\"”»)*_]*$")
#: So many questions make a way of writing. So large a share of them asks or is left open, by
#: whether the sign begins lists, too; so large a share does not end like a sentence; so large a
#: share is one line.
LEAST = 4
ASKING, ASKING_IN_LISTS = 0.2, 0.6
OPEN_SHARE = 0.8
ONE_LINE = 0.6
#: A question has no more lines.
LONGEST = 3
#: A sentence that goes on after a blank line, and no title, has so many words at least.
_TITLE = 6


@dataclass
class _Card:
    """A question, and the lines of its answer with their sign."""

    front: list[Numbered]
    answer: list[Numbered] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text.strip() for line in self.front)


def marks(page: Page) -> int:
    return len(_cards(page))


def rewrite(page: Page) -> None:
    for card in _cards(page):
        span = (card.front[0].number, card.answer[-1].number)
        page.take(*span)
        asked = _ITEM.sub("", card.text, count=1)
        page.card([Numbered(card.front[0].number, asked)], _without_sign(card.answer), span)


def _without_sign(lines: Sequence[Numbered]) -> list[Numbered]:
    """The lines of an answer without the sign where it is one, as a list where they are several."""
    signs = [_SIGN.match(line.text) for line in lines]
    several = sum(sign is not None for sign in signs) > 1
    out: list[Numbered] = []
    for line, sign in zip(lines, signs, strict=True):
        said = line.text[sign.end() :] if sign else line.text.strip()
        out.append(Numbered(line.number, f"- {said}" if several and sign else said))
    return out


def _cards(page: Page) -> list[_Card]:
    """The cards with the sign that most of them have; none where it is no way of writing."""
    lines = page.open_lines()
    found = ((x, _SIGN.match(x.text)) for x in lines if not is_break(x.text))
    signs = {x.number: m["sign"] for x, m in found if m}
    for sign, count in Counter(signs.values()).most_common(3):
        if count < LEAST:
            break
        cards = _of_one_look(_with(lines, {n for n, own in signs.items() if own == sign}))
        if _is_one_way(cards, sign):
            return cards
    return []


def _of_one_look(cards: Sequence[_Card]) -> list[_Card]:
    """The cards whose questions begin as most do: with one mark of a list, or without one."""
    looks = []
    for card in cards:
        found = _ITEM.match(card.text)
        looks.append((found["sign"], found["behind"]) if found else None)
    usual = Counter(looks).most_common(1)
    return [c for c, look in zip(cards, looks, strict=True) if look == usual[0][0]]


def _with(lines: Sequence[Numbered], signed: set[int]) -> list[_Card]:
    """The cards of these lines, of which some have the sign."""
    cards: list[_Card] = []
    between: list[Numbered] = []
    answered = False  # whether the last card stands right above
    for line in lines:
        if is_break(line.text):
            between, answered = [], False
        elif line.number not in signed:
            between.append(line)
        elif between:
            front = _front(cards[-1] if answered else None, between)
            cards.append(_Card(front, [line]))
            between, answered = [], True
        elif answered:
            cards[-1].answer.append(line)
    for line in between if answered else ():
        if not _goes_on(cards[-1].answer[-1], line):
            break
        cards[-1].answer.append(line)
    return cards


def _goes_on(above: Numbered, line: Numbered) -> bool:
    """Whether a line stands right below another one."""
    return line.number == above.number + 1


def _front(last: _Card | None, between: Sequence[Numbered]) -> list[Numbered]:
    """Of the lines between two answers, those that ask the second: the last paragraph, with the
    one before where that is a sentence left open. Those right below the first answer, with a blank
    line behind them, go on with it.
    """
    parts: list[list[Numbered]] = [[between[0]]]
    for line in between[1:]:
        if _goes_on(parts[-1][-1], line):
            parts[-1].append(line)
        else:
            parts.append([line])
    if last is not None and len(parts) > 1 and _goes_on(last.answer[-1], between[0]):
        last.answer += parts.pop(0)
    front = parts[-1]
    if len(front) == 2 and _is_title(front[0].text) and asks(front[1].text):
        return front[1:]
    if len(parts) > 1 and len(front) == 1:
        above = parts[-2][-1].text
        small = front[0].text.lstrip()[:1].islower()
        if small and not _is_ended(above) and not _is_title(above):
            return [*parts[-2], *front]
    return front


def _is_title(text: str) -> bool:
    return not _is_ended(text) and len(text.split()) < _TITLE


def _is_ended(text: str) -> bool:
    """Whether a line asks, is left open, or ends a sentence: nothing below goes on with it."""
    return bool(_asks(text) or _FULL.search(text))


def _asks(text: str) -> bool:
    """Whether a line asks for an answer: it is a question, or left open."""
    return asks(text) or _LEFT_OPEN.search(text) is not None


def _is_one_way(cards: Sequence[_Card], sign: str) -> bool:
    if len(cards) < LEAST:
        return False
    fronts = {card.text.casefold() for card in cards}
    one = sum(len(card.front) == 1 for card in cards)
    short = all(len(card.front) <= LONGEST for card in cards)
    asking = sum(_asks(card.text) for card in cards)
    closed = sum(_FULL.search(card.text) is not None for card in cards)
    alone = sum(len(card.answer) == 1 for card in cards)
    listed = sign in _OF_LISTS or sign[0].isalpha()
    return (
        short
        and len(fronts) == len(cards)
        and one >= ONE_LINE * len(cards)
        and closed <= (1 - OPEN_SHARE) * len(cards)
        and asking >= (ASKING_IN_LISTS if listed else ASKING) * len(cards)
        and (not listed or alone >= OPEN_SHARE * len(cards))
    )
