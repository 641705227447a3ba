"""The generator's own promises: the same seed gives the same notes, and the gold agrees with the
text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.examples import examples
from tests.generator import LAYOUTS, Case, flat, make

Row = Mapping[str, object]

cases = st.builds(make, st.integers(0, 10_000), st.sampled_from(sorted(LAYOUTS)))


def rows(case: Case, key: str) -> Sequence[Row]:
    return cast(Sequence[Row], case.gold[key])


def strings(value: object) -> Sequence[str]:
    return cast(Sequence[str], value)


def words(text: str) -> str:
    """Text without its markup, as words between single spaces."""
    return re.sub(r"[\W_]+", " ", html.unescape(re.sub(r"<[^>]*>", " ", text))).strip().casefold()


def body(case: Case, row: Row) -> str:
    """The entry's lines without the furniture between them, broken words joined."""
    lines = case.text.split("\n")
    furniture = cast(Sequence[int], case.gold["furniture_lines"])
    joins = {cast(int, j["line"]) for j in rows(case, "joins")}
    text = ""
    for number in range(cast(int, row["line"]), cast(int, row["end_line"]) + 1):
        line = lines[number - 1]
        if number not in furniture:
            text += line.strip()[:-1] if number in joins else line.strip() + "\n"
    return html.unescape(re.sub(r"<[^>]*>", " ", text))


@examples(40)
@given(cases)
def test_same_seed_same_notes(case: Case) -> None:
    layout, _, rest = case.name.rpartition("-")
    again = make(int(rest.split(".")[0]), layout)
    assert again == case


@examples(80)
@given(cases)
def test_headwords_stand_on_their_lines(case: Case) -> None:
    lines = case.text.split("\n")
    for row in rows(case, "terms"):
        first = words(cast(str, row["term"])).removeprefix("what is meant by ").split()[0]
        assert first in words(lines[cast(int, row["line"]) - 1]).split()


@examples(80)
@given(cases)
def test_every_phrase_stands_in_its_own_entry_and_in_no_other(case: Case) -> None:
    terms = rows(case, "terms")
    bodies = [flat(body(case, row)) for row in terms]
    for at, row in enumerate(terms):
        for phrase in strings(row["must_contain"]):
            assert [n for n, text in enumerate(bodies) if flat(phrase) in text] == [at]


@examples(80)
@given(cases)
def test_nearly_every_entry_can_be_checked(case: Case) -> None:
    terms = rows(case, "terms")
    empty = [row["term"] for row in terms if not row["must_contain"]]
    assert len(empty) <= len(terms) / 10


@examples(60)
@given(cases)
def test_every_line_is_an_entry_a_heading_or_furniture(case: Case) -> None:
    lines = case.text.split("\n")
    accounted = set(cast(Sequence[int], case.gold["furniture_lines"]))
    for row in rows(case, "terms"):
        accounted |= set(range(cast(int, row["line"]), cast(int, row["end_line"]) + 1))
    headings = {words(text) for text in strings(case.gold["not_terms"])}
    terms = {
        words(name)
        for row in rows(case, "terms")
        for name in (cast(str, row["term"]), *strings(row["aliases"]))
    }
    for number, line in enumerate(lines, 1):
        if line.strip() and number not in accounted:
            bare = words(re.sub(r"^\\\w+|^Part [A-G]:|^\d+\.? ", "", line))
            assert bare in headings | terms or words(line) in headings, (number, line)


@examples(40)
@given(st.integers(0, 10_000), st.sampled_from(sorted(LAYOUTS)))
@example(248, "arrow")  # one error inside another
@example(122, "bullets")
def test_planted_errors_stand_where_the_gold_says(seed: int, layout: str) -> None:
    case = make(seed, layout, errors=8)
    lines = case.text.split("\n")
    for typo in rows(case, "typos"):
        wrong, start = cast(str, typo["wrong"]), cast(int, typo["col"]) - 1
        assert lines[cast(int, typo["line"]) - 1][start : start + len(wrong)] == wrong
        assert case.text.count(wrong) == 1
    plain = make(seed, layout)
    assert [row["term"] for row in rows(case, "terms")] == [
        row["term"] for row in rows(plain, "terms")
    ]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_layouts_differ_from_seed_to_seed(layout: str) -> None:
    assert make(1, layout).text != make(2, layout).text


def test_words_broken_at_a_line_end_are_told() -> None:
    joined = [row["joined"] for seed in range(15) for row in rows(make(seed, "pages"), "joins")]
    assert len(joined) > 5
