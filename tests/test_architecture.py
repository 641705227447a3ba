"""The rooms of the package: no import runs upward, none runs in a circle, and the picture of them
is true.
"""

from __future__ import annotations

import ast
from collections import Counter

from tools.rooms import PARTS, ROOMS, ROOT, arrows, imports, modules, part_of, room_of, rooms


def test_no_import_runs_upward() -> None:
    known = modules()
    order = {room: n for n, room in enumerate(("", *ROOMS))}
    upward = [
        f"{name} → {other}"
        for name, path in known.items()
        if (room := room_of(name))
        for other in imports(path)
        if order[room_of(other)] > order[room]
    ]
    assert not upward


def test_no_import_runs_upward_among_the_parts_of_a_room() -> None:
    known = modules()
    upward = [
        f"{name} → {other}"
        for name, path in known.items()
        if (part := part_of(name))
        for other in imports(path)
        if room_of(other) == room_of(name) and (to := part_of(other))
        for order in [PARTS[room_of(name)]]
        if order.index(to) > order.index(part)
    ]
    assert not upward


def test_every_folder_of_a_room_with_parts_is_one_of_them() -> None:
    for room, parts in PARTS.items():
        folders = {path.parent.name for path in (ROOT / room).glob("*/__init__.py")}
        assert folders == set(parts)


def test_no_imports_run_in_a_circle() -> None:
    known = modules()
    left = {name: set(imports(path)) - {name} for name, path in known.items()}
    while leaves := {name for name, to in left.items() if not to & left.keys()}:
        for name in leaves:
            del left[name]
    assert not left


def test_every_module_is_in_a_room() -> None:
    outside = {name for name in modules() if not room_of(name)}
    assert outside == {"ankigen", "ankigen.__main__"}


def test_the_picture_of_the_rooms_is_true() -> None:
    text = (ROOT.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert arrows(rooms()) in text, "python -m tools.rooms prints it"


def test_no_name_of_a_module_is_given_twice() -> None:
    twice = []
    for name, path in modules().items():
        given: Counter[str] = Counter()
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            names = [n for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
            given.update(n.id for n in names)
        twice += [f"{name}.{one}" for one, times in given.items() if times > 1]
    assert not twice, "the second would hide the first"
