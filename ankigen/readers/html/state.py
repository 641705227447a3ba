"""Where the walk over a page stands, and how text becomes blocks."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bs4.element import (
    CData,
    Comment,
    NavigableString,
    PageElement,
    PreformattedString,
    Tag,
)

from ankigen.model import Block, Kind, Mark, RichText, Style
from ankigen.readers.flow import Flow
from ankigen.readers.html.marks import Sheet
from ankigen.readers.html.notes import Notes
from ankigen.readers.html.split import (
    drawn_items,
    last_line,
    only_formula,
    split_at_bold,
    with_literals_of,
)
from ankigen.text.decoding import plain

#: Elements nested deeper than this are read as their bare text.
_DEEPEST = 150
_SPACES = re.compile(r"\s+")


#: What Word writes around a part for some browsers; some parsers of HTML take it for a comment.
_CONDITION = re.compile(r"\[(?:if\b[^\[\]]*|endif)\]", re.IGNORECASE)


class State(ABC):
    """Where the walk over a page stands, and how text becomes blocks."""

    #: A table with fewer columns only places parts of a page.
    narrowest_table = 2
    flow: type[Flow] = Flow

    def __init__(self, styles: Sheet) -> None:
        self.styles = styles
        self.blocks: list[Block] = []
        self.text = self.flow()
        self.open: list[tuple[Style, str, int]] = []
        self.line = 1
        self.level = 0  # list depth of paragraphs here
        self.quote = 0
        self.pending: Block | None = (
            None  # the ITEM, TERM, DEFINITION or HEADING whose text comes next
        )
        self.depth = 0
        self.breaks = 0  # <br> in a row
        self.cell = False  # within a table cell: no blocks, only line breaks
        self.main: Tag | None = None
        self.around: set[int] = set()  # ids of the elements that hold the main part
        self.notes = Notes()

    def flush(self) -> None:
        """End the text at hand: it becomes a block of its own, or the text of the item that
        waits for it.
        """
        self.breaks = 0
        end = self.text.length
        if not end:
            self.text.space = False
            return
        self.text.marks += [Mark(start, end, style, value) for style, value, start in self.open]
        rich = self.finish(self.text.rich())
        self.text = self.flow()
        self.open = [(style, value, 0) for style, value, _ in self.open]
        if not rich:
            return
        if self.pending:
            block, self.pending = self.pending, None
            end_line = last_line(rich)
            self.emit(
                replace(block, text=rich, line=rich.line, end_line=end_line, quote=self.quote)
            )
            return
        for block in self.paragraphs(rich):
            self.emit(replace(block, quote=self.quote))

    def finish(self, rich: RichText) -> RichText:
        """The text of a block or a cell once all of it is there: what else in it is a formula or
        a sound.
        """
        return with_literals_of(rich)

    def paragraphs(self, rich: RichText) -> Iterator[Block]:
        """The blocks that a paragraph amounts to."""
        for part in split_at_bold(rich):
            if items := drawn_items(part, self.level):
                yield from items
            elif formula := only_formula(part):
                yield replace(formula, level=self.level)
            else:
                yield Block(Kind.PARAGRAPH, part, part.line, last_line(part), level=self.level)

    def emit(self, block: Block) -> None:
        if block.end_line < block.line:
            block = replace(block, end_line=block.line)
        self.blocks.append(block)

    def leave_pending(self) -> None:
        """An item that begins with a block (a list, code) has no text of its own."""
        if self.pending:
            block, self.pending = self.pending, None
            if block.kind is Kind.ITEM:
                self.emit(replace(block, line=self.line, end_line=self.line, quote=self.quote))

    def drop(self, tag: Tag, why: str) -> None:
        text = " ".join(tag.get_text(" ").split())
        first = self.at(tag)
        last = first + str(tag).count("\n")
        self.line = max(self.line, last)
        if text:
            if not self.cell and not self.open and not self.pending:
                self.flush()
            self.emit(Block(Kind.DROPPED, RichText.of(text, first), first, last, value=why))

    def at(self, tag: Tag) -> int:
        return max(self.line, tag.sourceline or self.line)

    def walk(self, parent: Tag) -> None:
        if self.depth > _DEEPEST:
            self.string(parent.get_text(" "))
            return
        for child in parent.children:
            self.within(child)

    def within(self, child: PageElement) -> None:
        """Read what stands within an element, one level deeper."""
        self.depth += 1
        if isinstance(child, PreformattedString):
            self.unseen(child)
        elif isinstance(child, NavigableString):
            self.string(str(child))
        elif isinstance(child, Tag):
            self.tag(child) if self.depth <= _DEEPEST else self.string(child.get_text(" "))
        self.depth -= 1

    def unseen(self, comment: PreformattedString) -> None:
        """A comment, or what a browser takes for one: left out, and named where it has words."""
        first = self.line
        self.line += comment.count("\n")
        words = " ".join(comment.split())
        said = any(map(str.isalnum, words)) and not _CONDITION.fullmatch(words)
        if isinstance(comment, Comment | CData) and said:
            rich = RichText.of(words, first)
            self.emit(Block(Kind.DROPPED, rich, first, self.line, value="a comment"))

    def string(self, text: str) -> None:
        at = 0
        for gap in _SPACES.finditer(text):
            if gap.start() > at:
                self.put(text[at : gap.start()])
            self.text.space = True
            self.line += gap.group().count("\n")
            at = gap.end()
        if at < len(text):
            self.put(text[at:])

    def put(self, word: str) -> None:
        self.breaks = 0
        self.text.word(plain(word), self.line)

    def styled(self, text: str, style: Style, value: str = "") -> None:
        self.text.settle()
        start = self.text.length
        self.breaks = 0
        self.text.word(text, self.line)
        self.text.marks.append(Mark(start, self.text.length, style, value))

    def begin(self, style: Style, value: str) -> None:
        self.text.settle()
        self.open.append((style, value, self.text.length))

    def end(self) -> None:
        style, value, start = self.open.pop()
        if self.text.length > start:
            self.text.marks.append(Mark(start, self.text.length, style, value))

    @abstractmethod
    def tag(self, tag: Tag) -> None:
        """Read an element."""

    @abstractmethod
    def block(self, tag: Tag) -> None:
        """Read an element that stands apart from the text around it."""

    @abstractmethod
    def with_css(self, tag: Tag) -> None:
        """Walk a block whose own style makes its text bold or the like."""

    @abstractmethod
    def heading(self, tag: Tag, level: int) -> None:
        """Read a heading."""

    @abstractmethod
    def inline(self, tag: Tag, name: str) -> None:
        """Read an element within a line."""

    @abstractmethod
    def math(self, latex: str, display: bool) -> None:
        """Set a formula."""

    @abstractmethod
    def left_out(self, tag: Tag, name: str) -> bool:
        """Leave the element out if it is not part of the text."""
