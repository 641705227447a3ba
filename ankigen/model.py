"""The values that flow through ankigen: bytes → blocks → entries → notes → bytes.

Everything here is frozen. A stage takes values and gives new ones; no stage reads a file, a clock or a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

# --------------------------------------------------------------------------- where things stand


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A place in the raw notes: the file (relative to the sources, with "/") and its 1-based line."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


# --------------------------------------------------------------------------- text with marks


class Style(StrEnum):
    """What a stretch of text is, beyond its words."""

    STRONG = "strong"
    EM = "em"
    CODE = "code"  # the text is the code itself, without its backticks
    MATH = "math"  # the text is the source with its delimiters; value is the bare LaTeX
    DISPLAY = "display"  # the same, a displayed formula
    LINK = "link"  # value is the address
    IMAGE = "image"  # the text is the alt text (or U+FFFC); value is the path as the notes have it
    SOUND = "sound"  # likewise for a sound file
    SUB = "sub"
    SUP = "sup"
    STRIKE = "strike"
    MARK = "mark"
    UNDERLINE = "underline"


#: Stands in the text where a picture or sound without words is.
OBJECT = "\ufffc"

#: Styles whose words belong to the notes' author to the byte: never corrected, split or curled.
LITERAL = frozenset({Style.CODE, Style.MATH, Style.DISPLAY, Style.IMAGE, Style.SOUND})


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A style over text[start:end] of a Rich."""

    start: int
    end: int
    style: Style
    value: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in a Rich: text[start:end] becomes `after`."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Rich:
    """The student's text, as text, with marks over it and the raw lines it came from.

    `lines` holds (offset, line) pairs, ascending: from that offset on, the text stands on that raw line.
    Slicing, joining and editing keep both in step. A line break inside the text is "\\n".
    """

    text: str = ""
    marks: tuple[Mark, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, text: str, line: int = 0, marks: Iterable[Mark] = ()) -> Rich:
        """Text that stands on one raw line (0 = unknown)."""
        return cls(text, tuple(marks), ((0, line),) if line else ())

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def line(self) -> int:
        """The raw line on which the text begins, 0 if unknown."""
        return self.lines[0][1] if self.lines else 0

    def line_at(self, offset: int) -> int:
        """The raw line of the character at `offset`, 0 if unknown."""
        found = self.line
        for start, line in self.lines:
            if start > offset:
                break
            found = line
        return found

    def __getitem__(self, key: slice) -> Rich:
        start, stop, step = key.indices(len(self.text))
        if step != 1:
            raise ValueError("a Rich is sliced without a step")
        stop = max(start, stop)
        if start == 0 and stop == len(self.text):
            return self
        marks = tuple(
            Mark(max(m.start, start) - start, min(m.end, stop) - start, m.style, m.value)
            for m in self.marks
            if m.start < stop and m.end > start
        )
        lines: list[tuple[int, int]] = []
        for offset, line in self.lines:
            if offset <= start:
                lines = [(0, line)]
            elif offset < stop:
                lines.append((offset - start, line))
        return Rich(self.text[start:stop], marks, tuple(lines))

    def __add__(self, other: Rich | str) -> Rich:
        if isinstance(other, str):
            return Rich(self.text + other, self.marks, self.lines)
        shift = len(self.text)
        marks = list(self.marks)
        for m in other.marks:
            moved = Mark(m.start + shift, m.end + shift, m.style, m.value)
            marks.append(moved)
        lines = list(self.lines)
        for offset, line in other.lines:
            if not lines or lines[-1][1] != line:
                lines.append((offset + shift if lines else 0, line))
        return Rich(self.text + other.text, tuple(marks), tuple(lines))

    @staticmethod
    def join(parts: Iterable[Rich], separator: str = " ") -> Rich:
        """The parts in order with `separator` between them; the marks and lines come along. Linear in their size."""
        texts: list[str] = []
        marks: list[Mark] = []
        lines: list[tuple[int, int]] = []
        at = 0
        for n, part in enumerate(parts):
            if n:
                texts.append(separator)
                at += len(separator)
            texts.append(part.text)
            marks.extend(Mark(m.start + at, m.end + at, m.style, m.value) for m in part.marks)
            for offset, line in part.lines:
                if not lines or lines[-1][1] != line:
                    lines.append((offset + at if lines else 0, line))
            at += len(part.text)
        return Rich("".join(texts), tuple(marks), tuple(lines))

    def strip(self, characters: str | None = None) -> Rich:
        """Without the white space (or `characters`) at both ends."""
        left = len(self.text) - len(self.text.lstrip(characters))
        return self[left : max(left, len(self.text.rstrip(characters)))]

    def edited(self, edits: Sequence[Edit]) -> Rich:
        """With non-overlapping edits made (in any order); a mark around an edit grows or shrinks with it.

        >>> Rich.of("the teh cat").edited([Edit(4, 7, "big")]).text
        'the big cat'
        """
        if not edits:
            return self
        ordered = sorted(edits, key=lambda e: (e.start, e.end))
        pieces: list[str] = []
        at = 0
        for e in ordered:
            if e.start < at:
                raise ValueError("edits overlap")
            pieces += [self.text[at : e.start], e.after]
            at = e.end
        pieces.append(self.text[at:])

        def moved(offset: int, end: bool) -> int:
            shift = 0
            for e in ordered:
                if e.end <= offset and not (e.start == e.end == offset and end):
                    shift += len(e.after) - (e.end - e.start)
                elif e.start < offset:  # inside an edit: go to its near edge
                    return e.start + shift + (len(e.after) if end else 0)
                else:
                    break
            return offset + shift

        marks = tuple(
            Mark(a, b, m.style, m.value)
            for m in self.marks
            if (a := moved(m.start, end=False)) < (b := moved(m.end, end=True))
        )
        text = "".join(pieces)
        lines = tuple((min(moved(o, end=False), len(text)), n) for o, n in self.lines)
        return Rich(text, marks, lines)

    def literal_at(self, start: int, end: int) -> bool:
        """Whether code, a formula or a picture overlaps text[start:end]."""
        return any(m.style in LITERAL and m.start < end and m.end > start for m in self.marks)


