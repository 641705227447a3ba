"""Which role each unit plays: every role is scored for every unit, and the best reading of the whole document is taken.

A document has its own habits: here a headword stands alone after a blank line, there each line is "term: definition".
So the score of a reading has two parts. *Evidence* says how well each unit fits its role by its words and neighbours.
*Habit* says how usual that way of opening an entry is in this document: the log of its share among all openings. The best
reading under given habits is found by dynamic programming; habits and reading are then improved in turn from several
beginnings (hard expectation maximisation), and the reading with the best total wins.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from ankigen.model import Kind, Style
from ankigen.parsing.headwords import Split, sentenceness, splits, termness
from ankigen.parsing.lines import looks_like_code
from ankigen.parsing.units import OPEN, Unit
from ankigen.parsing.words import CLAUSE, CONNECTORS, OPENERS, TITLE, Vocabulary, is_label, length, tokens


class Role(IntEnum):
    """What a unit is in the document."""

    SECTION = 0  # a heading over entries: a topic
    HEAD = 1  # a headword alone
    HEAD2 = 2  # its second line
    CONTEXT = 3  # a short line under the headword that tells it apart
    ENTRY = 4  # headword and definition in one unit
    BODY = 5  # a paragraph of the body
    WRAP = 6  # the line before goes on
    ITEM = 7  # an item of a list in the body
    PART = 8  # a table, code or formula in the body
    LOOSE = 9  # text that belongs to no entry


N = len(Role)
NEVER = -1e9
#: Marks that are written for nothing else than to part a headword from its definition.
CERTAIN = frozenset({"---", "tab", "columns", "::", "|", "bold"})
SURE = 8.0  # the format itself says so: a row of a table of cards, the term of a definition list

OPENS = (Role.HEAD, Role.ENTRY)
INSIDE = (Role.BODY, Role.WRAP, Role.ITEM, Role.PART)

#: Which role may follow which. A headword needs a body; a section is followed by an entry, another section or loose text.
FOLLOWS: dict[Role, tuple[Role, ...]] = {
    Role.SECTION: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.LOOSE),
    Role.HEAD: (Role.HEAD2, Role.CONTEXT, Role.BODY, Role.ITEM, Role.PART),
    Role.HEAD2: (Role.CONTEXT, Role.BODY, Role.ITEM, Role.PART),
    Role.CONTEXT: (Role.BODY, Role.ITEM, Role.PART),
    Role.ENTRY: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.BODY, Role.WRAP, Role.ITEM, Role.PART),
    Role.BODY: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.BODY, Role.WRAP, Role.ITEM, Role.PART),
    Role.WRAP: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.BODY, Role.WRAP, Role.ITEM, Role.PART),
    Role.ITEM: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.BODY, Role.WRAP, Role.ITEM, Role.PART),
    Role.PART: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.BODY, Role.WRAP, Role.ITEM, Role.PART),
    Role.LOOSE: (Role.SECTION, Role.HEAD, Role.ENTRY, Role.LOOSE),
}


@dataclass(frozen=True, slots=True)
class Weights:
    """Every weight of the evidence, in log-odds, with the case that set it."""

    head_bias: float = -1.2  # most lines are no headwords
    head_gap: float = 2.0  # a headword stands after a blank line…
    head_no_gap: float = -0.9  # …and seldom without one
    head_no_gap_long: float = -0.5  # and then it is short: for each word beyond the third
    head_about_last: float = -2.0  # it begins with the headword above and says something of it
    head_after_stop: float = 0.7  # without one, the line before at least ends its sentence
    head_after_open: float = -2.0  # …or else the sentence goes on
    head_after_open_line: float = -0.8  # but where lines are not wrapped, each line is one of its own
    head_before_text: float = 1.0  # its body follows at once
    head_gap_after: float = -0.9  # a blank line between headword and body is rarer
    head_gap_both: float = -0.4  # a line between blank lines is rather a section
    head_bold: float = 1.6  # a line in bold alone
    head_label: float = -3.5  # "Example:", "Key steps:"
    head_colon: float = -1.1  # a line that ends with a colon announces a part of a body
    head_announces: float = -1.2  # over a list, or of many words: it announces something
    head_named_again: float = 1.3  # the body speaks of it
    head_short_run: float = -1.6  # a line among short lines is one of a list
    head_under_colon: float = -2.5  # the line before announced a list
    head_lower: float = -0.35  # "threshold": lower-case headwords exist
    head_wrapped_into: float = -3.0  # the line before was full: this one goes on
    head_over_context: float = 1.5  # the line below stands under other headwords too
    head_over_opener: float = 1.0  # "Offers…", "Used to…": a definition without its subject
    head_over_items: float = 0.3
    head_heading: float = 2.2  # a Markdown heading over text
    head_heading_over_deeper: float = -4.0  # …but not over deeper headings
    head_runs_on: float = -2.0  # words go on behind the bracket that ends a headword
    head_item_nested: float = -1.5
    head_item_parents: float = 2.4  # and nearly all bullets of its level have bullets under them
    head_item_long: float = 3.0  # "16. Monophony" in a numbered glossary
    head_item: float = -1.6  # a bullet that is a headword with bullets under it
    head_question: float = 3.0
    head_lead: float = 1.5  # its list begins on the same line: "Causes of drift • new data • …"
    code: float = -6.0  # a line of code or data
    entry_bias: float = -0.6
    entry_gap: float = 0.8
    entry_no_gap: float = -0.3
    entry_item: float = -0.9  # a list item that is an entry
    entry_item_nested: float = -3.5
    entry_listed: float = -1.5  # "…Chain of events:" / "1848, March: Vienna…"
    entry_in_item: float = -1.5  # a further line of an item
    entry_item_under_colon: float = -3.0
    twins: float = -3.0  # of two items of one list, one is an entry and one is not
    entry_item_in_body: float = -2.0
    entry_after_open: float = -0.8
    entry_hanging: float = -2.0  # "…Since the 1999 Act third parties / may enforce a term - if…"
    entry_wrapped_into: float = -3.0
    entry_full_stopped: float = -0.8  # the line before was full, but its sentence ended there
    entry_aligned: float = 1.2  # the right column begins where that of the next line does
    entry_copula_no_gap: float = -1.0  # "X is…" opens an entry at the start of a paragraph
    entry_bold: float = 1.5
    section_bias: float = -2.0
    title: float = 2.8  # the first line of a document
    title_entry: float = -3.0
    title_head: float = -2.0
    section_caps: float = 2.2  # "B. CONTENTS"
    section_decorated: float = 2.8  # "== Cardiovascular ==", "--- Minerals ---"
    section_numbered: float = 1.2
    section_gap_both: float = 1.6
    section_heading: float = 2.5
    section_heading_over_deeper: float = 4.0
    section_over_entry: float = 0.8
    section_over_entries: float = 1.8  # and over two lines split in one way
    section_over_text: float = -1.2  # a section is followed by an entry, not by a sentence
    body_gap: float = -1.3  # a blank line inside a body
    body_after_head: float = 0.9
    section_entry: float = 0.4  # of how good an entry the line below a section would make
    body_entry: float = -0.5  # of how good an entry the line would make by the document's habits
    wrap_full: float = 3.0  # the next word would not have fitted on the line before
    wrap_full_stopped: float = 1.4
    wrap_open_ends: float = -2.0  # lines that end as they like, and are not wrapped
    wrap_short: float = -2.5  # it would have
    wrap_hyphen: float = 3.5
    wrap_lower: float = 0.8
    wrap_upper: float = -0.8
    wrap_after_stop: float = -0.6
    wrap_hanging: float = 2.0  # the line before ends with "the", "to", a comma
    wrap_upper_open: float = -0.8
    item_after_head: float = 0.2
    item: float = 1.0
    item_long: float = -1.0  # "17." of a numbered glossary
    item_loose: float = -1.0
    item_apart: float = -1.5  # "A." here and "B." a page further on are no list
    context_bias: float = -1.9
    context_again: float = 2.6  # the same second line under several headwords
    context_known: float = 1.8  # it is itself a headword
    context_bracket: float = 1.6
    context_last: float = -4.0  # then there would be no body
    head2_bias: float = -2.0
    loose: float = -2.6  # each line that belongs nowhere costs this
    loose_gap: float = -0.6
    habit_share: float = 0.25  # of the log of a part's share among the openings
    habit_used: float = 0.2  # of the log-odds that a unit which could be opened so is
    plausible: float = -0.5  # below this evidence a unit does not count as one that could open an entry
    habit_least: float = -3.0
    habit_most: float = 1.2
    habit_other: float = 1.0  # at most so much for or against a look of section, or a body going on after a blank line
    unusual: float = 0.35  # pseudo-count of a way to open entries not yet seen
    label_again: float = -2.0  # for each time that what would be the headword comes again in the document, from the third on


W = Weights()


@dataclass(frozen=True, slots=True)
class Opening:
    """A habit of the document: how a unit opens an entry (alone, by a heading, in one line; by which mark; after a blank
    line; as an item), how a section looks, or that a body goes on after a blank line."""

    family: str  # "alone", "inline", "heading", "section" or "body"
    mark: str  # the separator, the heading's level, bold
    gap: bool = False
    item: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A role for each unit, the splits of the ENTRY units, and the total score."""

    roles: tuple[Role, ...]
    splits: Mapping[int, Split]
    score: float


