"""Answers about raw lines: what each is, where a new entry begins, where a headword ends, how all
of them are laid out. They go to `[[reading]]` and `[[layout]]` in ankigen.toml.
"""

from __future__ import annotations

import glob
import re
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from ankigen.model import AnkigenError
from ankigen.model.settings import LineDecision
from ankigen.project.decide import with_table, with_tables, without_table
from ankigen.project.settings import parse_settings
from ankigen.segmentation.owner.decisions import parting_sign
from ankigen.text.dates import leading_date
from ankigen.text.pattern_search import compiled
from ankigen.text.raw_lines import folded
from ankigen.web.decided import Answer, Decisions
from ankigen.web.layout_choices import LayoutChoice
from ankigen.web.layout_rules import date_leads, dates_of
from ankigen.web.lines import MARKER, cut_at, without_marker
from ankigen.web.question import Question, Row

#: What a `[[reading]]` is known by, and what a `[[layout]]` is.
SAME: Mapping[str, tuple[str, ...]] = {
    "reading": ("file", "line", "after", "below"),
    "layout": ("files",),
}
#: What a button on a line says of it.
_LINES = {
    "line-headword": "headword",
    "line-entry": "entry",
    "line-body": "body",
    "line-join": "continued",
    "line-topic": "topic",
    "line-skip": "skip",
}
#: What a line is, as it is told.
SAID = {
    "headword": "a headword",
    "entry": "an entry",
    "body": "more of the entry above",
    "continued": "joined to the line above",
    "topic": "a topic",
    "skip": "no part of the notes",
}
_SAID_OF_MANY = {"headword": "headwords", "entry": "entries", "topic": "topics"}
#: What may stand between a headword and its definition, and so tells lines of one shape.
_SEPARATOR = re.compile(r"\s*(?:[:：=]|\t| [-–—] |-{2,3}>?|=>|→)\s*")


def decide_lines(
    q: Question, a: Answer, d: Decisions, lines: Sequence[str]
) -> tuple[Decisions, str]:
    """What is decided once lines were said to be something, and one line that says so. `lines` are
    all of the file.

    Raises AnkigenError where the answer does not fit the lines.
    """
    rows = [_row_of(q, number, text) for number, text in a.rows]
    if not rows:
        raise AnkigenError("choose a line first")
    if a.choice in ("line-cut", "line-head"):
        if a.alike or len(rows) > 1:
            raise AnkigenError("an entry begins within one line; choose that line alone")
        return _at_word(q, rows[0], a, d)
    what = _LINES.get(a.choice)
    if what is None:
        raise AnkigenError("there is no such answer any more; reload the page")
    writings = Counter(folded(r.text) for r in q.rows)
    texts = (*lines, *(q.rows[row].text for row in rows)) if a.alike else ()
    dates = dates_of([without_marker(text).strip() for text in texts])
    tables: list[dict[str, Any]] = []
    for row in rows:
        text = q.rows[row].text
        if what == "entry" and not a.alike and parting_sign(without_marker(text)) is None:
            raise AnkigenError(
                f'no sign parts headword and text in "{_begin(text)}"; choose that line and '
                'say where "The headword ends at"'
            )
        values = {"file": q.file, "line": text.strip(), "is": what}
        if a.alike:
            values |= shape(text, what, dates)
        elif writings[folded(text)] > 1:
            values["after"] = _above(q, row)
        tables.append(values)
    settings = with_tables(d.settings, "reading", tables, SAME["reading"])
    of_shape = ""
    number = len(rows)
    if a.alike:
        shapes = {(str(v["line"]), str(v.get("pattern", ""))) for v in tables}
        number = sum(any(_is_of_shape(t, *one) for one in shapes) for t in lines)
        named = sorted({"a date in front" if pattern else line for line, pattern in shapes})
        of_shape = f" of the shape {' or '.join(named)}"
    told = _told(q.rows[rows[0]], number, what, of_shape)
    return replace(d, settings=settings), told


def _told(row: Row, number: int, what: str, of_shape: str) -> str:
    if number > 1:
        return f"{number} lines{of_shape} are {_SAID_OF_MANY.get(what, SAID[what])}"
    return f'"{_begin(row.text)}" is {SAID[what]}'


def _begin(text: str) -> str:
    """The words with which a line begins, none of them cut, for a message."""
    return textwrap.shorten(text.strip(), _SHOWN, placeholder=" …") or f"{text.strip()[:_SHOWN]}…"


#: So many characters of a line are told in a message.
_SHOWN = 48


def _row_of(q: Question, number: int, text: str) -> int:
    """Where a line is among those of the question. Raises AnkigenError where it is not any more."""
    for n, row in enumerate(q.rows):
        if row.number == number and row.text == text:
            return n
    raise AnkigenError("these lines have changed meanwhile; look at them again")


def take_layout(choice: LayoutChoice, d: Decisions) -> tuple[Decisions, str]:
    """What is decided once lines were said to be laid out like this, and one line that says so."""
    settings = d.settings
    for name, values in choice.tables:
        if values.get("below"):  # what was said of the run before
            same = {key: values[key] for key in ("file", "below")}
            settings = without_table(settings, name, same)
    for name in dict.fromkeys(name for name, _ in choice.tables):
        own = [values for of, values in choice.tables if of == name]
        settings = with_tables(settings, name, own, SAME[name])
    told = f"{choice.label[:1].lower()}{choice.label[1:]}"
    return replace(d, settings=settings), f"{told} ({choice.number}), for {choice.hint}"


