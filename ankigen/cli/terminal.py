"""What reaches the terminal: text, and never a command to it.

A name or a headword can hold control characters, which move the cursor, recolour or retitle the
window, and characters that turn the direction of writing, which let a line read otherwise than it
is. Each is shown as JSON would write it (`\\u001b`), so that what `parse --format json` prints is
the same data.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

#: C0 but for the line break and the tab, DEL, C1; line and paragraph separators; marks, embeddings,
#: overrides and isolates of direction; the byte order mark.
_UNSAFE = {
    code: f"\\u{code:04x}"
    for code in (
        *(c for c in range(0x20) if c not in (0x09, 0x0A)),
        *range(0x7F, 0xA0),
        *(0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    )
}


def safe(text: str) -> str:
    """A text without what a terminal would obey.

    >>> safe("a\\x1b[31mb"), safe("left\\u202eright"), safe("as it is\\n")
    ('a\\\\u001b[31mb', 'left\\\\u202eright', 'as it is\\n')
    """
    return text.translate(_UNSAFE)


class SafeStream:
    """A text stream that writes only what is safe; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        self.stream.write(safe(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


#: What the lines of a kind look like on a terminal (styles of rich).
_STYLES = {"error": "bold red", "warning": "yellow", "good": "green", "heading": "bold"}


def console(stream: TextIO) -> Console:
    """Rich's console over a stream, past SafeStream, because it writes commands of its own: what
    is printed there must be `safe`. It knows NO_COLOR and TERM=dumb.
    """
    from rich.console import Console

    return Console(file=getattr(stream, "stream", stream), highlight=False, soft_wrap=True)


def put(stream: TextIO, text: str, style: str = "") -> None:
    """A line of text, coloured on a terminal where that is wanted; `style` is one of _STYLES, or
    "".
    """
    if style and stream.isatty():
        from rich.text import Text

        console(stream).print(Text(safe(text), _STYLES[style]))
    else:
        stream.write(f"{text}\n")


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Everything that is printed meanwhile is safe."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = map(SafeStream, before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