@dataclass(slots=True)
class _Facts:
    """What the evidence looks at, found once for each document."""

    units: Sequence[Unit]
    term: list[float]
    sentence: list[float]
    n: list[float]
    split: list[list[Split]]
    full: list[bool]  # the line before was full: this one goes on
    short: list[bool]  # short lines around it, parallel
    again: Counter[str] = field(default_factory=Counter)
    lefts: Counter[str] = field(default_factory=Counter)  # what stands before a separator, how often
    listed: list[bool] = field(default_factory=list)  # a line of the list that the line with a colon announced
    long: list[bool] = field(default_factory=list)  # a numbered line in a sequence too long for one entry
    apart: list[bool] = field(default_factory=list)  # a numbered line whose neighbours in the sequence are far
    parents: bool = False  # most items of the outer level have items under them
    open_ends: bool = False  # most lines of text end without a full stop, so its lack says nothing
    lower_terms: bool = False  # most headwords before a separator begin in lower case
    title: int = 0  # units in the block of title lines at the top
    known: frozenset[str] = frozenset()
    wrapped: bool = False


_STOP = re.compile(r"[.!?。！？:：;；…]['\"”’)\]]*$")
_CAPS = re.compile(r"^[^a-zß-ÿ]*[A-ZÀ-Þ]{3,}[^a-zß-ÿ]*$")
_DECORATED = re.compile(r"^(?:[=~*#_+—-]{2,}\s*\S.*?\s*[=~*#_+—-]{2,}|[■◆●▼★【]\s*\S.*|#{1,6}\s+\S.*|[=~*#—-]{3,}\s*\S.*)$")
_NUMBERED = re.compile(
    r"^(?:(?:chapter|section|part|unit|lecture|week|topic|module|kapitel|teil|abschnitt|§§?|thema|einheit|chapitre|partie|capítulo|tema|unidad|"
    r"lesson|lektion|leçon|第)\s*[\dIVXA-Z一二三四五六七八九十]+|[IVX]{1,4}\.|[A-Z]\.|\d{1,2}(?:\.\d{1,2}){0,3}\.?)[\s:.–—-]+\S",
    re.IGNORECASE,
)


