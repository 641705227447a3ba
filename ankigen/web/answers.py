"""What an answer changes: the text of ankigen.toml, the edits laid over the notes, the lock. The
notes stay as they are. Answers about lines are in `line_answers`.
"""

from __future__ import annotations

import glob
import html
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ankigen.identity.identify import settle, settle_seen, without_past
from ankigen.model import AnkigenError, Entry, Node, Style, texts
from ankigen.project.decide import with_item, with_tables
from ankigen.sync.edits import EntryEdit, at_home, name_of, settle_conflicts, with_edit
from ankigen.sync.entry_values import body_html, fingerprint_of
from ankigen.sync.text_patch import with_text
from ankigen.text.plurals import counted
from ankigen.web.decided import Answer, Decisions
from ankigen.web.line_answers import SAME, decide_lines
from ankigen.web.question import FindingAsked, Question


def decide(
    question: Question,
    answer: Answer,
    decided: Decisions,
    entries: Sequence[Entry],
    lines: Sequence[str],
) -> tuple[Decisions, str]:
    """What is decided once this is answered, and one line that says so.

    `entries` are those of the raw notes, before edits, and `lines` those of the question's file.
    Raises AnkigenError where the answer does not fit.
    """
    if answer.choice.startswith("line-"):
        return decide_lines(question, answer, decided, lines)
    known = {c.name for c in question.choices}
    if answer.choice not in known:
        raise AnkigenError("there is no such answer any more; reload the page")
    return _BY_CHOICE[answer.choice](question, answer, decided, entries)


_Entries = Sequence[Entry]


def _set(decided: Decisions, table: str, key: str, item: str) -> Decisions:
    return replace(decided, settings=with_item(decided.settings, table, key, item))


# --------------------------------------------------------------------------- suggested corrections


