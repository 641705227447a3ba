"""A deck that one person builds and others study and edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from anki.collection import Collection

from ankigen.exporters import csv
from ankigen.pipeline import with_edits
from ankigen.project.settings import parse_settings
from ankigen.sync.edits import Overlay
from ankigen.sync.merge import Merged, Ours
from ankigen.sync.merge_table import Row
from tests.identity_world import DECK, World, studied_notes

Edit = tuple[str, str]
Theirs = Callable[[Collection], object]
Table = Callable[[list[Row]], list[Row]]
Change = TypeVar("Change")


@dataclass(frozen=True)
class Scenario(Generic[Change]):
    """One scenario. `builds` are edits of ours, each followed by a build; they have the build of
    number `has` (0 = the first one) and change it with `theirs`; `open` are edits of ours that
    were not built yet."""

    what: str
    theirs: Change
    builds: Sequence[Sequence[Edit]] = ()
    has: int = 0
    open: Sequence[Edit] = ()
    taken: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    added: int = 0
    told: str = ""
    not_told: str = ""
    shows: tuple[str, ...] = ()  # what the next build says somewhere


@dataclass(frozen=True)
class Case(Scenario[Theirs]):
    """One with the collection of the others."""

    as_text: bool = True  # whether the text of Anki can tell it, too
    in_text: tuple[str, ...] = ()  # what is taken, and in the text, without guids, a conflict

    def without_guids(self) -> Case:
        """What holds for the text of Anki."""
        return replace(self, taken=(), conflicts=self.in_text, shows=()) if self.in_text else self


@dataclass(frozen=True)
class TableCase(Scenario[Table]):
    """One with the table of the group."""

    holds_table: int = 0  # how many rows the table of the entry has then, below its header


FLOWS = (("Water moves", "Water flows"),)
CELL = (("A cell divides", "One cell parts"),)
DEFINITION = 'definition of "Osmosis"'
GROWTH = 'definition of "Growth phases"'
TAGS = (("# Chemistry\n", "---\ntags: [exam]\n---\n# Chemistry\n"),)
UNTAG = (("---\ntags: [exam]\n---\n", ""),)
HEADING = (("# Chemistry\n", "# General chemistry\n"),)
SPANISH = """# Spanish

el gato - cat
el perro - dog
la silla - chair
el mantel - tablecloth
aprender - to learn
"""


def with_words() -> World:
    """The notes of `identity_world`, and words of another language."""
    world = World()
    world.files["spanish.txt"] = SPANISH
    return world


@dataclass
class Group:
    """Our project with a number of builds behind it, and what each looked like."""

    world: World = field(default_factory=with_words)
    packages: list[bytes] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    now: int = 1_750_000_000

    def copy(self) -> Group:
        return replace(
            self, world=self.world.copy(), packages=[*self.packages], tables=[*self.tables]
        )

    def build(self, folder: Path, edits: Sequence[Edit] = ()) -> None:
        files = self.world.files
        for old, new in edits:
            if old in files:  # another name for it
                files[new] = files.pop(old)
            else:
                self.world.edit(old, new)
        self.now += 1000
        path, made = self.world.build(folder, self.now)
        self.packages.append(path.read_bytes())
        (table,) = csv.build(made.deck, parse_settings(DECK)).values()
        self.tables.append(table.decode("utf-8-sig"))

    def ours(self, folder: Path, overlay: Overlay | None = None) -> Ours:
        """What a merge sees: the notes as they are now, whether they were built or not."""
        raw = studied_notes(self.world.files, DECK, self.world.lock)
        held = overlay or Overlay()
        found = with_edits(raw, held)
        _, made = self.world.copy().build(folder, self.now + 500, held)
        return Ours(raw.entries, found.entries, made.deck, made.lock, held)


def begun(folder: Path, builds: Sequence[Sequence[Edit]] = ()) -> Group:
    """A group of one's own with a first build and these behind it; equal ones are built once."""
    key = tuple(map(tuple, builds))
    if key not in _GROUPS:
        group = begun(folder, key[:-1]) if key else Group()
        group.build(folder, key[-1] if key else ())
        _GROUPS[key] = group
    return _GROUPS[key].copy()


_GROUPS: dict[tuple[tuple[Edit, ...], ...], Group] = {}


def assert_merged(merged: Merged, case: Case | TableCase) -> None:
    takes = [line.removeprefix("take the ") for line in merged.lines if line.startswith("take")]
    both = [line for line in merged.lines if line.startswith("conflict: ")]
    found = [line.removeprefix("conflict: the ").split(": ")[0] for line in both]
    assert (sorted(takes), sorted(found)) == (sorted(case.taken), sorted(case.conflicts)), merged
    assert len(merged.additions) == case.added
    said = "\n".join(merged.lines)
    assert case.told in said and (not case.not_told or case.not_told not in said)


