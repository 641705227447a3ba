"""Endings that the small words before them forbid."""

from __future__ import annotations

import pytest

from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean
from tests.spelling_support import HURRY, entries, proposed


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("They have a travel stories that nobody reads.", ("stories", "story", False)),
        ("The stones can exists as sand.", ("exists", "exist", True)),
        ("The king was able to ruled for years.", ("ruled", "rule", False)),
        ("A house can be share between two families.", ("share", "shared", True)),
        ("It was a flood cause by rain.", ("cause", "caused", False)),
        ("We met a worker who's job is dull.", ("who's", "whose", True)),
        ("The goats cant swim here.", ("cant", "can't", True)),
        ("They say that its between two hills.", ("its", "it's", True)),
        ("It came from an big river.", ("an", "a", True)),
        ("Now its hard to see the house.", ("its", "it's", True)),
        ("They say that its basically a house.", ("its", "it's", True)),
        ("Because its too late we go.", ("its", "it's", True)),
        ("Lets first read the letter.", ("Lets", "Let's", True)),
        ("Lets get the letter.", ("Lets", "Let's", True)),
        ("It deosn't open the door.", ("deosn't", "doesn't", True)),
        ("It has to many doors.", ("to", "too", True)),
        ("It shows that their are many in it.", ("their", "there", True)),
        ("It shows that their are poor in it.", ("their", "there", False)),
        ("It shows that their is nothing in it.", ("their", "there", True)),
        ("He was fond of any thing that is old.", ("any thing", "anything", True)),
        ("We saw the nuclearweapons of it.", ("nuclearweapons", "nuclear weapons", True)),
        ("They had a tempaerature of it.", ("tempaerature", "temperature", True)),
        ("The heat really effects our house.", ("effects", "affects", True)),
        ("We know how precies it was.", ("precies", "precise", True)),
        ("It holds multiple letter in it.", ("letter", "letters", False)),
        ("It has different type of stones.", ("type", "types", False)),
        ("They made a bold hypotheses of it.", ("hypotheses", "hypothesis", True)),
        ("It is a phenomena of the sea.", ("phenomena", "phenomenon", True)),
        ("He is apposed to the war.", ("apposed", "opposed", True)),
        ("We see wether it rains.", ("wether", "whether", True)),
        ("They have to chose the best.", ("chose", "choose", True)),
        ("They used the follow rules.", ("follow", "following", True)),
    ],
)
def test_what_is_found_in_notes_typed_in_a_hurry(text: str, fix: tuple[str, str, bool]) -> None:
    assert fix in proposed(text, hurry=True)


@pytest.mark.parametrize(
    "text",
    [
        "A young student needs a map of the town.",
        "A router decrements the number and sends it on.",
        "It holds by means of a priori principles of thought.",
        "You must read the names and assign them to variables.",
        "Her father against her will caused the fall.",
        "As is his wont, he left early.",
        "The two properties are position in space and power.",
        "A few women came, and a women group was there.",
        "The man who's late is my brother.",
        "These form in water, and those work at night.",
        "A different type of stone was found.",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert not any(f[2] for f in proposed(text, hurry=True))


def test_a_question_as_a_headword_is_read_as_a_sentence() -> None:

    done = clean(
        entries(HURRY, ("Why did you tell of an big river?", "It was wide.")), TypoSettings()
    )
    assert done[-1].term.text == "Why did you tell of a big river?"


def test_a_clause_full_of_slips_is_no_other_language() -> None:
    found = proposed("Wooden ladderrs gardenns", hurry=True)
    assert {("ladderrs", "ladders", True), ("gardenns", "gardens", True)} <= found


def test_a_clause_of_words_of_another_language_is_one() -> None:
    assert proposed("Arbeid kostnader investering walls", hurry=True) == set()


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("It is writteni n the book.", ("writteni n", "written in", True)),
        ("It was tha tcould be seen.", ("tha tcould", "that could", True)),
    ],
)
def test_a_letter_on_the_wrong_side_of_a_space(text: str, fix: tuple[str, str, bool]) -> None:
    assert fix in proposed(text, hurry=True)


def test_a_verb_behind_every_is_no_plural() -> None:
    text = "Gives a chance for each class; every row sums to 1."
    assert not proposed(text, hurry=True)
