"""Ebooks (.epub) → the blocks of their chapters, in reading order. The format is zip, XML and
XHTML: no library needed.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree

from ankigen.model import (
    AnkigenError,
    Block,
    Finding,
    Mark,
    Origin,
    Reading,
    RichText,
    Style,
)
from ankigen.readers import html
from ankigen.readers.archive import Archive, brief

_CONTAINER = "META-INF/container.xml"
_PAGE = "application/xhtml+xml"
#: So much of a page that is left out a finding quotes.
_SHOWN = 60
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
    book = _Book(archive, name, posixpath.dirname(package))
    items = {i.get("id", ""): i for i in opf.iter(f"{_OPF}item")}
    for reference in opf.iter(f"{_OPF}itemref"):
        if (item := items.get(reference.get("idref", ""))) is not None:
            book.page(item, is_chapter="nav" not in (item.get("properties") or "").split())
    for item in items.values():
        if item.get("media-type") == _PAGE:
            book.page(item, is_chapter=False)
    if not book.blocks:
        raise AnkigenError(f"{name}: has no text to read; leave it out")
    title, language = opf.find(f".//{_DC}title"), opf.find(f".//{_DC}language")
    return Reading(
        tuple(book.blocks),
        tuple(book.findings),
        title=(title.text or "").strip() if title is not None else "",
        language=(language.text or "").strip() if language is not None else "",
        media=book.media,
    )


class _Book:
    """What was read of the pages of a book so far; each page is read once."""

    def __init__(self, archive: Archive, name: str, folder: str) -> None:
        self._archive, self._name, self._folder = archive, name, folder
        self._parts = {part.casefold(): part for part in archive.names}
        self._seen: set[str] = set()
        self._lines = 0
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self.media: dict[str, bytes] = {}

    def page(self, item: ElementTree.Element, is_chapter: bool) -> None:
        """A page that the book names; one that is no chapter, or cannot be read, is a finding."""
        # some books write "a.xhtml#top", or another case than the file's
        named = unquote(item.get("href", "").partition("#")[0])
        part = posixpath.normpath(posixpath.join(self._folder, named))
        part = part if part in self._archive else self._parts.get(part.casefold(), part)
        if part in self._seen:
            return
        self._seen.add(part)
        if part not in self._archive:
            self._say("unread", f"{part}: the book names this page and does not hold it")
            return
        try:
            content = self._archive.read(part)
            if not content.strip():
                return
            reading = html.read(content, part)
        except AnkigenError as error:
            self._say("unread", str(error))
            return
        if not is_chapter:
            words = " ".join(" ".join(block.text.text for block in reading.blocks).split())
            if words:
                shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 3]}…"
                self._say("left-out", f"{part}, no chapter of the book: {shown}")
            return
        inside = posixpath.dirname(part)
        self.blocks += [
            _placed(b, self._lines, inside, self._archive, self.media) for b in reading.blocks
        ]
        self._lines += content.count(b"\n") + 1

    def _say(self, code: str, message: str) -> None:
        place = Origin(self._name, self._lines)
        self.findings.append(Finding(place, code, message, needs_person=code == "unread"))


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
