"""PDF → a block per line of text, in reading order: columns one after the other, headers and
footers left out.

pdfplumber gives every word with its place and font, which columns, headings and bold terms are
found by (pypdf gives text only). A block's line is the count of lines from the first page on.
"""

from __future__ import annotations

import io
import math
import re
import statistics
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ankigen.model import AnkigenError, Block, Kind, Mark, Reading, RichText, Style
from ankigen.readers.archive import missing
from ankigen.readers.verbatim_spans import with_literals
from ankigen.text.decoding import plain

#: Words whose tops differ by less than this share of their size stand on one line.
_SAME_LINE = 0.45
#: A heading is set in letters that are larger than the text's by so much.
_HEADING_SIZE = 1.15
#: A line further below the one before than so many times the usual distance begins a paragraph.
_GAP = 1.45
#: Words with less white between them than this share of their size are parts of one.
_SAME_WORD = 0.12
#: Figures smaller than this share of the usual size are raised or lowered.
_SMALL = 0.85
_LONGEST_RAISED = 3
#: The top and bottom of a page where running headers and footers stand.
_MARGIN = 0.12
#: A running header stands at the same height of its pages, to within so many points; a line of the
#: text that comes back ("Example:") does not.
_SAME_HEIGHT = 6.0
#: Parts of a header lie more than so many times their size apart: the author's name on the left,
#: the page on the right.
_PART_GAP = 2.0
#: Between two columns there are at least so many points of white.
_GUTTER = 10.0
_LONGEST_HEADING = 110