#: For each role that a unit may play by habit: the ways in which it may, each with its own score and its split.
Ways = dict[Role, list[tuple[Opening, float, Split | None]]]


def read(units: Sequence[Unit], vocabulary: Vocabulary | None = None, weights: Weights = W) -> Reading:
    """The best reading of a document's units. Time is linear in their number."""
    if not units:
        return Reading((), {}, 0.0)
    facts = _facts(units, vocabulary or Vocabulary())
    evidence, ways = _evidence(facts, weights)
    best: Reading | None = None
    for start in _beginnings(ways):
        habit = start
        for _ in range(6):
            roles, score = _viterbi(facts, evidence, ways, habit, weights)
            counted = _habits(roles, ways, evidence, habit, weights)
            if counted == habit:
                break
            habit = counted
        roles, score = _viterbi(facts, evidence, ways, habit, weights)
        if best is None or score > best.score + 1e-9:
            best = Reading(tuple(roles), _chosen(roles, ways, habit), score)
    assert best is not None
    return best


def _chosen(roles: Sequence[Role], ways: Sequence[Ways], habit: Habit) -> dict[int, Split]:
    """The split of each ENTRY unit that has one."""
    out: dict[int, Split] = {}
    for k, role in enumerate(roles):
        if role is Role.ENTRY and role in ways[k]:
            split = max(ways[k][role], key=lambda way: habit[way[0]] + way[1])[2]
            if split is not None:
                out[k] = split
    return out


# --------------------------------------------------------------------------- facts


def _facts(units: Sequence[Unit], vocabulary: Vocabulary) -> _Facts:
    texts = [u.text.text for u in units]
    term = [termness(t) if u.kind in OPEN or u.kind is Kind.HEADING else -6.0 for u, t in zip(units, texts, strict=True)]
    known = frozenset(
        t.casefold()
        for t, u, s, k in zip(texts, units, term, range(len(units)), strict=True)
        if s > 1.0 and not u.item and (u.gap or k == 0)
    )
    again = Counter(_fold(t) for t, u in zip(texts, units, strict=True) if u.kind in OPEN and len(t) < 80)
    width = _wrap_width(units)
    lower = {w for t in texts for w in re.findall(r"\b[a-z][a-z'-]+", t)}

    def common(word: str) -> bool:
        return word in lower or vocabulary.common(word)

    facts = _Facts(
        units,
        term,
        [sentenceness(t) for t in texts],
        [length(t) for t in texts],
        [splits(u.text, known, common) if u.kind in OPEN else [] for u in units],
        [False] * len(units),
        [False] * len(units),
        again,
        known,
        width > 0,
    )
    for k in range(1, len(units)):
        certain = bool(facts.split[k]) and facts.split[k][0].style in CERTAIN
        facts.full[k] = width > 0 and not certain and _was_full(units[k - 1], units[k], width)
    _short_runs(facts)
    facts.lefts = Counter(_fold(texts[k][: options[0].end]) for k, options in enumerate(facts.split) if options and options[0].style != "copula")
    firsts = [texts[k][:1] for k, options in enumerate(facts.split) if options and options[0].score > 1.0 and not units[k].item]
    facts.lower_terms = 2 * sum(c.islower() for c in firsts) > len(firsts)
    facts.apart = _apart(units)
    facts.long = _long(units)
    facts.listed = _listed(facts)
    ends = [bool(_STOP.search(t)) for t, u, n in zip(texts, units, facts.n, strict=True) if u.kind is Kind.LINE and not u.item and n > 5]
    facts.open_ends = not facts.wrapped and sum(ends) < OPEN_ENDS * len(ends)
    outer = [k for k, u in enumerate(units) if u.item and u.level == 0]
    over = sum(1 for k in outer if k + 1 < len(units) and units[k + 1].item and units[k + 1].level > 0)
    facts.parents = len(outer) >= PARENTS_LEAST and over >= PARENTS_SHARE * len(outer)
    facts.title = _title_block(facts)
    return facts


#: Numbered lines that are further apart than so many units are headings rather than items.
ITEM_REACH = 4


def _apart(units: Sequence[Unit]) -> list[bool]:
    out = [False] * len(units)
    places: dict[str, list[int]] = {}
    for k, u in enumerate(units):
        if u.marker is not None and u.marker.ordered and u.kind is Kind.LINE:
            places.setdefault(u.marker.style, []).append(k)
    for ks in places.values():
        for n, k in enumerate(ks):
            near = [abs(k - o) for o in (ks[n - 1] if n else None, ks[n + 1] if n + 1 < len(ks) else None) if o is not None]
            out[k] = not near or min(near) > ITEM_REACH
    for k, u in enumerate(units):
        if u.marker is not None and not u.marker.ordered and u.kind is Kind.LINE and (u.gap or k == 0):
            out[k] = not (k and units[k - 1].item) and k + 1 < len(units) and units[k + 1].gap > 0 and not units[k + 1].item
    return out


#: Below this share of lines that end with a full stop, the notes do without.
OPEN_ENDS = 0.4

