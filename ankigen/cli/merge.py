"""`ankigen merge`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ankigen.cli.options import DryRun, Notes, Quiet, hold, ours_of, print_lines, warn
from ankigen.model import AnkigenError

if TYPE_CHECKING:
    from ankigen.project.job import Job
    from ankigen.sync.merge import Merged, Ours
    from ankigen.sync.merge_table import Row


def merge(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="A table (.csv, .xlsx), a text export of Anki, or an .apkg.")
    ],
    paths: Notes = None,
    to_notes: Annotated[
        Path | None,
        typer.Option(help="Also write what can go into the notes as a patch to this file."),
    ] = None,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Take over what people changed in Anki or in the shared table."""
    from ankigen.cli.progress import Progress
    from ankigen.project.find_deck import find_deck
    from ankigen.project.paths import shown
    from ankigen.project.writing import refuse_notes, write_own
    from ankigen.sync import ADDITIONS_NAME
    from ankigen.sync.edits import format_overlay
    from ankigen.sync.notes_patch import fixes_patch
    from ankigen.text.plurals import counted

    progress = Progress(sys.stderr)

    def opened() -> Job:
        return find_deck("merge", paths or ())

    job = hold(context, opened(), opened)
    if to_notes is not None:
        refuse_notes(Path.cwd() / to_notes, job.sources)
    ours, _ = ours_of(job, progress)
    merged = _merged(job, ours, file)
    progress.done()
    print_lines(list(merged.lines))
    targets = _additions(job, merged)
    if merged.overlay != ours.overlay:
        # last: what breaks off before is done again, since nothing says yet that it was done
        targets[job.edits] = format_overlay(merged.overlay).encode()
    found = found_line(merged.taken, merged.conflicts, len(merged.additions))
    left: tuple[str, ...] = ()
    if to_notes is not None and not dry_run:
        patch = fixes_patch(ours.raw, merged.overlay, job.sources.files, fixes=False)
        left = patch.left
        targets[Path.cwd() / to_notes] = patch.text.encode()
    waiting = len(merged.overlay.conflicts)
    settle = f"Next: {job.command('review')}"
    if dry_run or not targets:
        print(f"{found}; {'nothing was written' if targets else 'nothing to do'}")
        if waiting and not targets:
            print(f"{counted(waiting, 'conflict')} of a merge still open; {settle}")
        return
    write_own(targets, job.home)
    print(f"{found}; wrote {', '.join(map(shown, targets))}")
    for line in left:
        print(f"not in the patch: {line}")
    if to_notes is not None:
        print(f"Next: read {shown(to_notes)}, then: ankigen apply {shlex.quote(shown(to_notes))}")
    if merged.conflicts and quiet:
        warn(f"{found_line(merged.taken, merged.conflicts, 0)}; {settle}")
    elif merged.conflicts:
        print(settle)
    elif merged.additions and not job.of_project and not job.sources.of_folder:
        added = shlex.quote(shown(job.sources.base / ADDITIONS_NAME))
        print(f"Next: {job.command('build')} {added}")


def found_line(edits: int, conflicts: int, new: int) -> str:
    """What a merge found, in figures.

    >>> found_line(1, 0, 2)
    '1 edit, no conflicts, 2 new notes'
    """
    from ankigen.text.plurals import counted

    def some(number: int, one: str) -> str:
        return counted(number, one) if number else f"no {one}s"

    return f"{some(edits, 'edit')}, {some(conflicts, 'conflict')}, {some(new, 'new note')}"


def _merged(job: Job, ours: Ours, file: Path) -> Merged:
    from ankigen.project.paths import read_bytes, shown
    from ankigen.readers.anki_package import read_package
    from ankigen.sync.anki_text import read_anki_text
    from ankigen.sync.merge_anki import merge_notes
    from ankigen.sync.merge_table import merge_table, read_table
    from ankigen.text.decoding import decode
    from ankigen.text.names import safe_name

    if file.is_dir() or not file.exists():
        raise AnkigenError(
            f"{file}: no such file; name a table (.csv, .xlsx), a text export of Anki or an .apkg"
        )
    data = read_bytes(file)
    base = (
        read_package(read_bytes(job.package), shown(job.package)) if job.package.is_file() else None
    )
    spreadsheet = file.suffix.lower() == ".xlsx"
    if file.suffix.lower() in (".apkg", ".colpkg") or (data[:2] == b"PK" and not spreadsheet):
        package = read_package(data, shown(file))
        return merge_notes(package.notes, base, ours, file.name, package)
    if spreadsheet:
        rows, unknown = _spreadsheet(data, shown(file))
    else:
        text = decode(data, shown(file))
        notes = read_anki_text(text, ours.deck, shown(file))
        if notes is not None:
            return merge_notes(notes, base, ours, file.name)
        rows, unknown = read_table(text, shown(file))
    if unknown:
        print(f"columns that are not taken over: {', '.join(unknown)}")
    table = job.out / f"{safe_name(job.deck)}.csv"
    last = (
        read_table(decode(read_bytes(table), shown(table)), shown(table))
        if table.is_file()
        else None
    )
    return merge_table(rows, last[0] if last else None, ours, file.name)


def _spreadsheet(data: bytes, name: str) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows of the first sheet that has any."""
    from ankigen.readers.sheets import xlsx_sheets
    from ankigen.sync.merge_table import table_rows

    sheets = ([cells for _, cells in rows if any(cells)] for _, rows in xlsx_sheets(data, name))
    return table_rows(next((rows for rows in sheets if rows), []), name)


def _additions(job: Job, merged: Merged) -> dict[Path, bytes]:
    """The notes file of what was added, and the pictures that came along; none is written over."""
    from ankigen.project.paths import read_text, refuse_link
    from ankigen.sync import ADDITIONS_NAME
    from ankigen.sync.merge import format_additions

    media = dict(merged.media)
    for addition in merged.additions:
        media.update(addition.media)
    targets = {job.media / name: data for name, data in media.items()}
    targets = {path: data for path, data in targets.items() if not path.exists()}
    if targets:
        refuse_link(job.media)
    if merged.additions:
        path = (job.project.source if job.of_project else job.sources.base) / ADDITIONS_NAME
        refuse_link(path)
        before = read_text(path) if path.is_file() else ""
        targets[path] = format_additions(merged.additions, before).encode()
    return targets
