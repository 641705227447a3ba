"""Whatever the notes hold, the real Anki takes the package without a complaint."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given

from ankigen.exporters import anki_text, apkg
from ankigen.model import AnkigenError
from ankigen.model.settings import CardSettings, Settings
from tests.examples import examples
from tests.made_decks import made
from tests.real_anki import collection, complaints, import_package, import_text, stored
from tests.test_exporters_any_notes import LINES


@examples(25)
@given(lines=LINES)
@example(lines=["{{c1::x}} \u2028 Osmosis"])
def test_any_notes_import_as_they_were_built(lines: list[str]) -> None:
    wanted = Settings(cards=CardSettings(reverse=("*",), type_in=("*",)))
    text = "\n".join(lines).encode("utf-8", "replace").decode()
    try:
        deck = made({"a.md": text}, wanted, name="Any").deck
    except AnkigenError:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for builder in (apkg, anki_text):
            for file, data in builder.build(deck, wanted).items():
                (folder / file).write_bytes(data)
        with collection(folder) as col:
            import_package(col, folder / "Any.apkg")
            built = {n.guid: (n.fields, n.cards) for n in deck.notes}
            found = stored(col)
            assert {g: (s.fields, s.cards) for g, s in found.items()} == built
            assert complaints(col) == []
            if deck.notes:
                import_text(col, folder / "Any.anki.txt")
            again = stored(col)
            assert {g: (s.fields, s.tags) for g, s in again.items()} == {
                g: (s.fields, s.tags) for g, s in found.items()
            }
