"""Independent pieces of work on all cores: the results are those of one process, in its order.

The process forks, each of the new ones does its share and sends back what came of it; the first one
works too. So nothing has to be loaded twice, and only results travel. Where forking is not safe (on
another system than Linux, beside other threads), where there is one core or too little to do, and
for the share of a process that did not come back whole, the work is done here.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Limits the number of processes; "1" = everything in one.
VARIABLE = "ANKIGEN_CORES"


def usable_cores() -> int:
    """How many processes may work at once."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    cores = len(os.sched_getaffinity(0))
    wanted = os.environ.get(VARIABLE, "")
    return min(cores, max(1, int(wanted))) if wanted.isdecimal() and len(wanted) < 4 else cores


def mapped(
    work: Callable[[T], R],
    items: Sequence[T],
    cost: Callable[[T], int],
    worth: int,
    cores: int | None = None,
) -> list[R]:
    """What `work` makes of each item, in their order. `cost` is what an item costs beside the
    others, and `worth` what all together have to cost before more than one process is started.

    `work` must give the same wherever it runs, and leave nothing behind but its result, which can
    be pickled; what it raises is raised here.

    >>> mapped(str.upper, ["a", "b"], len, worth=10)
    ['A', 'B']
    """
    costs = list(map(cost, items))
    count = min(usable_cores() if cores is None else cores, len(items))
    if count < 2 or sum(costs) < worth:
        return [work(item) for item in items]
    own, *others = _shares(costs, count)
    started = [_started(work, [items[n] for n in share]) for share in others]
    done: dict[int, R] = {}
    try:
        done.update((n, work(items[n])) for n in own)
        for share, worker in zip(others, started, strict=True):
            found: list[R] | None = worker.result() if worker is not None else None
            if found is None or len(found) != len(share):
                found = [work(items[n]) for n in share]
            done.update(zip(share, found, strict=True))
    finally:
        for worker in started:
            if worker is not None:
                worker.end()
    return [done[n] for n in range(len(items))]


def _shares(costs: Sequence[int], count: int) -> list[list[int]]:
    """The numbers of the items in so many shares that cost about the same.

    >>> _shares([5, 1, 1, 3], 2)
    [[0], [1, 2, 3]]
    """
    shares: list[list[int]] = [[] for _ in range(count)]
    sums = [0] * count
    for n in sorted(range(len(costs)), key=lambda n: (-costs[n], n)):
        least = sums.index(min(sums))
        shares[least].append(n)
        sums[least] += costs[n]
    return [sorted(share) for share in shares]


@dataclass(slots=True)
class _Worker:
    """A process that does its share, and the end of the pipe on which its results come."""

    process: int
    answer: BinaryIO
    ended: bool = False

    def result(self) -> list[Any] | None:
        """What it sends back; None where it failed."""
        with self.answer:
            data = self.answer.read()
        self.ended = True
        _, status = os.waitpid(self.process, 0)
        if status:
            return None
        try:
            found: list[Any] = pickle.loads(data)  # what this very program has just written
        except (pickle.UnpicklingError, EOFError):
            return None
        return found

    def end(self) -> None:
        """Ends it, if it still works."""
        if self.ended:
            return
        self.ended = True
        self.answer.close()
        with contextlib.suppress(OSError):
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)


def _started(work: Callable[[T], R], items: Sequence[T]) -> _Worker | None:
    """A new process that does the work of these items; None where the system gives none."""
    answer, ours = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(answer)
        os.close(ours)
        return None
    if process:
        os.close(ours)
        return _Worker(process, os.fdopen(answer, "rb"))
    code = 1
    try:  # nothing of what the first process has open is flushed or closed here
        os.close(answer)
        gc.freeze()  # what was there before is not looked through again, nor copied for it
        with os.fdopen(ours, "wb") as out:
            out.write(pickle.dumps([work(item) for item in items], pickle.HIGHEST_PROTOCOL))
        code = 0
    finally:
        os._exit(code)
