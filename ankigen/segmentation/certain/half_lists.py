"""A list under a heading, only some items of which look like entries, or by different marks, is the
text of that heading, where other headings of its level are headwords over their lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ankigen.segmentation.certain.plain_entries import bold_head
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft

#: So many headings of a level are headwords over a list, and so large a share of those over one.
LEAST, SHARE = 2, 0.4
#: No larger a share of the items of a list are entries by one mark, if it is the text of its
#: heading.
ENTRIES = 0.75
#: So many of them with a headword in bold are entries for sure.
BOLD = 3


def join_half_lists(draft: Draft) -> None:
    """Makes headwords of the headings over such lists."""
    units, roles = draft.units, draft.roles
    for level in {units[k].level for k in draft.headings}:
        lists = {
            k: items
            for k, end in draft.headings.items()
            if units[k].level == level and (items := _items(draft, k + 1, end))
        }
        heads = [k for k, items in lists.items() if roles[k] in HEADS and not _opens(draft, items)]
        if len(heads) < max(LEAST, SHARE * len(lists)):
            continue
        for k, items in lists.items():
            if k not in heads and draft.read[k] is Role.HEAD and _half(draft, items):
                draft.head(k, draft.headings[k])


def _half(draft: Draft, items: Sequence[int]) -> bool:
    """Whether some items of a list are entries, but not nearly all of them by one mark."""
    opens = _opens(draft, items)
    if not opens or any(n not in draft.splits for n in opens):
        return False  # an item over others is a headword whatever stands beside it
    bold = sum(bold_head(draft, n) is not None for n in opens)
    marks = Counter(draft.splits[n].style for n in opens)
    return bold < BOLD and marks.most_common(1)[0][1] <= ENTRIES * len(items)


def _opens(draft: Draft, items: Sequence[int]) -> list[int]:
    return [n for n in items if draft.roles[n] in HEADS]


def _items(draft: Draft, start: int, end: int) -> Sequence[int]:
    """The outer items of what stands below a heading, if that is a list and nothing else."""
    places = range(start, end)
    if not places or any(not draft.units[k].item and not draft.units[k].level for k in places):
        return ()
    return [k for k in places if draft.units[k].item and not draft.units[k].level]
