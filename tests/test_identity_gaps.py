"""Gaps to which the notes give no numbers keep their cloze numbers, and with them their reviews.

Every scenario runs with the real Anki, as those of `test_identity_changes`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ankigen.cli.build_changes import changes_line
from ankigen.identity.items import in_order, with_gaps
from ankigen.identity.lock import format_lock, parse_lock
from ankigen.identity.records import NO_ITEMS
from ankigen.model.note_fields import CLOZE
from ankigen.sync.edits import EntryEdit, Overlay, name_of
from ankigen.sync.entry_values import body_html, fingerprint_of
from tests.identity_changes import Change
from tests.identity_helpers import import_package
from tests.identity_world import CELLS, DECK, Studied, World, reviews_of, studied_notes
from tests.test_identity_changes import live_through

_BACK = "\n---\n\nSaid in the lecture of the second week.\n"
FILES = {
    "memory.md": f"The {{{{hippocampus}}}} stores memories for {{{{weeks}}}}.\n{_BACK}",
    "fear.md": f"The {{{{amygdala}}}} weighs threats and tells the {{{{hypothalamus}}}}.\n{_BACK}",
    "numbers.md": f"The {{{{c2::cerebellum}}}} moves, and the {{{{c1::thalamus}}}} sees.\n{_BACK}",
    "heart.md": "#flashcards\n\nThe ==left ventricle== pumps blood into the ==aorta==.\n",
    "cells.md": CELLS[: CELLS.index("## Enzyme")],
}
CHANGES = (
    Change("a gap in front", (("The {{hippo", "In {{mammals}} the {{hippo"),)),
    Change("a gap between two", (("stores memories", "stores {{memories}}"),)),
    Change(
        "a gap in front that is no gap any more",
        (("{{hippocampus}}", "hippocampus"),),
        gone=frozenset({"hippocampus"}),
    ),
    Change(
        "another gap in its sentence",
        (("The {{amygdala}} weighs threats", "The amygdala weighs {{threats}}"),),
        gone=frozenset({"amygdala"}),
    ),
    Change(
        "the gaps change places",
        (("The {{hippocampus}} stores memories for {{weeks}}.",
          "For {{weeks}} memories are stored by the {{hippocampus}}."),),
    ),
    Change(
        "a gap made longer, another before it",
        (("The {{amygdala}} weighs", "In {{fear}} the {{amygdala of both sides}} weighs"),),
        renamed={"amygdala": "amygdala of both sides"},
    ),
    Change(
        "a number that the notes give, to a gap of its own",
        (("stores memories for", "stores {{c7::memories}} and {{names}} for"),),
    ),
    Change(
        "numbers that the notes give stay, whatever stands in front",
        (("The {{c2::cere", "At {{c3::birth}} the {{c2::cere"),),
    ),
    Change("a highlight in front", (("The ==left", "In ==mammals== the ==left"),)),
    Change("a highlight between two", (("pumps", "==pumps=="),)),
)  # fmt: skip


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Studied:
    return Studied.begun(tmp_path_factory.mktemp("studied"), files=FILES)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.what)
def test_a_gap_has_its_own_reviews(studied: Studied, tmp_path: Path, change: Change) -> None:
    world, col = studied.copied(tmp_path)
    live_through(world, col, tmp_path, replace(change, updated=1), studied.now + 60)
    assert sum(len(empty.card_ids) for empty in col.get_empty_cards().notes) == len(change.gone)
    col.close()


def test_a_gap_that_comes_back_has_its_number_and_no_other_gets_it(
    studied: Studied, tmp_path: Path
) -> None:
    world, col = studied.copied(tmp_path)
    before = reviews_of(col)
    steps = (
        ("{{hippocampus}}", "hippocampus"),
        ("stores memories", "stores {{memories}}"),
        ("The hippocampus", "In {{mammals}} the {{hippocampus}}"),
    )
    for n, edit in enumerate(steps):
        world.edit(*edit)
        path, _ = world.build(tmp_path, studied.now + 60 * (n + 1))
        import_package(col, path)
    after = reviews_of(col)
    assert before.items() <= after.items()
    assert {what for _, _, what in after.keys() - before.keys()} == {"memories", "mammals"}
    col.close()


def test_numbers_are_read_from_the_last_package_where_the_lock_has_none(
    studied: Studied, tmp_path: Path
) -> None:
    world, col = studied.copied(tmp_path)
    assert world.lock is not None
    lock = parse_lock(world.lock)
    former = tuple(
        replace(record, items=NO_ITEMS) if record.note_type == CLOZE else record
        for record in lock.notes
    )
    assert former != lock.notes
    world.lock = format_lock(replace(lock, notes=former))
    live_through(world, col, tmp_path, CHANGES[0], studied.now + 60)
    col.close()


def test_a_build_tells_of_a_gap_that_is_asked_no_more(studied: Studied, tmp_path: Path) -> None:
    for last in (studied.world.last, None):  # with the last package, and by the lock alone
        world: World = studied.world.copy()
        world.last = last
        world.edit("{{hippocampus}}", "hippocampus")
        _, made = world.build(tmp_path, studied.now + 60)
        assert "all reviews kept" not in changes_line(made)
        assert "1 card no longer asked" in changes_line(made)


def test_a_new_gap_gets_no_number_that_the_notes_give() -> None:
    before = in_order([(1, "heart")])
    found, moved = with_gaps([(2, "vein"), (1, "heart"), (3, "lung")], {1, 3}, before)
    assert moved == {1: 1, 3: 3} and found.order == (2, 1, 3)
    _, moved = with_gaps([(4, "vein"), (1, "lung"), (2, "heart")], {1, 2}, before)
    assert moved == {1: 5, 2: 1}
    # a gap whose number the notes give to another gap now has to take a new one
    found, moved = with_gaps([(1, "vein"), (2, "heart")], {2}, before)
    assert moved == {2: 2} and found.texts == ("vein", "heart")


@pytest.mark.parametrize("now", ["stores all memories", "keeps memories"])
def test_an_edit_from_a_table_leaves_the_numbers(
    studied: Studied, tmp_path: Path, now: str
) -> None:
    """The edit holds the whole text, and with it its gaps; their numbers are not the user's."""
    world, col = studied.copied(tmp_path)
    before = reviews_of(col)
    world.edit(*CHANGES[0].edits[0])
    path, _ = world.build(tmp_path, studied.now + 60)
    import_package(col, path)
    (entry,) = [e for e in studied_notes(world.files, DECK).entries if e.origin.file == "memory.md"]
    text = body_html(entry.body)
    assert "stores memories" in text
    edit = EntryEdit(
        *name_of(entry), "definition", "memory.md", fingerprint_of(entry, "definition"),
        text.replace("stores memories", now),
    )  # fmt: skip
    path, _ = world.build(tmp_path, studied.now + 120, Overlay((edit,)))
    import_package(col, path)
    assert col.find_notes(f'"Text:*{now}*"')
    assert before.items() <= reviews_of(col).items()
    col.close()
