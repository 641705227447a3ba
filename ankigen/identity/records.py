"""What the lock remembers: notes, note types, and what is to be told until somebody has seen it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from ankigen.identity.hashes import FIELD_DIGITS, REMOVED_TAG, field_hash, same_hash
from ankigen.identity.items import Numbered

__all__ = [
    "FORMAT_VERSION",
    "NO_ITEMS",
    "REMOVED_TAG",
    "BuildStamp",
    "Lock",
    "NoteRecord",
    "NoteTypeRecord",
    "Notice",
    "PastState",
]

#: Format 2 has the numbers of items, the fields of past builds, and notices; format 3 the builds of
#: these, and longer hashes. Locks of former formats are read as well.
FORMAT_VERSION = 3
NO_ITEMS = Numbered()


#: Characters. Anki's own guids have ten or eleven; what is far longer is none, and the note gets
#: one.
LONGEST_GUID = 200


@dataclass(frozen=True, slots=True, order=True)
class BuildStamp:
    """Which build it was: its number, and when it was made (s since 1970).

    The number tells the order of builds; the date only tells builds of two branches apart that
    have the same number. `BuildStamp()` = not known; a build of a lock of a former format has no
    number.
    """

    number: int = 0
    at: int = 0

    def holds(self, other: BuildStamp) -> bool:
        """Whether this build came after the other, or is it. Where number and date disagree (two
        branches, two clocks) it is not taken to be so.
        """
        return self.number >= other.number and self.at >= other.at


NO_BUILD = BuildStamp()


@dataclass(frozen=True, slots=True)
class PastState:
    """A note as a former build had it: hashes of its fields (see `hashes`), of its text, and the
    words of it.

    `since` is the build that gave it these fields, `each` the hashes of its fields one by one; both
    are unknown of what a lock of format 1 remembers.
    """

    shown: str
    text: str = ""
    made: str = ""
    since: BuildStamp = NO_BUILD
    each: str = ""
    words: tuple[int, ...] = ()

    def had(self, number: int, value: str) -> bool:
        """Whether field `number` (from 0) was this."""
        return bool(self.each) and same_hash(self.hash_of(number), field_hash(value))

    def holds(self, number: int) -> bool:
        """Whether field `number` is known not to have been empty."""
        return bool(self.each) and not self.had(number, "")

    def hash_of(self, number: int) -> str:
        """The hash of a field, zeros of an empty one."""
        found = self.each[number * FIELD_DIGITS : (number + 1) * FIELD_DIGITS]
        return found or "0" * FIELD_DIGITS


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """One note as the last build had it. `removed_at` = when it left the notes (0 = it is there).

    `changed_at` and `removed_at` are the dates that packages carry, which have to be later than
    what Anki has, whatever the clock says; which build was before which is told by stamps. `since`
    is the build that gave it its fields, `tagged` the one that gave it its tags (not known = they
    never changed).

    `previous` is the guid of the note before it in its file; `words` and `text` are what a text
    is known by (`fingerprints`); `hash` tells whether it is dated anew, `shown` is a hash of the
    fields alone, `each` of every field, `made` of those that ankigen fills. `past` are former
    builds: what equals one of them was not edited by anybody. `former_tags` are tags that the note
    once had from here. `items` are the numbers of a list's items.

    `fields` and `deck` are kept only of a removed note that packages carry; `removed_build` is the
    number of the build that removed it, `unseen` says that nobody has answered yet to its removal.
    `left_at` = when it left last, by the clock of the build (0 = nobody was told so), `back_at` =
    when it came back. `perhaps` are the guids of the notes that it may have become, the likest
    first, until `settled`: from then on it comes back under its own key alone. One of them may be
    gone itself, and be in doubt as well.
    """

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
    since: BuildStamp = NO_BUILD
    tagged: BuildStamp = NO_BUILD
    items: Numbered = NO_ITEMS
    removed_at: int = 0
    removed_build: int = 0
    unseen: bool = False
    left_at: int = 0
    back_at: int = 0
    perhaps: tuple[str, ...] = ()
    settled: bool = False
    fields: tuple[str, ...] = ()
    deck: str = ""

    @property
    def is_twin(self) -> bool:
        """Whether it was a note of its own only until somebody answered that it is another one."""
        return bool(self.removed_at) and self.settled and not self.key

    @property
    def state(self) -> PastState:
        """This build as `past` will hold it."""
        return PastState(self.shown, self.text, self.made, self.since, self.each, self.words)

    def was_shown(self, shown: str) -> bool:
        """Whether a former build had these fields (see `shown_hash`)."""
        return any(past.shown == shown for past in self.past)

    def was_made(self, made: str) -> bool:
        """Whether a former build filled its fields like this (see `made_hash`)."""
        return any(past.made == made for past in self.past)

    def had_field(self, number: int, value: str) -> bool:
        """Whether a former build had this in field `number` (from 0)."""
        return any(past.had(number, value) for past in self.past)

    def field_since(self, number: int) -> BuildStamp | None:
        """The build in which field `number` became what it is; None if it was never anything else,
        as far as is remembered.
        """
        now = self.state.hash_of(number)
        since = self.since
        for past in reversed(self.past):
            if not past.each or not same_hash(past.hash_of(number), now):
                return since if past.each else None
            since = past.since
        return None

    @property
    def tags_since(self) -> BuildStamp | None:
        """The build in which its tags became what they are; None if they were never others."""
        if self.tagged != NO_BUILD:
            return self.tagged
        return BuildStamp(0, self.changed_at) if self.former_tags else None  # of a former format

    @property
    def past_texts(self) -> frozenset[str]:
        """The texts of former builds, as `fingerprints.exact_text` knows them."""
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
    review` settles it, or until the note is there again of which it tells that it left (`about`,
    its guid).
    """

    code: str
    message: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """What `ankigen.lock` holds. `Lock()` is the one of a deck that was never built."""

    notes: tuple[NoteRecord, ...] = ()
    note_types: tuple[NoteTypeRecord, ...] = ()
    version: int = FORMAT_VERSION
    notices: tuple[Notice, ...] = ()

    @property
    def build(self) -> int:
        """The number of the last build that changed a note.

        It is not kept on a line of its own, on which two branches would meet in git.
        """
        return max(
            (max(r.since.number, r.tagged.number, r.removed_build) for r in self.notes), default=0
        )

    @property
    def removed(self) -> tuple[NoteRecord, ...]:
        """The notes that have left, those in doubt among them."""
        return tuple(record for record in self.notes if record.removed_at)

    @property
    def gone(self) -> tuple[NoteRecord, ...]:
        """The notes that have left for certain."""
        return tuple(record for record in self.removed if not record.perhaps)

    @property
    def perhaps(self) -> dict[str, tuple[str, ...]]:
        """The notes that each one in doubt may have become (guids)."""
        return {record.guid: record.perhaps for record in self.notes if record.perhaps}

    @property
    def doubts(self) -> tuple[tuple[NoteRecord, NoteRecord], ...]:
        """What a person is to be asked: each note that is gone beside the one that it may have
        become.

        Where that one is gone too, and in doubt, the elder is asked about first, beside what the
        younger may have become.
        """
        perhaps = self.perhaps
        if not perhaps:
            return ()
        here = {record.guid: record for record in self.notes if not record.removed_at}
        later = {guid for guids in perhaps.values() for guid in guids}
        found = []
        for record in self.notes:
            if record.perhaps and record.guid not in later:
                new = became(record.guid, perhaps, here)
                if new:
                    found.append((record, here[new]))
        return tuple(found)

    @property
    def unseen(self) -> tuple[NoteRecord, ...]:
        """The removed notes to whose removal nobody has answered yet, twins among them."""
        return tuple(record for record in self.gone if record.unseen)


def became(guid: str, perhaps: Mapping[str, Sequence[str]], here: Container[str]) -> str:
    """The note (by guid) that a gone one may have become, over others that are gone as well; "" if
    none is `here`.
    """
    seen = {guid}
    waiting = list(perhaps.get(guid, ()))
    while waiting:
        found = waiting.pop(0)
        if found in here:
            return found
        if found not in seen:
            seen.add(found)
            waiting[:0] = perhaps.get(found, ())
    return ""
