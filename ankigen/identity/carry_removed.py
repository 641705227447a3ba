"""Removed notes, which packages carry with a tag so that whoever imports one finds them in Anki
and may suspend them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ankigen.cards.rendering.sanitising import of_former_build
from ankigen.identity.hashes import REMOVED_TAG, clean_tags
from ankigen.identity.identify import Identified
from ankigen.identity.markup import media_names, without_missing
from ankigen.identity.records import NoteRecord
from ankigen.model import Note, Origin
from ankigen.readers.anki_package import Package, PackageNote

#: A removed note is carried for so many seconds (12 months) and at least so many builds that
#: changed something: who updates once in a while learns of it too, and so does a group that builds
#: every hour.
CARRIED_SECONDS = 365 * 86_400
CARRIED_BUILDS = 20


def with_removed_notes(
    found: Identified, last: Package | None, built_at: int, *, bring: bool, moved_on: bool
) -> Identified:
    """With the removed notes once more, tagged `ankigen::removed`; `bring` = they go into the
    package.

    Their fields and media come from the last package. The fields stay in the lock, so that the same
    build gives the same bytes wherever and whenever it is made; only a build that changes something
    (`moved_on`) lets go of old ones. A note in doubt is not carried, as it may be there still, but
    its fields are kept for who has to decide. A twin is carried until somebody has seen it: where
    the doubt was settled before anybody imported the package, nobody has it.
    """
    built = {note.guid: note for note in last.notes} if last else {}
    media = last.media if last else {}
    kinds = {kind.id: kind.key for kind in found.note_types}
    sizes = {kind.key: len(kind.fields) for kind in found.note_types}
    records = []
    carried = []
    for record in found.lock.notes:
        if record.removed_at and (bring or record.perhaps):
            old = _is_old(record, built_at, found.lock.build)
            if record.is_twin and not record.unseen:
                record = replace(record, fields=(), deck="")
            elif not record.fields and not old:
                record = _with_fields(record, built.get(record.guid), kinds)
            elif old and moved_on:
                record = replace(record, fields=(), deck="")
            wanted = sizes.get(record.note_type, 0)
            if record.fields and not record.perhaps and len(record.fields) <= wanted:
                carried.append(_carried(record, media.keys(), wanted))
        records.append(record)
    needed = media_names([field for note in carried for field in note.fields])
    return replace(
        found,
        notes=(*found.notes, *carried),
        lock=replace(found.lock, notes=tuple(records)),
        media={name: last.media_bytes(name) for name in sorted(needed)} if last else {},
    )


def _is_old(record: NoteRecord, built_at: int, build: int) -> bool:
    return (
        built_at - record.removed_at > CARRIED_SECONDS
        and build - record.removed_build >= CARRIED_BUILDS
    )


def _with_fields(
    record: NoteRecord, built: PackageNote | None, kinds: Mapping[int, str]
) -> NoteRecord:
    if built is None or kinds.get(built.note_type_id) != record.note_type:
        return record
    return replace(record, fields=built.fields, tags=clean_tags(built.tags), deck=built.deck)


def _carried(record: NoteRecord, media: Collection[str], size: int) -> Note:
    """The note once more; a field that its type has got since is empty."""
    fields = [of_former_build(field) for field in without_missing(record.fields, media)]
    return Note(
        key=record.key,
        note_type=record.note_type,
        fields=(*fields, *[""] * (size - len(fields))),
        tags=(*record.tags, REMOVED_TAG),
        deck=record.deck,
        origin=Origin(record.file, 1),
        guid=record.guid,
        changed_at=record.removed_at,
        term=record.term,
    )
