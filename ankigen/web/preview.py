"""`ankigen preview`: the page of cards, served, and kept in step with the notes while they are
written.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from ankigen.exporters.html import page, page_script, page_style, source_hash
from ankigen.text.integers import small_integer
from ankigen.web import assets
from ankigen.web.guard import App
from ankigen.web.live import LiveDeck, nobody, page_of
from ankigen.web.news import News
from ankigen.web.trouble import unexpected
from ankigen.web.watching import changes

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

#: Changes that come so close together are one, in ms: editors write a file in several steps.
QUIET = 60
#: So long, in s, the page has to show a draft before the whole is built, which takes the processor.
HEAD_START = 0.3


class Preview:
    """What the server knows: the deck, its version, and who waits for the next one."""

    def __init__(self, live: LiveDeck) -> None:
        self.live = live
        self._news = News()
        self._stopped = False
        self._stop = asyncio.Event()  # of the folders that are followed now
        self._watched = live.watched
        self._changes = 0
        loop = asyncio.get_running_loop()

        def tell() -> None:
            loop.call_soon_threadsafe(self._news.tell)

        live.changed = tell

    async def after(self, version: int) -> None:
        """Returns once there is a newer version than this, or after a while."""
        if version == self.live.version and not self._stopped:
            await self._news.wait()

    async def watch(self) -> None:
        """Shows each change of the notes: at first what has changed, then all of it."""
        try:
            await self._follow()
        except Exception as error:
            self.live.fail(f"changes are not followed any more: {unexpected(error)}")

    async def _follow(self) -> None:
        building: asyncio.Task[None] | None = None
        while not self._stopped:
            self._stop = asyncio.Event()
            self._watched = self.live.watched
            async with contextlib.aclosing(changes(self._watched, QUIET, self._stop)) as seen:
                async for _ in seen:
                    self._changes += 1
                    if building is not None:
                        building.cancel()
                    drafted = await asyncio.to_thread(self.live.draft)
                    building = asyncio.create_task(self._build(HEAD_START if drafted else 0.0))

    async def _build(self, wait: float) -> None:
        """Builds all of it, unless the notes change meanwhile."""
        now = self._changes
        await asyncio.sleep(wait)
        await asyncio.to_thread(self.live.build, lambda: self._changes != now)
        if self.live.watched != self._watched:
            self._stop.set()  # other files from now on

    def stop(self) -> None:
        self._stopped = True
        self.live.changed = nobody
        self._stop.set()
        self._news.tell()


def script() -> str:
    """What a served page runs beside the page's own script."""
    return assets.asset("live.js")


def policy() -> str:
    """The content security policy of a served page: as of the file, and requests to its own
    server.
    """
    scripts = f"{source_hash(page_script())} {source_hash(script())}"
    return (
        f"default-src 'none'; script-src {scripts}; style-src {source_hash(page_style())};"
        " img-src data:; media-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


#: What the page shows before there is a deck.
_EMPTY: dict[str, Any] = {
    "name": "ankigen",
    "counts": "",
    "styles": [],
    "topics": [],
    "kinds": [],
    "codes": [],
    "pieces": [],
    "notes": [],
    "cards": [],
    "entries": [],
    "leftover": [],
}


def preview_app(live: LiveDeck) -> App:
    """The application: the page, and its data whenever they change. Nothing of it can be written
    to.
    """
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse
    from starlette.responses import Response as Plain
    from starlette.routing import Route

    state: dict[str, Preview] = {}

    async def home(_request: Request) -> Response:
        body = page(live.data or _EMPTY, live.media, more=script(), policy=policy())
        headers = {"content-security-policy": f"{policy()}; frame-ancestors 'none'"}
        return HTMLResponse(body, headers=headers)

    async def deck(request: Request) -> Response:
        given = request.query_params.get("after", "")
        preview = state["preview"]
        await preview.after(small_integer(given, 0))
        told = json.dumps(page_of(live), ensure_ascii=False)
        return Plain(told, media_type="application/json")

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        state["preview"] = preview = Preview(live)
        watching = asyncio.create_task(preview.watch())
        try:
            yield
        finally:
            preview.stop()
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching

    routes = [Route("/", home), Route("/deck", deck)]
    return Starlette(routes=routes, lifespan=lifespan)
