"""The package: the same deck gives the same bytes, and a change moves one note's `mod`."""

from __future__ import annotations

import io
import json
import re
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ankigen.exporters import EXPORTERS
from ankigen.exporters.apkg import package, same_package
from ankigen.identity.lock import format_lock
from ankigen.model import Deck, Note, NoteField, NoteType, Template
from ankigen.model.settings import DeckSettings, Settings
from tests.made_decks import BUILT_AT, NOTES, all_shapes, made, rows
from tests.timing import BETWEEN, Work, power


def mods(data: bytes) -> dict[object, object]:
    return dict(rows(data, "select guid, mod from notes"))


def test_the_same_deck_gives_the_same_bytes_at_another_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = all_shapes()
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    assert package(first.deck) == package(all_shapes().deck)
    # with the lock, another build time makes no difference either
    later = all_shapes(lock=format_lock(first.lock), built_at=BUILT_AT + 86_400)
    assert package(later.deck) == package(first.deck)


def test_a_changed_entry_moves_its_own_mod_alone() -> None:
    first = made({"notes.txt": NOTES})
    changed = NOTES.replace("weaker to the stronger", "thinner to the thicker")
    inserted = changed.replace("Comparison\n", "Diffusion\nParticles spread out.\n\nComparison\n")
    second = made({"notes.txt": inserted}, lock=format_lock(first.lock), built_at=BUILT_AT + 60)
    before, after = mods(package(first.deck)), mods(package(second.deck))
    assert before.keys() <= after.keys()
    moved = {n.term for n in second.deck.notes if after[n.guid] != before.get(n.guid)}
    assert moved == {"Osmosis", "Diffusion"}
    assert {after[n.guid] for n in second.deck.notes if n.term in moved} == {BUILT_AT + 60}


def test_guids_of_two_decks_do_not_meet() -> None:
    one = made({"a.txt": NOTES}, Settings(deck=DeckSettings(id=1 << 33)))
    other = made({"a.txt": NOTES}, Settings(deck=DeckSettings(id=1 << 34)))
    assert not {n.guid for n in one.deck.notes} & {n.guid for n in other.deck.notes}


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    EXPORTERS["apkg"](all_shapes().deck, Settings())
    assert list(tmp_path.iterdir()) == []


def test_the_zip_knows_no_clock_and_no_system() -> None:
    deck = replace(all_shapes().deck, media={"a-1.png": b"\x89PNG", "b-2.svg": b"<svg/>" * 99})
    with zipfile.ZipFile(io.BytesIO(package(deck))) as archive:
        infos = archive.infolist()
        assert [i.filename for i in infos] == ["collection.anki2", "media", "0", "1"]
        assert json.loads(archive.read("media")) == {"0": "a-1.png", "1": "b-2.svg"}
        assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
        assert {i.create_system for i in infos} == {3}
        kinds = [i.compress_type == zipfile.ZIP_DEFLATED for i in infos]
        assert kinds == [True, True, False, True]  # a PNG is deflated already


def test_ids_are_unique_and_follow_the_time_of_change() -> None:
    kind = NoteType(
        "t", "T", 77, (NoteField("A", 1),), (Template("C", "{{A}}", "{{A}}", 2),), css=""
    )
    times = [5, 3, 5, 3, 4]
    notes = tuple(
        Note(f"k{n}", "t", (f"w{n}",), guid=f"g{n}", changed_at=t) for n, t in enumerate(times)
    )
    data = package(Deck("D", 9, (), notes, (kind,)))
    found = rows(data, "select id, guid, mod from notes order by id")
    assert [r[1] for r in found] == ["g1", "g3", "g4", "g0", "g2"]
    assert len({r[0] for r in found}) == len(notes)
    assert [r[0] for r in rows(data, "select due from cards order by nid")] == [2, 4, 5, 1, 3]


def test_another_zlib_or_sqlite_is_no_difference_but_another_word_is() -> None:
    deck = all_shapes().deck
    data = package(deck)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    other_sqlite = bytearray(members["collection.anki2"])
    other_sqlite[96:100] = (3_050_001).to_bytes(4, "big")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in (members | {"collection.anki2": bytes(other_sqlite)}).items():
            archive.writestr(name, content)
    assert out.getvalue() != data
    assert same_package(data, out.getvalue())

    first, *rest = deck.notes
    reworded = replace(first, fields=(*first.fields[:-1], "x"))
    assert not same_package(data, package(replace(deck, notes=(reworded, *rest))))
    assert not same_package(data, b"no zip")
    assert not same_package(data, package(replace(deck, media={"a.png": b"x"})))


def test_tags_hold_no_white_space() -> None:
    deck = all_shapes().deck
    first, *rest = deck.notes
    tagged = replace(first, tags=("two words", "wide\u3000space", 'a"b*', "tab\tbed", "  "))
    data = package(replace(deck, notes=(tagged, *rest)))
    ((tags,),) = rows(data, f"select tags from notes where guid = '{first.guid}'")
    assert isinstance(tags, str)
    assert tags.split() == ["ab", "tab_bed", "two_words", "wide_space"]
    assert re.fullmatch(r" \S+( \S+)* ", tags)


def test_tags_that_differ_in_case_alone_stand_in_one_order() -> None:
    spellings = [f"{a}{b}{c}{d}" for a in "bB" for b in "iI" for c in "aA" for d in "sS"]
    deck = all_shapes().deck
    first, *rest = deck.notes
    tagged = replace(first, tags=tuple(spellings))
    data = package(replace(deck, notes=(tagged, *rest)))
    ((tags,),) = rows(data, f"select tags from notes where guid = '{first.guid}'")
    # without an order of their own they would come as the run's hash seed has it
    assert isinstance(tags, str)
    assert tags.split() == sorted(spellings)


def test_time_grows_with_the_number_of_notes_not_with_its_square() -> None:
    kind = all_shapes().deck.note_types[0]
    blank = ("",) * (len(kind.fields) - 2)

    def writing(count: int) -> Work:
        notes = tuple(
            Note(f"k{n}", kind.key, (f"w{n}", f"<p>{n}</p>", *blank), guid=f"g{n}", changed_at=1)
            for n in range(count)
        )
        deck = Deck("D", 9, (), notes, (kind,))
        return lambda: package(deck)

    assert power(writing, 1_000, 8_000) < BETWEEN
