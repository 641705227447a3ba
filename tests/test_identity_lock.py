"""`ankigen.lock`: its text, what becomes of a lost, broken, newer or merged one, and what moves
`changed_at`.
"""

from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.exporters.apkg import package
from ankigen.identity.assign_and_recover import identify_build
from ankigen.identity.carry_removed import CARRIED_BUILDS, CARRIED_SECONDS
from ankigen.identity.hashes import make_guid
from ankigen.identity.identify import identify
from ankigen.identity.items import Numbered
from ankigen.identity.last_build import LastBuild
from ankigen.identity.lock import format_lock, parse_lock
from ankigen.identity.records import (
    FORMAT_VERSION,
    BuildStamp,
    Lock,
    NoteRecord,
    NoteTypeRecord,
    Notice,
    PastState,
)
from ankigen.model import AnkigenError, Note
from ankigen.readers.anki_package import Package, read_package
from tests.examples import examples
from tests.identity_helpers import DECK_ID, NOTE_TYPES, T0, TERM, deck, note
from tests.lock_text import NOTES

words = st.text(alphabet=string.printable + "äßñ学习\u2028\x85", max_size=20)
guids = st.text(alphabet=string.ascii_letters + string.digits + "#&<", min_size=1, max_size=12)
hashes = st.text("0123456789abcdef", min_size=8, max_size=8)
fingerprints = st.sets(st.integers(0, 2**24 - 1), max_size=4).map(
    lambda found: tuple(sorted(found))
)
stamps = st.builds(BuildStamp, st.integers(1, 99), st.integers(1, 2**33))
states = st.builds(
    PastState,
    shown=hashes,
    text=hashes,
    made=hashes,
    since=stamps,
    each=hashes,
    words=fingerprints,
)
orders = st.integers(1, 6).flatmap(lambda count: st.permutations(range(1, count + 1)))
listed = orders.map(lambda order: Numbered(tuple(f"item {n}" for n in order), tuple(order[:3])))
records = st.builds(
    NoteRecord,
    key=words,
    guid=guids,
    note_type=st.sampled_from(["term", "list"]),
    hash=hashes,
    changed_at=st.integers(0, 2**33),
    term=words,
    file=words,
    section=words,
    previous=guids,
    words=fingerprints,
    items=st.one_of(st.just(Numbered()), listed),
    removed_build=st.integers(0, 99),
    unseen=st.booleans(),
    left_at=st.integers(0, 2**33),
    back_at=st.integers(0, 2**33),
    since=stamps,
    tagged=st.one_of(st.just(BuildStamp()), stamps),
    each=hashes,
    text=words,
    removed_at=st.integers(0, 2**33),
    perhaps=st.lists(guids, max_size=2, unique=True).map(tuple),
    settled=st.booleans(),
    fields=st.lists(words, max_size=3).map(tuple),
    tags=st.lists(words, max_size=3).map(tuple),
    deck=st.sampled_from(["", "Deck::Sub"]),
    shown=words,
    made=words,
    past=st.lists(states, max_size=3).map(tuple),
    former_tags=st.lists(words, max_size=3).map(tuple),
)


@given(st.lists(records, max_size=3, unique_by=lambda r: r.guid))
@examples(60)
def test_the_text_gives_the_lock_back_and_equal_locks_give_equal_text(
    found: list[NoteRecord],
) -> None:
    kinds = (NoteTypeRecord("term", 5, "abc", 7, 2, (1, 2), (3,)),)
    notices = (Notice("note-type-changed", "look"),)
    text = format_lock(Lock(tuple(found), kinds, notices=notices))
    read = parse_lock(text)
    assert set(read.notes) == set(found) and read.note_types == kinds
    assert read.notices == notices
    assert read.build == max(
        (max(r.since.number, r.tagged.number, r.removed_build) for r in found), default=0
    )
    assert (
        format_lock(Lock(tuple(reversed(found)), kinds, notices=notices))
        == text
        == format_lock(read)
    )


def test_a_note_is_one_line_that_says_what_it_is() -> None:
    lock = identify(NOTES, NOTE_TYPES, Lock(), DECK_ID, T0).lock
    lines = format_lock(lock).splitlines()
    assert len(lines) == 1 + len(NOTE_TYPES) + len(NOTES) + 1
    (line,) = [line for line in lines if '"term": "Osmosis"' in line]
    assert '"file": "bio.txt"' in line and "notes.txt" not in line


def test_a_line_of_the_lock_is_readable_in_every_script() -> None:
    lock = identify((note("光合作用", "植物制造糖分。"),), NOTE_TYPES, Lock(), DECK_ID, T0).lock
    assert '"term": "光合作用"' in format_lock(lock)


