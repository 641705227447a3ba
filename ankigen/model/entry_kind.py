"""What an entry is, where the notes say it."""

from __future__ import annotations

from enum import StrEnum


class EntryKind(StrEnum):
    """How an entry is asked. OPEN leaves it to the cards, which look at its body."""

    OPEN = "open"  # a headword or question, and what is said of it
    CLOZE = "cloze"  # the term is the whole sentence; Style.CLOZE marks (in it, or in the body) are hidden
    CHOICE = (
        "choice"  # the term is a question; a list in the body has its options (Item.letter, .right)
    )
    VOCABULARY = "vocabulary"  # a word and its translation: asked both ways
