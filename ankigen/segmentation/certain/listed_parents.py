"""Lines that are surely names over a text of their own and yet lie in another entry, or head
entries as topics: each is a card besides.

- Items over two items and more, in an entry: what the line is by itself tells (the model of
  single lines).
- Lines that are nothing but words in bold, where most such lines are headwords. Those in the text
  of another entry are headwords, too.
- Lines that end with a colon over items that are entries, in the midst of other entries ("Three
  paths:"): they head that list and nothing behind it.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.blocks.own_numbers import is_bold
from ankigen.segmentation.blocks.units import PLAIN
from ankigen.segmentation.certain.examples import names_a_part
from ankigen.segmentation.certain.typed_lists import list_end
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import NAMED_PART
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.siblings.outline import FIXED, items_end
from ankigen.segmentation.words import FRAME, is_label, length
from ankigen.text.questions import asks

#: An item over so many others (over one, where the item behind it is an entry), of so many words at
#: most and as likely a name as this, is one with such a chance, where so large a share of the items
#: of its list are over others.
UNDER, WORDS, NAME, CHANCE, OVER = 2, 5, 1.0, -1.0, 0.6
#: A headword of more words is a task.
LONGEST_HEAD = 7


def listed_parents(draft: Draft, parted: Collection[int] = ()) -> dict[int, int]:
    """Where the list below each such item ends; `parted` are items that a mark parts into a name
    and what is said of it.
    """
    found: dict[int, int] = {}
    heads = draft.entries_of()
    for items in _lists(draft):
        head = heads[items[0]]
        if head is None or _is_asked(draft, head):
            continue
        ends = {k: end for k in items if (end := _end(draft, k)) > k + 1}
        told = sum(k in ends or k in parted for k in items)
        if told >= OVER * len(items):
            found.update({k: end for k, end in ends.items() if _is_name(draft, k, end)})
    return found


def _lists(draft: Draft) -> list[list[int]]:
    """The items of each list in an entry, the last level of lists left out."""
    lists: list[list[int]] = []
    opened: dict[int, list[int]] = {}
    for k, (u, role) in enumerate(zip(draft.units, draft.roles, strict=True)):
        if not u.item or role is not Role.ITEM:
            opened = {}
            continue
        opened = {n: some for n, some in opened.items() if n <= u.level}
        if u.level not in opened:
            opened[u.level] = []
            lists.append(opened[u.level])
        opened[u.level].append(k)
    return lists


def _is_asked(draft: Draft, head: int) -> bool:
    """Whether a list is the answer to a question or a task."""
    text = draft.headword(head)
    return asks(text) or (draft.roles[head] is Role.HEAD and length(text) > LONGEST_HEAD)


def _end(draft: Draft, k: int) -> int:
    """Where the items further in below an item end, or entries of their own begin."""
    end = items_end(draft.units, k)
    return next((n for n in range(k + 1, end) if draft.roles[n] in HEADS), end)


def _is_name(draft: Draft, k: int, end: int) -> bool:
    units = draft.units
    beside = end < len(units) and units[end].item and units[end].level == units[k].level
    under = 1 if beside and draft.roles[end] in HEADS else UNDER
    likely = draft.odds(k, LineRole.HEAD) >= CHANCE and draft.layout.term[k] >= NAME
    short = draft.layout.n[k] <= WORDS and end > k + under
    return likely and short and _names(draft, k)


def _names(draft: Draft, k: int) -> bool:
    """Whether a line names something, and no part of what is said of something else."""
    text = draft.units[k].text.text.strip(" :")
    part = is_label(text) or FRAME.match(text) or NAMED_PART.match(text) or names_a_part(text)
    return len(text) > 1 and not part


#: So many lines in bold, and so large a share of them, are headwords; so long is a name, and what
#: lies below it, in units.
LEAST, SHARE, LONGEST, MOST = 4, 0.6, 9, 25


#: More entries than these below a line in bold, and such a share of its lines, are a run of them.
RUN, RUN_SHARE = 3, 0.5


def bold_topics(draft: Draft) -> dict[int, int]:
    """Where what lies below each line in bold that is a topic ends, where most are headwords."""
    found: dict[int, int] = {}
    bold = _bold_lines(draft)
    stops = sorted({*bold, *draft.headings, len(draft.units)}) if bold else []
    for k, end in pairwise(stops):
        if k not in bold or draft.roles[k] is not Role.SECTION or not _names(draft, k):
            continue
        entries = draft.entries(k + 1, end)
        if entries > RUN and entries >= RUN_SHARE * (end - k - 1):
            continue  # it says nothing that they do not
        fixed = any(u.kind in (*FIXED, Kind.TABLE) for u in draft.units[k + 1 : end])
        if k + 1 < end <= k + 1 + MOST and not fixed:
            found[k] = end
    return found


def take_bold_lines(draft: Draft) -> None:
    """Makes headwords of the lines in bold that are text of another entry, where most are
    headwords.
    """
    bold = _bold_lines(draft)
    for k in bold:
        over = k + 1 < len(draft.units) and draft.roles[k + 1] in INSIDE and k + 1 not in bold
        if draft.roles[k] in (Role.BODY, Role.WRAP) and over and _names(draft, k):
            draft.head(k, draft.text_end(k + 1))


#: A line that leads in to a list has so many words at most, and this chance to be a headword.
LEAD_WORDS, LEAD_CHANCE = 9, math.log(0.4)
#: Its list has no more items than one card asks.
LIST = 8


def leads_of_lists(draft: Draft) -> dict[int, int]:
    """Where the list below each line ends that leads in to entries and is none itself."""
    units, roles = draft.units, draft.roles
    found: dict[int, int] = {}
    for k, u in enumerate(units):
        if roles[k] not in (Role.SECTION, Role.LOOSE) or u.kind not in PLAIN or u.item:
            continue
        if not u.text.text.rstrip(" *_").endswith((":", "：")) or k in draft.settled:
            continue
        end = list_end(units, k)
        if not UNDER <= end - k - 1 <= LIST or any(
            roles[n] not in HEADS for n in range(k + 1, end)
        ):
            continue
        likely = draft.odds(k, LineRole.HEAD) > LEAD_CHANCE or _is_bold_as_others(draft, k)
        if likely and _is_amid(draft, k, end):
            found[k] = end
    return {
        k: end for k, end in found.items() if draft.layout.n[k] <= LEAD_WORDS and _names(draft, k)
    }


def _is_amid(draft: Draft, k: int, end: int) -> bool:
    """Whether a line and its list stand among other entries, with none but these apart."""
    units, roles = draft.units, draft.roles
    goes_on = end < len(units) and not units[end].gap and units[end].kind is Kind.LINE
    above = draft.entry_of(k - 1) if k and not units[k].gap else None
    return goes_on or (above is not None and roles[above] is Role.ENTRY)


def _is_bold_as_others(draft: Draft, k: int) -> bool:
    """Whether a line is in bold, right below an entry with a headword in bold."""
    above = draft.entry_of(k - 1) if k and not draft.units[k].gap else None
    split = draft.splits.get(above) if above is not None else None
    return split is not None and split.style == "bold" and is_bold(draft.units[k])


def end_leads(draft: Draft) -> None:
    """Ends the topics that such lines are where their lists end."""
    for k, end in leads_of_lists(draft).items():
        if draft.roles[k] is Role.SECTION:
            own = [n for n in range(k + 1, end) if n not in draft.within]
            draft.name_only(k, own, draft.units[k].text.text.strip(" :：*_"))


def _bold_lines(draft: Draft) -> set[int]:
    """The lines that are nothing but words in bold, where most but not all are headwords."""
    units = draft.units
    bold = [
        k
        for k, u in enumerate(units)
        if u.kind in PLAIN
        and not u.item
        and u.text.marks
        and draft.layout.n[k] <= LONGEST
        and is_bold(u, 1)
    ]
    heads = sum(draft.roles[k] is Role.HEAD for k in bold)
    few = len(bold) < LEAST or heads == len(bold) or heads < SHARE * len(bold)
    return set() if few else set(bold)
