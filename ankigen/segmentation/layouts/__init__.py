"""The layouts that notes are written in: each proposes what a group of siblings may be.

A layout is a function from the draft of a document and one group to hypotheses, in a file of its
own, and a row in LAYOUTS. To add one, write its function, name it here, let `tests.generator` write
notes in it, and train the ranker (`python -m tools.train_layouts`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ankigen.segmentation.hypotheses import AS_READ, INNER, Draft, Hypothesis
from ankigen.segmentation.layouts.headings import headings
from ankigen.segmentation.layouts.items import items
from ankigen.segmentation.layouts.lines import lines
from ankigen.segmentation.layouts.over_text import over_text
from ankigen.segmentation.layouts.parents import parents
from ankigen.segmentation.layouts.whole import whole
from ankigen.segmentation.outline import Group, GroupKind

Propose = Callable[[Draft, Group], Iterator[Hypothesis]]


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """A row of the table: which groups a layout has a say in, and what proposes it."""

    propose: Propose
    kinds: tuple[GroupKind, ...]


LINES, ITEMS, PARAGRAPHS, HEADINGS = (
    GroupKind.LINES,
    GroupKind.ITEMS,
    GroupKind.PARAGRAPHS,
    GroupKind.HEADINGS,
)

LAYOUTS: tuple[LayoutRule, ...] = (
    LayoutRule(whole, (LINES, ITEMS)),
    LayoutRule(lines, (LINES, PARAGRAPHS)),
    LayoutRule(items, (ITEMS,)),
    LayoutRule(parents, (LINES, ITEMS, PARAGRAPHS)),
    LayoutRule(over_text, (LINES, PARAGRAPHS)),
    LayoutRule(headings, (HEADINGS,)),
)


def hypotheses(draft: Draft, group: Group) -> list[Hypothesis]:
    """All that a group may be, no two alike; the first is what the sequence reader has."""
    places = group.places
    out: list[Hypothesis] = []
    seen: set[tuple[object, ...]] = set()
    for h in _all(draft, group, places):
        splits = tuple(sorted((k, s.end, s.start) for k, s in h.splits.items()))
        key = (*(h.roles[k] for k in places), splits)
        if key not in seen:
            seen.add(key)
            out.append(h)
    return out


def _all(draft: Draft, group: Group, places: list[int]) -> Iterator[Hypothesis]:
    read = {k: draft.read_splits[k] for k in places if k in draft.read_splits}
    yield Hypothesis(AS_READ, {k: draft.read[k] for k in places}, read)
    yield Hypothesis(INNER, *draft.now(places))
    for rule in LAYOUTS:
        if group.kind in rule.kinds:
            yield from rule.propose(draft, group)
