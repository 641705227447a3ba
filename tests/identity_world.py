"""The project of a student and its collection in the real Anki, for tests of what becomes of
reviews.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import anki.collection  # noqa: F401 (before anki.cards, which needs it loaded)
from anki.cards import CardId
from anki.collection import Collection

from ankigen.cards.notes.cloze import cloze_items
from ankigen.cards.rendering.media import MediaStore
from ankigen.exporters.apkg import package
from ankigen.identity.former import tables_of_cells
from ankigen.identity.last_build import LastBuild
from ankigen.identity.lock import format_lock
from ankigen.identity.markup import words_of
from ankigen.model import Source
from ankigen.pipeline import BuildResult, DeckOptions, ParsedNotes, make, study, with_edits
from ankigen.project.settings import parse_settings
from ankigen.readers.anki_package import Package, read_package
from ankigen.sync.edits import Overlay
from tests.identity_helpers import answer_card, import_package, open_collection

CELLS = """# Cells

## Osmosis

Water moves through a membrane towards the side that holds more salt. Roots drink by it.

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

## Growth phases

| phase | hours | share |
| --- | --- | --- |
| first gap | 11 | 46 % |
| synthesis | 8 | 33 % |
| second gap | 4 | 17 % |
| division | 1 | 4 % |

## Blood cells

- red ones carry oxygen
- white ones fight what is foreign
- platelets close a wound
- stem cells become all of these
- the plasma is what they swim in
- the marrow is where they come from
- the spleen takes old ones apart
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
PHYSICS = """Inertia
A body keeps its speed and direction as long as no force acts on it.

Friction
The force between two surfaces that slows down their motion.
"""
PICTURE = b"\x89PNG\r\n\x1a\n first picture"
NAME = "Living deck"
DECK = f'[deck]\nname = "{NAME}"\nid = 4900000000\n'
#: The note that the student edits in Anki, and tags.
EDITED = "Mitosis"


def studied_notes(files: Mapping[str, str], settings: str, lock: str | None = None) -> ParsedNotes:
    """The entries of notes, which the same notes give again after the same build."""
    first = _studied(tuple(sorted(files.items())), settings)
    tables = {d.file: d.tables for d in first.documents if d.tables}
    if lock is None or not tables or not parse_settings(settings).cards.keep_asked:
        return first
    whole = tables_of_cells(lock, tables)
    return _studied(tuple(sorted(files.items())), settings, tuple(whole.items()))


@cache
def _studied(
    files: tuple[tuple[str, str], ...],
    settings: str,
    whole: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (),
) -> ParsedNotes:
    sources = [Source(n, t.encode()) for n, t in files]
    return study(sources, parse_settings(settings), asked=lambda _documents: dict(whole))


#: What stands for a card: the kind of note, the headword, and the item or the number of the
#: template.
CardName = tuple[str, str, str]


@dataclass
class World:
    """What the project holds: files, pictures, settings, and what the last build left behind."""

    files: dict[str, str] = field(
        default_factory=lambda: {"cells.md": CELLS, "chem.md": CHEMISTRY, "physics.txt": PHYSICS}
    )
    media: dict[str, bytes] = field(default_factory=lambda: {"cell.png": PICTURE})
    settings: str = ""
    lock: str | None = None
    last: Package | None = None

    def copy(self) -> World:
        return replace(self, files=dict(self.files), media=dict(self.media))

    def edit(self, old: str, new: str) -> None:
        """A change of the one place in the notes where `old` stands."""
        (name,) = [name for name, text in self.files.items() if old in text]
        assert self.files[name].count(old) == 1
        self.files[name] = self.files[name].replace(old, new)

    def cut(self, start: str, end: str = "") -> str:
        """Takes out what stands from `start` up to `end` ("" = the end of the file)."""
        (name,) = [name for name, text in self.files.items() if start in text]
        text = self.files[name]
        at = text.index(start)
        until = text.index(end, at) if end else len(text)
        self.files[name] = text[:at] + text[until:]
        return text[at:until]

    def build(
        self, folder: Path, built_at: int, overlay: Overlay | None = None
    ) -> tuple[Path, BuildResult]:
        """The package, and the lock and the package as the next build finds them."""
        settings = parse_settings(DECK + self.settings)
        found = studied_notes(self.files, DECK + self.settings, self.lock)
        found = with_edits(found, overlay) if overlay is not None else found
        shelves = MediaStore(notes=self.media, media={})
        name = settings.deck.name
        made = make(
            found, shelves, DeckOptions(name, settings), LastBuild(self.lock, self.last), built_at
        )
        path = folder / "deck.apkg"
        path.write_bytes(package(made.deck))
        self.lock = format_lock(made.lock)
        self.last = read_package(path.read_bytes(), path.name)
        return path, made


