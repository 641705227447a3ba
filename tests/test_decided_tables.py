"""Tables under .txt whose columns tabs part: rows in which copying left blanks, rows of names, and
what the user says of a line, which goes before what the table makes of it."""

from __future__ import annotations

import pytest

from ankigen.model import Source
from ankigen.pipeline import ParsedNotes, study
from ankigen.project.settings import parse_settings
from tests.reading_support import bodies, decided

RIVERS = """\
Stream\tLength\tFlows to
Ouse\t200 km\tthe Humber
Tamar\t98 km\tPlymouth Sound
Wharfe 105 km joins the Ouse
Severn\t354 km\tthe Bristol Channel
Tyne\t118 km\tthe North Sea
"""


def read(text: str, settings: str = "") -> ParsedNotes:
    return study([Source("rivers.txt", text.encode(), "rivers.txt")], parse_settings(settings))


def test_the_user_says_where_the_headword_of_a_line_among_rows_ends() -> None:
    line = "Wharfe 105 km joins the Ouse"
    settings = decided(line=line, headword="Wharfe", **{"is": "entry"})
    found = read(RIVERS, settings)
    assert bodies(found)["Wharfe"] == "105 km joins the Ouse"
    assert bodies(found)["Tamar"] == "Length: 98 km Flows to: Plymouth Sound"
    assert len(bodies(found)) == 5
    assert not [f for f in found.findings if f.code == "lost-reading"]


def test_a_line_below_a_row_is_a_headword_with_what_is_below_it() -> None:
    text = RIVERS.replace("Wharfe 105 km joins the Ouse", "Wharfe\njoins the Ouse")
    found = bodies(read(text, decided(line="Wharfe", **{"is": "headword"})))
    assert found["Wharfe"] == "joins the Ouse"
    assert found["Severn"] == "Length: 354 km Flows to: the Bristol Channel"


def test_a_row_is_an_entry_with_the_headword_that_the_user_names() -> None:
    line = r"Tyne\t118 km\tthe North Sea"
    found = bodies(read(RIVERS, decided(line=line, headword="Tyne", **{"is": "entry"})))
    assert found["Tyne"].split() == ["118", "km", "the", "North", "Sea"]


def test_a_line_among_rows_is_left_out() -> None:
    found = read(RIVERS, decided(line="Wharfe 105 km joins the Ouse", **{"is": "skip"}))
    assert not [text for text in bodies(found).values() if "Wharfe" in text]
    assert len(bodies(found)) == 4


def test_all_lines_of_a_table_are_what_the_user_says() -> None:
    rows = [line for line in RIVERS.splitlines()[1:] if "\t" in line]
    settings = "".join(
        decided(line=line.replace("\t", "\\t"), headword=line.split()[0], **{"is": "entry"})
        for line in rows
    )
    assert {line.split()[0] for line in rows} <= set(bodies(read(RIVERS, settings)))


def test_a_layout_of_the_file_goes_before_its_table() -> None:
    text = "oak\thard: for ships\nelm\ttough: for hubs\nash\tlight: for shafts\n"
    found = bodies(read(text, '[[layout]]\nfiles = ["rivers.txt"]\nseparator = ": "\n'))
    assert list(found.values()) == ["for ships", "for hubs", "for shafts"]
    assert list(bodies(read(text))) == ["oak", "elm", "ash"]


@pytest.mark.parametrize("row", ["Wharfe   105 km   the Ouse", "Wharfe  105 km\tthe Ouse"])
def test_a_row_in_which_copying_left_blanks_is_a_row(row: str) -> None:
    found = bodies(read(RIVERS.replace("Wharfe 105 km joins the Ouse", row)))
    assert found["Wharfe"] == "Length: 105 km Flows to: the Ouse"
    assert found["Tamar"] == "Length: 98 km Flows to: Plymouth Sound"


@pytest.mark.parametrize(
    "line", ["a tidal  river", "  a   long   note", "It floods.  It ebbs.  Yes"]
)
def test_a_line_with_other_blanks_goes_on_with_the_row_above(line: str) -> None:
    found = bodies(read(RIVERS.replace("Wharfe 105 km joins the Ouse", line)))
    assert len(found) == 4
    assert " ".join(line.split()) in " ".join(found["Tamar"].split())


def test_a_row_of_names_over_figures_is_no_card() -> None:
    found = read(RIVERS.replace("Wharfe 105 km joins the Ouse\n", ""))
    assert "Stream" not in bodies(found)
    assert [f.origin.line for f in found.findings if f.code == "left-out"] == [1]


@pytest.mark.parametrize(
    "first", ["Avon\t121 km\tthe Severn", "Avon\tlong\tflows to the salty sea"]
)
def test_a_first_row_that_is_one_like_the_others_is_a_card(first: str) -> None:
    assert "Avon" in bodies(read(RIVERS.replace("Stream\tLength\tFlows to", first)))
