"""A card that was asked stays asked, whatever a change elsewhere does to the rules that choose
cards: a direction, a cell, a list.

Every scenario runs with the real Anki, as those of `test_identity_changes`; after it no card is
blank, and none that was studied is gone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ankigen.cli.build_changes import before_import, changes_line
from ankigen.readers.anki_package import read_package
from tests.identity_changes import Change, with_settings
from tests.identity_helpers import export_package, import_package
from tests.identity_world import CELLS, NAME, Studied, reviews_of
from tests.test_identity_changes import live_through, name_after

GERMAN = """German vocabulary

der Hund - the dog
die Katze - the cat
das Haus - the house
der Baum - the tree, the timber
die Brücke - the bridge
rennen, laufen - to run

Inflation: a lasting rise of the general level of prices.
"""
PHASES = """Ribosome: a particle of RNA and protein that builds proteins.
Lysosome: a vesicle with enzymes that digests worn-out parts.

Phases of mitosis:
1. prophase
2. prometaphase
3. metaphase
4. anaphase
5. telophase
"""
LISTS = """# Physics

## Colours of the flag

- black
- red
- gold

## Planets

| Planet | Moons | Ring | Rank |
| --- | --- | --- | --- |
| Mercury | 0 | no | 1 |
| Venus | 0 | no | 2 |
| Earth | 1 | no | 3 |
| Mars | 2 | no | 4 |
| Saturn | 83 | yes | 6 |

## Sugars

| Sugar | Where it is found | Made of |
| --- | --- | --- |
| lactose | the milk of mammals | glucose and galactose |
| maltose | sprouting barley grain | glucose twice |

## Force

