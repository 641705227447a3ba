"""What the user has decided of the lines of a file, for the readers: it goes before what they take
the lines for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileDecisions:
    """`opens` are the numbers of the lines that `[[reading]]` makes headwords, entries or topics,
    or cuts; `skipped` are those that it leaves out. `laid_out`: a `[[layout]]` says what the lines
    of the file are.
    """

    opens: frozenset[int] = frozenset()
    skipped: frozenset[int] = frozenset()
    laid_out: bool = False


#: What is decided of a file, by its lines.
Decide = Callable[[Sequence[str]], FileDecisions]


def nothing_decided(_: Sequence[str]) -> FileDecisions:
    """Of a file of which the user has said nothing."""
    return FileDecisions()
