"""Which sentence of an entry is asked for, which entries are asked for by their list alone, and
which definitions are not asked the other way round.
"""

from __future__ import annotations

import pytest

from ankigen.cards import make_notes
from ankigen.cards.asking.former import Former, FormerNote
from ankigen.cards.content.defining import asked_of
from ankigen.cards.content.sentences import BETWEEN_CLAUSES, cut
from ankigen.cards.rendering.plain import plain
from ankigen.model import Entry, Note, Paragraph, RichText
from ankigen.model.note_fields import LIST, TERM
from tests.cards_support import ALL, bullets, entry, fields


def asked(term: str, *body: str | Paragraph) -> str:
    """What the first card of an entry asks for, in one line."""
    return " ".join(plain(asked_of(entry(term, *body)), marks=False).split())


def core(made: Entry) -> str:
    """What the card of an entry shows as its answer, without what is only shown below it."""
    (note,) = make_notes([made], ALL)[0]
    return fields(note)["Definition"].partition('class="more"')[0]


def is_reversed(term: str, definition: str, *others: Entry) -> bool:
    """Whether the first entry is asked the other way round."""
    return bool(fields(make_notes([entry(term, definition), *others], ALL)[0][0])["Reverse"])


# --------------------------------------------------------------------------- the sentence


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            ("Large cargo ship.", "It carries loose grain in five holds."),
            "Large cargo ship. It carries loose grain in five holds.",
        ),
        (("A ship with oars.", "It carries grain in five holds."), "A ship with oars."),
        (("Carries grain overseas.", "It has five holds."), "Carries grain overseas."),
        (("Sails rather slowly.", "It has five holds."), "Sails rather slowly."),
    ],
)
def test_a_kind_alone_takes_the_next_sentence(body: tuple[str, ...], said: str) -> None:
    assert asked("Bulker", *body) == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            ("work of all on board ships", "A dog watch is a watch that lasts two hours."),
            "A dog watch is a watch that lasts two hours.",
        ),
        (
            ("work of all on board ships", "A dog watch is a nuisance to all."),
            "work of all on board ships",
        ),
        (
            ("work of all on board ships", "A watch is a time that lasts long."),
            "work of all on board ships",
        ),
        (
            (
                "work of two hours on board, done in the evening by half of the crew",
                "A dog watch is a watch that lasts two hours.",
            ),
            "work of two hours on board, done in the evening by half of the crew",
        ),
    ],
)
def test_a_definition_below_goes_before_a_short_line(body: tuple[str, ...], said: str) -> None:
    assert asked("Dog watch", *body) == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            ("Part of the deck. It holds the rope of the anchor.",),
            "It holds the rope of the anchor.",
        ),
        (
            ("Part of the deck.", "It holds the rope of the anchor."),
            "It holds the rope of the anchor.",
        ),
        (("Part of the deck of a ship. It is old.",), "Part of the deck of a ship."),
        (
            ("Part of the deck of a ship. It holds " + "and holds " * 9 + "the rope.",),
            "Part of the deck of a ship.",
        ),
    ],
)
def test_a_short_sentence_takes_along_what_the_thing_does(body: tuple[str, ...], said: str) -> None:
    assert asked("Chain locker", *body).endswith(said)


def test_of_two_things_a_line_about_a_third_is_not_asked_for() -> None:
    lines = ("two masts vs one mast", "sloop = one mast and two sails")
    text, at = " ".join(lines), len(lines[0]) + 1
    told = Paragraph(RichText(text, (), ((0, 1), (at, 2))))
    assert "sloop" not in core(entry("ketch vs cutter", told))
    assert "sloop" in core(entry("ketch vs sloop", told))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            ("Used everywhere on the sea. Rope is wet.", "1. Allows to tie a boat to the pier."),
            "Allows to tie a boat to the pier.",
        ),
        (
            ("The crew, which sailed alone, now needs to wait.", "used to tie a boat to the pier"),
            "used to tie a boat to the pier",
        ),
        (
            ("A word with several meanings. In sailing it is a rope behind a sail.",),
            "In sailing it is a rope behind a sail.",
        ),
        (
            ("A sail is also just a wing. To trim it, take the painter from the cockpit.",),
            "To trim it, take the painter from the cockpit.",
        ),
        (
            ("A sail is also just a wing. This needs a painter on board.",),
            "A sail is also just a wing.",
        ),
        (
            ("A sail is also just a wing.", "The boat needs a painter."),
            "A sail is also just a wing.",
        ),
    ],
)
def test_where_the_first_sentence_defines_nothing(body: tuple[str, ...], said: str) -> None:
    assert asked("Painter", *body) == said


