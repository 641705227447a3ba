"""Sentences below a heading that is a headword, one or two of which alone were read as entries:
"The axle is a rod …" amid its text, a line that begins with a formula or an arrow: its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft

#: What parts such sentences is in any sentence: a verb, a word in bold.
WEAK = frozenset({"copula", "bold-inside"})
#: What parts the beginning of any sentence: text wherever it stands below such a heading.
BARE = "run-on"
#: From so many below one heading on they are entries.
ENTRIES = 3


def join_prose(draft: Draft) -> None:
    """Makes text of the heading of such sentences."""
    spans = [(k, end) for k, end in draft.headings.items() if draft.roles[k] is Role.HEAD]
    lone = {k: list(_as_read(draft, k + 1, end)) for k, end in spans}
    begun = Counter(b for some in lone.values() for b in {_begins(draft, n) for n in some} if b)
    for k, some in lone.items():
        for n in some:
            if n in draft.splits and draft.splits[n].style == BARE:
                draft.join(n, n + 1)
                if draft.units[n].gap and draft.entry_of(n) != k:
                    draft.back[n] = k
        weak = [n for n in some if _is_weak(draft, n) or begun[_begins(draft, n)] > 1]
        if len(weak) < ENTRIES:
            for n in weak:
                draft.join(n, n + 1)


def _as_read(draft: Draft, start: int, end: int) -> Iterator[int]:
    """The lines below a heading that were read as entries, each by itself."""
    for n in range(start, end):
        if draft.roles[n] in HEADS and not draft.units[n].item and draft.is_as_read(n):
            yield n


def _is_weak(draft: Draft, n: int) -> bool:
    """Whether nothing parts a line that only entries have."""
    split = draft.splits.get(n)
    if split is not None:
        return split.style in WEAK
    text = draft.units[n].text.text.strip()
    return draft.roles[n] is Role.HEAD and (not text[:1].isalnum() or text.endswith("."))


def _begins(draft: Draft, n: int) -> str:
    """How a headword of several words begins, which tells headings apart from lines that recur."""
    words = draft.units[n].text.text.casefold().split()
    alone = draft.roles[n] is Role.HEAD and n not in draft.splits
    return " ".join(words[:2]) if alone and len(words) > 2 else ""
