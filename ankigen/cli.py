"""The commands. Thin: each reads from `files`, runs the `pipeline`, and shows a `report`.

Exit codes: 0 done; 1 a check found something; 2 it cannot be done (one line says what is wrong and what to do).
Heavy imports stand inside the commands, so that `ankigen --help` is quick.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ankigen.model import AnkigenError

if TYPE_CHECKING:
    from ankigen.files import Project
    from ankigen.model import Source

app = typer.Typer(
    help="Raw study notes in; an Anki deck, a CSV and Quizlet files out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # rich would double the time that --help takes
    pretty_exceptions_enable=False,  # a traceback is for us, and should be the plain one
)


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"


def main() -> None:
    """Runs a command. The caller's trouble becomes one line on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    try:
        app()
    except AnkigenError as error:
        print(f"ankigen: {' '.join(str(error).split())}", file=sys.stderr)
        raise SystemExit(2) from None


# --------------------------------------------------------------------------- parse


@app.command()
def parse(
    file: Annotated[str, typer.Argument(help='A file of notes, or "-" for standard input.')],
    format: Annotated[Format, typer.Option(help="How to print the entries.")] = Format.TABLE,
    kind: Annotated[
        str, typer.Option("--from", help='What standard input is, such as "md".')
    ] = "txt",
) -> None:
    """Show the entries that ankigen finds in one file of notes."""
    from ankigen import report
    from ankigen.files import find_project
    from ankigen.pipeline import study

    project = find_project(Path.cwd())
    source = _source(file, kind, project)
    found = study([source], project.settings)
    if format is Format.JSON:
        print(report.entries_json(found.entries), end="")
    else:
        print(report.entries_table(found.entries, _columns()), end="")
    if not found.entries:
        print(f"{source.shown}: no entries found", file=sys.stderr)


def _source(file: str, kind: str, project: Project) -> Source:
    from ankigen.files import STDIN, one_source
    from ankigen.model import Source
    from ankigen.reading import READERS

    if file != STDIN:
        return one_source(Path(file), READERS.keys(), project)
    suffix = "." + kind.removeprefix(".").lower()
    if suffix not in READERS:
        known = " ".join(s.removeprefix(".") for s in sorted(READERS))
        raise AnkigenError(f"--from {kind}: not a kind of notes that ankigen reads; known: {known}")
    return Source(f"stdin{suffix}", sys.stdin.buffer.read(), "standard input")


def _columns() -> int:
    """The terminal's width, 0 (= do not cut) when the output goes to a file or another program."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