def block_of(q: Question, a: Answer) -> tuple[int, int]:
    """The lines that are to be read as one of them is: those chosen, or of one the block of lines
    around it. Raises AnkigenError where they are not there any more.
    """
    places = [_row_of(q, number, text) for number, text in a.rows]
    if not places:
        raise AnkigenError("choose a line first")
    first, last = min(places), max(places)
    if first == last:
        while first and q.rows[first - 1].text.strip():
            first -= 1
        while last + 1 < len(q.rows) and q.rows[last + 1].text.strip():
            last += 1
    return q.rows[first].number, q.rows[last].number


def _is_of_shape(text: str, line: str, pattern: str) -> bool:
    if pattern:
        return compiled(pattern).match(without_marker(text)) is not None
    return fnmatchcase(" ".join(text.split()), line)


def shape(text: str, what: str, dates: str = "") -> dict[str, Any]:
    """What all lines of the shape of this one share, as `[[reading]]` says it; `dates` is the
    pattern of the dates that lines of its file begin with, "" where none does. Raises AnkigenError
    where that is nothing.

    >>> shape("Samovar - an urn", "entry")
    {'line': '* - *', 'separator': ' - '}
    >>> shape("1) Osmosis", "headword")
    {'line': '[0-9]*) *'}
    """
    if dates and leading_date(without_marker(text).strip())[0]:
        return {"line": "*", "pattern": date_leads(dates).pattern}
    separator = _SEPARATOR.search(text.strip(), 1)
    if what == "entry" and separator:
        return {"line": f"*{separator[0]}*", "separator": separator[0]}
    marker = MARKER.match(text.strip())
    if marker:
        sign = re.sub(r"\d+", "[0-9]*", glob.escape(marker[1]))
        return {"line": f"{sign} *"}
    if text.strip().endswith(":"):
        return {"line": "*:"}
    raise AnkigenError("no sign tells lines like this one from others; say it of each line")


def _above(q: Question, row: int) -> str:
    """The text of the line above a row, blank lines aside."""
    return next((r.text.strip() for r in reversed(q.rows[:row]) if r.text.strip()), "")


def _at_word(q: Question, at: int, a: Answer, d: Decisions) -> tuple[Decisions, str]:
    """A new entry begins at a word of a line, or a headword ends behind it."""
    row = q.rows[at]
    words = list(re.finditer(r"\S+", row.text))
    if not 0 <= a.word < len(words):
        raise AnkigenError("choose a word of the line")
    if a.choice == "line-head":
        return _head_ends(q, row, words[a.word].end(), d)
    if a.word == 0:
        raise AnkigenError("a line begins with its first word already; choose another")
    return _cut_line(q, row.number, row.text, words[a.word].start(), d)


def _head_ends(q: Question, row: Row, end: int, d: Decisions) -> tuple[Decisions, str]:
    """A line is an entry, its headword ends here; without its list marker, which is no part of
    it.
    """
    start = len(row.text) - len(without_marker(row.text))
    head = row.text[start:end].strip().rstrip(",;:，；：–—-=").rstrip()
    if not head:
        raise AnkigenError("the mark before the line is no headword; choose a word behind it")
    values = {"file": q.file, "line": row.text.strip(), "is": "entry", "headword": head}
    made = with_table(d.settings, "reading", values, SAME["reading"])
    return replace(d, settings=made), f'"{head}" is the headword'


def _cut_line(q: Question, number: int, text: str, at: int, d: Decisions) -> tuple[Decisions, str]:
    """Cuts a line, or a piece of one that is cut already, and says of each piece what it is."""
    pieces = [r.text for r in q.rows if r.number == number]
    place = pieces.index(text)
    new = [*pieces[:place], text[:at].strip(), text[at:].strip(), *pieces[place + 1 :]]
    whole = _whole(d, q.file, pieces)
    settings = without_table(d.settings, "reading", {"file": q.file, "line": text.strip()})
    starts = _starts(whole, new)
    cut = {"file": q.file, "line": whole, "split": starts}
    separate = _SEPARATOR.search(new[place + 1], 1)
    entry: dict[str, Any] = {"file": q.file, "line": new[place + 1], "is": "entry"}
    if not separate:
        entry["headword"] = new[place + 1].split()[0].rstrip(",;:.")
    settings = with_tables(settings, "reading", [cut, entry], SAME["reading"])
    return replace(d, settings=settings), f'a new entry begins at "{starts[place]}"'


def _whole(d: Decisions, file: str, pieces: list[str]) -> str:
    """The raw line that these pieces are of, as its decision has it."""
    for decision in parse_settings(d.settings).reading:
        same: LineDecision = decision
        if same.split and same.file in ("", file) and folded(same.line) == folded(" ".join(pieces)):
            return same.line
    return " ".join(pieces).strip()


#: So many words tell where a piece begins, as long as they stand nowhere before it.
_START_WORDS = 4


def _starts(whole: str, pieces: Sequence[str]) -> list[str]:
    """The words by which each piece of a line but the first is found: so many that they stand
    nowhere earlier. Raises AnkigenError where even all of a piece's words do.
    """
    starts: list[str] = []
    for n, piece in enumerate(pieces[1:], 2):
        words = piece.split(" ")
        for count in range(min(_START_WORDS, len(words)), len(words) + 1):
            start = " ".join(words[:count])
            if cut_at(whole, [*starts, start])[: n - 1] == list(pieces[: n - 1]):
                starts.append(start)
                break
        else:
            raise AnkigenError(
                f'"{piece[:40]}" stands earlier in the line as well, so the line cannot be cut '
                "there; break the line in the notes"
            )
    return starts
