"""The cards that a table comes to: a PAIR a row, or a PAIR of several rows under one name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ankigen.model import Block, Item, Kind, ListNode, Node, Paragraph, RichText
from ankigen.segmentation.blocks.column_names import MEANING_NAMES, SOUNDS
from ankigen.segmentation.words import length


def data_rows(block: Block) -> tuple[tuple[RichText, ...], ...]:
    """The rows of a table below its header."""
    return block.rows[1:] if block.header else block.rows


def name_of(cell: RichText) -> str:
    """What the first cell of a column calls it, without its dress."""
    return cell.text.strip(" *:")


def is_text(rows: Sequence[tuple[RichText, ...]], column: int) -> bool:
    """Whether most cells of a column have three words and more."""
    return sum(length(r[column].text) >= 3 for r in rows if column < len(r)) >= 0.6 * len(rows)


def meaning_column(block: Block) -> int:
    """The column that says what the first one names: by its header, else the one with the most
    words.
    """
    width = len(block.rows[0])
    if block.header:
        for c in range(1, width):
            if MEANING_NAMES.match(name_of(block.rows[0][c])):
                return c
    rows = data_rows(block)
    return max(range(1, width), key=lambda c: sum(length(r[c].text) for r in rows if c < len(r)))


def _dropped_header(block: Block) -> Block:
    header = block.rows[0]
    return Block(
        Kind.DROPPED,
        RichText.join(header, " | "),
        header[0].line or block.line,
        value="header of a table",
        gap=block.gap,
    )


def pairs_of_groups(
    block: Block, groups: Sequence[Sequence[tuple[RichText, ...]]]
) -> Iterator[Block]:
    """A PAIR of each group: what stands beside its name is a list, a row an item."""
    if block.header:
        yield _dropped_header(block)
    for n, rows in enumerate(groups):
        line = next((c.line for c in rows[0] if c.line), block.line + n)
        last = max((c.line for row in rows for c in row if c.line), default=line)
        beside = [[c for c in row[1:] if c.text.strip(" -–—")] for row in rows]
        texts = [
            RichText.join([row[0], RichText.join(row[1:], " | ")], ": ") if row[1:] else row[0]
            for row in beside
            if row
        ]
        body: tuple[Node, ...] = (ListNode(tuple(map(Item, texts))),)
        if len(texts) == 1:
            body = (Paragraph(texts[0]),)
        yield replace(
            block,
            kind=Kind.PAIR,
            text=RichText.join(texts, "\n"),
            term=rows[0][0],
            body=body if texts else (),
            line=line,
            end_line=max(line, last),
            rows=(),
            gap=0,
        )


def _in_order(header: Sequence[RichText], width: int, meaning: int) -> list[int]:
    """The columns beside the headword, that of its meaning first (0: none), how it is said last."""

    def sound(c: int) -> bool:
        return c < len(header) and SOUNDS.match(name_of(header[c])) is not None

    return sorted(range(1, width), key=lambda c: (c != meaning, sound(c)))


def pairs_of_rows(block: Block) -> Iterator[Block]:
    header = block.rows[0] if block.header else ()
    rows = data_rows(block)
    meaning = meaning_column(block)
    said = not header or is_text(rows, meaning) or MEANING_NAMES.match(name_of(header[meaning]))
    if header:
        yield _dropped_header(block)
    for n, row in enumerate(rows):
        line = next((c.line for c in row if c.line), block.line + n)
        body: list[Node] = []
        unnamed = len(row) > 2 and not any(c.isalnum() for c in row[0].text)
        at = 1 if unnamed and row[0] and row[1] else 0  # "-": a name that there is none of
        for c in _in_order(header, len(row), meaning if said else 0):
            if c >= len(row) or not row[c] or c == at:
                continue
            named = c < len(header) and bool(header[c])
            # of one column a definition; of several that are compared each has its name
            if named and c == meaning:
                named = len(row) != 2 and not MEANING_NAMES.match(name_of(header[c]))
            label = RichText.of(header[c].text + ": ", line) if named else RichText()
            body.append(Paragraph(RichText.join([label, row[c]], "")))
        yield replace(
            block,
            kind=Kind.PAIR,
            text=row[meaning] if meaning < len(row) else RichText(),
            term=row[at],
            body=tuple(body),
            line=line,
            end_line=line,
            rows=(),
            gap=0,
        )
