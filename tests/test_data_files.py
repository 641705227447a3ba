"""The word lists and forests of ankigen/data are those whose hashes are kept, and what trains the
forests of reading anew is there.
"""

from __future__ import annotations

import struct
import subprocess

import pytest

from ankigen.segmentation.siblings.group_features import FEATURES
from ankigen.text.forest import LEAF, Forest, write_forest
from tools.rebuild_data import DATA, committed, hashes
from tools.trained_before import FORMER, ROOT


def test_every_file_has_the_hash_that_is_kept() -> None:
    assert hashes(DATA) == committed()


@pytest.mark.parametrize("name", FORMER)
def test_the_commit_that_trained_it_comes_before_this_one(name: str) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no repository")
    shallow = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--is-shallow-repository"],
        capture_output=True,
        text=True,
    )
    if shallow.stdout.strip() != "false":
        pytest.skip("without its history")
    ran = subprocess.run(
        ["git", "-C", str(ROOT), "merge-base", "--is-ancestor", FORMER[name].commit, "HEAD"]
    )
    assert ran.returncode == 0


def test_a_forest_of_then_gets_the_numbers_of_now() -> None:
    names = (FEATURES[7], FEATURES[2])
    leaf = struct.pack("<BfBB", LEAF, 0.5, 0, 0)
    trees = (bytes((3,)) + struct.pack("<BfBB", n, 1.5, 1, 2) + leaf + leaf for n in (0, 1))
    former = struct.pack("<If", 1, -0.25) + b"".join(trees)
    expected = tuple(((n, 1.5, 1, 2), (LEAF, 0.5, 0, 0), (LEAF, 0.5, 0, 0)) for n in (7, 2))
    now = FORMER["layouts.bin"].now(former, names)
    assert now == write_forest(Forest(-0.25, expected), FEATURES)
