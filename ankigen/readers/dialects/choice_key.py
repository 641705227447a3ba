"""A key of answers at the end of a page: `1. b  2. c`, a line each, or a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from ankigen.readers.dialects.choice_answers import Question
from ankigen.readers.dialects.page import Page, groups
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

_TITLE = re.compile(
    r"\W*(?:(?:the )?(?:correct )?answers?(?: key)?|(?:answer )?key|solutions?"
    r"|answer sheet|lösung(?:en|sschlüssel)?|antworten|réponses?|corrigé|"
    r"respuestas?|soluciones|clave(?: de respuestas)?|respostas?|gabarito|risposte"
    r"|soluzioni|svar|facit|antwoorden|odpowiedzi|ответы|答案|解答)\W*$",
    re.I,
)
_ENTRY = re.compile(
    r"(?:^|(?<=[\s,;|:]))(?:Q\.?\s?)?(?P<number>\d{1,3})\s*(?:[.):=|–—-]|->|→)?"
    r"\s*(?P<answer>[\[(*]*[A-Ha-h][\])*]*(?![^\W_]))"
)

#: A heading that is the number of a question ("## Question 3", "### **4.**"), perhaps with a title.
_COUNTS = when_asked(
    r"\s{0,3}#{1,6}\s+[\W_]*(?:[^\W\d_]+[.\s]\s*)?[#№]?\s?(?P<number>\d{1,3})"
    r"(?:[\W_]*|[*_]*\s*[.:：–—-].*)$"
)


#: The title on the line of the answers themselves: "Answers: 1-b, 2-d".
_TITLED = re.compile(
    r"\W*(?:(?:correct )?answers?(?: key)?|key|solutions?|lösung(?:en)?|antworten|réponses?"
    r"|respuestas?|respostas?|gabarito|risposte|svar|facit|antwoorden|odpowiedzi|ответы|答案)"
    r"[*_]*\s*[:：-][*_]*\s*",
    re.I,
)


def numbered_by_headings(page: Page, questions: list[Question]) -> list[Question]:
    """The questions with the numbers of the headings right above them, where none has a number of
    its own and most stand below such a heading, each below another one; else as they are.
    """
    if any(q.number for q in questions):
        return questions
    numbers = [_number_above(page, q.first) for q in questions]
    some = [n for n in numbers if n]
    if len(some) < max(_LEAST, _SHARE * len(numbers)) or len(set(some)) < len(some):
        return questions
    return [replace(q, number=n) for q, n in zip(questions, numbers, strict=True)]


#: So many questions, and so large a share of them, stand below headings with a number.
_LEAST, _SHARE = 2, 0.6


def _number_above(page: Page, line: int) -> str:
    at = line - 1
    while at >= page.start and not page.text(at).strip():
        at -= 1
    found = _COUNTS.match(page.text(at)) if at >= page.start else None
    return str(int(found["number"])) if found else ""


def key_of(page: Page, after: int) -> dict[str, Numbered]:
    """The answers of a key behind the line `after`, by the numbers of their questions."""
    return {number: text for numbers in _lines(page, after) for number, text in numbers[1]}


#: The number of a line of a key, and its answers by the numbers of their questions.
_Line = tuple[int, list[tuple[str, Numbered]]]


def _lines(page: Page, after: int) -> list[_Line]:
    found: list[_Line] = []
    titled = False
    for line in page.open_lines():
        if line.number <= after:
            continue
        if _TITLE.match(line.text):
            titled = True
            continue
        title = _TITLED.match(line.text)
        entries = list(_ENTRY.finditer(line.text, title.end() if title else 0))
        whole = entries and not line.text[title.end() if title else 0 : entries[0].start()].strip(
            " |*-•>"
        )
        if whole and (titled or len(entries) > 1 or found):
            ends = [*(m.start() for m in entries[1:]), len(line.text)]
            key = [
                (
                    str(int(m["number"])),
                    Numbered(line.number, _answer(line.text, m.start("answer"), end)),
                )
                for m, end in zip(entries, ends, strict=True)
            ]
            if not _counts_anew(found, key):
                found.append((line.number, key))
    return found


def _counts_anew(found: Iterable[_Line], key: Sequence[tuple[str, Numbered]]) -> bool:
    """Whether a line is no part of the key above it but the step of a list ("3. A line that …"):
    its number was there before, and words follow the letter.
    """
    number, answer = key[0]
    before = any(number == other for _, entries in found for other, _ in entries)
    return before and len(key) == 1 and len(answer.text.split()) > 1


def _answer(text: str, begin: int, end: int) -> str:
    """The answer that stands between these offsets; in a row of a table the cells behind it say
    more of it.
    """
    said = text[begin:end].strip(" ,;|")
    if not text.lstrip().startswith("|"):
        return said
    return " – ".join(cell.strip() for cell in said.split("|") if cell.strip())


def leave_out(page: Page, numbers: Set[str]) -> None:
    """Leave out the lines of a key whose answers stand on cards now, with their title."""
    taken = [n for n, entries in _lines(page, page.start - 1) if {k for k, _ in entries} & numbers]
    taken = [n for n in taken if page.text(n).strip()]
    if not taken:
        return
    above = taken[0] - 1
    while page.text(taken[0]).lstrip()[:1] == page.text(above).lstrip()[:1] == "|":
        taken.insert(0, above)
        above -= 1
    while above >= page.start and not page.text(above).strip():
        above -= 1
    if _TITLE.match(page.text(above)):
        taken.insert(0, above)
    for first, last in groups(taken):
        page.leave_out(first, last, "a key whose answers stand on the cards")
