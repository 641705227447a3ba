"""Lines that are nothing but a reminder to oneself ("quiz on friday", "bring boots")."""

from __future__ import annotations

import math
import re

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked

#: A reminder is short.
REMINDER_WORDS = 10
#: A line that stands alone is left out with at least this chance to be one; a sentence with this.
LIKELY, SURE = math.log(0.5), math.log(0.95)

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
#: When something is to be done. The short names of days that are words too need an "on".
_WHEN = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tues?|weds|thurs?|on (?:mon|wed|fri|sat|sun)"
    r"|tomorrow|tonight|(?:next|this) week|booked"
    r"|(?:mon|diens|donners|frei|sams)tag|mittwoch|lunes|martes|miércoles|jueves|viernes"
    r"|lundi|mardi|mercredi|jeudi|vendredi|(?:lune|marte|mercole|giove|vener)d[iì]"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?"
    r"|\d{1,2}(?:[:.]\d\d)? ?[ap]m|\d{1,2}[:.]\d\d|\d{1,2}/\d{1,2})"
)
_WHAT = (
    r"(?:exams?|quiz(?:zes)?|tests?|mid-?terms?|finals?|practicals?|orals?|due|deadline|hand in"
    r"|homework|hw|assignment|essay|lab|bring|learn|revise|read|finish|print|email|ask"
    r"|klausur|prüfung|abgabe|examen|deberes|contrôle|devoirs?|verifica|compito|esame|prova)"
)
#: A line that is nothing but a reminder: what is to be done and when, who teaches, in which room.
_REMINDER = when_asked(
    rf"(?=.*\b{_WHAT}\b)(?=.*(?:\b{_WHEN}\b|!!))"
    r"|(?:dr|prof|professor|mr|mrs|ms)\b\.?(?:\s[^\W\d_][\w’'-]*){1,2}\W*$"
    r"|(?:bring|due|hand in)\b|(?:in )?room\s\w*\d",
    re.IGNORECASE,
)


def is_reminder(text: str) -> bool:
    """Whether a line is nothing but a reminder to oneself.

    >>> is_reminder("quiz on friday"), is_reminder("a test of independence")
    (True, False)
    """
    return length(text) <= REMINDER_WORDS and _REMINDER.match(text.strip(" ([")) is not None


def leave_reminders(draft: Draft) -> None:
    """Leaves out lines of plain text that stand alone behind an entry and are likelier a reminder
    than anything else.
    """
    units, roles = draft.units, draft.roles
    for k, told in draft.told.items():
        u = units[k]
        if u.kind is not Kind.LINE or u.item or not u.gap or k in draft.settled:
            continue
        last = k + 1 == len(units)
        topic = last and roles[k] is Role.SECTION
        if not topic and roles[k] not in (Role.BODY, Role.WRAP):
            continue
        if not last and not units[k + 1].gap:
            continue
        sentence = u.text.text.rstrip().endswith((".", "。"))  # nobody ends a reminder so
        likely = told.odds[LineRole.ASIDE] > (SURE if sentence else LIKELY)
        if likely and (last or roles[k + 1] not in INSIDE):
            draft.leave(k, k + 1)
