"""`python -m ankigen`, and what the command `ankigen` runs: Ctrl-C is no fault of ours, whenever
it comes.
"""

from __future__ import annotations

import gc
import sys

from ankigen import __version__

#: Python looks for cycles among its newest values after so many of them (else 700), and seldom
#: among all: the values of a deck have none, and there are millions.
COLLECTED = (50_000, 20, 50)


def main() -> None:
    """Runs the command line; ends with the code of an interrupted program on Ctrl-C."""
    if sys.argv[1:] == [
        "--version"
    ]:  # needs nothing of the command line, which takes 0.2 s to load
        print(f"ankigen {__version__}")
        return
    gc.set_threshold(*COLLECTED)
    try:
        from ankigen.cli import app

        app.main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
