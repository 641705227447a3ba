"""The cards of every dialect in the real Anki: imported without a complaint, and with nothing on
them that spoke to a tool.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ankigen.cards.rendering.media import MediaStore
from ankigen.exporters import apkg
from ankigen.identity.last_build import LastBuild
from ankigen.model import Source
from ankigen.model.settings import Settings
from ankigen.pipeline import DeckOptions, make, study
from tests.made_decks import BUILT_AT
from tests.real_anki import collection, complaints, import_package, stored
from tests.test_readers_dialects import CASES, NAMES

#: What no card may show: ids, schedules, commands, properties, tags and marks of the tools.
TOLD = re.compile(
    r"<!--|&lt;!--|\bID: ?\d{6}|(?<!\w)#(?:card|flashcards)|\b[a-z-]+:: |:PROPERTIES:"
    r"|^(?:START|END)$|TARGET DECK|SR:!|%%|"
    r"\{\{cloze|\^\d{10}|DRILL_|ANKI_|note_key",
    re.M,
)


@pytest.mark.parametrize("name", NAMES)
def test_cards_of_a_dialect_in_anki(name: str, tmp_path: Path) -> None:
    settings = Settings()
    found = study([Source(name, (CASES / name).read_bytes())], settings)
    deck = make(found, MediaStore(), DeckOptions("Dialects", settings), LastBuild(), BUILT_AT).deck
    for file, data in apkg.build(deck, settings).items():
        (tmp_path / file).write_bytes(data)
    with collection(tmp_path) as col:
        import_package(col, tmp_path / "Dialects.apkg")
        notes = stored(col)
        assert {g: n.fields for g, n in notes.items()} == {n.guid: n.fields for n in deck.notes}
        assert [c for c in complaints(col) if not c.startswith("missing:")] == []
        shown = [field for note in notes.values() for field in note.fields]
    assert [text for text in shown if TOLD.search(text)] == []
