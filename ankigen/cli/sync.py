"""`ankigen sync`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ankigen.cli.options import Notes, Quiet, as_built, held
from ankigen.model import AnkigenError

USER_VARIABLE, PASSWORD_VARIABLE = "ANKIGEN_SYNC_USER", "ANKIGEN_SYNC_PASSWORD"
SERVER_VARIABLE = "ANKIGEN_SYNC_SERVER"


def sync(
    paths: Notes = None,
    server: Annotated[
        str,
        typer.Option(envvar=SERVER_VARIABLE, help="A sync server of your own (default: AnkiWeb)."),
    ] = "",
    user: Annotated[
        str, typer.Option(envvar=USER_VARIABLE, help="The account (asked for if not given).")
    ] = "",
    quiet: Quiet = False,
) -> None:
    """Put the deck on AnkiWeb, for the phone.

    Keeps a collection of its own beside the notes and syncs that.
    """
    import tempfile

    from ankigen.cli.progress import Progress
    from ankigen.project.find_deck import find_deck
    from ankigen.project.paths import read_bytes, shown
    from ankigen.sync.ankiweb import (
        FOLDER_NAME,
        Account,
        Delivery,
        require_backend,
        sync_package,
    )

    progress = Progress(sys.stderr)
    require_backend()
    job = find_deck("sync", paths or ())
    with held(job):  # a build may go on while the password is typed: its package is another one
        made = as_built(job, progress)
        package = read_bytes(job.package)
    progress.done()
    user = user or _asked("Account", USER_VARIABLE, hide=False)
    password = os.environ.get(PASSWORD_VARIABLE, "") or _asked(
        "Password", PASSWORD_VARIABLE, hide=True
    )
    folder = job.home / FOLDER_NAME
    removed = job.project.settings.push.removed
    with tempfile.TemporaryDirectory(prefix="ankigen-") as kept:
        path = Path(kept) / job.package.name
        path.write_bytes(package)
        delivery = Delivery(path, job.deck, made.lock, removed)
        outcome = sync_package(folder, delivery, Account(user, password, server), progress)
    progress.done()
    print(f"{outcome} ({shown(folder)})")


def _asked(what: str, variable: str, hide: bool) -> str:
    if not sys.stdin.isatty():
        raise AnkigenError(f"sync needs an account; set {variable}, or run it on a terminal")
    return str(typer.prompt(what, hide_input=hide, err=True))
