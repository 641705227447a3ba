"""Which role each unit plays: every role is scored for every unit, and the best reading of the whole document is taken.

A document has its own habits: here a headword stands alone after a blank line, there each line is "term: definition".
So the score of a reading has two parts. *Evidence* says how well each unit fits its role by its words and neighbours.
*Habit* says how usual that way of opening an entry is in this document: the log of its share among all openings. The best
reading under given habits is found by dynamic programming (Viterbi); habits and reading are then improved in turn from several
beginnings (hard expectation maximisation), and the reading with the best total wins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ankigen.parsing.evidence import NEVER, Row, evidence
from ankigen.parsing.habits import Habit, Ways, beginnings, habits
from ankigen.parsing.headwords import Split
from ankigen.parsing.layout import Layout, layout_of
from ankigen.parsing.role import FOLLOWS, Role
from ankigen.parsing.units import Unit
from ankigen.parsing.weights import Weights
from ankigen.parsing.words import Vocabulary, is_label

#: Habits settle in two or three turns; they are not improved more often than this.
TURNS = 6
W = Weights()


@dataclass(frozen=True, slots=True)
class Reading:
    """A role for each unit, the splits of the ENTRY units, and the total score."""

    roles: tuple[Role, ...]
    splits: Mapping[int, Split]
    score: float


def read(
    units: Sequence[Unit], vocabulary: Vocabulary | None = None, weights: Weights = W
) -> Reading:
    """The best reading of a document's units. Time is linear in their number."""
    if not units:
        return Reading((), {}, 0.0)
    layout = layout_of(units, vocabulary or Vocabulary())
    rows, ways = evidence(layout, weights)
    steps = [_steps(layout, k, weights) for k in range(len(units))]
    best: Reading | None = None
    seen: list[Habit] = []
    for habit in beginnings(ways):
        for _ in range(TURNS):
            roles, score = _best_path(rows, ways, steps, habit, weights)
            counted = habits(roles, ways, rows, habit, weights)
            if counted == habit:
                break
            habit = counted
        if habit in seen:
            continue  # another beginning led here already
        seen.append(habit)
        roles, score = _best_path(rows, ways, steps, habit, weights)
        if best is None or score > best.score + 1e-9:
            best = Reading(tuple(roles), _chosen(roles, ways, habit), score)
    assert best is not None
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


def _best_path(
    rows: Sequence[Row],
    ways: Sequence[Ways],
    steps: Sequence[Mapping[tuple[int, int], float]],
    habit: Habit,
    w: Weights,
) -> tuple[list[Role], float]:
    """The roles with the best total under these habits, and that total (Viterbi)."""
    into = {r: tuple(p for p in Role if r in FOLLOWS[p]) for r in Role}
    scores = [NEVER] * len(Role)
    for r in (Role.SECTION, Role.HEAD, Role.ENTRY, Role.LOOSE):
        scores[r] = _score(rows, ways, habit, 0, r, w)
    back: list[list[Role]] = []
    for k in range(1, len(rows)):
        row = [NEVER] * len(Role)
        pointer = [Role.LOOSE] * len(Role)
        step = steps[k]
        for r in Role:
            own = _score(rows, ways, habit, k, r, w)
            if own <= NEVER:
                continue
            top = NEVER
            for p in into[r]:
                score = scores[p]
                if score > NEVER:
                    score += step.get((p, r), 0.0)
                    if score > top:
                        top, pointer[r] = score, p
            if top > NEVER:
                row[r] = top + own
        scores = row
        back.append(pointer)
    ends = [r for r in Role if r not in (Role.HEAD, Role.HEAD2, Role.CONTEXT)]
    last = max(ends, key=lambda r: scores[r])
    path: list[Role] = [last]
    for pointer in reversed(back):
        path.append(pointer[path[-1]])
    path.reverse()
    return path, scores[last]


def _score(
    rows: Sequence[Row], ways: Sequence[Ways], habit: Habit, k: int, r: Role, w: Weights
) -> float:
    """The score of a role for a unit, by evidence and by habit."""
    score = rows[k][r]
    if score <= NEVER:
        return score
    options = ways[k].get(r)
    if options:
        score += max(habit[way] + own for way, own, _ in options)
    # a line that would make a good entry is no mere body; and a heading over such a line is the heading of a section
    entry = ways[k + 1 if r is Role.SECTION and k + 1 < len(ways) else k].get(Role.ENTRY)
    if entry and r in (Role.SECTION, Role.BODY, Role.ITEM):
        good = max(0.0, max(habit[way] + own for way, own, _ in entry))
        score += good * (w.section_entry if r is Role.SECTION else w.body_entry)
    return score


_HEADS = (Role.HEAD, Role.HEAD2, Role.CONTEXT)


def _steps(layout: Layout, k: int, w: Weights) -> dict[tuple[int, int], float]:
    """The scores of one role after another at a unit, beyond what each says of itself; what is not there is 0."""
    u = layout.units[k]
    out: dict[tuple[int, int], float] = {}
    for head in _HEADS:
        out[head, Role.BODY] = w.body_after_head
        if u.gap:
            out[head, Role.BODY] -= (
                0.5 * w.body_gap
            )  # the headword waits for its body: half of the cost
        if is_label(u.text.text):
            out[head, Role.BODY] += w.label_after_head
        out[head, Role.ITEM] = w.item_after_head
    if u.gap:
        out[Role.HEAD, Role.CONTEXT] = w.context_after_gap
    out[Role.SECTION, Role.HEAD] = out[Role.SECTION, Role.ENTRY] = w.opens_section
    if k >= layout.title:
        out[Role.SECTION, Role.SECTION] = w.section_twice
    out[Role.LOOSE, Role.LOOSE] = w.loose_again
    before = layout.units[k - 1] if k else None
    if u.item and before is not None and before.item and u.level == before.level:
        # the items of one list are all entries or none
        out[Role.ENTRY, Role.ITEM] = out[Role.ITEM, Role.ENTRY] = w.twins
    if u.item and not layout.continues[k]:
        # a list under a headword belongs to it
        for inside in (Role.BODY, *_HEADS):
            out[inside, Role.ENTRY] = w.entry_item_in_body
        if before is not None and not before.item:
            out[Role.ENTRY, Role.ENTRY] = w.entry_item_in_body
    return out
