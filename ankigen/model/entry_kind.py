"""What an entry is, where the notes say it."""

from __future__ import annotations

from enum import StrEnum


class EntryKind(StrEnum):
    """How an entry is asked. OPEN leaves it to the cards, which look at its body."""

    OPEN = "open"  # a headword or question, and what is said of it
    #: The body is the text to be asked, Style.CLOZE marks over what is hidden, and what is said
    #: besides behind it. The term is the text's label or heading; where it has none it is the first
    #: paragraph of the body once more.
    CLOZE = "cloze"
    CHOICE = (
        "choice"  # the term is a question; a list in the body has its options (Item.letter, .right)
    )
    VOCABULARY = "vocabulary"  # a word and its translation: asked both ways