# --------------------------------------------------------------------------- changed-at


def test_the_same_build_again_changes_nothing() -> None:
    first = identify(NOTES, NOTE_TYPES, Lock(), DECK_ID, T0)
    again = identify(NOTES, NOTE_TYPES, parse_lock(format_lock(first.lock)), DECK_ID, T0 + 99)
    assert again.notes == first.notes and again.note_types == first.note_types
    assert format_lock(again.lock) == format_lock(first.lock)
    assert not again.findings


def test_changed_at_moves_for_the_changed_note_alone_and_never_backwards() -> None:
    first = identify(NOTES, NOTE_TYPES, Lock(), DECK_ID, T0)
    reworded = replace(NOTES[0], fields=(NOTES[0].fields[0], "<p>New words</p>", "", "", ""))
    for when, expected in ((T0 + 50, T0 + 50), (T0 - 50, T0 + 1), (T0, T0 + 1)):
        second = identify((reworded, *NOTES[1:]), NOTE_TYPES, first.lock, DECK_ID, when)
        assert [n.changed_at for n in second.notes] == [expected, T0, T0, T0]
        assert [n.guid for n in second.notes] == [n.guid for n in first.notes]


def test_a_line_that_moves_is_no_change_and_a_tag_is_one() -> None:
    first = identify(NOTES, NOTE_TYPES, Lock(), DECK_ID, T0)
    moved = replace(NOTES[0], origin=replace(NOTES[0].origin, line=99))
    tagged = replace(NOTES[1], tags=("cells",))
    second = identify((moved, tagged, *NOTES[2:]), NOTE_TYPES, first.lock, DECK_ID, T0 + 9)
    assert [n.changed_at for n in second.notes] == [T0, T0 + 9, T0, T0]


def test_a_note_types_time_moves_with_css_and_templates_only_and_its_version_with_its_shape() -> (
    None
):
    first = identify(NOTES, NOTE_TYPES, Lock(), DECK_ID, T0)
    restyled = replace(TERM, css=".card { color: red }")
    second = identify(NOTES, (restyled, NOTE_TYPES[1]), first.lock, DECK_ID, T0 + 9)
    assert [t.changed_at for t in second.note_types] == [T0 + 9, T0]
    assert not second.findings
    wider = replace(restyled, fields=(*TERM.fields, replace(TERM.fields[0], name="More", id=77)))
    third = identify(NOTES, (wider, NOTE_TYPES[1]), second.lock, DECK_ID, T0 + 20)
    assert {k.key: k.version for k in third.lock.note_types} == {"term": 2, "list": 1}
    (finding,) = third.findings
    assert "Merge note types" in finding.message and "1 field added" in finding.message


# --------------------------------------------------------------------------- guids


def test_a_guid_depends_on_deck_and_key_and_survives_every_text_format() -> None:
    assert make_guid(1, "bias") != make_guid(2, "bias") != make_guid(2, "recall")
    assert make_guid(1, "caf\u00e9") == make_guid(1, "cafe\u0301")
    assert make_guid(1, "bias").isalnum()


@given(
    st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=6),
    st.lists(st.sampled_from("abc"), max_size=6),
)
@examples(60)
def test_a_guid_never_serves_two_notes(given_guids: list[str], terms: list[str]) -> None:
    found = [note(t, f"text of {t}", guid=g) for t, g in zip(terms, given_guids, strict=False)]
    first = identify(found, NOTE_TYPES, Lock(), DECK_ID, T0)
    second = identify(found[::-1], NOTE_TYPES, first.lock, DECK_ID, T0 + 5)
    for built in (first, second):
        guids_ = [n.guid for n in built.notes]
        assert len(set(guids_)) == len(guids_) == len(found) and all(guids_)


def test_a_guid_from_the_source_is_kept_and_a_second_claim_is_told() -> None:
    two = (
        note("Osmosis", "text one", guid="from-anki"),
        note("Mitosis", "other", guid="from-anki"),
    )
    found = identify(two, NOTE_TYPES, Lock(), DECK_ID, T0)
    assert found.notes[0].guid == "from-anki" != found.notes[1].guid
    assert [f.code for f in found.findings] == ["guid-twice"]


def test_a_new_note_under_the_old_name_of_a_renamed_one_gets_a_guid_of_its_own() -> None:
    first = identify(NOTES, NOTE_TYPES, Lock(), DECK_ID, T0)
    renamed = note("Osmosis of water", NOTES[0].text, "bio.txt")
    second = identify((renamed, *NOTES[1:]), NOTE_TYPES, first.lock, DECK_ID, T0 + 1)
    back = note("Osmosis", "A German band of the nineties, and what it played.", "bio.txt")
    third = identify((renamed, back, *NOTES[1:]), NOTE_TYPES, second.lock, DECK_ID, T0 + 2)
    assert third.notes[0].guid == first.notes[0].guid
    assert len({n.guid for n in third.notes}) == 5


