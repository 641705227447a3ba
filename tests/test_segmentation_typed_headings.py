"""Typed headings: equations below them, brackets behind them, lists in their lists."""

from __future__ import annotations

from ankigen.model import Source
from ankigen.model.settings import Settings
from ankigen.pipeline import study

DOCKS = "Docks\n\nBasin - water behind gates\nQuay - wall for ships\nCrane - lifts the load\n"
SAILS = "Sails\n\nLateen - three corners\nSquare - four corners\nJib - before the mast\n"
ROPES = "Ropes\n\nSheet - holds the sail\nHalyard - lifts the sail\nStay - holds the mast\n"


def topics(text: str) -> dict[str, tuple[str, ...]]:
    """The headings over each entry of a typed text, by its headword."""
    found = study([Source("boats.txt", text.encode())], Settings()).entries
    return {entry.headword: entry.sections for entry in found}


def test_an_equation_below_a_heading_is_no_heading() -> None:
    tolls = (
        "Tolls\n\nmean = sum / n\nSD - spread around it\np < 0.05 - small chance that it is luck\n"
        "Type I error = false alarm\nType II error = missed alarm\nIV - what you change\n"
    )
    blocks = (DOCKS, SAILS, ROPES)
    found = topics("\n".join((tolls, *blocks, *(block.replace("-", ":") for block in blocks))))
    assert found["mean"] == found["SD"] == ("Tolls",)


def test_a_heading_with_a_bracket_is_one_among_others() -> None:
    blocks = [block.replace("\n\n", "\n", 1) for block in (DOCKS, SAILS, ROPES)]
    early = "Early boats (to 1600)\nCog - one mast\nHulk: no keel\nKnarr - open deck\n"
    found = topics("\n".join((*blocks, early)))
    assert found["Cog"] == ("Early boats (to 1600)",)


def test_a_list_under_a_typed_heading_is_a_card_and_its_heading_stays() -> None:
    blocks = [block.replace("\n\n", "\n", 1) for block in (DOCKS, SAILS, ROPES)]
    late = "Late boats\n- steel and steam in every yard, no sails any more\n- two or three screws\n"
    found = topics("\n".join((*blocks, late + "Tug - tows ships\nTrawler - tows nets\n")))
    assert found["Tug"] == ("Late boats",)


def test_what_lies_beside_a_list_in_a_list_is_not_under_it() -> None:
    inner = "- Big three\n  - Coble - from the north\n  - Scow - from the south\n"
    behind = "- Skiff: the smallest one\n- Gig: fast, for pilots\n"
    found = topics(
        f"Boats\n- Barge: flat hull\n- Ketch: two masts\n{inner}{behind}\n{SAILS}\n{ROPES}"
    )
    assert found["Skiff"] == found["Barge"]
    assert "Big three" not in found["Gig"]


def test_a_heading_over_a_run_of_entries_says_nothing_that_they_do_not() -> None:
    names = iter(
        [
            "weir",
            "lock",
            "quay",
            "crane",
            "sheet",
            "stay",
            "jib",
            "tack",
            "toll",
            "fee",
            "fine",
            "pass",
        ]
    )
    runs = [
        f"## {name}\n\n" + "".join(f"{next(names)} - thing of the boats\n" for _ in range(4))
        for name in ("Old docks", "New sails", "Long ropes")
    ]
    alone = "## Towing path\n\nThe way beside a canal on which horses walk.\n"
    found = topics("# Canals\n\n" + "\n".join((*runs, alone)))
    assert "Towing path" in found and "quay" in found
    assert "Old docks" not in found


def test_a_minus_and_the_last_of_several_cases_part_nothing() -> None:
    found = topics(f"{DOCKS}d - D = 5 log r\nQ > 1 fast, < 1 slow, = 1 level\n{SAILS}")
    assert "d" not in found and not any("slow" in name for name in found)


def test_items_below_a_typed_heading_are_entries_as_below_the_others() -> None:
    blocks = [block.replace("\n\n", "\n", 1) for block in (DOCKS, SAILS, ROPES)]
    late = (
        "Late boats 1795-99\n- 5 owners, two yards (one of oak and one of iron)\n"
        "- Kerr: plan of the equal tolls, wanted to end all fees\n"
        "- why did it fail? frost, leaks, no money at all\n- 18 March - the coup of the owners\n"
    )
    found = topics("\n".join((blocks[0], blocks[1], late, blocks[2])))
    assert found["Kerr"] == found["18 March"] == ("Late boats 1795-99",)


def test_a_line_right_below_a_heading_is_no_second_heading() -> None:
    blocks = [block.replace("\n\n", "\n", 1) for block in (DOCKS, SAILS, ROPES)]
    tolls = (
        "Measuring tolls\npaid tolls vs asked tolls (BCS)\nBCS: ~35 000 boats a year, since 1882\n"
        "rate = tolls paid / tolls asked x 100\nWhy are so few paid? fear, shame, frost\n"
    )
    more = "Boats\nCoble - from the north\nScow - from the south\nSkiff - from the east\n"
    found = topics("\n".join((*blocks, tolls, more)))
    assert found["rate"] == ("Measuring tolls",)


def test_a_tree_of_decisions_is_text_of_its_headword() -> None:
    tree = (
        "Flow chart\nA chart of questions. Each node asks about one thing, each leaf answers.\n"
        "Example (boats per day):\n- warmer than 22 degrees?\n    - yes: weekend?\n"
        "        - yes: 310\n        - no: 180\n    - no: 60\nEasy to read, but it is slow.\n"
    )
    other = "\nTide table\nA table of the times at which the water is high.\n"
    found = topics(tree + other)
    assert "Flow chart" in found and not any("?" in name for name in found)
