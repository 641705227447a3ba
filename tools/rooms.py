"""The rooms of the package and the imports between them, measured.

    python -m tools.rooms

A row a room, lowest first: its files, its lines of Python, its largest file, and the rooms that it
imports from. `tests/test_architecture.py` holds that no import runs upward or in a circle, and that
the picture in CONTRIBUTING.md shows the imports that there are.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent / "ankigen"

#: The rooms, lowest first. A module may import from its own room and from those before it.
ROOMS = (
    *("model", "text", "readers", "segmentation", "spelling", "topics", "cards", "identity"),
    *("exporters", "sync", "pipeline", "project", "web", "cli"),
)

#: The parts of the larger rooms, lowest first; what is in no part is used by several of them, or
#: puts them together. A module of a part imports from its own part and from those before it.
PARTS = {
    "segmentation": (
        *("blocks", "body", "splits", "page", "sequence", "siblings", "layouts", "certain"),
        *("owner", "doubts"),
    ),
    "spelling": ("words", "texts", "unknown", "context", "user"),
    "cards": ("rendering", "templating", "content", "asking", "notes"),
}


class Room(NamedTuple):
    """What a room holds: lines are those of its Python files, `largest` is a file and its lines."""

    name: str
    files: int
    lines: int
    largest: tuple[str, int]
    uses: tuple[str, ...]


@cache
def modules() -> Mapping[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in ROOT.rglob("*.py"):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports(path: Path) -> tuple[str, ...]:
    """The modules of the package that a file imports, inside functions too; not those for type
    checkers alone.
    """
    return tuple(_imports(path, modules()))


def _imports(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ankigen"):
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in known else str(node.module)
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name in known)


def room_of(module: str) -> str:
    """The room of a module; "" for the package itself and its entry point."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS else ""


def part_of(module: str) -> str:
    """The part of its room that a module is in; "" where it is in none."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 and parts[2] in PARTS.get(room_of(module), ()) else ""


def rooms() -> list[Room]:
    """Every room as it is, lowest first."""
    known = modules()
    found = []
    for name in ROOMS:
        own = {module: path for module, path in known.items() if room_of(module) == name}
        sizes = {
            str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
            for path in own.values()
        }
        used = {room_of(other) for path in own.values() for other in imports(path)}
        largest = max(sizes.items(), key=lambda size: size[1])
        uses = tuple(room for room in ROOMS if room in used - {name, ""})
        found.append(Room(name, len(own), sum(sizes.values()), largest, uses))
    return found


def arrows(found: list[Room]) -> str:
    """The picture: each room with those that it imports from."""
    return "\n".join(f"{room.name:<13}→ {' '.join(room.uses) or '-'}" for room in found)


def main() -> None:
    found = rooms()
    print(arrows(found))
    print()
    for room in found:
        file, lines = room.largest
        print(f"{room.name:<13}{room.files:>4} files {room.lines:>6} lines, largest {file} {lines}")
    print(
        f"{'all':<13}{sum(r.files for r in found):>4} files {sum(r.lines for r in found):>6} lines"
    )


if __name__ == "__main__":
    main()
