"""The splits by which the siblings of a group may be entries in one line, one choice for all of
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.siblings.outline import Group
from ankigen.segmentation.splits.separators import WEAK, at_sign, unknown_signs
from ankigen.segmentation.splits.split import Split

#: A mark that so large a share of the siblings has may part them.
LEAST_SHARE = 0.3
#: In so large a share of the lines a semicolon stands in what is said.
NEARLY = 0.8
#: Marks by which no list of entries is set out on purpose.
_NEVER_ALONE = frozenset(("copula", "run-on", "bracket", "bold-inside"))
#: What the other lines are split at where an unknown sign parts most.
_PLAIN = ("-", ":", "=", "=>", "tab", "::")

Splits = Mapping[int, Split]


def choices(draft: Draft, group: Group) -> Iterator[tuple[str, Splits]]:
    """Each way to split the siblings, with its name: by one mark, by a sign, by any of several
    marks.
    """
    at = [s.at for s in group.siblings]
    found = {k: draft.options(k) for k in at}
    count = Counter(mark for k in at for mark in found[k])
    least = max(2.0, LEAST_SHARE * len(at)) if len(at) > 2 else float(len(at))
    for mark, n in count.most_common():
        if n >= least and mark not in _NEVER_ALONE:
            own = {k: found[k][mark] for k in at if mark in found[k]}
            if not _steps(draft, own):
                yield mark, own
    yield from _signs(draft, at, found, least)
    several = {
        "bold*": {k: [s for m, s in found[k].items() if m.startswith("bold")] for k in at},
        "mixed": {k: [s for m, s in found[k].items() if m not in WEAK] for k in at},
    }
    for name, some in several.items():
        best = {
            k: max(splits, key=lambda s: (s.score + 0.5 * count[s.style] / len(at), -s.end))
            for k, splits in some.items()
            if splits
        }
        if len(best) >= least and not _steps(draft, best):
            yield name, best
    first = {
        k: min(splits, key=lambda s: s.end)
        for k in at
        if (splits := [s for m, s in found[k].items() if m not in WEAK or m in ("?", "em", "code")])
    }
    if len(first) >= least and not _steps(draft, first):
        yield "first", first


def _steps(draft: Draft, splits: Splits) -> bool:
    """Whether the items are steps with their verbs in bold ("1. **rinse** the burette"):
    numbered, and all in small letters.
    """
    units = [draft.units[k] for k in splits]
    return all(
        u.marker is not None and u.marker.ordered and u.text.text[:1].islower() for u in units
    ) and all(s.style == "bold-subject" for s in splits.values())


def _signs(
    draft: Draft, at: list[int], found: Mapping[int, Mapping[str, Split]], least: float
) -> Iterator[tuple[str, Splits]]:
    for sign in unknown_signs([draft.units[k].text for k in at]):
        split = {k: s for k in at if (s := at_sign(draft.units[k].text, sign)) is not None}
        if len(split) < least or (sign == ";" and _parted_before(found, split)):
            continue
        yield "sign", split
        more = {
            k: next(found[k][m] for m in _PLAIN if m in found[k])
            for k in at
            if k not in split and any(m in found[k] for m in _PLAIN)
        }
        if more:
            yield "sign-mixed", {**split, **more}


def _parted_before(found: Mapping[int, Mapping[str, Split]], splits: Splits) -> bool:
    """Whether nearly all lines are parted well by a plain mark before these places."""
    before = sum(
        any(m in found[k] and 0 < found[k][m].end < s.end and found[k][m].score > 0 for m in _PLAIN)
        for k, s in splits.items()
    )
    return before >= NEARLY * len(splits)
