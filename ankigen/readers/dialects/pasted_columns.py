"""A table that was pasted as lines of text: its columns are parted by tabs, or by runs of blanks,
or by both, since copying keeps neither. A row is a card; the names of the columns label its cells.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ankigen.readers.dialects.page import HEADING, Page
from ankigen.readers.numbered import Numbered
from ankigen.readers.table_separators import GAP

#: Found in a file that may have such a table: a line in three columns.
HINT = re.compile(r"^[^\S\n]*\S.*?(?:\t| {2,})\S.*?(?:\t| {2,})\S", re.M)
#: So many rows below one another, their names counted, in so many columns; so large a share of them
#: has the same number.
_ROWS, _COLUMNS, _MOST, _SHARE = 4, 3, 6, 0.75
#: The first cell of a row is its headword and has no more words; the name of a column no more.
_HEAD, _NAME = 6, 4
_LETTER = re.compile(r"[^\W\d_]")
_BULLET = re.compile(r"\s*(?:[-*•+>#|]|\d+[.)])\s")

#: A table that is drawn with bars has its own reader.
_BAR = re.compile(r"(?:^|\s)[|│](?:\s|$)")

_COMPARISON = re.compile(
    r"\b(?:compar(?:e|ed|ing|ison)|vergleich\w*|compara\w+|confront[oi]|vergelijk\w*|vs)\b", re.I
)
#: What no title of a table ends with, or holds.
_SAID = re.compile(r"[.,;:?!]$|:\s|\s[-–—=]+\s|\t| {2,}")

_Row = tuple[int, list[str]]  # its line and its cells


def marks(page: Page) -> int:
    return sum(len(rows) for rows in _tables(page))


def rewrite(page: Page) -> None:
    for rows in _tables(page):
        width = len(rows[0][1])
        header = rows[0][1] if _is_header(rows) else []
        if header:
            line = rows[0][0]
            page.leave_out(line, line, "header of a table")
        for line, cells in rows[1:] if header else rows:
            page.take(line, line)
            names = header if len(cells) == width else []
            told = [f"{names[n]}: {cell}" if names else cell for n, cell in enumerate(cells) if n]
            back = [[Numbered(line, cell)] for cell in told]
            page.parts_card([Numbered(line, cells[0])], back, (line, line))


def _tables(page: Page) -> list[list[_Row]]:
    found: list[list[_Row]] = []
    run: list[_Row] = []
    for line in (*page.open_lines(), Numbered(0, "")):
        text = line.text.strip()
        cells = GAP.split(text) if "\t" in text or "  " in text else [text]
        row = len(cells) >= 2 and not _BULLET.match(line.text) and not _BAR.search(line.text)
        if run and not (row and line.number == run[-1][0] + 1):
            found.append(run)
            run = []
        if row:
            run.append((line.number, cells))
    found = [_with_corner(rows) for rows in found]
    return [rows for rows in found if _is_table(rows) and not _below_a_line(page, rows)]


def _with_corner(rows: list[_Row]) -> list[_Row]:
    """The rows, with an empty name for the first column where the others alone have names."""
    if len(rows) < _ROWS - 1:
        return rows
    (line, names), *rest = rows
    width = Counter(len(cells) for _, cells in rest).most_common(1)[0][0]
    return [(line, ["", *names]), *rest] if len(names) == width - 1 >= 2 else rows


def _below_a_line(page: Page, rows: list[_Row]) -> bool:
    """Whether a table stands right below a line of text: then it is what is said of that, but for
    a title, which is brief and stands behind a blank line.
    """
    above = rows[0][0] - 1
    if above < page.start or not page.text(above).strip() or HEADING.match(page.text(above)):
        return False
    return not _is_title(page, above) or _compares(page, rows) or _is_headword(page, rows)


def _is_title(page: Page, line: int) -> bool:
    """Whether a line is brief, says nothing and stands behind a blank one."""
    text = page.text(line).strip()
    if line > page.start and _LETTER.match(page.text(line - 1).strip()):
        return False
    return 0 < len(text.split()) <= _HEAD and not _SAID.search(text) and not _BULLET.match(text)


def _is_headword(page: Page, rows: list[_Row]) -> bool:
    """Whether the line above rows without names of columns begins with a small letter, as another
    does right over a line of text: each is a headword with what is said of it.
    """
    above = rows[0][0] - 1
    if _is_header(rows) or not page.text(above).strip()[:1].islower():
        return False
    lines = list(page.open_lines())
    return any(
        text.strip()[:1].islower()
        and number != above
        and below.number == number + 1
        and len(below.text.split()) > len(text.split())
        and not GAP.search(below.text.strip())
        and not _BULLET.match(below.text)
        and _is_title(page, number)
        for (number, text), below in pairwise(lines)
    )


def _compares(page: Page, rows: list[_Row]) -> bool:
    """Whether the title says so, or most first cells begin a short line elsewhere: what has entries
    of its own is compared.
    """
    if _COMPARISON.search(page.text(rows[0][0] - 1)):
        return True
    own = {line for line, _ in rows}
    short = [
        text.split()
        for number, text in page.open_lines()
        if number not in own and len(text.split()) <= _HEAD
    ]
    heads = [cells[0].split() for _, cells in rows[1:] if cells[0]]
    again = sum(any(words[: len(head)] == head for words in short) for head in heads)
    return again >= _SHARE * len(heads)


def _is_table(rows: list[_Row]) -> bool:
    """Whether these lines are the rows of one table, of which each has a name of its own and some
    column holds words: figures alone are data.
    """
    width, same = Counter(len(cells) for _, cells in rows).most_common(1)[0]
    heads = [cells[0] for _, cells in rows]
    if (
        len(rows) < _ROWS - (not heads[0])
        or not _COLUMNS <= width <= _MOST
        or len(rows[0][1]) != width
    ):
        return False
    if same < _SHARE * len(rows) or any(len(cells) > width for _, cells in rows):
        return False
    if len(set(heads)) < len(heads):
        return False
    lettered = sum(_LETTER.search(head) is not None for head in heads)
    named = lettered >= len(heads) - (not heads[0]) or (lettered == 1 and _are_codes(rows))
    named = named and all(len(head.split()) <= _HEAD for head in heads)
    full = [cells for _, cells in rows[1:] if len(cells) == width]
    words = any(
        sum(_LETTER.search(cells[n]) is not None for cells in full) >= _SHARE * len(full)
        for n in range(1, width)
    )
    return named and words


def _are_codes(rows: list[_Row]) -> bool:
    """Whether the first cells are numbers that have a name, and do not count the rows."""
    heads = [cells[0] for _, cells in rows[1:]]
    return (
        _is_header(rows) and heads[:2] != ["1", "2"] and all(head[:1].isdigit() for head in heads)
    )


def _is_header(rows: list[_Row]) -> bool:
    """Whether the first row names the columns: it is brief, without a figure, and a column has
    figures or longer cells below.
    """
    first = rows[0][1]
    if any(len(name.split()) > _NAME or not _LETTER.search(name) for name in first if name):
        return False
    if not first[0]:
        return True
    full = [cells for _, cells in rows[1:] if len(cells) == len(first)]
    below = [[cells[n] for cells in full] for n in range(1, len(first))]
    figures = any(not any(map(_LETTER.search, column)) for column in below)
    longer = any(
        sum(len(cell.split()) > len(name.split()) for cell in column) >= _SHARE * len(column)
        for column, name in zip(below, first[1:], strict=True)
    )
    capitals = all(name[:1].isupper() for name in first) and any(
        not cell[:1].isupper() for column in below for cell in column
    )
    return figures or longer or capitals
