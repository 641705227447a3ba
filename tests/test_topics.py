"""Topics: what the deck's tags say, for notes with headings, without them, and with words of the
user's own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ankigen.cards.notes.card_context import topic_path
from ankigen.model import (
    AnkigenError,
    Source,
)
from ankigen.model.settings import Settings, TopicSettings
from ankigen.pipeline import study
from ankigen.topics import assign, load_taxonomy, safe_tag, shipped_names, slug
from tests.examples import examples
from tests.topic_notes import (
    AUTOMATIC,
    LEARNING,
    LIFE,
    TREES,
    entry,
    made,
    topics_of,
    unsure,
)

SHIPPED = TopicSettings(taxonomy="machine-learning")


FIGURES = [
    ("Mean", "Sum of the values over their number."),
    ("Median", "The middle value of a sorted sample."),
    ("Variance", "Mean squared distance from the mean."),
    ("Null hypothesis", "What a test tries to reject."),
    ("p-value", "Probability of a result at least as extreme under the null hypothesis."),
    ("Confidence interval", "Range that covers the parameter in 95 of 100 samples."),
    ("Poisson distribution", "Counts of rare events in a fixed time."),
    ("Linear regression", "A straight line through the points by least squares."),
    ("Standard error", "Standard deviation of an estimate."),
    ("t-test", "Compares two means."),
    ("Correlation", "How closely two variables move together."),
    ("ANOVA", "Compares the means of several groups."),
]

WIRES = [
    ("Subnet", "A part of a network with a range of addresses of its own."),
    ("Router", "Passes packets from one network to the next."),
    ("Firewall", "Lets through only the traffic that its rules allow."),
    ("VPN", "An encrypted tunnel over the internet."),
    ("DNS", "Turns names into IP addresses."),
    ("TCP", "A protocol that delivers bytes in order."),
    ("UDP", "A protocol without a handshake."),
    ("Port", "Number of a service on a host."),
    ("Certificate", "Binds a key to a name."),
    ("Load balancer", "Spreads requests over several servers."),
    ("NAT", "Many private addresses behind a public one."),
]


def test_headings_make_the_topic_outermost_first() -> None:
    notes = [
        entry("Frame", sections=["Link layer"]),
        entry("SYN", sections=["Transport layer", "TCP"]),
    ]
    assert topics_of(notes) == ["link-layer", "transport-layer::tcp"]
    assert [e.tags for e in assign(notes, AUTOMATIC)] == [
        ("link-layer",),
        ("transport-layer::tcp",),
    ]


def test_sections_go_before_a_taxonomy_which_adds_a_second_tag() -> None:
    notes = [
        entry("Ridge regression", sections=["Week 1"]),
        entry("k-means clustering", sections=["Week 2"]),
    ]
    first, second = assign(notes, SHIPPED)
    assert (first.topic, first.tags) == ("week-1", ("week-1", "ml::regression"))
    assert (second.topic, second.tags) == ("week-2", ("week-2", "ml::clustering"))


def test_an_entry_above_the_first_heading_gets_the_taxonomys_topic() -> None:
    notes = [
        entry("Ridge regression"),
        *(entry(f"Term {n}", sections=["A part"]) for n in range(3)),
        *(entry(f"Thing {n}", sections=["Another"]) for n in range(3)),
    ]
    assert topics_of(notes, SHIPPED)[0] == "ml::regression"
    assert topics_of(notes)[0] == ""


def test_a_section_that_moves_keeps_its_topic() -> None:
    assert slug("1. Formation") == slug("2) Formation") == slug("IV. Formation") == "formation"


def test_headings_over_single_entries_are_no_topics() -> None:
    notes = [entry(f"Term {n}", sections=["Part one", f"About {n}"]) for n in range(6)]
    notes += [entry(f"Word {n}", sections=["Part two", f"Of {n}"]) for n in range(6)]
    assert set(topics_of(notes)) == {"part-one", "part-two"}


def test_three_small_sections_are_topics_all_the_same() -> None:
    notes = [entry(s, sections=[s]) for s in ("Biology", "Chemistry", "Physics")]
    assert topics_of(notes) == ["biology", "chemistry", "physics"]


def test_a_title_with_headings_below_it_is_no_topic_but_a_folder_is() -> None:
    titled = [
        entry("Frame", sections=["My notes", "Links"]),
        entry("TCP", sections=["My notes", "Hosts"]),
    ]
    assert topics_of(titled) == ["links", "hosts"]
    folded = [
        entry("Frame", sections=["week 1", "My notes", "Links"], file="week 1/a.md"),
        entry("TCP", sections=["week 1", "My notes", "Hosts"], file="week 1/a.md"),
    ]
    assert topics_of(folded) == ["week-1::links", "week-1::hosts"]


def test_a_heading_over_nearly_everything_leaves_room_for_the_taxonomy() -> None:
    notes = made(LEARNING[:2], ["Foreword"]) + made(LEARNING[2:], ["The rest"])
    assert {e.headword: e.topic for e in assign(notes, AUTOMATIC)}["k-means"] == "ml::clustering"


def test_parts_of_a_book_are_topics_only_where_no_taxonomy_tells_more() -> None:
    notes = made(LEARNING * 3, ["Part one"]) + made(LEARNING * 3, ["Part two"])
    first = assign(notes, AUTOMATIC)[0]
    assert (first.topic, first.tags) == ("ml::statistics", ("ml::statistics", "part-one"))
    assert topics_of(notes, TopicSettings(taxonomy="none"))[0] == "part-one"


def test_a_title_over_everything_leaves_room_for_the_taxonomy() -> None:
    found = assign(made(LEARNING, ["My notes"]), AUTOMATIC)
    assert found[0].topic == "ml::statistics"
    assert "my-notes" in found[0].tags


def test_a_title_is_the_topic_where_nothing_better_is_known() -> None:
    assert set(topics_of(made(LIFE, ["Biology, first year"]))) == {"biology-first-year"}


def test_files_are_looked_at_one_by_one() -> None:
    """One file's headings say nothing of another that has none, even when their entries
    alternate.
    """
    with_headings = [
        entry(f"T{n}", sections=["A" if n < 3 else "B"], file="a.md") for n in range(6)
    ]
    mixed = [e for pair in zip(made(LEARNING[:6]), with_headings, strict=True) for e in pair]
    found = assign(mixed, SHIPPED)
    assert [e.headword for e in found] == [e.headword for e in mixed]
    assert [e.topic for e in found if e.origin.file == "a.md"] == ["a"] * 3 + ["b"] * 3
    assert all(e.topic.startswith("ml::") for e in found if e.origin.file == "notes.txt")


# ------------------------------------------------------------------------ what the source file says


def test_a_topic_column_goes_before_headings_and_tags_are_kept() -> None:
    given_one = entry(
        "la casa", sections=["Unit 9"], topic="U2 casa", tags=["hard", "AP Gov::Chapter 1"]
    )
    (found,) = assign([given_one], AUTOMATIC)
    assert found.topic == "u2-casa"
    assert found.tags == ("u2-casa", "unit-9", "hard", "AP-Gov::Chapter-1")


# --------------------------------------------------------------------------- the shipped taxonomy


def test_a_tag_that_differs_from_the_topic_in_case_alone_is_no_second_tag() -> None:
    given = entry("Cell", "The smallest living thing.", topic="Biology", tags=["Biology", "life"])
    assert assign([given], AUTOMATIC)[0].tags == ("biology", "life")


def test_machine_learning_notes_without_headings_get_its_topics() -> None:
    found = {e.headword: e.topic for e in assign(made(LEARNING), AUTOMATIC)}
    assert found["Percentile"] == "ml::statistics"
    assert found["Imputation"] == "ml::data-preparation"
    assert found["Residual"] == "ml::regression"
    assert found["Naive Bayes"] == "ml::classification"
    assert found["Gradient boosting"] == "ml::ensembles"
    assert found["k-means"] == "ml::clustering"
    assert found["Dropout"] == "ml::deep-learning"
    assert found["SHAP"] == "ml::fairness-explainability"


@pytest.mark.parametrize("rows", [LIFE, FIGURES, WIRES], ids=["biology", "statistics", "networks"])
def test_notes_of_a_neighbouring_field_get_none(rows: Sequence[tuple[str, str]]) -> None:
    found = assign(made(rows), AUTOMATIC)
    assert {e.topic for e in found} == {""}
    assert unsure(found) == []


def test_none_turns_it_off() -> None:
    assert set(topics_of(made(LEARNING), TopicSettings(taxonomy="none"))) == {""}


def test_naming_it_applies_it_to_any_notes() -> None:
    assert topics_of([entry("k-means clustering")], SHIPPED) == ["ml::clustering"]


def test_an_unknown_taxonomy_is_the_callers_trouble() -> None:
    with pytest.raises(AnkigenError, match=r'topics\.taxonomy.*"machine-learning"'):
        assign([entry("x")], TopicSettings(taxonomy="machine learning"))


@pytest.mark.parametrize("margin", [-1.0, 99.0, float("nan")])
def test_a_margin_that_cannot_be_is_the_callers_trouble(margin: float) -> None:
    with pytest.raises(AnkigenError, match=r"topics\.margin"):
        assign([entry("x")], TopicSettings(margin=margin))


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_taxonomy_is_well_formed(name: str) -> None:
    taxonomy = load_taxonomy(name)
    assert taxonomy.signature
    for topic, listed in taxonomy.topics.items():
        assert safe_tag(topic) == topic
        assert len(listed) >= 15, topic
        assert len(set(listed)) == len(listed), topic


# --------------------------------------------------------------------------- properties

ANY_TEXT = st.text(max_size=40)
#: Texts that are likely to hold what breaks a tag.
NASTY = st.text(
    alphabet="ab \t\n\r\u3000\u00a0\u2028\u200b\ufeff,;'\"“”::-_.ßçГ日१\u0301", max_size=30
)
TEXTS = ANY_TEXT | NASTY


def is_one_tag(tag: str) -> bool:
    return (
        bool(tag)
        and not any(c.isspace() or unicodedata.category(c) in ("Cc", "Zs", "Zl", "Zp") for c in tag)
        and not set(tag) & set(",'\"“”\u200b\ufeff")
        and all(level.strip(":") for level in tag.split("::"))
    )


@examples(200)
@given(
    st.lists(
        st.tuples(TEXTS, TEXTS, st.lists(TEXTS, max_size=3), TEXTS, st.lists(TEXTS, max_size=2)),
        max_size=6,
    ),
    st.sampled_from([AUTOMATIC, SHIPPED, TREES]),
)
def test_every_tag_is_one_tag_for_anki(
    rows: list[tuple[str, str, list[str], str, list[str]]], chosen: TopicSettings
) -> None:
    notes = [entry(t, b, s, topic=own, tags=tags) for t, b, s, own, tags in rows]
    found = assign(notes, chosen)
    assert [(e.term, e.body) for e in found] == [(e.term, e.body) for e in notes]
    for e in found:
        assert all(map(is_one_tag, e.tags)), e.tags
        assert not e.topic or e.tags[0] == e.topic
        assert len(set(e.tags)) == len(e.tags)


@examples(300)
@given(TEXTS)
@example("0:\ufefd:-0")  # a character that Unicode does not assign, between two colons
def test_slugs_are_slugs_of_themselves(heading: str) -> None:
    assert slug(slug(heading)) == slug(heading)
    assert "::" not in slug(heading)
    assert safe_tag(safe_tag(heading)) == safe_tag(heading)


@examples(20)
@given(st.permutations(LEARNING), st.sampled_from([AUTOMATIC, SHIPPED]))
def test_clear_entries_keep_their_topic_in_any_order(
    rows: list[tuple[str, str]], chosen: TopicSettings
) -> None:
    found = {e.headword: e.topic for e in assign(made(rows), chosen)}
    assert found["Random forest"] == "ml::ensembles"
    assert found["k-means"] == "ml::clustering"


def test_with_several_files_their_titles_are_the_outermost_topics() -> None:
    files = {
        "cells.md": b"# Cells\n\n## Parts\n\nNucleus: holds the genes\n\nMembrane: "
        b"holds it together\n\n"
        b"## Division\n\nMitosis: two cells\n\nMeiosis: four cells\n",
        "rocks.md": (
            b"---\ntitle: Rocks & Ores\n---\n\nBasalt: dark and heavy\n\n"
            b"Granite: light and coarse\n"
        ),
        "sea-birds.txt": b"Gull: loud and white\nTern: slender, with a forked tail\n",
    }
    sources = [Source(name, data) for name, data in files.items()]
    entries = study(sources, Settings()).entries
    found = {e.headword: e.topic for e in entries}
    assert found["Nucleus"] == "cells::parts" and found["Mitosis"] == "cells::division"
    assert found["Basalt"] == found["Granite"] == "rocks-ores"
    assert found["Gull"] == "sea-birds"  # nothing but its name
    shown = {e.headword: topic_path(e) for e in entries}
    assert shown["Nucleus"] == ("Cells", "Parts") and shown["Basalt"] == ("Rocks & Ores",)
    assert shown["Gull"] == ("Sea birds",)
    alone = {e.headword: e.topic for e in study(sources[:1], Settings()).entries}
    assert alone["Nucleus"] == "parts"


def test_headings_are_shown_as_they_are_written_and_one_topic_in_one_way() -> None:
    rows = "".join(f"- word {n}: a word of row {n}\n" for n in range(2))
    text = "".join(
        f"# {heading}\n\n{rows.replace('word', f'{heading[0]}{n}')}\n"
        for n, heading in enumerate(("C++ & Rust", "Cats / Dogs", "c++ - rust"))
    )
    entries = study([Source("a.md", text.encode())], Settings()).entries
    assert {topic_path(e) for e in entries} == {("C++ & Rust",), ("Cats / Dogs",)}
    assert {e.topic for e in entries} == {"c++-rust", "cats-dogs"}
