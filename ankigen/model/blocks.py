"""What a reader takes (`Source`) and gives (`Block`, `Reading`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ankigen.model.entry_kind import EntryKind
from ankigen.model.findings import Finding
from ankigen.model.nodes import Node
from ankigen.model.rich_text import RichText


@dataclass(frozen=True, slots=True)
class Source:
    """One file of raw notes: its name relative to the sources (with "/"), its bytes, and its path
    as the user knows it.

    `media` are the pictures and sounds that came with it in an archive, by the paths by which it
    may call them.
    """

    name: str
    data: bytes
    shown: str = ""
    media: Mapping[str, bytes] = field(default_factory=dict)


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
#: The value of an ITEM with a box to tick that is a task of the writer's: it is on no card.
TASK = "task"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the raw notes: what kind it is, where it begins and ends, and its text.

    `gap` counts the blank lines before it, `indent` its columns of indentation (plain text),
    `level` its heading level or list depth. A block inside a list item or a quotation says so by
    `level`/`quote`: a PARAGRAPH with level 2 belongs to the item of level 1 before it (0 = outside
    lists).
    """

    kind: Kind
    text: RichText
    line: int
    end_line: int = 0
    gap: int = 0
    indent: int = 0
    level: int = 0
    ordered: bool = False
    number: int = 1  # of an ordered item
    language: str = ""
    value: str = ""
    rows: tuple[tuple[RichText, ...], ...] = ()
    header: bool = False  # the first of `rows` is a header
    quote: int = 0  # depth of quotation
    term: RichText = RichText()  # PAIR
    body: tuple[Node, ...] = ()  # PAIR: a definition with structure, if the reader knows it
    context: str = ""  # PAIR
    tags: tuple[str, ...] = ()  # PAIR
    topic: str = ""  # PAIR
    guid: str = ""  # PAIR: where the file gives it
    entry_kind: EntryKind = EntryKind.OPEN  # PAIR: where the file says it

    @classmethod
    def table(
        cls,
        rows: Sequence[tuple[RichText, ...]],
        line: int,
        end_line: int,
        *,
        header: bool,
        level: int = 0,
        quote: int = 0,
    ) -> Block:
        """A TABLE: short rows are filled up with empty cells; its text has a line for each row."""
        width = max((len(row) for row in rows), default=0)
        full = tuple(row + (RichText(),) * (width - len(row)) for row in rows)
        text = "\n".join(" | ".join(cell.text for cell in row) for row in full)
        return cls(
            Kind.TABLE,
            RichText.of(text.strip(), line),
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
    layout: str = ""  # as the file states it, such as "heading=2"
    columns: tuple[tuple[int, int], ...] = ()  # lines that stand further in, if no block says it
