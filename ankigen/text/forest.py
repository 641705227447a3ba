"""Forests: small regression trees whose leaves add up, as bytes.

The file begins with a checksum of the features' names, so that it is never read with others; then
comes the start, the number of trees and the trees: the number of nodes (one byte) and the nodes,
the root first. A node is the number of a feature (255: a leaf), a threshold or the leaf's value,
and the nodes for "at most the threshold" and for "more".
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

LEAF = 255
_NODE = struct.Struct("<BfBB")
_HEAD = struct.Struct("<IfH")

#: (feature, threshold or value, node for at most that, node for more)
Node = tuple[int, float, int, int]


#: What a forest makes of features.
Total = Callable[[Sequence[float]], float]
#: The checksum of a file of forests, and a function for each of them (tools/forest_functions.py).
Functions = tuple[int, Sequence[Total]]
#: So often a forest is asked before it is worth being compiled, which takes as long as some
#: thousand answers.
WORTH_COMPILING = 400


@dataclass(slots=True)
class Forest:
    """Trees whose leaves add up. Those that come with ankigen are functions of Python, too, which
    give the same sums, to the bit, in about a third of the time; another one becomes one when it
    is asked often.
    """

    start: float
    trees: tuple[tuple[Node, ...], ...]
    _asked: int = field(default=0, init=False, repr=False, compare=False)
    _compiled: Total | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def is_compiled(self) -> bool:
        return self._compiled is not None

    def total(self, features: Sequence[float]) -> float:
        """What the leaves that these features lead to add up to."""
        if self._compiled is not None:
            return self._compiled(features)
        self._asked += 1
        if self._asked > WORTH_COMPILING:
            self._compiled = _compiled(self)
        total = self.start
        for nodes in self.trees:
            feature, value, low, high = nodes[0]
            while feature != LEAF:
                feature, value, low, high = nodes[low if features[feature] <= value else high]
            total += value
        return total


def _compiled(forest: Forest) -> Total:
    """A function of the features that is one sum, in which each tree is an expression of numbers
    alone. The features have names in it: they are taken out of their row once, not by each tree.
    """
    names: dict[str, Any] = {}
    exec(source_of(forest, "def total(f):"), names)
    made: Total = names["total"]
    return made


def source_of(forest: Forest, heading: str) -> str:
    """The Python of a function that gives the total of the features `f`, below the line that
    defines it.
    """
    used = sorted({node[0] for nodes in forest.trees for node in nodes} - {LEAF})
    named = "; ".join(f"f{n} = f[{n}]" for n in used)
    total = "".join(f"\n        + {_expression(nodes)}" for nodes in forest.trees)
    return f"{heading}\n    {named}\n    return (\n        {forest.start!r}{total}\n    )\n"


def _expression(nodes: Sequence[Node], at: int = 0) -> str:
    feature, value, low, high = nodes[at]
    if feature == LEAF:
        return f"{float(value)!r}"
    then, other = _expression(nodes, low), _expression(nodes, high)
    return f"({then} if f{int(feature)} <= {float(value)!r} else {other})"


def _checksum(names: Sequence[str]) -> int:
    return crc32(" ".join(names).encode())


def write_forest(forest: Forest, names: Sequence[str]) -> bytes:
    """The bytes of a forest that was grown on features of these names."""
    out = [_HEAD.pack(_checksum(names), forest.start, len(forest.trees))]
    for nodes in forest.trees:
        out.append(bytes((len(nodes),)))
        out += [_NODE.pack(*node) for node in nodes]
    return b"".join(out)


def read_forests(
    data: bytes, names: Sequence[Sequence[str]], functions: Functions = (0, ())
) -> list[Forest]:
    """The forests of a file, by the names of the features of each. The `functions` are theirs if
    they were made of this file. Raises ValueError where one was grown on other features.

    >>> one = Forest(0.5, (((0, 2.0, 1, 2), (LEAF, -1.0, 0, 0), (LEAF, 1.0, 0, 0)),))
    >>> read_forests(write_forest(one, ["x"]), [["x"]]) == [one], one.total((3.0,))
    (True, 1.5)
    """
    out, at = [], 0
    for own in names:
        checksum, start, count = _HEAD.unpack_from(data, at)
        if checksum != _checksum(own):
            raise ValueError("grown on other features; run python -m tools.rebuild_data")
        at += _HEAD.size
        trees = []
        for _ in range(count):
            end = at + 1 + data[at] * _NODE.size
            trees.append(tuple(_NODE.iter_unpack(data[at + 1 : end])))
            at = end
        out.append(Forest(start, tuple(trees)))
    made_of, totals = functions
    if made_of == crc32(data):
        for forest, total in zip(out, totals, strict=True):
            forest._compiled = total
    return out
