"""Forests of small decision trees that weigh the evidence for a spelling: how they lie in ankigen/data, and what they say.

spellings.bin         for words that do not exist (weighing.py)
doubts.bin            for words that do (doubts.py)

A file holds trees one after the other; a tree is its number of nodes (one byte) and its nodes, the root first. A node is the
number of a measure (255: a leaf), a threshold or the leaf's value, and the nodes for "at most the threshold" and for "more". The first
four bytes of the file are what the forest says where nothing is known. Grown by tools/grow_forest.py.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from math import exp

from ankigen.spelling.cache import BoundedCache

LEAF = 255
_NODE = struct.Struct("<BfBB")

#: (measure, threshold or value, node for at most that, node for more)
Node = tuple[int, float, int, int]


@dataclass(frozen=True)
class Ranker:
    """Trees whose leaves add up to a log-odds."""

    start: float
    trees: tuple[tuple[Node, ...], ...]

    def chance(self, measures: tuple[float, ...]) -> float:
        """The chance (0 … 1) that a candidate with these measures is what was meant; an error that is made again is weighed once."""
        return self._chances[measures]

    @cached_property
    def _chances(self) -> BoundedCache[tuple[float, ...], float]:
        return BoundedCache(self._chance)

    def _chance(self, measures: tuple[float, ...]) -> float:
        total = self.start
        for nodes in self.trees:
            measure, value, low, high = nodes[0]
            while measure != LEAF:
                measure, value, low, high = nodes[low if measures[measure] <= value else high]
            total += value
        return 1 / (1 + exp(-total))


def write_ranker(forest: Ranker) -> bytes:
    """The bytes of a forest."""
    out = [struct.pack("<f", forest.start)]
    for nodes in forest.trees:
        out.append(bytes((len(nodes),)))
        out += [_NODE.pack(*node) for node in nodes]
    return b"".join(out)


def read_ranker(data: bytes) -> Ranker:
    """A forest from its bytes.

    >>> one = Ranker(0.5, (((0, 2.0, 1, 2), (LEAF, -1.0, 0, 0), (LEAF, 1.0, 0, 0)),))
    >>> read_ranker(write_ranker(one)) == one, one.chance((3.0,)) > one.chance((1.0,))
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
def load_ranker(name: str) -> Ranker:
    """A forest that comes with ankigen, read on the first call."""
    return read_ranker((files("ankigen") / "data" / name).read_bytes())