What changes the motion of a body, measured in newtons on every scale.
"""
REVERSE = '[cards]\nreverse = ["physics"]\n'
_RULE = ("| --- | --- | --- | --- |", "| --- | --- | --- | --- | --- |")
_COLUMN = tuple(
    (f"| {name} |", f"| {name} | {colour} |")
    for name, colour in (
        ("Planet", "Colour"),
        ("Mercury", "grey"),
        ("Venus", "white"),
        ("Earth", "blue"),
        ("Mars", "red"),
        ("Saturn", "yellow"),
    )
)
_LONG = (
    ("- black", "- black as the night was when the students of the club marched to the castle with "
     "their torches in the rain"),
    ("- red", "- red as the blood that was shed for freedom on the barricades of the old town in "
     "the spring of that year"),
    ("- gold", "- gold as the light of the rising sun over the free country of which they had been "
     "dreaming for so many years"),
)  # fmt: skip

CHANGES = (
    Change(
        "a definition below a list of words",
        (("prices.\n", "prices.\n\nPlosive: a consonant made by stopping the flow of air.\n"),),
        new=1,
    ),
    Change("another word for the same", (("rennen,", "die Töle - the dog\nrennen,"),), new=1),
    Change("a column in the middle of a table", (_RULE, *_COLUMN)),
    Change(
        "a column in the middle, and a cell corrected",
        (_RULE, ("| 83 |", "| 82 |"), *_COLUMN),
        renamed={"Saturn 83": "Saturn 82"},
    ),
    Change(
        "a column in the middle, and a row",
        (_RULE, *_COLUMN,
         ("| Saturn |", "| Jupiter | red | 95 | yes | 5 |\n| Saturn |")),
    ),
    Change(
        "a third row, from which on a table lists a card a row",
        (("| maltose |", "| sucrose | beet and cane | glucose and fructose |\n| maltose |"),),
    ),
    Change(
        "the items of a list become sentences",
        _LONG,
        renamed={old[2:]: new[2:] for old, new in _LONG},
    ),
    Change(
        "one item of a list is part of another",
        (("- gold", "- gold\n- red of the sunset over the sea"),),
    ),
    Change("prose above a list", (("- black", "It is old. Students made it.\n\n- black"),), new=1),
    Change(
        "a definition like that of another, where all are asked the other way round",
        (("## Force", "## Push\n\nWhat changes the motion of a body, measured in newtons on every "
          "balance.\n\n## Force"),),
        new=1,
    ),
    Change(
        "a definition longer, where all are asked the other way round",
        (("newtons on every scale.", "newtons: it makes a body faster or slower, or turns it into "
          "another direction, and it takes two bodies that act on each other, as Newton found."),),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Studied:
    files = {
        "cells.md": CELLS[: CELLS.index("## Enzyme")],
        "german.txt": GERMAN,
        "lists.md": LISTS,
        "phases.txt": PHASES,
    }
    return Studied.begun(tmp_path_factory.mktemp("studied"), files=files, settings=REVERSE)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.what)
def test_what_was_asked_is_asked_again(studied: Studied, tmp_path: Path, change: Change) -> None:
    world, col = studied.copied(tmp_path)
    before = reviews_of(col)
    live_through(world, col, tmp_path, change, studied.now + 60)
    after = reviews_of(col)
    assert {name_after(name, change) for name in before} <= set(after)
    assert not col.get_empty_cards().notes
    col.close()


def test_an_item_deleted_but_for_its_line_leaves_the_list_whole(
    studied: Studied, tmp_path: Path
) -> None:
    world, col = studied.copied(tmp_path)
    item = frozenset({"prometaphase"})
    change = Change("an empty line", (("2. prometaphase\n", "\n"),), updated=1, gone=item)
    live_through(world, col, tmp_path, change, studied.now + 60)
    (empty,) = col.get_empty_cards().notes
    assert len(empty.card_ids) == 1
    col.close()


def test_what_the_settings_turn_off_is_asked_no_more(studied: Studied, tmp_path: Path) -> None:
    world, col = studied.copied(tmp_path)
    with_settings("")(world)
    _, made = world.build(tmp_path, studied.now + 60)
    assert not any(note.fields[6] for note in made.deck.notes if note.term == "Force")
    col.close()


def test_keep_asked_off_gives_the_cards_of_a_first_build(studied: Studied, tmp_path: Path) -> None:
    world, col = studied.copied(tmp_path)
    for old, new in (_RULE, *_COLUMN):
        world.edit(old, new)
    with_settings(REVERSE + "keep_asked = false\n")(world)
    _, made = world.build(tmp_path, studied.now + 60)
    assert made.emptied
    col.close()


def test_a_build_names_the_cards_that_are_no_longer_asked(studied: Studied, tmp_path: Path) -> None:
    for last in (studied.world.last, None):  # with the last package, and by the lock alone
        world = studied.world.copy()
        world.last = last
        world.edit("- red\n", "")
        with_settings("")(world)
        _, made = world.build(tmp_path, studied.now + 60)
        assert made.emptied == {"Force": 1, "Colours of the flag": 1}
        assert changes_line(made).endswith(
            'changed, 2 cards no longer asked, blank in Anki ("Colours of the flag", "Force"); '
            "all other cards keep their reviews"
        )
        _, made = world.build(tmp_path, studied.now + 70)
        assert changes_line(made) == "since the last build: nothing new, all reviews kept"


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ((("- black\n- red\n- gold", "Three stripes of the same height, as of old."),),
         '"Colours of the flag" (lists.md) is now a definition, and was a list: its 3 cards begin'),
        ((("## Colours of the flag\n\n- black\n- red\n- gold",
           "## Colours of the flag\n\n### Black\n\nThe night of the march.\n\n### Red\n\nThe blood "
           "that was shed."),),
         '"Colours of the flag" (lists.md) now heads 2 cards, and was a list: its 3 cards begin'),
        ((("What changes the motion of a body, measured in newtons on every scale.",
           "- gravity\n- friction\n- tension"),),
         '"Force" (lists.md) is now a list, and was a definition: its 2 cards begin'),
    ],
    ids=["a list that becomes prose", "a list that becomes entries", "prose that becomes a list"],
)  # fmt: skip
def test_what_becomes_another_kind_of_note_is_told_until_it_is_settled(
    studied: Studied, tmp_path: Path, edits: tuple[tuple[str, str], ...], told: str
) -> None:
    world = studied.world.copy()
    for edit in edits:
        world.edit(*edit)
    for when in (60, 70):
        _, made = world.build(tmp_path, studied.now + when)
        (found,) = [f for f in made.findings if f.code in ("kind-changed", "removed")]
        assert found.message.startswith(told)
        assert "all reviews kept" not in changes_line(made)
        assert any(line.startswith(told) for line in before_import(made))


def test_a_lost_lock_is_made_again_from_what_anki_exports(studied: Studied, tmp_path: Path) -> None:
    """Without it the items of a list would be numbered anew, and reviews go to the wrong ones."""
    world, col = studied.copied(tmp_path)
    row = ("| Earth |", "| Ceres | 0 | no | 9 |\n| Earth |")
    for when, edit in ((60, ("- red", "- white\n- red")), (160, row)):
        live_through(world, col, tmp_path, Change("", (edit,)), studied.now + when)
    path = export_package(col, tmp_path / "export.apkg", NAME)
    world.lock, world.last = None, read_package(path.read_bytes(), path.name)
    before = reviews_of(col)
    path, made = world.build(tmp_path, studied.now + 260)
    assert "lock-recovered" in {f.code for f in made.findings}
    assert import_package(col, path)[0] == 0
    assert reviews_of(col) == before
    col.close()


def test_notes_that_change_only_in_what_is_filled_in_are_named(
    studied: Studied, tmp_path: Path
) -> None:
    world = studied.world.copy()
    with_settings("")(world)
    _, made = world.build(tmp_path, studied.now + 60)
    (found,) = [f for f in made.findings if f.code == "generated-changes"]
    assert found.message.startswith('1 note changes ("Force") only in')
