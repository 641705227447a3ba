"""Short lines behind blank lines, each right over a few lines that nothing parts: where one after
the other was read so, each is the headword of its paragraph, though a line in one of them looks
like an entry by itself ("Organs: board", "furosemide" over what is said of it).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.certain.label_parts import label_of
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import FIRST_LINES, HEADS, INSIDE, Draft, Roles
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.siblings.outline import FIXED
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.words import stems
from ankigen.text.patterns import when_asked

#: A first line has no more words; so many of them, one after the other, are headwords; and no
#: larger a share of the lines below one looks like an entry.
WORDS, LEAST, SHARE = 5, 3, 0.5
#: A line is surely a headword with this chance.
SURE = math.log(0.7)
#: The layout of a run that takes every other line for a headword, whatever it says.
IN_TURN = "alternate"
#: A label stands below so many first lines.
RECURS = 2


def take_paragraph_heads(draft: Draft) -> None:
    """Makes headwords of such lines, and their text of all below them."""
    ends = dict(_paragraphs(draft))
    labels = _labels(draft, ends)
    run: list[int] = []
    for start in [*ends, len(draft.units)]:
        one = start in ends and _is_one(draft, start, ends[start], labels)
        if run and not (one and start == ends[run[-1]]):
            _take(draft, {k: ends[k] for k in run})
            run = []
        if one:
            run.append(start)


def _take(draft: Draft, run: Mapping[int, int]) -> None:
    """Decides paragraphs that follow each other. The first of them alone may begin with a topic,
    where its first line is likelier one than those of the others.
    """
    roles = draft.roles
    first, *others = run
    over = [k for k in run if roles[k] is Role.SECTION and roles[k + 1] in HEADS]
    topic = draft.odds(first, LineRole.SECTION)
    titled = over == [first] and all(topic > draft.odds(k, LineRole.SECTION) for k in others)
    heads = {k: end for k, end in run.items() if k != first or not titled}
    if len(heads) < LEAST and not _share_a_word(draft, heads):
        return
    out = Roles()
    for k, end in heads.items():
        if _is_below_title(draft, k):
            out.put(k - 1, Role.SECTION, {})
        if roles[k] is not Role.HEAD or draft.entries(k + 1, end):
            out.put(k, Role.HEAD, {n: _inside(draft, n) for n in range(k + 1, end)})
    draft.take(out.hypothesis(FIRST_LINES))


def _share_a_word(draft: Draft, heads: Mapping[int, int]) -> bool:
    """Whether several first lines are of one kind by their words ("Gram positive", "Gram
    negative").
    """
    words = [stems(draft.units[k].text.text) for k in heads]
    return len(words) > 1 and bool(set.intersection(*words))


def _is_below_title(draft: Draft, k: int) -> bool:
    """Whether a line was read as text of the short line that stands alone above it."""
    units = draft.units
    alone = k > 0 and draft.read[k - 1] is Role.HEAD and bool(units[k - 1].gap or k == 1)
    plain = units[k - 1].kind is Kind.LINE and not units[k - 1].item and k - 1 not in draft.settled
    return alone and plain and draft.read[k] in INSIDE and draft.layout.n[k - 1] <= WORDS


def _inside(draft: Draft, k: int) -> Role:
    """The role of a line as it was read; one that looked like an entry goes on with none above."""
    inside = draft.inside(k)
    return (
        draft.read[k] if draft.read[k] in INSIDE else Role.BODY if inside is Role.WRAP else inside
    )


def _paragraphs(draft: Draft) -> Iterator[tuple[int, int]]:
    """The short lines behind blank lines over others, each with where its paragraph ends."""
    units = draft.units
    starts = [k for k, u in enumerate(units) if u.gap or not k or u.kind in FIXED]
    for start, end in pairwise([*starts, len(units)]):
        u = units[start]
        if end == start + 1 or u.kind is not Kind.LINE or u.item or draft.layout.n[start] > WORDS:
            continue
        if all(units[k].kind is Kind.LINE for k in range(start, end)):
            yield start, end


def _labels(draft: Draft, ends: Mapping[int, int]) -> set[int]:
    """The lines that begin with a label which stands below several first lines."""
    names = {
        k: label_of(text)
        for start, end in ends.items()
        for k in range(start + 1, end)
        if ":" in (text := draft.units[k].text.text)
    }
    over: Counter[str] = Counter()
    for start, end in ends.items():
        over.update({names[k] for k in range(start + 1, end) if names.get(k)})
    return {k for k, name in names.items() if over[name] >= RECURS}


def _is_one(draft: Draft, start: int, end: int, labels: set[int]) -> bool:
    """Whether a paragraph was read as the entry of its first line, and few of the other lines look
    like entries.
    """
    roles, read, text = draft.roles, draft.read, draft.units[start].text.text.rstrip()
    if (
        not (read[start] is Role.HEAD or _is_below_title(draft, start))
        or text.endswith((":", "?"))
        or draft.may_part(start)
    ):
        return False
    if roles[start] is Role.ENTRY and draft.splits[start].style not in WEAK:
        return False
    if start in draft.settled or (read[start + 1] not in INSIDE and start + 1 not in labels):
        return False
    opens = [k for k in range(start + 1, end) if k not in labels and roles[k] in HEADS]
    bare = [k for k in opens if roles[k] is Role.HEAD and not _is_over_example(draft, k, end)]
    if len(opens) > SHARE * (end - start - 1) or len(bare) > 1:
        return False
    return all(k == start + 1 or _is_unlike(draft, k, start) for k in bare)


def _is_unlike(draft: Draft, k: int, start: int) -> bool:
    """Whether a line that was taken for a headword differs from the first line of its paragraph:
    it is in small letters and not surely one, or every other line was taken for one.
    """
    name, first = draft.units[k].text.text, draft.units[start].text.text
    taken = draft.taken.get(k)
    small = name[:1].islower() and first[:1].isupper() and draft.odds(k, LineRole.HEAD) < SURE
    return small or taken is None or taken.layout == IN_TURN


#: How a line begins that gives examples.
_EXAMPLE = when_asked(
    r"(?:e\.?g|ex|i\.e|z\.\s?B|bsp|p\.\s?ej|p\.\s?ex|np|par ex)\b[.:]?\s", re.IGNORECASE
)


def _is_over_example(draft: Draft, k: int, end: int) -> bool:
    """Whether nothing but examples stands below a line."""
    return end == k + 2 and _EXAMPLE.match(draft.units[k + 1].text.text) is not None
