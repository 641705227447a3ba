"""Items over others that would all be in no entry: each is a headword over what lies under it."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.segmentation.hypotheses import HEADS, Draft
from ankigen.segmentation.outline import Group, GroupKind, Sibling
from ankigen.segmentation.role import Role

#: So many items of a list stand over others at least, where a deeper list is taken before the one
#: that it lies in.
PARENTS = 2


def take_loose_parents(draft: Draft, groups: Sequence[Group]) -> None:
    """Makes headwords of such items, in lists that hold entries already: the inner lists first
    where several of their items stand over others.
    """
    lists = [g for g in groups if g.kind is GroupKind.ITEMS and not g.parts]
    for least in (PARENTS, 1):
        for group in sorted(lists, key=lambda g: -g.level):
            over = [s for s in group.siblings if _is_loose(draft, s)]
            if len(over) < least or not (least > 1 or _has_entries(draft, group)):
                continue
            for s in over:
                draft.head(s.at, s.end)


def _has_entries(draft: Draft, group: Group) -> bool:
    return any(draft.roles[k] in HEADS for k in group.places)


def _is_loose(draft: Draft, s: Sibling) -> bool:
    whole = range(s.at, s.end)
    return s.end > s.at + 1 and all(draft.roles[k] is Role.LOOSE for k in whole)
