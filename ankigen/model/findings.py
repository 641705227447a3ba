"""What was changed in the notes (`Fix`), and what their owner should know (`Finding`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ankigen.model.origin import Origin


class FixKind(StrEnum):
    MISSPELLING = "misspelling"
    GLUED = "glued"
    DOUBLED = "doubled"
    DROPPED_LETTER = "dropped-letter"
    REAL_WORD = "real-word"
    NAME = "name"
    SPACING = "spacing"
    PUNCTUATION = "punctuation"
    DUPLICATE_TEXT = "duplicate-text"


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the notes' words, made (`applied`) or only proposed. Before and after hold the
    changed words alone.
    """

    origin: Origin
    before: str
    after: str
    kind: FixKind
    rule: str = ""
    confidence: float = 1.0
    applied: bool = True
    place: str = (
        ""  # "term", "context" or the path into the body ("0", "1.2.0"), with `start`: where it was
    )
    start: int = 0
    reason: str = ""  # why it is only proposed, where its rule would make it elsewhere


@dataclass(frozen=True, slots=True)
class Finding:
    """What the notes' owner should know: where, what, and what next. `needs_person` makes `check`
    exit 1.

    `last` is the last raw line that it speaks of, where that is not the line of its origin.
    """

    origin: Origin
    code: str
    message: str
    needs_person: bool = False
    last: int = 0

    def __str__(self) -> str:
        return f"{self.origin}: {self.code} {self.message}"