def _listed(facts: _Facts) -> list[bool]:
    """The lines right under a line that ends with a colon, as far as they have the shape of the first of them."""
    units = facts.units
    out = [False] * len(units)
    shape: tuple[str, str] | None = None
    for k in range(1, len(units)):
        u, text = units[k], units[k].text.text
        if u.gap or u.item or u.kind is not Kind.LINE:
            shape = None
            continue
        first = "0" if text[:1].isdigit() else "a" if text[:1].islower() else "A"
        own = (first, facts.split[k][0].style if facts.split[k] else "")
        if units[k - 1].text.text.rstrip().endswith((":", "：")) and units[k - 1].kind is Kind.LINE and own[1]:
            shape = own
        out[k] = shape is not None and own == shape
        if not out[k]:
            shape = None
    return out


#: Bullets over bullets are headwords where there are so many, and so large a share of their level is like that.
PARENTS_LEAST = 5
PARENTS_SHARE = 0.6

#: No entry numbers so many items; a sequence as long as this numbers the entries.
LONG_LIST = 12


def _long(units: Sequence[Unit]) -> list[bool]:
    out = [False] * len(units)
    chains: dict[str, list[int]] = {}

    def close(chain: list[int]) -> None:
        if len(chain) >= LONG_LIST:
            for k in chain:
                out[k] = True

    for k, u in enumerate(units):
        if u.marker is None or not u.marker.ordered:
            continue
        chain = chains.setdefault(u.marker.style, [])
        last = units[chain[-1]].marker if chain else None
        if last is not None and u.marker.number != last.number + 1:
            close(chain)
            chain.clear()
        chain.append(k)
    for chain in chains.values():
        close(chain)
    return out


def _title_block(facts: _Facts) -> int:
    """How many lines at the top, before the first blank one, are a title: few, short, no sentences."""
    units = facts.units
    end = 1
    while end < len(units) and units[end].gap == 0:
        end += 1
    if end >= len(units) or end > 3:
        # notes without blank lines: a title says that it is one
        end = 0
        while end < min(3, len(units)) and (TITLE.search(units[end].text.text) or (end == 0 and len(units) > 1 and TITLE.search(units[1].text.text))):
            end += 1
    blocks = _blocks(units)
    named = any(TITLE.search(u.text.text) for u in units[:end])
    if not named and sum(b == end for b in blocks) > 0.3 * len(blocks) and end > 1:
        return 0  # the first block looks like all others

    if units and units[0].kind is Kind.PARAGRAPH and TITLE.search(units[0].text.text):
        end = 1
    elif any(u.kind is not Kind.LINE or u.item for u in units[:end]):
        return 0
    plain = all(
        facts.n[k] <= 12 and facts.sentence[k] < 1.3 and (named and k > 0 or not units[k].text.text[:1].islower()) for k in range(end)
    )
    return end if plain else 0


def _blocks(units: Sequence[Unit]) -> list[int]:
    """How many lines each block between blank lines has."""
    out: list[int] = []
    for k, u in enumerate(units):
        if u.gap or not k:
            out.append(0)
        out[-1] += 1
    return out


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


#: Notes are wrapped when so many of their lines come within WRAP_SLACK columns of one width.
WRAP_SHARE = 0.16
WRAP_SLACK = 10


def _wrap_width(units: Sequence[Unit]) -> int:
    """The column at which the lines of plain text were wrapped, 0 if they were not."""
    lengths = [u.raw for u in units if u.kind is Kind.LINE and u.raw >= 40]
    if len(lengths) < 4:
        return 0
    best, width = 0, 0
    counts = Counter(lengths)
    longest = max(lengths)
    if longest > 400:
        lengths = [x for x in lengths if x <= 200]
        if not lengths:
            return 0
        longest = max(lengths)
    for w in sorted(counts):
        if w > 130:
            break
        near = sum(counts[x] for x in range(w - WRAP_SLACK, w + 1))
        over = sum(c for x, c in counts.items() if x > w)
        value = near - 2 * over
        if value > best:
            best, width = value, w
    total = len([u for u in units if u.kind is Kind.LINE])
    return width if width and best >= max(3, WRAP_SHARE * total) else 0


def _was_full(before: Unit, unit: Unit, width: int) -> bool:
    """Whether the first word of a line would not have fitted on the line before it."""
    if unit.gap or unit.kind is not Kind.LINE or before.kind is not Kind.LINE or unit.item:
        return False
    first = unit.text.text.split(" ", 1)[0]
    return before.raw + 1 + len(first) > width and before.raw >= 0.6 * width


def _short_runs(facts: _Facts) -> None:
    """Marks the lines in runs of three or more short lines without blank lines: the items of a list without markers."""
    units = facts.units
    k = 0
    while k < len(units):
        run = [k]
        while (
            run[-1] + 1 < len(units)
            and units[run[-1] + 1].gap == 0
            and units[run[-1] + 1].kind is Kind.LINE
            and not units[run[-1] + 1].item
            and facts.n[run[-1] + 1] <= 7
        ):
            run.append(run[-1] + 1)
        if len(run) >= 3:
            inner = [r for r in run[1:] if facts.n[r] <= 7]
            if len(inner) >= 2:
                for r in inner:
                    # the last of a run may be the next headword if running text follows it at once
                    after = r + 1 < len(units) and units[r + 1].gap == 0 and facts.n[r + 1] > 9
                    facts.short[r] = not after
        k = run[-1] + 1


# --------------------------------------------------------------------------- evidence


