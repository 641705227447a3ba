"""`ankigen explain`."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ankigen.cli.options import From, Paths, columns
from ankigen.model import AnkigenError

if TYPE_CHECKING:
    from ankigen.model import Entry


def explain(
    headword: Annotated[
        str,
        typer.Argument(
            metavar="HEADWORD",
            help='The headword of an entry, or a line of the notes as "FILE:LINE".',
        ),
    ],
    paths: Paths = None,
    kind: From = "txt",
) -> None:
    """Show how an entry came to be.

    Its raw lines, each fix, each decision that made its cards, and its notes in Anki. Of a line:
    which entry holds it, and why.
    """
    import difflib

    from ankigen.cli.explanation import explanation
    from ankigen.cli.progress import Progress
    from ankigen.cli.tables import wrapped
    from ankigen.project.session import whole_deck

    place = _PLACE.fullmatch(headword)
    if place and _line(place[1], int(place[2]), paths or (), kind):
        return
    from ankigen.text.decoding import decode

    progress = Progress(sys.stderr)
    job, found, made = whole_deck(paths or (), kind, progress)
    progress.done()
    wanted = _folded(headword)
    names = {_folded(n): e.headword for e in found.entries for n in _names(e)}
    if wanted not in names:
        near = difflib.get_close_matches(wanted, names, 3, 0.5)
        hint = ", ".join(f'"{names[n]}"' for n in near) or "ankigen parse lists them"
        raise AnkigenError(f'no entry is called "{headword}"; did you mean {hint}?')
    for n, entry in enumerate(e for e in found.entries if e.headword == names[wanted]):
        source = next(s for s in job.sources.files if s.name == entry.origin.file)
        try:
            raw = decode(source.data, source.name).split("\n")
        except AnkigenError:
            raw = []  # no text: there are no lines to show
        notes = [note for note in made.deck.notes if note.origin == entry.origin]
        if n:
            print()
        for line in explanation(entry, notes, raw, job.shown(source.name)).splitlines():
            print(wrapped(line, columns()))


_PLACE = re.compile(r"(\S.*):(\d+)")


def _line(file: str, line: int, paths: Sequence[str], kind: str) -> bool:
    """Prints what became of a line; False where no file of the notes has that name, so that a
    headword may be meant.

    Raises AnkigenError where the file has no such line.
    """
    from ankigen.cli.layouts import as_an_entry, line_explained
    from ankigen.cli.tables import wrapped
    from ankigen.project.advice import Advice
    from ankigen.project.session import open_job, raw_notes
    from ankigen.text.decoding import decode

    given = list(paths) or ([file] if Path(file).is_file() else [])
    job = open_job(given, kind=kind)
    source = next((s for s in job.sources.files if file in (s.name, s.shown)), None)
    if source is None:
        return False
    found = raw_notes(job)
    document = next((d for d in found.documents if d.file == source.name), None)
    try:
        raw = decode(source.data, source.name).split("\n")
    except AnkigenError:
        raw = []  # no text: its places have no raw lines
    if document is None or not 0 < line <= max(len(raw), 1):
        raise AnkigenError(f"{file} has {len(raw)} lines that can be explained, not {line}")
    entries = [e for e in found.entries if e.origin.file == source.name]
    advice = Advice(job)
    findings = [advice.of(f) for f in found.all_findings if f.origin.file == source.name]
    text = raw[line - 1] if raw else ""
    for out in line_explained(line, text, document, entries, findings, source.shown):
        print(wrapped(out, columns()))
    for out in as_an_entry(line, document, raw, advice, in_use=job.lock_text() is not None):
        print(out)  # to be pasted, so never broken
    return True


def _folded(headword: str) -> str:
    return " ".join(headword.casefold().split())


def _names(entry: Entry) -> tuple[str, ...]:
    """What a user may call an entry by: the headword as the notes have it, and as it was
    corrected.
    """
    return (entry.raw_term or entry.headword, entry.headword)
