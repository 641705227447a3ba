"""The text of the clipboard, by the command that each platform has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from ankigen.model import AnkigenError

#: How a path says "the clipboard".
CLIPBOARD = "clipboard:"
#: A command that waits for a screen that is not there is given up after so many seconds.
PATIENCE = 10

_POWERSHELL = (
    "powershell",
    "-NoProfile",
    "-Command",
    "[Console]::OutputEncoding = [Text.Encoding]::UTF8; Get-Clipboard -Raw",
)


def commands(platform: str, environment: Mapping[str, str]) -> list[Sequence[str]]:
    """What prints the clipboard on this platform, the likeliest first.

    >>> [c[0] for c in commands("darwin", {})], [c[0] for c in commands("linux",
    ...     {"WAYLAND_DISPLAY": "w"})]
    (['pbpaste'], ['wl-paste', 'xclip', 'xsel'])
    """
    if platform == "darwin":
        return [("pbpaste",)]
    if platform in ("win32", "cygwin"):
        return [_POWERSHELL]
    x11 = [("xclip", "-selection", "clipboard", "-o"), ("xsel", "--clipboard", "--output")]
    wayland = [("wl-paste", "--no-newline")]
    found: list[Sequence[str]] = (
        [*wayland, *x11] if environment.get("WAYLAND_DISPLAY") else [*x11, *wayland]
    )
    if "WSL_DISTRO_NAME" in environment:
        found.append(("powershell.exe", *_POWERSHELL[1:]))
    return found


def read_clipboard() -> bytes:
    """The clipboard's text as UTF-8. Raises AnkigenError if there is no command for it, or it
    holds no text.
    """
    known = commands(sys.platform, os.environ)
    for command in known:
        program = shutil.which(command[0])
        if not program:
            continue
        try:
            ran = subprocess.run(
                [program, *command[1:]], capture_output=True, timeout=PATIENCE, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if ran.returncode == 0 and ran.stdout.strip():
            return ran.stdout
        raise AnkigenError("the clipboard holds no text; copy your notes and run this again")
    names = " or ".join(command[0] for command in known)
    raise AnkigenError(
        f"the clipboard cannot be read here: {names} is needed; install it, or pipe "
        f"the notes: ankigen build -"
    )
