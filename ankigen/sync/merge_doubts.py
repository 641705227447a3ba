"""What a merge tells of notes that are not beyond doubt: one that may be another one by now, one
that has left, one that is not in their file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ankigen.identity.markup import words_of
from ankigen.identity.records import NoteRecord, became
from ankigen.model import Note
from ankigen.model.note_fields import CLOZE
from ankigen.readers.anki_package import PackageNote
from ankigen.readers.html import nodes_of, rich_of
from ankigen.sync.body_patch import target_of
from ankigen.sync.entry_values import body_html, clozed_nodes, rich_html, value
from ankigen.sync.merge import Merge, edited_elsewhere
from ankigen.text.plurals import counted

#: So many notes that are not in a file are named: a file with far fewer was not meant to have all.
MOST_DELETED = 10


def in_doubt(
    state: Merge,
    record: NoteRecord,
    theirs: PackageNote,
    notes: Mapping[str, Note],
    places: Mapping[tuple[object, str], int],
) -> None:
    """A note that has left, or that may be another one by now (a doubt of a build): what they
    edited in it is a conflict of that one, and told of a note that has left.
    """
    same = notes.get(became(record.guid, state.ours.lock.perhaps, notes))
    n = places.get((same.origin, same.term)) if same is not None else None
    if n is None:
        state.leave_out(words_of(theirs.fields[0]))
        return
    states = (record.state, *record.past)
    edited = [
        name
        for number, name in enumerate(theirs.names)
        if not any(past.had(number, theirs.field(name)) for past in states)
    ]
    doubtful_fields(state, n, record.note_type, theirs, edited)


def doubtful_fields(
    state: Merge, n: int, note_type: str, theirs: PackageNote, names: Collection[str]
) -> None:
    """Conflicts about what entry `n`, if it is this note, would say by their fields of these
    names.
    """
    entry = state.working[n]
    reason = edited_elsewhere(words_of(theirs.fields[0]))
    for name in names:
        field_, target = theirs.field(name), target_of(note_type, name)
        if target is None or target == "term":
            continue
        read = clozed_nodes if note_type == CLOZE else nodes_of
        is_body = target == "definition"
        now = body_html(read(field_, 1)) if is_body else rich_html(rich_of(field_, 1))
        if name in _WHOLE:
            state.conflict(n, target, value(entry, target), now, f"{name} {now}", reason)
        else:  # a part of what the entry says
            state.conflict(n, name, "", field_, f"{name} {now}", reason)


#: The fields that hold a headword, context or definition whole.
_WHOLE = frozenset({"Context", "Definition", "Text"})


def deleted(
    state: Merge,
    notes: Mapping[str, Note],
    records: Mapping[str, NoteRecord],
    there: Collection[str],
) -> Iterator[str]:
    """Notes that they had (their file has what was built with it) and have no more. Of a file that
    holds but a part of the deck nothing is said.
    """
    if 2 * len(notes.keys() & there) < len(notes):
        return
    missing = [
        f'"{note.term}"'
        for guid, note in notes.items()
        if guid not in there and guid in records and state.started.has(records[guid].since)
    ]
    for name in missing[:MOST_DELETED]:
        yield (
            f"{name} is not in their file: if it was deleted on purpose, put it under [ignore] "
            "terms, or each import brings it back"
        )
    if len(missing) > MOST_DELETED:
        yield f"{counted(len(missing) - MOST_DELETED, 'more note')} not in their file"
