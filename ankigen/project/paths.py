"""Where a project lies and what its own files hold; paths as the user types them. Trouble with
one is an `AnkigenError`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ankigen.model import AnkigenError
from ankigen.model.settings import Settings
from ankigen.project.settings import FILE_NAME, parse_settings
from ankigen.text.integers import small_integer

LOCK_NAME = "ankigen.lock"
EDITS_NAME = "edits.toml"

#: Lists what the last build wrote, in the format that `sha256sum -c` reads. A file that a later
#: build no longer makes is removed only if it stands here with the bytes it still has: whatever
#: else lies in the folder is the user's.
SUMS_NAME = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Project:
    """The folder of the nearest ankigen.toml with its settings; without one, the current folder
    and the defaults.
    """

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
        """The user's own CSS and templates: file name → text; none unless paths.templates names
        a folder.
        """
        if not self.settings.paths.templates:
            return {}
        folder = self.root / self.settings.paths.templates
        if not folder.is_dir():
            raise AnkigenError(
                f"{shown(folder)}: no such folder; make it, or correct "
                f"paths.templates in {FILE_NAME}"
            )
        found = [p for p in sorted(folder.iterdir()) if p.is_file() and p.name[0] != "."]
        for path in found:
            if not is_inside(path, self.root):
                raise AnkigenError(
                    f"{shown(path)}: is a link that leads out of the project; put the file there"
                )
        return {path.name: read_text(path) for path in found}


def find_project(start: Path) -> Project:
    """The nearest ankigen.toml at or above `start` decides; a broken one is the caller's
    trouble.
    """
    here = real_path(start)
    for folder in (here, *here.parents):
        path = folder / FILE_NAME
        if path.is_file():
            project = Project(folder, parse_settings(read_text(path), shown(path)), True)
            _check_paths(project)
            return project
    project = Project(here, Settings(), False)
    _check_paths(project)
    return project


def deck_folder(notes: Sequence[Path], project: Project) -> Path:
    """The folder in which ankigen keeps what belongs to the deck of these notes: the nearest above
    them, up to the project's, that holds settings or a lock; else that of the notes.
    """
    common = Path(os.path.commonpath([path.parent for path in notes])) if notes else project.root
    for folder in (common, *common.parents):
        if (folder / FILE_NAME).is_file() or any(folder.glob(f"*{LOCK_NAME}")):
            return folder
        if folder == project.root:
            break
    return common


def _check_paths(project: Project) -> None:
    """Refuses a settings file that leads out of its project, also by a link: it may be a
    stranger's. Without settings, the same for the folders that are the default.
    """
    root = real_path(project.root)
    paths = project.settings.paths
    for key in ("source", "media", "out", "templates"):
        written = getattr(paths, key)
        whole = real_path(project.root / written)
        if whole.is_relative_to(root):
            continue
        if not project.has_settings:
            refuse_link(project.root / written)
        else:
            raise AnkigenError(
                (
                    f'{FILE_NAME}: "paths.{key}" leads out of the project, to '
                    f"{shown(whole)}; name a folder within it"
                )
                + (", or name the notes on the command line" if key == "source" else "")
            )


def refuse_link(path: Path) -> None:
    """Raises AnkigenError for a file or folder that is a link out of the folder where it lies: it
    may have come with somebody's notes.
    """
    if not is_inside(path, path.parent):
        raise AnkigenError(
            f"{path.name}: is a link that leads elsewhere, to {shown(real_path(path))}; "
            "remove it, or put a file or folder in its place"
        )


def real_path(path: Path) -> Path:
    """The path from the root, links followed; a ring of links, an error to `Path.resolve`, is
    left as it is.
    """
    return Path(os.path.realpath(path))


def is_inside(file: Path, folder: Path) -> bool:
    """Whether the file really lies in the folder: a link may lead out of it."""
    return real_path(folder) in real_path(file).parents


def is_here(file: str) -> bool:
    """Whether a file that a lock names lies below the current folder, not hidden and not through a
    link: the lock may be a stranger's.
    """
    path = Path.cwd() / file
    try:
        plain = real_path(path) == path and path.is_file()
        parts = path.relative_to(Path.cwd()).parts
    except (OSError, ValueError):  # elsewhere, too long, or a zero character
        return False
    return plain and not any(part.startswith(".") for part in parts)


def shown(path: Path) -> str:
    """A path as the user would type it: relative to the current folder where it lies under it."""
    try:
        name = real_path(path).relative_to(Path.cwd()).as_posix() or "."
    except (ValueError, OSError):
        name = str(path)
    return name.replace("\n", "\\n")  # one line means one line


#: More than this is no notes, and would not fit in memory several times over.
MOST_BYTES = 2_000_000_000


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises AnkigenError where it is none (a device has no end), too large, or
    cannot be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise AnkigenError(f"{shown(path)}: is no file; name a file or a folder")
        if path.stat().st_size > MOST_BYTES:
            raise AnkigenError(f"{shown(path)}: is far larger than notes are; it is not read")
        return path.read_bytes()
    except OSError as error:
        raise AnkigenError(
            f"{shown(path)}: cannot be read ({reason(error)}); check the path and its permissions"
        ) from None


def read_text(path: Path) -> str:
    """Text that ankigen itself keeps (settings, lock): UTF-8, with or without a byte order mark."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnkigenError(f"{shown(path)}: is not UTF-8 text; save it as UTF-8") from None


def reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def relative(folder: Path, base: Path) -> str:
    """A folder as seen from another, with "/": how a note would write it ("../media"); "" on
    another drive.
    """
    try:
        return PurePosixPath(Path(os.path.relpath(real_path(folder), real_path(base)))).as_posix()
    except ValueError:
        return ""


#: Seconds with more digits are no year of four digits.
_MOST_TIME_DIGITS = 11


def built_at(environment: Mapping[str, str]) -> int:
    """The build's time in s since 1970: SOURCE_DATE_EPOCH where it is set, or the clock."""
    value = environment.get("SOURCE_DATE_EPOCH", "")
    if not value:
        return int(time.time())
    seconds = small_integer(value, 0, digits=_MOST_TIME_DIGITS)
    if seconds < 1:
        raise AnkigenError(
            f"SOURCE_DATE_EPOCH={value[:20]}: must be seconds since 1970, above 0; set it "
            f"so, or unset it"
        )
    return seconds


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
