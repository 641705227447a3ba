"""With several files their titles are the outermost topics. A title that comes, goes or is renamed
touches no note that is in Anki: neither its date, so that what was edited there stays, nor its
tags.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ankigen.model import Note
from tests.identity_world import World

CATS = (
    "# Cats\n\n## Long hair\n\nAngora: a white one\n\nBirman: white paws\n\n"
    "## Short hair\n\nManx: a cat of the island without a tail\n\nKorat: grey\n"
)
DOGS = (
    "# Dogs\n\n## Small\n\nPug: wrinkled\n\nTerrier: digs\n\n"
    "## Large\n\nDane: very tall\n\nMastiff: heavy\n"
)
FIRST, SECOND = 1_750_000_000, 1_760_000_000


def world(files: Mapping[str, str], settings: str = "") -> World:
    return World(files=dict(files), media={}, settings=settings)


def built(notes: World, folder: Path, when: int) -> dict[str, Note]:
    """The notes of a build, by their headwords."""
    _, made = notes.build(folder, when)
    return {note.term: note for note in made.deck.notes}


def test_a_renamed_title_leaves_known_notes_as_they_are(tmp_path: Path) -> None:
    notes = world({"cats.md": CATS, "dogs.md": DOGS})
    assert built(notes, tmp_path, FIRST)["Manx"].tags == ("cats::short-hair",)
    notes.edit("# Cats", "# Felines")
    notes.edit("Birman: white paws", "Birman: white paws, blue eyes")
    notes.files["cats.md"] += "\nBombay: black\n"
    found = built(notes, tmp_path, SECOND)
    assert (found["Manx"].tags, found["Manx"].changed_at) == (("cats::short-hair",), FIRST)
    assert found["Birman"].tags == ("felines::long-hair",)  # its text changed
    assert found["Bombay"].tags == ("felines::short-hair",)
    assert {found[n].changed_at for n in ("Birman", "Bombay")} == {SECOND}
    again = built(notes, tmp_path, SECOND + 60)
    assert {n: (a.tags, a.changed_at) for n, a in again.items()} == {
        n: (a.tags, a.changed_at) for n, a in found.items()
    }


def test_a_second_file_and_one_that_goes_leave_known_notes_as_they_are(tmp_path: Path) -> None:
    notes = world({"cats.md": CATS})
    assert built(notes, tmp_path, FIRST)["Manx"].tags == ("short-hair",)
    notes.files["dogs.md"] = DOGS
    found = built(notes, tmp_path, SECOND)
    assert (found["Manx"].tags, found["Manx"].changed_at) == (("short-hair",), FIRST)
    assert found["Pug"].tags == ("dogs::small",)
    del notes.files["cats.md"]
    alone = built(notes, tmp_path, SECOND + 60)["Pug"]
    assert (alone.tags, alone.changed_at) == (("dogs::small",), SECOND)


def test_a_lock_that_was_recovered_keeps_the_dates(tmp_path: Path) -> None:
    notes = world({"cats.md": CATS, "dogs.md": DOGS})
    built(notes, tmp_path, FIRST)
    notes.lock = None
    assert built(notes, tmp_path, SECOND)["Manx"].changed_at == FIRST


def test_another_section_still_changes_the_tags(tmp_path: Path) -> None:
    notes = world({"cats.md": CATS, "dogs.md": DOGS})
    built(notes, tmp_path, FIRST)
    notes.edit("## Short hair", "## Others")
    found = built(notes, tmp_path, SECOND)["Manx"]
    assert (found.tags, found.changed_at) == (("cats::others",), SECOND)


def test_settings_may_name_a_topic_without_the_title(tmp_path: Path) -> None:
    for named in ("cats::short-hair", "short-hair"):
        notes = world({"cats.md": CATS, "dogs.md": DOGS}, f'[cards]\nreverse = ["{named}"]\n')
        found = built(notes, tmp_path, FIRST)
        assert found["Manx"].cards == 2 and found["Birman"].cards == 1, named
