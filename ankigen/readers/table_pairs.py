"""A row of a table as a pair: a term and its definition, with all else that its columns hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ankigen.model import Block, EntryKind, Kind, Node, Paragraph, RichText
from ankigen.readers.table_columns import Layout, named_layout, role_of
from ankigen.readers.table_records import Record
from ankigen.readers.verbatim_spans import with_literals
from ankigen.text.patterns import when_asked

_MARKUP = when_asked(
    r"\*\*[^\s*]|</?(?:b|i|em|strong|br|sub|sup|u|s|code|div|p|span|ul|li"
    r"|img)\b[^<>]*>|!\[|\]\(\w|\[sound:"
)
_CLOZE = when_asked(r"\{\{c\d{1,3}::")
_FORMULA_GUARD = when_asked(r"'(?=[=+\-@\t\r'])")


def pair_of(record: Record, names: Sequence[str]) -> Block | None:
    """The PAIR of a note whose fields hold HTML and have these names; None if its term is empty."""
    layout = named_layout(names, html=True)
    if role_of(names[0]) == "number":  # a field called "ID": the first is the term all the same
        layout = replace(Layout(names=tuple(names), html=True), ignored=())
    return pair_by_layout(record, layout, 0)


def pair_by_layout(record: Record, layout: Layout, gap: int) -> Block | None:
    """The PAIR of a row, whose columns are what the layout says; None if its term is empty."""

    def cell(index: int) -> str:
        return record.cells[index] if 0 <= index < len(record.cells) else ""

    def start(index: int) -> int:
        return record.starts[index] if 0 <= index < len(record.starts) else record.line

    @cache
    def rich(index: int) -> RichText:
        return cell_rich(cell(index), start(index), layout.html)

    term = " ".join(cell(layout.term).split())
    if not term:
        return None
    used = {
        layout.term,
        layout.definition,
        layout.context,
        layout.tags,
        layout.topic,
        layout.guid,
        *layout.ignored,
    }
    parts = [rich(layout.definition)]
    for i in range(len(record.cells)):
        if i in used or not record.cells[i].strip():
            continue
        name = layout.names[i] if i < len(layout.names) else ""
        parts.append(RichText.of(f"{name}: ", start(i)) + rich(i) if name else rich(i))
    text = RichText.join([p for p in parts if p], "\n")
    body: tuple[Node, ...] = ()
    if layout.html:
        from ankigen.readers.html import nodes_of

        body = nodes_of(cell(layout.definition), start(layout.definition))
        body += tuple(Paragraph(part) for part in parts[1:])
    elif structure := _structure(cell(layout.definition), start(layout.definition)):
        body = structure + tuple(Paragraph(part) for part in parts[1:])
    asked, kind = cell_rich(term, start(layout.term), layout.html), EntryKind.OPEN
    if _CLOZE.search(term):
        said = body or tuple(Paragraph(part) for part in parts if part)
        asked, hidden = _with_clozes(cell(layout.term), start(layout.term), layout.html)
        if hidden:
            text = text or asked
            body, kind = (*hidden, *said), EntryKind.CLOZE
    return Block(
        Kind.PAIR,
        text,
        record.line,
        record.end_line,
        gap,
        term=asked,
        body=body,
        entry_kind=kind,
        context=" ".join(cell(layout.context).split()),
        tags=tag_list(cell(layout.tags)),
        topic=" ".join(cell(layout.topic).split()),
        guid=cell(layout.guid).strip(),
        # for a layout that the user gives; cells of HTML are whole notes and have names
        rows=() if layout.html else (tuple(map(rich, range(len(record.cells)))),),
    )


def _with_clozes(cell: str, line: int, html: bool) -> tuple[RichText, tuple[Node, ...]]:
    """The headword and the text of a row that hides parts of its first column, as the notes of
    Anki's type "Cloze" do; no text where no mark is closed.
    """
    from ankigen.readers.dialects.cloze import Clozes, has_cloze, split_label
    from ankigen.readers.html import nodes_of

    clozes = Clozes()
    fenced = clozes.hide(cell.strip())
    nodes = nodes_of(fenced, line) if html else (Paragraph(cell_rich(fenced, line)),)
    label, nodes = split_label(clozes.reveal_nodes(nodes))
    first = next((n.text for n in nodes if isinstance(n, Paragraph)), RichText())
    term = label if label is not None else first
    return (term, nodes) if term and has_cloze(nodes) else (cell_rich(cell, line, html), ())


def _structure(cell: str, line: int) -> tuple[Node, ...]:
    """The body of a definition in which lines are items, code or a table; () if they are only
    lines of text.
    """
    if "\n" not in cell.strip():
        return ()
    from ankigen.readers.markdown import blocks_of
    from ankigen.readers.nodes import to_nodes

    blocks = blocks_of(cell, line)
    if not any(b.kind in (Kind.ITEM, Kind.TABLE, Kind.CODE, Kind.FORMULA) for b in blocks):
        return ()
    return to_nodes(blocks)


def tag_list(cell: str) -> tuple[str, ...]:
    """Tags as people list them: with commas or semicolons, else with spaces.

    >>> tag_list("exam, unit 2"), tag_list("ml::regression exam")
    (('exam', 'unit 2'), ('ml::regression', 'exam'))
    """
    parts = re.split(r"[,;]", cell) if re.search("[,;]", cell) else cell.split()
    return tuple(p.strip().lstrip("#") for p in parts if p.strip(" #"))


def cell_rich(cell: str, line: int, html: bool = False) -> RichText:
    """A cell's text with its marks; the line breaks in it stay."""
    cell = _FORMULA_GUARD.sub("", cell, count=1) if cell.startswith("'") else cell
    cell = cell.strip()
    if html:
        from ankigen.readers.html import rich_of

        return rich_of(cell, line)
    rows = [
        s.expandtabs(4).rstrip() for s in cell.split("\n")
    ]  # the indentation of a nested list stays
    if _MARKUP.search(cell):
        from ankigen.readers import markdown

        return markdown.rich_of("\n".join(rows), line)
    if len(rows) == 1:
        return with_literals(cell, line).strip()
    return RichText.join([with_literals(s, line + n) for n, s in enumerate(rows)], "\n").strip()
