r"""LaTeX → blocks: sections, lists, descriptions, definitions and theorems, beamer frames,
tables, code; formulas kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ankigen.model import Block, Kind, Reading
from ankigen.readers.flow import covering
from ankigen.readers.latex.environments import Document
from ankigen.readers.latex.scanner import DOCUMENT_BEGIN
from ankigen.readers.latex.source import (
    braces,
    expanded,
    with_environments,
    without_comments,
)
from ankigen.text.decoding import decode

_TITLE = re.compile(r"\\title\s*(?:\[[^\]]*\])?\s*(?=\{)")


def read(data: bytes, name: str) -> Reading:
    """A .tex file. Raises AnkigenError if it is empty or no text."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Reading:
    source = without_comments(text.replace("\v", " "))
    start = DOCUMENT_BEGIN.search(source)
    preamble = source[: start.start()] if start else ""
    begin = start.end() if start else 0
    scanner = Document(with_environments(expanded(source, begin), begin), begin)
    scanner.glossary(preamble)
    scanner.scan()
    given = _TITLE.search(source)
    title = scanner.convert(*braces(scanner.source, given.end())[:2]).text if given else ""
    blocks: Sequence[Block] = scanner.blocks
    if not title and (centred := _CENTRED.match(source, begin)):
        last = source.count("\n", 0, centred.end()) + 1
        title, blocks = _title_apart(blocks, last)
    filled = [bool(s.strip()) for s in text.split("\n")]
    return Reading(
        tuple(covering(blocks, filled)),
        title=title,
        language=_language(preamble),
    )


#: What stands in large letters in the middle of the page before all else is the title.
_CENTRED = re.compile(
    r"\s*(?:\\(?:noindent|thispagestyle\{\w+\}|vspace\*?\{[^{}]*\})\s*)*"
    r"\\begin\{center\}(?=(?:(?!\\end\{center\}).)*\\(?:[Ll]arge|LARGE|[Hh]uge)\b)"
    r"(?:(?!\\end\{center\}).){0,600}\\end\{center\}",
    re.DOTALL,
)


def _title_apart(blocks: Sequence[Block], last: int) -> tuple[str, list[Block]]:
    """The first line of what stands up to this line, as the title, and the blocks without that."""
    top = [b for b in blocks if b.line <= last and b.text.text.strip()]
    if not top:
        return "", list(blocks)
    out = [
        replace(b, kind=Kind.DROPPED, value="title of the document") if b in top else b
        for b in blocks
    ]
    return top[0].text.text.split("\n")[0].strip(), out


def _language(preamble: str) -> str:
    found = re.search(
        r"\\usepackage\[([^\]]*)\]\{babel\}|\\setmainlanguage(?:\[[^\]]*\])?\{(\w+)\}", preamble
    )
    names = (found.group(1) or found.group(2)).split(",") if found else []
    codes = {"english": "en", "american": "en", "british": "en", "german": "de", "ngerman": "de",
        "french": "fr", "spanish": "es",
             "italian": "it", "portuguese": "pt", "brazil": "pt", "dutch": "nl", "polish": "pl",
             "swedish": "sv"}  # fmt: skip
    return codes.get(names[-1].strip(), "") if names else ""
