"""Who taught and when: lines below the title of notes; the first lines where they come again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked

#: Such lines stand among so many units at the top, and have so many words at most.
TOP, WORDS = 8, 6

_TEACHER = re.compile(
    r"(?:prof(?:essore?|esora?|essora)?\b\.?(?:[ -]dr\.)?|dr\.|dozent(?:in)?\b:?"
    r"|lecturer\b:?|docente\b:?|instructor\b:?|enseignante?\b:?|проф\.|преподаватель\b:?|καθ\."
    r"|καθηγητ[ήη]ς\b|د\.)"
    r"\s*[^\W\d_][^:=]*$"
    r"|\S{1,8}\s?(?:先生|教授|老师|老師|교수님?)$",
    re.I,
)
_MONTH = r"[^\W\d_]{3,12}\.?"
_DATE = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,?\s)?(?:"
    r"\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{2}|\d{4})|\d{4}-\d\d?-\d\d?"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th|er|º)?\s(?:de\s)?{_MONTH},?\s(?:de\s)?\d{{4}}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])\W*$"
)

_TIME = when_asked(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?$", re.I)


#: What notes say of themselves at the top, each with a label.
_LABELLED = re.compile(
    r"(?:subject|course|class|module|lecturer|instructor|teacher|professora?|author|student|name"
    r"|date"
    r"|created(?: time| by)?|updated|last (?:updated|modified|edited)(?: time| by)?|semester"
    r"|status|statut|estado|stato|type|reviewed|priority|fach|kurs|modul|dozent(?:in)?"
    r"|autor(?:in|a)?"
    r"|datum|erstellt|matière|cours|professeure?|enseignante?|auteure?|date|étudiante?"
    r"|asignatura|materia|curso|profesora?|alumn[oa]|fecha|disciplina|alun[oa]|data|turma|turno"
    r"|corso|docente|autore|studente|vak|docent|przedmiot|prowadzący|předmět|vyučující"
    r"|предмет|преподаватель|автор|дата|группа|студент|科目|日付|作者|日期|老师|과목|날짜)"
    r"\s*[:：]\s*\S.*$",
    re.I,
)
#: Whose notes they are, which is told in one line of so many at the top.
_OWNER = re.compile(
    r"(?i:name|student|nombre|alumn[oa]|nom|nome|aluno|imię|naam|имя)\s?:\s*(?![a-zß-ÿ])[^\W\d_]"
)
OWNED = 3
#: So many such lines at least; their values have so many words at most.
LABELLED, VALUE = 3, 12


_TAGS = re.compile(r"tags?\s?:\s", re.I)


def _labelled(units: Sequence[Unit]) -> Iterator[int]:
    """The lines at the top that say what the notes are, each with a label of its own."""
    lines = []
    for k, u in enumerate(units[: 2 * TOP]):
        text = u.text.text.strip()
        if u.kind in OPEN and length(text) <= VALUE and _LABELLED.match(text):
            lines.append(k)
        elif u.kind is Kind.HEADING and lines:
            break
    if len(lines) < LABELLED:
        yield from (k for k in lines if k < OWNED and _is_owned(units, k))
    labels = {units[k].text.text.strip().split(":")[0].casefold() for k in lines}
    if len(labels) >= LABELLED and len(labels) == len(lines):
        yield from lines


def _is_owned(units: Sequence[Unit], k: int) -> bool:
    """Whether a line at the top, with a blank line below, says whose notes these are."""
    apart = k + 1 < len(units) and bool(units[k + 1].gap)
    return apart and _OWNER.match(units[k].text.text.strip()) is not None


def bylines(units: Sequence[Unit]) -> Iterator[tuple[int, str]]:
    """The lines at the top that say who taught, and the date beside them; of what course the notes
    are, and whose.
    """
    for k in _labelled(units):
        yield k, "what these notes are"
    for k, u in enumerate(units[:TOP]):
        if u.kind is Kind.HEADING and _TAGS.match(u.text.text):
            yield k, "the tags of the page"  # as HackMD writes them
    top = [k for k, u in enumerate(units[:TOP]) if u.kind in OPEN and not u.item]
    named = [k for k in top if _is(_TEACHER, units[k]) and k and _above(units, k)]
    for k in named:
        yield k, "who taught it"
        for n in (k - 1, k + 1):
            if n in top and _is(_DATE, units[n]):
                yield n, "the day of it"
    days = [k for k in top if _is(_DATE, units[k]) and not _answers(units, k)]
    if len(days) == 1 and _above(units, days[0]) and not _dated_below(units):
        yield days[0], "the day of it"
        n = days[0] + 1
        if n in top and _TIME.match(units[n].text.text.strip()):
            yield n, "the time of it"


def _answers(units: Sequence[Unit], k: int) -> bool:
    """Whether a line stands right below a question."""
    above = units[k - 1].text.text.rstrip() if k and not units[k].gap else ""
    return above.endswith(("?", "？"))


def _dated_below(units: Sequence[Unit]) -> bool:
    """Whether lines below the top ones are dates: then each heads what was written that day."""
    return any(_is(_DATE, u) for u in units[TOP:])


def is_date(text: str) -> bool:
    """Whether a text is nothing but a date.

    >>> is_date("Mar 12, 2019"), is_date("March of 2019")
    (True, False)
    """
    return _DATE.match(text) is not None


def _above(units: Sequence[Unit], k: int) -> bool:
    """Whether all above a line is short: its title."""
    return all(u.kind is Kind.HEADING or length(u.text.text) <= 2 * WORDS for u in units[:k])


def _is(pattern: re.Pattern[str], u: Unit) -> bool:
    text = u.text.text.strip()
    return length(text) <= WORDS and pattern.match(text) is not None


def first_lines_again(units: Sequence[Unit], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """The two lines and more that the notes begin with where they come again by themselves."""
    keys = [u.text.text.strip() if u.kind is Kind.LINE and not u.item else "" for u in units]
    if len(keys) < 2 or not (keys[0] and keys[1]):
        return
    for k in range(2, len(keys) - 1):
        if keys[k] != keys[0] or keys[k + 1] != keys[1] or not (units[k].gap or k - 1 in known):
            continue
        end = k + 2
        while end < len(keys) and keys[end] and keys[end] == keys[end - k]:
            end += 1
        if end == len(keys) or units[end].gap or end in known:
            yield from ((n, "running header or footer") for n in range(k, end))
