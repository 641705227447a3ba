"""`ankigen push`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from ankigen.cli.options import DryRun, Notes, Quiet, as_built, one_of, print_lines

KEY_VARIABLE = "ANKIGEN_ANKICONNECT_KEY"


def push(
    paths: Notes = None,
    dry_run: DryRun = False,
    removed: Annotated[
        str,
        typer.Option(help="What becomes of removed notes: suspend, delete or keep."),
    ] = "",
    both: Annotated[
        str,
        typer.Option(
            help='Whose text a field gets that was changed in Anki and here: "ours" or "theirs".'
        ),
    ] = "",
    restore: Annotated[
        bool, typer.Option("--restore", help="Bring back notes that were deleted in Anki.")
    ] = False,
    move: Annotated[
        bool, typer.Option("--move", help="Move cards to the deck that they have here.")
    ] = False,
    url: Annotated[str, typer.Option(help="Where AnkiConnect listens.")] = "",
    quiet: Quiet = False,
) -> None:
    """Bring the deck into the running Anki (needs AnkiConnect)."""
    import tempfile

    from ankigen.cli.progress import Progress
    from ankigen.model.settings import Removed
    from ankigen.project.find_deck import find_deck
    from ankigen.sync.addresses import web_address
    from ankigen.sync.anki_connect import AnkiConnect
    from ankigen.sync.push import push as bring
    from ankigen.sync.push_memory import FOLDER_NAME, Folders
    from ankigen.sync.push_plan import OnConflict, PushOptions, describe
    from ankigen.text.plurals import counted

    one_of("--removed", removed, get_args(Removed))
    one_of("--both", both, ("ours", "theirs"))
    progress = Progress(sys.stderr)
    job = find_deck("push", paths or ())
    made = as_built(job, progress)
    settings = job.project.settings.push
    how = cast(Removed, removed) if removed else settings.removed
    address = web_address(url, "--url") if url else web_address(settings.url, "[push] url")
    anki = AnkiConnect(address, os.environ.get(KEY_VARIABLE, ""))
    wanted = PushOptions(how, cast(OnConflict, both), restore, move, dry_run)
    with tempfile.TemporaryDirectory(prefix="ankigen-") as folder:
        folders = Folders(Path(folder), job.home / FOLDER_NAME)
        plan = bring(anki, made.deck, made.lock, wanted, folders, progress)
    progress.done()
    print_lines(list(describe(plan, how)))
    if not plan.empty:
        done = "would be" if dry_run else "were"
        parted = "deleted" if how == "delete" else "suspended"
        verb = done if len(plan.new) != 1 or dry_run else "was"
        moved = sum(map(len, plan.moves.values()))
        print(
            f"{counted(len(plan.new), 'note')} {verb} added, {len(plan.changed):,} changed, "
            f"{len(plan.removed):,} {parted}"
            + (f", {counted(moved, 'card')} moved" if moved else "")
        )
