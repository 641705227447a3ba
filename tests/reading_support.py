"""Files made for the readers' tests: PDFs, ebooks, spreadsheets and packages, as small as they
can be; and what was read of notes, with a decision about them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ankigen.cards.rendering.plain import plain
from ankigen.model import AnkigenError
from ankigen.pipeline import ParsedNotes
from ankigen.readers import worker


def read_without_process(module: str, function: str, data: bytes, name: str) -> Any:
    """What `worker.read_apart` gives, its answer put into bytes and taken out again, without the
    process and its limits, whose start takes longer than reading.
    """
    answer = io.BytesIO()
    worker._answer(answer, worker._outcome(module, function, data, name))
    error, result = worker._ModelOnly(io.BytesIO(answer.getvalue())).load()
    if error:
        raise AnkigenError(error)
    return result


class Words(NamedTuple):
    """A line of text on a page: where it begins (from the lower left), its size, and whether it
    is bold.
    """

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False


def pdf(pages: Sequence[Sequence[Words]], encrypted: bool = False) -> bytes:
    """A PDF of A4 pages in Helvetica (ISO 32000-1, 7.5)."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = (
        b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        b" /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding "
        b"/WinAnsiEncoding >> >>"
    )
    kids = []
    for page in pages:
        drawn = b"\n".join(_drawn(w) for w in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << "
                b"/Font %s >> /Contents %d 0 R >>"
            )
            % (fonts, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -44 >> /ID [<00> <00>]" % (
        b"11" * 32,
        b"22" * 32,
    )
    trailer = lock if encrypted else b""
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def _drawn(words: Words) -> bytes:
    text = (
        words.text.encode("cp1252")
        .replace(b"\\", b"\\\\")
        .replace(b"(", b"\\(")
        .replace(b")", b"\\)")
    )
    font = b"F2" if words.bold else b"F1"
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font, words.size, words.x, words.y, text)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def ods(rows: Sequence[Sequence[str]]) -> bytes:
    """A spreadsheet with the empty cells that LibreOffice adds at the right and below."""
    table = "".join(
        "<table:table-row>"
        + "".join(
            "<table:table-cell>"
            f"{''.join(f'<text:p>{p}</text:p>' for p in c.split(chr(10)))}</table:table-cell>"
            for c in row
        )
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": "<office:d "
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
            f" "
            f'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            f'<table:table table:name="S">{table}'
            "<table:table-row "
            'table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
            "</table:table></office:d>",
        }
    )


def epub(chapters: Mapping[str, str], more: Mapping[str, str | bytes] = {}) -> bytes:
    items = "".join(
        f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in chapters
    )
    spine = "".join(f'<itemref idref="{n}"/>' for n in chapters)
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container "
            'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<dc:title>Book</dc:title><dc:language>de</dc:language></metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{
                f"OEBPS/{n}.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{c}</body></html>'
                for n, c in chapters.items()
            },
            **more,
        }
    )


def bodies(found: ParsedNotes) -> dict[str, str]:
    """Headword → definition in plain text, on one line."""
    return {e.headword: " ".join(plain(e.body).split()) for e in found.entries}


def decided(**values: str) -> str:
    """The settings that hold one decision about a line."""
    return "[[reading]]\n" + "".join(f'{k} = "{v}"\n' for k, v in values.items())