# --------------------------------------------------------------------------- raw notes


@dataclass(frozen=True, slots=True)
class Source:
    """One file of raw notes: its name relative to the sources (with "/"), its bytes, and its path as the user knows it."""

    name: str
    data: bytes
    shown: str = ""


# --------------------------------------------------------------------------- blocks: what a reader gives


class Kind(StrEnum):
    """What a reader knows of a block."""

    LINE = "line"  # one raw line of plain text; its role is open
    HEADING = "heading"  # level 1..6
    PARAGRAPH = "paragraph"  # may hold "\n" (a line break that the notes force)
    ITEM = "item"  # a list item's own text; level = nesting depth from 0
    CODE = "code"  # text = the code, lines kept; language
    TABLE = "table"  # rows
    FORMULA = (
        "formula"  # a displayed formula: text = source, language = "latex", value = bare LaTeX
    )
    TERM = "term"  # the term of a definition list
    DEFINITION = "definition"  # a definition of the TERM before it (several may follow one term)
    PAIR = "pair"  # a row of a table of cards: cells = (term, definition)
    RULE = "rule"  # a thematic break
    DROPPED = "dropped"  # left out by the reader; value = the reason; becomes a finding


#: The value of a HEADING that is the title of its document, where the format says so.
TITLE_OF_DOCUMENT = "title"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the raw notes: what kind it is, where it begins and ends, and its text.

    `gap` counts the blank lines before it, `indent` its columns of indentation (plain text), `level` its heading
    level or list depth. A block inside a list item or a quotation says so by `level`/`quote`: a PARAGRAPH with
    level 2 belongs to the item of level 1 before it (0 = outside lists).
    """

    kind: Kind
    text: Rich
    line: int
    end_line: int = 0
    gap: int = 0
    indent: int = 0
    level: int = 0
    ordered: bool = False
    number: int = 1  # of an ordered item
    language: str = ""
    value: str = ""
    rows: tuple[tuple[Rich, ...], ...] = ()
    header: bool = False  # the first of `rows` is a header
    quote: int = 0  # depth of quotation
    term: Rich = Rich()  # PAIR
    body: tuple[Node, ...] = ()  # PAIR: a definition with structure, if the reader knows it
    context: str = ""  # PAIR
    tags: tuple[str, ...] = ()  # PAIR
    topic: str = ""  # PAIR
    guid: str = ""  # PAIR: where the file gives it

    @classmethod
    def table(
        cls,
        rows: Sequence[tuple[Rich, ...]],
        line: int,
        end_line: int,
        *,
        header: bool,
        level: int = 0,
        quote: int = 0,
    ) -> Block:
        """A TABLE: short rows are filled up with empty cells; its text has a line for each row."""
        width = max((len(row) for row in rows), default=0)
        full = tuple(row + (Rich(),) * (width - len(row)) for row in rows)
        text = "\n".join(" | ".join(cell.text for cell in row) for row in full)
        return cls(
            Kind.TABLE,
            Rich.of(text.strip(), line),
            line,
            end_line,
            level=level,
            quote=quote,
            rows=full,
            header=header,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one file."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    title: str = ""
    tags: tuple[str, ...] = ()
    deck: str = ""
    language: str = ""  # as the file states it (BCP 47), "" if it does not
    media: Mapping[str, bytes] = field(default_factory=dict)  # files that come inside the document


# --------------------------------------------------------------------------- the body of an entry


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Rich


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its own text, and what is nested under it."""

    text: Rich
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class ListNode:
    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Rich, ...], ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    text: str
    language: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Formula:
    """A displayed formula: its source with delimiters, and the bare LaTeX."""

    source: str
    latex: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    body: tuple[Node, ...]


