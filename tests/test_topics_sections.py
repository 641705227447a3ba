"""Which headings head an entry, and which of them name a topic."""

from __future__ import annotations

import pytest

from ankigen.model import Source
from ankigen.model.settings import LineDecision, Settings
from ankigen.pipeline import study


def topics(text: str, name: str = "a.md", *headwords: str) -> dict[str, str]:
    """The topic of each entry; some lines are headwords by a person's word."""
    decided = tuple(LineDecision(line=line, what="headword") for line in headwords)
    found = study([Source(name, text.encode())], Settings(reading=decided))
    return {entry.headword: entry.topic for entry in found.entries}


BREEDS = "- Angora: long hair\n- Siamese: blue eyes\n"
HORSES = "- Shire: very tall\n- Exmoor: very hardy\n"


def test_a_heading_that_is_a_headword_ends_the_section_before_it() -> None:
    found = topics(
        f"# Cats\n\n{BREEDS}\n# Horses\n\nThey carry and pull.\n\n"
        "## Shire\n\nA tall one.\n\n## Exmoor\n\nA hardy one.\n",
        "a.md",
        "Horses",
    )
    assert found["Angora"] == "cats"
    assert found["Shire"] == found["Exmoor"] == "horses" and "horses" not in found["Horses"]


def test_a_heading_that_is_a_headword_over_one_entry_is_no_topic() -> None:
    found = topics(
        f"# Cats\n\n{BREEDS}\n# Horses\n\n## Shire\n\nA tall one.\n\n- Hoof: broad and hairy\n\n"
        "## Exmoor\n\nA hardy one.\n",
        "a.md",
        "Shire",
    )
    assert found["Hoof"] == found["Exmoor"] == "horses"


def test_what_stands_right_under_the_title_has_it_for_a_topic() -> None:
    found = topics(f"# Animals\n\n{BREEDS}\n## Horses\n\n{HORSES}\n## Birds\n\n- Wren: small\n")
    assert found["Angora"] == "animals" and found["Shire"] == "horses"


def test_the_first_of_several_headings_of_one_level_is_no_title() -> None:
    found = topics(
        "### Unit 1\n\nAngora\nA cat with long hair.\n\nSiamese\nA cat with blue eyes.\n\n"
        "### Unit 2\nShire\nA very tall horse.\n\nExmoor\nA very hardy horse.\n"
    )
    assert found["Angora"] == "unit-1"


@pytest.mark.parametrize(
    "heading",
    ["Example", "Beispiele", "Example 2", "Deadlines", "Essay due Friday", "Quiz on 3/14",
     "![a cat](cat.png)", "To do"],
)  # fmt: skip
def test_a_heading_that_names_no_topic_leaves_the_one_above(heading: str) -> None:
    found = topics(
        f"# Animals\n\n## Horses\n\n{HORSES}\n## Cats\n\n{BREEDS}\n"
        f"### {heading}\n\n- Manx: no tail\n"
    )
    assert found["Manx"] == found["Angora"] == "cats"


@pytest.mark.parametrize("heading", ["Due process", "The exam of 1905", "Agenda setting", "Tests"])
def test_a_heading_with_such_a_word_is_a_topic_all_the_same(heading: str) -> None:
    found = topics(f"# Animals\n\n## Horses\n\n{HORSES}\n## {heading}\n\n{BREEDS}\n")
    assert found["Angora"] not in ("", "horses")


def test_letters_of_an_index_are_no_topics_but_one_letter_alone_is() -> None:
    rows = "## A\n\n- Angora: long hair\n- Arab: a swift horse\n\n## B\n\n- Birman: white paws\n"
    assert set(topics(f"# Animals\n\n{rows}").values()) == {""}
    found = topics(f"# Languages\n\n## C\n\n{BREEDS}\n## Rust\n\n{HORSES}")
    assert found["Angora"] == "c" and found["Shire"] == "rust"


def test_a_comment_above_the_first_rows_is_a_heading_as_those_below_are() -> None:
    table = "### Unit 1\nchat;cat\nchien;dog\n\n### Unit 2\npain;bread\nlait;milk\n"
    found = topics(table, "a.csv")
    assert found == {"chat": "unit-1", "chien": "unit-1", "pain": "unit-2", "lait": "unit-2"}
    assert topics(table.replace("### Unit 1", "# my words"), "a.csv")["chat"] == ""


def test_the_column_that_comes_in_runs_is_the_topic_and_marks_of_grammar_are_none() -> None:
    rows = ["chat,cat,m,Animals", "vache,cow,f,Animals", "pain,bread,m,Food", "pomme,apple,f,Food"]
    assert topics("\n".join(rows), "a.csv")["vache"] == "animals"
    bare = "\n".join(row.rsplit(",", 1)[0] for row in rows)
    assert set(topics(bare, "a.csv").values()) == {""}
