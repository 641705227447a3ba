"""Lists in notes typed line by line: the lines that they hang on are their headwords, or the topic
of what is an entry in them, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import PLAIN, Unit
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft


def list_end(units: Sequence[Unit], k: int) -> int:
    """Where the list right below a line ends."""
    end = k + 1
    while end < len(units) and units[end].item and not units[end].gap:
        end += 1
    return end


def head_over(draft: Draft, k: int, *, loose: bool = False) -> None:
    """Makes a headword of a line right over a list that is in the entry above, or in none
    (`loose`: only of that).
    """
    units, roles = draft.units, draft.roles
    own = (Role.LOOSE,) if loose else (Role.ITEM, Role.LOOSE)
    end = list_end(units, k)
    if end < k + 2 or any(roles[n] not in own for n in range(k + 1, end)):
        return
    if k and roles[k - 1] is Role.HEAD:
        if units[k - 1].kind is not Kind.HEADING:
            return
        roles[k - 1] = Role.SECTION
    draft.head(k, end)


def topic_of_list(draft: Draft, k: int, end: int) -> None:
    """Makes a line the topic of the entries of the list right below it, and of no others."""
    draft.leave(k, k + 1)
    draft.roles[k] = Role.SECTION
    draft.name_only(k, range(k + 1, end), draft.units[k].text.text.strip(" :："))


def place_in_lists(draft: Draft, lines: Sequence[int]) -> None:
    """Puts entries that are indented under an entry, or under a name in the midst of entries, in
    the topic of that line alone, and those that are bullets under an entry in its topic.
    """
    units, roles = draft.units, draft.roles
    for k in lines:
        if roles[k] is Role.ENTRY and k in draft.splits:
            name = draft.headword(k).strip(" :")
            for n in range(k + 1, list_end(units, k)):
                if roles[n] is Role.ENTRY:
                    draft.within[n] = name
        if roles[k] is not Role.ENTRY or not units[k].indent:
            continue
        j = k
        while j and units[j].indent >= units[k].indent and not units[j].gap:
            j -= 1
        among = j and not units[j].gap and roles[j - 1] in (*HEADS, *INSIDE)
        if units[j].indent >= units[k].indent or units[j].kind not in PLAIN:
            continue
        name = units[j].text.text
        if roles[j] is Role.SECTION and among:
            draft.local.add(j)
        elif roles[j] is Role.ENTRY and j in draft.splits:
            name = name[: draft.splits[j].end]
        elif roles[j] is not Role.HEAD:
            continue
        draft.within[k] = name.strip(" :")
