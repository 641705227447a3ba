"""What a member of the group changed and what we changed meanwhile: what is taken, what is a
conflict, what is left alone.

They have the deck in the real Anki, or its table; we go on building. Every scenario with an export
of Anki is run with a package and with the text that Anki exports by default, which holds neither
guids nor note types.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from anki.collection import Collection, DeckIdLimit, ExportAnkiPackageOptions

from ankigen.readers.anki_package import read_package
from ankigen.sync.anki_text import read_anki_text
from ankigen.sync.edits import Overlay
from ankigen.sync.merge import Ours
from ankigen.sync.merge_anki import merge_notes
from tests.identity_helpers import export_package, import_package, open_collection
from tests.identity_world import DECK, NAME, World, studied_notes
from tests.merge_group import (
    CELL,
    DEFINITION,
    FLOWS,
    HEADING,
    TABLE_CASES,
    TAGS,
    UNTAG,
    Case,
    Theirs,
    assert_built,
    assert_merged,
    begun,
)


def note_of(col: Collection, headword: str, kind: str = "Term") -> int:
    (number,) = col.find_notes(f'"Headword:{headword}" "note:ankigen {kind}"')
    return int(number)


def set_field(headword: str, name: str, old: str, new: str, kind: str = "Term") -> Theirs:
    def do(col: Collection) -> None:
        held = col.get_note(col.find_notes(f'"Headword:{headword}" "note:ankigen {kind}"')[0])
        assert old in held[name]
        held[name] = held[name].replace(old, new)
        col.update_note(held)

    return do


def several(*each: Theirs) -> Theirs:
    def do(col: Collection) -> None:
        for step in each:
            step(col)

    return do


def tag(headword: str, name: str) -> Theirs:
    return lambda col: col.tags.bulk_add(col.find_notes(f'"Headword:{headword}"'), name)


def add(front: str, back: str) -> Theirs:
    def do(col: Collection) -> None:
        model = col.models.by_name("Basic")
        did = col.decks.id(NAME)
        assert model is not None and did is not None
        held = col.new_note(model)
        held.fields[:2] = [front, back]
        col.add_note(held, did)

    return do


def delete(headword: str) -> Theirs:
    return lambda col: col.remove_notes(col.find_notes(f'"Headword:{headword}"'))


def nothing(col: Collection) -> None:
    """They only exported."""


WATER = set_field("Osmosis", "Definition", "Water moves", "Water seeps")
BACK = (("Water flows", "Water moves"),)
REMOVAL = (
    ("## Osmosis\n\nWater moves through a membrane towards the side that holds more salt. "
     "Roots drink by it.\n\n", ""),
)  # fmt: skip
MOLE = "About six hundred sextillion particles, the unit of amount."

# fmt: off
CASES: Sequence[Case] = (
    Case("nothing changed", nothing),
    Case("a definition", WATER, taken=(DEFINITION,), shows=("seeps",)),
    Case("a headword", set_field("Mole", "Headword", "Mole", "Mol"), taken=('term of "Mole"',),
        shows=("Mol",), as_text=False),
    Case("an item of a list", set_field("Stages of division", "Items 1", "metaphase",
        "metaphase (middle)", "List"),
         taken=('definition of "Stages of division"',), shows=("metaphase (middle)",)),
    Case("a cell of a table", set_field("Growth phases", "Items 1", "46 %", "47 %", "List"),
         taken=('definition of "Growth phases"',), shows=("47 %",)),
    Case("two notes", several(WATER, set_field("Mole", "Definition", "six hundred", "602")),
         taken=(DEFINITION, 'definition of "Mole"'), shows=("seeps", "602")),
    Case("a tag", tag("Mole", "exam"), taken=('tags of "Mole"',)),
    Case("a leech is theirs alone", tag("Mole", "leech")),
    Case("a marked note is theirs alone", tag("Mole", "marked")),
    Case("a note that they made", add("Ribosome", "It builds proteins"), added=1, as_text=False),
    Case("a note of theirs under a headword that we have", add("Osmosis", "mine"),
        told="have an entry of that name", as_text=False),
    Case("we changed another note, not built", WATER, open=CELL, taken=(DEFINITION,),
        shows=("seeps", "One cell")),
    Case("we changed another note and built", WATER, (CELL,), taken=(DEFINITION,), shows=("seeps",
        "One cell")),
    Case("we changed another note and built, they have it", WATER, (CELL,), has=1,
        taken=(DEFINITION,), shows=("seeps",)),
    Case("both changed it, not built", WATER, open=FLOWS, conflicts=(DEFINITION,), shows=("flows",
        )),
    Case("both changed it, and we built", WATER, (FLOWS,), conflicts=(DEFINITION,), shows=("flows",
        )),
    Case("both changed it, and we built twice", WATER, (FLOWS, CELL), conflicts=(DEFINITION,),
        shows=("flows",)),
    Case("both changed it, in two builds", WATER, (FLOWS, (("Water flows", "Water creeps"),)),
        conflicts=(DEFINITION,), shows=("creeps",)),
    Case("we changed it before they began, and nothing tells: a person is asked",
         set_field("Osmosis", "Definition", "Water flows", "Water seeps"), (FLOWS, CELL), has=1,
         conflicts=(DEFINITION,), shows=("flows",)),
    Case("we changed it before they began, and another note tells",
         set_field("Osmosis", "Definition", "Water flows", "Water seeps"), ((*FLOWS, *CELL),),
             has=1,
         taken=(DEFINITION,), shows=("seeps",)),
    Case("we changed it before they began, and nothing else", set_field("Osmosis", "Definition",
        "flows through", "flows and seeps through"),
         (FLOWS,), has=1, taken=(DEFINITION,), shows=("flows and seeps",)),
    Case("we changed it and they have the build between", set_field("Osmosis", "Definition",
        "Water flows", "Water seeps"),
         (FLOWS, (("Water flows", "Water creeps"),)), has=1, conflicts=(DEFINITION,),
         shows=("creeps",)),
    Case("we changed it and took it back", WATER, (FLOWS, BACK), taken=(), conflicts=(DEFINITION,)),
    Case("an old export that nobody edited", nothing, (FLOWS,), shows=("flows",)),
    Case("an old export, two builds ago", nothing, (FLOWS, CELL), shows=("flows", "One cell")),
    Case("both wrote the same, not built", set_field("Osmosis", "Definition", "Water moves",
        "Water flows"), open=FLOWS, shows=("flows",)),
    Case("both wrote the same, built", set_field("Osmosis", "Definition", "Water moves",
        "Water flows"), (FLOWS,), shows=("flows",)),
    Case("they edited one note of an old build, we another", WATER, (CELL, (("six hundred", "602"),
        )), taken=(DEFINITION,), shows=("seeps", "602")),
    Case("a list: they edited an item, we added one and built",
         set_field("Stages of division", "Items 1", "metaphase", "metaphase (middle)", "List"),
         ((("4. telophase", "4. telophase\n5. rest"),),),
         conflicts=('definition of "Stages of division"',), shows=("rest",)),
    Case("we renamed a file and built", WATER, ((("cells.md", "biology.md"),),),
        taken=(DEFINITION,), shows=("seeps",)),
    Case("we added a tag and built, an old export that nobody edited", nothing, (TAGS,)),
    Case("we took off a tag and built, an old export that nobody edited", nothing, (TAGS, UNTAG),
        has=1),
    Case("we renamed a heading and built, an old export that nobody edited", nothing, (HEADING,)),
    Case("they tagged a note of an old build that we changed", tag("Osmosis", "hard"), (FLOWS,),
        taken=('tags of "Osmosis"',), shows=("flows",)),
    Case("they took off a tag that we gave", lambda col: col.tags.bulk_remove(
        col.find_notes("Headword:Mole"), "exam"), (TAGS,), has=1, taken=('tags of "Mole"',)),
    Case("we renamed the headword and built", WATER, ((("## Osmosis", "## Osmotic flow"),),),
        taken=('definition of "Osmotic flow"',),
         shows=("seeps",), as_text=False),
    Case("we removed the note and built", WATER, (REMOVAL,), told="was removed from the notes"),
    Case("a note that we removed, as the package marks it", nothing, (REMOVAL,), has=1),
    Case("they edited a note that is marked as removed",
        set_field("Osmosis", "Definition", "moves", "seeps"), (REMOVAL,), has=1,
        told="was removed from the notes"),
    Case("a field that ankigen makes", set_field("Osmosis", "Source", "cells.md", "my book"),
        conflicts=('Source of "Osmosis"',)),
    Case("they deleted a note that they had", delete("Mole"), (CELL,), has=1, told="[ignore] terms",
        as_text=False),
    Case("they edited a note that we renamed and reworded: it is in doubt", set_field("Enzyme",
        "Definition", "A protein that", "A large protein that"),
         ((("## Enzyme\n\nA protein that speeds up one chemical reaction without being used up.",
            "## Catalytic protein\n\nA protein that speeds up one chemical reaction "
            "and is not used up."),),),
         conflicts=('definition of "Catalytic protein"',), told="under another name",
         in_text=('definition of "Catalytic protein"', 'term of "Catalytic protein"'),
         shows=("is not used up",)),
    Case("they edited a short note in the place of which another word came",
         set_field("la silla", "Definition", "chair", "chair, seat"),
         ((("la silla - chair", "la butaca - armchair"),),),
         conflicts=('definition of "la butaca"',), told="under another name", shows=("armchair",)),
    Case("they edited a note in doubt, not built", set_field("la silla", "Definition", "chair",
        "chair, seat"), open=(("la silla - chair", "la butaca - chair"),),
         conflicts=('definition of "la butaca"',), told="under another name"),
    Case("they only have a note that is in doubt", nothing, ((("la silla - chair",
        "la butaca - armchair"),),), shows=("armchair",)),
    Case("they gave a short note another headword and text",
         several(set_field("la silla", "Headword", "la silla", "la butaca"),
                 set_field("la butaca", "Definition", "chair", "armchair")),
         taken=('term of "la silla"', 'definition of "la silla"'), shows=("la butaca", "armchair"),
         in_text=('term of "la silla"', 'definition of "la silla"')),
    Case("they deleted a note of the first build", delete("Mole"), told='"Mole" is not in their',
        as_text=False),
    Case("a note of a build that they have not is none that they deleted", nothing,
        ((("## Mole", "## Salt\n\nWhat acid and base make together.\n\n## Mole"),),),
        not_told="Salt"),
    Case("an edit that leaves but a mark", set_field("Mole", "Definition", MOLE, "?"),
         taken=('definition of "Mole"',)),
    Case("an edit that takes out everything", set_field("Mole", "Definition", MOLE, ""),
         conflicts=('definition of "Mole"',), told="theirs has no definition", shows=(MOLE,)),
)
# fmt: on


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their Anki, which has the first build."""
    folder = tmp_path_factory.mktemp("first")
    col = open_collection(folder / "anki")
    (folder / "0.apkg").write_bytes(begun(folder).packages[0])
    import_package(col, folder / "0.apkg")
    col.close()
    return folder / "anki"


