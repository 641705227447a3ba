"""The records of a build's notes: guid, numbers of items, date of the last change, and what the last builds had."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ankigen.cards.cloze import renumbered
from ankigen.identity.assignment import Names, Taken, is_same
from ankigen.identity.hashes import (
    clean_tags,
    content_hash,
    field_hash,
    field_hashes,
    is_written,
    made_hash,
    make_guid,
    shown_hash,
)
from ankigen.identity.items import numbered
from ankigen.identity.matching import exact_text, fingerprint
from ankigen.identity.records import NO_ITEMS, Lock, NoteRecord, PastState
from ankigen.model import Note

#: When Anki merges the fields of a note type, it stamps all its notes with the time of the import, and then takes them
#: for newer than what the package brings. A note that changes together with its type's fields is dated so many seconds
#: ahead: imported within a week it arrives.
MERGE_GRACE = 7 * 86_400
#: So many former builds of a note are known again.
_PAST = 8


@dataclass(frozen=True, slots=True)
class Build:
    """What the records of a build depend on, beside the notes: the deck, the time, and the fields of note types.

    `merging` are the note types whose fields Anki has to merge.
    """

    deck_id: int
    built_at: int
    names: Names
    merging: Collection[str] = ()


def with_own_numbers(
    notes: Sequence[Note], taken: Taken
) -> tuple[tuple[Note, ...], dict[int, NoteRecord]]:
    """The notes with the numbers that their items have had in Anki; and by index the records, with the items of now."""
    result = []
    records = dict(taken.record)
    for n, note in enumerate(notes):
        old = records.get(n)
        if note.items and old is not None:
            items = numbered(note.items, old.items)
            records[n] = replace(old, items=items)
            note = replace(note, fields=renumbered(note.fields, items.order))
        result.append(note)
    return tuple(result), records


def build_records(
    notes: Sequence[Note],
    olds: Mapping[int, NoteRecord],
    lock: Lock,
    taken: Taken,
    build: Build,
) -> list[NoteRecord]:
    """The record of every note of this build; `olds` = those that notes continue, by index, with the items of now."""
    used = {record.guid for record in lock.notes} | taken.guids
    previous: dict[str, str] = {}
    records = []
    for n, note in enumerate(notes):
        old = olds.get(n)
        guid = old.guid if old else taken.given.get(n) or _fresh_guid(build.deck_id, note.key, used)
        same = old is not None and not old.removed_at and is_same(note, build.names, old)
        ahead = MERGE_GRACE if note.note_type in build.merging else 0
        record = _record(note, guid, old if same else None, build.names)
        record = replace(record, previous=previous.get(note.origin.file, ""))
        records.append(_continued(record, old, same, build.built_at + ahead))
        previous[note.origin.file] = guid
    return records


def _record(note: Note, guid: str, same: NoteRecord | None, names: Names) -> NoteRecord:
    """What a note says of itself; `same` = its record of the last build, if it says the same."""
    fields = names.get(note.note_type, ())
    return NoteRecord(
        key=note.key,
        guid=guid,
        note_type=note.note_type,
        hash=content_hash(note.note_type, fields, note.fields, note.tags),
        changed_at=0,
        term=note.term,
        file=note.origin.file,
        section=note.section,
        words=same.words if same and same.words else fingerprint(note.text),
        text=exact_text(note.text),
        shown=shown_hash(note.fields),
        each=field_hashes(note.fields),
        made=made_hash(fields, note.fields),
        tags=clean_tags(note.tags),
        items=numbered(note.items, NO_ITEMS) if note.items else NO_ITEMS,
    )


def _continued(record: NoteRecord, old: NoteRecord | None, same: bool, built_at: int) -> NoteRecord:
    """With what the former record tells: the date, the past, the items' numbers."""
    if old is None:
        return replace(record, changed_at=built_at)
    changed_at = old.changed_at if same else max(built_at, old.changed_at + 1, old.removed_at + 1)
    return replace(
        record,
        changed_at=changed_at,
        past=_past(old, record.shown),
        former_tags=tuple(sorted({*old.former_tags, *old.tags} - set(record.tags))),
        items=old.items if record.items.texts else NO_ITEMS,
        back_at=changed_at if old.removed_at else old.back_at,
    )


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
) -> int:
    """How many notes are dated anew though nobody changed what they say: other tags, a reverse that came or went."""
    count = 0
    for n, (note, record) in enumerate(zip(notes, records, strict=True)):
        old = olds.get(n)
        if old is not None and not old.removed_at and record.changed_at != old.changed_at:
            count += not _rewritten(note, record, old, names.get(note.note_type, ()))
    return count


def _rewritten(note: Note, record: NoteRecord, old: NoteRecord, names: Sequence[str]) -> bool:
    """Whether a field that people write has changed."""
    if not old.each:
        return (old.term, old.text) != (record.term, record.text)
    before = old.state
    return any(
        is_written(name) and before.hash_of(n) != field_hash(value)
        for n, (name, value) in enumerate(zip(names, note.fields, strict=False))
    )
