"""Writing files: all of them whole, or on any error none. What the last build wrote is known by
its SHA256SUMS.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from ankigen.model import AnkigenError
from ankigen.model.settings import Settings
from ankigen.project.paths import (
    SUMS_NAME,
    Project,
    read_bytes,
    read_sums,
    real_path,
    reason,
    shown,
)
from ankigen.project.settings import FILE_NAME
from ankigen.project.sources import Sources
from ankigen.project.transaction import replace_all


def check_out(out: Path, project: Project) -> None:
    """Refuses an output folder that is a file or lies among the project's raw notes."""
    whole = real_path(out)
    for part in (whole, *whole.parents):
        if part.exists():
            if not part.is_dir():
                raise AnkigenError(
                    f"{shown(out)}: cannot be written, since {shown(part)} is a file; name a folder"
                )
            break
    source = real_path(project.source)
    if project.source.is_dir() and (whole == source or source in whole.parents):
        raise AnkigenError(
            f"{shown(out)}: lies among the raw notes, which are never written; name another folder"
        )


def format_sums(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def write_build(
    out: Path,
    files: Mapping[str, bytes],
    sources: Sources,
    lock: tuple[Path, str | None],
    keep_others: bool = False,
    ours: bool = True,
) -> tuple[Path, ...]:
    """Puts `files` into `out`, and the lock (its path; its text, None = left as it is): all of it,
    or on any error nothing.

    What the last build wrote and this one does not is removed (unless `keep_others`); the user's
    own files stay, and are not written over unless `ours` says that the folder is for builds alone.
    Returns the paths written.
    """
    raw = {real_path(sources.base / s.name) for s in sources.files}
    for name in (*files, SUMS_NAME):
        if real_path(out / name) in raw:
            raise AnkigenError(
                f"{shown(out / name)}: is one of the raw notes, which are never written; use --out"
            )
    old = read_sums(out)
    _check_inside(out, (*files, *old))
    for name in files:
        if not ours and name not in old and (out / name).is_file():
            raise AnkigenError(
                f"{shown(out / name)}: is there already, and ankigen did not write "
                f"it; move it away, or use --out"
            )
    new = format_sums(files)
    sums = {**old, **new} if keep_others else new
    listing = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    targets = {out / name: data for name, data in files.items()}
    targets[out / SUMS_NAME] = listing.encode()
    path, text = lock
    if text is not None:
        targets[path] = text.encode()
    stale = [out / n for n in old if n not in sums and _unchanged(out / n, old[n])]
    try:
        replace_all(targets, stale, path.parent)
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else str(out)
        raise AnkigenError(
            f"{shown(Path(where))}: cannot be written ({reason(error)}); nothing was changed;"
            " close programs that hold it open, check its permissions, or use --out"
        ) from None
    return tuple(sorted(targets))


def _check_inside(out: Path, names: Iterable[str]) -> None:
    """Refuses a folder of the output that is a link to elsewhere: a cloned project may bring
    one.
    """
    for below in {PurePosixPath(name).parent for name in names}:
        if real_path(out / below) != real_path(out) / below:
            raise AnkigenError(
                f"{shown(out)}/{below}: is a link that leads elsewhere; remove it, then build again"
            )


def write_file(path: Path, data: bytes, sources: Sources) -> None:
    """One file that the user asked for, whole or not at all; never one of the raw notes."""
    refuse_notes(path, sources)
    try:
        replace_all({path: data})
    except OSError as error:
        raise AnkigenError(
            f"{shown(path)}: cannot be written ({reason(error)}); name another file"
        ) from None


def refuse_notes(path: Path, sources: Sources) -> None:
    """Raises AnkigenError if a file to be written is one of the raw notes."""
    if real_path(path) in {real_path(sources.base / s.name) for s in sources.files}:
        raise AnkigenError(f"{shown(path)}: is one of the raw notes, which are never written")


def write_own(
    files: Mapping[Path, bytes], home: Path | None = None, stale: Iterable[Path] = ()
) -> None:
    """Files that ankigen keeps for the user beside the raw notes: all of them, or on any error
    none; `stale` are removed.

    `home` is the project's folder, see `transaction.replace_all`.
    """
    try:
        replace_all(files, stale, home)
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else "the project"
        raise AnkigenError(
            f"{shown(Path(where))}: cannot be written ({reason(error)}); nothing was changed;"
            " check its permissions, and that no program holds it open"
        ) from None


def _unchanged(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def read_build(out: Path) -> dict[str, bytes]:
    """The files of the last build that still lie in `out`, for `--check`."""
    return {name: read_bytes(out / name) for name in read_sums(out) if (out / name).is_file()}


# --------------------------------------------------------------------------- a new project


def begin_project(
    folder: Path, settings_text: str, example: str, notes: str, suffixes: Collection[str]
) -> tuple[list[str], bool]:
    """Writes ankigen.toml, and an example into source/ unless there are notes already: all of it,
    or on any error nothing.

    What exists is not changed. Returns the paths written, and whether there were notes.
    """
    settings_path = folder / FILE_NAME
    if settings_path.exists():
        raise AnkigenError(f"{FILE_NAME} is here already; next: ankigen build")
    source = folder / Settings().paths.source
    has_notes = source.is_dir() and any(
        p.suffix.lower() in suffixes for p in source.rglob("*") if p.is_file()
    )
    targets = {settings_path: settings_text.encode()}
    if not has_notes:
        targets[source / example] = notes.encode()
    try:
        replace_all(targets, home=folder)
    except OSError as error:
        raise AnkigenError(
            f"{shown(folder)}: cannot be written ({reason(error)}); begin the deck in "
            f"a folder of yours"
        ) from None
    return [shown(p) for p in targets], has_notes
