"""Options and steps that several commands share."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ankigen.model import AnkigenError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from ankigen.pipeline import BuildResult, Progress
    from ankigen.project.job import Job
    from ankigen.sync.merge import Ours

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help=(
            'Files or folders of notes (default: source/); "-" = standard input, '
            '"clipboard:" = the clipboard.'
        ),
    ),
]
Notes = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="The notes of the deck (default: the project's, or those of the deck built here).",
    ),
]
From = Annotated[str, typer.Option("--from", help='What standard input is, such as "md".')]
Out = Annotated[Path | None, typer.Option(help="Where the files go (default: dist/).")]
LayoutOption = Annotated[
    str,
    typer.Option(
        "--layout",
        help=(
            'How the notes are laid out: "separator=~", "pattern=…", "each-line", '
            '"heading=2", "columns=term,definition".'
        ),
    ),
]
DeckName = Annotated[str, typer.Option("--deck", help="The deck's name.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Only say what would be done; change nothing.")
]
Port = Annotated[int, typer.Option(help="The port to serve on (default: any that is free).")]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Print the address only; open no browser.")]


def _hush(context: typer.Context, quiet: bool) -> bool:
    """With --quiet, nothing reaches standard output until the command ends; what is wrong goes to
    standard error.
    """
    if quiet:
        context.with_resource(contextlib.redirect_stdout(io.StringIO()))
    return quiet


Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="Print nothing but what is wrong.", callback=_hush),
]

#: Lines of a plan or a merge that are shown before the rest is only counted.
SHOWN_LINES = 40


def columns() -> int:
    """The terminal's width, 0 (= do not cut) when the output goes to a file or another program."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def print_lines(lines: list[str]) -> None:
    for line in lines[:SHOWN_LINES]:
        print(line)
    if len(lines) > SHOWN_LINES:
        print(f"… and {len(lines) - SHOWN_LINES:,} more")


def one_of(option: str, given: str, allowed: tuple[str, ...]) -> None:
    if given and given not in allowed:
        raise AnkigenError(f'{option}: must be {" or ".join(allowed)}, not "{given}"')


def hold(context: typer.Context, job: Job, opened: Callable[[], Job]) -> Job:
    """No other command writes this deck until this one ends; what a broken-off one left is taken
    back first.

    Where the notes may have changed by that, the job is the one that `opened` gives then.
    """
    from ankigen.project.clipboard import CLIPBOARD
    from ankigen.project.sources import STDIN

    changed = context.with_resource(held(job))
    return opened() if changed and not {STDIN, CLIPBOARD} & {*job.paths} else job


def held(job: Job) -> AbstractContextManager[bool]:
    """The same for the time of a `with` block."""
    from ankigen.project.transaction import exclusive

    def waiting() -> None:
        if sys.stderr.isatty():
            print("another ankigen is writing this deck; waiting for it", file=sys.stderr)

    return exclusive(job.lock.parent, job.out, waiting)


def as_built(job: Job, progress: Progress) -> BuildResult:
    """The deck as it was built last: what Anki gets has to be what the lock remembers."""
    from ankigen.identity.lock import format_lock
    from ankigen.project.session import make_deck, read_notes

    if job.lock_text() is None and not job.package.is_file():
        raise AnkigenError(f"nothing was built yet; run: {job.command('build')}")
    made = make_deck(job, read_notes(job, progress), progress)
    if format_lock(made.lock) != job.lock_text() or not job.package.is_file():
        raise AnkigenError(
            f"the notes have changed since the last build; run: {job.command('build')}"
        )
    return made


def ours_of(job: Job, progress: Progress) -> tuple[Ours, BuildResult]:
    from ankigen.pipeline import with_edits
    from ankigen.project.session import make_deck, raw_notes, read_overlay
    from ankigen.sync.edits import Overlay
    from ankigen.sync.merge import Ours

    raw = raw_notes(job, progress)
    overlay = read_overlay(job) or Overlay()
    found = with_edits(raw, overlay, job.whole)
    made = make_deck(job, found, progress)
    root = job.project.settings.deck.tag_root
    return Ours(raw.entries, found.entries, made.deck, made.lock, overlay, root), made


def warn(message: str) -> None:
    """One line on standard error, which is told with --quiet too."""
    from ankigen.cli.terminal import put

    put(sys.stderr, f"ankigen: {message}", "warning")


def announce(url: str, no_open: bool) -> None:
    """Tells where a page is served, and opens it in the browser."""
    print(f"{url}\nCtrl-C ends it.", flush=True)
    if not no_open:
        import webbrowser

        webbrowser.open(url)
