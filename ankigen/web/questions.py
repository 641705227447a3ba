"""What of a deck needs a person, as questions: one thing each, the most important first, with what
may be answered.

A question is known again by what it is about (its kind and the words of its line), not by where
that stands, so that what was skipped or answered stays so when lines move.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from ankigen.cards.plain import plain, plain_text
from ankigen.identity.records import Lock
from ankigen.model import Deck, Entry, Finding, Fix
from ankigen.model.settings import Settings
from ankigen.sync.edits import Conflict, Overlay, can_take, name_of
from ankigen.text.raw_lines import finding_key, folded

#: The kinds in the order in which they are asked, with what a page calls them.
KINDS = {
    "lines": "Where entries begin and end",
    "identity": "Old card or new card",
    "conflict": "Changed on both sides",
    "card": "Cards that cannot be made",
    "typo": "Suggested corrections",
    "merge": "Entries that were joined",
    "topic": "Topics",
    "lint": "Cards that are hard to learn",
}

#: So many raw lines are shown above and below what a question is about, and so many at most in all.
AROUND, MOST_LINES = 4, 60

#: Findings that are asked though they need nobody, and as what.
_ASKED = {"merged": "merge", "topic-unsure": "topic", "too-long": "lint"}
#: Findings that are another question already, or that no answer here settles.
_ELSEWHERE = frozenset({"conflict", "doubtful-match", "lost-edit", "stale-edit", "unread"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: what is sent, what the button says, the key that presses it, what it does."""

    name: str
    label: str
    key: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A raw line beside a question: its number and text, what it was taken for, and the headword
    of its entry.
    """

    number: int
    text: str
    role: str
    entry: str = ""
    asked: bool = False  # the question is about it


@dataclass(frozen=True, slots=True)
class Question:
    """Something that needs a person. `about` is what an answer needs to know again; it never
    leaves the server.
    """

    id: str
    kind: str
    title: str
    why: str
    file: str = ""
    line: int = 0
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    about: Any = None

    def shown(self) -> dict[str, Any]:
        """The question as the page gets it."""
        made = {k: getattr(self, k) for k in ("id", "kind", "title", "why", "file", "line", "more")}
        made["choices"] = [asdict(c) for c in self.choices]
        made["rows"] = [asdict(r) for r in self.rows]
        return made


RIGHT = Choice("right", "It is right as it is", "a", "not asked again")
EDIT = Choice("edit", "Edit the card …", "e", "the notes stay as they are")
LEAVE_OUT = Choice("leave-out", "Leave this entry out", "x", "no card is made of it")


@dataclass(frozen=True)
class Material:
    """What questions are made of: the deck as it would be built now, and what was decided so
    far.
    """

    deck: Deck
    entries: Sequence[Entry]
    findings: Sequence[Finding]
    overlay: Overlay
    lock: Lock
    settings: Settings

    @cached_property
    def by_line(self) -> dict[tuple[str, int], Entry]:
        """The entry of each raw line."""
        found: dict[tuple[str, int], Entry] = {}
        for entry in self.entries:
            for line in (entry.origin.line, *entry.lines):
                found.setdefault((entry.origin.file, line), entry)
        return found

    @cached_property
    def told(self) -> dict[tuple[str, int], str]:
        """The code of a finding about each raw line of no entry."""
        return {
            (f.origin.file, n): f.code
            for f in self.findings
            for n in range(f.origin.line, max(f.origin.line, f.last) + 1)
        }


def questions(material: Material) -> list[Question]:
    """All questions, in the order in which they should be asked; none twice."""
    made = [
        *_of_findings(material),
        *_of_lock(material),
        *_of_conflicts(material),
        *_of_typos(material),
    ]
    order = list(KINDS)
    unique = {q.id: q for q in reversed(made)}
    return sorted(unique.values(), key=lambda q: (order.index(q.kind), q.file, q.line, q.id))


def _id(kind: str, *words: str) -> str:
    text = json.dumps([kind, *words], ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=9).hexdigest()


# --------------------------------------------------------------------------- findings


def _of_findings(m: Material) -> Iterator[Question]:
    settled = {folded(item) for item in m.settings.ignore.findings}
    for finding in m.findings:
        key = finding_key(finding, m.deck.lines)
        if finding.code in _ELSEWHERE or folded(key) in settled:
            continue
        kind = _ASKED.get(finding.code, "")
        if not kind and finding.needs_person:
            in_text = finding.origin.file in m.deck.lines and finding.origin.line > 0
            media = finding.code.startswith("media")
            kind = "lines" if in_text and not media else "card"
        if kind:
            yield _finding_question(m, finding, kind, key)


_TITLES = {
    "no-headword": "Which card do these words belong to?",
    "no-definition": "Is this a headword? It has no definition",
    "merged": "Is this one entry or two?",
    "topic-unsure": "Which topic is this?",
    "too-long": "This card asks for much at once",
}


def _finding_question(m: Material, finding: Finding, kind: str, key: str) -> Question:
    entry = m.by_line.get((finding.origin.file, finding.origin.line))
    choices = [RIGHT]
    more: dict[str, Any] = {}
    if kind == "merge":
        choices = [
            Choice("right", "One entry", "a", "not asked again"),
            Choice("apart", "Two entries", "k", "kept apart from the next build on"),
        ]
    if kind == "topic":
        topics = sorted({e.topic for e in m.entries if e.topic})
        more["topics"] = topics
        more["topic"] = entry.topic if entry else ""
        choices = [Choice("topic", "Take this topic", "t"), RIGHT]
    if entry is not None:
        choices.append(EDIT)
        if kind != "merge":
            choices.append(LEAVE_OUT)
        more.update(_editable(entry))
    title = _TITLES.get(finding.code, finding.code.replace("-", " ").capitalize())
    rows = _rows(
        m, finding.origin.file, finding.origin.line, max(finding.last, finding.origin.line), entry
    )
    return Question(
        _id(kind, key),
        kind,
        title,
        finding.message,
        finding.origin.file,
        finding.origin.line,
        tuple(choices),
        rows,
        more,
        (finding, entry, key),
    )


def _editable(entry: Entry) -> dict[str, Any]:
    return {"term": plain_text(entry.term), "definition": plain(entry.body)}


# --------------------------------------------------------------------------- raw lines


def _rows(m: Material, file: str, first: int, last: int, entry: Entry | None) -> tuple[Row, ...]:
    """The raw lines of what is asked, of its entry, and some around them."""
    lines = m.deck.lines.get(file, ())
    if not 0 < first <= len(lines):
        return ()
    own = (first, last, *(entry.lines if entry and entry.origin.file == file else ()))
    begin, end = max(1, min(own) - AROUND), min(len(lines), max(own) + AROUND)
    if end - begin > MOST_LINES:
        begin, end = max(1, first - AROUND), min(len(lines), first + MOST_LINES)
    made: list[Row] = []
    for n in range(begin, end + 1):
        for piece in pieces_of(lines[n - 1], file, m.settings):
            role, headword = _role(m, file, n, piece)
            made.append(Row(n, piece, role, headword, first <= n <= last))
    return tuple(made)


def pieces_of(text: str, file: str, settings: Settings) -> list[str]:
    """A raw line as `[[reading]]` cuts it; whole where nothing does."""
    for decision in settings.reading:
        if decision.split and decision.file in ("", file) and folded(decision.line) == folded(text):
            cuts, at = [0], 0
            for start in decision.split:
                found = text.find(start, at)
                if found > 0:
                    cuts.append(found)
                    at = found + len(start)
            return [text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [text]


def _role(m: Material, file: str, line: int, text: str) -> tuple[str, str]:
    """What a raw line was taken for, and the headword of its entry."""
    if not text.strip():
        return "blank", ""
    entry = m.by_line.get((file, line))
    for decision in m.settings.reading:
        if decision.what and folded(decision.line) == folded(text):
            named = entry.headword if entry and decision.what != "skip" else ""
            return ("body" if decision.what == "continued" else decision.what), named
    if entry is None:
        code = m.told.get((file, line), "")
        return {"section": "topic", "left-out": "skip"}.get(code, "none"), ""
    if entry.origin.line != line:
        return "body", entry.headword
    whole = folded(entry.raw_term or entry.headword) == folded(text)
    return ("headword" if whole else "entry"), entry.headword


# --------------------------------------------------------------------------- the lock and the edits


def _of_lock(m: Material) -> Iterator[Question]:
    names = {record.guid: record for record in m.lock.notes}
    for record in m.lock.doubtful:
        new = names.get(record.perhaps)
        if new is None:
            continue
        yield Question(
            _id("identity", record.guid, new.guid),
            "identity",
            "Is this the same card under another name?",
            "If it is, the new card takes over the reviews of the old one.",
            new.file,
            0,
            (
                Choice("same", "The same card", "y", "it keeps the old reviews"),
                Choice("new", "A new card", "n", "it begins without reviews"),
            ),
            more={
                "old": {"label": "In Anki now", "text": record.term, "place": record.file},
                "new": {"label": "In the notes now", "text": new.term, "place": new.file},
            },
            about=record.guid,
        )


def _of_conflicts(m: Material) -> Iterator[Question]:
    from ankigen.identity.markup import words_of

    names = {name_of(e) for e in m.entries}
    for conflict in m.overlay.conflicts:
        choices = [Choice("ours", "Keep the notes", "o")]
        if can_take(conflict) and _is_there(conflict, names):
            choices.append(Choice("theirs", "Take theirs", "t", "laid over the notes"))
        yield Question(
            _id("conflict", conflict.id),
            "conflict",
            f'Two versions of the {conflict.field} of "{conflict.term}"',
            conflict.reason or "It was changed in the notes and elsewhere.",
            conflict.file,
            0,
            tuple(choices),
            more={
                "old": {
                    "label": "The notes",
                    "text": words_of(conflict.ours),
                    "place": conflict.file,
                },
                "new": {
                    "label": "Theirs",
                    "text": words_of(conflict.theirs),
                    "place": conflict.source,
                },
            },
            about=conflict,
        )


def _is_there(conflict: Conflict, names: Iterable[tuple[str, str]]) -> bool:
    return (conflict.term, conflict.context) in set(names)


# --------------------------------------------------------------------------- suggested corrections


def _of_typos(m: Material) -> Iterator[Question]:
    found: dict[tuple[str, str], list[tuple[Fix, Entry]]] = {}
    accepted = {folded(item) for item in m.settings.typos.accept}
    for entry in m.entries:
        for fix in entry.fixes:
            # with mode = "report" what is accepted is not made, but settled all the same
            if not fix.applied and folded(f"{fix.before} {fix.after}") not in accepted:
                found.setdefault((fix.before, fix.after), []).append((fix, entry))
    for (before, after), places in found.items():
        fix, _entry = places[0]
        line = _line(m, fix)
        many = f" It stands in {len(places)} places." if len(places) > 1 else ""
        yield Question(
            _id("typo", before, after),
            "typo",
            f'Should "{before}" be "{after}"?',
            f"It is suggested, and not done, since it may be right as it is.{many}",
            fix.origin.file,
            fix.origin.line,
            (
                Choice(
                    "here",
                    f'Change it to "{after}"',
                    "a",
                    "in this place" if len(places) == 1 else "in the place shown",
                ),
                Choice("always", f'Always change "{before}" to "{after}"', "w", "in these notes"),
                Choice("refuse", "Leave it", "r", "not suggested again"),
                Choice("glossary", f'"{before}" is a word', "g", "never taken for a typo"),
                Choice("instead", "Change it to …", "e"),
            ),
            more={
                "before": before,
                "after": after,
                "contexts": [
                    list(_around(_line(m, f) or f.before, f.before)) for f, _ in places[:5]
                ],
            },
            about=(fix, line),
        )


def _line(m: Material, fix: Fix) -> str:
    lines = m.deck.lines.get(fix.origin.file, ())
    return lines[fix.origin.line - 1] if 0 < fix.origin.line <= len(lines) else ""


#: So many characters of a line are shown before and behind a word.
_SHOWN = 90


def _around(line: str, word: str) -> tuple[str, str, str]:
    """A line in three parts: what stands before a word, the word as written, what stands behind
    it.
    """
    found = place_of(line, word)
    if found is None:
        return "", word, ""
    start, end = found
    before, behind = line[:start], line[end:]
    if len(before) > _SHOWN:
        before = "…" + before[-_SHOWN:]
    if len(behind) > _SHOWN:
        behind = behind[:_SHOWN] + "…"
    return before, line[start:end], behind


def place_of(line: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a line, None where they do not.

    >>> place_of("came  form the sea", "form"), place_of("platform", "form")
    ((6, 10), None)
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", line) if pattern else None
    return found.span() if found else None


def counts(asked: Iterable[Question]) -> dict[str, int]:
    """How many questions of each kind."""
    return dict(Counter(q.kind for q in asked))
