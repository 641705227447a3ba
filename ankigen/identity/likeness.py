"""Notes that were moved, reworded, split or merged: each matched with the one of the last build
that it is like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ankigen.identity.assignment import Assignment, renamed
from ankigen.identity.fingerprints import exact_text, fingerprint, plain_term
from ankigen.identity.matching import Candidate, match
from ankigen.identity.records import Lock, NoteRecord
from ankigen.model import Finding, Note


def by_likeness(
    notes: Sequence[Note], lock: Lock, taken: Assignment
) -> tuple[dict[str, tuple[int, ...]], list[Finding]]:
    """Moved, reworded, split and merged notes; the doubtful ones are given back (guid of an old
    note → the notes that it may be, the likest first).
    """
    open_notes = [n for n, _ in enumerate(notes) if taken.is_open(n)]
    free = [record for record in taken.free(lock) if not record.settled]
    if not open_notes or not free:
        return {}, []
    news = _new_candidates(notes, open_notes, taken)
    names = {plain_term(note.term) for note in notes}
    matching = match(news, _old_candidates(lock, free, taken), names)
    findings = []
    for new, old in sorted(matching.pairs.items()):
        note, record = notes[open_notes[new]], free[old]
        taken.take(open_notes[new], record)
        if plain_term(note.term) != plain_term(record.term):
            findings.append(renamed(note, record))
    doubts: dict[str, tuple[int, ...]] = {}
    for doubt in matching.doubts:
        near = (doubt.new, *doubt.near_news)
        doubts[free[doubt.old].guid] = tuple(open_notes[n] for n in near)
    for doubt in matching.doubts:
        for old in doubt.near_olds:
            doubts.setdefault(free[old].guid, (open_notes[doubt.new],))
    return doubts, findings


def _new_candidates(
    notes: Sequence[Note], open_notes: Sequence[int], taken: Assignment
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


def _nearest(notes: Sequence[Note], taken: Assignment, order: Iterable[int]) -> dict[int, str]:
    """For each note the guid of the nearest known one in its file, looking back along `order`."""
    result: dict[int, str] = {}
    last: dict[str, str] = {}
    for n in order:
        file = notes[n].origin.file
        result[n] = last.get(file, "")
        if n in taken.record:
            last[file] = taken.record[n].guid
    return result


def _old_candidates(lock: Lock, free: Sequence[NoteRecord], taken: Assignment) -> list[Candidate]:
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
    """The notes that were there, as they stood in the sources: each after the one that its
    record names.
    """
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
