"""Near slips in notes typed in a hurry: what is suggested though the ranker doubts it, what is only
suggested though it does not, and words that their place must not hide.
"""

from __future__ import annotations

import pytest

from ankigen.model import RichText
from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean
from ankigen.spelling.words.tokens import tokenize
from tests.spelling_support import HURRY, entries, fixes, proposed


def test_a_word_as_near_to_two_words_is_only_suggested() -> None:
    found = fixes(HURRY, ("Goods", "The desired produc attribute is known to the buyer."))
    assert {f[2] for f in found if f[0] == "produc"} == {False}


def test_a_letter_too_many_is_suggested_in_notes_typed_in_a_hurry() -> None:
    row = ("Index", "Incorporatet metadata")
    slip = ("Incorporatet", "Incorporate", False)
    assert slip not in fixes(row)
    assert slip in fixes(HURRY, row)


def test_a_slip_is_suggested_wherever_it_stands() -> None:
    rows = (
        HURRY,
        ("Summer", "In my first intership, my mentor let me read about maps."),
        ("Autumn", "They were shown at the end of intership. It was long."),
    )
    done = clean(entries(*rows), TypoSettings(suggest=0.0))
    found = [f for e in done for f in e.fixes if f.before == "intership" and not f.applied]
    assert len(found) == 2 and len({f.confidence for f in found}) == 1


def test_a_known_misspelling_with_a_capital_is_fixed_in_notes_typed_in_a_hurry() -> None:
    row = ("Game", "The Prisoners Delimma offers two ways to play.")
    assert ("Delimma", "Dilemma", True) in fixes(HURRY, row)
    assert "Delimma" not in {f[0] for f in fixes(row) if f[2]}


@pytest.mark.parametrize(
    ("text", "word", "guarded"),
    [
        ("######## Social withdrawl", "withdrawl", False),
        ("Total = Aggegrate of all those who gain", "Aggegrate", False),
        ("total = aggegrate + rest", "aggegrate", True),
    ],
)
def test_what_stands_beside_a_word_makes_no_code_of_it(text: str, word: str, guarded: bool) -> None:
    (token,) = [t for t in tokenize(RichText.of(text)) if t.text == word]
    assert token.guarded is guarded


def test_a_page_of_another_language_among_english_notes_is_left_alone() -> None:
    found = fixes(
        HURRY,
        ("Cells", "The cell is the unit of life and it was seen with the first of all lenses."),
        ("Rain", "Rain falls from the clouds when the air is cold, and rivers carry it away."),
        ("Trade", "The trade of the town was in wool, and the wool was sold to the ships."),
        ("Verbos", "Os verbos regulares do presente: comer, beber, correr, vender."),
        ("beber", "Eu bebo água de manhã."),
        ("comer", "Nós comemos pão com queijo."),
        ("Beber", "beber vinho"),
        ("partir", "partir cedo"),
        ("Um dia", "Um dia comeu muito, bebeu pouco"),
        ("Exemplos", "quero beber suco; vou comer fruta"),
    )
    assert {f[0] for f in found} == {"recieved", "teh", "goverment", "definately", "seperate"}


def test_a_word_of_the_dictionary_at_the_start_of_a_text_has_lost_no_letter() -> None:
    found = fixes(
        ("Rubicon", "Crossing of the river with one legion"),
        ("44", "ides of march"),
        ("Senate", "The old men flee south"),
        ("Actium", "Octavian wins at sea"),
        ("Augustus", "The name of Octavian from then on"),
        ("Teutoburg", "Three legions are lost in a forest"),
    )
    assert {f[2] for f in found if f[0] == "ides"} <= {False}


FORMULAS = (
    ("Error", "min E over x, y, theta, and y alone"),
    ("Gradient", "do one step, then X times Y, and z, w, and e"),
    ("Loss", "sum of y, then y-f, and x+delta, y, theta"),
)


