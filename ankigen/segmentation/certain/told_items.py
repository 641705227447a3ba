"""Items inside the entry of an item over them, or of a line that leads in to them ("Organs:"), that
are likely entries themselves, each by what the line says ("Edge crevasse: where …"), and such items
in no entry beside others that are headwords over what lies below them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.certain.examples import names_a_part
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import is_label
from ankigen.text.patterns import when_asked

#: An item is an entry with at least this chance; so large a share of those under one
#: headword; one alone with a greater one.
SURE, SHARE, ALONE = math.log(0.6), 0.3, math.log(0.8)
#: The marks that part an entry by themselves.
MARKS = frozenset((":", "::", "-", "–", "—", "---", "=", "->", "=>", "→", "⇒", "|", "bold"))
#: An item in no entry is one with this chance, beside so many headwords of its list.
BESIDE, HEADS_LEAST = math.log(0.4), 2
#: With this one beside so many, nearly all of which are parted by the same mark.
AS_OTHERS, OTHERS, OTHERS_SHARE = math.log(0.18), 4, 0.8
_LEADS_IN = (":", "：")
_IN_BRACKETS = when_asked(r"\([^()]*\)")
_SEVERAL = when_asked("[,;，；、]")


def take_told_items(draft: Draft) -> None:
    """Makes entries of such items; what stands between them goes on with the item over them."""
    _take_loose(draft)
    units = draft.units
    under: dict[int, list[int]] = {}
    for k, u in enumerate(units):
        if not u.item or draft.roles[k] not in INSIDE:
            continue
        head = draft.entry_of(k)
        if head is not None and _is_over(draft, head, u):
            under.setdefault(head, []).append(k)
    if not under:
        return
    told = {k: split for items in under.values() for k in items if (split := told_split(draft, k))}
    splits = named_once(draft, told)
    for head, items in under.items():
        own = [k for k in items if k in splits]
        rest = [k for k in items if k not in splits]
        if (
            len(rest) == 1
            and len(own) > HEADS_LEAST
            and (last := told_split(draft, rest[0], BESIDE))
        ):
            splits[rest[0]] = last  # all the others are
            own = list(items)
        alone = len(own) == 1 and draft.odds(own[0], LineRole.ENTRY) < ALONE
        if len(own) >= SHARE * len(items) and not alone:
            for k in own:
                part(draft, k, head, splits[k])


def _take_loose(draft: Draft) -> None:
    """Makes entries of items in no entry beside headwords of one list."""
    units, roles = draft.units, draft.roles
    lists: dict[int, list[int]] = {}  # the lists that go on, by their level
    heads: list[tuple[int, list[int]]] = []
    for k, u in enumerate(units):
        lists = {n: some for n, some in lists.items() if u.item and n <= u.level}
        if not u.item:
            continue
        own = lists.setdefault(u.level, [])
        if roles[k] in HEADS:
            own.append(k)
        elif roles[k] is Role.LOOSE and k not in draft.settled:
            heads.append((k, own))
    splits = {
        k: split
        for k, own in heads
        if len(own) >= HEADS_LEAST
        and (split := told_split(draft, k, BESIDE) or _as_others(draft, k, own))
        and "=" not in units[k].text.text[: split.end]
    }
    for k, split in named_once(draft, splits).items():
        draft.enter(k, split)


def _as_others(draft: Draft, k: int, own: Sequence[int]) -> Split | None:
    """Where an item is parted as the headwords beside it are."""
    split = told_split(draft, k, AS_OTHERS)
    if split is None:
        return None
    alike = sum(n in draft.splits and draft.splits[n].style == split.style for n in own)
    return split if alike >= max(OTHERS, OTHERS_SHARE * len(own)) else None


def _is_over(draft: Draft, head: int, item: Unit) -> bool:
    """Whether a headword is the item that an item lies under, or a line that leads in to it."""
    u = draft.units[head]
    if u.item:
        return u.level == item.level - 1
    leads_in = u.text.text.rstrip(" *_").endswith(_LEADS_IN)
    return not item.level and u.kind in OPEN and draft.roles[head] is Role.HEAD and leads_in


def part(draft: Draft, k: int, head: int, split: Split) -> None:
    """Makes an entry of an item; the next one that is none goes back to the headword over both."""
    draft.enter(k, split)
    draft.back.pop(k, None)
    draft.go_back_behind(k, head)


def told_split(
    draft: Draft, k: int, chance: float = SURE, marks: Collection[str] = MARKS
) -> Split | None:
    """Where an item is parted that is an entry by itself with such a chance, if one of these marks
    parts it.
    """
    told = draft.told.get(k)
    if told is None or told.split is None or told.odds[LineRole.ENTRY] < chance:
        return None
    name = draft.units[k].text.text[: told.split.end]
    unmarked = told.split.style not in marks
    if (
        unmarked
        or _SEVERAL.search(_IN_BRACKETS.sub("", name))
        or names_a_part(name)
        or is_label(name)
    ):
        return None
    return told.split


def named_once(draft: Draft, splits: Mapping[int, Split]) -> dict[int, Split]:
    """Those of these lines whose headword no other one of them has: what recurs is a label."""
    heads = {k: fold(draft.units[k].text.text[: split.end]) for k, split in splits.items()}
    often = Counter(heads.values())
    return {k: split for k, split in splits.items() if often[heads[k]] == 1}
