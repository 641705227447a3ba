"""What a card asks for says what its headword is, and a list is asked for what it is: members,
steps, or sentences about its headword.
"""

from __future__ import annotations

import pytest

from ankigen.cards import make_notes
from ankigen.cards.asking.redaction import Masker
from ankigen.cards.content.core import core_of
from ankigen.cards.content.defining import asked_of, defines, definition_core, sets_scene
from ankigen.cards.rendering.plain import plain
from ankigen.cards.templating.note_types import note_type
from ankigen.cards.visible import Seen, card_seen
from ankigen.exporters.card_generation import card_ords
from ankigen.model import Entry, Item, Paragraph, RichText
from tests.cards_support import ALL, asks, bullets, entry, fields


def cards(*entries: Entry) -> list[Seen]:
    """The cards of some entries as they are read."""
    found = []
    for note in make_notes(entries, ALL)[0]:
        own = note_type(note.note_type)
        shown = (card_seen(note, own, n, labels=True) for n in card_ords(own, note.fields))
        found += [Seen(s.name, *(" ".join(t.split()) for t in (s.front, s.answer))) for s in shown]
    return found


def is_reversed(term: str, definition: str, *others: Entry) -> bool:
    made = cards(entry(term, definition), *others)
    return any(card.answer == term and definition[-9:] in card.front for card in made)


# --------------------------------------------------------------------------- the defining sentence


@pytest.mark.parametrize(
    ("term", "paragraphs", "asked"),
    [
        (
            "Tide gauge",
            ("In this scenario you stand on a pier. A tide gauge is a pole with marks.",),
            "A tide gauge is a pole with marks.",
        ),
        (
            "Ballast",
            ("For real ships in heavy weather this matters.", "Weight that keeps a hull upright."),
            "Weight that keeps a hull upright.",
        ),
        (
            "Harbour pilot",
            ("Once the ship arrives, you wait. Then the captain is a guest.",),
            "Once the ship arrives, you wait.",
        ),
        (
            "Ballast",
            ("Weight in a hull. Ballast is what keeps it upright.",),
            "Weight in a hull. Ballast is what keeps it upright.",
        ),
    ],
)
def test_the_sentence_that_defines_is_asked_for(
    term: str, paragraphs: tuple[str, ...], asked: str
) -> None:
    assert plain(asked_of(entry(term, *paragraphs))).strip() == asked


def test_what_stands_before_the_defining_sentence_is_shown_below_it() -> None:
    body = ("In this lock you wait. A sluice is a gate that lets water in. Mind the step.",)
    (note,) = make_notes([entry("Sluice", *body)], ALL)[0]
    shown = fields(note)["Definition"]
    asked, _, more = shown.partition('class="more"')
    assert "gate that lets water in" in asked and "you wait" not in asked
    assert "you wait" in more and "Mind the step" in more


def test_what_defines_and_what_sets_a_scene() -> None:
    assert defines("Harbour pilots", "A pilot in a harbour is a guide.")
    assert not defines("Harbour pilots", "The captain is a guest.")
    assert not defines("Harbour pilots", "They that wait.")
    assert sets_scene("If the tide falls, you wait.") and not sets_scene("Tide that falls")
    assert not sets_scene("When the tide falls")


def test_a_lead_in_is_never_the_whole_answer() -> None:
    lead = Paragraph(RichText("A ship is held by these:"))
    long = [f"a rope of the {n} kind, which is wound around a post twice and then once more"
            for n in ("first", "second", "third")]  # fmt: skip
    found = plain(core_of((lead, bullets(*long))).asked)
    assert "wound around" in found
    nested = [
        Item(RichText(f"a rope. So: {text}"), (Paragraph(RichText(text * 3)),)) for text in long
    ]
    brief = plain(core_of((lead, bullets(*nested))).asked)
    assert brief.count("a rope.") == len(nested) and "wound around" not in brief


def lined(*lines: str) -> Paragraph:
    """A paragraph of several raw lines."""
    text, offsets = "", []
    for number, line in enumerate(lines, start=1):
        offsets.append((len(text), number))
        text += f"{line} "
    return Paragraph(RichText(text.rstrip(), (), tuple(offsets)))


@pytest.mark.parametrize(
    "lines",
    [
        ("a ship with one mast", "Galley: a ship with oars and a sail"),
        ("a ship with one mast and a big square sail", "galley = a ship with oars"),
        ("a ship with one mast", "it was built of oak in the north for four hundred years"),
    ],
)
def test_a_fact_on_the_next_raw_line_is_not_asked_for(lines: tuple[str, str]) -> None:
    assert plain(core_of((lined(*lines),)).asked).strip() == lines[0]


