"""Markdown → blocks, as students write it: lenient where the standard is strict, and every block knows its raw lines.

The blocks are found by an own scan of the lines. A Markdown library would give a tree without line numbers, takes a
list nested by two spaces for a flat one, and drops what is not quite Markdown; notes are full of that.
"""

from __future__ import annotations

from ankigen.model import Block, Reading
from ankigen.readers.inline_markdown import label
from ankigen.readers.markdown.front_matter import front_matter
from ankigen.readers.markdown.patterns import LINK_DEFINITION
from ankigen.readers.markdown.postprocess import drop_contents, place_footnotes
from ankigen.readers.markdown.scanner import Scanner
from ankigen.readers.markdown.values import Line
from ankigen.readers.text import TAB
from ankigen.text.decoding import decode


def read(data: bytes, name: str) -> Reading:
    """A .md file. Raises AnkigenError if it is empty or no text."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Reading:
    lines = text.replace("\v", "<br>").split("\n")
    front = front_matter(lines, name)
    body = [Line(n, s.expandtabs(TAB)) for n, s in enumerate(lines[front.lines :], front.lines + 1)]
    links = {
        label(m.group(1)): m.group(2)
        for line in body
        if (m := LINK_DEFINITION.match(line.text.strip()))
    }
    blocks = [*front.blocks, *Scanner(body, links).scan()]
    blocks = place_footnotes(drop_contents(blocks))
    return Reading(
        tuple(b.block for b in blocks),
        front.findings,
        front.title,
        front.tags,
        front.deck,
        front.language,
    )


def blocks_of(text: str, first: int) -> list[Block]:
    """The blocks of a piece of Markdown, or of text with lists in it, that begins on the line `first` of a file."""
    lines = [Line(n, s.expandtabs(TAB)) for n, s in enumerate(text.split("\n"), first)]
    return [found.block for found in Scanner(lines, {}).scan()]
