"""Small faults put into a room of the package, one at a time: do its tests notice?

    python -m tools.mutation ROOM [--count 60] [--seed 1] [--tests "tests/test_ROOM*.py" ...]

Each fault changes one place of one file: a comparison turned round, `and` for `or`, a condition
that never or always holds, a number moved by one, a `not` dropped, a call's statement left out, a
value returned as None. The room's tests run on a copy of the repository, those that are named first
run first; the first that fails ends them. Each fault is printed with its place and its text; those
that no test notices are looked at by hand: some change nothing.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
#: A fault that makes the tests run on for ever counts as noticed (seconds of processor time).
LIMIT = 600

_OTHER: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def mutants(node: ast.AST) -> Iterator[ast.AST]:
    """The faulty forms of one node; none where it has none."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _OTHER:
            yield _with(node, ops=[_OTHER[type(op)]()])
        case ast.BoolOp(op=ast.And()):
            yield _with(node, op=ast.Or())
        case ast.BoolOp(op=ast.Or()):
            yield _with(node, op=ast.And())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.If(test=test) if not _is_typing(test):
            yield _with(node, test=ast.Constant(True))
            yield _with(node, test=ast.Constant(False))
        case ast.Constant(value=bool(value)):
            yield _with(node, value=not value)
        case ast.Constant(value=int(value) | float(value)):
            yield _with(node, value=value + 1)
        case ast.BinOp(op=ast.Add()):
            yield _with(node, op=ast.Sub())
        case ast.BinOp(op=ast.Sub()):
            yield _with(node, op=ast.Add())
        case ast.Return(value=ast.expr()):
            yield _with(node, value=ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield ast.Pass()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _is_typing(test: ast.expr) -> bool:
    return ast.unparse(test) in ("TYPE_CHECKING", "__name__ == '__main__'")


def places(path: Path) -> list[tuple[Path, int, int]]:
    """Every fault that a file can have: the file, the number of the node in `ast.walk`, the
    number of its form.
    """
    tree = ast.parse(path.read_text("utf-8"))
    return [
        (path, n, k) for n, node in enumerate(ast.walk(tree)) for k, _ in enumerate(mutants(node))
    ]


def faulty(path: Path, number: int, form: int) -> tuple[str, str]:
    """The file's text with that fault, and what the fault is ("line: before → after")."""
    tree = ast.parse(path.read_text("utf-8"))
    target = list(ast.walk(tree))[number]
    new = list(mutants(target))[form]

    class Change(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return ast.copy_location(new, node) if node is target else self.generic_visit(node)

    before = ast.unparse(target).split("\n")[0]
    after = ast.unparse(new).split("\n")[0]
    line = getattr(target, "lineno", 0)
    return ast.unparse(
        ast.fix_missing_locations(Change().visit(tree))
    ), f"{line}: {before} → {after}"


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))


def noticed(folder: Path, tests: list[str]) -> bool:
    """Whether a test fails in that copy of the repository."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    # the same examples of properties for each fault
    environment = {**os.environ, "CI": "1", "PYTHONPATH": str(folder)}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, env=environment, preexec_fn=_limited
    )
    return done.returncode != 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("room")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tests", nargs="*", default=())
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ankigen-mutation-") as name:
        folder = Path(name) / "repository"
        shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__"))
        patterns = given.tests or [f"tests/test_{given.room}*.py"]
        tests = [str(p) for pattern in patterns for p in sorted(folder.glob(pattern))]
        if noticed(folder, tests):
            raise SystemExit("the tests fail without any fault")
        every = [
            p for f in sorted((folder / "ankigen" / given.room).rglob("*.py")) for p in places(f)
        ]
        chosen = random.Random(given.seed).sample(every, min(given.count, len(every)))
        caught = 0
        for path, number, form in chosen:
            kept = path.read_text("utf-8")
            text, what = faulty(path, number, form)
            path.write_text(text, "utf-8")
            found = noticed(folder, tests)
            caught += found
            told = "noticed" if found else "NOT NOTICED"
            print(f"{told}: {path.relative_to(folder)}:{what}", flush=True)
            path.write_text(kept, "utf-8")
    print(f"{given.room}: {caught} of {len(chosen)} faults noticed ({caught / len(chosen):.0%})")


if __name__ == "__main__":
    main()
