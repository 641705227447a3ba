"""How well a line fits the role of a heading over entries."""

from __future__ import annotations

import re

from ankigen.segmentation.sequence.look import (
    CAPS,
    DECORATED,
    STOP,
    Layout,
    all_bold,
    entries_below,
    over_parent,
    steps_down,
)
from ankigen.segmentation.sequence.view import View
from ankigen.segmentation.weights import Weights
from ankigen.segmentation.words import (
    TITLE,
    begins_with_label,
)

_CALLED = re.compile(r"\w\.\w+\(")


def section_look(text: str, numbered: bool) -> str:
    if CAPS.match(text):
        return "caps"
    if DECORATED.match(text):
        return "decorated"
    return "numbered" if numbered else "plain"


def _over_head(layout: Layout, k: int) -> bool:
    """Whether a short line that could be a headword stands right under a line, and text under
    that.
    """
    if k + 2 >= len(layout.units) or layout.units[k + 1].gap or layout.units[k + 2].gap:
        return False
    return (
        layout.term[k + 1] > 0.8
        and layout.n[k + 1] <= 6
        and layout.n[k + 2] > 6
        and not layout.units[k + 1].item
    )


def section(v: View, numbered: bool, w: Weights) -> float:
    """A heading over entries, in plain text."""
    layout, k, after = v.layout, v.k, v.after
    score = w.section_bias + w.section_term * min(1.5, v.term)
    score += w.section_decorated if DECORATED.match(v.text) and v.n <= 9 else 0.0
    score += w.section_caps if CAPS.match(v.text) and v.n <= 9 else 0.0
    score += w.section_numbered if numbered and v.n <= 10 else 0.0
    if k < layout.title:
        score += w.title + (w.title_word if TITLE.search(v.text) else 0.0)
    elif not v.gap:
        score += w.section_no_gap
    if after is None:
        score += w.section_last
    elif v.gap and after.gap:
        score += w.section_gap_both
    elif v.gap and (CAPS.match(v.text) or numbered) and _over_head(layout, k):
        score += w.section_over_head
    elif v.gap and over_parent(layout, k + 1):
        score += w.section_over_entry + w.section_over_entries
    elif v.gap and layout.split[k + 1] and layout.split[k + 1][0].score > 0:
        score += w.section_over_entry + (
            w.section_over_entries if entries_below(layout, k) else 0.0
        )
    elif not after.gap and layout.sentence[k + 1] > 0.8:
        score += w.section_over_text
    score += w.code if v.code or ("(" in v.text and _CALLED.search(v.text)) else 0.0
    score += w.section_label if v.label or begins_with_label(v.text) else 0.0
    if layout.outlined and not v.u.item:
        score += w.section_two_steps if steps_down(layout.units, k) == 2 else 0.0
    if v.n > 12 or v.sentence > 2.2 or (STOP.search(v.text) and not v.text.endswith(":")):
        score += w.section_sentence
    return score + (w.section_bold if all_bold(v.u) else 0.0)
