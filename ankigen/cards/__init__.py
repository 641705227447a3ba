"""Entries become notes: note types, list clozes, masked recall; and their text as HTML or plain
text.
"""

from ankigen.cards.make import make_notes
from ankigen.cards.templating.note_types import NOTE_TYPES

__all__ = ["NOTE_TYPES", "make_notes"]
