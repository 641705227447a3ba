"""What a card asks for is short: one fact, without what is added to it; kinds of one thing are
asked one by one, and what says nothing is not asked.
"""

from __future__ import annotations

import re

import pytest

from ankigen.cards import make_notes
from ankigen.cards.asking.former import Former, FormerNote
from ankigen.cards.visible import visible_text
from ankigen.model import Entry, Item, Node, Paragraph, RichText
from ankigen.model.note_fields import TERM
from tests.cards_support import ALL, bullets, entry, fields


def answers(*entries: Entry) -> list[str]:
    """What is asked for of each entry, without what is only shown below it."""
    notes, _ = make_notes(entries, ALL)
    return [fields(n)["Definition"].partition('<div class="more"')[0] for n in notes]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("tall ship, two decks; last one built in 1870", "tall ship, two decks"),
        ("ship of two decks. Frigate - ship of one", "ship of two decks."),
        ("two decks. one below: three, and slow", "two decks."),
        ("two decks; frigate = one deck", "two decks"),
        ("two decks, frigate = one deck", "two decks"),
        ("ship of war for fifty, two decks, built of oak", "ship of war for fifty"),
        # one fact, or what says it again, or steps of one procedure
        ("driven over the sea by sail, oar, steam", "steam"),
        ("where guns stand on it, two decks, built of oak", "of oak"),
        ("ship of war for fifty, Two Decks, Built of Oak", "Oak"),
        ("ship of the line, i.e. two decks: one above", "one above"),
        ("the winner; the ship that comes first", "comes first"),
        ("lower the boats; ten times over, row her round", "round"),
        ("w = two decks, f = one deck", "one deck"),
        ("a deck; but no sail", "no sail"),
    ],
)
def test_another_fact_behind_the_first_is_shown_and_not_asked(said: str, asked: str) -> None:
    (core,) = answers(entry("Seventy-four", said))
    assert visible_text(core).rstrip().endswith(asked)


def test_the_sign_between_two_facts_is_not_shown_and_stays_in_the_field() -> None:
    said = "tall ship, two decks; last one built in 1870"
    (definition,) = answers(entry("Seventy-four", said))
    assert visible_text(definition, front=False).split(maxsplit=4)[3:] == [
        "decks",
        "last one built in 1870",
    ]
    assert re.sub("<[^>]+>", "", definition) == said


def test_facts_of_several_kinds_in_a_list_are_shown_below_what_is_said_above_them() -> None:
    facts: Node = bullets("carries guns", "invented by Descharges, 1501", "oak was used")
    notes, _ = make_notes([entry("Gun port", "opening in the side", facts)], ALL)
    assert [note.note_type for note in notes] == [TERM]


LONG = "A tall ship of the line that carried seventy-four guns on two decks"


@pytest.mark.parametrize(
    ("body", "asked", "shown"),
    [
        ((f"{LONG}, including those of the quarterdeck and the bow.",), "two decks", "including"),
        ((f"{LONG}, which makes it the workhorse of the fleet.",), "two decks", "workhorse"),
        ((f"{LONG}, enabling it to fight in a line of others.",), "two decks", "enabling"),
        (
            (
                "Ship with guns on two decks, the lower of them near the sea, that lets you fight "
                "in a line of others, and in any weather.",
            ),
            "near the sea",
            "lets you",
        ),
        (
            (
                "To sail her, you hoist flags. She is an example of the ships of her time.",
                "Identifies the largest class of ships with two decks.",
            ),
            "Identifies",
            "example of",
        ),
        (("A fleet of ships. A ship of it is called a vessel.",), "ships", "vessel"),
        (
            ("Ship of the Line Seventy (SLS) — is probably the best that was built",),
            "SLS",
            "probably",
        ),
        (
            (
                "Third rate ship (TRS)",
                "Carried all its guns on two decks below the open one, and was the ship of which a "
                "fleet had most.",
            ),
            "Carried all",
            "Third rate",
        ),
        (
            ("Where two decks carry guns and the sides are of oak.", "A way to carry guns at sea."),
            "Where two",
            "A way",
        ),
        (
            ("Where two decks carry guns.", "Common method of arming ships by their decks."),
            "Common method",
            "Where two",
        ),
        (
            (
                "Two-decked warship.",
                "It was built of oak, and the captain of each of them had about five hundred men "
                "under him.",
            ),
            "Two-decked",
            "",
        ),
        (
            (
                "Two-decked warship.",
                "Guns on both decks were fired at once, so that a fight was often over in less "
                "than half an hour.",
            ),
            "Guns on both",
            "Two-decked",
        ),
    ],
)
def test_a_long_answer_is_cut_to_its_core(body: tuple[str, ...], asked: str, shown: str) -> None:
    (note,), _ = make_notes([entry("Seventy-four", *body)], ALL)
    core, _, more = fields(note)["Definition"].partition('class="more"')
    assert asked in core and shown in more


@pytest.mark.parametrize(
    "said",
    [
        # what sets it apart stands behind the comma
        "A tall ship of the line of which the enemy saw two decks, which is what gave her the name",
        # few words
        "A tall ship, enabling a fleet to fight in line",
    ],
)
def test_what_sets_a_thing_apart_is_asked_for(said: str) -> None:
    (core,) = answers(entry("Seventy-four", said))
    assert said.split()[-1] in core and "more" not in core


