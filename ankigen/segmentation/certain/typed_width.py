"""How wide an editor made the lines of notes that somebody typed, if one broke them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ankigen.segmentation.blocks.units import PLAIN, Unit
from ankigen.segmentation.siblings.hypotheses import Draft

#: An editor wraps no narrower, and then so many lines, and so large a share, end within so many
#: characters of the widest.
NARROWEST, WRAPPED, WRAPPED_SHARE, RAGGED = 45, 3, 0.05, 12
#: Of the widest lines an editor goes on with so large a share in the next line.
GO_ON = 0.4


def wrapped_at(draft: Draft, lines: Sequence[int]) -> int:
    """The column at which an editor wrapped the lines, if one may have: several end near it, and
    are gone on with.
    """
    widest = max(width_of(draft.units[k]) for k in lines)
    near = [k for k in lines if width_of(draft.units[k]) > widest - RAGGED]
    if widest < NARROWEST or len(near) < max(WRAPPED, WRAPPED_SHARE * len(lines)):
        return sys.maxsize
    on = sum(_may_go_on_below(draft, k) for k in near)
    return widest if on >= GO_ON * len(near) else sys.maxsize


def _may_go_on_below(draft: Draft, k: int) -> bool:
    """Whether the line right below one may be the rest of it."""
    if k + 1 == len(draft.units):
        return False
    below = draft.units[k + 1]
    return below.kind in PLAIN and not below.item and not below.gap and k + 1 not in draft.splits


def width_of(u: Unit) -> int:
    return u.indent + len(u.text.text)
