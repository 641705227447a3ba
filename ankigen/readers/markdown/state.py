"""Where the pass over the lines of a Markdown file stands, and how it writes what the library
reads.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ankigen.model import Block, Kind, RichText
from ankigen.readers.markdown.protect import protect
from ankigen.readers.markdown.stash import Extent, Sign, Stash
from ankigen.readers.markdown.wrapping import is_cjk_break, separate

#: The library nests what stands four columns deeper.
STEP = "    "
_BLOCK_ID = re.compile(r"[ \t]\^[A-Za-z0-9-]{3,}$")
_BREAK = re.compile(r"(?:\s*<br\s*/?>\s*| {2,}|(?<!\\)\\)$", re.I)


class Line(NamedTuple):
    number: int
    text: str  # tabs expanded


class Holder(NamedTuple):
    """What an indented line may belong to: an item of a list, or a definition."""

    indent: int  # columns of its marker
    ordered: bool
    number: int = 1


class State(ABC):
    """One pass over the lines. `margin` stands before each line that is written, `quoted` says
    how deep in quotations.
    """

    def __init__(self, lines: Sequence[Line], stash: Stash, margin: str = "", depth: int = 0):
        self.lines = list(lines)
        self.stash = stash
        self.margin, self.depth = margin, depth
        self.out: list[str] = []
        self.holders: list[Holder] = []
        self.at = 0
        self.gap = 0
        self.after_item = False  # the last line was an item's: what follows may belong to it
        self.folds = 0  # folds that are open
        self.defines = False  # a term or a definition is above: the next one belongs to it
        self.missing: set[str] = set()  # closers that do not come any more
        self.closings: dict[str, int] = {}  # "</table" → the last line that has it

    def write(self, rows: Sequence[str], level: int) -> None:
        """Write the lines of one block, apart from those before it, as deep in lists as `level`
        says.
        """
        margin = self.margin + STEP * level
        if self.out:
            self.out.append(self.margin.rstrip())
        self.out += [margin + row for row in rows]
        self.gap = 0

    def blocks(self, level: int, *blocks: Block) -> None:
        """Write the sign of blocks that are finished."""
        self.write([self.stash.block(*blocks)], level)

    def drop(self, first: int, last: int, why: str) -> None:
        """Leave out lines[first:last+1]."""
        text = "\n".join(s.text.strip() for s in self.lines[first : last + 1])
        line, end_line = self.lines[first].number, self.lines[last].number
        dropped = Block(Kind.DROPPED, RichText.of(text, line), line, end_line, value=why)
        self.blocks(len(self.holders), dropped)
        self.at = last + 1

    def settle(self, indent: int, keep: bool = False) -> int:
        """Leave the lists that a line with this indent does not belong to; the level of what it
        begins.
        """
        if not (keep and self.after_item and not self.gap):
            while self.holders and indent < self.holders[-1].indent + 2:
                self.holders.pop()
        return len(self.holders)

    def text(self, lines: Sequence[Line], level: int, head: str = "", first: int = 0) -> None:
        """Write running text, `head` before it: a list's marker and the like. Its block begins
        on the line `first`.
        """
        self.extent(lines[0].number, lines[-1].number, first)
        rows = self.rows(lines, separate([s.text.strip() for s in lines]))
        self.write([head + rows[0], *rows[1:]], level)

    def extent(self, line: int, last: int, first: int = 0) -> None:
        """Keep in mind that the block whose text begins on `line` covers the lines from `first`
        to `last`.
        """
        self.stash.extents[line] = Extent(first or line, last)

    def rows(self, lines: Sequence[Line], soft: bool) -> list[str]:
        """The lines as one text for the library, each behind the sign of its raw line."""
        pieces: list[str] = []
        glued = False
        for n, line in enumerate(lines):
            text = line.text.strip(" ")
            ends = ""
            if n + 1 < len(lines):
                hard = _BREAK.search(line.text)
                text = line.text[: hard.start()].strip(" ") if hard else text
                ends = Sign.SOFT() if soft else Sign.HARD() if hard else ""
            join = Sign.JOIN() if glued else ""
            pieces.append(f"{Sign.LINE(line.number)} {join}{text}{ends}")
            glued = not ends and n + 1 < len(lines) and is_cjk_break(text, lines[n + 1].text)
        pieces[-1] = _BLOCK_ID.sub("", pieces[-1])
        return protect("\n".join(pieces), self.stash).split("\n")

    def row(self, line: Line, text: str) -> str:
        return self.rows([line._replace(text=text)], False)[0]

    def find_line(self, key: str, closes: Callable[[str], bool], first: int = -1) -> int:
        """The first line below (or from `first` on) that closes what is open, -1 if none does.

        What was once searched in vain is not searched again: `key` names it.
        """
        if key in self.missing:
            return -1
        for n in range(self.at + 1 if first < 0 else first, len(self.lines)):
            if closes(self.lines[n].text.strip()):
                return n
        self.missing.add(key)
        return -1

    def inner(self, lines: Sequence[Line], level: int, quoted: bool, title: str = "") -> None:
        """Read lines that stand in a quotation or a directive; its title, if it has one, is bold
        above them.
        """
        margin = self.margin + STEP * level + ("> " if quoted else "")
        inside = type(self)(lines, self.stash, margin, self.depth + 1)
        if title:
            head = lines[0]
            inside.lines = list(lines[1:])
            inside.text([head._replace(text=f"**{title}**")], 0)
        written = inside.scan()
        if written:
            if self.out:
                self.out.append(self.margin.rstrip())
            self.out += written
            self.gap = 0

    @abstractmethod
    def scan(self) -> list[str]:
        """All lines as the library takes them."""

    @abstractmethod
    def starts_block(self, at: int) -> bool:
        """Whether lines[at] ends the paragraph above it."""

    @abstractmethod
    def heading(self, line: Line, body: str) -> bool:
        """Take the line if it is a heading."""


def line_index(lines: Sequence[Line], number: int) -> int:
    """Where the line of this raw number stands: the numbers ascend without gaps."""
    return number - lines[0].number
