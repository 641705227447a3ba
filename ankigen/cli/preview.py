"""`ankigen preview`."""

from __future__ import annotations

import sys

from ankigen.cli.options import From, NoOpen, Paths, Port, announce


def preview(
    paths: Paths = None, port: Port = 0, no_open: NoOpen = False, kind: From = "txt"
) -> None:
    """Show the cards in the browser while you write the notes.

    The page is served on this machine alone. Ctrl-C ends it.
    """
    from ankigen.cli.progress import Progress
    from ankigen.web.live import LiveDeck, problem
    from ankigen.web.preview import preview_app
    from ankigen.web.serving import serve

    progress = Progress(sys.stderr)
    live = LiveDeck(tuple(paths or ()), kind)
    progress("building", 0, 0)
    live.build()
    progress.done()
    if live.error:
        print(f"ankigen: {problem(live.error)}", file=sys.stderr)
    serve(preview_app(live), lambda served: announce(served.url, no_open), port)
