"""Tables whose first cells each hold a name in bold and, behind it, what is said of it."""

from __future__ import annotations

import re
from dataclasses import replace

from ankigen.model import Block, RichText, Style
from ankigen.segmentation.words import length

#: What parts a name in a cell from its text: a colon, a dash or a new line.
_BEHIND = re.compile(r"\s*(?:[:：][ \t]*\n?|\s[-–—]\s|\n)\s*")
#: So many rows are so written, each name of so many words at most.
LEAST, LONGEST = 2, 8


def with_told_cells(block: Block) -> Block | None:
    """The table with what is said of each name in a column of its own behind it, where all of its
    rows begin with both; None of any other table.
    """
    rows = block.rows[1:] if block.header else block.rows
    if len(rows) < LEAST or not all(row and row[0].marks for row in rows):
        return None
    parted = [_parted(row[0]) for row in rows]
    if any(name is None for name in parted):
        return None
    out = [(*pair, *row[1:]) for pair, row in zip(parted, rows, strict=True) if pair]
    head = [(block.rows[0][0], RichText(), *block.rows[0][1:])] if block.header else []
    return replace(block, rows=(*head, *out))


def _parted(cell: RichText) -> tuple[RichText, RichText] | None:
    """A cell's name in bold, and the text behind it."""
    first = cell.marks[0]
    text = cell.text
    if first.style is not Style.STRONG or first.start or length(text[: first.end]) > LONGEST:
        return None
    end = len(text[: first.end].rstrip(" :："))
    found = _BEHIND.match(text, end)
    if found is None or not end or not text[found.end() :].strip():
        return None
    return cell[:end], cell[found.end() :]
