"""Chains of arrows ("egg -> larva -> pupa") part nothing: below an entry they are its text."""

from __future__ import annotations

from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.text.patterns import when_asked

#: Several arrows, between few words each.
CHAIN = when_asked(r"[^():;]{2,30}?(?:\s?(?:-+>|→)\s?[^():;]{2,30}?){2,}")


def join_chains(draft: Draft) -> None:
    """Makes text of an entry of a chain of arrows right below it."""
    for k, u in enumerate(draft.units):
        split = draft.splits.get(k)
        if split is None or split.style != "=>" or u.gap or not k or k in draft.settled:
            continue
        below = draft.roles[k - 1] in (*HEADS, *INSIDE) and u.kind in OPEN
        if below and CHAIN.fullmatch(u.text.text):
            draft.join(k, k + 1)
            draft.roles[k] = Role.BODY
