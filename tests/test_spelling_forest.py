"""The forests that weigh spellings and readings: their files, and what they are asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.model import Entry, Origin, Paragraph, RichText
from ankigen.model.settings import TypoSettings
from ankigen.spelling import candidate_features, clean, realword_candidates
from ankigen.spelling.ranker import LEAF, load_ranker, read_ranker, write_ranker

MEASURES = {
    "spellings.bin": candidate_features.MEASURES,
    "doubts.bin": realword_candidates.MEASURES,
}


@pytest.mark.parametrize("name", MEASURES)
def test_a_forest_of_the_package_asks_only_for_measures_there_are(name: str) -> None:
    forest = load_ranker(name)
    assert len(forest.trees) >= 50
    for nodes in forest.trees:
        for measure, _, low, high in nodes:
            assert measure == LEAF or measure < len(MEASURES[name])
            assert max(low, high) < len(nodes)


@pytest.mark.parametrize("name", MEASURES)
def test_a_forest_is_read_as_it_was_written(name: str) -> None:
    forest = load_ranker(name)
    assert read_ranker(write_ranker(forest)) == forest


@given(st.lists(st.floats(-30, 30), min_size=40, max_size=40))
def test_its_answer_is_a_chance(measures: list[float]) -> None:
    assert 0 <= load_ranker("spellings.bin").chance(tuple(measures)) <= 1


def _applied(text: str) -> list[tuple[str, str]]:
    entry = Entry(RichText.of("Topic", 1), (Paragraph(RichText.of(text, 2)),), Origin("n.txt", 1))
    (cleaned,) = clean([entry], TypoSettings())
    return [(f.before, f.after) for f in cleaned.fixes if f.applied]


def test_words_with_accents_are_left_alone() -> None:
    assert _applied("It was made a département of the state, as an étage is one of a house.") == []


def test_a_misspelling_that_no_list_has_is_mended() -> None:
    text = "The court must be indepandent of the parties and of the goverment of the day."
    assert _applied(text) == [("indepandent", "independent"), ("goverment", "government")]
