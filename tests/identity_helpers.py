"""Notes, decks and real Anki collections for the tests of identity, push, sync and merge."""

from __future__ import annotations

import html
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import anki.collection  # noqa: F401 (before anki.cards, which needs it loaded)
from anki.cards import CardId
from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from ankigen.exporters.apkg import package
from ankigen.identity.identify import Identified, identify
from ankigen.identity.lock import format_lock, parse_lock
from ankigen.identity.records import Lock
from ankigen.model import Deck, Note, NoteField, NoteType, Origin, Template

DECK_ID = 1_700_000_000_001
DAY = 86_400
T0 = 1_750_000_000

TERM = NoteType(
    key="term",
    name="Test Term",
    id=1_700_000_000_101,
    fields=tuple(
        NoteField(name, 1_000 + n)
        for n, name in enumerate(("Term", "Definition", "Context", "Source", "Spare"))
    ),
    templates=(
        Template(
            "Card 1", "{{Term}}<br>{{Context}}", "{{FrontSide}}<hr>{{Definition}}{{Source}}", 2_000
        ),
    ),
    css=".card { font-size: 20px }",
)
LIST = NoteType(
    key="list",
    name="Test List",
    id=1_700_000_000_102,
    fields=tuple(
        NoteField(name, 1_100 + n) for n, name in enumerate(("Term", "Text", "Context", "Source"))
    ),
    templates=(Template("Cloze", "{{Term}} {{cloze:Text}}", "{{Term}} {{cloze:Text}}", 2_100),),
    css=".card { font-size: 20px }",
    cloze=True,
)
NOTE_TYPES = (TERM, LIST)


def note(
    term: str,
    text: str,
    file: str = "notes.txt",
    section: str = "",
    context: str = "",
    tags: Sequence[str] = (),
    line: int = 1,
    guid: str = "",
) -> Note:
    """A term note as the cards stage makes it."""
    source = " · ".join(part for part in (file, section) if part)
    return Note(
        key=f"{term.casefold()}|{context.casefold()}|term",
        note_type="term",
        fields=(html.escape(term), f"<p>{html.escape(text)}</p>", html.escape(context), source, ""),
        tags=tuple(tags),
        origin=Origin(file, line),
        term=term,
        text=text,
        section=section,
        guid=guid,
    )


def list_note(term: str, items: Sequence[str], file: str = "notes.txt") -> Note:
    clozes = "".join(f"<li>{{{{c{n}::{html.escape(i)}}}}}</li>" for n, i in enumerate(items, 1))
    return Note(
        key=f"{term.casefold()}||list",
        note_type="list",
        fields=(html.escape(term), f"<ul>{clozes}</ul>", "", file),
        origin=Origin(file, 1),
        term=term,
        text=" ".join(items),
        items=tuple(items),
        cards=len(items),
    )


def built(notes: Sequence[Note], lock: Lock, number: int) -> tuple[Identified, Lock]:
    """What the build of that number makes of the notes, and its lock as it is read again."""
    found = identify(notes, NOTE_TYPES, lock, DECK_ID, T0 + 100 * number)
    return found, parse_lock(format_lock(found.lock))


def deck(
    notes: Iterable[Note], note_types: Sequence[NoteType] = NOTE_TYPES, **media: bytes
) -> Deck:
    return Deck(
        name="Test deck",
        id=DECK_ID,
        entries=(),
        notes=tuple(notes),
        note_types=tuple(note_types),
        media={name.replace("__", "."): data for name, data in media.items()},
    )


def write_package(folder: Path, built: Deck, name: str = "deck.apkg") -> Path:
    path = folder / name
    path.write_bytes(package(built))
    return path


def open_collection(folder: Path, name: str = "collection") -> Collection:
    folder.mkdir(parents=True, exist_ok=True)
    return Collection(str(folder / f"{name}.anki2"))


def import_package(col: Collection, path: Path, merge: bool = False) -> tuple[int, int, int]:
    """Imports with Anki's default options; gives (new, updated, conflicting)."""
    options = ImportAnkiPackageOptions(
        merge_notetypes=merge,
        update_notes=0,
        update_notetypes=0,
        with_scheduling=False,
        with_deck_configs=False,
    )
    log = col.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(path), options=options)
    ).log
    return len(log.new), len(log.updated), len(log.conflicting)


def export_package(col: Collection, path: Path, deck_name: str, scheduling: bool = False) -> Path:
    """What Anki exports of a deck, in the form that older versions read as well."""
    did = col.decks.id_for_name(deck_name)
    assert did is not None
    options = ExportAnkiPackageOptions(
        with_scheduling=scheduling, with_deck_configs=scheduling, with_media=True, legacy=True
    )
    col.export_anki_package(out_path=str(path), options=options, limit=DeckIdLimit(deck_id=did))
    return path


def answer(col: Collection, count: int, deck_name: str = "Test deck") -> dict[str, int]:
    """Answers so many cards "good"; gives guid of the note → how often it was answered."""
    did = col.decks.id_for_name(deck_name)
    assert did is not None
    col.decks.select(did)
    answered: dict[str, int] = {}
    for _ in range(count):
        queued = col.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = col.get_card(queued.card.id)
        card.start_timer()
        given = col.sched.build_answer(card=card, states=queued.states, rating=3)
        given.answered_at_millis = _next_millisecond()
        col.sched.answer_card(given)
        guid = card.note().guid
        answered[guid] = answered.get(guid, 0) + 1
    return answered


_last_millisecond = 0


def _next_millisecond() -> int:
    """A millisecond of its own for each answer.

    Anki dates the line of its log to a free millisecond and the card to the answer's second.
    Several answers in one millisecond push the lines on, over the end of a second once in a hundred
    runs, and `fix_integrity` then says "Added last review time to 4 cards".
    """
    global _last_millisecond
    _last_millisecond = max(_last_millisecond + 1, int(time.time() * 1000))
    return _last_millisecond


def answer_card(col: Collection, number: CardId) -> None:
    """Answers this card "good", wherever it stands in the queue."""
    card = col.get_card(number)
    card.start_timer()
    states = col._backend.get_scheduling_states(number)
    given = col.sched.build_answer(card=card, states=states, rating=3)
    given.answered_at_millis = _next_millisecond()
    col.sched.answer_card(given)


def reviews(col: Collection) -> dict[str, int]:
    """Guid of the note → how many reviews its cards have."""
    assert col.db is not None
    rows = col.db.all(
        "SELECT n.guid, count(*) FROM revlog r JOIN cards c ON c.id = r.cid "
        "JOIN notes n ON n.id = c.nid GROUP BY n.guid"
    )
    return dict(rows)


def changed(note_: Note, **values: Any) -> Note:
    return replace(note_, **values)
