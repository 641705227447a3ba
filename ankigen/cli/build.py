"""`ankigen build`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ankigen.cli.options import DeckName, From, LayoutOption, Out, Paths, hold, warn
from ankigen.exporters import EXPORTERS

if TYPE_CHECKING:
    from ankigen.project.job import Job


def build(
    context: typer.Context,
    paths: Paths = None,
    out: Out = None,
    deck: DeckName = "",
    only: Annotated[
        list[str] | None,
        typer.Option(help=f"Only this output ({', '.join(EXPORTERS)}) or topic; may be repeated."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if the output is not current.")
    ] = False,
    open_page: Annotated[
        bool, typer.Option("--open", help="Show the page of cards in the browser afterwards.")
    ] = False,
    kind: From = "txt",
    layout: LayoutOption = "",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing but what is wrong.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show the summary off the terminal too.")
    ] = False,
) -> None:
    """Make the Anki deck, the CSV and the Quizlet files of the notes."""
    from ankigen.cli.build_changes import before_import
    from ankigen.cli.finding_lines import unread_lines
    from ankigen.cli.progress import Progress
    from ankigen.cli.summary import one_line, style_of, summary
    from ankigen.cli.terminal import put
    from ankigen.exporters.build_diff import differences
    from ankigen.identity.lock import format_lock
    from ankigen.pipeline import write
    from ankigen.project.paths import shown
    from ankigen.project.session import choose, make_deck, named, open_job, read_notes
    from ankigen.project.writing import check_out, read_build, write_build

    progress = Progress(sys.stderr)

    def opened() -> Job:
        job = open_job(paths or (), out, deck, kind, layout)
        check_out(job.out, job.project)
        return job

    job = opened()
    if not check:
        job = hold(context, job, opened)
    found = read_notes(job, progress)
    job = named(job, found.documents, deck)
    found, outputs = choose(found, only or ())
    whole = job.whole and not only
    made = make_deck(job, found, progress, whole)
    files = write(made.deck, job.project.settings, outputs, progress)
    lock = format_lock(made.lock) if whole else None
    keeps = bool(only) or job.shares_out
    if check:
        progress.done()
        wrong = [
            f"{shown(job.out / name)}: {what}"
            for name, what in differences(files, read_build(job.out), partial=keeps)
        ]
        if lock is not None and lock != job.lock_text():
            wrong.append(f"{shown(job.lock)}: is not what a build would write")
        for line in wrong:
            print(line)
        if not wrong and sys.stdout.isatty():
            print(f"{shown(job.out)} is current")
        raise typer.Exit(1 if wrong else 0)
    written = write_build(
        job.out,
        files,
        job.sources,
        (job.lock, lock),
        keep_others=keeps,
        ours=out is None or os.path.realpath(out) == os.path.realpath(job.project.out),
    )
    progress.done()
    if not quiet and (verbose or sys.stdout.isatty()):
        from ankigen.project.advice import Advice

        targets = [shown(p) for p in written]
        told = summary(found, made, targets, job.shown, job.command, Advice(job).of)
        for line in told.splitlines():
            put(sys.stdout, line, style_of(line))
    else:
        if not quiet:
            print(one_line(found, made, shown(job.out), job.command))
        for line in (*unread_lines(made, job.shown), *before_import(made, job.command("review"))):
            warn(line)
    if open_page:
        import webbrowser

        page = EXPORTERS["html"].file(made.deck)
        webbrowser.open((job.out / page).resolve().as_uri())
