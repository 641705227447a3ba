"""A deck that version 0.1.0 built and somebody studies goes on with this version: no review is
lost, items keep their numbers.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ankigen.identity.lock import parse_lock
from tests.identity_changes import CHANGES, Change
from tests.identity_helpers import import_package
from tests.identity_world import Studied, assert_sound, reviews_of
from tests.test_identity_changes import live_through, name_after

#: The package and the lock that 0.1.0 made of the notes of `identity_world`.
FORMER = Path(__file__).parent / "cases" / "identity" / "0.1.0"

#: What would give reviews to the wrong card if an item's number were not known, and some other
#: changes.
CHOSEN = tuple(
    change
    for change in CHANGES
    if any(word in change.what for word in ("item", "row", "headword renamed", "entry in two"))
)


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Studied:
    return Studied.begun(tmp_path_factory.mktemp("studied"), FORMER)


def test_the_lock_of_the_former_version_is_read(studied: Studied) -> None:
    assert studied.world.lock is not None
    lock = parse_lock(studied.world.lock)
    assert len(lock.notes) == 14 and lock.build == 0
    assert not any(record.items.texts or record.each for record in lock.notes)


@pytest.mark.parametrize("change", CHOSEN, ids=lambda change: change.what)
def test_the_first_build_may_change_the_notes(
    studied: Studied, tmp_path: Path, change: Change
) -> None:
    world, col = studied.copied(tmp_path)
    # this version makes other fields of the same notes, and says so
    live_through(world, col, tmp_path, replace(change, warned=True), studied.now + 60)
    col.close()


def test_without_the_last_package_the_first_build_counts_items_by_their_places(
    studied: Studied, tmp_path: Path
) -> None:
    """Where dist/ is not kept: a build of the notes as they are tells the numbers, and from then
    on they stay.
    """
    world, col = studied.copied(tmp_path)
    before = reviews_of(col)
    world.last = None
    path, made = world.build(tmp_path, studied.now + 60)
    new, _, conflicting = import_package(col, path)
    assert (new, conflicting) == (0, 0)
    # the second cell of a row has a card of its own now, which nobody has seen
    assert {name: count for name, count in reviews_of(col).items() if count} == before
    change = next(c for c in CHANGES if c.what == "an item longer, another before it")
    live_through(world, col, tmp_path, change, studied.now + 160)
    after = reviews_of(col)
    assert all(after[name_after(name, change)] == count for name, count in before.items())
    assert made.changes is not None and made.changes.new == 0
    assert_sound(col)
    col.close()


def test_nothing_changed_nothing_is_dated_anew(studied: Studied, tmp_path: Path) -> None:
    """The dates of an upgrade alone are those of the last build: an edit in Anki stays."""
    world, _ = studied.world.copy(), tmp_path
    assert world.last is not None
    dates = {note.guid: note.changed_at for note in world.last.notes}
    fields = {note.guid: note.fields for note in world.last.notes}
    _, made = world.build(tmp_path, studied.now + 60)
    same = [n for n in made.deck.notes if fields[n.guid] == n.fields]
    assert all(n.changed_at == dates[n.guid] for n in same)
