"""How far a decision on lines reaches (`[[reading]]`): with `below`, over the lines below another
one, so that it holds for lines that are added there; with `pattern`, over those that it parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ankigen.model import AnkigenError, Finding, Origin, Reading
from ankigen.model.settings import LineDecision
from ankigen.segmentation.blocks.markers import marker_at
from ankigen.text.pattern_search import SECONDS, Groups, TooSlowError, search_groups
from ankigen.text.raw_lines import folded

#: A line: its number, its text, the blank lines before it.
Line = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Reach:
    """The lines of a document that each `below` reaches, by their numbers, and where each `pattern`
    parts a line of such a text. `named` are those `below` that are for this file by its name.
    """

    inside: Mapping[str, frozenset[int]]
    parted: Mapping[str, Mapping[str, Groups]]
    named: frozenset[str] = frozenset()

    def holds(self, decision: LineDecision, number: int, text: str) -> bool:
        """Whether a decision may be about the line of this number and text."""
        if decision.below and number not in self.inside[decision.below]:
            return False
        return not decision.pattern or self.groups(decision, text) is not None

    def groups(self, decision: LineDecision, text: str) -> Groups | None:
        """Where the pattern of a decision parts a line of this text, counted in it without its
        list marker.
        """
        return self.parted[decision.pattern].get(unmarked(text))

    def lost(self, file: str) -> Iterator[Finding]:
        """A finding for each `below` that names no line any more."""
        for below, numbers in self.inside.items():
            if not numbers and below in self.named:
                message = f'no line stands below "{below[:60]}" any more, as [[reading]] says'
                yield Finding(Origin(file, 0), "lost-reading", message)


def reach_of(lines: Iterable[Line], decisions: Sequence[LineDecision]) -> Reach:
    """How far these decisions reach in a document of these lines.

    Raises AnkigenError for a pattern that takes too long.
    """
    runs = dict.fromkeys(d.below for d in decisions if d.below)
    patterns = dict.fromkeys(d.pattern for d in decisions if d.pattern)
    held = list(lines) if runs or patterns else []
    inside = {below: frozenset(_below(held, folded(below))) for below in runs}
    parted = {}
    for pattern in patterns:
        own = [d for d in decisions if d.pattern == pattern]
        texts = dict.fromkeys(
            unmarked(text)
            for number, text, _ in held
            if any(not d.below or number in inside[d.below] for d in own)
        )
        parted[pattern] = _parted(pattern, tuple(texts))
    return Reach(inside, parted, frozenset(d.below for d in decisions if d.file))


@lru_cache(maxsize=32)  # a file is asked about by its reader, and when it is parsed
def _parted(pattern: str, texts: tuple[str, ...]) -> Mapping[str, Groups]:
    try:
        found = search_groups(pattern, texts)
    except TooSlowError:
        raise AnkigenError(
            f'the "pattern" of a [[reading]] takes more than {SECONDS} s on these lines; '
            "write one without repeats within repeats"
        ) from None
    pairs = zip(texts, found, strict=True)
    return {
        text: groups
        for text, groups in pairs
        if groups is not None and all(start < end for start, end in groups)
    }


def _below(lines: Sequence[Line], wanted: str) -> Iterator[int]:
    """The numbers of the lines below that of this text, up to the next blank line; one right below
    it aside.
    """
    begun = inside = False
    for number, text, gap in lines:
        if inside and gap:
            begun = inside = False
        if wanted in (folded(text), folded(unmarked(text))) and not inside:
            begun = True
        elif begun:
            inside = True
            yield number


def raw_run(lines: Sequence[str]) -> Iterator[Line]:
    """The lines of a file as `reach_of` takes them, those that are blank aside."""
    gap = 0
    for number, text in enumerate(lines, 1):
        if text.strip():
            yield number, text.strip(), gap
            gap = 0
        else:
            gap += 1


def lines_of_blocks(reading: Reading) -> Iterator[Line]:
    """What a reader gave as lines."""
    for block in reading.blocks:
        at, gap = 0, block.gap
        for piece in block.text.text.split("\n"):
            number = block.text[at : at + len(piece)].line or block.line
            yield number, piece.strip(), gap
            at, gap = at + len(piece) + 1, 0


def unmarked(text: str) -> str:
    """A line without the list marker before it.

    >>> unmarked("2. Osmosis"), unmarked("Osmosis")
    ('Osmosis', 'Osmosis')
    """
    marker = marker_at(text)
    return text[marker.width :] if marker else text
