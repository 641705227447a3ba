"""The ranker: its file, and what it is asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ankigen.model import Entry, Origin, Paragraph, RichText
from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean
from ankigen.spelling.unknown.candidate_features import FEATURES
from ankigen.spelling.unknown.ranker import load_ranker, probability
from ankigen.spelling.words.lexicon import read_data
from ankigen.text.forest import LEAF, write_forest


def test_the_ranker_of_the_package_asks_only_for_features_there_are() -> None:
    ranker = load_ranker()
    assert len(ranker.trees) >= 50
    for nodes in ranker.trees:
        for feature, _, low, high in nodes:
            assert feature == LEAF or feature < len(FEATURES)
            assert max(low, high) < len(nodes)


def test_the_ranker_is_written_as_it_was_read() -> None:
    data = read_data("ranker.bin")
    assert write_forest(load_ranker(), FEATURES) == data


@given(st.lists(st.floats(-30, 30), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_its_answer_is_a_probability(features: list[float]) -> None:
    assert 0 <= probability(features) <= 1


def _applied(text: str) -> list[tuple[str, str]]:
    entry = Entry(RichText.of("Topic", 1), (Paragraph(RichText.of(text, 2)),), Origin("n.txt", 1))
    (cleaned,) = clean([entry], TypoSettings())
    return [(f.before, f.after) for f in cleaned.fixes if f.applied]


def test_words_with_accents_are_left_alone() -> None:
    assert _applied("It was made a département of the state, as an étage is one of a house.") == []


def test_a_misspelling_that_no_list_has_is_fixed() -> None:
    text = "The court must be indepandent of the parties and of the goverment of the day."
    assert _applied(text) == [("indepandent", "independent"), ("goverment", "government")]
