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
    from ankigen.project.paths import read_bytes, shown
    from ankigen.project.writing import write_own
    from ankigen.sync.notes_patch import apply_patch, named_files

    text = _text(patch, read_bytes(patch))
    here = Path.cwd().resolve()
    texts: dict[str, str] = {}
    for name in named_files(text):
        path = (here / name).resolve()
        if here not in path.parents or not path.is_file():
            raise AnkigenError(
                f"{name}: no such file below this folder; run this where the patch was made"
            )
        texts[name] = _text(path, read_bytes(path))
    made = apply_patch(text, texts)
    targets: dict[Path, bytes] = {}
    for name, new in made.items():
        targets[_backup(here / name)] = texts[name].encode()
        targets[here / name] = new.encode()
    if dry_run:
        print(f"it fits: {', '.join(made)}; nothing was written")
        return
    write_own(targets)
    print(f"wrote {', '.join(map(shown, targets))}\nNext: ankigen build")


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
