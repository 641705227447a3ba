"""Plain text back into the body that it was made from: a table of the group holds text alone, and
its edits must land without the loss of marks, tables and pictures around them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ankigen.cards.rendering.plain import CELL_SEPARATOR, INDENT, plain, plain_text
from ankigen.model import (
    OBJECT,
    Code,
    Formula,
    Item,
    ListNode,
    Node,
    Paragraph,
    Quote,
    RichText,
    Table,
)
from ankigen.sync.entry_values import retext


def with_text(body: Sequence[Node], text: str) -> tuple[Node, ...]:
    """The body that says `text` (as `plain` would) and is otherwise as it was: only what changed is
    read anew.

    >>> plain(with_text([Paragraph(RichText.of("A cat."))], "A small cat.\\n- tail"))
    'A small cat.\\n- tail'
    """
    old, new = plain(body).split("\n"), text.split("\n")
    if len(old) == len(new):
        lines = iter(new)
        try:
            told = tuple(_retold(body, lines, ""))
            if next(lines, None) is None:
                return told
        except _OtherShapeError:
            pass
    return _by_nodes(body, old, new)


class _OtherShapeError(Exception):
    """The lines do not fit the nodes one by one."""


def _retold(nodes: Sequence[Node], lines: Iterator[str], indent: str) -> Iterator[Node]:
    """The nodes with the words of the lines, which come in the order in which `plain` writes
    them.
    """
    for node in nodes:
        match node:
            case Paragraph(text):
                yield Paragraph(_text(text, lines, indent, indent))
            case ListNode(items, ordered, start):
                told = []
                for number, item in enumerate(items, start):
                    mark = f"{number}. " if ordered else "- "
                    inner = indent + INDENT
                    own = _text(item.text, lines, indent + mark, inner, keep=True)
                    children = tuple(_retold(item.children, lines, inner))
                    told.append(replace(item, text=own, children=children))
                yield ListNode(tuple(told), ordered, start)
            case Table(rows, header):
                yield Table(tuple(_row(row, lines, indent) for row in rows), header)
            case Code(text):
                count = text.rstrip("\n").count("\n") + 1
                told_code = "\n".join(next(lines) for _ in range(count))
                yield node if told_code == text.rstrip("\n") else replace(node, text=told_code)
            case Formula(source):
                if "\n".join(next(lines) for _ in source.split("\n")) != source:
                    raise _OtherShapeError
                yield node
            case Quote(body):
                yield Quote(tuple(_retold(body, lines, indent)))


def _text(
    text: RichText, lines: Iterator[str], first: str, rest: str, keep: bool = False
) -> RichText:
    shown = plain_text(text)
    if not shown.strip():
        if keep and next(lines).strip() != first.strip():
            raise _OtherShapeError
        return text
    told = []
    for n, line in enumerate(shown.split("\n")):
        start = rest if n else first
        new = next(lines)
        if not new.startswith(start) and new != start + line:
            raise _OtherShapeError
        told.append(new[len(start) :])
    words = "\n".join(told)
    if words == shown:
        return text
    if OBJECT in text.text:  # a picture without words stands in the text: where is it now?
        raise _OtherShapeError
    return retext(text, RichText.of(words, text.line))


def _row(row: Sequence[RichText], lines: Iterator[str], indent: str) -> tuple[RichText, ...]:
    line = next(lines)
    shown = _cells(row)
    if line == (indent + CELL_SEPARATOR.join(shown)).rstrip():
        return tuple(row)
    told = line[len(indent) :].split(CELL_SEPARATOR)
    told += [""] * (len(row) - len(told))
    if len(told) != len(row):
        raise _OtherShapeError
    return tuple(
        cell if words == before else retext(cell, RichText.of(words, cell.line))
        for cell, before, words in zip(row, shown, told, strict=True)
    )


def _by_nodes(body: Sequence[Node], old: Sequence[str], new: Sequence[str]) -> tuple[Node, ...]:
    """The nodes whose lines all stand unchanged, and what lies between read anew: a table as a
    table, where rows of it are still there.
    """
    spans = []
    at = 0
    for node in body:
        count = len(plain([node]).split("\n")) if plain([node]) else 0
        spans.append((at, at + count, node))
        at += count
    kept: dict[int, tuple[int, Node]] = {}
    tables = [node for node in body if isinstance(node, Table)]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        for start, end, node in spans:
            if i <= start and end <= i + size and start < end:
                kept[j + start - i] = (end - start, node)
    tables = [table for table in tables if all(table is not node for _, node in kept.values())]
    nodes: list[Node] = []
    pending: list[str] = []
    line = 0
    while line < len(new):
        if line in kept:
            nodes += _read_anew(pending, tables)
            pending = []
            count, node = kept[line]
            nodes.append(node)
            line += count
        else:
            pending.append(new[line])
            line += 1
    return (*nodes, *_read_anew(pending, tables))


def _read_anew(lines: Sequence[str], tables: Sequence[Table]) -> tuple[Node, ...]:
    """Lines that are not as they were: text, and those of the tables that lost or got rows."""
    for table in tables:
        rows = {_row_text(row): row for row in table.rows}
        at = next((n for n, line in enumerate(lines) if line in rows), None)
        if at is None:
            continue
        start = end = at
        while start and _is_row(lines[start - 1], rows):
            start -= 1
        while end < len(lines) and _is_row(lines[end], rows):
            end += 1
        others = [other for other in tables if other is not table]
        return (
            *_read_anew(lines[:start], others),
            _with_rows(table, rows, lines[start:end]),
            *_read_anew(lines[end:], others),
        )
    return read_text("\n".join(lines))


_TableRow = tuple[RichText, ...]


def _is_row(line: str, rows: Mapping[str, _TableRow]) -> bool:
    return line in rows or CELL_SEPARATOR in line


def _row_text(row: Sequence[RichText]) -> str:
    """A row as `plain` writes it."""
    return CELL_SEPARATOR.join(_cells(row)).rstrip()


def _cells(row: Sequence[RichText]) -> list[str]:
    """The cells of a row as `plain` writes them."""
    return [plain_text(cell).replace("\n", " ") for cell in row]


def _with_rows(table: Table, rows: Mapping[str, _TableRow], lines: Sequence[str]) -> Table:
    """The table with these rows; those that it had, and the cells of one that was edited which
    stayed, keep their marks.
    """
    left = {plain_text(row[0]): row for text, row in rows.items() if row and text not in lines}
    told = []
    for line in lines:
        row = rows.get(line)
        if row is None:
            cells = line.split(CELL_SEPARATOR)
            known = {plain_text(cell): cell for cell in left.get(cells[0], ())}
            row = tuple(known.get(words) or _rich(words) for words in cells)
        told.append(row)
    width = max(map(len, told))
    empty = RichText()
    whole = tuple((*row, *[empty] * (width - len(row))) for row in told)
    return replace(table, rows=whole, header=table.header and told[0] == table.rows[0])


_MARK = re.compile(r"( *)(?:[-•*] |(\d{1,3})[.)] )(?=\S)")


def read_text(text: str) -> tuple[Node, ...]:
    """Plain text as a body: a paragraph a line, and lists where lines begin with "- " or "1. ", as
    `plain` writes them.

    >>> plain(read_text("Kinds:\\n- a\\n  - b\\n1. c"))
    'Kinds:\\n- a\\n  - b\\n1. c'
    """
    return tuple(_read([line for line in text.split("\n") if line.strip()], 0))


def _read(lines: Sequence[str], indent: int) -> Iterator[Node]:
    at = 0
    while at < len(lines):
        mark = _MARK.match(lines[at])
        if mark is None or len(mark[1]) < indent:
            yield Paragraph(_rich(lines[at]))
            at += 1
            continue
        ordered = bool(mark[2])
        items = []
        while at < len(lines) and (own := _MARK.match(lines[at])) and bool(own[2]) == ordered:
            end = at + 1
            while end < len(lines) and _depth(lines[end]) > len(own[1]):
                end += 1
            inner = tuple(_read(lines[at + 1 : end], len(own[1]) + 1))
            items.append(Item(_rich(lines[at][own.end() :]), inner))
            at = end
        yield ListNode(tuple(items), ordered, int(mark[2] or 1))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _rich(text: str) -> RichText:
    from ankigen.readers.table_pairs import cell_rich

    return cell_rich(text, 0)
