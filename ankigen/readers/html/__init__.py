"""HTML → blocks: pages saved from a browser, exports of Google Docs, Notion and Word, the fields
of Anki notes.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import replace

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from bs4.element import Tag

from ankigen.model import Block, Kind, Mark, Node, Reading, RichText, Style
from ankigen.readers.flow import covering
from ankigen.readers.front_matter import FrontMatter, front_matter
from ankigen.readers.html.marks import class_styles
from ankigen.readers.html.notes import notes_of
from ankigen.readers.html.walker import Walker
from ankigen.readers.nodes import to_nodes
from ankigen.text.decoding import decode, plain

#: So many "<" without their ">" are no page but text about one, or a trap.
_MANY_OPEN = 200
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_ANKI_LATEX = (
    (re.compile(r"\[\$\$\](.*?)\[/\$\$\]", re.S), r"\\[\1\\]"),
    (re.compile(r"\[\$\](.*?)\[/\$\]", re.S), r"\\(\1\\)"),
    (re.compile(r"\[latex\](.*?)\[/latex\]", re.S), r"\\(\1\\)"),
    (
        re.compile(r"<anki-mathjax(?:\s+block=[\"']?true[\"']?)\s*>(.*?)</anki-mathjax>", re.S),
        r"\\[\1\\]",
    ),
    (re.compile(r"<anki-mathjax[^>]*>(.*?)</anki-mathjax>", re.S), r"\\(\1\\)"),
)


def read(data: bytes, name: str) -> Reading:
    """A .html file. Raises AnkigenError if it is empty or no text."""
    found = _CHARSET.search(data[:4096])
    if found and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return read_text(plain(data.decode(found.group(1).decode("ascii"))), name)
        except (LookupError, UnicodeDecodeError):
            pass  # a page that states its encoding wrongly: found like that of any text
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Reading:
    """A page, whose line ends are "\\n": its main part, if it says which that is; what is left
    out is DROPPED.
    """
    text = text.replace("\v", " ")
    front = FrontMatter()
    if text.lstrip()[:3] in ("---", "+++"):  # a template of a site generator
        lines = text.split("\n")
        front = front_matter(lines, name)
        text = "\n" * front.lines + "\n".join(lines[front.lines :])
    soup = parsed(text)
    walker = Walker(class_styles(soup))
    title = soup.find("title")
    walker.find_main(soup)
    walker.notes = notes_of(soup)
    walker.walk(soup)
    walker.flush()
    root = soup.find("html")
    language = str(root.get("lang") or "") if isinstance(root, Tag) else ""
    blocks = covering(walker.blocks, [bool(s.strip()) for s in text.split("\n")])
    return Reading(
        (*front.blocks, *blocks),
        front.findings,
        title=" ".join(title.get_text().split()) if title else front.title,
        tags=front.tags,
        deck=front.deck,
        language=language or front.language,
        layout=front.layout,
    )


_UNKNOWN_SECTION = re.compile(
    r"<!\[(?!\s*(?:cdata|temp|ignore|include|rcdata|if|else|endif)\b)", re.I
)


def parsed(source: str) -> BeautifulSoup:
    """The tree of a page. Python's parser needs quadratic time for tags that are never closed:
    many are made text.
    """
    if source.count("<") > 2 * source.count(">") + _MANY_OPEN:
        source = re.sub(r"<(?=[^<>]*(?:<|$))", "&lt;", source)
    # Python's parser knows these marked sections and raises an AssertionError at any other (Word
    # writes some)
    source = _UNKNOWN_SECTION.sub("&lt;![", source)
    with warnings.catch_warnings():
        # A field of a card may be nothing but the name of a file or an address: that is no mistake
        # of ours to warn of.
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        return BeautifulSoup(source, "html.parser")


def fragment(source: str, line: int, end_line: int) -> list[Block]:
    """The blocks of a piece of HTML that stands on the lines `line` to `end_line` of a file."""
    walker = _walked(source)
    blocks = [b for b in walker.blocks if b.kind is not Kind.DROPPED] or walker.blocks
    shifted = [_shifted(b, line - 1) for b in blocks]
    if shifted:
        shifted[0] = replace(shifted[0], line=line)
        shifted[-1] = replace(shifted[-1], end_line=end_line)
    return shifted


def nodes_of(source: str, line: int) -> tuple[Node, ...]:
    """A field of an Anki note, or a cell, as the body of an entry."""
    return to_nodes([_shifted(b, line - 1) for b in _walked(anki_latex(source)).blocks])


def rich_of(source: str, line: int) -> RichText:
    """A field or cell as one text: its blocks on lines of their own."""
    if "<" not in source and "&" not in source and not re.search(r"[\\$\[]", source):
        return RichText.of(" ".join(source.split()), line)
    blocks = [
        _shifted(b, line - 1)
        for b in _walked(anki_latex(source)).blocks
        if b.kind is not Kind.DROPPED
    ]
    return RichText.join([_flat(b) for b in blocks], "\n").strip()


def anki_latex(source: str) -> str:
    """Anki's own LaTeX marks as MathJax delimiters."""
    for pattern, written in _ANKI_LATEX:
        if pattern.search(source):
            source = pattern.sub(written, source)
    return source


def _walked(source: str) -> Walker:
    walker = Walker({})
    walker.walk(parsed(source))
    walker.flush()
    return walker


def _flat(block: Block) -> RichText:
    if block.kind is Kind.TABLE:
        return RichText.join([RichText.join(list(row), " | ") for row in block.rows], "\n")
    if block.kind is Kind.ITEM:
        sign = f"{block.number}. " if block.ordered else "• "
        return RichText.of("  " * block.level + sign, block.line) + block.text
    if block.kind is Kind.CODE:
        return RichText(block.text.text, (Mark(0, len(block.text), Style.CODE),), block.text.lines)
    return block.text


def _shifted(block: Block, by: int) -> Block:
    def moved(rich: RichText) -> RichText:
        return RichText(rich.text, rich.marks, tuple((o, n + by) for o, n in rich.lines))

    rows = tuple(tuple(moved(c) for c in row) for row in block.rows)
    return replace(
        block, text=moved(block.text), rows=rows, line=block.line + by, end_line=block.end_line + by
    )
