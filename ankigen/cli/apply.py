"""`ankigen apply`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ankigen.cli.options import DryRun, Quiet
from ankigen.model import AnkigenError

#: What the file that a patch has changed is kept as.
BACKUP = ".orig"


def apply(
    context: typer.Context,
    patch: Annotated[
        Path, typer.Argument(help="A patch from ankigen review or ankigen merge --to-notes.")
    ],
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Put a patch of corrections into the notes.

    The only command that changes notes. Each file is kept as it was beside it, as NAME.orig; where
    the patch does not fit any more, nothing is changed.
    """
    from ankigen.project.paths import deck_folder, find_project, read_bytes, real_path, shown
    from ankigen.project.transaction import exclusive
    from ankigen.project.writing import write_own
    from ankigen.sync.notes_patch import apply_patch, named_files

    text = _text(patch, read_bytes(patch))
    here = real_path(Path.cwd())
    project = find_project(here)
    paths = {name: _notes(here, name, real_path(project.source)) for name in named_files(text)}
    if len(set(paths.values())) < len(paths):
        raise AnkigenError(f"{patch}: names one file in two ways; give it one name in the patch")
    home = deck_folder([*paths.values()], project)
    context.with_resource(exclusive(home, project.out))
    texts = {name: _text(path, read_bytes(path)) for name, path in paths.items()}
    made = apply_patch(text, texts)
    if dry_run:
        print(f"it fits: {', '.join(made)}; nothing was written")
        return
    targets: dict[Path, bytes] = {}
    for name, new in made.items():
        targets[_backup(paths[name])] = texts[name].encode()
        targets[paths[name]] = new.encode()
    write_own(targets, home)
    print(f"wrote {', '.join(map(shown, targets))}\nNext: ankigen build")


def _notes(here: Path, name: str, source: Path) -> Path:
    """The file that a patch names. Raises AnkigenError where it is none below this folder, or no
    notes: a patch may be a stranger's. Without a suffix (as a Makefile is) it is notes only in the
    `source` folder.
    """
    from ankigen.project.paths import real_path
    from ankigen.project.sources import OWN_FILES
    from ankigen.readers import READERS

    try:
        path = real_path(here / name)
        found = here in path.parents and path.is_file()
    except (OSError, ValueError):  # too long, or a zero character
        found = False
    if not found:
        raise AnkigenError(
            f"{name}: no such file below this folder; run this where the patch was made"
        )
    hidden = any(part.startswith(".") for part in path.relative_to(here).parts)
    known = path.suffix.lower() in READERS and (path.suffix or source in path.parents)
    if hidden or path.name in OWN_FILES or not known:
        raise AnkigenError(f"{name}: is no file of notes; only notes are patched")
    return path


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise AnkigenError(f"{path}: is not UTF-8 text; save it as UTF-8") from None


def _backup(path: Path) -> Path:
    """A name beside a file that nothing has yet."""
    for n in range(1, 1000):
        kept = path.with_name(f"{path.name}{BACKUP}{n if n > 1 else ''}")
        if not kept.exists():
            return kept
    raise AnkigenError(f"{path}: too many files {path.name}{BACKUP}… beside it; remove some")
