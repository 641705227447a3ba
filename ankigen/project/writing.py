"""Writing files: all of them whole, or on any error none. What the last build wrote is known by its SHA256SUMS."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

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
    lock: tuple[Path, str] | None = None,
    keep_others: bool = False,
    ours: bool = True,
) -> tuple[Path, ...]:
    """Puts `files` into `out`, and the lock beside the settings: all of it, or on any error nothing.

    What the last build wrote and this one does not is removed (unless `keep_others`); the user's own files stay, and
    are not written over unless `ours` says that the folder is for builds alone. Returns the paths written.
    """
    raw = {real_path(sources.base / s.name) for s in sources.files}
    for name in (*files, SUMS_NAME):
        if real_path(out / name) in raw:
            raise AnkigenError(
                f"{shown(out / name)}: is one of the raw notes, which are never written; use --out"
            )
    old = read_sums(out)
    for name in files:
        if not ours and name not in old and (out / name).is_file():
            raise AnkigenError(
                f"{shown(out / name)}: is there already, and ankigen did not write it; move it away, or use --out"
            )
    new = format_sums(files)
    sums = {**old, **new} if keep_others else new
    listing = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    targets = {out / name: data for name, data in files.items()}
    targets[out / SUMS_NAME] = listing.encode()
    if lock is not None:
        targets[lock[0]] = lock[1].encode()
    stale = [out / n for n in old if n not in sums and _unchanged(out / n, old[n])]
    try:
        _replace_all(targets, stale)
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else str(out)
        raise AnkigenError(
            f"{shown(Path(where))}: cannot be written ({reason(error)}); nothing was changed;"
            " close programs that hold it open, check its permissions, or use --out"
        ) from None
    return tuple(sorted(targets))


def write_file(path: Path, data: bytes, sources: Sources) -> None:
    """One file that the user asked for, whole or not at all; never one of the raw notes."""
    if real_path(path) in {real_path(sources.base / s.name) for s in sources.files}:
        raise AnkigenError(f"{shown(path)}: is one of the raw notes, which are never written")
    try:
        _replace_all({path: data}, ())
    except OSError as error:
        raise AnkigenError(
            f"{shown(path)}: cannot be written ({reason(error)}); name another file"
        ) from None


def write_own(files: Mapping[Path, bytes]) -> None:
    """Files that ankigen keeps for the user beside the raw notes: all of them, or on any error none."""
    try:
        _replace_all(files, ())
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else "the project"
        raise AnkigenError(
            f"{shown(Path(where))}: cannot be written ({reason(error)}); nothing was changed;"
            " check its permissions, and that no program holds it open"
        ) from None


def _unchanged(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _replace_all(targets: Mapping[Path, bytes], stale: Iterable[Path]) -> None:
    """Writes every file beside its place first, then moves them in; if a move fails, moves all back."""
    made: list[Path] = []
    for path in targets:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder is in its place", str(path))
    stages: dict[Path, Path] = {}
    done: list[tuple[Path, Path | None]] = []  # target, and where its old file waits
    try:
        _make_folders({path.parent for path in targets}, made)
        for folder in sorted({path.parent for path in targets} | {p.parent for p in stale}):
            stages[folder] = Path(tempfile.mkdtemp(prefix=".ankigen-", dir=folder))
        staged = {}
        for n, (path, data) in enumerate(targets.items()):
            staged[path] = stages[path.parent] / f"new{n}"
            with staged[path].open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for n, path in enumerate([*targets, *stale]):
            aside = stages[path.parent] / f"old{n}"
            there = path.exists()
            done.append((path, aside if there else None))  # before the move: it may be broken off
            if there:
                path.replace(aside)
            if path in staged:
                staged[path].replace(path)
    except BaseException:  # also Ctrl-C: the last good build comes back before the program ends
        for path, waiting in reversed(done):
            if waiting is None:
                path.unlink(missing_ok=True)
            elif waiting.exists():
                waiting.replace(path)
        raise
    finally:
        for stage in stages.values():
            shutil.rmtree(stage, ignore_errors=True)
        for folder in (*reversed(made), *{p.parent for p in stale}):
            with contextlib.suppress(OSError):
                folder.rmdir()  # only if it came to be empty


def _make_folders(folders: Iterable[Path], made: list[Path]) -> None:
    """Makes the missing folders, outermost first, and notes in `made` which."""
    for folder in sorted(folders):
        missing = [p for p in (folder, *folder.parents) if not p.exists()]
        for path in reversed(missing):
            path.mkdir(exist_ok=True)
            made.append(path)


def read_build(out: Path) -> dict[str, bytes]:
    """The files of the last build that still lie in `out`, for `--check`."""
    return {name: read_bytes(out / name) for name in read_sums(out) if (out / name).is_file()}


# --------------------------------------------------------------------------- a new project


def begin_project(
    folder: Path, settings_text: str, example: str, notes: str, suffixes: Collection[str]
) -> tuple[list[str], bool]:
    """Writes ankigen.toml, and an example into source/ unless there are notes already: all of it, or on any error nothing.

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
        _replace_all(targets, ())
    except OSError as error:
        raise AnkigenError(
            f"{shown(folder)}: cannot be written ({reason(error)}); begin the deck in a folder of yours"
        ) from None
    return [shown(p) for p in targets], has_notes
