"""The table for people: what is in it, and that a spreadsheet cannot run it."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from ankigen.cards.rendering.plain import plain
from ankigen.exporters.csv import HEADER, bare, build, guarded, row, topic_of_words, unguarded
from ankigen.model import Deck, Entry, Item, ListNode, Mark, Origin, Paragraph, RichText, Style
from ankigen.model.settings import CsvSettings, Settings
from ankigen.project.settings import parse_settings
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


def _listed(*items: Item) -> Entry:
    return Entry(RichText.of("Kinds"), (ListNode(items),), Origin("a.txt", 1))


def test_a_list_alone_needs_no_guard() -> None:
    made = _listed(Item(RichText.of("one")), Item(RichText.of("two")))
    (_, found) = table(Deck("D", 1, (made,), (), ()))
    assert found[1] == "• one\n• two"


def test_letters_and_pictures_are_kept_and_come_off_again() -> None:
    wordless = RichText("\ufffc", (Mark(0, 1, Style.IMAGE, "img/leaf.png"),))
    made = _listed(
        Item(RichText.of("a cell"), letter="A"),
        Item(RichText("a leaf", (Mark(2, 6, Style.IMAGE, "l.png"),)), letter="B", right=True),
        Item(wordless, letter="C"),
    )
    made = made.but(body=(Paragraph(wordless), *made.body))
    cell = row(made)[1]
    assert cell.split("\n") == [
        "[Picture: leaf.png]",
        "A) a cell",
        "B) a [Picture: leaf]",
        "C) [Picture: leaf.png]",
    ]
    assert bare(cell, made.body) == plain(made.body)


def test_the_topic_is_in_the_headings_words() -> None:
    made = Entry(
        RichText.of("x"),
        (),
        Origin("a.txt", 1),
        sections=("2. Discharge & Remedies", "Node.js"),
        topic="law::discharge-remedies::node.js",
    )
    assert row(made)[3] == "Law › 2. Discharge & Remedies › Node.js"
    assert topic_of_words(row(made)[3]) == made.topic


def test_cells_are_parted_as_the_settings_say() -> None:
    settings = parse_settings('[csv]\ndelimiter = ";"\n')
    assert settings.csv == CsvSettings(";")
    (data,) = build(Deck("D", 1, (_listed(Item(RichText.of("a;b"))),), (), ()), settings).values()
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0] == '"Term";"Definition";"Context";"Topic";"Tags";"Source"'
    assert lines[1].startswith('"Kinds";"• a;b";')


def _clean(text: str) -> str:
    """Without what a reader never lets through: lone surrogates, NUL, and carriage returns."""
    return re.sub("[\0\r\ud800-\udfff\ufffc]", "", text)
