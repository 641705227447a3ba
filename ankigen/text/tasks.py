"""Whether a line is a task of its writer's ("finish the worksheet"), which no card asks for."""

from __future__ import annotations

import re

from ankigen.text.patterns import when_asked

#: How tasks of schoolwork begin, in some languages, and words that only they have. Nothing here may
#: open a step of a procedure to be learned ("check the pulse").
_BEGINS = (
    r"finish|re-?read|read|ask|e-?mail|revise|review|print|buy|submit|hand in|complete|watch"
    r"|look up|redo|memori[sz]e|study|learn|bring|upload|download|sign up|remember to"
    r"|don['’]t forget|to-?do|lire|réviser|apprendre|rendre|demander|imprimer|leer|repasar"
    r"|estudiar|entregar|preguntar|imprimir"
)
_WORDS = (
    r"homework|worksheets?|deadline|assignment|past papers?|flash ?cards?|office hours"
    r"|hausaufgaben?|arbeitsblatt|abgabe|devoirs|deberes|compiti"
)
_ENDS = r"lesen|lernen|fragen|abgeben|üben|wiederholen|anschauen|ausdrucken|mitbringen"
_TASK = when_asked(rf"\W*(?:{_BEGINS})\s+\S|.*\b(?:{_WORDS})\b|.*\s(?:{_ENDS})\W*$", re.I)
_BOX = re.compile(r"\s*(?:[-*+•]\s+|\d{1,3}[.)]\s+)?\[[ xX]?\]\s+(?P<text>\S.*)$", re.S)
_STARS = re.compile(r"\s*([*!]{2,3}|\*)\s(?P<text>(?:(?!\1).)+?)\s\1\s*$")
#: A task is said in so many characters.
_LONGEST = 90


def is_task(line: str) -> bool:
    """Whether a line with a box to tick, or between stars, is a task or a reminder.

    >>> is_task("- [ ] finish the worksheet"), is_task("** ask about room 4 **")
    (True, True)
    >>> is_task("- [x] airway open"), is_task("finish the worksheet"), is_task("** Chapter 2 **")
    (False, False, False)
    """
    if len(line) > _LONGEST:
        return False
    found = _BOX.match(line) if "[" in line else None
    found = found or _STARS.match(line)
    return bool(found and _TASK.match(found["text"]))
