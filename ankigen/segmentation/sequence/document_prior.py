"""The habits of a document: in which ways it opens its entries, and how usual each way is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from ankigen.segmentation.role import Role
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.weights import Weights


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """A habit of the document: how a unit opens an entry (alone, by a heading, in one line; by
    which mark; after a blank line; as an item), how a section looks, or that a body goes on
    after a blank line."""

    family: str  # "alone", "inline", "heading", "section" or "body"
    mark: str  # the separator, the heading's level, bold
    gap: bool = False
    item: bool = False


@cache
def opening(family: str, mark: str, gap: bool = False, item: bool = False) -> Opening:
    """The one Opening of these values: they are compared and looked up by identity, which is
    fast.
    """
    return Opening(family, mark, gap, item)


#: A way to play a role: the habit that it follows, its own score, and the split of the line if it
#: is one.
Way = tuple[Opening, float, Split | None]
#: For each role that a unit may play by habit: the ways in which it may.
Ways = dict[Role, list[Way]]

Habit = Mapping[Opening, float]


#: How many of the commonest marks are tried as a beginning, and how often a mark must come to be
#: tried.
COMMONEST = 4
LEAST = 3


def beginnings(ways: Sequence[Ways], names: Collection[Opening]) -> list[Habit]:
    """Habits (over all `names`) to begin from: none preferred, headwords alone, and each of the
    commonest marks of one-line entries.
    """
    out: list[Habit] = [dict.fromkeys(names, 0.0)]

    def prefer(fits: Callable[[Opening], bool]) -> Habit:
        return {
            s: 0.0 if s.family in ("section", "body") else 0.5 if fits(s) else -2.0 for s in names
        }

    out.append(
        prefer(lambda s: s.family == "heading" or (s.family == "alone" and s.gap and not s.item))
    )
    loose = ("copula", "run-on", "bracket", "bold-inside", "bold-subject")
    out.append(prefer(lambda s: s.family == "inline" and not s.item and s.mark not in loose))
    out.append(prefer(lambda s: s.family == "alone" and s.item))
    out.append(prefer(lambda s: s.family == "inline" and not s.item and s.mark != "copula"))
    marks = Counter((way[0].mark, way[0].item) for unit in ways for way in unit.get(Role.ENTRY, []))
    for (mark, item), count in marks.most_common(COMMONEST):
        if count >= LEAST:
            out.append(prefer(partial(_written, mark, item)))
    return out


def _written(mark: str, item: bool, s: Opening) -> bool:
    """Whether a habit is to write entries in one line with this mark (or, in lists, headwords as
    items).
    """
    return (s.family == "inline" and (s.mark, s.item) == (mark, item)) or (item and s.item)


#: For each role that a unit may play by habit: the ways, each with what speaks for it and whether
#: it counts against a habit that it was not taken.
Offers = list[tuple[Role, list[tuple[Opening, float, bool]]]]


def offers_of(
    ways: Iterable[Ways], evidence: Iterable[Sequence[float]], w: Weights
) -> Iterator[Offers]:
    """What each unit offers. Only what is plausible counts against a habit."""
    for unit, row in zip(ways, evidence, strict=True):
        yield [
            (
                role,
                [
                    (way, own, row[role] + own >= w.plausible or way.family == "body")
                    for way, own, _ in options
                ],
            )
            for role, options in unit.items()
            if options
        ]


def habits(roles: Iterable[Role], offers: Iterable[Offers], habit: Habit, w: Weights) -> Habit:
    """How usual each habit is under a reading, as a log; the most usual way of opening an entry
    gets about 0.

    A way is judged by its parts, so that what is seldom seen whole ("=" with no blank line before)
    is not thought strange when its parts are common: its family, its mark within the family, its
    gap within the family, and which share of the units that could be opened so were.
    """
    chosen: Counter[Opening] = Counter()
    seen = dict.fromkeys(habit, 0)
    for r, unit in zip(roles, offers, strict=True):
        for role, options in unit:
            best = None
            if role is r:
                best = options[0]
                if len(options) > 1:
                    best = max(options, key=lambda way: habit[way[0]] + way[1])
                chosen[best[0]] += 1
            for way in options:
                if way[2] or way is best:
                    seen[way[0]] += 1
    taken: Counter[tuple[str, ...]] = Counter()
    offered: Counter[tuple[str, ...]] = Counter()
    for opened, n in seen.items():
        for part in _parts(opened):
            offered[part] += n
            taken[part] += chosen[opened]
    tops: dict[str, int] = {}
    for part, n in taken.items():
        tops[part[0]] = max(tops.get(part[0], 0), n)
    most = max((n for what, n in tops.items() if what.startswith("mark of")), default=0)
    tops.update(
        {what: most for what in tops if what.startswith("mark of inline")}
    )  # a mark is rare among all openings
    out: dict[Opening, float] = {}
    for s in habit:
        total = 0.0
        for part in _parts(s):
            used = (taken[part] + 0.5) / (offered[part] + 1.0)
            weight = w.habit_used
            if s.family == "body":
                weight = w.habit_body if s.gap else w.habit_line
            total += weight * math.log(used / (1.02 - used))
            if s.family not in ("section", "body"):
                share = (taken[part] + w.unusual) / (tops.get(part[0], most) + w.unusual)
                total += w.habit_share * math.log(share)
        if s.family == "body":
            most_of = w.habit_other if s.gap else 0.0
            out[s] = round(max(w.habit_body_least, min(most_of, total)), 4)
        elif s.family == "section":
            out[s] = round(max(-w.habit_other, min(w.habit_other, total)), 4)
        else:
            out[s] = round(max(w.habit_least, min(w.habit_most, total)), 4)
    _bold_alone(out, w)
    return out


def _bold_alone(found: dict[Opening, float], w: Weights) -> None:
    """Notes whose entries begin in bold have the one or other whose headword is bold alone on
    its line, over a list.
    """
    inline = [s for s in found if s.family == "inline" and s.mark == "bold"]
    for s in found:
        if s.family == "alone" and s.mark == "bold":
            twins = [found[o] for o in inline if (o.gap, o.item) == (s.gap, s.item)]
            if twins:
                found[s] = max(found[s], round(twins[0] - w.habit_bold_alone, 4))


@cache
def _parts(s: Opening) -> tuple[tuple[str, ...], ...]:
    """The parts of a way of opening, each with what it is compared among."""
    if s.family in ("section", "body"):
        return ((s.family, s.mark),)
    family = f"{s.family}{' item' if s.item else ''}"
    mark = (f"mark of {s.family}", s.mark)
    if s.family == "heading" or s.item:
        return (("family", family), mark)
    return (("family", family), mark, ("gap", str(s.gap)))
