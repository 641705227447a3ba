"""Time grows with the text and no faster, at a size that is tried quickly; `python -m
benchmarks.bait` tries a larger.
"""

from __future__ import annotations

import pytest

from benchmarks.bait import BAITS, SUFFIXES, growing, seconds

SIZE = 150
#: In s of processor time: what is exponential, or a high power, does not end within it.
LIMIT = 4.0
#: Times of a tenth of a second vary; what is quadratic grows by 4. The benchmark measures more
#: closely.
GROWTH = 3.3


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_bait_takes_long(suffix: str) -> None:
    seconds(suffix, "Osmosis\nWater moves.\n")  # what is imported and compiled once
    assert not list(growing(SIZE, LIMIT, (suffix,), GROWTH))


def test_there_are_many() -> None:
    assert len(BAITS) > 90
