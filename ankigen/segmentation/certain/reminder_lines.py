"""Lines that are nothing but a reminder to oneself ("quiz on friday", "bring boots")."""

from __future__ import annotations

import re

from ankigen.segmentation.words import length

#: A reminder is short.
REMINDER_WORDS = 10

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
_REMINDER = re.compile(
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
