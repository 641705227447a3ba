"""A deck that version 0.1.0 built and somebody studies goes on with this version: no review is
lost, items keep their numbers.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection

from ankigen.cards.notes.cloze import cloze_items
from ankigen.identity.lock import parse_lock
from ankigen.identity.markup import words_of
from tests.command import ROOT, Command
from tests.identity_changes import CHANGES, Change
from tests.identity_helpers import answer_card, import_package, open_collection
from tests.identity_world import Studied, assert_sound, reviews_of
from tests.test_identity_changes import live_through, name_after

if TYPE_CHECKING:
    from anki.cards import CardId

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


# ------------------------------------------------------------------------- the shipped deck

#: The settings of 0.1.0, and the package and the lock that it made of `source/`.
SHIPPED = FORMER.with_name("0.1.0-shipped")
#: Of its 701 cards so many ask the same, are blank, and are of notes that have left.
SAME, BLANK, REMOVED = 641, 9, 51


def test_every_review_of_the_shipped_deck_is_kept_or_its_card_is_named(
    tmp_path: Path, ankigen: Command
) -> None:
    """All 701 cards were answered. Each stays on a card that asks the same, or its note stays with
    its reviews, is tagged as removed and named, or the card is blank and counted.
    """
    for name in ("source", "media"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("ankigen.toml", "ankigen.lock"):
        shutil.copy(SHIPPED / name, tmp_path)
    (tmp_path / "dist").mkdir()
    built = tmp_path / "dist" / "Machine Learning.apkg"
    shutil.copy(SHIPPED / "deck.apkg", built)
    col = open_collection(tmp_path / "anki")
    import_package(col, built)
    before = {number: asks(col, number) for number in col.find_cards("")}
    for number in before:
        answer_card(col, number)
    ran = ankigen("build")
    assert ran.code == 0, ran.err
    _, _, conflicting = import_package(col, built)
    assert not conflicting and len(before) == 701
    removed = set(col.find_cards("tag:ankigen::removed"))
    same, blank, other = 0, 0, []
    for number, what in before.items():
        now = asks(col, number)
        assert col.get_card(number).reps == 1
        if number in removed:
            assert now == what
        elif not now[1]:
            blank += 1
        elif share(what, now) >= 0.5:
            same += 1
        else:
            other.append((what, now))
    assert (same, blank, len(removed & before.keys()), other) == (SAME, BLANK, REMOVED, [])
    assert f"{blank} cards no longer asked" in ran.out
    check = ankigen("check").out
    terms = {col.get_card(number).note()["Headword"] for number in removed}
    assert all(f'"{words_of(term)}"' in check for term in terms)
    assert_sound(col)
    col.close()


def asks(col: Collection, number: CardId) -> tuple[str, str]:
    """The headword of a card and what it asks for; "" where it shows nothing."""
    card = col.get_card(number)
    fields = dict(card.note().items())
    headword = words_of(fields["Headword"])
    if "Definition" in fields:
        switch = ("Forward", "Reverse", "Picture")[card.ord]
        answer = headword if card.ord else words_of(fields["Definition"])
        return headword, answer if fields[switch] else ""
    return headword, words_of(dict(cloze_items(card.note().fields)).get(card.ord + 1, ""))


def share(before: tuple[str, str], after: tuple[str, str]) -> float:
    """Which share of the words that were asked for still is; of a name, of either."""
    old, new = (Counter(re.findall(r"\w+", what[1].casefold())) for what in (before, after))
    return sum((old & new).values()) / max(1, min(old.total(), new.total()))
