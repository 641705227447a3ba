"""How far a long step is, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from ankigen.cli.terminal import console, safe

if TYPE_CHECKING:
    from rich.status import Status


class Progress:
    """Shows on a terminal what is going on, on one line that goes away; elsewhere it is silent."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._status: Status | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self._stream.isatty():
            return
        text = f"{stage} … {done:,}/{total:,}" if done else f"{stage} {total:,} …"
        from rich.text import Text

        if self._status is None:
            from click import get_current_context
            from rich.status import Status

            self._status = Status("", console=console(self._stream))
            self._status.start()
            if context := get_current_context(silent=True):
                context.call_on_close(self.done)  # an error is told where the line was
        self._status.update(Text(safe(text)))

    def done(self) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None
