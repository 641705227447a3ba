"""Lines at the margin of a run, each right over lines that are further in: headwords over their
texts, though the step is a single space and nothing parts them ("Giotto, Lamentation, c. 1305").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import STOP, hangs
from ankigen.segmentation.siblings.hypotheses import INSIDE, OVER_TEXT, Draft, Roles

#: So many lines at the margin stand over others, with so many words on average and so many
#: characters at most; no larger a share of them ends as a sentence or a verse does, or is an entry
#: as it is.
LEAST, WORDS, LONGEST, OTHERS = 3, 8.0, 70, 0.2


def take_over_indented(draft: Draft) -> None:
    """Makes headwords of such lines; one right over the first of them is their topic."""
    for start, end in _runs(draft):
        units = draft.units
        margin = units[start].indent
        flush = [k for k in range(start, end) if units[k].indent == margin]
        heads = [k for k, after in pairwise([*flush, end]) if after > k + 1]
        titled = flush[:1] != heads[:1]
        if len(heads) >= LEAST and flush[titled:] == heads and _are_names(draft, heads):
            out = Roles()
            if titled and draft.roles[start] in (Role.HEAD, *INSIDE):
                out.put(start, Role.SECTION, {})
            for k, after in pairwise([*heads, end]):
                if draft.roles[k] not in (Role.HEAD, Role.ENTRY):
                    out.put(k, Role.HEAD, {n: draft.inside(n) for n in range(k + 1, after)})
            draft.take(out.hypothesis(OVER_TEXT))


def _runs(draft: Draft) -> Iterator[tuple[int, int]]:
    """The runs of lines of plain text without a blank line, at two depths, the first at the
    margin.
    """
    units, start = draft.units, 0
    for end in range(1, len(units) + 1):
        if end < len(units) and not units[end].gap:
            continue
        run = units[start:end]
        plain = all(u.kind is Kind.LINE and not u.item for u in run)
        steps = sorted({u.indent for u in run})
        free = not draft.settled.intersection(range(start, end))
        if plain and free and len(steps) == 2 and steps[0] == units[start].indent:
            yield start, end
        start = end


def _are_names(draft: Draft, heads: Sequence[int]) -> bool:
    """Whether lines are no sentences, no verses, no lines that go on, and few entries by a mark."""
    text = {k: draft.units[k].text.text.rstrip() for k in heads}
    ended = sum(
        STOP.search(t) is not None or t.endswith(",") or hangs(t, draft.units[k + 1].text.text)
        for k, t in text.items()
    )
    entries = sum(draft.roles[k] is Role.ENTRY for k in heads)
    short = sum(draft.layout.n[k] for k in heads) <= WORDS * len(heads)
    short = short and all(len(t) <= LONGEST for t in text.values())
    return short and max(ended, entries) <= OTHERS * len(heads)