# Anki's text comes by default without guids: it tells neither a new note from one under another
# headword, nor a deleted one from one that is not in the file. Such cases come as packages alone.
@pytest.mark.parametrize(
    ("number", "how"),
    [
        pytest.param(n, how, id=f"{n + 1} {case.what}-{how}")
        for how in ("package", "text")
        for n, case in enumerate(CASES)
        if how == "package" or case.as_text
    ],
)
def test_what_they_changed_in_anki(first: Path, tmp_path: Path, number: int, how: str) -> None:
    case = CASES[number]
    if how == "text":
        case = case.without_guids()
    group = begun(tmp_path, case.builds)
    shutil.copytree(first, tmp_path / "anki")
    col = open_collection(tmp_path / "anki")
    if case.has:
        (tmp_path / "theirs.apkg").write_bytes(group.packages[case.has])
        import_package(col, tmp_path / "theirs.apkg")
    case.theirs(col)
    for old, new in case.open:
        group.world.edit(old, new)
    ours = group.ours(tmp_path)
    base = read_package(group.packages[-1], "last.apkg")
    path = tmp_path / ("export.txt" if how == "text" else "export.apkg")
    did = col.decks.id_for_name(NAME)
    assert did is not None
    if how == "text":  # as Anki's dialog has its boxes ticked at first
        col.export_note_csv(
            out_path=str(path), limit=DeckIdLimit(deck_id=did), with_html=True, with_tags=True,
            with_deck=False, with_notetype=False, with_guid=False,
        )  # fmt: skip
        notes = read_anki_text(path.read_text(encoding="utf-8"), ours.deck, path.name)
        assert notes is not None
        merged = merge_notes(notes, base, ours, path.name)
        again = merge_notes(notes, base, group.ours(tmp_path, merged.overlay), path.name)
    else:
        export_package(col, path, NAME)
        package = read_package(path.read_bytes(), path.name)
        merged = merge_notes(package.notes, base, ours, path.name, package)
        later = group.ours(tmp_path, merged.overlay)
        again = merge_notes(package.notes, base, later, path.name, package)
    assert_merged(merged, case)
    assert_built(group, tmp_path, merged, case.shows)
    assert (again.taken, again.conflicts, again.additions) == (0, 0, ())
    col.close()


