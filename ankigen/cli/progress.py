"""How far a long step is, on a terminal."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING, TextIO

from ankigen.cli.terminal import console, safe

if TYPE_CHECKING:
    from rich.status import Status


#: The lines that stand on a terminal now.
_SHOWN: set[Progress] = set()


class Progress:
    """Shows on a terminal what is going on, on one line that goes away; elsewhere it is silent."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._status: Status | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self._stream.isatty():
            return
        from rich.text import Text

        if self._status is None:
            from rich.status import Status

            self._status = Status("", console=console(self._stream))
            _SHOWN.add(self)
            self._status.start()
        text = f"{stage} … {done:,}/{total:,}" if done else f"{stage} {total:,} …"
        self._status.update(Text(safe(text)))

    def done(self) -> None:
        if self._status is not None:
            try:
                self._status.stop()
            except IndexError:  # Ctrl-C came while rich was beginning to draw
                self._status.console.show_cursor()
            self._status = None
            _SHOWN.discard(self)


@atexit.register
def end_all() -> None:
    """Takes away the lines that an error or Ctrl-C left, and shows the cursor again."""
    for shown in tuple(_SHOWN):
        shown.done()
