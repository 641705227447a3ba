"""Notes to clean, and what is found in them."""

from __future__ import annotations

from collections.abc import Iterable

from ankigen.model import Entry, Origin, Paragraph, RichText
from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean

#: What is fixed or suggested in a text: as it was, as it should be, and whether that was done.
Found = set[tuple[str, str, bool]]
#: A headword and a text that tell of notes typed in a hurry.
HURRY = ("Office", "It was recieved at teh goverment office, and definately seperate.")


def entries(*rows: tuple[str, str]) -> list[Entry]:
    """Entries of one file, each of a headword and a text."""
    return [
        Entry(RichText.of(term, n), (Paragraph(RichText.of(text, n)),), Origin("notes.txt", n))
        for n, (term, text) in enumerate(rows, 1)
    ]


def fixes(*rows: tuple[str, str]) -> Found:
    """What is found in all of such entries."""
    return _found(clean(entries(*rows), TypoSettings()))


def proposed(text: str, *, hurry: bool) -> Found:
    """What is found in a text of notes, typed in a hurry or not."""
    rows = (HURRY, ("", text)) if hurry else (("", text),)
    return _found(clean(entries(*rows), TypoSettings())[-1:])


def _found(done: Iterable[Entry]) -> Found:
    return {(f.before, f.after, f.applied) for entry in done for f in entry.fixes}
