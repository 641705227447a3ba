"""Lines that are code or data by their form, and lists that are set as code for their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ankigen.model import Block, Kind

_DATA = re.compile(r"^[\[({]*\s*[-+]?\d[\d.,eE+\-]*(?:[\s,;|]+[-+]?\d[\d.,eE+\-]*)+[\s\])},;.]*$")
_ARRAY_OPENS = r"^(?:array\(|\[\[|\[\s*[-\d])"
_ARRAY = re.compile(_ARRAY_OPENS + r"|\]\]?\)?,?$")
_OPENS_ARRAY = re.compile(_ARRAY_OPENS)
_ASSIGN = re.compile(
    r"^[A-Za-z_][\w.\[\]'\"]*(?:\s*,\s*[A-Za-z_]\w*)*\s*=\s*\S*[\w\])('\"]$|^[A-Za-z_][\w.\[\]'\"]*\s*=\s*[\w.]+\(.*\)?$"
)
_CALL = re.compile(r"^[A-Za-z_]\w*(?:\.\w+)+\(.*\)$")
_CODE_LINE = re.compile(
    r"^(?:>>>|\$ |import \w|from \w+(?:\.\w+)* import |def \w+\(|class \w+[(:]"
    r"|for \w+ in .*:$|if .*:$|return \S|print\(|#include|"
    r"(?:public|private|static|void|const|let|var|int|float|function)\b.*[;{]$"
    r"|SELECT\b.*\bFROM\b|[{}]$|</?\w+[^>]*>$)|[;{}]$"
)


#: Any of these has a sign, a figure or a word that prose has hardly ever.
_OF_CODE = re.compile(r"[=()\[\]{};:<>#$\d]")


#: A list set as code has so many lines at least, each of them a name, a dash between spaces, and
#: more.
LEAST = 3
_NAMED = re.compile(r"(\w\S*(?: \S+){0,3})\s+[-–—]\s+(?=\S)")


def with_listed_code(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with code of no language that is nothing but names, each with what is said of it
    behind a dash, as an entry a line: it was set so to keep its columns.
    """
    for b in blocks:
        lines = b.text.split("\n") if b.kind is Kind.CODE and not b.language else ()
        named = [_NAMED.match(line.text) for line in lines]
        found = [m for m in named if m is not None]
        if len(lines) < LEAST or len(found) < len(lines):
            yield b
            continue
        for line, m in zip(lines, found, strict=True):
            said, at = line[m.end() :].strip(), line.line
            yield replace(
                b, kind=Kind.PAIR, text=said, term=line[: m.end(1)], line=at, end_line=at, gap=0
            )


def opens_array(text: str) -> bool:
    """Whether a line begins an array or a row of one, as a program prints it; its wide spaces part
    no cells.

    >>> opens_array("[0.33, 0.5  , 1.   ],"), opens_array("2       45      1960")
    (True, False)
    """
    return _OPENS_ARRAY.match(text.strip()) is not None


def looks_like_code(text: str) -> bool:
    """Whether a line is code or data by its form, so that it must keep its line and its words.

    >>> looks_like_code("[[0.81 0.18]"), looks_like_code("x = fit(data)")
    (True, True)
    >>> looks_like_code("Used for fitting;")
    False
    """
    text = text.strip()
    if _OF_CODE.search(text) is None and not (
        "import" in text or "return" in text or "SELECT" in text
    ):
        return False
    if _DATA.match(text) or _ASSIGN.match(text) or _CALL.match(text):
        return True
    if _ARRAY.search(text) and sum(c.isdigit() for c in text) >= 2:
        return True
    found = _CODE_LINE.search(text)
    if found is None:
        return False
    return found.start() == 0 or text[-1] in "{}" or text.endswith(");")
