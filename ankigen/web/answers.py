"""What an answer changes: the text of ankigen.toml, the edits laid over the notes, the lock. The
notes stay as they are. Answers about lines are in `line_answers`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import replace

from ankigen.identity.identify import settle, settle_seen
from ankigen.model import AnkigenError, Entry
from ankigen.project.decide import with_item
from ankigen.sync.edits import EntryEdit, name_of, settle_conflicts, with_edit
from ankigen.sync.entry_values import fingerprint_of
from ankigen.web.decided import Answer, Decided
from ankigen.web.line_answers import decide_lines
from ankigen.web.material import Question
from ankigen.web.typo_questions import place_of


def decide(
    question: Question, answer: Answer, decided: Decided, entries: Mapping[tuple[str, str], Entry]
) -> tuple[Decided, str]:
    """What is decided once this is answered, and one line that says so.

    `entries` are those of the raw notes by headword and context. Raises AnkigenError where the
    answer does not fit.
    """
    if answer.choice.startswith("line-"):
        return decide_lines(question, answer, decided)
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
    topic = "-".join(a.text.split())  # white space would end a tag in Anki
    if shown is None or not topic:
        raise AnkigenError("choose a topic, or write one")
    raw = entries.get(name_of(shown), shown)
    overlay = with_edit(d.overlay, _entry_edit(raw, "topic", topic))
    if raw.topic in raw.tags and topic != raw.topic:
        # the topic that was found is a tag as well
        overlay = with_edit(overlay, _entry_edit(raw, "tags", f"-{raw.topic} +{topic}"))
    made = replace(d, overlay=overlay)
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
    old, new = q.about
    return replace(d, lock=settle(d.lock, old, new, True)), "the same card: it keeps its reviews"


def _new(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    old, new = q.about
    return replace(d, lock=settle(d.lock, old, new, False)), "a new card"


def _seen(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    guids, notices = q.about
    return replace(d, lock=settle_seen(d.lock, guids, notices)), "seen: what builds had to tell"


def _ours(q: Question, a: Answer, d: Decided, _: _Entries) -> tuple[Decided, str]:
    overlay = settle_conflicts(d.overlay, [(q.about, None)])
    return replace(d, overlay=overlay), f'the notes keep their {q.about.field} of "{q.about.term}"'


def _theirs(q: Question, a: Answer, d: Decided, entries: _Entries) -> tuple[Decided, str]:
    entry = entries.get((q.about.term, q.about.context))
    if entry is None:
        raise AnkigenError(f'the notes have no "{q.about.term}" any more; answer: keep the notes')
    overlay = settle_conflicts(d.overlay, [(q.about, entry)])
    return replace(d, overlay=overlay), f'their {q.about.field} of "{q.about.term}" is taken'


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
    "seen": _seen,
    "ours": _ours,
    "theirs": _theirs,
}
