"""How well a line fits the roles that open an entry: a headword alone, a headword with its
definition, and the second line and the context of a headword.
"""

from __future__ import annotations

import re

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.sequence.document_prior import Way, opening
from ankigen.segmentation.sequence.look import (
    BRACKET_BEHIND,
    CERTAIN,
    HEADING_SIGNS,
    NAMED_PART,
    STOP,
    aligned,
    all_bold,
    fold,
    goes_on,
    introduces,
    is_context,
    named_again,
    over_parent,
    steps_down,
)
from ankigen.segmentation.sequence.view import GLOSS, NEVER, View, without_gloss
from ankigen.segmentation.weights import Weights
from ankigen.segmentation.words import (
    CONNECTORS,
    OPENERS,
    begins_with_callout,
    begins_with_label,
    length,
    tokens,
)

_CALL = re.compile(r"[\w.]+\([\w, ]*\)")
_BRACKETED = re.compile(r"^[(\[（].*[)\]）]$")
_IN_CODE = re.compile(r"[a-z][A-Z]|[_()]")


def head(v: View, after: Unit, w: Weights) -> float:
    """A headword alone on its line."""
    layout, k, u = v.layout, v.k, v.u
    if u.answer == "q":
        return w.head_question
    bare = without_gloss(v.text)  # "Special case (n = 1):"
    score = w.head_bias + (v.term if bare == v.text else max(v.term, termness(bare)))
    score += w.head_gap if v.gap else _head_no_gap(v, w)
    score += _head_item(v, after, w) if u.item else 0.0
    score += _head_look(v, after, w)
    if layout.outlined and not u.item:
        score += (w.head_no_step, w.head_step, w.head_two_steps)[steps_down(layout.units, k)]
    score += w.head_part if NAMED_PART.match(v.text) else 0.0
    if layout.full[k] or v.hanging:
        score += w.head_wrapped_into if v.hanging or not v.stopped else w.entry_full_stopped
    if is_context(layout, k + 1):
        score += w.head_over_context
    elif layout.short[k]:
        score += w.head_short_run
    if k and is_context(layout, k):
        score -= w.head_over_context
    if any(o.style == "bracket" for o in layout.split[k]):
        score += w.head_runs_on
    score += _head_over(v, after, w)
    score += w.head_series if layout.series[k] else 0.0
    if k < layout.title:
        score += w.title_head
    score += _repeats(layout.again[fold(v.text)], w)
    if v.code and not _CALL.fullmatch(v.text):
        score += w.code
    return score


def _head_no_gap(v: View, w: Weights) -> float:
    """No blank line before it: then the line before has ended its sentence, and the headword is
    short.
    """
    own = min(v.bare_n, length(BRACKET_BEHIND.sub("", v.text))) if v.bold else v.bare_n
    score = w.head_no_gap + w.head_no_gap_long * max(0.0, own - 3)
    if v.stopped:
        score += w.head_after_stop
    else:
        broken = v.layout.wrapped or v.lower or v.bare_n > 3
        score += w.head_after_open if broken else w.head_after_open_line
    if v.n > 2 and goes_on(v.text, v.layout.units[max(0, v.k - 6) : v.k]):
        score += w.head_about_last
    if v.announced:
        score += w.head_under_colon
    return score


def _head_item(v: View, after: Unit, w: Weights) -> float:
    score = w.head_item + (w.head_item_long if v.layout.long[v.k] else 0.0)
    if v.u.marker is not None and v.u.marker.style in HEADING_SIGNS:
        score += w.head_sign
    if v.u.level:
        score += w.head_item_nested
    elif not after.item and not after.gap and after.indent > v.u.indent + 1:
        score += w.head_item_indented
    elif v.layout.parents and after.item and after.level > v.u.level:
        score += w.head_item_parents
    return score


def _head_look(v: View, after: Unit, w: Weights) -> float:
    """Its own words and marks."""
    score = w.head_lower if v.lower else 0.0
    bold = all_bold(v.u)
    if v.label or begins_with_callout(v.text):
        score += w.head_label
    elif v.ends_with_colon and not bold:
        score += w.head_colon
        score += w.head_announces if after.item else 0.0
        score += w.head_announces if v.bare_n > 4 else 0.0
        score += w.head_gloss if GLOSS.search(v.text) else 0.0
    return score + (w.head_bold if bold else 0.0)


