"""What the Markdown library must not touch: signs in its input that stand for raw lines, code,
formulas and whole blocks.

A sign is a letter and a number between two code points that no text may hold (Unicode's
noncharacters). To the library it is neither a letter nor a space nor a mark of Markdown, so it
comes out in the HTML as it went in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ankigen.model import Block, Mark, RichText, Style

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
SIGN = re.compile(f"{_OPEN}([A-Z])([a-z0-9]*){_CLOSE}")


class Sign(StrEnum):
    """What a sign stands for; its number says which."""

    LINE = "M"  # the raw line that begins here
    HARD = "B"  # a line break that the notes force
    SOFT = "C"  # a line break that stays because the lines may be things of their own
    JOIN = "J"  # no space between two lines (Chinese, Japanese)
    ITEM = "I"  # an item: its number if its list is ordered
    TASK = "K"  # the item is a task of its writer's
    LITERAL = "L"  # a code span or a formula
    BLOCKS = "S"  # blocks that are finished
    NOTE = "F"  # the text of a footnote
    TAG = "T"  # an HTML tag within a line
    FOLD = "O"  # a fold begins, with its summary
    SUMMARY = "Q"  # the summary ends
    END = "Z"  # the fold ends

    def __call__(self, value: int | str = "") -> str:
        return f"{_OPEN}{self.value}{value}{_CLOSE}"


#: Between two lines of one text.
_LINE_END = re.compile(f"(?:{_OPEN}[BC]{_CLOSE})?\n{_OPEN}M([0-9]+){_CLOSE} ?(?:{_OPEN}J{_CLOSE})?")


class Literal(NamedTuple):
    """A code span or formula as the notes have it, and what is shown of it."""

    source: str
    shown: RichText  # all of it under one mark


class Extent(NamedTuple):
    """The raw lines of a block."""

    first: int
    last: int


@dataclass
class Stash:
    """What the signs of a document stand for."""

    literals: list[Literal] = field(default_factory=list)
    blocks: list[Sequence[Block]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    extents: dict[int, Extent] = field(default_factory=dict)  # by the line on which a text begins

    def literal(self, source: str, value: str, style: Style, line: int = 0) -> str:
        """The sign for a literal with this source; `value` is the code, or the bare LaTeX."""
        code = style not in (Style.MATH, Style.DISPLAY)
        parts = _LINE_END.split(value if code else source)
        text, lines = parts[0], [(0, line)]
        for number, part in zip(parts[1::2], parts[2::2], strict=True):
            text += " " if code else "\n"
            lines.append((len(text), int(number)))
            text += part
        text = SIGN.sub("", text)
        bare = "" if code else " ".join(SIGN.sub("", _LINE_END.sub("\n", value)).split("\n"))
        shown = RichText(text, (Mark(0, len(text), style, bare),), tuple(lines))
        self.literals.append(Literal(_plain(source), shown))
        return Sign.LITERAL(len(self.literals) - 1)

    def block(self, *blocks: Block) -> str:
        self.blocks.append(blocks)
        return Sign.BLOCKS(len(self.blocks) - 1)

    def tag(self, source: str) -> str:
        self.tags.append(_plain(source))
        return Sign.TAG(len(self.tags) - 1)

    def note(self, label: str) -> str:
        self.notes.append(label)
        return Sign.NOTE(len(self.notes) - 1)

    def html(self, source: str) -> str:
        """The library's HTML with the tags that the notes have among their text."""

        def put(found: re.Match[str]) -> str:
            return self.tags[int(found[2])] if found[1] == Sign.TAG else found[0]

        source = source.replace(f"<p>{Sign.FOLD()}", "<details><summary>")
        source = source.replace(f"{Sign.SUMMARY()}</p>", "</summary>")
        return SIGN.sub(put, source.replace(f"<p>{Sign.END()}</p>", "</details>"))

    def plain(self, text: str) -> str:
        """The text without signs, literals as the notes have them: an address, or the words for
        a picture.
        """

        def put(found: re.Match[str]) -> str:
            return self.literals[int(found[2])].source if found[1] == Sign.LITERAL else ""

        return SIGN.sub(put, _LINE_END.sub(" ", text))


def _plain(source: str) -> str:
    return SIGN.sub("", _LINE_END.sub("\n", source))


def without_signs(text: str) -> str:
    """A text that cannot be taken for a sign."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")