def _evidence(facts: _Facts, w: Weights) -> tuple[list[list[float]], list[Ways]]:
    """For each unit: the score of each role, and the ways in which it may play those that are a matter of habit."""
    rows: list[list[float]] = []
    all_ways: list[Ways] = []
    for k, u in enumerate(facts.units):
        row = [NEVER] * N
        ways: Ways = {}
        if u.kind in (Kind.CODE, Kind.TABLE, Kind.FORMULA, Kind.RULE):
            row[Role.PART] = 0.0
            row[Role.LOOSE] = w.loose if u.kind is not Kind.RULE else 0.0
        elif u.kind is Kind.PAIR:
            row[Role.ENTRY] = SURE
        elif u.kind is Kind.TERM:
            row[Role.HEAD] = SURE
            row[Role.HEAD2] = SURE if k and facts.units[k - 1].kind is Kind.TERM else NEVER
        elif u.kind is Kind.DEFINITION:
            row[Role.BODY] = SURE
            row[Role.LOOSE] = 0.0
        elif u.kind is Kind.HEADING:
            _heading(facts, k, w, row, ways)
        else:
            _line(facts, k, w, row, ways)
        rows.append(row)
        all_ways.append(ways)
    return rows, all_ways


def _heading(facts: _Facts, k: int, w: Weights, row: list[float], ways: Ways) -> None:
    u, units = facts.units[k], facts.units
    deeper = False
    text_below = False
    for n in range(k + 1, len(units)):
        if units[n].kind is Kind.HEADING:
            deeper = units[n].level > u.level
            break
        text_below = True
    bare = u.text.text.strip(" :")
    term = max(-2.0, min(2.0, termness(re.sub(r"^[\d.]+\s+", "", bare))))
    ways[Role.SECTION] = [(Opening("section", f"h{u.level}"), 0.0, None)]
    row[Role.SECTION] = w.section_bias + w.section_heading + (w.section_heading_over_deeper if deeper else 0.0)
    if not text_below:
        row[Role.SECTION] += 1.0
    if text_below:
        row[Role.HEAD] = w.head_bias + w.head_heading + 0.6 * term + (w.head_heading_over_deeper if deeper else 0.0)
        if is_label(bare):
            row[Role.HEAD] -= 1.5
        ways[Role.HEAD] = [(Opening("heading", str(u.level)), 0.0, None)]
    # a heading deep under a headword may be a label of its body
    row[Role.BODY] = -2.5 if u.level > 2 else -4.0
    if is_label(bare) and u.level > 2:
        row[Role.BODY] += 2.5


