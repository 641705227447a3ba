"""Paragraphs that are nothing but a number and words in bold ("**2. Keel**"), each over something,
are headings below all others where their numbers run on: a writer without a style for headings
makes them so.
"""

from __future__ import annotations

from dataclasses import replace

from ankigen.model import Kind, Style
from ankigen.segmentation.own_numbers import is_bold
from ankigen.segmentation.units import Unit
from ankigen.text.patterns import when_asked

#: So many of them run on at least; so large a share of all such paragraphs does, and of those so
#: large a share stands over something.
LEAST, SHARE, OVER = 3, 0.8, 0.8
#: A title has no more words, its number among them.
WORDS = 14
_NUMBER = when_asked(r"(\d{1,3})[.)]\s?[^\W\d_]")


def with_numbered_titles(units: list[Unit]) -> list[Unit]:
    """The units, such paragraphs as headings."""
    numbers = {k: n for k, u in enumerate(units) if (n := _title_number(u))}
    if len(numbers) < LEAST:
        return units
    titles: dict[int, int] = {}
    for k, number in numbers.items():
        if number in (1, next(reversed(titles.values()), 0) + 1):
            titles[k] = number
    over = sum(
        k + 1 < len(units) and k + 1 not in titles and units[k + 1].kind is not Kind.HEADING
        for k in titles
    )
    if len(titles) < max(LEAST, SHARE * len(numbers)) or over < OVER * len(titles):
        return units
    level = max((u.level for u in units if u.kind is Kind.HEADING), default=0) + 1
    return [
        replace(u, kind=Kind.HEADING, level=level) if k in titles else u
        for k, u in enumerate(units)
    ]


def _title_number(u: Unit) -> int:
    """The number of a paragraph that may be a title; 0 where it is none."""
    if u.kind not in (Kind.PARAGRAPH, Kind.LINE) or u.marker is not None or u.cut:
        return 0
    if not any(m.style is Style.STRONG for m in u.text.marks):
        return 0
    found = _NUMBER.match(u.text.text)
    if found is None or len(u.text.text.split()) > WORDS or not is_bold(u, found.end() - 1):
        return 0
    return int(found[1])
