"""How well each unit fits each role by its words and its neighbours: one function a role."""

from __future__ import annotations

import re

from ankigen.model import TITLE_OF_DOCUMENT, Kind, Style
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.document_prior import Ways, opening
from ankigen.segmentation.sequence.emissions_of_heads import (
    context,
    entry,
    entry_ways,
    head,
    second_line,
)
from ankigen.segmentation.sequence.emissions_of_sections import section, section_look
from ankigen.segmentation.sequence.look import (
    NUMBERED,
    STOP,
    Layout,
    fold,
    is_quoted_callout,
    look,
    runs_on,
)
from ankigen.segmentation.sequence.view import NEVER, View
from ankigen.segmentation.weights import Weights
from ankigen.segmentation.words import (
    begins_with_callout,
    begins_with_label,
    is_label,
)

SURE = 8.0  # the format itself says so: a row of a table of cards, the term of a definition list

#: Longest headword, in words, that a list item can be with its text below it.
ITEM_HEAD = 8
#: The items of a list of so many lean on each other.
POOL_LEAST = 3
#: A second column begins at least so far to the right.
COLUMN = 8

Row = list[float]
_COUNT = len(Role)


def evidence(layout: Layout, w: Weights) -> tuple[list[Row], list[Ways]]:
    """For each unit: the score of each role, and the ways in which it may play those that are a
    matter of habit.
    """
    rows: list[Row] = []
    all_ways: list[Ways] = []
    for k, u in enumerate(layout.units):
        row = [NEVER] * _COUNT
        ways: Ways = {}
        if u.kind in (Kind.CODE, Kind.TABLE, Kind.FORMULA, Kind.RULE):
            row[Role.PART] = 0.0
            row[Role.LOOSE] = w.loose if u.kind is not Kind.RULE else 0.0
        elif u.kind is Kind.PAIR:
            row[Role.ENTRY] = SURE
        elif u.kind is Kind.TERM:
            row[Role.HEAD] = SURE
            row[Role.HEAD2] = SURE if k and layout.units[k - 1].kind is Kind.TERM else NEVER
        elif u.kind is Kind.DEFINITION:
            row[Role.BODY] = SURE
            row[Role.LOOSE] = 0.0
        elif u.kind is Kind.HEADING:
            _heading(layout, k, w, row, ways)
            if k in layout.counted:
                row[Role.HEAD] = row[Role.BODY] = NEVER
        else:
            _line(View.of(layout, k), w, row, ways)
        rows.append(row)
        all_ways.append(ways)
    _pool(layout, rows, all_ways, w)
    _pool_numbered(layout, rows, w)
    return rows, all_ways


def _pool(layout: Layout, rows: list[Row], ways: list[Ways], w: Weights) -> None:
    """Lets the items of a list lean on each other: they are all entries or none, so each goes
    towards their mean.
    """
    for items in layout.siblings:
        if len(items) < POOL_LEAST:
            continue
        leads: dict[int, float] = {}
        for k in items:
            entry = max((own for _, own, _ in ways[k].get(Role.ENTRY, [])), default=0.0)
            leads[k] = (
                max(rows[k][Role.ENTRY] + entry, rows[k][Role.HEAD], w.pool_least)
                - rows[k][Role.ITEM]
            )
        mean = sum(leads.values()) / len(leads)
        for k, lead in leads.items():
            for role in (Role.ENTRY, Role.HEAD):
                if rows[k][role] > NEVER:
                    rows[k][role] += w.pool * (mean - lead)


_COUNTED = re.compile(r"\d{1,2}[a-z]?[.)]?\s")


