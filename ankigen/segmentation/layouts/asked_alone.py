"""Questions that stand alone as paragraphs, each over its answer: taken so wherever they stand,
also two in each section.
"""

from __future__ import annotations

from itertools import pairwise

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.outline import FIXED
from ankigen.segmentation.splits.separators import WEAK
from ankigen.text.questions import is_question

#: So many questions at least; so large a share of them has an answer below.
LEAST, ANSWERED = 3, 0.9
#: The answers have so many units in the mean; of questions that are not in bold fewer, since a text
#: asks now and then, but where so large a share of all that stands apart asks.
LONG, SHORT, MOSTLY = 6.0, 2.0, 0.7
#: No larger a share of the lines of answers is parted by a mark as an entry is.
PARTED = 0.3


def asked_alone(draft: Draft) -> Hypothesis | None:
    """The questions as headwords over their answers, None where they are no list of questions."""
    units = draft.units
    asking = [k for k in range(len(units)) if _asks(draft, k)]
    ends = [_end(draft, k, after) for k, after in pairwise([*asking, len(units)])]
    over = [(k, end) for k, end in zip(asking, ends, strict=True) if end > k + 1]
    if len(over) < max(LEAST, ANSWERED * len(asking)):
        return None
    longest = max(end - k - 1 for k, end in over[:-1])
    over[-1] = (over[-1][0], min(over[-1][1], over[-1][0] + 1 + longest))
    answers = [n for k, end in over for n in range(k + 1, end)]
    starts = sum(_stands_apart(draft, k) for k in range(len(units)))
    mostly = len(asking) >= MOSTLY * starts
    sure = mostly or all(_bold(draft, k) for k in asking)
    parted = sum(n in draft.splits and draft.splits[n].style not in WEAK for n in answers)
    if len(answers) > (LONG if sure else SHORT) * len(over):
        return None
    if parted > PARTED * len(answers) and not mostly:
        return None
    out = Roles()
    for k, end in over:
        under = {n: draft.inside(n) for n in range(k + 1, end)}
        if under[k + 1] is Role.WRAP:
            under[k + 1] = Role.BODY
        out.put(k, Role.HEAD, under)
    return out.hypothesis("asked", "?")


def _asks(draft: Draft, k: int) -> bool:
    """Whether a unit is a question that stands alone, with no answer on its line."""
    return _stands_apart(draft, k) and is_question(draft.units[k].text.text)


def _stands_apart(draft: Draft, k: int) -> bool:
    """Whether a unit begins a paragraph of its own."""
    u = draft.units[k]
    apart = u.gap > 0 or u.full or k == 0 or draft.units[k - 1].kind is Kind.HEADING
    return u.kind in OPEN and not u.item and not u.answer and apart


def _end(draft: Draft, k: int, after: int) -> int:
    """Where the answer to a question ends: before the next question, heading, rule or card."""
    closing = (Kind.HEADING, Kind.RULE, *FIXED)
    return next((n for n in range(k + 1, after) if draft.units[n].kind in closing), after)


def _bold(draft: Draft, k: int) -> bool:
    text = draft.units[k].text
    return any(
        m.style is Style.STRONG and m.end - m.start >= len(text.text.strip()) - 4
        for m in text.marks
    )
