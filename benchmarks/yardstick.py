"""The script that anyone would write in an hour: what ankigen's speed is measured against.

    python -m benchmarks.yardstick NOTES FOLDER

Splits at blank lines, replaces the misspellings of codespell's list, makes HTML with
Python-Markdown, takes the text out of it with BeautifulSoup, and writes a package with genanki, a
CSV and a text for Quizlet.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import codespell_lib
from bs4 import BeautifulSoup

from benchmarks.alone import html_of, parts, write_package


def misspellings() -> dict[str, str]:
    """codespell's dictionary: wrong word → its first correction."""
    path = Path(codespell_lib.__file__).parent / "data" / "dictionary.txt"
    pairs = (line.rstrip(",\n").split("->") for line in path.open(encoding="utf-8") if "->" in line)
    return {wrong: right.split(",")[0] for wrong, right in pairs}


def main() -> None:
    notes, folder = Path(sys.argv[1]), Path(sys.argv[2])
    known = misspellings()
    cards, rows = [], []
    for head, body in parts(notes):
        fixed = re.sub(r"[A-Za-z]+", lambda m: known.get(m[0].lower(), m[0]), body)
        html = html_of(fixed)
        cards.append((head, html))
        rows.append((head, " ".join(BeautifulSoup(html, "html.parser").get_text().split())))
    folder.mkdir(parents=True, exist_ok=True)
    write_package(cards, folder / "deck.apkg")
    with (folder / "deck.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (folder / "quizlet.txt").write_text("".join(f"{a}\t{b}\n" for a, b in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
