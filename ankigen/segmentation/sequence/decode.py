"""Which role each unit plays: every role is scored for every unit, and the best reading of the
whole document is taken.

A document has its own habits: here a headword stands alone after a blank line, there each line is
"term: definition". So the score of a reading has two parts. *Evidence* says how well each unit fits
its role by its words and neighbours. *Habit* says how usual that way of opening an entry is in this
document: the log of its share among all openings. The best reading under given habits is found by
dynamic programming (Viterbi); habits and reading are then improved in turn from several beginnings
(hard expectation maximisation), and the reading with the best total wins.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.role import FOLLOWS, Role
from ankigen.segmentation.sequence.document_prior import (
    Habit,
    Offers,
    Opening,
    Ways,
    beginnings,
    habits,
    offers_of,
)
from ankigen.segmentation.sequence.emissions import Row, evidence
from ankigen.segmentation.sequence.look import Layout
from ankigen.segmentation.sequence.page_layout import layout_of
from ankigen.segmentation.sequence.view import NEVER
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.weights import Weights
from ankigen.segmentation.words import Vocabulary, begins_with_callout, is_label

#: Habits settle in two or three turns; they are not improved more often than this.
TURNS = 6
#: The habits of longer notes are learned from so many of their units, and then counted once over
#: all.
LEARNED = 3000
W = Weights()


@dataclass(frozen=True, slots=True)
class Reading:
    """A role for each unit, the splits of the ENTRY units, and the total score; and what it was
    read by.
    """

    roles: tuple[Role, ...]
    splits: Mapping[int, Split]
    score: float
    layout: Layout
    rows: Sequence[Row] = ()
    ways: Sequence[Ways] = ()


def read(
    units: Sequence[Unit], vocabulary: Vocabulary | None = None, weights: Weights = W
) -> Reading:
    """The best reading of a document's units. Time is linear in their number."""
    layout = layout_of(units, vocabulary or Vocabulary())
    if not units:
        return Reading((), {}, 0.0, layout)
    rows, ways = evidence(layout, weights)
    stages = _stages(layout, rows, ways, weights)
    names = {way[0] for unit in ways for options in unit.values() for way in options}
    learned = min(len(units), LEARNED)
    offers = list(offers_of(ways[:learned], rows[:learned], weights))
    habit = _habit_of(ways[:learned], stages[:learned], offers, names, weights)
    roles, score = _best_path(stages, habit, weights)
    if learned < len(units):
        # what all units offer is more than all else that is known of them: one after the other
        habit = habits(roles, offers_of(ways, rows, weights), habit, weights)
        roles, score = _best_path(stages, habit, weights)
    return Reading(tuple(roles), _chosen(roles, ways, habit), score, layout, rows, ways)


def _habit_of(
    ways: Sequence[Ways],
    stages: Sequence[_Stage],
    offers: Sequence[Offers],
    names: Collection[Opening],
    weights: Weights,
) -> Habit:
    """The habits under which the best reading is the best of all; each beginning is improved
    until it settles.
    """
    best, most = beginnings(ways, names)[0], NEVER * len(ways)
    visited: set[tuple[float, ...]] = set()
    for habit in beginnings(ways, names):
        score, settled = 0.0, False
        for _ in range(TURNS):
            roles, score = _best_path(stages, habit, weights)
            counted = habits(roles, offers, habit, weights)
            settled = counted == habit
            seen = tuple(counted.values())
            if settled or seen in visited:
                break  # settled, or another beginning led here already
            visited.add(seen)
            habit = counted
        else:
            _, score = _best_path(stages, habit, weights)
            settled = True
        if settled and score > most + 1e-9:
            best, most = habit, score
    return best


def _chosen(roles: Sequence[Role], ways: Sequence[Ways], habit: Habit) -> dict[int, Split]:
    """The split of each ENTRY unit that has one."""
    out: dict[int, Split] = {}
    for k, role in enumerate(roles):
        if role is Role.ENTRY and role in ways[k]:
            split = max(ways[k][role], key=lambda way: habit[way[0]] + way[1])[2]
            if split is not None:
                out[k] = split
    return out


