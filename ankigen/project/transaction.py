"""Files written together: all of them or none, also where the program, or the machine, ends between
two steps.

Every new file is written beside its place and every old one kept; then a journal is put down that
says how to go back, the new files are moved in, and the journal is removed: that is the moment at
which they count. A run that finds a journal goes back first. It trusts nothing that the journal
says beyond its own folders, and touches only files that are as the broken-off run left them, since
a journal may come with a cloned repository.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ankigen.model import AnkigenError

JOURNAL_NAME = ".ankigen-journal"
_STAGE_PREFIX = ".ankigen-stage-"
#: In the stage of the project's own folder: where the others are, and which folders were made.
_LIST = "folders"

#: A second command on the same deck waits so long, in s, and looks so often.
PATIENCE = 60.0
_EVERY = 0.05


@dataclass(slots=True)
class _Step:
    """A file to be put in its place, or (`new` = None) taken away, and where its former self is
    kept.
    """

    path: Path
    new: Path | None
    old: Path | None = None
    digest: str = ""  # of the new file


@dataclass(slots=True)
class _Stages:
    """The folders beside the targets in which files wait, and the folders made for the targets."""

    number: str
    by_folder: dict[Path, Path] = field(default_factory=dict)
    made: list[Path] = field(default_factory=list)


def replace_all(
    targets: Mapping[Path, bytes], stale: Iterable[Path] = (), home: Path | None = None
) -> None:
    """Writes every target and removes the stale files; on any error, and on Ctrl-C, everything is
    as before.

    `home` is where the journal goes, which `recover` looks for; without it, only errors are taken
    back and not the end of the machine. Raises OSError.
    """
    # a folder by one name, or two stages would meet in it
    targets = {_named(path): data for path, data in targets.items()}
    stale = [_named(path) for path in stale]
    for path in targets:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder is in its place", str(path))
    home = Path(os.path.realpath(home)) if home is not None else None
    stages = _Stages(f"{os.getpid()}-{time.monotonic_ns()}")
    steps: list[_Step] = []
    journal: Path | None = None
    try:
        folders = {path.parent for path in (*targets, *stale)} | ({home} if home else set())
        if home is not None and home.is_dir():
            _make_stages([home], stages)
            _write_list(stages.by_folder[home] / _LIST, home, folders)
            folders.discard(home)
        # where there is a stage, a run was broken off: so before any folder is made
        _make_stages([folder for folder in folders if folder.is_dir()], stages)
        _make_folders({path.parent for path in targets}, stages.made)
        _make_stages([folder for folder in folders if folder not in stages.by_folder], stages)
        steps = _staged(targets, stale, stages)
        if home is not None:
            journal = home / JOURNAL_NAME
            _write_journal(journal, home, steps, stages)
        for step in steps:
            if step.new is None:
                step.path.unlink(missing_ok=True)
            else:
                step.new.replace(step.path)
        for folder in stages.by_folder:
            _sync_folder(folder)
        if journal is not None:
            journal.unlink()
    except BaseException:
        _go_back(steps)
        if journal is not None:
            journal.unlink(missing_ok=True)
        raise
    finally:
        own = stages.by_folder.pop(home, None) if home else None
        for stage in stages.by_folder.values():
            shutil.rmtree(stage, ignore_errors=True)
        with contextlib.suppress(OSError):
            _remove_empty((*reversed(stages.made), *{step.path.parent for step in steps}))
        with contextlib.suppress(OSError):
            # last: the sign that there is something to clear away
            if own is not None and not any(map(os.path.lexists, stages.by_folder.values())):
                shutil.rmtree(own)


def _named(path: Path) -> Path:
    """A path whose folder is free of links and of "."; the file itself may be a link, which is
    replaced.
    """
    return Path(os.path.realpath(path.parent)) / path.name


def _make_folders(folders: Iterable[Path], made: list[Path]) -> None:
    """Makes the missing folders, outermost first, and notes in `made` which."""
    for folder in sorted(folders):
        for path in reversed(_missing(folder)):
            made.append(path)  # before it is made: it may be broken off
            path.mkdir(exist_ok=True)


def _missing(folder: Path) -> list[Path]:
    """A folder and those above it that are not there, the innermost first."""
    return [p for p in (folder, *folder.parents) if not p.exists()]


def _make_stages(folders: Iterable[Path], stages: _Stages) -> None:
    for folder in sorted(folders):
        stage = folder / f"{_STAGE_PREFIX}{stages.number}"
        stages.by_folder[folder] = stage  # before it is made: it may be broken off
        stage.mkdir(0o700)


def _staged(targets: Mapping[Path, bytes], stale: Sequence[Path], stages: _Stages) -> list[_Step]:
    """Every new file written beside its place, and every old one kept there."""
    steps = []
    for n, path in enumerate((*targets, *stale)):
        stage = stages.by_folder[path.parent]
        step = _Step(path, stage / f"new{n}" if path in targets else None)
        if step.new is not None:
            _write(step.new, targets[path], _mode(path))
            step.digest = hashlib.sha256(targets[path]).hexdigest()
        if os.path.lexists(path):
            step.old = stage / f"old{n}"
            _keep(path, step.old)
        steps.append(step)
    for stage in stages.by_folder.values():
        _sync_folder(stage)
    return steps


def _mode(path: Path) -> int:
    """Who may read and write a file, so that what takes its place is open to nobody else."""
    return stat.S_IMODE(path.stat().st_mode) if path.is_file() else _NEW_MODE


#: Of a new file; the system takes away what the user's mask forbids.
_NEW_MODE = 0o666


def _write(path: Path, data: bytes, mode: int = _NEW_MODE) -> None:
    """A new file with these bytes, on the disk when this comes back."""
    # os.O_BINARY: Windows would change line breaks
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(number, view) :]
        os.fsync(number)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from None
    finally:
        os.close(number)


def _keep(path: Path, kept: Path) -> None:
    """A second name for a file, or a copy where the disk knows no second names."""
    try:
        os.link(path, kept, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, kept, follow_symlinks=False)


def _sync_folder(folder: Path) -> None:
    """Makes the names in a folder last; a system on which folders cannot be opened has no need
    of it.
    """
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _go_back(steps: Sequence[_Step]) -> None:
    """Every file as it was. Going back twice does no harm."""
    for step in reversed(steps):
        if step.old is not None and os.path.lexists(step.old):
            step.old.replace(step.path)
        elif step.old is None and step.new is not None and not os.path.lexists(step.new):
            step.path.unlink(missing_ok=True)


# --------------------------------------------------------------------------- the journal


def _write_journal(journal: Path, home: Path, steps: Sequence[_Step], stages: _Stages) -> None:
    """Says how to go back: whole or not there."""
    values = {
        "stage": f"{_STAGE_PREFIX}{stages.number}",
        "files": [
            {
                "path": _seen_from(home, step.path),
                "new": step.new.name if step.new else "",
                "old": step.old.name if step.old else "",
                "sha256": step.digest,
            }
            for step in steps
        ],
    }
    waiting = next(iter(stages.by_folder.values())) / "journal"
    _write(waiting, json.dumps(values).encode())
    waiting.replace(journal)
    _sync_folder(home)


def _write_list(path: Path, home: Path, folders: Iterable[Path]) -> None:
    """Says in which folders there will be stages, and which of the folders are not there yet."""
    missing = {p for folder in folders for p in _missing(folder)}
    listed = {"stages": folders, "made": missing}
    values = {name: sorted(_seen_from(home, f) for f in each) for name, each in listed.items()}
    _write(path, json.dumps(values).encode())


def _listed(stage: Path, home: Path, allowed: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The stages that a broken-off run listed, and the folders that it made, the inner ones
    first: of both, those within the project.
    """
    found: list[list[Path]] = []
    try:
        values = json.loads((stage / _LIST).read_bytes())
        for name in ("stages", "made"):
            folders = [Path(os.path.realpath(home / str(entry))) for entry in values[name]]
            found.append(sorted((f for f in folders if _within(f, allowed)), reverse=True))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [], []
    stages = [folder / stage.name for folder in found[0] if folder != home]
    return list(filter(_is_own_folder, stages)), found[1]


