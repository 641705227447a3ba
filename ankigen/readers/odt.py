"""OpenDocument text (.odt) → blocks, by way of HTML: headings, lists, tables, pictures, bold and
the like by their styles.

OpenDocument 1.2, part 1: text is in content.xml; what looks bold there has an automatic style that
says so. A block's line is the number of its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ankigen.model import AnkigenError, Reading
from ankigen.readers import html
from ankigen.readers.archive import Archive, brief
from ankigen.readers.left_over import Parts, texts_of, with_left_over
from ankigen.text.integers import small_integer

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _STYLE = f"{{{_NS}text:1.0}}", f"{{{_NS}table:1.0}}", f"{{{_NS}style:1.0}}"
_FO, _DRAW = f"{{{_NS}xsl-fo-compatible:1.0}}", f"{{{_NS}drawing:1.0}}"
_SVG = f"{{{_NS}svg-compatible:1.0}}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_OFFICE = f"{{{_NS}office:1.0}}"
_SPACING = ("s", "tab", "line-break", "note", "ruby-text")
_TEXTS = Parts(
    paragraphs=frozenset((f"{_TEXT}p", f"{_TEXT}h", f"{_SVG}title", f"{_SVG}desc")),
    characters=frozenset(),
    others={
        f"{_TEXT}tracked-changes": "deleted text",
        f"{_TEXT}table-of-content": "table of contents",
        f"{_OFFICE}annotation": "a comment",
        f"{_STYLE}header": "header or footer",
        f"{_STYLE}footer": "header or footer",
    },
    spaces=frozenset(f"{_TEXT}{name}" for name in _SPACING),
)
_DEEPEST = 60
_SPACES = 80


@dataclass
class _Document:
    archive: Archive
    styles: dict[str, tuple[str, ...]] = field(default_factory=dict)  # style → HTML tags
    numbered: set[str] = field(default_factory=set)  # list styles
    media: dict[str, bytes] = field(default_factory=dict)


def read(data: bytes, name: str) -> Reading:
    """An .odt file. Raises AnkigenError if it is none, or damaged, or has no text."""
    archive = Archive(data, name, "an OpenDocument text (.odt)")
    try:
        content = ElementTree.fromstring(archive.read("content.xml"))
        styles = (
            ElementTree.fromstring(archive.read("styles.xml")) if "styles.xml" in archive else None
        )
    except (ElementTree.ParseError, ValueError) as error:
        raise AnkigenError(
            f"{name}: is damaged ({brief(error)}); open it in a word processor and save it anew"
        ) from None
    document = _Document(archive)
    for root in (styles, content):
        if root is not None:
            _learn(root, document)
    body = content.find(f".//{{{_NS}office:1.0}}text")
    source = "".join(_block(child, document, 0) for child in body) if body is not None else ""
    source = re.sub(r"(</(?:p|h[1-6]|li|tr|pre)>)", "\\1\n", source)
    if not source.strip():
        raise AnkigenError(f"{name}: has no text; write notes in it or leave it out")
    reading = html.read_text(source, name)
    reading = replace(reading, media={**reading.media, **document.media})
    texts = [
        text
        for part in ("content.xml", "styles.xml")
        if part in archive
        for text in texts_of(archive, part, "a text that cannot be shown", _TEXTS)
    ]
    return with_left_over(reading, texts, name)


def _learn(root: Element, document: _Document) -> None:
    for style in root.iter(f"{_STYLE}style"):
        looks = style.find(f"{_STYLE}text-properties")
        tags: list[str] = []
        if looks is not None:
            tags += ["b"] if looks.get(f"{_FO}font-weight", "") in ("bold", "700", "800") else []
            tags += ["i"] if looks.get(f"{_FO}font-style") == "italic" else []
            tags += ["u"] if looks.get(f"{_STYLE}text-underline-style", "none") != "none" else []
            tags += ["s"] if looks.get(f"{_STYLE}text-line-through-style", "none") != "none" else []
            raised = looks.get(f"{_STYLE}text-position", "")
            tags += (
                ["sub"]
                if raised.startswith(("sub", "-"))
                else ["sup"]
                if raised.startswith(("super", "3", "5"))
                else []
            )
            back = looks.get(f"{_FO}background-color", "transparent")
            tags += ["mark"] if back not in ("transparent", "#ffffff") else []
        parent = document.styles.get(style.get(f"{_STYLE}parent-style-name", ""), ())
        named = style.get(f"{_STYLE}name", "")
        if named in ("Source_20_Text", "Source_Text"):
            tags = ["code"]
        elif named in ("Strong_20_Emphasis", "Emphasis"):
            tags = ["b" if named[0] == "S" else "i"]
        document.styles[named] = tuple(dict.fromkeys((*parent, *tags)))
    for style in root.iter(f"{_TEXT}list-style"):
        first = next(iter(style), None)
        if first is not None and first.tag == f"{_TEXT}list-level-style-number":
            document.numbered.add(style.get(f"{_STYLE}name", ""))


def _block(node: Element, document: _Document, depth: int, ordered: bool = False) -> str:
    if depth > _DEEPEST:
        raise AnkigenError(
            f"{document.archive.name}: is nested too deeply to read; make it flatter"
        )
    tag = node.tag
    if tag == f"{_TEXT}h":
        level = min(max(small_integer(node.get(f"{_TEXT}outline-level"), 1), 1), 6)
        return f"<h{level}>{_inline(node, document)}</h{level}>"
    if tag == f"{_TEXT}p":
        return _paragraph(node, document)
    if tag == f"{_TEXT}list":
        style = node.get(f"{_TEXT}style-name", "")
        ordered = style in document.numbered if style else ordered
        items = "".join(
            f"<li>{''.join(_block(child, document, depth + 1, ordered) for child in item)}</li>"
            for item in node
            if item.tag in (f"{_TEXT}list-item", f"{_TEXT}list-header")
        )
        return f"<ol>{items}</ol>" if ordered else f"<ul>{items}</ul>"
    if tag == f"{_TABLE}table":
        return _table(node, document, depth)
    if tag in (f"{_TEXT}table-of-content", f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls"):
        return ""
    return "".join(_block(child, document, depth + 1, ordered) for child in node)


def _paragraph(node: Element, document: _Document) -> str:
    named = node.get(f"{_TEXT}style-name", "")
    inside = _inline(node, document)
    if not inside.strip():
        return ""
    if named == "Title":
        return f'<h1 class="title">{inside}</h1>'
    if named.startswith("Preformatted"):
        return f"<pre>{inside}</pre>"
    for tag in document.styles.get(named, ()):
        inside = f"<{tag}>{inside}</{tag}>"
    return f"<p>{inside}</p>"


def _table(node: Element, document: _Document, depth: int) -> str:
    rows = []
    header = {id(row) for group in node.iter(f"{_TABLE}table-header-rows") for row in group}
    for row in _rows(node):
        cell = "th" if id(row) in header else "td"
        cells = "".join(
            f"<{cell}>{''.join(_block(child, document, depth + 1) for child in c)}</{cell}>"
            for c in row
            if c.tag == f"{_TABLE}table-cell"
            or (c.tag == f"{_TABLE}covered-table-cell" and "".join(c.itertext()).strip())
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, also those in groups; not those of the tables in its cells."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag != f"{_TABLE}table":
            yield from _rows(child)


def _inline(node: Element, document: _Document) -> str:
    out = [escape(node.text or "", quote=False)]
    for child in node:
        out += [_piece(child, document), escape(child.tail or "", quote=False)]
    return "".join(out)


def _piece(node: Element, document: _Document) -> str:
    tag = node.tag
    if tag == f"{_TEXT}s":
        return " " * min(small_integer(node.get(f"{_TEXT}c"), 1), _SPACES)
    if tag == f"{_TEXT}tab":
        return "\t"
    if tag == f"{_TEXT}line-break":
        return "<br>"
    if tag == f"{_TEXT}note":
        body = node.find(f"{_TEXT}note-body")
        said = " ".join(_inline(p, document) for p in body) if body is not None else ""
        return f" ({said})" if said.strip() else ""
    if tag == f"{_DRAW}frame":
        return _picture(node, document)
    if tag.startswith(_DRAW):
        return _boxed(node, document)
    if tag.endswith("}annotation"):
        return ""
    inside = _inline(node, document)
    if tag == f"{_TEXT}ruby-text":
        return f"({inside})" if inside.strip() else ""
    if tag == f"{_TEXT}a":
        return f'<a href="{escape(node.get(_HREF, ""))}">{inside}</a>'
    for style in (
        document.styles.get(node.get(f"{_TEXT}style-name", ""), ()) if tag == f"{_TEXT}span" else ()
    ):
        inside = f"<{style}>{inside}</{style}>"
    return inside


_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")


def _boxed(node: Element, document: _Document) -> str:
    """What stands in a text box or a shape, a line for each paragraph."""
    lines = (_inline(p, document) for p in node.iter() if p.tag in _PARAGRAPHS)
    return "<br>".join(filter(None, lines))


def _picture(node: Element, document: _Document) -> str:
    title = node.find(f"{_SVG}title")
    words = (title.text or "") if title is not None else ""
    image = node.find(f"{_DRAW}image")
    if image is None:  # a text box
        return _boxed(node, document)
    path = image.get(_HREF, "").removeprefix("./")
    if path in document.archive:
        document.media[path] = document.archive.read(path)
    return f'<img src="{escape(path)}" alt="{escape(words)}">'
