"""A card asks for what a definition says: what a thing is, what it does, what it is for."""

from __future__ import annotations

import pytest

from tests.cards_support import asks


@pytest.mark.parametrize(
    ("term", "definition", "asked"),
    [
        ("Sluice", "Lets water into the lock.", "What does it do?"),
        ("Sluice", "The sluice keeps the water out.", "What does it do?"),
        ("Sluices", "Keep the water out.", "What do they do?"),
        ("Gauge", "Records the height of the water.", "What does it do?"),
        ("Winch", "can be configured to automatically lift the gate", "What does it do?"),
        ("Sluice", "Used to let water in.", "What is it for?"),
        ("Sluice", "A sluice is used to let water in.", "What is it for?"),
        ("Sluices", "Intended for boats.", "What are they for?"),
        ("Rule of the lock", "Boats that go down wait.", "What is it?"),
        ("Lock rule", "boats from above are let in first", "What does it say?"),
        ("Law of locks (LL)", "if two boats meet, the larger one waits", "What does it say?"),
        ("Lock rule", "A rule that lets boats in by turns.", "What is it?"),
        ("Lock rule", "The order in which boats are let in.", "What is it?"),
        ("Flood", "occurs when the gates give way", "When does it occur?"),
        ("Sorting numeric columns", "Put the small ones first.", "What is done?"),
        ("Sorting machines", "Put the small ones first.", "What do they do?"),
        ("Ram pump", "Works by the force of falling water.", "How does it work?"),
        ("Ram pumps", "Ram pumps usually work by a fall of water.", "How do they work?"),
        ("Stop log", "Used (on small canals) when a gate is mended.", "When is it used?"),
        ("fill(lock)", "Method is used to let water in.", "What is it for?"),
        ("Paddle", "A paddle board of 2 m is used to let water in.", "What is it for?"),
        (
            "Gate paddles",
            "Before boats leave, gate (or ground) paddles are used to empty it.",
            "What are they for?",
        ),
        ("Gauge", "Measures the height of the water.", "What does it measure?"),
        ("Pound lock", "da Vinci, 1497", "What is it?"),
        ("Mitre gates", "Leonardo, 1497", "By whom, and when?"),
        ("Leonardo 1497", "designed the mitre gate", "What happened?"),
        ("Gate A", "one below the basin", "What is it?"),
        ("Open a gate", "Wait for the level.", "What is done?"),
        ("2 H2 + O2", "2 H2O (in a flame)", "What does it give?"),
        ("iron + water", "rust + heat", "What does it give?"),
        ("The lock is a trap", "boats inside cannot turn", "What does it mean?"),
        ("Theory of tides", "the moon is what moves them", "What does it say?"),
        ("Parts of a lock", "chamber, gates (two pairs), paddles", "What are they?"),
        ("sluices", "same gate, other size", "What are they?"),
        ("species", "same gate, other size", "What is it?"),
        ("lowers", "keyword that opens a gate", "What is it?"),
        ("Locks", "can contain several boats at once", "What do they contain?"),
        ("Flight", "Consists of locks that follow each other.", "What does it consist of?"),
        ("Lock company", "Offers cheap trips", "What does it do?"),
        ("Right of way", "A boat from above is let in first.", "What does it mean?"),
        ("Scour", "the running water widens the bed", "What does it mean?"),
        ("Thaw", "Ice in locks, weirs, or narrow cuts may block the way.", "What does it mean?"),
        ("Lock gear", "Paddles, Gate beams, Winding handles", "What belongs to it?"),
        ("Mending gates in winter", "One way to mend a gate is to drain it.", "What is done?"),
        ("BWB", "British Waterways Board", "What does it stand for?"),
        ("Gauge", "Returns readings of the height", "What does it do?"),
        ("Smith v Jones (1821)", "a lock keeper may close the gates at night", "What does it say?"),
    ],
)
def test_what_a_thing_does_or_is_for_is_asked_for(term: str, definition: str, asked: str) -> None:
    assert asks(term, definition) == asked


@pytest.mark.parametrize(
    ("term", "definition"),
    [
        ("Archive", "Records that tell of the town."),  # a noun, though "records" is a verb too
        ("Sluice", "A gate that is used to let water in."),
        ("Lock gate (gate)", "Gate designed to hold water."),
        ("Slang", "Used to describe the speech of a group."),
        ("Open the gates", "the way in which water is let in"),
        ("Lock keeping", "work that happens at a lock"),
        ("Toll", "a fee or tax a boatman must pay"),
        ("Wharf", "A place of which boats have use."),
        ("Notice", "A letter sent before the gates are closed"),
        ("Toll day", "a day for boats, all gates are open"),
        ("Lock use", "Uses in trade, and for pleasure"),
    ],
)
def test_what_says_what_it_is_is_asked_as_that(term: str, definition: str) -> None:
    assert asks(term, definition) == "What is it?"


def test_other_languages_ask_as_before() -> None:
    assert asks("Schleuse", "Handle the boats.", language="de") == "Was ist das?"
