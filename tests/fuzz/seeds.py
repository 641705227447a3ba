"""The documents that a mutation begins with, for the formats of which no case lies in tests/cases:
small, and with a piece of whatever the reader looks at.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence

from tests.fuzz.mutations import packed
from tests.reading_support import Words, epub, ods, pdf

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"
MARKDOWN = b"# Cells\n\n**Osmosis**: water moves\n\n- one\n- two\n\n![a cell](a.png)\n"

RTF = rb"""{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial;}}
{\stylesheet{\s1 heading 1;}{\s2 heading 2;}}{\colortbl;\red255\green0\blue0;}
{\*\generator Word;}{\info{\title Cells}}\pard\s1\outlinelevel0 Cells\par
\pard\s0{\b Osmosis}: water\~moves \u8364?5, caf\'e9 {\i high}, H{\sub 2}O, \f1\'ea\par
{\b Membrane}: a layer\line of fat, \u-10179?\u-8694?\par
{\listtext\bullet\tab}\ls1\ilvl0 wall\par{\listtext 1.\tab}\ls2\ilvl1 core\par\pard
\trowd\cellx1000\cellx2000\intbl Term\cell Meaning\cell\row
\trowd\cellx1000\cellx2000\intbl ATP\cell energy\cell\row\pard
{\field{\*\fldinst{HYPERLINK "http://a.org"}}{\fldrslt a link}}\par
{\footnote from a book}{\pict\pngblip\picw1\pich1 89504e470d0a1a0a}\bin3 abc\par
{\*\unknown {\deep {\deeper x}}}\plain\strike gone\par}"""

_NAMESPACES = "".join(
    f' xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for key, name in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"),
        ("table", "table"),
    )
)
ODT = (
    f"<office:document-content{_NAMESPACES} "
    'xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>'
    '<style:style style:name="T1" style:parent-style-name="T1"><style:text-properties '
    'fo:font-weight="bold" style:text-position="sub 58%"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/>'
    "</text:list-style></office:automatic-styles><office:body><office:text>"
    '<text:h text:outline-level="1">Ice</text:h><text:p><text:span text:style-name="T1">Firn'
    '</text:span>: old<text:s text:c="2"/><text:tab/>snow<text:line-break/>lies<text:note>'
    "<text:note-body><text:p>German</text:p></text:note-body></text:note></text:p>"
    '<text:list text:style-name="L1"><text:list-item><text:p>Eem</text:p><text:list>'
    "<text:list-item><text:p>deep</text:p></text:list-item></text:list></text:list-item>"
    '</text:list><table:table><table:table-row><table:table-cell table:number-columns-repeated="2">'
    "<text:p>ATP</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"
    '</table:table><text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
    '<text:a xlink:href="http://a.org">link</text:a></text:p>'
    "</office:text></office:body></office:document-content>"
)

NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "source": ["# Statistics\n", "\n", "**Mean**: sum / count\n"]},
        {
            "cell_type": "code",
            "source": "import math\nprint(1)",
            "execution_count": 1,
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["1\n"]},
                {
                    "output_type": "display_data",
                    "data": {"image/png": "iVBORw0K", "text/html": "x"},
                },
                {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t"]},
            ],
        },
        {"cell_type": "raw", "source": "as it is"},
        {
            "cell_type": "markdown",
            "source": "**Mode**: the peak ![curve](attachment:c.png) $x^2$",
            "attachments": {"c.png": {"image/png": "iVBORw0K"}},
        },
    ],
    "metadata": {"kernelspec": {"language": "python"}, "language_info": {"name": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: A Word file by hand: one that a library writes has 40 kB of styles, which nobody looks at.
DOCX: Mapping[str, str | bytes] = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" '
    f'ContentType="{_DOCUMENT_TYPE}.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="{number}" Type="{_R}/{kind}" Target="{target}"/>'
        for number, kind, target in (
            ("r1", "styles", "styles.xml"),
            ("r2", "numbering", "numbering.xml"),
            ("r3", "footnotes", "footnotes.xml"),
            ("r4", "image", "media/a.png"),
        )
    )
    + f'<Relationship Id="r5" Type="{_R}/hyperlink" Target="http://a.org" TargetMode="External"/>'
    "</Relationships>",
    "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="H1">'
    '<w:name w:val="heading 1"/></w:style></w:styles>',
    "word/numbering.xml": f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl '
    'w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="0"/></w:num></w:numbering>',
    "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="2"><w:p><w:r><w:t>from a '
    "book</w:t></w:r></w:p></w:footnote></w:footnotes>",
    "word/media/a.png": PICTURE,
    "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_R}" xmlns:m="{_M}"><w:body>'
    '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Cells</w:t></w:r></w:p>'
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Osmosis</w:t></w:r><w:r><w:t>: water </w:t><w:br/>"
    '<w:tab/></w:r><w:ins w:id="1"><w:r><w:t>moves</w:t></w:r></w:ins><w:del w:id="2"><w:r>'
    "<w:delText>gone</w:delText></w:r></w:del><w:r><w:rPr><w:vertAlign "
    'w:val="subscript"/></w:rPr><w:t>2</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>one'
    '</w:t></w:r></w:p><w:p><w:hyperlink r:id="r5"><w:r><w:t>a link</w:t></w:r></w:hyperlink>'
    "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den>"
    '</m:f></m:oMath></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r>'
    '<w:t>ATP</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/>'
    "</w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText>'
    '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:body></w:document>',
}


def _docx() -> Sequence[bytes]:
    return [packed(DOCX)]


def _xlsx() -> Sequence[bytes]:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate((("Term", "Meaning"), ("ATP", "energy"), ("DNA", "code"))):
            sheet.write_row(n, 0, row)
    return [out.getvalue()]


def _pptx() -> Sequence[bytes]:
    import pptx

    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Cells"
    slide.placeholders[1].text = "Osmosis\nDiffusion"
    out = io.BytesIO()
    show.save(out)
    return [out.getvalue()]


def _zip() -> Sequence[bytes]:
    table = b"Name,Meaning\nATP,energy\n"
    notion = {
        "Cells 0123456789abcdef0123456789abcdef.md": MARKDOWN,
        "Cells/a.png": PICTURE,
        "Words 0123456789abcdef0123456789abcdef.csv": table,
        "Words 0123456789abcdef0123456789abcdef_all.csv": table,
        ".obsidian/app.json": b"{}",
        "page.html": b"<h1>Cells</h1><p><b>Osmosis</b>: water moves</p>",
    }
    return [packed(notion), packed({"Part-1.zip": packed(notion), "more.txt": b"ATP: energy\n"})]


_ROWS = (b"Term\tMeaning\tTags", b'ATP\tenergy, "quoted"\tbio', b'"DNA"\t"two\nlines"\tbio chem')
#: By suffix.
SEEDS: Mapping[str, Callable[[], Sequence[bytes]]] = {
    ".docx": _docx,
    ".odt": lambda: [packed({"content.xml": ODT, "Pictures/a.png": PICTURE})],
    ".rtf": lambda: [RTF],
    ".mdx": lambda: [
        b"import A from 'a'\n\n# Sea\n<A b={{c: 1}}>\n**Keel**: beam\n</A>{/* x */}\n"
    ],
    ".rst": lambda: [
        b"Sea\n===\n\n.. note:: Low\n   water\n\nkeel\n   a beam, see :ref:`mast <m>`\n\n"
        b"== ==\nA  B\n== ==\nc  d\n== ==\n\n+---+---+\n| a | b |\n+---+---+\n"
        b"| c | d |\n+---+---+\n\n"
        b"So::\n\n  code\n\n.. _m:\n.. math:: a^2\n.. image:: a.png\n   :alt: b\n"
    ],
    ".ipynb": lambda: [json.dumps(NOTEBOOK).encode(), json.dumps(NOTEBOOK, indent=1).encode()],
    ".xlsx": _xlsx,
    ".pptx": _pptx,
    ".pdf": lambda: [pdf([[Words(60, 700, "Osmosis"), Words(60, 680, "Water moves.")]] * 2)],
    ".epub": lambda: [epub({"a.xhtml": "<h1>Cells</h1><p><b>Osmosis</b> moves water.</p>"})],
    ".ods": lambda: [ods([["Term", "Meaning"], ["ATP", "energy"]])],
    ".tsv": lambda: [b"\n".join(_ROWS), b"#separator:tab\n#html:true\n" + b"\n".join(_ROWS)],
    ".zip": _zip,
}
