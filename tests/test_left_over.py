"""What a document holds and its reader cannot show is named by a finding: nothing is lost on the
way.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml

from ankigen.model import AnkigenError, Finding, Kind, Reading
from ankigen.readers import omml, read
from ankigen.readers.left_over import MOST, Text, with_left_over
from tests.reading_support import epub, zipped

pytestmark = pytest.mark.usefixtures("packed_here")

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF = " ".join(
    f'xmlns:{short}="{_NS}{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
)


def docx(body: str, parts: Mapping[str, str] = {}) -> bytes:
    """A Word file; `parts` are those beside the document: name → content."""
    related = "".join(
        f'<Relationship Id="p{n}" Type="{_OFFICE}/{re.sub("[^a-z]", "", name)}" '
        f'Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="d" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f"{related}</Relationships>",
            "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": f"<w:x {_WORD}>{content}</w:x>" for name, content in
               parts.items()},
        }
    )  # fmt: skip


def word_text(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def word_line(inside: str) -> str:
    return f"<w:p>{word_text('Osmosis: water moves ')}{inside}</w:p>"


def odt(body: str, styles: str = "") -> bytes:
    return zipped(
        {
            "content.xml": f"<office:document-content {_ODF}><office:body><office:text>"
            f"<text:p>Osmosis: water moves</text:p>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF}>{styles}</office:document-styles>",
        }
    )


def ods(cells: str) -> bytes:
    row = "<table:table-cell><text:p>Osmosis</text:p></table:table-cell>"
    return zipped(
        {
            "content.xml": f"<office:d {_ODF}><table:table><table:table-row>{row}{cells}"
            "</table:table-row></table:table></office:d>"
        }
    )


def rtf(inside: str) -> bytes:
    return (r"{\rtf1\ansi Osmosis: water moves\par " + inside + "}").encode()


def html(inside: str) -> bytes:
    return f"<p>Osmosis: water moves.</p>\n{inside}\n<p>Diffusion: it spreads.</p>".encode()


def book(old: str, new: str) -> bytes:
    """An ebook of two chapters whose list of contents is changed."""
    made = epub({"a": "<p>Osmosis: water moves.</p>", "b": "<p>Xylem: it carries water.</p>"})
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    assert old in parts["OEBPS/book.opf"]
    return zipped({**parts, "OEBPS/book.opf": parts["OEBPS/book.opf"].replace(old, new)})


def xlsx(sheets: Mapping[str, list[str]]) -> bytes:
    """A workbook of sheets of one row each; the first is shown, the others are hidden."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, row in sheets.items():
        sheet = made.create_sheet(title)
        sheet.append(row)
        sheet.sheet_state = "hidden" if len(made.sheetnames) > 1 else "visible"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pptx(inside: str, chart: str = "") -> bytes:
    """A slide whose body is "Water" and what is put into its paragraph."""
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Osmosis"
    frame = slide.placeholders[1].text_frame
    frame.text = "Water"
    for element in parse_xml(f'<x xmlns:a="{DRAWING}">{inside}</x>'):
        frame.paragraphs[0]._p.append(element)
    if chart:
        untyped: Any = CategoryChartData
        data = untyped()
        data.categories = [chart]
        data.add_series("wood", (1,))
        slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 99, 99, data)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def said(data: bytes, name: str) -> tuple[str, str]:
    """What is read as notes, and what the findings and the places left out name."""
    reading = read(data, name)
    shown = (b for b in reading.blocks if b.kind is not Kind.DROPPED)
    texts = (t.text for b in shown for t in (b.term, b.text, *(c for r in b.rows for c in r)))
    left = (b.text.text for b in reading.blocks if b.kind is Kind.DROPPED)
    return "\n".join(texts), "\n".join((*map(str, reading.findings), *left))


