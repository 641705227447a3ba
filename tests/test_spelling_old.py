"""English as it was spelled once, and spaces as some set them, are no slips."""

from __future__ import annotations

import pytest

from ankigen.spelling.words.lexicon import load_lexicon
from ankigen.spelling.words.old_spelling import is_spelled_as_once
from tests.spelling_support import HURRY, fixes, proposed


@pytest.mark.parametrize(
    "text",
    [
        "He had divers orders and advices of them.",
        "They bought a reenforcement for the wall, and a reenforcement for the door.",
    ],
)
def test_what_was_right_once_is_not_changed(text: str) -> None:
    assert not [found for found in proposed(text, hurry=False) if found[2]]


def test_what_was_right_once_and_spaces_before_signs_tell_of_no_haste() -> None:
    doubtful = ("House", "They sold soap and any thing that is old.")
    assert ("any thing", "anything", True) in fixes(HURRY, doubtful)
    spaced = "We had heat , light , wood , salt , and coal , all of it."
    old = "The reenforcement came by a reenforcement behind another reenforcement, reenforced."
    for quiet in (("Room", spaced), ("Room", old)):
        assert ("any thing", "anything", True) not in fixes(quiet, doubtful)


def test_a_text_that_is_spelled_as_english_once_was_is_left_alone() -> None:
    old = (
        "Walk",
        "In the dayes of the king he wil finde it easie to make musick, and it shal be a booke "
        "for many; al of them keepe to it and looke for the wayes of it, and so it is made wel.",
    )
    slip = ("Walk", "They recieve a letter each month.")
    assert not fixes(old, slip)
    assert fixes(slip)


def test_hurried_notes_are_not_spelled_as_english_once_was() -> None:
    text = "the hourse is a paire of hous that wil fal to the groud in a yer or tow of teh war"
    assert not is_spelled_as_once(text.split(), load_lexicon())
