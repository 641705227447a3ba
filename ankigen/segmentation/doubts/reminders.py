"""The title of a document over a reminder ("Botany 2, quiz on friday"): it looks like a headword
over its definition, and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.certain.reminder_lines import REMINDER_WORDS, is_reminder
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked

#: A title and a reminder are short, and a reminder has few lines.
TITLE_WORDS, REMINDER_LINES = 6, 3
#: What is set apart from a title has fewer words than this, or is a reminder with at least so great
#: a log-chance.
LEAST_SAID, PERHAPS = 3, -1.6

#: For what notes are made.
_COURSE = when_asked(
    r"\b(?:finals?|mid-?terms?|exams?|revision|chapters?\s\d|ch\.?\s?\d|weeks?\s\d|units?\s\d"
    r"|lectures?\s\d|quiz|summary|review|study guide|cheat ?sheet|klausur|prüfung|examen"
    r"|révision)\b",
    re.IGNORECASE,
)


def with_title_apart(draft: Draft) -> None:
    """Takes the first line of a document for no entry where nothing but a reminder stands below
    or behind it, also where it alone is parted by wide spaces; and so the second one below it.
    """
    _part_columns_of_title(draft)
    lines = [0, *_below(draft)] if draft.roles else []
    if not lines or len(lines) > REMINDER_LINES + 1 or lines[-1] + 1 == len(draft.roles):
        return
    if any(draft.units[k].kind not in OPEN for k in lines):
        return
    first = draft.units[0].text.text
    split = draft.splits.get(0)
    if draft.roles[0] is Role.ENTRY and split is not None and split.start > 0:
        title, said, top = first[: split.end], [first[split.start :]], Role.LOOSE
    elif draft.roles[0] is Role.HEAD:
        title, said, top = first, [], Role.SECTION
    else:
        return
    apart = next((n for n, k in enumerate(lines) if n and draft.units[k].gap), len(lines))
    rest, lines = lines[apart:], lines[:apart]
    said += [draft.units[k].text.text for k in lines[1:]]
    told = said and (all(map(is_reminder, said)) or _names_course(draft, said))
    told = told or _is_of_course(draft, title, said, lines[-1])
    if told and length(title) <= TITLE_WORDS:
        draft.splits.pop(0, None)
        draft.roles[0] = top
        for k in lines if top is Role.LOOSE else lines[1:]:
            draft.roles[k] = Role.LOOSE
            draft.asides.add(k)
        _leave_rest(draft, rest)


def _leave_rest(draft: Draft, rest: Sequence[int]) -> None:
    """What went on with the title below a blank line is in no entry; one line over some is a
    heading.
    """
    for k in rest:
        draft.roles[k] = Role.LOOSE
    if len(rest) == 1:
        below = rest[0] + 1
        if below < len(draft.roles) and draft.roles[below] in HEADS and not draft.units[below].gap:
            draft.roles[rest[0]] = Role.SECTION


def _part_columns_of_title(draft: Draft) -> None:
    """Who the notes are of, and when they are asked for, is often set apart by spaces ("Ms Lund's
    group      quiz on friday").
    """
    parted = [k for k, split in draft.splits.items() if split.style == "columns"]
    if len(parted) != 1 or parted[0] > 1 or draft.units[parted[0]].kind not in OPEN:
        return
    k = parted[0]
    first = draft.roles[:k] in ([], [Role.SECTION], [Role.LOOSE])
    alone = k + 1 == len(draft.roles) or draft.roles[k + 1] not in INSIDE
    if not first or not alone or draft.roles[k] is not Role.ENTRY or k in draft.settled:
        return
    said = draft.units[k].text.text[draft.splits[k].start :]
    likely = draft.odds(k, LineRole.ASIDE) > PERHAPS
    if likely or is_reminder(said) or length(said) < LEAST_SAID or said.startswith("("):
        draft.leave(k, k + 1)
        draft.asides.add(k)


def _names_course(draft: Draft, said: list[str]) -> bool:
    """Whether one line stands over the first heading, and says for what the notes are: "Physics 1
    - final, chapters 1-8"."""
    alone = len(said) == 1 and len(draft.roles) > 1 and draft.roles[1] is Role.SECTION
    return alone and length(said[0]) <= TITLE_WORDS and _COURSE.search(said[0]) is not None


#: The number of a course ("MICRO 210"), and what notes of one are.
_NUMBERED = when_asked(r"^[A-ZÀ-Þ]{2,12}(?:\s[A-ZÀ-Þ]{2,12})?\s?-?\d{3,4}[A-Z]?$")
_NOTES = when_asked(
    r"\b(?:revision|exam|study|lecture|class|course|cheat|cram|term|key)[\s-](?:dump|list|sheet|notes?"
    r"|guide|terms|card)s?\b|\b(?:notes|lectures?|weeks?|wk|units?|chapters?)\s\d|\bmid-?term\b"
    r"|\b(?:apuntes|tema\s\d|klausur|zusammenfassung|mitschrift|fiche|révision|appunti)\b",
    re.IGNORECASE,
)


def _is_of_course(draft: Draft, title: str, said: list[str], last: int) -> bool:
    """Whether the first line names a course by its number, or says that these are notes of one,
    itself, behind a mark, or, if it is in capitals, on the next line; and a blank line follows.
    """
    units = draft.units
    if (
        last + 1 < len(units)
        and not units[last + 1].gap
        and draft.roles[last + 1] is not Role.LOOSE
    ):
        return False
    behind = " ".join(said)
    if length(behind) > REMINDER_WORDS or len(said) > 1:
        return False
    if _NUMBERED.match(title) or _NOTES.search(title):
        return True
    return (title.isupper() or 0 in draft.splits) and _NOTES.search(behind) is not None


def _below(draft: Draft) -> Iterator[int]:
    """The units that belong to the first one."""
    for k, role in enumerate(draft.roles[1:], 1):
        if role in (Role.SECTION, Role.LOOSE, Role.HEAD, Role.ENTRY):
            return
        yield k
