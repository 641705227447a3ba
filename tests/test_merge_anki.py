"""`ankigen merge` of what Anki exports: what people changed there comes back, and nothing else
changes.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from anki.collection import Collection

from ankigen.model import AnkigenError
from ankigen.sync.edits import parse_overlay
from tests.identity_helpers import answer, import_package, open_collection
from tests.merge_exports import EXPORTS, Export
from tests.merge_project import NOTES, PICTURE, Project


def test_a_text_export_without_formatting_is_told_which_box_to_tick(
    project: Project, tmp_path: Path
) -> None:
    col = open_collection(tmp_path / "anki")
    import_package(col, project.root / "dist" / "Cells.apkg")
    col.export_note_csv(
        out_path=str(tmp_path / "plain.txt"), limit=None, with_html=False, with_tags=True,
        with_deck=False, with_notetype=False, with_guid=False,
    )  # fmt: skip
    with pytest.raises(AnkigenError, match='"Include HTML and media references" ticked') as caught:
        project.run("merge", str(tmp_path / "plain.txt"))
    assert "\n" not in str(caught.value)
    col.close()


def studied(project: Project, folder: Path) -> Collection:
    """The deck in Anki, studied and edited by a user."""
    col = open_collection(folder)
    import_package(col, project.root / "dist" / "Cells.apkg")
    answer(col, 4, "Cells")

    def set_field(headword: str, name: str, old: str, new: str) -> None:
        (nid,) = col.find_notes(f'"Headword:{headword}"')
        note = col.get_note(nid)
        assert old in note[name], note[name]
        note[name] = note[name].replace(old, new)
        col.update_note(note)

    set_field("Osmosis", "Definition", "towards the side", "towards <i>the</i> side")
    set_field("Organelle", "Definition", "a task of its own", "a task")
    set_field("Stages of division", "Items 1", "metaphase", "metaphase &amp; more")
    set_field("Enzyme", "Headword", "Enzyme", "Enzyme (catalyst)")
    (mitosis,) = col.find_notes("Headword:Mitosis*")
    col.tags.bulk_add([mitosis], "exam")
    col.set_user_flag_for_cards(2, col.get_note(mitosis).card_ids())
    model = col.models.by_name("ankigen Term")
    assert model is not None
    own = col.new_note(model)
    own["Headword"], own["Definition"], own["Forward"] = (
        "Ribosome",
        "<p>Builds <b>proteins</b>.</p>",
        "y",
    )
    own.guid = "mine-guid#1"
    did = col.decks.id_for_name("Cells")
    assert did is not None
    col.add_note(own, did)
    return col


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_every_edit_made_in_anki_comes_back_and_nothing_else_changes(
    project: Project, tmp_path: Path, export: Export, request: pytest.FixtureRequest
) -> None:
    before = project.rows()
    col = studied(project, tmp_path / "anki")
    path = export(col, tmp_path)
    output = project.run("merge", str(path))
    assert "5 edits, no conflicts, 1 new note" in output, output
    state = project.state()
    assert "nothing to do" in project.run("merge", str(path)) and project.state() == state
    project.run("build")
    assert "nothing to do" in project.run("merge", str(path))
    after = project.rows()
    text = (project.root / "dist" / "Cells.anki.txt").read_text(encoding="utf-8")
    assert "<strong>membrane</strong> towards <em>the</em> side" in text
    assert after["Organelle"]["Definition"].endswith("a task.")
    assert 'src=""cell-' in text or "cell-" in text  # the picture is where it was
    assert "metaphase & more" in after["Stages of division"]["Definition"]
    assert after["Mitosis (biology)"]["Tags"] == "exam"
    assert after["Enzyme (catalyst)"]["Definition"] == before["Enzyme"]["Definition"]
    assert after["Ribosome"]["Definition"] == "Builds proteins."
    assert after["Growth rate"] == before["Growth rate"]
    assert len(after) == len(before) + 1
    # The next package meets the collection that it came from: nothing doubled, their note is their
    # note.
    notes = col.note_count()
    new, _, conflicts = import_package(col, project.root / "dist" / "Cells.apkg")
    assert conflicts == 0
    assert (new, col.note_count()) == (0, notes) or "without" in request.node.name
    col.close()


def test_what_cannot_be_taken_over_is_listed(project: Project, tmp_path: Path) -> None:
    col = open_collection(tmp_path / "anki")
    import_package(col, project.root / "dist" / "Cells.apkg")
    (nid,) = col.find_notes("Headword:Osmosis")
    note = col.get_note(nid)
    note["Source"] = "my book"
    col.update_note(note)
    output = project.run("merge", str(EXPORTS["package"](col, tmp_path)))
    assert 'the Source of "Osmosis": ankigen makes the field' in output
    assert len(parse_overlay(project.overlay).conflicts) == 1
    col.close()


def test_an_older_deck_in_anki_is_no_edit(project: Project, tmp_path: Path) -> None:
    col = open_collection(tmp_path / "anki")
    import_package(col, project.root / "dist" / "Cells.apkg")
    project.notes.write_text(NOTES.replace("Water moves", "Water passes"), encoding="utf-8")
    project.run("build")
    for export in EXPORTS.values():
        assert "nothing to do" in project.run("merge", str(export(col, tmp_path)))
    col.close()


def test_a_new_picture_comes_along(project: Project, tmp_path: Path) -> None:
    col = open_collection(tmp_path / "anki")
    import_package(col, project.root / "dist" / "Cells.apkg")
    name = col.media.write_data("drawn.png", PICTURE + b"2")
    (nid,) = col.find_notes("Headword:Enzyme")
    note = col.get_note(nid)
    note["Definition"] += f'<img src="{name}">'
    col.update_note(note)
    project.run("merge", str(EXPORTS["package"](col, tmp_path)))
    assert (project.root / "media" / "drawn.png").read_bytes() == PICTURE + b"2"
    project.run("build")
    import_package(col, project.root / "dist" / "Cells.apkg")
    assert not col.media.check().missing
    assert "drawn" in col.get_note(nid)["Definition"]
    col.close()


def test_other_decks_in_the_file_are_left_out(project: Project, tmp_path: Path) -> None:
    col = open_collection(tmp_path / "anki")
    import_package(col, project.root / "dist" / "Cells.apkg")
    basic = col.models.by_name("Basic")
    assert basic is not None
    for deck_name in ("Cells", "Spanish"):
        note = col.new_note(basic)
        note["Front"], note["Back"] = f"of {deck_name}", "an answer"
        did = col.decks.id(deck_name)
        assert did is not None
        col.add_note(note, did)
    output = project.run("merge", str(EXPORTS["package"](col, tmp_path)))
    assert "leave out 1 note of other decks" in output and 'add "of Cells"' in output
    assert "nothing" in project.run("merge", str(EXPORTS["package"](col, tmp_path)))
    col.close()


MIXED = """# Cells

