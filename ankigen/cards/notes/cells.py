"""Which cells of a table are asked for: of a wide row the first ones, or those that were asked
for in the last build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ankigen.cards.asking.former import FormerNote
from ankigen.cards.content.lists import CELLS, cell_text, data_rows
from ankigen.cards.rendering.plain import plain
from ankigen.cards.words import tells
from ankigen.model import Paragraph, Table


def hidden_cells(
    table: Table, said: str, former: Sequence[FormerNote]
) -> list[tuple[str, tuple[int, ...]]]:
    """Of each row the text of the cells that are asked for, and their columns. A cell that stays in
    sight must not say one that is hidden; `said` stands above the table, and what `former` notes
    asked for is asked for again.
    """
    rows = data_rows(table)
    texts = [[plain((Paragraph(cell),), marks=False) for cell in row] for row in rows]
    head = [cell.text for cell in table.rows[0]] if table.header else []
    front = "\n".join((said, *head))
    filled = [[n for n, text in enumerate(row) if n and text.strip()] for row in texts]
    asked = _told_cells_out(texts, front, [row[:CELLS] for row in filled])
    known = [
        {n for n in own if any(note.asked(cell_text(row, n)) for note in former)}
        for row, own in zip(rows, filled, strict=True)
    ]
    for _ in range(CELLS):
        # what is asked instead is asked again by the next build
        if all(then <= set(own) for then, own in zip(known, asked, strict=True)):
            break
        asked = _told_cells_out(texts, front, _with_known(filled, known))
        known = [set(own) for own in asked]
    return [
        ("\n".join(row[n] for n in own), tuple(own)) for row, own in zip(texts, asked, strict=True)
    ]


def _with_known(filled: Sequence[Sequence[int]], known: Sequence[set[int]]) -> list[list[int]]:
    """The cells to ask for where some are known: these first, then those of the columns in which
    most are known, then any, as many of a row as are asked for.
    """
    columns = Counter(n for own in known for n in own)
    return [
        sorted(sorted(own, key=lambda n: (n not in then, -columns[n], n))[:CELLS])
        for own, then in zip(filled, known, strict=True)
    ]


def _told_cells_out(
    texts: Sequence[Sequence[str]], said: str, asked: list[list[int]]
) -> list[list[int]]:
    """The columns to ask for without the cells that something in sight says."""
    while True:
        shown = [
            "\n".join(t for n, t in enumerate(row) if n not in own)
            for row, own in zip(texts, asked, strict=True)
        ]
        front = "\n".join((said, *shown))
        kept = [
            [n for n in own if not tells(front, row[n])]
            for row, own in zip(texts, asked, strict=True)
        ]
        if kept == asked:
            return asked
        asked = kept
