"""The records of a build's notes: guid, numbers of items, date of the last change, and what the
last builds had.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ankigen.cards.notes.cloze import cloze_items, renumbered
from ankigen.identity.assignment import Assignment, Names, is_same
from ankigen.identity.fingerprints import exact_text, fingerprint
from ankigen.identity.hashes import (
    are_whole,
    clean_tags,
    field_hash,
    field_hashes,
    is_written,
    made_hash,
    make_guid,
    same_hash,
    shown_hash,
)
from ankigen.identity.items import Numbered, in_order, numbered, with_gaps
from ankigen.identity.records import NO_BUILD, NO_ITEMS, BuildStamp, Lock, NoteRecord, PastState
from ankigen.model import Note
from ankigen.model.note_fields import CLOZE

#: When Anki merges the fields of a note type, it stamps all its notes with the time of the import,
#: and then takes them for newer than what the package brings. A note that changes together with its
#: type's fields is dated so many seconds ahead: imported within a week it arrives.
MERGE_GRACE = 7 * 86_400
#: So many former builds of a note are known again.
_PAST = 8


@dataclass(frozen=True)
class Build:
    """What the records of a build depend on, beside the notes: the last lock, the deck, the time,
    and the fields of note types.

    `merging` are the note types whose fields Anki has to merge.
    """

    lock: Lock
    deck_id: int
    built_at: int
    names: Names
    merging: Collection[str] = ()

    @cached_property
    def stamp(self) -> BuildStamp:
        """What this build changes bears it: that there is a change makes it the next one."""
        return BuildStamp(self.lock.build + 1, self.built_at)


def with_own_numbers(
    notes: Sequence[Note], taken: Assignment
) -> tuple[tuple[Note, ...], dict[int, NoteRecord]]:
    """The notes with the numbers that their items and gaps have had in Anki; and by index the
    records, with the items of now.
    """
    result = []
    records = dict(taken.record)
    for n, note in enumerate(notes):
        old = records.get(n)
        if note.items and old is not None:
            items = numbered(note.items, old.items)
            records[n] = replace(old, items=items)
            note = replace(note, fields=renumbered(note.fields, dict(enumerate(items.order, 1))))
        elif note.note_type == CLOZE and old is not None:
            items, moved = with_gaps(cloze_items(note.fields), note.counted, old.items)
            records[n] = replace(old, items=items)
            note = replace(note, fields=renumbered(note.fields, moved))
        result.append(note)
    return tuple(result), records


def build_records(
    notes: Sequence[Note],
    hashes: Sequence[str],
    olds: Mapping[int, NoteRecord],
    taken: Assignment,
    build: Build,
) -> list[NoteRecord]:
    """The record of every note of this build; `olds` = those that notes continue, by index, with
    the items of now.
    """
    used = {record.guid for record in build.lock.notes} | taken.guids
    previous: dict[str, str] = {}
    records = []
    for n, note in enumerate(notes):
        old, file = olds.get(n), note.origin.file
        guid = old.guid if old else taken.given.get(n) or _fresh_guid(build.deck_id, note.key, used)
        records.append(
            _record(replace(note, guid=guid), hashes[n], previous.get(file, ""), old, build)
        )
        previous[file] = guid
    return records


def _record(
    note: Note, digest: str, previous: str, old: NoteRecord | None, build: Build
) -> NoteRecord:
    """What a note says, with what the former record tells: the date, the past, the items' numbers.

    In one go, as a record has many parts and a deck many records.
    """
    same = old is not None and not old.removed_at and is_same(note, digest, old, build.names)
    known = old if same else None
    text, shown = exact_text(note.text), shown_hash(note.fields)
    # where only the title of its file is another, Anki has the tags of before
    tags = known.tags if known and known.each else clean_tags(note.tags)
    changed_at = _changed_at(note, old, same, build)
    return NoteRecord(
        key=note.key,
        guid=note.guid,
        note_type=note.note_type,
        hash=digest,
        changed_at=changed_at,
        term=note.term,
        file=note.origin.file,
        section=note.section,
        previous=previous,
        words=known.words if known and known.words else fingerprint(note.text),
        text=text,
        shown=shown,
        each=known.each
        if known and known.shown == shown and are_whole(known.each)
        else field_hashes(note.fields),
        made=made_hash(build.names.get(note.note_type, ()), note.fields),
        past=_past(old, shown) if old else (),
        tags=tags,
        former_tags=_former_tags(old, tags) if old else (),
        since=old.since if old and old.shown in ("", shown) else build.stamp,
        tagged=_tagged(old, tags, build) if old else NO_BUILD,
        items=_items(note, old),
        left_at=old.left_at if old else 0,
        # a note in doubt has left for nobody, so it does not come back either
        back_at=(build.built_at if old.removed_at and old.left_at else old.back_at) if old else 0,
    )


def _items(note: Note, old: NoteRecord | None) -> Numbered:
    """The items or gaps of a note with their numbers, which its former record has already."""
    if not note.items and note.note_type != CLOZE:
        return NO_ITEMS
    if old is not None:
        return old.items
    is_cloze = note.note_type == CLOZE
    return in_order(cloze_items(note.fields)) if is_cloze else numbered(note.items, NO_ITEMS)


def _tagged(old: NoteRecord, tags: Collection[str], build: Build) -> BuildStamp:
    return old.tagged if set(tags) == set(old.tags) else build.stamp


def _changed_at(note: Note, old: NoteRecord | None, same: bool, build: Build) -> int:
    """Anki takes only what is newer than what it has, whatever this computer's clock says."""
    if old is not None and same:
        return old.changed_at
    built_at = build.built_at + (MERGE_GRACE if note.note_type in build.merging else 0)
    return max(built_at, old.changed_at + 1, old.removed_at + 1) if old else built_at


def _former_tags(old: NoteRecord, tags: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted({*old.former_tags, *old.tags} - set(tags)))


def _past(old: NoteRecord, shown: str) -> tuple[PastState, ...]:
    if old.shown in ("", shown):
        return old.past
    return (*old.past, old.state)[-_PAST:]


def _fresh_guid(deck_id: int, key: str, used: set[str]) -> str:
    """A guid that no note has or had (a renamed note keeps the guid that its old key gives)."""
    attempt = 0
    while (guid := make_guid(deck_id, key, attempt)) in used:
        attempt += 1
    used.add(guid)
    return guid


def only_generated(
    notes: Sequence[Note],
    records: Iterable[NoteRecord],
    olds: Mapping[int, NoteRecord],
    names: Names,
) -> list[str]:
    """The headwords of notes that are dated anew though nobody changed what they say: other tags, a
    reverse that came or went.
    """
    found = []
    for n, (note, record) in enumerate(zip(notes, records, strict=True)):
        old = olds.get(n)
        if old is None or old.removed_at or record.changed_at == old.changed_at:
            continue
        if not _rewritten(note, record, old, names.get(note.note_type, ())):
            found.append(note.term)
    return found


def _rewritten(note: Note, record: NoteRecord, old: NoteRecord, names: Sequence[str]) -> bool:
    """Whether a field that people write has changed."""
    if not old.each:
        return (old.term, old.text) != (record.term, record.text)
    before = old.state
    return any(
        is_written(name) and not same_hash(before.hash_of(n), field_hash(value))
        for n, (name, value) in enumerate(zip(names, note.fields, strict=False))
    )
