"""Doubts and their answers: chains of them, several candidates, answers that come too late, and
what was seen.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ankigen.identity.identify import settle, settle_seen
from ankigen.identity.records import Lock, Notice
from ankigen.model import AnkigenError, Note
from tests.identity_helpers import (
    T0,
    answer,
    built,
    deck,
    import_package,
    note,
    open_collection,
    reviews,
    write_package,
)

OSMOSIS = note("Osmosis", "Water moves through a membrane towards the side with more salt.")
ENZYME = note("Enzyme", "A protein that speeds up one chemical reaction without being used up.")
TWIN = note(
    "Catalytic protein", "A protein that speeds up one chemical reaction and is not used up."
)
THIRD = note(
    "Catalytic protein of cells",
    "It is a protein, and speeds up a single reaction a lot.",
    file="other.txt",
)
ACID = "An acid gives a proton away when it meets water and turns litmus red."
BASE = "A base takes such a proton up."
WHOLE = note("Acid and base", f"{ACID} {BASE}")
PARTS = (
    note("Acid", "An acid gives a proton away when it meets water."),
    note("Litmus", "Litmus turns red in it."),
    note("Base", BASE),
)


def asked(lock: Lock) -> list[tuple[str, str]]:
    return [(old.term, new.term) for old, new in lock.doubts]


def answered(lock: Lock, same: bool, number: int = 0) -> Lock:
    old, new = lock.doubts[number]
    return settle(lock, old.guid, new.guid, same)


def test_an_answer_to_a_doubt_that_is_none_any_more_is_refused() -> None:
    first, lock = built((OSMOSIS, ENZYME), Lock(), 0)
    _, doubtful = built((OSMOSIS, TWIN), lock, 1)
    (pair,) = doubtful.doubts
    old, new = (record.guid for record in pair)
    back, now = built((OSMOSIS, ENZYME), doubtful, 2)  # the rename is taken back meanwhile
    assert back.notes[1].guid == old == first.notes[1].guid
    for same in (True, False):
        for guids in ((old, new), (old, "unknown"), ("unknown", new)):
            with pytest.raises(AnkigenError, match="read the questions again"):
                settle(now, *guids, same)
    renamed, _ = built((OSMOSIS, note("Enzymes", ENZYME.text)), now, 3)
    assert renamed.notes[1].guid == old


@pytest.mark.parametrize("same", [True, False])
def test_a_doubt_that_was_reworded_before_it_was_answered_keeps_the_reviews(
    tmp_path: Path, same: bool
) -> None:
    """Each build is imported; the student has answered the first card of all."""
    col = open_collection(tmp_path / "anki")
    lock = Lock()
    for number, words in enumerate((ENZYME, TWIN, THIRD)):
        found, lock = built((OSMOSIS, words), lock, number)
        import_package(col, write_package(tmp_path, deck(found.notes)))
        if not number:
            studied, first = answer(col, 2), found.notes[1].guid
    assert studied[first] == 1
    # the elder is asked about first, beside what stands there now
    assert asked(lock) == [("Enzyme", "Catalytic protein of cells")]
    lock = answered(lock, same)
    if not same:
        assert asked(lock) == [("Catalytic protein", "Catalytic protein of cells")]
        lock = answered(lock, same)
    assert not lock.doubts
    found, lock = built((OSMOSIS, THIRD), lock, 5)
    import_package(col, write_package(tmp_path, deck(found.notes)))
    assert (found.notes[1].guid == first) is same and not lock.doubts
    assert reviews(col) == studied
    here = {r.guid for r in lock.notes if not r.removed_at}
    assert here == {n.guid for n in found.notes}
    col.close()


def test_each_part_that_a_note_may_have_become_is_asked_about() -> None:
    first, lock = built((WHOLE, OSMOSIS), Lock(), 0)
    _, lock = built((*PARTS, OSMOSIS), lock, 1)
    (one,) = asked(lock)
    lock = answered(lock, False)
    (two,) = asked(lock)
    assert one[0] == two[0] == "Acid and base" and {one[1], two[1]} < {"Acid", "Base", "Litmus"}
    assert one != two
    _, lock = built((*PARTS, OSMOSIS), lock, 2)  # a build between does not forget it
    assert asked(lock) == [two]
    found, lock = built((*PARTS, OSMOSIS), answered(lock, True), 3)
    assert {n.term: n.guid for n in found.notes}[two[1]] == first.notes[0].guid
    assert not lock.doubts


def test_of_two_notes_that_may_have_become_one_both_are_asked_about() -> None:
    acid, base = PARTS[0], note("Acids", "An acid gives a proton away where it meets water.")
    became = note("Proton donor", "What gives a proton away where it meets water, or when.")
    _, lock = built((acid, base, OSMOSIS), Lock(), 0)
    _, lock = built((became, OSMOSIS), lock, 1)
    assert sorted(asked(lock)) == [("Acid", "Proton donor"), ("Acids", "Proton donor")]
    number = asked(lock).index(("Acid", "Proton donor"))
    _, refused = built((became, OSMOSIS), answered(lock, False, number), 2)
    assert asked(refused) == [("Acids", "Proton donor")]
    _, taken = built((became, OSMOSIS), answered(lock, True, number), 2)
    assert not taken.doubts
    assert [(r.term, r.is_twin) for r in taken.unseen] == [("Proton donor", True), ("Acids", False)]


def test_a_doubt_that_is_answered_same_was_never_away() -> None:
    _, lock = built((OSMOSIS, ENZYME), Lock(), 0)
    _, lock = built((OSMOSIS, TWIN), lock, 1)
    (record,) = [r for r in lock.notes if r.term == "Enzyme"]
    assert record.removed_at and not record.left_at
    _, lock = built((OSMOSIS, TWIN), answered(lock, True), 2)
    (record,) = [r for r in lock.notes if r.guid == record.guid]
    assert not record.back_at
    # one that was told to have left, and came back
    _, lock = built((OSMOSIS,), lock, 3)
    _, lock = built((OSMOSIS, TWIN), lock, 4)
    (record,) = [r for r in lock.notes if r.guid == record.guid]
    assert (record.left_at, record.back_at) == (T0 + 300, T0 + 400)


def test_only_what_was_shown_is_settled_as_seen() -> None:
    _, lock = built((OSMOSIS, ENZYME), Lock(), 0)
    shown, later = Notice("lock-recovered", "shown"), Notice("note-type-changed", "later")
    held = Lock(lock.notes, lock.note_types, notices=(shown, later))
    assert settle_seen(held, set(), (shown,)).notices == (later,)


DUCHY = note("dux duke", "ecclesia propria church owned by a lord")
ROYAL = note("mercatus market", "A market on the land of the king.")
ROAD = note("strata road", "A road of the king, open to all.")


@pytest.mark.parametrize(
    ("read_as_one", "read_well", "goes_on"),
    [
        (
            DUCHY,
            (note("dux", "duke"), note("ecclesia propria", "church owned by a lord")),
            "dux",
        ),
        (
            note("SOCIAL CONSEQUENCES", "Factory Act 1833 no children in mills; first inspectors"),
            (
                replace(
                    note("Factory Act 1833", "no children in mills; first inspectors"),
                    section="SOCIAL CONSEQUENCES",
                ),
            ),
            "Factory Act 1833",  # the only part, and nearly all of it
        ),
    ],
)
def test_what_was_read_as_one_note_and_is_several_raises_no_doubt(
    read_as_one: Note, read_well: tuple[Note, ...], goes_on: str
) -> None:
    _, lock = built((ROYAL, read_as_one, ROAD), Lock(), 0)
    _, after = built((ROYAL, *read_well, ROAD), lock, 1)
    assert not after.doubts
    # no review is lost: the part that has its headword goes on with it, or it has left
    guid = next(r.guid for r in lock.notes if r.term == read_as_one.term)
    assert next(r.term for r in after.notes if r.guid == guid) == goes_on


def test_a_new_name_that_stood_in_the_text_is_asked_about_where_the_old_one_is_gone() -> None:
    old = note("Enzyme", "A catalytic protein that speeds up one chemical reaction of the cell.")
    new = note("Catalytic protein", "It speeds up a single reaction of the cell, and is not used.")
    _, lock = built((ROYAL, old, ROAD), Lock(), 0)
    _, after = built((ROYAL, new, ROAD), lock, 1)
    assert asked(after) == [("Enzyme", "Catalytic protein")]
