"""What the notes of a lock asked for, as the cards stage wants to know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ankigen.cards.asking.former import Former, FormerNote
from ankigen.cards.notes.term import VOCABULARY
from ankigen.identity.lock import records_with
from ankigen.identity.records import Lock, NoteRecord
from ankigen.model.entries import RowNames
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


def tables_of_cells(
    lock_text: str, tables: Mapping[str, Sequence[RowNames]]
) -> dict[str, tuple[RowNames, ...]]:
    """Of the tables of files, by the names of their rows, those that the notes of a lock ask for
    cell by cell: of half of the rows there are cells among the items, and none has a note of its
    own.
    """
    found: dict[str, tuple[RowNames, ...]] = {}
    lists = records_with(lock_text, f'"type": "{LIST}"')
    for file, rows in tables.items():
        items = [
            record.items.texts[n - 1]
            for record in lists
            if record.file == file and not record.removed_at
            for n in record.items.order
        ]
        if whole := tuple(names for names in rows if _among(names, items)):
            found[file] = whole
    if not found:
        return found
    own = {(r.file, r.term) for r in records_with(lock_text) if not r.removed_at}
    return {
        file: tuple(n for n in whole if not any((file, name) in own for name in n))
        for file, whole in found.items()
    }


def _among(names: RowNames, items: Sequence[str]) -> bool:
    known = sum(any(item.startswith(f"{name} ") for item in items) for name in names)
    return known > 0 and 2 * known >= len(names)
