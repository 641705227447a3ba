"""`--quiet`, and colours: on terminals alone, and not where NO_COLOR is set."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from unittest.mock import patch

import pytest

from ankigen.cli import app
from tests.command import ROOT, Command

pty = pytest.importorskip("pty")

NOTES = "Osmosis\nWater moves through a membrane.\n\nTort\nA civil wrong, came form the courts.\n"


@pytest.fixture
def ankigen(ankigen: Command) -> Command:
    ankigen.write("source/notes.txt", NOTES)
    return ankigen


def test_quiet_says_nothing_but_what_is_wrong(ankigen: Command) -> None:
    assert ankigen("init", "--deck", "Law", "-q").out == ""
    assert ankigen("build", "-q").out == ""
    table = (ankigen.folder / "dist/Law.csv").read_text("utf-8-sig")
    ankigen.write("theirs.csv", table.replace("through a membrane", "through a skin"))
    merged = ankigen("merge", "theirs.csv", "--quiet", "--to-notes", "notes.patch")
    assert (merged.code, merged.out, merged.err) == (0, "", "")
    assert "through a skin" in (ankigen.folder / "edits.toml").read_text()
    applied = ankigen("apply", "notes.patch", "-q")
    assert (applied.code, applied.out) == (0, "")
    assert "through a skin" in (ankigen.folder / "source/notes.txt").read_text()
    checked = ankigen("check", "-q")
    assert (checked.code, checked.out) == (1, "") and "review" in checked.err
    wrong = ankigen("apply", "missing.patch", "-q")
    assert wrong.code == 2 and wrong.err.startswith("ankigen: missing.patch")
    assert ankigen("check").out  # the next command speaks again


def on_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """What a command shows on a terminal, both streams."""
    names = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}
    reader, writer = pty.openpty()
    shown: list[bytes] = []
    reading = threading.Thread(target=lambda: shown.extend(all_of(reader)))
    reading.start()
    with (
        os.fdopen(writer, "w") as screen,
        patch.dict(os.environ, {**names, "TERM": "xterm", **environment}, clear=True),
        redirect_stdout(screen),
        redirect_stderr(screen),
        chdir(folder),
        patch.object(sys, "argv", ["ankigen", *arguments]),
        suppress(SystemExit),
    ):
        app.main()
    reading.join()
    os.close(reader)
    return b"".join(shown).decode()


def all_of(terminal: int) -> Iterator[bytes]:
    """What comes out of a terminal until its other side is closed."""
    try:
        while data := os.read(terminal, 65536):
            yield data
    except OSError:  # the end of a terminal on Linux
        return


def interrupted(folder: Path, *arguments: str, at: str) -> str:
    """What a command shows on a terminal, both streams; Ctrl-C comes when it has shown `at`."""
    reader, writer = pty.openpty()
    ran = subprocess.Popen(
        [sys.executable, "-m", "ankigen", *arguments],
        cwd=folder,
        stdin=writer,
        stdout=writer,
        stderr=writer,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
    )
    os.close(writer)
    shown = b""
    for data in all_of(reader):
        shown += data
        if at and at.encode() in shown:
            ran.send_signal(signal.SIGINT)
            at = ""
    ran.wait()
    os.close(reader)
    return shown.decode()


RED, YELLOW = "\x1b[1;31m", "\x1b[33m"


def test_colours_on_a_terminal_and_not_without_one(ankigen: Command) -> None:
    folder = ankigen.folder
    assert f"{RED}ankigen: no-such.txt" in on_terminal(folder, "build", "no-such.txt")
    built = on_terminal(folder, "build", "source/notes.txt")
    assert f"{YELLOW}Needs review" in built
    assert YELLOW in on_terminal(folder, "check", "source/notes.txt")
    for plain in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        for command in (("build", "no-such.txt"), ("check", "source/notes.txt")):
            assert "\x1b[3" not in on_terminal(folder, *command, **plain)
    assert "\x1b" not in ankigen("build", "no-such.txt").err


HIDDEN, SHOWN = "\x1b[?25l", "\x1b[?25h"


def test_the_cursor_comes_back(ankigen: Command) -> None:
    for at in ("", HIDDEN, "reading"):
        shown = interrupted(ankigen.folder, "check", at=at)
        assert HIDDEN in shown
        assert shown.rindex(SHOWN) > shown.rindex(HIDDEN)
        assert "Traceback" not in shown
