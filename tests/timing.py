"""How the time that work takes grows with its size: processor time, never the clock."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable

Work = Callable[[], object]

#: Half-way between the power of linear time and that of time with the square.
BETWEEN = 1.5
#: A run beside others on a busy machine may be slow, six are not.
_MOST_RUNS = 6
#: Less than this can't be told from nothing (seconds).
_LEAST = 0.0005


def seconds(work: Work) -> float:
    """Processor time of one call, without that of looking for garbage: it grows with what the
    tests before this one have left in memory.
    """
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()


def power(prepared: Callable[[int], Work], small: int, large: int) -> float:
    """The power of the size with which the time of some work grows: 1 = linear, 2 = with the
    square. `prepared` makes the work of a size, which is not counted.

    The least times count, of as many runs as it takes until they are less than `BETWEEN`.
    """
    less, more = prepared(small), prepared(large)
    least = most = math.inf
    found = math.inf
    for _ in range(_MOST_RUNS):
        least, most = min(least, seconds(less)), min(most, seconds(more))
        found = math.log(max(most, _LEAST) / max(least, _LEAST)) / math.log(large / small)
        if found < BETWEEN:
            break
    return found
