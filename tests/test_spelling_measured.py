"""The promises in figures, on a part of the benchmark's prose."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ankigen.spelling.words.lexicon import load_lexicon
from benchmarks.typos import KINDS, PROSE, Result, measure

DATA = Path(__file__).parent.parent / "ankigen" / "data"


@pytest.fixture(scope="module")
def measured() -> Result:
    load_lexicon()
    total = Result()
    for path in sorted(PROSE.glob("*.txt")):
        total.add(
            measure(path.read_text(encoding="utf-8").splitlines()[:250], seed=7, verbose=False)
        )
    return total


def test_what_is_fixed_is_fixed_rightly(measured: Result) -> None:
    assert measured.right / (measured.right + measured.wrong) >= 0.99
    assert sum(measured.fixed.values()) / sum(measured.slips.values()) >= 0.60


def test_most_errors_are_at_least_suggested(measured: Result) -> None:
    assert sum(measured.found.values()) / sum(measured.slips.values()) >= 0.88
    for kind in KINDS:
        assert measured.found[kind] >= 0.6 * measured.slips[kind], kind


def test_clean_prose_stays_clean(measured: Result) -> None:
    per_10k = 1e4 / measured.clean_words
    assert measured.false_changes <= 2  # one of them is an error of the prose ("leaftlet")
    assert measured.reports * per_10k <= 15


def test_the_lists_load_in_little_time_and_memory() -> None:
    script = (
        "import time, re; from ankigen.spelling.words.lexicon import load_lexicon\n"
        "t = time.process_time(); load_lexicon(); print(time.process_time() - t)\n"
        # ru_maxrss would keep the peak of the process that started this one
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) / 1024)"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, out.stdout.split())
    assert seconds < 1  # 0.1 s on an idle machine
    assert megabytes < 150


def test_the_lists_come_with_their_notices() -> None:
    notice = (DATA / "NOTICE-words.txt").read_text(encoding="utf-8")
    for name in ("words.bin", "rare.bin", "seen.bin", "pairs.bin", "corrections.bin", "ranker.bin"):
        assert (DATA / name).stat().st_size > 1000
        assert name in notice
    for owner in (
        "Kevin Atkinson",
        "Princeton University",
        "Street Side Software",
        "ShareAlike 3.0",
    ):
        assert owner in notice
