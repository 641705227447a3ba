"""Reading the raw notes, and the pictures beside them. Notes are never written here or anywhere."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from ankigen.cards.rendering.media_files import KINDS
from ankigen.model import AnkigenError, Finding, Origin, Source
from ankigen.project.paths import (
    EDITS_NAME,
    LOCK_NAME,
    SUMS_NAME,
    Project,
    is_inside,
    read_bytes,
    read_sums,
    real_path,
    reason,
    shown,
)
from ankigen.project.settings import FILE_NAME
from ankigen.project.transaction import JOURNAL_NAME
from ankigen.readers import bundle

#: Files of the project itself, which are no notes even where the notes lie beside them.
OWN_FILES = frozenset({FILE_NAME, LOCK_NAME, SUMS_NAME, EDITS_NAME, JOURNAL_NAME})

#: Pictures and sounds: never notes; `media.py` says which of them a card shows.
MEDIA_SUFFIXES = frozenset(f".{kind}" for kind in KINDS)


STDIN = "-"


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read: the folder that names are relative to, the files, and what was passed over."""

    base: Path
    files: tuple[Source, ...]
    findings: tuple[Finding, ...] = ()
    in_project: bool = True  # not other notes than the project's
    whole: bool = True  # all of them
    of_folder: bool = False  # all that lies below `base` belongs to them
    title: str = ""  # what the file or folder is called


def read_sources(
    project: Project, paths: Sequence[Path], suffixes: Collection[str], out: Path
) -> Sources:
    """The raw notes at `paths` (default: the project's), folders recursively, in the order of their
    names.

    Hidden files, ankigen's own files and what an earlier build wrote are no notes. A file of an
    unknown kind is an error where the user named it, and a finding where it was met in a folder.
    """
    given = [Path(p) for p in paths] or [project.source]
    for path in given:
        if not path.exists():
            raise AnkigenError(_missing(path, project, named=bool(paths)))
    base, in_source = _base(given, project)
    found: dict[str, Path] = {}
    findings: list[Finding] = []
    suffixes = frozenset((*suffixes, bundle.SUFFIX))
    avoid = _Avoid(project, base, out)
    for path in given:
        if path.is_dir():
            for file in _walk(path, avoid):
                name = _name(file, base)
                if any(fnmatchcase(name, pattern) for pattern in project.settings.ignore.files):
                    findings.append(
                        Finding(Origin(name, 0), "ignored-file", "left out by [ignore] files")
                    )
                elif not file.is_file():  # reading a pipe would wait for ever
                    message = "is no file but a pipe, or a link that leads nowhere; passed over"
                    findings.append(Finding(Origin(name, 0), "unknown-file", message))
                elif file.suffix.lower() in suffixes and is_inside(file, path):
                    found[name] = file
                elif file.suffix.lower() not in MEDIA_SUFFIXES:
                    findings.append(_passed_over(name, file, suffixes))
        elif path.suffix.lower() in suffixes:
            found[_name(path, base)] = path
        else:
            raise AnkigenError(
                f"{shown(path)}: ankigen does not read {path.suffix or 'files without a suffix'};"
                f" it reads {_kinds(suffixes)}"
            )
    if not found:
        raise AnkigenError(
            f"{', '.join(shown(p) for p in given)}: holds no notes;"
            f" put a file there that ends in {_kinds(suffixes)}"
        )
    files: list[Source] = []
    for name, path in sorted(found.items()):
        if path.suffix.lower() == bundle.SUFFIX:
            inside, more = bundle.sources_of(
                read_bytes(path), name, shown(path), suffixes - {bundle.SUFFIX}, MEDIA_SUFFIXES
            )
            # beside other notes an archive is a folder
            folder = f"{name.removesuffix(path.suffix)}/" if len(found) > 1 else ""
            files += (replace(source, name=folder + source.name) for source in inside)
            findings += more
        else:
            files.append(Source(name, read_bytes(path), shown(path)))
    title = real_path(given[0]).stem if given[0].is_file() else real_path(given[0]).name
    if not paths or (len(given) == 1 and _same(given[0], project.source)):
        title = project.root.name  # "source" says nothing; the folder that holds it does
    whole = any(_same(p, project.source) for p in given)
    in_project = in_source or not project.has_settings
    of_folder = in_source or any(_same(p, base) for p in given)
    return Sources(
        base, tuple(files), tuple(findings), in_project, whole, of_folder, title or "notes"
    )


def piped(data: bytes, suffix: str, what: str = "standard input") -> Sources:
    """Notes that came through a pipe, or from the clipboard."""
    stem = "stdin" if what == "standard input" else what
    source = Source(f"{stem}{suffix}", data, what)
    return Sources(Path.cwd(), (source,), in_project=False, whole=False, title="notes")


def _kinds(suffixes: Collection[str]) -> str:
    return " ".join(sorted(s for s in suffixes if s))


