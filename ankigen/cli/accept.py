"""`ankigen accept`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ankigen.cli.options import Quiet, hold
from ankigen.model import AnkigenError


def accept(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(help="As `ankigen check` shows them.")],
    quiet: Quiet = False,
) -> None:
    """Accept suggested corrections: write them into ankigen.toml.

    Your comments and the order of the file stay. `ankigen check` lists the suggestions with their
    ids.
    """
    from ankigen.cli.progress import Progress
    from ankigen.project.decide import with_item
    from ankigen.project.paths import read_text
    from ankigen.project.session import open_job, whole_deck
    from ankigen.project.writing import write_own
    from ankigen.spelling.suggestions import suggestions_of

    progress = Progress(sys.stderr)
    hold(context, open_job(), open_job)
    job, found, _ = whole_deck((), "txt", progress, all_suggestions=True)
    progress.done()
    known = {s.id: s for s in suggestions_of(found.entries)}
    missing = [name for name in ids if name not in known]
    if missing:
        raise AnkigenError(
            f"no suggestion has the id {missing[0]}; they are listed by: ankigen check --all"
        )
    path = job.settings_file
    text = read_text(path) if path.exists() else ""
    for name in ids:
        text = with_item(text, "typos", "accept", known[name].item)
    write_own({path: text.encode()}, job.home)
    for name in ids:
        print(f"accepted: {known[name].item}")
