"""What the entries that a hypothesis makes come to: their definitions, whether siblings are treated
alike, how likely the roles of the lines are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ankigen.model import Kind, RichText, Style
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import CAPS, STOP, fold
from ankigen.segmentation.siblings.hypotheses import HEADS, Hypothesis, Told
from ankigen.segmentation.siblings.line_roles import LEAST, LineRole
from ankigen.segmentation.siblings.outline import Group
from ankigen.segmentation.splits.split import Split, split_term
from ankigen.segmentation.words import is_label, length

#: A line is a likely headword from these log-chances on.
LIKELY = -0.7
#: Which of the chances of a line is that of a role; a line parted elsewhere than where it is
#: likeliest is less likely by so much.
_CHANCE = {
    Role.ENTRY: LineRole.ENTRY, Role.HEAD: LineRole.HEAD, Role.SECTION: LineRole.SECTION,
    Role.LOOSE: LineRole.ASIDE,
}  # fmt: skip
_CHANCE_OF = tuple(int(_CHANCE.get(role, LineRole.INSIDE)) for role in Role)
_ELSEWHERE = 2.5


@dataclass(frozen=True, slots=True)
class Said:
    """A headword and what stands behind it on its line."""

    term: str
    definition: str
    term_words: float
    definition_words: float
    termness: float
    folded: str
    label: bool
    asks: bool
    caps: bool
    stopped: bool


def said_by(text: RichText, split: Split | None) -> Said:
    """What a line says that is parted there, or that is all headword."""
    if split is None:
        term, definition = text.text.strip(" :："), ""
    else:
        left, right = split_term(text, split)
        term, definition = left.text.strip(), right.text
    return Said(
        term,
        definition,
        length(term),
        length(definition),
        max(-4.0, min(3.0, termness(term))),
        fold(term),
        is_label(term, marked=True),
        term.endswith(("?", "？")),
        CAPS.match(term) is not None,
        STOP.search(term) is not None,
    )


@lru_cache(maxsize=256)
def which(names: tuple[str, ...], name: str) -> tuple[float, ...]:
    """1 for the one of these names that it is, 0 for the others."""
    return tuple(float(name == one) for one in names)


def odds_of(h: Hypothesis, places: Sequence[int], told: Mapping[int, Told]) -> dict[int, float]:
    """How likely each of these lines that is told of is to play its role, parted where it is."""
    out: dict[int, float] = {}
    roles, splits = h.roles, h.splits
    for k in places:
        line = told.get(k)
        if line is None:
            continue
        own = line.odds[_CHANCE_OF[roles[k]]]
        split = splits.get(k) if splits else None
        if split is not None and (line.split is None or split.end != line.split.end):
            own -= _ELSEWHERE
        out[k] = own if own > LEAST else LEAST
    return out


def siblings(f: dict[str, float], h: Hypothesis, group: Group) -> None:
    """Whether siblings are treated alike: which share of them opens an entry, of those over
    others, and of the rest.
    """
    over = [h.roles[s.at] in HEADS for s in group.siblings if s.end > s.at + 1]
    leaf = [h.roles[s.at] in HEADS for s in group.siblings if s.end == s.at + 1]
    share = (sum(over) + sum(leaf)) / len(group.siblings)
    f["sibling_heads"], f["sibling_regular"] = share, max(share, 1 - share)
    share = sum(over) / len(over) if over else 0.5
    f["parent_heads"], f["parent_regular"] = share, max(share, 1 - share)
    f["leaf_heads"] = sum(leaf) / len(leaf) if leaf else 0.5


def definitions(f: dict[str, float], words: Sequence[float], units: Sequence[int]) -> None:
    n = len(words)
    mean = sum(words) / n
    middle = sorted(words)[n // 2]
    f["def_len"], f["def_min"] = math.log1p(mean), min(words)
    f["def_empty"] = sum([w <= 0 for w in words]) / n
    f["def_short"] = sum([0 < w <= 1 for w in words]) / n
    f["def_max_ratio"] = math.log((max(words) + 2) / (middle + 2))
    f["def_sd"] = deviation(words, mean) / (mean + 1)
    f["max_body_units"] = math.log1p(max(units))
    f["mean_body_units"] = math.log1p(sum(units) / n)


#: Marks behind which one word is mostly another name or a kind ("Skeletal / Striated").
_BESIDE = ("/", "(", "bracket")
#: So many definitions of one word show something, those behind such a mark counted twice.
_SHOWN = 3


def one_word_definitions(units: Sequence[Unit], h: Hypothesis) -> float:
    """Which share of the headwords of a hypothesis has one word behind it for a definition; 0
    where they are too few to show anything. What stands behind code says what it does.
    """
    heads = sum(role in HEADS for role in h.roles.values())
    curt = [
        split.style
        for k, split in h.splits.items()
        if h.roles[k] in HEADS
        and not any(m.style is Style.CODE and not m.start for m in units[k].text.marks)
        and length(split_term(units[k].text, split)[1].text) <= 1
    ]
    shown = len(curt) + sum(style in _BESIDE for style in curt)
    return len(curt) / heads if shown >= _SHOWN else 0.0


def deviation(values: Sequence[float], mean: float) -> float:
    return math.sqrt(sum([(v - mean) ** 2 for v in values]) / len(values))


def lead(text: str) -> str:
    """How a line begins, up to a mark: lines of the same few labels begin alike."""
    return _lead(text[:30])


@lru_cache(maxsize=1 << 14)  # each hypothesis of each group asks it of the same lines
def _lead(text: str) -> str:
    return fold(_LEAD_ENDS.split(text)[0])


_LEAD_ENDS = re.compile(r"[:=–-]")


def bold_lead(u: Unit) -> bool:
    marks = u.text.marks
    return bool(marks) and any(m.style is Style.STRONG and m.start <= 2 for m in marks)


def class_of(u: Unit) -> tuple[object, ...]:
    """What a unit looks like, so that it can be counted among its like."""
    if u.kind is Kind.HEADING:
        return ("heading", u.level)
    if u.marker is not None:
        return ("item", u.level, u.marker.ordered)
    return ("line", min(u.indent, 8) if u.kind is Kind.LINE else 0)
