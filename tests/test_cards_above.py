"""What an entry stands under, and the sign between its headword and what is said of it, are told by
its card.
"""

from __future__ import annotations

import re

from ankigen.cards import make_notes
from ankigen.cards.visible import visible_text
from ankigen.model import Note, RichText, Source
from ankigen.model.settings import Settings
from ankigen.pipeline import study
from tests.cards_support import fields


def notes_of(text: str, name: str = "notes.txt") -> dict[str, dict[str, str]]:
    """The fields of the notes of a text, by their headwords."""
    entries = study([Source(name, text.encode())], Settings()).entries
    made: tuple[Note, ...] = make_notes(entries, Settings())[0]
    return {fields(note)["Headword"]: fields(note) for note in made}


def ask(values: dict[str, str]) -> str:
    return re.sub("<[^>]+>", "", values["Ask"])


def core(values: dict[str, str]) -> str:
    return visible_text(values["Definition"]).strip()


LOCKS = """
Canals

lock - chamber between two gates in which boats are lifted
tolls - fees of those who use the canal
  1st class: by weight of the load
  2nd class: by length of the boat
  3rd class: free
weir - wall in a river over which the water falls
towpath - path along the canal for the horses
"""


def test_entries_further_in_say_what_they_stand_under() -> None:
    for text, name in ((LOCKS, "notes.txt"), (f"# Boats\n{LOCKS}", "notes.md")):
        topics = {head: own["Topic"] for head, own in notes_of(text, name).items()}
        assert topics["2nd class"].endswith("› tolls") or topics["2nd class"] == "tolls"
        assert "tolls" not in topics["weir"] + topics["lock"]


def test_what_a_front_says_already_is_said_once() -> None:
    entries = study([Source("notes.txt", LOCKS.encode())], Settings()).entries
    twice = [e.but(context=RichText.of("Tolls")) if e.under else e for e in entries]
    topics = [fields(note)["Topic"] for note in make_notes(twice, Settings())[0]]
    assert topics and not any("tolls" in topic for topic in topics)


ROW = """
Rivers

kinds of gate: mitre, guillotine, sector
mitre - two leaves that meet in a point
sector - turns about an upright shaft
weir - wall in a river over which the water falls
law of level: boats rise, mud, other boats sink
mud: soft wet earth at the bottom
"""


def test_entries_that_a_row_before_them_names_say_so() -> None:
    topics = {head: own["Topic"] for head, own in notes_of(ROW).items()}
    assert topics["mitre"].endswith("gate") and topics["sector"].endswith("gate")
    assert "gate" not in topics["weir"] and "law" not in topics["mud"]


ARROWS = """
Canals

lock - chamber between two gates in which boats are lifted
weir - wall in a river over which the water falls
level up -> price down
towpath - path along the canal for the horses
toll - fee of those who use the canal
gate - door of oak that keeps the water in
leak -> oakum
pound - reach of water between two locks
winch - drum with a handle that lifts a load
hull - body of a boat
keel - lowest beam of a boat
stern - hind part of a boat
prow - fore part of a boat
mast - pole that carries the sails
boom - pole at the foot of a sail
jib - sail in front of the mast
sheet - rope by which a sail is set
tiller - bar by which the rudder is turned
rudder - board by which a boat is steered
ballast - load low in a boat that keeps it upright
draught - depth of a boat below the water
berth - place at which a boat lies
buoy - float that marks a channel
quay - wall beside which boats lie
sluice - gate that lets water through
culvert - pipe under a path for water
"""


def test_an_arrow_among_other_signs_leads_to_something() -> None:
    asked = {head: ask(own) for head, own in notes_of(ARROWS).items()}
    assert asked["level up"] == "What follows?" and asked["leak"] == "What goes with it?"
    signs = ARROWS.replace(" - ", " -> ")
    assert ask(notes_of(signs)["leak"]) == "What is it?"


def test_symbols_that_are_equal_are_asked_without_the_words_behind_them() -> None:
    text = """
Canals

MV = PT rule of the tolls, M money
lock - chamber between two gates in which boats are lifted
flow when P = Q at the gate, high water
weir - wall in a river over which the water falls
"""
    found = notes_of(text)
    assert (ask(found["MV"]), core(found["MV"])) == ("Which formula is it?", "PT")
    assert core(found["flow"]).startswith("when P = Q")
