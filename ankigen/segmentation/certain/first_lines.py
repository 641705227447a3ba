"""The first line of notes as their title: one over reminders, or one that is hardly anything else
by what it says, over a line or two. Links alone, before all else, are the menu of a page.
"""

from __future__ import annotations

import math

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.units import PLAIN, Unit
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.words import TITLE as TITLE_WORDS
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked

#: A first line that had been read as a headword is a title with this chance, over so many lines.
TITLE, LINES = math.log(0.85), 3


#: A title names the notes in so few words before its mark, and says of what they are in so few.
NAMES, SUBJECT = 3, 4
_COURSE = when_asked(r"[^\W\da-zß-ÿ]{3,}(?:\s\d{1,4}\w?)?$")


def _names_the_notes(draft: Draft) -> bool:
    """Whether the first line names the notes and their subject ("GEOG 2 - coasts", "Lecture 9:
    Enzymes"), with nothing right below it that would be its text.
    """
    first, split = draft.units[0], draft.splits.get(0)
    if draft.roles[0] is not Role.ENTRY or split is None or split.style not in ("-", ":"):
        return False
    name, subject = first.text.text[: split.end], first.text.text[split.start :]
    brief = length(name) <= NAMES and length(subject) <= SUBJECT
    numbered = TITLE_WORDS.match(name) is not None and any(map(str.isdigit, name))
    alone = draft.units[1].gap > 0 or (first.item and draft.roles[1] is not Role.BODY)
    return brief and alone and (numbered or (not first.item and _COURSE.match(name) is not None))


def leave_title(draft: Draft) -> None:
    """Makes a section of such a line, and leaves out what stands right below it."""
    units, roles = draft.units, draft.roles
    if len(units) >= LINES and 0 not in draft.settled and _names_the_notes(draft):
        roles[0] = Role.SECTION
        draft.splits.pop(0)
        return
    if len(units) < LINES or units[0].kind not in PLAIN or units[0].item or 0 in draft.settled:
        return
    below = units[1]
    if below.gap or below.item or below.kind not in PLAIN:
        return
    if roles[0] is Role.ENTRY:
        split = draft.splits.get(0)
        # the line below is a reminder, which stands under the title
        if roles[1] is Role.LOOSE and split is not None and split.style not in _SAID:
            roles[0] = Role.SECTION
            draft.splits.pop(0)
    elif roles[0] is Role.HEAD and draft.is_as_read(0) and _is_title(draft):
        end = draft.text_end(1)
        if end <= LINES and all(_is_aside(draft, k) for k in range(1, end)):
            roles[0] = Role.SECTION
            draft.leave(1, end)


def _is_aside(draft: Draft, k: int) -> bool:
    """Whether a line below a title is no item, no table and no sentence."""
    u = draft.units[k]
    plain = draft.roles[k] in INSIDE and u.kind in PLAIN and not u.item
    return plain and not u.text.text.rstrip().endswith((".", "。"))


def _is_title(draft: Draft) -> bool:
    return draft.odds(0, LineRole.SECTION) > TITLE


#: So many links in lines of their own, and so many times as many as other lines.
LINKS, TIMES = 4, 4


def leave_menu(draft: Draft) -> None:
    """Leaves out the lines at the top that are nothing but links, and a few others among them."""
    links = end = 0
    for k, u in enumerate(draft.units):
        if u.kind not in (*PLAIN, Kind.ITEM) or k in draft.settled:
            break
        if _is_link(u):
            links, end = links + 1, k + 1
        elif (k + 1 - links) * TIMES > max(links, TIMES):
            break
    if links >= LINKS:
        draft.leave(0, draft.text_end(end))


def _is_link(u: Unit) -> bool:
    """Whether a line is a link, and nothing besides."""
    length = len(u.text.text.rstrip())
    return any(m.style is Style.LINK and not m.start and m.end >= length for m in u.text.marks)


#: What is said by these marks is said of the line.
_SAID = WEAK - {"columns"}
