"""Runs `ankigen` as its user does, in a folder of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import typer.main

from ankigen.cli import app

# A process of a user makes the commands of their functions once; here thousands run in one.
typer.main.get_command = cache(typer.main.get_command)

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str


class Command:
    """`ankigen` in a folder: inside this process, as it is many times faster."""

    def __init__(
        self, folder: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self.folder = folder
        self._capture = capture
        self._patch = patch

    def __call__(self, *arguments: str) -> Ran:
        patch, capture = self._patch, self._capture
        patch.chdir(self.folder)
        patch.setattr(sys, "argv", ["ankigen", *arguments])
        capture.readouterr()
        try:
            app.main()
            code = 0
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        out, err = capture.readouterr()
        return Ran(code, out, err)

    def write(self, name: str, text: str | bytes) -> Path:
        """A file in the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def tree(self) -> dict[str, bytes]:
        """Every file below the folder with its bytes."""
        return {
            p.relative_to(self.folder).as_posix(): p.read_bytes()
            for p in sorted(self.folder.rglob("*"))
            if p.is_file()
        }


def run_here(folder: Path, *arguments: str, stdin: bytes = b"") -> Ran:
    """`ankigen` in a folder, inside this process, for what has no fixture at hand."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["ankigen", *arguments], io.TextIOWrapper(io.BytesIO(stdin))
    try:
        with chdir(folder), redirect_stdout(out), redirect_stderr(err):
            app.main()
        code = 0
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    finally:
        sys.argv, sys.stdin = before
    return Ran(code, out.getvalue(), err.getvalue())


def run_apart(
    folder: Path,
    *arguments: str,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """`python -m ankigen` in a process of its own."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, "-m", "ankigen", *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=600,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            **(environment or {}),
        },
    )
