"""Decks to test the builders with, made by the real pipeline from notes of our own."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from ankigen.cards.rendering.media import MediaStore
from ankigen.identity.last_build import LastBuild
from ankigen.model import Source
from ankigen.model.settings import Settings
from ankigen.pipeline import BuildResult, DeckOptions, make, study

BUILT_AT = 1_750_000_000

#: Every shape that the builders treat differently: prose, lists, code, formulas, a table, what
#: looks like a formula to a spreadsheet, markup as text, right-to-left and wide scripts, and, in
#: MARKDOWN, a headword that begins with "#".
NOTES = """\
Osmosis
Water moves through a membrane from the weaker to the stronger solution.

Phases of mitosis
1. Prophase
2. Metaphase
3. Anaphase
4. Telophase

Kinetic energy
Energy of motion, \\(E = \\frac{1}{2} m v^2\\), which grows with the square of the speed.

=SUM(A1:A9)
Adds the numbers in a range of cells, and leaves out cells that hold text.

Comparison
The relation a < b holds "where" b - a is positive; but <b>this</b> is no markup.

שלום
A greeting that means peace.

光合作用
Plants make sugar from light, water and carbon dioxide.
"""

MARKDOWN = """\
# Chemistry

## Catalyst

A substance that speeds up a reaction and is there *unchanged* at the end.

| kind | example |
| --- | --- |
| enzyme | amylase |
| metal | platinum |

## Titration

```python
volume = drops * 0.05  # "ml"
```

## #hashtag

A word after a hash sign & without spaces, by which posts are found.

## Isomer

Molecules with one formula and *different* shapes: `C2H6O` is two of them.
"""


def made(
    files: Mapping[str, str],
    settings: Settings | None = None,
    name: str = "Test::Notes",
    lock: str | None = None,
    built_at: int = BUILT_AT,
    shelves: MediaStore | None = None,
) -> BuildResult:
    """The deck of these notes."""
    settings = settings or Settings()
    found = study([Source(n, text.encode()) for n, text in files.items()], settings)
    return make(
        found, shelves or MediaStore(), DeckOptions(name, settings), LastBuild(lock), built_at
    )


def all_shapes(**kwargs: Any) -> BuildResult:
    """A deck of all the notes above."""
    return made({"notes.txt": NOTES, "chemistry.md": MARKDOWN}, **kwargs)


def rows(package: bytes, query: str) -> list[tuple[Any, ...]]:
    """What a query finds in the collection of a package."""
    with (
        zipfile.ZipFile(io.BytesIO(package)) as archive,
        closing(sqlite3.connect(":memory:")) as connection,
    ):
        connection.deserialize(archive.read("collection.anki2"))
        return connection.execute(query).fetchall()
