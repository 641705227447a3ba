"""Lines right below others, inside an entry, that are almost certainly entries themselves, each by
what the line says ("oriel = a window that juts out"), and runs of lines that are headwords and
texts in turn: a writer who did not care for blank lines.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.certain.examples import DEFINES
from ankigen.segmentation.certain.told_items import named_once
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import hangs
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft, Told
from ankigen.segmentation.siblings.line_roles import LEAST, LineRole, best_reading
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import begins_with_callout, begins_with_label, length

#: A line is an entry with at least this chance, with a headword of so many words at most.
SURE, LONGEST = math.log(0.9), 6
#: With at least this one where the mark parts it so well, as it parts so many others.
AS_OTHERS, GOOD, OTHERS = math.log(0.18), 1.0, 3
#: Spaces part an entry with this chance where they part so many others.
_GAP, SURE_GAP, GAPS = "columns", math.log(0.85), 6
#: Headwords begin with a capital where so large a share does.
CAPITALS = 0.8
#: Headwords stand over their text where so large a share does.
ALONE = 0.8
#: What lines may have been taken for that are entries.
_OUT = (Role.WRAP, Role.BODY, Role.SECTION, Role.LOOSE)

#: A run of lines is headwords over their texts where it holds so many of them, where the lines are
#: so likely so, and likelier by so much than what they were read as (in log-chances of a line).
PAIRS, LIKELY, LEAD = 3, -0.45, 0.25
#: A line of so many characters may have been wrapped. What stands below it goes on with it unless
#: it is a reminder or, in particular with a capital, a name, by these log-chances.
LONG, ASIDE, NAME = 60, -0.9, -0.8
#: So many headings stand behind blank lines; a line of so many characters, without a sign at its
#: end, goes on in one of so many words.
APART, BROKEN, RESTS = 2, 45, 3
_AS_LINE = {
    Role.ENTRY: LineRole.ENTRY,
    Role.HEAD: LineRole.HEAD,
    Role.SECTION: LineRole.SECTION,
    Role.LOOSE: LineRole.ASIDE,
}


def take_told_lines(draft: Draft) -> None:
    """Makes entries of such lines; what stands below them is their text."""
    _join_wrapped(draft)
    for run in _runs(draft):
        _take_turns(draft, run)
    splits: dict[int, Split] = {}
    styles = Counter(split.style for split in draft.splits.values())
    for k, told in draft.told.items():
        split = told.split
        if split is None or draft.roles[k] not in _OUT:
            continue
        gap = split.style == _GAP and styles[_GAP] >= GAPS
        as_others = split.score > GOOD and styles[split.style] >= OTHERS
        least = SURE_GAP if gap else AS_OTHERS if as_others else SURE
        if told.odds[LineRole.ENTRY] < least:
            continue
        clear = _is_open(draft, k) and _is_clear(draft, k, split, gap)
        if clear or _in_code_too(draft, k, split):
            splits[k] = split
    if not splits:
        return
    openers = [k for k, role in enumerate(draft.roles) if role in HEADS]
    alone = sum(draft.roles[k] is Role.HEAD for k in openers)
    if alone > ALONE * len(openers):
        return  # a mark parts a label from what is said there
    upper = sum(draft.units[k].text.text[:1].isupper() for k in openers)
    if upper > CAPITALS * len(openers):
        splits = {k: s for k, s in splits.items() if not draft.units[k].text.text[:1].islower()}
    for k, split in named_once(draft, splits).items():
        draft.enter(k, split)


def _join_wrapped(draft: Draft) -> None:
    """Gives a line back to the one above it, which cannot end there ("insulin + dextrose,"), or
    where it is the rest of a sentence amid entries while headings stand behind blank lines.
    """
    units, roles = draft.units, draft.roles
    alone = sum(r is Role.SECTION and u.gap > 0 for u, r in zip(units, roles, strict=True))
    apart = max(alone, len(draft.headings)) >= APART
    for k in range(1, len(units)):
        u, above = units[k], units[k - 1]
        if u.gap or u.item or u.kind not in OPEN or k in draft.settled:
            continue
        if roles[k] not in (Role.SECTION, Role.LOOSE) or roles[k - 1] not in (*HEADS, *INSIDE):
            continue
        if roles[k - 1] is Role.HEAD:
            continue
        goes_on = u.kind is Kind.LINE and may_go_on(draft, k)
        if hangs(above.text.text, u.text.text) or goes_on or (apart and _is_rest(draft, k)):
            roles[k] = Role.WRAP


def _is_rest(draft: Draft, k: int) -> bool:
    """Whether a line in small letters stands right between a line that ends amid a sentence, by its
    length and its last sign, and an entry.
    """
    above, text = draft.units[k - 1], draft.units[k].text.text
    open_ = len(above.text.text) >= BROKEN and above.text.text.rstrip()[-1:].isalnum()
    over = k + 1 < len(draft.units) and not draft.units[k + 1].gap
    over = over and draft.roles[k + 1] is Role.ENTRY and not draft.units[k + 1].indent
    return open_ and over and text[:1].islower() and draft.layout.n[k] >= RESTS


def may_go_on(draft: Draft, k: int) -> bool:
    """Whether a line of plain text without a mark may be the rest of a long one right above it: it
    is likely no reminder and no name.
    """
    above, text = draft.units[k - 1], draft.units[k].text.text
    if draft.units[k].kind is not Kind.LINE or above.indent + len(above.text.text) < LONG:
        return False
    told = draft.told.get(k)
    if told is None:
        return True
    odds = told.odds
    small = text[:1].islower()
    name = odds[LineRole.HEAD] > NAME or (not small and odds[LineRole.SECTION] > NAME)
    return odds[LineRole.ASIDE] < ASIDE and not name


def _runs(draft: Draft) -> Iterator[list[int]]:
    """The runs of lines without a gap that were read one by one, each line known by what it
    says.
    """
    run: list[int] = []
    for k, u in enumerate(draft.units):
        fits = draft.is_as_read(k) and k in draft.told and not u.item and u.kind in OPEN
        if run and (not fits or u.gap):
            yield run
            run = []
        if fits:
            run.append(k)
    if run:
        yield run


def _take_turns(draft: Draft, run: Sequence[int]) -> None:
    """Gives the lines of a run their likeliest roles, where most are a headword or its text."""
    if len(run) < 2 * PAIRS:
        return
    told = [draft.told[k] for k in run]
    roles = best_reading([_in_turn(t) for t in told], [False] * len(run), False)
    heads = sum(role is LineRole.HEAD for role in roles)
    if heads < PAIRS or 3 * heads < len(run):
        return
    new = sum(t.odds[role] for t, role in zip(told, roles, strict=True)) / len(run)
    old = sum(
        t.odds[_AS_LINE.get(draft.roles[k], LineRole.INSIDE)]
        for k, t in zip(run, told, strict=True)
    )
    if new < max(LIKELY, old / len(run) + LEAD):
        return
    for k, t, role in zip(run, told, roles, strict=True):
        if role is LineRole.ENTRY and t.split is not None:
            draft.enter(k, t.split)
        else:
            draft.splits.pop(k, None)
            draft.roles[k] = Role.HEAD if role is LineRole.HEAD else Role.BODY


def _in_turn(told: Told) -> Told:
    """What is known of a line that is neither a heading nor an aside."""
    odds = list(told.odds)
    odds[LineRole.SECTION] = odds[LineRole.ASIDE] = 2 * LEAST
    return Told(told.split, tuple(odds))


def _is_open(draft: Draft, k: int) -> bool:
    """Whether a line stands right below another one, and nothing but the reading put it there."""
    u = draft.units[k]
    above = draft.units[k - 1].text.text.rstrip()
    leads = u.text.text[:1].isupper() and not above.endswith((",", "(", "&"))
    goes_on = draft.roles[k] is Role.WRAP and hangs(above, u.text.text) and not leads
    within = not u.gap or draft.roles[k] in (Role.SECTION, Role.LOOSE)
    alone = not u.item and within and u.kind in OPEN
    taken = draft.taken.get(k)
    dated = taken is not None and taken.mark == "date"  # which says nothing of other lines
    return alone and not goes_on and (draft.is_as_read(k) or dated)


def _in_code_too(draft: Draft, k: int, split: Split) -> bool:
    """Whether a line begins in code, without a mark behind it, right below an entry that does."""
    if split.style != "code" or draft.units[k].gap or draft.roles[k - 1] is not Role.ENTRY:
        return False
    above = draft.units[k - 1].text
    return any(m.style is Style.CODE and m.start == 0 for m in above.marks)


def _is_clear(draft: Draft, k: int, split: Split, gap: bool) -> bool:
    """Whether a sign parts a line that is written to part, or a wide `gap` as it parts so many
    others, with a short headword before it.
    """
    text = draft.units[k].text.text
    if begins_with_callout(text) or begins_with_label(text):
        return False
    head = text[: split.end]
    if DEFINES.fullmatch(head):
        return False
    name = head[:1].isalnum() and "://" not in head and "?" not in head
    return (gap or split.style not in WEAK) and name and length(head) <= LONGEST
