"""Tables and long lines in a terminal."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ankigen.cards.plain import plain, plain_text
from ankigen.model import Entry

if TYPE_CHECKING:
    pass
from ankigen.cli.entries_json import top_level_items

#: The further lines of a line that is wider than the terminal stand in by so many columns.
_HANGING = 4
#: On a narrow terminal the last column keeps so many characters, though its lines break then.
LEAST_COLUMN = 20
#: So many characters of a headword and of a topic leave room for the definition on a terminal of
#: 100.
TERM_COLUMN, TOPIC_COLUMN = 40, 30
_BETWEEN = "  "


def width(text: str) -> int:
    """Columns that a text takes in a terminal: wide characters take two, combining marks none.

    >>> width("abc"), width("学习")
    (3, 4)
    """
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in ("Cf", "Mn", "Me")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def cut(text: str, columns: int) -> str:
    """A text on one line, cut to so many columns with an ellipsis.

    >>> cut("a long definition", 8)
    'a long …'
    """
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    left = columns - 1  # the ellipsis takes one
    for end, character in enumerate(text):
        left -= width(character)
        if left < 0:
            return text[:end] + "…"
    return text


def wrapped(line: str, columns: int) -> str:
    """A line broken between words where it is wider than `columns` (0 = never).

    >>> wrapped("a.txt:1: one two three", 16)
    'a.txt:1: one two\\n    three'
    """
    if not columns or width(line) <= columns:
        return line
    indent = line[: len(line) - len(line.lstrip(" "))]
    return textwrap.fill(
        line,
        columns,
        subsequent_indent=indent + " " * _HANGING,
        drop_whitespace=True,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )


def table(header: Sequence[str], rows: Sequence[Sequence[str]], columns: int = 0) -> str:
    """Rows under a header, in columns; the last column is cut to what is left of `columns` (0 =
    not cut).
    """
    lines = [list(header), *(list(r) for r in rows)]
    widths = [max(width(line[n]) for line in lines) for n in range(len(header) - 1)]
    taken = sum(w + len(_BETWEEN) for w in widths)
    left = max(LEAST_COLUMN, columns - taken) if columns else 0
    out = []
    for line in lines:
        cells = [c + " " * (w - width(c)) for c, w in zip(line[:-1], widths, strict=True)]
        out.append(_BETWEEN.join([*cells, cut(line[-1], left) if left else line[-1]]).rstrip())
    return "\n".join(out) + "\n"


def entries_table(entries: Sequence[Entry], columns: int = 0) -> str:
    """`parse --format table`: where, headword, topic, how many list items, and the beginning of
    the definition.
    """
    rows = [
        (
            str(e.origin.line),
            cut(plain_text(e.term), TERM_COLUMN),
            cut(e.topic, TOPIC_COLUMN),
            str(top_level_items(e) or ""),
            " ".join(plain(e.body).split()),
        )
        for e in entries
    ]
    return table(("line", "term", "topic", "items", "definition"), rows, columns)
