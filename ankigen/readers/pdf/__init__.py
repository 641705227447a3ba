"""PDF → a block per line of text, in reading order: columns one after the other, headers and
footers left out.

pdfplumber gives every word with its place and font, which columns, headings and bold terms are
found by (pypdf gives text only). A block's line is the count of lines from the first page on.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ankigen.model import AnkigenError, Block, Kind, Mark, Reading, RichText, Style
from ankigen.readers.archive import missing
from ankigen.readers.pdf.columns import SMALL, columns, rows_of
from ankigen.readers.pdf.furniture import is_furniture, running_parts
from ankigen.readers.pdf.page_items import Grid, PdfLine
from ankigen.readers.verbatim_spans import with_literals
from ankigen.text.decoding import plain

#: A heading is set in letters that are larger than the text's by so much.
_HEADING_SIZE = 1.15
#: A line further below the one before than so many times the usual distance begins a paragraph.
_GAP = 1.45
#: Words with less white between them than this share of their size are parts of one.
_SAME_WORD = 0.12
_LONGEST_RAISED = 3
_LONGEST_HEADING = 110

_BULLETS = re.compile(r"^(?:\(cid:\d+\)|[\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d▪•●○◦■□➢✓])\s*")
_ODD = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")
_LIGATURES = str.maketrans(
    {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
#: What programs write where the author gave no title.
_NO_TITLES = frozenset(("anonymous", "untitled", "unbenannt", "sans titre", "sin título"))


def read(data: bytes, name: str) -> Reading:
    """A .pdf file. Raises AnkigenError if it is none, damaged, encrypted or scanned, or
    pdfplumber is not installed.
    """
    if not data.lstrip()[:5].startswith(b"%PDF"):
        raise AnkigenError(f"{name}: is not a PDF; give it the suffix of what it is")
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfminer.pdfexceptions import PDFException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
    except ImportError:
        raise missing(name, "PDF files", "pdf", "pdfplumber") from None
    pages: list[list[PdfLine | Grid]] = []
    try:
        with pdfplumber.open(io.BytesIO(data), unicode_norm="NFC") as document:
            title = str((document.metadata or {}).get("Title") or "").strip()
            for number, page in enumerate(document.pages, 1):
                pages.append(_page(page, number))
                page.close()
    except (PdfminerException, PDFException, MalformedPDFException) as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect) or "assword" in repr(error):
            raise AnkigenError(f"{name}: is encrypted; save it without a password") from None
        raise AnkigenError(
            f"{name}: is damaged and cannot be read; save or print it to PDF anew"
        ) from None
    except (ValueError, KeyError, TypeError, AssertionError, RecursionError):
        raise AnkigenError(
            f"{name}: is damaged and cannot be read; save or print it to PDF anew"
        ) from None
    if not any(pages):
        raise AnkigenError(
            f"{name}: has no text, only pictures (scanned?); run text recognition "
            f"(OCR) over it first"
        )
    title = "" if title.strip("()").casefold() in _NO_TITLES else title
    return Reading(tuple(_blocks(pages)), title=title)


# --------------------------------------------------------------------------- a page


def _page(page: Any, number: int) -> list[PdfLine | Grid]:
    """The lines and tables of a page in reading order."""
    grids: list[Grid] = []
    boxes: list[tuple[float, float, float, float]] = []
    if len(page.lines) + len(page.rects) >= 4:
        for table in page.find_tables():
            rows = [tuple((c or "").strip() for c in row) for row in table.extract()]
            rows = [r for r in rows if any(r)]
            if len(rows) > 1 and max(map(len, rows)) > 1:
                grids.append(Grid(tuple(rows), number, table.bbox[1]))
                boxes.append(table.bbox)
    words = [
        w
        for w in page.extract_words(extra_attrs=["fontname", "size"], x_tolerance_ratio=0.2)
        if w["text"].strip() and not any(_inside(w, box) for box in boxes)
    ]
    lines: list[PdfLine | Grid] = []
    for run in columns(words, float(page.width)):
        lines += [PdfLine(tuple(row), number, float(page.height)) for row in rows_of(run)]
    for grid in grids:
        at = next((n for n, item in enumerate(lines) if item.top > grid.top), len(lines))
        lines.insert(at, grid)
    return lines


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    return bool(
        box[0] - 1 <= (word["x0"] + word["x1"]) / 2 <= box[2] + 1 and box[1] <= middle <= box[3]
    )


# --------------------------------------------------------------------------- pages → blocks


def _blocks(pages: Sequence[Sequence[PdfLine | Grid]]) -> list[Block]:
    lines = [i for page in pages for i in page if isinstance(i, PdfLine)]
    body = Counter[float]()
    for line in lines:
        body[line.size] += len(line.text)
    usual = body.most_common(1)[0][0] if body else 10.0
    sizes = sorted({i.size for i in lines if i.size >= usual * _HEADING_SIZE}, reverse=True)
    repeated = running_parts(pages)
    leading = _leading(lines)
    blocks: list[Block] = []
    number = 0
    previous: PdfLine | None = None
    margin = min((i.left for i in lines), default=0.0)
    for page in pages:
        lefts = Counter(round(i.left) for i in page if isinstance(i, PdfLine))
        for item in page:
            number += 1
            if isinstance(item, Grid):
                blocks.append(_table(item, number))
                number = blocks[-1].end_line
                previous = None
                continue
            text = _rich(item, number)
            if not text:
                continue
            if is_furniture(item, repeated):
                blocks.append(
                    Block(Kind.DROPPED, text, number, number, value="header or footer of a page")
                )
                continue
            gap = _gap(previous, item, leading)
            if item.size in sizes and len(item.text) <= _LONGEST_HEADING:
                level = min(sizes.index(item.size) + 1, 6)
                above = blocks[-1] if blocks else None
                if (
                    above
                    and above.kind is Kind.HEADING
                    and above.level == level
                    and not gap
                    and above.end_line == number - 1
                ):
                    joined = RichText.join([above.text, text])
                    blocks[-1] = Block(
                        Kind.HEADING, joined, above.line, number, above.gap, level=level
                    )
                else:
                    blocks.append(Block(Kind.HEADING, text, number, number, gap, level=level))
            else:
                blocks.append(
                    Block(Kind.LINE, text, number, number, gap, _indent(item, lefts, margin))
                )
            previous = item
    return blocks


def _leading(lines: Sequence[PdfLine]) -> float:
    """The usual distance from line to line."""
    steps = [
        b.bottom - a.bottom
        for a, b in pairwise(lines)
        if a.page == b.page and 0 < b.bottom - a.bottom < 60
    ]
    # the smaller ones are from line to line, the larger from paragraph to paragraph
    return sorted(steps)[len(steps) // 4] if steps else 14.0


def _gap(previous: PdfLine | None, item: PdfLine, leading: float) -> int:
    if previous is None:
        return 1
    step = item.bottom - previous.bottom
    if (
        previous.page != item.page or step < 0
    ):  # at the top of a page or column a paragraph may run on
        ended = previous.text.rstrip().endswith((".", "!", "?", ":", "。"))
        return int(ended and not item.text[:1].islower())
    return int(step > leading * _GAP)


def _indent(item: PdfLine, lefts: Counter[int], margin: float) -> int:
    """Columns right of the column's own left edge, a column being half the letters' size."""
    edges = [x for x, n in lefts.items() if n >= 3 and x <= item.left + 1] or [round(margin)]
    near = max((x for x in edges if item.left - x < 200), default=round(margin))
    base = min((x for x in edges if near - x < 80), default=near)
    return max(0, round((item.left - base) / (item.size / 2)))


def _rich(item: PdfLine, number: int) -> RichText:
    bold = [
        bool(re.search(r"bold|black|heavy|semib|demi|-bd\b", str(w["fontname"]), re.I))
        for w in item.words
    ]
    joined = RichText()
    before: dict[str, Any] | None = None
    for word, strong in zip(item.words, bold, strict=True):
        text = plain(str(word["text"]).translate(_LIGATURES)).replace("\v", "")
        if not text:
            continue
        # pdfplumber parts a word where its font changes: H2O, or a word that is bold in part
        close = before is not None and word["x0"] - before["x1"] < _SAME_WORD * word["size"]
        raised = (
            word["size"] < SMALL * item.size and len(text) <= _LONGEST_RAISED and before is not None
        )
        marks = [Mark(0, len(text), Style.STRONG)] if strong else []
        if raised and before is not None:
            marks = [
                Mark(0, len(text), Style.SUP if word["bottom"] < before["bottom"] else Style.SUB)
            ]
        joined = joined + ("" if close or not joined else " ") + RichText.of(text, number, marks)
        before = word
    if bullet := _BULLETS.match(joined.text):
        joined = RichText.of("• ", number) + joined[bullet.end() :]
    if "$" in joined.text and not joined.marks:
        return with_literals(joined.text, number)
    return _merged(joined).strip()


def _merged(rich: RichText) -> RichText:
    """Marks of one style with only a space between them are one."""
    marks: list[Mark] = []
    for mark in sorted(rich.marks):
        if marks and marks[-1].style == mark.style and mark.start - marks[-1].end <= 1:
            marks[-1] = Mark(marks[-1].start, mark.end, mark.style)
        else:
            marks.append(mark)
    text = _ODD.sub("\ufffd", rich.text)
    return RichText(text if len(text) == len(rich.text) else rich.text, tuple(marks), rich.lines)


def _table(grid: Grid, number: int) -> Block:
    rows = []
    for n, row in enumerate(grid.rows):
        rows.append(
            tuple(
                with_literals(" ".join(plain(c.translate(_LIGATURES)).split()), number + n)
                for c in row
            )
        )
    return Block.table(rows, number, number + len(rows) - 1, header=True)
