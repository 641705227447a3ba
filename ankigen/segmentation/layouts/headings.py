"""The headings of one level: each is a headword over all that stands under it, or a section."""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.outline import FIXED, Group

#: A heading over so many entries is a section where the others of its level are headwords.
ENTRIES = 2


def headings(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    every, mixed, kept, none = Roles(), Roles(), Roles(), Roles()
    over = False
    for s in group.siblings:
        under = draft.under(s)
        now, splits = draft.now(range(s.at + 1, s.end))
        closed = draft.closed(now, s.at + 1, s.end)
        fixed = any(draft.units[k].kind in FIXED for k in under)
        can = not fixed and any(r in INSIDE for r in under.values())
        over = over or can
        none.put(s.at, Role.SECTION, closed)
        none.splits.update(splits)
        few = sum(r in HEADS for r in now.values()) < ENTRIES
        read = can and draft.read[s.at] in HEADS
        for roles, head in ((every, can), (mixed, can and few), (kept, read)):
            roles.put(s.at, Role.HEAD if head else Role.SECTION, under if head else closed)
            if not head:
                roles.splits.update(splits)
    if over:
        yield every.hypothesis("headings")
        yield mixed.hypothesis("headings-mixed")
        yield kept.hypothesis("headings-read")
    yield none.hypothesis("sections")
