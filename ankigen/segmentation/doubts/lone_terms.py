"""Terms that stand alone in notes typed in a hurry, their text still missing: one in a paragraph of
its own was taken for a topic, one at the end of a paragraph for more text of the term above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ankigen.model import Finding, Kind, Origin
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.text.patterns import when_asked

#: So many entries of a headword over its text, and so large a share of all, make such notes.
ENTRIES, SHARE = 3, 0.4
#: A term has no more words; the text above one at the end of a paragraph no fewer.
TERM, TEXT = 4, 3
#: A topic holds more entries than this, in the mean.
HOLDS = 2.0
#: So many terms at the end of paragraphs are no accident.
AT_THE_END = 2
#: So large a share of the texts begins with a small letter where names alone have a capital.
SMALL = 0.9

_ENDED = when_asked(r"[.!?:;,()…]")


def lone_terms(draft: Draft, name: str) -> Iterator[Finding]:
    """A finding for each line that may be a term without its text."""
    roles, splits = draft.roles, draft.splits
    heads = [k for k, role in enumerate(roles) if role in HEADS]
    over = [k for k in heads if roles[k] is Role.HEAD and k not in splits]
    if len(over) < max(ENTRIES, SHARE * len(heads)):
        return
    small = sum(draft.units[k].text.text[:1].islower() for k in over) > len(over) / 2
    places = [k for k in range(len(roles)) if _is_brief(draft, k) and k not in draft.settled]
    named = small and _texts_are_small(draft)
    places = [k for k in places if named or draft.units[k].text.text[:1].islower() == small]
    topics = [k for k in places if roles[k] is Role.SECTION and _is_apart(draft, k)]
    ends = [
        k
        for k in places
        if roles[k] in (Role.BODY, Role.WRAP)
        and _is_at_the_end(draft, k, amid=named and draft.units[k].text.text[:1].isupper())
    ]
    if not _are_terms(draft, topics, heads):
        topics = []
    if len(ends) + len(topics) < AT_THE_END:
        ends = []
    for k in sorted((*topics, *ends)):
        unit = draft.units[k]
        taken = "a topic" if roles[k] is Role.SECTION else "text of the entry above"
        message = (
            f'"{unit.text.text}" stands alone and was taken for {taken}; if it is a term, write '
            'what it is below it, or leave it out in "ankigen review"'
        )
        yield Finding(Origin(name, unit.line), "stands-alone", message, True, unit.line)


def _is_brief(draft: Draft, k: int) -> bool:
    unit = draft.units[k]
    text = unit.text.text
    plain = (
        text[:1].isalpha()
        and unit.kind is Kind.LINE
        and not unit.item
        and k >= max(1, draft.layout.title)
    )
    return plain and draft.layout.n[k] <= TERM and not _ENDED.search(text) and termness(text) > 0


def _next_apart(draft: Draft, k: int) -> bool:
    return k + 1 == len(draft.units) or draft.units[k + 1].gap > 0


def _is_apart(draft: Draft, k: int) -> bool:
    return draft.units[k].gap > 0 and _next_apart(draft, k)


def _texts_are_small(draft: Draft) -> bool:
    """Whether texts begin with a small letter, and only names with a capital."""
    texts = [
        draft.units[k].text.text
        for k, role in enumerate(draft.roles)
        if role in (Role.BODY, Role.WRAP) and not _is_brief(draft, k)
    ]
    small = sum(not text[:1].isupper() for text in texts)
    return len(texts) >= ENTRIES and small >= SMALL * len(texts)


def _is_at_the_end(draft: Draft, k: int, amid: bool) -> bool:
    """Whether a line stands below the text of a headword, last in its paragraph, and is briefer.
    With `amid`, the next headword may stand right below it.
    """
    above = draft.layout.n[k - 1]
    inside = draft.roles[k - 1] in (Role.BODY, Role.WRAP)
    longer = above >= TEXT and above > draft.layout.n[k]
    below = amid and k + 1 < len(draft.units) and draft.roles[k + 1] in HEADS
    return inside and longer and (below or _next_apart(draft, k))


def _are_terms(draft: Draft, topics: Sequence[int], heads: Sequence[int]) -> bool:
    """Whether what was taken for topics holds too little for that, or begins in the midst."""
    if not topics:
        return False
    sections = [k for k, role in enumerate(draft.roles) if role is Role.SECTION]
    ends = dict(pairwise([*sections, len(draft.roles)]))
    held = [draft.entries(k, ends[k]) for k in topics]
    few = sum(held) <= HOLDS * len(held)
    amid = sum(head < topics[0] for head in heads) >= AT_THE_END
    return few and (len(topics) >= AT_THE_END or amid)
