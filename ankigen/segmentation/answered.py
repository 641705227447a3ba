"""Lines that ask and, behind the question mark, have the label of an answer ("Why? A - …") are
entries, whatever stands around them.
"""

from __future__ import annotations

import re

from ankigen.segmentation.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.role import Role
from ankigen.segmentation.split import Split
from ankigen.segmentation.units import OPEN
from ankigen.text.questions import ANSWER_WORDS

#: A question has so many characters up to its mark.
_SHORTEST, _LONGEST = 8, 300
_ANSWERED = re.compile(
    rf"(?P<asked>[^?？]{{{_SHORTEST},{_LONGEST}}}[?？])\s+"
    rf"(?:A|Ans|(?i:{ANSWER_WORDS}))(?:\s?[:：.]\s*|\s?[-–—]+\s+)(?=\S)"
)
#: One of several answers to choose from, or another question, stands behind.
_MORE = re.compile(r"\bB\s?[-–—.:)]|[?？]")


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
            draft.roles[k] = Role.ENTRY
            draft.splits[k] = Split(found.end("asked"), found.end(), "?", 0.0)
