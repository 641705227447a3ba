"""Notes → bytes: one file per output, one row in `EXPORTERS`.

A builder takes the deck and the settings and gives file names (with "/", safe on every system) and
their bytes. It writes nothing; the same deck gives the same bytes.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import cast

from ankigen.model import Deck, Finding
from ankigen.model.settings import Settings
from ankigen.text.names import apkg_name, safe_name


@dataclass(frozen=True, slots=True)
class Exporter:
    """One output. Its module is imported at its first use: some bring heavy libraries.

    `file` names the file that a person opens; `label` is what a link to it is called, "" for none.
    `reports` says that the module has `findings`: what the output cannot carry.
    """

    module: str
    file: Callable[[Deck], str]
    label: str = ""
    reports: bool = False

    def __call__(self, deck: Deck, settings: Settings) -> Mapping[str, bytes]:
        """The files, by their names."""
        return cast(Mapping[str, bytes], self._load().build(deck, settings))

    def findings(self, deck: Deck, settings: Settings) -> tuple[Finding, ...]:
        """What of the deck this output cannot carry."""
        return tuple(self._load().findings(deck, settings)) if self.reports else ()

    def _load(self) -> ModuleType:
        return importlib.import_module(f"ankigen.exporters.{self.module}")


def _named(suffix: str) -> Callable[[Deck], str]:
    return lambda deck: f"{safe_name(deck.name)}{suffix}"


def _fixed(name: str, suffix: str) -> Callable[[Deck], str]:
    """A name of its own, unless other decks lie in the same folder."""
    return lambda deck: f"{safe_name(deck.name)}{suffix}" if deck.shares_folder else name


#: What `build` makes, in this order; the names are those that `--only` takes.
EXPORTERS: Mapping[str, Exporter] = {
    "apkg": Exporter("apkg", lambda deck: apkg_name(deck.name), "Anki deck"),
    "csv": Exporter("csv", _named(".csv"), "CSV"),
    "anki": Exporter("anki_text", _named(".anki.txt")),
    "quizlet": Exporter("quizlet", _fixed("quizlet.txt", ".quizlet.txt"), "Quizlet", reports=True),
    "html": Exporter("html", _fixed("index.html", ".html"), reports=True),
}
