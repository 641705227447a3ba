"""Layouts that lines may have, each with the cards that it would give: what a person chooses from
where the notes were badly read.

A choice is tried by parsing the file with it, so what is shown is what a build makes. It is a
`[[layout]]` where the rest of the file stays as it is, so that it holds for lines that are added
later; else it is a `[[reading]]` of each line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from statistics import median
from typing import Any

from ankigen.model import AnkigenError, Entry, Kind, Reading, Source
from ankigen.model.settings import LayoutSettings, LineDecision, Settings
from ankigen.pipeline import vocabulary
from ankigen.readers import READERS, read_decided
from ankigen.segmentation.document import parse
from ankigen.segmentation.merging import merge
from ankigen.segmentation.owner.given import Given, deciding, layout_of_file
from ankigen.text.plurals import counted
from ankigen.text.raw_lines import folded
from ankigen.web.layout_candidates import (
    LEAST,
    SHARE,
    Candidate,
    Line,
    Lines,
    by_rule,
    candidates,
    heading_of,
    no_cards,
)
from ankigen.web.layout_rules import rule_at_word
from ankigen.web.lines import without_marker
from ankigen.web.question import CardShown, card_shown, question_id, shortened
from ankigen.web.snapshot import Snapshot

#: So large a share of the headwords that a layout gives differ from each other, and of those that
#: no mark bears out.
DISTINCT, BARE_DISTINCT = 0.7, 0.9
#: So many choices are offered, and so many of the cards of each are shown.
MOST, CARDS_SHOWN = 3, 6
#: A card without a text, or so many times as long as the others in the middle, weighs against a
#: layout as much as so many good ones for it.
FAR, ODD = 4, 2
#: A layout that no mark bears out counts for so much less.
BARE = 0.6
#: So much of a line is shown.
SHOWN = 40
#: A layout that no mark bears out gives so many times as many cards as there are, and so many times
#: as many as a layout that a mark bears out.
TIMES, MORE = 2, 1.25


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """One layout: what it is called, what goes into ankigen.toml, and the cards that come of it."""

    id: str
    label: str
    hint: str
    tables: tuple[tuple[str, Mapping[str, Any]], ...]  # the name of each table, and its values
    cards: tuple[CardShown, ...]
    lines: tuple[int, int]  # the first and the last
    left: int = 0  # lines that neither fit nor go on from the line above
    width: int = 1  # lines of each card
    count: int = 0  # cards once those of one headword are one
    examples: tuple[CardShown, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """The headwords of its cards."""
        return tuple(card.term for card in self.cards)

    @property
    def fit(self) -> float:
        """How well it fits: the lines of its cards, but for cards without a text or far longer than
        the others, and for lines that are left over.
        """
        sizes = [len(card.text.split()) for card in self.cards]
        usual = median(sizes) if sizes else 0
        odd = sum(not n or n > FAR * max(1, usual) for n in sizes)
        return (len(self.cards) - ODD * odd) * self.width - self.left

    @property
    def number(self) -> str:
        """How many cards come of it, as it is told."""
        return counted(self.count, "card") if self.cards else "no card"

    def shown(self) -> dict[str, Any]:
        """The choice as the page gets it."""
        return {
            "id": self.id,
            "label": self.label,
            "hint": self.hint,
            "number": self.number,
            "cards": [{"term": c.term, "text": c.text} for c in self.examples],
            "more": max(0, self.count - len(self.examples)),
            "lines": self.lines,
        }


def layout_choices(m: Snapshot, file: str, asked: tuple[int, int]) -> list[LayoutChoice]:
    """The layouts that these lines of a file (the first and the last) may have, the best first:
    those that a mark or a word bears out, and of these the ones that give the most cards; last,
    that none of the lines is a card. None where there are too few lines. Lines of which a person
    has said what they are stay that.
    """
    trial = _trial(m, file, asked)
    own = trial.own.lines if trial else ()
    now = trial.entries(m.settings) if trial else None
    if trial is None or now is None or len(own) < LEAST:
        return []
    found: dict[tuple[str, ...], tuple[bool, LayoutChoice]] = {}
    known = tuple(card.term for card in _cards(now, trial.asked))
    most = 0  # cards of a layout that a mark or a word bears out
    for candidate in candidates(trial.own, trial.has_layout):
        made = trial.choice(candidate, now)
        if made is None or len(made.cards) < max(LEAST, SHARE * candidate.fitting):
            continue
        terms = made.terms
        distinct = BARE_DISTINCT if candidate.bare else DISTINCT
        few = candidate.bare and len(terms) < max(TIMES * len(known), MORE * most)
        if terms == known or len(set(terms)) < distinct * len(terms) or few:
            continue
        if candidate.bare or terms not in found:  # the plainer of two such rules comes later
            found[terms] = (candidate.bare and found.get(terms, (True,))[0], made)
        if not candidate.bare:
            most = max(most, len(terms))
    ranked = sorted(found.values(), key=lambda c: -c[1].fit * (BARE if c[0] else 1))
    offered = _unlike([made for _, made in ranked])[:MOST]
    left_out = trial.choice(no_cards(trial.own), now) if known else None
    return [*offered, *([left_out] if left_out else [])]


def head_choice(
    m: Snapshot, file: str, asked: tuple[int, int], text: str, word: int
) -> LayoutChoice:
    """All of these lines read as one of them is: its headword ends behind its word of this number
    (from 0, the list marker counted). Raises AnkigenError where fewer than two of them can be.
    """
    trial = _trial(m, file, asked)
    now = trial.entries(m.settings) if trial else None
    bare = without_marker(text)
    words, marks = bare.split(), len(text.split()) - len(bare.split())
    if not marks <= word < marks + len(words):
        raise AnkigenError("choose a word of the line, behind the mark before it")
    others = [without_marker(t) for _, t in trial.own.lines] if trial else []
    rule = rule_at_word(bare, word - marks, others)
    if trial is not None and now is not None:
        for candidate in by_rule(rule, trial.own, True, 0.0, 2):
            made = trial.choice(candidate, now)
            if made is not None:
                return made
    raise AnkigenError(
        "no other line around this one can be read like it; choose the word for this line alone"
    )


def _unlike(ranked: Sequence[LayoutChoice]) -> list[LayoutChoice]:
    """The choices without those that give nothing that a better one does not, each with examples
    that no better one shows where it has any.
    """
    made: list[LayoutChoice] = []
    for choice in ranked:
        if any(set(choice.terms) <= set(better.terms) for better in made):
            continue
        before = {term for better in made for term in better.terms}
        cards = sorted(choice.cards, key=lambda c: c.term in before) if made else choice.cards
        examples = sorted(cards[:CARDS_SHOWN], key=lambda c: c.line)
        made.append(replace(choice, examples=tuple(examples)))
    return made


def _trial(m: Snapshot, file: str, asked: tuple[int, int]) -> _Trial | None:
    source = next((s for s in m.sources if s.name == file), None)
    lines = m.deck.lines.get(file, ())
    first, last = max(1, asked[0]), min(asked[1], len(lines))
    own = tuple(
        (n, text)
        for n in range(first, last + 1)
        if (text := lines[n - 1].strip()) and not any(d.what for d in m.decided(file, text))
    )
    if source is None or not own:
        return None
    began = first == 1 or not lines[first - 2].strip()
    titled = _is_title(m, file, own[0])
    held = Lines(file, own, heading_of(own, began and titled))
    return _Trial(source, m.settings, (first, last), tuple(lines), held)


def _is_title(m: Snapshot, file: str, line: Line) -> bool:
    """Whether a line was read as a topic, or as the whole headword of what is below it."""
    owner = m.owners.of_line(file, *line)
    if owner is None:
        return m.code_of_line.get((file, line[0])) == "section"
    entry = m.entries[owner]
    return entry.origin.line == line[0] and folded(entry.raw_term or entry.headword) == folded(
        line[1]
    )


def whole_run(m: Snapshot, file: str, first: int, last: int) -> tuple[int, int]:
    """The lines of a file between blank ones around these: those of a list that was swallowed in
    part have siblings that were not.
    """
    lines = m.deck.lines.get(file, ())
    while 1 < first <= len(lines) and lines[first - 2].strip():
        first -= 1
    while first <= last < len(lines) and lines[last].strip():
        last += 1
    return first, last


@dataclass(frozen=True)
class _Trial:
    """Parses one file with other settings, to see what would come of them."""

    source: Source
    settings: Settings
    asked: tuple[int, int]
    lines: tuple[str, ...]  # all of the file
    own: Lines  # those that are asked about

    @property
    def has_layout(self) -> bool:
        """Whether a layout is given for the file already, before which another would not come."""
        if self._reading is None:
            return True
        return layout_of_file(self._reading, self.source.name, self.settings.layout)[0] is not None

    def entries(self, settings: Settings) -> tuple[Entry, ...] | None:
        """The entries of the file, None where it cannot be read."""
        reading = self._reading
        if reading is None:
            return None
        name, given = self.source.name, Given(settings.reading, settings.layout)
        try:
            rows = any(b.kind is Kind.PAIR for b in reading.blocks)
            if rows or any(f.code == "dialect" for f in reading.findings):
                # what the lines were taken for by their look may give way to the settings
                reading = read_decided(self.source.data, name, deciding(name, given))
            return parse(reading, name, vocabulary(), given=given).entries
        except RecursionError:
            return None

    @cached_property
    def _reading(self) -> Reading | None:
        """The file as its reader takes it without any settings; None where it cannot be."""
        name = self.source.name
        try:
            return READERS[PurePosixPath(name).suffix.lower()](self.source.data, name)
        except (AnkigenError, RecursionError):
            return None

    def choice(self, candidate: Candidate, now: Sequence[Entry]) -> LayoutChoice | None:
        """The layout for the whole file where that changes nothing but these lines, else for the
        run of lines where that comes to the same as what each of them is, else just that; None
        where it would change other entries.
        """
        layout, readings, others = candidate.layout, candidate.readings, candidate.others
        if layout is not None:
            singles = [d for d in others if d.what != "topic"]  # a layout finds headings by itself
            made = self.entries(self._with(singles, layout))
            if made is not None and self._same_elsewhere(now, made):
                tables = [("layout", _layout_table(layout)), *_tables(singles)]
                return self._made(
                    candidate, "this file, with lines that you add later", tables, made
                )
        left = (*readings, *candidate.left)
        made = self.entries(self._with(left))
        if made is None or not self._same_elsewhere(now, made):
            return None
        below = self._below(candidate.first)
        if candidate.run is not None and below:
            rest = [LineDecision("?*", "body", candidate.run.file, below=below)]
            run = (*others, replace(candidate.run, below=below), *(candidate.left and rest))
            again = self.entries(self._with(run))
            if again is not None and _outline(again) == _outline(made):
                hint = f'these lines and those that you add below "{shortened(below, SHOWN)}"'
                return self._made(candidate, hint, _tables(run), again)
        hint = f"these {len(left)} lines"
        return self._made(candidate, hint, _tables(left), made)

    def _with(
        self, readings: Sequence[LineDecision], layout: LayoutSettings | None = None
    ) -> Settings:
        """The settings with these decisions, in place of those about the same lines."""
        said = {(folded(d.line), d.below) for d in readings}
        known = [d for d in self.settings.reading if (folded(d.line), d.below) not in said]
        layouts = (layout, *self.settings.layout) if layout else self.settings.layout
        return replace(self.settings, reading=(*known, *readings), layout=layouts)

    def _below(self, first: int) -> str:
        """The line below which the lines from this one on stand, where nothing else does up to the
        next blank line, and no other line of the file has the same words; "" if there is none.
        """
        lines = self.lines
        last = self.own.lines[-1][0]
        whole = all(text.strip() for text in lines[first - 1 : last])
        ended = last == len(lines) or not lines[last].strip()
        above = next((text.strip() for text in reversed(lines[: first - 1]) if text.strip()), "")
        same = sum(folded(text) == folded(above) for text in lines)
        apart = first > 2 and not lines[first - 2].strip() and not lines[first - 3].strip()
        return above if whole and ended and same == 1 and folded(above) and not apart else ""

    def _same_elsewhere(self, now: Sequence[Entry], made: Sequence[Entry]) -> bool:
        """Whether the entries that have no line among these are the same; what is left of those
        that had one is another matter.
        """
        own = {n for e in now for n in e.lines if _touches(e, self.asked)}
        kept = [e for e in now if not _touches(e, self.asked)]
        there = [e for e in made if not _touches(e, self.asked) and e.origin.line not in own]
        return _outline(kept) == _outline(there)

    def _made(
        self,
        candidate: Candidate,
        hint: str,
        tables: Sequence[tuple[str, Mapping[str, Any]]],
        entries: Sequence[Entry],
    ) -> LayoutChoice:
        cards = _cards(entries, self.asked)
        name = question_id("layout", *(f"{table} {values}" for table, values in tables))
        small = sum(d.line[:1].islower() for d in candidate.readings)
        # what begins in small letters, where entries begin with a date or a capital
        goes_on = candidate.dated or 2 * small <= len(candidate.readings)
        left = sum(not (goes_on and d.line[:1].islower()) for d in candidate.left)
        joined, _ = merge(entries, self.settings.ignore.repeats)
        return LayoutChoice(
            name,
            candidate.label,
            hint,
            tuple(tables),
            cards,
            self.asked,
            left,
            candidate.lines,
            len(_cards(joined, self.asked)),
        )


def _tables(readings: Sequence[LineDecision]) -> list[tuple[str, Mapping[str, Any]]]:
    return [("reading", reading_table(d)) for d in readings]


def _outline(entries: Sequence[Entry]) -> list[tuple[str, tuple[int, ...]]]:
    return [(e.headword, e.lines) for e in entries]


def _cards(entries: Sequence[Entry], asked: tuple[int, int]) -> tuple[CardShown, ...]:
    """The entries that begin within these lines, as a page lists them."""
    first, last = asked
    return tuple(card_shown(e) for e in entries if first <= e.origin.line <= last)


def _touches(entry: Entry, asked: tuple[int, int]) -> bool:
    return any(asked[0] <= n <= asked[1] for n in entry.all_lines)


def _layout_table(layout: LayoutSettings) -> dict[str, Any]:
    key = "separator" if layout.separator else "pattern"
    return {"files": list(layout.files), key: getattr(layout, key)}


def reading_table(decision: LineDecision) -> dict[str, Any]:
    """A decision as a `[[reading]]` table holds it."""
    made: dict[str, Any] = {"file": decision.file, "line": decision.line, "is": decision.what}
    for key in ("after", "below", "headword", "separator", "pattern"):
        if getattr(decision, key):
            made[key] = getattr(decision, key)
    return made
