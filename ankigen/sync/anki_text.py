"""Text that Anki exported ("Notes in Plain Text"), or that ankigen wrote for its importer, read
back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.model import AnkigenError, Deck, NoteType
from ankigen.model.note_fields import CLOZE, LIST, TERM
from ankigen.readers.anki_package import PackageNote
from ankigen.readers.anki_text import anki_header
from ankigen.text.csv_rows import csv_rows


def read_anki_text(text: str, deck: Deck, name: str = "the file") -> tuple[PackageNote, ...] | None:
    """Notes of a text file that Anki exported (or that ankigen wrote for it); None if it is none.

    Without a column for the note type a row is taken for the type whose clozes and number of fields
    it has. Raises AnkigenError where the export says too little to be merged, and which boxes of
    Anki's dialog to tick.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    header = anki_header(lines)
    if not header.lines:
        return None
    if header.html is False:
        raise AnkigenError(
            f'{name}: was exported without formatting; export again with "Include '
            f'HTML and media references" ticked, and '
            'best with "Include unique identifier"'
        )
    columns = {
        "guid": header.guid,
        "notetype": header.notetype_column,
        "deck": header.deck_column,
        "tags": header.tags_column,
    }
    special = {key: column for key, column in columns.items() if column >= 0}
    kinds = {kind.name: kind for kind in deck.note_types}
    notes = []
    rest = "\n".join(lines[header.lines :])
    for cells in csv_rows(rest, header.separator or "\t", name):
        if not any(cells) or (cells[0].startswith("#") and "guid" not in special):
            continue
        values = {k: cells[i] if i < len(cells) else "" for k, i in special.items()}
        own = [c for i, c in enumerate(cells) if i not in special.values()]
        kind = kinds.get(values.get("notetype") or header.notetype)
        if kind is None and "notetype" not in values:
            kind = _kind_of(own, deck.note_types)
        names = (
            tuple(f.name for f in kind.fields)
            if kind
            else tuple(f"Field {i}" for i in range(len(own)))
        )
        own = (own + [""] * len(names))[: len(names)]
        notes.append(
            PackageNote(
                guid=values.get("guid", ""),
                note_type_id=kind.id if kind else 0,
                note_type=kind.name if kind else values.get("notetype", ""),
                names=names,
                fields=tuple(own),
                tags=tuple(values["tags"].split()) if values.get("tags") else header.tags,
                deck=values.get("deck") or header.deck or deck.name,
            )
        )
    return tuple(notes)


_CLOZE = re.compile(r"\{\{c\d+::")
_OF_LISTS = re.compile(r'<div class="(?:items|table rows)\b')


def _kind_of(cells: Sequence[str], kinds: Sequence[NoteType]) -> NoteType | None:
    """The note type that a row without its name is of: Anki fills the rows of all types up to
    the same length.
    """
    whole = "\x1f".join(cells)
    cloze = bool(_CLOZE.search(whole))
    fitting = [
        kind
        for kind in kinds
        if kind.cloze is cloze
        and len(kind.fields) <= len(cells)
        and not any(cells[len(kind.fields) :])
    ]
    if len(fitting) > 1:
        wanted = LIST if _OF_LISTS.search(whole) else CLOZE if cloze else TERM
        fitting = [kind for kind in fitting if kind.key == wanted]
    return fitting[0] if len(fitting) == 1 else None
