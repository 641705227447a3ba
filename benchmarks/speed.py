"""What a build costs, beside the script that anyone would write in an hour with the same packages.

    python -m benchmarks.speed [--sizes 100 1000 10000] [--runs 3] [--notes FILE …] [--stages]
                               [--alone] [--python PYTHON] [--most RATIO] [--plot FILE]

Each row runs whole processes in turn (ours, the yardstick, ours, …) on the same notes and takes the
least CPU time (user and system) of the runs, as the system counts it for the ended process; the
ratio is of these. Every run begins in an empty folder, and all modules are compiled beforehand, as
they are where a package is installed. Peak memory is the largest resident set. The growth exponents
(of time and of memory) compare each size with the one before: log(ratio) / log(size ratio).

`--notes` measures files of your own, too; `--alone` the libraries by themselves
(`benchmarks.alone`); `--stages` the stages of the largest build (`benchmarks.stages`). With
`--most` the exit code is 1 if a build costs more than so many times the yardstick. `--plot` draws
what was measured (`benchmarks.plot`).
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.alone import ALONE
from benchmarks.alone import command as alone
from benchmarks.plot import svg

HERE = Path(__file__).resolve().parent.parent
#: `import typer` is short: it takes more runs to find the least.
START_RUNS = 7


@dataclass(frozen=True)
class Cost:
    """Of one ended process: CPU seconds, and its largest resident set in MB."""

    cpu: float
    memory: float


def cost_of(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Runs a command in a folder, gives what it cost. SystemExit if it fails."""
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status and "codespell" not in command:  # its exit code says that it found something
        raise SystemExit(f"{' '.join(command)} failed")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


@dataclass(frozen=True)
class Measured:
    """Notes of a size in bytes, with what our build of them and the yardstick cost."""

    entries: int
    size: int
    ours: Cost
    theirs: Cost

    @property
    def ratio(self) -> float:
        return self.ours.cpu / self.theirs.cpu


class Bench:
    """Processes in folders of their own below one that goes away."""

    def __init__(self, folder: Path, python: str, runs: int) -> None:
        self.folder, self.python, self.runs = folder, python, runs
        self._count = 0
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(HERE),
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "ANKIGEN_CACHE": "off",
            "ANKIGEN_CORES": "1",
        }
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def cost(self, command: Sequence[str], notes_file: Path | None = None) -> Cost:
        """Runs a command in a folder that holds nothing but the notes (as notes.txt), gives what
        it cost. SystemExit if it fails.
        """
        self._count += 1
        own = self.folder / str(self._count)
        own.mkdir()
        if notes_file:
            shutil.copy(notes_file, own / "notes.txt")
        return cost_of(command, own, self._environment)

    def least(
        self, commands: Sequence[Sequence[str]], notes_file: Path | None = None, runs: int = 0
    ) -> list[Cost]:
        """The commands in turn; of each the run with the least CPU time."""
        made = [
            [self.cost(command, notes_file) for command in commands]
            for _ in range(runs or self.runs)
        ]
        return [min(column, key=lambda c: c.cpu) for column in zip(*made, strict=True)]

    def started(self) -> list[Cost]:
        """`ankigen --version`, and the import of the library of its command line."""
        version = [self.python, "-m", "ankigen", "--version"]
        return self.least([version, [self.python, "-c", "import typer"]], None, START_RUNS)

    def measured(self, path: Path, entries: int) -> Measured:
        """A build of one file, and the yardstick on it."""
        build = [self.python, "-m", "ankigen", "build", "notes.txt", "--out", "out", "-q"]
        yardstick = [self.python, "-m", "benchmarks.yardstick", "notes.txt", "out"]
        ours, theirs = self.least([build, yardstick], path)
        return Measured(entries, path.stat().st_size, ours, theirs)


def row(now: Measured, before: Measured | None) -> str:
    """A row of the table."""
    time = memory = ""
    if before:
        size = math.log(now.entries / before.entries)
        time = f"{math.log(now.ours.cpu / before.ours.cpu) / size:.2f}"
        memory = f"{math.log(now.ours.memory / before.ours.memory) / size:.2f}"
    return (
        f"| {now.entries:,} | {now.size / 1000:,.0f} | {now.ours.cpu:.2f} | {now.theirs.cpu:.2f} "
        f"| {now.ratio:.1f} | {now.entries / now.ours.cpu:,.0f} | {now.ours.memory:,.0f} "
        f"| {time} | {memory} |"
    )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--notes", type=Path, nargs="*", default=[])
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--stages", action="store_true")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--most", type=float, default=math.inf)
    parser.add_argument("--plot", type=Path)
    return parser.parse_args()


def main() -> int:
    given = arguments()
    with tempfile.TemporaryDirectory(prefix="ankigen-speed-") as name:
        folder = Path(name)
        bench = Bench(folder, given.python, given.runs)
        files = []
        for size in given.sizes:
            path = folder / f"{size}.txt"
            # by another process: one that is started counts the memory of the one that starts it
            making = [sys.executable, "-m", "benchmarks.made_notes", str(size), str(path)]
            subprocess.run(making, check=True, cwd=HERE)
            files.append((path, size))
        files += [(path.resolve(), path.read_text("utf-8").count("\n\n")) for path in given.notes]
        bench.measured(*files[0])  # compiles every module
        version, typer = bench.started()
        print(
            f"start-up: {version.cpu:.3f} s, {version.cpu / typer.cpu:.2f} × import typer\n\n"
            "| entries | kB | ankigen s | yardstick s | ratio | entries/s | MB | growth of time "
            "| of memory |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
        )
        worst, before, done = 0.0, None, []
        for path, entries in files:
            now = bench.measured(path, entries)
            print(row(now, before if path.parent == folder else None), flush=True)
            worst, before = max(worst, now.ratio), now
            done.append(now)
        if given.plot:
            ours = [(one.entries, one.ours.cpu) for one in done]
            theirs = [(one.entries, one.theirs.cpu) for one in done]
            given.plot.write_text(svg({"ankigen": ours, "yardstick": theirs}), encoding="utf-8")
        largest = str(files[-1][0])
        if given.alone:
            print(f"\n| alone, {files[-1][1]:,} entries | CPU s |\n| --- | --- |")
            costs = bench.least(
                [alone(given.python, one, "notes.txt") for one in ALONE], files[-1][0]
            )
            for one, spent in zip(ALONE, costs, strict=True):
                print(f"| {one} | {spent.cpu:.2f} |")
        if given.stages:
            print(flush=True)
            subprocess.run([given.python, "-m", "benchmarks.stages", largest], check=True, cwd=HERE)
    return 1 if worst > given.most else 0


if __name__ == "__main__":
    sys.exit(main())
