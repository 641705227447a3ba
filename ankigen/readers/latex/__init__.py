r"""LaTeX → blocks: sections, lists, descriptions, definitions and theorems, beamer frames,
tables, code; formulas kept.
"""

from __future__ import annotations

import re

from ankigen.model import Reading
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
    title = _TITLE.search(source)
    blocks = scanner.blocks
    filled = [bool(s.strip()) for s in text.split("\n")]
    return Reading(
        tuple(covering(blocks, filled)),
        title=scanner.convert(*braces(scanner.source, title.end())[:2]).text if title else "",
        language=_language(preamble),
    )


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
