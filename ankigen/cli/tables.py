"""Tables and long lines in a terminal."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence

from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.cli.entries_json import top_level_items
from ankigen.model import Entry

#: The further lines of a line that is wider than the terminal stand in by so many columns.
_HANGING = 4
#: On a narrow terminal the last column keeps so many characters, though its lines break then.
LEAST_COLUMN = 20
#: So many characters of a headword and of a topic leave room for the definition on a terminal of
#: 100.
TERM_COLUMN, TOPIC_COLUMN = 40, 30
_BETWEEN = 2


def cut(text: str, columns: int) -> str:
    """A text on one line, cut to so many columns with an ellipsis.

    >>> cut("a long definition", 8), cut("学习汉字", 6)
    ('a long …', '学习 …')
    """
    from rich.text import Text

    line = Text(" ".join(text.split()))
    line.truncate(columns, overflow="ellipsis")
    return line.plain


def wrapped(line: str, columns: int) -> str:
    """A line broken between words where it is wider than `columns` (0 = never).

    >>> wrapped("a.txt:1: one two three", 16)
    'a.txt:1: one two\\n    three'
    """
    from rich.cells import cell_len

    if not columns or cell_len(line) <= columns:
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
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    lines = [header, *rows]
    *widths, last = (max(map(cell_len, column)) for column in zip(*lines, strict=True))
    taken = sum(w + _BETWEEN for w in widths)
    if columns:
        last = min(last, max(LEAST_COLUMN, columns - taken))
    drawn = Table.grid(padding=(0, _BETWEEN, 0, 0), pad_edge=False)
    for exactly in (*widths, last):
        drawn.add_column(no_wrap=True, overflow="ellipsis", width=exactly)
    for line in lines:
        drawn.add_row(*map(Text, line))
    out = io.StringIO()
    Console(file=out, width=taken + last, color_system=None).print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


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
