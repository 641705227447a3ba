"""`ankigen stats`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ankigen.cli.options import From, Paths


def stats(
    paths: Paths = None,
    page: Annotated[
        Path | None, typer.Option("--html", help="Also write a page with charts to this file.")
    ] = None,
    kind: From = "txt",
) -> None:
    """Show what the deck consists of.

    Cards by kind and topic, lengths, findings: as tables, and with --html as a page with charts.
    """
    from ankigen.cli.progress import Progress
    from ankigen.cli.statistics import as_page, as_text, gather
    from ankigen.project.paths import shown
    from ankigen.project.session import whole_deck
    from ankigen.project.writing import write_file

    progress = Progress(sys.stderr)
    job, _, made = whole_deck(paths or (), kind, progress)
    progress.done()
    figures = gather(made.deck, made.findings)
    print(as_text(figures), end="")
    if page is not None:
        write_file(page, as_page(figures).encode(), job.sources)
        print(f"\nwrote {shown(page)}")
