"""Ebooks (.epub) → the blocks of their chapters, in reading order. The format is zip, XML and
XHTML: no library needed.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree

from ankigen.model import AnkigenError, Block, Mark, Reading, RichText, Style
from ankigen.readers import html
from ankigen.readers.archive import Archive, brief

_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
#: Fonts may be obfuscated in a free book; whatever else is encrypted is so to keep readers out.
_FONT_ENCRYPTION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read(data: bytes, name: str) -> Reading:
    """Raises AnkigenError if it is no .epub file, or damaged, or protected."""
    archive = Archive(data, name, "an ebook (.epub)")
    if "META-INF/encryption.xml" in archive:
        root = _xml(archive, "META-INF/encryption.xml", name)
        methods = {
            e.get("Algorithm", "") for e in root.iter() if e.tag.endswith("}EncryptionMethod")
        }
        if methods - set(_FONT_ENCRYPTION):
            raise AnkigenError(
                f"{name}: is protected against copying; use a copy without protection"
            )
    container = _xml(archive, _CONTAINER, name)
    package = next(
        (unquote(e.get("full-path", "")) for e in container.iter() if e.tag.endswith("}rootfile")),
        "",
    )
    opf = _xml(archive, package, name)
    folder = posixpath.dirname(package)
    items = {i.get("id", ""): i for i in opf.iter(f"{_OPF}item")}
    blocks: list[Block] = []
    media: dict[str, bytes] = {}
    offset = 0
    for reference in opf.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        part = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        if part not in archive:
            continue
        content = archive.read(part)
        if not content.strip():
            continue
        reading = html.read(content, f"{name}/{part}")
        inside = posixpath.dirname(part)
        blocks += [_placed(b, offset, inside, archive, media) for b in reading.blocks]
        offset += content.count(b"\n") + 1
    if not blocks:
        raise AnkigenError(f"{name}: has no text to read; leave it out")
    title, language = opf.find(f".//{_DC}title"), opf.find(f".//{_DC}language")
    return Reading(
        tuple(blocks),
        title=(title.text or "").strip() if title is not None else "",
        language=(language.text or "").strip() if language is not None else "",
        media=media,
    )


def _xml(archive: Archive, part: str, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(archive.read(part))
    except ElementTree.ParseError as error:
        raise AnkigenError(
            f"{name}: is damaged ({part}: {brief(error)}); get the book anew"
        ) from None


def _placed(
    block: Block, offset: int, folder: str, archive: Archive, media: dict[str, bytes]
) -> Block:
    """The block on its lines in the whole book, its pictures by their path in it."""

    def moved(rich: RichText) -> RichText:
        marks = []
        for mark in rich.marks:
            if mark.style in (Style.IMAGE, Style.SOUND):
                part = posixpath.normpath(posixpath.join(folder, mark.value))
                if part in archive:
                    media[part] = archive.read(part)
                    mark = Mark(mark.start, mark.end, mark.style, part)
            marks.append(mark)
        return RichText(rich.text, tuple(marks), tuple((o, n + offset) for o, n in rich.lines))

    rows = tuple(tuple(moved(c) for c in row) for row in block.rows)
    return replace(
        block,
        text=moved(block.text),
        rows=rows,
        line=block.line + offset,
        end_line=block.end_line + offset,
    )
