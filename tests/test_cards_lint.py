"""What `check` says of cards: each rule finds what it is for, and leaves good cards alone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.cards.lint import RULES, lint
from ankigen.model import Entry, RichText
from tests.cards_support import ALL, bullets, entry
from tests.command import Command

GOOD = (
    entry("Osmosis", "The movement of water through a membrane towards the salt."),
    entry("Mitosis", "The division of a nucleus in two that have the same genes."),
    entry("Noble gases", bullets("helium", "neon", "argon")),
)

BAD: dict[str, tuple[Entry, ...]] = {
    "two-facts": (
        entry(
            "Osmosis",
            (
                "The water goes through a membrane towards the salt; but a pump can turn it "
                "round with pressure from outside."
            ),
        ),
    ),
    "same-front": (
        entry("Cell", "The smallest unit that lives by itself."),
        entry("Cell", "A room in which a monk sleeps."),
    ),
    "near-twins": (
        entry("Allegro", "A quick and lively tempo of a bright movement"),
        entry("Vivace", "A lively and quick tempo of a bright, short movement"),
    ),
    "too-long": (entry("Law", " ".join(f"word{n}" for n in range(50)) + "."),),
    "long-set": (entry("Bones", bullets(*(f"bone {name}" for name in "abcdefghijkl"))),),
    "undefined": (entry("Osmosis", "We also fill a bag with salt."),),
    "miscounted": (
        entry(
            "Cell", "It lives by itself. Its three organs:", bullets("core: rules", "skin: holds")
        ),
    ),
    "pronoun": (entry("Osmosis", "It goes through a membrane towards the salt without a pump."),),
}


def codes(entries: tuple[Entry, ...]) -> set[str]:
    return {f.code for f in lint(make_notes(entries, ALL)[0], NOTE_TYPES)}


def test_good_cards_are_left_alone() -> None:
    assert codes(GOOD) == set()


@pytest.mark.parametrize("code", BAD)
def test_a_rule_finds_what_it_is_for(code: str) -> None:
    assert code in codes(BAD[code])


def test_an_answer_on_the_front_is_found() -> None:
    (note,), _ = make_notes([entry("Osmosis", "The movement of water.")], ALL)
    told = replace(note, fields=("The movement of water", *note.fields[1:]))
    assert "answer-shown" in {f.code for f in lint([told], NOTE_TYPES)}


def test_findings_say_where_and_why_and_need_nobody() -> None:
    assert {rule.code for rule in RULES} == {*BAD, "answer-shown"}
    for entries in BAD.values():
        for found in lint(make_notes(entries, ALL)[0], NOTE_TYPES):
            assert found.origin.line and not found.needs_person
            assert ";" in found.message or ":" in found.message


def test_a_context_tells_two_fronts_apart() -> None:
    one, other = BAD["same-front"]
    apart = (
        one.but(context=RichText.of("biology")),
        other.but(context=RichText.of("architecture")),
    )
    assert "same-front" not in codes(apart)


NOTES = (
    "Osmosis: it moves the water through teh membrane of a living cell.\n\nMitosis: the "
    "division of a nucleus in two.\n"
)


@pytest.fixture
def ankigen(ankigen: Command) -> Command:
    ankigen.write("notes.txt", NOTES)
    return ankigen


def test_check_prints_json(ankigen: Command) -> None:
    told = json.loads(ankigen("check", "notes.txt", "--format", "json").out)
    fixed = next(r for r in told if r["before"] == "teh")
    assert (fixed["after"], fixed["line"], fixed["needs_review"]) == ("the", 1, False)


def test_check_prints_sarif_that_editors_read(ankigen: Command) -> None:
    log = json.loads(ankigen("check", "notes.txt", "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    (sarif,) = log["runs"]
    rules = [rule["id"] for rule in sarif["tool"]["driver"]["rules"]]
    for result in sarif["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("note", "warning")
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].endswith("notes.txt")
        assert place.get("region", {"startLine": 1})["startLine"] >= 1


def test_check_shows_a_changed_word_in_its_line(ankigen: Command) -> None:
    shown = ankigen("check", "notes.txt").out
    assert "through teh membrane" in " ".join(shown.split())
