"""Entries, and the document that one source file came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from ankigen.model.entry_kind import EntryKind
from ankigen.model.findings import Finding, Fix
from ankigen.model.nodes import Node
from ankigen.model.origin import Origin
from ankigen.model.rich_text import RichText

#: The marks between headword and body that say something; POINTS is an arrow among other arrows.
ARROW, EQUALS, POINTS = "=>", "=", "->"


@dataclass(frozen=True, slots=True)
class Entry:
    """A headword, what tells it apart (context), and its body.

    `sections` are the headings above it, outermost first; `topic` the one primary topic
    ("ml::regression"). `lines` are all raw lines that went into it.
    """

    term: RichText
    body: tuple[Node, ...]
    origin: Origin
    context: RichText = RichText()
    sections: tuple[str, ...] = ()
    topic: str = ""
    tags: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    raw_term: str = ""  # the headword as the notes have it
    fixes: tuple[Fix, ...] = ()
    findings: tuple[Finding, ...] = ()
    language: str = "en"  # as found by cleaning; "" = unknown
    kind: EntryKind = EntryKind.OPEN
    guid: str = ""  # where the source file gives one (an .apkg or an Anki export)
    topic_words: tuple[str, ...] = ()  # the levels of the topic as the notes write them, "" = as is
    untitled: tuple[tuple[str, str], ...] = ()  # tags that hold the file's title, and without it
    mark: str = ""  # ARROW, EQUALS or POINTS between headword and body, where it says something
    under: int = 0  # the line of the entry that it stands under, further in

    @property
    def headword(self) -> str:
        return self.term.text

    @property
    def all_lines(self) -> tuple[int, ...]:
        """The lines of its file that it came of, that of the headword first, each once."""
        return tuple(dict.fromkeys((self.origin.line, *self.lines)))

    @property
    def topic_names(self) -> tuple[str, ...]:
        """The topic, and what it is without the title of the file: settings may name either."""
        return tuple(dict.fromkeys((self.topic, dict(self.untitled).get(self.topic, self.topic))))

    def but(self, **changes: Any) -> Entry:
        values = list(_VALUES(self))
        for name, value in changes.items():
            values[_PLACES[name]] = value
        return Entry(*values)


#: For `Entry.but`, which every stage asks of every entry: `dataclasses.replace` looks at each field
#: anew and takes twice the time.
_VALUES = attrgetter(*(f.name for f in fields(Entry)))
_PLACES = {f.name: n for n, f in enumerate(fields(Entry))}


@dataclass(frozen=True, slots=True)
class LayoutTaken:
    """A layout of notes, and the lines that it was taken for; `mark` is what parts headword and
    definition, if anything does.
    """

    first: int
    last: int
    layout: str
    mark: str = ""


#: The names of the rows of a table, which tell it from others.
RowNames = tuple[str, ...]


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
    layouts: tuple[LayoutTaken, ...] = ()
    heading: str = ""  # the one over all its entries
    headings: tuple[RichText, ...] = ()  # those that name sections, as the notes have them
    tables: tuple[RowNames, ...] = ()  # names of the rows of those that are a card a row
