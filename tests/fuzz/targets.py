"""What is fuzzed: a function of bytes that must give a value or an AnkigenError of one line, and
the seeds it begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ankigen.identity.last_build import LastBuild
from ankigen.identity.lock import format_lock, parse_lock
from ankigen.model import AnkigenError, Entry, Reading, Source
from ankigen.model.settings import Settings
from ankigen.pipeline import BuildResult, DeckOptions, make, study, vocabulary, write
from ankigen.project.settings import parse_settings
from ankigen.readers import READERS, bundle, worker
from ankigen.readers.anki_package import read_package
from ankigen.segmentation import parse
from ankigen.segmentation.owner.given import parse_layout
from ankigen.sync.anki_text import read_anki_text
from ankigen.sync.deck_diff import as_json, as_markdown, as_text, deck_diff, of_lock, of_package
from ankigen.sync.edits import apply_edits, format_overlay, parse_overlay
from ankigen.sync.merge import Ours
from ankigen.sync.merge_anki import merge_notes
from ankigen.sync.merge_table import merge_table, read_table
from ankigen.sync.notes_patch import apply_patch
from ankigen.text.data_files import json_object
from ankigen.text.decoding import decode
from ankigen.web.decided import Answer
from tests.fuzz.seeds import SEEDS

CASES = Path(__file__).resolve().parent.parent / "cases"
NOTES = (
    "# Cells\n\n## Osmosis\n\nWater moves through a **membrane**.\n\n## Parts\n\n1. "
    "wall\n2. core\n3. sap\n"
    "\n## Rate\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"
)
SETTINGS = (
    '[deck]\nname = "Cells"\nid = 4900000002\n[paths]\nsource = '
    '"source"\n[typos]\naccept = ["fro -> for"]\n'
    '[ignore]\nterms = ["x*"]\n[topics]\nwords = { "a::b" = ["cell"] }\n'
)
ANSWER = (
    b'{"id": "a", "choice": "edit", "term": "x", "text": "y", "word": 1, "rows": [[1, "water"]]}'
)
#: The same with what says how notes are laid out: a pattern runs in a process of its own.
LAID_OUT = (
    SETTINGS + "[cards]\nkeep_asked = false\n[[layout]]\nfiles = ['*.md']\n"
    "pattern = '^(\\w+ \\w+) (.+)$'\n[[reading]]\nline = 'water*'\nis = 'entry'\n"
)
FRONT_MATTER = (
    b"title: Cells\ntags: [bio, &a cell, *a]\ndeck: Biology\nlang: en\nlayout: heading=2\n"
)
PATCH = (
    b"--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n # Cells\n-water\n+Water\n end\n"
    b"--- b.md\n+++ b.md\n@@ -2 +2,2 @@\n-last\n\\ No newline at end of file\n+last\n+more\n"
)
#: Formats that are read in a process of their own; here, its inside.
PACKED = {
    ".docx": ("docx", "read"),
    ".odt": ("odt", "read"),
    ".pdf": ("pdf", "read"),
    ".xlsx": ("sheets", "read_xlsx"),
    ".ods": ("sheets", "read_ods"),
    ".pptx": ("slides", "read"),
    ".epub": ("epub", "read"),
    ".apkg": ("apkg", "read"),
}


@dataclass(frozen=True)
class Target:
    """What is called with bytes, and the seeds."""

    run: Callable[[bytes], object]
    seeds: Callable[[], Sequence[bytes]]


@cache
def built() -> BuildResult:
    """A small deck."""
    from ankigen.cards.rendering.media import MediaStore

    found = study([Source("cells.md", NOTES.encode(), "cells.md")], Settings())
    return make(found, MediaStore({}, {}), DeckOptions("Cells"), LastBuild(), 1_700_000_000)


@cache
def outputs() -> Mapping[str, bytes]:
    return write(built().deck, Settings(), ["apkg", "csv", "anki"])


def _reader(suffix: str) -> Callable[[bytes], object]:
    name = f"a{suffix}"

    def run(data: bytes) -> None:
        if suffix in PACKED:
            error, reading = worker._outcome(*PACKED[suffix], data, name)
            if error:
                raise AnkigenError(error)
        else:
            reading = READERS[suffix](data, name)
        assert isinstance(reading, Reading)
        try:
            parse(reading, name, vocabulary())
        except RecursionError:  # `pipeline.study` makes a line of it
            raise AnkigenError("nested too deep") from None

    return run


def _reader_seeds(suffix: str) -> Callable[[], Sequence[bytes]]:
    def seeds() -> Sequence[bytes]:
        if suffix in SEEDS:
            return SEEDS[suffix]()
        if suffix == ".apkg":
            return [next(data for name, data in outputs().items() if name.endswith(".apkg"))]
        found = [p.read_bytes() for p in sorted(CASES.rglob(f"*{suffix or '.txt'}"))]
        return [data[:6000] for data in found if data]

    return seeds


def _archive(data: bytes) -> None:
    """The notes in an archive, each read by its own reader."""
    found, _ = bundle.sources_of(data, "a.zip", "a.zip", READERS, (".png",))
    for source in found[:5]:
        _reader("." + source.name.rpartition(".")[2].lower())(source.data)


def _lock(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    parse_lock(text)
    _build_with(text)


def _build_with(lock: str) -> None:
    from ankigen.cards.rendering.media import MediaStore

    made = make(_notes(), MediaStore({}, {}), DeckOptions("Cells"), LastBuild(lock), 1_800_000_000)
    format_lock(made.lock)
    write(made.deck, Settings(), ["apkg", "csv"])


@cache
def _notes():  # type: ignore[no-untyped-def]
    changed = NOTES.replace("Osmosis", "Osmosis now").replace("2. core\n", "")
    return study([Source("cells.md", changed.encode(), "cells.md")], Settings())


def _settings(data: bytes) -> None:
    settings = parse_settings(data.decode("utf-8", "replace"))
    from ankigen.cards.rendering.media import MediaStore

    found = study([Source("cells.md", NOTES.encode(), "cells.md")], settings)
    made = make(
        found, MediaStore({}, {}), DeckOptions("Cells", settings), LastBuild(), 1_800_000_000
    )
    write(made.deck, settings, ["apkg", "csv", "quizlet"])


def _front_matter(data: bytes) -> None:
    _reader(".md")(b"---\n" + data + b"\n---\n\n## Osmosis\n\nWater moves.\n")


def _layout(data: bytes) -> None:
    parse_layout(data.decode("utf-8", "replace"), "--layout")


def _patch(data: bytes) -> None:
    texts = {"a.md": "# Cells\nwater\nend\n", "b.md": "first\nlast"}
    apply_patch(data.decode("utf-8", "replace"), texts)


def _diff(data: bytes) -> None:
    made = deck_diff(of_package(read_package(data, "a.apkg")), of_lock(built().lock))
    for shown in (as_text, as_markdown, as_json):
        shown(made)


def _answer(data: bytes) -> None:
    try:
        Answer.of(json_object(data.decode()))
    except ValueError:  # what the server refuses
        raise AnkigenError("unreadable") from None


def _ours(entries: Sequence[Entry], overlay_text: str = "") -> Ours:
    overlay = parse_overlay(overlay_text)
    raw = tuple(entries)
    return Ours(raw, apply_edits(raw, overlay), built().deck, built().lock, overlay)


def _overlay(data: bytes) -> None:
    overlay = parse_overlay(data.decode("utf-8", "replace"))
    apply_edits(built().deck.entries, overlay)
    parse_overlay(format_overlay(overlay))


def _merge_csv(data: bytes) -> None:
    rows, _ = read_table(decode(data, "a.csv"), "a.csv")
    merge_table(rows, rows[:2], _ours(built().deck.entries), "a.csv")


def _merge_text(data: bytes) -> None:
    notes = read_anki_text(decode(data, "a.txt"), built().deck)
    if notes is not None:
        merge_notes(notes, None, _ours(built().deck.entries), "a.txt")


def _merge_package(data: bytes) -> None:
    package = read_package(data, "a.apkg")
    merge_notes(package.notes, None, _ours(built().deck.entries), "a.apkg", package)


def _output(ending: str) -> Callable[[], Sequence[bytes]]:
    return lambda: [data for name, data in outputs().items() if name.endswith(ending)]


_EDITS = (
    '[[edit]]\nterm = "Osmosis"\ncontext = ""\nfield = "definition"\nfile = '
    '"cells.md"\nwas = "0"\nnow = "<b>x</b>"\n'
    '[[conflict]]\nterm = "Parts"\nfield = "tags"\ntheirs = "+a -b"\n'
)

TARGETS: Mapping[str, Target] = {
    **{
        (suffix or "none"): Target(_reader(suffix), _reader_seeds(suffix))
        for suffix in READERS
        if suffix not in (".markdown", ".htm", ".xhtml", ".latex", ".colpkg", ".tab", ".text", "")
    },
    "zip": Target(_archive, SEEDS[".zip"]),
    "lock": Target(_lock, lambda: [format_lock(built().lock).encode()]),
    "settings": Target(_settings, lambda: [SETTINGS.encode(), LAID_OUT.encode()]),
    "front-matter": Target(_front_matter, lambda: [FRONT_MATTER]),
    "layout": Target(_layout, lambda: [b"separator=~; each-line", rb"pattern=^(\w+) (\w+)$"]),
    "patch": Target(_patch, lambda: [PATCH]),
    "diff": Target(_diff, _output(".apkg")),
    "answer": Target(_answer, lambda: [ANSWER]),
    "edits": Target(_overlay, lambda: [_EDITS.encode()]),
    "merge-csv": Target(_merge_csv, _output(".csv")),
    "merge-text": Target(_merge_text, _output(".anki.txt")),
    "merge-apkg": Target(_merge_package, _output(".apkg")),
}
