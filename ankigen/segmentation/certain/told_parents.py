"""Items that are likely entries themselves, each by what the line says ("Edge crevasse: where …"):
right over others, inside the entry of a heading or an item, or headwords in their full length.
"""

from __future__ import annotations

import math
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.certain.leads_under_headings import may_be_topic
from ankigen.segmentation.certain.told_items import named_once, part, told_split
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import length

#: Such an item has no more words before its mark.
LONGEST = 4
#: An item over others is an entry with this chance.
OVER = math.log(0.38)
#: A headword is parted with at least this chance, by a colon or as the item above it.
PARTED, COLONS = math.log(0.7), frozenset((":", "："))


def take_told_parents(draft: Draft) -> None:
    """Makes entries of such items; what stands between them goes on with the entry around them."""
    around: dict[int, int] = {}
    splits: dict[int, Split] = {}
    heads = draft.entries_of()
    for k, (u, below) in enumerate(pairwise(draft.units)):
        over = below.item and below.level > u.level
        if not u.item or k in draft.settled or not (over or draft.roles[k] is Role.HEAD):
            continue
        split = told_split(draft, k, OVER)
        if split is None or length(u.text.text[: split.end]) > LONGEST:
            continue
        if draft.roles[k] is Role.HEAD:
            alike = split.style in COLONS if over else _is_last(draft, k, split.style)
            if alike and draft.odds(k, LineRole.ENTRY) > PARTED:
                draft.enter(k, split)
        elif draft.roles[k] is Role.ITEM and (head := heads[k]) is not None:
            title = draft.units[head]
            if (title.item or title.kind is Kind.HEADING) and may_be_topic(draft, head):
                around[k], splits[k] = head, split
    for k, split in named_once(draft, splits).items():
        part(draft, k, around[k], split)


def _is_last(draft: Draft, k: int, style: str) -> bool:
    """Whether the item right above is an entry beside this one, parted by the same mark."""
    above = draft.splits.get(k - 1)
    beside = draft.units[k - 1].item and draft.units[k - 1].level == draft.units[k].level
    return above is not None and beside and above.style == style and draft.roles[k - 1] in HEADS