@pytest.mark.parametrize(
    "lines",
    [
        ("a ship of one mast and a square sail for the open sea of the", "north: of oak"),
        ("a ship with one mast and a square sail, or", "galley: a ship with oars"),
        ("a ship with one mast and a square sail for long", "voyages of grain and salt"),
        ("a ship (or boat with one mast", "sail: square) of the north"),
    ],
)
def test_a_sentence_that_goes_on_is_asked_for_whole(lines: tuple[str, str]) -> None:
    assert plain(core_of((lined(*lines),)).asked).strip() == " ".join(lines)


def test_of_two_things_both_raw_lines_are_asked_for() -> None:
    (card,) = cards(entry("ketch vs yawl", lined("ketch = two masts", "yawl = two, one far aft")))
    assert card.answer == "ketch = two masts yawl = two, one far aft"


def test_a_long_sentence_is_cut_where_a_raw_line_ends_early() -> None:
    first = "a ship with one mast and a square sail that was built in the north"
    other = " ".join(["carrying all the grain and salt of its day through fog"] * 3)
    assert plain(core_of((lined(first, other),)).asked).strip() == first


# --------------------------------------------------------------------------- lists


def test_a_count_that_is_not_that_of_the_items_is_not_asked_for() -> None:
    said = {"bow": "cuts the water", "stern": "holds the rudder", "keel": "runs below"}
    deck = [f"{name}: {text}" for name, text in said.items()]
    three = cards(entry("Hull", "It is a shell. It has three parts:", bullets(*deck)))
    assert any("name all 3" in card.front for card in three)
    four = cards(entry("Hull", "It is a shell. It has four parts:", bullets(*deck)))
    assert not any("name all" in card.front for card in four)
    assert sum("What does it do?" in card.front for card in four) == len(deck)
    some = cards(entry("Hull", "It is a shell. Its parts:", bullets(*deck, "and others")))
    assert not any("name all" in card.front for card in some)


def test_miscounted_steps_have_no_numbers() -> None:
    steps = bullets("hoist the sail", "cast off", "steer out", ordered=True)
    right = cards(entry("Sailing", "Leaving a port. The three steps:", steps))
    assert any("step 2" in card.front for card in right)
    wrong = cards(entry("Sailing", "Leaving a port. The four steps:", steps))
    assert not any("step" in card.front and "[step" in card.front for card in wrong)


def test_a_first_item_that_leads_to_the_others_is_their_lead_in() -> None:
    made = cards(entry("Rigging", bullets("The parts are these:", "shrouds", "stays", "halyards")))
    assert {card.answer for card in made} == {"shrouds", "stays", "halyards"}
    assert all("The parts are these:" in card.front for card in made)


def test_sentences_about_a_term_are_asked_for_as_its_definition() -> None:
    said = ("it has a round bottom and sails slowly", "was built for salt and grain alone")
    (card,) = cards(entry("Cog", bullets(*said)))
    assert "What is it?" in card.front and all(text in card.answer for text in said)
    causes = cards(entry("Causes of shipwreck", bullets(*said)))
    assert len(causes) == len(said)
    names = cards(entry("Knots", bullets("bowline", "clove hitch", "reef knot")))
    assert len(names) == 3


def test_one_item_is_no_list_to_be_named() -> None:
    assert asks("Cog", bullets("a ship with one mast")) == "What is it?"
    side = "a rope that holds the mast of a big ship on its {} side in a gale from over there"
    long = bullets(side.format("left"), side.format("right"))
    assert asks("Parts of a rig", long).startswith("Name")


def test_a_sentence_without_a_full_stop_is_no_lead_in() -> None:
    labelled = bullets("spring - at full moon", "neap - at half moon")
    made = cards(entry("Tide", "the sea rises and falls, twice in each day", labelled))
    assert any(card.answer == "the sea rises and falls, twice in each day" for card in made)
    short = cards(entry("Tide", "kinds", labelled))
    assert all("kinds" in card.front for card in short)


@pytest.mark.parametrize("sign", ["~", "--", "="])
def test_signs_of_hurried_notes_end_labels_too(sign: str) -> None:
    made = cards(
        entry("Speeds", bullets(f"slow {sign} under two knots", f"max. {sign} fifteen knots"))
    )
    assert [card.answer for card in made] == ["under two knots", "fifteen knots"]
    assert "[slow]" in made[0].front and "[max.]" in made[1].front


# --------------------------------------------------------------------------- questions


