"""Lines → the rows of a table, with the lines on which their cells stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

#: A quoted cell spans at most so many lines, or its quotation mark is taken for a plain character.
_LONGEST_CELL = 300


COMMENT = re.compile(r"#+\s+\S|//\s*\S|#\w[^\t,;|]*$")


class Record(NamedTuple):
    """A row: its raw lines, its cells, and the line on which each begins."""

    line: int
    end_line: int
    cells: tuple[str, ...]
    starts: tuple[int, ...]


def parse_records(
    lines: Sequence[str], separator: str, first: int, joining: bool = False
) -> Iterator[Record]:
    """The rows of lines[first:]; a quoted cell may hold line breaks and doubled quotation marks.

    With `joining`, a line without the separator that follows a row is the next line of its last
    cell.
    """
    at = first
    pending: Record | None = None
    blank = True
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            blank = True
            at += 1
            continue
        record, at = _record(lines, at, separator)
        if joining and pending and not blank and len(record.cells) == 1 and not COMMENT.match(line):
            cells = (*pending.cells[:-1], pending.cells[-1] + "\n" + record.cells[0])
            pending = pending._replace(cells=cells, end_line=record.end_line)
        else:
            if pending:
                yield pending
            pending = record
        blank = False
    if pending:
        yield pending


#: So many rows at least, nearly all of which have a number that runs on before the first word.
_LEAST_NUMBERED, _RUN_ON = 8, 0.9
_NUMBER = re.compile(r"\s*(\d{1,4})[.)]?\s+(?=\S)")


def without_numbers(records: Sequence[Record]) -> list[Record]:
    """The rows without the numbers that their first cells begin with, where these only count the
    rows ("7 owl", "8 yew").
    """
    found = [_NUMBER.match(record.cells[0]) for record in records]
    numbers = [int(number[1]) for number in found if number]
    on = sum(b == a + 1 for a, b in pairwise(numbers))
    if len(records) < _LEAST_NUMBERED or on < _RUN_ON * (len(records) - 1):
        return list(records)
    return [
        record._replace(cells=(record.cells[0][number.end() :], *record.cells[1:]))
        if number
        else record
        for record, number in zip(records, found, strict=True)
    ]


def _record(lines: Sequence[str], at: int, separator: str) -> tuple[Record, int]:
    line = lines[at]
    if '"' not in line:
        cells = line.split(separator)
        return Record(at + 1, at + 1, tuple(cells), (at + 1,) * len(cells)), at + 1
    found: list[str] = []
    starts: list[int] = []
    row, position = at, 0
    while True:
        starts.append(row + 1)
        cell, row, position = _cell(lines, row, position, separator)
        found.append(cell)
        if position < 0:
            return Record(at + 1, row + 1, tuple(found), tuple(starts)), row + 1


def _cell(lines: Sequence[str], row: int, position: int, separator: str) -> tuple[str, int, int]:
    """The cell at lines[row][position:], and where the next one begins (-1 = the row ends)."""
    line = lines[row]
    begin = position
    if separator != " ":
        while begin < len(line) and line[begin] == " ":
            begin += 1
    quoted = _quoted(lines, row, begin, separator) if line[begin : begin + 1] == '"' else None
    if quoted:
        return quoted
    end = line.find(separator, position)
    if end < 0:
        return _unquoted(line[position:]), row, -1
    return _unquoted(line[position:end]), row, end + len(separator)


def _unquoted(cell: str) -> str:
    bare = cell.strip()
    if len(bare) > 1 and bare[0] == bare[-1] == '"' and '"' in bare[1:-1]:
        return bare  # "a" and "b": quotations within the text
    return cell


def _quoted(
    lines: Sequence[str], row: int, begin: int, separator: str
) -> tuple[str, int, int] | None:
    """A cell in quotation marks; None if the mark at `begin` is a character like others."""
    pieces: list[str] = []
    position = begin + 1
    for n in range(row, min(len(lines), row + _LONGEST_CELL)):
        line = lines[n]
        while (end := line.find('"', position)) >= 0:
            if line[end + 1 : end + 2] == '"':
                pieces += [line[position:end], '"']
                position = end + 2
                continue
            pieces.append(line[position:end])
            after = line[end + 1 :]
            spaces = len(after) - len(after.lstrip(" "))
            rest = end + 1 + (spaces if separator != " " else 0)
            if line.startswith(separator, rest):
                return "".join(pieces), n, rest + len(separator)
            if not line[rest:].strip():
                return "".join(pieces), n, -1
            return None  # a word in quotation marks begins the cell
        pieces += [line[position:], "\n"]
        position = 0
    return None
