"""ankigen: raw study notes in; an Anki deck, a CSV and Quizlet files out."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ankigen.model import Entry, Finding

__version__ = "0.1.0"
__all__ = ["__version__", "build", "check", "parse"]

# Nothing is imported before it is used, so that `import ankigen` costs nothing.


def parse(*paths: str | PathLike[str]) -> tuple[Entry, ...]:
    """The entries of notes: headword, body, topic, the raw lines of each, what was fixed or
    suggested in it.

    `paths` are files or folders; without one, the notes of the project around the current folder.
    Raises `ankigen.model.AnkigenError` where they cannot be read.
    """
    from pathlib import Path

    from ankigen.project import api

    return api.parse([Path(p) for p in paths])


def build(
    *paths: str | PathLike[str], out: str | PathLike[str] | None = None, deck: str = ""
) -> tuple[Path, ...]:
    """Makes the deck and all other files of notes, as `ankigen build` does; gives the paths
    written.

    `out` is the folder for them (default: dist), `deck` the deck's name. Raises
    `ankigen.model.AnkigenError` where that cannot be done; then nothing is changed.
    """
    from pathlib import Path

    from ankigen.project import api

    return api.build([Path(p) for p in paths], Path(out) if out is not None else None, deck)


def check(*paths: str | PathLike[str]) -> tuple[Finding, ...]:
    """What the owner of the notes should know; `needs_person` says which findings need a decision.

    Raises `ankigen.model.AnkigenError` where the notes cannot be read.
    """
    from pathlib import Path

    from ankigen.project import api

    return api.check([Path(p) for p in paths])
