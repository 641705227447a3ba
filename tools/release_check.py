"""Builds the wheel, installs it alone in a new environment with its runtime dependencies, and makes
a deck with it.

    python -m tools.release_check

Fails where the wheel lacks a data file, a notice or a dependency that only the development
environment has. The versions installed are those of requirements/runtime.txt where they are named
there.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
NOTES = "Osmosis: water moves through a membrane.\n\nDiffusion: particles spread out evenly.\n"
#: What the project is asked to stand on; `pip show` must name them.
REQUIRED = {"beautifulsoup4", "genanki", "markdown", "typer"}


def run(*command: str | Path, cwd: Path = HERE) -> str:
    """The output of a program. Raises CalledProcessError, after showing what it printed, if it
    fails.
    """
    done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        done.check_returncode()
    return done.stdout


def check_wheel(wheel: Path) -> None:
    """Raises SystemExit if the wheel lacks a file of the package, its licence or a notice."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    ours = run("git", "ls-files", "ankigen").split()
    missing = [name for name in ours if name not in names]
    notices = [Path(name).name for name in ours if "NOTICE" in name]
    licences = [name for name in names if ".dist-info/" in name]
    missing += [
        f"licenses/{notice}"
        for notice in ("LICENSE", *notices)
        if not any(name.endswith(notice) for name in licences)
    ]
    if missing:
        raise SystemExit(f"the wheel lacks: {', '.join(missing)}")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ankigen-release-") as name:
        folder = Path(name)
        pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
        run(*pip, "wheel", "--no-deps", "--wheel-dir", folder, HERE)
        wheel = next(folder.glob("ankigen-*.whl"))
        check_wheel(wheel)
        venv.create(folder / "env", with_pip=True)
        python = (
            folder / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        )
        pins = HERE / "requirements" / "runtime.txt"
        run(python, "-m", "pip", "--quiet", "install", wheel, "--constraint", pins, cwd=folder)
        shown = run(python, "-m", "pip", "show", "ankigen", cwd=folder)
        requires = next(line for line in shown.splitlines() if line.startswith("Requires:"))
        named = {part.strip().casefold() for part in requires.removeprefix("Requires:").split(",")}
        if not named >= REQUIRED:
            raise SystemExit(f"the wheel does not require {', '.join(sorted(REQUIRED - named))}")
        notes = folder / "work" / "notes.txt"
        notes.parent.mkdir()
        notes.write_text(NOTES, "utf-8")
        print(run(python, "-m", "ankigen", "build", "notes.txt", cwd=notes.parent), end="")
        if not list(notes.parent.glob("dist/*.apkg")):
            raise SystemExit("no package was made")
        print(
            f"{wheel.name}: installed on its own, it makes a deck ({wheel.stat().st_size:,} bytes)"
        )


if __name__ == "__main__":
    main()
