"""Obsidian_to_Anki: notes between START and END (or STARTI and ENDI on one line), with their note
type and fields.

Its wiki, "Note formatting" and "Inline notes": the line below START names the note type, a line
that begins with the name of a field and a colon begins that field, and the first field needs no
name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

_ID = when_asked(r"\s*(?:<!--\s*)?ID:\s*\d{6,}\s*(?:-->)?\s*$")
_TAGS = when_asked(r"\s*Tags?:\s*(.*)$")
_LABEL = when_asked(r"\s*(?P<label>[^\W\d_][\w' ()/-]{0,30}?):[ \t]*(?P<rest>.*)$")
_INLINE = when_asked(r"\s*(?:[-*] )?STARTI\s+\[(?P<type>[^\]]+)\]\s*(?P<text>.*?)\s*ENDI\s*$")
_KEYED = when_asked(r"(TARGET DECK|FILE TAGS)(?::[ \t]*(.*))?\s*$")
_DELETE = when_asked(r"\s*DELETE\s*$")
_FROZEN = when_asked(r"\s*FROZEN\s*-\s*.*$")

#: Fields of the note types that Anki brings along, in the languages in which people have it.
_KNOWN = frozenset(
    [
        "front",
        "back",
        "text",
        "back",
        "extra",
        "extra",
        "question",
        "answer",
        "header",
        "comments",
        "vorderseite",
        "rückseite",
        "zusatz",
        "recto",
        "verso",
        "frente",
        "dorso",
        "reverso",
        "verso",
        "anverso",
        "fronte",
        "retro",
        "texto",
        "testo",
        "frage",
        "antwort",
        "pregunta",
        "respuesta",
        "pergunta",
        "resposta",
        "domanda",
        "risposta",
        "перед",
        "зад",
        "лицо",
        "оборот",
        "вопрос",
        "ответ",
        "正面",
        "背面",
        "表面",
        "裏面",
    ]
) | {"back extra", "zusätzliche information rückseite"}
#: A label is a field if so many of the notes of its type have it.
_SHARE = 0.8


def marks(page: Page) -> int:
    return sum(
        line.text.strip() == "START" or bool(_INLINE.match(line.text)) for line in page.open_lines()
    )


def rewrite(page: Page) -> None:
    """Take the notes, and the lines that speak to the plug-in."""
    notes = _notes(page)
    fields = _fields([text for _, _, text in notes])
    for first, last, text in notes:
        if any(_DELETE.match(line.text) for line in text):
            page.leave_out(first, last, "a note that is marked DELETE")
            continue
        page.take(first, last)
        _note(page, (first, last), text, fields.get(text[0].text.strip() if text else "", _KNOWN))
    _commands(page)


def _notes(page: Page) -> list[tuple[int, int, list[Numbered]]]:
    """Each note's first and last line, and what stands between its marks."""
    found = []
    begun: list[Numbered] | None = None
    start = 0
    for n in range(page.start, len(page.lines) + 1):
        text = page.text(n)
        if inline := _INLINE.match(text):
            found.append((n, n, _inline(n, inline)))
        elif text.strip() == "START":
            start, begun = n, []
        elif begun is not None and text.strip() == "END":
            found.append((start, n, begun))
            begun = None
        elif begun is not None:
            begun.append(Numbered(n, text))
    return found


def _inline(number: int, found: re.Match[str]) -> list[Numbered]:
    """The note of one line as the lines of a long one: a known field's name begins a line."""
    names = "|".join(sorted(map(re.escape, _KNOWN), key=len, reverse=True))
    text = re.sub(r"<!--\s*ID:.*?-->", "", found["text"])
    parts = re.split(rf"\s+(?=(?:{names}|tags):)", text, flags=re.I)
    return [Numbered(number, found["type"]), *(Numbered(number, p) for p in parts)]


def _fields(notes: Sequence[Sequence[Numbered]]) -> dict[str, frozenset[str]]:
    """The names of the fields of each note type: Anki's own, and the labels that nearly all
    notes of the type have.
    """
    by_type: dict[str, list[set[str]]] = {}
    for note in notes:
        if note:
            labels = {m["label"].lower() for line in note[1:] if (m := _LABEL.match(line.text))}
            by_type.setdefault(note[0].text.strip(), []).append(labels)
    found = {}
    for name, labels_ in by_type.items():
        count = Counter(label for labels in labels_ for label in labels)
        least = max(2.0, _SHARE * len(labels_))
        found[name] = _KNOWN | {label for label, n in count.items() if n >= least}
    return found


def _note(
    page: Page, span: tuple[int, int], text: Sequence[Numbered], names: frozenset[str]
) -> None:
    fields: list[list[Numbered]] = [[]]
    tags: list[str] = []
    for line in text[1:]:
        if _ID.match(line.text):
            continue
        label = _LABEL.match(line.text)
        if tagged := _TAGS.match(line.text):
            tags += tagged.group(1).split()
        elif label and label["label"].lower() in names:
            if any(part.text.strip() for part in fields[-1]):
                fields.append([])
            known = label["label"].lower() in _KNOWN
            fields[-1].append(Numbered(line.number, label["rest"]) if known else line)
        else:
            fields[-1].append(line)
    front, *others = fields
    back = [line for other in others for line in other]
    inline = span[0] == span[1]
    if any("{{c" in line.text for line in front) or "cloze" in text[0].text.lower():
        page.cloze_card(_separate(front, inline), span, more=_separate(back, inline), tags=tags)
    else:
        parts = [_separate(other, inline) for other in others] or [[]]
        page.parts_card(_separate(front, inline), parts, span, tags=tags)


def _separate(lines: list[Numbered], inline: bool) -> list[Numbered]:
    """The lines; the parts of a note on one line all have its number, and are one line."""
    if not inline:
        return lines
    return [Numbered(lines[0].number, " ".join(x.text for x in lines))] if lines else []


def _commands(page: Page) -> None:
    for n, text in page.open_lines():
        if found := _KEYED.match(text.strip()):
            value = (found.group(2) or "").strip()
            last = n
            if not value and page.text(n + 1).strip():
                last, value = n + 1, page.text(n + 1).strip()
            if found.group(1) == "FILE TAGS":
                page.tags += value.replace(",", " ").split()
            else:
                page.deck = value
            page.leave_out(n, last, "a line for Obsidian_to_Anki")
        elif _ID.match(text) or _FROZEN.match(text) or _DELETE.match(text):
            page.leave_out(n, n, "a line for Obsidian_to_Anki")
