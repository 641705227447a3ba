"""Stops a build at every step that it makes on the disk, in every way, and looks at what is left.

A step is whatever Python's audit hooks report of the disk (open, rename, link, mkdir, remove,
rmdir), each `os.write`, which is broken off half way, and each `os.fsync`: nothing is listed by
hand, so a step that the program learns later is tried too. The program runs in a process of its own
(`os.fork`), and the fault is a SIGKILL, an error of the system, or Ctrl-C.

    python -m tests.faults            every step, every fault, and every step of the recovery
    python -m tests.faults --quick    every step once per fault
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ankigen.model import AnkigenError, Source
from ankigen.project.sources import Sources
from ankigen.project.transaction import exclusive
from ankigen.project.writing import write_build

_EVENTS = frozenset(
    ("open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.scandir")
)
KILL, INTERRUPT = "kill", "interrupt"
ERRORS = {"full": errno.ENOSPC, "denied": errno.EACCES, "broken": errno.EIO}
FAULTS = (KILL, *ERRORS, INTERRUPT)

OLD = {
    "Deck.apkg": b"old package" * 50,
    "Deck.csv": b"old table",
    "quizlet/one.txt": b"old one",
    "quizlet/two.txt": b"old two, which goes",
}
NEW = {
    "Deck.apkg": b"new package, longer" * 50,
    "Deck.csv": b"new table",
    "quizlet/one.txt": b"new one",
    "quizlet/three.txt": b"new three",
    "more/four.txt": b"new four",
}
OLD_LOCK, NEW_LOCK = "the old lock\n", "the new lock\n"
SOURCES = Sources(Path("source"), (Source("notes.txt", b"", "source/notes.txt"),))

Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    """Every file with its bytes, and every folder that holds none."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[name + "/"] = b""
    return found


def build(root: Path, files: Tree, lock: str) -> None:
    """What `ankigen build` does on the disk."""
    with exclusive(root, root / "dist"):
        write_build(root / "dist", files, SOURCES, (root / "ankigen.lock", lock))


def recovered(root: Path) -> None:
    """What the next command does first."""
    with exclusive(root, root / "dist"):
        pass


