"""Sweeps: tests that try one thing with very many inputs, or at every step of something long.

Run with the rest they try some, spread evenly. `ANKIGEN_SWEEPS=1 python dev.py test -m sweep` tries
all of them, and `.ci/run` does so.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

#: Whether all of a sweep is tried.
ALL = bool(os.environ.get("ANKIGEN_SWEEPS"))

#: Marks a test that tries more where all of a sweep is tried.
sweep = pytest.mark.sweep

T = TypeVar("T")


def some(items: Sequence[T], share: int) -> Sequence[T]:
    """The first of so many items, again and again, and the last; all of them in a sweep.

    >>> from tests.sweeps import some
    >>> list(some(range(8), 3)) in ([0, 3, 6, 7], list(range(8)))
    True
    """
    if ALL or share <= 1 or not items:
        return items
    chosen = list(items[::share])
    return chosen if (len(items) - 1) % share == 0 else [*chosen, items[-1]]
