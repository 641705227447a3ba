"""Numbers with a sign of the writer's own ("1-Name", "2 - Name", "[3] Name", "B- Name") become
"1. Name" where they run on through the document: a number alone may belong to the name ("5-HT").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ankigen.model import Kind, Style
from ankigen.model.rich_text import Edit
from ankigen.segmentation.blocks.markers import marker_at
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.text.dates import leading_date
from ankigen.text.patterns import when_asked

_FIRST = frozenset("0123456789#№[<N(ABCDEFGHIJKLabcdefghijklIVX")
#: The number, the signs around it, and behind it a name.
_NUMBER = when_asked(
    r"(?P<open>#|№\s?|N[°º]\s?|N[ro]\.\s?|[\[<(])?"
    r"(?P<number>\d{1,3}(?:[.-]\d{1,3}){0,2}|[IVX]{1,5}|[A-La-l])"
    r"(?P<sign>\s?(?:\)-|\.-|\.\)|[]>】|]:?|\.?[º°][.:]?|[-–—:/_)])\s?|\.?\s)"
    r"(?=[¿¡«\"“„'‘(\[]?[^\W\d_])"
)
#: So many numbers run on from 1 at least, and so large a share of all that are so written.
LEAST, SHARE = 3, 0.8
#: Numbers with nothing behind them but a space ("7 owl | Eule") number words where so many run on,
#: of lines that a mark parts.
BARE_LEAST = 8
#: So large a share of the names behind them differ: "1-Butanol, 2-Butanol" are names.
DIFFER = 0.7
#: So large a share of numbered lines stands over something or is parted by a mark: lines that are
#: not may be numbers with their names ("1 - hydrogen").
OVER = 0.5
_PARTED = when_asked(r"\s[-–—=|→]+\s|[:：-]\s")
_PARTED_SOMEHOW = when_asked(r"[^\W\d_].*?(?:\s[-–—]+\s|[=|→:：;\t])")

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


class _Found(NamedTuple):
    """Where a unit stands that begins with a number, the number, where it ends, and what it may
    become.
    """

    at: int
    value: Sequence[int]
    end: int
    new: str


def with_own_numbers(units: list[Unit]) -> list[Unit]:
    """The units, those that are so numbered with a number or a letter and a full stop."""
    alike: dict[tuple[bool, object], list[_Found]] = defaultdict(list)
    for k, u in enumerate(units):
        if u.text.text[:1] in _FIRST and (found := _number(u)) is not None:
            look, number = found
            alike[look].append(number._replace(at=k))
    edits: dict[int, _Found] = {}
    for (bare, _), some in alike.items():
        run = _running(some)
        least = BARE_LEAST if bare else LEAST
        if len(run) >= max(least, SHARE * len(some)) and _are_numbers(units, run):
            edits.update((found.at, found) for found in run)
    return [_renumbered(u, edits.get(k)) for k, u in enumerate(units)] if edits else units


def _renumbered(u: Unit, found: _Found | None) -> Unit:
    if found is None:
        return u
    return replace(u, text=u.text.edited([Edit(0, found.end, f"{found.new}. ")]))


def _number(u: Unit) -> tuple[tuple[bool, object], _Found] | None:
    """The number at the start of a unit, with whether nothing but a space parts it, and its look,
    where only others like it can tell that it is one.
    """
    text = u.text.text
    if u.marker is not None or u.kind not in (*OPEN, Kind.HEADING):
        return None
    found = _NUMBER.match(text)
    if found is None or u.text.literal_at(0, found.end()) or leading_date(text)[0]:
        return None
    number, open_, sign = found["number"], found["open"] or "", found["sign"].strip()
    digits = number[0].isdecimal()
    titled = u.kind is Kind.HEADING or is_bold(u)
    bare = not (sign or titled or open_)
    if (sign in _USUAL and digits and not open_ and number.isdecimal()) or (
        bare and not number.isdecimal()
    ):
        return None  # is known as one anyway, or may be anything
    if not digits and (not sign or (not titled and sign in _USUAL)):
        return None  # an article; a marker
    if not titled and not u.full and marker_at(text) is not None:
        return None
    kind = "1" if digits else "a" if number.islower() else "A"
    level = u.kind is Kind.HEADING and u.level
    look = level, titled, open_, kind, re.sub(r"\d", "", number) if digits else "", sign
    value = [int(n) for n in re.findall(r"\d+", number)] if digits else [_place(number)]
    if bare and not _PARTED_SOMEHOW.search(text, found.end()):
        return None
    new = number if digits or not titled else str(value[0])
    return (bare, look), _Found(0, value, found.end(), new)


#: Signs behind a number or a letter that is a marker by itself.
_USUAL = (".", ")")


def _place(number: str) -> int:
    """A letter's place in the alphabet; "I" and longer ones are Roman numbers."""
    if number in _ROMAN:
        return _ROMAN.index(number) + 1
    return ord(number[0].lower()) - ord("a") + 1 if len(number) == 1 else 0


def is_bold(u: Unit, lead: int = 0) -> bool:
    """Whether a unit is nothing but words in bold, which begin behind its first `lead` letters at
    the latest.
    """
    whole = len(u.text.text.rstrip(" :："))
    return any(m.style is Style.STRONG and m.start <= lead and m.end >= whole for m in u.text.marks)


def _running(some: Sequence[_Found]) -> list[_Found]:
    """The numbers that begin with 1 or come next, those in one place alone left out."""
    out: list[_Found] = []
    last: Sequence[int] = ()
    for found in some:
        *above, own = found.value
        if (
            own == 1
            or (own == 0 and not out)
            or (last and above == list(last[:-1]) and own == last[-1] + 1)
        ):
            out.append(found)
            last = found.value
    return out


def _are_numbers(units: Sequence[Unit], run: Sequence[_Found]) -> bool:
    if max(found.value[-1] for found in run) < LEAST:
        return False
    names = {units[found.at].text.text[found.end :].casefold() for found in run}
    if len(names) < DIFFER * len(run):
        return False
    own = {found.at for found in run}
    over = sum(
        units[k].kind is Kind.HEADING
        or _PARTED.search(units[k].text.text, end) is not None
        or (k + 1 < len(units) and k + 1 not in own and units[k + 1].kind is not Kind.HEADING)
        for k, _, end, _ in run
    )
    return over >= OVER * len(run)
