"""What identifies an entry and its notes from build to build."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ankigen.cards.rendering.plain import plain_text
from ankigen.model import Entry, Note


@lru_cache(maxsize=16384)  # all that compares entries asks it of all headwords
def normal(text: str) -> str:
    """Text as it is compared: NFC, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", plain_text(text)).casefold().split())


def entry_key(entry: Entry) -> str:
    """What identifies an entry from build to build: its headword and context, never the wording
    of its definition.
    """
    headword = normal(entry.headword)
    if not headword and entry.term.marks:  # a picture as headword
        headword = normal(entry.term.marks[0].value)
    context = normal(entry.context.text)
    return f"{headword} ({context})" if context else headword


def name_of(entry: Entry) -> str:
    """The headword for messages."""
    return plain_text(entry.headword) or (entry.term.marks[0].value if entry.term.marks else "")


def told_apart(notes: Sequence[Note], entries: Sequence[Entry]) -> tuple[Note, ...]:
    """Equal keys made different: the first keeps its key, the others get their section or,
    failing that, a number.
    """
    section = {e.origin: normal(e.sections[-1]) if e.sections else "" for e in entries}
    taken = Counter(note.key for note in notes)
    used: set[str] = set()
    last: dict[str, int] = {}  # the number that was given last, by key
    told: list[Note] = []
    for note in notes:
        key = note.key
        if key in used:
            where = section.get(note.origin, "")
            key = f"{note.key} @ {where}" if where else note.key
            while key in used or key in taken:
                last[note.key] = last.get(note.key, 1) + 1
                key = f"{note.key} #{last[note.key]}"
        used.add(key)
        told.append(note if key == note.key else replace(note, key=key))
    return tuple(told)
