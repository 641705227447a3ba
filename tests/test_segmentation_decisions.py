"""`[[reading]]`: what a person says of a line is final, wherever the line stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from ankigen.model import AnkigenError, Source
from ankigen.model.settings import Settings
from ankigen.pipeline import ParsedNotes, study
from ankigen.project.settings import parse_settings
from tests.reading_support import bodies, decided

SWALLOWED = """\
The tea trade

Early routes
Caravans carried bricks of tea over the mountains to Tibet.
Clippers
Fast sailing ships raced the first leaves of the year to London.
written by hand, 3 May
Auctions
Sales by the candle: the last bid before it went out took the lot. Samovar - a heated urn for water. Gaiwan - a lidded bowl for brewing.
"""  # noqa: E501


def read(text: str, settings: str = "", name: str = "tea.txt") -> ParsedNotes:
    return study([Source(name, text.encode(), name)], parse_settings(settings))


def test_a_headword_a_topic_and_a_body() -> None:
    body = "Fast sailing ships raced the first leaves of the year to London."
    found = bodies(read(SWALLOWED, decided(line=body, **{"is": "headword"})))
    assert found[body].startswith("written by hand")
    found = bodies(read(SWALLOWED, decided(line="Clippers", **{"is": "body"})))
    assert "Clippers" not in found and "Clippers" in found["Early routes"]
    parsed = read(SWALLOWED, decided(line="Clippers", **{"is": "topic"}))
    assert "Clippers" not in bodies(parsed)
    assert any(f.code == "section" and "Clippers" in f.message for f in parsed.findings)


def test_the_sign_that_parts_an_entry_stands_behind_a_word() -> None:
    line = "== and not - a double sign compares"
    found = bodies(read(f"{SWALLOWED}{line}\n", decided(line=line, **{"is": "entry"})))
    assert found["and not"] == "a double sign compares"


COMMAS = """\
The coast

Ceuta, taken by Portugal in 1415
Henry the Navigator, prince: he paid for the ships
caravel small ship, with lateen sails
"""


@pytest.mark.parametrize(
    ("line", "more", "headword", "body"),
    [
        ("Ceuta, taken by Portugal in 1415", {}, "Ceuta", "taken by Portugal in 1415"),
        ("Ceuta, taken by Portugal in 1415", {"headword": "Ceuta,"}, "Ceuta", "taken by"),
        (
            "Henry the Navigator, prince: he paid for the ships",
            {"headword": "Henry the Navigator"},
            "Henry the Navigator",
            "prince: he",
        ),
    ],
)
def test_a_comma_parts_an_entry_where_no_other_sign_does(
    line: str, more: dict[str, str], headword: str, body: str
) -> None:
    found = bodies(read(COMMAS, decided(line=line, **more, **{"is": "entry"})))
    assert found[headword].startswith(body)


def test_a_line_that_is_skipped_is_a_finding_and_on_no_card() -> None:
    found = read(SWALLOWED, decided(line="written by hand, 3 May", **{"is": "skip"}))
    assert "3 May" not in " ".join(bodies(found).values())
    told = [f for f in found.findings if "skipped by [[reading]]" in f.message]
    assert [(f.code, f.origin.line) for f in told] == [("left-out", 7)]


def test_a_line_is_cut_where_entries_were_swallowed() -> None:
    line = SWALLOWED.splitlines()[-1]
    settings = f"""
[[reading]]
file = "tea.txt"
line = "{line}"
split = ["Samovar", "Gaiwan"]
[[reading]]
line = "Samovar - a heated urn for water."
is = "entry"
[[reading]]
line = "Gaiwan - a lidded bowl for brewing."
is = "entry"
headword = "Gaiwan"
"""
    parsed = read(SWALLOWED, settings)
    found = bodies(parsed)
    assert found["Samovar"] == "a heated urn for water."
    assert found["Gaiwan"] == "a lidded bowl for brewing."
    assert found["Auctions"].endswith("took the lot.")
    assert not [f for f in parsed.findings if f.code == "lost-reading"]


def test_one_decision_for_all_lines_of_a_shape() -> None:
    text = "Kettles\n\niron * heavy and slow\nclay * gives its taste\nglass * shows the leaves\n"
    settings = decided(line="* [*] *", separator=" * ", **{"is": "entry"})
    assert bodies(read(text, settings)) == {
        "iron": "heavy and slow",
        "clay": "gives its taste",
        "glass": "shows the leaves",
    }


def test_it_holds_when_the_notes_change_around_it_and_says_when_its_line_is_gone() -> None:
    settings = decided(file="tea.txt", line="clippers", **{"is": "body"})
    moved = "Kettle\nA vessel in which water is brought to the boil.\n\n" + SWALLOWED
    assert "Clippers" in bodies(read(moved, settings))["Early routes"]
    gone = read(SWALLOWED.replace("Clippers\n", ""), settings)
    assert [f.code for f in gone.findings if f.code == "lost-reading"] == ["lost-reading"]


def test_after_tells_two_equal_lines_apart() -> None:
    text = (
        "Kettle\nA vessel for water.\nNote\nIt is heavy.\nCup\nA vessel for "
        "tea.\nNote\nIt is light.\n"
    )
    settings = decided(line="Note", after="A vessel for tea.", **{"is": "headword"})
    found = bodies(read(text, settings))
    assert found["Note"] == "It is light." and "Note" in found["Kettle"]


def test_every_line_is_still_on_a_card_or_in_a_finding() -> None:
    for what in ("headword", "entry", "body", "continued", "topic", "skip"):
        for line in filter(None, SWALLOWED.splitlines()):
            found = read(SWALLOWED, decided(line=line, **{"is": what}))
            held = {n for e in found.entries for n in e.lines}
            for f in found.findings:
                held |= set(range(f.origin.line, max(f.origin.line, f.last) + 1))
            lines = {n for n, text in enumerate(SWALLOWED.splitlines(), 1) if text.strip()}
            assert lines <= held, (what, line)


RUN = """\
Words of the farm

