"""`ankigen explain`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ankigen.cli.options import From, Paths, columns
from ankigen.model import AnkigenError

if TYPE_CHECKING:
    from ankigen.model import Entry


def explain(
    headword: Annotated[str, typer.Argument(metavar="HEADWORD", help="The headword of an entry.")],
    paths: Paths = None,
    kind: From = "txt",
) -> None:
    """Show how an entry came to be.

    Its raw lines, each fix, each decision that made its cards, and its notes in Anki.
    """
    import difflib

    from ankigen.cli import render
    from ankigen.project.session import whole_deck
    from ankigen.text.decoding import decode

    progress = render.Progress(sys.stderr)
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
        for line in render.explanation(entry, notes, raw, job.shown(source.name)).splitlines():
            print(render.wrapped(line, columns()))


def _folded(headword: str) -> str:
    return " ".join(headword.casefold().split())


def _names(entry: Entry) -> tuple[str, ...]:
    """What a user may call an entry by: the headword as the notes have it, and as it was mended."""
    return (entry.raw_term or entry.headword, entry.headword)
