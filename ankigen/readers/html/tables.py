"""Tables of data; one that only places parts of a page is read cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, takewhile

from bs4.element import NavigableString, PreformattedString, Tag

from ankigen.model import Block, RichText
from ankigen.readers.html.marks import whole_number
from ankigen.readers.html.state import State


class Tables(State):
    """Tables of data; one that only places parts of a page is read cell by cell."""

    def on_table(self, tag: Tag) -> None:
        rows = list(_own(tag, ("tr",), "table"))
        cells_of = [_cells(row) for row in rows]
        width = max(map(len, cells_of), default=0)
        for child in _stray(tag):  # a browser shows it above the table
            self.within(child)
        if self.cell or width < self.narrowest_table or tag.find("table") or self.places(cells_of):
            for cell in _outermost(chain.from_iterable(cells_of), tag):
                self.block(cell)
            return
        self.flush()
        self.leave_pending()
        if isinstance(caption := tag.find("caption"), Tag):
            self.block(caption)
        first = self.line
        header = False
        result: list[tuple[RichText, ...]] = []
        for n, (row, cells) in enumerate(zip(rows, cells_of, strict=True)):
            self.line = self.at(row)
            if n == 0:
                header = all(c.name == "th" for c in cells) or row.find_parent("thead") is not None
            filled: list[RichText] = []
            for cell in cells:
                self.line = self.at(cell)
                filled.append(self.cell_text(cell))
                filled += [RichText()] * min(20, whole_number(cell.get("colspan"), 1) - 1)
            if any(filled):
                result.append(tuple(filled))
            elif not result:
                header = False
        if result:
            lines = [c.line for row in result for c in row if c.line]
            first = min([first, *lines])
            last = max([self.line, *lines])
            self.emit(
                Block.table(result, first, last, header=header, level=self.level, quote=self.quote)
            )

    def places(self, rows: Iterable[Iterable[Tag]]) -> bool:
        """Whether a table only places parts of a page: its cells hold headings or long texts of
        several paragraphs.
        """
        cells = chain.from_iterable(rows)
        return any(c.find(["h1", "h2", "h3"]) or len(c.find_all("p")) > 4 for c in cells)

    def cell_text(self, cell: Tag) -> RichText:
        held = (self.text, self.open, self.cell, self.pending)
        self.text, self.open, self.cell, self.pending = self.flow(), [], True, None
        self.walk(cell)
        rich = self.finish(self.text.rich())
        self.text, self.open, self.cell, self.pending = held
        return rich


def _own(tag: Tag, names: tuple[str, ...], within: str) -> Iterator[Tag]:
    """The rows or cells of a table, not those of tables within: looking through these for each
    would be quadratic.

    A row or cell that was never closed holds those that follow it.
    """
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name in names:
                yield child
            if child.name not in ("table", within):
                yield from _own(child, names, within)


def _outermost(cells: Iterable[Tag], table: Tag) -> Iterator[Tag]:
    """The cells that lie in no other one: a cell that was never closed holds those that follow,
    and what is in it is read with it. (Read on its own as well, a table in a cell in a table takes
    twice as long for each level.)
    """
    seen: set[int] = set()
    for cell in cells:
        above = takewhile(lambda parent: parent is not table, cell.parents)
        if not any(id(parent) in seen for parent in above):
            yield cell
        seen.add(id(cell))


#: What a table is made of; with anything else in it, a browser takes that out.
_FRAME = frozenset(("tr", "tbody", "thead", "tfoot", "colgroup", "form"))


def _stray(tag: Tag) -> Iterator[Tag | NavigableString]:
    """What stands in a table, but in none of its cells."""
    for child in tag.children:
        if isinstance(child, NavigableString):
            if child.strip() and not isinstance(child, PreformattedString):
                yield child
        elif isinstance(child, Tag) and child.name not in ("td", "th", "caption", "col"):
            framed = child.name in _FRAME or child.find(["tr", "td", "th"]) is not None
            if child.name == "table" or not framed:
                yield child
            else:
                yield from _stray(child)


def _cells(row: Tag) -> list[Tag]:
    return list(_own(row, ("td", "th"), "tr"))
