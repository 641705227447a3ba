"""Items of an outline that stand over entries: sections, and no part of what stands before them.

"III. Cells", "A. Parts", "1. Nucleus - …": where the innermost items are entries, those over them
are topics. An item further out than an entry is no part of that entry either.
"""

from __future__ import annotations

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft


def set_outline_heads(draft: Draft) -> None:
    """Correct the roles of numbered items of plain text, from the last to the first."""
    units, roles = draft.units, draft.roles
    for k in range(len(units) - 1, -1, -1):
        u = units[k]
        if u.kind is not Kind.LINE or u.marker is None or not u.marker.ordered:
            continue
        below = _below(draft, k)
        if roles[k] is Role.ITEM and any(roles[n] in HEADS for n in below):
            roles[k] = Role.SECTION
        elif roles[k] is Role.ITEM and below and _owner_lies_deeper(draft, k):
            roles[k] = Role.HEAD
        elif roles[k] is Role.HEAD and below and roles[k + 1] is Role.SECTION:
            roles[k] = Role.SECTION


def _below(draft: Draft, k: int) -> range:
    """What lies below an item: all that is further to the right."""
    units = draft.units
    end = k + 1
    while end < len(units) and units[end].kind is Kind.LINE and units[end].indent > units[k].indent:
        end += 1
    return range(k + 1, end)


def _owner_lies_deeper(draft: Draft, k: int) -> bool:
    """Whether the entry that an item was read into is itself further to the right."""
    for n in range(k - 1, -1, -1):
        if draft.roles[n] in HEADS:
            return draft.units[n].item and draft.units[n].indent > draft.units[k].indent
        if draft.roles[n] is Role.SECTION:
            return False
    return False