def _here(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    fix, phrase = q.about
    accepted = _set(d, "typos", "accept", phrase.correction(fix.before, fix.after))
    return accepted, _changed(fix.before, fix.after)


def _always(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    fix, _phrase = q.about
    return _set(d, "typos", "accept", f"{fix.before} -> {fix.after}"), _changed(
        fix.before, fix.after
    )


def _instead(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    fix, phrase = q.about
    after = " ".join(a.text.split())
    if not after or "->" in after:
        raise AnkigenError("type the words that should stand there")
    accepted = _set(d, "typos", "accept", phrase.correction(fix.before, after))
    return accepted, _changed(fix.before, after)


def _refuse(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    fix, _phrase = q.about
    return _set(d, "typos", "refuse", f"{fix.before} -> {fix.after}"), f'"{fix.before}" stays'


def _glossary(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    fix, _phrase = q.about
    return _set(d, "typos", "glossary", fix.before), f'"{fix.before}" is a word'


def _changed(before: str, after: str) -> str:
    return f'"{before}" becomes "{after}"'


# --------------------------------------------------------------------------- findings and cards


def _right(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    return _set(d, "ignore", "findings", q.about.key), "right as it is"


def _apart(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    entry = q.about.entry
    name = entry.headword if entry else q.about.finding.message.split('"')[1]
    told = f'the entries "{name}" are kept apart; where both ask the same, that is asked next'
    return _set(d, "ignore", "repeats", name), told


def _leave_out(q: Question, a: Answer, d: Decisions, entries: _Entries) -> tuple[Decisions, str]:
    raw = q.about.raw
    made = _set(d, "ignore", "terms", glob.escape(raw.headword))
    # the entry's edits would be lost ones from now on
    gone = {name_of(e) for e in entries if e.headword.casefold() == raw.headword.casefold()}
    kept = tuple(e for e in d.overlay.edits if (e.term, e.context) not in gone)
    made = replace(made, overlay=replace(d.overlay, edits=kept))
    return made, f'"{q.about.entry.headword}" is left out'


def _edit(q: Question, a: Answer, d: Decisions, entries: _Entries) -> tuple[Decisions, str]:
    shown = q.about.entry
    changes: dict[str, str] = {}
    if a.term.strip() and a.term.strip() != q.more["term"].strip():
        changes["term"] = html.escape(" ".join(a.term.split()), quote=False)
    if a.text.strip() and a.text.strip() != q.more["definition"].strip():
        changes["definition"] = _definition(shown, a.text)
    if not changes:
        raise AnkigenError("nothing was changed; edit the text, or choose another answer")
    edits = [_entry_edit(q.about, name, now) for name, now in changes.items()]
    made = replace(d, overlay=with_edit(at_home(d.overlay, entries), *edits))
    return made, f'the {" and ".join(changes)} of "{shown.headword}" is edited'


def _definition(shown: Entry, text: str) -> str:
    """The definition as an edit holds it, once a person has edited its plain text: what the text
    does not show stays. Raises AnkigenError where a picture or sound would be lost.
    """
    body = with_text(shown.body, text.strip("\n").rstrip())
    if _media(body) != _media(shown.body):
        raise AnkigenError(
            "a picture or a sound stands in the lines that were changed and would be lost; "
            "change them in the notes"
        )
    return body_html(body)


def _media(body: Sequence[Node]) -> Counter[str]:
    """The pictures and sounds of a body, by their paths."""
    kinds = (Style.IMAGE, Style.SOUND)
    return Counter(m.value for text in texts(body) for m in text.marks if m.style in kinds)


def _topic(q: Question, a: Answer, d: Decisions, entries: _Entries) -> tuple[Decisions, str]:
    shown, raw = q.about.entry, q.about.raw
    topic = "-".join(a.text.split())  # white space would end a tag in Anki
    if shown is None or not topic:
        raise AnkigenError("choose a topic, or write one")
    overlay = with_edit(at_home(d.overlay, entries), _entry_edit(q.about, "topic", topic))
    if raw.topic in raw.tags and topic != raw.topic:
        # the topic that was found is a tag as well
        overlay = with_edit(overlay, _entry_edit(q.about, "tags", f"-{raw.topic} +{topic}"))
    made = replace(d, overlay=overlay)
    return _set(made, "ignore", "findings", q.about.key), f'"{shown.headword}" is in {topic}'


def _entry_edit(about: FindingAsked, name: str, now: str) -> EntryEdit:
    """An edit of the entry as the notes have it, whatever was edited before."""
    raw = about.raw
    assert raw is not None
    which = fingerprint_of(raw, "definition") if about.shared else ""
    was = fingerprint_of(raw, name)
    return EntryEdit(*name_of(raw), name, raw.origin.file, was, now, "review", which=which)


# --------------------------------------------------------------------------- the lock and the edits


def _same(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    old, new = q.about
    return replace(d, lock=settle(d.lock, old, new, True)), "the same card: it keeps its reviews"


def _new(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    old, new = q.about
    return replace(d, lock=settle(d.lock, old, new, False)), "a new card"


def _not_in_anki(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    return replace(d, lock=without_past(d.lock)), "the deck was never imported: all cards are new"


def _seen(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    guids, notices = q.about
    return replace(d, lock=settle_seen(d.lock, guids, notices)), "seen: what builds reported"


def _ours(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    conflict, _entry = q.about
    overlay = settle_conflicts(d.overlay, [(conflict, None)])
    told = f'the notes keep their {conflict.field} of "{conflict.term}"'
    return replace(d, overlay=overlay), told


def _theirs(q: Question, a: Answer, d: Decisions, entries: _Entries) -> tuple[Decisions, str]:
    conflict, entry = q.about
    overlay = settle_conflicts(at_home(d.overlay, entries), [(conflict, entry)])
    return replace(d, overlay=overlay), f'their {conflict.field} of "{conflict.term}" is taken'


def _drop(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    edit = q.about.edit
    kept = tuple(e for e in d.overlay.edits if e != edit)
    told = f'the edit of the {edit.field} of "{edit.term}" is deleted'
    return replace(d, overlay=replace(d.overlay, edits=kept)), told


def _again(q: Question, a: Answer, d: Decisions, entries: _Entries) -> tuple[Decisions, str]:
    edit, entry = q.about.edit, q.about.entry
    which = fingerprint_of(entry, "definition") if edit.which else ""
    made = replace(edit, was=fingerprint_of(entry, edit.field), which=which)
    edits = tuple(made if e == edit else e for e in d.overlay.edits)
    overlay = at_home(replace(d.overlay, edits=edits), entries)
    return replace(d, overlay=overlay), f'the {edit.field} of "{edit.term}" is edited'


def _alone(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    for key in q.about.keys:
        d = _set(d, "ignore", "findings", key)
    return d, "right as they are"


def _alone_out(q: Question, a: Answer, d: Decisions, _: _Entries) -> tuple[Decisions, str]:
    tables = [{"file": q.file, "line": line, "is": "skip"} for line in q.about.lines]
    settings = with_tables(d.settings, "reading", tables, SAME["reading"])
    return replace(d, settings=settings), f"{counted(len(tables), 'term')} without a text left out"


_BY_CHOICE = {
    "alone": _alone,
    "alone-out": _alone_out,
    "drop": _drop,
    "again": _again,
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
    "not-in-anki": _not_in_anki,
    "seen": _seen,
    "ours": _ours,
    "theirs": _theirs,
}
