"""A term of study with one deck: steps in the notes, in Anki and with merges, one after the other,
and after each build an account of every card that was studied.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from anki.cards import CardId
from anki.collection import Collection

from ankigen.cli.build_changes import changes_line
from ankigen.exporters import csv
from ankigen.identity.identify import settle
from ankigen.identity.lock import format_lock, parse_lock
from ankigen.identity.records import REMOVED_TAG
from ankigen.pipeline import BuildResult, with_edits
from ankigen.project.settings import parse_settings
from ankigen.readers.anki_package import read_package
from ankigen.sync.edits import Overlay
from ankigen.sync.merge import Merged, Ours
from ankigen.sync.merge_anki import merge_notes
from ankigen.sync.merge_table import Row, merge_table, read_table
from tests.identity_helpers import export_package, import_package
from tests.identity_world import (
    DECK,
    NAME,
    CardName,
    World,
    card_names,
    orphaned_reviews,
    studied_notes,
)

HISTORY = """# Early modern Europe

Guild: Association of craftsmen of one trade that set prices, quality and training in a town.

Zollverein: Customs union of German states led by Prussia from 1834 on.

Mercantilism: Doctrine that a state grows rich by exporting more than it imports.

Physiocrats: French economists who saw land as the only source of wealth.

Enclosure: The fencing of common land by its owners, which drove many from the villages.
"""
SPANISH = """# Spanish

el gato - cat
el perro - dog
la ventana - window
la cuchara - spoon
la silla - chair
el mantel - tablecloth
aprender - to learn
olvidar - to forget
"""
CELLS = """# Cell biology

## Osmosis

Water moves through a membrane towards the side that holds more salt.

## Mitosis

A cell divides into two cells which hold the same chromosomes.

## Stages of division

1. prophase
2. metaphase
3. anaphase
4. telophase

## Blood cells

| | task | life span |
| --- | --- | --- |
| erythrocyte | carries oxygen | 120 days |
| neutrophil | eats bacteria | 2 days |
| platelet | plugs wounds | 9 days |

## Kinds of membrane transport

