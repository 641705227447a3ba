"""The ranker: how probable it is that the best candidate for an unknown word is what was meant.

Boosted decision trees over the features of `candidate_features.py`, trained by
`tools/train_ranker.py`. In ankigen/data/ranker.bin trees follow one another; a tree is its
number of nodes (one byte) and its nodes, the root first. A node is the number of a feature (255:
a leaf), a threshold or the leaf's value, and the nodes for "at most the threshold" and for
"more". The first four bytes of the file are the log-odds where nothing is known."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from math import exp
from zlib import crc32

from ankigen.spelling.unknown import ranker_functions
from ankigen.spelling.words.lexicon import read_data

LEAF = 255
_NODE = struct.Struct("<BfBB")

#: (feature, threshold or value, node for at most that, node for more)
Node = tuple[int, float, int, int]


@dataclass(frozen=True)
class Ranker:
    """Trees whose leaves add up to log-odds. A function that gives the same sum, to the bit, takes
    a third of the time (tools/forest_functions.py).
    """

    start: float
    trees: tuple[tuple[Node, ...], ...]
    function: Callable[[Sequence[float]], float] | None = field(default=None, compare=False)

    def probability(self, features: tuple[float, ...]) -> float:
        """The probability (0 … 1) that a candidate with these features is what was meant."""
        if self.function is not None:
            return 1 / (1 + exp(-self.function(features)))
        total = self.start
        for nodes in self.trees:
            feature, value, low, high = nodes[0]
            while feature != LEAF:
                feature, value, low, high = nodes[low if features[feature] <= value else high]
            total += value
        return 1 / (1 + exp(-total))


def write_ranker(ranker: Ranker) -> bytes:
    """The bytes of a ranker."""
    out = [struct.pack("<f", ranker.start)]
    for nodes in ranker.trees:
        out.append(bytes((len(nodes),)))
        out += [_NODE.pack(*node) for node in nodes]
    return b"".join(out)


def read_ranker(data: bytes) -> Ranker:
    """A ranker from its bytes.

    >>> one = Ranker(0.5, (((0, 2.0, 1, 2), (LEAF, -1.0, 0, 0), (LEAF, 1.0, 0, 0)),))
    >>> read_ranker(write_ranker(one)) == one, one.probability((3.0,)) > one.probability((1.0,))
    (True, True)
    """
    (start,) = struct.unpack_from("<f", data)
    at, trees = 4, []
    while at < len(data):
        count = data[at]
        end = at + 1 + count * _NODE.size
        trees.append(tuple(_NODE.iter_unpack(data[at + 1 : end])))
        at = end
    return Ranker(start, tuple(trees))


@cache
def load_ranker() -> Ranker:
    """The ranker that comes with ankigen, read on the first call."""
    data = read_data("ranker.bin")
    made_of, functions = ranker_functions.FUNCTIONS
    ranker = read_ranker(data)
    return replace(ranker, function=functions[0]) if made_of == crc32(data) else ranker
