"""The layouts that notes are written in: each proposes what a group of siblings may be.

A layout is a function from the draft of a document and one group to hypotheses, in a file of its
own, and a row in LAYOUTS. To add one, write its function, name it here, let `tests.generator` write
notes in it, and train the ranker (`python -m tools.train_layouts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ankigen.segmentation.layouts.each import each
from ankigen.segmentation.layouts.headings import headings
from ankigen.segmentation.layouts.items import items
from ankigen.segmentation.layouts.items_over_text import items_over_text
from ankigen.segmentation.layouts.lines import lines
from ankigen.segmentation.layouts.over_text import over_text
from ankigen.segmentation.layouts.parents import parents
from ankigen.segmentation.layouts.whole import whole
from ankigen.segmentation.siblings.hypotheses import AS_READ, INNER, Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.outline import Group, GroupKind

#: The layout of lines that are each what they are.
EACH = "each"

Propose = Callable[[Draft, Group], Iterator[Hypothesis]]


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """A row of the table: which groups a layout has a say in, and what proposes it; `fixed`: the
    same whatever has been decided so far.
    """

    propose: Propose
    kinds: tuple[GroupKind, ...]
    fixed: bool = False


LINES, ITEMS, APART, PARAGRAPHS, HEADINGS = (
    GroupKind.LINES,
    GroupKind.ITEMS,
    GroupKind.APART,
    GroupKind.PARAGRAPHS,
    GroupKind.HEADINGS,
)

LAYOUTS: tuple[LayoutRule, ...] = (
    LayoutRule(whole, (LINES, ITEMS), fixed=True),
    LayoutRule(lines, (LINES, PARAGRAPHS), fixed=True),
    LayoutRule(each, (LINES, ITEMS)),
    LayoutRule(items, (ITEMS,)),
    LayoutRule(parents, (LINES, ITEMS, PARAGRAPHS)),
    LayoutRule(over_text, (LINES, PARAGRAPHS), fixed=True),
    LayoutRule(items_over_text, (APART,)),
    LayoutRule(headings, (HEADINGS,)),
)


def hypotheses(draft: Draft, group: Group) -> list[Hypothesis]:
    """All that a group may be, no two alike; the first is what the sequence reader has."""
    places = group.places
    out: list[Hypothesis] = []
    seen: dict[tuple[object, ...], int] = {}
    for h in _all(draft, group, places):
        splits = tuple(sorted([(k, s.end, s.start) for k, s in h.splits.items()]))
        key = (*[h.roles[k] for k in places], splits)
        if key not in seen:
            seen[key] = len(out)
            out.append(h)
        elif h.layout == EACH:
            out[seen[key]] = replace(out[seen[key]], alone=True)
    return out


def _all(draft: Draft, group: Group, places: list[int]) -> Iterator[Hypothesis]:
    read = {k: draft.read_splits[k] for k in places if k in draft.read_splits}
    yield Hypothesis(AS_READ, {k: draft.read[k] for k in places}, read)
    yield Hypothesis(INNER, *draft.now(places))
    if group.parts:
        yield from _pooled(draft, group)
        return
    yield from _proposed(draft, group)


def _proposed(draft: Draft, group: Group, *, pooled: bool = False) -> Iterator[Hypothesis]:
    """What the layouts of its kind propose for a group; of a part of a pool what was proposed when
    it was decided by itself, and not what single lines are, which is not one way for all.
    """
    for n, rule in enumerate(LAYOUTS):
        if group.kind not in rule.kinds or (pooled and rule.propose is each):
            continue
        if not rule.fixed:
            yield from rule.propose(draft, group)
            continue
        # with the group, so that no other one gets its id; a group is in one pool at most
        known = draft.proposed.pop((n, id(group)), None)
        made = known[1] if known is not None else list(rule.propose(draft, group))
        if not pooled:
            draft.proposed[n, id(group)] = group, made
        yield from made


#: So many ways to take a pool are looked at, those that most of its siblings can be taken in.
MOST_POOLED = 8


def _pooled(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    """One layout and mark for all groups of a pool; those that cannot be taken so stay as they
    are.
    """
    ways: dict[tuple[str, str], dict[int, Hypothesis]] = {}
    weight: Counter[tuple[str, str]] = Counter()
    for n, part in enumerate(group.parts):
        for h in _proposed(draft, part, pooled=True):
            own = ways.setdefault((h.layout, h.mark), {})
            if n not in own:
                own[n] = h
                weight[h.layout, h.mark] += len(part.siblings)
    for key, n in weight.most_common(MOST_POOLED):
        if n < POOLED_SHARE * len(group.siblings):
            break
        out = Roles()
        for i, part in enumerate(group.parts):
            found = ways[key].get(i)
            out.add(*((found.roles, found.splits) if found else draft.now(part.places)))
        yield out.hypothesis(*key)


#: A layout is one for a pool if so large a share of the siblings can be taken so.
POOLED_SHARE = 0.4
