"""Entries that lie inside others are told, one test for each sign; and bodies that are right are
not.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ankigen.model import Finding, Source
from ankigen.model.settings import LayoutSettings, LineDecision, Settings, TypoSettings
from ankigen.pipeline import study
from ankigen.project.settings import parse_settings

PLAIN = Settings(typos=TypoSettings(mode="off"))


def told(text: str, name: str, settings: Settings = PLAIN) -> list[Finding]:
    """The findings on entries that may hold others."""
    found = study([Source(name, text.encode())], settings)
    return [f for f in found.all_findings if f.code == "swallowed"]


TREES = "".join(f"{t}: a tree of the {n}th row\n" for n, t in enumerate("abcdefgh", 4))
ITEMS = "".join(f"- {t}: a tree of the {n}th row\n" for n, t in enumerate("abcdefgh", 4))
BOLD = "".join(f"- **tree {t}**: stands in the {n}th row\n" for n, t in enumerate("abcdefgh", 4))
TABLE = "# Trees\n\n| tree | row | wood |\n|--|--|--|\n" + "".join(
    f"| {tree} | {n} | hard |\n" for n, tree in enumerate("abcdefgh")
)
#: Only headings of the second level are entries, and items with a colon.
UNDER = LayoutSettings(heading=2, pattern=r"^(.): (.+)$")

#: sign → the notes, their name, how they are laid out, the line that is told. Layouts that miss
#: some of the entries make sure that these are swallowed, whatever the reader would have found.
SIGNS: dict[str, tuple[str, str, LayoutSettings, str]] = {
    "parted as other entries are": (
        TREES + "moss: soft and green\n",
        "a.txt",
        LayoutSettings(pattern=r"^(.): (.+)$"),
        "moss: soft and green",
    ),
    "first of them \"moss: soft and green\" (line 13), parted as other entries are": (
        f"# Trees\n\n{ITEMS}\n## Mosses\n- moss: soft and green\n- peat: keeps water\n",
        "a.md",
        UNDER,
        "moss: soft and green",
    ),
    "in bold as 8 headwords are": (
        BOLD + "- **moss** soft and green\n",
        "a.md",
        LayoutSettings(pattern=r"^(tree .): (.+)$"),
        "moss soft and green",
    ),
    "a question, as headwords are here": (
        "# Oak\n\nWhat is an oak for?\n\nWood.\n\n# What is an elm?\n\nA tree.\n\n"
        "# What is a yew?\n\nA tree.\n",
        "a.md",
        LayoutSettings(heading=1),
        "What is an oak for?",
    ),
    "beside lines that are entries": (
        ITEMS + "- moss soft and green\n",
        "a.md",
        LayoutSettings(pattern=r"^(.): (.+)$"),
        "moss soft and green",
    ),
    "numbered on from outside the entry": (
        "1. oak: a tree\n\nText on trees.\n\nelm: another tree\n2. moss soft\n",
        "a.txt",
        LayoutSettings(pattern=r"^(oak|elm): (.+)$"),
        "moss soft",
    ),
    "own: \"moss: soft and green\" (line 9), parted as other entries are": (
        ITEMS + "moss: soft and green\n",
        "a.md",
        LayoutSettings(pattern=r"^(.): (.+)$"),
        "moss: soft and green",
    ),
    "with what is said of them in brackets": (
        TREES + "moss (soft and green)\npeat (it keeps water)\n",
        "a.txt",
        LayoutSettings(pattern=r"^(.): (.+)$"),
        "moss (soft and green)",
    ),
    "with a bullet in mid-line": (
        ITEMS + "- yew: slow and old.* moss: soft and green\n",
        "a.md",
        LayoutSettings(pattern=r"^(.|yew): (.+)$"),
        "yew: slow and old.* moss: soft and green",
    ),
    "on a line of its own, where nearly all entries are one line": (
        TREES + "moss soft and green\n",
        "a.txt",
        LayoutSettings(pattern=r"^(.): (.+)$"),
        "moss soft and green",
    ),
    "an item with nothing below": (
        "oak: hard and old\n\n- Say what an oak is for\n\nelm: soft, and young with it\n\n"
        "- Where do elms grow best\n\nyew: dark\n",
        "a.md",
        LayoutSettings(pattern=r"^(oak|elm|yew): (.+)$"),
        "Say what an oak is for",
    ),
    "there is nothing else in it": (
        TABLE, "a.md", LayoutSettings(heading=1), "a table of 9 rows",
    ),
    "in columns, as the rows of a table": (
        f"# Trees\n\n{ITEMS}\n## Mosses\nname     height     place\npeat     10 cm      bogs\n"
        "fern     1 m        woods\nhair     20 cm      rocks\n",
        "a.md",
        UNDER,
        "name height place",
    ),
    "sentences that say what a term is": (
        "# Oak\n\nA tree.\n\n# Parts\n\n- The **stem** is what carries the crown\n"
        "- The **root** is what takes up water\n",
        "a.md",
        LayoutSettings(heading=1),
        "The stem is what carries the crown",
    ),
    "headwords with what is said of them": (
        "oak: a tree with acorns\nelm: a tree\nfern: green and shady\nmoss: soft cushion\n"
        "yew: slow, poisonous\n",
        "a.txt",
        LayoutSettings(pattern=r"^(oak): (.+)$"),
        "elm: a tree",
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", SIGNS)
def test_a_line_that_looks_like_an_entry_is_told_with_its_sign(why: str) -> None:
    text, name, layout, line = SIGNS[why]
    found = told(text, name, replace(PLAIN, layout=(layout,)))
    assert found and all(f.needs_person for f in found), found
    assert why in found[0].message and line[:39] in found[0].message, found


def test_a_heading_in_capitals_over_an_entry_is_told() -> None:
    settings = replace(
        PLAIN,
        layout=(LayoutSettings(pattern=r"^(.): (.+)$"),),
        reading=(LineDecision(line="RIVERS", what="headword"),),
    )
    found = told(TREES + "\nRIVERS\nDelta\nThe mouth of one.\n", "a.txt", settings)
    assert ["right under a line in capitals" in f.message for f in found] == [True], found


def test_a_list_without_marks_under_a_title_is_told() -> None:
    (found,) = told(
        "The French Revolution\n\nWho was who\n"
        "Louis XVI king of France from 1774, executed in January 1793\n"
        "Marie Antoinette his queen, from Austria, hated for what she spent\n"
        "Necker minister of finance, loved by the people\n"
        "Lafayette commander of the National Guard, had fought in America\n"
        "Mirabeau count who spoke for the third estate\n"
        "Marat doctor and journalist, murdered in his bath\n"
        "Danton minister of justice, executed in April 1794\n\n"
        "Bastille\nA royal fortress in the east of Paris.\n",
        "a.txt",
    )
    assert "in a list without marks" in found.message and "Who was who" in found.message


def test_what_a_person_decided_is_not_told() -> None:
    notes = TREES + "moss: soft and green\n"
    layout = LayoutSettings(pattern=r"^(.): (.+)$")
    decided = (LineDecision(line="moss: soft and green", what="body"),)
    assert told(notes, "a.txt", replace(PLAIN, layout=(layout,)))
    assert not told(notes, "a.txt", replace(PLAIN, layout=(layout,), reading=decided))


RIGHT = {
    "a list under a headword": (
        "## Parts of a tree\n\n- stem: carries the crown\n- root: takes up water\n\n"
        "## Kinds of trees\n\n- oak: hard\n- elm: soft\n",
        "a.md",
    ),
    "labels that entries share": (
        "".join(
            f"{tree}\n   bark: grey {n}\n   leaf: oval {n}\n   fruit: nut {n}\n"
            for n, tree in enumerate(("oak", "elm", "ash", "yew"))
        ),
        "a.txt",
    ),
    "a paragraph of its own": (
        TREES + "It was there when the first houses of the village were built.\n", "a.txt",
    ),
    "an item in bold among items that are parted": (
        BOLD + "  - **Where it grows**\n  - by the water\n", "a.md",
    ),
    "a question in front of a bullet": ("".join(f"{TREES}What is tree {n}?*It is tall\n"
        for n in "xyz"), "a.txt"),
    "a label in bold": (BOLD + "  **Note:** it is old\n", "a.md"),
    "a rhetorical question": (
        TREES + "\nRhetoric\nA question that nobody answers. Who would?\n", "a.txt",
    ),
    "verse": (
        "Elm\nThe elm that stood beside the gate,\nAnd saw the miller coming late,\n"
        "Has heard him sing, has heard him swear,\nAnd dropped its leaves upon his hair;\n"
        "But when they came with axe and saw,\nIt stood as it had stood before:\n"
        "Who would not fear so old a tree,\nThat looked at them so quietly?\n\n"
        "Ash\nA tree of hedges.\n",
        "a.txt",
    ),
    "steps of a list": ("# Planting\n\n1. dig\n2. water\n3. wait\n\n# Oak\n\nA tree.\n", "a.md"),
}  # fmt: skip


@pytest.mark.parametrize("why", RIGHT)
def test_bodies_that_are_right_are_not_told(why: str) -> None:
    text, name = RIGHT[why]
    assert not told(text, name)


NOTES = Path(__file__).parent / "cases/notes"


@pytest.mark.parametrize(
    "name", sorted(p.name for p in NOTES.glob("*.*") if p.suffix not in (".json", ".md"))
)
def test_the_notes_that_are_read_right_have_no_such_finding(name: str) -> None:
    assert not told((NOTES / name).read_text("utf-8"), name)


SHIPPED = Path(__file__).parents[1] / "source"


@pytest.mark.parametrize("name", sorted(p.name for p in SHIPPED.glob("*.txt")))
def test_the_notes_of_the_shipped_deck_have_no_such_finding(name: str) -> None:
    own = parse_settings((SHIPPED.parent / "ankigen.toml").read_text("utf-8"))
    text = (SHIPPED / name).read_text("utf-8")
    assert not told(text, name, replace(PLAIN, reading=own.reading))
