"""`ankigen parse`."""

from __future__ import annotations

import shlex
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ankigen.cli.options import From, LayoutOption, columns
from ankigen.model import AnkigenError


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"


def parse(
    file: Annotated[
        str, typer.Argument(help='A file of notes, "-" for standard input, or "clipboard:".')
    ],
    format: Annotated[Format, typer.Option(help="How to print the entries.")] = Format.TABLE,
    kind: From = "txt",
    layout: LayoutOption = "",
) -> None:
    """Show the entries that ankigen finds in one file of notes."""
    from ankigen.cli.entries_json import entries_json
    from ankigen.cli.layouts import layouts_table
    from ankigen.cli.tables import entries_table
    from ankigen.project.session import open_job, raw_notes

    if Path(file).is_dir():
        build = shlex.join(["ankigen", "build", file])
        raise AnkigenError(f"{file}: is a folder; name one file in it, or run: {build}")
    job = open_job([file], kind=kind, layout=layout)
    found = raw_notes(job)
    if format is Format.JSON:
        print(entries_json(found.entries), end="")
    else:
        print(entries_table(found.entries, columns()), end="")
        if layouts := layouts_table(found.documents, columns()):
            print(f"\n{layouts}", end="")
    if not found.entries:
        print(f"{file}: no entries found", file=sys.stderr)
