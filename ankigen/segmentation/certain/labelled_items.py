"""Items under which the same labels stand again and again ("rig: …", "port: …") are records: each
is a headword, the labels are its parts, and the heading over the list is their title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.siblings.hypotheses import INSIDE, Draft, Roles
from ankigen.segmentation.siblings.outline import Group, GroupKind, Sibling
from ankigen.text.patterns import when_asked

#: So many items at least, and so large a share of them, have so many labels each that stand under
#: half of them.
LEAST, SHARE, LABELS, RECURS = 3, 0.75, 2, 0.5
#: A label has no more words, and something behind its colon.
_LABEL = when_asked(r"\W*(\w+(?:[\s'’-]\w+){0,2})\s*[:：]\s*\S")


def take_labelled_items(draft: Draft, groups: Sequence[Group]) -> None:
    """Makes headwords of such items where they are text of the heading right above them, or titles
    over their labels.
    """
    for group in groups:
        title = group.siblings[0].at - 1
        if group.kind is not GroupKind.ITEMS or group.parts or title < 0:
            continue
        if draft.units[title].kind is not Kind.HEADING or not _are_records(draft, group):
            continue
        held = draft.roles[title] is Role.HEAD and all(
            draft.roles[k] in INSIDE for k in group.places
        )
        some = [s for s in group.siblings if held or draft.roles[s.at] is Role.SECTION]
        if not some:
            continue
        out = Roles()
        out.put(title, Role.SECTION, {})
        for s in some:
            under = draft.under(s)
            out.put(s.at, Role.HEAD if under else Role.LOOSE, under)
        draft.take(out.hypothesis("items", "labels"))


def _are_records(draft: Draft, group: Group) -> bool:
    labels = [_labels(draft, s) for s in group.siblings]
    count = Counter(label for some in labels for label in some)
    recurring = {label for label, n in count.items() if n >= RECURS * len(labels)}
    records = sum(len(recurring & some) >= LABELS for some in labels)
    return records >= max(LEAST, SHARE * len(labels))


def _labels(draft: Draft, s: Sibling) -> set[str]:
    """The labels right under an item."""
    units = draft.units
    under = [units[k] for k in range(s.at + 1, s.end) if units[k].item]
    level = min((u.level for u in under), default=0)
    found = (_LABEL.match(u.text.text) for u in under if u.level == level)
    return {fold(m.group(1)) for m in found if m is not None}
