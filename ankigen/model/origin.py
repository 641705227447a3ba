"""Where a thing stands in the raw notes, and the error that is the caller's to correct."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A place in the raw notes: the file (relative to the sources, with "/") and its 1-based
    line.
    """

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class AnkigenError(Exception):
    """The caller's trouble: one line that says what is wrong and what to do next. The command
    exits with 2.

    >>> str(AnkigenError("no such field: \\na"))
    'no such field: a'
    """

    def __init__(self, message: str) -> None:
        # what it quotes may have lines, and may come from anywhere
        super().__init__(" ".join(map(str.strip, message.splitlines())))
