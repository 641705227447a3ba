"""Entries that were one and are several now, or were several and are one: which goes on with the
note that is in Anki. Another reading of the notes does this without a change of theirs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ankigen.identity.assignment import Assignment, renamed
from ankigen.identity.fingerprints import plain_term, sample_end, word_hashes
from ankigen.identity.items import kept_text
from ankigen.identity.matching import CANDIDATES, COMMON_WORD, FEW_WORDS, are_rivals, are_siblings
from ankigen.identity.records import Lock, NoteRecord
from ankigen.model import Finding, Note

#: Two lists are one when they share so many items word for word…
SHARED_ITEMS = 2
#: …and at least this share of the shorter one.
SHARED_SHARE = 0.5
#: An entry is a part of another when this share of its words is found there…
PART_SHARE = 0.8
#: …and several parts are the whole when they hold this share of its words.
WHOLE_SHARE = 0.6
#: By so many of its rarest words a part finds the wholes that may hold it.
RARE_WORDS = 3


def by_items(notes: Sequence[Note], lock: Lock, taken: Assignment) -> list[Finding]:
    """Lists with the same items under another headword, most of them first: each card asks for
    what it asked for, however the list was cut.
    """
    olds = [r for r in taken.free(lock) if r.items.order and not r.removed_at and not r.settled]
    if not olds:
        return []
    where: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for o, record in enumerate(olds):
        for number in record.items.order:
            where[record.note_type, record.items.texts[number - 1]].append(o)
    shared: Counter[tuple[int, int]] = Counter()
    for n, note in enumerate(notes):
        if note.items and taken.is_open(n):
            for item in {kept_text(item) for item in note.items}:
                found = where.get((note.note_type, item), ())
                shared.update((n, o) for o in found if len(found) <= COMMON_WORD)
    findings = []
    for (n, o), count in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        note, record = notes[n], olds[o]
        shorter = min(len(note.items), len(record.items.order))
        if count < max(SHARED_ITEMS, SHARED_SHARE * shorter):
            continue
        if taken.is_open(n) and record.guid not in taken.guids and not _others(note, record):
            taken.take(n, record)
            findings.append(renamed(note, record))
    return findings


def _others(note: Note, record: NoteRecord) -> bool:
    """Whether the headwords name two things, as "advantages" and "disadvantages" do."""
    one, other = plain_term(note.term), plain_term(record.term)
    return are_rivals(one, other) or are_siblings(one, other)


def by_parts(
    notes: Sequence[Note], lock: Lock, taken: Assignment, doubts: Mapping[str, Sequence[int]]
) -> list[Finding]:
    """What is left when each note was looked at by itself: an old note that several new ones hold
    in parts goes on as the part that has its headword, else as the largest; several old notes that
    are in one go on as that, the one of its headword or the largest. Notes in doubt are left to a
    person (`doubts`: guid of an old note → the notes that it may be), but for a note that holds
    all the old ones that it may be: it is none of them alone.
    """
    asked = {n for found in doubts.values() for n in found}
    olds = [
        _Words.of_record(o, record)
        for o, record in enumerate(lock.notes)
        if record.guid not in taken.guids and not (record.removed_at or record.settled)
    ]
    if not olds:
        return []
    news = [_Words.of_note(n, note) for n, note in enumerate(notes) if taken.is_open(n)]
    guids = [record.guid for record in lock.notes]
    split = _wholes(
        [old for old in olds if guids[old.number] not in doubts],
        [new for new in news if new.number not in asked],
    )
    pairs = [(_best(parts, whole).number, whole.number) for whole, parts in split]
    for whole, parts in _wholes(news, olds):
        held = {guids[part.number] for part in parts}
        perhaps = {guid: found for guid, found in doubts.items() if whole.number in found}
        if perhaps.keys() <= held and all(len(found) == 1 for found in perhaps.values()):
            pairs.append((whole.number, _best(parts, whole).number))
    findings = []
    for n, o in pairs:
        record = lock.notes[o]
        if taken.is_open(n) and record.guid not in taken.guids:
            taken.take(n, record)
            findings.append(renamed(notes[n], record))
    return findings


def joined_notes(
    left: Sequence[NoteRecord], notes: Sequence[Note], records: Sequence[NoteRecord], before: Lock
) -> dict[str, str]:
    """Of the notes that have just left, those whose text stands in another note from now on: guid →
    the headword of that note.
    """
    telling = [record for record in left if len(record.words) >= FEW_WORDS]
    if not telling:
        return {}
    former = {record.guid: record.text for record in before.notes if not record.removed_at}
    wholes = [
        _Words.of_note(n, notes[n])
        for n, record in enumerate(records)
        if former.get(record.guid) != record.text
    ]
    found = {}
    for record in telling:
        text = replace(_Words.of_record(0, record), words=frozenset(record.words))
        there = [whole for whole in wholes if text.share_in(whole) >= PART_SHARE]
        if there:
            found[record.guid] = notes[max(there, key=text.share_in).number].term
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a note, headword and text; `limit` = those above are not known (see
    `fingerprints.fingerprint`).
    """

    number: int
    kind: str
    file: str
    term: frozenset[int]
    words: frozenset[int]
    limit: int

    @classmethod
    def of_note(cls, number: int, note: Note) -> _Words:
        term = word_hashes(note.term)
        words = term | word_hashes(note.text)
        return cls(number, note.note_type, note.origin.file, term, words, max(words, default=0))

    @classmethod
    def of_record(cls, number: int, record: NoteRecord) -> _Words:
        term = word_hashes(record.term)
        words = term | frozenset(record.words)
        limit = min(sample_end(record.words), max(words, default=0))
        return cls(number, record.note_type, record.file, term, words, limit)

    def was_within(self, whole: _Words) -> bool:
        """Whether the headword stood in the text of the whole: another one was read."""
        return self.term <= whole.words and not self.term & whole.term

    def share_in(self, whole: _Words) -> float:
        """Which share of these words is among those of the whole, as far as both are known."""
        known = [word for word in self.words if word <= whole.limit or word in whole.words]
        return sum(word in whole.words for word in known) / len(known) if len(known) > 1 else 0.0


