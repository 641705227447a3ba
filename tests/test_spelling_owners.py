"""Owners without their apostrophe, words in two, words of which the other was seen in the same
place, and slips that look like another spelling.
"""

from __future__ import annotations

import pytest

from tests.spelling_support import proposed


@pytest.mark.parametrize(
    ("text", "fix"),
    {
        "Newtons second law is about force.": ("Newtons", "Newton's", False),
        "It is Freuds theory of dreams.": ("Freuds", "Freud's", True),
        "The earths surface is cold there.": ("earths", "earth's", False),
        "They read each others letters aloud.": ("others", "other's", True),
        "The babys head is soft at first.": ("babys", "baby's", False),
        "He may find any thing in the attic.": ("any thing", "anything", True),
        "It is divided in to three rooms.": ("in to", "into", True),
        "It was darker then before.": ("then", "than", True),
        "They is late for the ferry.": ("is", "are", True),
        "The end of this weak is near.": ("weak", "week", True),
        "It makes the other partie sign the paper.": ("partie", "parties", False),
        "The new resoearch shows that it works.": ("resoearch", "research", True),
        "The long journys of the king were told.": ("journys", "journeys", True),
        "It need water in summer.": ("need", "needs", True),
    }.items(),
)
def test_what_is_found(text: str, fix: tuple[str, str, bool]) -> None:
    assert fix in proposed(text, hurry=True)


@pytest.mark.parametrize(
    "text",
    [
        "Romans rule the sea, and Lutherans faith alone.",
        "Williams brother came, and Massachusetts delegates met.",
        "The kings rule the land and the authors use words.",
        "The teacher then reads, and the water then flows.",
        "In the mean while they sat down.",
        "He turned in to the yard at noon.",
    ],
)
def test_a_right_word_stays(text: str) -> None:
    assert not {f for f in proposed(text, hurry=True) if f[2]}
