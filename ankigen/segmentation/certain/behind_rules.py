"""Paragraphs behind a rule ("---") that had been read as entries, in bold and by a mark, and became
text of the heading above that rule: entries, since a rule ends what stands above it.
"""

from __future__ import annotations

import math

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.words import is_label

#: A paragraph is an entry with this chance, where something is told of it.
LIKELY = math.log(0.7)


def take_behind_rules(draft: Draft) -> None:
    """Makes entries of such paragraphs, up to the next heading."""
    units = draft.units
    for rule in [k for k, u in enumerate(units) if u.kind is Kind.RULE]:
        head = draft.entry_of(rule)
        if head is None or head not in draft.headings:
            continue
        for k in range(rule + 1, draft.headings[head]):
            if _was_entry(draft, k):
                draft.enter(k, draft.read_splits[k])
                draft.back.pop(k, None)


def _was_entry(draft: Draft, k: int) -> bool:
    """Whether a paragraph that is text of an entry had been read as one by bold type and a mark."""
    if draft.roles[k] is not Role.BODY or draft.read[k] is not Role.ENTRY or k in draft.settled:
        return False
    split = draft.read_splits.get(k)
    if split is None or split.style != "bold" or draft.units[k].item:
        return False
    likely = k not in draft.told or draft.odds(k, LineRole.ENTRY) > LIKELY
    return likely and not is_label(draft.units[k].text.text[: split.end])
