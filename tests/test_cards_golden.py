"""The notes that entries of all shapes give, as files to be read: tests/cases/cards/NAME.txt.

`python -m tests.test_cards_golden` writes them anew; what changed is then for a person to look at.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ankigen.cards import make_notes
from ankigen.cards.templating.note_types import note_type
from tests.cards_cases import CASES, MEDIA
from tests.cards_support import ALL

FOLDER = Path(__file__).parent / "cases" / "cards"


def told(name: str) -> str:
    """The notes and findings of a case, every field on a line of its own."""
    notes, findings = make_notes(CASES[name], ALL, MEDIA)
    lines: list[str] = []
    for note in notes:
        lines += [f"{note.key}  [{note.cards} card{'s' * (note.cards != 1)}]"]
        lines += [f"  tags: {' '.join(note.tags)}"] if note.tags else []
        fields = zip(note_type(note.note_type).fields, note.fields, strict=True)
        lines += [f"  {field.name}: {value}" for field, value in fields if value]
    return "\n".join([*lines, *map(str, findings)]) + "\n"


@pytest.mark.parametrize("name", CASES)
def test_an_entry_gives_the_notes_in_its_file(name: str) -> None:
    assert told(name) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_every_file_is_a_case() -> None:
    assert {p.stem for p in FOLDER.glob("*.txt")} == set(CASES)
    assert len(CASES) >= 30


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        (FOLDER / f"{case}.txt").write_text(told(case), encoding="utf-8")