## Osmosis

Osmosis moves water through a membrane towards the side with more salt. \
Roots drink by it, and it keeps
the cells of a plant firm. A pump can turn it round, and then it makes fresh water of sea water.

It depends, in this order, on:

- the salt on both sides
- the heat of the water
- the pores of the membrane
"""


def test_edits_of_two_cards_of_one_entry_come_together(project: Project, tmp_path: Path) -> None:
    """The file is as old afterwards as it was: what ankigen made of the former text is no edit."""
    settings = project.root / "ankigen.toml"
    settings.write_text(f'{settings.read_text()}[cards]\nreverse = ["*"]\n')
    project.notes.write_text(MIXED, encoding="utf-8")
    project.run("build")
    col = open_collection(tmp_path / "anki")
    import_package(col, project.root / "dist" / "Cells.apkg")
    for kind, name, old, new in (
        ("Term", "Definition", "the heat of", "the warmth of"),
        ("List", "Items 1", "the pores of", "the holes of"),
    ):
        (number,) = col.find_notes(f'Headword:Osmosis "note:ankigen {kind}"')
        note = col.get_note(number)
        assert old in note[name]
        note[name] = note[name].replace(old, new)
        col.update_note(note)
    path = EXPORTS["package"](col, tmp_path)
    assert "2 edits, no conflicts, no new notes" in project.run("merge", str(path))
    for _ in range(2):
        assert "nothing to do" in project.run("merge", str(path))
        project.run("build")
        assert project.rows()["Osmosis"]["Definition"].splitlines()[-2:] == [
            "• the warmth of the water",
            "• the holes of the membrane",
        ]
    col.close()


LABELLED = """# Methods

## Regression

