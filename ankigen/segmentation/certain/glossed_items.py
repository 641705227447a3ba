"""Words with glosses in another script ("keel 龙骨") are entries, also in lists in which many words
have none yet; the heading over such a list is its title.
"""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft, Roles
from ankigen.segmentation.siblings.outline import Group, GroupKind
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.splits.unmarked_splits import SCRIPTS

#: So many items of the document have a gloss, and so large a share of the items of lists that hold
#: one; the others are words: they have no more than these.
LEAST, SHARE, WORDS = 8, 0.2, 4


def take_glossed_items(draft: Draft, groups: Sequence[Group]) -> None:
    """Makes entries of such words, and titles of the headings right over their lists."""
    glossed: dict[int, Split] = {}
    lists: list[Group] = []
    for group in groups:
        if group.kind is GroupKind.ITEMS and not group.parts and (own := _glossed(draft, group)):
            glossed |= own
            lists.append(group)
    if len(glossed) < max(LEAST, SHARE * sum(len(g.siblings) for g in lists)):
        return
    for group in lists:
        title = group.siblings[0].at - 1
        over = (
            title >= 0
            and draft.units[title].kind is Kind.HEADING
            and draft.roles[title] is Role.HEAD
        )
        free = over or draft.roles[title + 1] not in INSIDE
        if not free or all(draft.roles[s.at] in HEADS for s in group.siblings if s.at in glossed):
            continue
        out = Roles()
        if over:
            out.put(title, Role.SECTION, {})
        for s in group.siblings:
            if s.at in glossed:
                out.put(s.at, Role.ENTRY, draft.under(s), glossed[s.at])
            else:
                out.put(s.at, Role.LOOSE, dict.fromkeys(range(s.at + 1, s.end), Role.LOOSE))
        draft.take(out.hypothesis("items", SCRIPTS))


def _glossed(draft: Draft, group: Group) -> dict[int, Split]:
    """The items of a list that have a gloss, none where others are more than words."""
    out: dict[int, Split] = {}
    for s in group.siblings:
        split = draft.options(s.at).get(SCRIPTS)
        if split is not None:
            out[s.at] = split
        elif draft.layout.n[s.at] > WORDS:
            return {}
    return out
