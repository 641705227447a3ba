"""Topics in notes typed line by line: lines in the midst of others that name what is below them,
titles in capitals with more behind them, and lines that were taken for topics and are none. What is
an aspect of the entry above ("SE: dry cough") is text of it.
"""

from __future__ import annotations

import math
import re

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import PLAIN
from ankigen.segmentation.certain.verb_lines import GOES_ON
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked

#: A topic stands over so many entries, in the midst of others in so few words, and is one with this
#: chance; one in the plural, or a headword, with that.
OVER, NAME, SURE, LIKELY = 2, 3, 0.55, 0.85
#: Lines of so few words are the items of a list.
LISTED = 4
#: A title in capitals has so many letters, where no more than this share of the headwords is in
#: capitals.
LETTERS, CAPITALS = 5, 0.2
#: What names nothing: several things in a row, an equation, a sign at the end.
_NO_NAME = when_asked(r"[^,]*,[^,]*,|[;=→<>]|->|\s[+/-]+$|\S/-$")
_SAID = when_asked(
    r"\w+ed\b|.*\b(?:in|with|by|to|from|at|on|not|no|don['’]?t)\b|\S+\s[a-z]{2,}[^s\W]s\s",
    re.IGNORECASE,
)
_SINGULAR = ("ss", "us", "is")
#: What is told of a thing, by words and short forms that name no other.
_ASPECT = when_asked(
    r"(?:SEs?|S/E|(?i:side[ -]effects?|adverse effects?|toxicity|antidotes?|contraindications?"
    r"|contraindicated|treatment|tx|rx|dose|onset|symptoms?|signs|uses|s/s|pros|cons"
    r"|advantages|disadvantages))"
)


def mend_topics(draft: Draft) -> None:
    """Gives such lines their roles."""
    _join_aspects(draft)
    _take_titles(draft)
    for k, u in enumerate(draft.units):
        if u.kind not in PLAIN or u.item or k in draft.settled or k in draft.asides:
            continue
        if draft.roles[k] is Role.SECTION:
            if not u.gap and k not in draft.local and _NO_NAME.search(u.text.text.rstrip()):
                draft.roles[k] = Role.LOOSE
        elif u.kind is Kind.LINE and not u.indent and _names_below(draft, k):
            draft.roles[k] = Role.SECTION
            draft.splits.pop(k, None)


def _join_aspects(draft: Draft) -> None:
    """Puts labelled lines that tell of the entry above into it, with what stands between."""
    for k, u in enumerate(draft.units):
        if draft.roles[k] is not Role.ENTRY or u.gap or u.item or u.kind is not Kind.LINE:
            continue
        if not _ASPECT.fullmatch(draft.headword(k).strip()) or k in draft.settled:
            continue
        above = k - 1
        while above >= 0 and draft.roles[above] in (Role.LOOSE, *INSIDE):
            if draft.units[above].gap or above in draft.settled or above in draft.asides:
                break
            above -= 1
        if above >= 0 and draft.roles[above] is Role.ENTRY:
            for n in range(above + 1, k + 1):
                draft.roles[n] = Role.BODY
                draft.splits.pop(n, None)


def _take_titles(draft: Draft) -> None:
    """Makes topics of titles in capitals, with more behind a mark, over entries."""
    own = [k for k, role in enumerate(draft.roles) if role is Role.ENTRY]
    capitals = [k for k in own if draft.headword(k).isupper()]
    if len(capitals) > CAPITALS * len(own):
        return
    for k in capitals:
        u, name = draft.units[k], draft.headword(k).strip()
        letters = sum(map(str.isalpha, name))
        title = u.kind is Kind.LINE and u.gap and " " in name and letters >= LETTERS
        if title and _entries_from(draft, k + 1) >= OVER and k not in draft.settled:
            draft.roles[k] = Role.SECTION
            draft.splits.pop(k)


def _entries_from(draft: Draft, k: int) -> int:
    """How many entries in one line follow one another from a line on, without a blank one."""
    n = k
    while n < len(draft.units) and draft.roles[n] is Role.ENTRY and not draft.units[n].gap:
        n += 1
    return n - k


def _names_below(draft: Draft, k: int) -> bool:
    """Whether a line that is no entry names the entries right below it."""
    u, role = draft.units[k], draft.roles[k]
    text = u.text.text.strip()
    section, head = (math.exp(draft.odds(k, r)) for r in (LineRole.SECTION, LineRole.HEAD))
    if role is Role.HEAD or (role is Role.LOOSE and u.gap):
        # over a line of text
        free = role is Role.LOOSE or draft.text_end(k + 1) == k + 2
        over = free and u.gap > 0 and _entries_from(draft, k + 2) >= OVER and section > LIKELY
        if over and not draft.units[min(k + 1, len(draft.units) - 1)].gap:
            draft.leave(k + 1, k + 2)
        return over
    if role not in (Role.LOOSE, Role.BODY, Role.WRAP) or u.gap or not k:
        return False
    brief = 0 < length(text) <= NAME and not GOES_ON.match(text) and text[-1:].isalpha()
    above = draft.units[k - 1].text.text
    if draft.roles[k - 1] is not Role.ENTRY and length(above) <= LISTED:
        return False  # it is one of several
    if not brief or _SAID.match(text) or draft.may_part(k) or _entries_from(draft, k + 1) < OVER:
        return False
    plural = text.endswith("s") and not text.endswith(_SINGULAR)
    return section > SURE or (plural and section + head > LIKELY)