def _line(facts: _Facts, k: int, w: Weights, row: list[float], ways: Ways) -> None:
    u, units = facts.units[k], facts.units
    text = u.text.text.strip()
    before = units[k - 1] if k else None
    after = units[k + 1] if k + 1 < len(units) else None
    gap = u.gap > 0 or k == 0
    stopped = before is None or facts.open_ends or bool(_STOP.search(before.text.text)) or before.item or before.kind not in OPEN
    announced = before is not None and before.text.text.rstrip().endswith((":", "：")) and before.kind in OPEN
    label = is_label(text)
    sentence, term, n = facts.sentence[k], facts.term[k], facts.n[k]
    lower = text[:1].islower()
    hanging = not gap and before is not None and before.kind in OPEN and _hangs(before.text.text)

    # -- ITEM
    if u.item:
        row[Role.ITEM] = w.item + (0.4 if announced else 0.0) + (w.item_apart if facts.apart[k] else 0.0)
        if facts.long[k]:
            row[Role.ITEM] += w.item_long
        row[Role.LOOSE] = w.loose + w.item_loose
    # -- BODY, LOOSE
    else:
        row[Role.BODY] = 0.5 * sentence + (w.body_gap if u.gap and not looks_like_code(text) else 0.0)
        if facts.short[k]:
            row[Role.BODY] += 0.6
        if label or (text.endswith((":", "：")) and not gap):
            row[Role.BODY] += 0.8
        row[Role.LOOSE] = w.loose + 0.2 * sentence + (w.loose_gap if u.gap else 0.0)
        if u.gap and k:
            ways[Role.BODY] = [(Opening("body", "", True), 0.0, None)]
        if u.answer == "a":
            row[Role.BODY] = 4.0
    # -- WRAP
    if not u.item and before is not None and not u.gap and before.kind in OPEN and not before.full:
        score = 0.2 + 0.5 * sentence
        if hanging:
            score += w.wrap_hanging
        if u.indent >= 8 and before.indent == 0 and u.kind is Kind.LINE and "columns" in {o.style for o in facts.split[k - 1]}:
            score += w.wrap_full + 1.0  # a second line in the right column
        elif facts.full[k] and stopped:
            score += w.wrap_full_stopped
        elif facts.full[k]:
            score += w.wrap_full
        elif facts.wrapped and u.kind is Kind.LINE:
            score += w.wrap_short
        elif u.kind is Kind.LINE:
            score += w.wrap_open_ends if facts.open_ends and not hanging else -0.9
        if u.kind is Kind.PARAGRAPH:  # a soft line break in Markdown
            score += 0.8
        if before.text.text.endswith("-") and text[:1].isalpha():
            score += w.wrap_hyphen
        score += w.wrap_lower if lower else w.wrap_upper
        if _STOP.search(before.text.text):
            score += w.wrap_after_stop if not before.text.text.endswith(":") else -2.0
        if before.item and u.indent > before.indent:
            score += 0.8
        row[Role.WRAP] = score
    # -- HEAD
    options = facts.split[k] if not u.answer else []
    under = after is not None and not after.gap and (after.item and after.level > u.level or not after.item and after.kind in OPEN)
    if not u.item or (under and n <= 8):
        score = w.head_bias + term
        score += w.head_gap if gap else w.head_no_gap
        if not gap:
            if stopped:
                score += w.head_after_stop
            else:
                score += w.head_after_open if facts.wrapped or lower or n > 3 else w.head_after_open_line
            score += w.head_no_gap_long * max(0.0, n - 3)
            if n > 2 and any(_goes_on(text, facts.units[j].text.text) for j in range(max(0, k - 6), k)):
                score += w.head_about_last
        if announced and not gap:
            score += w.head_under_colon
        if facts.full[k] or hanging:
            score += w.head_wrapped_into if hanging or not stopped else w.entry_full_stopped
        if label:
            score += w.head_label
        elif text.endswith((":", "：")) and not _all_bold(u):
            score += w.head_colon
            if after is not None and after.item:
                score += w.head_announces
            if n > 4:
                score += w.head_announces
        if lower:
            score += w.head_lower
        over_context = after is not None and _is_context(facts, k + 1)
        if over_context:
            score += w.head_over_context
        elif facts.short[k]:
            score += w.head_short_run
        if k and _is_context(facts, k):
            score -= w.head_over_context
        if _all_bold(u):
            score += w.head_bold
        if u.item:
            score += w.head_item + (w.head_item_long if facts.long[k] else 0.0)
            if u.level:
                score += w.head_item_nested
            elif facts.parents and after is not None and after.item and after.level > u.level:
                score += w.head_item_parents
        if any(o.style == "bracket" for o in options):
            score += w.head_runs_on
        if after is not None:
            opens = tokens(after.text.text[:30])[:1]
            if opens and opens[0] in OPENERS and n <= 6:
                score += w.head_over_opener
            if after.gap:
                score += w.head_gap_after + (w.head_gap_both if gap else 0.0)
            elif after.item:
                score += w.head_over_items
                if after.line == u.line and not text.endswith((":", "：")):
                    score += w.head_lead

            elif after.kind in OPEN:
                score += w.head_before_text if facts.n[k + 1] > n or facts.sentence[k + 1] > 0.8 else 0.0
                if _named_again(text, after.text.text):
                    score += w.head_named_again
        else:
            score = NEVER
        if k < facts.title:
            score += w.title_head
        if facts.again[_fold(text)] > 2:
            score += max(-6.0, w.label_again * (facts.again[_fold(text)] - 2))
        if u.answer == "q":
            score = w.head_question + 3.0
        elif u.answer == "a":
            score = NEVER
        if looks_like_code(text) and not re.fullmatch(r"[\w.]+\([\w, ]*\)", text):
            score += w.code
        row[Role.HEAD] = score
        ways[Role.HEAD] = [(Opening("alone", _look(u), gap, u.item), 0.0, None)]
    # -- ENTRY
    if options:
        # the line holds a definition as well: it is as good a text as a body line would be
        score = w.entry_bias + 0.5 * sentence
        score += w.entry_gap if gap else w.entry_no_gap
        if u.level and not u.item and u.kind is Kind.PARAGRAPH:
            score += w.entry_in_item
        if u.item:
            score += w.entry_item if u.level == 0 else w.entry_item_nested
            if announced and not gap:
                score += w.entry_item_under_colon
        certain = options[0].style in CERTAIN
        if not u.item and not gap and not stopped:
            score += w.entry_after_open
        if not u.item and not gap and not certain and (hanging or (lower and not facts.lower_terms and not stopped)):
            score += w.entry_hanging
        if facts.full[k] and not certain:
            score += w.entry_wrapped_into if not stopped else w.entry_full_stopped
        if k < facts.title:
            score += w.title_entry
        if looks_like_code(text):
            score += w.code
        if facts.listed[k]:
            score += w.entry_listed
        row[Role.ENTRY] = score
        ways[Role.ENTRY] = []
        for split in options:
            repeats = facts.lefts[_fold(text[: split.end])]
            again = max(-6.0, w.label_again * (repeats - 2)) if repeats > 2 else 0.0
            more = 0.0
            if split.style == "columns" and _aligned(facts, k, split):
                more = w.entry_aligned
            elif split.style == "copula" and not gap:
                more = w.entry_copula_no_gap
            ways[Role.ENTRY].append((Opening("inline", split.style, gap, u.item), split.score + again + more, split))
    # -- SECTION
    numbered = bool(_NUMBERED.match(text)) or (u.marker is not None and (u.marker.ordered or facts.apart[k]))
    if not u.item or (numbered and gap):
        score = w.section_bias + 0.4 * min(1.5, term)
        if _DECORATED.match(text) and n <= 9:
            score += w.section_decorated
        if _CAPS.match(text) and n <= 9:
            score += w.section_caps
        if numbered and n <= 10:
            score += w.section_numbered
        if k < facts.title:
            score += w.title + (0.8 if TITLE.search(text) else 0.0)
        if after is None:
            score -= 1.0
        elif gap and after.gap:
            score += w.section_gap_both
        elif not after.gap and facts.split[k + 1] and facts.split[k + 1][0].score > 0 and gap:
            score += w.section_over_entry + (w.section_over_entries if _entries_below(facts, k) else 0.0)
        elif not after.gap and facts.sentence[k + 1] > 0.8:
            score += w.section_over_text
        if n > 12 or sentence > 2.2 or _STOP.search(text) and not text.endswith(":"):
            score -= 3.0
        if not gap and k >= facts.title:
            score -= 1.2
        if _all_bold(u):
            score += 0.5
        row[Role.SECTION] = score
        look = "caps" if _CAPS.match(text) else "decorated" if _DECORATED.match(text) else "numbered" if numbered else "plain"
        ways[Role.SECTION] = [(Opening("section", look), 0.0, None)]
    # -- CONTEXT, HEAD2
    if k and not u.item and after is not None and not u.gap and n <= 8 and not label:
        folded = _fold(text)
        score = w.context_bias + 0.4 * min(1.6, term)
        if facts.again[folded] >= 2:
            score += w.context_again
        if text.casefold() in facts.known and facts.again[folded] >= 2:
            score += w.context_known - 1.0
        if re.match(r"^[(\[（].*[)\]）]$", text):
            score += w.context_bracket
        if after.gap or _STOP.search(text):
            score += w.context_last
        row[Role.CONTEXT] = score
        joins = tokens(text)[:1]
        most = 6 if joins and joins[0] in CONNECTORS else 3
        if n <= most and lower and not _STOP.search(text) and (term > 0 or most > 3) and not after.gap and before is not None and not _STOP.search(before.text.text):
            first = after.text.text[:1]
            row[Role.HEAD2] = w.head2_bias + max(term, 0.8 if most > 3 else term) + (1.2 if first.isupper() and facts.n[k + 1] > 3 else -1.0)


