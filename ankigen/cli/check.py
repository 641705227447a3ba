"""`ankigen check`."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

from ankigen.cli.options import From, Paths, Quiet, columns


class Format(StrEnum):
    """How `check` prints."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def check(
    paths: Paths = None,
    kind: From = "txt",
    format: Annotated[
        Format, typer.Option(help="How to print: for people, for programs, for editors.")
    ] = Format.TEXT,
    all: Annotated[
        bool, typer.Option("--all", help="Unlikely suggested corrections, too.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Say what in the notes and their cards needs a look.

    Lists findings and fixes, one a line; what needs a person comes last, and then the exit code is
    1.
    """
    from ankigen.cards.lint import lint
    from ankigen.cli import check_report
    from ankigen.cli.finding_lines import check_lines, needed_of, to_look_at
    from ankigen.cli.progress import Progress
    from ankigen.cli.tables import wrapped
    from ankigen.cli.terminal import put
    from ankigen.project.session import whole_deck

    progress = Progress(sys.stderr)
    job, found, made = whole_deck(paths or (), kind, progress, all_suggestions=all)
    progress.done()
    own = [note for note in made.deck.notes if "ankigen::removed" not in note.tags]
    linted = lint(own, made.deck.note_types)
    made = replace(made, findings=(*made.findings, *linted))
    if format is not Format.TEXT:
        told = check_report.results(found, made, job.shown)
        print(check_report.as_json(told) if format is Format.JSON else check_report.as_sarif(told))
        raise typer.Exit(1 if any(to_look_at(found, made)) else 0)
    lines = check_lines(found, made, job)
    for line in lines:
        print(wrapped(line, columns()))
    needed = any(to_look_at(found, made))
    if lines and (needed or not quiet):
        counted = needed_of(found, made, len(lines), job.command("review"))
        put(sys.stderr, counted, "warning" if needed else "good")
    elif sys.stdout.isatty():
        print("Nothing needs review.")
    raise typer.Exit(1 if needed else 0)
