"""Paragraphs below a heading that are its text."""

from __future__ import annotations

from collections.abc import Mapping

from ankigen.readers import read
from ankigen.segmentation.blocks.blocks_to_units import units_of
from ankigen.segmentation.certain.text_of_headings import take_texts_of_headings
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.page_layout import layout_of
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import Vocabulary


def roles_of(
    notes: str, roles: Mapping[str, Role], splits: Mapping[str, Split] | None = None
) -> list[tuple[str, Role]]:
    """The first words of each line with its role, the first having been as given."""
    units = units_of(read(notes.encode(), "a.md").blocks)
    first = [u.text.text.split(" ", 1)[0] for u in units]
    parted = {first.index(word): split for word, split in (splits or {}).items()}
    draft = Draft(layout_of(units, Vocabulary()), [roles[word] for word in first], parted)
    take_texts_of_headings(draft)
    return list(zip(first, draft.roles, strict=True))


DUNES = """# Land

## Dune

Science speaks of a dune where the wind heaps up loose sand.

Remedy: grass
"""


def test_a_paragraph_that_begins_with_the_name_of_its_heading_is_its_text() -> None:
    given = {
        "Land": Role.SECTION,
        "Dune": Role.SECTION,
        "Science": Role.LOOSE,
        "Remedy:": Role.ENTRY,
    }
    found = dict(roles_of(DUNES, given))
    assert (found["Dune"], found["Science"]) == (Role.HEAD, Role.BODY)
    assert (found["Land"], found["Remedy:"]) == (Role.SECTION, Role.ENTRY)


def test_a_heading_over_another_text_stays_a_topic() -> None:
    given = {
        "Land": Role.SECTION,
        "Sand": Role.SECTION,
        "Science": Role.LOOSE,
        "Remedy:": Role.ENTRY,
    }
    assert (
        dict(roles_of(DUNES.replace("## Dune", "## Sand and mud"), given))["Science"] is Role.LOOSE
    )


CURRENT = """## Current

A mass of water that moves in one direction.

Amount of water at a coast. The wind is the cause of it.

{more}
"""


def test_one_paragraph_without_a_clear_mark_is_text_and_several_are_entries() -> None:
    given = {"Current": Role.HEAD, "A": Role.BODY, "Amount": Role.ENTRY, "Speed": Role.ENTRY}
    weak = {"Amount": Split(26, 28, ".", 0.0)}
    found = dict(roles_of(CURRENT.format(more=""), given, weak))
    assert found["Amount"] is Role.BODY
    both = weak | {"Speed": Split(18, 20, ".", 0.0)}
    more = "Speed of the water. A ship adds it to its own."
    assert dict(roles_of(CURRENT.format(more=more), given, both))["Amount"] is Role.ENTRY


def test_a_sentence_is_no_headword_where_no_other_headword_is_one() -> None:
    notes = "# Ebb\nWater falls.\n# Tide\nWater moves.\n\nMoon and sun pull.\nBoth do.\n"
    notes += "# Flood\nSea rises.\n# Delta\nArms part.\n# Marsh\nGrass grows.\n"
    heads = dict.fromkeys(("Ebb", "Tide", "Flood", "Delta", "Marsh", "Moon"), Role.HEAD)
    body = dict.fromkeys(("Water", "Both", "Sea", "Arms", "Grass"), Role.BODY)
    assert dict(roles_of(notes, heads | body))["Moon"] is Role.BODY
    assert dict(roles_of(notes.replace("pull.", "pull"), heads | body))["Moon"] is Role.HEAD


def test_a_few_sentences_that_only_a_capital_parts_are_no_entries_among_many() -> None:
    names = [f"T{n}:" for n in range(8)]
    notes = "\n\n".join(["# Signals", "General Signal Craft by Orrin", *(f"{t} x" for t in names)])
    given = {"Signals": Role.SECTION, "General": Role.ENTRY, **dict.fromkeys(names, Role.ENTRY)}
    capital = {"General": Split(14, 15, "run-on", 1.0)}
    marks = {t: Split(2, 4, ":", 2.0) for t in names}
    found = dict(roles_of(notes, given, {**capital, **marks}))
    assert found["General"] is Role.LOOSE
    assert all(found[t] is Role.ENTRY for t in names)
    few = "\n\n".join(notes.split("\n\n")[:6])
    assert (
        dict(roles_of(few, given, {t: s for t, s in {**capital, **marks}.items() if t in few}))[
            "General"
        ]
        is Role.ENTRY
    )
