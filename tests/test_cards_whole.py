"""Hurried notes: an answer is whole, and is asked for by the question that it answers."""

from __future__ import annotations

import pytest

from ankigen.cards import make_notes
from ankigen.cards.labels import label_end
from ankigen.cards.visible import visible_text
from ankigen.model import ARROW, EQUALS, Item, Paragraph, RichText
from tests.cards_support import ALL, entry, fields
from tests.test_cards_hurried import asks


@pytest.mark.parametrize(
    ("headword", "said", "answer"),
    [
        # the verbs of one clause, and a sentence of something else that goes on
        (
            "Keeper",
            "row of men that lifts, opens and shuts gates of the MSC. one side floods",
            "row of men that lifts, opens and shuts gates of the MSC.",
        ),
        ("Silting", "mud is heavy, sinks down, small grains sink later", ""),
        ("Flight to Hull", "June 1761 the duke tries to leave, is stopped. He pays", ""),
        # a full stop behind capitals ends a sentence
        ("Gauges", "stop a boat by closing the LPGs. flaps, doors, weirs", ""),
        # what is told by numbers or kinds, and all things that a headword counts
        ("Building", "phase 1 dig (spade), phase 2 line with clay, phase 3 flood", ""),
        ("Locks", "a-type has oak gates, b-type has iron gates", ""),
        ("Brindley's two rules", "level cuts only need spades; short cuts need a tunnel", ""),
        ("Conditions for a canal", "water over 2 m, 5-30 m from a road, low weir", ""),
    ],
)
def test_an_answer_is_whole(headword: str, said: str, answer: str) -> None:
    wanted = answer or said.partition(". ")[0]
    assert asks(headword, said)[1].rstrip(".") == wanted.rstrip(".")


@pytest.mark.parametrize(
    ("headword", "said", "question"),
    [
        ("Bridgewater", "marched on Hull 1761", "What is it?"),
        ("ICW", "Inland Canal Water (1888)", "What does it stand for?"),
        ("order types", "up (45 %), down (42 %), round (9 %)", "What are they?"),
        ("dry dock", "escape of water > c", "What is it?"),
        ("leakage", "decays per second", "What is it?"),
        ("soundness", "measures what it should measure", "What does it mean?"),
        ("Gaugeceps", "first keeper", "What is it?"),
        ("Sluice inhibitors (-pril)", "block mud on its way", "What do they do?"),
        ("Hydraulics", "work in the upper gate", "What do they do?"),
        ("Gate", "irreversibly stops boats", "What does it do?"),
        ("towpath / bypath", "beside the water / beside the road", "What is the difference?"),
        ("Foxton 31 BC", "two dukes fight", "What happened?"),
        ("212 Edict", "freedom for all boats", "What happened?"),
        ("1796 Jenner", "cowpox", "What happened?"),
        ("Hadrian", "wall in the north", "What is this person known for?"),
    ],
)
def test_a_card_asks_for_what_is_said(headword: str, said: str, question: str) -> None:
    assert asks(headword, said)[0] == question


def test_years_of_the_first_centuries_are_dates_beside_years_with_their_era() -> None:
    notes, _ = make_notes(
        [
            entry(headword, said)
            for headword, said in (
                ("753 BC", "first boat"),
                ("AD 64", "great flood"),
                ("69", "four dukes"),
                ("410", "end of the canal"),
            )
        ],
        ALL,
    )
    assert ["What happened?" in fields(note)["Ask"] for note in notes] == [True] * 4


def test_what_a_person_did_is_asked_for_as_such_in_lines_too() -> None:
    lines = [Paragraph(RichText(t)) for t in ("Gallic War 58-50", "crosses the river Jan 49")]
    assert "known for" in fields(make_notes([entry("Caesar", *lines)], ALL)[0][0])["Ask"]


def test_numbered_lines_without_a_sign_are_a_list() -> None:
    lines = [Paragraph(RichText(t)) for t in ("1 rivalry", "2 newcomers", "3 buyers")]
    (note,), _ = make_notes([entry("Brindley's forces", *lines)], ALL)
    assert note.cards == 3
    assert "rivalry" in visible_text(fields(note)["Items 1"])