_ROLES = tuple(Role)
_COUNT = len(_ROLES)
#: For each role, those that may stand before it.
_INTO = {r: tuple(p for p in Role if r in FOLLOWS[p]) for r in Role}
_FIRST = (Role.SECTION, Role.HEAD, Role.ENTRY, Role.LOOSE)
_SECTION, _ENTRY, _BODY, _ITEM, _LOOSE = map(
    int, (Role.SECTION, Role.ENTRY, Role.BODY, Role.ITEM, Role.LOOSE)
)
_LAST = tuple(r for r in Role if r not in (Role.HEAD, Role.HEAD2, Role.CONTEXT))


#: One role that a unit may play: the role, its evidence, the habit that it may follow with what
#: speaks for that, or several of them, whether a good entry on its line (_ITS_OWN; or below it,
#: _BELOW) speaks for or against it, and the roles that may stand before it with what speaks for
#: each. Roles are plain numbers here: the best path is looked for many times, and lists are faster
#: to ask by them.
_Move = tuple[
    int,
    float,
    Opening | None,
    float,
    Sequence[tuple[Opening, float]],
    int,
    Sequence[tuple[int, float]],
]
_ITS_OWN, _BELOW = 1, 2
_BY_ENTRY = {_BODY: _ITS_OWN, _ITEM: _ITS_OWN, _SECTION: _BELOW}
#: What a unit may play, and the habits by which it would be an entry.
_Stage = tuple[Sequence[_Move], Sequence[tuple[Opening, float]]]


def _stages(layout: Layout, rows: Sequence[Row], ways: Sequence[Ways], w: Weights) -> list[_Stage]:
    out: list[_Stage] = []
    # what speaks for the roles before each role is the same for all units in one place after units
    # that may play the same
    shared: dict[tuple[_Place, tuple[int, ...]], list[list[tuple[int, float]]]] = {}
    before: tuple[int, ...] = ()
    for k, (row, own) in enumerate(zip(rows, ways, strict=True)):
        place = _place(layout, k, w)
        into = shared.get((place, before))
        if into is None:
            into = shared[place, before] = _into(_steps(place, w), before)
        options = {
            int(role): [(way, own) for way, own, _ in found] for role, found in own.items() if found
        }
        may = tuple([r for r in range(_COUNT) if row[r] > NEVER])
        out.append(
            (
                [
                    (r, row[r], *_habits_of(options.get(r, ())), _BY_ENTRY.get(r, 0), into[r])
                    for r in may
                ],
                options.get(_ENTRY, ()),
            )
        )
        before = may
    return out


def _habits_of(
    options: Sequence[tuple[Opening, float]],
) -> tuple[Opening | None, float, Sequence[tuple[Opening, float]]]:
    """The habit that a role follows with what speaks for it, if it can be one only; else all."""
    if len(options) == 1:
        return (*options[0], ())
    return None, 0.0, options


def _into(steps: _Steps, before: Collection[int]) -> list[list[tuple[int, float]]]:
    """For each role, the roles that may stand before it with what speaks for each; of those that
    the unit before cannot play, only such as something speaks for.
    """
    return [
        [(int(p), own[p]) for p in _INTO[role] if p in before or own[p] > 0]
        for role, own in zip(_ROLES, steps, strict=True)
    ]


def _best_path(stages: Sequence[_Stage], habit: Habit, w: Weights) -> tuple[list[Role], float]:
    """The roles with the best total under these habits, and that total (Viterbi)."""
    # how good an entry each line would make; nothing below the last
    goods = [max(0.0, _most(entry, habit)) if entry else 0.0 for _, entry in stages]
    goods.append(0.0)
    scores = [NEVER] * _COUNT
    back: list[list[int]] = []
    for k, (moves, _) in enumerate(stages):
        row = [NEVER] * _COUNT
        pointer = [_LOOSE] * _COUNT
        # a line that would make a good entry is no mere body; a heading over such a line heads a
        # section
        its_own, below = goods[k] * w.body_entry, goods[k + 1] * w.section_entry
        for r, own, way, speaks, options, by_entry, into in moves:
            if way is not None:
                own += habit[way] + speaks
            elif options:
                own += _most(options, habit)
            if by_entry:
                own += its_own if by_entry == _ITS_OWN else below
            if not k:
                row[r] = own if r in _FIRST else NEVER
                continue
            top = NEVER
            for p, extra in into:
                score = scores[p] + extra
                if score > top:
                    top = score
                    pointer[r] = p
            if top > NEVER:
                row[r] = top + own
        scores = row
        back.append(pointer)
    last = max(_LAST, key=lambda r: scores[r])
    path: list[int] = [last]
    for pointer in reversed(back[1:]):
        path.append(pointer[path[-1]])
    path.reverse()
    return [_ROLES[r] for r in path], scores[last]


