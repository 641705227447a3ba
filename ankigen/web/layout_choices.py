"""Layouts that lines may have, each with the cards that it would give: what a person chooses from
where the notes were badly read.

A choice is tried by parsing the file with it, so what is shown is what a build makes. It is a
`[[layout]]` where the rest of the file stays as it is, so that it holds for lines that are added
later; else it is a `[[reading]]` of each line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import PurePosixPath
from statistics import mean
from typing import Any

from ankigen.model import AnkigenError, Entry, Reading, Source
from ankigen.model.settings import LayoutSettings, LineDecision, Settings
from ankigen.pipeline import vocabulary
from ankigen.readers import READERS, read_decided
from ankigen.segmentation.document import parse
from ankigen.segmentation.given import Given, deciding, layout_of_file
from ankigen.text.plurals import counted
from ankigen.text.raw_lines import folded
from ankigen.web.layout_rules import BARE_RULES, LONGEST_TERM, RULES, Rule, rule_at_word
from ankigen.web.lines import without_marker
from ankigen.web.material import CardShown, Material, card_shown, question_id

#: A layout has to fit so many lines, and so large a share of them.
LEAST, SHARE = 3, 0.6
#: So large a share of the headwords that a layout gives differ from each other.
DISTINCT = 0.7
#: So many choices are offered, and so many of the cards of each are shown.
MOST, CARDS_SHOWN = 3, 6
#: A layout that no mark bears out is offered for lines of which hardly any ends a sentence, and
#: where it gives so many times as many cards as there are, and so many times as many as
#: a layout that a mark bears out. It fits so large a share of them.
ENDED, TIMES, MORE, MOST_OF_THEM = 0.2, 2, 1.25, 0.8
#: A line of so many words above the others is their heading.
SHORT = 8
#: A line of so few words among lines that hold both is a headword alone, and has its text below it;
#: that text has so many words where it might be such a line itself.
ALONE, TEXT = 4, 4
#: The first line is a heading, and no headword with its text, where it has so few words, and so
#: small a share of those of the others ("Portugal first").
HEADING, HEADING_SHARE = 3, 0.35


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """One layout: what it is called, what goes into ankigen.toml, and the cards that come of it."""

    id: str
    label: str
    hint: str
    tables: tuple[tuple[str, Mapping[str, Any]], ...]  # the name of each table, and its values
    cards: tuple[CardShown, ...] = ()
    number: int = 0
    examples: tuple[CardShown, ...] = ()

    def shown(self) -> dict[str, Any]:
        """The choice as the page gets it."""
        return {
            "id": self.id,
            "label": self.label,
            "hint": self.hint,
            "number": counted(self.number, "card") if self.number else "no card",
            "cards": [{"term": c.term, "text": c.text} for c in self.examples],
            "more": self.number - len(self.examples),
        }


_Line = tuple[int, str]


def layout_choices(m: Material, file: str, asked: tuple[int, int]) -> list[LayoutChoice]:
    """The layouts that these lines of a file (the first and the last) may have, the best first:
    those that a mark or a word bears out, and of these the ones that give the most cards; last,
    that none of the lines is a card. None where there are too few lines. Lines of which a person
    has said what they are stay that.
    """
    trial = _trial(m, file, asked)
    own = trial.own if trial else ()
    now = trial.entries(m.settings) if trial else None
    if trial is None or now is None or len(own) < LEAST:
        return []
    found: dict[tuple[str, ...], tuple[bool, LayoutChoice]] = {}
    known = _names(now, trial.asked)
    most = 0  # cards of a layout that a mark or a word bears out
    for candidate in _candidates(trial, file):
        made = trial.choice(candidate, now)
        if made is None or made.number < max(LEAST, SHARE * candidate.fitting):
            continue
        terms = _terms(made)
        distinct = 1.0 if candidate.bare else DISTINCT
        few = candidate.bare and made.number < max(TIMES * len(known), MORE * most)
        if terms == known or len(set(terms)) < distinct * len(terms) or few:
            continue
        found.setdefault(terms, (candidate.bare, made))
        if not candidate.bare:
            most = max(most, made.number)
    ranked = sorted(found.values(), key=lambda c: (c[0], -c[1].number))
    offered = _unlike([made for _, made in ranked])[:MOST]
    left_out = trial.choice(_no_cards(own, file), now) if known else None
    return [*offered, *([left_out] if left_out else [])]


def head_choice(
    m: Material, file: str, asked: tuple[int, int], text: str, word: int
) -> LayoutChoice:
    """All of these lines read as one of them is: its headword ends behind its word of this number
    (from 0). Raises AnkigenError where fewer than two of them can be.
    """
    trial = _trial(m, file, asked)
    now = trial.entries(m.settings) if trial else None
    rule = rule_at_word(without_marker(text), word)
    if trial is not None and now is not None:
        for candidate in _by_rule(rule, trial, file, True, 0.0, 2):
            made = trial.choice(candidate, now)
            if made is not None:
                return made
    raise AnkigenError(
        "no other line around this one can be read like it; choose the word for this line alone"
    )


def _terms(choice: LayoutChoice) -> tuple[str, ...]:
    return tuple(card.term for card in choice.cards)


def _unlike(ranked: Sequence[LayoutChoice]) -> list[LayoutChoice]:
    """The choices without those that give nothing that a better one does not, each with examples
    that no better one shows where it has any.
    """
    made: list[LayoutChoice] = []
    for choice in ranked:
        if any(set(_terms(choice)) <= set(_terms(better)) for better in made):
            continue
        before = {term for better in made for term in _terms(better)}
        cards = sorted(choice.cards, key=lambda c: c.term in before) if made else choice.cards
        examples = sorted(cards[:CARDS_SHOWN], key=lambda c: c.line)
        made.append(replace(choice, examples=tuple(examples)))
    return made


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A layout that fits enough of the lines: what it is for the whole file, for a run of lines
    (but for its `below`), and for each line.
    """

    label: str
    fitting: int
    layout: LayoutSettings | None
    run: LineDecision | None
    readings: tuple[LineDecision, ...]
    first: int = 0  # the first line that fits
    bare: bool = False  # no mark or word bears it out

    @property
    def others(self) -> tuple[LineDecision, ...]:
        """What is said of lines that do not fit."""
        return tuple(d for d in self.readings if d.what != "entry")


