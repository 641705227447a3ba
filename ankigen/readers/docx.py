"""Word files → blocks: mammoth makes HTML of the document's styles, lists, tables and pictures;
formulas are put in first.

mammoth was preferred to python-docx because it resolves what Word keeps apart (numbering, styles,
notes, links) and gives the same HTML that the HTML reader knows; it leaves formulas out, so they
become text before. A block's line is the number of its paragraph.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from ankigen.model import AnkigenError, Reading
from ankigen.readers import html, omml
from ankigen.readers.archive import Archive, brief, missing

_WHAT = "a Word file (.docx)"
_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Titel'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Code'] => pre:separator('\\n')
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name='Preformatted Text'] => pre:separator('\\n')
p[style-name='Source Code'] => pre:separator('\\n')
r[style-name='Code'] => code
r[style-name='HTML Code'] => code
r[style-name='Source Text'] => code
r[style-name='Verbatim Char'] => code
p[style-name='toc 1'] => p.toc:fresh
p[style-name='toc 2'] => p.toc:fresh
p[style-name='toc 3'] => p.toc:fresh
p[style-name='TOC 1'] => p.toc:fresh
p[style-name='TOC 2'] => p.toc:fresh
p[style-name='TOC Heading'] => p.toc:fresh
p[style-name='Heading 7'] => h6:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
u => u
highlight => mark
"""


def read(data: bytes, name: str) -> Reading:
    """A .docx file. Raises AnkigenError if it is none, or damaged, or mammoth is not installed."""
    archive = Archive(data, name, _WHAT)
    document = archive.read(_DOCUMENT)
    try:
        import mammoth
    except ImportError:
        raise missing(name, "Word files", "docx", "mammoth") from None
    try:
        if b"oMath" in document:
            data = _with_formulas(archive, document)
        converted = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, external_file_access=False
        )
    except (
        ExpatError,
        SyntaxError,  # of XML
        KeyError,
        ValueError,
        AttributeError,
        zipfile.BadZipFile,
        OSError,
    ) as error:
        raise AnkigenError(
            f"{name}: is damaged ({brief(error)}); open it in Word and save it anew"
        ) from None
    except RecursionError:
        raise AnkigenError(
            f"{name}: is nested too deeply to read; copy its text into a new document"
        ) from None
    source = re.sub(r"(</(?:p|h[1-6]|li|tr|pre|table|dt|dd)>)", "\\1\n", converted.value)
    if not source.strip():
        raise AnkigenError(f"{name}: has no text; write notes in it or leave it out")
    return html.read_text(source, name)


def _with_formulas(archive: Archive, document: bytes) -> bytes:
    """The file with each formula as a run of text in LaTeX's delimiters."""
    root = ElementTree.fromstring(document)
    for parent in list(root.iter()):
        for n, child in enumerate(list(parent)):
            if child.tag == f"{{{omml.NAMESPACE}}}oMathPara":
                inner = child.findall(f"{{{omml.NAMESPACE}}}oMath")
                parent[n] = _run("".join(rf"\[{_tidy(omml.latex(m))}\]" for m in inner))
            elif child.tag == f"{{{omml.NAMESPACE}}}oMath":
                parent[n] = _run(rf"\({_tidy(omml.latex(child))}\)")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as result:
        for part in archive.names:
            if not part.endswith("/"):
                content = ElementTree.tostring(root) if part == _DOCUMENT else archive.read(part)
                result.writestr(part, content)
    return packed.getvalue()


def _tidy(latex: str) -> str:
    return " ".join(latex.split()).replace(" }", "}").replace("{ ", "{")


def _run(text: str) -> ElementTree.Element:
    run = ElementTree.Element(f"{_W}r")
    inner = ElementTree.SubElement(run, f"{_W}t")
    inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    inner.text = text
    return run
