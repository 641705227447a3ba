"""`ankigen diff`."""

from __future__ import annotations

import subprocess
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ankigen.model import AnkigenError

if TYPE_CHECKING:
    from ankigen.sync.deck_diff import NoteState


class Form(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    old: Annotated[str, typer.Argument(help="A deck (.apkg), a lock, or a commit.")],
    new: Annotated[str, typer.Argument(help="Likewise; default: the deck as it is now.")] = "",
    form: Annotated[Form, typer.Option("--format", help="How to print it.")] = Form.TEXT,
) -> None:
    """Show what differs between two states of a deck.

    Notes added, reworded (word by word), moved and removed, and how many keep their reviews. A lock
    knows no words, so of two locks only which notes differ is shown.
    """
    from ankigen.sync.deck_diff import as_json, as_markdown, as_text, deck_diff

    shown = {Form.TEXT: as_text, Form.MARKDOWN: as_markdown, Form.JSON: as_json}
    before, after = _side(old), _side(new) if new else _now()
    print(shown[form](deck_diff(before, after)), end="")


def _side(name: str) -> dict[str, NoteState]:
    from ankigen.project.paths import read_bytes

    path = Path(name)
    if path.is_file():
        return _notes(read_bytes(path), name)
    package, lock = _places()
    for place in (package, lock):
        data = _at_commit(name, place)
        if data is not None:
            return _notes(data, f"{name}:{place.name}")
    raise AnkigenError(
        f"{name}: neither a file nor a commit that holds {package.name} or "
        f"{lock.name}; name a deck, a lock or a commit"
    )


def _now() -> dict[str, NoteState]:
    from ankigen.project.paths import read_bytes, shown

    for place in _places():
        if place.is_file():
            return _notes(read_bytes(place), shown(place))
    raise AnkigenError("nothing was built yet; run: ankigen build")


def _places() -> tuple[Path, Path]:
    """Where the deck's package and its lock lie."""
    from ankigen.project.session import find_deck

    job = find_deck("diff")
    return job.package, job.lock


def _notes(data: bytes, name: str) -> dict[str, NoteState]:
    from ankigen.identity.lock import parse_lock
    from ankigen.readers.anki_package import read_package
    from ankigen.sync.deck_diff import of_lock, of_package

    if data[:2] == b"PK":
        return of_package(read_package(data, name))
    try:
        return of_lock(parse_lock(data.decode("utf-8")))
    except UnicodeDecodeError:
        raise AnkigenError(f"{name}: is neither a deck nor a lock") from None


def _at_commit(commit: str, path: Path) -> bytes | None:
    """A file as a commit has it, None where it has none or there is no such commit."""
    if commit.startswith("-"):
        return None  # git would take it for an option
    folder = path.parent if path.parent.is_dir() else Path.cwd()
    try:
        ran = subprocess.run(
            ["git", "show", f"{commit}:./{path.name}"], cwd=folder, capture_output=True, check=False
        )
    except OSError:
        raise AnkigenError("git is not installed; name two decks instead of commits") from None
    return ran.stdout if ran.returncode == 0 else None
