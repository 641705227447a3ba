"""Each line, or the first of each paragraph, is a headword and what is said of it, parted by a
mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.segmentation.layouts.choices import Splits, choices
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import STOP
from ankigen.segmentation.siblings.hypotheses import Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.outline import Group, GroupKind

#: A line of so many words may be a headword over a list, or a heading over the lines.
SHORT = 8


def lines(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    name = "lines" if group.kind is GroupKind.LINES else "paragraphs"
    for mark, splits in choices(draft, group):
        yield split_lines(draft, group, splits).hypothesis(name, mark)


def split_lines(draft: Draft, group: Group, splits: Splits) -> Roles:
    """Lines with the mark are entries; others go on with the one before, head a list, or stand
    over the first.
    """
    out = Roles()
    opened = False
    for s in group.siblings:
        under = draft.under(s)
        short = draft.layout.n[s.at] <= SHORT
        if s.at in splits:
            out.put(s.at, Role.ENTRY, under, splits[s.at])
            opened = True
        elif (short or not opened) and any(r in (Role.ITEM, Role.PART) for r in under.values()):
            out.put(s.at, Role.HEAD, under)
            opened = True
        elif opened:
            out.put(s.at, draft.inside(s.at), under)
        else:
            title = short and not STOP.search(draft.units[s.at].text.text.rstrip(":"))
            role = Role.SECTION if title else Role.LOOSE
            out.put(s.at, role, dict.fromkeys(under, Role.LOOSE))
    return out
