"""Numbers with a sign of the writer's own ("1-Name", "2 - Name", "3/ Name") become "1. Name"
where they run on through the document: a number alone may belong to the name ("5-HT").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ankigen.model import Kind, Style
from ankigen.model.rich_text import Edit
from ankigen.segmentation.units import OPEN, Unit
from ankigen.text.dates import leading_date
from ankigen.text.patterns import when_asked

_NUMBER = when_asked(
    r"(?P<number>\d{1,3})(?P<sign>\s?(?:\)-|\.-|[-–—:/_])\s?|\s)(?=[¿¡«\"“„'‘(\[]?[^\W\d_])"
)
#: So many numbers run on from 1 at least, and so large a share of all that are so written.
LEAST, SHARE = 3, 0.8
#: So large a share of the names behind them differ: "1-Butanol, 2-Butanol" are names.
DIFFER = 0.7
#: So large a share of numbered lines stands over something or is parted by a mark: lines that are
#: not may be numbers with their names ("1 - hydrogen").
OVER = 0.5
_PARTED = when_asked(r"\s[-–—=|→]+\s|[:：-]\s")


def with_own_numbers(units: list[Unit]) -> list[Unit]:
    """The units, those that are so numbered with a number and a full stop."""
    alike: dict[object, list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for k, u in enumerate(units):
        if u.text.text[:1].isdecimal() and (found := _number(u)) is not None:
            alike[u.kind is Kind.HEADING and u.level, found["sign"].strip()].append((k, found))
    out = units
    for some in alike.values():
        run = _running(some)
        if len(run) < max(LEAST, SHARE * len(some)) or not _are_numbers(units, run):
            continue
        out = list(out)
        for k, found in run:
            out[k] = replace(
                out[k], text=out[k].text.edited([Edit(found.end("number"), found.end(), ". ")])
            )
    return out


def _number(u: Unit) -> re.Match[str] | None:
    if u.marker is not None or u.kind not in (*OPEN, Kind.HEADING):
        return None
    found = _NUMBER.match(u.text.text)
    if found is None or u.text.literal_at(0, found.end()) or leading_date(u.text.text)[0]:
        return None
    if found["sign"].strip() or u.kind is Kind.HEADING:
        return found
    whole = len(u.text.text.rstrip(" :："))
    bold = any(m.style is Style.STRONG and not m.start and m.end >= whole for m in u.text.marks)
    return found if bold else None


def _running(some: Sequence[tuple[int, re.Match[str]]]) -> list[tuple[int, re.Match[str]]]:
    """The numbers that begin with 1 or come next, those in one place alone left out."""
    out: list[tuple[int, re.Match[str]]] = []
    last = 0
    for k, found in some:
        number = int(found["number"])
        if number in (1, last + 1):
            out.append((k, found))
            last = number
    return out


def _are_numbers(units: Sequence[Unit], run: Sequence[tuple[int, re.Match[str]]]) -> bool:
    if max(int(found["number"]) for _, found in run) < LEAST:
        return False
    names = {found.string[found.end() :].casefold() for _, found in run}
    if len(names) < DIFFER * len(run):
        return False
    own = {k for k, _ in run}
    over = sum(
        units[k].kind is Kind.HEADING
        or _PARTED.search(found.string, found.end()) is not None
        or (k + 1 < len(units) and k + 1 not in own and units[k + 1].kind is not Kind.HEADING)
        for k, found in run
    )
    return over >= OVER * len(run)
