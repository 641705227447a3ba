"""Headings that become topics are checked as headwords are."""

from __future__ import annotations

from ankigen.model import Entry, Source
from ankigen.model.settings import Settings, TypoSettings
from ankigen.pipeline import study

AS_IS = TypoSettings()
RIVERS = "\n\n".join(
    (
        "Delta: The land that a river builds at its mouth.",
        "Meander: A bend that a slow river makes.",
        "Source: The place where a river begins.",
    )
)
TOWNS = "\n\n".join(
    (
        "Market: A place where people buy and sell.",
        "Wall: It kept the town safe from attack.",
        "Guild: The masters of one trade in a town.",
    )
)


def entries(text: str, settings: TypoSettings = AS_IS) -> tuple[Entry, ...]:
    return study([Source("notes.md", text.encode())], Settings(typos=settings)).entries


def found(done: tuple[Entry, ...]) -> list[tuple[int, str, str, bool]]:
    return [(f.origin.line, f.before, f.after, f.applied) for e in done for f in e.fixes]


NOTES = f"# Notes\n\n## The goverment of rivers\n\n{RIVERS}\n\n## Towns\n\n{TOWNS}\n"


def test_a_misspelled_heading_is_fixed_in_the_topic_of_its_entries() -> None:
    done = entries(NOTES)
    assert found(done) == [(3, "goverment", "government", True)]
    assert {e.topic for e in done} == {"the-government-of-rivers", "towns"}
    assert done[0].sections[-1] == "The government of rivers"


def test_what_is_found_in_a_heading_may_be_refused() -> None:
    done = entries(NOTES, TypoSettings(refuse=("goverment",)))
    assert not found(done)
    assert done[0].topic == "the-goverment-of-rivers"


def test_a_heading_without_entries_is_looked_at_too() -> None:
    notes = NOTES.replace("## Towns", "## Seperate things\n\n## Towns")
    assert (11, "Seperate", "Separate", False) in found(entries(notes))


def test_an_unknown_word_in_a_heading_may_be_a_name() -> None:
    notes = NOTES.replace("The goverment of rivers", "Rivers of Marigolt and Vellor")
    assert not any(applied for *_, applied in found(entries(notes)))


def test_a_suggestion_in_a_heading_is_made_when_it_is_accepted() -> None:
    notes = NOTES.replace("The goverment of rivers", "Rivers of the volcanoo")
    assert [f[1:] for f in found(entries(notes))] == [("volcanoo", "volcano", False)]
    done = entries(notes, TypoSettings(accept=("volcanoo -> volcano",)))
    assert done[0].topic == "rivers-of-the-volcano"


def test_the_title_over_several_files_is_fixed_in_their_topics() -> None:
    files = [
        Source("a.md", f"# Goverment\n\n{RIVERS}\n".encode()),
        Source("b.md", f"# Towns\n\n{TOWNS}\n".encode()),
    ]
    done = study(files, Settings()).entries
    assert {e.topic for e in done} == {"government", "towns"}
