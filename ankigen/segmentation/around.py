"""What the place of an entry and its sign say: which entry it stands under, and whether an arrow
leads from the headword to what is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ankigen.model import ARROW, EQUALS, Entry
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft

#: Up to such a share of all entries an arrow is no mere mark between headword and definition, where
#: none stands beside another.
ARROWS = 0.08
#: An entry stands over so many others at most, else they are only further in than the first one.
MOST_UNDER = 7


def placed(
    entries: Sequence[Entry], draft: Draft, columns: Sequence[tuple[int, int]]
) -> list[Entry]:
    """The entries with the line of what they stand under, and the marks that say something.
    `columns` are those of lines of which the draft does not know them.
    """
    units, parted = draft.units, draft.roles
    signs = {
        u.line: draft.splits[k].style
        for k, u in enumerate(units)
        if parted[k] is Role.ENTRY and k in draft.splits
    }
    column = {**{u.line: u.indent for u in units}, **dict(columns)}
    marks = telling([signs.get(e.origin.line, "") for e in entries])
    over = above([(e.origin.line, column.get(e.origin.line, 0), e.sections) for e in entries])
    return [
        entry.but(mark=mark, under=line) if mark or line else entry
        for entry, mark, line in zip(entries, marks, over, strict=True)
    ]


def telling(marks: Sequence[str]) -> list[str]:
    """The marks between headwords and definitions, "" for those that only part them.

    >>> telling([*"-" * 12, "=>", "=", ":"])[-3:], telling(["=>", "=>", "=>"])
    (['=>', '=', ''], ['', '', ''])
    """
    few = marks.count(ARROW) <= ARROWS * len(marks)
    alone = [
        mark == ARROW and ARROW not in (*marks[max(n - 1, 0) : n], *marks[n + 1 : n + 2])
        for n, mark in enumerate(marks)
    ]
    return [
        mark if mark == EQUALS or (few and lone) else ""
        for mark, lone in zip(marks, alone, strict=True)
    ]


def above(places: Sequence[tuple[int, int, tuple[str, ...]]]) -> Iterator[int]:
    """For each entry the line of the one that it stands under, 0 for none; of each its line, its
    column and the headings above it.

    >>> list(above([(1, 0, ()), (2, 2, ()), (3, 2, ()), (4, 0, ())]))
    [0, 1, 1, 0]
    """
    found: list[int] = []
    over: list[tuple[int, int, tuple[str, ...]]] = []
    for place in places:
        while over and (over[-1][1] >= place[1] or over[-1][2] != place[2]):
            over.pop()
        found.append(over[-1][0] if over else 0)
        over.append(place)
    for line in found:
        yield line if 1 < found.count(line) <= MOST_UNDER else 0
