"""CPU seconds of each stage of a build, in one process.

    python -m benchmarks.stages NOTES

A stage is timed by itself, on what the stage before it gave; "imports" is all that is loaded and
all lists that are read before the first of them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def stages(path: Path) -> dict[str, float]:
    """The stages of a build of one file in their order, and their CPU seconds."""
    started = time.process_time()
    from ankigen import topics
    from ankigen.cards import make_notes
    from ankigen.cards.rendering.media import MediaStore
    from ankigen.exporters import EXPORTERS
    from ankigen.identity.last_build import LastBuild
    from ankigen.model import Source
    from ankigen.model.settings import Settings
    from ankigen.pipeline import DeckOptions, make, study, vocabulary
    from ankigen.readers import read
    from ankigen.segmentation import merge, parse
    from ankigen.spelling import clean

    words = vocabulary()
    took = {"imports and lists": time.process_time() - started}

    def timed(name: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        made = work()
        took[name] = took.get(name, 0.0) + time.process_time() - start
        return made

    settings, data = Settings(), path.read_bytes()
    reading = timed("reading", lambda: read(data, path.name))
    document = timed("segmentation", lambda: parse(reading, path.name, words))
    entries = timed("spelling", lambda: clean(document.entries, settings.typos))
    merged, _ = timed("merging", lambda: merge(entries))
    tagged = timed("topics", lambda: topics.assign(merged, settings.topics, {}))
    timed("cards", lambda: make_notes(tagged, settings, {}, "Deck"))
    # the cards are made once more inside `make`: what it takes above them is media and identity
    found = study([Source(path.name, data)], settings)
    start = time.process_time()
    made = make(found, MediaStore(), DeckOptions("Deck"), LastBuild(), 1_750_000_000)
    took["media and identity"] = max(0.0, time.process_time() - start - took["cards"])
    for name, exporter in EXPORTERS.items():
        timed(f"writing {name}", partial(exporter, made.deck, settings))
    return took


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m benchmarks.stages NOTES")
    took = stages(Path(sys.argv[1]))
    print("| stage | CPU s | share |\n| --- | --- | --- |")
    for name, seconds in took.items():
        print(f"| {name} | {seconds:.2f} | {seconds / sum(took.values()):.0%} |")


if __name__ == "__main__":
    main()
