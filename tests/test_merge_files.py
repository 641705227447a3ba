"""`ankigen merge`: what people changed in the shared table or in Anki comes back, and nothing
else changes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from ankigen.identity.lock import parse_lock
from ankigen.model import AnkigenError
from tests.merge_project import NOTES, PICTURE, Project


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
