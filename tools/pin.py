"""Writes requirements/*.txt: one version for each package that pyproject.toml's ranges allow,
without addresses.

    python tools/pin.py             all lists
    python tools/pin.py --lowest    that of the lowest versions alone, which needs no network

Installs the newest allowed versions into an environment of its own for each group and lists what
was installed. The lists hold names and versions only, so that any index can serve them.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
GROUPS = {"runtime": ".[apkg,media]", "test": ".[test]", "desktop": ".[desktop]"}
NEVER = ("ankigen", "pip", "setuptools", "wheel")


def pins(target: str) -> list[str]:
    """What installing a target brings, as NAME==VERSION lines in alphabetical order."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(
            Path(folder) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        )
        subprocess.run([python, "-m", "pip", "install", "-q", target], cwd=HERE, check=True)
        listed = subprocess.run(
            [python, "-m", "pip", "list", "--format=freeze"],
            capture_output=True,
            text=True,
            check=True,
        )
    lines = sorted(set(listed.stdout.split()), key=str.casefold)
    return [line for line in lines if line.split("==")[0].casefold() not in NEVER]


def lowest() -> str:
    """What ankigen and its extras need, each at the lowest version of its range, for
    `python3 dev.py lowest`.
    """
    project = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    own = ("all", "desktop", "test")  # these name the others, or what only the tests need
    wanted = [*project["dependencies"], *(r for e in extras if e not in own for r in extras[e])]
    pairs = (re.match(r"([\w.-]+)>=([\d.]+)", requirement) for requirement in wanted)
    lines = sorted((f"{m[1]}=={m[2]}" for m in pairs if m), key=str.casefold)
    return "\n".join(["# made by tools/pin.py: the lowest versions of pyproject.toml", *lines, ""])


def main() -> None:
    path = HERE / "requirements" / "lowest.txt"
    path.write_text(lowest(), "utf-8", newline="\n")
    if "--lowest" in sys.argv:
        return
    for group, target in GROUPS.items():
        path = HERE / "requirements" / f"{group}.txt"
        path.write_text(
            "\n".join([f"# made by tools/pin.py from {target}", *pins(target)]) + "\n",
            "utf-8",
            newline="\n",
        )
        print(f"{path.relative_to(HERE)}: written")


if __name__ == "__main__":
    main()
