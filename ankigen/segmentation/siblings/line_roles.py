"""What each line of a run or a list is by itself, and the best reading of all of them.

Two forests, in `ankigen/data/lines.bin`, tell for each line how likely each way to split it is that
of an entry, and then how likely it opens an entry, heads one, lies in one, is a section or none of
the notes. The layout `each` takes the likeliest reading that makes sense; the ranker of layouts
asks how likely each other reading is. Grown by tools/train_layouts.py.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from operator import add

from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.sequence.look import hangs
from ankigen.segmentation.siblings import line_functions
from ankigen.segmentation.siblings.hypotheses import Draft, Told
from ankigen.segmentation.siblings.line_features import ROLE_FEATURES, SPLIT_FEATURES, Line, Lines
from ankigen.segmentation.siblings.outline import Group, GroupKind, Sibling, soft_lines
from ankigen.segmentation.splits.separators import WEAK
from ankigen.text.forest import Forest, read_forests


class LineRole(IntEnum):
    """What a line is among its siblings."""

    ENTRY = 0
    HEAD = 1
    INSIDE = 2
    SECTION = 3
    ASIDE = 4


#: The log-chances of the roles of one line.
Odds = tuple[float, ...]
#: No role is less likely than this, in log-chances.
LEAST = -7.0


@dataclass(frozen=True, slots=True)
class LineModel:
    """The forests: one for splits, and one for each role but the last, which they leave."""

    split: Forest
    roles: tuple[Forest, ...]

    def chance(self, row: Sequence[float]) -> float:
        return 1.0 / (1.0 + math.exp(-self.split.total(row)))

    def odds(self, row: Sequence[float]) -> Odds:
        totals = [forest.total(row) for forest in self.roles]
        top = max(totals)
        norm = top + math.log(sum([math.exp(t - top) for t in totals]))
        return tuple([max(LEAST, t - norm) for t in totals])


@cache
def load_lines() -> LineModel | None:
    """The model that comes with ankigen, read on the first call."""
    data = (files("ankigen") / "data" / "lines.bin").read_bytes()
    if not data:
        return None
    names = (SPLIT_FEATURES, *([ROLE_FEATURES] * len(LineRole)))
    split, *roles = read_forests(data, names, line_functions.FUNCTIONS)
    return LineModel(split, tuple(roles))


def files_of(units: Sequence[Unit], groups: Sequence[Group]) -> list[Sequence[Sibling]]:
    """The runs and lists of a document, each once, and the lines that stand alone."""
    kinds = (GroupKind.LINES, GroupKind.ITEMS)
    out: list[Sequence[Sibling]] = [
        soft_lines(units, g) for g in groups if g.kind in kinds and not g.parts
    ]
    held = {s.at for file in out for s in file}
    for group in groups:
        if group.kind is GroupKind.PARAGRAPHS and not group.parts:
            out += [[s] for s in group.siblings if s.at not in held]
    return out


def tell(
    draft: Draft,
    groups: Sequence[Group],
    model: LineModel,
) -> dict[int, Told]:
    """What is told of each line that has siblings, by its unit."""
    lines = Lines(draft, files_of(draft.units, groups))
    found = with_splits(lines, model.chance)
    out: dict[int, Told] = {}
    for file, features in zip(found, lines.role_rows(found), strict=True):
        for line, row in zip(file, features, strict=True):
            odds = model.odds(row)
            if is_sentence(draft.units[line.at].text.text) or _goes_on(draft, line.at):
                odds = tuple(2 * LEAST if r in _NO_SENTENCE else o for r, o in enumerate(odds))
            out[line.at] = Told(line.split, odds)
    return out


def _goes_on(draft: Draft, at: int) -> bool:
    """Whether a line cannot end where it does ("Water moves through a")."""
    below = draft.units[at + 1].text.text if at + 1 < len(draft.units) else ""
    return hangs(draft.units[at].text.text, below)


#: What a line that is a sentence cannot be.
_NO_SENTENCE = (LineRole.HEAD, LineRole.SECTION)
_SENTENCE = re.compile(r"^[A-Z]\S* (?:.* )?\w{3,}\.$")


def is_sentence(text: str) -> bool:
    """Whether a line begins and ends as a sentence does, and is no headword.

    >>> is_sentence("Water moves."), is_sentence("Water"), is_sentence("Smith et al.")
    (True, False, False)
    """
    return text.endswith((".", ".\n")) and _SENTENCE.match(text) is not None


def with_splits(lines: Lines, chance: Callable[[Sequence[float]], float]) -> list[list[Line]]:
    """The lines of each file with the likeliest split of each."""
    out = []
    for file in lines.files:
        own = [Line(s.at) for s in file]
        marks: dict[str, int] = {}
        for n, split, row in lines.split_rows(file):
            line = own[n]
            line.plain += split.style not in WEAK
            now = chance(row)
            if line.split is None or now > line.chance:
                line.split, line.chance = split, now
        for line in own:
            if line.split is not None:
                marks[line.split.style] = marks.get(line.split.style, 0) + 1
        for line in own:
            if line.split is not None:
                line.mark_share = marks[line.split.style] / len(own)
        out.append(own)
    return out


#: Which role may follow which among siblings; what a headword alone needs may also lie under it.
_NOT_AFTER: Mapping[LineRole, tuple[LineRole, ...]] = {
    LineRole.HEAD: (LineRole.ENTRY, LineRole.HEAD, LineRole.SECTION, LineRole.ASIDE),
    LineRole.SECTION: (LineRole.INSIDE,),
    LineRole.ASIDE: (LineRole.INSIDE,),
}


_ROLES = tuple(LineRole)
#: [role][the role before it]: what it costs to follow that one, and the same where something lies
#: under the line before.
_AFTER = [[2 * LEAST if r in _NOT_AFTER.get(p, ()) else 0.0 for p in _ROLES] for r in _ROLES]
_AFTER_FILLED = [
    [0.0 if p is LineRole.HEAD else cost for p, cost in zip(_ROLES, costs, strict=True)]
    for costs in _AFTER
]


def best_reading(told: Sequence[Told], filled: Sequence[bool], opened: bool) -> list[LineRole]:
    """The likeliest roles of siblings (Viterbi). `filled`: something lies under a line; `opened`:
    an entry is open before the first.
    """
    scores: list[float] = []
    back: list[list[int]] = []
    for n, line in enumerate(told):
        own = list(line.odds)
        if line.split is None:
            own[LineRole.ENTRY] = 2 * LEAST
        if not n:
            if not opened:
                own[LineRole.INSIDE] = 2 * LEAST
            scores = own
            continue
        pointer: list[int] = []
        for r, cost in enumerate(_AFTER_FILLED if filled[n - 1] else _AFTER):
            from_ = list(map(add, scores, cost))
            top = max(from_)
            pointer.append(from_.index(top))
            own[r] += top
        back.append(pointer)
        scores = own
    if not filled[-1]:
        scores[LineRole.HEAD] += 2 * LEAST
    path = [scores.index(max(scores))]
    for pointer in reversed(back):
        path.append(pointer[path[-1]])
    return [_ROLES[r] for r in reversed(path)]
