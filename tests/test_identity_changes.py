"""Whatever people do to their notes: no note doubled, no review lost or given to another card, no
edit undone unsaid.

Every scenario runs with the real Anki: a project is built and imported, each card studied a number
of times of its own, one note edited in Anki; then the notes change, and the next build is imported
as Anki does by default.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from anki.collection import Collection

from tests.identity_changes import CHAIN, CHANGES, Change
from tests.identity_helpers import import_package
from tests.identity_world import (
    EDITED,
    CardName,
    Studied,
    World,
    assert_sound,
    orphaned_reviews,
    reviews_of,
)


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Studied:
    return Studied.begun(tmp_path_factory.mktemp("studied"))


def name_after(name: CardName, change: Change) -> CardName:
    """What the card is called after the change."""
    kind, headword, what = name
    return kind, change.renamed.get(headword, headword), change.renamed.get(what, what)


def assert_reviews_kept(
    before: dict[CardName, int], after: dict[CardName, int], change: Change
) -> None:
    """Every card that is there before and after has its own reviews, and a new one has none."""
    told = {name_after(n, change): count for n, count in before.items()}
    own = {n: count for n, count in told.items() if not change.afresh & set(n)}
    vanished = {n[2] for n in own.keys() - after.keys()}
    assert vanished == change.gone & {n[2] for n in own}
    assert {n: after.get(n, count) for n, count in own.items()} == own
    new = {n: count for n, count in after.items() if n not in told and not change.afresh & set(n)}
    assert not any(new.values()), new


def live_through(world: World, col: Collection, folder: Path, change: Change, when: int) -> None:
    """The change, a build, an import, and all that must hold after it, whatever was before."""
    before, count = reviews_of(col), col.note_count()
    tagged = len(col.find_notes("tag:ankigen::removed"))
    change.apply(world)
    path, made = world.build(folder, when)
    new, updated, conflicting = import_package(col, path)
    assert (new, conflicting) == (change.new, 0)
    assert change.updated is None or updated == change.updated
    assert col.note_count() == count + change.new
    assert len(col.find_notes("tag:ankigen::removed")) == tagged + change.removed
    assert len(made.lock.doubts) == change.doubts
    assert_reviews_kept(before, reviews_of(col), change)
    assert not orphaned_reviews(col)
    assert ("generated-changes" in {f.code for f in made.findings}) is change.warned
    assert not col.media.check().missing
    if change.shows:
        assert change.shows in " ".join(
            f for n in col.find_notes("") for f in col.get_note(n).fields
        )
    # the same notes again are the same package, which changes nothing
    bytes_ = path.read_bytes()
    again, _ = world.build(folder, when + 30)
    assert again.read_bytes() == bytes_
    assert import_package(col, again) == (0, 0, 0)
    assert_sound(col)
    assert col.note_count() == count + change.new


@pytest.mark.parametrize("number", range(len(CHANGES)), ids=lambda n: f"{n + 1} {CHANGES[n].what}")
def test_after_each_change_every_card_has_its_own_reviews(
    studied: Studied, tmp_path: Path, number: int
) -> None:
    change = CHANGES[number]
    world, col = studied.copied(tmp_path)
    live_through(world, col, tmp_path, change, studied.now + 60)
    (mine,) = col.find_notes(f"Headword:{EDITED} -tag:ankigen::removed")
    note = col.get_note(mine)
    assert (
        note["Definition"] == "edited in Anki" and "marked" in note.tags
    ) is not change.lost_edit
    (flagged,) = col.find_cards("flag:3")
    assert col.get_card(flagged).note()["Headword"] == "Osmosis"
    col.close()


def test_there_are_at_least_84_kinds_of_change() -> None:
    assert len({change.what for change in CHANGES}) == len(CHANGES) >= 84


def test_the_chain_has_at_least_30_changes() -> None:
    assert len(CHAIN) >= 30


def test_a_project_that_lives_through_one_change_after_another(
    studied: Studied, tmp_path: Path
) -> None:
    world, col = studied.copied(tmp_path)
    for n, change in enumerate(CHAIN):
        try:
            live_through(world, col, tmp_path, change, studied.now + 100 * (n + 1))
        except AssertionError as error:
            raise AssertionError(f"step {n + 1}: {change.what}: {error}") from error
    col.close()
