"""The raw lines beside a question: what each was taken for, and the entries that they came to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ankigen.model import Entry
from ankigen.text.dates import leading_date
from ankigen.text.plurals import counted
from ankigen.text.raw_lines import folded
from ankigen.web.question import CardShown, Question, Row, card_shown, question_id
from ankigen.web.snapshot import Snapshot

#: So many raw lines are shown above and below what a question is about, and so many at most in all.
AROUND, MOST_LINES = 4, 120
#: An entry of so many lines is told as the longest of its file.
LONG = 4
#: A file that a person looks through is shown so far.
MOST_OF_FILE = 2000
#: The list marker before a line.
MARKER = re.compile(r"([-*•‣◦▪–]|\d+[.)]|\(?[a-z]\))\s+")


def without_marker(text: str) -> str:
    """A line without what stands before its words: white space and a list marker.

    >>> without_marker("  - Osmosis: water moves")
    'Osmosis: water moves'
    >>> without_marker("3. Mai 1525 siege")
    '3. Mai 1525 siege'
    """
    line = text.lstrip()
    marker = MARKER.match(line)
    dated = marker is not None and leading_date(line)[0] > marker.end()
    return line[marker.end() :] if marker and not dated else line


def span_of(m: Snapshot, file: str, asked: tuple[int, int], entry: Entry | None) -> tuple[int, int]:
    """The first and the last raw line to show: what is asked, its entry, and some around them;
    (0, 0) where the file has no lines.
    """
    lines = m.deck.lines.get(file, ())
    first, last = asked
    if not 0 < first <= len(lines):
        return 0, 0
    own = (first, last, *(entry.lines if entry and entry.origin.file == file else ()))
    begin, end = max(1, min(own) - AROUND), min(len(lines), max(own) + AROUND)
    if end - begin > MOST_LINES:
        begin, end = max(1, first - AROUND), min(len(lines), first + MOST_LINES)
    return begin, end


def with_lines(m: Snapshot, question: Question) -> Question:
    """The question with the raw lines of its span as they are read now, and their entries."""
    first, last = question.span
    if not first:
        return question
    lines = m.deck.lines.get(question.file, ())
    rows: list[Row] = []
    for n in range(first, min(last, len(lines)) + 1):
        asked = question.asked[0] <= n <= question.asked[1]
        asked = n in question.places if question.places else asked
        for piece in _pieces(m, question.file, lines[n - 1]):
            role, headword = _role(m, question.file, n, piece)
            rows.append(Row(n, piece, role, headword, asked))
    return replace(question, rows=tuple(rows), cards=_cards(m, question.file, first, last))


def _cards(m: Snapshot, file: str, first: int, last: int) -> tuple[CardShown, ...]:
    """The entries that these lines came to, in their order."""
    begun = {
        (e.origin.line, n): e
        for n, e in enumerate(m.entries)
        if e.origin.file == file and any(first <= k <= last for k in e.all_lines)
    }
    return tuple(card_shown(begun[place]) for place in sorted(begun))


def _pieces(m: Snapshot, file: str, text: str) -> list[str]:
    """A raw line as `[[reading]]` cuts it; whole where nothing does."""
    split = next((d.split for d in m.decided(file, text) if d.split), ())
    return cut_at(text, split) if split else [text]


def cut_at(text: str, starts: Sequence[str]) -> list[str]:
    """A line in pieces that begin with these words, in their order.

    >>> cut_at("one, two, three", ["two", "three"])
    ['one,', 'two,', 'three']
    """
    cuts, at = [0], 0
    for start in starts:
        found = text.find(start, at)
        if found > 0:
            cuts.append(found)
            at = found + len(start)
    return [text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _role(m: Snapshot, file: str, line: int, text: str) -> tuple[str, str]:
    """What a raw line was taken for, and the headword of its entry."""
    if not text.strip():
        return "blank", ""
    owner = m.owners.of_line(file, line, text)
    entry = None if owner is None else m.entries[owner]
    what = next((d.what for d in m.decided(file, text) if d.what), "")
    if what:
        named = entry.headword if entry and what != "skip" else ""
        return ("body" if what == "continued" else what), named
    if entry is None:
        code = m.code_of_line.get((file, line), "")
        return {"section": "topic", "left-out": "skip"}.get(code, "none"), ""
    if entry.origin.line != line:
        return "body", entry.headword
    whole = folded(entry.raw_term or entry.headword) == folded(text)
    return ("headword" if whole else "entry"), entry.headword


# --------------------------------------------------------------------------- whole files


def file_id(file: str) -> str:
    """The id of the question that a whole file is."""
    return question_id("file", file)


def file_question(m: Snapshot, file: str) -> Question:
    """A whole file to look through, whether anything was found in it or not."""
    lines = m.deck.lines.get(file, ())
    last = min(len(lines), MOST_OF_FILE)
    while last and not lines[last - 1].strip():
        last -= 1
    made = Question(
        file_id(file),
        "file",
        file,
        "What each line was taken for, and the cards that came of it.",
        file,
        1,
        span=(1 if last else 0, last),
        asked=(1, last),
    )
    return with_lines(m, made)


def files_of(m: Snapshot) -> list[dict[str, str]]:
    """The files of notes that can be looked through, with what came of each."""
    own: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in m.entries:
        own[entry.origin.file].append(entry)
    return [
        {"id": file_id(file), "file": file, "entries": _came_of(own[file])}
        for file in sorted(m.deck.lines)
    ]


def _came_of(entries: Sequence[Entry]) -> str:
    """How many entries there are, and which one has the most lines: what was badly read shows by
    it.
    """
    number = counted(len(entries), "entry", "entries")
    longest = max(entries, key=lambda e: len(e.lines), default=None)
    if longest is None or len(longest.lines) < LONG:
        return number
    return f'{number}; the longest: "{card_shown(longest).term}", {len(longest.lines)} lines'