- diffusion through the lipids
- channels that open and close
- pumps that burn fuel
- vesicles that bud off
"""
ROWS = """| erythrocyte | carries oxygen | 120 days |
| neutrophil | eats bacteria | 2 days |
| platelet | plugs wounds | 9 days |
"""
BULLETS = """- diffusion through the lipids
- channels that open and close
- pumps that burn fuel
- vesicles that bud off
"""

#: How many reviews each card has, by the card; and what the cards are called.
Reviews = Mapping[CardId, int]


@dataclass
class Term:
    """A project, and its deck in somebody's Anki. `told` is what builds and merges said, `gone` are
    the cards that left, by what became of them.
    """

    world: World
    col: Collection
    folder: Path
    now: int
    overlay: Overlay = field(default_factory=Overlay)
    told: list[str] = field(default_factory=list)
    made: BuildResult | None = None

    def build(self, renamed: Mapping[str, str] | None = None) -> None:
        """Builds, imports, and holds that every card that was studied is accounted for: it asks
        what it asked (under another name, where `renamed` has it), or the build says what became
        of it.
        """
        before, reviews, orphans = self.names(), self.reviews(), orphaned_reviews(self.col)
        self.now += 100
        path, made = self.world.build(self.folder, self.now, self.overlay)
        import_package(self.col, path)
        self.made = made
        self.told += [changes_line(made), *(f.message for f in made.findings)]
        now = {card: count for card, count in self.reviews().items() if count or card in reviews}
        assert now == reviews and orphaned_reviews(self.col) == orphans
        after = self.names()
        left = {card for card in before if reviews[card] and card not in after}
        self.assert_told(left, made)
        stayed = before.keys() & after.keys()
        assert {after[c] for c in stayed} == {_renamed(before[c], renamed or {}) for c in stayed}
        again, _ = self.world.copy().build(self.folder, self.now + 50, self.overlay)
        assert import_package(self.col, again) == (0, 0, 0)

    def assert_told(self, left: set[CardId], made: BuildResult) -> None:
        """Of each card that asks nothing any more, the build says why; "all" only without one."""
        line = changes_line(made)
        for card in left:
            note = self.col.get_card(card).note()
            gone = REMOVED_TAG in note.tags
            headword = note.fields[0]
            assert ("removed (" if gone else "no longer asked") in line, (headword, line)
        assert not (left and "all reviews kept" in line)

    def names(self) -> dict[CardId, CardName]:
        """What each card asks for, of notes that are in the deck, and show it."""
        found = card_names(self.col, f"-tag:{REMOVED_TAG}")
        return {card: name for name, card in found.items()}

    def reviews(self) -> Reviews:
        """How often each card was answered."""
        db = self.col.db
        assert db is not None
        cards = self.col.find_cards("")
        return {c: int(db.scalar("SELECT count() FROM revlog WHERE cid = ?", c)) for c in cards}

    def merge(self, how: str = "package") -> Merged:
        """What Anki has, merged: as a package, or as the text that Anki exports by default."""
        path = self.folder / f"export.{'apkg' if how == 'package' else 'txt'}"
        export_package(self.col, path, NAME)
        package = read_package(path.read_bytes(), path.name)
        return self._taken(
            merge_notes(package.notes, self.world.last, self.ours(), path.name, package)
        )

    def merge_rows(self, change: Callable[[list[Row]], list[Row]]) -> Merged:
        """The table of the last build, changed by somebody and merged."""
        ours = self.ours()
        (table,) = csv.build(ours.deck, parse_settings(DECK)).values()
        rows, _ = read_table(table.decode("utf-8-sig"), "table.csv")
        return self._taken(merge_table(change(list(rows)), rows, ours, "table.csv"))

    def _taken(self, merged: Merged) -> Merged:
        self.overlay = merged.overlay
        self.told += merged.lines
        return merged

    def ours(self) -> Ours:
        """What a merge sees of the project."""
        raw = studied_notes(self.world.files, DECK + self.world.settings, self.world.lock)
        found = with_edits(raw, self.overlay)
        _, made = self.world.copy().build(self.folder, self.now + 50, self.overlay)
        return Ours(raw.entries, found.entries, made.deck, made.lock, self.overlay)

    def answer(self, same: bool) -> None:
        """Each doubtful match settled so."""
        assert self.world.lock is not None
        lock = parse_lock(self.world.lock)
        assert lock.doubts
        while lock.doubts:
            old, new = lock.doubts[0]
            lock = settle(lock, old.guid, new.guid, same)
        self.world.lock = format_lock(lock)

    def change(self, headword: str, name: str, value: str) -> None:
        """A field changed in Anki's browser."""
        (number,) = self.col.find_notes(f'"Headword:{headword}" -tag:{REMOVED_TAG}')
        note = self.col.get_note(number)
        note[name] = value
        self.col.update_note(note)
        assert self.col.db is not None
        self.now += 100
        self.col.db.execute("UPDATE notes SET mod = ? WHERE id = ?", self.now, number)

    def field(self, headword: str, name: str) -> str:
        """A field of the note of that headword that is in the deck."""
        (number,) = self.col.find_notes(f'"Headword:{headword}" -tag:{REMOVED_TAG}')
        return str(self.col.get_note(number)[name])


def _renamed(name: CardName, renamed: Mapping[str, str]) -> CardName:
    kind, headword, what = name
    return kind, renamed.get(headword, headword), renamed.get(what, what)


def definitions(text: str) -> list[tuple[str, str]]:
    """The "headword: definition" of the history notes."""
    pairs = (block.partition(": ") for block in text.strip().split("\n\n")[1:])
    return [(headword, definition) for headword, _, definition in pairs]