@dataclass
class Disk:
    """Counts the steps of this process, and makes one fail."""

    at: int = -1
    fault: str = ""
    steps: int = 0
    on: bool = False

    def step(self, half: Callable[[], object] = lambda: None, name: str | None = None) -> None:
        self.steps += 1
        if self.steps - 1 != self.at:
            return
        half()
        if self.fault == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fault == INTERRUPT:
            raise KeyboardInterrupt
        raise OSError(ERRORS[self.fault], os.strerror(ERRORS[self.fault]), name)

    def watch(self, root: Path) -> None:
        """From here on, every step below the folder counts. There is no way back: for a process
        that ends soon.
        """
        write, sync = os.write, os.fsync

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            if self.on and event in _EVENTS and _below(arguments[0], root):
                self.step(name=str(arguments[0]))

        def writing(number: int, data: bytes) -> int:
            self.step(lambda: write(number, bytes(data)[: len(data) // 2]))
            return write(number, data)

        def syncing(number: int) -> None:
            self.step()
            sync(number)

        sys.addaudithook(hook)
        os.write, os.fsync = writing, syncing  # type: ignore[assignment]
        self.on = True


def _below(path: object, root: Path) -> bool:
    return not isinstance(path, int) and str(path).startswith(str(root))


def forked(
    work: Callable[[Disk], int], at: int, fault: str, ends: Collection[int], name: str = ""
) -> int:
    """Runs the work in a process of its own with a fault at a step, from where it lets the disk
    watch; the steps it made, or -1 if a signal ended it. The process ends with the code that the
    work gives, 99 if it raises.

    Raises AssertionError if that is none of `ends`, or a signal ended it that was not the fault.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.close(reading)
            disk = Disk(at, fault)
            code = work(disk)
            disk.on, disk.at = False, -1
            os.write(writing, str(disk.steps).encode())
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        steps = pipe.read()
    status = os.waitpid(child, 0)[1]
    what = f"{name}{fault} at {at}"
    if os.WIFSIGNALED(status):
        assert fault == KILL, f"{what}: ended by {os.WTERMSIG(status)}"
        return -1
    code = os.WEXITSTATUS(status)
    assert code in ends, f"{what}: ends with {code}"
    return int(steps)


def broken_off(root: Path, work: Callable[[Path], None], at: int, fault: str) -> int:
    """The work with a fault at a step (see `forked`): it ends whole, with a line of its own, or by
    the fault.
    """

    def ended(disk: Disk) -> int:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        disk.watch(root)
        try:
            work(root)
        except AnkigenError as error:
            return 2 if "\n" not in str(error) else 8
        except OSError:  # `cli.app.main` makes a line of it
            return 2
        except KeyboardInterrupt:
            return 3
        return 0

    return forked(ended, at, fault, (0, 2, 3))


@dataclass
class Faults:
    """A project that was built once, and what is tried with it."""

    folder: Path
    count: Counter[str]

    def __post_init__(self) -> None:
        self.before = self._made("before", OLD, OLD_LOCK)
        self.after = self._made("after", OLD, OLD_LOCK)
        build(self.after, NEW, NEW_LOCK)
        self.old, self.new = tree(self.before), tree(self.after)

    def _made(self, name: str, files: Tree, lock: str) -> Path:
        root = self.folder / name
        (root / "source").mkdir(parents=True)
        (root / "source" / "notes.txt").write_text("Osmosis\nWater moves.\n")
        (root / "dist").mkdir()
        (root / "dist" / "mine.txt").write_text("the user's own")
        build(root, files, lock)
        return root

    def fresh(self) -> Path:
        root = self.folder / "tried"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.before, root)
        return root

    def steps(self, work: Callable[[Path], None], root: Path) -> int:
        return broken_off(root, work, -1, KILL)

    def check(self, root: Path, what: str) -> None:
        """The last good files and lock are whole or the new ones are; nothing stays; the next
        build succeeds.
        """
        recovered(root)
        found = tree(root)
        assert found in (self.old, self.new), f"{what}: {differing(found, self.old, self.new)}"
        build(root, NEW, NEW_LOCK)
        assert tree(root) == self.new, f"{what}: the next build gives other files"

    def each_step(self, all_faults: bool = True) -> None:
        """A fault at each step of a build: each of them, or a kill and another one in turn."""
        total = self.steps(new_build, self.fresh())
        others = len(FAULTS) - 1
        for n, fault in enumerate(FAULTS, -1):
            for at in range(total):
                if not (all_faults or n < 0 or at % others == n):
                    continue
                root = self.fresh()
                broken_off(root, new_build, at, fault)
                if fault != KILL:  # nothing may have to be taken back by the next run
                    found = {n: d for n, d in tree(root).items() if ".ankigen-stage" not in n}
                    whole = found in (self.old, self.new)
                    assert whole, f"{fault} at {at}: {differing(found, self.old, self.new)}"
                self.check(root, f"{fault} at {at}")
                self.count[fault] += 1

    def recovery(self) -> None:
        """A kill at every step of a build, then a fault at every step of what takes it back."""
        total = self.steps(new_build, self.fresh())
        for at in range(total):
            root = self.fresh()
            broken_off(root, new_build, at, KILL)
            kept = self.folder / "kept"
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(root, kept, symlinks=True)
            for again in range(self.steps(recovered, root)):
                for fault in FAULTS:
                    shutil.rmtree(root)
                    shutil.copytree(kept, root, symlinks=True)
                    broken_off(root, recovered, again, fault)
                    self.check(root, f"kill at {at}, then {fault} at {again} of the recovery")
                    self.count[f"{fault} while recovering"] += 1


def new_build(root: Path) -> None:
    build(root, NEW, NEW_LOCK)


def differing(found: Tree, old: Tree, new: Tree) -> str:
    return "; ".join(
        f"{name}: {'gone' if name not in found else 'other'}"
        for name in sorted({*found, *old, *new})
        if found.get(name) not in (old.get(name), new.get(name))
    ) or "old and new files mixed: " + ", ".join(
        f"{name} {'old' if found.get(name) == old.get(name) else 'new'}"
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    )


def memory() -> str | None:
    """A folder in memory, where an fsync costs nothing; None where the system has none."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def report(tried: Callable[[Path], Counter[str]]) -> None:
    """Tries it in a folder in memory, and prints how often each fault was tried."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        count = tried(Path(folder))
    for what, number in count.items():
        print(f"{number:7,}  {what}")
    print(
        f"{count.total():7,}  in {time.perf_counter() - started:.0f} s; none left a file half done"
    )


def all_faults(folder: Path) -> Counter[str]:
    faults = Faults(folder, Counter())
    faults.each_step()
    if "--quick" not in sys.argv:
        faults.recovery()
    return faults.count


if __name__ == "__main__":
    report(all_faults)
