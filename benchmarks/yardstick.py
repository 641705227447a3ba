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
import genanki
import markdown
from bs4 import BeautifulSoup


def misspellings() -> dict[str, str]:
    """codespell's dictionary: wrong word → its first correction."""
    path = Path(codespell_lib.__file__).parent / "data" / "dictionary.txt"
    pairs = (line.rstrip(",\n").split("->") for line in path.open(encoding="utf-8") if "->" in line)
    return {wrong: right.split(",")[0] for wrong, right in pairs}


def main() -> None:
    notes, folder = Path(sys.argv[1]), Path(sys.argv[2])
    known = misspellings()
    model = genanki.Model(
        1607392319,
        "Careless",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"}],
    )
    deck = genanki.Deck(2059400110, "Careless")
    rows = []
    for part in re.split(r"\n\s*\n", notes.read_text(encoding="utf-8")):
        head, _, body = part.strip().partition("\n")
        if not body:
            continue
        body = re.sub(r"[A-Za-z]+", lambda m: known.get(m[0].lower(), m[0]), body)
        html = markdown.markdown(body, extensions=["tables", "fenced_code"])
        deck.add_note(genanki.Note(model=model, fields=[head, html]))
        rows.append((head, " ".join(BeautifulSoup(html, "html.parser").get_text().split())))
    folder.mkdir(parents=True, exist_ok=True)
    genanki.Package(deck).write_to_file(folder / "deck.apkg")
    with (folder / "deck.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (folder / "quizlet.txt").write_text("".join(f"{a}\t{b}\n" for a, b in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
