"""What Anki stores: note types, notes and the deck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ankigen.model.entries import Entry
from ankigen.model.findings import Finding
from ankigen.model.origin import Origin


@dataclass(frozen=True, slots=True)
class Template:
    """One card template of a note type. `id` is pinned, so that Anki knows it again when it is
    renamed.
    """

    name: str
    front: str
    back: str
    id: int
    browser: str = ""  # the front as the browser's table shows it, "" = as on the card
    browser_back: str = ""  # and the back


@dataclass(frozen=True, slots=True)
class NoteField:
    name: str
    id: int
    description: str = ""  # for who edits a note in Anki; such a field is filled by ankigen
    collapsed: bool = False


@dataclass(frozen=True, slots=True)
class NoteType:
    """One of ankigen's own note types; all ids are pinned. Field 0 is the headword."""

    key: str  # "term", "list", "cloze", "choice"
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

    `key` identifies the note within the deck from build to build (entry key + note kind); `guid`
    and `changed_at` are given by the identity stage. `cards` is how many cards Anki makes of it.
    `items` are the plain texts of what a list note asks for, in the order of display: the cards
    stage numbers their clozes 1, 2, 3 …, the identity stage gives each the number that it had.
    `counted` are the cloze numbers of a cloze note that the notes do not give: the same holds for
    them.
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
    items: tuple[str, ...] = ()
    counted: tuple[int, ...] = ()
    untitled: tuple[str, ...] | None = None  # the tags without the titles of files; None = the same

    @property
    def lasting_tags(self) -> tuple[str, ...]:
        """The tags by which a note has changed or not: a title that is renamed changes none."""
        return self.tags if self.untitled is None else self.untitled


@dataclass(frozen=True, slots=True)
class Deck:
    """Everything the builders need. `entries` for the text formats, `notes` for Anki's.

    `findings` are those that the notes alone give, whatever was built before, so that the same
    notes give the same files. `lines` are the raw lines of each file that is text, for who wants to
    see what a card was made of; `shares_folder` = other decks lie where this one's files go, so
    that every file has to bear the deck's name.
    """

    name: str
    id: int
    entries: tuple[Entry, ...]
    notes: tuple[Note, ...]
    note_types: tuple[NoteType, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)  # name in the package → bytes
    findings: tuple[Finding, ...] = ()
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shares_folder: bool = False
