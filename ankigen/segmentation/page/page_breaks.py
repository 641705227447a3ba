"""What stands around the furniture of a page: a page break inside a paragraph leaves no gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.words import length


def gaps_closed(units: Sequence[Unit], page: dict[int, str]) -> list[Unit]:
    """The units without the furniture. A page break inside a paragraph leaves no gap there."""
    out: list[Unit] = []
    carried = False
    gap = 0
    for k, u in enumerate(units):
        if k in page:
            carried = True
            gap = max(gap, u.gap)
            continue
        if carried:
            before = out[-1].text.text.rstrip() if out else ""
            goes_on = (
                bool(before)
                and not before.endswith((".", "!", "?", ":", "。"))
                and u.text.text[:1].islower()
                and not u.item
                and length(before) > 5
            )
            between_items = (
                bool(out)
                and out[-1].item
                and u.item
                and u.marker is not None
                and out[-1].marker is not None
                and out[-1].marker.style == u.marker.style
                and (u.marker.number > 1 or not u.marker.ordered)
            )
            u = replace(u, gap=0 if goes_on or between_items else max(u.gap, gap, 1))
            carried, gap = False, 0
        out.append(u)
    return out
