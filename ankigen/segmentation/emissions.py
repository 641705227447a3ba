"""How well each unit fits each role by its words and its neighbours: one function a role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ankigen.model import TITLE_OF_DOCUMENT, Kind, Style
from ankigen.segmentation.document_prior import Way, Ways, opening
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.lines import looks_like_code
from ankigen.segmentation.page_layout import (
    BRACKET_BEHIND,
    CAPS,
    CERTAIN,
    DECORATED,
    HEADING_SIGNS,
    NAMED_PART,
    NUMBERED,
    STOP,
    Layout,
    aligned,
    all_bold,
    entries_below,
    fold,
    goes_on,
    hangs,
    introduces,
    is_context,
    is_quoted_callout,
    look,
    named_again,
    over_parent,
    runs_on,
    steps_down,
)
from ankigen.segmentation.role import Role
from ankigen.segmentation.units import OPEN, Unit
from ankigen.segmentation.weights import Weights
from ankigen.segmentation.words import (
    CONNECTORS,
    CONTINUED,
    OPENERS,
    TITLE,
    begins_with_callout,
    begins_with_label,
    glance,
    is_label,
    length,
    tokens,
)

NEVER = -1e9
SURE = 8.0  # the format itself says so: a row of a table of cards, the term of a definition list

#: Longest headword, in words, that a list item can be with its text below it.
ITEM_HEAD = 8
#: The items of a list of so many lean on each other.
POOL_LEAST = 3
#: A second column begins at least so far to the right.
COLUMN = 8

#: So many figures side by side are a row of data.
DATA_COLUMNS = 3

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
        else:
            _line(_View.of(layout, k), w, row, ways)
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


@dataclass(frozen=True, slots=True)
class _View:
    """A line and what stands around it."""

    layout: Layout
    k: int
    u: Unit
    text: str
    before: Unit | None
    after: Unit | None
    gap: bool  # a blank line before it, or the top of the document
    stopped: bool  # the line before ended what it said
    announced: bool  # the line before ends with a colon
    hanging: bool  # the line before cannot be the end of a sentence
    label: bool
    lower: bool  # begins in lower case
    bold: bool  # begins in bold
    code: bool
    n: float  # words
    sentence: float
    term: float

    @classmethod
    def of(cls, layout: Layout, k: int) -> _View:
        u, units = layout.units[k], layout.units
        text = CONTINUED.sub("", glance(u.text.text.strip()))
        before = units[k - 1] if k else None
        gap = u.gap > 0 or k == 0
        end = glance(before.text.text) if before is not None and before.kind in OPEN else ""
        stopped = (
            not end
            or layout.open_ends
            or bool(STOP.search(end))
            or (bool(CAPS.match(end)) and not CAPS.match(text))
            or (before is not None and before.item)
        )
        return cls(
            layout,
            k,
            u,
            text,
            before,
            units[k + 1] if k + 1 < len(units) else None,
            gap,
            stopped,
            announced=end.rstrip().endswith((":", "：")),
            hanging=bool(end) and not gap and not _out_of_list(before, u) and hangs(end, text),
            label=is_label(text),
            lower=text[:1].islower(),
            bold=any(m.style is Style.STRONG and m.start == 0 for m in u.text.marks),
            code=(looks_like_code(text) and not (k + 1 < len(units) and units[k + 1].cut))
            or _over_data(units, k),
            n=layout.n[k],
            sentence=layout.sentence[k],
            term=layout.term[k],
        )

    @property
    def bare_n(self) -> float:
        """The words of a line that ends with a colon, what stands in brackets before it aside."""
        bare = _GLOSS.sub("", self.text)
        return self.n if bare == self.text else length(bare)

    @property
    def ends_with_colon(self) -> bool:
        return self.text.endswith((":", "："))


def _out_of_list(before: Unit | None, u: Unit) -> bool:
    """Whether a line begins with a capital further to the left than the item before it, so that
    it is no part of it.
    """
    return (
        before is not None
        and before.item
        and u.indent < before.indent
        and u.text.text[:1].isupper()
    )


_COLUMN_GAP = re.compile(r"\s{2,}|\t")
_FIGURE = re.compile(r"[-+−]?[\d.,]+%?")


def _over_data(units: Sequence[Unit], k: int) -> bool:
    """Whether a line names the columns of the row of figures right below it:
    "depth   salt    year" over "4   31   12".
    """
    if k + 1 >= len(units) or units[k + 1].gap or units[k].kind is not Kind.LINE:
        return False
    row = _COLUMN_GAP.split(glance(units[k + 1].text.text.strip()))
    return (
        len(row) >= DATA_COLUMNS
        and all(map(_FIGURE.fullmatch, row))
        and len(_COLUMN_GAP.split(glance(units[k].text.text.strip()))) == len(row)
    )


def _line(v: _View, w: Weights, row: Row, ways: Ways) -> None:
    """A line, a paragraph or an item whose role is open."""
    u, after = v.u, v.after
    if u.cut and v.before is not None:
        row[Role.WRAP] = w.cut_on + w.text * v.sentence
        row[Role.LOOSE] = w.loose
        row[Role.ENTRY] = _entry(v, w)
        ways[Role.ENTRY] = [way for way in _entry_ways(v, w) if way[0].mark.startswith("bold")]
        if not ways[Role.ENTRY]:
            row[Role.ENTRY] = NEVER
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
        row[Role.HEAD] = _head(v, after, w)
        ways[Role.HEAD] = [(opening("alone", look(u), v.gap, u.item), 0.0, None)]
    splits = v.layout.split[v.k]
    nested = u.item and u.level > 0 and not any(s.style.startswith("bold") for s in splits)
    if splits and not nested and not u.answer:
        row[Role.ENTRY] = _entry(v, w)
        ways[Role.ENTRY] = _entry_ways(v, w)
    numbered = bool(NUMBERED.match(v.text)) or (
        u.marker is not None and (u.marker.ordered or v.layout.apart[v.k])
    )
    if not u.item or (v.layout.apart[v.k] and v.gap):
        row[Role.SECTION] = _section(v, numbered, w)
        ways[Role.SECTION] = [(opening("section", _section_look(v.text, numbered)), 0.0, None)]
    if is_quoted_callout(u):
        for role in (Role.HEAD, Role.ENTRY, Role.SECTION):
            row[role] += w.callout
        if v.before is not None and v.before.kind is Kind.HEADING:
            row[Role.BODY] += w.callout_under_heading
    if v.k and not u.item and after is not None and not u.gap and v.n <= 8 and not v.label:
        row[Role.CONTEXT] = _context(v, after, w)
        row[Role.HEAD2] = _second_line(v, after, w)


def _is_picture(u: Unit) -> bool:
    """Whether a line is a picture or a sound and nothing else: its words are what it shows, no
    headword.
    """
    seen = [m for m in u.text.marks if m.style in (Style.IMAGE, Style.SOUND)]
    return (
        not u.item and bool(seen) and sum(m.end - m.start for m in seen) >= len(u.text.text.strip())
    )


def _item(v: _View, w: Weights) -> float:
    score = w.item
    score += w.item_announced if v.announced else 0.0
    score += w.item_apart if v.layout.apart[v.k] else 0.0
    score += w.item_long if v.layout.long[v.k] else 0.0
    if v.u.marker is not None and v.u.marker.style.startswith("I") and not v.u.level:
        score += w.item_outline
    return score


def _body(v: _View, w: Weights) -> float:
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


def _wrap(v: _View, before: Unit, w: Weights) -> float:
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


def _head(v: _View, after: Unit, w: Weights) -> float:
    """A headword alone on its line."""
    layout, k, u = v.layout, v.k, v.u
    if u.answer == "q":
        return w.head_question
    bare = _GLOSS.sub("", v.text)  # "Special case (n = 1):"
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
    if v.code and not re.fullmatch(r"[\w.]+\([\w, ]*\)", v.text):
        score += w.code
    return score


_GLOSS = re.compile(r"(?<=\w)\s?[(（][^()（）]{2,40}[)）](?=\s?[:：]$)")


def _head_no_gap(v: _View, w: Weights) -> float:
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
    near = range(max(0, v.k - 6), v.k)
    if v.n > 2 and any(goes_on(v.text, v.layout.units[j].text.text) for j in near):
        score += w.head_about_last
    if v.announced:
        score += w.head_under_colon
    return score


def _head_item(v: _View, after: Unit, w: Weights) -> float:
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


def _head_look(v: _View, after: Unit, w: Weights) -> float:
    """Its own words and marks."""
    score = w.head_lower if v.lower else 0.0
    bold = all_bold(v.u)
    gloss = _GLOSS.search(v.text)
    if v.label or begins_with_callout(v.text):
        score += w.head_label
    elif v.ends_with_colon and not bold:
        score += w.head_colon
        score += w.head_announces if after.item else 0.0
        score += w.head_announces if v.bare_n > 4 else 0.0
        score += w.head_gloss if gloss else 0.0
    return score + (w.head_bold if bold else 0.0)


def _head_over(v: _View, after: Unit, w: Weights) -> float:
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


def _entry(v: _View, w: Weights) -> float:
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


def _entry_ways(v: _View, w: Weights) -> list[Way]:
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


def _section_look(text: str, numbered: bool) -> str:
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


def _section(v: _View, numbered: bool, w: Weights) -> float:
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
    score += w.code if v.code or re.search(r"\w\.\w+\(", v.text) else 0.0
    score += w.section_label if v.label or begins_with_label(v.text) else 0.0
    if layout.outlined and not v.u.item:
        score += w.section_two_steps if steps_down(layout.units, k) == 2 else 0.0
    if v.n > 12 or v.sentence > 2.2 or (STOP.search(v.text) and not v.text.endswith(":")):
        score += w.section_sentence
    return score + (w.section_bold if all_bold(v.u) else 0.0)


def _context(v: _View, after: Unit, w: Weights) -> float:
    """A short line under a headword, which tells it apart from others of its name."""
    score = w.context_bias + w.section_term * min(1.6, v.term)
    if v.layout.again[fold(v.text)] >= 2:
        score += w.context_again
    if re.match(r"^[(\[（].*[)\]）]$", v.text):
        score += w.context_bracket
    if after.gap or STOP.search(v.text):
        score += w.context_last
    return score


def _second_line(v: _View, after: Unit, w: Weights) -> float:
    """The second line of a headword that was broken over two."""
    first = tokens(v.text)[:1]
    joins = bool(first) and first[0] in CONNECTORS
    end = v.before.text.text if v.before is not None else ""
    if re.search(r"[a-z][A-Z]|[_()]", end):
        return NEVER  # a name in code is whole
    if (
        not v.lower
        or v.n > (6 if joins else 3)
        or after.gap
        or STOP.search(v.text)
        or STOP.search(end)
    ):
        return NEVER
    if v.term <= 0 and not joins:
        return NEVER
    capital = after.text.text[:1].isupper() and v.layout.n[v.k + 1] > 3
    score = w.head2_bias + (max(v.term, w.head2_joins) if joins else v.term)
    return score + (w.head2_capital_below if capital else w.head2_else)