def assert_built(group: Group, folder: Path, merged: Merged, shows: Sequence[str]) -> None:
    entries = group.ours(folder, merged.overlay).entries
    said = " ".join(f"{e.term.text} {e.body}" for e in entries)
    assert all(words in said for words in shows)


def cell(term: str, name: str, old: str, new: str) -> Table:
    def do(rows: list[Row]) -> list[Row]:
        return [
            replace(r, **{name: str(getattr(r, name)).replace(old, new)}) if r.term == term else r
            for r in rows
        ]

    return do


SEEPS = cell("Osmosis", "definition", "Water moves", "Water seeps")
# fmt: off
TABLE_CASES: Sequence[TableCase] = (
    TableCase("nothing changed", lambda rows: rows),
    TableCase("rows sorted", lambda rows: rows[::-1]),
    TableCase("a definition", SEEPS, taken=(DEFINITION,), shows=("seeps",)),
    TableCase("an item", cell("Stages of division", "definition", "metaphase",
        "metaphase (middle)"),
              taken=('definition of "Stages of division"',), shows=("metaphase (middle)",)),
    TableCase("a headword", cell("Mole", "term", "Mole", "Mol"), taken=('term of "Mole"',)),
    TableCase("another headword and text in one row", lambda rows: [
        replace(r, term="la butaca", definition="armchair") if r.term == "la silla" else r
        for r in rows
        ],
              conflicts=('term of "la silla"', 'definition of "la silla"'), shows=("chair",),
              told="under another name, or a new one"),
    TableCase("a row taken out here and one more there", lambda rows: [
        Row("el pez", "fish", "", "", ""), *(r for r in rows if r.term != "la silla")], added=1),
    TableCase("a row of a table taken out", cell("Growth phases", "definition",
        "synthesis | 8 | 33 %\n", ""),
              taken=(GROWTH,), shows=("second gap", "46 %"), holds_table=3),
    TableCase("a row of a table added", cell("Growth phases", "definition", "second gap",
        "check | 1 | 4 %\nsecond gap"),
              taken=(GROWTH,), shows=("check", "second gap"), holds_table=5),
    TableCase("a row of a table changed, another added, and a remark below",
              cell("Growth phases", "definition", "second gap | 4 | 17 %\ndivision | 1 | 4 %",
                   "gap two | 4 | 17 %\ncheck | 1\ndivision | 1 | 4 %\nOf one cell."),
              taken=(GROWTH,), shows=("gap two", "Of one cell."), holds_table=5),
    TableCase("a row more", lambda rows: [*rows, Row("Ribosome", "It builds proteins.", "", "",
        "")], added=1),
    TableCase("rows missing", lambda rows: rows[:2]),
    TableCase("we changed another, and built", SEEPS, (CELL,), taken=(DEFINITION,), shows=("seeps",
        "One cell")),
    TableCase("both, not built", SEEPS, open=FLOWS, conflicts=(DEFINITION,), shows=("flows",)),
    TableCase("both, and we built", SEEPS, (FLOWS,), conflicts=(DEFINITION,), shows=("flows",)),
    TableCase("both, and we built twice", SEEPS, (FLOWS, CELL), conflicts=(DEFINITION,),
        shows=("flows",)),
    TableCase("we changed it before they began", cell("Osmosis", "definition", "flows",
        "flows and seeps"), (FLOWS,), has=1,
              taken=(DEFINITION,), shows=("flows and seeps",)),
    TableCase("an old table that nobody edited", lambda rows: rows, (FLOWS,), shows=("flows",)),
    TableCase("both wrote the same", cell("Osmosis", "definition", "Water moves", "Water flows"),
        (FLOWS,), shows=("flows",)),
    TableCase("a tag", cell("Mole", "tags", "", "exam"), taken=('tags of "Mole"',)),
    TableCase("we added a tag, an old table that nobody edited", lambda rows: rows, (TAGS,)),
    TableCase("we took off a tag, an old table that nobody edited", lambda rows: rows,
        (TAGS, UNTAG), has=1),
    TableCase("they took off a tag that we gave", cell("Mole", "tags", "exam", ""), (TAGS,), has=1,
        taken=('tags of "Mole"',)),
    TableCase("we renamed a heading, an old table that nobody edited", lambda rows: rows,
        (HEADING,)),
    TableCase("we renamed a headword, an old table that nobody edited", lambda rows: rows,
        ((("## Mole", "## Mole of atoms"),),), shows=("Mole of atoms",)),
    TableCase("both renamed a headword, and we built", cell("Mole", "term", "Mole", "Mol"),
        ((("## Mole", "## Mole of atoms"),),), conflicts=('term of "Mole of atoms"',),
        shows=("Mole of atoms",)),
)
# fmt: on
