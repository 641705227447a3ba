"""A line with its number in the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Numbered(NamedTuple):
    """A line and its number in the file."""

    number: int
    text: str


Lines = Sequence[Numbered]
