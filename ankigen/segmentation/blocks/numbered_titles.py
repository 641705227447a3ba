"""Titles that a number alone tells of: paragraphs that are nothing but a number and words in bold
("**2. Keel**"), each over something, and in plain text numbered lines behind a blank one, over
lines of which most hold a headword and its text. They are headings below all others where their
numbers run on: a writer without a style for headings makes them so. So are paragraphs that call
themselves parts ("Chapter 2 - Masts").
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.own_numbers import is_bold
from ankigen.segmentation.blocks.units import PLAIN, Unit
from ankigen.segmentation.words import PART_NAMES
from ankigen.text.patterns import when_asked

#: So many of them run on at least; so large a share of all such paragraphs does, and of those so
#: large a share stands over something.
LEAST, SHARE, OVER = 3, 0.8, 0.8
#: A title has no more words, its number among them; one in plain text has fewer.
WORDS, TITLE_WORDS = 14, 8
#: So large a share of the lines below a title of plain text are parted by a mark, under so large a
#: share of the titles.
MOST = 0.5
_PARTED = when_asked(r"\s[-–—=|→]+>?\s|[:：]\s")
_NUMBER = when_asked(r"(\d{1,3})[.)]\s?[^\W\d_]")

_PART = when_asked(
    rf"(?:{PART_NAMES}\s*(\d{{1,3}}(?:\.\d{{1,2}}){{0,2}})\s?[-–—:.]?"
    r"|(\d{1,3}(?:\.\d{1,2}){1,2})\s[-–—])\s+(?=[^\W\d_])",
    re.IGNORECASE,
)


def with_named_parts(units: list[Unit]) -> list[Unit]:
    """The units, paragraphs of their own that call themselves parts as headings."""
    numbers = {k: n for k, u in enumerate(units) if (n := _part_number(units, k, u))}
    values = list(numbers.values())
    on = sum(a < b for a, b in pairwise(values))
    over = sum(k + 1 < len(units) and k + 1 not in numbers for k in numbers)
    if len(numbers) < LEAST or on < SHARE * (len(numbers) - 1) or over < OVER * len(numbers):
        return units
    return _with_headings(units, numbers)


def _part_number(units: list[Unit], k: int, u: Unit) -> tuple[int, ...]:
    """The number of a paragraph that stands apart and calls itself a part; () of any other."""
    text = u.text.text
    if u.kind is not Kind.PARAGRAPH or u.item or u.cut or not (u.gap or not k):
        return ()
    after = units[k + 1] if k + 1 < len(units) else None
    if len(text.split()) > WORDS or text[-1:] in ".;," or (after and not after.gap):
        return ()
    found = _PART.match(text)
    number = found and (found[1] or found[2])
    return tuple(map(int, number.split("."))) if number else ()


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
    return _with_headings(units, titles)


def with_numbered_sections(units: list[Unit]) -> list[Unit]:
    """The units, numbered lines of plain text over entries as headings."""
    numbers = {k: n for k, u in enumerate(units) if u.gap and (n := _section_number(u))}
    if len(numbers) < LEAST:
        return units
    titles: list[int] = []
    for k, number in numbers.items():
        if number == len(titles) + 1:
            titles.append(k)
    if len(titles) < max(LEAST, SHARE * len(numbers)):
        return units
    below = [units[k + 1 : after] for k, after in pairwise((*titles, len(units)))]
    if not all(below) or sum(map(_are_entries, below)) < MOST * len(titles):
        return units
    return _with_headings(units, titles)


def _with_headings(units: list[Unit], titles: Collection[int]) -> list[Unit]:
    """The units, those at these places as headings below all others."""
    level = max((u.level for u in units if u.kind is Kind.HEADING), default=0) + 1
    return [
        replace(u, kind=Kind.HEADING, level=level) if k in titles else u
        for k, u in enumerate(units)
    ]


def _section_number(u: Unit) -> int:
    """The number of a line that may be a title of entries; 0 where it is none."""
    if u.kind is not Kind.LINE or u.indent or not u.text.text[:1].isdigit():
        return 0
    found = _NUMBER.match(u.text.text)
    if found is None or len(u.text.text.split()) > TITLE_WORDS or u.text.text[-1] in ".?!;,:":
        return 0
    return 0 if _PARTED.search(u.text.text) else int(found[1])


def _are_entries(units: list[Unit]) -> bool:
    """Whether most of some lines are parted by a mark."""
    parted = sum(
        u.kind is Kind.LINE and not u.text.text[:1].isdigit() and bool(_PARTED.search(u.text.text))
        for u in units
    )
    return parted >= LEAST and parted > MOST * len(units)


def _title_number(u: Unit) -> int:
    """The number of a paragraph that may be a title; 0 where it is none."""
    if u.kind not in PLAIN or u.marker is not None or u.cut:
        return 0
    if not any(m.style is Style.STRONG for m in u.text.marks):
        return 0
    found = _NUMBER.match(u.text.text)
    if found is None or len(u.text.text.split()) > WORDS or not is_bold(u, found.end() - 1):
        return 0
    return int(found[1])
