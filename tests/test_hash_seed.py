"""What is read does not hang on the seed of hashes, by which the order of a set changes."""

from __future__ import annotations

import os
import subprocess
import sys

READ = """
from ankigen.model import RichText
from ankigen.readers import read
from ankigen.segmentation.splits.separators import unknown_signs
# two signs at the options that stand in the same number of questions
options = "\\t• iron ##\\n\\t• tin\\n\\tlead\\n\\n"
choice = "".join(f"What is number {n}?\\n{options}" for n in range(1, 6))
print(read(choice.encode(), "choice.txt").blocks)
print(unknown_signs([RichText(f"name{n} ~ one % of @ many ^ more") for n in range(1, 9)]))
"""


def test_the_seed_of_hashes_changes_nothing() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", READ],
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(5)
    }
    assert len(outputs) == 1
