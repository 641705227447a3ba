"""Short items right over lines without a sign of their own, again and again: each is a headword,
and the lines up to the next are its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.words import length

#: So many items of a region stand over such lines, and so large a share of all its items; they
#: have so many lines on average.
LEAST, SHARE, LINES = 6, 0.7, 2.0
#: An item that is a title has no more words.
TITLE = 8


def take_titled_texts(draft: Draft) -> None:
    """Makes headwords of such items, but for deeper ones in the entry of an item, and those that
    hold nothing but items, which are topics.
    """
    units = draft.units
    for start, end in pairwise([-1, *draft.headings, len(units)]):
        items = [k for k in range(start + 1, end) if units[k].item]
        if items and _titled(draft, items, end):
            _take(draft, items, end)


def _titled(draft: Draft, items: Sequence[int], end: int) -> bool:
    over = lines = 0
    for k, stop in pairwise([*items, end]):
        own = range(k + 1, stop)
        text = draft.units[k].text.text
        if not own:
            continue
        if any(draft.units[n].kind not in OPEN or draft.units[n].gap for n in own):
            return False
        if length(text) <= TITLE and termness(text) > 0:
            over += 1
            lines += len(own)
    return over >= max(LEAST, SHARE * len(items)) and lines >= LINES * over


def _take(draft: Draft, items: Sequence[int], end: int) -> None:
    units = draft.units
    open_: int | None = None  # the level of the item whose entry is open
    for k, stop in pairwise([*items, end]):
        if open_ is None or units[k].level <= open_:
            over = stop < end and stop == k + 1 and units[stop].level > units[k].level
            draft.roles[k] = Role.SECTION if over else Role.HEAD
            open_ = None if over else units[k].level
        else:
            draft.roles[k] = draft.inside(k)
        for n in range(k + 1, stop):
            goes_on = n > k + 1 and units[n].text.text[:1].islower()
            draft.roles[n] = draft.inside(n) if goes_on else Role.BODY
        for n in range(k, stop):
            draft.splits.pop(n, None)
