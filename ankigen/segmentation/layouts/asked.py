"""Siblings that ask: a list or a level of headings most of which are questions or tasks. Each is a
headword, and what lies under it is its answer, whatever that looks like.
"""

from __future__ import annotations

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.outline import Group, GroupKind, Sibling
from ankigen.segmentation.splits.split import Split
from ankigen.text.questions import NAMING, are_names, asks

#: Items right below one another, and those with text between them.
LISTS = (GroupKind.ITEMS, GroupKind.APART)
#: So many siblings ask at least, and so large a share of them; of those that ask, so large a share
#: has an answer below.
LEAST, SHARE, ANSWERED = 3, 0.6, 0.6
#: Numbered points without a question: so many of them, and so large a share has anything below.
COUNTED, COUNTED_SHARE = 6, 0.9
#: The title of a fold has so many words at most.
TOGGLE = 20
#: A line of an answer stands for itself if its split has such a score, or the one above is short.
MARKED, SHORT = 0.5, 6


def asked(draft: Draft, group: Group) -> Hypothesis | None:
    """The group with its questions as headwords, None if it does not ask."""
    if group.kind not in (*LISTS, GroupKind.HEADINGS):
        return None
    asking = [s for s in group.siblings if asks(draft.units[s.at].text.text)]
    counted = len(asking) < SHARE * len(group.siblings) and _counted(draft, group)
    if counted or _toggles(draft, group):
        asking = list(group.siblings)
    over = [s for s in asking if s.end > s.at + 1]
    few = len(asking) < max(LEAST, SHARE * len(group.siblings))
    parted = [s for s in over if _parts(draft, s) > 1]
    if few or len(over) < max(LEAST, ANSWERED * len(asking)) or 2 * len(parted) > len(over):
        return None
    naming = {s.at: names for s in over if (names := _names_below(draft, s))}
    out = Roles()
    for s in group.siblings:
        if len(naming) >= NAMING and s.at in naming:
            under = draft.under(s) | dict.fromkeys(naming[s.at], Role.ENTRY)
            out.put(s.at, Role.SECTION, draft.closed(under, s.at + 1, s.end))
            out.splits.update(naming[s.at])
            continue
        split = None if asks(draft.units[s.at].text.text) else draft.read_splits.get(s.at)
        if split is not None and group.kind in LISTS:
            out.put(s.at, Role.ENTRY, draft.under(s), split)
        elif s.end > s.at + 1 and (group.kind in LISTS or s in asking):
            out.put(s.at, Role.HEAD, _answer(draft, s))
        elif group.kind in LISTS:
            out.put(s.at, Role.LOOSE, {})
        else:
            out.add(*draft.now(range(s.at, s.end)))
    return out.hypothesis("asked", "1." if counted else "?")


#: A name below a question has so many words at most.
LONGEST_NAME = 6
_MARKS = ("-", "–", "—", "=")


def _names_below(draft: Draft, s: Sibling) -> dict[int, Split]:
    """The paragraphs below a question that each define a name, with where they are parted; none if
    others stand between them."""
    opens = [
        k
        for k in range(s.at + 1, s.end)
        if draft.units[k].kind in OPEN and draft.units[k].gap and not draft.units[k].item
    ]
    found: dict[int, Split] = {}
    for k in opens:
        split = next((o for m in _MARKS if (o := draft.options(k).get(m))), None)
        if split and len(draft.units[k].text.text[: split.end].split()) <= LONGEST_NAME:
            found[k] = split
    return found if are_names(len(found), len(opens)) else {}


def _counted(draft: Draft, group: Group) -> bool:
    """Whether these are the numbered points of a whole list, each over what it stands for."""
    siblings = group.siblings
    first = draft.units[siblings[0].at].marker
    if group.kind is not GroupKind.ITEMS or first is None or not first.ordered or group.level:
        return False
    over = sum(s.end > s.at + 1 for s in siblings)
    inner = sum(draft.roles[k] in HEADS for s in siblings for k in range(s.at + 1, s.end))
    return len(siblings) >= COUNTED and over >= COUNTED_SHARE * len(siblings) and inner < over


def _toggles(draft: Draft, group: Group) -> bool:
    """Whether each item stands over a paragraph of its own behind a blank line, as folded lists
    are exported."""
    if group.kind not in LISTS or len(group.siblings) < LEAST:
        return False
    over = [s for s in group.siblings if s.end > s.at + 1 and _over_paragraph(draft, s)]
    return len(over) >= COUNTED_SHARE * len(group.siblings)


def _over_paragraph(draft: Draft, s: Sibling) -> bool:
    first = draft.units[s.at + 1]
    inside = first.level > draft.units[s.at].level  # a paragraph of the item, not behind the list
    said = any(map(str.isalnum, first.text.text))  # a picture alone says nothing
    apart = first.kind in OPEN and not first.item and bool(first.gap) and said
    return apart and inside and draft.layout.n[s.at] <= TOGGLE


def _answer(draft: Draft, s: Sibling) -> dict[int, Role]:
    """The roles of what lies under a question: the line right below it goes on with it if it
    begins in small letters and more stands below, else the answer begins there.
    """
    under = draft.under(s)
    first = s.at + 1
    if under[first] is Role.WRAP:
        goes_on = draft.units[first].text.text[:1].islower() and len(under) > 1
        under[first] = Role.HEAD2 if goes_on else Role.BODY
    for k in range(s.at + 2, s.end):
        if under[k] is Role.WRAP and _own_line(draft, k):
            under[k] = Role.BODY
    return under


def _own_line(draft: Draft, k: int) -> bool:
    """Whether a line of an answer is no wrapped one: it is parted by a mark, or a short line
    stands above it.
    """
    parted = any(split.score > MARKED for split in draft.options(k).values())
    small = draft.units[k].text.text[:1].islower()
    return parted or (not small and draft.layout.n[k - 1] <= SHORT)


def _parts(draft: Draft, s: Sibling) -> int:
    """The headings under a heading: what has several of them is a chapter."""
    return sum(draft.units[k].kind is Kind.HEADING for k in range(s.at + 1, s.end))