def test_of_lines_that_begin_alike_only_the_second_is_asked() -> None:
    same = "Ship used for war - in a line."
    made = answers(
        entry("Frigate", same, "Carries all its guns on a single deck below the open one."),
        entry("Razee", same, "Lost the upper one of its decks in a yard after it was built."),
    )
    assert [same in core for core in made] == [False, False]
    assert "single deck" in made[0] and "upper one" in made[1]


def test_what_leads_to_a_list_stands_on_the_front() -> None:
    ways = bullets(
        "A sail that is set across (square)",
        "A sail that is set along (square or not)",
        "A sail that is square",
    )
    (note,), _ = make_notes([entry("Set a sail", "There are three ways to set sails:", ways)], ALL)
    made = fields(note)
    assert made["Context"] == "There are three ways to set sails:"
    assert "Name all 3." in made["Ask"] and "three ways" not in made["Definition"]
    assert made["Definition"].count("<li>") == 3


# --------------------------------------------------------------------------- kinds of one thing


def test_paragraphs_that_each_tell_of_a_kind_are_asked_by_the_kinds() -> None:
    lateen, square = "A lateen sail has three corners.", "A square sail is set across the ship."
    sails = entry(
        "Sails", lateen[2:].capitalize(), square[2:].capitalize(), "Gaff sail: four corners"
    )
    (note,), _ = make_notes([sails], ALL)
    made = fields(note)
    assert note.cards == 4  # each kind, and their names
    assert "::Lateen sail}}" in made["Items 1"] and "::Gaff sail}}" in made["Items 1"]


def test_items_that_each_begin_with_a_kind_are_asked_by_it() -> None:
    items = bullets("Lateen rigs use three corners", "Square rigs use four corners of a sail")
    (note,), _ = make_notes([entry("Rigging", "It can be of these kinds:", items)], ALL)
    assert "::Lateen rigs}}" in fields(note)["Items 1"]


@pytest.mark.parametrize(
    "body",
    [
        ("A sail is of canvas.", "A square sail is set across."),  # one is no kind
        ("Square sail is set across.", "Square sail was set at sea."),  # the same one twice
        ("Square sail", "Lateen sail"),  # nothing is said of them
    ],
)
def test_other_paragraphs_are_no_kinds(body: tuple[str, ...]) -> None:
    notes, _ = make_notes([entry("Sails", *body)], ALL)
    assert all(note.note_type == "term" for note in notes)


def test_kinds_that_were_asked_as_one_definition_stay_so() -> None:
    sails = entry("Sails", "Lateen sail has three corners.", "Square sail has four.")
    former = Former({"term sails": FormerNote()})
    assert [note.note_type for note in make_notes([sails], ALL, former=former)[0]] == ["term"]
    assert [note.note_type for note in make_notes([sails], ALL)[0]] == ["list"]


def test_a_few_words_say_enough_of_a_label() -> None:
    items = bullets(
        labelled("Lateen", "Three corners. It was set on small boats of warm seas for centuries."),
        labelled("Square", "Four corners. It was set across the ship, on yards of pine or fir."),
    )
    (note,), _ = make_notes([entry("Sails", items)], ALL)
    first, second = re.findall(r"\{\{c\d::.*?\}\}", fields(note)["Items 1"])
    assert "small boats" in first.partition('class="more"')[2]
    assert "on yards" in second.partition('class="more"')[2]


# --------------------------------------------------------------------------- what says nothing


def test_where_a_line_says_the_name_again_the_next_one_is_asked() -> None:
    (core,) = answers(
        entry("set_sail()", "Sets the sail.", "Lifts the canvas until the wind fills it.")
    )
    assert "Lifts" in core and "Sets" not in core


@pytest.mark.parametrize(
    "said",
    [
        "Compares the depth of these harbours.",
        "To enter the harbour at night, call the pilot by radio.",
        "When you enter the harbour, the pilot comes aboard.",
        "In a fog, at the mouth of a harbour, we usually want to sound the horn.",
    ],
)
def test_what_points_elsewhere_or_tells_of_a_case_is_no_card(said: str) -> None:
    notes, findings = make_notes([entry("Sounding lead", said)], ALL)
    assert not notes and [f.code for f in findings if f.needs_person] == ["undefined"]


def test_these_that_are_named_can_be_asked() -> None:
    assert answers(entry("Harbour depth", "Of two harbours, the lower of these harbours."))


def labelled(label: str, said: str) -> Item:
    return Item(RichText.of(f"{label}:"), (Paragraph(RichText.of(said)),))


def test_an_item_that_tells_of_a_case_is_shown_and_not_asked() -> None:
    items: Node = bullets(
        labelled("Pilot", "Knows the harbour and its sands."),
        labelled("Harbour light", "When you enter at night, you can see it from afar."),
        labelled("Signal mast", "You hoist flags on the signal mast when a storm comes."),
    )
    (note,), _ = make_notes([entry("Harbour", items)], ALL)
    shown = fields(note)["Items 1"]
    assert "::Pilot}}" in shown and shown.count("{{c") == 1 and shown.count("given") == 2
    assert "Signal mast" in fields(note)["Names"]


def test_an_item_whose_label_is_what_it_speaks_of_is_asked() -> None:
    items = bullets(
        labelled("Tide gauge", "A tide gauge shows the height of water."),
        labelled("Sea lock", "A sea lock keeps boats afloat."),
    )
    (note,), _ = make_notes([entry("Harbour", items)], ALL)
    assert fields(note)["Items 1"].count("{{c") == 2
