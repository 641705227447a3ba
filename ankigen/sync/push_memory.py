"""What a push remembers of each Anki: which notes it had, and in which build's words.

A note that Anki had and has no more was deleted there; one that it never had is new. No date tells
the two apart, nor does the lock, which everybody of a group shares: so this is kept beside it, in a
folder that is not for git. Where it is missing, nothing counts as deleted.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ankigen.model import AnkigenError
from ankigen.sync.own_folder import make_own_folder
from ankigen.text.data_files import json_object
from ankigen.text.names import safe_name

#: In the project, and not for git.
FOLDER_NAME = ".ankigen-push"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a push works: `exchange` is for the packages that it and Anki hand over, `memory` keeps
    what it remembers."""

    exchange: Path
    memory: Path


def remembered(folder: Path, deck: str, anki: str) -> dict[str, int]:
    """Guid of each note that this Anki (by its media folder) had → the number of the build whose
    text it had last. Empty where nothing is known, or the file is broken.
    """
    return _read(folder, deck).get(anki, {})


def remember_push(folder: Path, deck: str, anki: str, had: Mapping[str, int]) -> None:
    """Keeps that for the next push. Raises AnkigenError where it cannot be written."""
    known = _read(folder, deck)
    if known.get(anki) == had:
        return
    path = _path(folder, deck)
    text = json.dumps(known | {anki: dict(sorted(had.items()))}, ensure_ascii=False, indent=0)
    try:
        make_own_folder(folder)
        part = path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise AnkigenError(
            f"{folder}: cannot be written ({error.strerror}); all was pushed, but the next push "
            "takes a note that you delete in Anki for a new one"
        ) from None


def _path(folder: Path, deck: str) -> Path:
    return folder / f"{safe_name(deck)}.json"


def _read(folder: Path, deck: str) -> dict[str, dict[str, int]]:
    path = _path(folder, deck)
    found: dict[str, object] = {}
    if path.is_file() and not path.is_symlink():
        with contextlib.suppress(OSError, ValueError):
            found = json_object(path.read_text(encoding="utf-8"))
    return {
        anki: {guid: build for guid, build in had.items() if isinstance(build, int)}
        for anki, had in found.items()
        if isinstance(had, dict)
    }
