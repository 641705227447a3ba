"""Slides written out as text, each below a line with its number: the first line of each is its
title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.units import Unit
from ankigen.segmentation.words import length

_NUMBERED = re.compile(
    r"\W*(?:slide|folie|diapositi(?:ve|va)|diapo|slajd|dia)\s*(?:no\.?|nr\.?|#)?\s*(\d{1,3})"
    r"(?:\s*(?:of|/|von|de)\s*\d{1,3})?\W*$",
    re.IGNORECASE,
)
#: A line with a mark in it is an entry rather than a title, and so is one with a full stop.
_ENTRY = re.compile(r"\s[-–—=:]\s|:\s+\S|\t|[.;]\s*$")
#: So many numbered lines, one after the other, are slides; a title has so many words at most.
LEAST, LONGEST = 4, 12
#: The level of their titles as headings.
LEVEL = 2


def with_titles(units: Sequence[Unit]) -> list[Unit]:
    """The units, with the first line of each slide as a heading where the slides are numbered in
    their order.
    """
    out = list(units)
    found = [
        (k, int(m[1]))
        for k, u in enumerate(units)
        if u.kind is Kind.LINE and (m := _NUMBERED.match(u.text.text))
    ]
    numbers = [n for _, n in found]
    if len(found) < LEAST or any(b <= a for a, b in pairwise(numbers)):
        return out
    for k, _ in found:
        title = units[k + 1] if k + 1 < len(units) else None
        if title is not None and title.kind is Kind.LINE and not title.item and _heads(title):
            out[k + 1] = replace(title, kind=Kind.HEADING, level=LEVEL)
    return out


def _heads(u: Unit) -> bool:
    return length(u.text.text) <= LONGEST and not _ENTRY.search(u.text.text)