Node = Paragraph | ListNode | Table | Code | Formula | Quote


def texts(nodes: Iterable[Node]) -> Iterator[Rich]:
    """Every Rich in the nodes, in reading order (paragraphs, items, cells)."""
    for node in nodes:
        match node:
            case Paragraph(text):
                yield text
            case ListNode(items):
                for item in items:
                    yield item.text
                    yield from texts(item.children)
            case Table(rows):
                for row in rows:
                    yield from row
            case Quote(body):
                yield from texts(body)
            case Code() | Formula():
                pass


# --------------------------------------------------------------------------- fixes and findings


class FixKind(StrEnum):
    MISSPELLING = "misspelling"
    GLUED = "glued"
    DOUBLED = "doubled"
    DROPPED_LETTER = "dropped-letter"
    REAL_WORD = "real-word"
    NAME = "name"
    SPACING = "spacing"
    PUNCTUATION = "punctuation"
    DUPLICATE_TEXT = "duplicate-text"


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the notes' words, made (`applied`) or only proposed. Before and after hold the changed words alone."""

    origin: Origin
    before: str
    after: str
    kind: FixKind
    rule: str = ""
    confidence: float = 1.0
    applied: bool = True
    place: str = (
        ""  # "term", "context" or the path into the body ("0", "1.2.0"), with `start`: where it was
    )
    start: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What the notes' owner should know: where, what, and what next. `needs_person` makes `check` exit 1.

    `last` is the last raw line that it speaks of, where that is not the line of its origin.
    """

    origin: Origin
    code: str
    message: str
    needs_person: bool = False
    last: int = 0

    def __str__(self) -> str:
        return f"{self.origin}: {self.code} {self.message}"


# --------------------------------------------------------------------------- entries


@dataclass(frozen=True, slots=True)
class Entry:
    """A headword, what tells it apart (context), and its body.

    `sections` are the headings above it, outermost first; `topic` the one primary topic ("ml::regression").
    `lines` are all raw lines that went into it.
    """

    term: Rich
    body: tuple[Node, ...]
    origin: Origin
    context: Rich = Rich()
    sections: tuple[str, ...] = ()
    topic: str = ""
    tags: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    raw_term: str = ""  # the headword as the notes have it
    fixes: tuple[Fix, ...] = ()
    findings: tuple[Finding, ...] = ()
    language: str = "en"  # as found by cleaning; "" = unknown
    guid: str = ""  # where the source file gives one (an .apkg or an Anki export)

    @property
    def headword(self) -> str:
        return self.term.text

    def but(self, **changes: Any) -> Entry:
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Document:
    """What one source file came to."""

    file: str
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()
    title: str = ""
    tags: tuple[str, ...] = ()
    deck: str = ""
    media: Mapping[str, bytes] = field(default_factory=dict)


# --------------------------------------------------------------------------- notes, note types, decks


@dataclass(frozen=True, slots=True)
class Template:
    """One card template of a note type. `id` is pinned, so that Anki knows it again when it is renamed."""

    name: str
    front: str
    back: str
    id: int


@dataclass(frozen=True, slots=True)
class NoteField:
    name: str
    id: int


@dataclass(frozen=True, slots=True)
class NoteType:
    """One of ankigen's own note types; all ids are pinned. Field 0 is the headword."""

    key: str  # "term", "list", …
    name: str  # as Anki shows it; never "Basic"
    id: int
    fields: tuple[NoteField, ...]
    templates: tuple[Template, ...]
    css: str
    cloze: bool = False
    changed_at: int = 0  # when templates or CSS last changed (s since 1970); set from the lock


@dataclass(frozen=True, slots=True)
class Note:
    """What Anki stores: fields as HTML in the order of the note type's fields.

    `key` identifies the note within the deck from build to build (entry key + note kind); `guid` and `changed_at`
    are given by the identity stage. `cards` is how many cards Anki makes of it.
    """

    key: str
    note_type: str  # NoteType.key
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()
    deck: str = ""
    origin: Origin = Origin("", 0)
    guid: str = ""
    changed_at: int = 0
    cards: int = 1
    term: str = ""  # plain text, for matching and messages
    text: str = ""  # plain text of the definition, for matching
    section: str = ""  # the headings above it, joined by " > ": its place within the file


@dataclass(frozen=True, slots=True)
class Deck:
    """Everything the builders need. `entries` for the text formats, `notes` for Anki's."""

    name: str
    id: int
    entries: tuple[Entry, ...]
    notes: tuple[Note, ...]
    note_types: tuple[NoteType, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)  # name in the package → bytes
    findings: tuple[Finding, ...] = ()


class AnkigenError(Exception):
    """The caller's trouble: one line that says what is wrong and what to do next. The command exits with 2."""
