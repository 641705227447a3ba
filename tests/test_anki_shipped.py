"""The notes that ship, built and imported as a whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ankigen.cards.content.defining import asked_of
from ankigen.cards.rendering.plain import plain_for_people, plain_line, plain_text
from ankigen.exporters import EXPORTERS
from ankigen.exporters.csv import unguarded
from ankigen.model import Deck
from ankigen.model.settings import Settings
from ankigen.pipeline import write
from ankigen.project.session import make_deck, open_job, read_notes
from tests.command import ROOT
from tests.real_anki import collection, complaints, import_package, import_text, stored


@pytest.fixture(scope="module")
def deck() -> Deck:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv("SOURCE_DATE_EPOCH", "1750000000")
        job = open_job()
        return make_deck(job, read_notes(job)).deck


@pytest.fixture(scope="module")
def files(deck: Deck) -> dict[str, bytes]:
    return write(deck, Settings(), list(EXPORTERS))


@pytest.fixture
def col(tmp_path: Path) -> Iterator[Any]:
    with collection(tmp_path) as opened:
        yield opened


def put(folder: Path, files: dict[str, bytes], ending: str) -> Path:
    (name,) = (n for n in files if n.endswith(ending))
    path = folder / name
    path.write_bytes(files[name])
    return path


def test_anki_takes_every_note_card_and_picture(
    col: Any, deck: Deck, files: dict[str, bytes], tmp_path: Path
) -> None:
    log = import_package(col, put(tmp_path, files, ".apkg"))
    assert len(log.new) == len(deck.notes) and not log.conflicting and not log.duplicate
    found = stored(col)
    made = [n for n in deck.notes if "ankigen::removed" not in n.tags]
    assert {n.guid: (n.fields, n.cards) for n in made} == {
        n.guid: (found[n.guid].fields, found[n.guid].cards) for n in made
    }
    assert {p.name for p in Path(col.media.dir()).iterdir()} == set(deck.media)
    assert complaints(col) == []
    before = found
    import_text(col, put(tmp_path, files, ".anki.txt"))
    after = stored(col)
    assert {g: (n.fields, n.tags, n.deck) for g, n in after.items()} == {
        g: (n.fields, n.tags, n.deck) for g, n in before.items()
    }


def test_the_table_and_quizlet_hold_every_entry_with_its_words(
    deck: Deck, files: dict[str, bytes]
) -> None:
    wanted = [(plain_text(e.term), plain_for_people(e.body)) for e in deck.entries]
    (name,) = (n for n in files if n.endswith(".csv"))
    _, *rows = csv.reader(io.StringIO(files[name].decode("utf-8-sig"), newline=""))
    assert [(unguarded(r[0]), unguarded(r[1])) for r in rows] == wanted
    lines = files["quizlet.txt"].decode().splitlines()
    # a card for each entry whose core is more than code, and of its core every word outside
    # formulas
    cores = {plain_text(e.term): plain_line(asked_of(e)) for e in deck.entries}
    told = dict(line.split("\t") for line in lines)
    assert len(told) >= 0.95 * len(deck.entries)
    whole = [n for n in told if cores.get(n) == told[n]]
    assert len(whole) >= 0.75 * len(told)
    by_topic = [n for n in files if n.startswith("quizlet/")]
    assert sum(files[n].count(b"\n") for n in by_topic) == len(lines)
