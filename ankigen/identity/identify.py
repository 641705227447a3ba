"""Which guid each note has, and when it changed: the notes of a build against the lock of the last one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ankigen.identity.lock import (
    FILE_NAME,
    Lock,
    NoteRecord,
    NoteTypeRecord,
    clean_tags,
    content_hash,
    made_hash,
    make_guid,
    merged_lock,
    note_type_hash,
    shown_hash,
)
from ankigen.identity.matching import Candidate, exact_text, fingerprint, match, plain_term
from ankigen.model import Finding, Note, NoteType, Origin

#: When Anki merges the fields of a note type, it stamps all its notes with the time of the import, and then takes them
#: for newer than what the package brings. A note that changes together with its type's fields is dated so many seconds
#: ahead: imported within a week it arrives.
MERGE_GRACE = 7 * 86_400
#: So many former builds of a note are known again.
_PAST = 8


@dataclass(frozen=True, slots=True)
class Identified:
    """Notes with guid and changed-at, note types with changed-at, the lock to write, and what to tell.

    `media` are those of removed notes that the package carries once more.
    """

    notes: tuple[Note, ...]
    note_types: tuple[NoteType, ...]
    lock: Lock
    findings: tuple[Finding, ...] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)


def identify(
    notes: Sequence[Note],
    note_types: Sequence[NoteType],
    lock: Lock,
    deck_id: int,
    built_at: int,
) -> Identified:
    """Every note with its guid and changed-at, from the lock where it is known there.

    In this order: a guid that the source gives; the same content under the same headword (a list that moved down when
    another came above it keeps its own reviews); the exact key; the same content; the neighbourhood and the likeness of
    headword and text (`matching.match`); else the note is new. A doubtful match gives a finding and a new guid; it is
    kept in the lock until `ankigen review` settles it. `changed_at` moves only where the content hash did, and then
    always forwards. Notes that are gone stay in the lock. Near-linear in the number of notes.
    """
    notes = _with_own_keys(notes)
    hashes = [content_hash(note.note_type, note.fields, note.tags) for note in notes]
    taken, findings = _given(notes, lock)
    _by_content(notes, hashes, lock, taken, same_term=True)
    _by_key(notes, lock, taken)
    _by_content(notes, hashes, lock, taken)
    _by_term(notes, lock, taken)
    doubts, told = _by_likeness(notes, lock, taken)
    findings += told
    kinds, kind_records, kind_findings = _identified_types(note_types, lock, built_at)
    merging = _with_other_fields(lock, kind_records)
    names = {kind.key: tuple(f.name for f in kind.fields) for kind in note_types}
    records = _records(notes, hashes, lock, taken, deck_id, built_at, merging, names)
    present = {record.guid: note for note, record in zip(notes, records, strict=True)}
    perhaps = {old.guid: records[n].guid for n, old in doubts.items()}
    gone, removed_findings = _gone(lock, present, perhaps, built_at)
    findings += removed_findings
    return Identified(
        notes=tuple(
            replace(note, guid=record.guid, changed_at=record.changed_at)
            for note, record in zip(notes, records, strict=True)
        ),
        note_types=kinds,
        lock=merged_lock((*records, *gone), kind_records),
        findings=tuple(findings + kind_findings),
    )


def _with_own_keys(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Each key once: the second note of a key gets "key~2"."""
    seen: Counter[str] = Counter()
    result = []
    for note in notes:
        seen[note.key] += 1
        result.append(
            replace(note, key=f"{note.key}~{seen[note.key]}") if seen[note.key] > 1 else note
        )
    return tuple(result)


@dataclass(slots=True)
class _Taken:
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


def _given(notes: Sequence[Note], lock: Lock) -> tuple[_Taken, list[Finding]]:
    """Notes whose source gives the guid. The first one has it; a second one of another headword is told."""
    known = {record.guid: record for record in lock.notes}
    taken = _Taken()
    owner: dict[str, Note] = {}
    findings = []
    for n, note in enumerate(notes):
        if not note.guid:
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


def _by_key(notes: Sequence[Note], lock: Lock, taken: _Taken) -> None:
    """Exact keys. Where two locks came together with one key twice, the guid that is older stays."""
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


def _by_content(
    notes: Sequence[Note],
    hashes: Sequence[str],
    lock: Lock,
    taken: _Taken,
    *,
    same_term: bool = False,
) -> None:
    """The same content under another key (`same_term`: of the same headword, and in the last build), where there is one such note on each side."""
    olds: defaultdict[str, list[NoteRecord]] = defaultdict(list)
    for record in taken.free(lock):
        olds[record.hash].append(record)
    news: defaultdict[str, list[int]] = defaultdict(list)
    for n, _ in enumerate(notes):
        if taken.is_open(n):
            news[hashes[n]].append(n)
    for digest, where in news.items():
        if len(where) == 1 and len(olds.get(digest, ())) == 1:
            n, record = where[0], olds[digest][0]
            own = not record.removed_at and record.term == notes[n].term
            if own or not same_term:
                taken.take(n, record)


def _by_term(notes: Sequence[Note], lock: Lock, taken: _Taken) -> None:
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


