"""Headings that somebody typed as the first line of each block, without a mark: an equation among
them is an entry, and an entry by its bracket ("Locks (to 1800)"), or between blank lines as they
are ("Ore -> metal"), a heading as the others are.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise, takewhile

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.sections import first_lines, section_name
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.siblings.outline import FIXED
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked

#: A heading stands over so many entries that a mark parts, and they are so large a share.
LEAST_MARKED, MARKED = 2, 0.75
#: A heading has so many words at most; one that was taken for text across a blank line, so many.
WORDS, SHORT = 8, 3
#: So many headings stand behind a blank line, right over an entry.
TITLES = 3
#: Between a title and the first row stand the names of the columns, if there are any.
WITH_NAMES = 2
#: So many headings are lines by themselves; an entry among them that is one has so many words.
LEAST_ALONE, ENTRY_WORDS = 3, 4
#: So many items of a list are parted, and such a share of them, each with at least this chance.
LEAST_ITEMS, SHARE, LIKELY = 2, 0.6, math.log(0.2)


def take_typed_headings(draft: Draft) -> None:
    """Makes entries of such equations, headings of such entries, and entries of the items below a
    first line where most are parted: other first lines are headings over entries, too.
    """
    units, roles = draft.units, draft.roles
    for k in range(len(units) - 1):
        u = units[k]
        if u.kind is not Kind.LINE or u.item or k in draft.settled or units[k + 1].gap:
            continue
        if roles[k] is Role.SECTION and roles[k + 1] is Role.ENTRY:
            equation = draft.options(k).get("=")
            if equation is not None and units[k + 1].kind is Kind.LINE:
                draft.enter(k, equation)
    _take_lone_heading(draft)
    _leave_second_headings(draft)
    _leave_places(draft)
    _take_short_titles(draft)
    _take_titles_of_rows(draft)
    firsts = first_lines(units[:-1], roles)
    for k in range(len(units) - 1):
        if (k in firsts and roles[k + 1] in HEADS) or _over_marked(draft, k):
            _leave_bracket(draft, k)
    for k in firsts:
        if roles[k] is Role.HEAD and k not in draft.settled:
            _part_items(draft, k)
    _end_with_lists(draft)


def _leave_bracket(draft: Draft, k: int) -> None:
    """A line over entries that is one by nothing but a bracket at its end is a heading."""
    text, split = draft.units[k].text.text.rstrip(), draft.splits.get(k)
    bracket = split is not None and text[split.end :].lstrip().startswith("(")
    whole = text.endswith(")") and draft.layout.n[k] <= WORDS and k not in draft.settled
    if draft.roles[k] is Role.ENTRY and bracket and whole and not draft.units[k + 1].gap:
        draft.roles[k] = Role.SECTION
        del draft.splits[k]


def _over_marked(draft: Draft, k: int) -> bool:
    """Whether a line behind a blank line stands over entries, each parted by a mark of its own."""
    units = draft.units
    if (k and not units[k].gap) or units[k].kind is not Kind.LINE or units[k].item:
        return False
    below = range(k + 1, len(units))
    run = list(takewhile(lambda n: not units[n].gap and units[n].kind not in FIXED, below))
    splits = [draft.splits[n] for n in run if draft.roles[n] is Role.ENTRY and n in draft.splits]
    marked = sum(split.style not in _IN_TEXTS for split in splits)
    return k + 1 in draft.splits and marked >= max(LEAST_MARKED, MARKED * len(run))


#: Marks that stand in any text.
_IN_TEXTS = WEAK - {"…", "columns"}


def _end_with_lists(draft: Draft) -> None:
    """A line that is a topic of nothing but the list right below it, beside lines that are
    headwords of theirs, is no topic of what comes behind a blank line.
    """
    units, roles = draft.units, draft.roles
    firsts = [k for k, u in enumerate(units) if u.kind is Kind.LINE and not u.item and u.gap]
    for n, (k, after) in enumerate(pairwise(firsts)):
        if roles[k] is not Role.SECTION or k in draft.settled or roles[after] not in HEADS:
            continue
        listed = after > k + 1 and all(units[i].item for i in range(k + 1, after))
        if listed and any(_is_over_list(draft, b) for b in (after, firsts[n - 1])):
            own = [i for i in range(k + 1, after) if roles[i] in HEADS]
            draft.name_only(k, own, section_name(units[k].text.text))


def _is_over_list(draft: Draft, k: int) -> bool:
    """Whether a line is the headword of the list, or of the lines further in, right below it."""
    if draft.roles[k] is not Role.HEAD or k + 1 == len(draft.units) or draft.units[k + 1].gap:
        return False
    return draft.units[k + 1].item or draft.units[k + 1].indent > draft.units[k].indent


def _take_titles_of_rows(draft: Draft) -> None:
    """A short line behind a blank one, right over the rows of a table, is no text of the entry
    above, and no entry by a bracket. A headword among the rows keeps its text.
    """
    units = draft.units
    for k, u in enumerate(units[:-2]):
        row, second = units[k + 1], units[k + 2]
        rows = row.kind is second.kind is Kind.PAIR and second.line == row.line + 1
        over = rows and 0 < row.line - u.line <= WITH_NAMES
        short = u.kind is Kind.LINE and not u.item and draft.layout.n[k] <= WORDS
        if not short or not over or k in draft.settled:
            continue
        first = k > 0 and draft.roles[k - 1] is Role.HEAD and not _is_below_row(draft, k - 1)
        if (u.gap or first) and draft.roles[k] in INSIDE:
            draft.roles[k] = Role.SECTION
            draft.topic_above(k)
        elif draft.roles[k] is Role.ENTRY:
            _leave_bracket(draft, k)


def _is_below_row(draft: Draft, k: int) -> bool:
    """Whether a line stands right below the row of a table, no blank line between them."""
    above = draft.units[k - 1]
    return k > 0 and above.kind is Kind.PAIR and above.line + 1 == draft.units[k].line


def _take_short_titles(draft: Draft) -> None:
    """A few words behind a blank line, right over an entry, are no text of the entry above that
    line where other headings stand so ("High Ren.").
    """
    units, roles = draft.units, draft.roles
    over = [
        k
        for k in range(1, len(units) - 1)
        if units[k].kind is Kind.LINE
        and not units[k].item
        and units[k].gap
        and not units[k + 1].gap
        and roles[k + 1] is Role.ENTRY
    ]
    if sum(roles[k] is Role.SECTION for k in over) < TITLES:
        return
    for k in over:
        short = draft.layout.n[k] <= SHORT and not draft.may_part(k) and k not in draft.settled
        if roles[k] is Role.BODY and short and units[k].text.text[:1].isupper():
            roles[k] = Role.SECTION


#: Where more is said, or what to do: "ch 8", "slides 3-9", "(draw the curve!)".
_PLACE = when_asked(
    r"(?:see\s)?(?:ch(?:ap(?:ter)?)?s?|kap|cap|lec(?:ture)?s?|weeks?|wk|slides?|folien?|pp?|pages?"
    r"|seiten?|units?|tema)\.?\s?\d[\d\s,&–-]*$|[^()]*!+\s*\)$",
    re.IGNORECASE,
)


def _leave_places(draft: Draft) -> None:
    """An entry that says nothing but where more is said, or what to do, is a heading where it
    stands behind a blank line, right over entries.
    """
    units, roles = draft.units, draft.roles
    for k, split in sorted(draft.splits.items()):
        u = units[k]
        if u.kind is not Kind.LINE or u.item or not u.gap or k + 1 == len(units):
            continue
        over = roles[k + 1] in HEADS and not units[k + 1].gap and k not in draft.settled
        said = u.text.text[split.start :].lstrip(" (") if split.start > 0 else ""
        if roles[k] is Role.ENTRY and over and _PLACE.match(said):
            roles[k] = Role.SECTION
            draft.splits.pop(k, None)


def _take_lone_heading(draft: Draft) -> None:
    """The one short entry that stands between blank lines as the headings of the notes do is a
    heading, too.
    """
    units, roles = draft.units, draft.roles
    alone = [
        k
        for k, u in enumerate(units[:-1])
        if u.kind is Kind.LINE and not u.item and units[k + 1].gap and (not k or u.gap)
    ]
    if sum(roles[k] is Role.SECTION for k in alone) < LEAST_ALONE:
        return
    entries = [
        k for k in alone if roles[k] is Role.ENTRY and length(units[k].text.text) <= ENTRY_WORDS
    ]
    if len(entries) != 1 or entries[0] in draft.settled:
        return
    (k,) = entries
    if roles[k + 1] not in INSIDE:
        roles[k] = Role.SECTION
        draft.splits.pop(k, None)


def _leave_second_headings(draft: Draft) -> None:
    """A line right below a heading, over entries, is no heading where others stand by themselves,
    or each right over its entries.
    """
    units, roles = draft.units, draft.roles
    plain = [
        k
        for k in range(len(units) - 1)
        if roles[k] is Role.SECTION and units[k].kind is Kind.LINE and not units[k].item
    ]
    alone = {k for k in plain if units[k + 1].gap}
    close = {k for k in plain if not units[k + 1].gap and roles[k + 1] in HEADS}
    for k in close:
        second = k - 1 in alone and len(alone) >= LEAST_ALONE
        same = not units[k].gap and k - 1 in plain and k > 1 and len(close) > LEAST_ALONE
        if (second or same) and k not in draft.settled:
            draft.leave(k, k + 1)


def _part_items(draft: Draft, k: int) -> None:
    units = draft.units
    items = [
        n
        for n in takewhile(lambda n: units[n].item and not units[n].gap, range(k + 1, len(units)))
        if units[n].level == units[k + 1].level and draft.roles[n] is Role.ITEM
    ]
    likely = (n for n in items if draft.odds(n, LineRole.ENTRY) > LIKELY)
    parted = {n: split for n in likely if (split := draft.told[n].split) and split.score > 0}
    if len(parted) < max(LEAST_ITEMS, SHARE * len(items)):
        return
    for n, split in parted.items():
        draft.enter(n, split)
    if k + 1 in parted:
        draft.roles[k] = Role.SECTION