def _candidates(trial: _Trial, file: str) -> Iterator[_Candidate]:
    """Every layout that fits enough of the lines."""
    own = trial.own
    for rule in RULES:
        yield from _by_rule(rule, trial, file, trial.has_layout)
    turns = _turns(own, file)
    if turns:
        label = "Lines take turns: a headword, then what is said of it"
        yield _Candidate(label, sum(d.what == "headword" for d in turns), None, None, turns)
    ended = sum(text.endswith((".", "!", "?")) for _, text in own)
    if ended <= ENDED * len(own):
        for rule in BARE_RULES:
            yield from (
                replace(c, bare=True) for c in _by_rule(rule, trial, file, True, MOST_OF_THEM)
            )


def _no_cards(own: Sequence[_Line], file: str) -> _Candidate:
    readings = tuple(LineDecision(text, "skip", file) for _, text in own)
    return _Candidate("None of these lines is a card", 0, None, None, readings)


def _by_rule(
    rule: Rule,
    trial: _Trial,
    file: str,
    has_layout: bool,
    share: float = SHARE,
    least: int = LEAST,
) -> Iterator[_Candidate]:
    """The layout of a rule, where it fits enough of the lines."""
    own = trial.own
    split = {n: rule.split(without_marker(text)) for n, text in own}
    if trial.heading and not rule.separator:
        split[trial.heading] = None
    fitting = [n for n, parts in split.items() if parts]
    body = [n for n, text in own if fitting and n >= fitting[0]]
    if len(fitting) < least or len(fitting) < share * len(body):
        return
    layout = None
    if not has_layout:
        layout = LayoutSettings((file,), rule.separator, rule.pattern)
    run = LineDecision("*", "entry", file, pattern=rule.as_pattern)
    readings = tuple(_readings(own, split, file, rule))
    yield _Candidate(rule.label, len(fitting), layout, run, readings, fitting[0])


def _readings(
    own: Sequence[_Line],
    split: Mapping[int, tuple[str, str] | None],
    file: str,
    rule: Rule,
) -> Iterator[LineDecision]:
    """What each line is by a rule; short lines above the first that fits are their headings, short
    ones among them are headwords of the line below.
    """
    begun = text_next = False
    for (n, text), (below, next_text) in pairwise([*own, (0, "")]):
        parts = split[n]
        if text_next:
            text_next = False
            yield LineDecision(text, "body", file)
        elif begun and below == n + 1 and _is_alone(text, parts, next_text, split[below]):
            text_next = True
            yield LineDecision(text, "headword", file)
        elif parts is not None:
            begun = True
            separator = rule.separator
            head = "" if separator else parts[0]
            yield LineDecision(text, "entry", file, "", head, separator)
        elif not begun and len(text.split()) <= SHORT:
            yield LineDecision(text, "topic", file)


