"""What holds at each stage for notes as a student writes them: no line is lost, a second cleaning
changes nothing, every output reads back, no two notes share an id, and nothing on a card is active.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given

from ankigen.exporters import anki_text, apkg
from ankigen.exporters import csv as table
from ankigen.model import AnkigenError
from ankigen.model.settings import CardSettings, Settings, TypoSettings
from ankigen.pipeline import BuildResult
from ankigen.readers.anki_package import read_package
from ankigen.segmentation import merge
from ankigen.spelling import clean
from ankigen.spelling.texts.text_paths import places
from ankigen.sync.anki_text import read_anki_text
from ankigen.sync.merge_table import read_table
from tests.examples import examples
from tests.made_decks import made
from tests.real_anki import collection, complaints, import_package, stored
from tests.student_notes import notes
from tests.test_hostile import _ACTIVE
from tests.test_segmentation_properties import covered, filled, parsed

SOME = examples(60)
WANTED = Settings(cards=CardSettings(reverse=("*",)))


def deck_of(text: str) -> BuildResult | None:
    """The deck; None where the notes hold no entry."""
    try:
        return made({"a.md": text}, WANTED, name="Any")
    except AnkigenError as error:
        assert "\n" not in str(error)
        return None


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@given(text=notes())
@SOME
def test_no_line_is_lost(suffix: str, text: str) -> None:
    document = parsed(text, suffix)
    if document is not None:
        # the rule below a table's header says nothing
        lines = ["", *re.split(r"\r\n|\n", text)]
        missed = filled(text) - covered(document)
        assert not [n for n in missed if set(lines[n]) - set("|- ")]


@given(text=notes())
@SOME
def test_a_second_cleaning_changes_nothing(text: str) -> None:
    document = parsed(text, ".md")
    if document is None:
        return
    entries, _ = merge(document.entries)
    once = clean(entries, TypoSettings())
    twice = clean(once, TypoSettings())
    assert [[p.text.text for p in places(e)] for e in twice] == [
        [p.text.text for p in places(e)] for e in once
    ]


@given(text=notes())
@SOME
def test_every_output_reads_back_and_no_two_ids_are_alike(text: str) -> None:
    result = deck_of(text)
    if result is None:
        return
    deck = result.deck
    guids = [n.guid for n in deck.notes]
    assert len(set(guids)) == len(guids)

    (data,) = apkg.build(deck, WANTED).values()
    package = read_package(data, "a.apkg")
    assert sorted((n.guid, n.fields) for n in package.notes) == sorted(
        (n.guid, n.fields) for n in deck.notes
    )
    assert len({n.id for n in package.notes}) == len(guids)

    (data,) = anki_text.build(deck, WANTED).values()
    read = read_anki_text(data.decode(), deck) or ()
    assert {n.guid: n.fields for n in read} == {n.guid: n.fields for n in deck.notes}

    (data,) = table.build(deck, WANTED).values()
    rows, unknown = read_table(data.decode("utf-8-sig"), "a.csv")
    raw = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert not unknown and len(rows) == len(raw) == len(deck.entries)


@given(text=notes())
@SOME
def test_no_field_holds_an_active_part(text: str) -> None:
    result = deck_of(text)
    for note in result.deck.notes if result else ():
        assert not any(_ACTIVE.search(value) for value in note.fields)


@given(text=notes())
@examples(12)
def test_anki_takes_the_deck_without_a_complaint(text: str) -> None:
    result = deck_of(text)
    if result is None:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in apkg.build(result.deck, WANTED).items():
            (folder / file).write_bytes(data)
        with collection(folder) as col:
            import_package(col, folder / "Any.apkg")
            built = {n.guid: (n.fields, n.cards) for n in result.deck.notes}
            assert {g: (s.fields, s.cards) for g, s in stored(col).items()} == built
            assert complaints(col) == []
