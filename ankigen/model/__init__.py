"""The values that flow through ankigen: bytes → blocks → entries → notes → bytes.

Everything here is frozen. A stage takes values and gives new ones; no stage reads a file, a clock
or a terminal.
"""

from ankigen.model.blocks import (
    TASK,
    TITLE_OF_DOCUMENT,
    Block,
    Kind,
    Reading,
    Source,
)
from ankigen.model.entries import (
    ARROW,
    EQUALS,
    POINTS,
    Document,
    Entry,
    LayoutTaken,
)
from ankigen.model.entry_kind import EntryKind
from ankigen.model.findings import (
    Finding,
    Fix,
    FixKind,
)
from ankigen.model.nodes import (
    Code,
    Formula,
    Item,
    ListNode,
    Node,
    Paragraph,
    Quote,
    Table,
    mapped,
    texts,
)
from ankigen.model.notes import (
    Deck,
    Note,
    NoteField,
    NoteType,
    Template,
)
from ankigen.model.origin import (
    AnkigenError,
    Origin,
)
from ankigen.model.rich_text import (
    LITERAL,
    OBJECT,
    Edit,
    Mark,
    RichText,
    Style,
)

__all__ = [
    "ARROW",
    "EQUALS",
    "LITERAL",
    "OBJECT",
    "POINTS",
    "TASK",
    "TITLE_OF_DOCUMENT",
    "AnkigenError",
    "Block",
    "Code",
    "Deck",
    "Document",
    "Edit",
    "Entry",
    "EntryKind",
    "Finding",
    "Fix",
    "FixKind",
    "Formula",
    "Item",
    "Kind",
    "LayoutTaken",
    "ListNode",
    "Mark",
    "Node",
    "Note",
    "NoteField",
    "NoteType",
    "Origin",
    "Paragraph",
    "Quote",
    "Reading",
    "RichText",
    "Source",
    "Style",
    "Table",
    "Template",
    "mapped",
    "texts",
]
