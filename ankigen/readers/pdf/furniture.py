"""Running headers, footers and page numbers of a PDF."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ankigen.readers.pdf.page_items import Grid, PdfLine

#: The top and bottom of a page where running headers and footers stand.
_MARGIN = 0.12
#: A running header stands at the same height of its pages, to within so many points; a line of the
#: text that comes back ("Example:") does not.
_SAME_HEIGHT = 6.0
#: Parts of a header lie more than so many times their size apart: the author's name on the left,
#: the page on the right.
_PART_GAP = 2.0
_PAGE_NUMBER = re.compile(
    (
        r"(?:page|seite|página|p\.|s\.|slide|folie)?\s*[-–]?\s*\d{1,4}\s*[-–]?\s*(?:(?:/"
        r"|of|von|de)\s*\d{1,4})?$"
    ),
    re.I,
)


def _shape(text: str) -> str:
    """A line's text but for its numbers, by which running headers are known again."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(text.split()).casefold())


def _edges(page: Sequence[PdfLine | Grid]) -> Iterable[PdfLine]:
    for item in page:
        if isinstance(item, PdfLine) and _at_edge(item):
            yield item


def _at_edge(line: PdfLine) -> bool:
    return line.bottom < line.height * _MARGIN or line.top > line.height * (1 - _MARGIN)


def _parts(line: PdfLine) -> list[str]:
    """The parts of a line between which there is wide white."""
    parts: list[list[str]] = []
    before = -math.inf
    for word in line.words:
        if word["x0"] - before > _PART_GAP * word["size"]:
            parts.append([])
        parts[-1].append(word["text"])
        before = word["x1"]
    return [" ".join(words) for words in parts]


def _height(line: PdfLine) -> int:
    return round(line.top / _SAME_HEIGHT)


def running_parts(pages: Sequence[Sequence[PdfLine | Grid]]) -> frozenset[tuple[str, int]]:
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


def is_furniture(line: PdfLine, running: frozenset[tuple[str, int]]) -> bool:
    if not _at_edge(line):
        return False
    if _PAGE_NUMBER.match(line.text.strip()):
        return True
    parts = _parts(line)
    known = [(_shape(part), _height(line)) in running for part in parts]
    return any(known) and all(
        k or _PAGE_NUMBER.match(part) for k, part in zip(known, parts, strict=True)
    )
