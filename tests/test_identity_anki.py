"""A deck that lives, with the real Anki: built from raw notes, imported, studied, changed in every
way, imported again.

After each kind of change: no note doubled, no review lost, the change is there, and what was edited
in Anki alone is as it was edited.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.notes import Note as AnkiNote

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.cards.rendering.media import MediaStore, attach
from ankigen.identity.assign_and_recover import identify_build
from ankigen.identity.identify import Identified
from ankigen.identity.last_build import LastBuild
from ankigen.identity.lock import format_lock
from ankigen.model import Deck, NoteField, NoteType, Source, Template
from ankigen.model.settings import Settings
from ankigen.pipeline import study
from ankigen.project.settings import parse_settings
from ankigen.readers.anki_package import Package, read_package
from tests.identity_helpers import answer, import_package, open_collection, reviews, write_package
from tests.identity_world import assert_sound

DECK_ID = 4_900_000_000
CELLS = """# Cells

## Osmosis

Water moves through a membrane towards the side that holds more salt.

## Mitosis

A cell divides into two cells which hold the same chromosomes.

## Enzyme

A protein that speeds up one chemical reaction without being used up.

## Stages of division

1. prophase
2. metaphase
3. anaphase
4. telophase

## Organelle

![The parts of a cell](cell.png)

A part of the cell that has a task of its own.
"""
CHEMISTRY = """# Chemistry

## Acid and base

An acid gives a proton away when it meets water and turns litmus red. A base takes such a proton up.

## Isotope

An atom of the same element that has another number of neutrons.

## Cation

An ion with a positive charge, drawn to the cathode.

## Anion

An ion with a negative charge, drawn to the anode of a cell under current.

## Mole

