"""Words with glosses in another script ("keel 龙骨") are entries, also in lists in which many words
have none yet; the heading over such a list is its title. So are words with a gloss behind any mark
("keel ~ backbone") in runs of lines in which many words have none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft, Roles
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.siblings.outline import Group, GroupKind
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.splits.unmarked_splits import SCRIPTS
from ankigen.segmentation.words import length

#: So many items of the document have a gloss, and so large a share of the items of lists that hold
#: one; the others are words: they have no more than these.
LEAST, SHARE, WORDS = 8, 0.2, 4
#: So many lines are bare words, and so large a share of those of such runs; with a gloss they have
#: so many words at most, and are entries by themselves with such a chance.
BARE, BARE_SHARE, GLOSSED, LIKELY = 8, 0.3, 14, math.log(0.5)
#: One mark parts so large a share of those.
ONE_MARK = 0.7
#: The first line of a run is its title where all others, so many at least, have a gloss.
OTHERS = 3

#: A word and its gloss may be parted by nothing but a wide space, or by their scripts.
_GAPS = ("columns", SCRIPTS)
_ALONE = (Role.HEAD, Role.LOOSE, Role.SECTION)


def take_glossed_items(draft: Draft, groups: Sequence[Group]) -> None:
    """Makes entries of such words, and titles of the headings right over their lists."""
    glossed: dict[int, Split] = {}
    lists: list[Group] = []
    for group in groups:
        if group.kind is GroupKind.ITEMS and not group.parts and (own := _glossed(draft, group)):
            glossed |= own
            lists.append(group)
    if len(glossed) < max(LEAST, SHARE * sum(len(g.siblings) for g in lists)):
        return
    for group in lists:
        title = group.siblings[0].at - 1
        over = (
            title >= 0
            and draft.units[title].kind is Kind.HEADING
            and draft.roles[title] is Role.HEAD
        )
        free = over or draft.roles[title + 1] not in INSIDE
        if not free or all(draft.roles[s.at] in HEADS for s in group.siblings if s.at in glossed):
            continue
        out = Roles()
        if over:
            out.put(title, Role.SECTION, {})
        for s in group.siblings:
            if s.at in glossed:
                out.put(s.at, Role.ENTRY, draft.under(s), glossed[s.at])
            else:
                out.put(s.at, Role.LOOSE, dict.fromkeys(range(s.at + 1, s.end), Role.LOOSE))
        draft.take(out.hypothesis("items", SCRIPTS))


def take_glossed_lines(draft: Draft, groups: Sequence[Group]) -> None:
    """Makes entries of such words in runs of lines, and leaves out the bare ones."""
    parted: dict[int, Split] = {}
    runs: list[Group] = []
    for group in groups:
        if group.kind is GroupKind.LINES and not group.parts:
            own = _in_run(draft, group)
            if own:
                parted |= own
                runs.append(group)
    lines = sum(len(g.siblings) for g in runs)
    bare = lines - len(parted) - sum(_may_be_titled(group, parted) for group in runs)
    likely = [k for k in parted if draft.odds(k, LineRole.ENTRY) > LIKELY]
    if len(likely) < max(LEAST, SHARE * lines) or bare < max(BARE, BARE_SHARE * lines):
        return
    marks = Counter(parted[k].style for k in likely)
    if marks.most_common(1)[0][1] < ONE_MARK * len(likely):
        return
    for group in runs:
        out = Roles()
        first = group.siblings[0].at
        titled = len(group.siblings) > OTHERS and _may_be_titled(group, parted)
        titled = titled and draft.odds(first, LineRole.SECTION) > LIKELY
        for s in group.siblings:
            if s.at in parted:
                out.put(s.at, Role.ENTRY, {}, parted[s.at])
            elif titled and s.at == first:
                out.put(s.at, Role.SECTION, {})
            else:
                out.put(s.at, Role.LOOSE, {})
        draft.take(out.hypothesis("lines", "~"))
    for k, role in enumerate(draft.roles):  # a line that stands alone between them
        split = _parted(draft, k) if role in _ALONE else None
        if split is not None and split.style in marks and k not in draft.settled:
            draft.enter(k, split)


def _may_be_titled(group: Group, parted: Collection[int]) -> bool:
    """Whether all lines of a run but the first are parted."""
    first, *others = (s.at for s in group.siblings)
    return first not in parted and all(k in parted for k in others)


def _in_run(draft: Draft, group: Group) -> dict[int, Split] | None:
    """The lines of a run that are a word with its gloss, None where others are more than words."""
    out: dict[int, Split] = {}
    for s in group.siblings:
        split = _parted(draft, s.at)
        if s.end > s.at + 1 or s.at in draft.settled or _is_dated(draft, s.at):
            return None
        if split is not None:
            out[s.at] = split
        elif draft.layout.n[s.at] > WORDS:
            return None
    return out


def _is_dated(draft: Draft, k: int) -> bool:
    """Whether a run was parted behind the dates or the numbers with which its lines begin."""
    taken = draft.taken.get(k)
    return taken is not None and taken.layout == "lines" and taken.mark == "date"


def _parted(draft: Draft, k: int) -> Split | None:
    """Where a short line is parted into a word and its gloss by a mark that is written to part."""
    told = draft.told.get(k)
    if told is None or told.split is None or draft.layout.n[k] > GLOSSED:
        return None
    split = told.split
    short = length(draft.units[k].text.text[: split.end]) <= WORDS
    return split if short and (split.style not in WEAK or split.style in _GAPS) else None


def _glossed(draft: Draft, group: Group) -> dict[int, Split]:
    """The items of a list that have a gloss, none where others are more than words."""
    out: dict[int, Split] = {}
    for s in group.siblings:
        split = draft.options(s.at).get(SCRIPTS)
        if split is not None:
            out[s.at] = split
        elif draft.layout.n[s.at] > WORDS:
            return {}
    return out
