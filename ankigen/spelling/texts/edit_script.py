"""Edits of a text as a script that can be composed: first these, then those, in terms of the
first text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ankigen.model import Edit, FixKind


@dataclass(frozen=True, slots=True)
class Change:
    """raw[start:end] became `after`, by this rule."""

    start: int
    end: int
    after: str
    kind: FixKind
    rule: str
    confidence: float

    @property
    def edit(self) -> Edit:
        return Edit(self.start, self.end, self.after)

    @property
    def growth(self) -> int:
        return len(self.after) - (self.end - self.start)


class OffsetMap:
    """The way back from an edited text to the raw one. `changes` are in order and do not
    overlap.
    """

    def __init__(self, changes: Sequence[Change]) -> None:
        self.changes = changes
        before = [0, *accumulate(c.growth for c in changes)]
        self._starts = [c.start + g for c, g in zip(changes, before, strict=False)]
        self._ends = [c.end + g for c, g in zip(changes, before[1:], strict=True)]
        self._shifts = before

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The span of the edited text with every change that it touches taken whole: what `to_raw`
        tells the place of.

        >>> way = OffsetMap([Change(0, 9, "the cells", FixKind.GLUED, "", 1)])
        >>> way.whole(4, 9), way.to_raw(4, 9)
        ((0, 9), (0, 9))
        """
        at = bisect_right(self._ends, start)
        if at < len(self.changes) and self._starts[at] <= start:
            start = self._starts[at]
        at = bisect_left(self._starts, end)
        if at and self._ends[at - 1] >= end:
            end = self._ends[at - 1]
        return start, end

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the raw text that became edited[start:end]; a change that it touches is taken
        whole.

        >>> way = OffsetMap([Change(0, 3, "the", FixKind.MISSPELLING, "", 1), Change(4, 8, "a b",
        ...     FixKind.GLUED, "", 1)])
        >>> way.to_raw(8, 9), way.to_raw(1, 2)
        ((9, 10), (0, 3))
        """
        at = bisect_right(self._ends, start)  # changes that ended at or before `start`
        if at < len(self.changes) and self._starts[at] <= start:
            raw_start = self.changes[at].start
        else:
            raw_start = start - self._shifts[at]
        at = bisect_left(self._starts, end)  # changes that begin before `end`
        if at and self._ends[at - 1] >= end:
            raw_end = self.changes[at - 1].end
        else:
            raw_end = end - self._shifts[at]
        return raw_start, max(raw_start, raw_end)


def compose(first: Sequence[Change], then: Sequence[Change], raw: str) -> tuple[Change, ...]:
    """The changes of `raw` that do what `first` and `then` (which speaks of the text after `first`)
    do together.

    >>> one = [Change(0, 3, "the", FixKind.MISSPELLING, "a", 1)]
    >>> two = [Change(3, 7, "", FixKind.DOUBLED, "b", 1)]
    >>> [(c.start, c.end, c.after) for c in compose(one, two, "teh the cat")]
    [(0, 7, 'the')]
    """
    if not then:
        return tuple(first)
    if not first:
        return tuple(then)
    way = OffsetMap(first)
    final = apply(apply(raw, first), then)
    spans: list[tuple[int, int, int, Change]] = [(c.start, c.end, c.growth, c) for c in first]
    for c in then:
        start, end = way.to_raw(c.start, c.end)
        spans.append((start, end, c.growth, c))
    spans.sort(key=lambda s: (s[0], s[1]))
    joined: list[tuple[int, int, int, Change]] = []
    for start, end, growth, change in spans:
        # Spans that touch are one: an edit at the edge of another speaks of its text.
        if joined and start <= joined[-1][1]:
            a, b, g, _ = joined[-1]
            joined[-1] = (a, max(b, end), g + growth, change)
        else:
            joined.append((start, end, growth, change))
    out: list[Change] = []
    shift = 0
    for start, end, growth, change in joined:
        after = final[start + shift : end + shift + growth]
        shift += growth
        if raw[start:end] != after:
            out.append(Change(start, end, after, change.kind, change.rule, change.confidence))
    return tuple(out)


def apply(text: str, changes: Sequence[Change]) -> str:
    """The text with the changes made.

    >>> apply("teh cat", [Change(0, 3, "the", FixKind.MISSPELLING, "", 1)])
    'the cat'
    """
    out: list[str] = []
    at = 0
    for c in sorted(changes, key=lambda c: (c.start, c.end)):
        out += [text[at : c.start], c.after]
        at = c.end
    out.append(text[at:])
    return "".join(out)
