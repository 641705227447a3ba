"""`python -m ankigen`, and what the command `ankigen` runs: Ctrl-C is no fault of ours, whenever
it comes.
"""

from __future__ import annotations

import sys

from ankigen import __version__


def main() -> None:
    """Runs the command line; ends with the code of an interrupted program on Ctrl-C."""
    if sys.argv[1:] == [
        "--version"
    ]:  # needs nothing of the command line, which takes 0.2 s to load
        print(f"ankigen {__version__}")
        return
    try:
        from ankigen.cli import app

        app.main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
