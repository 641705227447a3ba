"""The package writer beside the least that could write the same rows.

    python -m benchmarks.writer [NOTES …]

For each number of notes (default: 1000 10000 100000) a package is written by
`ankigen.exporters.apkg`; then its very rows go by plain `executemany` into a database in memory,
and that into a zip that stores. Both in turn, in one process; the least CPU time of the runs.
"""

from __future__ import annotations

import io
import sqlite3
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from genanki.apkg_schema import APKG_SCHEMA

from ankigen.cards import NOTE_TYPES
from ankigen.exporters.apkg import package
from ankigen.model import Deck, Note, Origin
from ankigen.model.note_fields import TERM

RUNS = 3
Rows = Sequence[Sequence[Any]]


def deck(count: int) -> Deck:
    """A deck of notes of one card each, as long as usual ones."""
    kind = next(t for t in NOTE_TYPES if t.key == TERM)
    blank = [""] * (len(kind.fields) - 2)
    notes = tuple(
        Note(
            key=f"term {n}",
            note_type=TERM,
            fields=(f"Term {n}", f"<p>What is said of term {n} in a sentence or two.</p>", *blank),
            tags=("notes::part", f"section-{n // 40}"),
            origin=Origin("notes.txt", n + 1),
            guid=f"guid{n:07}",
            changed_at=1_750_000_000,
        )
        for n in range(count)
    )
    return Deck(name="Deck", id=1 << 40, entries=(), notes=notes, note_types=NOTE_TYPES, media={})


def rows_of(data: bytes) -> tuple[Rows, Rows]:
    """The rows of notes and cards in a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        database = archive.read("collection.anki2")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    notes = connection.execute("SELECT * FROM notes ORDER BY id").fetchall()
    cards = connection.execute("SELECT * FROM cards ORDER BY id").fetchall()
    connection.close()
    return notes, cards


def plain(notes: Rows, cards: Rows) -> bytes:
    """The rows in a database, and it in a zip, with nothing else done."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(APKG_SCHEMA)
    connection.executemany(f"INSERT INTO notes VALUES({','.join('?' * 11)})", notes)
    connection.executemany(f"INSERT INTO cards VALUES({','.join('?' * 18)})", cards)
    connection.commit()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("collection.anki2", connection.serialize())
    connection.close()
    return out.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """The CPU time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    print("| notes | ankigen s | executemany and zip s | ratio |\n| --- | --- | --- | --- |")
    for count in map(int, sys.argv[1:] or ("1000", "10000", "100000")):
        made = deck(count)
        notes, cards = rows_of(package(made))
        both = (partial(package, made), partial(plain, notes, cards))
        runs = [tuple(map(seconds, both)) for _ in range(RUNS)]
        ours, theirs = (min(column) for column in zip(*runs, strict=True))
        print(f"| {count:,} | {ours:.3f} | {theirs:.3f} | {ours / theirs:.2f} |", flush=True)


if __name__ == "__main__":
    main()
