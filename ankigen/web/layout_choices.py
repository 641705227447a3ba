"""Layouts that lines may have, each with the cards that it would give: what a person chooses from
where the notes were badly read.

A choice is tried by parsing the file with it, so what is shown is what a build makes. It is a
`[[layout]]` where the rest of the file stays as it is, so that it holds for lines that are added
later; else it is a `[[reading]]` of each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from ankigen.model import AnkigenError, Entry, Reading, Source
from ankigen.model.settings import LayoutSettings, LineDecision, Settings
from ankigen.pipeline import vocabulary
from ankigen.readers import READERS, read_decided
from ankigen.segmentation.document import parse
from ankigen.segmentation.given import Given, deciding, layout_of_file
from ankigen.text.plurals import counted
from ankigen.text.raw_lines import folded
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
#: A line of so many words above the others is their heading; a headword has no more.
SHORT, LONGEST_TERM = 8, 7

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    rf"(?:\d{{1,2}} {_MONTH} |{_MONTH} (?:\d{{1,2}},? )?)?\d{{3,4}}s?"
    rf"(?:\s?[-–—]\s?(?:\d{{1,2}} {_MONTH} )?\d{{2,4}})?"
    rf"(?: (?:BCE?|CE|AD)\b)?(?:, \d{{1,2}} {_MONTH})?"
)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = rf"{_CAPITAL}[\w'’.-]*"
#: Words that begin a sentence, and those that go on with a name: neither ends one.
_NO_NAME = r"(?!(?:An?|As|At|By|For|He|How|If|In|It|On|She|That|They|This|To|What|When|Who|Why)\b)"
#: Words that begin a line which goes on from another, or is a sentence of its own.
_NO_HEADWORD = (
    r"(?!(?:An?|And|As|At|But|By|For|From|He|How|If|In|Is|It|Its|Not|Of|On|Or|She|So|That|The|They"
    r"|This|To|Was|What|When|Which|Who|Why|With)\b)"
)
_GOES_ON = r"(?:and|at|by|for|from|in|of|on|or|to|with)\b"
_NAMES = (
    rf"{_NO_NAME}(?:The )?{_NAME}(?: (?:(?:of|the|de|da|la|von|van|and) ){{0,2}}{_NAME}){{0,4}}"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A way in which lines hold a headword and what is said of it: by a separator, or by a pattern
    with a group for each.
    """

    label: str
    separator: str = ""
    pattern: str = ""
    most: int = LONGEST_TERM  # words of a headword

    def split(self, text: str) -> tuple[str, str] | None:
        """The headword and the rest of a line, None where the line is no such one."""
        if self.separator:
            head, found, rest = text.partition(self.separator)
        else:
            match = re.search(self.pattern, text)
            head, found, rest = (match[1], "x", match[2]) if match else ("", "", "")
        short = 0 < len(head.split()) <= self.most
        return (head.strip(), rest.strip()) if found and short and rest.strip() else None


def _separated(separator: str) -> _Rule:
    shown = {"\t": "a tab"}.get(separator, f'"{separator.strip()}"')
    return _Rule(f"Each line is a card, parted by {shown}", separator)


#: The most telling first: of those that give the same cards, one is offered.
_RULES = (
    *map(_separated, ("\t", " - ", " – ", " — ", ": ", " = ", " | ", " => ", " -> ", " → ")),
    *map(_separated, (" / ", "; ", " ~ ", " > ", "=", "|", ":", " .. ", " … ", "::")),
    _Rule("Each line is a card that begins with its year", pattern=r"^(\d{3,4})[,.:]? +(\S.*)$"),
    _Rule("Each line is a card that begins with its date", pattern=rf"^({_DATE})[,.:]?\s+(\S.*)$"),
    _Rule(
        "Each line is a card that begins with a name",
        pattern=rf"^({_NAMES}),? ((?!{_CAPITAL}|{_GOES_ON})\S.*)$",
    ),
    _Rule("Each line is a card, its headword ends at the comma", ", ", most=4),
    _Rule(
        "Each line is a card, its headword ends at the comma or is the name in front",
        pattern=rf"^({_NO_NAME}(?:[^\s,]+ ){{0,3}}[^\s,]+(?=, )"
        rf"|{_NAMES}(?= (?!{_CAPITAL}|{_GOES_ON}))),? (\S.*)$",
    ),
)
#: What is left to try where no mark or word tells the headwords.
_BARE_RULES = tuple(
    _Rule(
        f"Each line is a card, its {words} the headword",
        pattern=rf"(?i)^{_NO_HEADWORD}({head}),?\s+({rest}[^\s:])$",
    )
    for words, head, rest in (
        ("first word is", r"\w[\w'’.-]*", r"\S.*"),
        ("first two words are", r"\w[\w'’.-]*\s+\w[\w'’.-]*", r"\S+\s+\S.*"),
    )
)


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """One layout: what it is called, what goes into ankigen.toml, and the cards that come of it."""

    id: str
    label: str
    hint: str
    tables: tuple[tuple[str, Mapping[str, Any]], ...]  # the name of each table, and its values
    cards: tuple[CardShown, ...] = ()
    number: int = 0

    def shown(self) -> dict[str, Any]:
        """The choice as the page gets it."""
        return {
            "id": self.id,
            "label": self.label,
            "hint": self.hint,
            "number": counted(self.number, "card"),
            "cards": [{"term": c.term, "text": c.text} for c in self.cards],
            "more": self.number - len(self.cards),
        }


