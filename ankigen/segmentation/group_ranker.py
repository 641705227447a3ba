"""The model that ranks the hypotheses of a group: small regression trees whose leaves add up, in
`ankigen/data/layouts.bin`.

A tree says by how much a hypothesis is better than what the sequence reader has. The file begins
with a checksum of the features' names, so that it is never read with others; then come the trees:
the number of nodes (one byte) and the nodes, the root first. A node is the number of a feature
(255: a leaf), a threshold or the leaf's value, and the nodes for "at most the threshold" and for
"more". Grown by tools/train_layouts.py.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

from ankigen.segmentation.group_features import FEATURES

LEAF = 255
_NODE = struct.Struct("<BfBB")
_HEAD = struct.Struct("<If")

#: (feature, threshold or value, node for at most that, node for more)
Node = tuple[int, float, int, int]


@dataclass(frozen=True, slots=True)
class GroupRanker:
    """Trees whose leaves add up to how much better a hypothesis is than what is read, in shares
    of the group's entries.
    """

    start: float
    trees: tuple[tuple[Node, ...], ...]

    def gain(self, features: Sequence[float]) -> float:
        total = self.start
        for nodes in self.trees:
            feature, value, low, high = nodes[0]
            while feature != LEAF:
                feature, value, low, high = nodes[low if features[feature] <= value else high]
            total += value
        return total


def _checksum() -> int:
    return crc32(" ".join(FEATURES).encode())


def write_ranker(ranker: GroupRanker) -> bytes:
    """The bytes of a ranker."""
    out = [_HEAD.pack(_checksum(), ranker.start)]
    for nodes in ranker.trees:
        out.append(bytes((len(nodes),)))
        out += [_NODE.pack(*node) for node in nodes]
    return b"".join(out)


def read_ranker(data: bytes) -> GroupRanker:
    """A ranker from its bytes. Raises ValueError where it was grown on other features.

    >>> one = GroupRanker(0.5, (((0, 2.0, 1, 2), (LEAF, -1.0, 0, 0), (LEAF, 1.0, 0, 0)),))
    >>> read_ranker(write_ranker(one)) == one, one.gain((3.0,))
    (True, 1.5)
    """
    checksum, start = _HEAD.unpack_from(data)
    if checksum != _checksum():
        raise ValueError("grown on other features; run python -m tools.train_layouts")
    at, trees = _HEAD.size, []
    while at < len(data):
        end = at + 1 + data[at] * _NODE.size
        trees.append(tuple(_NODE.iter_unpack(data[at + 1 : end])))
        at = end
    return GroupRanker(start, tuple(trees))


@cache
def load_ranker() -> GroupRanker:
    """The ranker that comes with ankigen, read on the first call."""
    return read_ranker((files("ankigen") / "data" / "layouts.bin").read_bytes())
