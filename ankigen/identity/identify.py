"""Which guid each note has, and when it changed: the notes of a build against the lock of the
last one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ankigen.identity.assignment import Assignment, by_content, by_key, by_term, given, hash_of
from ankigen.identity.build_changes import BuildChanges, build_changes
from ankigen.identity.build_records import Build, build_records, only_generated, with_own_numbers
from ankigen.identity.hashes import clean_tags
from ankigen.identity.kinds import other_kinds
from ankigen.identity.likeness import by_likeness
from ankigen.identity.lock import FILE_NAME, merged_lock
from ankigen.identity.note_types import identified_types, with_other_fields
from ankigen.identity.parts import by_items, by_parts, joined_notes
from ankigen.identity.records import Lock, NoteRecord, NoteTypeRecord, Notice, became
from ankigen.model import AnkigenError, Finding, Note, NoteType, Origin

#: Told where a build dates notes anew of which nobody changed the text.
GENERATED_CHANGES = "generated-changes"


@dataclass(frozen=True, slots=True)
class Identified:
    """Notes with guid and changed-at, note types with changed-at, the lock to write, and what to
    tell.

    `media` are those of removed notes that the package carries, `changes` = what changed since the
    last build.
    """

    notes: tuple[Note, ...]
    note_types: tuple[NoteType, ...]
    lock: Lock
    findings: tuple[Finding, ...] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)
    changes: BuildChanges | None = None


def identify(
    notes: Sequence[Note],
    note_types: Sequence[NoteType],
    lock: Lock,
    deck_id: int,
    built_at: int,
) -> Identified:
    """Every note with its guid and changed-at, from the lock where it is known there.

    In this order: a guid that the source gives; the same content under the same headword (a list
    that moved down when another came above it keeps its own reviews); the exact key; the same
    content; the neighbourhood and the likeness of headword and text (`matching.match`); else the
    note is new. A doubtful match gives a finding and a new guid; it is kept in the lock until
    `ankigen review` settles it. The items of a list keep the cloze numbers that they had
    (`items.numbered`). `changed_at` moves only where the content hash did, and then always
    forwards. Notes that are gone stay in the lock. Near-linear in the number of notes.
    """
    notes = _with_own_keys(notes)
    names = {kind.key: tuple(f.name for f in kind.fields) for kind in note_types}
    hashes = [hash_of(note, names) for note in notes]
    taken, findings = given(notes, lock)
    by_content(notes, hashes, lock, taken, same_term=True)
    by_key(notes, lock, taken)
    by_content(notes, hashes, lock, taken)
    by_term(notes, lock, taken)
    findings += by_items(notes, lock, taken)
    doubts, renamed = by_likeness(notes, lock, taken)
    findings += (*renamed, *by_parts(notes, lock, taken, doubts))
    doubts = _open_doubts(doubts, taken)
    kinds, kind_records, notices = identified_types(note_types, lock, built_at)
    build = Build(lock, deck_id, built_at, names, with_other_fields(lock, kind_records))
    placed, (notes, olds) = notes, with_own_numbers(notes, taken)
    hashes = [
        digest if note is before else hash_of(note, names)
        for note, before, digest in zip(notes, placed, hashes, strict=True)
    ]
    records = build_records(notes, hashes, olds, taken, build)
    findings += _generated_changes(only_generated(notes, records, taken.record, names))
    present = {record.guid: note for note, record in zip(notes, records, strict=True)}
    perhaps = {old: tuple(records[n].guid for n in found) for old, found in doubts.items()}
    gone = _gone(lock, present, perhaps, built_at)
    left = _just_left(gone, lock)
    others = other_kinds(left, lock, notes, records)
    joined = joined_notes(left, notes, records, lock)
    gone = [replace(r, unseen=False) if r.guid in others else r for r in gone]
    notices += others.values()
    after = _numbered_build(lock, (*records, *gone), kind_records, notices)
    return Identified(
        notes=tuple(
            replace(
                note,
                guid=record.guid,
                changed_at=record.changed_at,
                tags=note.tags if clean_tags(note.tags) == record.tags else record.tags,
            )
            for note, record in zip(notes, records, strict=True)
        ),
        note_types=kinds,
        lock=after,
        findings=(
            *findings,
            *_gone_findings(gone, after, present, joined),
            *map(notice_finding, after.notices),
        ),
        changes=build_changes(lock, after),
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


def _numbered_build(
    before: Lock,
    notes: Sequence[NoteRecord],
    note_types: Sequence[NoteTypeRecord],
    notices: Sequence[Notice],
) -> Lock:
    """The lock of this build; what just left has left with it."""
    after = merged_lock(notes, note_types)
    number = before.build + 1
    left = {record.guid for record in before.removed}
    records = tuple(
        replace(record, removed_build=number)
        if record.removed_at and record.guid not in left
        else record
        for record in after.notes
    )
    here = {record.guid for record in after.notes if not record.removed_at}
    kept = (notice for notice in {*before.notices, *notices} if notice.about not in here)
    return replace(after, notes=records, notices=tuple(sorted(kept)))


def stamps(lock: Lock) -> tuple[dict[str, object], dict[str, int]]:
    """When each note and note type of a lock changed: equal where a build changed nothing."""
    notes: dict[str, object] = {
        record.guid: (record.changed_at, record.removed_at, record.since) for record in lock.notes
    }
    return notes, {kind.key: kind.changed_at for kind in lock.note_types}


def notice_finding(notice: Notice) -> Finding:
    """A notice of the lock as a finding."""
    message = f"{notice.message}; `ankigen review` settles this line"
    return Finding(Origin(FILE_NAME, 1), notice.code, message, needs_person=True)


#: Of the notes that change only in what ankigen fills in, so many are named.
MOST_NAMED = 3


def _generated_changes(terms: Sequence[str]) -> list[Finding]:
    if not terms:
        return []
    named = ", ".join(f'"{term}"' for term in terms[:MOST_NAMED])
    more = ", …" if len(terms) > MOST_NAMED else ""
    what = "1 note changes" if len(terms) == 1 else f"{len(terms):,} notes change"
    message = (
        f"{what} ({named}{more}) only in what ankigen fills in itself (tags, the reverse card); "
        f"importing the package undoes what was "
        "edited in Anki there: export the deck and run `ankigen merge` first, or "
        "bring the deck with `ankigen push`, "
        "which keeps those edits"
    )
    return [Finding(Origin(FILE_NAME, 1), GENERATED_CHANGES, message)]


# --------------------------------------------------------------------------- notes that are gone


def _open_doubts(
    doubts: Mapping[str, Sequence[int]], taken: Assignment
) -> dict[str, tuple[int, ...]]:
    """The doubts about notes that are still open on both sides."""
    left = {g: tuple(n for n in found if taken.is_open(n)) for g, found in doubts.items()}
    return {g: found for g, found in left.items() if found and g not in taken.guids}


def _just_left(gone: Iterable[NoteRecord], before: Lock) -> list[NoteRecord]:
    """The notes that were there, and have left for certain."""
    left = {record.guid for record in before.removed}
    return [record for record in gone if record.guid not in left and not record.perhaps]


def _gone(
    lock: Lock,
    present: Mapping[str, Note],
    perhaps: Mapping[str, tuple[str, ...]],
    built_at: int,
) -> list[NoteRecord]:
    """The records of notes that are not there any more: some have left, some are in doubt."""
    gone = []
    absent = [record for record in lock.notes if record.guid not in present]
    asked = {r.guid: perhaps.get(r.guid, r.perhaps) for r in absent}
    for record in absent:
        # one that it may have become can be gone itself, and in doubt as well
        open_ = tuple(g for g in asked[record.guid] if g in present or became(g, asked, present))
        left_at = record.left_at if record.removed_at else 0
        gone.append(
            replace(
                record,
                removed_at=record.removed_at or max(built_at, record.changed_at + 1),
                unseen=record.unseen or not record.removed_at,
                previous="",
                perhaps=open_,
                left_at=left_at or (0 if open_ else built_at),
            )
        )
    return gone


def _gone_findings(
    gone: Iterable[NoteRecord],
    after: Lock,
    present: Mapping[str, Note],
    joined: Mapping[str, str],
) -> Iterator[Finding]:
    """What to tell of notes that are gone: which are in doubt, which have left, and of these, which
    are part of another note now (`joined`: guid → its headword).
    """
    doubts = {old.guid: present[new.guid] for old, new in after.doubts}
    for record in gone:
        if record.guid in doubts:
            yield _doubtful(doubts[record.guid], record)
        elif record.unseen and not record.perhaps:
            yield _removed(record, joined.get(record.guid, ""))


def _doubtful(note: Note, old: NoteRecord) -> Finding:
    where = f" ({old.file})" if old.file else ""
    return Finding(
        note.origin,
        "doubtful-match",
        f'"{note.term}" may be the former "{old.term}"{where}: it is a new card now; '
        "`ankigen review` asks which, and gives it the old reviews if it is the same",
        needs_person=True,
    )


def _removed(record: NoteRecord, whole: str) -> Finding:
    message = f"{removal(record, whole)}; `ankigen review` settles this line"
    return Finding(Origin(record.file, 1), "removed", message)


def removal(record: NoteRecord, whole: str = "") -> str:
    """What to tell of a note that has left; `whole` = the headword of the one that has its text."""
    if record.is_twin:
        return (
            f'"{record.term}" was a card of its own until you said which one it is; the package '
            "carries that card, tagged as removed, for who imported it before; where nobody did, "
            "or all have imported the next package, settle this line, and it is left out"
        )
    where = f'is part of "{whole}" now' if whole else "is no longer in the notes"
    return (
        f'"{record.term}" {where}; in Anki it stays until you remove it '
        "(`ankigen push` suspends it)"
    )


def settle(lock: Lock, old_guid: str, new_guid: str, same: bool) -> Lock:
    """The lock with a doubt settled: whether the note that is gone (`old_guid`) is the one that it
    may have become (`new_guid`).

    If it is, the next build gives that note the old guid, and the guid that it had meanwhile goes
    to the removed ones: where it was imported before the answer, the package marks it as removed,
    until somebody has seen that (`settle_seen`).
    If it is not, the next note that it may have become is asked about. Raises AnkigenError where
    the two are in no doubt (any more): a build has gone on since the question was put.
    """
    asked = next((d for d in lock.doubts if (d[0].guid, d[1].guid) == (old_guid, new_guid)), None)
    if asked is None:
        raise AnkigenError(
            "a build since then has another answer to this question; read the questions again"
        )
    old, new = asked
    by_guid = {record.guid: record for record in lock.notes}
    if same:
        # later than what Anki has of either
        when = max(new.changed_at, old.changed_at, old.removed_at) + 1
        by_guid = {guid: _not_that(record, new_guid) for guid, record in by_guid.items()}
        by_guid[old_guid] = replace(
            old, perhaps=(), key=new.key, removed_at=when, unseen=False, fields=(), deck=""
        )
        by_guid[new_guid] = replace(
            new, key="", removed_at=when, removed_build=lock.build, settled=True, unseen=True
        )
    else:
        perhaps, present = lock.perhaps, {new_guid}
        refused = next(
            g for g in old.perhaps if g == new_guid or became(g, perhaps, present) == new_guid
        )
        left = tuple(guid for guid in old.perhaps if guid != refused)
        by_guid[old_guid] = replace(old, perhaps=left, settled=not left)
    return replace(merged_lock(by_guid.values(), lock.note_types), notices=lock.notices)


def _not_that(record: NoteRecord, guid: str) -> NoteRecord:
    """A record without the doubt whether it became this note, which is another one."""
    if guid not in record.perhaps:
        return record
    return replace(record, perhaps=tuple(other for other in record.perhaps if other != guid))


def settle_seen(lock: Lock, seen: Collection[str], notices: Collection[Notice]) -> Lock:
    """The lock after somebody has seen what it told: these notices, and that these notes (guids)
    left. What a build has found since stays.
    """
    records = tuple(replace(r, unseen=False) if r.guid in seen else r for r in lock.notes)
    left = tuple(notice for notice in lock.notices if notice not in notices)
    return replace(lock, notes=records, notices=left)


def without_past(lock: Lock) -> Lock:
    """The lock of a deck that nobody has imported yet: what has left the notes has no reviews, so
    that it is forgotten, with all doubts and notices about it.
    """
    return replace(lock, notes=tuple(r for r in lock.notes if not r.removed_at), notices=())
