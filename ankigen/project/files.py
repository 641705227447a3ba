"""The only door to the disk: finds the project, reads the raw notes, writes what a build made whole or not at all.

The raw notes are never written. Everything that can go wrong with a path is an `AnkigenError` of one line.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from ankigen.cards.media import KINDS
from ankigen.model import AnkigenError, Finding, Origin, Source
from ankigen.model.settings import Settings
from ankigen.project.settings import FILE_NAME, parse_settings
from ankigen.project.transaction import JOURNAL_NAME, replace_all
from ankigen.readers import bundle

LOCK_NAME = "ankigen.lock"
EDITS_NAME = "edits.toml"

#: Lists what the last build wrote, in the format that `sha256sum -c` reads. A file that a later build no longer makes
#: is removed only if it stands here with the bytes it still has: whatever else lies in the folder is the user's.
SUMS_NAME = "SHA256SUMS"

#: Files of the project itself, which are no notes even where the notes lie beside them.
OWN_FILES = frozenset({FILE_NAME, LOCK_NAME, SUMS_NAME, EDITS_NAME, JOURNAL_NAME})

#: Pictures and sounds: never notes; `media.py` says which of them a card shows.
MEDIA_SUFFIXES = frozenset(f".{kind}" for kind in KINDS)

STDIN = "-"


# --------------------------------------------------------------------------- the project


@dataclass(frozen=True, slots=True)
class Project:
    """The folder of the nearest ankigen.toml with its settings; without one, the current folder and the defaults."""

    root: Path
    settings: Settings
    has_settings: bool

    @property
    def source(self) -> Path:
        return self.root / self.settings.paths.source

    @property
    def media(self) -> Path:
        return self.root / self.settings.paths.media

    @property
    def out(self) -> Path:
        return self.root / self.settings.paths.out

    @property
    def lock(self) -> Path:
        return self.root / LOCK_NAME

    def templates(self) -> dict[str, str]:
        """The user's own CSS and templates: file name → text; none unless paths.templates names a folder."""
        if not self.settings.paths.templates:
            return {}
        folder = self.root / self.settings.paths.templates
        if not folder.is_dir():
            raise AnkigenError(
                f"{shown(folder)}: no such folder; make it, or mend paths.templates in {FILE_NAME}"
            )
        found = (p for p in sorted(folder.iterdir()) if p.is_file() and p.name[0] != ".")
        return {path.name: read_text(path) for path in found}


def find_project(start: Path) -> Project:
    """The nearest ankigen.toml at or above `start` decides; a broken one is the caller's trouble."""
    here = _whole(start)
    for folder in (here, *here.parents):
        path = folder / FILE_NAME
        if path.is_file():
            return Project(folder, parse_settings(read_text(path), shown(path)), True)
    return Project(here, Settings(), False)


def _whole(path: Path) -> Path:
    """The path from the root, links followed; a ring of links, an error to `Path.resolve`, is left as it is."""
    return Path(os.path.realpath(path))


def shown(path: Path) -> str:
    """A path as the user would type it: relative to the current folder where it lies under it."""
    try:
        return _whole(path).relative_to(Path.cwd()).as_posix() or "."
    except (ValueError, OSError):
        return str(path)


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AnkigenError(
            f"{shown(path)}: cannot be read ({_reason(error)}); check the path and its permissions"
        ) from None


