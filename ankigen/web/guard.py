"""What stands before every page that ankigen serves: it answers this machine's browser, and that
one page alone.

A page of another site, open in the same browser, can send requests to 127.0.0.1, and by a name that
it controls read the answers (DNS rebinding). So each request has to name this server as its host
and, where the browser tells one, as its origin; the address holds a random token; and only a POST
from the page itself changes anything.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from ankigen.text.integers import small_integer

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Of every answer: nothing is kept, framed, guessed at or told to other sites.
HEADERS: Mapping[str, str] = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}

#: No answer of a person is longer, in bytes.
LONGEST_BODY = 1_000_000


def new_token() -> str:
    """A token that cannot be guessed, for one run of a server."""
    return secrets.token_urlsafe(24)


class Guard:
    """An ASGI application around another: lets through what the server's own page sends, refuses
    all else.

    What is let through has its path without the token. Refusals say nothing but their number.
    """

    def __init__(self, app: App, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refused = 400 if scope["type"] != "http" else self._refused(scope)
        if refused:
            await _answer(send, refused)
            return
        _, _, rest = scope["path"].removeprefix("/").partition("/")
        inner = {**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode()}
        await self._app(inner, receive, _with_headers(send))

    def _refused(self, scope: Scope) -> int:
        """The number of the refusal, 0 for what may pass."""
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        hosts, origins = headers.get("host", []), headers.get("origin", [])
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return 421
        if any(origin not in self._origins for origin in origins):
            return 403
        site = headers.get("sec-fetch-site", ["none"])[0]
        given = scope["path"].removeprefix("/").partition("/")[0]
        if not secrets.compare_digest(given.encode(), self._token.encode()):
            return 404
        if scope["method"] in ("GET", "HEAD"):
            # a link from elsewhere may open the page, whose address nobody else knows, but load
            # nothing of it
            return 0 if site in ("none", "same-origin") else 403
        if scope["method"] != "POST":
            return 405
        if len(origins) != 1 or site not in ("none", "same-origin"):
            return 403
        if headers.get("content-type", [""])[0].partition(";")[0] != "application/json":
            return 415
        length = headers.get("content-length", [""])[0]
        return 0 if 0 <= small_integer(length) <= LONGEST_BODY else 413


async def _answer(send: Send, status: int) -> None:
    headers = [(k.encode(), v.encode()) for k, v in {**HEADERS, "content-length": "0"}.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _with_headers(send: Send) -> Send:
    """Adds HEADERS to an answer; those that it has itself stay."""

    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in given]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return sent
