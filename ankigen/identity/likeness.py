"""Notes that were moved, reworded, split or merged: each matched with the one of the last build
that it is like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ankigen.identity.assignment import Assignment, renamed
from ankigen.identity.fingerprints import exact_text, fingerprint, plain_term
from ankigen.identity.matching import Candidate, between, match
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
    known = [taken.record[n].guid if n in taken.record else "" for n in range(len(notes))]
    places = _places([note.origin.file for note in notes], known)
    return [
        Candidate(
            kind=notes[n].note_type,
            term=notes[n].term,
            words=fingerprint(notes[n].text),
            exact=exact_text(notes[n].text),
            file=notes[n].origin.file,
            section=notes[n].section,
            before=places[n][0],
            after=places[n][1],
        )
        for n in open_notes
    ]


def _old_candidates(lock: Lock, free: Sequence[NoteRecord], taken: Assignment) -> list[Candidate]:
    order = _source_order(lock)
    known = [record.guid if record.guid in taken.guids else "" for record in order]
    found = _places([record.file for record in order], known)
    places = {record.guid: place for record, place in zip(order, found, strict=True)}
    return [
        Candidate(
            kind=record.note_type,
            term=record.term,
            words=record.words,
            exact=record.text,
            file=record.file,
            section=record.section,
            before=before,
            after=after,
        )
        for record in free
        for before, after in (places.get(record.guid, ("", "")),)
    ]


def _places(files: Sequence[str], known: Sequence[str]) -> list[tuple[str, str]]:
    """Of notes in their order, by their files and guids ("" = not known), the nearest known ones
    before and after each in its file.
    """
    of_file: defaultdict[str, list[int]] = defaultdict(list)
    for n, file in enumerate(files):
        of_file[file].append(n)
    found: dict[int, tuple[str, str]] = {}
    for here in of_file.values():
        found.update(zip(here, between([known[n] for n in here]), strict=True))
    return [found[n] for n in range(len(files))]


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
