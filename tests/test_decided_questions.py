"""What the user says of a line or a file goes before what its lines look like: numbered questions,
choices and labels."""

from __future__ import annotations

import pytest

from ankigen.model import Source
from ankigen.pipeline import ParsedNotes, study
from ankigen.project.settings import parse_settings
from tests.reading_support import bodies, decided

QUESTIONS = """\
1. What is a glacier?
A body of ice that moves under its own weight.

2. What is a moraine?
The rubble that a glacier leaves.

3. Where do drumlins lie?  in swarms on lowland plains

4. What is firn?
Old snow on its way to ice.
Crevasse: a deep crack in the ice
Its walls are steep.

5. What is calving?
Ice that breaks off into the sea.

6. Define ablation.
The loss of ice by melting.
"""

CHOICES = """\
1. Which of these is ice?
a) firn
b) gravel
c) loess
Answer: a

2. Which of these is wind-blown?
a) till
b) loess
c) moraine
Answer: b

3. Which of these melts?
a) till
b) sand
c) névé
Answer: c
"""


def read(text: str, settings: str = "", name: str = "ice.txt") -> ParsedNotes:
    return study([Source(name, text.encode(), name)], parse_settings(settings))


def kept(found: ParsedNotes) -> set[str]:
    """The questions that no decision was about, as far as they kept their answers."""
    own = bodies(found)
    plainly = bodies(read(QUESTIONS))
    names = ("What is a glacier?", "What is a moraine?", "What is calving?", "Define ablation.")
    return {name for name in names if own.get(name) == plainly[name]}


@pytest.mark.parametrize("name", ["ice.txt", "ice.md", "ice.org"])
@pytest.mark.parametrize("line", [
    "Where do drumlins lie? in swarms on lowland plains",
    "3. Where do drumlins lie?  in swarms on lowland plains",
    "Where do drumlins *",
])  # fmt: skip
def test_a_question_and_its_answer_on_one_line_are_parted_where_the_user_says(
    name: str, line: str
) -> None:
    settings = decided(line=line, headword="Where do drumlins lie?", **{"is": "entry"})
    found = read(QUESTIONS, settings, name)
    assert bodies(found)["Where do drumlins lie?"] == "in swarms on lowland plains"
    assert len(kept(found)) == 4
    assert not [f for f in found.findings if f.needs_person or f.code == "lost-reading"]


def test_a_line_inside_an_answer_opens_an_entry() -> None:
    settings = decided(line="Crevasse: a deep crack in the ice", **{"is": "entry"})
    found = read(QUESTIONS, settings)
    assert bodies(found)["Crevasse"] == "a deep crack in the ice Its walls are steep."
    assert bodies(found)["What is firn?"] == "Old snow on its way to ice."
    assert len(kept(found)) == 4


def test_a_line_inside_an_answer_is_skipped() -> None:
    found = read(QUESTIONS, decided(line="Its walls are steep.", **{"is": "skip"}))
    assert "steep" not in " ".join(bodies(found).values())
    assert any("skipped by [[reading]]: Its walls" in f.message for f in found.findings)
    assert len(kept(found)) == 4


def test_a_choice_is_an_entry_where_the_user_says_so() -> None:
    found = read(CHOICES, decided(line="Which of these melts?", **{"is": "headword"}))
    assert [f.message for f in found.findings if f.code == "dialect"] == [
        "read as multiple choice: 2 cards"
    ]
    entry = next(e for e in found.entries if e.headword == "Which of these melts?")
    assert entry.kind.value == "open" and "névé" in bodies(found)[entry.headword]


LAID_OUT = "".join(f"{n}. {a} ~ {b}\n" for n, (a, b) in enumerate([
    ("Why is ice blue?", "it takes up red light"), ("Why does ice float?", "it is less dense"),
    ("Why does it creep?", "its crystals glide"), ("Why is sea ice salty?", "it holds brine"),
], 1)).replace("\n", "\nan aside on it\n")  # fmt: skip


@pytest.mark.parametrize(("front", "settings"), [
    ("", '[[layout]]\nseparator = " ~ "\n'),
    ("---\nlayout: separator= ~\n---\n", ""),
])  # fmt: skip
def test_a_layout_goes_before_a_list_of_questions(front: str, settings: str) -> None:
    assert any(f.code == "dialect" for f in read(LAID_OUT, name="ice.md").findings)
    found = read(front + LAID_OUT, settings, "ice.md")
    assert not [f for f in found.findings if f.code == "dialect"]
    assert [h.endswith("?") for h in bodies(found)] == [True] * 4
    assert bodies(found)["Why does ice float?"].startswith("it is less dense")


def test_the_columns_of_tables_leave_the_questions_as_they_are() -> None:
    settings = '[[layout]]\ncolumns = ["term", "definition"]\n'
    assert bodies(read(QUESTIONS, settings)) == bodies(read(QUESTIONS))


OUTLINE = "I. Neurons\n   A. Kinds\n      1. sensory\n      2. motor\n   B. Axon: a long fibre\n"


def test_a_line_is_named_without_its_number() -> None:
    one = decided(file="ice.txt", line="sensory", **{"is": "headword"})
    assert not [f for f in read(OUTLINE, one).findings if f.code == "lost-reading"]
    other = decided(file="ice.txt", line="2. sensory", **{"is": "headword"})
    assert [f for f in read(OUTLINE, other).findings if f.code == "lost-reading"]
