"""Does a card's front give away its answer? A check over a whole deck that shares nothing with the masks it checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

from ankigen.cards.templates import sides, values_of
from ankigen.cards.words import tells
from ankigen.exporters.card_generation import card_ords
from ankigen.model import Finding, Note, NoteType
from ankigen.model.note_fields import TERM

_BREAKS = frozenset(
    {"p", "div", "li", "tr", "td", "th", "br", "ul", "ol", "pre", "blockquote", "hr"}
)
#: The templates' own words ("Which term is it?"), which are the same on every card.
_LABELS = {"ask", "kind"}
#: MathJax takes these for itself where it looks: not in code.
_MATH_SIGNS = re.compile(r"\\[()\[\]]")
_NO_MATH = frozenset({"pre", "code"})
_VOID = frozenset({"br", "hr", "img", "input"})


class _Visible(HTMLParser):
    """Collects the text that a learner sees (alt texts too), and that of the asked cloze.

    Knows the two rules of the CSS that hide items of a list on the front. Of a table's rows only the asked one counts: that
    another row has the same value tells nothing.
    """

    def __init__(self, hide: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.hide = hide
        self.seen: list[str] = []
        self.asked: list[str] = []
        self._row = (0, False)  # where the open row begins, and whether it is asked for
        self._tags: list[str] = []
        self._classes: list[set[str]] = []
        self._asked_before: list[
            bool
        ] = []  # per open element: an asked cloze stands before the next child

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _BREAKS or (self._classes and "items" in self._classes[-1]):
            self.seen.append("\n")
        if tag == "img" and not self._hidden():
            self.seen.append(f" {given.get('alt') or ''} ")
        if tag in _VOID:
            return
        if tag == "tr":
            self._row = (len(self.seen), False)
        classes = set((given.get("class") or "").split())
        if self.hide and classes & _LABELS:
            classes.add("hidden")
        if "cloze-inactive" in classes and self.hide and self._classes:
            after = "ordered" in self._classes[-1] and self._asked_before[-1]
            if after or "alone" in self._classes[-1]:
                classes.add("hidden")
        if "cloze" in classes and self._asked_before:
            self._asked_before[-1] = True
            self._row = (self._row[0], True)
        self._tags.append(tag)
        self._classes.append(classes)
        self._asked_before.append(False)

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr" and self.hide and any("rows" in c for c in self._classes):
            begins, asked = self._row
            if not asked:
                del self.seen[begins:]
        if tag not in _VOID and self._classes:
            self._tags.pop()
            self._classes.pop()
            self._asked_before.pop()

    def handle_data(self, data: str) -> None:
        if not _NO_MATH & set(self._tags):
            data = _MATH_SIGNS.sub("", data)
        if not self._hidden():
            self.seen.append(data)
            if any("cloze" in c for c in self._classes):
                self.asked.append(data)

    def _hidden(self) -> bool:
        return any("hidden" in c for c in self._classes)


def visible_text(markup: str, front: bool = True) -> str:
    """The text that a card's HTML shows."""
    parser = _Visible(front)
    parser.feed(markup)
    parser.close()
    return "".join(parser.seen)


def _asked_text(back: str) -> str:
    parser = _Visible(False)
    parser.feed(back)
    parser.close()
    return " ".join(parser.asked)


def leaks(notes: Iterable[Note], types: Sequence[NoteType]) -> tuple[Finding, ...]:
    """A finding for every card whose front shows its answer. With the user's own templates too."""
    by_key = {t.key: t for t in types}
    found: list[Finding] = []
    for note in notes:
        note_type = by_key[note.note_type]
        values = values_of(note, note_type)
        for ordinal in card_ords(note_type, note.fields):
            front, back = sides(note, note_type, ordinal)
            if note_type.cloze:
                answer = _asked_text(back)
            elif note_type.key == TERM and ordinal == 0:
                answer = visible_text(values["Definition"], front=False)
            else:
                answer = visible_text(values["Headword"], front=False)
            if tells(visible_text(front), answer):
                name = note_type.templates[0 if note_type.cloze else ordinal].name
                message = f'the front of "{note.term}" ({name}) shows its answer'
                found.append(Finding(note.origin, "answer-shown", message, True))
    return tuple(found)
