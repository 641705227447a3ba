"""Faults of ankigen itself while a page is served: told in the terminal and on the page."""

from __future__ import annotations

import sys
import traceback


def unexpected(error: Exception) -> str:
    """Prints where a fault was met, and gives the line that a page shows of it."""
    traceback.print_exception(error, file=sys.stderr)
    kind = type(error).__name__
    return f"ankigen failed ({kind}: {error}); the terminal says where, please report it"