def _by_likeness(
    notes: Sequence[Note], lock: Lock, taken: _Taken
) -> tuple[dict[int, NoteRecord], list[Finding]]:
    """Moved, reworded, split and merged notes; the doubtful ones are given back (note → the old one it may be)."""
    open_notes = [n for n, _ in enumerate(notes) if taken.is_open(n)]
    free = [record for record in taken.free(lock) if not record.settled]
    if not open_notes or not free:
        return {}, []
    news = _new_candidates(notes, open_notes, taken)
    matching = match(news, _old_candidates(lock, free, taken))
    findings = []
    for new, old in sorted(matching.pairs.items()):
        note, record = notes[open_notes[new]], free[old]
        taken.take(open_notes[new], record)
        if plain_term(note.term) != plain_term(record.term):
            findings.append(
                Finding(
                    note.origin,
                    "renamed",
                    f'"{note.term}" continues "{record.term}" and keeps its reviews',
                )
            )
    return {open_notes[doubt.new]: free[doubt.old] for doubt in matching.doubts}, findings


def _new_candidates(
    notes: Sequence[Note], open_notes: Sequence[int], taken: _Taken
) -> list[Candidate]:
    before = _nearest(notes, taken, range(len(notes)))
    after = _nearest(notes, taken, range(len(notes) - 1, -1, -1))
    return [
        Candidate(
            kind=notes[n].note_type,
            term=notes[n].term,
            words=fingerprint(notes[n].text),
            exact=exact_text(notes[n].text),
            file=notes[n].origin.file,
            section=notes[n].section,
            before=before[n],
            after=after[n],
        )
        for n in open_notes
    ]


def _nearest(notes: Sequence[Note], taken: _Taken, order: Iterable[int]) -> dict[int, str]:
    """For each note the guid of the nearest known one in its file, looking back along `order`."""
    result: dict[int, str] = {}
    last: dict[str, str] = {}
    for n in order:
        file = notes[n].origin.file
        result[n] = last.get(file, "")
        if n in taken.record:
            last[file] = taken.record[n].guid
    return result


def _old_candidates(lock: Lock, free: Sequence[NoteRecord], taken: _Taken) -> list[Candidate]:
    order = _source_order(lock)
    before = _nearest_old(order, taken.guids)
    after = _nearest_old(order[::-1], taken.guids)
    return [
        Candidate(
            kind=record.note_type,
            term=record.term,
            words=record.words,
            exact=record.text,
            file=record.file,
            section=record.section,
            before=before.get(record.guid, ""),
            after=after.get(record.guid, ""),
        )
        for record in free
    ]


def _nearest_old(order: Sequence[NoteRecord], known: set[str]) -> dict[str, str]:
    result: dict[str, str] = {}
    last: dict[str, str] = {}
    for record in order:
        result[record.guid] = last.get(record.file, "")
        if record.guid in known:
            last[record.file] = record.guid
    return result


def _source_order(lock: Lock) -> list[NoteRecord]:
    """The notes that were there, as they stood in the sources: each after the one that its record names."""
    present = [record for record in lock.notes if not record.removed_at]
    guids = {record.guid for record in present}
    followers: defaultdict[str, list[NoteRecord]] = defaultdict(list)
    for record in present:
        followers[record.previous if record.previous in guids else ""].append(record)
    order: list[NoteRecord] = []
    seen: set[str] = set()
    # What two merged locks made a circle of is reached by the second round.
    for start in (*followers[""], *present):
        stack = [start]
        while stack:
            record = stack.pop()
            if record.guid not in seen:
                seen.add(record.guid)
                order.append(record)
                stack += reversed(followers.get(record.guid, ()))
    return order


def _records(
    notes: Sequence[Note],
    hashes: Sequence[str],
    lock: Lock,
    taken: _Taken,
    deck_id: int,
    built_at: int,
    merging: Collection[str],
    names: Mapping[str, Sequence[str]],
) -> list[NoteRecord]:
    """The record of every note of this build.

    `merging` = note types whose fields Anki has to merge, `names` = the fields of each type.
    """
    used = {record.guid for record in lock.notes} | taken.guids
    previous: dict[str, str] = {}
    records = []
    for n, note in enumerate(notes):
        old = taken.record.get(n)
        guid = old.guid if old else taken.given.get(n) or _fresh_guid(deck_id, note.key, used)
        same = old is not None and old.hash == hashes[n] and not old.removed_at
        file = note.origin.file
        shown, tags = shown_hash(note.fields), clean_tags(note.tags)
        records.append(
            NoteRecord(
                key=note.key,
                guid=guid,
                note_type=note.note_type,
                hash=hashes[n],
                changed_at=_changed_at(
                    old, same, built_at + (MERGE_GRACE if note.note_type in merging else 0)
                ),
                term=note.term,
                file=file,
                section=note.section,
                previous=previous.get(file, ""),
                words=old.words if old and same and old.words else fingerprint(note.text),
                text=exact_text(note.text),
                shown=shown,
                made=made_hash(names.get(note.note_type, ()), note.fields),
                past=_past(old, shown),
                tags=tags,
                former_tags=_former_tags(old, tags),
            )
        )
        previous[file] = guid
    return records


