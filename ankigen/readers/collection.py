"""The database in a package of Anki, opened with care: what is in it came from anywhere.

SQLite runs what a database says of itself: a "table" may be a view that counts without end, or a
virtual table that reads elsewhere. Only plain tables are let in, and the work is limited whatever
they hold.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

#: SQLite's file format, bytes 18 and 19: "written with a write-ahead log", which a database in
#: memory cannot have.
_LOG_BYTES = slice(18, 20)
_NO_LOG = b"\1\1"
#: Steps of SQLite's machine for any collection, and for each of its bytes: reading a note takes
#: some thirty.
_LEAST_STEPS = 20_000_000
_STEPS_PER_BYTE = 20
_STEPS_AT_ONCE = 100_000
#: The longest text or blob, in bytes.
_LONGEST = 200_000_000
#: Anki's own collation, which its indexes name.
_COLLATION = "unicase"


@contextmanager
def opened(database: bytes) -> Iterator[sqlite3.Connection]:
    """A connection to the database, in memory. Raises sqlite3.Error where it is none, or holds
    more than plain tables.
    """
    image = bytearray(database)
    image[_LOG_BYTES] = _NO_LOG
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(bytes(image))
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.create_collation(
            _COLLATION, lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold())
        )
        left = (_LEAST_STEPS + _STEPS_PER_BYTE * len(database)) // _STEPS_AT_ONCE

        def stop() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        connection.set_progress_handler(stop, _STEPS_AT_ONCE)
        _only_tables(connection)
        try:
            yield connection
        finally:
            with suppress(sqlite3.Error):
                connection.set_progress_handler(None, 0)


def _only_tables(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError for views, triggers, virtual tables and generated columns;
    Anki has none.
    """
    for kind, sql in connection.execute("SELECT type, sql FROM sqlite_master"):
        words = " ".join(str(sql or "").upper().split())
        if kind not in ("table", "index") or " VIRTUAL TABLE " in words[:40] or " AS (" in words:
            raise sqlite3.DatabaseError("it holds more than tables")
