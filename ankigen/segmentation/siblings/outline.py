"""The outline of a document: which units are siblings, and what lies under each of them.

Headings part the document into regions; a region holds lists and runs of lines. The siblings of a
group are what a writer treats alike: the lines of a run, the items of one level, the items that
have text between them, the paragraphs of a region, the headings of one level. Groups that look
alike are pooled: what a writer does in one list is mostly done in the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.words import CONNECTORS, length, tokens


class GroupKind(StrEnum):
    """What the siblings of a group are."""

    LINES = "lines"
    ITEMS = "items"
    APART = "apart"
    PARAGRAPHS = "paragraphs"
    HEADINGS = "headings"


@dataclass(frozen=True, slots=True)
class Sibling:
    """A unit and, below it, what lies under it: units[at + 1 : end]."""

    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """Siblings, in their order; `level` is that of headings and items. `parts` are the groups that
    a pool is made of. `held`: a list under a line of a run.
    """

    kind: GroupKind
    siblings: tuple[Sibling, ...]
    level: int = 0
    parts: tuple[Group, ...] = ()
    held: bool = False

    @property
    def places(self) -> list[int]:
        """All units that the group covers."""
        return [k for s in self.siblings for k in range(s.at, s.end)]


#: A line that names the list below it has no more words.
BRIEF = 4
#: Units whose role the format itself gives: no layout has a say in them.
FIXED = (Kind.PAIR, Kind.TERM, Kind.DEFINITION)


def outline(units: Sequence[Unit]) -> list[Group]:
    """The groups of a document, the inner ones of each before it: those of each region, those that
    look alike as one, then headings from the deepest level up.
    """
    out: list[Group] = []
    start = 0
    spaced = any(u.gap for u in units[1:])
    for k in range(len(units) + 1):
        if k == len(units) or units[k].kind is Kind.HEADING:
            if k > start:
                out += _region(units, start, k, spaced)
            start = k + 1
    out = _with_pools(units, out)
    ends = heading_ends(units)
    for level in sorted({units[k].level for k in ends}, reverse=True):
        same = (k for k in ends if units[k].level == level)
        siblings = tuple(Sibling(k, section_end(units, ends, k)) for k in same)
        out.append(Group(GroupKind.HEADINGS, siblings, level))
    return out


def heading_ends(units: Sequence[Unit]) -> dict[int, int]:
    """The headings, each with where the next one begins, or the document ends."""
    headings = [k for k, u in enumerate(units) if u.kind is Kind.HEADING]
    return dict(pairwise([*headings, len(units)]))


def section_end(units: Sequence[Unit], ends: Mapping[int, int], k: int) -> int:
    """Where what lies under a heading ends: at the next that is no deeper. `ends` are those of
    `heading_ends`.
    """
    end = ends[k]
    while end < len(units) and units[end].level > units[k].level:
        end = ends[end]
    return end


def items_end(units: Sequence[Unit], k: int) -> int:
    """Where the items that are further in, right below an item, end."""
    end = k + 1
    while end < len(units) and units[end].item and units[end].level > units[k].level:
        end += 1
    return end


#: The order in which groups are decided, the inner ones first.
_ORDER = (GroupKind.ITEMS, GroupKind.LINES, GroupKind.APART, GroupKind.PARAGRAPHS)


def _with_pools(units: Sequence[Unit], groups: Sequence[Group]) -> list[Group]:
    """The groups in the order in which they are decided: those of one kind and level one after
    the other, then several of one look as one.
    """

    def order(group: Group) -> tuple[int, int]:
        return _ORDER.index(group.kind), -group.level

    out: list[Group] = []
    for _, same in groupby(sorted(groups, key=order), key=order):
        alike: dict[object, list[Group]] = {}
        for group in same:
            out.append(group)
            if not group.held:
                alike.setdefault(_look(units, group), []).append(group)
        for some in alike.values():
            if len(some) > 1:
                siblings = tuple(s for group in some for s in group.siblings)
                out.append(Group(some[0].kind, siblings, some[0].level, tuple(some)))
    return out


def _look(units: Sequence[Unit], group: Group) -> object:
    """What groups of one kind have in common where one writer treats them alike."""
    first = units[group.siblings[0].at]
    if group.kind is GroupKind.ITEMS:
        return first.marker is not None and first.marker.ordered
    if group.kind is GroupKind.LINES:
        return first.text.text.rstrip().endswith(("?", "\uff1f"))
    return None


def _region(units: Sequence[Unit], start: int, end: int, spaced: bool) -> list[Group]:
    """The groups between two headings, and the region itself as the last if it has several
    paragraphs.
    """
    groups: list[Group] = []
    paragraphs: list[int] = []
    bounds: list[int] = []
    items: list[int] = []
    k = start
    while k < end:
        u = units[k]
        stop = k + 1
        if u.kind in FIXED:
            bounds.append(k)
        elif u.item:
            stop = _list_end(units, k, end, spaced)
            groups += lists(units, k, stop)
            items += [s.at for s in groups[-1].siblings]
        elif u.kind in OPEN:
            stop = _run_end(units, k, end)
            groups += _lists_in_run(units, k, stop)
            group = _run(units, k, stop)
            if group is not None:
                groups.append(group)
            paragraphs.append(k)
        k = stop
    texts = [k for k in paragraphs if items and k > items[0] and not _titles_a_list(units, k, end)]
    if len(texts) >= TEXTS and not bounds:
        groups.append(_apart(units, items, end))
    if len(paragraphs) > 1:
        stops = sorted({*paragraphs[1:], *bounds, end})
        siblings = tuple(Sibling(k, stops[bisect_right(stops, k)]) for k in paragraphs)
        groups.append(Group(GroupKind.PARAGRAPHS, siblings))
    return groups


#: So many paragraphs stand between items that are headwords over them.
TEXTS = 2
#: The title of a list has so many words at most.
TITLE = 5


def _titles_a_list(units: Sequence[Unit], k: int, end: int) -> bool:
    """Whether a line stands apart from what is above it and right over a list: it is no text of
    the item above.
    """
    below = k + 1
    over = below < end and units[below].item and not units[below].gap
    return over and bool(units[k].gap) and len(units[k].text.text.split()) <= TITLE


def _apart(units: Sequence[Unit], items: Sequence[int], end: int) -> Group:
    """The items of a region, each with the paragraphs up to the next."""
    top = min(units[k].level for k in items)
    heads = [k for k in items if units[k].level == top]
    stops = [*heads[1:], end]
    siblings = tuple(Sibling(k, stop) for k, stop in zip(heads, stops, strict=True))
    return Group(GroupKind.APART, siblings, top)


def _list_end(units: Sequence[Unit], start: int, end: int, spaced: bool) -> int:
    """Where a list ends: at the first unit without a marker that does not lie in it; at a line with
    a capital in a run that has no further items, if the document is `spaced` by blank lines.
    """
    k = start + 1
    base = units[start].indent
    further = k if spaced else end  # up to where items follow without a blank line
    while k < end:
        u = units[k]
        if u.kind in FIXED:
            break
        if not u.item and not _in_list(u, base):
            flush = u.indent <= base and u.text.text[:1].isupper()
            if flush and u.kind is Kind.PARAGRAPH and k >= further:
                further = _next_item(units, k, end)
            flush = flush and (u.kind is Kind.LINE or k >= further)
            flush = flush or (u.indent <= base and names_list(units, k))
            if u.gap or u.kind not in OPEN or flush:
                break
        k += 1
    return k


def names_list(units: Sequence[Unit], k: int) -> bool:
    """Whether a brief line between two lists names the second ("Chemical:"), though Markdown takes
    it for more of the item above.
    """
    text = units[k].text.text.rstrip()
    if not text.endswith((":", "：")) or length(text) > BRIEF or k + 1 == len(units):
        return False
    below, above = units[k + 1], tokens(units[k - 1].text.text)[-1:]
    return below.item and not below.gap and not (above and above[0] in CONNECTORS)


def _next_item(units: Sequence[Unit], k: int, end: int) -> int:
    """The item that follows in one run with a line; the line itself if none does."""
    n = k + 1
    while n < end and not units[n].gap and units[n].kind in OPEN:
        if units[n].item:
            return n
        n += 1
    return k


def _in_list(u: Unit, base: int) -> bool:
    """Whether a unit without a marker lies in a list whose items begin at that column."""
    if u.kind is Kind.LINE:
        return u.indent > base + 1
    return u.level > 0 or (u.block is not None and u.block.level > 0)


def _run_end(units: Sequence[Unit], start: int, end: int) -> int:
    """Where a run of lines without a blank one between them ends; lists in it belong to the
    lines above them.
    """
    k = start + 1
    while k < end:
        u = units[k]
        if u.kind in FIXED or (u.gap and not (u.kind is Kind.CODE and not units[k - 1].gap)):
            break
        if u.item and u.indent <= units[start].indent and u.kind is Kind.ITEM:
            break
        k += 1
    return k


def _lists_in_run(units: Sequence[Unit], start: int, end: int) -> list[Group]:
    """The lists that stand under the lines of a run; none goes on below the next line."""
    heads = _heads(units, start, end)
    groups: list[Group] = []
    for k, stop in zip(heads, [*heads[1:], end], strict=False):
        first = next((n for n in range(k + 1, stop) if units[n].item), None)
        if first is not None:
            groups += lists(units, first, stop)
    return [replace(g, held=True) for g in groups if len(g.siblings) > 1]


def soft_lines(units: Sequence[Unit], group: Group) -> list[Sibling]:
    """The siblings of a group; in a list also the lines without a marker that follow an item
    without a blank line, which may be of it or not.
    """
    if group.kind is not GroupKind.ITEMS:
        return list(group.siblings)
    out: list[Sibling] = []
    for s in group.siblings:
        starts = [s.at, *(k for k in range(s.at + 1, s.end) if _soft(units[k], units[s.at]))]
        stops = [*starts[1:], s.end]
        out += [Sibling(k, stop) for k, stop in zip(starts, stops, strict=True)]
    return out


def _soft(u: Unit, item: Unit) -> bool:
    """Whether a line without a marker stands right below an item, no further in than its text."""
    if u.gap or u.cut or u.item:
        return False
    if u.kind is Kind.LINE:
        return item.kind is Kind.LINE and u.indent <= item.indent
    return u.kind is Kind.PARAGRAPH and item.kind is Kind.ITEM and u.level == item.level + 1


def lists(units: Sequence[Unit], start: int, end: int) -> list[Group]:
    """The lists within a list, the innermost first, then the list itself."""
    items = [k for k in range(start, end) if units[k].item]
    if not items:
        return []
    top = min(units[k].level for k in items)
    heads = [k for k in items if units[k].level == top]
    siblings: list[Sibling] = []
    out: list[Group] = []
    for n, k in enumerate(heads):
        stop = heads[n + 1] if n + 1 < len(heads) else end
        siblings.append(Sibling(k, stop))
        below = next((m for m in range(k + 1, stop) if units[m].item), None)
        if below is not None:
            out += lists(units, below, stop)
    out.append(Group(GroupKind.ITEMS, tuple(siblings), top))
    return out


def _heads(units: Sequence[Unit], start: int, end: int) -> list[int]:
    """The lines of a run that have no marker and stand furthest to the left."""
    base = min((units[k].indent for k in range(start, end) if units[k].kind in OPEN), default=0)
    return [
        k
        for k in range(start, end)
        if units[k].kind in OPEN
        and not units[k].item
        and units[k].indent <= base + 1
        and not units[k].cut
    ]


def _run(units: Sequence[Unit], start: int, end: int) -> Group | None:
    """The lines of a run; those further to the right, items and blocks lie under the line above
    them.
    """
    heads = _heads(units, start, end)
    if not heads or heads[0] != start:
        return None
    stops = [*heads[1:], end]
    siblings = tuple(Sibling(k, stop) for k, stop in zip(heads, stops, strict=True))
    return Group(GroupKind.LINES, siblings) if len(siblings) > 1 else None
