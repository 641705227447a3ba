"""What `ankigen stats` tells: the figures, and that they add up."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.cli.statistics import as_page, as_text, gather
from ankigen.model import Deck, Origin
from tests.cards_cases import CASES, MEDIA
from tests.cards_support import ALL, shipped


def case_deck() -> Deck:
    made = [e for entries in CASES.values() for e in entries]
    entries = tuple(e.but(origin=Origin("notes.md", n)) for n, e in enumerate(made, 1))
    notes, findings = make_notes(entries, ALL, MEDIA)
    return Deck("A <deck>", 1, entries, notes, NOTE_TYPES, findings=findings)


def test_the_figures_add_up() -> None:
    deck = case_deck()
    stats = gather(deck, deck.findings)
    assert stats.cards == sum(n.cards for n in deck.notes)
    assert sum(row.number for row in stats.kinds) == stats.cards
    assert sum(row.number for row in stats.topics) == stats.cards
    terms = {n.origin for n in deck.notes if n.note_type == "term"}
    assert sum(row.number for row in stats.lengths) == len(terms)
    assert sum(row.number for row in stats.findings) == len(deck.findings)
    assert {row.label for row in stats.kinds} >= {
        "term → definition",
        "definition → term",
        "picture → term",
        "term → formula",
        "term → code",
        "item of a list",
        "cell of a table",
    }


def test_the_shipped_deck_asks_for_no_definition_that_is_too_long() -> None:
    made = shipped()
    stats = gather(made.deck, made.findings)
    assert stats.cards > stats.notes > stats.entries > 150
    assert stats.median_words <= 25
    assert stats.lengths[-1].number == 0


def test_the_tables_show_every_figure() -> None:
    deck = case_deck()
    text = as_text(gather(deck, deck.findings))
    assert text.startswith("A <deck>: 50 entries")
    assert re.search(r"^  item of a list +\d+  █+$", text, re.MULTILINE)
    assert re.search(r"^  no-definition +\d+  █+  needs review$", text, re.MULTILINE)


def test_the_page_needs_nothing_else_and_is_well_formed() -> None:
    deck = case_deck()
    page = as_page(gather(deck, deck.findings))
    assert "A &lt;deck&gt;" in page
    assert not re.search(r"<script|https?:|src=|@import|url\(", page)
    for chart in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        assert ET.fromstring(chart).get("aria-label")


def test_an_empty_deck_has_stats_too() -> None:
    stats = gather(replace(case_deck(), entries=(), notes=()))
    assert as_text(stats) == "A <deck>: 0 entries, 0 notes, 0 cards\n"
    assert "<svg" not in as_page(stats)
