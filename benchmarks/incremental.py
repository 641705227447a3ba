"""What a build costs after one changed line beside a full one, and whether its bytes are the same.

    python -m benchmarks.incremental [--entries 10000] [--files 40] [--most RATIO]

Whole processes, each row in the same folder and in turn: a full build without the cache, one that
fills it, one after a word was taken out of one line, one after a phrase was changed that stands in
every third entry (what was asked about it in other files has another answer then), and a full one
of the changed notes, whose files must be those of the one before. CPU time of all processes (user
and system). The exit code is 1 if the bytes differ, or if the build after a changed line costs
more than `--most` of the full one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.made_notes import notes
from benchmarks.speed import HERE, cost_of

#: A phrase of many entries, and what stands in one of them then.
BEFORE, AFTER = "First described in", "First described about"
#: The line that is changed is the first of so many words; the third one is taken out.
WORDS = 7


def write_notes(folder: Path, entries: int, files: int) -> Path:
    """Notes of so many entries in so many files; gives the one in the middle."""
    folder.mkdir()
    sections = notes(entries).split("PART ")[1:]
    each = max(1, -(-len(sections) // files))
    paths = []
    for n in range(0, len(sections), each):
        path = folder / f"notes{n // each:03}.txt"
        path.write_text("".join(f"PART {s}" for s in sections[n : n + each]), encoding="utf-8")
        paths.append(path)
    return paths[len(paths) // 2]


def built(folder: Path, out: str, cache: str) -> float:
    """The CPU seconds of a build of `source` into a folder of this name, without what earlier
    builds left but the cache.
    """
    for lock in folder.rglob("*ankigen.lock"):
        lock.unlink()
    environment = {**os.environ, "ANKIGEN_CACHE": cache, "SOURCE_DATE_EPOCH": "1750000000"}
    environment["PYTHONPATH"] = str(HERE)
    command = [sys.executable, "-m", "ankigen", "build", "source", "--out", out, "-q"]
    return cost_of(command, folder, environment).cpu


def without_a_word(text: str) -> str:
    """Notes with one word less in one line.

    >>> without_a_word("Osmosis\\nWater moves through it from one side to the other.\\n")
    'Osmosis\\nWater moves it from one side to the other.\\n'
    """
    lines = text.split("\n")
    at = next(n for n, line in enumerate(lines) if line.count(" ") + 1 >= WORDS)
    words = lines[at].split(" ")
    lines[at] = " ".join(words[:2] + words[3:])
    return "\n".join(lines)


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    files = [
        {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        for folder in (one, other)
    ]
    return files[0] == files[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--most", type=float, default=1.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ankigen-incremental-") as name:
        folder = Path(name) / "deck"
        folder.mkdir()
        changed = write_notes(folder / "source", given.entries, given.files)
        cache = str(Path(name) / "cache")
        print("| build | CPU s | of a full one |\n| --- | --- | --- |")
        full = built(folder, "full", "off")
        print(f"| full, without the cache | {full:.1f} | 100 % |", flush=True)
        first = built(folder, "first", cache)
        print(f"| full, which fills it | {first:.1f} | {first / full:.0%} |", flush=True)
        changed.write_text(without_a_word(changed.read_text("utf-8")), encoding="utf-8")
        again = built(folder, "again", cache)
        print(f"| after one changed line | {again:.1f} | {again / full:.0%} |", flush=True)
        text = changed.read_text(encoding="utf-8")
        changed.write_text(text.replace(BEFORE, AFTER, 1), encoding="utf-8")
        phrase = built(folder, "phrase", cache)
        print(f"| after a changed phrase of many entries | {phrase:.1f} | {phrase / full:.0%} |")
        anew = built(folder, "anew", "off")
        alike = same(folder / "phrase", folder / "anew") and same(folder / "full", folder / "first")
        other = not same(folder / "full", folder / "again")
        print(f"| full, of the changed notes | {anew:.1f} | {anew / full:.0%} |")
        print(f"\nsame bytes: {'yes' if alike and other else 'NO'}")
    return 0 if alike and other and again <= given.most * full else 1


if __name__ == "__main__":
    sys.exit(main())
