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
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from ankigen.model import AnkigenError, Reading
from ankigen.readers import html, omml
from ankigen.readers.archive import Archive, brief, missing
from ankigen.readers.left_over import Parts, Text, texts_of_kinds, with_left_over

_WHAT = "a Word file (.docx)"
_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: What mammoth knows no way to show, though it knows what is in it.
_OPENED = frozenset(
    (
        *(f"{_W}{name}" for name in ("fldSimple", "bdo", "dir", "ruby", "cr", "drawing")),
        f"{_MC}AlternateContent",
    )
)
_SPACES = ("tab", "br", "cr", "sym", "noBreakHyphen", "rt", "rubyBase")
_TEXTS = Parts(
    paragraphs=frozenset((f"{_W}p", f"{_A}p")),
    characters=frozenset((f"{_W}t", f"{_W}delText", f"{_A}t")),
    others={
        f"{{{omml.NAMESPACE}}}oMath": "",  # read as a formula
        f"{_W}del": "deleted text",
        f"{_W}moveFrom": "deleted text",
        f"{_MC}Fallback": "",  # says what the other choice says
    },
    spaces=frozenset(f"{_W}{name}" for name in _SPACES),
)
#: The parts of the file with text, and what they are.
_PARTS = (
    (re.compile(r"word/document\d*\.xml$"), "a text that cannot be shown"),
    (re.compile(r"word/(?:foot|end)notes\d*\.xml$"), "a footnote"),
    (re.compile(r"word/comments\d*\.xml$"), "a comment"),
    (re.compile(r"word/(?:header|footer)\d*\.xml$"), "header or footer"),
    (re.compile(r"word/(?:diagrams/data|charts/chart)\d*\.xml$"), "a drawing"),
)
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
        if any(name in document for name in _REWRITTEN):
            data = _rewritten(archive, document)
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
    return with_left_over(html.read_text(source, name), _texts(archive), name)


def _texts(archive: Archive) -> Iterator[Text]:
    """The paragraphs of all parts of the file; what another document that is put in holds is
    named by its file.
    """
    for part in archive.names:
        if re.match(r"word/(?:af)?chunk", part, re.I):
            yield Text(part, "another document, put in")
    yield from texts_of_kinds(archive, _PARTS, _TEXTS)


#: Signs of what has to be put into another form before mammoth reads it.
_REWRITTEN = (b"oMath", b":fldSimple", b":bdo", b":dir", b":ruby", b":cr/>", b":txbxContent")


def _rewritten(archive: Archive, document: bytes) -> bytes:
    """The file with each formula as a run of text in LaTeX's delimiters, and with what mammoth
    does not look into as it would have it.
    """
    root = ElementTree.fromstring(document)
    _open_shells(root)
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


def _open_shells(root: ElementTree.Element) -> None:
    """Fields, ruby and text of a set direction become what is in them; a text box in a drawing
    becomes one as Word 2003 had it.
    """
    for parent in reversed(list(root.iter())):  # the innermost first
        if any(child.tag in _OPENED for child in parent):
            parent[:] = [inner for child in parent for inner in _opened(child)]


def _opened(element: ElementTree.Element) -> list[ElementTree.Element]:
    """What mammoth is given for an element."""
    match element.tag.removeprefix(_W):
        case "fldSimple" | "bdo" | "dir":
            return list(element)
        case "cr":
            return [ElementTree.Element(f"{_W}br")]
        case "ruby":
            base, above = element.findall(f"{_W}rubyBase/*"), element.findall(f"{_W}rt/*")
            return [*base, _run("("), *above, _run(")")] if above else base
        case "drawing":
            picture = ElementTree.Element(f"{_W}pict")
            box = ElementTree.SubElement(picture, f"{_V}textbox")
            box.extend(element.iter(f"{_W}txbxContent"))
            return [element, picture] if len(box) else [element]
    if element.tag == f"{_MC}AlternateContent" and element.find(f"{_MC}Fallback") is None:
        return element.findall(f"{_MC}Choice/*")
    return [element]


def _tidy(latex: str) -> str:
    return " ".join(latex.split()).replace(" }", "}").replace("{ ", "{")


def _run(text: str) -> ElementTree.Element:
    run = ElementTree.Element(f"{_W}r")
    inner = ElementTree.SubElement(run, f"{_W}t")
    inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    inner.text = text
    return run