def _within(folder: Path, allowed: Sequence[Path]) -> bool:
    return any(map(folder.is_relative_to, allowed))


def _seen_from(home: Path, path: Path) -> str:
    """A path relative to the project, so that a project that was moved can go back too."""
    with contextlib.suppress(ValueError):  # another drive
        return os.path.relpath(path, home)
    return str(path)


def recover(home: Path, out: Path) -> bool:
    """Takes back what a run left half done in these folders, and clears away what it left lying
    there; whether there was anything.

    Raises OSError where the disk does not let it.
    """
    journal = home / JOURNAL_NAME
    allowed = [Path(os.path.realpath(folder)) for folder in (home, out)]
    broken_off = journal.is_file() and not journal.is_symlink()
    if broken_off:
        for step in _journaled(journal, home, allowed):
            _take_back(step)
        journal.unlink()
    below = []
    if out.is_dir():
        below = [Path(entry.path) for entry in os.scandir(out) if _is_folder(entry)]
    stages = [stage for folder in (*below, out) if folder != home for stage in _stages_in(folder)]
    last = _stages_in(home)  # the sign that there is something to clear away
    lists = [_listed(stage, home, allowed) for stage in last]
    stages += [stage for listed, _ in lists for stage in listed if stage not in stages]
    for stage in stages:
        shutil.rmtree(stage)
    _remove_empty(folder for _, made in lists for folder in made)
    if stages or last:
        _remove_empty((*below, out))
    for stage in last:
        shutil.rmtree(stage)
    if last:
        _remove_empty([out])
    return broken_off or bool(stages or last)