@pytest.mark.parametrize(
    ("headword", "said", "question"),
    [
        ("canal bed", "clay lining, gravel, two drains", "Name 3 key points."),
        ("Warping", "accelerates silting", "What does it do?"),
        ("p < .05", "likely true", "What does it mean?"),
        ("Level rule", "short run: close the gate", "What does it say?"),
        ("Gauges", "on all upper gates", "Where are they?"),
        ("Liver", "making of bile", "What is it responsible for?"),
        ("Liver", "gland with two lobes", "What is it?"),
    ],
)
def test_a_card_asks_for_a_task_a_place_a_meaning(headword: str, said: str, question: str) -> None:
    assert asks(headword, said)[0] == question


def test_what_follows_one_after_the_other_is_one_answer() -> None:
    said = "water rises, boats go over the weir, floods in Hull"
    assert asks("Spate", said)[1] == said


@pytest.mark.parametrize(
    ("headword", "question"),
    [("Adrianople 378", "What happened?"), ("1961 canal withdrawn", "What follows?")],
)
def test_an_arrow_behind_an_event_leads_to_what_happened(headword: str, question: str) -> None:
    (note, *_), _ = make_notes([entry(headword, "tolls got dear", mark=ARROW)], ALL)
    assert question in fields(note)["Ask"]


def test_a_label_that_is_a_line_of_its_own_is_shown_without_its_colon() -> None:
    item = Item(RichText("Gauges:\nfour boards", lines=((0, 5), (8, 6))))
    assert label_end(item) == len("Gauges")


@pytest.mark.parametrize(
    ("said", "label", "answer", "question"),
    [
        ("gate of oak, 2 t. uses: docks, weirs. Not in a frost", "uses", "docks, weirs", "they"),
        ("lets boats in, made of oak; problem: it leaks", "problem", "it leaks", "it"),
        (
            "lets boats into the dock. SE mud (a little), floods",
            "SE",
            "mud (a little), floods",
            "they",
        ),
        ("lets boats into the dock. Rx ca. two pumps", "Rx", "ca. two pumps", "it"),
    ],
)
def test_a_labelled_fact_of_a_hurried_line_is_asked_by_its_label(
    said: str, label: str, answer: str, question: str
) -> None:
    notes, _ = make_notes([entry("Sluice", said)], ALL)
    assert len(notes) == 2
    whole = visible_text(fields(notes[0])["Definition"], front=False)
    assert answer in whole and answer not in visible_text(fields(notes[0])["Definition"])
    fact = fields(notes[1])
    assert (fact["Context"], visible_text(fact["Definition"]).strip()) == (label, answer)
    assert f"{question}?" in fact["Ask"] and notes[1].key != notes[0].key


@pytest.mark.parametrize(
    ("headword", "said"),
    [
        ("Sluice", "A gate of oak. Uses: docks and weirs."),  # no hurried line
        ("Sluice", "gate of oak. the mill: two wheels"),  # no such label
        ("Sluice", "gate of oak. uses: docks. uses: weirs"),  # which of both?
        ("When is a sluice shut?", "in a frost. exceptions: mills"),
    ],
)
def test_no_other_fact_of_a_line_is_asked_by_a_label(headword: str, said: str) -> None:
    assert len(make_notes([entry(headword, said)], ALL)[0]) == 1


@pytest.mark.parametrize(
    ("headword", "said", "answer"),
    [
        ("Twin locks", "same depth of water, gates at the other end", ""),
        ("Hull rule", "fill the empty locks one by one, lowest gates first", ""),
        ("Th1", "IFN gamma, activates macrophages", "activates macrophages"),
    ],
)
def test_what_sets_a_thing_apart_is_asked(headword: str, said: str, answer: str) -> None:
    assert asks(headword, said)[1] == (answer or said)


@pytest.mark.parametrize(
    ("headword", "said", "question"),
    [
        ("twin lock", "has two gates but leaks because of its wall", "What is it?"),
        ("amphidric", "can act as lock and as weir", "What does it mean?"),
        ("Th1", "IFN gamma, activates macrophages", "What does it do?"),
    ],
)
def test_a_quality_a_flaw_and_a_deed_are_asked_as_such(
    headword: str, said: str, question: str
) -> None:
    assert asks(headword, said)[0] == question


def test_a_symbol_that_equals_a_product_is_asked_as_a_formula() -> None:
    (note, *_), _ = make_notes([entry("k", "A e^(−E/RT)  (Arrhenius)", mark=EQUALS)], ALL)
    assert "Which formula is it?" in fields(note)["Ask"]
