"""Waiting until a page has something new to show."""

from __future__ import annotations

import asyncio
import contextlib

#: So long an answer waits for news, in s, before the page asks again.
PATIENCE = 25.0


class News:
    """Wakes all who wait, each time that there is something new."""

    def __init__(self) -> None:
        self._told = asyncio.Event()

    def tell(self) -> None:
        """Wakes all who wait now; who waits from now on waits for what comes after."""
        told, self._told = self._told, asyncio.Event()
        told.set()

    async def wait(self) -> None:
        """Returns once there is something new, or after a while."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._told.wait(), PATIENCE)
