"""What an answer changes: the text of ankigen.toml, the edits laid over the notes, the lock. The
notes stay as they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ankigen.identity.identify import settle
from ankigen.identity.records import Lock
from ankigen.model import AnkigenError, Entry
from ankigen.model.settings import LineDecision
from ankigen.project.decide import with_item, with_table, without_table
from ankigen.project.settings import parse_settings
from ankigen.sync.edits import EntryEdit, Overlay, name_of, settle_conflicts, with_edit
from ankigen.sync.entry_values import fingerprint_of
from ankigen.text.raw_lines import folded
from ankigen.web.questions import Question, place_of


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided so far: the text of ankigen.toml, the overlay and the lock."""

    settings: str
    overlay: Overlay
    lock: Lock


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said: which choice, the words typed, the line meant, and whether it is for
    all lines like it.
    """

    choice: str
    text: str = ""
    term: str = ""
    row: int = -1
    word: int = -1  # of the row, from 0
    alike: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Answer:
        """From what a page sent. Raises AnkigenError for what no page sends."""
        kinds = {"choice": str, "text": str, "term": str, "row": int, "word": int, "alike": bool}
        given = {k: data[k] for k in kinds if k in data}
        if "choice" not in given or any(type(v) is not kinds[k] for k, v in given.items()):
            raise AnkigenError("the answer cannot be read; reload the page")
        return cls(**given)


def decide(
    question: Question, answer: Answer, decided: Decided, entries: Mapping[tuple[str, str], Entry]
) -> tuple[Decided, str]:
    """What is decided once this is answered, and one line that says so.

    `entries` are those of the raw notes by headword and context. Raises AnkigenError where the
    answer does not fit.
    """
    if answer.choice.startswith("line-"):
        return _line(question, answer, decided)
    known = {c.name for c in question.choices}
    if answer.choice not in known:
        raise AnkigenError("there is no such answer any more; reload the page")
    return _BY_CHOICE[answer.choice](question, answer, decided, entries)


_Entries = Mapping[tuple[str, str], Entry]


def _set(decided: Decided, table: str, key: str, item: str) -> Decided:
    return replace(decided, settings=with_item(decided.settings, table, key, item))


# --------------------------------------------------------------------------- suggested corrections


def _here(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    fix, line = q.about
    return _set(d, "typos", "accept", _phrase(line, fix.before, fix.after)), _changed(
        fix.before, fix.after
    )


def _always(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    fix, _line_of = q.about
    return _set(d, "typos", "accept", f"{fix.before} -> {fix.after}"), _changed(
        fix.before, fix.after
    )


def _instead(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    fix, line = q.about
    after = " ".join(a.text.split())
    if not after or "->" in after:
        raise AnkigenError("type the words that should stand there")
    return _set(d, "typos", "accept", _phrase(line, fix.before, after)), _changed(fix.before, after)


def _refuse(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    fix, _line_of = q.about
    return _set(d, "typos", "refuse", f"{fix.before} -> {fix.after}"), f'"{fix.before}" stays'


def _glossary(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    fix, _line_of = q.about
    return _set(d, "typos", "glossary", fix.before), f'"{fix.before}" is a word'


def _changed(before: str, after: str) -> str:
    return f'"{before}" becomes "{after}"'


_NEXT = re.compile(r" ([^\W\d_]+)(?!\S*:\d)")
_PREVIOUS = re.compile(r"([^\W\d_]+) $")


def _phrase(line: str, before: str, after: str) -> str:
    """A correction that names its place by the words beside it, so that it holds for that place
    wherever it moves.

    >>> _phrase("It came form the sea.", "form", "from")
    'came form the -> came from the'
    """
    place = place_of(line, before)
    if place is None:
        return f"{before} -> {after}"
    left = _PREVIOUS.search(line[: place[0]])
    right = _NEXT.match(line[place[1] :])
    lead = f"{left[1]} " if left else ""
    rest = f" {right[1]}" if right else ""
    return f"{lead}{before}{rest} -> {lead}{after}{rest}"


# --------------------------------------------------------------------------- findings and cards


def _right(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    return _set(d, "ignore", "findings", q.about[2]), "right as it is"


def _apart(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    entry = q.about[1]
    name = entry.headword if entry else q.about[0].message.split('"')[1]
    return _set(d, "ignore", "repeats", name), f'the entries "{name}" are kept apart'


def _leave_out(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    entry = q.about[1]
    return _set(d, "ignore", "terms", _literal(entry.headword)), f'"{entry.headword}" is left out'


def _literal(term: str) -> str:
    """A headword as a pattern of `[ignore] terms` that stands for itself alone."""
    return re.sub(r"([*?\[])", r"[\1]", term)


def _edit(q: Question, a: Answer, d: Decided, entries: _Entries) -> tuple[Decided, str]:
    shown = q.about[1]
    raw = entries.get(name_of(shown), shown)
    made = d
    changes: list[str] = []
    for name, text, old in (
        ("term", a.term, q.more["term"]),
        ("definition", a.text, q.more["definition"]),
    ):
        if text.strip() and text.strip() != str(old).strip():
            now = (
                html.escape(" ".join(text.split()), quote=False)
                if name == "term"
                else as_html(text)
            )
            made = replace(made, overlay=with_edit(made.overlay, _entry_edit(raw, name, now)))
            changes.append(name)
    if not changes:
        raise AnkigenError("nothing was changed; edit the text, or choose another answer")
    return made, f'the {" and ".join(changes)} of "{shown.headword}" is edited'


def _topic(q: Question, a: Answer, d: Decided, entries: _Entries) -> tuple[Decided, str]:
    shown = q.about[1]
    topic = a.text.strip()
    if shown is None or not topic:
        raise AnkigenError("choose a topic, or write one")
    raw = entries.get(name_of(shown), shown)
    made = replace(d, overlay=with_edit(d.overlay, _entry_edit(raw, "topic", topic)))
    return _set(made, "ignore", "findings", q.about[2]), f'"{shown.headword}" is in {topic}'


def _entry_edit(raw: Entry, name: str, now: str) -> EntryEdit:
    return EntryEdit(*name_of(raw), name, raw.origin.file, fingerprint_of(raw, name), now, "review")


_ITEM = re.compile(r"(?:[-*•]|(\d+)[.)])\s+")


def as_html(text: str) -> str:
    """A definition as it was typed, as an edit holds it: a paragraph a line, lines that begin with
    "- " or "1. " a list.

    >>> as_html("Two kinds:\\n- a < b\\n- c")
    '<p>Two kinds:</p>\\n<ul><li>a &lt; b</li><li>c</li></ul>'
    """
    parts: list[tuple[str, list[str]]] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        marker = _ITEM.match(line)
        kind = "p" if marker is None else "ol" if marker[1] else "ul"
        words = html.escape(line[marker.end() :] if marker else line, quote=False)
        if kind != "p" and parts and parts[-1][0] == kind:
            parts[-1][1].append(words)
        else:
            parts.append((kind, [words]))
    return "\n".join(
        f"<p>{words[0]}</p>"
        if kind == "p"
        else f"<{kind}>{''.join(f'<li>{w}</li>' for w in words)}</{kind}>"
        for kind, words in parts
    )


# --------------------------------------------------------------------------- the lock and the edits


def _same(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    return replace(d, lock=settle(d.lock, q.about, True)), "the same card: it keeps its reviews"


def _new(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    return replace(d, lock=settle(d.lock, q.about, False)), "a new card"


def _ours(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    overlay = settle_conflicts(d.overlay, [(q.about, None)])
    return replace(d, overlay=overlay), f'the notes keep their {q.about.field} of "{q.about.term}"'


def _theirs(q: Question, a: Answer, d: Decided, entries: _Entries) -> tuple[Decided, str]:
    entry = entries.get((q.about.term, q.about.context))
    if entry is None:
        raise AnkigenError(f'the notes have no "{q.about.term}" any more; answer: keep the notes')
    overlay = settle_conflicts(d.overlay, [(q.about, entry)])
    return replace(d, overlay=overlay), f'their {q.about.field} of "{q.about.term}" is taken'


# --------------------------------------------------------------------------- lines

#: What a button on a line says of it.
_LINES = {
    "line-headword": "headword",
    "line-entry": "entry",
    "line-body": "body",
    "line-join": "continued",
    "line-topic": "topic",
    "line-skip": "skip",
}
_SAID = {
    "headword": "a headword",
    "entry": "an entry",
    "body": "more of the entry above",
    "continued": "joined to the line above",
    "topic": "a topic",
    "skip": "no part of the notes",
}
#: What may stand between a headword and its definition, and so tells lines of one shape.
_SEPARATOR = re.compile(r"\s*(?:[:：=]|\t| [-–—] |-{2,3}>?|=>|→)\s*")
_MARKER = re.compile(r"([-*•‣◦▪–]|\d+[.)]|\(?[a-z]\))\s+")


def _line(q: Question, a: Answer, d: Decided) -> tuple[Decided, str]:
    if not 0 <= a.row < len(q.rows):
        raise AnkigenError("there is no such line any more; reload the page")
    row = q.rows[a.row]
    if a.choice in ("line-cut", "line-head"):
        return _at_word(q, a, d)
    what = _LINES.get(a.choice)
    if what is None:
        raise AnkigenError("there is no such answer any more; reload the page")
    values: dict[str, Any] = {"file": q.file, "line": row.text.strip(), "is": what}
    if a.alike:
        values |= shape(row.text, what)
    elif sum(folded(r.text) == folded(row.text) for r in q.rows) > 1:
        values["after"] = _above(q, a.row)
    made = with_table(d.settings, "reading", values, ("file", "line", "after"))
    said = "all lines like it are" if a.alike else f'"{row.text.strip()[:40]}" is'
    return replace(d, settings=made), f"{said} {_SAID[what]}"


def shape(text: str, what: str) -> dict[str, Any]:
    """What all lines of the shape of this one share, as `[[reading]]` says it. Raises AnkigenError
    where that is nothing.

    >>> shape("Samovar - an urn", "entry")
    {'line': '* - *', 'separator': ' - '}
    >>> shape("1) Osmosis", "headword")
    {'line': '[0-9]*) *'}
    """
    separator = _SEPARATOR.search(text.strip(), 1)
    if what == "entry" and separator:
        return {"line": f"*{separator[0]}*", "separator": separator[0]}
    marker = _MARKER.match(text.strip())
    if marker:
        sign = re.sub(r"\d+", "[0-9]*", re.sub(r"([*?\[])", r"[\1]", marker[1]))
        return {"line": f"{sign} *"}
    if text.strip().endswith(":"):
        return {"line": "*:"}
    raise AnkigenError("no sign tells lines like this one from others; say it of each line")


def _above(q: Question, row: int) -> str:
    """The text of the line above a row, blank lines aside."""
    return next((r.text.strip() for r in reversed(q.rows[:row]) if r.text.strip()), "")


def _at_word(q: Question, a: Answer, d: Decided) -> tuple[Decided, str]:
    """A new entry begins at a word of a line, or a headword ends behind it."""
    row = q.rows[a.row]
    words = list(re.finditer(r"\S+", row.text))
    if not 0 <= a.word < len(words):
        raise AnkigenError("choose a word of the line")
    if a.choice == "line-head":
        head = row.text[: words[a.word].end()].strip().rstrip(":：–—-=").rstrip()
        values = {"file": q.file, "line": row.text.strip(), "is": "entry", "headword": head}
        made = with_table(d.settings, "reading", values, ("file", "line", "after"))
        return replace(d, settings=made), f'"{head}" is the headword'
    if a.word == 0:
        raise AnkigenError("a line begins with its first word already; choose another")
    return _cut_line(q, row.number, row.text, words[a.word].start(), d)


def _cut_line(q: Question, number: int, text: str, at: int, d: Decided) -> tuple[Decided, str]:
    """Cuts a line, or a piece of one that is cut already, and says of each piece what it is."""
    pieces = [r.text for r in q.rows if r.number == number]
    place = pieces.index(text)
    new = [*pieces[:place], text[:at].strip(), text[at:].strip(), *pieces[place + 1 :]]
    whole = _whole(d, q.file, pieces)
    settings = without_table(d.settings, "reading", {"file": q.file, "line": text.strip()})
    starts = [_start(piece) for piece in new[1:]]
    values = {"file": q.file, "line": whole, "split": starts}
    settings = with_table(settings, "reading", values, ("file", "line", "after"))
    separate = _SEPARATOR.search(new[place + 1], 1)
    entry: dict[str, Any] = {"file": q.file, "line": new[place + 1], "is": "entry"}
    if not separate:
        entry["headword"] = new[place + 1].split()[0].rstrip(",;:.")
    settings = with_table(settings, "reading", entry, ("file", "line", "after"))
    return replace(d, settings=settings), f'a new entry begins at "{starts[place]}"'


def _whole(d: Decided, file: str, pieces: list[str]) -> str:
    """The raw line that these pieces are of, as its decision has it."""
    for decision in parse_settings(d.settings).reading:
        same: LineDecision = decision
        if same.split and same.file in ("", file) and folded(same.line) == folded(" ".join(pieces)):
            return same.line
    return " ".join(pieces).strip()


def _start(piece: str) -> str:
    """So many words of a piece that it is found by them."""
    return " ".join(piece.split(" ")[:4])


_BY_CHOICE = {
    "here": _here,
    "always": _always,
    "instead": _instead,
    "refuse": _refuse,
    "glossary": _glossary,
    "right": _right,
    "apart": _apart,
    "leave-out": _leave_out,
    "edit": _edit,
    "topic": _topic,
    "same": _same,
    "new": _new,
    "ours": _ours,
    "theirs": _theirs,
}
