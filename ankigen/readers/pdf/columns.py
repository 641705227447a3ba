"""The words of a page of a PDF, in rows and columns."""

from __future__ import annotations

import statistics
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

#: Words whose tops differ by less than this share of their size stand on one line.
_SAME_LINE = 0.45
#: Figures smaller than this share of the usual size are raised or lowered.
SMALL = 0.85
#: Between two columns there are at least so many points of white.
_GUTTER = 10.0


def rows_of(words: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The words as lines, from top to bottom; what is set small and raised or lowered joins the
    line beside it.
    """
    if not words:
        return []
    usual = statistics.median(w["size"] for w in words)
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: (w["bottom"], w["x0"])):
        size = max(4.0, word["bottom"] - word["top"])
        if word["size"] >= SMALL * usual:
            if rows and abs(rows[-1][0]["bottom"] - word["bottom"]) <= _SAME_LINE * size:
                rows[-1].append(word)
            else:
                rows.append([word])
    small = [w for w in words if w["size"] < SMALL * usual]
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


def columns(words: Sequence[dict[str, Any]], width: float) -> list[list[dict[str, Any]]]:
    """The words in runs to be read one after the other: a page of two columns gives several."""
    rows = rows_of(words)
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