def _goes_on(text: str, head: str) -> bool:
    """Whether a line begins with the words of a line above it that looks like a headword."""
    return 2 < len(head) < 60 and len(text) > len(head) and text.casefold().startswith(head.strip(" :").casefold() + " ")


def _aligned(facts: _Facts, k: int, split: Split) -> bool:
    """Whether the line before or after has its second column at the same place."""
    near = (j for j in (k - 1, k + 1) if 0 <= j < len(facts.units))
    return any(o.style == "columns" and o.start == split.start for j in near for o in facts.split[j])


def _entries_below(facts: _Facts, k: int) -> bool:
    """Whether the two lines below could both be entries marked in one way."""
    if k + 2 >= len(facts.units) or facts.units[k + 2].gap or not facts.split[k + 1] or not facts.split[k + 2]:
        return False
    return facts.split[k + 1][0].style == facts.split[k + 2][0].style and facts.split[k + 2][0].score > 0


def _look(u: Unit) -> str:
    """How a headword alone on its line is set off."""
    if u.answer:
        return "?"
    if _all_bold(u):
        return "bold"
    return ":" if u.text.text.rstrip().endswith((":", "：")) else ""


def _is_context(facts: _Facts, k: int) -> bool:
    """Whether a short line, which stands in the document more than once, has a line over it and text under it."""
    u, units = facts.units[k], facts.units
    if u.gap or u.item or k + 1 >= len(units) or units[k + 1].gap or facts.n[k] > 8 or _STOP.search(u.text.text):
        return False
    return facts.again[_fold(u.text.text)] > 1 and facts.n[k + 1] > 4 and not units[k - 1].item and facts.n[k - 1] <= 8


def _hangs(text: str) -> bool:
    """Whether a line cannot be the end of a sentence: it ends with an article, a preposition, a comma."""
    text = text.rstrip()
    last = tokens(text[-24:])
    return text.endswith((",", "(", "&")) or bool(last and text[-1:].isalpha() and last[-1] in CONNECTORS)


def _all_bold(u: Unit) -> bool:
    text = u.text.text.strip(" :：")
    return any(m.style is Style.STRONG and m.end - m.start >= len(text) for m in u.text.marks)


def _named_again(head: str, body: str) -> bool:
    """Whether the body speaks of the headword at its beginning ("threshold" / "A threshold value of…")."""
    words = {t for t in tokens(head) if len(t) > 3 and t not in CLAUSE}
    if not words:
        return False
    start = {t for t in tokens(body[:80])}
    return any(h in start or h.rstrip("s") in start or h + "s" in start for h in words)


# --------------------------------------------------------------------------- habits and the best path

Habit = Mapping[Opening, float]


def _beginnings(ways: Sequence[Ways]) -> list[Habit]:
    """Habits to begin from: none preferred, headwords alone, and each of the commonest marks of one-line entries."""
    names = {way[0] for unit in ways for options in unit.values() for way in options}
    out: list[Habit] = [dict.fromkeys(names, 0.0)]

    def prefer(fits: Callable[[Opening], bool]) -> Habit:
        return {s: 0.0 if s.family in ("section", "body") else 0.5 if fits(s) else -2.0 for s in names}

    out.append(prefer(lambda s: s.family == "heading" or s.family == "alone" and s.gap and not s.item))
    loose = ("copula", "run-on", "bracket", "bold-inside", "bold-subject")
    out.append(prefer(lambda s: s.family == "inline" and not s.item and s.mark not in loose))
    out.append(prefer(lambda s: s.family == "alone" and s.item))
    marks = Counter((way[0].mark, way[0].item) for unit in ways for way in unit.get(Role.ENTRY, []))
    for (mark, item), count in marks.most_common(4):
        if count >= 3:
            out.append(prefer(lambda s, m=mark, i=item: s.family == "inline" and (s.mark, s.item) == (m, i) or i and s.item))  # type: ignore[misc]
    return out


