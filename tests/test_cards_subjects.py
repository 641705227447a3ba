"""Dates and people among headwords, what an answer gives away, and answers that are remarks."""

from __future__ import annotations

import pytest

from ankigen.cards import make_notes
from ankigen.cards.asking.redaction import Masker
from ankigen.cards.content.defining import definition_core, sets_scene
from ankigen.cards.content.subjects import PERSON, TERM, has_dates, subject_of
from ankigen.cards.lint import lint
from ankigen.cards.rendering.plain import plain
from ankigen.cards.templating.note_types import NOTE_TYPES
from ankigen.model import Entry, Paragraph, RichText
from tests.cards_support import ALL, entry, fields


def test_a_span_of_years_without_an_era_is_a_date_beside_dates_with_one() -> None:
    dated = [
        entry("490 BC", "Battle of Marathon is fought."),
        entry("431-404", "Peloponnesian War of Athens and Sparta."),
        entry("323 BC", "Alexander dies in Babylon."),
    ]
    asked = {note.term: fields(note)["Ask"] for note in make_notes(dated, ALL)[0]}
    assert all("What happened?" in question for question in asked.values())
    assert "When was it?" in asked["431-404"]
    assert not has_dates(["67-68", "137-139", "20-21"])


@pytest.mark.parametrize(
    ("term", "said", "subject"),
    [
        ("Cato Maior", "senator who wanted Carthage destroyed", PERSON),
        ("Horatio Nelson", "British admiral killed at Trafalgar in 1805", PERSON),
        ("Common Law", "general rules that judges of England made", TERM),
        ("Praetor", "senator over the courts of Rome", TERM),
    ],
)
def test_a_name_of_two_words_over_an_office_is_a_person(term: str, said: str, subject: str) -> None:
    assert subject_of(entry(term, said), (Paragraph(RichText(said)),)) == subject


@pytest.mark.parametrize(
    ("short", "said", "masked"),
    [
        ("ATP", "adenosine triphosphate, carries energy", "[…], carries energy"),
        ("DNA", "deoxyribonucleic acid", "[…]"),
        ("GDP", "goods produced, in a year", "goods produced, in a year"),
        ("ATP", "activates transport of ions", "activates transport of ions"),
    ],
)
def test_what_an_abbreviation_stands_for_is_hidden_though_letters_lie_within_its_words(
    short: str, said: str, masked: str
) -> None:
    assert Masker.of(short).text(said) == masked


def undefined(*entries: Entry) -> bool:
    notes = make_notes(entries, ALL)[0]
    return any(f.code == "undefined" for f in lint(notes, NOTE_TYPES))


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("Stock", "A word with several senses in the kitchen."),
        ("Whisking egg whites", "Beating the whites of eggs is fairly easy."),
        ("Thyme", "Used widely in the south of France."),
        (
            "Removal of tannins",
            "Tannins are bitter compounds that plants make against being eaten by animals.",
        ),
    ],
)
def test_a_remark_is_no_definition(term: str, said: str) -> None:
    assert undefined(entry(term, said))
    assert not undefined(entry("Roux", "Flour cooked in fat, which thickens a sauce."))


def test_a_later_sentence_that_defines_goes_before_a_remark() -> None:
    body = (Paragraph(RichText("Used widely in soups. Stock is the broth of boiled bones.")),)
    assert plain(definition_core("Stock", body).asked) == "Stock is the broth of boiled bones."
    assert not sets_scene("Used to thicken a sauce")
