"""Which note of the last build each note is, where that is certain: by its guid, its key, its
content or its headword.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ankigen.identity.fingerprints import exact_text, plain_term
from ankigen.identity.hashes import content_hash, whole_hash
from ankigen.identity.records import LONGEST_GUID, Lock, NoteRecord
from ankigen.model import Finding, Note

#: The names of the fields of each note type, by its key.
Names = Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Assignment:
    """Which record each note continues (by index), and which guids are spoken for."""

    record: dict[int, NoteRecord] = field(default_factory=dict)
    given: dict[int, str] = field(default_factory=dict)
    guids: set[str] = field(default_factory=set)

    def take(self, n: int, record: NoteRecord) -> None:
        self.record[n] = record
        self.guids.add(record.guid)

    def free(self, lock: Lock) -> list[NoteRecord]:
        return [record for record in lock.notes if record.guid not in self.guids]

    def is_open(self, n: int) -> bool:
        return n not in self.record and n not in self.given


def renamed(note: Note, record: NoteRecord) -> Finding:
    """What to tell of a note that goes on with the reviews of one under another headword."""
    return Finding(
        note.origin, "renamed", f'"{note.term}" continues "{record.term}" and keeps its reviews'
    )


def given(notes: Sequence[Note], lock: Lock) -> tuple[Assignment, list[Finding]]:
    """Notes whose source gives the guid. The first one has it; a second one of another headword
    is told.
    """
    known = {record.guid: record for record in lock.notes}
    taken = Assignment()
    owner: dict[str, Note] = {}
    findings = []
    for n, note in enumerate(notes):
        if not note.guid or len(note.guid) > LONGEST_GUID:
            continue
        record = known.get(note.guid)
        if note.guid in owner:
            if owner[note.guid].term != note.term:
                findings.append(
                    Finding(
                        note.origin,
                        "guid-twice",
                        f'"{note.term}" has the guid of "{owner[note.guid].term}" and gets one of '
                        "its own; delete one of the two, or the guid of one",
                        needs_person=True,
                    )
                )
            continue
        if record is not None and record.note_type != note.note_type:
            continue  # Anki would refuse the update: a note cannot change its type by import
        owner[note.guid] = note
        taken.guids.add(note.guid)
        if record is not None:
            taken.record[n] = record
        else:
            taken.given[n] = note.guid
    return taken, findings


def by_key(notes: Sequence[Note], lock: Lock, taken: Assignment) -> None:
    """Exact keys. Where two locks came together with one key twice, the guid that is older
    stays.
    """
    records: dict[tuple[str, str], NoteRecord] = {}
    for record in taken.free(lock):
        known = records.get((record.key, record.note_type))
        if record.key and (known is None or _older(record) < _older(known)):
            records[record.key, record.note_type] = record
    for n, note in enumerate(notes):
        record_ = records.get((note.key, note.note_type))
        if record_ is not None and taken.is_open(n):
            taken.take(n, record_)


def _older(record: NoteRecord) -> tuple[bool, int, str]:
    return bool(record.removed_at), record.changed_at, record.guid


def hash_of(note: Note, names: Names) -> str:
    """What stands for a note's content (see `content_hash`)."""
    return _hash(note, note.lasting_tags, names)


def _hash(note: Note, tags: Sequence[str], names: Names) -> str:
    return content_hash(note.note_type, names.get(note.note_type, ()), note.fields, tags)


def is_same(note: Note, digest: str, record: NoteRecord, names: Names) -> bool:
    """Whether a record says what the note does, whose hash is `digest`: then the note keeps its
    date. A lock that was recovered from a package has the hash of all tags.
    """
    return (
        record.hash == digest
        or record.hash == whole_hash(note.note_type, note.fields, note.lasting_tags)  # by format 1
        or (note.untitled is not None and record.hash == _hash(note, note.tags, names))
    )


def by_content(
    notes: Sequence[Note],
    hashes: Sequence[str],
    lock: Lock,
    taken: Assignment,
    *,
    same_term: bool = False,
) -> None:
    """The same content under another key (`same_term`: of the same headword, and in the last
    build), where there is one such note on each side.
    """
    olds: defaultdict[str, list[NoteRecord]] = defaultdict(list)
    for record in taken.free(lock):
        olds[record.hash].append(record)
        if record.items.order:
            olds[_list_content(record.note_type, record.term, record.text)].append(record)
    if not olds:
        return
    news: defaultdict[str, list[int]] = defaultdict(list)
    for n, note in enumerate(notes):
        if taken.is_open(n):
            news[_content(note, hashes[n], olds)].append(n)
    for digest, where in news.items():
        if len(where) == 1 and len(olds.get(digest, ())) == 1:
            n, record = where[0], olds[digest][0]
            own = not record.removed_at and record.term == notes[n].term
            if record.guid not in taken.guids and (own or not same_term):
                taken.take(n, record)


def _content(note: Note, digest: str, known: Mapping[str, object]) -> str:
    """What stands for a note's content: of the hashes that it has, the one that is known."""
    if note.items or note.counted:  # its clozes are not numbered yet
        listed = _list_content(note.note_type, note.term, exact_text(note.text))
        if listed in known:
            return listed
    if digest in known:
        return digest
    return whole_hash(note.note_type, note.fields, note.lasting_tags)


def _list_content(note_type: str, term: str, text: str) -> str:
    return f"{note_type} {term} {text}"


def by_term(notes: Sequence[Note], lock: Lock, taken: Assignment) -> None:
    """Notes of a lock that was made from a package have no key: their headword stands for it."""
    olds: defaultdict[tuple[str, str], list[NoteRecord]] = defaultdict(list)
    for record in taken.free(lock):
        if not record.key and not record.settled:
            olds[record.note_type, plain_term(record.term)].append(record)
    if not olds:
        return
    news: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for n, note in enumerate(notes):
        if taken.is_open(n):
            news[note.note_type, plain_term(note.term)].append(n)
    for name, where in news.items():
        if len(where) == 1 and len(olds.get(name, ())) == 1:
            taken.take(where[0], olds[name][0])