@pytest.mark.parametrize(
    ("term", "definition", "asked"),
    [
        ("which wind fills both sails", "one from behind", ""),
        ("how long does a watch last", "four hours", ""),
        ("Which knot", "a bowline", "What is it?"),
        ("28 July", "The fleet sails.", "What happened?"),
        ("July 28", "The fleet sails.", "What happened?"),
        ("anchor filaments", "thin, of steel", "What are they?"),
        ("filaments", "thin, of steel", "What are they?"),
        ("compass", "thin, of steel", "What is it?"),
    ],
)
def test_the_question_fits_the_headword(term: str, definition: str, asked: str) -> None:
    found = asks(term, definition)
    assert (found if found.endswith("?") and "<" not in found else "") == asked


def test_an_act_among_people_is_no_person() -> None:
    who = entry("Anson", "sailed round the world", sections=("TERMS / PEOPLE",))
    act = entry("DORA", "an act of war, closed the ports", sections=("TERMS / PEOPLE",))
    fronts = [card.front for card in cards(who, act)]
    assert any("Anson What is this person known for?" in front for front in fronts)
    assert any("DORA What is it?" in front for front in fronts)


def test_an_example_below_a_line_leaves_it_the_definition() -> None:
    others = [entry(f"Term {name}", f"It is the {name} kind of rope on board.") for name in "abcd"]
    shown = "Example: a crew takes its rest in turns of four hours."
    made = cards(entry("Watch", "Dividing the day", shown), *others)
    assert any(card.answer == "Dividing the day" for card in made)


# --------------------------------------------------------------------------- the other way round


@pytest.mark.parametrize(
    "definition",
    [
        "same but with two masts and a bowsprit",
        "effectively bringing the stern into the harbour",
        "a word with several meanings on board of ships",
        "opposite, the wind comes from ahead",
        "does not kill it, ships are lost in others",
        "cannot: tack, wear",
        "A sail is also just a wing in the wind.",
        "In this case you reef the sail before the gale.",
        "When a gale comes, you must reef the main sail.",
        "resulting waves are steep and break over the bow",
        "Example: a ship waits for the tide in the bay.",
        "still needs a pilot and a tug in the harbour",
    ],
)
def test_what_points_elsewhere_is_not_asked_the_other_way_round(definition: str) -> None:
    assert not is_reversed("Ketch", definition)


@pytest.mark.parametrize(
    "definition",
    [
        "same number of masts as a ketch, other place",
        "stops the boat and steers it by oars",
        "a ship that is also known as a lugger",
        "when the bow is turned through the wind",
        "the resulting waves are steep and break over the bow",
    ],
)
def test_what_stands_by_itself_is_asked_the_other_way_round(definition: str) -> None:
    assert is_reversed("Yawl", definition)


def test_a_definition_that_another_one_holds_is_not_asked_the_other_way_round() -> None:
    longer = entry("Storm jib", "a small strong sail before the mast, sewn thrice, for gales alone")
    assert not is_reversed("Jib", "small strong sail before the mast", longer)
    assert is_reversed("Jib", "small strong sail before the mast")


def test_words_that_many_definitions_have_lead_back_to_none() -> None:
    kinds = ("rope", "sail", "mast", "boat") * 2
    others = [
        entry(f"Term {n}", f"{' and '.join(kinds[n % 4 : n % 4 + 3])} no{n}") for n in range(60)
    ]
    assert not is_reversed("Yawl", "boat with sail, rope and mast", *others)
    assert is_reversed("Yawl", "boat with sail, rope and mizzen", *others)
    assert is_reversed("Yawl", "boat with sail, rope and mast", *others[:20])


@pytest.mark.parametrize(
    ("headword", "text", "hidden"),
    [
        ("Internet of Things", "IoT or IOT in a house", "[…] or […] in a house"),
        ("Support vector machine methods", "an SVM finds a margin", "an […] finds a margin"),
        ("SHIP", "SHort Interval Processing of goods", "[…] of goods"),
        ("SHIP", "Shorter Than Others", "Shorter Than Others"),
    ],
)
def test_short_forms_are_hidden(headword: str, text: str, hidden: str) -> None:
    assert Masker.of(headword).text(text) == hidden


@pytest.mark.parametrize(("line", "asked"), [(1, "depth of hull"), (0, "depth of hull more laden")])
def test_what_stands_in_the_line_of_the_headword_is_asked_for_alone(line: int, asked: str) -> None:
    body = tuple(
        Paragraph(RichText.of(text, n)) for n, text in enumerate(("depth of hull", "more laden"), 1)
    )
    assert " ".join(plain(definition_core("Draught", body, (), line).asked).split()) == asked


def test_a_front_that_gives_the_term_away_is_not_asked() -> None:
    away = entry("Clustering", "Putting rows into clusters by what they have in common.")
    kept = entry("Ballast", "Heavy load deep in a ship that keeps her upright in the wind.")
    answers = [card.answer for card in cards(away, kept)]
    assert "Ballast" in answers and "Clustering" not in answers
