"""The real Anki takes what we build: counts, cards, media, updates, and the text file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ankigen.cards.rendering.media import MediaStore
from ankigen.exporters import anki_text, apkg
from ankigen.identity.lock import format_lock
from ankigen.model import Deck
from ankigen.model.settings import CardSettings, DeckSettings, Settings
from ankigen.pipeline import BuildResult
from tests.made_decks import BUILT_AT, NOTES, all_shapes, made
from tests.real_anki import answer_one, collection, complaints, import_package, import_text, stored

#: The smallest picture there is.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


@pytest.fixture
def col(tmp_path: Path) -> Iterator[Any]:
    with collection(tmp_path) as opened:
        yield opened


def write(folder: Path, deck: Deck) -> Path:
    (data,) = apkg.build(deck, Settings()).values()
    path = folder / "deck.apkg"
    path.write_bytes(data)
    return path


def write_text(folder: Path, deck: Deck) -> Path:
    ((name, data),) = anki_text.build(deck, Settings()).items()
    path = folder / name
    path.write_bytes(data)
    return path


def with_media() -> BuildResult:
    shelves = MediaStore(
        notes={"img/my plot.png": PIXEL},
        media={
            "osmosis.png": PIXEL + b" ",
            "osmosis.mp3": b"ID3 sound",
            "captions.toml": b'"osmosis.png" = "Water in a U-tube"',
        },
    )
    text = "## Graph\n\nSee ![a rising line](img/my%20plot.png) here.\n"
    return made({"notes.txt": NOTES, "graph.md": text}, shelves=shelves)


def test_every_note_and_card_arrives_and_shows(col: Any, tmp_path: Path) -> None:
    settings = Settings(cards=CardSettings(reverse=("*",), type_in=("*",)))
    deck = all_shapes(settings=settings).deck
    log = import_package(col, write(tmp_path, deck))
    assert len(log.new) == len(deck.notes) and not log.conflicting
    assert col.card_count() == sum(note.cards for note in deck.notes)
    found = stored(col)
    assert {n.guid: n.cards for n in deck.notes} == {g: s.cards for g, s in found.items()}
    assert {n.guid: n.fields for n in deck.notes} == {g: s.fields for g, s in found.items()}
    assert {s.deck for s in found.values()} == {"Test::Notes"}
    assert complaints(col) == []


def test_new_cards_come_in_the_order_of_the_notes(col: Any, tmp_path: Path) -> None:
    deck = all_shapes().deck
    import_package(col, write(tmp_path, deck))
    guids = col.db.list(
        "select guid from cards join notes on notes.id = nid group by nid order by min(due)"
    )
    assert guids == [note.guid for note in deck.notes]


def test_pictures_and_sounds_arrive_under_their_names(col: Any, tmp_path: Path) -> None:
    built = with_media()
    deck = built.deck
    import_package(col, write(tmp_path, deck))
    assert complaints(col) == []
    folder = Path(col.media.dir())
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == dict(deck.media)
    assert len(deck.media) == 3
    (osmosis,) = (s for s in stored(col).values() if s.fields[0] == "Osmosis")
    assert 'alt="Water in a U-tube"' in osmosis.fields[1] and "[sound:osmosis-" in osmosis.fields[1]


def test_sub_decks_and_tags(col: Any, tmp_path: Path) -> None:
    text = "# Cells\n\n## Osmosis\n\nWater moves.\n\n# Law\n\n## Tort\n\nA civil wrong.\n"
    deck = made({"notes.md": text}, Settings(deck=DeckSettings(subdecks=True)), name="Mine").deck
    import_package(col, write(tmp_path, deck))
    decks = {s.fields[0]: s.deck for s in stored(col).values()}
    assert decks == {"Osmosis": "Mine::Cells", "Tort": "Mine::Law"}
    assert {d.name for d in col.decks.all_names_and_ids()} >= {"Mine", "Mine::Cells", "Mine::Law"}
    assert complaints(col) == []


def test_an_update_brings_the_new_words_and_keeps_the_reviews(col: Any, tmp_path: Path) -> None:
    first = made({"notes.txt": NOTES})
    import_package(col, write(tmp_path, first.deck))
    answered = [answer_one(col, "Test::Notes") for _ in range(5)]
    reviews = col.db.all("select id, cid, ease from revlog order by id")
    states = col.db.all("select id, type, queue, reps from cards order by id")
    mine = next(s for s in stored(col).values() if s.fields[0] == "Comparison")
    note = col.get_note(col.find_notes("Headword:Comparison")[0])
    note.fields[1] = "my own words"
    col.update_note(note)

    reworded = NOTES.replace("weaker to the stronger", "thinner to the thicker")
    second = made({"notes.txt": reworded}, lock=format_lock(first.lock), built_at=BUILT_AT + 60)
    log = import_package(col, write(tmp_path, second.deck))
    assert len(log.updated) == 1 and not log.new and not log.conflicting
    after = stored(col)
    (osmosis,) = (s for s in after.values() if s.fields[0] == "Osmosis")
    assert "thinner to the thicker" in osmosis.fields[1]
    assert after[mine.guid].fields[1] == "my own words"  # unchanged by us, so it stays as edited
    assert col.db.all("select id, cid, ease from revlog order by id") == reviews
    assert len(reviews) == len(answered)
    assert col.db.all("select id, type, queue, reps from cards order by id") == states
    assert complaints(col) == []


def test_the_same_package_again_changes_nothing(col: Any, tmp_path: Path) -> None:
    path = write(tmp_path, all_shapes().deck)
    import_package(col, path)
    before = stored(col)
    log = import_package(col, path)
    assert not log.new and not log.updated
    assert stored(col) == before


def test_the_text_file_gives_the_same_notes(tmp_path: Path) -> None:
    deck = all_shapes().deck
    package, text = write(tmp_path, deck), write_text(tmp_path, deck)
    with collection(tmp_path, "package") as col:
        import_package(col, package)
        wanted = stored(col)
    with collection(tmp_path, "text") as col:
        import_package(col, package)  # brings the note types, which a text file cannot
        col.remove_notes(col.find_notes(""))
        log = import_text(col, text)
        assert len(log.new) == len(deck.notes)
        found = stored(col)
        assert complaints(col) == []
    assert {g: _without_time(s) for g, s in found.items()} == {
        g: _without_time(s) for g, s in wanted.items()
    }


def test_the_text_file_updates_notes_that_are_there(col: Any, tmp_path: Path) -> None:
    first = made({"notes.txt": NOTES})
    import_package(col, write(tmp_path, first.deck))
    card = answer_one(col, "Test::Notes")
    reworded = NOTES.replace("weaker to the stronger", "thinner to the thicker")
    second = made({"notes.txt": reworded}, lock=format_lock(first.lock), built_at=BUILT_AT + 60)
    log = import_text(col, write_text(tmp_path, second.deck))
    assert not log.new and col.note_count() == len(second.deck.notes)
    (osmosis,) = (s for s in stored(col).values() if s.fields[0] == "Osmosis")
    assert "thinner to the thicker" in osmosis.fields[1]
    assert col.get_card(card).reps == 1


def test_the_text_file_makes_sub_decks(tmp_path: Path) -> None:
    text = "# Law\n\n## Torts\n\n### Nuisance\n\nNoise.\n\n# Cells\n\n## Osmosis\n\nWater moves.\n"
    deck = made({"notes.md": text}, Settings(deck=DeckSettings(subdecks=True)), name="Mine").deck
    package, file = write(tmp_path, deck), write_text(tmp_path, deck)
    with collection(tmp_path, "package") as col:
        import_package(col, package)
        wanted = {d.name for d in col.decks.all_names_and_ids()}
        decks = {g: s.deck for g, s in stored(col).items()}
    with collection(tmp_path, "text") as col:
        import_package(col, package)
        col.decks.remove([col.decks.id_for_name("Mine")])  # the notes go with it, the types stay
        import_text(col, file)
        assert {d.name for d in col.decks.all_names_and_ids()} == wanted
        assert {g: s.deck for g, s in stored(col).items()} == decks


def _without_time(note: Any) -> tuple[object, ...]:
    return (note.note_type, note.deck, note.fields, note.tags, note.cards)
