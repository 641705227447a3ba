"""The lock between two builds, as one step: read or recover it, identify the notes, carry once more what was removed."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ankigen.identity.identify import Identified, identify
from ankigen.identity.lock import (
    FILE_NAME,
    REMOVED_TAG,
    Lock,
    NoteRecord,
    NoteTypeRecord,
    clean_tags,
    content_hash,
    made_hash,
    note_type_hash,
    parse_lock,
    salvage_lock,
    shown_hash,
)
from ankigen.identity.matching import fingerprint
from ankigen.model import AnkigenError, Finding, Note, NoteType, Origin
from ankigen.readers.anki_package import Package, PackageNote


def remember(
    notes: Sequence[Note],
    note_types: Sequence[NoteType],
    lock_text: str | None,
    last: Package | None,
    deck_id: int,
    built_at: int,
    carry_removed: bool = True,
) -> Identified:
    """Identified notes and the lock to write, from the lock's text (None = no file) and the last package (or None).

    A lost or broken lock is made again from the last package, and a finding says so. Raises AnkigenError where the
    lock is broken and there is no package, where git's conflict marks are in it, or a newer ankigen wrote it.
    """
    lock, findings = recover(lock_text, last, note_types)
    found = identify(notes, note_types, lock, deck_id, built_at)
    if carry_removed:
        found = carry(found, lock, last)
    return replace(found, findings=(*findings, *found.findings))


# --------------------------------------------------------------------------- a lost or broken lock


def recover(
    lock_text: str | None, last: Package | None, note_types: Sequence[NoteType]
) -> tuple[Lock, tuple[Finding, ...]]:
    """The lock, made good from the last package if it is lost or broken."""
    if lock_text is None:
        if last is None or not last.notes:
            return Lock(), ()
        return lock_of(last, note_types), (
            _recovered("was not there; it is made again from the last package", len(last.notes)),
        )
    try:
        return parse_lock(lock_text), ()
    except AnkigenError as error:
        marks = "conflict marks" in str(error)
        rest = salvage_lock(lock_text)  # raises where a newer ankigen wrote it
        if marks or last is None or not last.notes:
            raise
    whole = lock_of(last, note_types)
    known = {record.guid for record in rest.notes}
    kinds = {kind.key for kind in rest.note_types}
    lock = Lock(
        (*rest.notes, *(r for r in whole.notes if r.guid not in known)),
        (*rest.note_types, *(k for k in whole.note_types if k.key not in kinds)),
    )
    return lock, (
        _recovered("was broken; what it lacked is taken from the last package", len(lock.notes)),
    )


def _recovered(what: str, count: int) -> Finding:
    return Finding(
        Origin(FILE_NAME, 1),
        "lock-recovered",
        f"{what} ({count} notes keep their reviews; a headword that changed since then may be a new card)",
        needs_person=True,
    )


def lock_of(package: Package, note_types: Sequence[NoteType]) -> Lock:
    """What a package tells of the last build: guid, content, changed-at; keys and places it does not tell."""
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
    return NoteRecord(
        key="",
        guid=note.guid,
        note_type=key,
        hash=content_hash(key, note.fields, note.tags),
        changed_at=note.changed_at,
        term=words_of(note.fields[0]),
        words=fingerprint(words_of(" ".join(note.fields[1:2]))),
        shown=shown_hash(note.fields),
        made=made_hash(note.names, note.fields),
        tags=clean_tags(note.tags),
        removed_at=note.changed_at if removed else 0,
    )


_TAG = re.compile(r"<[^<>]*>")


def words_of(field: str) -> str:
    """The words of an HTML field.

    >>> words_of("<p>R&amp;D<br>costs</p>")
    'R&D costs'
    """
    return " ".join(html.unescape(_TAG.sub(" ", field)).split())


# --------------------------------------------------------------------------- removed notes


def carry(found: Identified, before: Lock, last: Package | None) -> Identified:
    """With the removed notes once more, tagged `ankigen::removed`, so that they can be found in Anki and suspended.

    Their fields and media come from the last package. The fields stay in the lock, so that the same build gives the
    same bytes, until something else changes: the next version of the deck carries them no more.
    """
    built = {note.guid: note for note in last.notes} if last else {}
    media = last.media if last else {}
    ids = {kind.id: kind.key for kind in found.note_types}
    there = {record.guid for record in before.notes if not record.removed_at}
    moved_on = _stamps(found.lock) != _stamps(before)
    records = []
    carried = []
    for record in found.lock.notes:
        if record.removed_at:
            if record.guid in there:
                record = _with_fields(record, built.get(record.guid), ids)
            elif moved_on:
                record = replace(record, fields=(), deck="")
            if record.fields:
                carried.append(_carried(record, media.keys()))
        records.append(record)
    needed = media_names([field for note in carried for field in note.fields])
    return replace(
        found,
        notes=(*found.notes, *carried),
        lock=replace(found.lock, notes=tuple(records)),
        media={name: last.media_bytes(name) for name in sorted(needed)} if last else {},
    )


def _stamps(lock: Lock) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
    """When each note and note type of a lock changed: equal where a build changed nothing."""
    notes = {record.guid: (record.changed_at, record.removed_at) for record in lock.notes}
    return notes, {kind.key: kind.changed_at for kind in lock.note_types}


def _with_fields(
    record: NoteRecord, built: PackageNote | None, ids: Mapping[int, str]
) -> NoteRecord:
    if built is None or ids.get(built.note_type_id) != record.note_type:
        return record
    return replace(record, fields=built.fields, tags=clean_tags(built.tags), deck=built.deck)


def _carried(record: NoteRecord, media: Collection[str]) -> Note:
    return Note(
        key=record.key,
        note_type=record.note_type,
        fields=_with_media(record.fields, media),
        tags=(*record.tags, REMOVED_TAG),
        deck=record.deck,
        origin=Origin(record.file, 1),
        guid=record.guid,
        changed_at=record.removed_at,
        term=record.term,
    )


_MEDIA = re.compile(r'<img\b[^<>]*?\bsrc="([^"<>]*)"[^<>]*>|\[sound:([^\]<>]+)\]', re.IGNORECASE)
_ALT = re.compile(r'\balt="([^"<>]*)"', re.IGNORECASE)


def media_names(fields: Sequence[str]) -> frozenset[str]:
    """The media that fields show or play.

    >>> sorted(media_names(['<img src="a.png" alt="A">', "[sound:b.mp3]"]))
    ['a.png', 'b.mp3']
    """
    return frozenset(
        html.unescape(m[1] or m[2]) for field in fields for m in _MEDIA.finditer(field)
    )


def _with_media(fields: tuple[str, ...], media: Collection[str]) -> tuple[str, ...]:
    """The fields with the alt text in place of a picture that is not there any more."""

    def shown(found: re.Match[str]) -> str:
        if html.unescape(found[1] or found[2]) in media:
            return found[0]
        alt = _ALT.search(found[0])
        return alt[1] if alt else ""

    return tuple(_MEDIA.sub(shown, field) for field in fields)
