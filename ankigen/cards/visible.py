"""What a learner sees of a card: its HTML as text, by the rules of ankigen's CSS."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from ankigen.cards.asking.redaction import MASK
from ankigen.cards.templating.templates import sides, values_of
from ankigen.model import Note, NoteType
from ankigen.model.note_fields import CHOICE, TERM
from ankigen.text.patterns import when_asked

_BREAKS = frozenset(
    {"p", "div", "li", "tr", "td", "th", "br", "ul", "ol", "pre", "blockquote", "hr"}
)
#: MathJax takes these for itself where it looks: not in code.
_MATH_SIGNS = when_asked(r"\\[()\[\]]")
_NO_MATH = frozenset({"pre", "code"})
_VOID = frozenset({"br", "hr", "img", "input"})


@dataclass(slots=True)
class _Element:
    """An open element: its tag, its classes, whether the CSS hides it, and what stood in it so
    far.
    """

    tag: str
    classes: frozenset[str]
    hidden: bool
    asked_before: bool = False  # an asked cloze stands in it before the next child


class _Visible(HTMLParser):
    """Collects the text that a learner sees (alt texts too), and that of the asked cloze, what
    is only shown left out.
    """

    def __init__(self, front: bool, labels: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.front = front
        self.labels = labels
        self.seen: list[str] = []
        self.asked: list[str] = []
        self._open: list[_Element] = []
        self._names_asked = False  # the labels of a list are asked for, which says so itself

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        parent = self._open[-1].classes if self._open else frozenset()
        if tag in _BREAKS or "items" in parent:
            self.seen.append("\n")
        if tag == "img" and not self._hidden():
            self.seen.append(f" {given.get('alt') or ''} ")
        if tag in _VOID:
            return
        classes = frozenset((given.get("class") or "").split())
        if "own" in classes and self._is("reverse") and self.front and not self._hidden():
            self.seen.append(MASK)
        hidden = self._is_hidden(classes, parent)
        if "cloze" in classes and self._open:
            self._open[-1].asked_before = True
        self._open.append(_Element(tag, classes, hidden))

    def _is_hidden(self, classes: frozenset[str], parent: frozenset[str]) -> bool:
        """Whether the CSS shows nothing of an element with these classes."""
        reverse = self._is("reverse")
        inactive = "cloze-inactive" in classes
        hidden = [
            "labelled" in parent and (inactive or (self.front and "given" in classes)),
            "speech" in classes,
            "joint" in classes,
            "ask" in classes and (self._names_asked or not self.labels),
            ("backward" in classes and not reverse) or ("forward" in classes and reverse),
        ]
        if self.front:
            after = bool(self._open) and self._open[-1].asked_before
            hidden += [
                "more" in classes,
                "own" in classes and reverse,
                inactive and "ordered" in parent and after,
                inactive and "alone" in parent,
                inactive and self._is("rows"),
            ]
        return any(hidden)

    def _is(self, name: str) -> bool:
        return any(name in element.classes for element in self._open)

    def _hidden(self) -> bool:
        return any(element.hidden for element in self._open)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not _NO_MATH & {element.tag for element in self._open}:
            data = _MATH_SIGNS.sub("", data)
        if self._hidden():
            return
        self._names_asked = self._names_asked or (self._is("names") and bool(data.strip()))
        self.seen.append(data)
        if self._is("right") or (
            self._is("cloze") and not self._is("more") and not self._is("label")
        ):
            self.asked.append(data)


def visible_text(markup: str, front: bool = True, labels: bool = False) -> str:
    """The text that a card's HTML shows; with `labels` the templates' own questions too."""
    return "".join(_parsed(markup, front, labels).seen)


def asked_text(back: str) -> str:
    """Of the back of a cloze card the text that was asked for; of a choice the right option."""
    return " ".join(_parsed(back, False, False).asked)


def core_text(definition: str) -> str:
    """Of a definition the text that is asked for."""
    return visible_text(definition)


def _parsed(markup: str, front: bool, labels: bool) -> _Visible:
    parser = _Visible(front, labels)
    parser.feed(markup)
    parser.close()
    return parser


@dataclass(frozen=True, slots=True)
class Seen:
    """A card as it is read: its front, and the answer that is asked for."""

    name: str  # of its template
    front: str
    answer: str


def card_seen(note: Note, note_type: NoteType, ordinal: int, labels: bool = False) -> Seen:
    """What a learner reads of one card of a note; with `labels` the question at its foot too."""
    front, back = sides(note, note_type, ordinal)
    values = values_of(note, note_type)
    name = note_type.templates[0 if note_type.cloze else ordinal].name
    if note_type.cloze:
        answer = asked_text(back)
    elif note_type.key == TERM and ordinal == 0:
        answer = core_text(values["Definition"])
    elif note_type.key == CHOICE:
        answer = asked_text(back)
    else:
        answer = visible_text(values["Headword"], front=False)
    return Seen(name, visible_text(front, labels=labels), answer)
