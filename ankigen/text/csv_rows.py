"""Rows of separated values, of whatever length: Python's own reader stops at cells of 128 kB."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ankigen.model import AnkigenError

#: Characters in a cell. A definition with a picture in it has some hundred thousand.
LONGEST_CELL = 50_000_000


def csv_rows(text: str, separator: str, name: str, strict: bool = False) -> Iterator[list[str]]:
    """The rows of a text called `name`. Raises AnkigenError where they are none: with `strict`,
    after a quotation mark in the wrong place too.

    >>> list(csv_rows('a;"b;c"', ";", "x.csv"))
    [['a', 'b;c']]
    """
    csv.field_size_limit(LONGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    except csv.Error as error:
        raise AnkigenError(f"{name}: not a table ({error}); save it as CSV again") from None
