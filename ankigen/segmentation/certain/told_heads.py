"""Lines of plain text right over another line that are likely headwords by themselves, as the line
below is likely text: those that are in no entry, or topics of nothing, and those that were taken
for text of the entry above.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import PLAIN
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.text.dates import date_in_brackets
from ankigen.text.patterns import when_asked

#: The headword and its text are so with at least this chance; a headword between the text of
#: another and its own with this one.
LIKELY, SURE = math.log(0.47), math.log(0.73)
#: So many headwords stand further down in a run whose first line is their topic; with its next line
#: it is likelier one by so much (in log-chances), or by so much where its entry would have a line
#: more than each of the others, or where there is but one.
OTHERS, NEARLY, PERHAPS, SURELY = 2, -0.5, -1.5, 1.0
#: A short line below text heads a list of so many items.
LEAST_ITEMS = 2
#: A line of more words that goes on in small letters is no headword.
LONGEST = 8


#: What the reader is told to do or not to do.
_TOLD_TO = when_asked(r"(?:don['’]?t|do not|never|always|avoid|check|monitor)\b", re.IGNORECASE)
#: Lines count in these, from the first one on; so many of them are a list.
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ARABIC = tuple(map(str, range(1, 13)))
LEAST_COUNTED = 3


def _take_counted(draft: Draft) -> None:
    """Makes a headword of a line right over lines that count and that nothing parts ("II beta
    blockers", "2 test the theory").
    """
    units, roles = draft.units, draft.roles
    for k in range(len(units) - LEAST_COUNTED):
        end = max(_counted_end(draft, k + 1, numerals) for numerals in (_ROMAN, _ARABIC))
        plain = units[k].kind in PLAIN and not units[k].item and k not in draft.settled
        if end - k > LEAST_COUNTED and plain and roles[k] is not Role.ENTRY:
            draft.head(k, end)


def _counted_end(draft: Draft, first: int, numerals: Sequence[str]) -> int:
    """Where the lines end that begin with these numerals in their order, each with words."""
    units, end = draft.units, first
    while end < len(units) and end - first < len(numerals) and not units[end].gap:
        number, _, rest = units[end].text.text.partition(" ")
        free = units[end].kind in PLAIN and not units[end].item
        free = free and draft.roles[end] is not Role.ENTRY
        if number.rstrip(".)") != numerals[end - first] or not rest[:1].isalpha() or not free:
            break
        end += 1
    return end


#: Over so many headwords a date stands with their topic.
TITLES = 2


def _take_dated(draft: Draft) -> None:
    """Makes a headword of a line behind a blank one of which nothing is said but a date in brackets
    ("Reign of Terror (1793-94)"), over lines right below it that no mark parts.
    """
    units, roles = draft.units, draft.roles
    for k, u in enumerate(units):
        split = draft.splits.get(k)
        free = roles[k] is Role.SECTION or (split is not None and split.style == "(")
        if not free or u.kind not in PLAIN or u.item or k in draft.settled:
            continue
        if not date_in_brackets(u.text.text)[1] or not (u.gap or not k):
            continue
        end = k + 1
        while end < len(units) and units[end].kind in PLAIN and not units[end].gap:
            if units[end].item or roles[end] is Role.ENTRY or end in draft.settled:
                break
            end += 1
        if end > k + 1 and sum(roles[n] is Role.HEAD for n in range(k + 1, end)) < TITLES:
            draft.head(k, end)
            roles[k + 1 : end] = [Role.BODY] * (end - k - 1)


def take_told_heads(draft: Draft) -> None:
    """Makes headwords of such lines."""
    _take_counted(draft)
    _take_dated(draft)
    units, roles = draft.units, draft.roles
    for k, told in draft.told.items():
        u = units[k]
        if u.kind not in PLAIN or u.item or k in draft.settled:
            continue
        if _stands_below_text(draft, k, told.odds[LineRole.HEAD]):
            draft.head(k, draft.text_end(k + 1))
            continue
        if roles[k] not in (Role.SECTION, Role.LOOSE) or told.odds[LineRole.HEAD] < LIKELY:
            continue
        if k + 1 == len(units) or units[k + 1].gap or units[k + 1].item:
            continue
        if _TOLD_TO.match(units[k].text.text):
            continue
        if units[k + 1].text.text[:1].islower() and draft.layout.n[k] > LONGEST:
            continue  # a sentence that goes on
        text = roles[k + 1] in (Role.LOOSE, *INSIDE) and _is_text(draft, k + 1)
        if text and not _is_over_entries(draft, k):
            draft.head(k, k + 2)
    _part_first_lines(draft)
    _part_numbered(draft)


def _part_first_lines(draft: Draft) -> None:
    """The first line of a run of headwords over their texts is the topic of all of them, where it
    and the line below are nearly as likely a heading and a headword as a headword and its text.
    """
    units, roles = draft.units, draft.roles
    for k in range(len(units) - 2):
        if roles[k] is not Role.HEAD or k in draft.settled or (k and not units[k].gap):
            continue
        end = k + 1
        while end < len(units) and not units[end].gap and units[end].kind is Kind.LINE:
            end += 1
        below = range(k + 1, min(end, draft.text_end(k + 1)))
        others = [n for n in range(k + 1, end) if roles[n] is Role.HEAD]
        if len(below) < 2 or any(units[n].item for n in below) or not others:
            continue
        longer = all(b - a == len(below) for a, b in pairwise([*others, end]))
        least = SURELY if len(others) < OTHERS else PERHAPS if longer else NEARLY
        if _lead_as_topic(draft, k) > least:
            roles[k] = Role.SECTION
            draft.head(k + 1, below[-1] + 1)


def _lead_as_topic(draft: Draft, k: int) -> float:
    """By how much a line and the one below are likelier a heading and a headword than a headword
    and its text, in log-chances.
    """
    parted = draft.odds(k, LineRole.SECTION) + draft.odds(k + 1, LineRole.HEAD)
    return parted - draft.odds(k, LineRole.HEAD) - draft.odds(k + 1, LineRole.INSIDE)


def _part_numbered(draft: Draft) -> None:
    """A numbered title right over what is likely a headword is a topic, as others of its kind are
    ("1) Kinds of cells", "2) Organelles").
    """
    units, roles = draft.units, draft.roles
    titles = [
        k
        for k, u in enumerate(units[:-2])
        if u.kind is Kind.LINE and u.marker is not None and u.marker.ordered and not u.indent
        if (u.gap or not k) and not units[k + 1].item
    ]
    heads = [k for k in titles if roles[k] is Role.HEAD and k not in draft.settled]
    if sum(roles[k] is Role.SECTION for k in titles) < max(OTHERS, len(heads) + 1):
        return
    for k in heads:
        below = draft.text_end(k + 1)
        over = below > k + 2 and not units[k + 1].gap and not units[k + 2].gap
        if over and (draft.odds(k + 1, LineRole.HEAD) > LIKELY or _lead_as_topic(draft, k) > 0):
            roles[k] = Role.SECTION
            draft.head(k + 1, below)


def _is_over_entries(draft: Draft, k: int) -> bool:
    """Whether a topic behind a blank line stands over a line of text and, right below that, entries
    in one line each.
    """
    own = draft.roles[k + 2 : k + 2 + LEAST_ITEMS]
    close = all(not u.gap for u in draft.units[k + 1 : k + 2 + LEAST_ITEMS])
    topic = draft.roles[k] is Role.SECTION and draft.units[k].gap > 0
    return topic and close and own == [Role.ENTRY] * LEAST_ITEMS


def _stands_below_text(draft: Draft, k: int, chance: float) -> bool:
    """Whether a line was taken for text of a headword in a line of its own, right below other text
    of it and right over more or a list; what ends with a colon names a part.
    """
    units, roles = draft.units, draft.roles
    if chance < LIKELY or k < 2 or roles[k] not in INSIDE:
        return False
    if units[k].kind is not Kind.LINE or units[k].gap:
        return False
    if roles[k - 1] not in (Role.BODY, Role.WRAP) or not draft.is_as_read(k):
        return False
    if any(units[n].text.text.rstrip().endswith((":", "：")) for n in (k - 1, k)):
        return False
    opener = draft.entry_of(k)
    if opener is None or roles[opener] is not Role.HEAD:
        return False
    below = draft.text_end(k + 1) - k - 1
    if not below or units[k + 1].gap:
        return False
    if units[k + 1].item:
        items = units[k + 1 : k + 1 + LEAST_ITEMS]
        return below >= LEAST_ITEMS and all(u.item for u in items) and chance >= LIKELY
    return chance >= SURE and _is_text(draft, k + 1)


def _is_text(draft: Draft, k: int) -> bool:
    """Whether a line is likely the text of an entry, by itself or as it was read at first."""
    told = draft.told.get(k)
    if told is None:
        return draft.read[k] in INSIDE
    return told.odds[LineRole.INSIDE] > LIKELY and any(map(str.isalpha, draft.units[k].text.text))
