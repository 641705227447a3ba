"""The real Anki as the judge of what we build."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportCsvRequest


@contextmanager
def collection(folder: Path, name: str = "collection") -> Iterator[Any]:
    """An empty collection in a folder, closed at the end."""
    col = Collection(str(folder / f"{name}.anki2"))
    try:
        yield col
    finally:
        col.close()


def import_package(col: Any, path: Path) -> Any:
    """Imports with Anki's default options; returns its log."""
    options = ImportAnkiPackageOptions(
        merge_notetypes=False,
        update_notes=0,  # if newer
        update_notetypes=0,
        with_scheduling=False,
        with_deck_configs=False,
    )
    request = ImportAnkiPackageRequest(package_path=str(path), options=options)
    return col.import_anki_package(request).log


def import_text(col: Any, path: Path) -> Any:
    """Imports a text file as its own headers say; returns Anki's log."""
    metadata = col.get_csv_metadata(str(path), None)
    return col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log


@dataclass(frozen=True)
class Stored:
    """A note as Anki has it."""

    guid: str
    note_type: str
    deck: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    mod: int
    cards: int


def stored(col: Any) -> dict[str, Stored]:
    """All notes by guid."""
    found = {}
    for note_id in col.find_notes(""):
        note = col.get_note(note_id)
        cards = note.cards()
        found[note.guid] = Stored(
            note.guid,
            note.note_type()["name"],
            col.decks.name(cards[0].did),
            tuple(note.fields),
            tuple(sorted(note.tags)),
            note.mod,
            len(cards),
        )
    return found


def complaints(col: Any) -> list[str]:
    """What Anki's own checks say against a collection, rendering every card; empty = all is
    well.
    """
    found = []
    for card_id in col.find_cards(""):
        # raises TemplateError, while card.render_output() would hide it as text
        col._backend.render_existing_card(card_id=card_id, browser=False, partial_render=True)
        output = col.get_card(card_id).render_output()
        if not output.question_text.strip() or not output.answer_text.strip():
            found.append(f"card {card_id} shows nothing")
    media = col.media.check()
    found += [f"missing: {name}" for name in media.missing]
    found += [f"unused: {name}" for name in media.unused]
    found += [f"empty cards: {note}" for note in col.get_empty_cards().notes]
    without_card = col.db.scalar(
        "select count() from notes where id not in (select nid from cards)"
    )
    if without_card:
        found.append(f"{without_card} notes without a card")
    before = col.card_count()
    said, ok = col.fix_integrity()
    if not ok:
        found.append(said)
    if col.card_count() != before:  # it silently adds cards that a package forgot
        found.append(f"{before} cards became {col.card_count()}")
    return found


def answer_one(col: Any, deck: str) -> int:
    """Answers the next card of a deck with Good; returns its id."""
    col.decks.select(col.decks.id_for_name(deck))
    queued = col.sched.get_queued_cards(fetch_limit=1).cards[0]
    card = col.get_card(queued.card.id)
    card.start_timer()
    col.sched.answer_card(col.sched.build_answer(card=card, states=queued.states, rating=3))
    return int(card.id)