About six hundred sextillion particles, the unit of amount.
"""
PICTURE = b"\x89PNG\r\n\x1a\n first picture"


@dataclass
class World:
    """The project of a student and its collection in Anki."""

    folder: Path
    files: dict[str, str] = field(default_factory=lambda: {"cells.md": CELLS, "chem.md": CHEMISTRY})
    media: dict[str, bytes] = field(default_factory=lambda: {"cell.png": PICTURE})
    settings: str = ""
    note_types: tuple[NoteType, ...] = NOTE_TYPES
    last_field: str = ""  # content of the last spare field
    extra: tuple[str, ...] = ()  # contents of a field that the term notes have beyond ours
    lock: str | None = None
    last: Package | None = None

    def replace(self, old: str, new: str, file: str = "cells.md") -> None:
        assert self.files[file].count(old) == 1
        self.files[file] = self.files[file].replace(old, new)

    def build(self, built_at: int) -> tuple[Path, Identified]:
        settings: Settings = parse_settings(self.settings)
        sources = [Source(name, text.encode()) for name, text in sorted(self.files.items())]
        found = study(sources, settings)
        attached = attach(found.entries, MediaStore(notes=self.media, media={}), settings.media)
        notes, _ = make_notes(attached.entries, settings, attached.names, "Living deck")
        notes = tuple(
            replace(n, fields=(*n.fields[:-1], self.last_field or n.fields[-1], *self.extra))
            if n.note_type == "term"
            else n
            for n in notes
        )
        known = identify_build(
            notes, self.note_types, LastBuild(self.lock, self.last), DECK_ID, built_at
        )
        media = {**attached.files, **known.media}
        deck = Deck("Living deck", DECK_ID, (), known.notes, known.note_types, media)
        path = write_package(self.folder, deck)
        self.lock = format_lock(known.lock)
        self.last = read_package(path.read_bytes(), path.name)
        return path, known


def shows(col: Collection, headword: str) -> AnkiNote:
    """The one note of a headword."""
    (nid,) = col.find_notes(f'"Headword:{headword}"')
    return col.get_note(nid)


def says(headword: str, words: str, name: str = "Definition") -> Callable[[Collection], bool]:
    return lambda col: words in shows(col, headword)[name]


def tagged(headword: str, tag: str) -> Callable[[Collection], bool]:
    return lambda col: tag in shows(col, headword).tags


def front_of(col: Collection, headword: str) -> str:
    return str(col.get_card(shows(col, headword).card_ids()[0]).question())


def removed(w: World) -> None:
    start = w.files["chem.md"].index("## Cation")
    end = w.files["chem.md"].index("## Anion")
    w.files["chem.md"] = w.files["chem.md"][:start] + w.files["chem.md"][end:]


def look_changed(w: World) -> None:
    w.note_types = tuple(replace(t, css=t.css + "\n.new {}") for t in w.note_types)


def template_changed(w: World) -> None:
    term, *rest = w.note_types
    first, *others = term.templates
    front = first.front.replace("{{Headword}}", "What is {{Headword}}")
    w.note_types = (replace(term, templates=(replace(first, front=front), *others)), *rest)


def field_added(w: World) -> None:
    term, *rest = w.note_types
    w.note_types = (replace(term, fields=(*term.fields, NoteField("Mnemonic", 99))), *rest)
    w.extra = ("a rhyme",)


def spare_field_used(w: World) -> None:
    term, *rest = w.note_types
    renamed = replace(term.fields[-1], name="Mnemonic")
    w.note_types = (replace(term, fields=(*term.fields[:-1], renamed)), *rest)
    w.last_field = "a rhyme"


def template_added(w: World) -> None:
    term, *rest = w.note_types
    more = Template("Spelling", "Spell {{Definition}}", "{{Headword}}", 98)
    w.note_types = (replace(term, templates=(*term.templates, more)), *rest)


@dataclass(frozen=True)
class Kind:
    """A row of the table: the change, what it must show in Anki, and how many notes come new."""

    name: str
    change: Callable[[World], None]
    shown: Callable[[Collection], bool]
    new: int = 0
    updated: int | None = None
    merge_note_types: bool = False


KINDS = (
    Kind("an entry removed", removed, tagged("Cation", "ankigen::removed"), updated=1),
    Kind("CSS changed", look_changed, lambda col: ".new" in shows(col,
        "Osmosis").note_type()["css"], updated=0),
    Kind("a template changed", template_changed, lambda col: "What is" in front_of(col, "Osmosis"),
        updated=0),
    Kind("a field added", field_added, says("Osmosis", "a rhyme", "Mnemonic"),
        merge_note_types=True),
    Kind("a spare field used", spare_field_used, says("Osmosis", "a rhyme", "Mnemonic")),
    Kind("a template added", template_added,
        lambda col: len(col.find_cards("Headword:Osmosis")) == 2, updated=0, merge_note_types=True),
)  # fmt: skip


@pytest.fixture
def studied(tmp_path: Path) -> tuple[World, Collection, Mapping[str, int], int]:
    """A first build, imported; twelve cards answered; one note edited in Anki, and tagged."""
    world = World(tmp_path)
    col = open_collection(tmp_path / "anki")
    now = int(time.time())
    path, built = world.build(now - 5000)
    assert import_package(col, path) == (len(built.notes), 0, 0)
    assert col.card_count() == 13
    answered = answer(col, 12, "Living deck")
    mine = shows(col, "Mitosis")
    mine["Definition"] = "edited in Anki"
    mine.tags = [*mine.tags, "marked"]
    col.update_note(mine)
    col.set_user_flag_for_cards(3, shows(col, "Osmosis").card_ids())
    return world, col, answered, now


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_change_arrives_and_no_review_is_lost(
    studied: tuple[World, Collection, Mapping[str, int], int], kind: Kind
) -> None:
    world, col, answered, now = studied
    notes = col.note_count()
    before = {n.guid: list(n.values()) for n in map(col.get_note, col.find_notes(""))}
    kind.change(world)
    path, built = world.build(now + 60)
    new, updated, conflicting = import_package(col, path, merge=kind.merge_note_types)
    assert (new, conflicting) == (kind.new, 0)
    if kind.updated is not None:
        assert updated == kind.updated
    assert col.note_count() == notes + kind.new
    assert reviews(col) == answered
    assert col.get_card(shows(col, "Osmosis").card_ids()[0]).user_flag() == 3
    col.models._clear_cache()
    assert kind.shown(col)
    touched = [n.guid for n in built.notes if n.changed_at > now]
    if shows(col, "Mitosis").guid not in touched:
        assert shows(col, "Mitosis")["Definition"] == "edited in Anki"
        assert "marked" in shows(col, "Mitosis").tags
    if kind.updated == 0:
        after = {n.guid: list(n.values()) for n in map(col.get_note, col.find_notes(""))}
        assert {g: after[g] for g in before} == before
    # the same build again is the same package, and importing it does nothing
    again, _ = world.build(now + 90)
    assert import_package(col, again, merge=kind.merge_note_types) == (0, 0, 0)
    assert_sound(col)
    assert col.note_count() == notes + kind.new
    col.close()


def test_removed_and_brought_back(
    studied: tuple[World, Collection, Mapping[str, int], int],
) -> None:
    world, col, answered, now = studied
    whole = dict(world.files)
    removed(world)
    import_package(col, world.build(now + 60)[0])
    world.files = whole
    path, _ = world.build(now + 120)
    assert import_package(col, path) == (0, 1, 0)
    assert "ankigen::removed" not in shows(col, "Cation").tags
    assert reviews(col) == answered
    col.close()


def test_changed_on_both_sides_ours_wins(
    studied: tuple[World, Collection, Mapping[str, int], int],
) -> None:
    world, col, answered, now = studied
    world.replace("A cell divides into two", "One cell becomes two")
    import_package(col, world.build(now + 60)[0])
    assert "One cell becomes two" in shows(col, "Mitosis")["Definition"]
    assert reviews(col) == answered
    col.close()


def test_without_the_option_a_new_field_leaves_what_is_there(
    studied: tuple[World, Collection, Mapping[str, int], int],
) -> None:
    """What the finding says: with default options Anki refuses the notes, and loses nothing."""
    world, col, answered, now = studied
    field_added(world)
    path, built = world.build(now + 60)
    assert [f.code for f in built.findings] == ["note-type-changed"]
    _, _, conflicting = import_package(col, path)
    assert conflicting > 0 and reviews(col) == answered
    assert import_package(col, path, merge=True)[2] == 0
    assert reviews(col) == answered
    col.close()