def read_text(path: Path) -> str:
    """Text that ankigen itself keeps (settings, lock): UTF-8, with or without a byte order mark."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnkigenError(f"{shown(path)}: is not UTF-8 text; save it as UTF-8") from None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


# --------------------------------------------------------------------------- reading the notes


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
    """The raw notes at `paths` (default: the project's), folders recursively, in the order of their names.

    Hidden files, ankigen's own files and what an earlier build wrote are no notes. A file of an unknown kind is an
    error where the user named it, and a finding where it was met in a folder.
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
                elif file.suffix.lower() in suffixes and _inside(file, path):
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
    title = _whole(given[0]).stem if given[0].is_file() else _whole(given[0]).name
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
        return f"{shown(path)}: no such folder; put your notes there, or set paths.source in {FILE_NAME}"
    return 'no notes named and no folder "source" here; name a file or folder, or run: ankigen init'


def _base(given: Sequence[Path], project: Project) -> tuple[Path, bool]:
    """The folder that names are relative to, and whether it is the project's own source folder."""
    whole = [_whole(p) for p in given]
    source = _whole(project.source)
    if project.source.is_dir() and all(p == source or source in p.parents for p in whole):
        return source, True
    folders = [p if p.is_dir() else p.parent for p in whole]
    try:
        return Path(os.path.commonpath(folders)), False
    except ValueError:
        raise AnkigenError("the notes lie on different drives; build them one at a time") from None


def _name(path: Path, base: Path) -> str:
    whole = _whole(path.parent) / path.name
    name = whole.relative_to(base).as_posix()
    # a name in an old encoding: no text file or database could hold it as it is
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _same(one: Path, other: Path) -> bool:
    return _whole(one) == _whole(other)


def _inside(file: Path, folder: Path) -> bool:
    """Whether the file really lies in the folder: a link that leads out of it is not read."""
    return _whole(folder) in _whole(file).parents


def _passed_over(name: str, file: Path, suffixes: Collection[str]) -> Finding:
    if file.suffix.lower() in suffixes:
        return Finding(
            Origin(name, 0), "outside", "is a link that leads out of the notes' folder; not read"
        )
    return Finding(
        Origin(name, 0), "unknown-file", "is not of a kind that ankigen reads; passed over"
    )


class _Avoid:
    """What a walk through a folder of notes passes by: the output, the media, and ankigen's own files."""

    def __init__(self, project: Project, base: Path, out: Path) -> None:
        self.folders = {
            _whole(folder)
            for folder in (out, project.out, project.media)
            if _whole(folder) != base and _whole(folder) not in base.parents
        }
        self.written = {_whole(out) / name for name in read_sums(out)}

    def folder(self, path: Path) -> bool:
        return path.name.startswith(".") or _whole(path) in self.folders

    def file(self, path: Path) -> bool:
        return (
            path.name.startswith((".", "~$"))
            or path.name in OWN_FILES
            or path.name.endswith(f".{LOCK_NAME}")
            or _whole(path) in self.written
        )


def _walk(folder: Path, avoid: _Avoid) -> Iterator[Path]:
    """Files below a folder in a stable order, links to folders not followed. A folder that is locked is an error."""

    def locked(error: OSError) -> None:  # or its notes would be missing without a word
        raise AnkigenError(
            f"{shown(Path(error.filename))}: cannot be read ({_reason(error)}); check its permissions"
        )

    for here, folders, files in os.walk(folder, onerror=locked):
        folders[:] = sorted(f for f in folders if not avoid.folder(Path(here, f)))
        yield from (p for f in sorted(files) if not avoid.file(p := Path(here, f)))


# --------------------------------------------------------------------------- media on demand


class MediaFolder(Mapping[str, bytes]):
    """The media files below a folder by their name relative to it (with "/"); looked for and read when asked for.

    Only regular files that really lie below the folder are on it, so no reference can reach beyond. `deep` = list all
    folders below; without it only the nearest, since a single file of notes may lie in somebody's home.
    """

    _NEAR = 2  # levels of folders

    def __init__(self, folder: Path, avoid: Iterable[Path] = (), deep: bool = True) -> None:
        self._root = _whole(folder)
        self._avoid = {_whole(p) for p in avoid}
        self._deep = deep
        self._listed: tuple[str, ...] | None = None

    def _path(self, name: str) -> Path | None:
        """Where a file of this name lies, None if it is not on the shelf."""
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or any(p.startswith(".") for p in parts):
            return None
        path = self._root / name
        try:
            whole = _whole(path)
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


def relative(folder: Path, base: Path) -> str:
    """A folder as seen from another, with "/": how a note would write it ("../media"); "" on another drive."""
    try:
        return PurePosixPath(Path(os.path.relpath(_whole(folder), _whole(base)))).as_posix()
    except ValueError:
        return ""


# --------------------------------------------------------------------------- writing


def built_at(environment: Mapping[str, str]) -> int:
    """The build's time in s since 1970: SOURCE_DATE_EPOCH where it is set, or the clock."""
    value = environment.get("SOURCE_DATE_EPOCH", "")
    if not value:
        return int(time.time())
    if not value.isdecimal() or int(value) < 1:
        raise AnkigenError(
            f"SOURCE_DATE_EPOCH={value}: must be seconds since 1970, above 0; set it so, or unset it"
        )
    return int(value)


def check_out(out: Path, project: Project) -> None:
    """Refuses an output folder that is a file or lies among the project's raw notes."""
    whole = _whole(out)
    for part in (whole, *whole.parents):
        if part.exists():
            if not part.is_dir():
                raise AnkigenError(
                    f"{shown(out)}: cannot be written, since {shown(part)} is a file; name a folder"
                )
            break
    source = _whole(project.source)
    if project.source.is_dir() and (whole == source or source in whole.parents):
        raise AnkigenError(
            f"{shown(out)}: lies among the raw notes, which are never written; name another folder"
        )


def read_sums(out: Path) -> dict[str, str]:
    """File name → SHA-256 as the last build wrote them; empty where there was none."""
    path = out / SUMS_NAME
    if not path.is_file():
        return {}
    sums: dict[str, str] = {}
    for line in path.read_bytes().decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        parts = PurePosixPath(name).parts
        if parts and ".." not in parts and not set(name) & set("\\:\0") and name[0] != "/":
            sums[name] = digest
    return sums


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
    """Puts `files` into `out`, and the lock (its path; its text, None = left as it is): all of it, or on any error nothing.

    What the last build wrote and this one does not is removed (unless `keep_others`); the user's own files stay, and
    are not written over unless `ours` says that the folder is for builds alone. Returns the paths written.
    """
    raw = {_whole(sources.base / s.name) for s in sources.files}
    for name in (*files, SUMS_NAME):
        if _whole(out / name) in raw:
            raise AnkigenError(
                f"{shown(out / name)}: is one of the raw notes, which are never written; use --out"
            )
    old = read_sums(out)
    _check_inside(out, (*files, *old))
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
    path, text = lock
    if text is not None:
        targets[path] = text.encode()
    stale = [out / n for n in old if n not in sums and _unchanged(out / n, old[n])]
    try:
        replace_all(targets, stale, path.parent)
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else str(out)
        raise AnkigenError(
            f"{shown(Path(where))}: cannot be written ({_reason(error)}); nothing was changed;"
            " close programs that hold it open, check its permissions, or use --out"
        ) from None
    return tuple(sorted(targets))


def _check_inside(out: Path, names: Iterable[str]) -> None:
    """Refuses a folder of the output that is a link to elsewhere: a cloned project may bring one."""
    for below in {PurePosixPath(name).parent for name in names}:
        if _whole(out / below) != _whole(out) / below:
            raise AnkigenError(
                f"{shown(out)}/{below}: is a link that leads elsewhere; remove it, then build again"
            )


def write_file(path: Path, data: bytes, sources: Sources) -> None:
    """One file that the user asked for, whole or not at all; never one of the raw notes."""
    if _whole(path) in {_whole(sources.base / s.name) for s in sources.files}:
        raise AnkigenError(f"{shown(path)}: is one of the raw notes, which are never written")
    try:
        replace_all({path: data})
    except OSError as error:
        raise AnkigenError(
            f"{shown(path)}: cannot be written ({_reason(error)}); name another file"
        ) from None


def write_own(files: Mapping[Path, bytes], home: Path | None = None) -> None:
    """Files that ankigen keeps for the user beside the raw notes: all of them, or on any error none.

    `home` is the project's folder, see `transaction.replace_all`.
    """
    try:
        replace_all(files, (), home)
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else "the project"
        raise AnkigenError(
            f"{shown(Path(where))}: cannot be written ({_reason(error)}); nothing was changed;"
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
        replace_all(targets)
    except OSError as error:
        raise AnkigenError(
            f"{shown(folder)}: cannot be written ({_reason(error)}); begin the deck in a folder of yours"
        ) from None
    return [shown(p) for p in targets], has_notes
