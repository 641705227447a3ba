"""Write generated notes and their right answers: python -m tests.generator FOLDER --count 40
[--layout NAME].
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from . import LAYOUTS, make


def main() -> None:
    """Every layout in turn, unless one is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.generator", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=len(LAYOUTS))
    parser.add_argument("--layout", choices=sorted(LAYOUTS))
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=0, help="planted errors per document")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    names = [chosen.layout] if chosen.layout else sorted(LAYOUTS)
    for at in range(chosen.count):
        case = make(chosen.first_seed + at, names[at % len(names)], errors=chosen.errors)
        (chosen.folder / case.name).write_bytes(case.text.encode("utf-8"))
        gold = json.dumps(case.gold, ensure_ascii=False, indent=1) + "\n"
        (chosen.folder / f"{case.name}.gold.json").write_bytes(gold.encode("utf-8"))
    print(f"{chosen.count} documents in {chosen.folder}")


if __name__ == "__main__":
    main()