def _head_over(v: View, after: Unit, w: Weights) -> float:
    """What stands under it."""
    score = 0.0
    opens = tokens(after.text.text[:30])[:1]
    if opens and opens[0] in OPENERS and v.n <= 6:
        score += w.head_over_opener
    if after.gap:
        return score + w.head_gap_after + (w.head_gap_both if v.gap else 0.0)
    if after.item:
        score += w.head_over_items
        score += w.head_over_parents if over_parent(v.layout, v.k + 1) else 0.0
        if after.line == v.u.line and not v.ends_with_colon:
            score += w.head_lead
    elif after.kind in OPEN:
        score += w.head_over_label if begins_with_label(after.text.text) else 0.0
        if v.layout.n[v.k + 1] > v.n or v.layout.sentence[v.k + 1] > 0.8:
            score += w.head_before_text
        if named_again(v.text, after.text.text):
            score += w.head_named_again
    return score


def _repeats(count: int, w: Weights) -> float:
    """What comes in the document again and again is a label, not a headword."""
    return max(w.most_repeats, w.label_again * (count - 2)) if count > 2 else 0.0


def entry(v: View, w: Weights) -> float:
    """Headword and definition in one line, whatever parts them. The line is running text as well
    as a body line would be.
    """
    layout, k, u = v.layout, v.k, v.u
    score = w.entry_bias + w.text * v.sentence
    score += w.entry_gap if v.gap else w.entry_no_gap
    certain = layout.split[k][0].style in CERTAIN
    if u.item:
        score += w.entry_item if u.level == 0 else w.entry_item_nested
        score += w.entry_item_under_colon if v.announced and not v.gap else 0.0
    else:
        if u.level and u.kind is Kind.PARAGRAPH and not u.cut:
            score += w.entry_in_item
        if not v.gap and not v.stopped:
            score += w.entry_after_open
        if (
            not v.gap
            and not certain
            and (v.hanging or (v.lower and not layout.lower_terms and not v.stopped))
        ):
            score += w.entry_hanging
    if layout.full[k] and not certain:
        score += w.entry_full_stopped if v.stopped else w.entry_wrapped_into
    score += w.title_entry if k < layout.title else 0.0
    score += w.entry_introduces if not v.bold and introduces(layout.units, k) else 0.0
    score += w.code if v.code else 0.0
    score += w.entry_listed if layout.listed[k] else 0.0
    score += w.entry_series if layout.series[k] else 0.0
    return score


def entry_ways(v: View, w: Weights) -> list[Way]:
    out: list[Way] = []
    for split in v.layout.split[v.k]:
        own = split.score + _repeats(v.layout.lefts[fold(v.text[: split.end])], w)
        if split.style == "columns" and aligned(v.layout, v.k, split):
            own += w.entry_aligned
        elif (
            split.style == "copula"
            and not v.gap
            and not (split.sure and v.layout.dense and (v.stopped or not v.layout.wrapped))
        ):
            own += w.entry_copula_no_gap
        elif split.style == "copula" and split.sure and not v.gap:
            own += w.entry_defines
        apart = v.gap or v.u.cut  # a sentence set apart is one of its own
        out.append((opening("inline", split.style, apart, v.u.item), own, split))
    return out


def context(v: View, after: Unit, w: Weights) -> float:
    """A short line under a headword, which tells it apart from others of its name."""
    score = w.context_bias + w.section_term * min(1.6, v.term)
    if v.layout.again[fold(v.text)] >= 2:
        score += w.context_again
    if _BRACKETED.match(v.text):
        score += w.context_bracket
    if after.gap or STOP.search(v.text):
        score += w.context_last
    return score


def second_line(v: View, after: Unit, w: Weights) -> float:
    """The second line of a headword that was broken over two."""
    if not v.lower:
        return NEVER
    first = tokens(v.text)[:1]
    joins = bool(first) and first[0] in CONNECTORS
    end = v.before.text.text if v.before is not None else ""
    if _IN_CODE.search(end):
        return NEVER  # a name in code is whole
    if v.n > (6 if joins else 3) or after.gap or STOP.search(v.text) or STOP.search(end):
        return NEVER
    if v.term <= 0 and not joins:
        return NEVER
    capital = after.text.text[:1].isupper() and v.layout.n[v.k + 1] > 3
    score = w.head2_bias + (max(v.term, w.head2_joins) if joins else v.term)
    return score + (w.head2_capital_below if capital else w.head2_else)