#: What was passed over without a word, and is read now.
READ: Mapping[str, tuple[str, bytes]] = {
    "a field of Word": (
        "docx", docx(word_line(f"<w:fldSimple>{word_text('Xylem')}</w:fldSimple>")),
    ),
    "text from right to left": ("docx", docx(word_line(f"<w:bdo>{word_text('Xylem')}</w:bdo>"))),
    "the base of ruby": (
        "docx",
        docx(word_line(
            f"<w:r><w:ruby><w:rt>{word_text('above')}</w:rt><w:rubyBase>{word_text('Xylem')}"
            "</w:rubyBase></w:ruby></w:r>"
        )),
    ),
    "a text box in a drawing": (
        "docx",
        docx(word_line(
            "<w:r><w:drawing><wps:txbx><w:txbxContent><w:p>"
            f"{word_text('Xylem')}</w:p></w:txbxContent></wps:txbx></w:drawing></w:r>"
        )),
    ),
    "a heading in a text box": (
        "odt",
        odt("<text:p><draw:frame><draw:text-box><text:h>Xylem</text:h></draw:text-box></draw:frame>"
            "</text:p>"),
    ),
    "a list in a cell": (
        "ods",
        ods("<table:table-cell><text:list><text:list-item><text:p>Xylem</text:p></text:list-item>"
            "</text:list></table:table-cell>"),
    ),
    "a text box of RTF": ("rtf", rtf(r"{\shp{\*\shpinst{\shptxt Xylem\par}}}")),
    "text between the rows of a table": (
        "html",
        html("<table>\nXylem\n<tr><td>a<td>b</tr></table>"),
    ),
    "a table between the cells of another": (
        "html",
        html("<table><tr><td>a<td>b</tr><tr><table><tr><td>Xylem<td>b</tr></table></tr></table>"),
    ),
    "a page whose head is not closed": (
        "html",
        b"<html><head><title>T</title><body><p>Xylem: it carries water.</p></body></html>",
    ),
    "a chapter named with a place in it": ("epub", book('href="b.xhtml', 'href="b.xhtml#top')),
    "a chapter named in another case": ("epub", book('href="b.xhtml', 'href="B.xhtml')),
    "a text behind a line break on a slide": ("pptx", pptx("<a:br/><a:r><a:t>Xylem</a:t></a:r>")),
    "a field on a slide": ("pptx", pptx('<a:fld id="{1}" type="x"><a:t>Xylem</a:t></a:fld>')),
    "a formula on a slide": (
        "pptx",
        pptx(f'<m xmlns="urn:a14"><o:oMath xmlns:o="{omml.NAMESPACE}"><o:r><o:t>Xylem</o:t></o:r>'
             "</o:oMath></m>"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", READ)
def test_it_is_read(what: str) -> None:
    kind, data = READ[what]
    notes, _ = said(data, f"a.{kind}")
    assert "Xylem" in notes


#: What no card can show: a finding names it.
NAMED: Mapping[str, tuple[str, bytes]] = {
    "a comment of Word": (
        "docx", docx(word_line(""), {"comments": f"<w:p>{word_text('Xylem')}</w:p>"}),
    ),
    "a header of Word": (
        "docx", docx(word_line(""), {"header1": f"<w:p>{word_text('Xylem')}</w:p>"}),
    ),
    "deleted text of Word": (
        "docx", docx(word_line("<w:del><w:r><w:delText>Xylem</w:delText></w:r></w:del>")),
    ),
    "a word in an element that nobody knows": (
        "docx", docx(word_line(f"<w:unknown>{word_text('Xylem')}</w:unknown>")),
    ),
    "a comment of OpenDocument": (
        "odt",
        odt("<text:p>a<office:annotation><text:p>Xylem</text:p></office:annotation></text:p>"),
    ),
    "deleted text of OpenDocument": (
        "odt", odt("<text:tracked-changes><text:p>Xylem</text:p></text:tracked-changes>"),
    ),
    "a header of OpenDocument": (
        "odt", odt("", "<style:header><text:p>Xylem</text:p></style:header>"),
    ),
    "a cell far out": (
        "ods",
        ods('<table:table-cell table:number-columns-repeated="70"/><table:table-cell>'
            "<text:p>Xylem</text:p></table:table-cell>"),
    ),
    "a header of RTF": ("rtf", rtf(r"{\header Xylem\par}")),
    "a comment of RTF": ("rtf", rtf(r"{\*\annotation Xylem}")),
    **{
        f"<{tag}>": ("html", html(f"<{tag}>\nXylem\n</{tag}>"))
        for tag in ("textarea", "button", "object", "noscript", "dialog", "canvas", "iframe", "map")
    },
    "<select>": ("html", html("<select><option>\nXylem\n</select>")),
    "<svg>": ("html", html("<svg><text>\nXylem\n</text></svg>")),
    "a comment of a page": ("html", html("<!--\nXylem\n-->")),
    "a marked section": ("html", html("<![CDATA[\nXylem\n]]>")),
    "a page that is no chapter": ("epub", book('<itemref idref="b"/>', "")),
    "a hidden sheet": ("xlsx", xlsx({"Seen": ["Osmosis", "water"], "Hid": ["Xylem", "wood"]})),
    "a cell of Excel far out": ("xlsx", xlsx({"Seen": ["Osmosis", "water", *[""] * 70, "Xylem"]})),
    "a chart on a slide": ("pptx", pptx("", chart="Xylem")),
}  # fmt: skip


@pytest.mark.parametrize("what", NAMED)
def test_it_is_named(what: str) -> None:
    kind, data = NAMED[what]
    notes, named = said(data, f"a.{kind}")
    assert "Xylem" in named and "Xylem" not in notes


def test_what_is_read_is_not_named() -> None:
    lines = [
        word_line(""),
        "<w:p><w:r><w:t>Xylem: it car</w:t></w:r><w:r><w:t>ries water</w:t><w:br/></w:r></w:p>",
        f"<w:tbl><w:tr><w:tc><w:p>{word_text('Root')}</w:p></w:tc><w:tc><w:p>{word_text('drinks')}"
        "</w:p></w:tc></w:tr></w:tbl>",
        f"<w:p><m:oMath><m:r><m:t>Z</m:t></m:r></m:oMath>{word_text(' is charge')}</w:p>",
        f"<w:p>{word_text('1) Phloem carries sugar')}</w:p>",
    ]
    for data, kind in (
        (docx("".join(lines)), "docx"),
        (odt("<text:p>a) Xylem<text:s/>carries<text:note><text:note-body><text:p>and lifts"
             "</text:p></text:note-body></text:note> water</text:p>"), "odt"),
        (book("<", "<"), "epub"),
        (pptx("<a:br/><a:r><a:t>Xylem</a:t></a:r>"), "pptx"),
        (rtf(r"{\b Xylem}: carries\line water\par"), "rtf"),
    ):  # fmt: skip
        assert read(data, f"a.{kind}").findings == (), kind


def test_a_chapter_that_cannot_be_read_leaves_the_others() -> None:
    broken = book("b.xhtml", "gone.xhtml")
    reading = read(broken, "a.epub")
    assert [f.code for f in reading.findings][:1] == ["unread"] and reading.blocks
    with pytest.raises(AnkigenError):
        read(book("xhtml", "gone"), "a.epub")


def test_a_page_that_a_book_names_a_thousand_times_is_read_once() -> None:
    notes, _ = said(book('<itemref idref="b"/>', '<itemref idref="b"/>' * 1000), "a.epub")
    assert notes.count("Xylem") == 1


def test_more_than_many_are_counted() -> None:
    texts = [Text(f"word{n}", "a text") for n in range(MOST + 5)]
    found: tuple[Finding, ...] = with_left_over(Reading(()), texts, "a.docx").findings
    assert len(found) == MOST + 1 and found[-1].message.startswith("5 more")


def test_a_table_in_a_table_is_read_once() -> None:
    inner = "<text:p>Xylem</text:p>"
    for _ in range(25):  # twice as long for each level, where rows are read by each table around
        inner = (
            f"<table:table><table:table-row><table:table-cell>{inner}</table:table-cell>"
            "</table:table-row></table:table>"
        )
    notes, _ = said(odt(inner), "a.odt")
    assert notes.count("Xylem") == 1