def _past(old: NoteRecord | None, shown: str) -> tuple[str, ...]:
    if old is None or old.shown in ("", shown):
        return old.past if old else ()
    return (*old.past, old.state)[-_PAST:]


def _former_tags(old: NoteRecord | None, tags: Collection[str]) -> tuple[str, ...]:
    if old is None:
        return ()
    return tuple(sorted({*old.former_tags, *old.tags} - set(tags)))


def _fresh_guid(deck_id: int, key: str, used: set[str]) -> str:
    """A guid that no note has or had (a renamed note keeps the guid that its old key gives)."""
    attempt = 0
    while (guid := make_guid(deck_id, key, attempt)) in used:
        attempt += 1
    used.add(guid)
    return guid


def _changed_at(old: NoteRecord | None, same: bool, built_at: int) -> int:
    if old is None:
        return built_at
    if same:
        return old.changed_at
    # Anki takes only what is newer than what it has, whatever this computer's clock says.
    return max(built_at, old.changed_at + 1, old.removed_at + 1)


def _doubtful(note: Note, old: NoteRecord) -> Finding:
    return Finding(
        note.origin,
        "doubtful-match",
        f'"{note.term}" may be the former "{old.term}" ({old.file}): it is a new card now; '
        "`ankigen review` asks which, and gives it the old reviews if it is the same",
        needs_person=True,
    )


def settle(lock: Lock, old_guid: str, same: bool) -> Lock:
    """The lock with a doubt settled: whether the note that is gone (`old_guid`) is the one it may have become.

    If it is, the next build gives that note the old guid, and the guid that it had meanwhile goes to the removed ones.
    """
    by_guid = {record.guid: record for record in lock.notes}
    old = by_guid[old_guid]
    new = by_guid.get(old.perhaps)
    by_guid[old_guid] = replace(old, perhaps="", settled=True)
    if same and new is not None:
        when = max(new.changed_at, old.changed_at, old.removed_at)
        by_guid[old_guid] = replace(old, perhaps="", key=new.key, removed_at=when)
        by_guid[new.guid] = replace(new, key="", removed_at=when, settled=True)
    return merged_lock(by_guid.values(), lock.note_types)


def _gone(
    lock: Lock, present: Mapping[str, Note], perhaps: Mapping[str, str], built_at: int
) -> tuple[list[NoteRecord], list[Finding]]:
    """The records of notes that are not there any more, and what to tell: which have just left, which are in doubt."""
    gone = []
    findings = []
    for record in lock.notes:
        if record.guid in present:
            continue
        became = perhaps.get(record.guid, record.perhaps)
        if became in present:
            findings.append(_doubtful(present[became], record))
        elif not record.removed_at:
            findings.append(_removed(record))
        gone.append(
            replace(
                record,
                removed_at=record.removed_at or max(built_at, record.changed_at + 1),
                previous="",
                perhaps=became if became in present else "",
            )
        )
    return gone, findings


def _removed(record: NoteRecord) -> Finding:
    return Finding(
        Origin(record.file, 1),
        "removed",
        f'"{record.term}" is no longer in the notes; in Anki it stays until you remove it '
        "(`ankigen push` suspends it)",
    )


def _identified_types(
    note_types: Sequence[NoteType], lock: Lock, built_at: int
) -> tuple[tuple[NoteType, ...], list[NoteTypeRecord], list[Finding]]:
    """The note types with changed-at; records of types that are not used now stay."""
    known = {record.key: record for record in lock.note_types}
    kinds = []
    findings = []
    for kind in note_types:
        old = known.get(kind.key)
        record = _type_record(kind, old, built_at)
        if old is not None and record.version != old.version:
            findings.append(_migration(kind, old, record))
        known[kind.key] = record
        kinds.append(replace(kind, changed_at=record.changed_at))
    return tuple(kinds), list(known.values()), findings


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


def _with_other_fields(lock: Lock, kinds: Iterable[NoteTypeRecord]) -> frozenset[str]:
    """The note types whose fields are not those of the last build."""
    fields = {kind.key: kind.fields for kind in lock.note_types}
    return frozenset(k.key for k in kinds if fields.get(k.key, k.fields) != k.fields)


def _migration(kind: NoteType, old: NoteTypeRecord, new: NoteTypeRecord) -> Finding:
    changes = []
    if old.id != new.id:
        changes.append("it is another note type to Anki")
    for name, before, after in (
        ("field", old.fields, new.fields),
        ("card template", old.templates, new.templates),
    ):
        if before != after:
            added, left = len(set(after) - set(before)), len(set(before) - set(after))
            parts = [f"{added} {name}(s) added"] if added else []
            parts += [f"{left} {name}(s) removed"] if left else []
            changes += parts or [f"its {name}s changed places"]
    return Finding(
        Origin(FILE_NAME, 1),
        "note-type-changed",
        f'the note type "{kind.name}" is now version {new.version} ({", ".join(changes)}); when you '
        'import the package, turn on "Merge note types" (within a week), or Anki leaves the notes that it '
        "has as they are",
        needs_person=True,
    )
