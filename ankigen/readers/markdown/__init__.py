"""Markdown → blocks, as students write it: the Markdown library reads it, and every block knows its
raw lines.

`Strict` writes the notes as the library takes them (`strict.py`); the library, with our extensions
(`extension.py`), makes HTML of that; the HTML reader makes blocks of the HTML (`walker.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ankigen.model import Block, Finding, Origin, Reading, RichText
from ankigen.readers.front_matter import front_matter
from ankigen.readers.html import parsed
from ankigen.readers.markdown.extension import html_of
from ankigen.readers.markdown.patterns import LINK_DEFINITION
from ankigen.readers.markdown.postprocess import Found, drop_contents, fill_gaps, place_footnotes
from ankigen.readers.markdown.protect import protect
from ankigen.readers.markdown.stash import Sign, Stash, without_signs
from ankigen.readers.markdown.state import Line
from ankigen.readers.markdown.strict import Strict
from ankigen.readers.markdown.typed_lines import is_typed
from ankigen.readers.markdown.walker import MarkdownWalker
from ankigen.readers.text import TAB, indent_of, line_blocks
from ankigen.text.decoding import decode

#: So many lines at a time go to the library, from heading to heading: its time is not linear in the
#: blocks.
_LINES_AT_ONCE = 400


def read(data: bytes, name: str) -> Reading:
    """A .md file. Raises AnkigenError if it is empty or no text."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Reading:
    lines = without_signs(text).replace("\v", "<br>").split("\n")
    front = front_matter(lines, name)
    body = [Line(n, s) for n, s in enumerate(_expanded(lines[front.lines :]), front.lines + 1)]
    findings = list(front.findings)
    plain = "\n" * front.lines + "\n".join(lines[front.lines :])
    try:
        typed = is_typed(lines[front.lines :])
        found = [Found(b) for b in line_blocks(plain)] if typed else _found(body)
    except RecursionError:
        first = next(line.number for line in body if line.text.strip())
        message = (
            "these notes are nested too deep to be read as Markdown; each line was taken by itself"
        )
        findings.append(Finding(Origin(name, first), "nested", message, True))
        found = [Found(block) for block in line_blocks(plain)]
    blocks = place_footnotes(drop_contents([*map(Found, front.blocks), *found]))
    return Reading(
        tuple(b.block for b in blocks),
        tuple(findings),
        front.title,
        front.tags,
        front.deck,
        front.language,
        layout=front.layout,
        columns=tuple((s.number, indent_of(s.text)) for s in body if s.text[:1] == " "),
    )


#: A tab behind a word, not behind a marker, parts columns: it stays wide.
_COLUMN = re.compile(r"(?:(?<=[\w\]\"”’?!:])|(?<=\w\*\*)|(?<=\w\)))[ \t]*\t[ \t]*(?=\S)")
_FENCE = ("```", "~~~")


def _expanded(lines: Sequence[str]) -> Iterator[str]:
    """The lines with spaces for their tabs."""
    fenced = False
    for line in lines:
        bare = line.strip()
        fenced ^= bare.startswith(_FENCE)
        if not fenced and "\t" in bare and not line.startswith(("\t", " " * TAB)):
            line = _COLUMN.sub(" " * TAB, line)
        yield line.expandtabs(TAB)


def blocks_of(text: str, first: int) -> list[Block]:
    """The blocks of a piece of Markdown, or of text with lists in it, that begins on the line
    `first` of a file.
    """
    rows = without_signs(text).split("\n")
    return [f.block for f in _found([Line(n, s) for n, s in enumerate(_expanded(rows), first)])]


def rich_of(text: str, first: int) -> RichText:
    """A piece of Markdown as one text, its line breaks kept, that begins on the line `first` of a
    file.

    >>> rich = rich_of("**MTU** is `ip` at\\n*most* 5", 3)
    >>> rich.text, [str(m.style) for m in rich.marks], rich.lines
    ('MTU is ip at\\nmost 5', ['strong', 'code', 'em'], ((0, 3), (13, 4)))
    """
    stash = Stash()
    rows = [f"{Sign.LINE(n)} {s}" for n, s in enumerate(without_signs(text).split("\n"), first)]
    walker = MarkdownWalker(stash)
    walker.cell = True
    html = html_of(protect(f"{Sign.HARD()}\n".join(rows), stash))
    walker.walk(parsed(stash.html(html)))
    return walker.text.rich()


def _found(body: Sequence[Line]) -> list[Found]:
    links = {
        " ".join(m.group(1).split()).lower(): m.group(2)
        for line in body
        if (m := LINK_DEFINITION.match(line.text.strip()))
    }
    stash = Stash()
    walker = MarkdownWalker(stash)
    for source in _parts(Strict(body, stash).scan()):
        walker.walk(parsed(stash.html(html_of(source, links))))
        walker.flush()
    return fill_gaps(walker.found, {line.number: line.text for line in body})


def _parts(rows: Sequence[str]) -> Iterator[str]:
    """The document in parts: from a heading to a later one."""
    start = 0
    for n, row in enumerate(rows):
        if n - start >= _LINES_AT_ONCE and re.match(r"#{1,6} ", row):
            yield "\n".join(rows[start:n])
            start = n
    yield "\n".join(rows[start:])
