"""`--quiet`, and colours: on terminals alone, and not where NO_COLOR is set."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

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


def on_terminal(folder: Path, *arguments: str, interrupt_at: str = "", **environment: str) -> str:
    """What a command shows on a terminal, both streams; Ctrl-C comes when it has shown
    `interrupt_at`.
    """
    reader, writer = pty.openpty()
    names = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}
    ran = subprocess.Popen(
        [sys.executable, "-m", "ankigen", *arguments],
        cwd=folder,
        stdin=writer,
        stdout=writer,
        stderr=writer,
        env={**names, "PYTHONPATH": str(ROOT), "TERM": "xterm", **environment},
    )
    os.close(writer)
    shown = b""
    try:
        while data := os.read(reader, 65536):
            shown += data
            if interrupt_at and interrupt_at.encode() in shown:
                ran.send_signal(signal.SIGINT)
                interrupt_at = ""
    except OSError:  # the end of a terminal on Linux
        pass
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
        shown = on_terminal(ankigen.folder, "check", interrupt_at=at)
        assert HIDDEN in shown
        assert shown.rindex(SHOWN) > shown.rindex(HIDDEN)
        assert "Traceback" not in shown
