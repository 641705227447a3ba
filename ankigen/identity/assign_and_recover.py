"""The lock between two builds, as one step: read or recover it, identify the notes, carry what
was removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ankigen.cards.notes.cloze import cloze_items
from ankigen.identity.carry_removed import with_removed_notes
from ankigen.identity.fingerprints import exact_text, fingerprint
from ankigen.identity.hashes import (
    REMOVED_TAG,
    are_whole,
    clean_tags,
    content_hash,
    field_hashes,
    made_hash,
    note_type_hash,
    shown_hash,
)
from ankigen.identity.identify import Identified, identify, stamps
from ankigen.identity.items import in_order
from ankigen.identity.last_build import LastBuild
from ankigen.identity.lock import salvage_lock
from ankigen.identity.markup import words_of
from ankigen.identity.own_lock import check_own
from ankigen.identity.records import BuildStamp, Lock, NoteRecord, NoteTypeRecord, Notice
from ankigen.model import Note, NoteType
from ankigen.model.note_fields import CLOZE, TERM
from ankigen.readers.anki_package import Package, PackageNote

LOCK_RECOVERED = "lock-recovered"


def identify_build(
    notes: Sequence[Note],
    note_types: Sequence[NoteType],
    before: LastBuild,
    deck_id: int,
    built_at: int,
    carry_removed: bool = True,
) -> Identified:
    """Identified notes and the lock to write, from what the last build left.

    A lost or broken lock is made again from the last package, and a finding says so. Raises
    AnkigenError where the lock is broken and there is no package, where git's conflict marks are in
    it, where a newer ankigen wrote it, or where it belongs to another deck.
    """
    last = before.package
    lock = before.lock or last_lock(before, note_types)
    found = identify(notes, note_types, lock, deck_id, built_at)
    check_own(lock, found.notes, deck_id)
    return with_removed_notes(
        found, last, built_at, bring=carry_removed, moved_on=stamps(found.lock) != stamps(lock)
    )


# --------------------------------------------------------------------------- a lost or broken lock


def last_lock(before: LastBuild, note_types: Sequence[NoteType]) -> Lock:
    """The lock of the last build, made good from its package where it is lost, broken, or of a
    former format. Raises AnkigenError like `identify_build`.
    """
    last = before.package
    return completed(recover(before.lock_text, last, note_types), last)


def recover(lock_text: str | None, last: Package | None, note_types: Sequence[NoteType]) -> Lock:
    """The lock, made good from the last package if it is lost or broken."""
    if lock_text is None:
        if last is None or not last.notes:
            return Lock()
        notice = _recovered(
            "was not there; it is made again from the last package", len(last.notes)
        )
        return replace(lock_of(last, note_types), notices=(notice,))
    rest, trouble = salvage_lock(lock_text)
    if trouble is None:
        return rest
    if last is None or not last.notes:
        raise trouble
    whole = lock_of(last, note_types)
    known = {record.guid for record in rest.notes}
    kinds = {kind.key for kind in rest.note_types}
    notes = (*rest.notes, *(r for r in whole.notes if r.guid not in known))
    notice = _recovered("was broken; what it lacked is taken from the last package", len(notes))
    return Lock(
        notes,
        (*rest.note_types, *(k for k in whole.note_types if k.key not in kinds)),
        notices=tuple(sorted({*rest.notices, notice})),
    )


def _recovered(what: str, count: int) -> Notice:
    kept = "1 note keeps its" if count == 1 else f"{count:,} notes keep their"
    return Notice(
        LOCK_RECOVERED,
        f"the lock {what} ({kept} reviews; a headword that changed since then may be a new card)",
    )


def completed(lock: Lock, last: Package | None) -> Lock:
    """With what a lock of a former format does not tell, from the last package: the numbers of
    items, and each field's hash.
    """
    built = {note.guid: note for note in last.notes} if last else {}
    if all(_is_complete(record) for record in lock.notes):
        return lock
    return replace(
        lock,
        notes=tuple(
            _completed(record, built[record.guid])
            if not _is_complete(record) and record.guid in built
            else record
            for record in lock.notes
        ),
    )


def _is_complete(record: NoteRecord) -> bool:
    numbered = record.note_type != CLOZE or bool(record.items.texts) or bool(record.removed_at)
    return are_whole(record.each) and numbered


def _completed(record: NoteRecord, built: PackageNote) -> NoteRecord:
    items = record.items if record.items.texts else in_order(cloze_items(built.fields))
    same = not are_whole(record.each) and shown_hash(built.fields) == record.shown
    each = field_hashes(built.fields) if same else record.each
    return replace(record, items=items, each=each)


def lock_of(package: Package, note_types: Sequence[NoteType]) -> Lock:
    """What a package tells of the last build: guid, content, changed-at; keys and places it does
    not tell.
    """
    keys = {kind.id: kind.key for kind in note_types}
    notes = tuple(
        _record(note, keys[note.note_type_id])
        for note in package.notes
        if note.note_type_id in keys
    )
    kinds = tuple(
        NoteTypeRecord(
            key=keys[kind.id],
            id=kind.id,
            hash=note_type_hash(kind),
            changed_at=kind.changed_at,
            fields=tuple(f.id for f in kind.fields),
            templates=tuple(t.id for t in kind.templates),
        )
        for kind in package.note_types
        if kind.id in keys
    )
    return Lock(notes, kinds)


def _record(note: PackageNote, key: str) -> NoteRecord:
    removed = REMOVED_TAG in note.tags
    text = words_of(" ".join(note.fields[1:2]))
    return NoteRecord(
        key="",
        guid=note.guid,
        note_type=key,
        hash=content_hash(key, note.names, note.fields, note.tags),
        changed_at=note.changed_at,
        term=words_of(note.fields[0]),
        words=fingerprint(text),
        text=exact_text(text) if key == TERM else "",
        shown=shown_hash(note.fields),
        each=field_hashes(note.fields),
        made=made_hash(note.names, note.fields),
        items=in_order(cloze_items(note.fields)),
        tags=clean_tags(note.tags),
        since=BuildStamp(0, note.changed_at),
        removed_at=note.changed_at if removed else 0,
        left_at=note.changed_at if removed else 0,
    )
