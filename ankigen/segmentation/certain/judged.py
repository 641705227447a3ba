"""Lists of statements that say of each whether it is true ("A mule is a hybrid: True"): each is an
entry, and so are the other items of such a list that a colon parts.
"""

from __future__ import annotations

import re

from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.siblings.outline import Group, GroupKind
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked
from ankigen.text.questions import TRUTH, TRUTHS

#: A statement has so many words, a list judges so many, and both ways are met in the document.
WORDS, LEAST = 3, 3
_YES = tuple(pair[0].casefold() for pair in TRUTHS)
_EITHER = tuple(value.casefold() for pair in TRUTHS for value in pair)
#: A line is looked at if such a word is among so many characters at its end.
_ENDING = 24
_JUDGED = when_asked(
    rf"(?P<said>.{{8,500}}?)(?:\s*[:：=→\t]\s*|\s+[-–—]+>?\s+|\s*->\s*|\s*=>\s*|\s*(?P<open>[(\[]))"
    rf"(?P<value>{TRUTH})(?(open)[)\]])\s*[.!]?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_COLON = ": "
_KINDS = (GroupKind.ITEMS, GroupKind.LINES)


def take_judged(draft: Draft) -> None:
    """Makes entries of such items, and topics of the headings right over them."""
    lists: list[tuple[Group, dict[int, Split]]] = []
    values: set[bool] = set()
    for group in draft.groups:
        if group.kind not in _KINDS or group.parts or len(group.siblings) < LEAST:
            continue
        judged: dict[int, Split] = {}
        own: set[bool] = set()
        for k in (s.at for s in group.siblings):
            found = _judged(draft, k)
            if found is not None:
                judged[k], yes = found
                own.add(yes)
        if len(judged) >= LEAST:
            lists.append((group, judged))
            values |= own
    if len(values) < 2:
        return
    for group, judged in lists:
        _take(draft, group, judged)


def _judged(draft: Draft, k: int) -> tuple[Split, bool] | None:
    """Where the statement of a line ends and what is said of it begins, and whether that is yes."""
    u = draft.units[k]
    ending = u.text.text[-_ENDING:].rstrip(" .!)]").casefold()
    if not ending.endswith(_EITHER) or u.kind not in OPEN or k in draft.settled:
        return None
    found = _JUDGED.fullmatch(u.text.text)
    if found is None or length(found["said"]) < WORDS:
        return None
    end = found.end("said")
    return Split(end, found.start("value"), ":", 0.0), found["value"].casefold() in _YES


def _take(draft: Draft, group: Group, judged: dict[int, Split]) -> None:
    draft.topic_above(group.siblings[0].at)
    for s in group.siblings:
        split = judged.get(s.at) or _parted(draft, s.at)
        if split is not None:
            draft.enter(s.at, split)
            draft.back.pop(s.at, None)
            draft.join(s.at + 1, s.end)


def _parted(draft: Draft, k: int) -> Split | None:
    """Where a colon parts another item of such a list."""
    if k in draft.settled:
        return None
    found = draft.options(k).get(":")
    text = draft.units[k].text.text
    if found is not None or text.count(_COLON) != 1:
        return found
    at = text.index(_COLON)
    return Split(at, at + len(_COLON), ":", 0.0)
