"""Notes typed line by line: where most lines are entries, each parted by a mark, a line that was
taken for text of the entry above it but was broken off by the writer stands for itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import PLAIN
from ankigen.segmentation.certain.chains import CHAIN
from ankigen.segmentation.certain.reminder_lines import is_reminder
from ankigen.segmentation.certain.told_lines import may_go_on
from ankigen.segmentation.certain.typed_lists import (
    head_over,
    list_end,
    place_in_lists,
    topic_of_list,
)
from ankigen.segmentation.certain.typed_values import VALUE, value_split
from ankigen.segmentation.certain.typed_width import width_of, wrapped_at
from ankigen.segmentation.certain.verb_lines import GOES_ON, person_split, said_split, verb_split
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import hangs
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.siblings.outline import names_list
from ankigen.segmentation.splits.separators import UNIT, WEAK, is_known
from ankigen.segmentation.splits.several import several
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import (
    CONNECTORS,
    begins_with_callout,
    begins_with_label,
    is_label,
    length,
    stems,
    tokens,
)
from ankigen.text.patterns import when_asked
from ankigen.text.questions import asks_by_a_word, is_question

#: So many lines are entries with a mark, and so large a share of all that are no items.
ENTRIES, MOSTLY = 8, 0.5
#: A line names what is below it with at least this chance.
NAMED = 0.6
#: A line is one where its mark parts it so well, or where it is nearly sure by itself.
SCORE, SURE = 0.0, -0.25
#: A mark parts so well only behind a name.
WELL = 1.8
#: Behind blank lines sections are so many times as many as headwords over a line of text, or
#: those are headwords.
ALONE = 2
#: So many sections behind blank lines show how sections are written.
APART = 2
#: So many lines under a heading, and so large a share of them, are entries by themselves.
UNDER, UNDER_SHARE = 4, 0.7
#: What leads to a list has no more words than these.
LEAD = 9
#: One in small letters that names a list has fewer.
BRIEF = 3
#: Nor has the name over indented entries.
NAME = 4
#: Headwords begin with a capital where so large a share does.
CAPITALS = 0.8

_WORD = when_asked(r"\S+")
#: A title says what the notes are for: "A&P lab practical - bones".
_TITLE = when_asked(
    r"\b(?:exam|quiz|midterm|final|practical|lecture|notes?|review|study (?:guide|sheet)|revision"
    r"|test|cheat ?sheet|summary|outline|lab|unit|week|chapter|class|course|semester"
    r"|\w+\s?\d{3})(?:\s\d+)?$",
    re.IGNORECASE,
)
_WHO = when_asked(r"(?:who|whom|whose|when|where|in which|how)\s", re.IGNORECASE)
#: "2 H2 + O2 -> 2 H2O", "A <-> B": both sides are formulas, and none is a headword.
_FORMULA = r"(?:\d*\s?(?:[A-Z][a-z]?\d*|[()\[\]\d+^-])+(?:\s?\([a-z]{1,2}\))?)"
_SIDE = rf"{_FORMULA}(?:\s\+\s{_FORMULA})*"
_REACTION = when_asked(
    rf"(?=.*(?:\d|\s\+\s))\W*{_SIDE}\s*(?:<?[-=]+>|[→⇌↔⇒])\s*{_SIDE}\s*(?:[(,;].*)?$"
)


def take_typed_lines(draft: Draft) -> None:
    """Gives such lines their own roles."""
    units, roles = draft.units, draft.roles
    lines = [k for k, u in enumerate(units) if u.kind in PLAIN and not u.item and not u.answer]
    if len(lines) < ENTRIES:
        return
    _under_headings(draft, lines)
    entries = [k for k in lines if k in draft.splits and _sure(draft.splits[k])]
    if len(entries) < max(ENTRIES, MOSTLY * len(lines)):
        return
    width = wrapped_at(draft, lines)
    capitals = sum(units[k].text.text[:1].isupper() for k in entries) > CAPITALS * len(entries)
    titled = roles[1] is Role.SECTION or _TITLE.search(draft.headword(0)) is not None
    titled = titled or (
        units[0].text.text.partition(" (")[0].isupper() and " " in draft.headword(0)
    )
    if roles[0] is Role.ENTRY and titled and units[1].gap:
        roles[0] = Role.LOOSE  # the title: "History - France"
        draft.splits.pop(0, None)
        draft.asides.add(0)
    sections = sum(roles[k] is Role.SECTION and bool(units[k].gap) for k in lines)
    sections += sum(roles[k] is Role.SECTION for k in draft.headings)
    over = [k for k in lines if _heads_text(draft, k)]
    if ALONE * len(over) < sections:
        for k in over:
            roles[k] = Role.SECTION
            draft.leave(k + 1, draft.text_end(k + 1))
    for k in lines:
        if k in draft.settled or k in draft.asides:
            continue
        if roles[k] not in (Role.SECTION, Role.HEAD) and _is_aside(draft, k):
            roles[k] = Role.LOOSE
            draft.splits.pop(k, None)
            draft.asides.add(k)
        elif roles[k] is Role.HEAD and _is_indented_text(draft, k):
            draft.join(k, k + 1)
        elif roles[k] is Role.HEAD and (split := _head_says(draft, k)) is not None:
            draft.enter(k, split)
        elif roles[k] is Role.SECTION:
            head_over(draft, k, loose=True)
            _no_section(draft, k, sections)
        elif roles[k] is Role.ENTRY:
            _mend(draft, k)
        elif roles[k] in (Role.BODY, Role.WRAP, Role.LOOSE):
            within = roles[k] is not Role.LOOSE
            broken = _leads(draft, k) or _broken_off(draft, k, width)
            if within and (units[k].gap or not broken or _is_listed_value(draft, k)):
                continue
            if not (within and k and roles[k - 1] is Role.HEAD and _has_no_other(draft, k)):
                _stand_alone(draft, k, capitals and not units[k].text.text[:1].isupper())
    for k in {*draft.headings, *lines}:
        if roles[k] is Role.HEAD and k + 1 < len(roles) and roles[k + 1] not in INSIDE:
            roles[k] = Role.SECTION
    place_in_lists(draft, lines)


def _has_no_other(draft: Draft, k: int) -> bool:
    """Whether a line is the answer to the question above it, or all that a heading holds."""
    return draft.headings.get(k - 1) == k + 1 or is_question(draft.units[k - 1].text.text)


def _heads_text(draft: Draft, k: int) -> bool:
    """Whether a line behind a blank one is read as the headword of a line below it, which has no
    mark.
    """
    units, roles = draft.units, draft.roles
    if roles[k] is not Role.HEAD or not units[k].gap or k + 1 == len(units):
        return False
    below = units[k + 1]
    text = units[k].text.text.rstrip()
    flush = below.indent <= units[k].indent and value_split(draft, k + 1) is None
    return flush and roles[k + 1] is Role.BODY and below.kind in PLAIN and text[-1:] not in ":?"


def _is_indented_text(draft: Draft, k: int) -> bool:
    """Whether a line without a mark is indented right under an entry, over lines like itself."""
    units, roles = draft.units, draft.roles
    if not k or units[k].gap or roles[k - 1] is not Role.ENTRY or draft.may_part(k):
        return False
    under = units[k].indent > units[k - 1].indent
    ends = units[k].text.text.rstrip().endswith((":", "?"))
    return under and not ends and units[min(k + 1, len(units) - 1)].indent <= units[k].indent


def _is_aside(draft: Draft, k: int) -> bool:
    """Whether a line that no mark parts is nothing but a reminder."""
    split = draft.splits.get(k)
    return (split is None or not _sure(split)) and is_reminder(draft.units[k].text.text)


def _sure(split: Split) -> bool:
    return is_known(split.style) and split.style not in WEAK


def _broken_off(draft: Draft, k: int, width: int) -> bool:
    """Whether the writer, and no editor, broke the line above here: the next word had room in it,
    and nothing is left open, or this line is parted so well that it cannot go on with it.
    """
    above, text = draft.units[k - 1], draft.units[k].text.text
    first = _WORD.match(text)
    room = first is None or width_of(above) + 1 + len(first[0]) <= width
    return room and (not hangs(above.text.text, text) or _parted_well(draft, k, ("-", ":")))


def _parted_well(draft: Draft, k: int, marks: Sequence[str]) -> bool:
    """Whether a line is a name of few words, one of these marks, and what is said of it."""
    text = draft.units[k].text.text
    found = [s for s in draft.options(k).values() if s.style in marks and s.score >= WELL]
    short = [s for s in found if length(text[: s.end]) < NAME and text[s.end : s.start][-1:] == " "]
    return bool(short) and not is_label(text[: short[0].end], marked=True)


def _leads(draft: Draft, k: int) -> bool:
    """Whether a line leads in to a list right below it, and is no rest of the line above."""
    units, text = draft.units, draft.units[k].text.text
    over = k + 1 < len(units) and units[k + 1].item and not units[k + 1].gap
    ends = text.rstrip().endswith((":", "："))
    if ends and length(text) < BRIEF and not text[:1].isupper():
        last = tokens(units[k - 1].text.text)[-1:]
        return bool(over and not (last and last[0] in CONNECTORS))  # "shapes:"
    return over and text[:1].isupper() and (ends or _told_head(draft, k))


def _is_listed_value(draft: Draft, k: int) -> bool:
    """Whether a line is a name and a number in the list of a headword."""
    head = draft.entry_of(k)
    listed = head is not None and draft.roles[head] is Role.HEAD
    return listed and value_split(draft, k) is not None


def _head_says(draft: Draft, k: int) -> Split | None:
    """Where a line over no list says of a thing what it does."""
    below = draft.units[k + 1] if k + 1 < len(draft.units) else None
    listed = below is not None and (below.item or below.indent > draft.units[k].indent)
    return None if listed else verb_split(draft.units[k].text.text)


def _of_several(draft: Draft, k: int) -> Split | None:
    """Where the first of several headwords ends that stand in one line."""
    text = draft.units[k].text
    found = (s for s in draft.options(k).values() if s.style in ("=", "-") and several(text, s))
    return None if GOES_ON.match(text.text) else next(found, None)


def _names_below(draft: Draft, k: int) -> bool:
    """Whether a line is likelier a name of what stands below it than anything else."""
    odds = (draft.odds(k, LineRole.HEAD), draft.odds(k, LineRole.SECTION))
    return sum(map(math.exp, odds)) > NAMED and not draft.may_part(k)


def _told_head(draft: Draft, k: int) -> bool:
    return draft.odds(k, LineRole.HEAD) > SURE


def _stand_alone(draft: Draft, k: int, small: bool) -> None:
    """Gives a line a role of its own; `small`: it does not begin as headwords do here."""
    units, roles = draft.units, draft.roles
    text = units[k].text.text
    below = units[k + 1] if k + 1 < len(units) and not units[k + 1].gap else None
    if below is not None and below.indent > units[k].indent and text.rstrip().endswith("?"):
        end = k + 1
        while end < len(units) and not units[end].gap and units[end].indent > units[k].indent:
            end += 1
        draft.head(k, end)
    elif below is not None and below.indent > units[k].indent and _names(draft, k):
        roles[k] = Role.SECTION
    elif below is not None and below.item:
        reaction = k and _REACTION.match(units[k - 1].text.text)
        named = text[:1].isupper() and names_list(units, k)
        if roles[k] is not Role.LOOSE and units[k].level and not named:
            return  # more of the item above
        ends = text.rstrip().endswith((":", "?"))
        brief = length(text) <= NAME and not draft.may_part(k)
        brief = brief or (length(text) <= LEAD and _told_head(draft, k))
        leads = length(text) <= LEAD if ends else brief and not GOES_ON.match(text)
        end = list_end(units, k)
        over = all(roles[n] in HEADS for n in range(k + 1, end)) and length(text) <= LEAD
        if over and ((leads and ends) or _names_below(draft, k)):
            topic_of_list(draft, k, end)
        elif leads and (reaction or not is_label(text)):
            head_over(draft, k)
    elif (split := _marked(draft, k, small) or _of_several(draft, k)) is not None:
        draft.enter(k, split)
    elif roles[k] is Role.LOOSE:
        if not small and (split := verb_split(text)) is not None:
            draft.enter(k, split)
    elif small:
        _part_from_above(draft, k)
    elif (split := said_split(draft, k)) is not None:
        draft.enter(k, split)
    elif _of_another(draft, k):
        roles[k] = Role.LOOSE
        draft.leave(k + 1, draft.text_end(k + 1))
    else:
        _part_from_above(draft, k)


#: How a line ends that goes on, and what is said besides.
_OPEN = when_asked(
    r"\b(?:before|after|between|during|without|against|under|over|until|than|not|no|is|are|was|were"
    r"|be|been|has|have|had|their|its|his|her|this|these|more|less|very|can|may|must|will|also|each"
    r"|every|some|any|both|either)$|[-–—=+/<>→]$"
)
_BESIDES = when_asked(r"\(?(?:e\.?g|i\.?e|eg|ie|ex|vs|nb|note|see)\b|\(")


def _part_from_above(draft: Draft, k: int) -> None:
    """A line that the writer broke off is a paragraph of its own, but for the rest of a clause."""
    text = draft.units[k].text.text
    if draft.roles[k] is not Role.WRAP or not k or draft.roles[k - 1] not in (*HEADS, *INSIDE):
        return
    open_ = _OPEN.search(draft.units[k - 1].text.text) is not None
    goes_on = text[:1].islower() and GOES_ON.match(text) and not _BESIDES.match(text)
    if not open_ and not goes_on:
        draft.roles[k] = Role.BODY


def _no_section(draft: Draft, k: int, sections: int) -> None:
    """A line in the midst of a run is no heading where it goes on with the entry above, or says
    what a thing does; nor where so many `sections` stand behind blank lines.
    """
    units, roles = draft.units, draft.roles
    text = units[k].text.text
    if roles[k] is not Role.SECTION or not k or units[k].gap or units[k].kind is Kind.HEADING:
        return
    if CHAIN.fullmatch(text):
        roles[k] = Role.LOOSE
        return
    if roles[k - 1] is Role.SECTION or units[k - 1].kind is Kind.HEADING:
        return
    following = draft.splits.get(k + 1)
    if following is not None and following.style == VALUE:
        return  # it is over names with their numbers
    if GOES_ON.match(text) and (length(text) > NAME or not text[0].isalpha()):
        roles[k] = Role.BODY
    elif (split := verb_split(text)) is not None:
        draft.enter(k, split)
    elif sections >= APART:
        below = units[k + 1] if k + 1 < len(units) else None
        if below is not None and below.item and not below.gap:
            draft.head(k, list_end(units, k))
        elif below is not None and below.indent <= units[k].indent:
            roles[k] = Role.LOOSE


def _under_headings(draft: Draft, lines: Sequence[int]) -> None:
    """Lines nearly all of which are entries by themselves are no text of the heading above."""
    among = set(lines)
    found: list[tuple[int, int, dict[int, Split]]] = []
    heads = [k for k in draft.headings if draft.roles[k] is Role.HEAD]
    for k in heads:
        end = draft.headings[k]
        own = [n for n in range(k + 1, end) if n in among and draft.roles[n] in INSIDE]
        splits = {n: split for n in own if _told(draft, n) and (split := _marked(draft, n, False))}
        if len(splits) >= max(UNDER, UNDER_SHARE * len(own)):
            found.append((k, end, splits))
    if 2 * len(found) < len(heads) or sum(len(splits) for _, _, splits in found) < ENTRIES:
        return
    for k in heads:
        if _told(draft, k + 1) and k + 1 in among and _marked(draft, k + 1, False):
            draft.roles[k] = Role.SECTION
    for k, end, splits in found:
        draft.roles[k] = Role.SECTION
        for n in range(k + 1, end):
            if n in splits:
                draft.enter(n, splits[n])
            elif draft.roles[n - 1] not in (*HEADS, *INSIDE):
                draft.roles[n] = Role.LOOSE


def _told(draft: Draft, k: int) -> bool:
    return draft.odds(k, LineRole.ENTRY) > SURE


def _names(draft: Draft, k: int) -> bool:
    """Whether a line is the name over an entry that is indented under it."""
    brief = length(draft.units[k].text.text) <= NAME and not draft.may_part(k)
    return brief and draft.roles[k + 1] is Role.ENTRY


def _of_another(draft: Draft, k: int) -> bool:
    """Whether a line right below an entry in one line has no word of it, nor goes on with it."""
    above, text = draft.units[k - 1].text.text, draft.units[k].text.text
    if draft.roles[k - 1] is not Role.ENTRY or GOES_ON.match(text) or draft.units[k].indent:
        return False
    if may_go_on(draft, k):
        return False
    return not begins_with_label(text) and stems(above).isdisjoint(stems(text))


def _mend(draft: Draft, k: int) -> None:
    """A line that is an entry by a mark that parts nothing: a clause before a semicolon is no
    headword where its verb parts it.
    """
    text, split = draft.units[k].text.text, draft.splits.get(k)
    if split is None:
        return
    if k and _parts_nothing(draft, text, split):
        within = draft.roles[k - 1] in (*HEADS, *INSIDE)
        draft.roles[k] = Role.BODY if within else Role.LOOSE
        del draft.splits[k]
        if within and _of_another(draft, k):
            draft.roles[k] = Role.LOOSE
            draft.leave(k + 1, draft.text_end(k + 1))
        return
    if split.style == "run-on" and (did := person_split(text)) is not None:
        draft.splits[k] = did
    elif not _sure(split) and (verb := verb_split(text)) is not None and verb.end < split.end:
        draft.splits[k] = verb
    elif (head := text[: split.end].rstrip()).endswith("="):
        at = len(head) - 1
        draft.splits[k] = Split(len(head[:at].rstrip()), at + 1, "=", split.score)


def _parts_nothing(draft: Draft, text: str, split: Split) -> bool:
    """Whether a mark stands in a line by chance: an unknown sign that parts no other ("~ D^2"), a
    number that is no year ("Nile 6650 km"), the first arrow of several.
    """
    if split.style == "date":
        return (
            text[: split.end].rstrip().endswith(",") or _UNIT.match(text, split.start) is not None
        )
    if split.style == "=>":
        first = text[: split.end]
        return CHAIN.fullmatch(text) is not None and length(first) <= 2
    if is_known(split.style) or split.style in WEAK:
        return False
    return sum(other.style == split.style for other in draft.splits.values()) == 1


#: What stands behind a number that is no year.
_UNIT = when_asked(UNIT)


def _marked(draft: Draft, k: int, small: bool) -> Split | None:
    """Where a line is parted by a mark into a headword and what is said of it."""
    text = draft.units[k].text.text
    asked = draft.options(k).get("?")
    asks = asks_by_a_word(text) or _WHO.match(text)
    if asked is not None and asks and not text.rstrip().endswith("?"):
        return asked
    some = [s for s in draft.options(k).values() if _sure(s) and s.start > 0]
    goes_on = GOES_ON.match(text)
    if goes_on and goes_on[0].casefold() in ("a", "an", "the") and _told(draft, k):
        goes_on = None
    if not some or goes_on or begins_with_callout(text) or _REACTION.match(text):
        return None
    best = max(some, key=lambda s: s.score)
    first = min(some, key=lambda s: s.end)
    if first.style == "=" and best.style == "-":
        best = first  # the dash is a minus
    if not text[best.start :].strip()[:1].isalnum() and best.style != "=":
        return None
    sure, good = _told(draft, k), best.score > SCORE
    sure = sure or (small and _parted_well(draft, k, "-"))
    return best if (good and sure if small else good or sure) else None
