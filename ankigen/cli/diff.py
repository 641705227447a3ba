"""`ankigen diff`."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ankigen.model import AnkigenError

if TYPE_CHECKING:
    from collections.abc import Callable

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
    knows no words, so of two locks only which notes differ is shown; two commits are compared by
    their decks where both hold one, else by their locks.
    """
    from ankigen.sync.deck_diff import as_json, as_markdown, as_text, deck_diff

    shown = {Form.TEXT: as_text, Form.MARKDOWN: as_markdown, Form.JSON: as_json}
    before, after = _side(old), _side(new) if new else _now()
    both = [kind for kind in before if kind in after]
    if not both:
        raise AnkigenError(
            f"{old} is a {next(iter(before))} and {new or 'the other side'} a {next(iter(after))}; "
            "name two decks or two locks"
        )
    made = deck_diff(before[both[0]](), after[both[0]]())
    print(shown[form](made), end="")


#: What a side can be compared by, best first: its kind ("deck", "lock") and what reads it.
_Side = dict[str, "Callable[[], dict[str, NoteState]]"]


def _side(name: str) -> _Side:
    from ankigen.project.paths import read_bytes

    path = Path(name)
    if path.is_file():
        return _read([(read_bytes(path), name)])
    package, lock = _places()
    held = [(_at_commit(name, place), f"{name}:{place.name}") for place in (package, lock)]
    found = _read([(data, label) for data, label in held if data is not None])
    if found:
        return found
    raise AnkigenError(
        f"{name}: neither a file nor a commit that holds {package.name} or "
        f"{lock.name}; name a deck, a lock or a commit"
    )


def _now() -> _Side:
    from ankigen.project.paths import read_bytes, shown

    found = _read([(read_bytes(p), shown(p)) for p in _places() if p.is_file()])
    if found:
        return found
    raise AnkigenError("nothing was built yet; run: ankigen build")


def _read(held: Sequence[tuple[bytes, str]]) -> _Side:
    """A package knows what notes say, a lock only which they are, so a side offers both: two
    sides are compared by the same kind.
    """
    return {
        "deck" if data[:2] == b"PK" else "lock": partial(_notes, data, name) for data, name in held
    }


def _places() -> tuple[Path, Path]:
    """Where the deck's package and its lock lie."""
    from ankigen.project.find_deck import find_deck

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
