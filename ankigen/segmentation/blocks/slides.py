"""Slides written out as text, each below a line with its number, or above a bare one: the first
line of each is its title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ankigen.model import Kind, RichText
from ankigen.segmentation.blocks.markers import Marker
from ankigen.segmentation.blocks.units import PLAIN, Unit
from ankigen.segmentation.words import length
from ankigen.text.integers import small_integer
from ankigen.text.patterns import when_asked

_NUMBERED = re.compile(
    r"\W*(?:slide|folie|diapositi(?:ve|va)|diapo|slajd|dia)\s*(?:no\.?|nr\.?|#)?\s*(\d{1,3})"
    r"(?:\s*(?:of|/|von|de)\s*\d{1,3})?\W*$",
    re.IGNORECASE,
)
#: What a program that made text of pages or slides writes above each as a heading.
_PAGE = re.compile(
    r"\W*(?:slide|folie|diapositi(?:ve|va)|diapo|slajd|dia|слайд|スライド|슬라이드|幻灯片|page|seite"
    r"|página|pagina|pág\.|strona|strana|sida|side|страница|стр\.|ページ|第)"
    r"\s*(?:no\.?|nr\.?|#)?\s*(\d{1,3})(?:\s*(?:of|/|von|de|sur|di)\s*\d{1,3})?\s*[页頁]?\W*$",
    re.IGNORECASE,
)
#: A line with a mark in it is an entry rather than a title, and so is one with a full stop.
_ENTRY = when_asked(r"\s[-–—=:]\s|:\s+\S|\t|[.;]\s*$")
#: So many numbered lines, one after the other, are slides; a title has so many words at most.
LEAST, LONGEST = 4, 12
#: Slides have so many lines on average; a title has so many lines at most, and so long is a line
#: that goes on in the next.
LINES_A_SLIDE, LINES_OF_TITLE, WRAPPED = 3, 2, 35
#: So many characters of a title, and it may go on in the next line.
TITLE = 28
#: The level of their titles as headings.
LEVEL = 2


def with_titles(units: Sequence[Unit]) -> list[Unit]:
    """The units, with the first line of each slide as a heading where the slides are numbered in
    their order.
    """
    out = list(units)
    found = [
        (k, int(m[1]))
        for k, u in enumerate(units)
        if u.kind is Kind.LINE and (m := _NUMBERED.match(u.text.text))
    ]
    numbers = [n for _, n in found]
    if len(found) < LEAST or any(b <= a for a, b in pairwise(numbers)):
        return _below_headings(out) or _between_numbers(out)
    for k, _ in found:
        title = units[k + 1] if k + 1 < len(units) else None
        if title is not None and title.kind is Kind.LINE and not title.item and _heads(title):
            out[k + 1] = replace(title, kind=Kind.HEADING, level=LEVEL)
    return out


def _below_headings(units: Sequence[Unit]) -> list[Unit]:
    """The units of pages that each stand below a heading with their number, with the first line of
    each as a heading, where most begin as slides do; [] of others.
    """
    pages = [
        (k, int(m[1]))
        for k, u in enumerate(units)
        if u.kind is Kind.HEADING and (m := _PAGE.match(u.text.text))
    ]
    if len(pages) < LEAST or any(b[1] <= a[1] for a, b in pairwise(pages)):
        return []
    if 2 * len(pages) <= sum(u.kind is Kind.HEADING for u in units):
        return []  # there are titles, too
    ends = [*(k for k, _ in pages[1:]), len(units)]
    full = [
        (k + 1, end) for (k, _), end in zip(pages, ends, strict=True) if end - k > LINES_OF_TITLE
    ]
    titles = [k for k, _ in full if units[k].kind in PLAIN and _heads(units[k])]
    if len(titles) < LEAST or 3 * len(titles) < 2 * len(full):
        return []
    out = list(units)
    for k in titles:
        out[k] = replace(units[k], kind=Kind.HEADING, level=LEVEL)
    return [_dashed(u) for u in out]


def _dashed(u: Unit) -> Unit:
    """A line that begins with a dash and no space, as points of slides do, as a point."""
    text = u.text.text
    if u.kind not in PLAIN or text[:1] not in "-–" or not text[1:2].isalnum():
        return u
    return replace(u, kind=Kind.ITEM, text=u.text[1:], level=1, marker=Marker(text[0], 0, 1, False))


def _between_numbers(units: list[Unit]) -> list[Unit]:
    """The units of slides that end with their bare number, without a blank line between them: the
    line behind a number is a title, and so is the next one if points follow it; a point goes on in
    the lines below it.
    """
    numbers = [
        (k, value)
        for k, u in enumerate(units)
        if u.kind is Kind.LINE and not u.item and (value := small_integer(u.text.text)) >= 0
    ]
    ends = counting_up(numbers)
    tight = sum(not units[k].gap and (k + 1 == len(units) or not units[k + 1].gap) for k in ends)
    if len(ends) < LEAST or 2 * tight < len(ends):
        return units
    out: list[Unit] = []
    start = 0
    for end in [*ends, len(units)]:
        out += _slide(units[start:end])
        out += units[end : end + 1]
        start = end + 1
    return out


def _slide(units: Sequence[Unit]) -> list[Unit]:
    """A slide with its title as a heading, and the lines of each point as one."""
    first = next((k for k, u in enumerate(units) if u.item), len(units))
    if not 0 < first <= LINES_OF_TITLE or any(u.kind is not Kind.LINE for u in units[:first]):
        return list(units)
    labels = _labels(units)
    second = units[1:first]
    if labels or not all(_goes_on(units[0], u) for u in second):
        second = []  # no part of the title: a name over its points, an entry
    title = units[0]
    for line in second:
        text = RichText.join([title.text, line.text], " ")
        title = replace(title, text=text, end_line=line.end_line)
    if length(title.text.text) > LONGEST:
        return list(units)
    out = [replace(title, kind=Kind.HEADING, level=LEVEL)]
    for k, u in enumerate(units[1 + len(second) :], 1 + len(second)):
        above = out[-1]
        wraps = u.kind is Kind.LINE and not u.item and not u.gap and above.item and k not in labels
        if wraps and (u.text.text[:1].islower() or above.raw >= WRAPPED):
            text = RichText.join([above.text, u.text], " ")
            out[-1] = replace(above, text=text, end_line=u.end_line, raw=u.raw)
        else:
            out.append(u)
    return out


_OPEN = when_asked(
    r"(?:[-–—,:&/(]|\b(?:of|and|or|the|a|an|to|in|for|with|vs\.?|und|der|die|de|et))$", re.I
)


def _goes_on(title: Unit, below: Unit) -> bool:
    """Whether a title may go on in the line below it: it is long or left open, and that is no
    entry.
    """
    text, more = title.text.text.rstrip(), below.text.text
    open_ = len(text) >= TITLE or more[:1].islower() or _OPEN.search(text) is not None
    return open_ and not _ENTRY.search(more)


#: So many lines over points of their own name what these say; a name has so many words at most.
_LABELS, _NAME = 2, 4


def _labels(units: Sequence[Unit]) -> set[int]:
    """The lines of a slide that each stand over points of their own, where there are several."""
    found = {
        k
        for k, (u, below) in enumerate(pairwise(units))
        if k and u.kind is Kind.LINE and not u.item and below.item and u.text.text[:1].isupper()
    }
    brief = all(
        length(units[k].text.text) <= _NAME and not _ENTRY.search(units[k].text.text) for k in found
    )
    return found if brief and len(found) >= _LABELS else set()


def counting_up(numbers: Sequence[tuple[int, int]]) -> list[int]:
    """Of numbers alone on a line (place, number), the places of those that count up with text
    between them: the pages of slides.

    >>> counting_up([(3, 1), (8, 2), (9, 7), (15, 3)]), counting_up([(0, 1), (1, 2), (2, 3)])
    ([3, 8], [])
    """
    best: list[int] = []
    run: list[tuple[int, int]] = []
    for k, value in numbers:
        if not run or value not in (run[-1][1] + 1, run[-1][1] + 2):
            run = []
        run.append((k, value))
        long_enough = k - run[0][0] >= LINES_A_SLIDE * (len(run) - 1)
        if len(run) > max(1, len(best)) and long_enough:
            best = [place for place, _ in run]
    return best


def _heads(u: Unit) -> bool:
    return length(u.text.text) <= LONGEST and not _ENTRY.search(u.text.text)
