"""What the notes of a lock asked for, as the cards stage wants to know it."""

from __future__ import annotations

from ankigen.cards.asking.former import Former, FormerNote
from ankigen.cards.notes.term import VOCABULARY
from ankigen.identity.records import Lock, NoteRecord
from ankigen.model.note_fields import LIST, TERM, TERM_FIELDS

_REVERSE, _KIND = map(TERM_FIELDS.index, ("Reverse", "Kind"))


def former_notes(lock: Lock) -> Former:
    """What the notes of the last build asked for, by their keys; those that had left ask nothing
    any more.
    """
    found = {record.key: _former(record) for record in lock.notes if not record.removed_at}
    found.pop("", None)  # of a lock that was made again from a package
    return Former({key: note for key, note in found.items() if note is not None})


def _former(record: NoteRecord) -> FormerNote | None:
    if record.note_type == LIST:
        items = record.items
        return FormerNote(items=tuple(items.texts[n - 1] for n in items.order))
    if record.note_type == TERM:
        reverse = record.state.holds(_REVERSE)
        vocabulary = record.state.had(_KIND, VOCABULARY)
        return FormerNote(reverse, vocabulary) if reverse or vocabulary else None
    return None
