"""Lists below headings each item of which is a name, a comma and what is said of it ("Strake, a row
of planks from stem to stern"), where nothing else parts them: entries, full stops or not.
"""

from __future__ import annotations

from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.siblings.outline import Group, GroupKind
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.splits.weak_marks import after_comma
from ankigen.segmentation.words import length

#: So many items of a list are so, all that it has; of a shorter list, where so many of the document
#: are.
LEAST, MANY = 3, 6
#: What is said has so many words.
SAID = 3


def take_comma_items(draft: Draft) -> None:
    """Makes entries of such items; a heading right over them is their topic."""
    lists = [g for g in draft.groups if g.kind is GroupKind.ITEMS and not g.parts]
    found = [(group, splits) for group in lists if (splits := _splits(draft, group))]
    long = [splits for _, splits in found if len(splits) >= LEAST]
    many = sum(map(len, long)) >= MANY
    for group, splits in found:
        if len(splits) >= LEAST or many:
            _take(draft, group, splits)


def _splits(draft: Draft, group: Group) -> dict[int, Split]:
    """Where the items of a list are parted, if all of them are."""
    out: dict[int, Split] = {}
    names: set[str] = set()
    for k in (s.at for s in group.siblings):
        text = draft.units[k].text.text
        start = after_comma(text)
        if not start or draft.roles[k] is not Role.ITEM or k in draft.settled:
            return {}
        said = text[start:]
        before = any(split.end < start - 2 for split in draft.options(k).values())
        if before or text[0].islower() or said[0].isdigit() or length(said) < SAID:
            return {}
        out[k] = Split(start - 2, start, ",", 0.0)
        names.add(fold(text[: start - 2]))
    return out if len(names) == len(out) and _is_below_heading(draft, next(iter(out))) else {}


def _is_below_heading(draft: Draft, k: int) -> bool:
    head = draft.entry_of(k)
    return head is not None and head in draft.headings


def _take(draft: Draft, group: Group, splits: dict[int, Split]) -> None:
    head = draft.entry_of(group.siblings[0].at)
    for s in group.siblings:
        draft.enter(s.at, splits[s.at])
        draft.join(s.at + 1, s.end)
    if head == group.siblings[0].at - 1:
        draft.roles[head] = Role.SECTION
    elif head is not None:
        draft.go_back_behind(group.siblings[-1].at, head)
