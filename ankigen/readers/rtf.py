r"""Rich Text Format (.rtf) → blocks, by way of HTML: paragraphs, headings, lists, tables, bold and
the like.

An own small reader (the format is plain: groups in braces, control words, text), since the
libraries on offer give text without its styles. Source of the format: Microsoft, "RTF Specification
1.9.1". A block's line is the number of its paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby
from operator import attrgetter

from ankigen.model import AnkigenError, Reading
from ankigen.readers import html
from ankigen.readers.left_over import Text, with_left_over

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z])|"
    r"(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.S,
)
#: Groups that hold no text of the document.
_SKIPPED = frozenset(
    [
        "fonttbl",
        "colortbl",
        "info",
        "pict",
        "object",
        "fldinst",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "generator",
        "xmlnstbl",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "filetbl",
        "revtbl",
        "bkmkstart",
        "bkmkend",
        "atnid",
        "atnauthor",
        "shpinst",
        "nonshppict",
        "mmathPr",
        "template",
    ]
)
#: Groups with text that is not that of the notes, and what it is.
_BESIDE = {
    **dict.fromkeys(
        ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        "header or footer",
    ),
    "annotation": "a comment",
}
#: Groups with text of the notes, though that around them is skipped: a text box, and what stands
#: for an embedded object.
_SHOWN = frozenset(("shptxt", "result"))
_ENDS = frozenset(("par", "sect", "page", "line", "cell", "nestcell", "row", "nestrow"))
_CHARACTERS = {
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”",
    "tab": "\t", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "", "zwnj": "",
}  # fmt: skip
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_STYLES = {"b": "b", "i": "i", "ul": "u", "strike": "s", "sub": "sub", "super": "sup"}
_NUMBER = re.compile(r"^\(?\w{1,4}[.)]$")


@dataclass(frozen=True)
class _State:
    """What a group inherits and a control word changes."""

    styles: frozenset[str] = frozenset()
    skipped: bool = False
    skip: int = 1  # characters that stand for a \u one
    marker: bool = False  # the text is the marker of a list item
    sheet: bool = False  # in the style sheet
    beside: str = ""  # what the text is, where it is not that of the notes


@dataclass
class _Paragraph:
    text: list[str] = field(default_factory=list)
    marker: str = ""
    level: int = 0  # of its list
    heading: int = 0
    cells: list[str] | None = None


@dataclass
class _Reader:
    page: str = "cp1252"
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    paragraph: _Paragraph = field(default_factory=_Paragraph)
    out: list[_Paragraph] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    headings: dict[int, int] = field(default_factory=dict)  # number of a style → level
    style_name: list[str] = field(default_factory=list)
    style: int = 0
    high: int = 0  # the first half of a character beyond the basic plane
    pending: int = 0  # characters still to be passed over behind \u
    in_table: bool = False
    beside: list[Text] = field(default_factory=list)

    # ------------------------------------------------------------------ text

    def add(self, text: str) -> None:
        if self.state.sheet:
            self.style_name.append(text)
        elif self.state.skipped:
            pass
        elif self.state.beside:
            self.beside.append(Text(text, self.state.beside))
        elif self.state.marker:
            self.paragraph.marker += text
        else:
            shown = escape(text, quote=False)
            for tag in sorted(self.state.styles):
                shown = f"<{tag}>{shown}</{tag}>"
            self.paragraph.text.append(shown)

    def plain(self, text: str) -> None:
        passed = min(self.pending, len(text))
        self.pending -= passed
        if text[passed:]:
            self.add(text[passed:])

    def byte(self, value: int) -> None:
        if self.pending:
            self.pending -= 1
            return
        self.add(bytes([value]).decode(self.page, "replace"))

    def unicode(self, number: int) -> None:
        number += 0x10000 if number < 0 else 0
        self.pending = self.state.skip
        if 0xD800 <= number < 0xDC00:
            self.high = number
            return
        if 0xDC00 <= number < 0xE000:
            number = (
                0x10000 + ((self.high - 0xD800) << 10) + (number - 0xDC00) if self.high else 0xFFFD
            )
        self.high = 0
        self.add(chr(number) if 0 < number < 0x110000 else "")

    # ------------------------------------------------------------------ structure

    def open(self) -> None:
        self.stack.append(self.state)

    def close(self) -> None:
        if self.state.sheet and self.style_name:
            name = "".join(self.style_name).strip(" ;").lower()
            if found := re.match(
                r"(?:heading|überschrift|titre|título|titolo|rubrik|kop) ?(\d)", name
            ):
                self.headings[self.style] = int(found.group(1))
            self.style_name = []
        if self.stack:
            self.state = self.stack.pop()

    def end(self) -> None:
        """The end of a paragraph."""
        if any(piece.strip() for piece in self.paragraph.text):
            if self.in_table:
                self.cells.append("".join(self.paragraph.text))
            else:
                self.out.append(self.paragraph)
        level, heading = self.paragraph.level, self.paragraph.heading
        self.paragraph = _Paragraph(level=level, heading=heading)

    def cell(self) -> None:
        self.cells.append("".join(self.paragraph.text))
        self.paragraph = _Paragraph()

    def row(self) -> None:
        if self.cells:
            self.out.append(_Paragraph(cells=self.cells))
        self.cells, self.in_table = [], False

    def word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self.unicode(number)
        elif self.state.beside and word in _ENDS:
            self.beside.append(Text("\n", self.state.beside))
        elif word in ("par", "sect", "page"):
            self.end()
        elif word == "line":
            self.paragraph.text.append("<br>" if not self.state.skipped else "")
        elif word in _CHARACTERS:
            self.add(_CHARACTERS[word])
        elif word in ("cell", "nestcell"):
            self.cell()
        elif word in ("row", "nestrow"):
            self.row()
        else:
            self.set(word, number)

    def set(self, word: str, number: int | None) -> None:
        state = self.state
        if word in _STYLES:
            tag = {_STYLES[word]}
            self.state = replace(
                state, styles=state.styles - tag if number == 0 else state.styles | tag
            )
        elif word in ("ulnone", "nosupersub", "plain"):
            gone = {"u"} if word == "ulnone" else {"sub", "sup"} if word[0] == "n" else state.styles
            self.state = replace(state, styles=frozenset(state.styles - gone))
        elif word in _BESIDE:
            self.state = replace(state, beside=_BESIDE[word], skipped=False)
            self.beside.append(Text("\n", _BESIDE[word]))
        elif word in _SHOWN:
            self.state = replace(state, skipped=False)
        elif word in _SKIPPED:
            self.state = replace(state, skipped=True)
        elif word == "stylesheet":
            self.state = replace(state, sheet=True)
        elif word in ("listtext", "pntext"):
            self.state = replace(state, marker=True, skipped=False)
        elif word == "uc":
            self.state = replace(state, skip=number or 0)
        elif word == "ansicpg" and number:
            self.page = _known(f"cp{number}")
        elif word in _CODE_PAGES:
            self.page = _CODE_PAGES[word]
        else:
            self.about_paragraph(word, number or 0)

    def about_paragraph(self, word: str, number: int) -> None:
        if word == "pard":
            self.paragraph.level = self.paragraph.heading = 0
            self.in_table = False
        elif word == "intbl":
            self.in_table = True
        elif word == "ilvl":
            self.paragraph.level = min(number, 8)
        elif word == "outlinelevel":
            self.paragraph.heading = number + 1 if number < 6 else 0
        elif word == "s":
            self.style = number
            if not self.state.sheet:
                self.paragraph.heading = self.headings.get(number, 0)


def _known(page: str) -> str:
    try:
        "".encode(page)
    except LookupError:
        return "utf-8" if page == "cp65001" else "cp1252"
    return page


def read(data: bytes, name: str) -> Reading:
    """An .rtf file. Raises AnkigenError if it is none, or has no text."""
    if not data.lstrip()[:5].lower() == b"{\\rtf":
        raise AnkigenError(f"{name}: is no RTF file; save it anew, or give it its right suffix")
    reader = _Reader()
    for token in _TOKEN.finditer(data.decode("latin-1")):
        _take(reader, token)
    reader.end()
    reader.row()
    source = _html(reader.out)
    if not source.strip():
        raise AnkigenError(f"{name}: has no text; write notes in it or leave it out")
    texts = [
        Text(line, what)
        for what, group in groupby(reader.beside, key=attrgetter("what"))
        for line in "".join(text.text for text in group).split("\n")
    ]
    return with_left_over(html.read_text(source, name), texts, name)


def _take(reader: _Reader, token: re.Match[str]) -> None:
    word, sign = token["word"], token["sign"]
    if word:
        reader.word(word, int(token["number"]) if token["number"] else None)
    elif token["hex"]:
        reader.byte(int(token["hex"], 16))
    elif sign == "*":
        reader.state = replace(reader.state, skipped=True)
    elif sign and sign in "\r\n":
        reader.end()
    elif sign:
        reader.plain({"~": "\u00a0", "_": "-", "-": ""}.get(sign, sign))
    elif token["brace"] == "{":
        reader.open()
    elif token["brace"]:
        reader.close()
    elif token["text"]:
        text = token["text"]
        if not text.isascii():
            text = text.encode("latin-1").decode(reader.page, "replace")
        reader.plain(text)


def _html(paragraphs: list[_Paragraph]) -> str:
    out: list[str] = []
    lists: list[str] = []
    table = False

    def leave(depth: int) -> None:
        while len(lists) > depth:
            out.append(f"</{lists.pop()}>")

    for p in paragraphs:
        text = re.sub(r"</(\w+)><\1>", "", "".join(p.text)).strip()
        if table and p.cells is None:
            out.append("</table>\n")
            table = False
        if p.cells is not None:
            leave(0)
            out.append("" if table else "<table>")
            table = True
            out.append("<tr>" + "".join(f"<td>{c}</td>" for c in p.cells) + "</tr>\n")
        elif p.marker.strip():
            kind = "ol" if _NUMBER.match(p.marker.strip()) else "ul"
            leave(p.level + 1)
            while len(lists) <= p.level:
                lists.append(kind)
                out.append(f"<{kind}>")
            out.append(f"<li>{text}</li>\n")
        else:
            leave(0)
            tag = f"h{p.heading}" if p.heading else "p"
            out.append(f"<{tag}>{text}</{tag}>\n")
    leave(0)
    return "".join(out) + ("</table>" if table else "")
