"""Which files a preview follows: folders of notes as they are, single files through their folders,
since editors (and ankigen) replace a file when they save it, and what watches the file itself
would follow the old one.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Watched:
    """Folders followed with all below them, and the files (or folders to come) that are followed
    by their names.
    """

    folders: frozenset[Path]
    names: frozenset[Path]

    @property
    def parents(self) -> frozenset[Path]:
        """The folders in which those names lie, those that are there."""
        return frozenset(name.parent for name in self.names if name.parent.is_dir())


def watched(paths: Iterable[Path]) -> Watched:
    """How to follow these files and folders, whether they are there or not. A link is followed
    where it lies and where it leads.
    """
    folders, names = set[Path](), set[Path]()
    for path in paths:
        for place in (_real(path.parent) / path.name, _real(path)):
            (folders if place.is_dir() and not place.is_symlink() else names).add(place)
    single = {name for name in names if not folders.intersection(name.parents)}
    return Watched(frozenset(folders), frozenset(single))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


async def changes(of: Watched, quiet: int, stop: asyncio.Event) -> AsyncGenerator[None, None]:
    """Comes back at each change until `stop` is set; changes within so many ms are one.

    Raises OSError where the system does not let folders be followed.
    """
    from watchfiles import Change, DefaultFilter, awatch

    usual = DefaultFilter()

    def named(change: Change, path: str) -> bool:
        return usual(change, path) and Path(path) in of.names

    seen: asyncio.Queue[None] = asyncio.Queue()

    async def follow(paths: Iterable[Path], recursive: bool) -> None:
        async for _ in awatch(
            *paths,
            watch_filter=usual if recursive else named,
            debounce=1600,
            step=quiet,
            stop_event=stop,
            recursive=recursive,
        ):
            seen.put_nowait(None)

    groups = ((of.folders, True), (of.parents, False))
    following = [asyncio.create_task(follow(p, recursive)) for p, recursive in groups if p]
    try:
        while not stop.is_set():
            waiting = asyncio.create_task(seen.get())
            done, _ = await asyncio.wait({waiting, *following}, return_when=asyncio.FIRST_COMPLETED)
            for task in done - {waiting}:
                task.result()  # raises what ended it
            if waiting not in done:
                waiting.cancel()
                return
            yield
    finally:
        stop.set()
        await asyncio.gather(*following, return_exceptions=True)
