"""`ankigen push`: the steps that bring a running Anki to what the deck is.

New notes go in as a package, with the guids and ids that every other way of import uses too. Notes
that are there are changed field by field: their tags, flags and reviews stay.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from ankigen.exporters.apkg import package
from ankigen.identity.records import Lock
from ankigen.model import AnkigenError, Deck, Note, NoteType
from ankigen.sync.anki_connect import AnkiConnect
from ankigen.sync.anki_state import State, read_state, with_cards
from ankigen.sync.push_memory import Folders, remember_push, remembered
from ankigen.sync.push_plan import Change, Plan, PushOptions, looked_at, make_plan, their_values

#: Actions in one request, and bytes of media in one: a request is answered in well under a second.
BATCH = 100
BATCH_BYTES = 4_000_000
#: New notes in one package: an interruption loses no more than this, and the progress bar moves.
NEW_NOTES = 500

Progress = Callable[[str, int, int], None]


def push(
    anki: AnkiConnect,
    deck: Deck,
    lock: Lock,
    wanted: PushOptions,
    folders: Folders,
    progress: Progress,
) -> Plan:
    """Brings the deck into the running Anki (or, where that is wanted, only plans it)."""
    progress("reading Anki", 0, 0)
    state = read_state(anki, deck, folders.exchange)
    state = replace(state, had=remembered(folders.memory, deck.name, state.anki))
    notes = {note.guid for note in deck.notes} if wanted.move else set()
    placed = {state.notes[guid].id for guid in notes if guid in state.notes}
    state = with_cards(anki, state, looked_at(lock, state) | placed, placed)
    plan = make_plan(deck, lock, state, wanted)
    if not wanted.dry_run:
        carry_out(anki, deck, state, plan, folders.exchange, progress)
        remember_push(folders.memory, deck.name, state.anki, plan.had)
    return plan


def carry_out(
    anki: AnkiConnect, deck: Deck, state: State, plan: Plan, folder: Path, progress: Progress
) -> None:
    """The plan, step by step: what a step needs is there before it, so a push that broke off is
    simply done again.

    Cards are suspended before their note is tagged, and are no longer before it loses the tag: a
    tag tells what was done.
    """
    _store_media(anki, deck, plan.media, progress)
    _bring(anki, deck, state, plan, folder, progress)
    _set_fields(anki, plan.changed, progress)
    back = [card for change in plan.changed for card in change.unsuspend]
    gone = [card for change in plan.removed for card in change.suspend]
    if back:
        anki.ask("unsuspend", cards=back)
    if gone and not plan.deleting:
        anki.ask("suspend", cards=gone)
    _set_tags(anki, (*plan.changed, *(() if plan.deleting else plan.removed)))
    if plan.removed and plan.deleting:
        anki.ask("deleteNotes", notes=[change.note_id for change in plan.removed])
    for home, cards in plan.moves.items():
        anki.ask("changeDeck", cards=list(cards), deck=home)


def _store_media(anki: AnkiConnect, deck: Deck, names: Sequence[str], progress: Progress) -> None:
    batch: list[tuple[str, Mapping[str, object]]] = []
    size = 0
    for n, name in enumerate(names):
        data = base64.b64encode(deck.media[name]).decode()
        batch.append(("storeMediaFile", {"filename": name, "data": data}))
        size += len(data)
        if size >= BATCH_BYTES or len(batch) == BATCH or n == len(names) - 1:
            anki.ask_all(batch)
            progress("media", n + 1, len(names))
            batch, size = [], 0


def _bring(
    anki: AnkiConnect, deck: Deck, state: State, plan: Plan, folder: Path, progress: Progress
) -> None:
    """New notes and note types, as packages. A note type without a new note comes with one that
    Anki has already.
    """
    notes = plan.new
    carriers: list[Note] = []
    for kind in plan.note_types:
        changed = _carriers(deck, state, plan, kind)
        if not changed and not any(note.note_type == kind.key for note in notes):
            # older than what Anki has, so that Anki leaves the note itself alone
            known = (n for n in deck.notes if n.note_type == kind.key and n.guid in state.notes)
            changed = [replace(note, changed_at=1) for note in islice(known, 1)]
        carriers += changed
    # those all at once: once the type is there, the next push would not bring the rest in this way
    parts = [carriers] if carriers else []
    parts += [list(notes[n : n + NEW_NOTES]) for n in range(0, len(notes), NEW_NOTES)]
    path = folder / "to-anki.apkg"
    done = 0
    for part in parts:
        path.write_bytes(package(replace(deck, notes=tuple(part), media={})))
        if anki.ask("importPackage", path=str(path)) is not True:
            raise AnkigenError(f"{anki.url}: Anki could not import the new notes; push again")
        done += len(part)
        progress("notes", done, len(carriers) + len(notes))


def _carriers(deck: Deck, state: State, plan: Plan, kind: NoteType) -> list[Note]:
    """The changed notes of a type with new names of fields: the add-on may not see those before
    Anki starts again. What is not to be changed in them is as it is there.
    """
    theirs = state.note_types.get(kind.id)
    if theirs is None or [f.name for f in theirs.fields] == [f.name for f in kind.fields]:
        return []
    changes = {change.note_id: change for change in plan.changed if change.fields}
    found = []
    for note in deck.notes:
        known = state.notes.get(note.guid)
        if note.note_type == kind.key and known is not None and known.id in changes:
            change = changes[known.id]
            tags = tuple(sorted({*known.tags, *change.add} - set(change.drop)))
            values = {**their_values(kind, known, state), **change.fields}
            fields = tuple(values[f.name] for f in kind.fields)
            found.append(replace(note, tags=tags, fields=fields))
    return found


def _set_fields(anki: AnkiConnect, changes: Sequence[Change], progress: Progress) -> None:
    changes = [change for change in changes if change.fields]
    for start in range(0, len(changes), BATCH):
        anki.ask_all(
            [
                ("updateNoteFields", {"note": {"id": change.note_id, "fields": change.fields}})
                for change in changes[start : start + BATCH]
            ]
        )
        progress("changes", min(start + BATCH, len(changes)), len(changes))


def _set_tags(anki: AnkiConnect, changes: Sequence[Change]) -> None:
    """Tags one by one: whatever else a person put on the note stays."""
    wanted: dict[tuple[str, str], list[int]] = {}
    for change in changes:
        for tag in change.add:
            wanted.setdefault(("addTags", tag), []).append(change.note_id)
        for tag in change.drop:
            wanted.setdefault(("removeTags", tag), []).append(change.note_id)
    actions: list[tuple[str, Mapping[str, object]]] = [
        (action, {"notes": notes, "tags": tag}) for (action, tag), notes in wanted.items()
    ]
    for start in range(0, len(actions), BATCH):
        anki.ask_all(actions[start : start + BATCH])
