"""Time that grows faster than the text: bait of n and of 2n repeats for every reader, and for what
follows it.

    python -m benchmarks.bait               every bait in every format, at full size
    python -m benchmarks.bait --size 200    smaller, as the test has it
    python -m benchmarks.bait --built       what follows reading, too: cards, identity, outputs

Linear work takes twice as long for twice the text; a growth of more than 2.4 is printed and counts
as a failure, unless the larger one took less than 0.2 s of processor time.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import json
import signal
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast
from xml.sax.saxutils import escape

from ankigen.cards.rendering.media import MediaStore
from ankigen.exporters import EXPORTERS
from ankigen.identity.last_build import LastBuild
from ankigen.model import AnkigenError, Reading, Source
from ankigen.model.settings import Settings
from ankigen.pipeline import DeckOptions, make, study, vocabulary, write
from ankigen.readers import READERS
from ankigen.readers.worker import read_here
from ankigen.segmentation import parse

MOST_GROWTH = 2.4
#: Less than this, in s, is noise.
LEAST = 0.2
#: A bait that takes longer than this is not linear, whatever its growth.
LIMIT = 20
#: How often a growth is measured before it counts.
TRIES = 6

Bait = Callable[[int], str]


def _repeated(piece: str) -> Bait:
    return lambda n: piece * n


BAITS: Mapping[str, Bait] = {
    **{
        f"{piece!r} × n": _repeated(piece)
        for piece in (
            *("1)", "1. a\n", "- a\n", "[latex] ", "{{c1::", "{{c1::a", "}}", "%\n", "`\n", "$\n",
            "|\n", "`", "$", "|", "*", "_"),
            *("**a", "__a ", "[", "](", "![", "[[", "(", ")", "<", "<b>", "</b>", "<div>",
            "<table><tr><td>", "<table><tr><td>a<td>", "<ul><li>", "<!--"),
            *("&", "&#", "\\", "\\(", "\\[", "\\begin{a}", "\\frac{", "{", "}", "# a\n", "> ", ">",
            "a: ", "a - ", "a; ", "Q: a\n"),
            *(" ", "\t", " \n", "\n", "a", "a ", "A. ", "1 ", "- ", "= ", "~", "~~a", "==a", "^[",
            "[^1]", "[^1]: a\n", "\u200b"),
            *('"', '"a', '","', "a\tb\n", "a,b\n", "| a | b |\n", "|-", "a::b\n", "a: b\n", "T/F ",
            "True or ", "Answer: ", "p. 1 "),
            *("**a**\n", "`a`\n", "*a*: b\n", "1 / ", "- - - ", "a) ", "(a) ", "<details>",
            "<summary>", ":::", "!!! a\n", "%%", "a\\\n", "http://a.", "a@b.", "...", "$a",
            "![](a) ", "* a\n", "#+begin_quote\n", ":END:\n", "\\b ", "\\u9?"),
        )
    },
    "nested bullets": lambda n: "".join(f"{'  ' * (k % 60)}- item {k}\n" for k in range(n)),
    "one long line": lambda n: "word " * (n * 4),
    "one long word": lambda n: "a" * (n * 20),
    "rows of a table": lambda n: "| a | b |\n| --- | --- |\n" + "| c | d |\n" * n,
    "spaces before a word": lambda n: " " * n + "a",
    "marks before a word": lambda n: "*" * n + "a" + "_" * n,
}  # fmt: skip


def _notebook(text: str) -> bytes:
    return json.dumps({"cells": [{"cell_type": "markdown", "source": text}]}).encode()


def _rtf(text: str) -> bytes:
    """The bait as it is, with its braces and controls: those of the format are bait as well."""
    return b"{\\rtf1\\ansi " + text.encode("ascii", "replace").replace(b"\n", b"\\par\n") + b"}"


def _odt(text: str) -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    lines = "".join(f"<text:p>{_xml(line)}</text:p>" for line in text.split("\n"))
    return _zipped(
        "content.xml",
        f'<office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:text>{lines}</office:text>'
        "</office:body></office:document-content>",
    )


def _zipped(name: str, content: str, **more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part, text in {name: content, **more}.items():
            made.writestr(part, text)
    return out.getvalue()


def _docx(text: str) -> bytes:
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{_xml(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
    return _zipped(
        "word/document.xml",
        f'<w:document xmlns:w="{names}"><w:body>{lines}</w:body></w:document>',
        **{
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            'relationships"><Relationship Id="d" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
            "</Relationships>"
        },
    )


def _ods(text: str) -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{_xml(line)}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"
        for line in text.split("\n")
    )
    return _zipped(
        "content.xml",
        f'<office:d xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0"><table:table>{rows}</table:table></office:d>',
    )


def _epub(text: str) -> bytes:
    """The bait as it is: a page of a book is a page."""
    return _zipped(
        "a.xhtml",
        text,
        **{
            "META-INF/container.xml": '<c xmlns="x"><rootfile full-path="b.opf"/></c>',
            "b.opf": '<p xmlns="http://www.idpf.org/2007/opf"><item id="a" href="a.xhtml"/>'
            '<itemref idref="a"/></p>',
        },
    )


def _xml(line: str) -> str:
    return escape(line.replace("\f", " "))


#: The formats, and how a bait stands in a document of each.
DOCUMENTS: Mapping[str, Callable[[str], bytes]] = {
    **dict.fromkeys((".txt", ".md", ".html", ".tex", ".csv", ".org"), str.encode),
    ".ipynb": _notebook,
    ".rtf": _rtf,
    ".odt": _odt,
    ".docx": _docx,
    ".ods": _ods,
    ".epub": _epub,
}
#: Of those read in a process of their own, the function: here its own time is measured.
PACKED = {
    ".odt": ("odt", "read"),
    ".docx": ("docx", "read"),
    ".ods": ("sheets", "read_ods"),
    ".epub": ("epub", "read"),
}
SUFFIXES = tuple(DOCUMENTS)


class TooLong(BaseException):
    """A bait took more than `LIMIT` seconds."""


def _alarm(number: int, frame: object) -> None:
    raise TooLong


def seconds(suffix: str, text: str) -> float:
    """Processor time that reading and segmenting a text takes."""
    name = f"a{suffix}"
    data = DOCUMENTS[suffix](text)
    started = time.process_time()
    with contextlib.suppress(AnkigenError, RecursionError):
        parse(_read(suffix, data, name), name, vocabulary())
    return time.process_time() - started


#: Bait for what follows reading: the definition of an entry is made of it.
OF_A_CARD: Mapping[str, Bait] = {
    f"{piece!r} × n": _repeated(piece)
    for piece in (
        *(
            "{{c1::a}} ",
            "{{c1::",
            "{{c1::a}} $x$ ",
            "$x_1$, ",
            "\\(a\\) ",
            "H~2~O ",
            "x^2^ ",
            "`a` ",
        ),
        *("**a** ", "%\n", "`\n", "|\n", "$\n", "$$a$$\n", "<sub>a</sub>", "teh ", "NOT ", "a, "),
        *("Water moves. ", "a; ", "(see a) ", "a = b\n", "[a](b) ", "Mitochondria mitochondira "),
    )
}


def built_seconds(suffix: str, text: str) -> float:
    """Processor time that all of a build takes whose one definition is a text: cleaning, cards,
    identity and every output.
    """
    data = f"Osmosis\n{text}\n\nDiffusion\nParticles spread.\n".encode()
    settings = Settings()
    started = time.process_time()
    with contextlib.suppress(AnkigenError):
        found = study([Source(f"a{suffix}", data, f"a{suffix}")], settings)
        store = MediaStore(notes={}, media={}, media_path="media")
        made = make(found, store, DeckOptions("a", settings), LastBuild(None, None), 1)
        write(made.deck, settings, list(EXPORTERS))
    return time.process_time() - started


def _read(suffix: str, data: bytes, name: str) -> Reading:
    """What the reader gives, in this process, whose time is measured."""
    if suffix in PACKED:
        return cast(Reading, read_here(*PACKED[suffix], data, name))
    return READERS[suffix](data, name)


@dataclass(frozen=True)
class Trial:
    """What is measured: baits in some formats, and the seconds of the work done with a text."""

    suffixes: tuple[str, ...] = SUFFIXES
    baits: Mapping[str, Bait] = field(default_factory=lambda: BAITS)
    work: Callable[[str, str], float] = seconds

    def timed(self, suffix: str, text: str, limit: float) -> float:
        """The seconds of one text. Raises TooLong, where the system has a timer that can.

        The collector of garbage would look through all words of the lexicon at any moment, and
        treble the time of a small text.
        """
        gc.disable()
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGPROF, _alarm)
            signal.setitimer(signal.ITIMER_PROF, limit)
        try:
            return self.work(suffix, text)
        finally:
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_PROF, 0)
            gc.enable()

    def growth(
        self, suffix: str, texts: tuple[str, str], least: float, limit: float
    ) -> tuple[float, float]:
        """The least time of each size. A machine that does other things can treble the time of
        one try, and never makes one shorter than the work takes: so a doubtful growth is tried
        again.
        """
        one = two = float("inf")
        for _ in range(TRIES):
            one = min(one, self.timed(suffix, texts[0], limit))
            two = min(two, self.timed(suffix, texts[1], limit))
            if not _too_fast(one, two, least):
                break
        return one, two


BUILT = Trial((".txt", ".md"), OF_A_CARD, built_seconds)


def growing(
    size: int, limit: float, trial: Trial, least: float = LEAST
) -> Iterator[tuple[str, str, float, float]]:
    """The baits whose time grows too fast: format, bait, seconds for n and for 2n (infinite =
    given up). `least` = the time of 2n, in s, below which nothing is judged.
    """
    for suffix in trial.suffixes:
        for name, bait in trial.baits.items():
            try:
                one, two = trial.growth(suffix, (bait(size), bait(2 * size)), least, limit)
                if _too_fast(one, two, least):  # what truly grows too fast does so here, too
                    one, two = trial.growth(suffix, (bait(2 * size), bait(4 * size)), least, limit)
            except TooLong:
                one = two = float("inf")
            if two == float("inf") or _too_fast(one, two, least):
                yield suffix, name, one, two


def _too_fast(one: float, two: float, least: float) -> bool:
    return two > least and two > MOST_GROWTH * one


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suffixes", nargs="*", default=list(SUFFIXES))
    parser.add_argument("--size", type=int, default=4000)
    parser.add_argument("--limit", type=float, default=LIMIT)
    parser.add_argument("--built", action="store_true", help="all of a build, not reading alone")
    given = parser.parse_args()
    trial = BUILT if given.built else Trial(tuple(given.suffixes))
    found = 0
    for suffix, name, one, two in growing(given.size, given.limit, trial):
        found += 1
        print(f"{suffix:6} {name[:40]:40} {one:8.2f} s → {two:8.2f} s", flush=True)
    tried = len(trial.baits) * len(trial.suffixes)
    print(f"{tried} baits of {given.size} and {2 * given.size} repeats, {found} grow too fast")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
