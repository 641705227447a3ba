"""Each item of a list is a headword and what is said of it, parted by a mark; items without it
head the list under them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.segmentation.layouts.choices import choices
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.outline import Group


def items(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    for mark, splits in choices(draft, group):
        flat, deep = Roles(), Roles()  # deep: the entries found under an item are entries too
        deeper = False
        for s in group.siblings:
            split = splits.get(s.at)
            under = draft.under(s)
            head = any(r in INSIDE for r in under.values())
            role = Role.ENTRY if split else Role.HEAD if head else Role.LOOSE
            flat.put(s.at, role, under, split)
            now, inner = draft.now(range(s.at + 1, s.end))
            if not any(r in HEADS for r in now.values()):
                deep.put(s.at, role, under, split)
                continue
            deeper = True
            if split is None:
                deep.put(s.at, Role.SECTION, draft.closed(now, s.at + 1, s.end))
            else:
                deep.put(s.at, Role.ENTRY, now, split)
            deep.splits.update(inner)
        yield flat.hypothesis("items", mark)
        if deeper:
            yield deep.hypothesis("items-deep", mark)
