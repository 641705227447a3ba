"""What has something under it is a headword: an item over items, a line over indented lines, a
paragraph over a list.
"""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.segmentation.layouts.lines import SHORT
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.outline import Group, GroupKind, Sibling
from ankigen.segmentation.splits.separators import WEAK


def parents(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    if group.kind is GroupKind.PARAGRAPHS:
        yield from _over_lists(draft, group)
    elif group.kind is GroupKind.ITEMS:
        yield from _items(draft, group)
    elif any(s.end > s.at + 1 for s in group.siblings):
        yield from _lines(draft, group)


def _items(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    """Items over items; `parents-deep` where what is under them are the entries, and they are
    sections.
    """
    flat, deep = Roles(), Roles()
    over = deeper = False
    for s in group.siblings:
        under = draft.under(s)
        head = any(r in INSIDE for r in under.values())
        over = over or head
        if all(r is Role.WRAP for r in under.values()):
            under = dict.fromkeys(under, Role.BODY)  # else nothing would be said of it
        flat.put(s.at, Role.HEAD if head else Role.LOOSE, under)
        now, inner = draft.now(range(s.at + 1, s.end))
        if any(r in HEADS for r in now.values()):
            deeper = True
            deep.put(s.at, Role.SECTION, draft.closed(now, s.at + 1, s.end))
            deep.splits.update(inner)
        else:
            deep.put(s.at, Role.HEAD if head else Role.LOOSE, under)
    if over:
        yield flat.hypothesis("parents")
    if deeper:
        yield deep.hypothesis("parents-deep")


def _lines(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    """Lines over indented ones; the others are entries in one line, or headings."""
    some, only = Roles(), Roles()
    for n, s in enumerate(group.siblings):
        under = draft.under(s)
        over = s.end > s.at + 1
        only.put(s.at, Role.HEAD if over else Role.SECTION, under)
        plain = [o for mark, o in draft.options(s.at).items() if mark not in WEAK and o.score > 0]
        if plain:
            some.put(s.at, Role.ENTRY, under, max(plain, key=lambda o: o.score))
        elif over:
            some.put(s.at, Role.HEAD, under)
        else:
            title = n == 0 or draft.layout.n[s.at] <= SHORT
            some.put(s.at, Role.SECTION if title else Role.LOOSE, under)
    yield some.hypothesis("parents")
    yield only.hypothesis("parents-only")


def _over_lists(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    """A paragraph right over a list is its headword; the others stay as they are."""

    def over(s: Sibling) -> bool:
        title = s.at < draft.layout.title
        return s.end > s.at + 1 and draft.units[s.at + 1].item and not title

    out = Roles(*draft.now(group.places))
    for s in group.siblings:
        if over(s):
            for k in range(s.at, s.end):
                out.splits.pop(k, None)
            out.put(s.at, Role.HEAD, draft.under(s))
    if any(map(over, group.siblings)):
        yield out.hypothesis("over-list")
