"""What holds for whatever notes are parsed: no line is lost, no text is made up, time is linear."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.cards.rendering.plain import plain
from ankigen.model import AnkigenError, Document
from ankigen.readers import read
from ankigen.segmentation import merge, parse
from tests.examples import examples
from tests.generator import make
from tests.timing import BETWEEN, Work, power

QUICK = examples(400)

WORDS = st.sampled_from(
    [
        "cell",
        "Cell",
        "wall",
        "The",
        "the",
        "of",
        "is",
        "a",
        "enzyme",
        "Enzyme",
        "(ATP)",
        "rate",
        "f(x)",
        "x=1",
        "Rate:",
        "-",
        "–",
        "•",
        "1.",
        "2)",
        "a)",
        "Example:",
        "Page",
        "3",
        "of",
        "9",
        "Contents",
        "References",
        "Q:",
        "A:",
        "→",
        "=",
        "|",
        "...",
        "12",
        "3.5",
        "[[1",
        "2]",
        "光合成：植物",
        "Wärme",
        "und",
        "der",
    ]
)
LINE = st.lists(WORDS, max_size=9).map(" ".join)
INDENT = st.sampled_from(["", "", "", "  ", "    ", "\t"])
NOTES = st.lists(st.tuples(INDENT, LINE).map("".join) | st.just(""), min_size=1, max_size=30).map(
    "\n".join
)
ANYTHING = st.text(max_size=400)


def parsed(text: str, suffix: str) -> Document | None:
    try:
        return parse(read(text.encode(), f"a{suffix}"), f"a{suffix}")
    except AnkigenError:
        return None


def covered(document: Document) -> set[int]:
    """The raw lines that are in an entry or that a finding speaks of, after merging."""
    entries, merges = merge(document.entries)
    lines = {n for e in entries for n in e.lines}
    for f in (*document.findings, *merges, *(f for e in entries for f in e.findings)):
        lines.update(range(f.origin.line, max(f.last, f.origin.line) + 1))
    return lines


def filled(text: str) -> set[int]:
    """The lines with something to see on them."""
    return {
        n
        for n, line in enumerate(re.split(r"\r\n|\r|\n", text), 1)
        if any(not c.isspace() and unicodedata.category(c)[0] in "LNPS" for c in line)
    }


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@given(NOTES)
@QUICK
def test_every_line_ends_in_an_entry_or_in_a_finding(suffix: str, text: str) -> None:
    document = parsed(text, suffix)
    if document is not None:
        assert not filled(text) - covered(document)


@given(ANYTHING)
@QUICK
def test_arbitrary_text_loses_no_line_either(text: str) -> None:
    document = parsed(text, ".txt")
    if document is not None:
        assert not filled(text) - covered(document)


@given(NOTES)
@QUICK
def test_no_word_is_made_up(text: str) -> None:
    """Each word of an entry stands in the notes, or is two words of theirs joined."""
    document = parsed(text, ".txt")
    if document is None:
        return
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text))
    known = {*words, *(a + b for a, b in pairwise(words))}
    for e in document.entries:
        said = re.findall(r"\w+", f"{e.headword}\n{e.context}\n{plain(e.body)}")
        assert [w for w in said if w not in known and not w.isdigit()] == []


@given(NOTES)
@QUICK
def test_no_entry_is_empty(text: str) -> None:
    document = parsed(text, ".txt")
    for e in document.entries if document else ():
        assert e.headword.strip() and plain(e.body).strip()


@given(NOTES)
@QUICK
def test_merging_again_changes_nothing(text: str) -> None:
    document = parsed(text, ".txt")
    if document is None:
        return
    once, _ = merge(document.entries)
    twice, findings = merge(once)
    assert twice == once and not findings


def test_time_grows_with_the_notes_and_no_faster() -> None:
    text = make(7).text

    def reading(times: int) -> Work:
        notes = "\n\n".join([text] * times)
        return lambda: parsed(notes, ".txt")

    assert power(reading, 4, 16) < BETWEEN
