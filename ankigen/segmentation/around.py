"""What the place of an entry and its sign say: which entry it stands under, and whether an arrow
leads from the headword to what is said of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ankigen.model import ARROW, EQUALS, POINTS, Entry
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft

#: Up to such a share of all entries an arrow is no mere mark between headword and definition, where
#: none stands beside another.
ARROWS = 0.08
#: Up to this share arrows one below the other still lead somewhere.
RUNS = 0.25
#: An entry stands over so many others at most, else they are only further in than the first one.
MOST_UNDER = 7


def placed(
    entries: Sequence[Entry], draft: Draft, columns: Sequence[tuple[int, int]]
) -> list[Entry]:
    """The entries with the line of what they stand under, and the marks that say something.
    `columns` are those of lines of which the draft does not know them.
    """
    units, roles = draft.units, draft.roles
    signs = {
        u.line: draft.splits[k].style
        for k, u in enumerate(units)
        if roles[k] is Role.ENTRY and k in draft.splits
    }
    column = {**{u.line: u.indent for u in units}, **dict(columns)}
    marks = telling([signs.get(e.origin.line, "") for e in entries])
    path = {e.origin.line: e.sections for e in entries}
    loose = {u.line for k, u in enumerate(units) if roles[k] is Role.LOOSE} - path.keys()
    over = above([(line, column.get(line, 0), path.get(line)) for line in sorted({*path, *loose})])
    return [
        entry.but(mark=mark, under=over[line]) if mark or over[line] else entry
        for entry, mark, line in zip(entries, marks, (e.origin.line for e in entries), strict=True)
    ]


def telling(marks: Sequence[str]) -> list[str]:
    """The marks between headwords and definitions, "" for those that only part them.

    >>> telling([*"-" * 12, "=>", "=", ":"])[-3:], telling(["=>", "=>", "=>"])
    (['=>', '=', ''], ['', '', ''])
    >>> telling([*"-" * 12, "=>", "=>", ":"])[-3:]
    ['->', '->', '']
    """
    few = marks.count(ARROW) <= ARROWS * len(marks)
    some = marks.count(ARROW) <= RUNS * len(marks)
    alone = [
        mark == ARROW and ARROW not in (*marks[max(n - 1, 0) : n], *marks[n + 1 : n + 2])
        for n, mark in enumerate(marks)
    ]
    return [
        mark if mark == EQUALS or (few and lone) else POINTS if some and mark == ARROW else ""
        for mark, lone in zip(marks, alone, strict=True)
    ]


def above(places: Sequence[tuple[int, int, tuple[str, ...] | None]]) -> dict[int, int]:
    """For the line of each entry that of the entry which it stands under, 0 for none; of each the
    line, its column and the headings above it, None for a line in no entry.

    >>> above([(1, 0, ()), (2, 2, ()), (3, 2, ()), (4, 0, ())])
    {1: 0, 2: 1, 3: 1, 4: 0}
    >>> above([(1, 0, ()), (2, 0, None), (3, 2, ()), (4, 2, ())])
    {1: 0, 3: 0, 4: 0}
    """
    found: dict[int, int] = {}
    over: list[tuple[int, int, tuple[str, ...] | None]] = []
    for place in places:
        line, column, path = place
        while over and (over[-1][1] >= column or (path is not None and _parts(over[-1][2], path))):
            over.pop()
        if path is not None:
            found[line] = over[-1][0] if over and over[-1][2] is not None else 0
        over.append(place)
    counts = Counter(found.values())
    return {line: top if 1 < counts[top] <= MOST_UNDER else 0 for line, top in found.items()}


def _parts(other: tuple[str, ...] | None, path: tuple[str, ...]) -> bool:
    return other is not None and other != path
