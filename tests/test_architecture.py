"""The rooms of the package: no import runs upward, and none runs in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import ankigen

ROOT = Path(ankigen.__file__).parent

#: The rooms, lowest first. A module may import from its own room and from those before it.
ROOMS = (
    *("model", "text", "readers", "segmentation", "spelling", "topics", "cards", "identity"),
    *("exporters", "sync", "pipeline", "project", "web", "cli", "__main__"),
)


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in ROOT.rglob("*.py"):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of the package that a file imports, inside functions too; not those for type
    checkers alone.
    """
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


def test_no_import_runs_upward() -> None:
    known = modules()
    upward = []
    for name, path in known.items():
        if name == "ankigen":
            continue
        room = name.split(".")[1]
        upward += [
            f"{name} → {other}"
            for other in imports(path, known)
            if other != "ankigen" and ROOMS.index(other.split(".")[1]) > ROOMS.index(room)
        ]
    assert not upward


def test_no_imports_run_in_a_circle() -> None:
    known = modules()
    arrows = {name: set(imports(path, known)) - {name} for name, path in known.items()}
    while leaves := {name for name, to in arrows.items() if not to & arrows.keys()}:
        for name in leaves:
            del arrows[name]
    assert not arrows
