"""Items that are likely entries themselves, each by what the line says ("Edge crevasse: where …"):
right over others, inside the entry of a heading or an item; and lines that are headwords in their
full length.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.certain.leads_under_headings import may_be_topic
from ankigen.segmentation.certain.told_items import named_once, part, told_split
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import length
from ankigen.text.questions import asks

#: Such an item has no more words before its mark.
LONGEST = 4
#: An item over others is an entry with this chance.
OVER = math.log(0.38)
#: Where no mark parts it but a verb, brackets or its look, with this one.
SAID, _BY_WORDS = math.log(0.5), frozenset(("copula", "(", "bold-subject"))
#: A headword is parted by one of these marks with at least this chance; by any other as the item
#: above it is, with a greater one.
LIKELY, WRITTEN = math.log(0.2), frozenset((":", "：", "-", "–", "—", "="))
PARTED, COLONS = math.log(0.7), frozenset((":", "："))
_TEXT = (Role.BODY, Role.WRAP, Role.ITEM, Role.PART)


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
        if split is None and over:
            split = told_split(draft, k, SAID, _BY_WORDS)
        if split is None or length(u.text.text[: split.end]) > LONGEST:
            continue
        if draft.roles[k] is Role.HEAD:
            if _is_last(draft, k, split.style) and draft.odds(k, LineRole.ENTRY) > PARTED:
                draft.enter(k, split)
        elif draft.roles[k] is Role.ITEM and (head := heads[k]) is not None:
            title = draft.units[head]
            if (title.item or title.kind is Kind.HEADING) and may_be_topic(draft, head):
                around[k], splits[k] = head, split
    for k, split in named_once(draft, splits).items():
        part(draft, k, around[k], split)


def part_headwords(draft: Draft) -> None:
    """Parts the lines that are headwords in their full length where a mark is written in them; not
    before what other headwords have there, too.
    """
    splits: dict[int, Split] = {}
    for k, (role, below) in enumerate(pairwise(draft.roles)):
        if role is not Role.HEAD or below not in _TEXT or k in draft.settled:
            continue
        split = told_split(draft, k, LIKELY)
        text = draft.units[k].text.text
        short = split and split.style in WRITTEN and length(text[: split.end]) <= LONGEST
        if split and short and not asks(text):
            splits[k] = split
    if not splits:
        return
    heads = [k for k, role in enumerate(draft.roles) if role in HEADS and k not in splits]
    names = {k: fold(draft.units[k].text.text[: split.end]) for k, split in splits.items()}
    often = Counter([*names.values(), *(fold(draft.headword(k)) for k in heads)])
    last = Counter(words[-1] for name in names.values() if len(words := name.split()) > 1)
    for k, split in splits.items():
        label = names[k].rpartition(" ")  # "poodle English: poodle"
        if often[names[k]] == 1 and not (split.style in COLONS and label[1] and last[label[2]] > 1):
            draft.enter(k, split)


def _is_last(draft: Draft, k: int, style: str) -> bool:
    """Whether the item right above is an entry beside this one, parted by the same mark."""
    above = draft.splits.get(k - 1)
    beside = draft.units[k - 1].item and draft.units[k - 1].level == draft.units[k].level
    return above is not None and beside and above.style == style and draft.roles[k - 1] in HEADS
