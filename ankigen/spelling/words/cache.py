"""Answers that are found out once and remembered, within bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

#: So many answers are remembered of each kind; then it begins anew.
REMEMBERED = 50_000


class BoundedCache(dict[K, V]):
    """What a function says of each key, asked when the key is first looked up.

    >>> asked = []
    >>> lengths = BoundedCache(lambda word: asked.append(word) or len(word))
    >>> lengths["cell"], lengths["cell"], asked
    (4, 4, ['cell'])
    """

    def __init__(self, find: Callable[[K], V]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: K) -> V:
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[key] = self._find(key)
        return found
