"""Headings that hold the definition themselves ("### Keel: the timber along the bottom"), over
nothing: they are paragraphs, each an entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import Unit
from ankigen.text.patterns import when_asked

#: So many headings of a level, and so large a share of them, are parted by a mark and stand over
#: nothing; a headword has no more words, and what is said of it at least so many.
LEAST, SHARE, HEAD, SAID = 3, 0.6, 6, 3
_PARTED = when_asked(r"(?<=\S)(?:\s?(?:::?|：)\s|\s+(?:-{1,3}|[–—=]|->|→)\s+|：)(?=\S)")


def without_telling_headings(units: list[Unit]) -> list[Unit]:
    """The units, such headings as paragraphs."""
    levels: dict[int, list[int]] = defaultdict(list)
    for k, u in enumerate(units):
        if u.kind is Kind.HEADING:
            levels[u.level].append(k)
    some = [k for same in levels.values() for k in _telling(units, same)]
    if not some:
        return units
    out = list(units)
    for k in some:
        out[k] = replace(
            units[k], kind=Kind.PARAGRAPH, level=0, full=True, gap=max(1, units[k].gap)
        )
    return out


def _telling(units: Sequence[Unit], same: Sequence[int]) -> Sequence[int]:
    """The headings of a level that hold a definition, if most of them do and stand over nothing."""
    if len(same) < LEAST:
        return ()
    telling = [k for k in same if _tells(units[k].text.text)]
    alone = sum(
        k + 1 == len(units)
        or (units[k + 1].kind is Kind.HEADING and units[k + 1].level <= units[k].level)
        for k in telling
    )
    return telling if alone >= max(LEAST, SHARE * len(same)) else ()


def _tells(text: str) -> bool:
    found = _PARTED.search(text)
    if found is None:
        return False
    said = text[found.end() :]
    long = len(said.split()) >= SAID or (len(said) >= 8 and not said.isascii())
    return long and len(text[: found.start()].split()) <= HEAD
