"""Items that were pasted with the line breaks of their slide or page: what an item says goes on in
the line below it, which has no bullet and often no indent ("• Acid: a species that donates a",
"proton")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import PLAIN, Unit
from ankigen.segmentation.body.bodies import KeepHyphen, join_lines
from ankigen.segmentation.words import CONNECTORS, length, tokens
from ankigen.text.patterns import when_asked

#: A writer begins items and other lines with a capital where so large a share of them does, of so
#: many items at least: a line in lower case then goes on with the item above it.
CAPITALS, LEAST = 0.9, 4
#: Ends after which nothing goes on, and after which a list or a text of its own may come.
_STOP = when_asked(r"[.!?;:…。！？；：][)\]\"”’»]*\s*$")
#: What is no clause of the line above: a line with a sign that parts a headword from its
#: definition, an option ("b) two"), an address.
_OWN = when_asked(r"\s[-–—]\s|[:=→⇒]|->|^\w{1,3}\s?\)|^\w+\.\w+\S*$")
_COLONS = (":", "：")
#: An item of fewer words may be a headword whose definition stands in the line below.
SHORT = 3


def join_wrapped_items(
    units: Sequence[Unit], keep_hyphen: KeepHyphen, is_decided: Callable[[int], bool]
) -> list[Unit]:
    """The units with the lines that go on with an item as part of it. A line of which a person
    has said what it is (`is_decided`, by its place) is left alone. `keep_hyphen` tells whether
    the hyphen of a word broken at the line end stays.
    """
    below = _below_items(units)
    if not below:
        return list(units)
    upper = _capital_styles(units, below)
    out: list[Unit] = []
    joined = -1  # the place of the last unit that went into the one before it, or of an item
    style = ""
    for k, unit in enumerate(units):
        if (
            k in below
            and joined == k - 1
            and not is_decided(k)
            and (_goes_on(out[-1], unit, style in upper) or _is_said_there(units, k, style))
        ):
            above = out[-1]
            text = join_lines(above.text, unit.text, keep_hyphen)
            end = max(above.end_line, unit.end_line)
            out[-1] = replace(above, text=text, end_line=end, raw=unit.raw)
            joined = k
            continue
        if unit.marker is not None and unit.kind in (Kind.LINE, Kind.ITEM):
            joined, style = k, unit.marker.style
        out.append(unit)
    return out


def _below_items(units: Sequence[Unit]) -> set[int]:
    """The places of bare lines right below an item, or below another such line."""
    found: set[int] = set()
    for k, unit in enumerate(units):
        bare = unit.kind in PLAIN and not (unit.item or unit.gap or unit.full)
        if bare and k and (units[k - 1].item or k - 1 in found):
            found.add(k)
    return found


def _capital_styles(units: Sequence[Unit], below: set[int]) -> set[str]:
    """The kinds of bullets behind which this writer begins with a capital, as on lines that stand
    below no item.
    """
    first: dict[str, list[bool]] = {}
    for k, u in enumerate(units):
        if (u.item or u.kind in PLAIN) and k not in below:
            style = "" if u.marker is None else u.marker.style
            first.setdefault(style, []).append(u.text.text[:1].islower())
    if not _are_capitals(first.pop("", [])):
        return set()
    return {style for style, low in first.items() if len(low) >= LEAST and _are_capitals(low)}


def _are_capitals(low: Sequence[bool]) -> bool:
    return sum(low) <= (1 - CAPITALS) * len(low)


def _goes_on(above: Unit, unit: Unit, upper: bool) -> bool:
    before, text = above.text.text.rstrip(), unit.text.text
    if _STOP.search(before) or not (text[:1].islower() or text[:1] == "("):
        return False
    if _OWN.search(text) or length(before) < SHORT:
        return False
    last = tokens(before)[-1:]
    return upper or before.endswith(",") or (bool(last) and last[0] in CONNECTORS)


def _is_said_there(units: Sequence[Unit], k: int, style: str) -> bool:
    """Whether a line of plain text says what the item above it names ("• Ideal gas law:",
    "pV = nRT"), and the next item of the list follows, or the last one ends as those before it.
    """
    above, unit = units[k - 1], units[k]
    if not _names(above, style) or unit.kind is not Kind.LINE:
        return False
    if unit.text.text.rstrip().endswith((*_COLONS, "?", "？")):
        return False
    below = units[k + 1] if k + 1 < len(units) else None
    if below is not None and not below.gap:
        return below.marker is not None and below.marker.style == style
    pairs = [(n, n - 1) for n in range(k - 2, 0, -2)][:PAIRS]
    return len(pairs) == PAIRS and all(
        units[said].kind is Kind.LINE and not units[said].item and _names(units[item], style)
        for said, item in pairs
    )


#: So many items before the last one of a list are named and said on two lines.
PAIRS = 2


def _names(u: Unit, style: str) -> bool:
    """Whether an item with such a bullet names what stands below it."""
    same = u.marker is not None and u.marker.style == style
    return u.item and same and u.text.text.rstrip().endswith(_COLONS)
