"""Addresses of servers, as people give them: looked at before anything is sent there, and before
they are shown.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from ankigen.model import AnkigenError


def web_address(given: str, option: str) -> str:
    """The address of a server. Raises AnkigenError with one line if it is none; `option` is what
    gives it.

    An account or a password in it is refused: every message about the server would show it.

    >>> web_address("http://127.0.0.1:8765", "--url")
    'http://127.0.0.1:8765'
    """
    try:
        parts = urlsplit(given)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port  # reading it tells whether it is one
    except ValueError:
        sound = False
    if "@" in given:
        raise AnkigenError(f"{option}: an account or password has no place in the address")
    if not sound:
        raise AnkigenError(
            f'{option}: "{given}" is no address of a server; write it as http://127.0.0.1:8765'
        )
    return given
