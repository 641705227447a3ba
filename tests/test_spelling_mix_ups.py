"""Words that exist, written where only another can stand, and verbs that do not agree with a
subject further off.
"""

from __future__ import annotations

import pytest

from tests.spelling_support import proposed

MIXED_UP = {
    "Plants can loose the water that they hold.": ("loose", "lose"),
    "The metal looses electrons to the acid.": ("looses", "loses"),
    "Light also effects the growth of the stem.": ("effects", "affects"),
    "The court cannot except that the man was asleep.": ("except", "accept"),
    "It may bee the oldest church of the town.": ("bee", "be"),
    "One has to no what the rule forbids.": ("no", "know"),
    "In this case their is nothing left to share.": ("their", "there"),
    "Every cell has there own wall.": ("there", "their"),
    "He asks weather they have seen the letter.": ("weather", "whether"),
    "The army was lead by a young duke.": ("lead", "led"),
    "The ship had past through the canal at night.": ("past", "passed"),
    "The river flows passed the old mill.": ("passed", "past"),
    "This river is apart of the border.": ("apart", "a part"),
    "It as been a custom for years.": ("as", "has"),
    "It is due too the wind.": ("too", "to"),
    "The sugar comes form the leaves.": ("form", "from"),
    "The walls were very different form what we had.": ("form", "from"),
    "Ice is a from of water.": ("from", "form"),
    "The price depends one the harvest.": ("one", "on"),
    "He has wrote three letters to the king.": ("wrote", "written"),
    "There is many islands in this lake.": ("is", "are"),
    "The gate opens so that a boat can past through.": ("past", "pass"),
    "It stood in font of the church.": ("font", "front"),
}


@pytest.mark.parametrize(("text", "pair"), MIXED_UP.items())
def test_a_word_where_only_another_can_stand(text: str, pair: tuple[str, str]) -> None:
    assert [p[:2] for p in proposed(text, hurry=False)] == [pair]
    assert proposed(text, hurry=True) == {(*pair, True)}


@pytest.mark.parametrize(
    ("text", "pair"),
    {
        "People use the names of there neighbours.": ("there", "their"),
        "It was took from an old book.": ("took", "taken"),
        "The particles moves along the same line.": ("moves", "move"),
        "Everyone know the song.": ("know", "knows"),
        "The common people wear not allowed to vote.": ("wear", "were"),
        "The council had to much power.": ("to", "too"),
        "A increase in tax was asked for.": ("A", "An"),  # may be the letter of an option
    }.items(),
)
def test_what_may_be_meant_is_suggested(text: str, pair: tuple[str, str]) -> None:
    assert proposed(text, hurry=True) == {(*pair, False)}


@pytest.mark.parametrize(
    "text",
    [
        "The loose rope was tied to the mast, and a loose end hung down.",
        "The side effects of the drug are mild, and its effects last.",
        "All except the smallest boat were lost.",
        "A bee can sting once, and the bee then dies.",
        "There is no what or why in this tale.",
        "Their own boats and there are theirs.",
        "The weather on the coast is mild in winter.",
        "They lead by example, and lead is a metal.",
        "In the past through trade the town grew.",
        "He took the two apart, and the parts of it were sold.",
        "Such as been there tell of it.",
        "If the place were empty we would go there.",
        "One of the family is a smith, and one of the crew that sailed came back.",
        "They use to good effect what is left.",
        "The number of islands are not known to all.",
        "The results of the vote were clear, and a number of guests were late.",
        "The staff often are asked to wait.",
        "He thought it was late, and she rose to leave.",
        "Does everyone know the song? Let it go on.",
        "We saw what we hear is not a thought.",
        "These things the king kept for himself.",
        "Students that have books are lucky, and they do not wear out.",
        "The font of the text is large.",
        "It has a different form of wall, and a made form is cold.",
    ],
)
def test_a_right_word_stays(text: str) -> None:
    assert not proposed(text, hurry=True)