def test_tags_lie_under_one_root_in_anki_and_come_back_without_it(tmp_path: Path) -> None:
    world = World(settings='tag_root = "life"\n')
    world.files["chem.md"] = "---\ntags: [exam, life]\n---\n" + world.files["chem.md"]
    path, made = world.build(tmp_path, 1_750_000_000)
    col = open_collection(tmp_path / "anki")
    import_package(col, path)
    held = col.get_note(note_of(col, "Mole"))
    assert held.tags == ["life", "life::chemistry", "life::exam"]
    col.tags.bulk_add([held.id], "mine life::own")
    col.tags.bulk_remove([held.id], "life::exam")
    col.export_anki_package(
        out_path=str(tmp_path / "export.apkg"),
        options=ExportAnkiPackageOptions(with_media=True, legacy=True),
        limit=None,
    )
    package = read_package((tmp_path / "export.apkg").read_bytes(), "export.apkg")
    entries = studied_notes(world.files, DECK + world.settings).entries
    ours = Ours(entries, entries, made.deck, made.lock, Overlay(), "life")
    merged = merge_notes(package.notes, world.last, ours, "export.apkg", package)
    (edit,) = merged.overlay.edits
    assert (edit.term, edit.field, edit.now) == ("Mole", "tags", "+mine +own -exam")
    col.close()


def test_there_are_at_least_40_scenarios() -> None:
    assert len(CASES) + len(TABLE_CASES) >= 40
    assert len({case.what for case in CASES}) == len(CASES)