_Line = tuple[int, str]


def layout_choices(m: Material, file: str, asked: tuple[int, int]) -> list[LayoutChoice]:
    """The layouts that these lines of a file (the first and the last) may have, those that give the
    most cards first; none where the present reading is as good as any. Lines of which a person has
    said what they are stay that.
    """
    source = next((s for s in m.sources if s.name == file), None)
    lines = m.deck.lines.get(file, ())
    first, last = max(1, asked[0]), min(asked[1], len(lines))
    own = [
        (n, text)
        for n in range(first, last + 1)
        if (text := lines[n - 1].strip()) and not any(d.what for d in m.decided(file, text))
    ]
    if source is None or len(own) < LEAST:
        return []
    trial = _Trial(source, m.settings, (first, last))
    now = trial.entries(m.settings)
    if now is None:
        return []
    found: dict[tuple[str, ...], LayoutChoice] = {}
    known = _names(now, (first, last))
    most = 0  # cards of a layout that a mark or a word bears out
    for candidate in _candidates(own, file, trial.has_layout):
        made = trial.choice(candidate, now)
        if made is None or made.number < max(LEAST, SHARE * candidate.fitting):
            continue
        terms = tuple(card.term for card in made.cards)
        distinct = 1.0 if candidate.bare else DISTINCT
        few = candidate.bare and made.number < max(TIMES * len(known), MORE * most)
        if terms == known or len(set(terms)) < distinct * len(terms) or few:
            continue
        found.setdefault(terms, made)
        if not candidate.bare:
            most = max(most, made.number)
    ranked = sorted(found.values(), key=lambda c: -c.number)[:MOST]
    return [replace(c, cards=c.cards[:CARDS_SHOWN]) for c in ranked]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A layout that fits enough of the lines: what it is for the whole file, and for each line."""

    label: str
    fitting: int
    layout: LayoutSettings | None
    readings: tuple[LineDecision, ...]
    bare: bool = False  # no mark or word bears it out


def _candidates(own: Sequence[_Line], file: str, has_layout: bool) -> Iterator[_Candidate]:
    """Every layout that fits enough of the lines."""
    for rule in _RULES:
        yield from _by_rule(rule, own, file, has_layout)
    turns = _turns(own, file)
    if turns:
        label = "Lines take turns: a headword, then what is said of it"
        yield _Candidate(label, sum(d.what == "headword" for d in turns), None, turns)
    ended = sum(text.endswith((".", "!", "?")) for _, text in own)
    if ended <= ENDED * len(own):
        for rule in _BARE_RULES:
            yield from (
                replace(c, bare=True) for c in _by_rule(rule, own, file, True, MOST_OF_THEM)
            )


def _by_rule(
    rule: _Rule, own: Sequence[_Line], file: str, has_layout: bool, share: float = SHARE
) -> Iterator[_Candidate]:
    """The layout of a rule, where it fits enough of the lines."""
    split = {n: rule.split(without_marker(text)) for n, text in own}
    fitting = [n for n, parts in split.items() if parts]
    body = [n for n, text in own if fitting and n >= fitting[0]]
    if len(fitting) < LEAST or len(fitting) < share * len(body):
        return
    layout = None
    if not has_layout:
        layout = LayoutSettings((file,), rule.separator, rule.pattern)
    readings = tuple(_readings(own, split, file, rule))
    yield _Candidate(rule.label, len(fitting), layout, readings)


def _readings(
    own: Sequence[_Line],
    split: Mapping[int, tuple[str, str] | None],
    file: str,
    rule: _Rule,
) -> Iterator[LineDecision]:
    """What each line is by a rule; short lines above the first that fits are their headings."""
    begun = False
    for n, text in own:
        parts = split[n]
        if parts is not None:
            begun = True
            separator = rule.separator
            head = "" if separator else parts[0]
            yield LineDecision(text, "entry", file, "", head, separator)
        elif not begun and len(text.split()) <= SHORT:
            yield LineDecision(text, "topic", file)


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


@dataclass(frozen=True)
class _Trial:
    """Parses one file with other settings, to see what would come of them."""

    source: Source
    settings: Settings
    asked: tuple[int, int]

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
        """The layout for the whole file where that changes nothing but these lines, else what each
        of them is; None where either would change other entries.
        """
        layout, readings = candidate.layout, candidate.readings
        if layout is not None:
            settings = replace(self.settings, layout=(layout, *self.settings.layout))
            made = self.entries(settings)
            if made is not None and self._same_elsewhere(now, made):
                hint = "also lines of this file that you add later"
                return self._made(candidate, hint, [("layout", _layout_table(layout))], made)
        said = {folded(d.line) for d in readings}
        known = [d for d in self.settings.reading if folded(d.line) not in said]
        made = self.entries(replace(self.settings, reading=(*known, *readings)))
        if made is None or not self._same_elsewhere(now, made):
            return None
        tables = [("reading", reading_table(d)) for d in readings]
        return self._made(candidate, f"these {len(readings)} lines", tables, made)

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
    for key in ("after", "headword", "separator"):
        if getattr(decision, key):
            made[key] = getattr(decision, key)
    return made
