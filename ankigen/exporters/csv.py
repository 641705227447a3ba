"""`NAME.csv`, for people: a table that any spreadsheet opens, one row per entry, plain text.

It begins with a byte order mark, without which Excel takes UTF-8 for the local code page, and its rows end with CR LF
(RFC 4180). Every cell is quoted, so that a spreadsheet that splits at ";" does not cut one open.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

from ankigen.cards.plain import plain, plain_text
from ankigen.model import Deck, Entry
from ankigen.model.settings import Settings
from ankigen.text.names import safe_name

HEADER = ("Term", "Definition", "Context", "Topic", "Tags", "Source")

#: What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"; the wide forms for Japanese Excel).
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def build(deck: Deck, settings: Settings) -> Mapping[str, bytes]:
    """The table, under the deck's name."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    for entry in deck.entries:
        writer.writerow([guarded(cell) for cell in row(entry)])
    return {f"{safe_name(deck.name)}.csv": out.getvalue().encode("utf-8-sig", "replace")}


def row(entry: Entry) -> tuple[str, ...]:
    """An entry's cells, in the order of HEADER."""
    cells = (
        plain_text(entry.term),
        plain(entry.body),
        plain_text(entry.context),
        entry.topic,
        " ".join(entry.tags),
        entry.origin.file,
    )
    return tuple(cell.replace("\0", "") for cell in cells)


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one `'` before it where it might.

    >>> guarded("=1+1"), guarded("'=x"), guarded("'tis")
    ("'=1+1", "''=x", "'tis")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`, for every text.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
