"""A project whose notes leave every kind of question to a review."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ankigen.web.question import Question
from ankigen.web.reviewing import Review
from ankigen.web.snapshot import Snapshot
from tests.command import run_here

HOSTILE = "<img src=x onerror='window.hacked = 1'>"
HISTORY = f"""\
The tea trade

Early routes
Caravans carried bricks of tea over the mountains, as there is no road to Tibet. They came form the east, in to the cold.

Clippers
Fast sailing ships raced the first leaves of the year to London, {HOSTILE} and all.

Auctions
Sales by the candle: the last bid before it went out took the lot.

Kettle
A vessel in which water is boiled, and any thing else that is loosing its chill.

Oolong
A tea that is half fermented and rolled by hand in the hills of Fujian.

Kettle
A drum that stands in the orchestra.
"""  # noqa: E501
POTS = "Term\tMeaning\nwok\t\ntagine\ta clay pot\nskillet\t\n"
#: A list that is swallowed into the card above it: no line has a mark that parts it.
REVOLUTION = """\
The French Revolution

Who was who
Louis XVI king of France from 1774, executed in January 1793
Marie Antoinette his queen, from Austria, hated for what she spent
Necker minister of finance, loved by the people, dismissed in July 1789
Lafayette commander of the National Guard, had fought in America
Mirabeau count who spoke for the third estate
Marat doctor and journalist, murdered in his bath by Charlotte Corday
Danton minister of justice, executed in April 1794
Saint-Just the youngest deputy, friend of Robespierre

Bastille
A royal fortress and prison in the east of Paris, which stood for the power of the king.
"""
REVOLUTION_CARDS = (
    *("Louis XVI", "Marie Antoinette", "Necker", "Lafayette", "Mirabeau", "Marat", "Danton"),
    *("Saint-Just", "Bastille"),
)
#: Nothing is found in them, and yet much is read otherwise than it is meant.
ROUTES = """\
Samarkand
A city of caravans in the valley of the Zeravshan.

Bukhara - a city of scholars in the desert. Merv - an oasis that the Mongols burnt.

Kashgar
A market town below the mountains where the old
Roads of the north and of the south meet again.
Further east
Dunhuang
Caves with painted walls at the edge of the desert.

Price list of 1887
Silk at twelve pounds, tea at three.
"""
OLD_CELLS = """\
# Cells

## Osmosis

Water moves through a membrane towards the side that holds more salt.

## Enzyme

A protein that speeds up one chemical reaction without being used up.

## Plasmid

A ring of DNA that a bacterium hands on to another one.
"""
#: An entry renamed and reworded, one removed, one with a picture that is not there.
CELLS = """\
# Cells

## Osmosis

Water moves through a membrane towards the side that holds more salt.

## Catalytic protein

A protein that speeds up one reaction of the cell without being used up.

## Organelle

![its parts](missing.png)

A part of the cell that has a task of its own.
"""
PETS = """\
Siamese cat
A cat with blue eyes and a dark face.

Collar
A band of leather around the neck.

Persian cat
A cat with long soft hair, copper eyes and a flat wide face.

Exotic cat
A cat with short soft hair, copper eyes and a flat wide face.

Sheep dog
A dog that herds flocks in the hills.
"""
SETTINGS = """\
# my deck: this comment stays
[deck]
name = "History"
id = 8589934599  # for ever

[typos]
glossary = ["tagine", "skillet"]  # mine

[topics.words]
cats = ["cat"]
dogs = ["dog"]
"""
EDITS = """\
[[conflict]]
term = "Oolong"
field = "definition"
file = "history.txt"
ours = "<p>A tea that is half fermented.</p>"
theirs = "<p>A tea between green and black.</p>"
source = "friends.csv"
mark = "abc"

[[conflict]]
term = "Clippers"
field = "term"
file = "history.txt"
ours = "Clippers"
theirs = "Tea clippers"
source = "friends.csv"
mark = "abd"
"""
SOURCES = {
    "history.txt": HISTORY,
    "pots.tsv": POTS,
    "revolution.txt": REVOLUTION,
    "routes.txt": ROUTES,
    "cells.md": CELLS,
    "pets.txt": PETS,
}


def question(review: Review, title: str, headword: str = "") -> Question:
    """The first question whose title has this pattern, and which is about this entry."""
    return next(
        q
        for q in review.asked
        if re.search(title, q.title) and (not headword or q.more["term"] == headword)
    )


def snapshot(review: Review) -> Snapshot:
    """What a review has read last."""
    assert review._snapshot is not None
    return review._snapshot


def headwords(review: Review) -> list[str]:
    return [entry.headword for entry in snapshot(review).entries]


def write_project(folder: Path, files: Mapping[str, str | bytes], more: str = "") -> None:
    """A project of these notes (file → text or bytes), with `more` in its settings."""
    (folder / "source").mkdir(parents=True)
    (folder / "ankigen.toml").write_text(SETTINGS + more)
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / "source" / name).write_bytes(data)


def begun(folder: Path, *names: str) -> Path:
    """A project with these notes (default: all), built once before they were as they are now where
    there are any of cells; beside it lies `first.lock`, the lock of that build.
    """
    for name, data in _files_of(names or tuple(SOURCES)).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@cache
def _files_of(names: tuple[str, ...]) -> Mapping[str, bytes]:
    """The files of such a project, by their paths in its folder."""
    with TemporaryDirectory() as home:
        folder = Path(home) / "deck"
        write_project(folder, {name: SOURCES[name] for name in names})
        if "history.txt" in names:
            (folder / "edits.toml").write_text(EDITS)
        if "cells.md" in names:  # the lock then knows what may be the same card, and what is gone
            (folder / "source/cells.md").write_text(OLD_CELLS)
            assert run_here(folder, "build").code == 0
            first = (folder / "ankigen.lock").read_bytes()
            (folder / "source/cells.md").write_text(CELLS)
            assert run_here(folder, "build").code == 0
            (Path(home) / "first.lock").write_bytes(first)
        return {
            Path(os.path.relpath(p, folder)).as_posix(): p.read_bytes()
            for p in Path(home).rglob("*")
            if p.is_file()
        }
