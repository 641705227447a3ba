"""Slips that could be mended to another word than was meant, and right words near to slips."""

from __future__ import annotations

import pytest

from tests.spelling_support import HURRY, fixes, proposed


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        # a stuck key in a listed misspelling
        ("They asked for acesss to the house.", ("acesss", "access", True)),
        ("It was a commmon one in it.", ("commmon", "common", True)),
        # a word that the end of a line has torn
        ("We speak of the relia- bility of the house.", ("relia- bility", "reliability", True)),
        # what many people say of one
        ("It is a bacteria of the sea.", ("bacteria", "bacterium", False)),
        # a letter more behind an s is no ending
        ("All of the roomsx were cold in it.", ("roomsx", "rooms", True)),
        # two slips are no word of another language
        ("We had a lot of infrmatino in the house.", ("infrmatino", "information", True)),
        # letters swapped, although the neighbours say nothing
        ("They had jiucy in it.", ("jiucy", "juicy", True)),
        # letters swapped in half of a word
        ("We address the cuase-and-effect of it.", ("cuase", "cause", True)),
        # another first letter gives a rare word only
        ("He was very annyoning and loud.", ("annyoning", "annoying", True)),
        # one letter more in a word that others in -ation are made of
        ("The ice was flotating on the water.", ("flotating", "floating", True)),
        # as near, and less likely by enough
        ("The laws exist undr the king of it.", ("undr", "under", True)),
    ],
)
def test_what_is_found_in_notes_typed_in_a_hurry(text: str, fix: tuple[str, str, bool]) -> None:
    assert fix in proposed(text, hurry=True)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        # between two words of grammar
        ("The one who calms the crowd is here.", "calms"),
        # the rest of a name
        ("They took a-ferin for it.", "ferin"),
        # a brand
        ("IPods are sold. An iPod is old, and an iPod is new. She took the IPod of him.", "IPod"),
    ],
)
def test_what_is_right_is_not_changed_in_a_hurry(text: str, word: str) -> None:
    assert word not in {before for before, _, fixed in proposed(text, hurry=True) if fixed}


@pytest.mark.parametrize(
    "text",
    [
        "So it was said: Dont Bretons sing it.",
        "Rōmānī, clārus populus, bellum parant. That was all of it.",
        "We speak of the spectrification of a space here.",
        "It is K and P , and then it is over.",
        "We read of it ; The others did not.",
    ],
)
def test_what_is_right_in_prose_stays(text: str) -> None:
    assert not [found for found in proposed(text, hurry=False) if found[2]]


def test_a_word_that_the_notes_speak_of_is_no_other() -> None:
    farm = "The life on the farm was hard."
    assert ("farm", "form", False) in proposed("They needed it on the farm.", hurry=True)
    more = ("Village", "Every farm had a well. A farm of the valley had two.")
    assert "farm" not in {before for before, *_ in fixes(HURRY, ("House", farm), more)}


STRANGERS = "We met Lurtz, Ambel, Kronig, Vessla, Drond, Tarvik, Murlo, Pexim and Zolgar there."


def test_an_english_headword_among_strange_words_is_looked_at() -> None:
    rows = (HURRY, ("Names", STRANGERS), ("Gate: a very efficent protein", "It is old."))
    assert ("efficent", "efficient", True) in fixes(*rows)
