"""Lines that are nothing but a reminder to oneself ("quiz on friday", "bring boots")."""

from __future__ import annotations

import math
import re

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.certain.told_items import told_split
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.words import begins_with_callout, is_callout, length
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
    r"|poniedziałek|wtorek|środę|czwartek|piątek|(?:maan|dins|woens|donder|vrij)dag"
    r"|(?:mån|tis|ons|tors|fre)dag|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?"
    r"|pondělí|úterý|středu|čtvrtek|pátek"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?"
    r"|\d{1,2}(?:[:.]\d\d)? ?[ap]m|\d{1,2}[:.]\d\d|\d{1,2}/\d{1,2})"
)
_WHAT = (
    r"(?:exams?|quiz(?:zes)?|tests?|mid-?terms?|finals?|practicals?|orals?|due|deadline|hand in"
    r"|homework|hw|assignment|essay|lab|bring|learn|revise|read|finish|print|email|ask"
    r"|sprawdzian|kartkówka|kolokwium|egzamin|toets|tentamen|tenta|teste|písemka|zkouška"
    r"|klausur|prüfung|abgabe|examen|deberes|contrôle|devoirs?|verifica|compito|esame|prova)"
)
#: A line that is nothing but a reminder: what is to be done and when, who teaches, in which room.
_REMINDER = when_asked(
    rf"(?=.*\b{_WHAT}\b)(?=.*(?:\b{_WHEN}\b|!!))"
    r"|(?:dr|prof|professor|mr|mrs|ms)\b\.?(?:\s[^\W\d_][\w’'-]*){1,2}\W*$"
    r"|(?:bring|due|hand in)\b|(?:in )?room\s\w*\d",
    re.IGNORECASE,
)


#: What nobody asks: how the lesson goes on, what is to be done until then, how the exam will be.
_PLAN = when_asked(
    r"(?:for )?next (?:week|time|class|lecture|lesson|session|seminar)"
    r"|(?:the )?(?:(?:mid-?term|final) )?(?:exam|test|quiz|klausur) (?:format|dates?|info|topics)"
    r"|home-?work|hw|to-?\s?do|office hours|ask(?: (?:about|him|her|them|prof|in class))?"
    r"|(?:still )?(?:missing|to (?:do|read|copy|ask|check))|still (?:open|need(?:ed)?)"
    r"|(?:not|nicht|no entra) (?:(?:on|in|for|en|im|für) (?:the |el |der |die )?)?"
    r"(?:exam|test|quiz|examen|klausur|prüfung)(?:s?relevant)?(?:\s.*)?"
    r"|faltan?(?: por \w+)?|pendientes?|(?:es )?fehlt(?: noch)?|noch (?:offen|fehlt)|manca(?:no)?"
    r"|(?:things )?to (?:review|revise|re-?read|look up)|à (?:revoir|réviser)|zu wiederholen"
    r"|da (?:ripassare|rivedere)|(?:por|para) repasar"
    r"|questions? (?:for|to) (?:the )?(?:tutor|prof(?:essor)?|lecturer|teacher|ta)"
    r"|note to self|nächste (?:woche|stunde|vorlesung)|hausaufgaben?|sprechstunde"
    r"|(?:la )?semaine prochaine|prochain cours|devoirs|deberes|(?:la )?próxima (?:semana|clase)"
    r"|(?:la )?prossima (?:settimana|volta|lezione)|compiti(?: per casa)?",
    re.IGNORECASE,
)


#: Over a line that says what the exam is like.
_ON_EXAM = when_asked(r"(?:exam|klausur|prüfung)(?:\s(?:tip|note|hint|info)s?)?", re.IGNORECASE)


def is_plan(headword: str) -> bool:
    """Whether a headword names what is to come, and nothing of the subject.

    >>> is_plan("NEXT WEEK:"), is_plan("Homework"), is_plan("Next of kin")
    (True, True, False)
    """
    return _PLAN.fullmatch(headword.strip(" *_:.!")) is not None


#: When something takes place, at the end of a note to oneself.
_LAST = when_asked(rf".*\b{_WHEN}\W*$", re.IGNORECASE)


_NOTICE = when_asked(rf"(?=.*\b{_WHAT}\b)(?=.*\b{_WHEN}\b)", re.IGNORECASE)


def _is_to_oneself(text: str, headword: str) -> bool:
    """Whether an entry says what is to come: "Next week: chapter 3", "Note: lab on friday"."""
    said = text[len(headword) :]
    brief = 0 < length(said) <= REMINDER_WORDS
    called = is_callout(headword) and brief and _LAST.match(said) is not None
    return called or is_plan(headword)


def is_reminder(text: str) -> bool:
    """Whether a line is nothing but a reminder to oneself.

    >>> is_reminder("quiz on friday"), is_reminder("a test of independence")
    (True, False)
    """
    return length(text) <= REMINDER_WORDS and _REMINDER.match(text.strip(" ([")) is not None


def _leave_notice(draft: Draft, k: int) -> None:
    """Leaves out a reminder that was taken for the headword of the list behind it, and makes
    entries of the items that likely are some.
    """
    end = draft.text_end(k + 1)
    draft.leave(k, end)
    draft.asides.add(k)
    for n in range(k + 1, end):
        if split := told_split(draft, n, LIKELY):
            draft.enter(n, split)
        elif draft.units[n].level and draft.roles[n - 1] in (*HEADS, Role.ITEM):
            draft.roles[n] = Role.ITEM


def leave_reminders(draft: Draft) -> None:
    """Leaves out entries that say what is to come, and lines of plain text that stand alone behind
    an entry and are likelier a reminder than anything else.
    """
    units, roles = draft.units, draft.roles
    for k, role in enumerate(roles):
        text = units[k].text.text
        opens = role in HEADS or (role is Role.BODY and units[k].gap and begins_with_callout(text))
        titled = role is Role.HEAD and units[k].kind is Kind.HEADING and is_plan(text)
        if not opens or (units[k].kind not in OPEN and not titled) or k in draft.settled:
            continue
        notice = role is Role.HEAD and not units[k].item and _NOTICE.match(text) is not None
        if notice and is_reminder(text) and k + 1 < len(units) and units[k + 1].item:
            _leave_notice(draft, k)
            continue
        name = draft.headword(k) if role in HEADS else text.split(":")[0]
        if (role is Role.HEAD and _ON_EXAM.fullmatch(text)) or _is_to_oneself(text, name):
            end = draft.text_end(k + 1)
            draft.leave(k, end)
            draft.asides.update(n for n in range(k, end) if n == k or units[n].item)
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
