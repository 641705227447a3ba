"""`ankigen review`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ankigen.cli.options import NoOpen, Notes, Port, announce

if TYPE_CHECKING:
    from ankigen.project.job import Job


def review(
    context: typer.Context,
    paths: Notes = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Ask in the terminal, about what builds left open.")
    ] = False,
    take: Annotated[str, typer.Option(help='Settle every conflict for "ours" or "theirs".')] = "",
    same: Annotated[
        str, typer.Option(help='Settle every doubtful match: "yes" (the same card) or "no".')
    ] = "",
    seen: Annotated[
        str,
        typer.Option(help='"yes": what a build reported (removed notes and the like) is done.'),
    ] = "",
    port: Port = 0,
    no_open: NoOpen = False,
) -> None:
    """Settle what needs review, one question after another.

    In the browser, on this machine alone: entries and their lines, suggested corrections, merges,
    topics, doubtful matches, conflicts. Each answer is written to ankigen.toml or edits.toml at
    once, or without a project to NAME.ankigen.toml and NAME.edits.toml beside the notes; the notes
    are not changed. Where there is no terminal, for notes from a pipe, and with --take, --same or
    --seen, it is done without a browser: then it exits with 1 while a conflict or a doubtful match
    is left.
    """
    served = no_open or port or sys.stdin.isatty()
    from ankigen.project.find_deck import find_deck

    def opened() -> Job:
        return find_deck("review", paths or ())

    job = opened()
    if no_browser or take or same or seen or not served or not job.from_files:
        from ankigen.cli.review_terminal import review_in_terminal

        review_in_terminal(context, job, opened, take, same, seen)
    from ankigen.cli.progress import Progress
    from ankigen.web.review import review_app
    from ankigen.web.reviewing import Review
    from ankigen.web.serving import serve

    progress = Progress(sys.stderr)
    progress("reading", 0, 0)
    found = Review.begin(job)
    progress.done()
    serve(review_app(found), lambda at: announce(at.url, no_open), port)
    print(found.farewell)
