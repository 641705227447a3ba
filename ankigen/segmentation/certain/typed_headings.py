"""Headings that somebody typed as the first line of each block, without a mark: an equation among
them is an entry, and an entry by its bracket ("Locks (to 1800)") a heading as the others are.
"""

from __future__ import annotations

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.sections import first_lines
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft

#: A heading has so many words at most.
WORDS = 8


def take_typed_headings(draft: Draft) -> None:
    """Makes entries of such equations, and headings of such entries."""
    units, roles = draft.units, draft.roles
    for k in range(len(units) - 1):
        u = units[k]
        if u.kind is not Kind.LINE or u.item or k in draft.settled or units[k + 1].gap:
            continue
        if roles[k] is Role.SECTION and roles[k + 1] is Role.ENTRY:
            equation = draft.options(k).get("=")
            if equation is not None and units[k + 1].kind is Kind.LINE:
                draft.enter(k, equation)
    for k in first_lines(units[:-1], roles):
        split = draft.splits.get(k)
        bracket = split is not None and units[k].text.text[split.end :].lstrip().startswith("(")
        whole = units[k].text.text.rstrip().endswith(")") and draft.layout.n[k] <= WORDS
        over = k not in draft.settled and roles[k + 1] in HEADS and not units[k + 1].gap
        if roles[k] is Role.ENTRY and bracket and whole and over:
            roles[k] = Role.SECTION
            draft.splits.pop(k, None)
