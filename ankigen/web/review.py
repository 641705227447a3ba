"""`ankigen review`: the page, its questions, and what can be done: answer and undo."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from string import Template
from typing import TYPE_CHECKING, Any

from ankigen.exporters.html import script_json, shared, source_hash
from ankigen.model import AnkigenError
from ankigen.text.data_files import json_object
from ankigen.web.assets import asset
from ankigen.web.decided import UNREADABLE
from ankigen.web.guard import App
from ankigen.web.news import News
from ankigen.web.question import KINDS
from ankigen.web.reviewing import Review
from ankigen.web.trouble import unexpected
from ankigen.web.watching import changes

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response


#: Changes that come so close together are one, in ms.
QUIET = 200

#: The parts of the page's own script, in their order.
_SCRIPTS = ("review.js", "review_lines.js", "review_server.js", "review_keys.js")


def review_page(first: Mapping[str, Any]) -> tuple[str, str]:
    """The page with its first questions in it, and its content security policy."""
    style = shared("css") + asset("review.css")
    script = shared("js") + "\n".join(map(asset, _SCRIPTS))
    policy = (
        f"default-src 'none'; script-src {source_hash(script)}; style-src {source_hash(style)};"
        " connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
    made = Template(asset("review.html")).substitute(
        csp=policy, style=style, script=script, first=script_json(first), kinds=script_json(KINDS)
    )
    return made, policy


def review_app(review: Review) -> App:
    """The application that answers the page of a review."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    server = ReviewServer(review)
    routes = [
        Route("/", server.home),
        Route("/state", server.state),
        Route("/file", server.file),
        Route("/layouts", server.layouts),
        Route("/notes.patch", server.patch),
        Route("/answer", server.answer, methods=["POST"]),
        Route("/undo", server.undo, methods=["POST"]),
    ]
    return Starlette(routes=routes, lifespan=server.lifespan)


class ReviewServer:
    """Answers the requests of one page; where the notes are read again, whoever waits is told."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._news = News()
        self._answered = asyncio.Event()
        self._stop = asyncio.Event()

    @contextlib.asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """Reads the notes again after each answer, and when something else changes them, as long
        as the server runs.
        """
        reading = asyncio.create_task(self._keep_reading())
        following = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            reading.cancel()
            self._stop.set()
            self._news.tell()
            with contextlib.suppress(asyncio.CancelledError):
                await reading
            await following

    async def _follow(self) -> None:
        try:
            async for _ in changes(self._review.followed, QUIET, self._stop):
                await self._look()
        except OSError as error:  # then a page that is loaded anew is still up to date
            unexpected(error)

    async def _look(self) -> None:
        """Sees to it that the notes are read again if anything else has changed them."""
        if await asyncio.to_thread(self._review.is_outdated):
            self._answered.set()

    async def _keep_reading(self) -> None:
        while True:
            await self._answered.wait()
            self._answered.clear()
            await asyncio.to_thread(self._review.read)
            self._news.tell()

    # ----------------------------------------------------------------- what is asked for

    async def home(self, _request: Request) -> Response:
        from starlette.responses import HTMLResponse

        if await asyncio.to_thread(self._review.is_outdated):
            await asyncio.to_thread(self._review.read)
            self._news.tell()
        body, policy = review_page(self._review.shown())
        headers = {"content-security-policy": f"{policy}; frame-ancestors 'none'"}
        return HTMLResponse(body, headers=headers)

    async def state(self, request: Request) -> Response:
        """What the page shows, once it is newer than what the page has."""
        if request.query_params.get("after", "") == str(self._review.version):
            await self._news.wait()
        return _json(self._review.shown())

    async def file(self, request: Request) -> Response:
        """A whole file to look through."""
        name = request.query_params.get("id", "")
        try:
            return _json(self._review.file(name))
        except AnkigenError as error:
            return _json({"error": str(error)}, 404)

    async def layouts(self, request: Request) -> Response:
        """The layouts that lines of a question may have."""
        given = request.query_params
        first, last = given.get("first", ""), given.get("last", "")
        if not (first.isdecimal() and last.isdecimal() and len(first + last) < 20):
            return _json({"error": "no such lines"}, 400)
        found = await asyncio.to_thread(
            self._review.layouts, given.get("id", ""), int(first), int(last)
        )
        return _json({"layouts": found})

    async def patch(self, _request: Request) -> Response:
        """The corrections as a file to download."""
        from starlette.responses import Response as Plain

        try:
            text = await asyncio.to_thread(self._review.patch)
        except AnkigenError as error:
            return Plain(f"{error}\n", 409)
        headers = {"content-disposition": 'attachment; filename="notes.patch"'}
        return Plain(text, media_type="text/x-diff", headers=headers)

    # ----------------------------------------------------------------- what is done

    async def answer(self, request: Request) -> Response:
        """Writes down an answer."""
        return await self._done(request, lambda data: {"told": self._review.answer(data)})

    async def undo(self, request: Request) -> Response:
        """Takes the last answer back, or what stands decided."""

        def back(data: Mapping[str, Any]) -> dict[str, str]:
            standing = data.get("standing")
            if isinstance(standing, str):
                return {"told": self._review.take_back(standing), "question": ""}
            steps = data.get("steps")
            told, question = self._review.undo(steps if isinstance(steps, int) else None)
            return {"told": f"taken back: {told}", "question": question}

        return await self._done(request, back)

    async def _done(
        self, request: Request, work: Callable[[Mapping[str, Any]], dict[str, str]]
    ) -> Response:
        try:
            data = json_object((await request.body()).decode())
        except ValueError:  # UnicodeDecodeError, too
            return _json({"error": UNREADABLE}, 400)
        try:
            made = await asyncio.to_thread(work, data)
        except AnkigenError as error:
            return _json({"error": str(error)}, 409)
        self._answered.set()
        self._news.tell()
        return _json({**made, "version": self._review.version})


def _json(value: Mapping[str, Any], status: int = 200) -> Response:
    from starlette.responses import Response as Plain

    text = json.dumps(value, ensure_ascii=False)
    return Plain(text, status, media_type="application/json")