def _missing(path: Path, project: Project, named: bool) -> str:
    if named:
        return f"{path}: no such file or folder; check the path"
    if project.has_settings:
        return (
            f"{shown(path)}: no such folder; put your notes there, or set paths.source in "
            f"{FILE_NAME}"
        )
    return 'no notes named and no folder "source" here; name a file or folder, or run: ankigen init'


def _base(given: Sequence[Path], project: Project) -> tuple[Path, bool]:
    """The folder that names are relative to, and whether it is the project's own source folder."""
    whole = [real_path(p) for p in given]
    source = real_path(project.source)
    if project.source.is_dir() and all(p == source or source in p.parents for p in whole):
        return source, True
    folders = [p if p.is_dir() else p.parent for p in whole]
    try:
        return Path(os.path.commonpath(folders)), False
    except ValueError:
        raise AnkigenError("the notes lie on different drives; build them one at a time") from None


def _name(path: Path, base: Path) -> str:
    whole = real_path(path.parent) / path.name
    name = whole.relative_to(base).as_posix()
    # a name in an old encoding: no text file or database could hold it as it is
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _same(one: Path, other: Path) -> bool:
    return real_path(one) == real_path(other)


def _passed_over(name: str, file: Path, suffixes: Collection[str]) -> Finding:
    if file.suffix.lower() in suffixes:
        return Finding(
            Origin(name, 0), "outside", "is a link that leads out of the notes' folder; not read"
        )
    return Finding(
        Origin(name, 0), "unknown-file", "is not of a kind that ankigen reads; passed over"
    )


class _Avoid:
    """What a walk through a folder of notes passes by: the output, the media, and ankigen's own
    files.
    """

    def __init__(self, project: Project, base: Path, out: Path) -> None:
        self.folders = {
            real_path(folder)
            for folder in (out, project.out, project.media)
            if real_path(folder) != base and real_path(folder) not in base.parents
        }
        self.written = {real_path(out) / name for name in read_sums(out)}

    def folder(self, path: Path) -> bool:
        return path.name.startswith(".") or real_path(path) in self.folders

    def file(self, path: Path) -> bool:
        return (
            path.name.startswith((".", "~$"))
            or path.suffix.startswith(".orig")  # what `ankigen apply` kept
            or path.name in OWN_FILES
            or path.name.endswith((f".{LOCK_NAME}", f".{EDITS_NAME}", f".{FILE_NAME}"))
            or real_path(path) in self.written
        )


def _walk(folder: Path, avoid: _Avoid) -> Iterator[Path]:
    """Files below a folder in a stable order, links to folders not followed. A folder that is
    locked is an error.
    """

    def locked(error: OSError) -> None:  # or its notes would be missing without a word
        raise AnkigenError(
            f"{shown(Path(error.filename))}: cannot be read ({reason(error)}); check "
            f"its permissions"
        )

    for here, folders, files in os.walk(folder, onerror=locked):
        folders[:] = sorted(f for f in folders if not avoid.folder(Path(here, f)))
        yield from (p for f in sorted(files) if not avoid.file(p := Path(here, f)))


# --------------------------------------------------------------------------- media on demand


class MediaFolder(Mapping[str, bytes]):
    """The media files below a folder by their name relative to it (with "/"); looked for and read
    when asked for.

    Only regular files that really lie below the folder are on it, so no reference can reach beyond.
    `deep` = list all folders below; without it only the nearest, since a single file of notes may
    lie in somebody's home.
    """

    _NEAR = 2  # levels of folders

    def __init__(self, folder: Path, avoid: Iterable[Path] = (), deep: bool = True) -> None:
        self._root = real_path(folder)
        self._avoid = {real_path(p) for p in avoid}
        self._deep = deep
        self._listed: tuple[str, ...] | None = None

    def _path(self, name: str) -> Path | None:
        """Where a file of this name lies, None if it is not on the shelf."""
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or any(p.startswith(".") for p in parts):
            return None
        path = self._root / name
        try:
            whole = real_path(path)
            inside = self._root in whole.parents and not self._avoid & {whole, *whole.parents}
            return path if inside and path.is_file() else None
        except (OSError, ValueError, RuntimeError):  # too long, a zero byte, a ring of links
            return None

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._path(name) is not None

    def __getitem__(self, name: str) -> bytes:
        path = self._path(name)
        if path is None:
            raise KeyError(name)
        return read_bytes(path)

    def __iter__(self) -> Iterator[str]:
        if self._listed is None:
            self._listed = tuple(self._list())
        return iter(self._listed)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _list(self) -> Iterator[str]:
        for here, folders, files in os.walk(self._root):
            below = PurePosixPath(Path(here).relative_to(self._root).as_posix())
            near = self._deep or len(below.parts) < self._NEAR
            folders[:] = sorted(f for f in folders if near and not f.startswith("."))
            for file in sorted(files):
                name = (below / file).as_posix()
                if name in self:
                    yield name