def card_names(col: Collection, search: str = "") -> dict[CardName, CardId]:
    """All cards (of the notes that Anki finds) by name; a card that shows nothing any more has
    none.
    """
    found: dict[CardName, CardId] = {}
    for number in col.find_notes(search):
        note = col.get_note(number)
        # the first field of a text with gaps is the text
        headword = words_of(note["Headword"] if "Headword" in note else note.fields[0])
        kind = note.note_type()
        assert kind is not None
        items = dict(cloze_items(note.fields))
        for card in note.cards():
            what = items.get(card.ord + 1, "") if kind["type"] else f"card {card.ord + 1}"
            if what:
                found[kind["name"], headword, what] = card.id
    return found


def reviews_of(col: Collection) -> dict[CardName, int]:
    """How often each card was answered."""
    assert col.db is not None
    counts = Counter(dict(col.db.all("SELECT cid, count(*) FROM revlog GROUP BY cid")))
    return {name: counts[card] for name, card in card_names(col).items()}


def orphaned_reviews(col: Collection) -> int:
    """How many reviews belong to no card any more."""
    assert col.db is not None
    return int(
        col.db.scalar("SELECT count(*) FROM revlog WHERE cid NOT IN (SELECT id FROM cards)") or 0
    )


def study_all(col: Collection) -> None:
    """Answers each card one to five times, so that a card that got another one's reviews shows
    it.
    """
    for n, card in enumerate(sorted(card_names(col).values())):
        for _ in range(1 + n % 5):
            answer_card(col, card)


def edit_in_anki(
    col: Collection, headword: str, field_: str, value: str, at: int, *tags: str
) -> None:
    """What a student does in the browser, at that time."""
    (number,) = col.find_notes(f'"Headword:{headword}" "note:ankigen Term"')
    note = col.get_note(number)
    note[field_] = value
    note.tags = [*note.tags, *tags]
    col.update_note(note)
    assert col.db is not None
    col.db.execute("UPDATE notes SET mod = ? WHERE id = ?", at, number)


@dataclass
class Studied:
    """A first build that was imported, studied card by card, and edited in one note; copied for
    each test.

    `now` is when the next build may be made: after all that, and in the past, as Anki's check dates
    back what lies ahead.
    """

    world: World
    folder: Path
    now: int
    media: Path

    @classmethod
    def begun(
        cls,
        folder: Path,
        former: Path | None = None,
        files: Mapping[str, str] | None = None,
        settings: str = "",
    ) -> Studied:
        """`former` = a folder with the package and the lock that another version of ankigen
        built; `files` = other notes than those above.
        """
        now = int(time.time()) - 100_000
        world = World(files=dict(files), settings=settings) if files else World()
        col = open_collection(folder / "anki")
        if former is None:
            path, _ = world.build(folder, now - 5000)
        else:
            path = former / "deck.apkg"
            world.lock = (former / "ankigen.lock").read_text(encoding="utf-8")
            world.last = read_package(path.read_bytes(), path.name)
        import_package(col, path)
        study_all(col)
        edit_in_anki(col, EDITED, "Definition", "edited in Anki", now - 1000, "marked")
        col.set_user_flag_for_cards(3, col.find_cards("Headword:Osmosis"))
        col.close()
        return cls(world, folder / "anki", now, folder / "anki" / "collection.media")

    def copied(self, folder: Path) -> tuple[World, Collection]:
        shutil.copytree(self.folder, folder / "anki")
        return self.world.copy(), open_collection(folder / "anki")


def assert_sound(col: Collection) -> None:
    """Anki's own check finds nothing to mend."""
    said, ok = col.fix_integrity()
    assert ok, said


def held_fields(col: Collection) -> Mapping[str, tuple[str, ...]]:
    """All notes by guid, with their fields and tags."""
    notes = map(col.get_note, col.find_notes(""))
    return {n.guid: (*n.fields, *sorted(n.tags)) for n in notes}
