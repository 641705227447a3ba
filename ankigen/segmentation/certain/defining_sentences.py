"""Paragraphs amid the text of a heading, or of a definition before them, that define something else
by a verb, almost certainly by what they say ("A spar is a pole that …"): entries of their own.
"""

from __future__ import annotations

import math

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import PLAIN
from ankigen.segmentation.certain.text_of_headings import NO_NAME
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.words import stems, tokens
from ankigen.text.questions import asks_by_a_word

#: A paragraph is one with at least this chance.
SURE = math.log(0.9)


def take_defining_sentences(draft: Draft) -> None:
    """Makes entries of such paragraphs. A heading over nothing else is their topic."""
    for k, told in draft.told.items():
        u, split = draft.units[k], told.split
        if split is None or split.style != "copula" or told.odds[LineRole.ENTRY] < SURE:
            continue
        if draft.roles[k] is not Role.BODY or u.item or u.kind not in PLAIN:
            continue
        owner = draft.entry_of(k)
        if owner is None or k in draft.settled or not _of_sentences(draft, owner):
            continue
        if asks_by_a_word(u.text.text) or tokens(u.text.text)[0] in NO_NAME:
            continue  # a clause: "How far a boat is carried …"
        if stems(u.text.text[: split.end]) & stems(draft.headword(owner)):
            continue
        draft.enter(k, split)
        if owner == k - 1 and draft.roles[owner] is Role.HEAD:
            draft.roles[owner] = Role.SECTION


def _of_sentences(draft: Draft, owner: int) -> bool:
    """Whether an entry is a heading over its text, or a sentence that defines by a verb."""
    split = draft.splits.get(owner)
    return draft.units[owner].kind is Kind.HEADING if split is None else split.style == "copula"
