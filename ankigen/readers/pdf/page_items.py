"""What a page of a PDF holds: lines of words, and ruled tables."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PdfLine:
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
class Grid:
    """A ruled table on a page."""

    rows: tuple[tuple[str, ...], ...]
    page: int
    top: float
