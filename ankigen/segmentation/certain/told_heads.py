"""Lines of plain text right over another line that are in no entry, or topics of nothing, and are
likely headwords by themselves, as the line below is likely text.
"""

from __future__ import annotations

import math

from ankigen.segmentation.blocks.units import PLAIN
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole

#: The headword and its text are so with at least this chance.
LIKELY = math.log(0.47)
#: A line of more words that goes on in small letters is no headword.
LONGEST = 8


def take_told_heads(draft: Draft) -> None:
    """Makes headwords of such lines."""
    units, roles = draft.units, draft.roles
    for k, told in draft.told.items():
        u = units[k]
        if u.kind not in PLAIN or u.item or k in draft.settled:
            continue
        if roles[k] not in (Role.SECTION, Role.LOOSE) or told.odds[LineRole.HEAD] < LIKELY:
            continue
        if k + 1 == len(units) or units[k + 1].gap or units[k + 1].item:
            continue
        if units[k + 1].text.text[:1].islower() and draft.layout.n[k] > LONGEST:
            continue  # a sentence that goes on
        if roles[k + 1] in (Role.LOOSE, *INSIDE) and _is_text(draft, k + 1):
            draft.head(k, k + 2)


def _is_text(draft: Draft, k: int) -> bool:
    """Whether a line is likely the text of an entry, by itself or as it was read at first."""
    told = draft.told.get(k)
    if told is None:
        return draft.read[k] in INSIDE
    return told.odds[LineRole.INSIDE] > LIKELY and any(map(str.isalpha, draft.units[k].text.text))
