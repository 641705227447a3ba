"""Stops whole commands (`apply`, `accept`, `merge`, `review`, `build`) at every step that they make
on the disk, the reading of notes, settings and lock among them, as `tests.faults` does with the
writing of a build.

    python -m tests.faults_commands           every step, every fault
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from ankigen.cli import app
from ankigen.sync.notes_patch import unified
from tests.faults import FAULTS, KILL, Disk, Tree, differing, forked, recovered, report, tree
from tests.sweeps import some

NOTES = "# Cells\n\n## Osmosis\n\nWater moves.\n\n## Parts\n\n- wall\n- core\n- sap\n"
#: "upp" is suggested to be "up", and not corrected by itself.
OTHER_NOTES = (
    "# Leaves\n\n## Stoma\n\nA pore by which water leaves.\n\n## Xylem\n\n"
    "Vessels that carry water upp the stem.\n"
)
SETTINGS = '[deck]\nname = "Cells"\nid = 4900000003\n'
#: The commands, in their order, each with what the user did before it.
COMMANDS: Sequence[Sequence[str]] = (
    ("apply", "fix.patch"),
    ("accept", "5b20"),
    ("merge", "theirs.csv"),
    ("review", "--no-browser", "--take", "theirs", "--same", "yes", "--seen", "yes"),
    ("build",),
)
#: How a command may end: done, something is left to do, one line, Ctrl-C.
_ENDS = frozenset({0, 1, 2, 130})
_DATE = "SOURCE_DATE_EPOCH"


def run(root: Path, arguments: Sequence[str], disk: Disk | None = None) -> tuple[int, str]:
    """A command in this very process: its exit code, and what it wrote to standard error."""
    os.chdir(root)
    sys.argv = ["ankigen", *arguments]
    out, error = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(error):
        if disk is not None:
            disk.watch(root)
        try:
            app.main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        except KeyboardInterrupt:
            code = 130
    return code, error.getvalue()


def broken_off(root: Path, arguments: Sequence[str], at: int, fault: str) -> int:
    """The command with a fault at a step (see `forked`): it ends whole, or with one line."""

    def ended(disk: Disk) -> int:
        code, told = run(root, arguments, disk)
        if "Traceback" in told:
            return 97
        return 98 if code == 2 and told.count("\n") != 1 else code

    return forked(ended, at, fault, _ENDS, f"{' '.join(arguments)}: ")


@dataclass
class CommandFaults:
    """A project before each command, and after it."""

    folder: Path
    count: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        os.environ[_DATE] = "1800000000"
        self.root = self.folder / "project"
        (self.root / "source").mkdir(parents=True)
        self.notes = self.root / "source" / "cells.md"
        self.notes.write_text(NOTES, encoding="utf-8")
        (self.root / "source" / "leaves.md").write_text(OTHER_NOTES, encoding="utf-8")
        (self.root / "ankigen.toml").write_text(SETTINGS, encoding="utf-8")
        self._run("build")
        table = (self.root / "dist" / "Cells.csv").read_text(encoding="utf-8")
        theirs = table.replace("Water moves", "Water seeps") + "Ribosome,It builds proteins.,,,\n"
        (self.root / "theirs.csv").write_text(theirs, encoding="utf-8")
        now = NOTES.replace("moves", "flows")
        self.notes.write_text(now, encoding="utf-8")
        patches = (
            unified("source/cells.md", now, now.replace("- core", "- nucleus")),
            unified("source/leaves.md", OTHER_NOTES, OTHER_NOTES.replace("water", "vapour", 1)),
        )
        (self.root / "fix.patch").write_text("".join(patches), encoding="utf-8")

    def _run(self, *arguments: str) -> None:
        code, told = run(self.root, arguments)
        assert code in (0, 1), told

    def each_step(
        self,
        faults: Sequence[str] = FAULTS,
        commands: Sequence[Sequence[str]] = COMMANDS,
        share: int = 1,
    ) -> None:
        """Every fault at every step of every command, or at the first of so many (`share`)."""
        for arguments in commands:
            before = self.folder / "before"
            shutil.rmtree(before, ignore_errors=True)
            shutil.copytree(self.root, before)
            total = broken_off(self._fresh(before), arguments, -1, KILL)
            old, new = tree(before), tree(self.root)
            assert old != new, f"{arguments[0]} changes nothing"
            for fault in faults:
                for at in some(range(total), share):
                    self._try(before, arguments, (fault, at), (old, new))

    def _fresh(self, before: Path) -> Path:
        os.chdir(self.folder)
        shutil.rmtree(self.root)
        shutil.copytree(before, self.root)
        return self.root

    def _try(
        self, before: Path, arguments: Sequence[str], fault: tuple[str, int],
        trees: tuple[Tree, Tree],
    ) -> None:  # fmt: skip
        root = self._fresh(before)
        steps = broken_off(root, arguments, fault[1], fault[0])
        what = f"{arguments[0]}: {fault[0]} at {fault[1]} ({steps})"
        recovered(root)
        found = tree(root)
        assert found in trees, f"{what}: {differing(found, *trees)}"
        if found == trees[0]:  # done again, it does all of it
            broken_off(root, arguments, -1, KILL)
            recovered(root)
            assert tree(root) == trees[1], f"{what}: the next run gives other files"
        self.count[f"{arguments[0]}: {fault[0]}"] += 1


def all_commands(folder: Path) -> Counter[str]:
    faults = CommandFaults(folder)
    faults.each_step()
    os.chdir("/")
    return faults.count


if __name__ == "__main__":
    report(all_commands)
