"""What ankigen remembers of earlier runs, on the disk: a folder that may be deleted at any time.

It lies where the system keeps caches of a user (`cache_folder`), never in a project, so it never
comes with one. Each value is a file, named by a digest of the program and of all that the value was
made of, and sealed with a secret that lies in the folder and is readable by the user alone: a file
that another program, another version or another person made, that is cut off or was changed, counts
as nothing, and what it would have held is computed. No failure of the disk is an error here.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import stat
import sys
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path

from ankigen.model.document_cache import DocumentCache, key_of

#: Names the folder, or switches the cache off ("off").
VARIABLE = "ANKIGEN_CACHE"
OFF = ("off", "0", "no", "false")

_SECRET_NAME, _SECRET_BYTES = "secret", 32
_SEAL_BYTES = 32
_SUFFIX = ".kept"
#: A folder of this suffix stands for each installed package, with its version.
_INSTALLED = (".dist-info", ".egg-info")
#: A value that was not asked for in so long goes; and the oldest ones, where all take more.
MOST_DAYS, MOST_BYTES = 30, 300_000_000
#: What a value unpacks to, at most.
MOST_UNPACKED = 500_000_000
#: How often a folder is tidied: after one in so many values put into it.
_TIDIED = 50


def cache_folder(environment: Mapping[str, str], home: Path, system: str) -> Path | None:
    """The folder of the cache: what `ANKIGEN_CACHE` names; else the one that the system
    (`sys.platform`) has for caches; None where it is switched off.

    >>> home = Path("/home/ada")
    >>> cache_folder({}, home, "linux").as_posix()
    '/home/ada/.cache/ankigen'
    >>> cache_folder({"ANKIGEN_CACHE": "off"}, home, "linux") is None
    True
    """
    given = environment.get(VARIABLE, "").strip()
    if given:
        return None if given.lower() in OFF else Path(given).absolute()
    if system == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "ankigen"
    if system == "darwin":
        return home / "Library" / "Caches" / "ankigen"
    base = Path(environment.get("XDG_CACHE_HOME", ""))
    return (base if base.is_absolute() else home / ".cache") / "ankigen"


def open_cache() -> DocumentCache:
    """What is remembered of documents; of this run alone where no folder can be used."""
    folder: Path | None = None
    with contextlib.suppress(RuntimeError):  # no home
        folder = cache_folder(os.environ, Path.home(), sys.platform)
    program = program_digest() if folder is not None else None
    if folder is None or program is None:
        return DocumentCache()
    return DocumentCache(open_store(folder, program))


@once
def program_digest() -> str | None:
    """A digest of the program that runs: its modules and data files, the interpreter and all
    installed packages. None where it lies in no folder (in a zip file): then nothing can tell
    whether it has changed.
    """
    package = Path(__file__).parent.parent
    parts = [sys.version, sys.platform, unicodedata.unidata_version]
    try:
        parts += sorted(_stated(package))
        for folder in dict.fromkeys(Path(path) for path in sys.path if path):
            if folder.is_dir():
                parts += sorted(p.name for p in folder.iterdir() if p.suffix in _INSTALLED)
    except OSError:
        return None
    return key_of(*parts)


def _stated(folder: Path) -> Iterator[str]:
    """Each file below a folder with its size and the time of its last change."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _stated(Path(entry.path))
        else:
            about = entry.stat()
            yield f"{entry.path} {about.st_size} {about.st_mtime_ns}"


def open_store(folder: Path, program: str) -> DiskStore | None:
    """The store in a folder, which is made; None where it cannot be, or where others than the user
    could have written in it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own(folder):
            return None
        return DiskStore(folder, _secret(folder / _SECRET_NAME), program)
    except OSError:
        return None


def _is_own(path: Path) -> bool:
    """Whether a folder or file is the user's, no link, and written to by nobody else."""
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # Windows: the folder of the user is
        return True
    return about.st_uid == os.geteuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _secret(path: Path) -> bytes:
    """The secret of a folder, which is made where there is none that can be used."""
    for _ in range(3):
        with contextlib.suppress(FileNotFoundError):
            found = path.read_bytes()
            if len(found) == _SECRET_BYTES and _is_own(path):
                return found
            path.unlink()
        _write(path, secrets.token_bytes(_SECRET_BYTES))
    raise OSError("no secret")


def _write(path: Path, data: bytes) -> None:
    """Writes a file that only the user can read: whole, or not at all. The last of two at once
    stays.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@dataclass(slots=True)
class DiskStore:
    """Values as files of a folder (see above); a `Store` of `ankigen.model.document_cache`."""

    folder: Path
    secret: bytes
    program: str
    clock: Callable[[], float] = time.time
    _written: int = 0

    def get(self, name: str) -> bytes | None:
        """What was put under a name by this version of the program; None for whatever else."""
        path = self._path(name)
        try:
            data = path.read_bytes()
            os.utime(path, (now := self.clock(), now))
        except OSError:
            return None
        seal, packed = data[:_SEAL_BYTES], data[_SEAL_BYTES:]
        if not hmac.compare_digest(seal, self._seal(path.name, packed)):
            return None
        try:
            return zlib.decompressobj().decompress(packed, MOST_UNPACKED)
        except zlib.error:
            return None

    def put(self, name: str, data: bytes) -> None:
        """Keeps a value under a name; where the disk is full, or does not let it, nothing."""
        path = self._path(name)
        packed = zlib.compress(data, 1)
        with contextlib.suppress(OSError):
            _write(path, self._seal(path.name, packed) + packed)
        self._written += 1
        if self._written % _TIDIED == 1:
            self.tidy()

    def tidy(self) -> None:
        """Removes what was not asked for in a month, and the oldest values of too many."""
        found = []
        with contextlib.suppress(OSError):
            for entry in os.scandir(self.folder):
                if entry.name.endswith(_SUFFIX) or entry.name.startswith("."):
                    about = entry.stat(follow_symlinks=False)
                    found.append((about.st_mtime, about.st_size, entry.path))
        whole = 0
        oldest = self.clock() - MOST_DAYS * 86_400
        for used, size, path in sorted(found, reverse=True):
            whole += size
            if used < oldest or whole > MOST_BYTES:
                with contextlib.suppress(OSError):
                    Path(path).unlink()

    def _path(self, name: str) -> Path:
        return self.folder / (key_of(self.program, name) + _SUFFIX)

    def _seal(self, name: str, packed: bytes) -> bytes:
        """Holds a value to its name: a file that was renamed is another's."""
        digest = hashlib.blake2b(name.encode(), key=self.secret, digest_size=_SEAL_BYTES)
        digest.update(packed)
        return digest.digest()
