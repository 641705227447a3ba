"""Tables: with a delimiter row, by their look, and drawn as a grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ankigen.readers.markdown.lists import marker_of
from ankigen.readers.markdown.state import Line, State
from ankigen.readers.text import indent_of
from ankigen.readers.verbatim_spans import literals

_TABLE_RULE = re.compile(r"\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_GRID_RULE = re.compile(r"\+(?:[-=:]+\+)+\s*$")


class Tables(State):
    def table(self, line: Line, body: str) -> bool:
        """A table with a delimiter row, or lines that are rows by their look."""
        end = self.table_end(self.at)
        if end < 0:
            return False
        level = self.settle(indent_of(line.text))
        rows: list[list[str]] = []
        header = False
        for n in range(self.at, end):
            line = self.lines[n]
            text = line.text.strip()
            if _TABLE_RULE.match(text) and "-" in text and n > self.at:
                header = header or len(rows) == 1
                continue
            cells = [cell.replace("\\|", "|") for cell in split_row(text)]
            rows.append([self.row(line, cell) if cell else "" for cell in cells])
        if any(map(any, rows)):
            self.write_table(rows, header, end - 1, level)
        else:
            self.drop(self.at, end - 1, "markup")
        return True

    def write_table(self, rows: list[list[str]], header: bool, last: int, level: int) -> None:
        """Write rows as the library takes them: as wide as the widest, below a header, which may
        be empty. A bar too many at the end of a row makes no column.
        """
        first = self.lines[self.at].number
        for line in self.lines[self.at : last + 1]:
            self.extent(line.number, self.lines[last].number, first)
        if header:
            rows = _within_header(rows)
        width = max(map(_width, rows))
        full = [row[:width] + [""] * (width - len(row)) for row in rows]
        if not header:
            full.insert(0, [""] * width)
        full.insert(1, ["---"] * width)
        written = [[cell.replace("|", "\\|") for cell in row] for row in full]
        self.write(["| " + " | ".join(row) + " |" for row in written], level)
        self.at = last + 1

    def table_end(self, at: int) -> int:
        """The line after the table that begins on lines[at], -1 if none does."""
        first = self.lines[at].text.strip()
        if "|" not in first or (marker_of(self.lines[at].text) and not first.startswith("|")):
            return -1
        second = self.lines[at + 1].text.strip() if at + 1 < len(self.lines) else ""
        ruled = bool(_TABLE_RULE.match(second)) and "-" in second and "|" in second
        width = len(split_row(first))
        if not ruled:
            third = self.lines[at + 2].text.strip() if at + 2 < len(self.lines) else ""
            if first.startswith("|"):
                if (
                    width < 2
                    or not (second.startswith("|") or first.endswith("|"))
                    or _TABLE_RULE.match(first)
                ):
                    return -1
            elif not (
                width > 1
                and " | " in first
                and len(split_row(second)) == len(split_row(third)) == width
            ):
                return -1
        end = at
        while end < len(self.lines):
            text = self.lines[end].text.strip()
            if (
                not text
                or "|" not in text
                or (not first.startswith("|") and marker_of(self.lines[end].text))
            ):
                break
            end += 1
        return end

    def grid(self, line: Line, body: str) -> bool:
        """`+---+---+` tables (Pandoc, reStructuredText): the lines between two rules are one
        row.
        """
        if not _GRID_RULE.match(body):
            return False
        edges = [m.start() for m in re.finditer(r"\+", body)]
        indent = indent_of(line.text)
        rows: list[list[str]] = []
        pending: list[Line] = []
        header = False
        end = self.at
        while end < len(self.lines) and (text := self.lines[end].text.strip()) and text[0] in "+|":
            if _GRID_RULE.match(text):
                if pending:
                    cells = []
                    for left, right in pairwise(edges):
                        parts = [(s, s.text[indent + left + 1 : indent + right]) for s in pending]
                        cells.append(" ".join(self.row(s, t) for s, t in parts if t.strip()))
                    rows.append(cells)
                    header = header or (len(rows) == 1 and "=" in text)
                pending = []
            else:
                pending.append(self.lines[end])
            end += 1
        if not rows or pending:
            return False
        self.write_table(rows, header, end - 1, self.settle(indent))
        return True


def _width(row: Sequence[str]) -> int:
    """How many cells a row has up to the last one that holds something, at least one."""
    return max((n for n, cell in enumerate(row, 1) if cell), default=1)


def _within_header(rows: Sequence[list[str]]) -> list[list[str]]:
    """Rows no wider than their header where few are wider: a bar in a text was not escaped."""
    most = _width(rows[0])
    if 2 * sum(_width(row) > most for row in rows) > len(rows):
        return list(rows)  # the header leaves a column without a name
    return [[*row[: most - 1], " | ".join(row[most - 1 : _width(row)])] for row in rows]


def split_row(text: str) -> list[str]:
    r"""The cells of a table row; a bar in code or a formula, or after a backslash, parts nothing.

    >>> split_row("| a | `x|y` | b\\|c |")
    ['a', '`x|y`', 'b\\|c']
    """
    text = text.strip()
    if text.startswith("|"):
        text = text[1:]
    inside = (
        {n for found in literals(text) for n in range(found.start, found.end)}
        if "`" in text or "$" in text
        else set()
    )
    cells, start = [], 0
    for bar in re.finditer(r"(?<!\\)\|", text):
        if bar.start() not in inside:
            cells.append(text[start : bar.start()].strip())
            start = bar.end()
    last = text[start:].strip()
    if last or not cells:
        cells.append(last)
    return cells
