"""The values of the scan: lines, what they may belong to, and the blocks found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ankigen.model import Block


class Line(NamedTuple):
    number: int
    text: str  # tabs expanded


@dataclass(frozen=True, slots=True)
class Holder:
    """What an indented line may belong to: an item of a list, or a definition."""

    indent: int  # columns of its marker
    ordered: bool
    number: int = 1


class Found(NamedTuple):
    """A block, and the labels of the footnotes that it refers to or (`note`) is."""

    block: Block
    refers: tuple[str, ...] = ()
    note: str = ""
