"""What the lock remembers: notes, note types, and what is to be told until somebody has seen it."""

from __future__ import annotations

from dataclasses import dataclass

from ankigen.identity.hashes import FIELD_DIGITS, REMOVED_TAG, field_hash
from ankigen.identity.items import Numbered

__all__ = [
    "FORMAT_VERSION",
    "NO_ITEMS",
    "REMOVED_TAG",
    "Lock",
    "NoteRecord",
    "NoteTypeRecord",
    "Notice",
    "PastState",
]

#: Format 2 has the numbers of items, the fields of past builds, and notices; a lock of format 1 is
#: read as well.
FORMAT_VERSION = 2
NO_ITEMS = Numbered()


#: Characters. Anki's own guids have ten or eleven; what is far longer is none, and the note gets
#: one.
LONGEST_GUID = 200


@dataclass(frozen=True, slots=True)
class PastState:
    """A note as a former build had it: hashes of its fields (see `hashes`), of its text, and the
    words of it.

    `changed_at` is the date that it had, `each` the hashes of its fields one by one; both are
    unknown (0, "") of what a lock of format 1 remembers.
    """

    shown: str
    text: str = ""
    made: str = ""
    changed_at: int = 0
    each: str = ""
    words: tuple[int, ...] = ()

    def had(self, number: int, value: str) -> bool:
        """Whether field `number` (from 0) was this."""
        return bool(self.each) and self.hash_of(number) == field_hash(value)

    def hash_of(self, number: int) -> str:
        """The hash of a field, "0000" of an empty one."""
        found = self.each[number * FIELD_DIGITS : (number + 1) * FIELD_DIGITS]
        return found or "0" * FIELD_DIGITS


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """One note as the last build had it. `removed_at` = when it left the notes (0 = it is there).

    `previous` is the guid of the note before it in its file; `words` and `text` are what `matching`
    knows a text by; `hash` tells whether it is dated anew, `shown` is a hash of the fields alone,
    `each` of every field, `made` of those that
    ankigen fills. `past` are former builds: what equals one of them was not edited by anybody. `former_tags` are tags
    that the note once had from here. `items` are the numbers of a list's items.

    `fields` and `deck` are kept only of a removed note that packages carry; `removed_build` is the
    number of the build that removed it, `unseen` says that nobody has answered yet to its removal.
    `back_at` = when a removed note came back. `perhaps` is the guid of the new note that it may
    have become, until `settled`: from then on it comes back under its own key alone.
    """  # noqa: E501

    key: str
    guid: str
    note_type: str
    hash: str
    changed_at: int
    term: str = ""
    file: str = ""
    section: str = ""
    previous: str = ""
    words: tuple[int, ...] = ()
    text: str = ""
    shown: str = ""
    each: str = ""
    made: str = ""
    past: tuple[PastState, ...] = ()
    tags: tuple[str, ...] = ()
    former_tags: tuple[str, ...] = ()
    items: Numbered = NO_ITEMS
    removed_at: int = 0
    removed_build: int = 0
    unseen: bool = False
    back_at: int = 0
    perhaps: str = ""
    settled: bool = False
    fields: tuple[str, ...] = ()
    deck: str = ""

    @property
    def state(self) -> PastState:
        """This build as `past` will hold it."""
        return PastState(self.shown, self.text, self.made, self.changed_at, self.each, self.words)

    def was_shown(self, shown: str) -> bool:
        """Whether a former build had these fields (see `shown_hash`)."""
        return any(past.shown == shown for past in self.past)

    def was_made(self, made: str) -> bool:
        """Whether a former build filled its fields like this (see `made_hash`)."""
        return any(past.made == made for past in self.past)

    def had_field(self, number: int, value: str) -> bool:
        """Whether a former build had this in field `number` (from 0)."""
        return any(past.had(number, value) for past in self.past)

    def field_since(self, number: int) -> int:
        """When field `number` became what it is: 0 if it was never anything else, as far as is
        remembered.
        """
        now = self.state.hash_of(number)
        since = self.changed_at
        for past in reversed(self.past):
            if not past.each or past.hash_of(number) != now:
                return since if past.each else 0
            since = past.changed_at
        return 0

    @property
    def past_texts(self) -> frozenset[str]:
        """The texts of former builds, as `matching.exact_text` knows them."""
        return frozenset(past.text for past in self.past)


@dataclass(frozen=True, slots=True)
class NoteTypeRecord:
    """A note type as the last build had it. `version` goes up when fields or templates come, go
    or change places.
    """

    key: str
    id: int
    hash: str
    changed_at: int
    version: int = 1
    fields: tuple[int, ...] = ()
    templates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """What a build found once and a person has to know: told at each build until `ankigen
    review` settles it.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Lock:
    """What `ankigen.lock` holds. `Lock()` is the one of a deck that was never built.

    `build` counts the builds that changed something.
    """

    notes: tuple[NoteRecord, ...] = ()
    note_types: tuple[NoteTypeRecord, ...] = ()
    version: int = FORMAT_VERSION
    build: int = 0
    notices: tuple[Notice, ...] = ()

    @property
    def removed(self) -> tuple[NoteRecord, ...]:
        """The notes that have left, those in doubt among them."""
        return tuple(record for record in self.notes if record.removed_at)

    @property
    def gone(self) -> tuple[NoteRecord, ...]:
        """The notes that have left for certain."""
        return tuple(record for record in self.removed if not record.perhaps)

    @property
    def doubtful(self) -> tuple[NoteRecord, ...]:
        """The notes that may have become another one: a person has to say."""
        return tuple(record for record in self.notes if record.perhaps)

    @property
    def unseen(self) -> tuple[NoteRecord, ...]:
        """The removed notes to whose removal nobody has answered yet."""
        return tuple(record for record in self.gone if record.unseen)
