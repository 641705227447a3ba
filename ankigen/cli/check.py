"""`ankigen check`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ankigen.cli.options import From, Paths, columns


def check(
    paths: Paths = None,
    kind: From = "txt",
    all: Annotated[
        bool, typer.Option("--all", help="Unlikely suggested corrections, too.")
    ] = False,
) -> None:
    """Say what in the notes needs a look.

    Lists findings and fixes, one a line; what needs a person comes last, and then the exit code is 1.
    """
    from ankigen.cli import render
    from ankigen.project.session import whole_deck

    progress = render.Progress(sys.stderr)
    job, found, made = whole_deck(paths or (), kind, progress, all_suggestions=all)
    progress.done()
    lines = render.check_lines(found, made, job.shown)
    for line in lines:
        print(render.wrapped(line, columns()))
    needed = any(render.to_look_at(found, made))
    if lines:
        print(render.needed_of(found, made, len(lines)), file=sys.stderr)
    elif sys.stdout.isatty():
        print("Nothing needs you.")
    raise typer.Exit(1 if needed else 0)