Animals
kot cat
owca sheep
pies dog of the yard

Tools
wrzeciono spindle for wool
"""
BELOW = {"below": "Animals", "line": "*", "is": "entry", "pattern": r"^(\\w+) (.+)$"}


@pytest.mark.parametrize("file", [{}, {"file": "tea.txt"}])
def test_a_run_below_a_line_takes_lines_that_are_added_to_it_and_no_others(
    file: dict[str, str],
) -> None:
    settings = decided(**BELOW, **file)
    found = bodies(read(RUN, settings))
    assert {k: found[k] for k in ("kot", "owca", "pies")} == {
        "kot": "cat",
        "owca": "sheep",
        "pies": "dog of the yard",
    }
    more = bodies(read(RUN.replace("pies", "1. krowa cow\nsowa\npies"), settings))
    assert more["krowa"].startswith("cow") and "sowa" not in more
    assert "wrzeciono" not in more
    # what is said of one line goes before what is said of its run
    one = settings + decided(line="owca sheep", **{"is": "body"})
    assert bodies(read(RUN, one))["kot"] == "cat owca sheep"


def test_a_run_whose_first_line_is_gone_is_told() -> None:
    settings = decided(**BELOW, file="tea.txt")
    found = read(RUN.replace("Animals", "Beasts"), settings)
    (lost,) = [f for f in found.findings if f.code == "lost-reading"]
    assert 'below "Animals"' in lost.message
    assert not [f for f in read(RUN, settings).findings if f.code == "lost-reading"]


def test_lines_of_a_run_are_left_out_and_a_pattern_holds_without_a_run() -> None:
    skipped = decided(below="Tools", line="*", **{"is": "skip"})
    assert "wrzeciono" not in str(bodies(read(RUN, skipped)))
    settings = decided(line="*", pattern=r"^(\\w+) (\\w+)$", **{"is": "entry"})
    found = bodies(read(RUN, settings))
    assert found["kot"] == "cat" and found["owca"].startswith("sheep")


@pytest.mark.parametrize(
    ("pattern", "why"), [("(a)", "two groups"), ("(", "no regular expression")]
)
def test_a_pattern_that_is_none_is_an_error_of_one_line(pattern: str, why: str) -> None:
    with pytest.raises(AnkigenError, match=why):
        parse_settings(decided(line="*", pattern=pattern, **{"is": "entry"}))


def test_a_pattern_that_never_ends_is_an_error_that_names_the_file() -> None:
    settings = decided(below="Animals", line="*", pattern="^((a+)+)$(b)", **{"is": "entry"})
    with pytest.raises(AnkigenError, match=r"tea\.txt: .* takes more than"):
        read(RUN.replace("kot cat", "a" * 60 + "!"), settings)


@pytest.mark.parametrize(
    "settings",
    [
        '[[reading]]\nis = "topic"\n',
        '[[reading]]\nline = "x"\n',
        '[[reading]]\nline = "x"\nis = "no"\n',
        "[reading]\n",
    ],
)
def test_a_decision_that_says_nothing_is_an_error_of_one_line(settings: str) -> None:
    with pytest.raises(AnkigenError) as caught:
        parse_settings(settings)
    assert "reading" in str(caught.value) and "\n" not in str(caught.value)


def test_no_decision_changes_nothing() -> None:
    assert read(SWALLOWED) == study([Source("tea.txt", SWALLOWED.encode(), "tea.txt")], Settings())


def test_a_finding_that_was_seen_needs_nobody_wherever_its_line_stands() -> None:
    from tests.made_decks import made

    head, row = "Term\tMeaning\nkettle\ta vessel for water\n", "cup\t\n"
    before = made({"tea.tsv": head + row}).findings
    assert [f.code for f in before if f.needs_person] == ["no-definition"]
    settings = parse_settings('[ignore]\nfindings = ["no-definition: Cup"]\n')
    moved = made({"tea.tsv": head + "glass\ta vessel for tea\n" + row}, settings).findings
    assert "no-definition" in [f.code for f in moved]
    assert not [f for f in moved if f.needs_person]


def test_entries_of_one_headword_are_kept_apart_where_that_is_wanted() -> None:
    text = "Cup\nA vessel for tea.\n\nKettle\nA vessel for water.\n\nCup\nA trophy for winners.\n"
    assert len(read(text).entries) == 2
    found = read(text, '[ignore]\nrepeats = ["cup"]\n')
    assert [e.headword for e in found.entries] == ["Cup", "Kettle", "Cup"]


def test_a_row_of_a_table_of_cards_is_skipped() -> None:
    found = read(
        "Term\tMeaning\nwok\t\nkettle\ta vessel\n", decided(line="wok", **{"is": "skip"}), "a.tsv"
    )
    assert [f.code for f in found.findings if f.needs_person or f.code == "lost-reading"] == []
    assert list(bodies(found)) == ["kettle"]


def test_a_line_behind_an_entry_inside_another_is_of_the_outer_one_unless_decided() -> None:
    name = "names-inside-entries.md"
    notes = (Path(__file__).parent / "cases" / "segmentation" / name).read_text("utf-8")
    last = "a wall without it bulges after a few winters"
    found = bodies(read(notes, name=name))
    assert last in found["Walls"] and last not in found["Hearting"]
    found = bodies(read(notes, decided(file=name, line=last, **{"is": "body"}), name))
    assert last in found["Hearting"] and last not in found["Walls"]
