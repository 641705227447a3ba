"""The title of a document over a reminder ("Botany 2, quiz on friday"): it looks like a headword
over its definition, and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.certain.reminder_lines import is_reminder
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.words import length

#: A title and a reminder are short, and a reminder has few lines.
TITLE_WORDS, REMINDER_LINES = 6, 3

#: For what notes are made.
_COURSE = re.compile(
    r"\b(?:finals?|mid-?terms?|exams?|revision|chapters?\s\d|ch\.?\s?\d|weeks?\s\d|units?\s\d"
    r"|lectures?\s\d|quiz|summary|review|study guide|cheat ?sheet|klausur|prüfung|examen"
    r"|révision)\b",
    re.IGNORECASE,
)


def with_title_apart(draft: Draft) -> None:
    """Takes the first line of a document for no entry where nothing but a reminder stands below
    or behind it.
    """
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
    said += [draft.units[k].text.text for k in lines[1:]]
    told = said and (all(map(is_reminder, said)) or _names_course(draft, said))
    if told and length(title) <= TITLE_WORDS:
        draft.splits.pop(0, None)
        draft.roles[0] = top
        for k in lines if top is Role.LOOSE else lines[1:]:
            draft.roles[k] = Role.LOOSE
            draft.asides.add(k)


def _names_course(draft: Draft, said: list[str]) -> bool:
    """Whether one line stands over the first heading, and says for what the notes are: "Physics 1
    - final, chapters 1-8"."""
    alone = len(said) == 1 and len(draft.roles) > 1 and draft.roles[1] is Role.SECTION
    return alone and length(said[0]) <= TITLE_WORDS and _COURSE.search(said[0]) is not None


def _below(draft: Draft) -> Iterator[int]:
    """The units that belong to the first one."""
    for k, role in enumerate(draft.roles[1:], 1):
        if role in (Role.SECTION, Role.LOOSE, Role.HEAD, Role.ENTRY):
            return
        yield k
