"""Paragraphs that begin with a name in italics, where others that do so are entries with that name
as their headword ("*Ada Frost (1850–1921)*: …"): entries parted behind that name, too, whatever
stands behind it. So are paragraphs that are all that a heading holds, and say what their names are.
"""

from __future__ import annotations

from collections.abc import Mapping

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.units import PLAIN, Unit
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import INSIDE, Draft
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import COPULA, is_label, length
from ankigen.text.patterns import when_asked

#: So many other paragraphs are parted there; a name has so many words at most; so many stand
#: behind it.
OTHERS, NAME, SAID = 2, 5, 3
_BRACKET = when_asked(r"\([^()]+\)$")


def take_names_in_italics(draft: Draft) -> None:
    """Parts such entries there. Of text, those paragraphs are entries whose name has something in
    brackets, as those of all others have.
    """
    ends = {k: end for k, u in enumerate(draft.units) if (end := _name_end(u))}
    _take_defined(draft, ends)
    parted = [
        k
        for k, end in ends.items()
        if (split := draft.splits.get(k)) is not None and 0 <= split.end - end <= 1
    ]
    if sum(draft.splits[k].start > 0 for k in parted) < OTHERS:  # not before a verb
        return
    names = {k: draft.units[k].text.text[:end] for k, end in ends.items()}
    dressed = all(map(_BRACKET.search, (names[k] for k in parted)))
    for k in ends.keys() - {*parted}:
        free = k not in draft.settled and k not in draft.asides
        alike = dressed and _BRACKET.search(names[k]) and draft.roles[k] in (Role.LOOSE, *INSIDE)
        text = draft.units[k].text.text
        named = free and text[:1].isupper() and (alike or draft.roles[k] is Role.ENTRY)
        if named and length(text[ends[k] :]) >= SAID:
            draft.enter(k, Split(ends[k], ends[k], "em", 1.0))


#: So many paragraphs are all that a heading holds, and say by a verb what their names are.
DEFINED = 3


def _take_defined(draft: Draft, ends: Mapping[int, int]) -> None:
    """Makes entries of such paragraphs, and a topic of their heading."""
    for p, end in draft.headings.items():
        below = range(p + 1, end)
        said = [k for k in below if k in ends and COPULA.match(draft.units[k].text.text, ends[k])]
        if len(said) < max(DEFINED, len(below)) or draft.settled.intersection((p, *said)):
            continue
        for k in said:
            draft.enter(k, Split(ends[k], 0, "em", 1.0))
        draft.topic_above(p + 1)


def _name_end(u: Unit) -> int:
    """Where the name in italics ends with which a paragraph begins; 0 where it begins otherwise."""
    if u.item or u.kind not in PLAIN or (u.kind is Kind.LINE and not u.gap):
        return 0
    mark = next((m for m in u.text.marks if m.style is Style.EM and not m.start), None)
    if mark is None:
        return 0
    name = u.text.text[: mark.end].rstrip(" :：.")
    whole = mark.end >= len(u.text.text.rstrip())
    named = 0 < length(name) <= NAME and termness(name) > 0 and not is_label(name)
    return len(name) if named and not whole else 0
