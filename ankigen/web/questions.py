"""What needs a person, as questions with their answers, the most important first.

A question is known again by what it is about and not by where it stands, so that what was skipped
or answered stays so when lines move.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from typing import Any

from ankigen.cards.lint import RULES
from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.identity.identify import removal
from ankigen.identity.lock import FILE_NAME as LOCK_NAME
from ankigen.identity.markup import words_of
from ankigen.model import Entry, Finding
from ankigen.sync.deck_diff import compared_texts, word_changes
from ankigen.sync.edits import can_take, idle_edits, lost_edit, name_of
from ankigen.sync.entry_values import value
from ankigen.text.dates import is_date
from ankigen.text.plurals import counted
from ankigen.text.raw_lines import finding_key
from ankigen.web.lines import span_of, with_lines
from ankigen.web.question import (
    EDIT,
    KINDS,
    LEAVE_OUT,
    RIGHT,
    Choice,
    EditAsked,
    FindingAsked,
    LoneAsked,
    Question,
    question_id,
)
from ankigen.web.snapshot import Snapshot
from ankigen.web.typo_questions import typo_questions

#: Findings that are asked though they need nobody, and as what.
_ASKED = {"merged": "merge", "topic-unsure": "topic", **{rule.code: "lint" for rule in RULES}}
#: So many of the lines that stand alone are named.
LONE_NAMED = 4
#: Findings that are another question already, or that no answer here settles.
_ELSEWHERE = frozenset({"conflict", "doubtful-match", "lost-edit", "stale-edit", "unread"})


def questions(snapshot: Snapshot) -> list[Question]:
    """All questions, in the order in which they should be asked; none twice."""
    made = [
        *_of_findings(snapshot),
        *_of_lock(snapshot),
        *_of_notices(snapshot),
        *_of_conflicts(snapshot),
        *_of_edits(snapshot),
        *typo_questions(snapshot),
    ]
    order = list(KINDS)
    unique = {q.id: q for q in reversed(made)}
    return sorted(unique.values(), key=lambda q: (order.index(q.kind), q.file, q.line, q.id))


# --------------------------------------------------------------------------- findings


def _of_findings(m: Snapshot) -> Iterator[Question]:
    alone: defaultdict[str, list[tuple[str, Finding]]] = defaultdict(list)
    for finding in m.findings:
        key = finding_key(finding, m.deck.lines)
        elsewhere = finding.code in _ELSEWHERE or finding.origin.file == LOCK_NAME
        if elsewhere or m.is_settled(key):
            continue
        if finding.code == "stands-alone":
            alone[finding.origin.file].append((key, finding))
            continue
        kind = _ASKED.get(finding.code, "")
        if not kind and finding.needs_person:
            in_text = finding.origin.file in m.deck.lines and finding.origin.line > 0
            media = finding.code.startswith("media")
            kind = "lines" if in_text and not media else "card"
        nobody = (kind == "topic" and _has_no_topic(m, finding)) or (
            kind == "merge" and _is_of_a_date(m, finding)
        )
        if kind and not nobody:
            yield _finding_question(m, finding, kind, key)
    for file, found in alone.items():
        yield _lone_question(m, file, found)


def _lone_question(m: Snapshot, file: str, found: Sequence[tuple[str, Finding]]) -> Question:
    """One question for all terms of a file that stand alone: what is true of one is true of
    them all.
    """
    lines = m.deck.lines.get(file, ())
    places = sorted({finding.origin.line for _, finding in found})
    texts = tuple(lines[n - 1].strip() for n in places)
    keys = tuple(key for key, _ in found)
    topics = all("taken for a topic" in finding.message for _, finding in found)
    named = ", ".join(f'"{text}"' for text in texts[:LONE_NAMED])
    rest = len(texts) - LONE_NAMED
    more = f" and {counted(rest, 'more line')}" if rest > 0 else ""
    asked = places[0], places[-1]
    made = Question(
        question_id("lines", *keys),
        "lines",
        "Are these topics, or terms without a text?"
        if topics
        else "Are these terms without a text?",
        f"{named}{more}: nothing stands below.",
        file,
        places[0],
        (
            Choice("alone-out", "Terms: leave them out", "x", "no card, and no topic of others"),
            Choice("alone", "Topics" if topics else "Right as they are", "a", "not asked again"),
        ),
        span=span_of(m, file, asked, None),
        places=tuple(places),
        asked=asked,
        about=LoneAsked(keys, texts),
    )
    return with_lines(m, made)


def _has_no_topic(m: Snapshot, finding: Finding) -> bool:
    """Whether nothing told of any topic: that is how most notes are, and no question."""
    owner = m.owners.of_finding(finding)
    return owner is None or not m.entries[owner].topic


def _is_of_a_date(m: Snapshot, finding: Finding) -> bool:
    """Whether what was joined happened on one date: one card asks for all of it."""
    owner = m.owners.of_finding(finding)
    return owner is not None and is_date(m.entries[owner].headword)


_TITLES = {
    "no-headword": "Which card do these words belong to?",
    "no-definition": "Is this a headword? It has no definition",
    "swallowed": "Do these lines hold several cards?",
    "merged": "Is this one entry or two?",
    "topic-unsure": "Which topic is this?",
    "answer-shown": "This card gives its answer away",
    "two-facts": "This card asks for two facts",
    "same-front": "Two cards ask the same",
    "undefined": "This card does not say what the thing is",
    "miscounted": "Is something missing in this list?",
    "near-twins": "Two cards will be mistaken for each other",
    "too-long": "This card asks for much at once",
    "long-set": "This card asks for many things at once",
    "pronoun": "This card names nothing that can be placed",
}


def _finding_question(m: Snapshot, finding: Finding, kind: str, key: str) -> Question:
    about = _about(m, finding, key)
    entry = about.entry
    choices = [RIGHT]
    more: dict[str, Any] = {}
    if kind == "merge":
        choices = [
            Choice("right", "One entry", "a", "not asked again"),
            Choice("apart", "Two entries", "k", "then say how their cards are told apart"),
        ]
    if kind == "topic":
        more["topics"] = sorted({e.topic for e in m.entries if e.topic})
        more["topic"] = entry.topic if entry else ""
        choices = [Choice("topic", "Choose its topic …", "t"), RIGHT]
    if entry is not None:
        choices.append(EDIT)
        if kind != "merge":
            choices.append(_leave_all_out(entry) if about.shared else LEAVE_OUT)
        more |= {"term": plain_text(entry.term), "definition": plain(entry.body)}
    asked = finding.origin.line, max(finding.last, finding.origin.line)
    made = Question(
        question_id(kind, key),
        kind,
        _TITLES.get(finding.code, finding.code.replace("-", " ").capitalize()),
        _why(finding, kind),
        finding.origin.file,
        finding.origin.line,
        tuple(choices),
        more=more,
        span=span_of(m, finding.origin.file, asked, entry),
        asked=asked,
        about=about,
    )
    return with_lines(m, made)


def _about(m: Snapshot, finding: Finding, key: str) -> FindingAsked:
    owner = m.owners.of_finding(finding)
    if owner is None:
        return FindingAsked(finding, None, key)
    raw = m.raw[owner]
    shared = len(m.homes.named[name_of(raw)]) > 1
    return FindingAsked(finding, m.entries[owner], key, raw, shared)


def _leave_all_out(entry: Entry) -> Choice:
    """A headword is left out wherever it stands, which has to be known before."""
    name = plain_text(entry.term)
    return replace(LEAVE_OUT, label=f'Leave out all entries "{name}"', hint="no card is made")


def _why(finding: Finding, kind: str) -> str:
    """What a finding says; of lines and topics without its advice, since the page has buttons for
    it.
    """
    advised = kind in ("lines", "topic")
    text = finding.message.partition("; ")[0] if advised else finding.message
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", ":")) else ".")


# --------------------------------------------------------------------------- the lock and the edits


#: Notes that are read for the first time change much from build to build.
NOT_IN_ANKI = Choice(
    "not-in-anki",
    "The deck was never imported",
    "i",
    "nothing of it has reviews: settles all of these",
)


def _of_lock(m: Snapshot) -> Iterator[Question]:
    notes = {note.guid: note for note in m.deck.notes}
    for record, new in m.lock.doubts:
        old_texts, new_texts = [record.term], [new.term]
        if record.fields and new.guid in notes:
            old_texts = compared_texts(record.fields)
            new_texts = compared_texts(notes[new.guid].fields)
        old, now = (record.term, record.file), (new.term, new.file)
        sides = _sides(("In Anki now", *old), ("In the notes now", *now), old_texts, new_texts)
        yield Question(
            question_id("identity", record.guid, new.guid),
            "identity",
            "Is this the same card under another name?",
            "If it is, the new card takes over the reviews of the old one.",
            new.file,
            0,
            (
                Choice("same", "The same card", "y", "it keeps the old reviews"),
                Choice("new", "A new card", "n", "it begins without reviews"),
                NOT_IN_ANKI,
            ),
            more=sides,
            about=(record.guid, new.guid),
        )


_Side = tuple[str, str, str]  # its label, what it says in short, its place


def _sides(
    old: _Side, new: _Side, old_texts: Sequence[str] = (), new_texts: Sequence[str] = ()
) -> dict[str, Any]:
    """Two versions beside each other as the page shows them, word by word. The texts are what
    each says in full, part by part (default: what it says in short).
    """
    runs = [
        list(word_changes(*pair))
        for pair in zip(old_texts or [old[1]], new_texts or [new[1]], strict=True)
    ]
    return {
        name: {
            "label": label,
            "text": text,
            "place": place,
            "said": [
                part
                for words in runs
                if (part := [[kind == mark, run] for kind, run in words if kind in ("same", mark)])
            ],
        }
        for name, mark, (label, text, place) in (("old", "gone", old), ("new", "new", new))
    }


def _of_notices(m: Snapshot) -> Iterator[Question]:
    """What builds reported: one question for all of it, as it needs but to be seen."""
    lines = [*(notice.message for notice in m.lock.notices), *map(removal, m.lock.unseen)]
    if lines:
        guids = sorted(record.guid for record in m.lock.unseen)
        yield Question(
            question_id("notice", *lines),
            "notice",
            "The last builds had this to tell",
            "It needs no decision, only that somebody has seen it.",
            choices=(Choice("seen", "Seen", "a", "not told again"),),
            more={"list": lines},
            about=(frozenset(guids), m.lock.notices),
        )


def _of_conflicts(m: Snapshot) -> Iterator[Question]:
    for conflict in m.overlay.conflicts:
        choices = [Choice("ours", "Keep the notes", "o")]
        found = m.homes.find(conflict)
        if can_take(conflict) and found:
            choices.append(Choice("theirs", "Take theirs", "t", "laid over the notes"))
        yield Question(
            question_id("conflict", conflict.id),
            "conflict",
            f'Two versions of the {conflict.field} of "{conflict.term}"',
            conflict.reason or "It was changed in the notes and elsewhere.",
            conflict.file,
            0,
            tuple(choices),
            more=_sides(
                ("The notes", words_of(conflict.ours), conflict.file),
                ("Theirs", words_of(conflict.theirs), conflict.source),
            ),
            about=(conflict, m.raw[found[0]] if found else None),
        )


_NOTES = Choice("drop", "Keep the notes", "o", "the edit is deleted")
_AGAIN = Choice("again", "Make the edit again", "t", "laid over the notes as they are now")
_DROP = Choice("drop", "Delete the edit", "x")
_KEEP = Choice("right", "Keep it", "a", "for the entry may come back; not asked again")


def _of_edits(m: Snapshot) -> Iterator[Question]:
    """Edits whose entry has changed since, or is not in the notes any more."""
    for edit, entry in idle_edits(m.raw, m.overlay):
        key = finding_key(lost_edit(edit), m.deck.lines)
        if entry is None and m.is_settled(key):
            continue
        name = f'the {edit.field} of "{edit.term}"'
        now = "" if entry is None else words_of(value(entry, edit.field))
        yield Question(
            question_id("edit", *map(str, astuple(edit))),
            "edit",
            f"Is the edit of {name} still wanted?",
            "The notes have no entry of that name any more, so the edit does nothing."
            if entry is None
            else "The notes have changed since it was made, and they win.",
            entry.origin.file if entry else edit.file,
            entry.origin.line if entry else 0,
            (_DROP, _KEEP) if entry is None else (_NOTES, _AGAIN),
            more=_sides(
                ("The notes", now, entry.origin.file if entry else edit.file),
                ("The edit", words_of(edit.now), edit.source),
            ),
            about=EditAsked(edit, key, entry),
        )