def _heading(m: Material, file: str, own: Sequence[_Line]) -> int:
    """The number of the first line where it was read as a topic, or has few words beside all
    others, as headings have; 0 where it has not.
    """
    if own and m.code_of_line.get((file, own[0][0])) == "section":
        return own[0][0]
    first, *others = (len(text.split()) for _, text in own)
    return own[0][0] if others and first <= HEADING and first < HEADING_SHARE * mean(others) else 0


def _is_alone(
    text: str, parts: tuple[str, str] | None, below: str, below_parts: tuple[str, str] | None
) -> bool:
    """Whether a line among others that hold both is a headword whose text is the line below."""
    words, more = len(text.split()), len(below.split())
    if parts is not None or words > ALONE or text.endswith((".", ":", ",", ";")) or more <= words:
        return False
    return below_parts is None or (words == 1 and more >= TEXT and below[:1].islower())


def _turns(own: Sequence[_Line], file: str) -> tuple[LineDecision, ...]:
    """Short lines that are headwords and the longer ones after each, where they alternate; a
    heading may stand above.
    """
    for lead in (0, 1, 2):
        heads, bodies = own[lead::2], own[lead + 1 :: 2]
        even = len(heads) == len(bodies) >= LEAST
        if even and all(
            len(h.split()) <= LONGEST_TERM and len(h) < len(b)
            for (_, h), (_, b) in zip(heads, bodies, strict=True)
        ):
            made = [LineDecision(text, "topic", file) for _, text in own[:lead]]
            for (_, head), (_, body) in zip(heads, bodies, strict=True):
                made += [LineDecision(head, "headword", file), LineDecision(body, "body", file)]
            return tuple(made)
    return ()


def _trial(m: Material, file: str, asked: tuple[int, int]) -> _Trial | None:
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
    return _Trial(source, m.settings, (first, last), tuple(lines), own, _heading(m, file, own))


@dataclass(frozen=True)
class _Trial:
    """Parses one file with other settings, to see what would come of them."""

    source: Source
    settings: Settings
    asked: tuple[int, int]
    lines: tuple[str, ...]  # all of the file
    own: tuple[_Line, ...]  # those that are asked about
    heading: int = 0  # the first of them, where it is one

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
            if any(f.code == "dialect" for f in reading.findings):
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

    def choice(self, candidate: _Candidate, now: Sequence[Entry]) -> LayoutChoice | None:
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
                    candidate, "also lines of this file that you add later", tables, made
                )
        made = self.entries(self._with(readings))
        if made is None or not self._same_elsewhere(now, made):
            return None
        below = self._below(candidate.first)
        if candidate.run is not None and below:
            run = (*others, replace(candidate.run, below=below))
            again = self.entries(self._with(run))
            if again is not None and _outline(again) == _outline(made):
                hint = f'also lines that you add below "{_short(below)}"'
                return self._made(candidate, hint, _tables(run), again)
        hint = f"these {len(readings)} lines"
        return self._made(candidate, hint, _tables(readings), made)

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
        last = self.own[-1][0]
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
        kept = [(e.headword, e.lines) for e in now if not _touches(e, self.asked)]
        there = [
            (e.headword, e.lines)
            for e in made
            if not _touches(e, self.asked) and e.origin.line not in own
        ]
        return kept == there

    def _made(
        self,
        candidate: _Candidate,
        hint: str,
        tables: Sequence[tuple[str, Mapping[str, Any]]],
        entries: Sequence[Entry],
    ) -> LayoutChoice:
        cards = tuple(card_shown(e) for e in entries if _is_asked(e, self.asked))
        name = question_id("layout", *(f"{table} {values}" for table, values in tables))
        return LayoutChoice(name, candidate.label, hint, tuple(tables), cards, len(cards))


def _tables(readings: Sequence[LineDecision]) -> list[tuple[str, Mapping[str, Any]]]:
    return [("reading", reading_table(d)) for d in readings]


def _outline(entries: Sequence[Entry]) -> list[tuple[str, tuple[int, ...]]]:
    return [(e.headword, e.lines) for e in entries]


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _is_asked(entry: Entry, asked: tuple[int, int]) -> bool:
    return asked[0] <= entry.origin.line <= asked[1]


def _names(entries: Sequence[Entry], asked: tuple[int, int]) -> tuple[str, ...]:
    return tuple(card_shown(e).term for e in entries if _is_asked(e, asked))


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
