"""Notes for tests of the lock."""

from __future__ import annotations

from tests.identity_helpers import list_note, note

NOTES = (
    note("Osmosis", "Water moves through a membrane towards the side with more salt.", "bio.txt"),
    note("Mitosis", "A cell divides into two cells that hold the same chromosomes.", "bio.txt"),
    note("Enzyme", "A protein that speeds up one chemical reaction of the cell.", "bio.txt"),
    list_note("Phases of mitosis", ["prophase", "metaphase", "anaphase", "telophase"], "bio.txt"),
)
