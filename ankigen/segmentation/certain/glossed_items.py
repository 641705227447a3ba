"""Words with glosses in another script ("keel 龙骨") are entries, also in lists in which many words
have none yet; the heading over such a list is its title.
"""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft, Roles
from ankigen.segmentation.siblings.outline import Group, GroupKind
from ankigen.segmentation.splits.unmarked_splits import SCRIPTS

#: So many items of a list have a gloss, and so large a share of it, and so many of the document;
#: the others are words: they have no more than these.
LEAST, SHARE, ALL, WORDS = 3, 0.2, 8, 4


def take_glossed_items(draft: Draft, groups: Sequence[Group]) -> None:
    """Makes entries of such words, and titles of the headings right over their lists."""
    lists = [g for g in groups if g.kind is GroupKind.ITEMS and not g.parts]
    glossed = {
        s.at: split
        for g in lists
        for s in g.siblings
        if (split := draft.options(s.at).get(SCRIPTS)) is not None
    }
    if len(glossed) < ALL:
        return
    for group in lists:
        own = [s for s in group.siblings if s.at in glossed]
        words = sum(s.at not in glossed and draft.layout.n[s.at] <= WORDS for s in group.siblings)
        if len(own) < max(LEAST, SHARE * len(group.siblings)):
            continue
        if len(own) + words < len(group.siblings) or group.siblings[0].at == 0:
            continue
        title = group.siblings[0].at - 1
        over = draft.units[title].kind is Kind.HEADING and draft.roles[title] is Role.HEAD
        if not over and all(draft.roles[s.at] in HEADS for s in own):
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
