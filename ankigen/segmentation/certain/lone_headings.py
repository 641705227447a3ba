"""Headings of plain text that stand alone between blank lines: what looks like an entry among them
("Ore -> metal") is a heading too, and a line of text right below one is no heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.words import length

#: So many headings of the notes have a blank line above and below.
LEAST = 3
#: A heading with a mark has no more words than this.
HEADING_WORDS = 4
#: A line of text is longer than the heading above it, and has so many words at least.
TEXT_WORDS = 6


def settle_lone_headings(draft: Draft) -> None:
    """Makes a topic of the one short entry of plain text that stands between blank lines as the
    headings of the notes do; leaves out lines of text that were read as headings for standing
    right over entries, where another heading stands above them.
    """
    units, roles = draft.units, draft.roles
    alone = [k for k in _lines(draft) if units[k + 1].gap and (not k or units[k].gap)]
    if sum(roles[k] is Role.SECTION for k in alone) < LEAST:
        return
    entries = [
        k for k in alone if roles[k] is Role.ENTRY and length(units[k].text.text) <= HEADING_WORDS
    ]
    if len(entries) == 1 and entries[0] not in draft.settled:
        (k,) = entries
        if roles[k + 1] not in INSIDE:
            draft.roles[k] = Role.SECTION
            draft.splits.pop(k, None)
    for k in _lines(draft):
        if roles[k] is Role.SECTION and _is_text_under_heading(draft, k):
            draft.leave(k, k + 1)


def _lines(draft: Draft) -> Iterator[int]:
    """The lines of plain text that are no items, but for the last unit."""
    for k, u in enumerate(draft.units[:-1]):
        if u.kind is Kind.LINE and not u.item:
            yield k


def _is_text_under_heading(draft: Draft, k: int) -> bool:
    u, above, below = draft.units[k], draft.units[k - 1], draft.units[k + 1]
    words = length(u.text.text)
    return (
        k > 0
        and draft.roles[k - 1] is Role.SECTION
        and above.kind is Kind.LINE
        and not above.item
        and bool(u.gap)
        and not below.gap
        and draft.roles[k + 1] in HEADS
        and words >= TEXT_WORDS
        and words > length(above.text.text)
        and not u.text.text.rstrip().endswith((":", "："))
    )
