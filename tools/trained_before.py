"""Trains the forests of reading as they were trained: each with the program of an earlier commit.

They learn from what the program makes of made notes, so the program of today, which reads better,
would give others, and whether these read real notes as well has to be measured first. Until that is
done they stay, and are trained anew in a worktree of their commit, for which the history of the
repository must be there. A feature has had other numbers then: nodes are numbered anew by the names
of the features.

layouts.bin comes out byte for byte. lines.bin does not: its commit and those around it give one
file that is much like it (as many of each label, the same shape of every tree of the forest of
splits) with values that are a little different.

When new ones are taken (`python -m tools.train_layouts`), the commit with which they were trained
goes into `FORMER`."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ankigen.segmentation.siblings.group_features import FEATURES
from ankigen.text.forest import LEAF, Forest, Node, write_forest

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Former:
    """How a file was trained: the commit, what its Python runs there (it prints the names of the
    features, as JSON, in its last line), and what is made of the bytes of then.
    """

    commit: str
    program: str
    now: Callable[[bytes, Sequence[str]], bytes]


def _as_it_is(data: bytes, names: Sequence[str]) -> bytes:
    del names
    return data


def _numbered_anew(data: bytes, names: Sequence[str]) -> bytes:
    """The one forest of a file as it was written at first (checksum, start, trees up to the end),
    with the numbers that its features have today.
    """
    number = {n: FEATURES.index(name) for n, name in enumerate(names)} | {LEAF: LEAF}
    head, node = struct.Struct("<If"), struct.Struct("<BfBB")
    start: float = head.unpack_from(data)[1]
    trees: list[tuple[Node, ...]] = []
    at = head.size
    while at < len(data):
        end = at + 1 + data[at] * node.size
        nodes = node.iter_unpack(data[at + 1 : end])
        trees.append(tuple((number[f], value, low, high) for f, value, low, high in nodes))
        at = end
    return write_forest(Forest(start, tuple(trees)), FEATURES)


#: The files that are trained so.
FORMER = {
    "lines.bin": Former(
        "c8632d81380672a0ec37133f03d4b6ee0d589611",
        """
from tools.train_layouts import LINES
from tools.train_lines import trained_lines, write_lines
if __name__ == "__main__":
    LINES.write_bytes(b"")
    LINES.write_bytes(write_lines(trained_lines()))
    print("[]")
""",
        _as_it_is,
    ),
    "layouts.bin": Former(
        "6804d326b7d84e183b43123508ace8b304ed4d75",
        """
import json
from ankigen.segmentation.group_features import FEATURES
from tools.train_layouts import main
if __name__ == "__main__":
    main([])
    print(json.dumps(FEATURES))
""",
        _numbered_anew,
    ),
}


@contextmanager
def worktree(commit: str) -> Iterator[Path]:
    """A folder with the files of a commit of this repository."""
    git = ("git", "-C", str(ROOT))
    if subprocess.run(
        [*git, "cat-file", "-e", f"{commit}^{{commit}}"], capture_output=True
    ).returncode:
        sys.exit(f"{commit}: not in this copy of the repository; fetch its whole history")
    with tempfile.TemporaryDirectory(prefix="ankigen-former-") as name:
        folder = Path(name) / "repository"
        subprocess.run([*git, "worktree", "add", "-q", "--detach", folder, commit], check=True)
        try:
            yield folder
        finally:
            subprocess.run([*git, "worktree", "remove", "--force", folder], check=True)


def train(name: str, out: Path) -> None:
    """Trains a file of `FORMER` and puts it into the folder `out`."""
    former = FORMER[name]
    with worktree(former.commit) as folder:
        program = folder / "train_former.py"  # a file: processes that share the work import it
        program.write_text(former.program, "utf-8")
        ran = subprocess.run(
            [sys.executable, str(program)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        names = json.loads(ran.stdout.splitlines()[-1])
        data = (folder / "ankigen" / "data" / name).read_bytes()
        (out / name).write_bytes(former.now(data, names))


if __name__ == "__main__":
    for each in sys.argv[1:] or FORMER:
        train(each, Path.cwd())
