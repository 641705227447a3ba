"""Items over others that are headwords over what lies under them, at any depth: those of which all
would be in no entry, names over what is said of them, and names in bold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ankigen.model import Style
from ankigen.segmentation.certain.examples import is_no_name
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.siblings.outline import Group, GroupKind, Sibling
from ankigen.segmentation.words import length
from ankigen.text.questions import asks

#: So many items of a list stand over others at least, where a deeper list is taken before the one
#: that it lies in.
PARENTS = 2
#: A name has no more words; what is said of it has so many at least, and more than the name.
NAME, SAID = 4, 5
#: Where all items of a list are such names, so many words are enough.
ALL_SAID = 2
#: So many such names at least that are no headwords yet; one alone in its list only where so large
#: a share of the short items over others are such names.
NAMES, SHARE = 3, 0.6
#: Where so large a share of the items of a list are such names, the others are.
MOSTLY = 0.7
#: A name in bold over others has no more words, in lists no further in than this.
BOLD_NAME, OUTER = 6, 1
#: A name is so much like a headword.
TERM = 1.5
#: So many outer items, and so large a share of those in lists with others below, lead in to
#: what is below, if all are headwords.
ALL_LEAST, ALL = 6, 0.9
#: What leads on to something else is no name.
_LEADS_ON = (":", "：", "-", "–", "—", "=", "→", ",", ";", "?", "!", "…", "...")


def take_loose_parents(draft: Draft, groups: Sequence[Group]) -> None:
    """Makes headwords of the items all of whose lines would be in no entry, in lists that hold
    entries already: the inner lists first where several of their items stand over others.
    """
    lists = _lists(groups)
    for least in (PARENTS, 1):
        for group in sorted(lists, key=lambda g: -g.level):
            over = [s for s in group.siblings if _is_loose(draft, s)]
            if len(over) < least or not (least > 1 or _has_entries(draft, group)):
                continue
            for s in over:
                draft.head(s.at, s.end)


def take_all_parents(draft: Draft, groups: Sequence[Group]) -> None:
    """Makes headwords of the outer items of a document nearly all of which end with a colon over
    others, but below a heading that asks.
    """
    lists = [g for g in _lists(groups) if not draft.units[g.siblings[0].at].level]
    lists = [g for g in lists if any(map(_is_over, g.siblings))]
    items = [s for g in lists for s in g.siblings]
    over = [s for s in items if _is_over(s) and _leads_in(draft, s)]
    if len(over) < max(ALL_LEAST, ALL * len(items)):
        return
    for group in lists:
        title = draft.entry_of(group.siblings[0].at)
        if title is not None and asks(draft.units[title].text.text):
            continue
        for s in group.siblings:
            if _is_over(s) and draft.roles[s.at] not in HEADS:
                draft.head(s.at, s.end)


def _leads_in(draft: Draft, s: Sibling) -> bool:
    return draft.units[s.at].text.text.rstrip(" *_").endswith((":", "："))


def _is_over(s: Sibling) -> bool:
    return s.end > s.at + 1


def take_named_parents(draft: Draft, groups: Sequence[Group]) -> None:
    """Makes headwords of the items that are names over what is said of them, in an entry or in
    none; what stands behind them in the list goes on with the entry that it was in.
    """
    own = _lists(groups)
    lists = [[s for s in g.siblings if _is_free(draft, s)] for g in own]
    short = [s for some in lists for s in some if draft.layout.n[s.at] <= NAME]
    often = Counter(fold(draft.units[s.at].text.text) for s in short)
    named = [
        [s for s in some if _is_named(draft, s, often, least)]
        for some, group in zip(lists, own, strict=True)
        for least in [ALL_SAID if _all_over(draft, group) else SAID]
    ]
    named = [
        _with_the_others(some, found, group, often, draft)
        for some, found, group in zip(lists, named, own, strict=True)
    ]
    found = sum(map(len, named))
    if found < NAMES:
        return
    mostly = found >= SHARE * len(short)
    sure = [s for some in named if mostly or len(some) > 1 for s in some]
    for s in sorted(sure, key=lambda s: s.at):
        _head_within(draft, s)


def _with_the_others(
    free: Sequence[Sibling],
    named: Sequence[Sibling],
    group: Group,
    often: Counter[str],
    draft: Draft,
) -> list[Sibling]:
    """The names of a list with the few others, where all its items are short and stand over
    something: what is said of one of them may be brief.
    """
    rest = [s for s in free if s not in named and often[fold(draft.units[s.at].text.text)] == 1]
    few = len(named) >= max(NAMES, MOSTLY * len(group.siblings))
    if not few or len(named) + len(rest) < len(group.siblings) or not _all_over(draft, group):
        return list(named)
    clear = all(not is_no_name(draft.units[s.at].text.text) for s in rest)
    return [*named, *rest] if clear else list(named)


def take_bold_parents(draft: Draft, groups: Sequence[Group]) -> None:
    """Makes headwords of the items that are nothing but a name in bold over others, in an entry or
    in none, in outer lists; what stands behind them goes on with the entry that it was in.
    """
    some = [
        s
        for group in _lists(groups)
        if group.level <= OUTER
        for s in group.siblings
        if _is_free(draft, s) and _is_bold(draft, s.at)
    ]
    often = Counter(fold(draft.units[s.at].text.text) for s in some)
    for s in sorted(some, key=lambda s: s.at):
        if often[fold(draft.units[s.at].text.text)] == 1:
            _head_within(draft, s)


def _is_bold(draft: Draft, k: int) -> bool:
    """Whether a unit is a name all of which is in bold."""
    text = draft.units[k].text
    name = text.text.strip(" :：.*_")
    start, end = text.text.find(name), text.text.find(name) + len(name)
    bold = any(m.style is Style.STRONG and m.start <= start and m.end >= end for m in text.marks)
    return bold and bool(name) and length(name) <= BOLD_NAME and not is_no_name(name)


def _head_within(draft: Draft, s: Sibling) -> None:
    """Makes a headword of an item over what lies below it; what stands behind that goes on with the
    entry that the item was in.
    """
    outer = draft.entry_of(s.at)
    draft.back.pop(s.at, None)
    draft.head(s.at, s.end)
    draft.named.add(s.at)
    if outer is not None and s.end < len(draft.units) and draft.roles[s.end] in INSIDE:
        draft.back[s.end] = outer


def _is_free(draft: Draft, s: Sibling) -> bool:
    """Whether an item stands over others, and neither it nor these are entries or topics."""
    free = draft.roles[s.at] not in (*HEADS, Role.SECTION)
    return free and _is_over(s) and not draft.entries(s.at + 1, s.end)


def _lists(groups: Iterable[Group]) -> list[Group]:
    return [g for g in groups if g.kind is GroupKind.ITEMS and not g.parts]


def _has_entries(draft: Draft, group: Group) -> bool:
    return any(draft.roles[k] in HEADS for k in group.places)


def _is_loose(draft: Draft, s: Sibling) -> bool:
    whole = range(s.at, s.end)
    return _is_over(s) and all(draft.roles[k] is Role.LOOSE for k in whole)


def _all_over(draft: Draft, group: Group) -> bool:
    """Whether all items of a list are as short as names over others, in no answer to a question."""
    outer = draft.entry_of(group.siblings[0].at)
    answer = outer is not None and asks(draft.units[outer].text.text)
    return (
        len(group.siblings) > 1
        and not answer
        and all(_is_over(s) and draft.layout.n[s.at] <= NAME for s in group.siblings)
    )


def _is_named(draft: Draft, s: Sibling, often: Counter[str], least: float = SAID) -> bool:
    """Whether an item is a name over what is said of it, and no other item is called so."""
    return is_named(draft, s.at, least) and often[fold(draft.units[s.at].text.text)] == 1


def is_named(draft: Draft, k: int, least: float = SAID) -> bool:
    """Whether a unit is a name, and the item right under it is longer, as what is said of it, in
    so many words at least.
    """
    if k + 1 == len(draft.units) or not draft.units[k + 1].item:
        return False
    n, said = draft.layout.n[k], draft.layout.n[k + 1]
    text = draft.units[k].text.text.strip(" *_")
    if n > NAME or said < least or said <= n or text.endswith(_LEADS_ON):
        return False
    return termness(text) >= TERM and not is_no_name(text)