def _wholes(
    wholes: Sequence[_Words], parts: Sequence[_Words]
) -> Iterator[tuple[_Words, Sequence[_Words]]]:
    """The wholes that several parts make up, each with these."""
    inside: defaultdict[int, list[_Words]] = defaultdict(list)
    with_word: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for at, whole in enumerate(wholes):
        for word in whole.words:
            with_word[whole.kind, word].append(at)
    for part in parts:
        for at in _near(part, with_word):
            same_file = part.file == wholes[at].file or not (part.file and wholes[at].file)
            if same_file and part.share_in(wholes[at]) >= PART_SHARE:
                inside[at].append(part)
    for at, found in sorted(inside.items()):
        whole = wholes[at]
        known = min((whole.limit, *(part.limit for part in found)))
        own = {word for word in whole.words if word <= known}
        held = {word for part in found for word in part.words & own}
        if len(found) > 1 and own and len(held) >= WHOLE_SHARE * len(own):
            yield whole, found
        elif len(held) >= max(FEW_WORDS, PART_SHARE * len(own)) and found[0].was_within(whole):
            yield whole, found  # the only part, which is nearly all of it


def _best(parts: Sequence[_Words], whole: _Words) -> _Words:
    """The part that goes on with the whole."""
    return min(parts, key=lambda part: _fit(part, whole))


def _near(part: _Words, with_word: Mapping[tuple[str, int], Sequence[int]]) -> list[int]:
    """The wholes (by index) that hold one of the rarest words of a part."""
    found = [with_word.get((part.kind, word), ()) for word in part.words]
    rarest = sorted(
        (at for at in found if 0 < len(at) <= COMMON_WORD), key=lambda at: (len(at), at)
    )
    return list(dict.fromkeys(chain.from_iterable(rarest[:RARE_WORDS])))[:CANDIDATES]


def _fit(part: _Words, whole: _Words) -> tuple[bool, int, int]:
    """Sorts the parts: those of the same headword first, then the largest, then by place."""
    named = bool(part.term) and (part.term <= whole.term or whole.term <= part.term)
    return not named, -len(part.words & whole.words), part.number