def _habits(
    roles: Sequence[Role], ways: Sequence[Ways], evidence: Sequence[Sequence[float]], habit: Habit, w: Weights
) -> Habit:
    """How usual each habit is under a reading, as a log; the most usual way of opening an entry gets about 0.

    A way is judged by its parts, so that what is seldom seen whole ("=" with no blank line before) is not thought strange
    when its parts are common: its family, its mark within the family, its gap within the family, and which share of the units
    that could be opened so were.
    """
    taken: Counter[tuple[str, ...]] = Counter()
    offered: Counter[tuple[str, ...]] = Counter()
    for k, r in enumerate(roles):
        for role, options in ways[k].items():
            best = max(options, key=lambda way: habit[way[0]] + way[1])
            for way in options:
                chosen = role is r and way is best
                if not chosen and evidence[k][role] + way[1] < w.plausible and way[0].family != "body":
                    continue
                for part in _parts(way[0]):
                    offered[part] += 1
                    taken[part] += chosen
    tops: dict[str, int] = {}
    for part, n in taken.items():
        tops[part[0]] = max(tops.get(part[0], 0), n)
    most = max((n for what, n in tops.items() if what.startswith("mark of")), default=0)
    tops.update({what: most for what in tops if what.startswith("mark of inline")})  # a mark is rare among all openings
    out: dict[Opening, float] = {}
    for s in habit:
        total = 0.0
        for part in _parts(s):
            used = (taken[part] + 0.5) / (offered[part] + 1.0)
            total += w.habit_used * math.log(used / (1.02 - used))
            if s.family not in ("section", "body"):
                share = (taken[part] + w.unusual) / (tops.get(part[0], most) + w.unusual)
                total += w.habit_share * math.log(share)
        if s.family in ("section", "body"):
            out[s] = round(max(-w.habit_other, min(w.habit_other, total)), 4)
        else:
            out[s] = round(max(w.habit_least, min(w.habit_most, total)), 4)
    return out


def _parts(s: Opening) -> tuple[tuple[str, ...], ...]:
    """The parts of a way of opening, each with what it is compared among."""
    if s.family in ("section", "body"):
        return ((s.family, s.mark),)
    family = f"{s.family}{' item' if s.item else ''}"
    if s.family == "heading" or s.item:
        return (("family", family), (f"mark of {family}", s.mark))
    return (("family", family), (f"mark of {family}", s.mark), ("gap", str(s.gap)))


def _viterbi(
    facts: _Facts,
    evidence: Sequence[Sequence[float]],
    ways: Sequence[Ways],
    habit: Habit,
    w: Weights,
) -> tuple[list[Role], float]:
    units = facts.units
    count = len(units)
    into: list[list[Role]] = [[r for r in Role if s in FOLLOWS[r]] for s in Role]
    first = [NEVER] * N
    for r in (Role.SECTION, Role.HEAD, Role.ENTRY, Role.LOOSE):
        first[r] = _emit(evidence, ways, habit, 0, r)
    best = [first]
    back: list[list[int]] = []
    for k in range(1, count):
        row = [NEVER] * N
        prev = best[-1]
        pointer = [0] * N
        for r in Role:
            emit = _emit(evidence, ways, habit, k, r)
            if emit <= NEVER:
                continue
            top, where = NEVER, 0
            for p in into[r]:
                if prev[p] <= NEVER:
                    continue
                score = prev[p] + _step(facts, k, p, r, w)
                if score > top:
                    top, where = score, p
            row[r] = top + emit if top > NEVER else NEVER
            pointer[r] = where
        best.append(row)
        back.append(pointer)
    last = max((r for r in Role if r not in (Role.HEAD, Role.HEAD2, Role.CONTEXT)), key=lambda r: best[-1][r])
    path = [last]
    for pointer in reversed(back):
        path.append(Role(pointer[path[-1]]))
    path.reverse()
    return path, best[-1][last]


def _emit(evidence: Sequence[Sequence[float]], ways: Sequence[Ways], habit: Habit, k: int, r: Role) -> float:
    """The score of a role for a unit, by evidence and by habit."""
    score = evidence[k][r]
    options = ways[k].get(r)
    if options and score > NEVER:
        score += max(habit[way] + own for way, own, _ in options)
    if r is Role.SECTION and score > NEVER and k + 1 < len(ways) and Role.ENTRY in ways[k + 1]:
        score += W.section_entry * max(0.0, max(habit[way] + own for way, own, _ in ways[k + 1][Role.ENTRY]))
    if r in (Role.BODY, Role.ITEM) and Role.ENTRY in ways[k] and score > NEVER:
        good = max(habit[way] + own for way, own, _ in ways[k][Role.ENTRY])
        score += W.body_entry * max(0.0, good)
    return score


def _step(facts: _Facts, k: int, before: int, role: int, w: Weights) -> float:
    """The score of one role after another, beyond what each says of itself."""
    u = facts.units[k]
    if before in (Role.HEAD, Role.HEAD2, Role.CONTEXT):
        if role == Role.BODY:
            return w.body_after_head - (w.body_gap if u.gap else 0.0) * 0.5 + (-1.5 if is_label(u.text.text) else 0.0)
        if role == Role.ITEM:
            return w.item_after_head
        if role == Role.CONTEXT and before == Role.HEAD and u.gap:
            return -3.0
    if role == Role.ITEM and before == Role.ENTRY:
        prev = facts.units[k - 1]
        # an item on the level of an item that is an entry would be a twin of it, not a part of it
        if prev.item and u.level <= prev.level:
            return w.twins
    if role in (Role.HEAD, Role.ENTRY) and before == Role.SECTION:
        return 0.5
    if role == Role.ENTRY and u.item:
        # the items of one list are all entries or none, and a list under a headword belongs to it
        if before == Role.ITEM and facts.units[k - 1].item and u.level <= facts.units[k - 1].level:
            return w.twins
        if before in (Role.BODY, Role.HEAD, Role.CONTEXT, Role.HEAD2):
            return w.entry_item_in_body
    if role == Role.SECTION and before == Role.SECTION:
        return -0.5 if k >= facts.title else 0.0
    if role == Role.LOOSE and before == Role.LOOSE:
        return 0.3
    return 0.0
