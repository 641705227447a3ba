"""Whatever the notes hold, the outputs are sound, and no error escapes that is not told in one
line.
"""

from __future__ import annotations

import csv
import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from ankigen.exporters import EXPORTERS
from ankigen.exporters.csv import HEADER, row, unguarded
from ankigen.model import AnkigenError
from ankigen.model.settings import DeckSettings, Settings
from ankigen.pipeline import write
from tests.examples import examples
from tests.made_decks import made

PIECES = st.sampled_from(
    [
        *("Osmosis", "Water moves.", "- a", "1. b", "  - c", "Term: text", "A – b", "#", "=1+1"),
        *("\\(x^2\\)", "$$\\frac{a}{b}}$$", "`code`", "```", "| a | b |", "<b>x</b>", "&amp;"),
        *("{{c1::x}}", "}}", "::", "[sound:x.mp3]", "![p](x.png)", "\x1f", "\t", '"', "שלום"),
        *("光合作用", "\u2028", "e\u0301", "🙂", "\ufffc", "Page 3 of 9", "## Heading", "**b**: c"),
    ]
)
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)
LINES = st.lists(st.lists(PIECES, max_size=4).map(" ".join) | WORDS, max_size=12)


@examples(60)
@given(
    lines=LINES,
    suffix=st.sampled_from([".txt", ".md", ".html", ".tsv", ".csv"]),
    subdecks=st.booleans(),
)
def test_any_notes_give_sound_files(lines: list[str], suffix: str, subdecks: bool) -> None:
    text = "\n".join(lines).encode("utf-8", "replace").decode()
    wanted = Settings(deck=DeckSettings(subdecks=subdecks))
    try:
        deck = made({f"a{suffix}": text}, wanted, name="Any").deck
    except AnkigenError as error:
        assert len(str(error).splitlines()) == 1
        return
    files = write(deck, wanted, list(EXPORTERS))
    assert zipfile.ZipFile(io.BytesIO(files["Any.apkg"])).testzip() is None
    header, *rows = csv.reader(io.StringIO(files["Any.csv"].decode("utf-8-sig"), newline=""))
    assert header == list(HEADER)
    assert [tuple(map(unguarded, r)) for r in rows] == [row(e) for e in deck.entries]
    assert all(line.count("\t") == 1 for line in files["quizlet.txt"].decode().split("\n")[:-1])
    anki = csv.reader(
        io.StringIO(files["Any.anki.txt"].decode(), newline=""), delimiter="\t", strict=True
    )
    widths = {len(r) for r in anki if not r[0].startswith("#")}
    assert len(widths) <= 1
    assert write(deck, wanted, list(EXPORTERS)) == files
