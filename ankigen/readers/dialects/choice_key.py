"""A key of answers at the end of a page: `1. b  2. c`, a line each, or a row of a table."""

from __future__ import annotations

import re
from collections.abc import Set

from ankigen.readers.dialects.page import Page, groups
from ankigen.readers.numbered import Numbered

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


#: The title on the line of the answers themselves: "Answers: 1-b, 2-d".
_TITLED = re.compile(
    r"\W*(?:(?:correct )?answers?(?: key)?|key|solutions?|lösung(?:en)?|antworten|réponses?"
    r"|respuestas?|respostas?|gabarito|risposte|svar|facit|antwoorden|odpowiedzi|ответы|答案)"
    r"[*_]*\s*[:：-][*_]*\s*",
    re.I,
)


def key_of(page: Page, after: int) -> dict[str, Numbered]:
    """The answers of a key behind the line `after`, by the numbers of their questions."""
    return {number: text for numbers in _lines(page, after) for number, text in numbers[1]}


def _lines(page: Page, after: int) -> list[tuple[int, list[tuple[str, Numbered]]]]:
    found: list[tuple[int, list[tuple[str, Numbered]]]] = []
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
            found.append(
                (
                    line.number,
                    [
                        (
                            str(int(m["number"])),
                            Numbered(line.number, line.text[m.start("answer") : end].strip(" ,;|")),
                        )
                        for m, end in zip(entries, ends, strict=True)
                    ],
                )
            )
    return found


def leave_out(page: Page, numbers: Set[str]) -> None:
    """Leave out the lines of a key whose answers stand on cards now, with their title."""
    taken = [n for n, entries in _lines(page, page.start - 1) if {k for k, _ in entries} & numbers]
    taken = [n for n in taken if page.text(n).strip()]
    if not taken:
        return
    above = taken[0] - 1
    while above >= page.start and not page.text(above).strip():
        above -= 1
    if _TITLE.match(page.text(above)):
        taken.insert(0, above)
    for first, last in groups(taken):
        page.leave_out(first, last, "a key whose answers stand on the cards")
