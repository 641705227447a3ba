"""Sets everything up and runs it, on a machine that has only git and Python 3.11 or later.

    python3 dev.py build     the deck of this repository, from source/ into dist/
    python3 dev.py test      all tests (the one in a window of Anki only where PyQt6 is installed: `desktop`)
    python3 dev.py check     lint, format and types
    python3 dev.py current   whether dist/ is what the sources give
    python3 dev.py release   the wheel, installed on its own in a new environment, makes a deck
    python3 dev.py desktop   the tests in a window of Anki; installs 650 MB more

The environment is made in .venv beside this file, with the pinned versions of requirements/. It is
made again when they change. What stands after the name of the first three goes on to the program
that is run: `python3 dev.py test -k quizlet`.
"""  # noqa: E501

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
LEAST = (3, 11)


@dataclass(frozen=True)
class Command:
    """The pins that it needs (names in requirements/), and the modules that it runs, each with
    its arguments.
    """

    needs: tuple[str, ...]
    steps: tuple[tuple[str, ...], ...]


COMMANDS = {
    "build": Command(("runtime",), (("ankigen", "build"),)),
    "test": Command(("runtime", "test"), (("pytest", "-n", "auto", "--dist", "worksteal"),)),
    "desktop": Command(("runtime", "test", "desktop"), (("pytest", "-m", "desktop"),)),
    "current": Command(("runtime",), (("ankigen", "build", "--check"),)),
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


def interpreter() -> Path:
    """The Python of the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment(groups: tuple[str, ...]) -> None:
    """Makes or completes .venv; does nothing where it already holds these pins."""
    pins = [HERE / "requirements" / f"{group}.txt" for group in groups]
    state = hashlib.sha256(
        b"\0".join(p.read_bytes() for p in [*pins, HERE / "pyproject.toml"]) + sys.version.encode()
    ).hexdigest()
    done = VENV / f"{groups[-1]}.done"
    if done.exists() and done.read_text() == state and interpreter().exists():
        return
    if not interpreter().exists():
        print(f"making {VENV.name} …", file=sys.stderr)
        venv.create(VENV, with_pip=True)
    print(f"installing {', '.join(p.name for p in pins)} …", file=sys.stderr)
    pip = [str(interpreter()), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    wanted = [part for pin in pins for part in ("-r", str(pin))]
    subprocess.run([*pip, *wanted], check=True)
    # the program itself, from this folder, so that a change of it needs no new installation
    subprocess.run([*pip, "--no-deps", "--editable", str(HERE)], check=True)
    done.write_text(state)


def run(*command: str) -> int:
    """Runs a module of the environment's Python in this folder; gives its exit code."""
    return subprocess.run([str(interpreter()), "-m", *command], cwd=HERE).returncode


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
        environment(command.needs)
    except subprocess.CalledProcessError as error:
        print(f"setting up failed ({error.cmd[0]} ended with {error.returncode}); see above")
        return 2
    if rest and len(command.steps) > 1:
        print(f"{name} runs several programs and takes nothing after its name")
        return 2
    return max([run(*step, *rest) for step in command.steps])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
