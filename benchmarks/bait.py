"""Time that grows faster than the text: bait of n and of 2n repeats for every reader, and for what
follows it.

    python -m benchmarks.bait               every bait in every format, at full size
    python -m benchmarks.bait --size 200    smaller, as the test has it

Linear work takes twice as long for twice the text; a growth of more than 2.4 is printed and counts
as a failure, unless the larger one took less than 0.2 s of processor time.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import signal
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import cast
from xml.sax.saxutils import escape

from ankigen.model import AnkigenError, Reading
from ankigen.pipeline import vocabulary
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
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return _zipped(
        "content.xml",
        f'<office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:text>{lines}</office:text>'
        "</office:body></office:document-content>",
    )


def _zipped(name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return out.getvalue()


#: The formats, and how a bait stands in a document of each.
DOCUMENTS: Mapping[str, Callable[[str], bytes]] = {
    **dict.fromkeys((".txt", ".md", ".html", ".tex", ".csv", ".org"), str.encode),
    ".ipynb": _notebook,
    ".rtf": _rtf,
    ".odt": _odt,
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


def _read(suffix: str, data: bytes, name: str) -> Reading:
    """What the reader gives, in this process, whose time is measured."""
    if suffix == ".odt":
        return cast(Reading, read_here("odt", "read", data, name))
    return READERS[suffix](data, name)


def growing(
    size: int,
    limit: float,
    suffixes: tuple[str, ...] = SUFFIXES,
    least: float = LEAST,
) -> Iterator[tuple[str, str, float, float]]:
    """The baits whose time grows too fast: format, bait, seconds for n and for 2n (infinite =
    given up). `least` = the time of 2n, in s, below which nothing is judged.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, _alarm)
    for suffix in suffixes:
        for name, bait in BAITS.items():
            try:
                one, two = _growth(suffix, (bait(size), bait(2 * size)), least, limit)
                if _too_fast(one, two, least):  # what truly grows too fast does so here, too
                    one, two = _growth(suffix, (bait(2 * size), bait(4 * size)), least, limit)
            except TooLong:
                one = two = float("inf")
            if two == float("inf") or _too_fast(one, two, least):
                yield suffix, name, one, two


def _too_fast(one: float, two: float, least: float) -> bool:
    return two > least and two > MOST_GROWTH * one


def _growth(suffix: str, texts: tuple[str, str], least: float, limit: float) -> tuple[float, float]:
    """The least time of each size. A machine that does other things can treble the time of one
    try, and never makes one shorter than the work takes: so a doubtful growth is tried again.
    """
    one = two = float("inf")
    for _ in range(TRIES):
        one = min(one, _limited(suffix, texts[0], limit))
        two = min(two, _limited(suffix, texts[1], limit))
        if not _too_fast(one, two, least):
            break
    return one, two


def _limited(suffix: str, text: str, limit: float) -> float:
    """The seconds of one text. Raises TooLong, where the system has a timer that can."""
    if not hasattr(signal, "setitimer"):
        return seconds(suffix, text)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        return seconds(suffix, text)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suffixes", nargs="*", default=list(SUFFIXES))
    parser.add_argument("--size", type=int, default=4000)
    parser.add_argument("--limit", type=float, default=LIMIT)
    given = parser.parse_args()
    found = 0
    for suffix, name, one, two in growing(given.size, given.limit, tuple(given.suffixes)):
        found += 1
        print(f"{suffix:6} {name[:40]:40} {one:8.2f} s → {two:8.2f} s", flush=True)
    tried = len(BAITS) * len(given.suffixes)
    print(f"{tried} baits of {given.size} and {2 * given.size} repeats, {found} grow too fast")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
