"""Each line for itself: split where it is likeliest to be, a headword over the next, a heading, or
text of the entry above it; as mixed as notes typed in a hurry are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ankigen.segmentation.hypotheses import HEADS, Draft, Hypothesis, Roles, Told
from ankigen.segmentation.line_roles import LineRole, best_reading
from ankigen.segmentation.outline import Group, GroupKind, Sibling, soft_lines
from ankigen.segmentation.role import Role


def each(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    if group.kind is GroupKind.PARAGRAPHS:
        yield from _paragraphs(draft, group)
        return
    siblings = soft_lines(draft.units, group)
    if all(s.at in draft.told for s in siblings):
        out = Roles()
        _take(draft, siblings, out)
        yield out.hypothesis("each")


def _paragraphs(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    """The runs stay as they have come to; lines that stand alone are what they are likeliest."""
    out = Roles()
    alone = False
    for s in group.siblings:
        if s.at in draft.told and not any(k in draft.told for k in range(s.at + 1, s.end)):
            alone = True
            _take(draft, [s], out)
        else:
            out.add(*draft.now(range(s.at, s.end)))
    if alone:
        yield out.hypothesis("each")


def _take(draft: Draft, siblings: Sequence[Sibling], out: Roles) -> None:
    first = siblings[0].at
    last = out.roles.get(first - 1, draft.roles[first - 1]) if first else Role.LOOSE
    told = [_with_what_is_under(draft, s) for s in siblings]
    filled = [s.end > s.at + 1 for s in siblings]
    above = LineRole.ASIDE
    roles = best_reading(told, filled, last not in (Role.SECTION, Role.LOOSE))
    for s, line, role in zip(siblings, told, roles, strict=True):
        now, splits = draft.now(range(s.at + 1, s.end))
        opens = any(r in HEADS for r in now.values())
        if role is LineRole.SECTION and s.end > s.at + 1 and not opens:
            role = LineRole.HEAD  # what lies under it would be in no entry
        if role in (LineRole.SECTION, LineRole.ASIDE):
            own = Role.SECTION if role is LineRole.SECTION else Role.LOOSE
            out.put(s.at, own, draft.closed(now, s.at + 1, s.end))
            out.splits.update({k: v for k, v in splits.items() if now[k] in HEADS})
        elif role is LineRole.ENTRY and line.split is not None:
            out.put(s.at, Role.ENTRY, draft.under(s), line.split)
        elif role is LineRole.HEAD:
            out.put(s.at, Role.HEAD, draft.under(s))
        else:
            inside = draft.inside(s.at)
            if above is LineRole.HEAD and inside is Role.WRAP:
                inside = Role.BODY
            out.put(s.at, inside, draft.under(s))
        above = role


#: So many lines under one count in full for what it is.
COUNTED = 3


def _with_what_is_under(draft: Draft, s: Sibling) -> Told:
    """What is told of a line, with what the lines of a list under it would be."""
    own = draft.told[s.at]
    under = [k for k in range(s.at + 1, s.end) if k in draft.told]
    if not under:
        return own
    share = min(1.0, COUNTED / len(under))
    inside = share * sum(draft.told[k].odds[LineRole.INSIDE] for k in under)
    now = share * sum(
        draft.told[k].odds[LineRole.ENTRY if draft.roles[k] in HEADS else LineRole.INSIDE]
        for k in under
    )
    section = own.odds[LineRole.SECTION] + now
    odds = [odd + inside for odd in own.odds]
    odds[LineRole.SECTION] = section
    return Told(own.split, tuple(odds))
