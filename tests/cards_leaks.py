"""Does a card's front give away its answer? A check over a whole deck that shares nothing with
the masks it checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ankigen.cards.visible import card_seen, visible_text
from ankigen.cards.words import tells
from ankigen.exporters.card_generation import card_ords
from ankigen.model import Finding, Note, NoteType
from ankigen.model.note_fields import CHOICE

__all__ = ["leaks", "visible_text"]


def leaks(notes: Iterable[Note], types: Sequence[NoteType]) -> tuple[Finding, ...]:
    """A finding for every card whose front shows its answer. With the user's own templates too."""
    by_key = {t.key: t for t in types}
    found: list[Finding] = []
    for note in notes:
        note_type = by_key[note.note_type]
        if note_type.key == CHOICE:
            continue  # the options stand on the front
        for ordinal in card_ords(note_type, note.fields):
            seen = card_seen(note, note_type, ordinal)
            if tells(seen.front, seen.answer):
                message = f'the front of "{note.term}" ({seen.name}) shows its answer'
                found.append(Finding(note.origin, "answer-shown", message, True))
    return tuple(found)
