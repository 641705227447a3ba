"""Entries of which no good question can be made: no card asks for them, and a finding says so."""

from __future__ import annotations

import pytest

from ankigen.cards import make_notes
from ankigen.cards.asking.former import Former, FormerNote
from ankigen.model import Node, RichText
from tests.cards_support import ALL, bullets, entry, fields


def asked(term: str, *body: Node | str) -> tuple[list[str], list[str]]:
    """The definitions of the cards of an entry, and the codes of its findings that a person must
    see.
    """
    notes, findings = make_notes([entry(term, *body)], ALL)
    return [fields(n)["Definition"] for n in notes], [f.code for f in findings if f.needs_person]


@pytest.mark.parametrize(
    ("term", "body"),
    [
        ("Yeast", ("When making dough, you must dissolve it in water.",)),
        ("Oven door", ("After the bread has risen you can open it.",)),
        ("Sourdough", ("Rye is ground, and in this case we'll use the starter of a friend.",)),
        ("Kneading time", ("The length is configurable",)),
        ("Loaf shapes", (bullets("Dough is rolled. In this case, twice."),)),
        ("knead_dough()", ("Kneads the dough.",)),
        ("slice_loaf(knife)", ("method does slice the loaf",)),
        ("Rye bread", ("A bread of rye.",)),
        ("Other loaves", ("Bakers of the town bake cakes as well.",)),
        ("Proving basket", ("A basket of cane", "When making dough, you must line it.")),
        ("Loaf forms", ("Round loaf, Long loaf, Round loaf",)),
        ("Bake the bread", ("Once the oven is hot you can begin.",)),
        ("Bake the bread", ("An oven is a box that is hot inside.",)),
    ],
)
def test_what_answers_no_question_is_no_card_and_is_told(
    term: str, body: tuple[Node | str, ...]
) -> None:
    assert asked(term, *body) == ([], ["undefined"])


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("How is dough made?", "When making dough, you must dissolve yeast in water."),
        ("The reason why bread of rye rises late", "In this case the yeast is slow."),
        ("Other word for crust", "rind of a loaf"),
        ("Also rye", "Also known as black bread, made of rye flour."),
        ("Kneaded bread", "A bread that rises twice."),
        ("knead_dough()", "Puts all that is in a bowl together."),
        ("Bake the bread", "Heat the oven, and put it in."),
        ("Baking bread", "Bread is a food: heat it in the oven."),
        ("Yeast", "You feed it with sugar."),
    ],
)
def test_answers_stay_cards(term: str, said: str) -> None:
    definitions, findings = asked(term, said)
    assert len(definitions) == 1 and said[-12:] in definitions[0]
    assert not findings


def test_the_rest_of_something_is_asked_for_where_the_front_says_of_what() -> None:
    context = RichText("In the bakery")
    told = entry("Other loaves", "Bakers of the town bake cakes as well.", context=context)
    assert len(make_notes([told], ALL)[0]) == 1


def test_one_more_sentence_says_what_the_name_does_not() -> None:
    (definition,), findings = asked("knead_dough()", "Kneads the dough. Stops when it is smooth.")
    assert "Stops when it is smooth." in definition.partition('class="more"')[0]
    assert not findings


def test_what_was_asked_before_stays_asked() -> None:
    story = entry("Yeast", "When making dough, you must dissolve it in water.")
    former = Former({"term yeast": FormerNote()})
    notes, findings = make_notes([story], ALL, former=former)
    assert [note.term for note in notes] == ["Yeast"]
    assert not [f for f in findings if f.needs_person]
