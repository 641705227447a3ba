"""What a build costs, beside the script that anyone would write in an hour with the same packages.

    python -m benchmarks.speed [--sizes 100 1000 10000] [--runs 3] [--python PYTHON]

Each row runs whole processes in turn (ours, the yardstick, ours, …) on the same notes and takes the
least CPU time (user and system) of the runs, as the system counts it for the ended process; the
ratio is of these. Peak memory is the largest resident set. The growth exponent compares each size
with the one before: log(time ratio) / log(size ratio).
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_notes import notes

HERE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Cost:
    """Of one ended process: CPU seconds, and its largest resident set in MB."""

    cpu: float
    memory: float


def cost(command: Sequence[str], folder: Path) -> Cost:
    """Runs a command in a folder and gives what it cost. Raises SystemExit if it fails."""
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def least(commands: Sequence[Sequence[str]], folder: Path, runs: int) -> list[Cost]:
    """The commands in turn, `runs` times; of each the run with the least CPU time."""
    made = [[cost(command, folder) for command in commands] for _ in range(runs)]
    return [min(column, key=lambda c: c.cpu) for column in zip(*made, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--python", default=sys.executable)
    given = parser.parse_args()
    python = given.python
    with tempfile.TemporaryDirectory(prefix="ankigen-speed-") as name:
        folder = Path(name)
        started = least(
            [[python, "-m", "ankigen", "--version"], [python, "-c", "import typer"]], folder, 5
        )
        print(
            f"start-up: {started[0].cpu:.2f} s, {started[0].cpu / started[1].cpu:.2f} "
            f"× import typer"
        )
        print("| entries | kB | ankigen s | yardstick s | ratio | entries/s | MB | exponent |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        before: tuple[int, float] | None = None
        for size in given.sizes:
            text = notes(size)
            (folder / "notes.txt").write_text(text, encoding="utf-8")
            commands = [
                [python, "-m", "ankigen", "build", "notes.txt", "--out", "ours"],
                [python, "-m", "benchmarks.yardstick", "notes.txt", "theirs"],
            ]
            ours, theirs = least(commands, folder, given.runs)
            grown = ""
            if before:
                grown = f"{math.log(ours.cpu / before[1]) / math.log(size / before[0]):.2f}"
            print(
                f"| {size:,} | {len(text.encode()) / 1000:,.0f} | {ours.cpu:.2f} | "
                f"{theirs.cpu:.2f} "
                f"| {ours.cpu / theirs.cpu:.1f} | {size / ours.cpu:,.0f} | "
                f"{ours.memory:,.0f} | {grown} |",
                flush=True,
            )
            before = (size, ours.cpu)


if __name__ == "__main__":
    main()
