"""Lines most of which begin with a date: each is the date and what happened then. Lines most of
which end with a date in brackets: each is what happened, and its date. Lines most of which begin
with a number of their own ("443 HTTPS"): each is the number and what it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.layouts.each import of_the_line_above
from ankigen.segmentation.layouts.lines import split_lines
from ankigen.segmentation.sequence.look import STOP
from ankigen.segmentation.siblings.hypotheses import Draft, Hypothesis
from ankigen.segmentation.siblings.outline import Group, GroupKind
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import length
from ankigen.text.dates import date_in_brackets, in_order, is_sure_date, leading_date
from ankigen.text.patterns import when_asked

#: So many lines at least, and so large a share of them with a date in front or behind.
LEAST, SHARE, BEHIND = 4, 0.6, 0.75
#: So large a share of the dates is nothing else: three figures may be any number.
SURE = 0.5
#: No larger a share of them is parted by a plain mark behind the date, or ends like a sentence.
OTHERS = 0.3
KINDS = (GroupKind.LINES, GroupKind.ITEMS)
#: So many lines have a number of their own in front, and such a share of them; it stands for so
#: many words at most.
NUMBERED, OWN_NUMBER, NAME = 5, 0.75, 4
_NUMBER = when_asked(r"(?P<n>\d{1,5})(?:[/-]\d{1,5})?(?P<gap>\s+)(?=[^\W\d_]{2})")


def dated(draft: Draft, group: Group) -> Hypothesis | None:
    """The siblings as entries parted at their dates, None where few begin or end with one, or the
    dates in front go back and forth.
    """
    if group.kind not in KINDS or group.parts or len(group.siblings) < LEAST:
        return None
    if group.kind is GroupKind.ITEMS and of_the_line_above(draft, group):
        return None
    at = [s.at for s in group.siblings if _is_open(draft.units[s.at])]
    text = {k: draft.units[k].text.text for k in at}
    front = _splits(text, leading_date, "date")
    sure = sum(is_sure_date(text[k]) for k in front)
    many = len(front) >= max(LEAST, SHARE * len(at)) and sure >= SURE * len(front)
    if many and in_order([text[k] for k in front]):
        parted = sum(_parted_behind(draft, k, split) for k, split in front.items())
        ended = sum(STOP.search(text[k]) is not None for k in front)
        if max(parted, ended) <= OTHERS * len(front):
            return split_lines(draft, group, front).hypothesis("lines", "date")
    behind = _splits(text, date_in_brackets, "(")
    parted = sum(draft.may_part(k) for k in behind)
    if len(behind) >= max(LEAST, BEHIND * len(at)) and parted <= OTHERS * len(behind):
        return split_lines(draft, group, behind).hypothesis("lines", "(")
    own = _numbered(draft, text) if group.kind is GroupKind.LINES else {}
    return split_lines(draft, group, own).hypothesis("lines", "date") if own else None


def _numbered(draft: Draft, texts: Mapping[int, str]) -> dict[int, Split]:
    """Where the lines are parted behind numbers that rise and leave some out, as those of a list do
    not; none where few are, or where most are parted by a mark.
    """
    found = {k: m for k, text in texts.items() if (m := _NUMBER.match(text))}
    if len(found) < max(NUMBERED, OWN_NUMBER * len(texts)):
        return {}
    numbers = [int(m["n"]) for m in found.values()]
    rises = all(a < b for a, b in pairwise(numbers))
    parted = sum(any(mark not in (*WEAK, "date") for mark in draft.options(k)) for k in found)
    brief = sum(length(texts[k][m.end() :]) <= NAME for k, m in found.items())
    if not rises or numbers[-1] - numbers[0] < len(numbers) or parted > OTHERS * len(found):
        return {}
    if brief < OWN_NUMBER * len(found):
        return {}
    return {k: Split(m.start("gap"), m.end(), "date", 0.0) for k, m in found.items()}


def _is_open(unit: Unit) -> bool:
    return unit.kind is not Kind.HEADING and not unit.answer


def _splits(
    texts: Mapping[int, str], find: Callable[[str], tuple[int, int]], style: str
) -> dict[int, Split]:
    found = {k: find(text) for k, text in texts.items()}
    return {k: Split(*ends, style, 0.0) for k, ends in found.items() if ends[0]}


def _parted_behind(draft: Draft, k: int, split: Split) -> bool:
    """Whether a line is parted by a plain mark that stands behind its date."""
    options = draft.options(k).items()
    return any(mark not in (*WEAK, "date") and s.end > split.start for mark, s in options)
