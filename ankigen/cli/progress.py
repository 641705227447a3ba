"""How far a long step is, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from ankigen.cli.terminal import command, safe

if TYPE_CHECKING:
    pass


class Progress:
    """Says on a terminal what is going on, on one line that goes away; elsewhere it is silent."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shows = stream.isatty()
        self._length = 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self._shows:
            text = f"{stage} … {done:,}/{total:,}" if done else f"{stage} {total:,} …"
            command(self._stream, "\r" + safe(text).ljust(self._length))
            self._stream.flush()
            self._length = len(text)

    def done(self) -> None:
        if self._length:
            command(self._stream, "\r" + " " * self._length + "\r")
            self._stream.flush()
            self._length = 0
