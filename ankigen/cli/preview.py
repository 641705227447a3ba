"""`ankigen preview`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ankigen.cli.options import From, Paths

Port = Annotated[int, typer.Option(help="The port to serve on (default: any that is free).")]
NoBrowser = Annotated[
    bool, typer.Option("--no-browser", help="Print the address only; open no browser.")
]


def preview(
    paths: Paths = None, port: Port = 0, no_browser: NoBrowser = False, kind: From = "txt"
) -> None:
    """Show the cards in the browser while you write the notes.

    The page is served on this machine alone. Ctrl-C ends it.
    """
    from ankigen.cli import render
    from ankigen.web.live import LiveDeck, problem
    from ankigen.web.preview import preview_app
    from ankigen.web.serving import serve

    progress = render.Progress(sys.stderr)
    live = LiveDeck(tuple(paths or ()), kind)
    progress("building", 0, 0)
    live.build()
    progress.done()
    if live.error:
        print(f"ankigen: {problem(live.error)}", file=sys.stderr)
    serve(preview_app(live), lambda served: _opened(served.url, no_browser), port)


def _opened(url: str, no_browser: bool) -> None:
    print(f"{url}\nCtrl-C ends it.", flush=True)
    if not no_browser:
        import webbrowser

        webbrowser.open(url)