def test_a_raw_line_may_be_the_definition() -> None:
    lines = ("Berth in use by one ship all year", "places that hold a ship for a night in harbour")
    text = f"{lines[0]} {lines[1]}"
    lined = Paragraph(RichText(text, (), ((0, 1), (len(lines[0]) + 1, 2))))
    first = "effectively bringing the ship to the shore"
    assert asked("Berths", first, lined) == lines[1]


def test_what_a_thing_can_be_goes_with_the_list_below_it() -> None:
    kinds = bullets("a rope on the bow", "a rope on the stern", "a spring to hold her")
    body = ("Harbours - mooring of ships", "can be made fast in a number of ways:", kinds)
    assert "a rope on the stern" in core(entry("Ship", *body))
    body = ("Harbours - mooring of ships", "Ways of doing it:", kinds)
    assert "rope" not in core(entry("Ship", *body))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a ship - a small one - that sails to the north", "a ship"),
        ("a ship of wood - a small one", "a ship of wood"),
    ],
)
def test_no_half_of_an_aside_is_left(text: str, left: str) -> None:
    whole = RichText.of(text)
    assert text[: cut(whole, 2, 6, BETWEEN_CLAUSES)] == left


def test_a_long_sentence_may_be_cut_before_its_reason() -> None:
    reason = "because " + " ".join(["wind and tide"] * 15)
    assert asked("Tug", f"you pull a big ship into the harbour {reason}") == (
        "you pull a big ship into the harbour"
    )


# --------------------------------------------------------------------------- the list alone


STEPS = bullets("lead: a weight on a line", "log: a board on a line", "glass: a clock of sand")


def lists_and_terms(*body: str, former: Former | None = None) -> tuple[list[Note], list[Note]]:
    made = entry("Finding a place", *body, STEPS)
    notes = make_notes([made], ALL, former=former or Former())[0]
    return [n for n in notes if n.note_type == LIST], [n for n in notes if n.note_type == TERM]


@pytest.mark.parametrize(
    "said",
    [
        "The search for a place at sea is fairly straightforward.",
        "Every ship carries a book of the places where she was.",
    ],
)
def test_beside_a_list_what_defines_nothing_is_only_shown(said: str) -> None:
    (own,), terms = lists_and_terms(f"{said} You need these three:")
    assert not terms
    assert said in fields(own)["More"]


def test_beside_a_list_a_definition_is_asked_for() -> None:
    _, terms = lists_and_terms("A set of sums that gives the ship's place. You need these three:")
    assert len(terms) == 1


def test_what_was_asked_beside_a_list_stays_asked() -> None:
    said = "The search for a place at sea is fairly straightforward. You need these three:"
    _, terms = lists_and_terms(said, former=Former({"term finding a place": FormerNote()}))
    assert len(terms) == 1


# --------------------------------------------------------------------------- the other way round


@pytest.mark.parametrize(
    ("term", "definition"),
    [
        ("Sextant", "Offers simple and effective sights"),
        ("Sextant", "provides good sights"),
        ("Sextant", "Is probably the best instrument in the world of sailing"),
        ("Sextant", "The amount of light that falls into the tube is available"),
        ("Sextant", "SAME INSTRUMENT as octant, older way of finding a place at sea"),
        ("Harbour pilot office", "a pilot in his office at the harbour waits for ships"),
        ("deck", "floor"),
        ("Double watch", "Combination of several ordinary watches"),
        ("Stores", "folded sails, folded sails, ropes, an anchor."),
        ("Tide gauge", "Measures how high the tide of a harbour comes in its basin"),
        ("Undertow", "Water of an undertow may take swimmers far out to sea"),
        ("Sea anchor", "Sea anchor or drogue is a bag that slows a drifting boat"),
    ],
)
def test_what_names_no_one_thing_is_not_asked_the_other_way_round(
    term: str, definition: str
) -> None:
    assert not is_reversed(term, definition)


@pytest.mark.parametrize(
    ("term", "definition"),
    [
        ("Sextant", "Offers sights of sun and stars above the horizon"),
        ("Sextant", "simple instrument, measures the height of the sun"),
        ("Harbour office", "a room at the harbour where ships pay for a night"),
        ("deck", "floor of a ship"),
        ("H2O", "water"),
        ("Tide gauge", "The tide gauge shows how high the sea comes in a harbour"),
        ("Becalmed", "A ship is becalmed where no wind fills its sails"),
    ],
)
def test_what_describes_one_thing_is_asked_the_other_way_round(term: str, definition: str) -> None:
    assert is_reversed(term, definition)
