"""Flowing text → RichText, for the formats whose line ends mean nothing: HTML, LaTeX, documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ankigen.model import Block, Kind, Mark, RichText, Style

#: Styles of which two that touch are one: an editor cuts "**Term**" into as many pieces as it was
#: written in.
_JOINED = frozenset((Style.STRONG, Style.EM, Style.UNDERLINE, Style.STRIKE, Style.MARK))


@dataclass
class Flow:
    """A RichText in the making: white space collapsed, the raw line of each word kept."""

    pieces: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0
    space: bool = False

    def word(self, text: str, line: int) -> None:
        self.settle()
        if not self.lines or self.lines[-1][1] != line:
            self.lines.append((self.length if self.lines else 0, line))
        self.pieces.append(text)
        self.length += len(text)

    def settle(self) -> None:
        """Set the space that is due."""
        if self.space and self.length and not self.pieces[-1].endswith(("\n", " ")):
            self.pieces.append(" ")
            self.length += 1
        self.space = False

    def break_line(self) -> None:
        self.space = False
        if self.length:
            self.pieces.append("\n")
            self.length += 1

    def rich(self) -> RichText:
        text = "".join(self.pieces)
        return RichText(text, joined_marks(text, self.marks), tuple(self.lines)).strip()


def joined_marks(text: str, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks in order; those of one style that overlap, or have only a space between them, as
    one.

    >>> bold = [Mark(0, 5, Style.STRONG), Mark(6, 10, Style.STRONG), Mark(15, 19, Style.STRONG)]
    >>> [(m.start, m.end) for m in joined_marks("Lever rule and more", bold)]
    [(0, 10), (15, 19)]
    """
    kept: list[Mark] = []
    last: dict[Style, int] = {}
    for mark in sorted({m for m in marks if m.start < m.end}):
        n = last.get(mark.style, -1)
        before = kept[n] if n >= 0 else None
        if before is not None and (
            before.end >= mark.start or not text[before.end : mark.start].strip(" ")
        ):
            kept[n] = replace(before, end=max(before.end, mark.end))
            continue
        if mark.style in _JOINED:
            last[mark.style] = len(kept)
        kept.append(mark)
    return tuple(kept)


def covering(blocks: Sequence[Block], filled: Sequence[bool]) -> list[Block]:
    """The blocks in the order of their lines, stretched over the lines of bare markup between
    them.
    """
    result: list[Block] = []
    for n, block in enumerate(blocks):
        following = min((b.line for b in blocks[n + 1 : n + 2]), default=len(filled) + 1)
        end = max(block.end_line, following - 1)
        while end > block.end_line and (end > len(filled) or not filled[end - 1]):
            end -= 1
        result.append(replace(block, end_line=end))
    first = result[0].line if result else len(filled) + 1
    if first > 1 and any(filled[: first - 1]):
        result.insert(0, Block(Kind.DROPPED, RichText(), 1, first - 1, value="markup"))
    return result
