"""Hyphens at the ends of lines: of broken words, and of chains that go on in the next line."""

from __future__ import annotations

import pytest

from ankigen.model import RichText
from ankigen.segmentation.body.bodies import join_lines
from ankigen.segmentation.body.hyphens import kept_hyphens
from ankigen.segmentation.words import Vocabulary
from ankigen.text.word_lists import word_set

WORDS = word_set("house search day today to wine once and for established official organic stop go")
KEEP = kept_hyphens((), Vocabulary(exists=WORDS.__contains__))


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("a house-to-", "house search", "a house-to-house search"),
        ("the day-to-", "day work", "the day-to-day work"),
        ("a once-and-", "for-all answer", "a once-and-for-all answer"),
        ("a house-go-", "to search", "a house-go-to search"),
        # words that the end of the line broke
        ("a well-estab-", "lished rule", "a well-established rule"),
        ("a non-of-", "ficial talk", "a non-official talk"),
        ("an estab-", "lished rule", "an established rule"),
        ("it is to-", "day", "it is today"),
    ],
)
def test_a_chain_of_hyphens_goes_on_in_the_next_line(above: str, below: str, whole: str) -> None:
    assert join_lines(RichText(above), RichText(below), KEEP).text == whole
