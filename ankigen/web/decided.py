"""What a person answered, and what is decided so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ankigen.identity.records import Lock
from ankigen.model import AnkigenError
from ankigen.sync.edits import Overlay


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is decided so far: the text of ankigen.toml, the overlay and the lock."""

    settings: str
    overlay: Overlay
    lock: Lock


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person decided: which choice, the words typed, the lines meant, and whether it is for
    all lines like them.

    A line is meant by its number and its text, since what the page shows may be older than what is
    known here.
    """

    choice: str
    text: str = ""
    term: str = ""
    rows: tuple[tuple[int, str], ...] = ()
    word: int = -1  # of the line, from 0
    alike: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Answer:
        """From what a page sent. Raises AnkigenError for what no page sends."""
        kinds = {"choice": str, "text": str, "term": str, "word": int, "alike": bool, "rows": list}
        given = {k: data[k] for k in kinds if k in data}
        if "choice" not in given or any(type(v) is not kinds[k] for k, v in given.items()):
            raise AnkigenError(UNREADABLE)
        if "rows" in given:
            given["rows"] = tuple(map(_row, given["rows"]))
        return cls(**given)


#: What is said of an answer that no page sends.
UNREADABLE = "the answer cannot be read; reload the page"


def _row(row: object) -> tuple[int, str]:
    if isinstance(row, list) and len(row) == 2:
        number, text = row
        if type(number) is int and isinstance(text, str):
            return number, text
    raise AnkigenError(UNREADABLE)
