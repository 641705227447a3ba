"""Entries that become another kind of note: Anki cannot change a note's type, so their cards
begin afresh, which a person has to know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ankigen.identity.fingerprints import plain_term
from ankigen.identity.records import Lock, NoteRecord, Notice
from ankigen.model import Note
from ankigen.model.note_fields import CHOICE, CLOZE, LIST, LIST_FIELDS, TERM, TERM_FIELDS
from ankigen.text.plurals import counted

KIND_CHANGED = "kind-changed"

_NAMES = {TERM: "a definition", LIST: "a list", CLOZE: "a text with clozes", CHOICE: "a choice"}
#: A lock may name a note type that this version does not know.
OTHER = "another kind of note"
#: The field that makes the card of each template of a term, in their order.
_SWITCHES = tuple(map(TERM_FIELDS.index, ("Forward", "Reverse", "Picture")))
_LABELS = LIST_FIELDS.index("Names")
#: Words of an item that may be the headword of an entry.
_LONGEST_HEADWORD = 8


def asked_cards(record: NoteRecord) -> frozenset[int]:
    """The cards that a note asks for, as far as the lock tells: those of lists, clozes and terms.
    Labels count as card 0 of a list.
    """
    if record.note_type == LIST:
        return frozenset((*record.items.order, *([0] if record.state.holds(_LABELS) else [])))
    if record.note_type == CLOZE:
        return frozenset(record.items.order)
    if record.note_type == TERM:
        state = record.state
        return frozenset(n for n in _SWITCHES if state.holds(n))
    return frozenset()


def no_longer_asked(before: Lock, after: Lock) -> dict[str, int]:
    """How many cards notes (by guid) do not ask for any more, though they are there."""
    olds = {record.guid: record for record in before.notes if not record.removed_at}
    counts = {
        record.guid: len(asked_cards(olds[record.guid]) - asked_cards(record))
        for record in after.notes
        if record.guid in olds and not record.removed_at
    }
    return {guid: count for guid, count in counts.items() if count}


def other_kinds(
    just_left: Sequence[NoteRecord],
    before: Lock,
    notes: Sequence[Note],
    records: Sequence[NoteRecord],
) -> dict[str, Notice]:
    """The notes that have just left because their entries are another kind of note from now on,
    or several (by guid), with what to tell.
    """
    if not just_left:
        return {}
    known = {record.guid for record in before.notes}
    by_term: defaultdict[str, list[Note]] = defaultdict(list)
    by_section: defaultdict[str, list[Note]] = defaultdict(list)
    for note, record in zip(notes, records, strict=True):
        if record.guid not in known:
            by_term[plain_term(note.term)].append(note)
            by_section[plain_term(note.section.rpartition(" > ")[2])].append(note)
    found = {}
    for record in just_left:
        name = plain_term(record.term)
        others = [note for note in by_term[name] if note.note_type != record.note_type]
        below = by_section[name] if record.note_type == LIST else []
        entries = sum(_is_entry(item, by_term) for item in record.items.texts)
        if others:
            found[record.guid] = _notice(record, f"is now {_NAMES[others[0].note_type]}")
        elif below:
            found[record.guid] = _notice(record, f"now heads {counted(len(below), 'card')}")
        elif entries > 1:
            found[record.guid] = _notice(record, f"is now {entries} entries")
    return found


def _is_entry(item: str, by_term: Mapping[str, Sequence[Note]]) -> bool:
    """Whether an item of a list begins with the headword of a note that is no list."""
    words = plain_term(item).split()[:_LONGEST_HEADWORD]
    names = (" ".join(words[:n]).rstrip(":=-– ") for n in range(1, len(words) + 1))
    return any(note.note_type != LIST for name in names for note in by_term.get(name, ()))


def _notice(record: NoteRecord, what: str) -> Notice:
    count = len(asked_cards(record))
    cards = f"its {counted(count, 'card')} begin" if count > 1 else "its card begins"
    was = _NAMES.get(record.note_type, OTHER)
    return Notice(
        KIND_CHANGED,
        f'"{record.term}" ({record.file}) {what}, and was {was}: {cards} '
        "afresh, since Anki cannot change a note's type; what was studied stays in Anki, tagged as "
        "removed",
        about=record.guid,
    )
