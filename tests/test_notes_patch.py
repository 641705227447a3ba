"""Patches of the raw notes: lines as the readers count them."""

from __future__ import annotations

from ankigen.model import Source
from ankigen.model.settings import Settings
from ankigen.pipeline import study
from ankigen.sync.edits import Overlay
from ankigen.sync.notes_patch import apply_patch, fixes_patch, named_files

NOTES = (
    "Osmosis\nThe membrane lets water\x0cpass\x0bto the salt\u2028side.\n\n"
    "Receptor\nThe reciever of a signal in the cell.\n"
)


def test_characters_that_end_no_line_for_the_readers_end_none_in_a_patch() -> None:
    source = Source("cells.txt", NOTES.encode())
    studied = study([source], Settings())
    made = fixes_patch(studied.entries, Overlay(), [source])
    assert made.changes == 1 and not made.left
    assert named_files(made.text) == ("cells.txt",)
    done = apply_patch(made.text, {"cells.txt": NOTES})
    assert done == {"cells.txt": NOTES.replace("reciever", "receiver")}
    # without a line end at the end of the file
    short = Source("cells.txt", NOTES.rstrip("\n").encode())
    made = fixes_patch(study([short], Settings()).entries, Overlay(), [short])
    done = apply_patch(made.text, {"cells.txt": NOTES.rstrip("\n")})
    assert done == {"cells.txt": NOTES.rstrip("\n").replace("reciever", "receiver")}
