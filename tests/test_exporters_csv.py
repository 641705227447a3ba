"""The table for people: what is in it, and that a spreadsheet cannot run it."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from ankigen.exporters.csv import HEADER, build, guarded, row, unguarded
from ankigen.model import Deck, Entry, Origin, Paragraph, RichText
from ankigen.model.settings import Settings
from tests.made_decks import all_shapes


def table(deck: Deck) -> list[list[str]]:
    (data,) = build(deck, Settings()).values()
    assert data.startswith(b"\xef\xbb\xbf")  # Excel takes UTF-8 without it for the code page
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_per_entry_that_reads_back_to_the_same_fields() -> None:
    deck = all_shapes().deck
    header, *found = table(deck)
    assert header == list(HEADER)
    assert [tuple(unguarded(c) for c in r) for r in found] == [row(e) for e in deck.entries]
    words = {r[0]: r[1] for r in found}
    assert words["Phases of mitosis"] == "1. Prophase\n2. Metaphase\n3. Anaphase\n4. Telophase"
    assert "\\frac{1}{2}" in words["Kinetic energy"]
    assert "<b>this</b> is no markup" in words["Comparison"]
    assert words["光合作用"].startswith("Plants make sugar")


def test_no_cell_is_taken_for_a_formula() -> None:
    cells = [cell for r in table(all_shapes().deck) for cell in r]
    assert "'=SUM(A1:A9)" in cells
    assert not [c for c in cells if re.match(r"[=+\-@\t\r]", c)]


@given(st.text(alphabet=st.sampled_from("='+-@\t\r\nab＝"), max_size=6) | st.text())
def test_the_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {*"=+-@\t\r\n＝"} - {""}


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_any_text_comes_back(pairs: list[tuple[str, str]]) -> None:
    entries = tuple(
        Entry(RichText.of(_clean(t)), (Paragraph(RichText.of(_clean(d))),), Origin("a.txt", 1))
        for t, d in pairs
    )
    _, *found = table(Deck("D", 1, entries, (), ()))
    assert [tuple(unguarded(c) for c in r) for r in found] == [row(e) for e in entries]


def _clean(text: str) -> str:
    """Without what a reader never lets through: lone surrogates, NUL, and carriage returns."""
    return re.sub("[\0\r\ud800-\udfff\ufffc]", "", text)
