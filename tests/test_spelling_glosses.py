"""Words of another language beside what they mean in English."""

from __future__ import annotations

import pytest

from ankigen.spelling.texts.text_paths import places
from ankigen.spelling.texts.text_state import TextState
from tests.spelling_support import entries, fixes

ENGLISH = (
    "Case",
    "The accusative is the case of the object, and it is used with many verbs of asking, too.",
)


def _clauses(text: str) -> list[tuple[str, bool]]:
    """The clauses of a text, and whether each is foreign by its own words or those beside it."""
    place = next(p for p in places(entries(("", text))[0]) if p.text.text == text)
    state = TextState(place, place.text, place.text)
    state.make([])
    own, found = state.tokens, state.clauses
    return [(" ".join(t.text for t in own[a:b]), clause.foreign) for a, b, clause in found]


@pytest.mark.parametrize(
    "text",
    [
        "nihil dividet, _he divides none of this_.",
        "_minimam partem_, for the least part;",
        "minimam partem, _for the least part_.",
    ],
)
def test_what_italics_translate_is_foreign_though_the_notes_are_english(text: str) -> None:
    assert fixes(ENGLISH, ("as", text)) == fixes(ENGLISH)


@pytest.mark.parametrize(
    "text",
    [
        "The _enzym of the cell_ is small, and the recieved one is large.",
        "Recieved mesages, _as they are known in the office_.",
    ],
)
def test_english_with_slips_beside_italics_is_english(text: str) -> None:
    assert not any(foreign for _, foreign in _clauses(text))


def test_a_comma_parts_a_sentence_and_what_it_means() -> None:
    text = "Ili falis sur la plankon, they fell upon the floor of the house."
    assert [clause for clause, _ in _clauses(text)] == [
        "Ili falis sur la plankon",
        "they fell upon the floor of the house",
    ]


def test_wide_spaces_part_columns() -> None:
    assert len(_clauses("id temporis, at that time         quod si, but if it is so")) == 2
