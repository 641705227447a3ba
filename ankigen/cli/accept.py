"""`ankigen accept`."""

from __future__ import annotations

import re
import sys
from typing import Annotated

import typer

from ankigen.cli.options import Quiet, hold
from ankigen.model import AnkigenError


def accept(
    context: typer.Context,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID... [PATH]...",
            help="The ids as `ankigen check` shows them, then the notes of the deck (default: "
            "the project's, or those of the deck built here).",
        ),
    ],
    quiet: Quiet = False,
) -> None:
    """Accept suggested corrections: write them into ankigen.toml.

    Your comments and the order of the file stay. `ankigen check` lists the suggestions with their
    ids. Of notes without a project they go to NAME.ankigen.toml beside them.
    """
    from ankigen.cli.progress import Progress
    from ankigen.project.decide import with_item
    from ankigen.project.find_deck import find_deck
    from ankigen.project.job import Job
    from ankigen.project.paths import read_text
    from ankigen.project.session import read_notes, suggesting_all
    from ankigen.project.writing import write_own
    from ankigen.spelling.user.suggestions import ID_LENGTH, suggestions_of

    # what follows the first id and is none is a file of notes
    is_id = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}").fullmatch
    first_path = next((n for n, word in enumerate(ids) if n and not is_id(word)), len(ids))
    ids, paths = ids[:first_path], ids[first_path:]

    def opened() -> Job:
        return find_deck(f"accept {' '.join(ids)}", paths)

    progress = Progress(sys.stderr)
    job = hold(context, opened(), opened)
    found = read_notes(suggesting_all(job), progress)
    progress.done()
    known = {s.id: s for s in suggestions_of(found.entries)}
    missing = [name for name in ids if name not in known]
    if missing:
        raise AnkigenError(
            f"no suggestion has the id {missing[0]}; they are listed by: "
            + job.command("check", "--all")
        )
    path = job.settings_file
    text = read_text(path) if path.exists() else ""
    for name in ids:
        text = with_item(text, "typos", "accept", known[name].item)
    write_own({path: text.encode()}, job.home)
    for name in ids:
        print(f"accepted: {known[name].item}")
