"""Time grows with the text and no faster, at a size that is tried quickly; `python -m
benchmarks.bait` tries a larger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from benchmarks.bait import BAITS, BUILT, SUFFIXES, Bait, Trial, built_seconds, growing, seconds
from tests.sweeps import ALL, sweep

SIZE = 200
#: In s of processor time: what is exponential, or a high power, does not end within it.
LIMIT = 6.0
#: In s of processor time: a growth is judged where the larger text takes longer.
LEAST = 0.08


def baits_for(suffix: str) -> Mapping[str, Bait]:
    """All of them for text and Markdown; of the other formats each bait has every sixth, or in a
    sweep every third.
    """
    if suffix in (".txt", ".md"):
        return BAITS
    return shared_out(BAITS, SUFFIXES.index(suffix), 3 if ALL else 6)


def shared_out(baits: Mapping[str, Bait], turn: int, among: int) -> Mapping[str, Bait]:
    """The baits of one among so many that take turns."""
    return {n: bait for at, (n, bait) in enumerate(baits.items()) if at % among == turn % among}


@sweep
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_bait_takes_long(suffix: str) -> None:
    seconds(suffix, "Osmosis\nWater moves.\n")  # what is imported and compiled once
    found = list(growing(SIZE, LIMIT, Trial((suffix,), baits_for(suffix)), LEAST))
    assert not found, found


#: What grows with the square of a definition shows at more repeats than that of a reader.
BUILT_SIZE = 600


@sweep
@pytest.mark.parametrize("suffix", BUILT.suffixes)
def test_no_definition_takes_long_to_build(suffix: str) -> None:
    """What a definition is made of hangs little on the format: in a sweep each is tried in all."""
    built_seconds(suffix, "Water moves.")
    trial = replace(BUILT, suffixes=(suffix,))
    if not ALL:
        turn = BUILT.suffixes.index(suffix)
        trial = replace(trial, baits=shared_out(BUILT.baits, turn, len(BUILT.suffixes)))
    found = list(growing(BUILT_SIZE, LIMIT, trial, LEAST))
    assert not found, found


def test_there_are_many() -> None:
    assert len(BAITS) > 90
