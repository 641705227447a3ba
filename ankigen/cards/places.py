"""Where the notes of a deck lie in Anki: their sub-decks, and the tag over their tags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ankigen.model import Document, Note
from ankigen.text.names import tag


def in_own_decks(
    notes: tuple[Note, ...], documents: Iterable[Document], name: str
) -> tuple[Note, ...]:
    """A file that names a deck of its own (`deck:` in front matter) has its notes in a sub-deck
    of that name.
    """
    own = {d.file: d.deck for d in documents if d.deck and d.deck != name}
    if not own:
        return notes
    below = f"{name}::"
    return tuple(
        replace(note, deck=below + own[note.origin.file].removeprefix(below))
        if note.origin.file in own
        else note
        for note in notes
    )


def under_root(notes: tuple[Note, ...], root: str) -> tuple[Note, ...]:
    """The notes with all their tags under one, where that is wanted; a tag that lies there
    already stays.
    """
    below = f"{tag(root)}::"
    if below == "::":
        return notes

    def rooted(name: str) -> str:
        return name if f"{name}::".startswith(below) else below + name

    return tuple(
        replace(
            note,
            tags=tuple(map(rooted, note.tags)),
            untitled=None if note.untitled is None else tuple(map(rooted, note.untitled)),
        )
        for note in notes
    )
