"""Values of any length in tables and exports: cells beyond 128 kB, guids without an end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ankigen.identity.identify import identify
from ankigen.identity.lock import format_lock, parse_lock
from ankigen.identity.records import LONGEST_GUID, Lock
from ankigen.model import AnkigenError
from ankigen.sync.anki_text import read_anki_text
from ankigen.sync.merge_table import read_table
from ankigen.text import csv_rows
from tests.identity_helpers import DECK_ID, NOTE_TYPES, T0, deck, note

LONG = "x" * 300_000
HEADER = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n"


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_long_field_of_a_text_export_is_read(quote: str) -> None:
    row = f"abc\tTest Term\tOsmosis\t{quote}{LONG}{quote}\n"
    (read,) = read_anki_text(HEADER + row, deck(())) or ()
    assert read.fields[1] == LONG


def test_a_long_cell_of_the_table_is_read() -> None:
    rows, _ = read_table(f"Term,Definition\nOsmosis,{LONG}\n", "a.csv")
    assert rows[0].definition == LONG


def test_an_open_quote_over_too_much_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "LONGEST_CELL", 1000)
    text = HEADER + 'abc\tTest Term\tOsmosis\t"' + "x\n" * 2000
    with pytest.raises(AnkigenError, match=r"theirs\.txt: not a table") as caught:
        read_anki_text(text, deck(()), "theirs.txt")
    assert "\n" not in str(caught.value)


def test_an_endless_guid_is_none() -> None:
    given = replace(note("Osmosis", "Water moves."), guid="g" * (LONGEST_GUID + 1))
    built = identify([given], NOTE_TYPES, Lock(), DECK_ID, T0)
    assert len(built.notes[0].guid) < 20
    text = format_lock(built.lock)
    assert parse_lock(text).notes
    with pytest.raises(AnkigenError):
        parse_lock(text.replace(built.notes[0].guid, given.guid))
