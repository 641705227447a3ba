"""Headings right over one text that is in no entry, and over entries or nothing else: that text is
said of them ("## Towing", a sentence on it, then its terms).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.certain.examples import is_no_name
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.siblings.outline import FIXED
from ankigen.segmentation.words import FRAME
from ankigen.text.patterns import when_asked
from ankigen.text.questions import QUESTION_WORDS

#: The text is so with at least this chance by what it says, and has so many words; so many where
#: nothing is told of it.
TEXT, LEAST, ALONE = math.log(0.74), 4, 7
_TASK = when_asked(rf"(?:{QUESTION_WORDS})\b", re.IGNORECASE)


def take_texts_over_entries(draft: Draft, parents: Collection[int]) -> None:
    """Makes headwords of such headings, but for the first one, which heads the whole, and for the
    `parents`, which are cards with all that lies below them.
    """
    units, roles = draft.units, draft.roles
    for k in _named(draft):
        if k in parents or roles[k] is not Role.SECTION or roles[k + 1] is not Role.LOOSE:
            continue
        if not _says_something(draft, k + 1):
            continue
        end = draft.headings[k]
        stop = next((n for n in range(k + 2, end) if roles[n] is not Role.LOOSE), end)
        leads_in = stop < end and units[stop].kind in FIXED and not units[k + 1].item
        if not leads_in:  # as a line on the words of a list does
            draft.head(k, stop)


def _named(draft: Draft) -> Sequence[int]:
    """The headings below the first that are names and stand over something."""
    out = []
    for k, end in list(draft.headings.items())[1:]:
        text = draft.units[k].text.text
        if end == k + 1 or k in draft.settled or k in draft.layout.counted:
            continue
        part = is_no_name(text) or FRAME.match(text) or _TASK.match(text)
        if termness(text) > 0 and not part:
            out.append(k)
    return out


def _says_something(draft: Draft, k: int) -> bool:
    """Whether a unit below a heading is a text of so many words."""
    u, words = draft.units[k], draft.layout.n[k]
    if u.kind not in OPEN or k in draft.settled or k in draft.asides:
        return False
    if k in draft.told:
        return words >= LEAST and draft.odds(k, LineRole.INSIDE) > TEXT
    return words >= ALONE and u.kind is Kind.PARAGRAPH
