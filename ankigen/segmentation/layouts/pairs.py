"""Paragraphs of two lines, a headword and what it means: where nearly all are so, a sign inside the
first line of one ("hi; bye" over "ciao") parts nothing.
"""

from __future__ import annotations

from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.outline import Group, GroupKind, Sibling
from ankigen.segmentation.splits.separators import WEAK, is_known

#: So many paragraphs, and so large a share of them, have two lines; of these so large a share was
#: taken for a headword over its meaning.
LEAST, SHARE, TAKEN = 8, 0.8, 0.6


def pairs(draft: Draft, group: Group) -> Hypothesis | None:
    """The paragraphs of two lines as headwords over their meanings, None where few are so."""
    if group.kind is not GroupKind.PARAGRAPHS or group.parts:
        return None
    two = [s for s in group.siblings if s.end == s.at + 2]
    if len(two) < max(LEAST, SHARE * len(group.siblings)):
        return None
    taken = [s for s in two if draft.roles[s.at] is Role.HEAD]
    unsure = [s for s in two if draft.roles[s.at] is not Role.HEAD and not _parted(draft, s)]
    if not unsure or len(taken) < TAKEN * len(two):
        return None
    out = Roles(*draft.now(group.places))
    for s in unsure:
        out.splits.pop(s.at, None)
        out.splits.pop(s.at + 1, None)
        out.put(s.at, Role.HEAD, {s.at + 1: Role.BODY})
    return out.hypothesis("over-text")


def _parted(draft: Draft, s: Sibling) -> bool:
    """Whether a line of the paragraph is parted by a mark that is known to part entries."""
    found = [draft.splits[k] for k in (s.at, s.at + 1) if k in draft.splits]
    return any(is_known(split.style) and split.style not in WEAK for split in found)
