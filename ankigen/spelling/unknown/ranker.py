"""The ranker: how probable it is that the best candidate for an unknown word is what was meant.

A forest of boosted trees over the features of `candidate_features.py`, in
ankigen/data/ranker.bin, trained by `tools/train_ranker.py`. Its leaves add up to log-odds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp

from ankigen.spelling.unknown.candidate_features import FEATURES
from ankigen.spelling.unknown.ranker_functions import FUNCTIONS
from ankigen.spelling.words.lexicon import read_data
from ankigen.text.forest import Forest, read_forests


def probability(features: Sequence[float]) -> float:
    """The probability (0 … 1) that a candidate with these features is what was meant."""
    return 1 / (1 + exp(-load_ranker().total(features)))


@cache
def load_ranker() -> Forest:
    """The ranker that comes with ankigen, read on the first call."""
    return read_forests(read_data("ranker.bin"), (FEATURES,), FUNCTIONS)[0]
