"""Names of files that every system takes."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.text.names import MAX_NAME_BYTES, safe_name, slug, stable_id, tag, unique_names

DEVICES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), "lpt1"}


@given(st.text() | st.sampled_from(["CON", "aux.txt", "LPT1 .x", "a/b", "...", " x. ", "NUL."]))
def test_a_name_is_safe_everywhere(text: str) -> None:
    name = safe_name(text)
    assert name
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert name == name.strip(" .") and name == unicodedata.normalize("NFC", name)
    assert name.split(".")[0].casefold() not in DEVICES
    assert len(name.encode()) <= MAX_NAME_BYTES + 1


@given(st.lists(st.text(alphabet="aA/é:?", max_size=4), max_size=12))
def test_no_two_names_meet_where_case_is_ignored(texts: list[str]) -> None:
    names = unique_names(texts)
    assert names.keys() == set(texts)
    assert len({n.casefold() for n in names.values()}) == len(names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Machine learning", "Machine learning"),
        ("ML::Terms", "ML-Terms"),
        ("Was ist das?", "Was ist das"),
        ("nul", "nul_"),
        ("COM1.notes", "COM1_.notes"),
        ("学习", "学习"),
        ("///", "deck"),
        ("e\u0301", "é"),
        ("a\u200bb", "ab"),
    ],
)
def test_names_stay_close_to_the_text(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text())
def test_a_tag_is_one_tag_to_anki(text: str) -> None:
    assert len(tag(text).split()) <= 1
    assert not set(tag(text)) & set('"*')


def test_slugs_meet_what_people_call_their_files() -> None:
    assert slug("Linear regression") == slug("linear_regression") == "linear-regression"
    assert slug("Naïve Bayes") == "naive-bayes"


def test_ids_are_what_they_were() -> None:
    # a deck without an id in its settings is known by this number in people's collections
    assert stable_id("deck", "Biology") == stable_id("deck", "Biology")
    assert stable_id("deck", "Biology") != stable_id("deck", "biology")
    assert 0 < stable_id("deck", "Biology") < 2**53
