"""What an answer to a doubt brings with it: the card that was built meanwhile, what the next build
says, and which command comes next.
"""

from __future__ import annotations

import pytest
from anki.collection import Collection

from ankigen.identity.hashes import REMOVED_TAG
from ankigen.readers.anki_package import read_package
from tests.command import Command
from tests.identity_helpers import import_package, open_collection

OSMOSIS = "Osmosis\nWater moves through a membrane towards the side that holds more salt.\n\n"
OLD = f"{OSMOSIS}Enzyme\nA protein that speeds up one chemical reaction without being used up.\n"
NEW = (
    f"{OSMOSIS}Catalytic protein\n"
    "A protein that speeds up one reaction of the cell without being used up.\n"
)


@pytest.fixture
def ankigen(ankigen: Command) -> Command:
    """A project with one open doubt, whose first package is in Anki."""
    ankigen.write("ankigen.toml", '[deck]\nname = "Cells"\n')
    ankigen.write("source/cells.txt", OLD)
    assert ankigen("build").code == 0
    imported(ankigen).close()
    ankigen.write("source/cells.txt", NEW)
    assert "1 in doubt" in ankigen("build").out
    return ankigen


def imported(run: Command) -> Collection:
    """Anki's collection, which has taken in the last package too."""
    col = open_collection(run.folder / "anki")
    import_package(col, run.folder / "dist/Cells.apkg")
    return col


def carried(run: Command) -> list[str]:
    """The headwords that the package carries as removed."""
    package = read_package((run.folder / "dist/Cells.apkg").read_bytes(), "Cells.apkg")
    return [note.fields[0] for note in package.notes if REMOVED_TAG in note.tags]


def in_anki(run: Command) -> dict[str, bool]:
    """Headword → whether it is tagged as removed, after the package was imported."""
    col = imported(run)
    notes = map(col.get_note, col.find_notes(""))
    found = {note.fields[0]: REMOVED_TAG in note.tags for note in notes}
    col.close()
    return found


def test_a_twin_that_nobody_imported_is_not_shipped(ankigen: Command) -> None:
    settled = ankigen("review", "--same", "yes", "--seen", "yes")
    assert '"Catalytic protein" keeps the reviews of "Enzyme"' in settled.out
    assert "Next: ankigen build" in settled.out
    assert "all reviews kept" in ankigen("build").out
    assert carried(ankigen) == []
    assert in_anki(ankigen) == {"Osmosis": False, "Catalytic protein": False}
    assert ankigen("build", "--check").code == 0


def test_a_twin_that_was_imported_is_tagged_until_somebody_has_seen_it(ankigen: Command) -> None:
    imported(ankigen).close()
    assert "was a card of its own until" in ankigen("review", "--same", "yes").out
    for _ in range(2):
        assert ankigen("build").code == 0
        assert carried(ankigen) == ["Catalytic protein"]
    col = imported(ankigen)
    assert len(col.find_notes("tag:ankigen::removed")) == 1
    assert len(col.find_notes('"Headword:Catalytic protein"')) == 2
    col.close()
    assert "Next: ankigen build" in ankigen("review", "--seen", "yes").out
    assert ankigen("build").code == 0
    assert carried(ankigen) == []


def test_after_a_no_review_and_build_say_that_the_old_card_has_left(ankigen: Command) -> None:
    settled = ankigen("review", "--same", "no")
    assert '"Catalytic protein" is a new card; "Enzyme" has left the notes' in settled.out
    told = ankigen("build").out
    assert '1 removed ("Enzyme"; carried, tagged as removed); all other cards keep' in told, told
    assert "nothing new" in ankigen("build").out
    assert carried(ankigen) == ["Enzyme"]
    # that it left is told until it was seen, and then there is nothing to build
    seen = ankigen("review", "--seen", "yes")
    assert seen.out.splitlines()[-1] == "settled"
    assert ankigen("build", "--check").code == 0


def test_a_note_of_which_no_file_is_known_is_asked_about_without_brackets(
    ankigen: Command,
) -> None:
    ankigen.write("source/cells.txt", OLD)
    (ankigen.folder / "ankigen.lock").unlink()
    ankigen.write("source/cells.txt", NEW.replace("Catalytic", "Quick").replace("cell", "body"))
    assert ankigen("build").code == 0
    asked = ankigen("review", "--no-browser").out
    assert 'Is "Quick protein" (cells.txt) the former "' in asked and "()" not in asked
