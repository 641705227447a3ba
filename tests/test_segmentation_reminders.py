"""A title with a reminder below or behind it is no entry; one over a definition is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ankigen.model import Source
from ankigen.model.settings import LineDecision, Settings, TypoSettings
from ankigen.pipeline import study

BELOW = """

SOIL
humus - dark part of the soil, from rotted plants
loam - sand, silt and clay in equal parts
peat - soil of bogs, holds much water
"""
PLAIN = Settings(typos=TypoSettings(mode="off"))


def headwords(top: str, settings: Settings = PLAIN) -> list[str]:
    found = study([Source("soil.txt", (top + BELOW).encode(), "soil.txt")], settings)
    return [e.headword for e in found.entries]


@pytest.mark.parametrize(
    "top",
    [
        "Soil science 2    prof Okafor\nbring boots on friday!!",
        "SOIL SCIENCE   quiz next week, learn the layers",
        "soil basics    test booked 3 march 2pm",
        "suolo 3  (esame venerdì!!)",
        "SOIL SCI - final, chapters 1-8",
    ],
)
def test_a_title_over_a_reminder_is_left_out(top: str) -> None:
    assert headwords(top) == ["humus", "loam", "peat"]
    found = study([Source("soil.txt", (top + BELOW).encode(), "soil.txt")], PLAIN)
    said = {f.origin.line: f for f in found.findings}
    assert {said[n].code for n in range(1, 2 + top.count("\n"))} <= {"left-out", "section"}
    assert any(f.message.startswith("a reminder: ") for f in said.values())


@pytest.mark.parametrize(
    "top",
    [
        "soil    the loose top layer of the ground",
        "Munsell test - a test of the colour of soil",
        "Black Sunday    dust storm of 14 April 1935",
        "humus test    the dr comes on friday and looks at what has rotted below all the leaves",
    ],
)
def test_a_first_line_with_a_definition_stays_an_entry(top: str) -> None:
    assert len(headwords(top)) == 4


def test_what_a_person_said_of_the_first_line_is_final() -> None:
    decided = LineDecision("soil basics    test booked 3 march 2pm", "headword", "soil.txt")
    settings = Settings(typos=TypoSettings(mode="off"), reading=(decided,))
    top = f"{decided.line}\nwhat every gardener learns first"
    assert headwords(top, settings)[0].startswith("soil basics")


def test_a_sentence_that_stands_alone_is_text_and_a_reminder_is_left_out() -> None:
    notes = Path("source/machine-learning.txt").read_text(encoding="utf-8")
    sentence = "Same name logged again and again makes a curve."
    line = notes.split("\n").index(sentence) + 1
    for last, kept in ((sentence, True), ("ask Ann for the slides of lecture 3", False)):
        text = notes.replace(sentence, last)
        found = study([Source("ml.txt", text.encode(), "ml.txt")], PLAIN)
        assert any(line in entry.lines for entry in found.entries) is kept
        assert (line in [f.origin.line for f in found.findings]) is not kept
