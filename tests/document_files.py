"""Documents to read, made in memory."""

from __future__ import annotations

import sqlite3
from contextlib import closing


def collection(models: str, decks: str) -> bytes:
    """A database of a former Anki without notes."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE col (models text, decks text)")
        connection.execute("INSERT INTO col VALUES (?, ?)", (models, decks))
        connection.execute(
            "CREATE TABLE notes (id integer, guid text, mid integer, mod integer, "
            "tags text, flds text)"
        )
        connection.execute("CREATE TABLE cards (nid integer, did integer, ord integer)")
        connection.commit()
        return connection.serialize()