def test_variables_make_no_second_language_of_english_notes() -> None:
    rows = (("Idea", "The points of a class are near to each other in the space of them."), HURRY)
    found = fixes(*rows, *FORMULAS, ("Selection", "trainig data"))
    assert ("trainig", "training", True) in found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The digitalizing dose of it was given once a day.", "digitalizing"),
        ("Sum the microavg over all of the classes.", "microavg"),
        ("An attack is targeted or indiscriminant, by what it wants.", "indiscriminant"),
        ("They were not counted among this groups in the end.", "groups"),
    ],
)
def test_a_word_made_of_others_is_not_changed(text: str, word: str) -> None:
    assert word not in {before for before, _, fixed in proposed(text, hurry=True) if fixed}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A letters are stored in one byte of it.", "letters"),
        ("The river carry the sand to the sea.", "carry"),
    ],
)
def test_what_may_be_mended_in_two_ways_is_only_suggested(text: str, word: str) -> None:
    assert word in {before for before, _, fixed in proposed(text, hurry=True) if not fixed}


def test_what_is_all_but_certain_is_fixed_in_a_hurry() -> None:
    text = "A gestutre with the right hand was seen."
    assert ("gestutre", "gesture", True) in proposed(text, hurry=True)
    assert ("gestutre", "gesture", False) in proposed(text, hurry=False)


def test_short_notes_with_two_slips_were_typed_in_a_hurry() -> None:
    few = ("Office", "It was recieved at the office, and definately not by post.")
    slip = ("Delimma", "Dilemma", True)
    row = ("Game", "The Prisoners Delimma offers two ways to play.")
    assert slip in fixes(few, row)
    long = [(f"Row {n}", "The walls of the house keep the wind out of its rooms.") for n in "abcd"]
    assert slip not in fixes(few, row, *long * 10)


@pytest.mark.parametrize(
    ("term", "slip"),
    [
        ("COLLISSIONS", ("COLLISSIONS", "COLLISIONS", True)),
        ("MITOCHONDIRA", ("MITOCHONDIRA", "MITOCHONDRIA", True)),
    ],
)
def test_headwords_in_capitals_are_looked_at_in_a_hurry(
    term: str, slip: tuple[str, str, bool]
) -> None:
    row = (term, "What the page is about.")
    assert slip in fixes(HURRY, row)
    assert slip[0] not in {before for before, _, _ in fixes(row)}


def test_names_in_capitals_stay() -> None:
    row = ("Trade", "COMECON and UNICEF sat in one house.")
    assert fixes(HURRY, row) == fixes(HURRY)


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("Carpinter at work", ("Carpinter", "Carpenter", True)),
        ("It was a ttest of the two means.", ("ttest", "test", False)),
        ("A retinyl ester is stored there.", ("retinyl", "retinal", False)),
    ],
)
def test_a_cheap_slip_is_fixed_in_notes_typed_in_a_hurry(
    text: str, slip: tuple[str, str, bool]
) -> None:
    wrong, _, fixed = slip
    found = proposed(text, hurry=True)
    assert (slip in found) if fixed else not any(f[0] == wrong and f[2] for f in found)
    assert not any(f[0] == wrong and f[2] for f in proposed(text, hurry=False))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("She is a gentelmen of the old kind.", "gentelmen"),
        (
            "Painting was dear to her, and painting was far. The sword Prainting was old.",
            "Prainting",
        ),
        ("he study and description of fields", "study"),
    ],
)
def test_what_may_be_two_mistakes_or_a_name_is_only_suggested(text: str, word: str) -> None:
    assert not any(f[0] == word and f[2] for f in proposed(text, hurry=True))


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("We saw the Regimments of old.", ("Regimments", "Regiments", True)),
        ("They had Breakffast there.", ("Breakffast", "Breakfast", True)),
        ("They had BReakffast there.", ("BReakffast", "Breakfast", True)),
        ("They met in Philadelpia then.", ("Philadelpia", "Philadelphia", False)),
        ("They took the Pinguet home.", ("Pinguet", "Penguin", False)),
    ],
)
def test_long_words_with_a_capital_in_notes_typed_in_a_hurry(
    text: str, slip: tuple[str, str, bool]
) -> None:
    wrong, _, fixed = slip
    found = proposed(text, hurry=True)
    assert (slip in found) if fixed else not any(f[0] == wrong and f[2] for f in found)


def test_a_rare_word_one_slip_from_one_other_is_suggested_in_a_hurry() -> None:
    text = "We read the hibitat of it in the house."
    assert ("hibitat", "habitat", False) in proposed(text, hurry=True)
    assert not proposed(text, hurry=False)
