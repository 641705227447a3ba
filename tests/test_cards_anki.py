"""The cards in the real Anki: as many as planned, all of them rendered, none of them telling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from anki.collection import Collection

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.cards.templating.note_types import note_type
from ankigen.cards.templating.templates import sides
from ankigen.cards.words import tells
from ankigen.exporters.card_generation import card_ords
from ankigen.model import Note, RichText
from ankigen.model.settings import CardSettings, Settings
from tests.cards_cases import CASES, MEDIA
from tests.cards_leaks import leaks, visible_text
from tests.cards_support import ALL, bullets, collection, entry, put_in, shipped

ENTRIES = [e for entries in CASES.values() for e in entries]
LATER = 1_700_000_100.0


def case_notes() -> tuple[Note, ...]:
    return make_notes(ENTRIES, ALL, MEDIA)[0]


def cards_by_note(anki: Collection) -> dict[str, int]:
    return {
        note.guid: len(anki.card_ids_of_note(note.id))
        for note in (anki.get_note(n) for n in anki.find_notes(""))
    }


def check_in_anki(notes: Sequence[Note]) -> None:
    """Counts as planned, every card rendered, nothing empty, nothing for Anki to repair."""
    with collection() as anki:
        put_in(anki, notes, NOTE_TYPES)
        assert cards_by_note(anki) == {note.key: note.cards for note in notes}
        cards = list(anki.find_cards(""))
        for card in cards:
            # raises TemplateError, which render_output() would show as text
            anki._backend.render_existing_card(card_id=card, browser=False, partial_render=True)
        assert not anki.get_empty_cards().notes
        report, fine = anki.fix_integrity()
        assert fine, report
        assert len(anki.find_cards("")) == len(cards)


def test_cards_of_every_shape_are_as_planned() -> None:
    notes = case_notes()
    assert len({note.key for note in notes}) == len(notes)
    check_in_anki(notes)


def test_cards_of_the_shipped_deck_are_as_planned() -> None:
    deck = shipped().deck
    kinds = Counter(note.note_type for note in deck.notes)
    assert kinds["term"] > 100
    assert kinds["list"] > 20
    check_in_anki([replace(note, key=note.guid) for note in deck.notes])


@pytest.mark.parametrize("reverse", [False, True])
def test_no_front_of_the_shipped_deck_shows_its_answer(reverse: bool) -> None:
    deck = shipped().deck
    notes = make_notes(deck.entries, ALL, {m: m for m in deck.media})[0] if reverse else deck.notes
    assert not leaks(notes, NOTE_TYPES)


def test_no_front_of_any_shape_shows_its_answer() -> None:
    assert not leaks(case_notes(), NOTE_TYPES)


def test_a_front_that_shows_its_answer_is_found() -> None:
    (note,), _ = make_notes([entry("Osmosis", "Moves water.")], ALL)
    telling = replace(note, fields=("Osmosis", "Osmosis", *note.fields[2:]))
    assert {f.code for f in leaks([telling], NOTE_TYPES)} == {"answer-shown"}
    (terms,), _ = make_notes(
        [entry("Osmosis", "Osmosis moves water through the thin walls of living cells.")], ALL
    )
    unmasked = tuple(field.replace(' class="own"', "") for field in terms.fields)
    assert [f.code for f in leaks([replace(terms, fields=unmasked)], NOTE_TYPES)] == [
        "answer-shown"
    ]


def test_filling_in_a_template_ourselves_gives_what_anki_gives() -> None:
    notes = case_notes()
    by_key = {note.key: note for note in notes}

    def text(markup: str) -> str:
        markup = re.sub(r"\[\[type:[^\]]*\]\]|\[(?:sound|anki:play)[:\w.-]*\]", "", markup)
        return " ".join(visible_text(markup).split())

    with collection() as anki:
        put_in(anki, notes, NOTE_TYPES)
        for card_id in anki.find_cards(""):
            card = anki.get_card(card_id)
            note = by_key[card.note().guid]
            own_type = note_type(note.note_type)
            assert card.ord in card_ords(own_type, note.fields)
            front, back = sides(note, own_type, card.ord)
            shown = card.render_output()
            assert text(front) == text(shown.question_text)
            assert text(back) == text(shown.answer_text)


def test_a_list_shows_what_stands_before_the_asked_item_and_hides_the_rest() -> None:
    (note,), _ = make_notes([entry("Phases of mitosis", bullets(*"PMAT"))], ALL)
    fronts = [visible_text(sides(note, note_type("list"), n)[0]).split() for n in range(4)]
    assert [[x for x in front if x in "PMAT"] for front in fronts] == [
        [],
        ["P"],
        ["P", "M"],
        ["P", "M", "A"],
    ]
    (unordered,), _ = make_notes([entry("Halogens", bullets("iodine", "fluorine", "bromine"))], ALL)
    front = visible_text(sides(unordered, note_type("list"), 1)[0])
    assert "iodine" in front
    assert "bromine" in front
    assert "fluorine" not in front


def test_a_list_that_grows_beyond_a_group_keeps_the_numbers_of_its_cards() -> None:
    items = [f"book {n}" for n in "abcdefgh"]
    (short,), _ = make_notes([entry("Books", bullets(*items[:7], ordered=True))], ALL)
    (longer,), _ = make_notes([entry("Books", bullets(*items, ordered=True))], ALL)
    assert short.key == longer.key
    numbers = re.compile(r"\{\{c(\d+)::(book \w)\}\}")
    before = dict(numbers.findall("".join(short.fields)))
    after = dict(numbers.findall("".join(longer.fields)))
    assert before.items() <= after.items()


def with_reverse(reverse: tuple[str, ...]) -> Settings:
    return Settings(cards=CardSettings(reverse=reverse))


def test_turning_the_reverse_on_and_importing_again_adds_its_cards() -> None:
    entries = [e for e in ENTRIES if e.headword]
    off, _ = make_notes(entries, with_reverse(()), MEDIA)
    on, _ = make_notes(entries, with_reverse(("*",)), MEDIA)
    assert [n.key for n in off] == [n.key for n in on]
    more = sum(n.cards for n in on) - sum(n.cards for n in off)
    assert more > 10
    with collection() as anki:
        put_in(anki, off, NOTE_TYPES)
        before = len(anki.find_cards(""))
        put_in(anki, on, NOTE_TYPES, when=LATER)
        assert len(anki.find_cards("")) == before + more
        assert not anki.get_empty_cards().notes


def _ords(note: Note) -> set[int]:
    return set(card_ords(note_type(note.note_type), note.fields))


def test_cards_no_longer_wanted_become_empty_and_their_number_is_known() -> None:
    entries = [e for e in ENTRIES if e.headword]
    on, _ = make_notes(entries, with_reverse(("*",)), MEDIA)
    shorter = [
        e.but(body=(bullets("denial", "anger"),)) if e.headword == "Stages of grief" else e
        for e in entries
    ]
    off, _ = make_notes(shorter, with_reverse(()), MEDIA)
    made = {note.key: _ords(note) for note in on}
    unwanted = sum(len(made[note.key] - _ords(note)) for note in off)
    assert unwanted > 10
    with collection() as anki:
        put_in(anki, on, NOTE_TYPES)
        put_in(anki, off, NOTE_TYPES, when=LATER)
        empty = anki.get_empty_cards().notes
        assert sum(len(note.card_ids) for note in empty) == unwanted
        assert not any(note.will_delete_note for note in empty)


def test_a_note_keeps_its_key_when_its_definition_is_reworded() -> None:
    one, _ = make_notes([entry("Caf\u00e9", "A house that sells coffee.")], ALL)
    other, _ = make_notes([entry("CAFE\u0301 ", "Where coffee is drunk, in other words.")], ALL)
    assert [n.key for n in one] == [n.key for n in other]


def test_an_entry_that_gains_a_sentence_beside_its_formula_stays_the_same_note() -> None:
    formula = CASES["formula"][0]
    prose = formula.but(
        body=(
            *formula.body,
            *entry("", "It tells how far the mean of a sample may lie from the mean of all.").body,
        )
    )
    (one,), _ = make_notes([formula], ALL)
    (other,), _ = make_notes([prose], ALL)
    assert (one.key, one.note_type) == (other.key, other.note_type)


def test_typed_answers_compare_with_the_words_alone() -> None:
    (note,), _ = make_notes([entry("el gato", RichText.of("the cat").text)], ALL)
    with collection() as anki:
        put_in(anki, [note], NOTE_TYPES)
        first, second = (anki.get_card(c) for c in anki.find_cards("", order="c.ord"))
        assert "[[type:Typed answer]]" in first.render_output().question_text
        assert "[[type:Typed headword]]" in second.render_output().question_text
        assert "cloze" not in anki.compare_answer("<p>the cat</p>", "the cat")
        assert "typeBad" not in anki.compare_answer(note.fields[1], "the cat")


def test_the_first_field_of_every_note_type_is_what_it_is_known_by() -> None:
    assert {t.key: t.fields[0].name for t in NOTE_TYPES} == {
        "term": "Headword",
        "list": "Headword",
        "cloze": "Text",
        "choice": "Headword",
    }
    ids = [t.id for t in NOTE_TYPES]
    ids += [f.id for t in NOTE_TYPES for f in t.fields] + [
        p.id for t in NOTE_TYPES for p in t.templates
    ]
    assert len(set(ids)) == len(ids)


def test_nothing_in_templates_and_css_is_a_script_or_comes_from_elsewhere() -> None:
    for made in NOTE_TYPES:
        whole = "".join(t.front + t.back for t in made.templates) + made.css
        assert not re.search(r"<script|https?:|//|url\(|@import|@font-face|javascript", whole)


def test_short_words_tell_only_as_they_are_written() -> None:
    assert tells("what IT does", "IT")
    assert not tells("what it does", "IT")
    assert tells("from A → B", "→") and not tells("from A to B", "→") and not tells("A", " ")
    assert tells("光合作用的过程", "光合作用") and not tells("过程", "光合作用")
