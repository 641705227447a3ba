"""How deep the items of a list lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import Unit


def levels(units: list[Unit]) -> list[Unit]:
    """Gives the plain-text items their depth: by indentation, and by numbering style where all
    stand at one column.
    """
    out: list[Unit] = []
    stack: list[tuple[int, str]] = []  # (indent, style) of the open lists
    for u in units:
        if u.kind is not Kind.LINE or u.marker is None:
            if u.kind is not Kind.LINE or (u.gap and u.marker is None and not _inside(u, stack)):
                stack = []
            out.append(u)
            continue
        style = u.marker.style
        known = [k for k, (_, s) in enumerate(stack) if s == style]
        while stack and (
            u.indent < stack[-1][0] - 1
            or (u.indent <= stack[-1][0] + 1 and style != stack[-1][1] and known)
        ):
            stack.pop()
            known = [k for k, (_, s) in enumerate(stack) if s == style]
        if not stack or u.indent > stack[-1][0] + 1:
            stack.append((u.indent, style))
        elif style != stack[-1][1]:
            starts = u.marker.number == 1
            if known:
                stack = stack[: known[-1] + 1]
            elif starts and (stack[-1][1] != style) and _nests(stack[-1][1], style):
                stack.append((u.indent, style))
            else:
                stack[-1] = (u.indent, style)
        out.append(replace(u, level=len(stack) - 1))
    return out


#: So many items of a document have no text of their own, if they are filled.
_EMPTY = 2


def filled(units: list[Unit]) -> list[Unit]:
    """Gives numbers and bullets that stand alone over items ("1.", below it "- question" and
    "- answer") the first of these as their text.
    """
    over = [
        k
        for k, (u, below) in enumerate(pairwise(units))
        if u.item and below.item and not u.text.text.strip() and below.level > u.level
    ]
    if len(over) < _EMPTY:
        return units
    out = list(units)
    for k in over:
        u = units[k]
        out[k] = replace(
            units[k + 1], marker=u.marker, level=u.level, gap=u.gap, indent=u.indent, line=u.line
        )
    held = {k + 1 for k in over}
    return [u for k, u in enumerate(out) if k not in held]


def under_numbers(units: list[Unit]) -> list[Unit]:
    """Nests the bullets that stand between two numbers of one list, at its own column, under the
    first of these; and those right below the last. Behind a blank line they are under a number that
    leads in to them.
    """
    out = list(units)
    held: dict[tuple[int, str], bool] = {}  # whether the list has had bullets so
    for k, u in enumerate(units):
        if not u.item or u.marker is None or not u.marker.ordered:
            continue
        key = (u.level, u.marker.style)
        end = _next_of(units, k)
        goes_on = end < len(units) and _follows(u, units[end])
        held[key] = held.get(key, False) and u.marker.number > 1
        if k + 1 < end and units[k + 1].item and units[k + 1].level > u.level:
            held[key] = True  # as it is nested already
            continue
        if not goes_on and not held[key]:
            continue
        under = [n for n in range(k + 1, end) if units[n].item]
        apart = units[k + 1].gap if k + 1 < end else 0
        leads_in = u.text.text.rstrip(" *_").endswith((":", "："))
        if not under or under[0] != k + 1 or units[k + 1].level != u.level:
            continue
        if apart and not leads_in:
            continue
        held[key] = True
        for n in under:
            if not goes_on and n > k + 1 and units[n].gap > apart:
                break  # a list of its own below the last
            out[n] = replace(units[n], level=units[n].level + 1)
    return out


def _next_of(units: Sequence[Unit], k: int) -> int:
    """Where the list of a numbered item has its next number, or ends."""
    own = units[k]
    for n in range(k + 1, len(units)):
        u = units[n]
        if u.kind is Kind.HEADING or (u.item and u.level < own.level):
            return n
        if u.item and u.level == own.level and u.marker is not None and u.marker.ordered:
            return n
    return len(units)


def _follows(u: Unit, other: Unit) -> bool:
    """Whether an item has the number after that of another of the same list."""
    if u.marker is None or other.marker is None or not other.item or u.level != other.level:
        return False
    same = u.marker.style == other.marker.style and u.kind is other.kind
    return same and other.marker.number == u.marker.number + 1


#: Numbering styles from the outside in, as notes use them; a bullet nests under any number.
_ORDER = ("I.", "A.", "1.", "1)", "(1)", "a.", "a)", "(a)", "i.", "i)", "(i)")


def _nests(outer: str, inner: str) -> bool:
    """Whether a list of the inner style, at the same column, goes inside an item of the outer
    one.
    """
    if outer in _ORDER and inner in _ORDER:
        return _ORDER.index(inner) > _ORDER.index(outer)
    if outer in _ORDER:
        # a bullet after a number at the same column is a new list more often than a nested one
        return False
    if inner in _ORDER:
        return False
    ranks = {"•": 0, "●": 0, "o": 1, "○": 1, "◦": 1, "▪": 2, "■": 2, "-": 1, "–": 1, "*": 1}
    return ranks.get(inner, 0) > ranks.get(outer, 0) and outer in "•●■*" and inner in "-–o○◦▪"


def _inside(u: Unit, stack: list[tuple[int, str]]) -> bool:
    """Whether an unmarked line after a blank one is indented under an open item."""
    return bool(stack) and u.indent > stack[-1][0] + 1
