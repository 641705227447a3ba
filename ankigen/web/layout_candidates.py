"""The layouts that are tried where notes were badly read: each says what every line would be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean
from typing import Literal

from ankigen.model.settings import LayoutSettings, LineDecision
from ankigen.text.dates import leading_date
from ankigen.text.raw_lines import folded
from ankigen.web.layout_rules import (
    LONGEST_TERM,
    NAME_OR_WORD,
    RULES,
    Rule,
    bare_rules,
    date_rules,
    dates_of,
)
from ankigen.web.lines import without_marker

#: A layout has to fit so many lines, and so large a share of them; one that no mark bears out so
#: large a share of lines of which hardly any ends a sentence.
LEAST, SHARE, MOST_OF_THEM, ENDED = 3, 0.6, 0.8, 0.2
#: A line of so many words above the others is their heading.
SHORT = 8
#: The first line is a heading, and no headword with its text, where it has so few words, and so
#: small a share of those of the others ("Portugal first"); where it was read as a title, so large.
HEADING, HEADING_SHARE, TITLE_SHARE = 3, 0.35, 0.7
#: A line of so few words among lines that hold both is a headword alone, and has its text below it;
#: that text has so many words where it might be such a line itself.
ALONE, TEXT = 4, 4
#: Lines in small letters are no headwords beside names where they are no larger a share.
FEW_SMALL = 0.3
#: Lines take turns where the headwords have no larger a share of the words of their texts.
TURNS_SHARE = 0.6
#: A table has no more columns.
MOST_COLUMNS = 5

_JOINS = re.compile(r"\b(?:and|for|from|in|of|on|the|to|with)\b")

What = Literal["headword", "body", "topic", "skip"]
#: A line: its number and its text.
Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file that are to be read in one way; `heading` is the number of the first of
    them where it is their heading, else 0.
    """

    file: str
    lines: tuple[Line, ...]
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
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
    left: tuple[LineDecision, ...] = ()  # lines that do not fit: text of the entry above
    lines: int = 1  # of each card
    dated: bool = False  # entries begin, or end, with a date

    @property
    def others(self) -> tuple[LineDecision, ...]:
        """What is said of lines that do not fit."""
        return tuple(d for d in self.readings if d.what != "entry")


