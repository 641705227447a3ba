"""Notes → bytes: one file per output, one row in `EXPORTERS`.

A builder takes the deck and the settings and gives file names (with "/", safe on every system) and their bytes. It
writes nothing; the same deck gives the same bytes.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping

from ankigen.model import Deck
from ankigen.model.settings import Settings

Exporter = Callable[[Deck, Settings], Mapping[str, bytes]]


def _builder(module: str) -> Exporter:
    """The `build` of a module here, imported at its first use: some bring heavy libraries."""

    def build(deck: Deck, settings: Settings) -> Mapping[str, bytes]:
        found: Exporter = importlib.import_module(f"ankigen.exporters.{module}").build
        return found(deck, settings)

    return build


#: What `build` makes, in this order; the names are those that `--only` takes.
EXPORTERS: Mapping[str, Exporter] = {
    "apkg": _builder("apkg"),
    "csv": _builder("csv"),
    "anki": _builder("anki_text"),
    "quizlet": _builder("quizlet"),
}
