"""Lines that say what kind of statement they open, and its name ("Definition: Kernel", "Theorem 2.1
(Lagrange)"): each is the headword of what stands below it, up to the next one.
"""

from __future__ import annotations

import re

from ankigen.model import Kind
from ankigen.segmentation.blocks.markers import DEFINED, STATEMENT
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.words import is_label, length
from ankigen.text.patterns import when_asked

#: So many lines of a document are written so; a name has no more words.
LEAST, WORDS = 2, 7
_OPENS = when_asked(
    rf"\W*(?:{STATEMENT})(?:\s?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}(?!\.?\d))?\W*"
    r"(?:[:：.]\s*(?P<name>[^\s:：=.][^:：=.]*)|[(（](?P<held>[^()（）]+)[)）])[\s.:*_]*$",
    re.IGNORECASE,
)


def take_statements(draft: Draft) -> None:
    """Makes headwords of such lines where something stands below them."""
    units = draft.units
    opening = [k for k, u in enumerate(units) if u.kind in OPEN and not u.item and _opens(draft, k)]
    if len(opening) < LEAST:
        return
    for k in opening:
        end = _end(draft, k, set(opening))
        if end > k + 1 and k not in draft.settled:
            draft.head(k, end)
            if draft.roles[k + 1] is Role.WRAP:
                draft.roles[k + 1] = Role.BODY
            draft.topic_above(k)


def _opens(draft: Draft, k: int) -> bool:
    found = _OPENS.match(draft.units[k].text.text)
    return found is not None and length(found["name"] or found["held"]) <= WORDS


def _end(draft: Draft, k: int, opening: set[int]) -> int:
    """Where the statement that a line opens ends: at the next one, at a heading, or at an entry
    behind a blank line that is no part of it ("Proof: …").
    """
    units, roles = draft.units, draft.roles
    end = k + 1
    while end < len(units) and end not in opening and units[end].kind is not Kind.HEADING:
        if (marker := units[end].marker) is not None and marker.style == DEFINED:
            break
        apart = units[end].gap and end > k + 1 and not units[end].item
        if roles[end] is Role.SECTION or (apart and roles[end] in HEADS and not _part(draft, end)):
            break
        if apart and roles[end] not in (*HEADS, *INSIDE) and units[end].kind in OPEN:
            break
        end += 1
    return end


def _part(draft: Draft, k: int) -> bool:
    """Whether a line is called a part of what stands above it."""
    return is_label(draft.headword(k))
