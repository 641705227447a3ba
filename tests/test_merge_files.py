"""`ankigen merge`: what people changed in the shared table or in Anki comes back, and nothing
else changes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ExportLimit,
)
from typer.testing import CliRunner

from ankigen.cli.app import app
from ankigen.identity.lock import parse_lock
from ankigen.model import AnkigenError
from ankigen.sync.edits import parse_overlay
from tests.identity_helpers import answer, import_package, open_collection

PICTURE = b"\x89PNG\r\n\x1a\n picture"
NOTES = """# Cells

## Osmosis

Water moves through a **membrane** towards the side with more salt.

## Mitosis (biology)

A cell divides into two cells, see `split()`.

It keeps the number of chromosomes.

## Stages of division

1. prophase
2. metaphase
3. anaphase
4. telophase

## Organelle

![The parts of a cell](cell.png)

A part of the cell that has a task of its own.

## Growth rate

| phase | hours |
| --- | --- |
| first | 11 |
| second | 8 |

## Enzyme

A protein that speeds up one chemical reaction.
"""


class Project:
    """A project on the disk and the commands in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notes = root / "source" / "cells.md"
        (root / "source").mkdir()
        (root / "media").mkdir()
        self.notes.write_text(NOTES, encoding="utf-8")
        (root / "media" / "cell.png").write_bytes(PICTURE)
        (root / "ankigen.toml").write_text('[deck]\nname = "Cells"\nid = 4900000002\n')
        self.run("build")

    def run(self, *arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, [*arguments], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.output

    @property
    def table(self) -> list[dict[str, str]]:
        text = (self.root / "dist" / "Cells.csv").read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def rows(self) -> dict[str, dict[str, str]]:
        return {row["Term"]: row for row in self.table}

    def state(self) -> dict[str, bytes]:
        """All files of the project."""
        files = (p for p in self.root.rglob("*") if p.is_file())
        return {str(p.relative_to(self.root)): p.read_bytes() for p in files}

    @property
    def overlay(self) -> str:
        path = self.root / "edits.toml"
        return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    return Project(root)


def test_a_patch_is_never_written_over_the_notes(project: Project) -> None:
    rows = [{**row, "Definition": f"{row['Definition']} More."} for row in project.table]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    (project.root / "theirs.csv").write_text(out.getvalue(), encoding="utf-8")
    before = project.state()
    for name in ("source/cells.md", "source/../source/cells.md"):
        with pytest.raises(AnkigenError, match="raw notes, which are never written"):
            project.run("merge", "theirs.csv", "--to-notes", name)
    assert project.state() == before


Save = Callable[[list[dict[str, str]]], bytes]


def saved(
    separator: str = ",",
    encoding: str = "utf-8",
    end: str = "\r\n",
    quoting: int = csv.QUOTE_MINIMAL,
) -> Save:
    def save(rows: list[dict[str, str]]) -> bytes:
        out = io.StringIO()
        names = list(dict.fromkeys(name for row in rows for name in row))
        writer = csv.DictWriter(
            out,
            names,
            delimiter=separator,
            lineterminator=end,
            quoting=quoting,  # type: ignore[arg-type]
        )
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue().encode(encoding)

    return save


SPREADSHEETS = {
    "as we wrote it": saved(encoding="utf-8-sig", quoting=csv.QUOTE_ALL),
    "LibreOffice": saved(end="\n"),
    "Excel": saved(encoding="utf-8-sig"),
    "Excel in Europe": saved(separator=";", encoding="utf-8-sig"),
    "Excel, Unicode text": saved(separator="\t", encoding="utf-16"),
    "Excel, old": saved(encoding="cp1252"),
}


def edited(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """What a group does to a table: every kind of edit, rows sorted, a column added, curly
    quotes.
    """
    by_term = {row["Term"]: row for row in rows}
    by_term["Osmosis"]["Definition"] = (
        "Water flows through a membrane towards the side with more salt."
    )
    by_term["Stages of division"]["Definition"] = (
        "1. prophase (first)\n2. metaphase\n3. anaphase\n4. telophase\n5. cytokinesis"
    )
    by_term["Mitosis (biology)"]["Tags"] = "exam cells"
    by_term["Growth rate"]["Definition"] = by_term["Growth rate"]["Definition"].replace("11", "12")
    by_term["Enzyme"]["Term"] = "Enzymes"
    del by_term["Organelle"]
    new = dict.fromkeys(rows[0], "") | {
        "Term": "Ribosome",
        "Definition": "Builds proteins:\n- reads the message\n- joins the parts",
        "Tags": "cells",
    }
    result = sorted((*by_term.values(), new), key=lambda row: row["Term"], reverse=True)
    return [{"No": str(n), **row, "Our comment": "?"} for n, row in enumerate(result)]


@pytest.mark.parametrize("save", SPREADSHEETS.values(), ids=SPREADSHEETS)
def test_every_edit_of_a_spreadsheet_lands_and_nothing_else_changes(
    project: Project, save: Save
) -> None:
    before = project.rows()
    raw = project.notes.read_bytes()
    (project.root / "group.csv").write_bytes(save(edited(project.table)))
    output = project.run("merge", "group.csv")
    assert "5 edits, no conflicts, 1 new note" in output and "Our comment" in output
    assert project.notes.read_bytes() == raw
    project.run("build")
    after = project.rows()
    assert after["Osmosis"]["Definition"].startswith("Water flows through a membrane")
    assert (
        "12" in after["Growth rate"]["Definition"]
        and after["Growth rate"]["Definition"].count("|") == 3
    )
    assert after["Stages of division"]["Definition"].splitlines() == [
        "1. prophase (first)", "2. metaphase", "3. anaphase", "4. telophase", "5. cytokinesis",
    ]  # fmt: skip
    assert after["Mitosis (biology)"] == before["Mitosis (biology)"] | {"Tags": "cells exam"}
    assert after["Enzymes"]["Definition"] == before["Enzyme"]["Definition"]
    assert after["Organelle"] == before["Organelle"]
    assert after["Ribosome"]["Definition"].splitlines()[1] == "• reads the message"
    assert after["Ribosome"]["Source"] == "merged.tsv"
    assert set(after) == {*before, "Enzymes", "Ribosome"} - {"Enzyme"}
    text = (project.root / "dist" / "Cells.anki.txt").read_text(encoding="utf-8")
    assert "<strong>membrane</strong>" in text  # bold outlived the plain text


def test_a_spreadsheet_is_taken_as_it_is(project: Project) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    rows = edited(project.table)
    names = list(dict.fromkeys(name for row in rows for name in row))
    for row in ([*names], *([row.get(name, "") for name in names] for row in rows)):
        book.active.append(row)
    book.save(project.root / "group.xlsx")
    assert "5 edits, no conflicts, 1 new note" in project.run("merge", "group.xlsx")
    assert "nothing to do" in project.run("merge", "group.xlsx")
    project.run("build")
    assert project.rows()["Osmosis"]["Definition"].startswith("Water flows through a membrane")


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


def test_the_same_file_twice_changes_nothing_and_a_dry_run_writes_nothing(project: Project) -> None:
    file = project.root / "group.csv"
    file.write_bytes(SPREADSHEETS["Excel"](edited(project.table)))
    before = project.state()
    output = project.run("merge", "--dry-run", "group.csv")
    assert "nothing was written" in output and project.state() == before
    project.run("merge", "group.csv")
    for _ in range(2):
        merged = project.state()
        assert "nothing to do" in project.run("merge", "group.csv")
        assert project.state() == merged
        project.run("build")
    assert project.run("build", "--check") == ""


def test_an_unchanged_table_and_an_older_one_change_nothing(project: Project) -> None:
    old = project.table
    curly = [
        {k: v.replace('"', "“").replace("'", "’").replace(" ", "\u00a0") for k, v in row.items()}
        for row in old
    ]
    for n, rows in enumerate((old, old[::-1], curly, old[:2])):
        (project.root / f"{n}.csv").write_bytes(SPREADSHEETS["Excel"](rows))
        assert "nothing to do" in project.run("merge", f"{n}.csv")
    # The notes go on; who still has the first table changes nothing by sending it.
    project.notes.write_text(NOTES.replace("Water moves", "Water always moves"), encoding="utf-8")
    project.run("build")
    assert "nothing to do" in project.run("merge", "0.csv")
    assert "always" in project.rows()["Osmosis"]["Definition"]


def conflicting(project: Project) -> None:
    rows = project.table
    rows[0]["Definition"] = "Water seeps through a membrane."
    (project.root / "group.csv").write_bytes(SPREADSHEETS["Excel"](rows))
    project.notes.write_text(NOTES.replace("Water moves", "Water passes"), encoding="utf-8")


def test_what_both_changed_is_a_conflict_that_review_settles(project: Project) -> None:
    conflicting(project)
    output = project.run("merge", "group.csv")
    assert "no edits, 1 conflict, no new notes" in output and "review" in output
    state = project.state()
    again = project.run("merge", "group.csv")
    assert "nothing to do" in again and project.state() == state
    assert "1 conflict of a merge still open; Next: ankigen review" in again
    project.run("build")
    assert project.rows()["Osmosis"]["Definition"].startswith("Water passes")
    assert "conflict" in project.run("check", code=1)
    output = project.run("review", code=1)  # nobody to ask: it stays
    assert "Water passes" in output and "Water seeps" in output
    project.run("review", "--take", "theirs")
    project.run("build")
    assert project.rows()["Osmosis"]["Definition"] == "Water seeps through a membrane."
    assert "nothing to review" in project.run("review")
    again = project.run("merge", "group.csv")
    assert "nothing to do" in again and "open" not in again


def test_a_conflict_settled_for_ours_does_not_come_back(project: Project) -> None:
    conflicting(project)
    project.run("merge", "group.csv")
    project.run("review", "--take", "ours")
    project.run("build")
    assert project.rows()["Osmosis"]["Definition"].startswith("Water passes")
    state = project.state()
    assert "nothing to do" in project.run("merge", "group.csv") and project.state() == state


def test_an_edit_gives_way_to_a_later_change_of_the_notes(project: Project) -> None:
    rows = project.table
    rows[0]["Definition"] = "Water seeps through a membrane."
    (project.root / "group.csv").write_bytes(SPREADSHEETS["Excel"](rows))
    project.run("merge", "group.csv")
    project.notes.write_text(NOTES.replace("Water moves", "Water passes"), encoding="utf-8")
    project.run("build")
    assert project.rows()["Osmosis"]["Definition"].startswith("Water passes")
    assert "stale-edit" in project.run("check", code=1)
    other = NOTES.replace("## Osmosis", "## Flow").replace("Water moves", "Water passes")
    project.notes.write_text(other, encoding="utf-8")
    assert "lost-edit" in project.run("check", code=1)


def test_an_edit_goes_along_when_the_notes_rename_its_entry(project: Project) -> None:
    """And so do the reviews: what the edit says is what the last build had."""
    rows = project.table
    edited = "Doctrine of the membranes that salty sides draw liquids through their pores."
    rows[0]["Definition"] = edited
    (project.root / "group.csv").write_bytes(SPREADSHEETS["Excel"](rows))
    project.run("merge", "group.csv")
    project.run("build")
    lock = parse_lock((project.root / "ankigen.lock").read_text(encoding="utf-8"))
    guid = {r.term: r.guid for r in lock.notes}["Osmosis"]
    project.notes.write_text(NOTES.replace("## Osmosis", "## Seepage"), encoding="utf-8")
    assert "lost-edit" not in project.run("build")
    row = project.rows()["Seepage"]
    assert row["Definition"].startswith(edited)
    lock = parse_lock((project.root / "ankigen.lock").read_text(encoding="utf-8"))
    assert {r.term: r.guid for r in lock.notes}["Seepage"] == guid and not lock.removed
    # what comes next is an edit of the entry by the name that it has now
    rows = project.table
    rows[0]["Definition"] = "Salty sides draw water."
    (project.root / "group.csv").write_bytes(SPREADSHEETS["Excel"](rows))
    project.run("merge", "group.csv")
    assert project.overlay.count("[[edit]]") == 1 and 'term = "Seepage"' in project.overlay


# --------------------------------------------------------------------------- from Anki

Export = Callable[[Collection, Path], Path]


def as_package(legacy: bool) -> Export:
    def export(col: Collection, folder: Path) -> Path:
        path = folder / "from-anki.apkg"
        col.export_anki_package(
            out_path=str(path),
            options=ExportAnkiPackageOptions(
                with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
            ),
            limit=None,
        )
        return path

    return export


def as_text(guid: bool) -> Export:
    def export(col: Collection, folder: Path) -> Path:
        path = folder / "from-anki.txt"
        did = col.decks.id_for_name("Cells")
        assert did is not None
        limit: ExportLimit = DeckIdLimit(deck_id=did)
        col.export_note_csv(
            out_path=str(path),
            limit=limit,
            with_html=True,
            with_tags=True,
            with_deck=True,
            with_notetype=True,
            with_guid=guid,
        )
        return path

    return export


EXPORTS = {
    "package": as_package(legacy=False),
    "package for older Ankis": as_package(legacy=True),
    "text": as_text(guid=True),
    "text without guids": as_text(guid=False),
}


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


FOR_PEOPLE = """# Parts of Cells & Tissue

## Nucleus

It holds the genes of the cell, as this picture shows: ![a round body](nucleus.png)

## Which one makes ATP?

A) the ribosome
B) the mitochondrion *
C) the wall

# Life

## Kinds of cell

- of plants
- of animals
"""


def test_what_the_table_adds_for_people_is_no_edit(project: Project) -> None:
    """Bullets, letters, labels of pictures and topics in words come back as the notes have them."""
    (project.root / "media" / "nucleus.png").write_bytes(PICTURE + b"n")
    settings = project.root / "ankigen.toml"
    settings.write_text(f'{settings.read_text()}[csv]\ndelimiter = ";"\n')
    project.notes.write_text(FOR_PEOPLE, encoding="utf-8")
    project.run("build")
    text = (project.root / "dist" / "Cells.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    by_term = {row["Term"]: row for row in rows}
    assert by_term["Nucleus"]["Definition"].endswith(": [Picture: a round body]")
    assert by_term["Nucleus"]["Topic"] == "Parts of Cells & Tissue"
    options = by_term["Which one makes ATP?"]
    assert "B) the mitochondrion" in options["Definition"]
    assert by_term["Kinds of cell"]["Definition"] == "• of plants\n• of animals"
    table = project.root / "group.csv"
    table.write_bytes(saved(separator=";")(rows))
    assert "nothing to do" in project.run("merge", "group.csv")
    nucleus = by_term["Nucleus"]
    nucleus["Definition"] = nucleus["Definition"].replace("the genes", "all genes")
    options["Definition"] = options["Definition"].replace("the wall", "the cell wall")
    by_term["Kinds of cell"]["Definition"] += "\n• of fungi"
    by_term["Kinds of cell"]["Topic"] = "Kinds of Life"
    table.write_bytes(saved(separator=";")(rows))
    assert "4 edits, no conflicts, no new notes" in project.run("merge", "group.csv")
    project.run("build")
    text = (project.root / "dist" / "Cells.csv").read_text(encoding="utf-8-sig")
    after = {r["Term"]: r for r in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")}
    for term in by_term:
        assert after[term]["Definition"] == by_term[term]["Definition"]
    assert after["Kinds of cell"]["Topic"] == "Kinds of life"
    package = (project.root / "dist" / "Cells.anki.txt").read_text(encoding="utf-8")
    assert "holds all genes of the cell, as this picture shows: <img" in package


# --------------------------------------------------------------------------- trouble


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("gone.csv", None),
        ("empty.csv", b""),
        ("other.csv", b"a,b\n1,2\n"),
        ("open.csv", b'Term,Definition\n"a,b\n'),
        ("no.apkg", b"PK\x03\x04 broken"),
        ("text.apkg", b"hello"),
        ("binary.csv", bytes(range(256)) * 4),
    ],
)
def test_a_file_that_is_none_is_one_line_and_nothing_is_written(
    project: Project, name: str, data: bytes | None
) -> None:
    if data is not None:
        (project.root / name).write_bytes(data)
    before = project.state()
    with pytest.raises(AnkigenError) as caught:
        project.run("merge", name)
    assert "\n" not in str(caught.value) and name in str(caught.value)
    assert project.state() == before


def test_a_broken_overlay_is_one_line(project: Project) -> None:
    for text in (
        "[[edit]",
        '[[edit]]\nterm = "x"\n',
        "[[edit]]\nterm = 1\n",
        "x = 1\n",
        "edit = 3\n",
    ):
        (project.root / "edits.toml").write_text(text)
        with pytest.raises(AnkigenError, match=r"^edits\.toml") as caught:
            project.run("build")
        assert "\n" not in str(caught.value)


MIXED = """# Cells

## Osmosis

Osmosis moves water through a membrane towards the side with more salt. Roots drink by it, and it keeps
the cells of a plant firm. A pump can turn it round, and then it makes fresh water of sea water.

It depends, in this order, on:

- the salt on both sides
- the heat of the water
- the pores of the membrane
"""  # noqa: E501


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

Use: predicts a number from the features of a case. It is fitted by least squares: $y = b_0 + b_1 x$ for one feature, and the weights tell how much each feature counts in the forecast that it makes.

Limits: it follows straight lines only, and one wild value pulls it far off its course, so look at the data before you trust what it says, and at the errors that it makes once it is fitted to them.

## Shape

- circle
- square
- triangle
"""  # noqa: E501


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
