"""Lines that ask and, behind the question mark, have the label of an answer ("Why? A - …") are
entries, whatever stands around them. Among lines of plain text of which most are entries, those
are, too, that ask and answer without one ("Why is it cold? no sun there"), or ask over bullets.
"""

from __future__ import annotations

import re

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.splits.split import Split
from ankigen.text.questions import ANSWER_WORDS, asks_by_a_word

#: A question has so many characters up to its mark.
_SHORTEST, _LONGEST = 8, 300
_ANSWERED = re.compile(
    rf"(?P<asked>[^?？]{{{_SHORTEST},{_LONGEST}}}[?？])\s+"
    rf"(?:A|Ans|(?i:{ANSWER_WORDS}))(?:\s?[:：.]\s*|\s?[-–—]+\s+)(?=\S)"
)
#: One of several answers to choose from, or another question, stands behind.
_MORE = re.compile(r"\bB\s?[-–—.:)]|[?？]")
#: A question and its answer without a label.
_BARE = re.compile(rf"(?P<asked>[^?？]{{{_SHORTEST},{_LONGEST}}}[?？]+)\s+(?=\w+\W+\w)[^?？]+$")
#: Such lines are taken where so many lines are entries, and so large a share of those of plain
#: text.
ENTRIES, MOSTLY = 6, 0.6


def take_questions(draft: Draft) -> None:
    """Makes entries of lines that ask without a label of an answer."""
    units, roles = draft.units, draft.roles
    asking = [k for k, u in enumerate(units) if u.kind is Kind.LINE and "?" in u.text.text]
    if not asking:
        return
    lines = [k for k, u in enumerate(units) if u.kind is Kind.LINE and u.marker is None]
    entries = sum(roles[k] is Role.ENTRY for k in lines)
    if entries < max(ENTRIES, MOSTLY * len(lines)):
        return
    for k in asking:
        u = units[k]
        if roles[k] in HEADS or u.marker is not None or not asks_by_a_word(u.text.text):
            continue
        below = k + 1 < len(units) and roles[k + 1] in INSIDE
        bare = _BARE.match(u.text.text)
        if bare and not below:
            _part(draft, k, bare.end("asked"), bare.end("asked"))
        elif below and units[k + 1].marker is not None and u.text.text.rstrip().endswith("?"):
            roles[k] = Role.HEAD


def take_answered(draft: Draft) -> None:
    """Makes entries of such lines where they are in no entry, or parted elsewhere; the label goes.
    What an entry goes on with below a line stays with it.
    """
    for k, u in enumerate(draft.units):
        role = draft.roles[k]
        if u.kind not in OPEN or u.answer:
            continue
        free = k + 1 == len(draft.units) or draft.roles[k + 1] not in INSIDE
        if role is not Role.ENTRY and not (free and role not in HEADS):
            continue
        found = _ANSWERED.match(u.text.text)
        if found and not _MORE.search(u.text.text, found.end()):
            _part(draft, k, found.end("asked"), found.end())
        elif role is Role.ENTRY and k in draft.splits and asks_by_a_word(u.text.text):
            bare = _BARE.match(u.text.text)
            if bare and bare.end("asked") < draft.splits[k].end:
                _part(draft, k, bare.end("asked"), bare.end("asked"))  # no mark in its answer


def _part(draft: Draft, k: int, end: int, start: int) -> None:
    """Makes an entry of a line whose question ends, and whose answer starts, at these places."""
    draft.enter(k, Split(end, start, "?", 0.0))