def _pool_numbered(layout: Layout, rows: list[Row], w: Weights) -> None:
    """Lets lines that begin with a number lean on each other likewise: they are all headwords or
    all sections.
    """
    places = [
        k
        for k, u in enumerate(layout.units)
        if u.kind is Kind.LINE
        and u.gap
        and _COUNTED.match(u.text.text)
        and rows[k][Role.HEAD] > NEVER
        and rows[k][Role.SECTION] > NEVER
    ]
    if len(places) < POOL_LEAST:
        return
    leads = {k: rows[k][Role.HEAD] - rows[k][Role.SECTION] for k in places}
    mean = sum(leads.values()) / len(leads)
    for k, lead in leads.items():
        rows[k][Role.HEAD] += w.pool * (mean - lead)


def _heading(layout: Layout, k: int, w: Weights, row: Row, ways: Ways) -> None:
    """A heading of Markdown, HTML or LaTeX: a section, a headword, or a label inside a body."""
    u, units = layout.units[k], layout.units
    deeper = text_below = terms = False
    for n in range(k + 1, len(units)):
        if units[n].kind is Kind.HEADING:
            deeper = units[n].level > u.level
            break
        text_below = True
        terms = terms or (units[n].kind is Kind.TERM and n <= k + 2)
    bare = re.sub(r"^[\d.]+\s+", "", u.text.text.strip(" :"))
    ways[Role.SECTION] = [(opening("section", f"h{u.level}"), 0.0, None)]
    row[Role.SECTION] = w.section_bias + w.section_heading
    row[Role.SECTION] += w.section_heading_over_deeper if deeper or terms else 0.0
    again = (
        layout.again[fold(u.text.text)] > 2
    )  # the same under many headwords: a label of their bodies
    if is_label(bare) or begins_with_label(bare) or again:
        row[Role.SECTION] += w.section_label
    if text_below:
        term = max(-2.0, min(2.0, termness(bare)))
        row[Role.HEAD] = w.head_bias + w.head_heading + 0.6 * term
        row[Role.HEAD] += w.head_heading_over_deeper if deeper or terms else 0.0
        row[Role.HEAD] += w.heading_label if is_label(bare) else 0.0
        ways[Role.HEAD] = [(opening("heading", str(u.level)), 0.0, None)]
    else:
        row[Role.SECTION] += w.heading_no_text
    if u.block is not None and u.block.value == TITLE_OF_DOCUMENT:
        row[Role.SECTION] += w.title
        row[Role.HEAD] += w.title_head
    row[Role.BODY] = w.heading_in_body_deep if u.level > 2 else w.heading_in_body
    if (is_label(bare) or again) and u.level > 2:
        row[Role.BODY] += w.heading_label_in_body


def _line(v: View, w: Weights, row: Row, ways: Ways) -> None:
    """A line, a paragraph or an item whose role is open."""
    u, after = v.u, v.after
    if u.cut and v.before is not None:
        row[Role.WRAP] = w.cut_on + w.text * v.sentence
        row[Role.LOOSE] = w.loose
        ways[Role.ENTRY] = [way for way in entry_ways(v, w) if way[0].mark.startswith("bold")]
        if ways[Role.ENTRY]:
            row[Role.ENTRY] = entry(v, w)
        return
    if _is_picture(u):
        row[Role.BODY] = SURE
        row[Role.LOOSE] = w.loose
        return
    if u.item:
        row[Role.ITEM] = _item(v, w)
        row[Role.LOOSE] = w.loose + w.item_loose
    else:
        row[Role.BODY] = _body(v, w)
        row[Role.LOOSE] = w.loose + w.loose_text * v.sentence + (w.loose_gap if u.gap else 0.0)
        row[Role.LOOSE] += w.loose_callout if begins_with_callout(v.text) else 0.0
        if v.k:
            ways[Role.BODY] = [(opening("body", "gap" if u.gap else "line", u.gap > 0), 0.0, None)]
        if v.before is not None and not u.gap and v.before.kind in OPEN and not v.before.full:
            row[Role.WRAP] = _wrap(v, v.before, w)
    text_under = (
        after is not None
        and not after.gap
        and (after.level > u.level if after.item else after.kind in OPEN)
    )
    if after is not None and u.answer != "a" and (not u.item or (text_under and v.n <= ITEM_HEAD)):
        row[Role.HEAD] = head(v, after, w)
        ways[Role.HEAD] = [(opening("alone", look(u), v.gap, u.item), 0.0, None)]
    splits = v.layout.split[v.k]
    nested = u.item and u.level > 0 and not any(s.style.startswith("bold") for s in splits)
    if splits and not nested and not u.answer:
        row[Role.ENTRY] = entry(v, w)
        ways[Role.ENTRY] = entry_ways(v, w)
    numbered = bool(NUMBERED.match(v.text)) or (
        u.marker is not None and (u.marker.ordered or v.layout.apart[v.k])
    )
    if not u.item or (v.layout.apart[v.k] and v.gap):
        row[Role.SECTION] = section(v, numbered, w)
        ways[Role.SECTION] = [(opening("section", section_look(v.text, numbered)), 0.0, None)]
    if is_quoted_callout(u):
        for role in (Role.HEAD, Role.ENTRY, Role.SECTION):
            row[role] += w.callout
        if v.before is not None and v.before.kind is Kind.HEADING:
            row[Role.BODY] += w.callout_under_heading
    if v.k and not u.item and after is not None and not u.gap and v.n <= 8 and not v.label:
        row[Role.CONTEXT] = context(v, after, w)
        row[Role.HEAD2] = second_line(v, after, w)


