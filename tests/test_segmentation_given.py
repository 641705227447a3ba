"""What a person says of the layout of a file is final, wherever it is said; and a file
that came to one card is told.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ankigen.model import AnkigenError, Entry, Source, texts
from ankigen.model.settings import LayoutSettings, Settings, TypoSettings
from ankigen.pipeline import ParsedNotes, study
from ankigen.project.settings import parse_settings
from ankigen.segmentation.owner.given import parse_layout

AS_WRITTEN = TypoSettings(mode="off")


def parsed(text: str, name: str = "a.txt", *layouts: LayoutSettings) -> ParsedNotes:
    return study([Source(name, text.encode())], Settings(typos=AS_WRITTEN, layout=layouts))


def shown(entries: Sequence[Entry]) -> list[str]:
    return [e.headword for e in entries]


def test_a_separator_parts_each_line_that_has_it_and_others_go_on() -> None:
    text = "largo # slow\nand broad\npresto # fast\n"
    found = parsed(text, "a.txt", LayoutSettings(separator="#"))
    assert shown(found.entries) == ["largo", "presto"]
    assert found.entries[0].lines == (1, 2)


def test_where_each_line_is_a_card_other_lines_are_left_out_with_a_finding() -> None:
    text = "largo # slow\nask about this\npresto # fast\n"
    found = parsed(text, "a.txt", LayoutSettings(separator="#", each_line=True))
    assert [e.lines for e in found.entries] == [(1,), (3,)]
    assert any(f.origin.line == 2 for f in found.findings)


def test_a_pattern_names_headword_and_definition() -> None:
    found = parsed(
        "§ 1 First rule\n§ 2 Second rule\n", "a.txt", LayoutSettings(pattern=r"^(§ \d+) (.+)$")
    )
    assert shown(found.entries) == ["§ 1", "§ 2"]


def test_headings_of_a_level_hold_the_cards() -> None:
    text = "# Book\n\n## One\n- a: b\n- c: d\n\n### Deeper\nx\n\n## Two\ny\n"
    found = parsed(text, "a.md", LayoutSettings(heading=2))
    assert shown(found.entries) == ["One", "Two"]
    assert found.entries[0].lines[-1] == 8


def test_columns_of_a_table_are_named() -> None:
    text = (
        "| n | verb | past | meaning |\n|---|---|---|---|\n| 1 | go | went | move |\n| 2 "
        "| see | saw | look |\n"
    )
    columns = LayoutSettings(columns=("", "term", "past", "definition"))
    found = parsed(text, "a.md", columns)
    assert shown(found.entries) == ["go", "see"]
    assert "past: went" in str(found.entries[0].body) and "1" not in found.entries[0].headword


def test_columns_of_a_file_that_is_a_table_are_named() -> None:
    columns = LayoutSettings(columns=("", "term", "definition"))
    found = parsed("1,oak,a tree\n2,moss,soft\n", "a.csv", columns)
    assert shown(found.entries) == ["oak", "moss"]
    assert [t.text for t in texts(found.entries[0].body)] == ["a tree"]


def test_a_line_that_the_layout_parts_is_no_running_header() -> None:
    others = ("Bark keeps water in.", "Roots hold the soil.", "Leaves fall late.")
    text = "".join(
        f"oak {n}: a tree\n\n- Say what tree {n} is for\n\n{other}\n\n{other[::-1]}\n\n"
        for n, other in enumerate(others, 1)
    )
    assert any("running header" in f.message for f in parsed(text).findings)
    found = parsed(text, "a.txt", LayoutSettings(pattern=r"^(oak .): (.+)$"))
    assert shown(found.entries) == ["oak 1", "oak 2", "oak 3"]


def test_it_holds_for_the_files_that_it_names() -> None:
    layouts = (LayoutSettings(("b.txt",), separator="#"), LayoutSettings(("*.txt",), separator="@"))
    text = "x @ one # two\ny @ three # four\n"
    assert shown(parsed(text, "a.txt", *layouts).entries) == ["x", "y"]
    assert shown(parsed(text, "b.txt", *layouts).entries) == ["x @ one", "y @ three"]


def test_front_matter_says_it_and_a_layout_of_a_site_generator_does_not() -> None:
    body = "## One\n- a: b\n\n## Two\n- c: d\n"
    assert shown(parsed(f"---\nlayout: heading=2\n---\n{body}", "a.md").entries) == ["One", "Two"]
    post = parsed(f"---\nlayout: post\n---\n{body}", "a.md")
    assert not any(f.needs_person and f.code == "front-matter" for f in post.findings)
    wrong = parsed(f"---\nlayout: heading=9\n---\n{body}", "a.md")
    assert any(f.needs_person and f.code == "front-matter" for f in wrong.findings)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nonsense", "no layout"),
        ("heading=7", "from 1 to 6"),
        ("columns=a,b", "term"),
        ("pattern=(", "no regular expression"),
        ("pattern=x", "two groups"),
    ],
)
def test_what_is_no_layout_is_told(text: str, why: str) -> None:
    with pytest.raises(AnkigenError, match=why):
        parse_layout(text, "--layout")


def test_the_settings_name_what_is_wrong() -> None:
    assert parse_settings('[[layout]]\nseparator = "~"\n').layout == (
        LayoutSettings(separator="~"),
    )
    with pytest.raises(AnkigenError, match="says no layout"):
        parse_settings('[[layout]]\nfiles = ["a.txt"]\n')


WORDS = [
    "bark",
    "leaf",
    "root",
    "seed",
    "bough",
    "crown",
    "sap",
    "wood",
    "twig",
    "bud",
    "fruit",
    "trunk",
    "shade",
    "moss",
]


def test_a_file_that_came_to_one_card_is_told() -> None:
    text = "# Trees\n" + "".join(f"\nThe {word} tells a lot about them.\n" for word in WORDS)
    found = parsed(text, "a.md", LayoutSettings(heading=1))
    assert len(found.entries) == 1
    told = [f for f in found.all_findings if f.code == "swallowed"]
    assert told and "one card" in told[0].message and told[0].needs_person
