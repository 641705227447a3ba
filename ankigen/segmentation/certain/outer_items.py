"""Items further out than the item in whose entry they are, and names beside it over a list of their
own: an entry ends where its list does.
"""

from __future__ import annotations

from ankigen.segmentation.certain.told_items import told_split
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.siblings.outline import items_end

#: An item beside the one in whose entry it is, over others, is a name with such a chance.
CHANCE = -1.0


def take_outer_items(draft: Draft) -> None:
    """Makes topics of such items over entries, headwords of those over others, and entries of those
    that are so by what they say.
    """
    units, roles = draft.units, draft.roles
    head: int | None = None
    made: set[int] = set()
    for k, u in enumerate(units):
        head = draft.next_entry(k, head)
        if head is None or head == k or not u.item or not units[head].item:
            continue
        if units[head].level < u.level or roles[k] not in INSIDE or k in draft.settled:
            continue
        end = items_end(units, k)
        opens = any(role in HEADS for role in roles[k + 1 : end])
        named = opens or (end > k + 1 and draft.odds(k, LineRole.HEAD) >= CHANCE)
        if units[head].level == u.level and not (head in made or named):
            continue
        split = told_split(draft, k)
        if opens:
            roles[k] = Role.SECTION
            first = next(n for n in range(k + 1, end) if roles[n] in HEADS)
            draft.leave(k + 1, first)
        elif split is not None:
            draft.enter(k, split)
        elif end > k + 1:
            draft.head(k, end)
        else:
            continue
        draft.back.pop(k, None)
        made.add(k)
        head = draft.next_entry(k, None)
