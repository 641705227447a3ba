"""What the user is shown: tables that fit the terminal, and a summary of what needs a look."""

from __future__ import annotations

from rich.cells import cell_len

from ankigen.cards.rendering.media import MediaStore
from ankigen.cli.finding_lines import to_look_at
from ankigen.cli.summary import one_line, summary
from ankigen.cli.tables import cut, entries_table, wrapped
from ankigen.identity.last_build import LastBuild
from ankigen.model import Finding, Fix, FixKind, Origin, Source
from ankigen.model.settings import Settings
from ankigen.pipeline import BuildResult, DeckOptions, ParsedNotes, make, study
from tests.timing import BETWEEN, Work, power

NOTES = "Osmosis\nWater moves through a membrane.\n\n光合作用\n植物用光、水和二氧化碳制造糖分。\n"


def built(findings: int = 0, proposals: int = 0) -> tuple[ParsedNotes, BuildResult]:
    """A build in which so much needs a person."""
    found = study([Source("a.txt", NOTES.encode())], Settings())
    made = make(found, MediaStore(), DeckOptions("Notes"), LastBuild(), 1)
    needed = tuple(
        Finding(Origin("a.txt", n + 1), "code", f"message {n}", needs_person=True)
        for n in range(findings)
    )
    fixes = tuple(
        Fix(Origin("a.txt", 2), "watre", "water", FixKind.MISSPELLING, applied=False)
        for _ in range(proposals)
    )
    first, *rest = found.entries
    found = ParsedNotes((first.but(fixes=fixes), *rest), found.findings, found.documents)
    return found, BuildResult(made.deck, made.lock, needed)


def test_no_line_of_a_table_is_wider_than_the_terminal() -> None:
    found, _ = built()
    lines = entries_table(found.entries, 60).splitlines()
    assert len(lines) == 3
    assert max(map(cell_len, lines)) <= 60
    assert "光合作用" in lines[2] and lines[2].endswith("…")
    whole = entries_table(found.entries).splitlines()
    assert whole[2].endswith("植物用光、水和二氧化碳制造糖分。")


def test_a_text_that_fits_is_not_cut() -> None:
    assert cut("学习", 4) == "学习"
    assert cut("学习机", 4) == "学 …"
    assert cut("  two\n lines ", 9) == "two lines"


def test_cutting_a_long_text_takes_time_in_its_length_and_no_more() -> None:
    def cutting(words: int) -> Work:
        text = "word " * words
        return lambda: cut(text, 80)

    assert power(cutting, 10_000, 80_000) < BETWEEN


def test_the_summary_lists_what_needs_a_look_and_says_how_much_more() -> None:
    found, made = built(findings=12, proposals=1)
    text = summary(found, made, ["dist/Notes.apkg"], lambda file: f"source/{file}")
    assert "Needs review (13):" in text
    assert "source/a.txt:1: code message 0" in text
    assert "… and 3 more: ankigen check" in text
    assert text.endswith("Next: open dist/Notes.apkg with Anki.\n")
    assert one_line(found, made, "dist") == (
        "dist: 2 entries, 2 notes, 2 cards; 13 need review: ankigen check"
    )


def test_where_nothing_needs_a_person_nothing_is_asked_for() -> None:
    found, made = built()
    assert "Needs review" not in summary(found, made, [], str)
    assert one_line(found, made, "dist") == "dist: 2 entries, 2 notes, 2 cards"
    assert to_look_at(found, made) == ([], [])


def test_a_line_that_is_too_wide_breaks_between_words() -> None:
    line = "source/long-name.txt:12: no-definition " + "word " * 30
    shown = wrapped(line.strip(), 80).split("\n")
    assert len(shown) > 2 and max(map(len, shown)) <= 80
    assert " ".join(" ".join(shown).split()) == line.strip()
    assert wrapped(line, 0) == line
