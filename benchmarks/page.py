"""What the page of a large deck costs in Chromium, beside a page with one word on it.

    python -m benchmarks.page [--cards 10000] [--runs 3]

First paint is what the browser itself reports of a page opened from the disk; the ratio is that of
the deck to that of the empty page, opened in turn in the same browser, the least of the runs of
each. A filter is timed from the input to the end of the layout that it causes, three times, of
which the least counts; the slowest filter is told.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ankigen.cards import NOTE_TYPES, make_notes
from ankigen.exporters import html
from ankigen.model import Deck, Entry, Origin, Paragraph, RichText
from ankigen.model.settings import Settings

EMPTY = "<!doctype html><html lang=en><meta charset=utf-8><title>Empty</title><p>Empty</p></html>"
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_FILTERS = """async () => {
  const search = document.getElementById('search');
  const times = [];
  const timed = (work, back) => {
    const runs = [];
    for (let n = 0; n < 3; n += 1) {
      const begun = performance.now();
      work();
      document.body.offsetHeight;
      runs.push(performance.now() - begun);
      back();
    }
    times.push(Math.min(...runs));
  };
  const find = (text) => { search.value = text; search.dispatchEvent(new Event('input')); };
  for (const text of ['4999', 'sentence', 'number 77', 'no such card']) {
    timed(() => find(text), () => find(''));
    timed(() => find(''), () => find(text));
    find('');
  }
  for (const button of [...document.querySelectorAll('.choice')].slice(0, 6)) {
    timed(() => button.click(), () => button.click());
  }
  return Math.max(...times);
}"""


@dataclass(frozen=True, slots=True)
class PageCost:
    """First paint of a deck's page and of an empty one, and its slowest filter, in ms; its size in
    MB.
    """

    paint: float
    empty: float
    filtered: float
    size: float

    @property
    def ratio(self) -> float:
        """How many times as long as the empty page."""
        return self.paint / self.empty


def large_deck(cards: int) -> Deck:
    """A deck of so many cards in twenty topics."""
    entries = tuple(
        Entry(
            RichText.of(f"Term number {n}"),
            (Paragraph(RichText.of(f"What is meant by {n}, in a sentence of common words.")),),
            Origin("notes.md", n + 1),
            topic=f"topic-{n % 20}",
        )
        for n in range(cards)
    )
    # in parts, as entries that are so much alike are compared with each other
    parts = (make_notes(entries[n : n + 100], Settings())[0] for n in range(0, cards, 100))
    return Deck("Large", 1, entries, tuple(note for part in parts for note in part), NOTE_TYPES)


def page_cost(browser: Any, folder: Path, deck: Deck, runs: int = 1) -> PageCost:
    """Opens the deck's page and an empty one in turn, so often."""
    page_path, empty_path = folder / "index.html", folder / "empty.html"
    data = html.build(deck, Settings())["index.html"]
    page_path.write_bytes(data)
    empty_path.write_text(EMPTY, encoding="utf-8")
    paints: dict[Path, list[float]] = {page_path: [], empty_path: []}
    filtered: list[float] = []
    for _ in range(runs):
        for path, times in paints.items():
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(path.as_uri())
            times.append(page.wait_for_function(_PAINT).json_value())
            if path is page_path:
                page.wait_for_timeout(500)  # what is searched is made when the browser is idle
                filtered.append(page.evaluate(_FILTERS))
            page.close()
    return PageCost(
        min(paints[page_path]), min(paints[empty_path]), min(filtered), len(data) / 1_000_000
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    from tests.cards_browser import browser

    deck = large_deck(given.cards)
    with tempfile.TemporaryDirectory(prefix="ankigen-page-") as name, browser() as opened:
        cost = page_cost(opened, Path(name), deck, given.runs)
    print(
        f"{given.cards:,} cards, {cost.size:.1f} MB: first paint {cost.paint:.0f} ms, an empty "
        f"page {cost.empty:.0f} ms (ratio {cost.ratio:.1f}); slowest filter {cost.filtered:.0f} ms"
    )


if __name__ == "__main__":
    main()
