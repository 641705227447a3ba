"""What we build, read again by ankigen itself, gives the same entries."""

from __future__ import annotations

from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.exporters import EXPORTERS
from ankigen.model import Entry, Source
from ankigen.model.settings import Settings
from ankigen.pipeline import study
from tests.made_decks import MARKDOWN, NOTES, made

#: A table's cell with tags in it is read as HTML, as other apps' exports hold it.
PLAIN = NOTES.replace("<b>this</b>", "this")


def told(entry: Entry) -> tuple[str, str]:
    """What an entry says, white space collapsed."""
    return plain_text(entry.term), " ".join(plain(entry.body).split())


def read_again(output: str, notes: dict[str, str]) -> tuple[list[Entry], list[Entry]]:
    """The entries that were built, and those that are read from the file that was built."""
    deck = made(notes, name="D").deck
    name, data = next(iter(EXPORTERS[output](deck, Settings()).items()))
    return list(deck.entries), list(study([Source(name, data)], Settings()).entries)


def test_the_table_for_people() -> None:
    built, found = read_again("csv", {"notes.txt": PLAIN, "chemistry.md": MARKDOWN})
    assert [told(e) for e in found] == [told(e) for e in built]
    # the guard against formulas is gone again
    assert "=SUM(A1:A9)" in [e.headword for e in found]


def test_topics_and_contexts_come_back_from_the_table() -> None:
    text = "# Cells\n\n## Osmosis\n\nWater moves.\n\n# Law\n\n## Tort\n\nA civil wrong.\n"
    built, found = read_again("csv", {"notes.md": text})
    assert [(e.topic, e.tags) for e in found] == [(e.topic, e.tags) for e in built]
    assert [e.topic for e in found] == ["cells", "law"]


def test_the_file_for_quizlet() -> None:
    # formulas are carried as text
    notes = PLAIN.replace("\\(E = \\frac{1}{2} m v^2\\)", "E = 1/2 m v²")
    built, found = read_again("quizlet", {"notes.txt": notes})
    assert [told(e) for e in found] == [told(e) for e in built]


def test_the_package() -> None:
    built, found = read_again("apkg", {"notes.txt": PLAIN})
    terms = list(dict.fromkeys(e.headword for e in found))
    assert terms == [e.headword for e in built]
