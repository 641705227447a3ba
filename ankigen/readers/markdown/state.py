"""Where the scan of a Markdown file stands, and what all its parts do: emit blocks, leave lists, search closers."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ankigen.model import Block, Kind, RichText
from ankigen.readers.inline_markdown import HARD, inline
from ankigen.readers.markdown.values import Found, Holder, Line
from ankigen.readers.markdown.wrapping import join_cjk, separate

_BLOCK_ID = re.compile(r"[ \t]\^[A-Za-z0-9-]{3,}$")


class State(ABC):
    """One pass over the lines. `level` and `quote` are those of the place it stands in."""

    def __init__(
        self,
        lines: Sequence[Line],
        links: Mapping[str, str],
        level: int = 0,
        quote: int = 0,
        depth: int = 0,
    ) -> None:
        self.lines = list(lines)
        self.links = links
        self.level, self.quote, self.depth = level, quote, depth
        self.found: list[Found] = []
        self.holders: list[Holder] = []
        self.at = 0
        self.gap = 0
        self.after_item = (
            False  # the last line was an item's: what follows without a gap may belong to it
        )
        self.missing: set[str] = set()  # closers that do not come any more
        self.closings: dict[str, int] = {}  # "</table" → the last line that has it

    def emit(self, block: Block, refers: tuple[str, ...] = (), note: str = "") -> None:
        self.found.append(Found(replace(block, gap=self.gap, quote=self.quote), refers, note))
        self.gap = 0

    def drop(self, first: int, last: int, why: str) -> None:
        """Leave out lines[first:last+1]."""
        text = "\n".join(s.text.strip() for s in self.lines[first : last + 1])
        block = Block(
            Kind.DROPPED,
            RichText.of(text, self.lines[first].number),
            self.lines[first].number,
            self.lines[last].number,
            value=why,
        )
        self.emit(block)
        self.at = last + 1

    def settle(self, indent: int, keep: bool = False) -> int:
        """Leave the lists that a line with this indent does not belong to; the level of what it begins."""
        if not (keep and self.after_item and not self.gap):
            while self.holders and indent < self.holders[-1].indent + 2:
                self.holders.pop()
        return self.level + len(self.holders)

    def rich(self, lines: Sequence[Line], keep_breaks: bool) -> tuple[RichText, tuple[str, ...]]:
        pieces = []
        for n, line in enumerate(lines):
            text = line.text
            if n < len(lines) - 1:
                if text.endswith("  ") or (text.endswith("\\") and not text.endswith("\\\\")):
                    text = text.rstrip(" ").removesuffix("\\").rstrip() + HARD
                elif re.search(r"<br\s*/?>\s*$", text, re.I):
                    text = re.sub(r"\s*<br\s*/?>\s*$", "", text, flags=re.I) + HARD
            pieces.append(text.strip(" "))
        joined = "\n".join(pieces)
        joined = _BLOCK_ID.sub("", joined)
        if not keep_breaks:
            joined = join_cjk(joined)
        return inline(joined, [line.number for line in lines], self.links, keep_breaks)

    def text_block(self, kind: Kind, lines: Sequence[Line], level: int, **more: Any) -> None:
        """A block of running text on these lines, with `more` of its fields; breaks are kept where each line stands for itself."""
        soft = separate(lines)
        text, refers = self.rich(lines, soft)
        block = Block(
            kind, text, lines[0].number, lines[-1].number, level=level, value="soft" if soft else ""
        )
        self.emit(replace(block, **more), refers)

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

    def inner(self, lines: Sequence[Line], level: int, quote: int) -> None:
        """Read lines that stand in a quotation or a directive."""
        scanner = type(self)(lines, self.links, level, quote, self.depth + 1)
        scanner.gap = self.gap
        inside = scanner.scan()
        self.found += inside
        if inside:
            self.gap = 0

    @abstractmethod
    def scan(self) -> list[Found]:
        """The blocks of all lines."""

    @abstractmethod
    def starts_block(self, at: int) -> bool:
        """Whether lines[at] ends the paragraph above it."""

    @abstractmethod
    def heading(self, line: Line, body: str) -> bool:
        """Take the line if it is a heading."""


def line_index(lines: Sequence[Line], number: int) -> int:
    """Where the line of this raw number stands: the numbers ascend without gaps."""
    return number - lines[0].number