def candidates(own: Lines, has_layout: bool) -> Iterator[Candidate]:
    """Every layout that fits enough of the lines; `has_layout`: the file has one already, before
    which another would not come.
    """
    texts = [without_marker(text) for n, text in own.lines if n != own.heading]
    dates = dates_of(texts)
    for rule in (*date_rules(texts, dates), *RULES):
        yield from by_rule(rule, own, has_layout)
    for turns, label in ((_turns(own), _TURNS), *_columns(own)):
        if turns:
            heads = sum(d.what == "headword" for d in turns)
            yield Candidate(label, heads, None, None, turns, lines=len(turns) // heads)
    lines = own.lines
    ended = sum(text.endswith((".", "!", "?")) for _, text in lines)
    if ended > ENDED * len(lines):
        return
    small = sum(text[:1].islower() for text in texts)
    for rule in bare_rules(dates):
        if rule.label == NAME_OR_WORD and 0 < small < FEW_SMALL * len(texts):
            continue  # they go on from the line above
        for found in by_rule(rule, own, True, MOST_OF_THEM):
            said = [d.headword for d in found.readings]
            names = sum(head[:1].isupper() or " v" in head for head in said)
            yield replace(found, bare=rule.label != NAME_OR_WORD or names < LEAST)


def no_cards(own: Lines) -> Candidate:
    """That none of the lines is a card."""
    readings = tuple(LineDecision(text, "skip", own.file) for _, text in own.lines)
    return Candidate("None of these lines is a card", 0, None, None, readings)


def by_rule(
    rule: Rule,
    own: Lines,
    has_layout: bool,
    share: float = SHARE,
    least: int = LEAST,
) -> Iterator[Candidate]:
    """The layout of a rule, where it fits enough of the lines."""
    split = {n: rule.split(without_marker(text)) for n, text in own.lines}
    if own.heading and not rule.separator:
        split[own.heading] = None
    fitting = [n for n, parts in split.items() if parts]
    body = [n for n, _ in own.lines if fitting and n >= fitting[0]]
    if len(fitting) < least or len(fitting) < share * len(body):
        return
    layout = None
    if not has_layout:
        layout = LayoutSettings((own.file,), rule.separator, rule.pattern)
    run = LineDecision("*", "entry", own.file, pattern=rule.as_pattern)
    readings = tuple(_readings(own.lines, split, own.file, rule))
    said = {folded(d.line) for d in readings}
    left = tuple(
        LineDecision(text, "body", own.file)
        for n, text in own.lines
        if n > fitting[0] and folded(text) not in said
    )
    yield Candidate(
        rule.label, len(fitting), layout, run, readings, fitting[0], left=left, dated=rule.dated
    )


def _readings(
    own: Sequence[Line],
    split: Mapping[int, tuple[str, str] | None],
    file: str,
    rule: Rule,
) -> Iterator[LineDecision]:
    """What each line is by a rule; short lines above the first that fits are their headings, short
    ones among them are headwords of the line below, but where entries have a date.
    """
    begun = text_next = False
    for (n, text), (below, next_text) in pairwise([*own, (0, "")]):
        parts = split[n]
        over = begun and below == n + 1 and not rule.dated
        if text_next:
            text_next = False
            yield LineDecision(text, "body", file)
        elif over and _is_alone(text, parts, next_text, split[below]):
            text_next = True
            yield LineDecision(text, "headword", file)
        elif parts is not None:
            begun = True
            separator = rule.separator
            head = "" if separator else parts[0]
            yield LineDecision(text, "entry", file, "", head, separator)
        elif not begun and len(text.split()) <= SHORT:
            yield LineDecision(text, "topic", file)


def heading_of(lines: Sequence[Line], is_title: bool) -> int:
    """The number of the first line where it is a heading of the others, 0 where it is not: it has
    few words beside them, or it was read as a title (`is_title`) and is shorter than they are, or
    has a capital that they have not, or one and words that join others.
    """
    first, *others = (text for _, text in lines)
    if not others:
        return 0
    words, usual = len(first.split()), mean(len(text.split()) for text in others)
    few = words <= HEADING and words < HEADING_SHARE * usual
    small = sum(text[:1].islower() for text in others)
    capital = first[:1].isupper() and small >= MOST_OF_THEM * len(others)
    named = words < TITLE_SHARE * usual or capital
    named = named or (first[:1].isupper() and _JOINS.search(first) is not None)
    return lines[0][0] if few or (is_title and words <= SHORT and named) else 0


def _is_alone(
    text: str, parts: tuple[str, str] | None, below: str, below_parts: tuple[str, str] | None
) -> bool:
    """Whether a line among others that hold both is a headword whose text is the line below."""
    words, more = len(text.split()), len(below.split())
    if parts is not None or words > ALONE or text.endswith((".", ":", ",", ";")) or more <= words:
        return False
    return below_parts is None or (words == 1 and more >= TEXT and below[:1].islower())


_TURNS = "Lines take turns: a headword, then what is said of it"


def _turns(own: Lines) -> tuple[LineDecision, ...]:
    """Short lines that are headwords and the longer ones after each, where they alternate; a
    heading may stand above.
    """
    for lead in (0, 1, 2):
        heads, bodies = own.lines[lead::2], own.lines[lead + 1 :: 2]
        even = len(heads) == len(bodies) >= LEAST
        if even and _take_turns([h for _, h in heads], [b for _, b in bodies]):
            return _in_columns(own, lead, 2, "topic")
    return ()


#: How headwords may look and their texts not.
_LOOKS: tuple[Callable[[str], bool], ...] = (
    lambda text: text[:1].isupper(),
    lambda text: text.endswith(")"),
    lambda text: text.endswith(":"),
)


def _take_turns(heads: Sequence[str], bodies: Sequence[str]) -> bool:
    """Whether headwords and texts in turns look so: all headwords have a capital, or a bracket or
    a colon at their end, and no text has; or each headword is shorter than its text, all of them
    by far, and dates lead all headwords or none.
    """
    if any(len(head.split()) > LONGEST_TERM for head in heads):
        return False
    if any(all(map(has, heads)) and not any(map(has, bodies)) for has in _LOOKS):
        return True
    shorter = all(len(h) < len(b) for h, b in zip(heads, bodies, strict=True))
    words = [mean(len(text.split()) for text in side) for side in (heads, bodies)]
    dated = [sum(leading_date(text)[0] > 0 for text in side) for side in (heads, bodies)]
    by_date = dated[1] > 0 or 0 < dated[0] < len(heads)
    return shorter and words[0] <= TURNS_SHARE * words[1] and not by_date


def _columns(own: Lines) -> Iterator[tuple[tuple[LineDecision, ...], str]]:
    """The lines as a table whose cells stand below one another: so many lines are a card. The
    cells of one column are all numbers, or all longer than those of another.
    """
    texts = [text for _, text in own.lines]
    for width in range(MOST_COLUMNS, 1, -1):
        for lead in (0, width):  # the names of the columns
            cells = texts[lead:]
            rows = len(cells) // width
            if rows < LEAST or len(cells) % width:
                continue
            columns = [cells[n::width] for n in range(width)]
            if _is_head(columns[0]) and any(_differ(columns[0], other) for other in columns[1:]):
                label = f"A table line by line: {width} lines are a card, the first its headword"
                yield _in_columns(own, lead, width, "skip"), label
                return


def _is_head(column: Sequence[str]) -> bool:
    distinct = len(set(column)) == len(column)
    return distinct and all(len(c.split()) <= LONGEST_TERM and not _is_number(c) for c in column)


def _differ(heads: Sequence[str], column: Sequence[str]) -> bool:
    """Whether the cells of another column are of another kind than the headwords."""
    if all(map(_is_number, column)):
        return True
    return max(len(c.split()) for c in heads) < min(len(c.split()) for c in column)


def _is_number(text: str) -> bool:
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


def _in_columns(own: Lines, lead: int, width: int, above: What) -> tuple[LineDecision, ...]:
    """Each first of so many lines is a headword, the others are its text; what those before them
    are; none where one text would have to be two things.
    """
    made: dict[str, LineDecision] = {}
    for n, (_, text) in enumerate(own.lines):
        inside: What = "body" if (n - lead) % width else "headword"
        what = above if n < lead else inside
        decision = LineDecision(text, what, own.file)
        if made.setdefault(folded(text), decision).what != what:
            return ()
    return tuple(made.values())
