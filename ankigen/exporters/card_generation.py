"""Which cards Anki makes of a note: its own rule, followed exactly, since a package must bring the
cards along.

The rule (rslib/src/template.rs): a card is made where its front shows at least one field that is
not empty; text around the fields does not count. A cloze note has a card per cloze number. A note
without any gets its first card.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from ankigen.model import NoteType

_TOKEN = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_EMPTY = re.compile(r"(?:\s|</?(?:br|div)\s*/?>)*", re.IGNORECASE)
_CLOZE = re.compile(r"\{\{c(\d+(?:,\d+)*)::|\}\}")

#: Anki counts cloze numbers up to this.
MAX_CLOZE = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """`{{Field}}`, with its filters dropped."""

    field: str


@dataclass(frozen=True, slots=True)
class Section:
    """`{{#Field}}…{{/Field}}`, or with `^` for an empty field."""

    field: str
    inner: tuple[Shown | Section, ...]
    negated: bool = False


def card_ords(note_type: NoteType, fields: Sequence[str]) -> tuple[int, ...]:
    """The numbers (from 0) of the cards that Anki makes of these fields."""
    return CardRule(note_type).ords(fields)


class CardRule:
    """`card_ords` of one note type, for many notes: what follows is remembered by which of the
    fields are filled.
    """

    def __init__(self, note_type: NoteType) -> None:
        self._cloze = note_type.cloze
        self._names = tuple(field.name for field in note_type.fields)
        self._fronts = tuple(template.front for template in note_type.templates)
        self._known: dict[tuple[bool, ...], tuple[int, ...]] = {}

    def ords(self, fields: Sequence[str]) -> tuple[int, ...]:
        """The numbers (from 0) of the cards. Raises ValueError for a wrong number of fields."""
        if self._cloze:
            return _cloze_ords(fields) or (0,)
        filled = tuple([bool(value) and not _EMPTY.fullmatch(value) for value in fields])
        found = self._known.get(filled)
        if found is None:
            names = {name for name, holds in zip(self._names, filled, strict=True) if holds}
            shown = (n for n, front in enumerate(self._fronts) if _shows(parsed(front), names))
            found = self._known[filled] = tuple(shown) or (0,)
        return found


def _shows(nodes: tuple[Shown | Section, ...], filled: Set[str]) -> bool:
    for node in nodes:
        if isinstance(node, Shown):
            if node.field in filled:
                return True
        elif (node.field in filled) is not node.negated and _shows(node.inner, filled):
            return True
    return False


def _cloze_ords(fields: Sequence[str]) -> tuple[int, ...]:
    """Of all fields, whether the template shows their clozes or not."""
    numbers = {number for value in fields for number in cloze_numbers(value)}
    return tuple(sorted(n - 1 for n in numbers if 1 <= n <= MAX_CLOZE))


def cloze_numbers(text: str) -> set[int]:
    """The numbers of the clozes of a field, nested ones too. One that is not closed is none, with
    all in it.

    >>> sorted(cloze_numbers("{{c1::a {{c2::b}}}} {{c3::open {{c4::c}}"))
    [1, 2]
    >>> cloze_numbers("{{c1,2::x}}")
    {1, 2}
    """
    closed: set[int] = set()
    opened: list[tuple[set[int], set[int]]] = []  # its own numbers, and those closed inside it
    for token in _CLOZE.finditer(text):
        if token[1]:
            opened.append(({int(n) for n in token[1].split(",")}, set()))
        elif opened:
            own, inside = opened.pop()
            (opened[-1][1] if opened else closed).update(own, inside)
    return closed


@lru_cache(maxsize=256)
def parsed(template: str) -> tuple[Shown | Section, ...]:
    """A template's fields and sections. Raises ValueError where a section is not closed, or
    closed but not open.
    """
    stack: list[tuple[str, bool, list[Shown | Section]]] = [("", False, [])]
    for token in _TOKEN.findall(_COMMENT.sub("", template)):
        text = token.strip()
        if text[:1] in "#^":
            stack.append((text[1:].strip(), text[0] == "^", []))
        elif text[:1] == "/":
            name, negated, inner = stack.pop()
            if name != text[1:].strip() or not stack:
                raise ValueError(f"template closes {{{{{text}}}}}, which is not open")
            stack[-1][2].append(Section(name, tuple(inner), negated))
        else:
            stack[-1][2].append(Shown(text.rpartition(":")[2].strip()))
    if len(stack) > 1:
        raise ValueError(f"template does not close {{{{#{stack[-1][0]}}}}}")
    return tuple(stack[0][2])
