"""Edits of a text as a script that can be composed: first these, then those, told in terms of the first text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


def to_raw(changes: Sequence[Change], start: int, end: int) -> tuple[int, int]:
    """The span of the raw text that became edited[start:end]; a change that it touches is taken whole.

    >>> to_raw([Change(0, 3, "the", FixKind.MISSPELLING, "", 1), Change(4, 8, "a b", FixKind.GLUED, "", 1)], 8, 9)
    (9, 10)
    """
    return _edge(changes, start, first=True), _edge(changes, end, first=False)


def _edge(changes: Sequence[Change], offset: int, *, first: bool) -> int:
    shift = 0
    for c in changes:
        new_start = c.start + shift
        new_end = new_start + len(c.after)
        if offset < new_start or (offset == new_start and not first):
            break
        if offset < new_end or (offset == new_end and not first):
            if offset == new_start and first:
                return c.start
            return c.start if first else c.end
        shift += len(c.after) - (c.end - c.start)
    return offset - shift


def compose(first: Sequence[Change], then: Sequence[Change], raw: str) -> tuple[Change, ...]:
    """The changes of `raw` that do what `first` and `then` (which speaks of the text after `first`) do together."""
    if not then:
        return tuple(first)
    if not first:
        return tuple(then)
    edited = apply(raw, first)
    spans: list[list[int]] = [[c.start, c.end] for c in first]
    notes: dict[int, Change] = {c.start: c for c in first}
    for c in then:
        start, end = to_raw(first, c.start, c.end)
        spans.append([start, end])
        notes[start] = Change(start, end, "", c.kind, c.rule, c.confidence)
    spans.sort()
    joined: list[list[int]] = []
    for start, end in spans:
        if joined and (start < joined[-1][1] or (start == joined[-1][0] and end == joined[-1][1])):
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    final = apply(edited, then)
    out: list[Change] = []
    # Between the joined spans nothing changes, so the gaps tell where each span's text stands in the end.
    at_raw = at_final = 0
    tail = len(raw)
    for number, (start, end) in enumerate(joined):
        at_final += start - at_raw
        following = joined[number + 1 :]
        rest_raw = tail - end
        rest_final = rest_raw + _growth(first, then, following)
        stop = len(final) - rest_final
        note = notes[start]
        out.append(Change(start, end, final[at_final:stop], note.kind, note.rule, note.confidence))
        at_final, at_raw = stop, end
    return tuple(c for c in out if raw[c.start : c.end] != c.after)


def _growth(first: Sequence[Change], then: Sequence[Change], spans: Sequence[Sequence[int]]) -> int:
    """By how much the text in the given raw spans grows, in both steps."""
    total = 0
    for start, end in spans:
        for c in first:
            if start <= c.start and c.end <= end:
                total += len(c.after) - (c.end - c.start)
        for c in then:
            a, b = to_raw(first, c.start, c.end)
            if start <= a and b <= end:
                total += len(c.after) - (c.end - c.start)
    return total


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
