"""The lines at the top of a document that are its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.sequence.look import CAPS, Layout
from ankigen.segmentation.words import (
    TITLE,
    length,
)
from ankigen.text.patterns import when_asked

#: A title page of so many lines, if two of them say that they are one.
LONG_TITLE = 6
#: From here on a line under the first one reads as its text.
TEXT_BELOW = 0.9


def _like_an_entry(facts: Layout, end: int) -> bool:
    """Whether the first line is an entry in one line, as the lines below the title would be, and
    no title by its words.
    """
    if not facts.split[0] or CAPS.match(facts.units[0].text.text):
        return False
    split = facts.split[0][0]
    text = facts.units[0].text.text
    if split.score < SURE_ENTRY or TITLE.search(text[: split.end]) or split.start < 0:
        return False
    below = [facts.split[n][0].style for n in range(1, len(facts.units)) if facts.split[n]]
    few = len(facts.units) <= SHORT and facts.units[1:2] and facts.units[1].kind in OPEN
    return below[:3].count(split.style) >= 2 or bool(few and text[split.start :][:1].islower())


#: Notes of so few units have no title that could be an entry, but over cards of the format.
SHORT = 8
#: From here on a split of a line is a plain entry.
SURE_ENTRY = 1.5
#: Cards that the format gives, and what it leaves out, are no lines of a title.
_GIVEN = (Kind.PAIR, Kind.DROPPED)
_BRACKETED = when_asked(r"^[(\[（].*[)\]）]\W*$")


def title_block(facts: Layout) -> int:
    """How many lines at the top, before the first blank one, are a title: few, short, no
    sentences.
    """
    units = facts.units
    if units and units[0].kind is Kind.HEADING:
        return _subtitle(units)
    end = 1
    while end < len(units) and units[end].gap == 0 and units[end].kind not in _GIVEN:
        end += 1
    words = sum(bool(TITLE.search(u.text.text)) for u in units[:end])
    if end >= len(units) or end > (LONG_TITLE if words >= 2 else 3):
        # notes without blank lines: a title says that it is one
        end = 0
        while (
            end < min(3, len(units))
            and _plain_title(facts, end)
            and (
                TITLE.search(units[end].text.text)
                or (end == 0 and len(units) > 1 and TITLE.search(units[1].text.text))
            )
        ):
            end += 1
    blocks = _blocks(units)
    named = any(TITLE.search(u.text.text) for u in units[:end])
    if not named and sum(b == end for b in blocks) > 0.3 * len(blocks) and end > 1:
        return 0  # the first block looks like all others
    if end and _like_an_entry(facts, end):
        return 0
    if (
        end == 1
        and not named
        and not CAPS.match(units[0].text.text)
        and facts.sentence[1] > TEXT_BELOW
        and units[1].kind not in _GIVEN
    ):
        return 0  # running text under it: a headword with a blank line below
    if units and units[0].kind is Kind.PARAGRAPH and TITLE.search(units[0].text.text):
        end = 1
    elif any(u.kind is not Kind.LINE or u.item for u in units[:end]):
        return 0
    plain = all(
        _plain_title(facts, k) and ((named and k > 0) or not units[k].text.text[:1].islower())
        for k in range(end)
    )
    return end if plain else 0


def _plain_title(facts: Layout, k: int) -> bool:
    """Whether a line at the top is short and no sentence; what is set in columns is counted
    column by column.
    """
    text = facts.units[k].text.text
    longest = max(length(piece) for piece in re.split(r"\s{3,}|\t", text))
    words = re.findall(r"[^\W\d_]{4,}", text)
    return longest <= 12 and (
        facts.sentence[k] < 1.3
        or (len(words) >= 3 and all(word[0].isupper() for word in words))
        or bool(k > 0 and _BRACKETED.match(text))
        or longest < facts.n[k]
    )


def _subtitle(units: Sequence[Unit]) -> int:
    """How many units the title takes where it is a heading: what stands in italics right under
    it is of the title.
    """
    end = 1
    while end < min(3, len(units)) and _all_in(units[end], Style.EM):
        end += 1
    return end if end > 1 else 0


def _all_in(u: Unit, style: Style) -> bool:
    return u.kind in OPEN and any(
        m.style is style and m.end - m.start >= len(u.text.text.strip()) for m in u.text.marks
    )


def _blocks(units: Sequence[Unit]) -> list[int]:
    """How many lines each block between blank lines has."""
    out: list[int] = []
    for k, u in enumerate(units):
        if u.gap or not k:
            out.append(0)
        out[-1] += 1
    return out
