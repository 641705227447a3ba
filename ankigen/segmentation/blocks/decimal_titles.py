"""Lines of plain text that are headings by their numbers ("1. Theories", "1.1 Strain", "1.1.2
Anomie"), as Word and textbooks number them. Their level is how many numbers they have."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import PLAIN, Unit
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked

#: So many lines with two numbers or more; so large a share of all such lines are titles, and of
#: the titles so large a share stands over something.
LEAST, SHARE, OVER = 3, 0.8, 0.6
#: A title has no more words.
WORDS = 8
_NUMBERS = when_asked(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[^\W\d_])")
_PARTED = when_asked(r"\s[-–—=|→]+>?\s|[:：]\s*\S|[,;]$")
_STOPS = ".?!;,…。"


def with_decimal_titles(units: list[Unit]) -> list[Unit]:
    """The units, such lines as headings."""
    if not any(u.kind in PLAIN and "." in u.text.text[:4] for u in units):
        return units
    numbers = {
        k: tuple(map(int, found[1].split(".")))
        for k, u in enumerate(units)
        if u.kind in PLAIN and not (u.marker or u.cut) and (found := _NUMBERS.match(u.text.text))
    }
    decimal = [k for k, number in numbers.items() if len(number) > 1]
    titles: dict[int, tuple[int, ...]] = {}
    last: tuple[int, ...] = ()
    for k, number in numbers.items():
        if _is_title(units[k]) and _goes_on(last, number):
            titles[k] = last = number
    while titles and len(next(reversed(titles.values()))) == 1:
        titles.popitem()  # a list of steps behind the last section
    deep = [k for k in titles if len(titles[k]) > 1]
    if len(deep) < LEAST or len(deep) < SHARE * len(decimal):
        return units
    over = sum(k + 1 < len(units) and k + 1 not in titles for k in deep)
    below = sum(titles[b][: len(titles[a])] == titles[a] for a, b in pairwise(deep))
    if over < OVER * (len(deep) - below):
        return units
    level = max((u.level for u in units if u.kind is Kind.HEADING), default=0)
    least = min(map(len, titles.values()))
    return [
        replace(u, kind=Kind.HEADING, level=level + len(titles[k]) - least + 1)
        if k in titles
        else u
        for k, u in enumerate(units)
    ]


def _is_title(unit: Unit) -> bool:
    text = unit.text.text.rstrip()
    return length(text) <= WORDS and text[-1] not in _STOPS and not _PARTED.search(text)


def _goes_on(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a number may come behind the last one (none: ()): the first below it, or the next of
    one of its levels.

    >>> _goes_on((1, 1), (1, 1, 1)), _goes_on((1, 1), (2,)), _goes_on((1, 1), (3, 1))
    (True, True, False)
    """
    if not last:
        return all(n == 1 for n in number[1:])
    if len(number) > len(last):
        return number[: len(last)] == last and all(n <= 1 for n in number[len(last) :])
    depth = len(number)
    return number[:-1] == last[: depth - 1] and number[-1] == last[depth - 1] + 1
