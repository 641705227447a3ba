"""Each line for itself: split where it is likeliest to be, a headword over the next, a heading, or
text of the entry above it; as mixed as notes typed in a hurry are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft, Hypothesis, Roles, Told
from ankigen.segmentation.siblings.line_roles import LEAST, LineRole, best_reading
from ankigen.segmentation.siblings.outline import Group, GroupKind, Sibling, soft_lines
from ankigen.segmentation.splits.split import Split

#: A list is entries under a topic, or said of the line above it, beyond doubt where it is likelier
#: by so much (in log-chances); so many lists of one look that are tell what another one is.
CLEAR, ALIKE = 1.0, 3


def of_the_line_above(draft: Draft, group: Group) -> bool:
    """Whether a list under a line is likelier to be what is said of that than to be entries under
    a heading.
    """
    return _lead_of_the_line_above(draft, group) > 0


def lists_of_topics(draft: Draft, groups: Sequence[Group]) -> set[int]:
    """Where lists begin that may be what is said of the line above them, while the other lists
    under lines of that look are entries under topics beyond doubt.
    """
    leads = {
        first: _lead_of_the_line_above(draft, group)
        for group in groups
        if group.held and (first := group.siblings[0].at) and _stands_alone(draft.units[first - 1])
    }
    topics = sum(lead < -CLEAR for lead in leads.values())
    if topics < ALIKE or any(lead > CLEAR for lead in leads.values()):
        return set()
    return {first for first, lead in leads.items() if lead >= -CLEAR}


def _stands_alone(u: Unit) -> bool:
    """Whether a unit is a line of plain text at the margin with a blank line above."""
    return u.kind is Kind.LINE and not u.item and not u.indent and bool(u.gap)


def _lead_of_the_line_above(draft: Draft, group: Group) -> float:
    """By how much a list under a line is likelier to be what is said of that than to be entries
    under a heading, in log-chances; endless where nothing is told of them.
    """
    first = group.siblings[0].at
    above = draft.told.get(first - 1)
    odds = [draft.told[s.at].odds for s in group.siblings if s.at in draft.told]
    if above is None or not odds:
        return math.inf
    entries = sum(max(own[LineRole.ENTRY], own[LineRole.HEAD]) for own in odds)
    inside = sum(own[LineRole.INSIDE] for own in odds)
    opens = max(above.odds[r] for r in (LineRole.ENTRY, LineRole.HEAD, LineRole.INSIDE))
    return opens - above.odds[LineRole.SECTION] + (inside - entries) / len(odds)


def each(draft: Draft, group: Group, topic: bool = False) -> Iterator[Hypothesis]:
    """Each sibling for itself; those of a list under a `topic` are entries where they may be."""
    siblings = soft_lines(draft.units, group)
    told = all(s.at in draft.told for s in siblings)
    soft = group.kind is GroupKind.LINES or group.held or len(siblings) > len(group.siblings)
    second = any(draft.read[s.at] in (Role.HEAD2, Role.CONTEXT) for s in siblings)
    if told and soft and not second:  # lines of their own have no second line
        out = Roles()
        _take(draft, siblings, out, topic)
        # lines that hold entries are not all sections, whatever each looks like by itself
        had = any(draft.roles[s.at] in HEADS for s in siblings)
        if had and not any(role in HEADS for role in out.roles.values()):
            return
        if _borne_out(draft, group, out.splits):
            yield out.hypothesis("each")


#: Splits of a sentence that has no mark: one line alone does not bear them out, but so many
#: items beside it that have one do. (A line without a sign may go on from the one above.)
_SENTENCES = frozenset(("copula", "run-on", "bracket", "bold-inside"))
_BEARING = 4


def _borne_out(draft: Draft, group: Group, splits: Mapping[int, Split]) -> bool:
    """Whether entries without a mark are few beside those that have one, or were read so."""
    bare = sum(
        split.style in _SENTENCES and draft.read[k] is not Role.ENTRY for k, split in splits.items()
    )
    if group.kind is not GroupKind.ITEMS:
        return not bare
    return bare * _BEARING <= len(splits) - bare


def _take(draft: Draft, siblings: Sequence[Sibling], out: Roles, topic: bool) -> None:
    first = siblings[0].at
    last = out.roles.get(first - 1, draft.roles[first - 1]) if first else Role.LOOSE
    told = [_with_what_is_under(draft, s) for s in siblings]
    if topic:
        last = Role.SECTION
        told = list(map(_an_entry, told))
    for n, (s, after) in enumerate(pairwise(siblings)):
        if s.end == after.at == s.at + 1 and draft.units[s.at].level > draft.units[after.at].level:
            told[n] = _over_nothing(told[n])
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


def _an_entry(line: Told) -> Told:
    """What is told of an item among entries, if a mark parts it."""
    odds = list(line.odds)
    if line.split is not None:
        odds[LineRole.INSIDE] -= CLEAR
    return Told(line.split, tuple(odds))


def _over_nothing(line: Told) -> Told:
    """What is told of the last line of an item: the next item does not stand below it."""
    odds = list(line.odds)
    odds[LineRole.HEAD] = odds[LineRole.SECTION] = 2 * LEAST
    return Told(line.split, tuple(odds))


def _with_what_is_under(draft: Draft, s: Sibling) -> Told:
    """What is told of a line, with what the lines of a list under it would be."""
    own = draft.told[s.at]
    under = [k for k in range(s.at + 1, s.end) if k in draft.told]
    if not under:
        return own
    share = 1 / len(under)
    inside = share * sum(draft.told[k].odds[LineRole.INSIDE] for k in under)
    now = share * sum(
        draft.told[k].odds[LineRole.ENTRY if draft.roles[k] in HEADS else LineRole.INSIDE]
        for k in under
    )
    section = own.odds[LineRole.SECTION] + now
    odds = [odd + inside for odd in own.odds]
    odds[LineRole.SECTION] = section
    return Told(own.split, tuple(odds))
