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
from ankigen.text.patterns import when_asked
from ankigen.text.questions import is_question

#: So many questions at least; so large a share of them has an answer below.
LEAST, ANSWERED = 3, 0.9
#: The answers have so many units in the mean; of questions that are not in bold fewer, since a text
#: asks now and then, but where so large a share of all that stands apart asks.
LONG, SHORT, MOSTLY = 6.0, 2.0, 0.7
#: No larger a share of the lines of answers is parted by a mark as an entry is.
PARTED = 0.3
#: A question has so many lines at most, all but the last of so many characters.
MOST_LINES, WRAPPED = 4, 60
#: What is to be filled in.
GAP = when_asked(r"_{3,}|\.{5,}|…{2,}")


def asked_alone(draft: Draft) -> Hypothesis | None:
    """The questions as headwords over their answers, None where they are no list of questions."""
    units = draft.units
    lines = {k: n for k in range(len(units)) if (n := _question_lines(draft, k))}
    asking = list(lines)
    ends = [_end(draft, k, after) for k, after in pairwise([*asking, len(units)])]
    over = [(k, end) for k, end in zip(asking, ends, strict=True) if end > k + lines[k]]
    if len(over) < max(LEAST, ANSWERED * len(asking)):
        return None
    longest = max(end - k - lines[k] for k, end in over[:-1])
    last, end = over[-1]
    over[-1] = (last, min(end, last + lines[last] + longest))
    answers = [n for k, end in over for n in range(k + lines[k], end)]
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
        below = k + lines[k]
        under = {n: draft.inside(n) for n in range(below, end)}
        if under[below] is Role.WRAP:
            under[below] = Role.BODY
        under.update((n, Role.HEAD2) for n in range(k + 1, below))
        out.put(k, Role.HEAD, under)
    return out.hypothesis("asked", "?")


def _question_lines(draft: Draft, k: int) -> int:
    """How many lines a question has that begins a paragraph, with no answer on them; 0 where there
    is none. A sentence with a gap over a list asks, too.
    """
    if not _stands_apart(draft, k):
        return 0
    text = draft.units[k].text.text
    if is_question(text):
        return 1
    end = k + 1
    while end < len(draft.units) and end < k + MOST_LINES and _goes_on(draft, end):
        text = f"{text} {draft.units[end].text.text}"
        end += 1
    if end > k + 1 and is_question(text):
        return end - k
    listed = end < len(draft.units) and draft.units[end].item and not draft.units[end].gap
    return end - k if listed and GAP.search(text) else 0


def _goes_on(draft: Draft, k: int) -> bool:
    """Whether a line goes on with the sentence of the line of plain text right above it."""
    u, above = draft.units[k], draft.units[k - 1]
    if u.kind is not Kind.LINE or u.gap or u.item or u.answer or above.kind is not Kind.LINE:
        return False
    text = above.text.text.rstrip()
    return len(text) >= WRAPPED and not text.endswith((".", "?", "!", ":", ";"))


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
