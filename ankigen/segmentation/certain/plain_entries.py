"""What has the clear form of entries, in number, is entries, and no text of what stands above."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from ankigen.model import Style
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.siblings.outline import Group, GroupKind
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import is_label

#: So many paragraphs between the items of a group are parted by a mark, and so large a share of
#: those that are no items.
LEAST, SHARE = 5, 0.5
#: So many items of a list begin with a headword in bold that no other has, and so large a share.
BOLD, BOLD_SHARE = 8, 0.5
#: So many lines right below one another all do.
BOLD_RUN = 3


def swallows(draft: Draft, group: Group, hypothesis: Hypothesis) -> bool:
    """Whether a hypothesis makes text of items out of paragraphs between them, most of which are
    read as entries, each parted by a mark ("Term: text", blank lines between).
    """
    if group.kind is not GroupKind.APART:
        return False
    units = draft.units
    apart = [k for k in group.places if units[k].kind in OPEN and not units[k].item]
    plain = [k for k in apart if k in draft.read_splits and draft.read_splits[k].style not in WEAK]
    lost = sum(hypothesis.roles[k] in INSIDE for k in plain)
    return lost >= max(LEAST, SHARE * len(apart)) and 2 * lost > len(plain)


def take_bold_lists(draft: Draft, groups: Sequence[Group]) -> None:
    """Long lists most of whose items begin with a headword in bold and a mark behind it are
    entries, at any depth; but names that come again in other lists are those of parts.
    """
    lists = [g for g in groups if g.kind is GroupKind.ITEMS and not g.parts]
    splits = {s.at: split for g in lists for s in g.siblings if (split := bold_head(draft, s.at))}
    heads = {k: draft.units[k].text.text[: split.end].strip() for k, split in splits.items()}
    times = Counter(heads.values())
    for group in lists:
        at = [s.at for s in group.siblings]
        own = [k for k in at if k in heads and times[heads[k]] == 1]
        if len(own) < max(BOLD, BOLD_SHARE * len(at)):
            continue
        if any(draft.roles[k] in HEADS for k in at):
            continue
        out = Roles()
        for s in group.siblings:
            under = draft.under(s)
            role = Role.ENTRY if s.at in splits else Role.HEAD if under else Role.ITEM
            out.put(s.at, role, under, splits.get(s.at))
        draft.take(out.hypothesis("items", "bold"))
        end = group.siblings[-1].end  # what went on with the text above is none of its last entry
        draft.leave(end, draft.text_end(end))


def take_bold_runs(draft: Draft) -> None:
    """Lines right below one another, all of which begin with a headword in bold and a mark behind
    it, are entries where they were taken for the text of a heading; but not where such a name is a
    label or comes again: then it is that of a part.
    """
    runs = []
    for group in draft.groups:
        at = [s.at for s in group.siblings]
        if group.kind is not GroupKind.LINES or group.parts or len(at) < BOLD_RUN:
            continue
        splits = {k: split for k in at if (split := bold_head(draft, k))}
        owner = draft.entry_of(at[0])
        if len(splits) == len(at) and owner is not None and owner in draft.headings:
            runs.append((owner, at, splits))
    times = Counter(_bold_name(draft, k, s) for _, _, splits in runs for k, s in splits.items())
    for owner, at, splits in runs:
        names = [_bold_name(draft, k, split) for k, split in splits.items()]
        if any(times[n] > 1 or is_label(n) for n in names) or draft.settled & {owner, *at}:
            continue
        if any(draft.roles[k] not in INSIDE for k in at):
            continue
        for k, split in splits.items():
            draft.enter(k, split)
        draft.topic_above(at[0])


def _bold_name(draft: Draft, k: int, split: Split) -> str:
    return fold(draft.units[k].text.text[: split.end])


#: How a sentence is parted whose subject is in bold.
_SENTENCE = "bold-subject"


def bold_head(draft: Draft, k: int) -> Split | None:
    """Where a line is parted by a mark behind a headword that is bold, if it is."""
    text = draft.units[k].text
    ends = [m.end for m in text.marks if m.style is Style.STRONG and not m.start]
    some = draft.options(k).values()
    for split in sorted(some, key=lambda s: s.style == _SENTENCE):  # a mark before a verb
        if split.style not in WEAK and any(end >= split.end - 1 for end in ends):
            return split
    return None


#: How a line is parted that begins with a headword in bold.
_IN_BOLD = ("bold", _SENTENCE)
#: So many items below the first one are entries as it is.
ITEMS_BELOW = 2


#: So many lines below the first one are entries by one mark, and that is one so likely.
LINES_BELOW, LIKELY_FIRST = 3, math.log(0.6)


def take_first_of_run(draft: Draft) -> None:
    """The line right below a headword, over a run of lines that all are entries by a name in bold,
    is one as they are, and the headword their topic; so is one that is likely one, over lines that
    all are parted by one mark, and the first item below an item, over such items.
    """
    units, roles = draft.units, draft.roles
    names = {fold(units[k].text.text) for k in draft.headings}
    for k in range(len(units) - 2):
        first = k + 1
        if roles[k] is not Role.HEAD or roles[first] not in (Role.BODY, Role.WRAP, Role.ITEM):
            continue
        end = _run_end(draft, first)
        some = [draft.splits.get(n) for n in range(first + 1, end)]
        style = some[0].style if some and some[0] is not None else ""
        below = units[first].item and units[first].level > units[k].level and units[k].item
        listed = below and style not in WEAK and len(some) >= ITEMS_BELOW
        listed = listed and fold(units[k].text.text.strip(" :")) not in names
        plain = not units[first].item and style not in WEAK and len(some) >= LINES_BELOW
        plain = plain and draft.odds(first, LineRole.ENTRY) > LIKELY_FIRST
        if not (listed or plain) and (style not in _IN_BOLD or units[first].item):
            continue
        same = all(other is not None and other.style == style for other in some)
        split = draft.options(first).get(style)
        if same and split is not None and not {k, first} & draft.settled:
            roles[k] = Role.SECTION
            draft.enter(first, split)


def _run_end(draft: Draft, first: int) -> int:
    """Where the entries that stand right below a line, and are of its look, end; right behind it
    where others follow.
    """
    units = draft.units
    end = first + 1
    while end < len(units) and not units[end].gap and draft.roles[end] is Role.ENTRY:
        if (units[end].item, units[end].level) != (units[first].item, units[first].level):
            break
        end += 1
    if units[first].item:
        return end
    return end if end == len(units) or units[end].gap else first + 1


def take_titles_between(draft: Draft, group: Group) -> None:
    """Items that ask, right over a paragraph that is no entry by a mark of its own, are questions
    with that paragraph for an answer; items that lead in to a paragraph that is one head it.
    """
    if group.kind is not GroupKind.APART:
        return
    units, roles = draft.units, draft.roles
    for s in group.siblings:
        k = s.at + 1
        if k >= s.end or roles[s.at] in HEADS or units[k].kind not in OPEN or units[k].item:
            continue
        text = units[s.at].text.text.rstrip(" *_")
        marked = k in draft.splits and draft.splits[k].style not in WEAK
        if text.endswith(_ASKS) and (roles[k] in INSIDE or (k in draft.splits and not marked)):
            roles[s.at] = Role.HEAD
            roles[k] = Role.BODY
            draft.splits.pop(k, None)
        elif text.endswith(_LEADS_IN) and roles[s.at] in INSIDE and marked and units[k].gap:
            roles[s.at] = Role.SECTION


_ASKS, _LEADS_IN = ("?", "？", "؟"), (":", "：")
