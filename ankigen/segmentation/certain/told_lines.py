"""Lines right below others, inside an entry, that are almost certainly entries themselves, each by
what the line says ("oriel = a window that juts out"): a writer who did not care for blank lines.
"""

from __future__ import annotations

import math
from collections import Counter

from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold, hangs
from ankigen.segmentation.siblings.hypotheses import AS_READ, HEADS, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import length

#: A line is an entry with at least this chance, with a headword of so many words at most.
SURE, LONGEST = math.log(0.9), 6
#: Headwords begin with a capital where so large a share does.
CAPITALS = 0.8
_INSIDE = (Role.WRAP, Role.BODY)


def take_told_lines(draft: Draft) -> None:
    """Makes entries of such lines; what stands below them is their text."""
    splits: dict[int, Split] = {}
    for k, told in draft.told.items():
        split = told.split
        if split is None or draft.roles[k] not in _INSIDE or told.odds[LineRole.ENTRY] < SURE:
            continue
        if _is_open(draft, k) and _is_clear(draft, k, split):
            splits[k] = split
    if not splits:
        return
    openers = [k for k, role in enumerate(draft.roles) if role in HEADS]
    upper = sum(draft.units[k].text.text[:1].isupper() for k in openers)
    if upper > CAPITALS * len(openers):
        splits = {k: s for k, s in splits.items() if not draft.units[k].text.text[:1].islower()}
    often = Counter(_head(draft, k, split) for k, split in splits.items())
    for k, split in splits.items():
        if often[_head(draft, k, split)] == 1:
            draft.roles[k] = Role.ENTRY
            draft.splits[k] = split


def _is_open(draft: Draft, k: int) -> bool:
    """Whether a line stands right below another one, and nothing but the reading put it there."""
    u = draft.units[k]
    taken = draft.taken.get(k)
    read = taken is None or taken.layout == AS_READ
    goes_on = draft.roles[k] is Role.WRAP and hangs(draft.units[k - 1].text.text, u.text.text)
    alone = not u.item and not u.gap and u.kind in OPEN
    return read and alone and not goes_on and k not in draft.settled


def _is_clear(draft: Draft, k: int, split: Split) -> bool:
    """Whether a sign parts a line that is written to part, with a short headword before it."""
    head = draft.units[k].text.text[: split.end]
    name = head[:1].isalnum() and "://" not in head and "?" not in head
    return split.style not in WEAK and name and length(head) <= LONGEST


def _head(draft: Draft, k: int, split: Split) -> str:
    return fold(draft.units[k].text.text[: split.end])