def _most(options: Sequence[tuple[Opening, float]], habit: Habit) -> float:
    """What speaks for the best of some ways by these habits."""
    return max([habit[way] + own for way, own in options])


#: [role][the role before it].
_Steps = list[list[float]]

_HEADS = (Role.HEAD, Role.HEAD2, Role.CONTEXT)


class _Place(NamedTuple):
    """What of a unit and the one before it says which role may follow which."""

    gap: bool
    after_head: float  # what speaks for a callout or a label as the body of a headword
    below_title: bool
    after_row: bool
    twins: bool  # the items of one list
    deeper: float | None  # of an item: what speaks for an entry inside an entry
    after_item: bool


def _place(layout: Layout, k: int, w: Weights) -> _Place:
    u = layout.units[k]
    before = layout.units[k - 1] if k else None
    after_head = 0.0
    if u.gap and begins_with_callout(u.text.text):
        after_head = w.callout_after_head
    elif is_label(u.text.text):
        after_head = w.label_after_head
    deeper = None
    if u.marker is not None and not layout.continues[k]:
        # a list under a headword belongs to it, all the more if it counts
        deeper = w.entry_counted_in_body if u.marker.ordered and u.marker.number == 1 else 0.0
        if before is not None and before.kind is Kind.LINE and u.indent > before.indent + 1:
            deeper += w.entry_indented_in_body
    after_item = before is not None and before.item
    return _Place(
        bool(u.gap),
        after_head,
        k >= layout.title,
        before is not None and before.kind is Kind.PAIR,
        u.item and before is not None and before.item and u.level == before.level,
        deeper,
        after_item or before is None,
    )


def _steps(place: _Place, w: Weights) -> _Steps:
    """The scores of one role after another at such a unit, beyond what each says of itself:
    [role][the role before it].
    """
    out = [[0.0] * _COUNT for _ in _ROLES]
    for head in _HEADS:
        out[Role.BODY][head] = w.body_after_head
        if place.gap:
            out[Role.BODY][head] -= (
                0.5 * w.body_gap
            )  # the headword waits for its body: half of the cost
        out[Role.BODY][head] += place.after_head
        out[Role.ITEM][head] = w.item_after_head
    if place.gap:
        out[Role.CONTEXT][Role.HEAD] = w.context_after_gap
    out[Role.HEAD][Role.SECTION] = out[Role.ENTRY][Role.SECTION] = w.opens_section
    if place.below_title:
        out[Role.SECTION][Role.SECTION] = w.section_twice
    out[Role.LOOSE][Role.LOOSE] = w.loose_again
    out[Role.LOOSE][Role.ENTRY] = 0.0 if place.after_row else w.open_entry_left
    for inside in (Role.BODY, Role.WRAP, Role.ITEM, Role.PART) if place.after_row else ():
        out[inside][Role.ENTRY] = w.after_row
    if place.twins:
        # the items of one list are all entries or none
        out[Role.ITEM][Role.ENTRY] = out[Role.ENTRY][Role.ITEM] = w.twins
    if place.deeper is not None:
        for inside in (Role.BODY, *_HEADS):
            out[Role.ENTRY][inside] = w.entry_item_in_body + place.deeper
        if not place.after_item:
            out[Role.ENTRY][Role.ENTRY] = w.entry_item_in_body + place.deeper
    return out