def test_a_removed_note_is_remembered_and_comes_back_as_itself() -> None:
    first = identify(NOTES, NOTE_TYPES, Lock(), DECK_ID, T0)
    second = identify(NOTES[1:], NOTE_TYPES, first.lock, DECK_ID, T0 + 5)
    assert [f.code for f in second.findings] == ["removed"]
    assert [(r.term, r.removed_at) for r in second.lock.removed] == [("Osmosis", T0 + 5)]
    third = identify(NOTES, NOTE_TYPES, second.lock, DECK_ID, T0 + 9)
    assert third.notes[0].guid == first.notes[0].guid
    assert third.notes[0].changed_at == T0 + 9  # so that Anki takes the tag off again
    assert not third.lock.removed


# ---------------------------------------------------------------------- lost, broken, newer, merged


@pytest.fixture
def built() -> tuple[str, bytes, tuple[Note, ...]]:
    """The text of a lock, the package of the same build, and its notes."""
    found = identify(NOTES, NOTE_TYPES, Lock(), DECK_ID, T0)
    renamed = identify(
        (note("Osmosis (cells)", NOTES[0].text, "bio.txt"), *NOTES[1:]),
        NOTE_TYPES,
        found.lock,
        DECK_ID,
        T0 + 5,
    )
    assert renamed.notes[0].guid == found.notes[0].guid
    return (
        format_lock(renamed.lock),
        package(deck(renamed.notes, renamed.note_types)),
        renamed.notes,
    )


def same(found: tuple[Note, ...], expected: tuple[Note, ...]) -> bool:
    return [(n.guid, n.changed_at) for n in found] == [(n.guid, n.changed_at) for n in expected]


def test_a_deleted_lock_comes_back_from_the_last_package(
    built: tuple[str, bytes, tuple[Note, ...]],
) -> None:
    _, apkg, notes = built
    fresh = [replace(n, guid="", changed_at=0) for n in notes]
    last = read_package(apkg, "deck.apkg")
    found = identify_build(fresh, NOTE_TYPES, LastBuild(None, last), DECK_ID, T0 + 99)
    assert same(found.notes, notes)
    assert [f.code for f in found.findings] == ["lock-recovered"]
    assert [t.changed_at for t in found.note_types] == [T0, T0]


def test_the_same_text_under_another_name_is_known_by_the_last_package() -> None:
    text = "A stack of membranes that sorts, changes and packs proteins for transport."
    old, new = note("Golgi complex", text, "bio.txt"), note("Golgi body", text, "bio.txt")
    first = identify_build([old], NOTE_TYPES, LastBuild(), DECK_ID, T0)
    last = read_package(package(deck(first.notes, first.note_types)), "deck.apkg")
    found = identify_build([new], NOTE_TYPES, LastBuild(None, last), DECK_ID, T0 + 99)
    assert found.notes[0].guid == first.notes[0].guid and not found.lock.doubts


def test_without_lock_and_package_the_deck_begins_afresh() -> None:
    found = identify_build(NOTES, NOTE_TYPES, LastBuild(), DECK_ID, T0)
    assert not found.findings and len(found.notes) == len(NOTES)


@pytest.mark.parametrize("keep", [1, 3, 4, 5])
def test_a_lock_that_was_cut_off_is_made_good_from_the_package(
    built: tuple[str, bytes, tuple[Note, ...]], keep: int
) -> None:
    text, apkg, notes = built
    cut = "".join(text.splitlines(keepends=True)[:keep])
    for broken in (cut, cut[:-20]):
        last = read_package(apkg, "deck.apkg")
        fresh = [replace(n, guid="", changed_at=0) for n in notes]
        found = identify_build(fresh, NOTE_TYPES, LastBuild(broken, last), DECK_ID, T0 + 99)
        assert same(found.notes, notes)
        assert [f.code for f in found.findings] == ["lock-recovered"]


