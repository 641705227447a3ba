"""A `.txt` file → its blocks: what it holds is found from the whole (a page, a table of cards,
Markdown, plain notes).
"""

from __future__ import annotations

import re

from ankigen.model import Reading
from ankigen.readers import tables
from ankigen.readers.text import line_blocks
from ankigen.text.decoding import decode

HTML_START = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S)
_MARKDOWN_BLOCK = re.compile(r"^(?:#{1,6} \S|\|[ :]*-+[ :]*\|[ :|-]*$|```\w+$)", re.M)
_MARKDOWN_BOLD = re.compile(r"\*\*[^\s*][^*\n]*\*\*")
#: A line that begins with a name in marks of Markdown or HTML, or with a link of a wiki; what a
#: program calls __init__ is none.
_DRESSED = re.compile(
    r"^[ \t]*(?:[-*+•] +)?(?:__[A-ZÀ-Þ][^_\n]*__|_[A-ZÀ-Þ][^_\n]*_(?!\w)"
    r"|<(b|u|i|strong|em)>[^<\n]+</\1>|\[\[[^\W\d_][^\]\n]+\]\])",
    re.M,
)


def read(data: bytes, name: str) -> Reading:
    """A .txt file. Raises AnkigenError if it is empty or no text."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Reading:
    """Notes in plain text, or what else they prove to be when looked at as a whole."""
    if HTML_START.match(text):
        from ankigen.readers import html

        return html.read_text(text, name)
    table = tables.from_text(text, name)
    return read_notes(text, name) if table is None else table


def read_notes(text: str, name: str) -> Reading:
    """Notes in plain text or in Markdown, no table whatever the lines look like."""
    if looks_like_markdown(text):
        from ankigen.readers import markdown

        return markdown.read_text(text, name)
    return Reading(tuple(line_blocks(text)))


def looks_like_markdown(text: str) -> bool:
    """Whether notes under .txt are Markdown, as what a chat or a notes app gives: its marks stand
    all over.

    >>> looks_like_markdown("## Cells\\n\\n**Osmosis** is water.\\n\\n## Genes")
    True
    >>> looks_like_markdown("# comment\\na - b")
    False
    >>> looks_like_markdown("<b>moss</b>: a plant\\n<b>sand</b>: grains\\n<b>loam</b>: soil")
    True
    """
    signs = len(_MARKDOWN_BLOCK.findall(text))
    bold = len(_MARKDOWN_BOLD.findall(text)) + len(_DRESSED.findall(text))
    return (signs >= 2 and signs + bold >= 3) or bold >= 3
