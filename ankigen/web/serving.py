"""Serving a page on 127.0.0.1 until Ctrl-C: a free port, an address with a token, a browser that
opens it.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from dataclasses import dataclass

from ankigen.model import AnkigenError
from ankigen.web.guard import App, Guard, new_token

ADDRESS = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Served:
    """Where a page is served."""

    port: int
    token: str

    @property
    def url(self) -> str:
        return f"http://{ADDRESS}:{self.port}/{self.token}/"


def serve(app: App, opened: Callable[[Served], None], port: int = 0) -> None:
    """Serves an application on this machine alone until Ctrl-C; `opened` hears the address once it
    can be asked.

    Port 0 = any that is free. Raises AnkigenError where the port is taken.
    """
    import uvicorn

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with contextlib.closing(listening):
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((ADDRESS, port))
        except OSError as error:
            raise AnkigenError(
                f"port {port}: cannot be used "
                f"({(error.strerror or str(error)).lower()}); name another, or leave "
                f"--port out"
            ) from None
        served = Served(listening.getsockname()[1], new_token())
        listening.listen()
        config = uvicorn.Config(
            Guard(app, served.token, served.port),
            log_level="critical",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=1,
        )
        opened(served)
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