Use: predicts a number from the features of a case. It is fitted by least squares: \
$y = b_0 + b_1 x$ for one feature, \
and the weights tell how much each feature counts in the forecast that it makes.

Limits: it follows straight lines only, and one wild value pulls it far off its course, so look at \
the data before you trust what it says, and at the errors that it makes once it is fitted to them.

## Shape

- circle
- square
- triangle
"""


def test_parts_formulas_and_pictures_of_the_media_folder_stay_what_they_are(
    project: Project, tmp_path: Path
) -> None:
    project.notes.write_text(LABELLED, encoding="utf-8")
    (project.root / "media" / "shape.png").write_bytes(PICTURE + b"shape")
    (project.root / "media" / "regression.png").write_bytes(PICTURE + b"regression")
    project.run("build")
    before = project.rows()
    col = open_collection(tmp_path / "anki")
    import_package(col, project.root / "dist" / "Cells.apkg")
    for number in col.find_notes("Headword:Regression"):
        note = col.get_note(number)
        note["Definition"] = (
            note["Definition"].replace("features of a case", "traits").replace("far off", "off")
        )
        col.update_note(note)
    (number,) = col.find_notes('Headword:Shape "note:ankigen List"')
    note = col.get_note(number)
    note["Items 1"] = note["Items 1"].replace("square", "rectangle")
    col.update_note(note)
    output = project.run("merge", str(EXPORTS["package"](col, tmp_path)))
    assert "no conflicts, no new notes" in output, output
    project.run("build")
    after = project.rows()
    assert after["Regression"]["Definition"] == before["Regression"]["Definition"].replace(
        "features of a case", "traits"
    ).replace("far off", "off")
    assert after["Shape"]["Definition"].splitlines()[1] == "• rectangle"
    assert len(list((project.root / "media").iterdir())) == 3  # cell.png, too
    text = (project.root / "dist" / "Cells.anki.txt").read_text(encoding="utf-8")
    assert text.count("regression-") == 1
    col.close()


def test_theirs_that_cannot_be_taken_stays_open(project: Project, tmp_path: Path) -> None:
    col = open_collection(tmp_path / "anki")
    import_package(col, project.root / "dist" / "Cells.apkg")
    for headword, name in (("Osmosis", "Source"), ("Enzyme", "Definition")):
        (nid,) = col.find_notes(f"Headword:{headword}")
        note = col.get_note(nid)
        note[name] = "theirs.txt"  # looks like the name of a file: nothing to warn of
        col.update_note(note)
    notes = NOTES.replace("A protein that speeds", "A protein which speeds")
    assert notes != NOTES
    project.notes.write_text(notes, encoding="utf-8")
    project.run("merge", str(EXPORTS["package"](col, tmp_path)))
    project.notes.write_text(notes.replace("Enzyme", "Catalyst"), encoding="utf-8")
    said = project.run("review", "--take", "theirs", code=1)
    assert "it is no part of an entry" in said and "not in the notes under this name" in said
    assert len(parse_overlay(project.overlay).conflicts) == 2
    project.run("review", "--take", "ours")
    assert not parse_overlay(project.overlay).conflicts
    col.close()


def test_what_they_made_of_other_kinds_of_note_comes_once(project: Project, tmp_path: Path) -> None:
    col = open_collection(tmp_path / "anki")
    did = col.decks.id("Cells")
    assert did is not None
    made = [
        ("Basic", "<b>Ri</b>bosome", "Builds<br>proteins"),
        ("Basic", "<i>Osmosis</i>", "their own words"),
        ("Cloze", "A {{c1::cell}} divides", ""),
    ]
    for kind, *values in made:
        model = col.models.by_name(kind)
        assert model is not None
        note = col.new_note(model)
        note.fields[:2] = values
        col.add_note(note, did)
    export = str(EXPORTS["package"](col, tmp_path))
    said = project.run("merge", export)
    assert "1 new" in said and "have an entry of that name" in said
    assert 'leave out "A cell divides": it is a headword alone' in said
    project.run("build")
    assert "Ribosome" in project.rows()
    added = project.root / "source" / "merged.tsv"
    added.rename(added.with_name("mine.tsv"))
    mine = added.with_name("mine.tsv")
    mine.write_text(mine.read_text(encoding="utf-8").replace("Ri</b>bosome", "Ri</b>bosomes"))
    assert "nothing to do" in project.run("merge", export) and not added.exists()
    col.close()
