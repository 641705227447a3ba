"""One library by itself, over all of some notes: what the least costs that a build can be made of.

    python -m benchmarks.alone nothing|genanki|markdown|codespell NOTES

genanki writes a package of a note per part between blank lines; Python-Markdown makes HTML of each
such part; codespell's own program looks for misspellings. `nothing` only splits the notes. All of
them are imported only where they are asked for, so each process costs what its library costs.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory


def parts(notes: Path) -> list[tuple[str, str]]:
    """The parts between blank lines: the first line of each, and what stands below it."""
    text = notes.read_text(encoding="utf-8")
    split = (part.strip().partition("\n") for part in re.split(r"\n\s*\n", text))
    return [(head, body) for head, _, body in split if body]


def nothing(notes: Path) -> None:
    """Splits the notes."""
    parts(notes)


def write_package(cards: Iterable[tuple[str, str]], path: Path) -> None:
    """A package of these fronts and backs, by genanki."""
    import genanki

    model = genanki.Model(
        1607392319,
        "Plain",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"}],
    )
    deck = genanki.Deck(2059400110, "Plain")
    for front, back in cards:
        deck.add_note(genanki.Note(model=model, fields=[front, back]))
    genanki.Package(deck).write_to_file(path)


def genanki_alone(notes: Path) -> None:
    """A package of the parts as they are."""
    with TemporaryDirectory() as folder:
        write_package(parts(notes), Path(folder) / "deck.apkg")


def html_of(body: str) -> str:
    """A part as HTML, by Python-Markdown."""
    import markdown

    return markdown.markdown(body, extensions=["tables", "fenced_code"])


def markdown_alone(notes: Path) -> None:
    """HTML of each part."""
    for _, body in parts(notes):
        html_of(body)


def codespell_alone(notes: Path) -> None:
    """codespell's program over the file; it counts misspellings in its exit code."""
    from codespell_lib import main

    with redirect_stdout(io.StringIO()):
        main(str(notes))


ALONE: Mapping[str, Callable[[Path], None]] = {
    "nothing": nothing,
    "genanki": genanki_alone,
    "markdown": markdown_alone,
    "codespell": codespell_alone,
}


def command(python: str, name: str, notes: str) -> Sequence[str]:
    """The command that runs one of them."""
    return (python, "-m", "benchmarks.alone", name, notes)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ALONE:
        sys.exit(f"usage: python -m benchmarks.alone {'|'.join(ALONE)} NOTES")
    ALONE[sys.argv[1]](Path(sys.argv[2]))
