"""A list under a heading, only some items of which look like entries, or by different marks, is the
text of that heading, where other headings of its level are headwords over their lists; so it is
with lines in bold over their lists, and over one line of text each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.certain.plain_entries import bold_head
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.text.patterns import when_asked

#: So many headings of a level are headwords over a list, and so large a share of those over one.
LEAST, SHARE = 2, 0.4
#: No larger a share of the items of a list are entries by one mark, if it is the text of its
#: heading.
ENTRIES = 0.75
#: So many of them with a headword in bold are entries for sure.
BOLD = 3
#: So large a share of the items of a list is in no entry, if it is the text of the line in bold
#: above it, as the lists below the others are.
LOST = 0.25

_BRACKET = when_asked(r"\s*\([^()]*\)$")


def join_half_lists(draft: Draft) -> None:
    """Makes headwords of the headings over such lists."""
    units, roles = draft.units, draft.roles
    for level in {units[k].level for k in draft.headings}:
        lists = {
            k: items
            for k, end in draft.headings.items()
            if units[k].level == level and (items := _items(draft, k + 1, end))
        }
        heads = [k for k, items in lists.items() if roles[k] in HEADS and not _opens(draft, items)]
        if len(heads) < max(LEAST, SHARE * len(lists)):
            continue
        for k, items in lists.items():
            if k not in heads and draft.read[k] is Role.HEAD and _half(draft, items):
                draft.head(k, draft.headings[k])


def join_lost_items(draft: Draft) -> None:
    """Gives a list back to the line in bold right above it, which was read as its headword, where
    some items are in no entry and the lists below most other such lines are their text.
    """
    units, roles = draft.units, draft.roles
    lists: dict[int, Sequence[int]] = {}
    for k, u in enumerate(units[:-1]):
        if u.kind is Kind.HEADING or u.item or not units[k + 1].item or not is_bold_name(u):
            continue
        if roles[k] in (Role.HEAD, Role.SECTION) and draft.read[k] is Role.HEAD:
            end = next((n for n in range(k + 1, len(units)) if not units[n].item), len(units))
            lists[k] = _items(draft, k + 1, end)
    whole = sum(not _opens(draft, items) for items in lists.values())
    if whole < max(LEAST, len(lists) / 2):
        return
    for k, items in lists.items():
        lost = sum(roles[n] is Role.LOOSE and n not in draft.asides for n in items)
        if _opens(draft, items) and lost >= LOST * len(items) and k not in draft.settled:
            draft.head(k, items[-1] + 1)


def join_said_below(draft: Draft) -> None:
    """Gives a line back to the line in bold right above it, which was read as its headword, where
    it is all that is said there and several other such lines are headwords over one line each.
    """
    units, roles = draft.units, draft.roles
    names = [
        k
        for k, u in enumerate(units[:-1])
        if u.kind in OPEN
        and u.kind is not Kind.HEADING
        and not u.item
        and is_bold_name(u)
        and units[k + 1].kind in OPEN
        and not units[k + 1].item
        and not units[k + 1].gap
        and (k + 2 == len(units) or units[k + 2].gap > 0 or units[k + 2].kind is Kind.HEADING)
    ]
    heads = [k for k in names if roles[k] is Role.HEAD and roles[k + 1] in INSIDE]
    for k in names:
        topic = roles[k] in (Role.HEAD, Role.SECTION) and roles[k + 1] is Role.ENTRY
        if topic and draft.read[k] is Role.HEAD and len(heads) >= LEAST and k not in draft.settled:
            draft.head(k, k + 2)


def is_bold_name(u: Unit) -> bool:
    """Whether a line is nothing but words in bold, and what stands behind them in brackets."""
    text = _BRACKET.sub("", u.text.text.rstrip(" :："))
    return any(m.style is Style.STRONG and not m.start and m.end >= len(text) for m in u.text.marks)


def _half(draft: Draft, items: Sequence[int]) -> bool:
    """Whether some items of a list are entries, but not nearly all of them by one mark."""
    opens = _opens(draft, items)
    if not opens or any(n not in draft.splits for n in opens):
        return False  # an item over others is a headword whatever stands beside it
    bold = sum(bold_head(draft, n) is not None for n in opens)
    marks = Counter(draft.splits[n].style for n in opens)
    return bold < BOLD and marks.most_common(1)[0][1] <= ENTRIES * len(items)


def _opens(draft: Draft, items: Sequence[int]) -> list[int]:
    return [n for n in items if draft.roles[n] in HEADS]


def _items(draft: Draft, start: int, end: int) -> Sequence[int]:
    """The outer items of what stands below a heading, if that is a list and nothing else."""
    places = range(start, end)
    if not places or any(not draft.units[k].item and not draft.units[k].level for k in places):
        return ()
    return [k for k in places if draft.units[k].item and not draft.units[k].level]