def _is_picture(u: Unit) -> bool:
    """Whether a line is a picture or a sound and nothing else: its words are what it shows, no
    headword.
    """
    seen = [m for m in u.text.marks if m.style in (Style.IMAGE, Style.SOUND)]
    return (
        not u.item and bool(seen) and sum(m.end - m.start for m in seen) >= len(u.text.text.strip())
    )


def _item(v: View, w: Weights) -> float:
    score = w.item
    score += w.item_announced if v.announced else 0.0
    score += w.item_apart if v.layout.apart[v.k] else 0.0
    score += w.item_long if v.layout.long[v.k] else 0.0
    if v.u.marker is not None and v.u.marker.style.startswith("I") and not v.u.level:
        score += w.item_outline
    return score


def _body(v: View, w: Weights) -> float:
    if v.u.answer == "a":
        return w.body_answer
    score = w.text * v.sentence
    if v.u.gap and not v.code:
        score += w.body_gap
    score += w.body_run_on if runs_on(v.layout, v.k) else 0.0
    if v.layout.short[v.k]:
        score += w.body_short_run
    defines = any(s.sure for s in v.layout.split[v.k])
    if v.label or (v.ends_with_colon and not v.gap and not defines):
        score += w.body_label
    if v.gap and begins_with_callout(v.text):
        score += w.body_callout
    return score


def _wrap(v: View, before: Unit, w: Weights) -> float:
    u, end = v.u, before.text.text
    score = w.wrap_base + w.text * v.sentence
    score += w.body_run_on if runs_on(v.layout, v.k) else 0.0
    if v.hanging:
        score += w.wrap_hanging
    columns = any(o.style == "columns" for o in v.layout.split[v.k - 1])
    if columns and u.kind is Kind.LINE and u.indent >= COLUMN and not before.indent:
        score += w.wrap_column
    elif v.layout.full[v.k]:
        score += w.wrap_full_stopped if v.stopped else w.wrap_full
    elif u.kind is Kind.LINE and v.layout.wrapped:
        score += w.wrap_short
    elif u.kind is Kind.LINE:
        score += w.wrap_open_ends if v.layout.open_ends and not v.hanging else w.wrap_line
    if u.kind is Kind.PARAGRAPH:
        score += w.wrap_soft
    if end.endswith("-") and v.text[:1].isalpha():
        score += w.wrap_hyphen
    score += w.wrap_lower if v.lower else w.wrap_upper
    if end.endswith(":"):
        score += w.wrap_after_colon
    elif STOP.search(end):
        score += w.wrap_after_stop
    if before.item and u.indent > before.indent:
        score += w.wrap_under_item
    return score
