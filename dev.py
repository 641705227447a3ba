"""Sets everything up and runs it, on a machine that has only git and Python 3.11 or later.

    python3 dev.py build     the deck of this repository, from source/ into dist/
    python3 dev.py test      all tests (those in a window of Anki only where PyQt6 is installed)
    python3 dev.py check     lint, format and types
    python3 dev.py current   whether dist/ is what the sources give
    python3 dev.py release   the wheel, installed on its own in a new environment, makes a deck
    python3 dev.py speed     what a build costs beside a plain script; fails where it became slow
    python3 dev.py lowest    the tests with the lowest versions of what ankigen needs
    python3 dev.py desktop   the tests in a window of Anki; installs 650 MB more

The environment is made in .venv beside this file, with the pinned versions of requirements/. It is
made again when they change. What stands after the name of the first three goes on to the program
that is run: `python3 dev.py test -k quizlet`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
LEAST = (3, 11)


@dataclass(frozen=True)
class Command:
    """The pins that it needs (names in requirements/), and the modules that it runs, each with
    its arguments.
    """

    needs: tuple[str, ...]
    steps: tuple[tuple[str, ...], ...]
    folder: str = ".venv"
    over: tuple[str, ...] = ()  # pins that are put over those


COMMANDS = {
    "build": Command(("runtime",), (("ankigen", "build"),)),
    "test": Command(("runtime", "test"), (("pytest", "-n", "auto", "--dist", "worksteal"),)),
    "desktop": Command(("runtime", "test", "desktop"), (("pytest", "-m", "desktop"),)),
    "lowest": Command(
        ("runtime", "test"),
        (("pytest", "-n", "auto", "-m", "not desktop"),),
        ".venv-lowest",
        ("lowest",),
    ),
    "current": Command(("runtime",), (("ankigen", "build", "--check"),)),
    # a build of these notes is about 7 yardsticks; on a busy machine runs differed by a fifth
    "speed": Command(
        ("runtime", "test"), (("benchmarks.speed", "--sizes", "1000", "--most", "10"),)
    ),
    "release": Command(("runtime", "test"), (("tools.release_check",),)),
    "check": Command(
        ("runtime", "test"),
        (
            ("ruff", "check", "."),
            ("ruff", "format", "--check", "."),
            ("mypy",),
        ),
    ),
}


def interpreter(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment(command: Command) -> Path:
    """Makes or completes the environment of a command, and gives its Python; does nothing where
    it already holds these pins.
    """
    folder = HERE / command.folder
    python = interpreter(folder)
    pins = [HERE / "requirements" / f"{name}.txt" for name in (*command.needs, *command.over)]
    state = hashlib.sha256(
        b"\0".join(p.read_bytes() for p in [*pins, HERE / "pyproject.toml"]) + sys.version.encode()
    ).hexdigest()
    done = folder / f"{command.needs[-1]}.done"
    if done.exists() and done.read_text() == state and python.exists():
        return python
    if not python.exists():
        print(f"making {folder.name} …", file=sys.stderr)
        venv.create(folder, with_pip=True)
    print(f"installing {', '.join(p.name for p in pins)} …", file=sys.stderr)
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    first, over = pins[: len(command.needs)], pins[len(command.needs) :]
    subprocess.run([*pip, *(part for pin in first for part in ("-r", str(pin)))], check=True)
    for pin in over:
        subprocess.run([*pip, "-r", str(pin)], check=True)
    # the program itself, from this folder, so that a change of it needs no new installation
    subprocess.run([*pip, "--no-deps", "--editable", str(HERE)], check=True)
    done.write_text(state)
    return python


def run(python: Path, *command: str) -> int:
    """Runs a module of the environment's Python in this folder; gives its exit code."""
    return subprocess.run([str(python), "-m", *command], cwd=HERE).returncode


def main(arguments: list[str]) -> int:
    if sys.version_info < LEAST:
        print(
            f"ankigen needs Python {LEAST[0]}.{LEAST[1]} or later; this is {sys.version.split()[0]}"
        )
        return 2
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    command = COMMANDS.get(name)
    if command is None:
        print(__doc__)
        return 2
    try:
        python = environment(command)
    except subprocess.CalledProcessError as error:
        print(f"setting up failed ({error.cmd[0]} ended with {error.returncode}); see above")
        return 2
    if rest and len(command.steps) > 1:
        print(f"{name} runs several programs and takes nothing after its name")
        return 2
    return max([run(python, *step, *rest) for step in command.steps])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