_BULLETS = re.compile(r"^(?:\(cid:\d+\)|[\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d▪•●○◦■□➢✓])\s*")
_ODD = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")
_LIGATURES = str.maketrans(
    {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
#: What programs write where the author gave no title.
_NO_TITLES = frozenset(("anonymous", "untitled", "unbenannt", "sans titre", "sin título"))
_PAGE_NUMBER = re.compile(
    (
        r"(?:page|seite|página|p\.|s\.|slide|folie)?\s*[-–]?\s*\d{1,4}\s*[-–]?\s*(?:(?:/"
        r"|of|von|de)\s*\d{1,4})?$"
    ),
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Line:
    words: tuple[dict[str, Any], ...]
    page: int
    height: float  # of the page

    @property
    def text(self) -> str:
        return " ".join(w["text"] for w in self.words)

    @property
    def top(self) -> float:
        return float(min(w["top"] for w in self.words))

    @property
    def bottom(self) -> float:
        return float(max(w["bottom"] for w in self.words))

    @property
    def left(self) -> float:
        return float(self.words[0]["x0"])

    @property
    def right(self) -> float:
        return float(self.words[-1]["x1"])

    @property
    def size(self) -> float:
        return float(round(statistics.median(w["size"] for w in self.words), 1))


@dataclass(frozen=True, slots=True)
class _Grid:
    """A ruled table on a page."""

    rows: tuple[tuple[str, ...], ...]
    page: int
    top: float


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
    pages: list[list[_Line | _Grid]] = []
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


def _page(page: Any, number: int) -> list[_Line | _Grid]:
    """The lines and tables of a page in reading order."""
    grids: list[_Grid] = []
    boxes: list[tuple[float, float, float, float]] = []
    if len(page.lines) + len(page.rects) >= 4:
        for table in page.find_tables():
            rows = [tuple((c or "").strip() for c in row) for row in table.extract()]
            rows = [r for r in rows if any(r)]
            if len(rows) > 1 and max(map(len, rows)) > 1:
                grids.append(_Grid(tuple(rows), number, table.bbox[1]))
                boxes.append(table.bbox)
    words = [
        w
        for w in page.extract_words(extra_attrs=["fontname", "size"], x_tolerance_ratio=0.2)
        if w["text"].strip() and not any(_inside(w, box) for box in boxes)
    ]
    lines: list[_Line | _Grid] = []
    for run in _columns(words, float(page.width)):
        lines += [_Line(tuple(row), number, float(page.height)) for row in _rows(run)]
    for grid in grids:
        at = next((n for n, item in enumerate(lines) if item.top > grid.top), len(lines))
        lines.insert(at, grid)
    return lines


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    return bool(
        box[0] - 1 <= (word["x0"] + word["x1"]) / 2 <= box[2] + 1 and box[1] <= middle <= box[3]
    )


def _rows(words: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The words as lines, from top to bottom; what is set small and raised or lowered joins the
    line beside it.
    """
    if not words:
        return []
    usual = statistics.median(w["size"] for w in words)
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: (w["bottom"], w["x0"])):
        size = max(4.0, word["bottom"] - word["top"])
        if word["size"] >= _SMALL * usual:
            if rows and abs(rows[-1][0]["bottom"] - word["bottom"]) <= _SAME_LINE * size:
                rows[-1].append(word)
            else:
                rows.append([word])
    small = [w for w in words if w["size"] < _SMALL * usual]
    apart: list[list[dict[str, Any]]] = []
    bottoms = [row[0]["bottom"] for row in rows]
    for word in sorted(small, key=lambda w: (w["bottom"], w["x0"])):
        at = bisect_left(bottoms, word["bottom"])
        near = [rows[n] for n in (at - 1, at) if 0 <= n < len(rows) and _touches(rows[n], word)]
        if near:
            max(near, key=lambda row: _overlap(row[0], word)).append(word)
        elif apart and abs(apart[-1][0]["bottom"] - word["bottom"]) <= _SAME_LINE * word["size"]:
            apart[-1].append(word)
        else:
            apart.append([word])
    for row in (*rows, *apart):
        row.sort(key=lambda w: w["x0"])
    return sorted((*rows, *apart), key=lambda row: row[0]["bottom"])


def _overlap(word: dict[str, Any], other: dict[str, Any]) -> float:
    """How much of the other word's height lies beside the word."""
    return float(min(word["bottom"], other["bottom"]) - max(word["top"], other["top"]))


def _touches(row: Sequence[dict[str, Any]], word: dict[str, Any]) -> bool:
    """Whether a small word stands in the line: beside one of its words, in height and across."""
    if _overlap(row[0], word) < 0.3 * (word["bottom"] - word["top"]):
        return False
    return any(
        abs(word["x0"] - w["x1"]) < w["size"] or abs(w["x0"] - word["x1"]) < w["size"] for w in row
    )


def _columns(words: Sequence[dict[str, Any]], width: float) -> list[list[dict[str, Any]]]:
    """The words in runs to be read one after the other: a page of two columns gives several."""
    rows = _rows(words)
    gutter = _gutter(rows, width)
    if gutter is None:
        return [list(words)]
    runs: list[list[dict[str, Any]]] = []
    left: list[dict[str, Any]] = []
    right: list[dict[str, Any]] = []
    for row in rows:
        if any(w["x0"] < gutter < w["x1"] for w in row) or _spans(row, gutter):
            runs += [left, right, row]
            left, right = [], []
        else:
            left += [w for w in row if w["x1"] <= gutter]
            right += [w for w in row if w["x0"] >= gutter]
    return [run for run in (*runs, left, right) if run]


def _spans(row: Sequence[dict[str, Any]], gutter: float) -> bool:
    """Whether a line runs across the gutter: no more than a word space lies there."""
    before = [w["x1"] for w in row if w["x1"] <= gutter]
    after = [w["x0"] for w in row if w["x0"] >= gutter]
    return bool(before and after and min(after) - max(before) < _GUTTER * 0.7)


def _gutter(rows: Sequence[Sequence[dict[str, Any]]], width: float) -> float | None:
    """Where the white between two columns lies, if the page has two."""
    if len(rows) < 8:
        return None
    best, best_score = None, 0
    for step in range(35, 66):
        x = width * step / 100
        both = crossed = on_left = on_right = 0
        for row in rows:
            before = [w["x1"] for w in row if w["x1"] <= x]
            after = [w["x0"] for w in row if w["x0"] >= x]
            if any(w["x0"] < x < w["x1"] for w in row) or (
                before and after and min(after) - max(before) < _GUTTER
            ):
                crossed += 1
            else:
                both += bool(before and after)
                on_left += bool(before)
                on_right += bool(after)
        filled = sum(len(" ".join(w["text"] for w in row if w["x0"] >= x)) > 12 for row in rows)
        fits = (
            crossed <= 0.2 * len(rows)
            and min(on_left, on_right) >= 0.3 * len(rows)
            and both >= 0.25 * len(rows)
            and filled >= 0.3 * len(rows)
        )
        if fits and both - crossed > best_score:
            best, best_score = x, both - crossed
    return best


# --------------------------------------------------------------------------- pages → blocks


def _blocks(pages: Sequence[Sequence[_Line | _Grid]]) -> list[Block]:
    lines = [i for page in pages for i in page if isinstance(i, _Line)]
    body = Counter[float]()
    for line in lines:
        body[line.size] += len(line.text)
    usual = body.most_common(1)[0][0] if body else 10.0
    sizes = sorted({i.size for i in lines if i.size >= usual * _HEADING_SIZE}, reverse=True)
    running = _running(pages)
    leading = _leading(lines)
    blocks: list[Block] = []
    number = 0
    previous: _Line | None = None
    margin = min((i.left for i in lines), default=0.0)
    for page in pages:
        lefts = Counter(round(i.left) for i in page if isinstance(i, _Line))
        for item in page:
            number += 1
            if isinstance(item, _Grid):
                blocks.append(_table(item, number))
                number = blocks[-1].end_line
                previous = None
                continue
            text = _rich(item, number)
            if not text:
                continue
            if _is_furniture(item, running):
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


def _leading(lines: Sequence[_Line]) -> float:
    """The usual distance from line to line."""
    steps = [
        b.bottom - a.bottom
        for a, b in pairwise(lines)
        if a.page == b.page and 0 < b.bottom - a.bottom < 60
    ]
    # the smaller ones are from line to line, the larger from paragraph to paragraph
    return sorted(steps)[len(steps) // 4] if steps else 14.0


def _gap(previous: _Line | None, item: _Line, leading: float) -> int:
    if previous is None:
        return 1
    step = item.bottom - previous.bottom
    if (
        previous.page != item.page or step < 0
    ):  # at the top of a page or column a paragraph may run on
        ended = previous.text.rstrip().endswith((".", "!", "?", ":", "。"))
        return int(ended and not item.text[:1].islower())
    return int(step > leading * _GAP)


def _indent(item: _Line, lefts: Counter[int], margin: float) -> int:
    """Columns right of the column's own left edge, a column being half the letters' size."""
    edges = [x for x, n in lefts.items() if n >= 3 and x <= item.left + 1] or [round(margin)]
    near = max((x for x in edges if item.left - x < 200), default=round(margin))
    base = min((x for x in edges if near - x < 80), default=near)
    return max(0, round((item.left - base) / (item.size / 2)))


def _rich(item: _Line, number: int) -> RichText:
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
            word["size"] < _SMALL * item.size
            and len(text) <= _LONGEST_RAISED
            and before is not None
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


def _table(grid: _Grid, number: int) -> Block:
    rows = []
    for n, row in enumerate(grid.rows):
        rows.append(
            tuple(
                with_literals(" ".join(plain(c.translate(_LIGATURES)).split()), number + n)
                for c in row
            )
        )
    return Block.table(rows, number, number + len(rows) - 1, header=True)


# --------------------------------------------------------------------------- headers and footers


def _shape(text: str) -> str:
    """A line's text but for its numbers, by which running headers are known again."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(text.split()).casefold())


def _edges(page: Sequence[_Line | _Grid]) -> Iterable[_Line]:
    for item in page:
        if isinstance(item, _Line) and _at_edge(item):
            yield item


def _at_edge(line: _Line) -> bool:
    return line.bottom < line.height * _MARGIN or line.top > line.height * (1 - _MARGIN)


def _parts(line: _Line) -> list[str]:
    """The parts of a line between which there is wide white."""
    parts: list[list[str]] = []
    before = -math.inf
    for word in line.words:
        if word["x0"] - before > _PART_GAP * word["size"]:
            parts.append([])
        parts[-1].append(word["text"])
        before = word["x1"]
    return [" ".join(words) for words in parts]


def _height(line: _Line) -> int:
    return round(line.top / _SAME_HEIGHT)


def _running(pages: Sequence[Sequence[_Line | _Grid]]) -> frozenset[tuple[str, int]]:
    """The parts of lines that stand at the edge of many pages, with their height there."""
    seen = Counter(
        found
        for page in pages
        for found in {
            (_shape(part), _height(line)) for line in _edges(page) for part in _parts(line)
        }
    )
    needed = max(2, min(3, len(pages)), round(len(pages) * 0.25))
    return frozenset(
        (part, height)
        for part, height in seen
        if sum(seen[part, near] for near in (height - 1, height, height + 1)) >= needed
    )


def _is_furniture(line: _Line, running: frozenset[tuple[str, int]]) -> bool:
    if not _at_edge(line):
        return False
    if _PAGE_NUMBER.match(line.text.strip()):
        return True
    parts = _parts(line)
    known = [(_shape(part), _height(line)) in running for part in parts]
    return any(known) and all(
        k or _PAGE_NUMBER.match(part) for k, part in zip(known, parts, strict=True)
    )
