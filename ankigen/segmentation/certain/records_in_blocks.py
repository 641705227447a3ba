"""Blocks of lines between blank ones whose first line is an entry, and in which the same labels
stand again and again below it ("Works: …", "Place of birth: …"), are one entry each.
"""

from __future__ import annotations

from collections import Counter

from ankigen.segmentation.blocks.units import PLAIN, Unit
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.text.patterns import when_asked
from ankigen.text.questions import asks

#: A label stands in so many blocks, below their first line and once in each; so many blocks, and so
#: large a share of those with several lines, have such labels.
RECURS, LEAST, SHARE = 3, 3, 0.6
#: A label has no more words.
WORDS = 4
_LABEL = when_asked(r"\W*(?P<label>\w[^:：=]{0,40}?)\s*[:：=]\s*\S")


def join_records(draft: Draft) -> None:
    """Makes text of the first line's entry of all that stands below it in such blocks."""
    blocks = [block for block in _blocks(draft) if len(block) > 1]
    if len(blocks) < LEAST:
        return
    below = [[_label(draft.units[k]) for k in block[1:]] for block in blocks]
    first = {_label(draft.units[block[0]]) for block in blocks}
    count = Counter(label for some in below for label in set(some) if label)
    twice = {label for some in below for label, n in Counter(some).items() if n > 1}
    recurring = {label for label, n in count.items() if n >= RECURS} - first - twice
    records = [
        block
        for block, some in zip(blocks, below, strict=True)
        if recurring.intersection(some) and _opens(draft, block[0])
    ]
    if len(records) < max(LEAST, SHARE * len(blocks)):
        return
    for block in records:
        draft.join(block[1], block[-1] + 1)


def _opens(draft: Draft, k: int) -> bool:
    """Whether a line is the headword of an entry, or parted into one."""
    return draft.roles[k] in HEADS and k not in draft.settled and not asks(draft.headword(k))


def _blocks(draft: Draft) -> list[list[int]]:
    """The runs of lines that are no items, with no blank line and no topic between them."""
    found: list[list[int]] = []
    for k, u in enumerate(draft.units):
        if u.kind not in PLAIN or u.item or u.answer or draft.roles[k] is Role.SECTION:
            continue
        if found and found[-1][-1] == k - 1 and not u.gap:
            found[-1].append(k)
        else:
            found.append([k])
    return found


def _label(u: Unit) -> str:
    """The label with which a line begins, "" where it has none."""
    found = _LABEL.match(u.text.text)
    label = fold(found["label"]) if found else ""
    return label if len(label.split()) <= WORDS else ""
