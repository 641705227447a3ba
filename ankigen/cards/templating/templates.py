"""Anki's card templates: finding their errors before Anki would, and filling them in without Anki.

The syntax is that of Anki's manual ("Card Templates"): `{{Field}}`, `{{filter:Field}}`,
`{{#Field}}…{{/Field}}` (if it holds something), `{{^Field}}…{{/Field}}` (if it does not). Which
cards a note gives is told by `ankigen.exporters.card_generation`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ankigen.model import Note, NoteType
from ankigen.text.patterns import when_asked

#: Fields that Anki fills by itself.
SPECIAL_FIELDS = frozenset(
    {"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"}
)
#: Filters that every client of Anki has.
FILTERS = frozenset(
    {
        "cloze",
        "cloze-only",
        "type",
        "nc",
        "hint",
        "text",
        "furigana",
        "kana",
        "kanji",
        "tts",
        "tts-voices",
    }
)
CLOZE_FILTERS = frozenset({"cloze", "cloze-only"})

_TAG = when_asked(r"<!--.*?-->|\{\{(.*?)\}\}|\{\{", re.DOTALL)
_CLOZE = when_asked(r"\{\{c(\d+)::(.*?)(?:::([^}]*?))?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tag:
    """One `{{…}}` of a template. `sign` is "#", "^", "/" or ""."""

    sign: str
    name: str
    filters: tuple[str, ...]
    line: int


def parsed(template: str) -> Iterator[str | Tag]:
    """The text and the tags of a template in order. Of comments the text is kept, their tags are
    none (as in Anki).

    A `{{` that nothing closes comes as a Tag with the sign "{".
    """
    at = 0
    for match in _TAG.finditer(template):
        if match[0].startswith("<!--"):
            continue
        yield template[at : match.start()]
        at = match.end()
        line = template.count("\n", 0, match.start()) + 1
        if match[1] is None:
            yield Tag("{", "", (), line)
            continue
        inner = match[1].strip()
        sign = inner[:1] if inner[:1] in ("#", "^", "/") else ""
        *filters, name = inner[len(sign) :].strip().split(":")
        names = tuple(f.split(" ")[0] for f in filters)
        yield Tag(sign, name.strip(), names, line)
    yield template[at:]


def problems(template: str, fields: Collection[str], cloze: bool = False) -> list[tuple[int, str]]:
    """What is wrong with a template: (line, what). Empty if nothing is."""
    found: list[tuple[int, str]] = []
    opened: list[Tag] = []
    known = {*fields, *SPECIAL_FIELDS}
    for tag in parsed(template):
        if isinstance(tag, str):
            continue
        if tag.sign == "{":
            found.append((tag.line, "{{ without }}"))
        elif tag.sign == "/":
            if not opened:
                found.append((tag.line, f"{{{{/{tag.name}}}}} closes nothing"))
            elif opened[-1].name != tag.name:
                wrong = f"{{{{/{tag.name}}}}} closes {{{{{opened[-1].sign}{opened[-1].name}}}}}"
                found.append((tag.line, wrong))
                opened.pop()
            else:
                opened.pop()
        else:
            is_cloze_number = cloze and tag.sign and re.fullmatch(r"c\d+", tag.name)
            if tag.name not in known and not is_cloze_number:
                found.append((tag.line, f'there is no field "{tag.name}"'))
            found += (
                (tag.line, f'there is no filter "{f}"') for f in tag.filters if f not in FILTERS
            )
            if not cloze and CLOZE_FILTERS & set(tag.filters):
                found.append((tag.line, "cloze works in list templates only"))
            if tag.sign:
                opened.append(tag)
    found += ((tag.line, f"{{{{{tag.sign}{tag.name}}}}} is never closed") for tag in opened)
    return found


def shown_fields(template: str) -> set[str]:
    """The fields that a template shows."""
    return {t.name for t in parsed(template) if isinstance(t, Tag) and not t.sign}


# --------------------------------------------------------------------------- filling in


#: Signs of the steps below that stand for a text and for a field; others are those of tags.
_TEXT, _FIELD = "text", "field"


@lru_cache(maxsize=256)  # a deck fills the same few templates for every card
def _steps(template: str) -> tuple[tuple[str, str, str], ...]:
    """`parsed` as it is filled in: the sign, a text or the name of a field, and what is done to the
    field ("type", "cloze" or nothing).
    """
    steps = []
    for piece in parsed(template):
        if isinstance(piece, str):
            steps.append((_TEXT, piece, ""))
            continue
        typed, cloze = "type" in piece.filters, CLOZE_FILTERS & set(piece.filters)
        done = "type" if typed else "cloze" if cloze else ""
        steps.append((piece.sign if piece.sign in ("#", "^", "/") else _FIELD, piece.name, done))
    return tuple(steps)


def filled(
    template: str, values: Mapping[str, str], number: int = 0, answer: bool = False, front: str = ""
) -> str:
    """A template with a note's values.

    `number` is the asked cloze, `answer` whether this is the back, `front` what `{{FrontSide}}`
    shows.
    """
    parts: list[str] = []
    hidden = 0  # how many open conditions do not hold
    conditions: list[bool] = []
    for sign, name, done in _steps(template):
        if sign == _TEXT:
            if not hidden:
                parts.append(name)
        elif sign in ("#", "^"):
            holds = bool(values.get(name, "").strip()) == (sign == "#")
            conditions.append(holds)
            hidden += not holds
        elif sign == "/":
            if conditions:
                hidden -= not conditions.pop()
        elif not hidden:
            value = front if name == "FrontSide" else values.get(name, "")
            if done == "type":
                parts.append('<input id="typeans">' if not answer else "")
            else:
                parts.append(clozed(value, number, answer) if done == "cloze" else value)
    return "".join(parts)


def clozed(text: str, number: int, answer: bool) -> str:
    """A cloze field as Anki shows it for one card; "" if the card does not ask for anything in
    it.
    """
    if "{{c" not in text:
        return ""
    asked = False

    def replaced(match: re.Match[str]) -> str:
        nonlocal asked
        if int(match[1]) != number:
            return f'<span class="cloze-inactive" data-ordinal="{match[1]}">{match[2]}</span>'
        asked = True
        inner = match[2] if answer else f"[{match[3] or '...'}]"
        return f'<span class="cloze" data-ordinal="{match[1]}">{inner}</span>'

    made = _CLOZE.sub(replaced, text)
    return made if asked else ""


def values_of(note: Note, note_type: NoteType) -> dict[str, str]:
    """A note's fields by name."""
    return {f.name: v for f, v in zip(note_type.fields, note.fields, strict=True)}


def sides(note: Note, note_type: NoteType, ordinal: int) -> tuple[str, str]:
    """The HTML of a card's front and back."""
    values = {**values_of(note, note_type), "Speech": ""}  # is heard, not seen
    template = note_type.templates[0 if note_type.cloze else ordinal]
    number = ordinal + 1 if note_type.cloze else 0
    front = filled(template.front, values, number)
    return front, filled(template.back, values, number, answer=True, front=front)
