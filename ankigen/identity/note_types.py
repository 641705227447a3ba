"""The note types of a build against those of the last one: when they changed, and what a person
has to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ankigen.identity.hashes import note_type_hash
from ankigen.identity.records import Lock, NoteTypeRecord, Notice
from ankigen.model import NoteType
from ankigen.text.plurals import counted

NOTE_TYPE_CHANGED = "note-type-changed"


def identified_types(
    note_types: Sequence[NoteType], lock: Lock, built_at: int
) -> tuple[tuple[NoteType, ...], list[NoteTypeRecord], list[Notice]]:
    """The note types with changed-at; records of types that are not used now stay."""
    known = {record.key: record for record in lock.note_types}
    kinds = []
    notices = []
    for kind in note_types:
        old = known.get(kind.key)
        record = _type_record(kind, old, built_at)
        if old is not None and record.version != old.version:
            notices.append(_migration(kind, old, record))
        known[kind.key] = record
        kinds.append(replace(kind, changed_at=record.changed_at))
    return tuple(kinds), list(known.values()), notices


def _type_record(kind: NoteType, old: NoteTypeRecord | None, built_at: int) -> NoteTypeRecord:
    fields = tuple(f.id for f in kind.fields)
    templates = tuple(t.id for t in kind.templates)
    digest = note_type_hash(kind)
    if old is None:
        return NoteTypeRecord(kind.key, kind.id, digest, built_at, 1, fields, templates)
    if old.hash == digest:
        return old
    same_shape = (old.id, old.fields, old.templates) == (kind.id, fields, templates)
    return NoteTypeRecord(
        key=kind.key,
        id=kind.id,
        hash=digest,
        changed_at=max(built_at, old.changed_at + 1),
        version=old.version if same_shape else old.version + 1,
        fields=fields,
        templates=templates,
    )


def with_other_fields(lock: Lock, kinds: Iterable[NoteTypeRecord]) -> frozenset[str]:
    """The note types whose fields are not those of the last build."""
    fields = {kind.key: kind.fields for kind in lock.note_types}
    return frozenset(k.key for k in kinds if fields.get(k.key, k.fields) != k.fields)


def _migration(kind: NoteType, old: NoteTypeRecord, new: NoteTypeRecord) -> Notice:
    changes = []
    if old.id != new.id:
        changes.append("it is another note type to Anki")
    for name, before, after in (
        ("field", old.fields, new.fields),
        ("card template", old.templates, new.templates),
    ):
        if before != after:
            added, left = len(set(after) - set(before)), len(set(before) - set(after))
            parts = [f"{counted(added, name)} added"] if added else []
            parts += [f"{counted(left, name)} removed"] if left else []
            changes += parts or [f"its {name}s changed places"]
    return Notice(
        NOTE_TYPE_CHANGED,
        f'the note type "{kind.name}" is now version {new.version} '
        f"({', '.join(changes)}); when you "
        'import the package, turn on "Merge note types" (within a week), or Anki '
        "leaves the notes that it "
        "has as they are",
    )