def _stages_in(folder: Path) -> list[Path]:
    return list(filter(_is_own_folder, folder.glob(f"{_STAGE_PREFIX}*")))


def _is_own_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


#: A folder that is not empty, not there, or the current one has not to be removed.
_STAYS = (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.EINVAL, errno.EBUSY)


def _remove_empty(folders: Iterable[Path]) -> None:
    """Removes folders that came to be empty, as those made for files which never came. Raises
    OSError.
    """
    for folder in folders:
        try:
            folder.rmdir()
        except OSError as error:
            if error.errno not in _STAYS:
                raise


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _journaled(journal: Path, home: Path, allowed: Sequence[Path]) -> list[_Step]:
    """The steps that a journal tells of, the last first; those that lead elsewhere, or make no
    sense, are left out.
    """
    steps: list[_Step] = []
    with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        values = json.loads(journal.read_bytes())
        stage_name = str(values["stage"])
        for entry in reversed(values["files"]):
            path = home / str(entry["path"])
            folder = Path(os.path.realpath(path.parent))
            stage = folder / stage_name
            names = [str(entry["new"]), str(entry["old"])]
            plain = all(name.isascii() and (not name or name.isalnum()) for name in names)
            if (
                not (_within(folder, allowed) and plain and path.name)
                or stage.name != stage_name
                or not stage_name.startswith(_STAGE_PREFIX)
                or not _is_own_folder(stage)  # a link would lead to the files of others
            ):
                continue
            new, old = (stage / name if name else None for name in names)
            steps.append(_Step(folder / path.name, new, old, str(entry["sha256"])))
    return steps


def _take_back(step: _Step) -> None:
    """A file as it was, if it is as the broken-off run left it."""
    left = not os.path.lexists(step.path) or (step.new is not None and _is(step.path, step.digest))
    if step.old is not None and os.path.lexists(step.old):
        if left:
            step.old.replace(step.path)
    elif step.old is None and step.new is not None and not os.path.lexists(step.new) and left:
        step.path.unlink(missing_ok=True)


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


# --------------------------------------------------------------------------- one at a time


@contextlib.contextmanager
def exclusive(home: Path, out: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[bool]:
    """Holds the project for one writing command, and takes back what a broken-off one left; gives
    whether files that were read before may have changed by that, or while another one wrote.

    The system's lock on the folder itself ends with the program, however that ends, and leaves no
    file. A second command waits, told by `waiting`, and raises AnkigenError after `PATIENCE`
    seconds. A folder that cannot be made or opened is not held: writing there says what is wrong.
    """
    made: list[Path] = []
    held: int | None = None
    waited = changed = False

    def wait() -> None:
        nonlocal waited
        waited = True
        waiting()

    try:
        with contextlib.suppress(OSError):
            _make_folders([home], made)
            held = _hold(home, wait)
        with contextlib.suppress(OSError):
            changed = recover(home, out)
        yield waited or changed
    finally:
        if held is not None:
            os.close(held)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()


def _hold(home: Path, waiting: Callable[[], None]) -> int | None:
    """The open folder with the system's lock on it; None where the system has none."""
    try:
        import fcntl
    except (
        ImportError
    ):  # Windows: no folder can be opened; a moved file that is open there is an error already
        return None
    told = False
    until = time.monotonic() + PATIENCE
    while True:
        number = os.open(home, os.O_RDONLY)
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(number), home.stat()):
                return number
            os.close(number)  # the folder was removed and made again meanwhile
            continue
        except BlockingIOError:
            os.close(number)
        except OSError:  # a disk on the network that knows no locks
            os.close(number)
            return None
        if time.monotonic() > until:
            raise AnkigenError(
                f"another ankigen has been writing this deck for {PATIENCE:.0f} s; "
                f"wait until it is done, or end it"
            )
        if not told:
            waiting()
            told = True
        time.sleep(_EVERY)
