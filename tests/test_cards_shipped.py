"""The deck that ships, as a learner meets it: how much is read, what is asked, in which order,
and what an edit does.
"""

from __future__ import annotations

import re
import statistics
from pathlib import Path

import pytest

from ankigen.cards.templating.templates import values_of
from ankigen.cards.words import count, tells
from ankigen.exporters.apkg import package
from ankigen.model import Deck
from benchmarks.reading import Card, cards
from tests.cards_support import shipped
from tests.real_anki import collection, import_package

#: What one pass of the same notes took with version 0.1.0: 701 cards, 39,000 words.
FORMER_WORDS = 39_000


@pytest.fixture(scope="module")
def deck() -> Deck:
    return shipped().deck


@pytest.fixture(scope="module")
def made(deck: Deck) -> list[Card]:
    return cards(deck.notes)


def test_a_pass_takes_less_than_half_of_what_it_took(made: list[Card]) -> None:
    assert len(made) <= 480
    words = sum(count(card.front) + count(card.answer) for card in made)
    assert words <= 0.45 * FORMER_WORDS


def test_a_label_below_a_headword_is_no_entry(deck: Deck) -> None:
    terms = {note.term for note in deck.notes}
    assert "Loss function" in terms and not terms & {"Typical choices", "Also used"}


def test_answers_are_short(made: list[Card]) -> None:
    answers = [count(card.answer) for card in made if card.kind == "forward"]
    assert statistics.median(answers) <= 25
    assert max(count(card.answer) for card in made) <= 60


def test_fronts_ask_and_do_not_tell(made: list[Card]) -> None:
    fronts = [count(card.front) for card in made]
    assert min(fronts) >= 5 and max(fronts) <= 30
    assert not [card.front for card in made if tells(card.front, card.answer)]
    asked = [values(card)["Ask"] for card in made if not values(card).get("Names")]
    assert all(asked)


def test_no_part_is_numbered_and_no_example_is_asked(made: list[Card]) -> None:
    example = re.compile(r"\b(?:examples?|ex|e\.g|say)\b", re.IGNORECASE)
    for card in made:
        assert not re.search(r"\b\d+ of \d+\b", values(card)["Context"])
        if card.kind == "list":
            assert not example.search(values(card)["Introduction"])
            assert not re.search(r"\[[^]]*\bexample\b[^]]*\]", card.front, re.IGNORECASE)


def values(card: Card) -> dict[str, str]:
    note_type = next(t for t in shipped().deck.note_types if t.key == card.note.note_type)
    return values_of(card.note, note_type)


def test_the_first_forty_new_cards_are_of_forty_notes(deck: Deck, tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    path.write_bytes(package(deck))
    with collection(tmp_path) as col:
        import_package(col, path)
        config = col.decks.get_config(1)
        config["new"]["perDay"] = 40
        # siblings that Anki does not keep apart by itself
        config["new"]["bury"] = False
        col.decks.update_config(config)
        col.decks.select(col.decks.id(deck.name))
        queue = [entry.card for entry in col.sched.get_queued_cards(fetch_limit=40).cards]
        notes = [card.note_id for card in queue]
        assert len(notes) == 40 and len(set(notes)) == 40
        shown = [col.get_note(note).fields[0] for note in notes]
        assert shown[:3] == [note.fields[0] for note in deck.notes[:3]]


def test_a_definition_that_is_corrected_in_anki_is_corrected_on_both_cards(
    deck: Deck, tmp_path: Path
) -> None:
    path = tmp_path / "deck.apkg"
    path.write_bytes(package(deck))
    with collection(tmp_path) as col:
        import_package(col, path)
        (number,) = col.find_notes('"Headword:Differential privacy" "note:ankigen Term"')
        note = col.get_note(number)
        note["Definition"] = note["Definition"].replace("published statistics", "printed figures")
        col.update_note(note)
        forward, back = (col.get_card(c).render_output() for c in col.card_ids_of_note(number))
        assert "printed figures" in forward.answer_text
        assert "printed figures" in back.question_text
        assert "published statistics" not in back.question_text + forward.answer_text
        import_package(col, path)  # the same deck again leaves the edit alone
        assert "printed figures" in col.get_note(number)["Definition"]


def test_helper_fields_are_collapsed_and_described_in_anki(deck: Deck, tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    path.write_bytes(package(deck))
    with collection(tmp_path) as col:
        import_package(col, path)
        fields = {f["name"]: f for f in col.models.by_name("ankigen Term")["flds"]}
        assert not fields["Definition"]["collapsed"] and not fields["Headword"]["collapsed"]
        for name in ("Forward", "Masked definition", "Typed answer", "Ask", "Speech"):
            assert fields[name]["collapsed"] and fields[name]["description"]


def test_the_deck_says_what_it_holds_and_where_it_is_from(deck: Deck, tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    path.write_bytes(package(deck, "CC BY 4.0"))
    with collection(tmp_path) as col:
        import_package(col, path)
        said = col.decks.by_name(deck.name)["desc"]
        assert f"{len(deck.entries)} entries" in said and "CC BY 4.0" in said
        assert "machine-learning.txt" in said
