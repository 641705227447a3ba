"""Short lines with a colon, each over a list of its own, that are all that a heading holds ("Duties
of the chair: …", "Duties of the board: …"): headwords, and the heading is their topic. So is one
right below a heading where the next such line is a headword, and so are lines in bold, each over
text of its own.
"""

from __future__ import annotations

import math
from collections import Counter

from ankigen.model import Kind
from ankigen.segmentation.blocks.own_numbers import is_bold
from ankigen.segmentation.blocks.units import OPEN, PLAIN, Unit
from ankigen.segmentation.certain.examples import names_a_part
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.siblings.hypotheses import INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.words import is_label, length
from ankigen.text.questions import asks

#: So many such lines under a heading, of so many words at most.
LEADS, LONGEST = 2, 8
#: The first one of several is a headword with this chance.
FIRST = math.log(0.5)
#: So many lines in bold.
BOLD = 3


def take_leads(draft: Draft) -> None:
    """Gives such lines and the headings over them these roles. Labels that recur name the parts of
    what the heading says.
    """
    units, roles = draft.units, draft.roles
    found = {k: leads for k in draft.headings if (leads := _leads(draft, k) or _bold(draft, k))}
    recur = Counter(fold(units[n].text.text) for leads in found.values() for n in leads)
    for k, leads in found.items():
        if roles[k] is not Role.HEAD or not may_be_topic(draft, k):
            continue
        if any(recur[fold(units[n].text.text)] > 1 for n in leads):
            continue
        roles[k] = Role.SECTION
        for n, end in zip(leads, [*leads[1:], draft.headings[k]], strict=True):
            rule = next((m for m in range(n, end) if units[m].kind is Kind.RULE), end)
            draft.head(n, rule)
            if roles[n + 1] is Role.WRAP:
                roles[n + 1] = Role.BODY
            draft.leave(rule, end)


def take_first_leads(draft: Draft) -> None:
    """Makes a headword of such a line right below a heading, and a topic of the heading."""
    for k in draft.headings:
        n = k + 1
        if n == len(draft.units) or draft.roles[n] not in (*INSIDE, Role.LOOSE):
            continue
        end = _list_end(draft, n)
        if not end or draft.odds(n, LineRole.HEAD) < FIRST or not may_be_topic(draft, k):
            continue
        if _list_end(draft, end) and draft.roles[end] is Role.HEAD:
            draft.head(n, end)
            if draft.roles[k] is Role.HEAD:
                draft.roles[k] = Role.SECTION


def _list_end(draft: Draft, k: int) -> int:
    """Where the list below a line with a colon ends; 0 where it is no such line."""
    units = draft.units
    if k >= len(units) or not _leads_in(units[k]):
        return 0
    end = k + 1
    while end < len(units) and units[end].item:
        end += 1
    return end if end > k + 1 else 0


def _leads_in(u: Unit) -> bool:
    """Whether a line is short, ends with a colon, and is no label."""
    text = u.text.text.rstrip()
    if u.item or u.kind not in OPEN or not text.endswith((":", "：")):
        return False
    return not (length(text) > LONGEST or names_a_part(text) or is_label(text))


def may_be_topic(draft: Draft, k: int) -> bool:
    """Whether a heading may be a topic and no headword: it asks nothing, and no person decided it.
    A numbered one may be a task.
    """
    title = draft.units[k].text.text
    return k not in draft.settled and not asks(title) and not title[:1].isdigit()


def _leads(draft: Draft, k: int) -> list[int]:
    """The lines over lists under a heading, if they are all that is no item there."""
    units, end = draft.units, draft.headings[k]
    lines = [n for n in range(k + 1, end) if not units[n].item]
    if len(lines) < LEADS or lines[0] != k + 1:
        return []
    for n in lines:
        over = n + 1 < end and units[n + 1].item
        if not over or not _leads_in(units[n]):
            return []
    return lines


def _bold(draft: Draft, k: int) -> list[int]:
    """The lines in bold under a heading, if what stands there is such lines over their texts."""
    units, end = draft.units, draft.headings[k]
    lines = [
        n
        for n in range(k + 1, end)
        if units[n].kind in PLAIN and not units[n].item and is_bold(units[n])
    ]
    if len(lines) < BOLD or lines[0] != k + 1:
        return []
    counted = len({fold(units[n].text.text).split()[:1][0] for n in lines}) == 1  # "Type I"
    for n, below in zip(lines, [*lines[1:], end], strict=True):
        text = units[n].text.text.rstrip(" :：")
        over = below > n + 1 and units[n + 1].kind in OPEN and not units[n + 1].gap
        label = not counted and (names_a_part(text) or is_label(text, marked=True))
        if not over or length(text) > LONGEST or label:
            return []
    return lines
