"""How words of a taxonomy are found in notes, what neighbours add, and words of the user's own."""

from __future__ import annotations

import pytest

from ankigen.model import (
    AnkigenError,
    Code,
    Entry,
    Item,
    ListNode,
    Origin,
    RichText,
)
from ankigen.model.settings import TopicSettings
from ankigen.project.settings import parse_settings
from ankigen.topics import assign
from tests.topic_notes import (
    LEARNING,
    LIFE,
    TREES,
    entry,
    made,
    topics_of,
    unsure,
    words,
)


@pytest.mark.parametrize(
    "term",
    [
        "Decision trees",
        "DECISION TREE",
        "DecisionTree",
        "decision_tree()",
        "decision\ntree",
        "`predict_proba(X)`",
        "AUC",
        "AUCs",
        "Normalizing",
        "normalized",
        "DataFrames",
        "dataframe",
    ],
)
def test_inflection_case_and_spelling_do_not_matter(term: str) -> None:
    assert topics_of([entry(term)], TREES) == ["trees"]


@pytest.mark.parametrize("term", ["auc", "decisive", "tree", "normal", "predict", "birdsong"])
def test_other_words_do_not_match(term: str) -> None:
    assert topics_of([entry(term)], TREES) == [""]


@pytest.mark.parametrize(
    ("listed", "term"),
    [
        ("Kostenstelle", "Die Kostenstellen"),
        ("回归", "线性回归模型"),
        ("función", "funciones"),
        ("член", "Член"),
    ],
)
def test_words_of_other_languages(listed: str, term: str) -> None:
    assert topics_of([entry(term)], words(this=[listed], other=["else"])) == ["this"]


def test_a_phrase_goes_before_the_word_inside_it() -> None:
    chosen = words(numbers=["regression"], classes=["logistic regression"])
    assert topics_of([entry("Logistic regression"), entry("Regression")], chosen) == [
        "classes",
        "numbers",
    ]


def test_the_headword_weighs_most_then_the_first_words_of_the_body() -> None:
    chosen = words(cats=["cat"], dogs=["dog"])
    assert topics_of([entry("Cat", "Not a dog. A dog barks, a dog fetches.")], chosen) == ["cats"]
    late = (
        "A cat is small. " + "It sleeps much of the day and hunts at night. " * 8 + "A dog? No dog."
    )
    assert topics_of([entry("Pet", late)] * 3, chosen) == ["cats"] * 3


def test_context_and_lists_and_code_are_read() -> None:
    chosen = words(cats=["cat"], dogs=["dog"])
    listed = ListNode((Item(RichText.of("an old dog"), (Code("import dog"),)),))
    notes = [entry("Whiskers", context="cat")] * 2
    notes += [Entry(RichText.of("Rex"), (listed,), Origin("notes.txt", 9))] * 3
    assert topics_of(notes, chosen) == ["cats"] * 2 + ["dogs"] * 3


# --------------------------------------------------------------------------- neighbours


def test_an_entry_without_words_takes_the_topic_of_its_run_and_says_so() -> None:
    chosen = words(cats=["cat"], dogs=["dog"])
    notes = [
        entry("Cat"),
        entry("Tomcat and cat"),
        entry("Tail", line=7),
        entry("Cat food"),
        entry("Dog"),
    ]
    found = assign(notes, chosen)
    assert [e.topic for e in found] == ["cats"] * 4 + ["dogs"]
    assert unsure(found) == ["Tail"]
    (finding,) = found[2].findings
    assert str(finding).startswith('notes.txt:7: topic-unsure "Tail"')
    assert not finding.needs_person


def test_far_from_any_known_word_there_is_no_topic() -> None:
    chosen = words(cats=["cat"], dogs=["dog"])
    found = assign([entry("Cat"), *(entry(f"Thing {n}") for n in range(30)), entry("Dog")], chosen)
    assert found[15].topic == ""
    assert (found[0].topic, found[-1].topic) == ("cats", "dogs")


def test_a_clear_headword_keeps_its_topic_among_others() -> None:
    chosen = words(cats=["cat"], dogs=["dog"])
    assert topics_of([entry("Cat"), entry("Dog"), entry("Cat")], chosen) == ["cats", "dogs", "cats"]


def test_a_larger_margin_listens_more_to_the_neighbours() -> None:
    chosen = words(cats=["cat"], dogs=["dog"])
    wide = TopicSettings(taxonomy="none", words=chosen.words, margin=5.0)
    notes = [entry("Cat")] * 4 + [entry("Dog")] + [entry("Cat")] * 4
    assert topics_of(notes, wide)[4] == "cats"


# -------------------------------------------------------------------------- words of the user's own


def test_own_words_are_read_from_the_settings_file() -> None:
    text = '[topics.words]\n"bio::cells" = ["cell", "membrane"]\n"bio::my genes" = ["gene"]\n'
    notes = [entry("Cell membrane"), entry("Genes")]
    assert topics_of(notes, parse_settings(text).topics) == ["bio::cells", "bio::my-genes"]


def test_own_words_extend_a_shipped_taxonomy_and_go_before_it() -> None:
    own = {"ml::kitchen": ("silhouette score", "sourdough"), "ml::clustering": ("flock",)}
    notes = [*made(LEARNING), entry("Sourdough"), entry("Flocks")]
    for chosen in (TopicSettings(words=own), TopicSettings(taxonomy="machine-learning", words=own)):
        found = {e.headword: e.topic for e in assign(notes, chosen)}
        assert found["Sourdough"] == found["Silhouette score"] == "ml::kitchen"
        assert found["Flocks"] == "ml::clustering"
        assert found["Random forest"] == "ml::ensembles"


def test_own_words_alone_apply_to_notes_of_another_field() -> None:
    found = topics_of(made(LIFE), TopicSettings(words={"cells": ("membrane", "neuron")}))
    assert set(found) <= {"cells", ""}
    assert found[0] == "cells"


def test_a_topic_without_a_name_is_the_callers_trouble() -> None:
    with pytest.raises(AnkigenError, match=r"topics\.words"):
        assign([entry("x")], TopicSettings(words={":: ": ("x",)}))
