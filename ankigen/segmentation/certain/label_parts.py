"""Headings and lines below headings, most of which are the same few labels again and again ("Time:
1642", "Background", "Content", "Meaning"), name the parts of what stands above them.

The headings above are the entries, and whatever stands under a label is said of them.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.units import OPEN, PLAIN, Unit
from ankigen.segmentation.certain.text_of_headings import says_its_name
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.siblings.hypotheses import FIRST_LINES, HEADS, INSIDE, Draft
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked
from ankigen.text.questions import asks

#: A label stands below so many headings; so many headings have such labels; so large a share of
#: the headings below them are such labels; each has so many of them on average.
RECURS, PARENTS, SHARE, EACH = 2, 3, 0.65, 2.0
#: Or a single label stands below so large a share of them, beside so few entries on average.
EVERYWHERE, BESIDE = 0.75, 1.5
#: A label has no more words; one that stands alone on its line no more than these.
WORDS, BARE = 4, 3
#: A label that asks has no more words.
ASKED = 3
#: Under a label stand no more than so many entries on average: more are the entries themselves.
ENTRIES = 2.0
#: Headings over so many labels, all of which come again, are headwords however few they are.
ALL = 3
#: Over so large a share of the texts below them, headings that are named there are no labels.
NAMED = 0.3
#: The colon behind a label.
_VALUE = when_asked(r"(?<=\S)\s*[:：]")


def label_of(text: str) -> str:
    """What a heading is called, without its value and the signs around it; "" where it is none.

    >>> label_of("*Time: 1642"), label_of("The great frost of that year"), label_of("Why?")
    ('time', '', '')
    """
    if asks(text):
        return ""
    name = fold(_VALUE.split(text, maxsplit=1)[0].strip(" *#_.-–—"))
    return name if len(name.split()) <= WORDS else ""


def join_labels(draft: Draft) -> None:
    """The headings over such labels are headwords, and all below them is their text."""
    levels = sorted({draft.units[k].level for k in draft.headings})
    same = [[k for k in draft.headings if draft.units[k].level == level] for level in levels]
    for parents, deeper in zip_longest(same, same[1:], fillvalue=()):
        if sum(says_its_name(draft, k) for k in deeper) <= NAMED * len(deeper):
            _join(draft, parents, deeper)
        lines = [k for p in parents for k in _label_lines(draft, p, draft.headings[p])]
        _join(draft, parents, lines)
    _join_bare(draft)
    _join_below_lines(draft)
    _join_between(draft)


def _join_between(draft: Draft) -> None:
    """A line with a label and a value, between lines with others in one entry, is a part as they
    are ("Issue: …", "Holding: Yes", "Rule: …").
    """
    units = draft.units

    def labelled(k: int) -> bool:
        name, *value = _VALUE.split(units[k].text.text.rstrip(), maxsplit=1)
        return not units[k].gap and len(name.split()) <= WORDS and any(value)

    for k in range(1, len(units) - 1):
        if draft.roles[k] is not Role.HEAD or k in draft.settled or units[k].item:
            continue
        within = draft.roles[k - 1] in INSIDE and draft.roles[k + 1] in INSIDE
        if within and all(labelled(n) and not units[n].item for n in (k - 1, k, k + 1)):
            draft.join(k, k + 1)


def join_labels_again(draft: Draft) -> None:
    """Makes text of a line that a colon parts behind a brief name, below the text of a heading that
    is its headword, where one of that name stands so below another heading, too.
    """
    units, roles = draft.units, draft.roles
    found: dict[str, dict[int, int]] = {}
    for p, end in draft.headings.items():
        if roles[p] is not Role.HEAD:
            continue
        for k in range(p + 2, end):
            u, split = units[k], draft.splits.get(k)
            parted = roles[k] is Role.ENTRY and split is not None and split.style == ":"
            if u.item or u.kind not in PLAIN or not (parted or roles[k] in INSIDE):
                continue
            name = label_of(u.text.text) if _VALUE.search(u.text.text) else ""
            if name and len(name.split()) <= BARE and roles[k - 1] in INSIDE:
                found.setdefault(name, {})[p] = k
    for places in found.values():
        for k in places.values() if len(places) >= RECURS else ():
            if roles[k] is Role.ENTRY:
                draft.join(k, k + 1)


#: So many labels come again below lines that are headwords, each below so many of them.
SHARED = 2


def _join_below_lines(draft: Draft) -> None:
    """The same of short lines over nothing but labelled ones ("Calvin cycle", "Place: stroma",
    "Needs: ATP"): two of them with the same labels are enough.
    """
    below: dict[int, tuple[int, set[str]]] = {}
    for start, end in _heads_over_lines(draft):
        names = {_named(draft.units[k]) for k in range(start + 1, end) if draft.units[k].text}
        below[start] = end, names
    count = Counter(name for _, names in below.values() for name in names if name)
    shared = {name for name, times in count.items() if times >= RECURS}
    for start, (end, names) in below.items():
        held = draft.roles[start] in HEADS and not draft.entries(start + 1, end)
        if not held and len(names & shared) >= max(SHARED, SHARE * len(names)):
            _head(draft, start, end, range(start + 1, end))


def _heads_over_lines(draft: Draft) -> Iterator[tuple[int, int]]:
    """Short lines without a label, each with where it ends, that stand over lines without a gap
    all of which begin with one.
    """
    units, end = draft.units, 0
    for start, u in enumerate(units):
        if u.kind not in OPEN or start < end or draft.layout.n[start] > WORDS:
            continue
        text, taken = u.text.text, draft.taken.get(start)
        if draft.roles[start] in INSIDE and taken is not None and taken.layout == FIRST_LINES:
            continue
        if start in draft.settled or not label_of(text) or _VALUE.search(text):
            continue
        end = start + 1
        while end < len(units) and units[end].kind in PLAIN and not units[end].gap:
            if units[end].item or not _VALUE.search(units[end].text.text):
                break
            end += 1
        if end - start > SHARED:
            yield start, end


def _join_bare(draft: Draft) -> None:
    """Makes headwords of the headings over lines that are nothing but a label and a colon ("Ideas:"
    over a list), where these come again below other headings.
    """
    units = draft.units
    over: dict[str, dict[int, int]] = {}
    for p, end in draft.headings.items():
        for k in range(p + 1, end - 1):
            u = units[k]
            if u.item or u.kind not in OPEN or draft.layout.n[k] > BARE:
                continue
            text = u.text.text.rstrip(" *_")
            if text.endswith((":", "：")) and (name := label_of(text)):
                over.setdefault(name, {})[p] = k
    if max(map(len, over.values()), default=0) < PARENTS:
        return
    for parents in over.values():
        for p, k in parents.items():
            below = range(p + 1, draft.headings[p])
            named = any(n in draft.splits and not units[n].item for n in below)
            if draft.roles[k] not in INSIDE and len(parents) >= RECURS and not named:
                draft.head(p, draft.headings[p])


def _label_lines(draft: Draft, start: int, end: int) -> list[int]:
    """The lines and items right below a heading that begin with a label and a colon, or with one in
    bold or italics.
    """
    units = draft.units
    return [
        k
        for k in range(start + 1, end)
        if units[k].kind in OPEN
        and not units[k].level
        and (_lead(units[k]) or _VALUE.search(units[k].text.text))
    ]


def _lead(u: Unit) -> int:
    """Where the words end that a line begins with in bold or italics; 0 where it has none, or has
    nothing else.
    """
    if u.kind is Kind.HEADING:
        return 0
    ends = [m.end for m in u.text.marks if not m.start and m.style in (Style.STRONG, Style.EM)]
    end = max(ends, default=0)
    return end if end < len(u.text.text.rstrip()) else 0


def _named(u: Unit) -> str:
    """What a heading or a line is called as a label; one in bold may ask ("**When?** 1642")."""
    lead = _lead(u)
    text = u.text.text[: lead or None]
    return label_of(text.rstrip(" ?") if lead and length(text) <= ASKED else text)


def _join(draft: Draft, parents: Sequence[int], labels: Sequence[int]) -> None:
    for start, end in _over_labels(draft, parents, labels):
        _head(draft, start, end, labels)


def _head(draft: Draft, start: int, end: int, labels: Iterable[int]) -> None:
    """Makes a headword of a line over some labels, none of which goes on with the line above."""
    draft.head(start, end)
    for k in (start + 1, *labels):
        if start < k < end and draft.roles[k] is Role.WRAP:
            draft.roles[k] = Role.BODY


def _is_everywhere(
    draft: Draft, ends: Mapping[int, int], over: Mapping[str, int], recurring: Collection[int]
) -> bool:
    """Whether one label stands below nearly all of these headings, and hardly anything below them
    is an entry but the labels.
    """
    if max(over.values(), default=0) < max(PARENTS, EVERYWHERE * len(ends)):
        return False
    entries = sum(
        draft.roles[k] in HEADS and k not in recurring
        for p, end in ends.items()
        for k in range(p + 1, end)
    )
    return entries <= BESIDE * len(ends)


def _over_labels(
    draft: Draft, parents: Sequence[int], labels: Sequence[int]
) -> list[tuple[int, int]]:
    """The headings that stand over recurring labels, each with where it ends. The labels are given
    in their order.
    """
    units = draft.units
    ends = {p: draft.section_end(p) for p in parents}
    below = {p: labels[bisect(labels, p) : bisect(labels, ends[p] - 1)] for p in parents}
    name = {k: _named(units[k]) for k in labels}
    over = Counter(own for some in below.values() for own in {name[k] for k in some} if own)
    recurring = {k for some in below.values() for k in some if over[name[k]] >= RECURS}
    some = [p for p in parents if recurring.intersection(below[p])]
    if len(some) < max(PARENTS, SHARE * len(parents)):
        some = [p for p in some if len(below[p]) >= ALL and recurring.issuperset(below[p])]
    if len(some) < PARENTS:
        return []
    own = [k for p in some for k in below[p]]
    least = max(SHARE * len(own), EACH * len(some))
    own_ends = {p: ends[p] for p in some}
    if len(recurring) < least and not _is_everywhere(draft, own_ends, over, recurring):
        return []
    stops = {k: stop for p in some for k, stop in pairwise([*below[p], ends[p]])}
    if sum(draft.entries(k + 1, stops[k]) for k in own) > ENTRIES * len(own):
        return []
    return [(p, ends[p]) for p in some]