def test_a_lock_that_was_cut_off_with_no_package_is_one_line(
    built: tuple[str, bytes, tuple[Note, ...]],
) -> None:
    text = built[0]
    for broken in (text[:-5], text[: len(text) // 2], "", "hello", "[1]\n", "null"):
        with pytest.raises(AnkigenError, match=r"ankigen\.lock.*(git|delete)") as caught:
            identify_build(NOTES, NOTE_TYPES, LastBuild(broken), DECK_ID, T0)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("number", ["-5", "1.5", "true", "99999999999999999999"])
def test_a_time_that_is_none_is_told_with_its_line(
    built: tuple[str, bytes, tuple[Note, ...]], number: str
) -> None:
    text = re.sub(r'"changed": \d+', f'"changed": {number}', built[0])
    with pytest.raises(AnkigenError, match=r"ankigen\.lock:2: this line cannot be read"):
        identify_build(NOTES, NOTE_TYPES, LastBuild(text), DECK_ID, T0)


def test_a_lock_of_a_newer_ankigen_is_left_alone(
    built: tuple[str, bytes, tuple[Note, ...]],
) -> None:
    text = built[0].replace(
        f'{{"ankigen lock": {FORMAT_VERSION}', f'{{"ankigen lock": {FORMAT_VERSION + 1}'
    )
    with pytest.raises(AnkigenError, match="newer ankigen"):
        identify_build(NOTES, NOTE_TYPES, LastBuild(text, read_package(built[1], "x")), DECK_ID, T0)


OTHERS = (
    note("Elasticity", "How strongly the demand responds to a change of the price.", "money.md"),
    note("Monopoly", "A market with one seller who sets the price alone.", "money.md"),
    note("Deflation", "A lasting fall of the general level of prices.", "money.md"),
)


def test_a_lock_of_another_deck_is_not_taken(built: tuple[str, bytes, tuple[Note, ...]]) -> None:
    with pytest.raises(AnkigenError, match=r"belongs to another deck.*backup, or delete") as caught:
        identify_build(OTHERS, NOTE_TYPES, LastBuild(built[0]), DECK_ID + 1, T0 + 99)
    assert "\n" not in str(caught.value)


def test_a_deck_of_another_id_or_with_other_notes_keeps_its_lock(
    built: tuple[str, bytes, tuple[Note, ...]],
) -> None:
    text, _, notes = built
    other_id = identify_build([*NOTES, *OTHERS], NOTE_TYPES, LastBuild(text), DECK_ID + 1, T0 + 99)
    assert {n.guid for n in notes} <= {n.guid for n in other_id.notes}
    written_anew = identify_build(OTHERS, NOTE_TYPES, LastBuild(text), DECK_ID, T0 + 99)
    assert len(written_anew.lock.removed) == len(NOTES)


# -------------------------------------------------------------------------- removed notes once more


def test_removed_notes_are_carried_and_the_same_build_gives_the_same_bytes() -> None:
    first = identify(NOTES, NOTE_TYPES, Lock(), DECK_ID, T0)
    last = read_package(package(deck(first.notes, first.note_types)), "deck.apkg")
    second = identify_build(
        NOTES[1:], NOTE_TYPES, LastBuild(format_lock(first.lock), last), DECK_ID, T0 + 5
    )
    carried = second.notes[-1]
    assert carried.guid == first.notes[0].guid and carried.fields == NOTES[0].fields
    assert carried.tags == ("ankigen::removed",) and carried.changed_at == T0 + 5
    # from the lock alone, in a fresh clone, later
    again = identify_build(
        NOTES[1:], NOTE_TYPES, LastBuild(format_lock(second.lock)), DECK_ID, T0 + 60
    )
    assert again.notes == second.notes and format_lock(again.lock) == format_lock(second.lock)


def test_removed_notes_are_carried_for_a_year_and_for_twenty_builds() -> None:
    first = identify(NOTES, NOTE_TYPES, Lock(), DECK_ID, T0)
    last = read_package(package(deck(first.notes, first.note_types)), "deck.apkg")
    guid = first.notes[0].guid
    lock = format_lock(first.lock)
    rest = NOTES[1:]
    shipped: Package | None = last
    for number in range(1, CARRIED_BUILDS + 2):
        # a year has passed with the second build; then builds count
        now = T0 + 5 + (number > 1) * (CARRIED_SECONDS + 1) + number
        notes = (note("Ribosome", f"Text number {number} of it.", "bio.txt"), *rest)
        built = identify_build(notes, NOTE_TYPES, LastBuild(lock, shipped), DECK_ID, now)
        lock, shipped = format_lock(built.lock), None
        assert (guid in {n.guid for n in built.notes}) is (number <= CARRIED_BUILDS), number
    # nothing changed: neither does the lock, however much time has passed
    again = identify_build(notes, NOTE_TYPES, LastBuild(lock), DECK_ID, now + 9 * CARRIED_SECONDS)
    assert format_lock(again.lock) == lock
    assert guid in {r.guid for r in built.lock.removed}
