"""What differs between two states of a deck: for people who look at a change before it is
merged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Literal

from ankigen.cards.notes.cloze import cloze_items
from ankigen.identity.hashes import REMOVED_TAG
from ankigen.identity.markup import words_of
from ankigen.identity.records import Lock
from ankigen.model.note_fields import DESCRIPTIONS
from ankigen.readers.anki_package import Package
from ankigen.text.plurals import counted


@dataclass(frozen=True, slots=True)
class NoteState:
    """A note as one side has it. `text` is what it says, "" where only a mark of that is known
    (a lock).
    """

    guid: str
    term: str
    text: str
    place: str
    mark: str  # equal where the note is


@dataclass(frozen=True, slots=True)
class Change:
    """One note that differs. `before` and `after` are texts or places; of an added or removed
    note one is "" .
    """

    kind: Literal["added", "reworded", "moved", "removed"]
    term: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class DeckDiff:
    """All changes, and how many notes keep their reviews: those that both sides have."""

    changes: tuple[Change, ...]
    kept: int


def of_package(package: Package) -> dict[str, NoteState]:
    """The notes of a package by guid, without those that it only carries because they were
    removed.
    """
    found = {}
    for note in package.notes:
        if REMOVED_TAG in note.tags:
            continue
        first = note.field("Headword") or next(iter(note.fields), "")
        term = words_of(_uncovered(first))
        written = (
            words_of(_uncovered(field))
            for name, field in zip(note.names, note.fields, strict=False)
            if name != "Headword" and name not in DESCRIPTIONS
        )
        text = " ".join(" ".join(written).split())
        found[note.guid] = NoteState(note.guid, term, text, note.deck, json.dumps(note.fields))
    return found


_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::[^{}]*?)?\}\}", re.DOTALL)


def _uncovered(field: str) -> str:
    """A field without the marks of its gaps: which card asks for what is not what it says.

    >>> _uncovered("{{c1::Paris::city}} is the capital of {{c2::France}}")
    'Paris is the capital of France'
    """
    return _CLOZE.sub(r"\1", field)


#: How many fields of a card people compare: what the front and the back say.
_COMPARED_FIELDS = 2


def compared_texts(fields: Sequence[str]) -> list[str]:
    """What a note says, for people who compare two: headword, definition (or lead-in), items."""
    items = [text for _, text in cloze_items(fields)]
    return [*map(words_of, fields[:_COMPARED_FIELDS]), " / ".join(items)]


def of_lock(lock: Lock) -> dict[str, NoteState]:
    """The notes that a lock knows, by guid; what they say is not in it."""
    return {
        r.guid: NoteState(r.guid, r.term, "", f"{r.file} {r.section}".strip(), r.shown)
        for r in lock.notes
        if not r.removed_at
    }


def deck_diff(old: Mapping[str, NoteState], new: Mapping[str, NoteState]) -> DeckDiff:
    """What differs, by headword."""
    changes = [Change("added", n.term, after=n.text) for g, n in new.items() if g not in old]
    changes += [Change("removed", n.term, before=n.text) for g, n in old.items() if g not in new]
    both = [(old[g], n) for g, n in new.items() if g in old]
    for before, after in both:
        if (before.term, before.text) != (after.term, after.text) or (
            not after.text and before.mark != after.mark
        ):
            changes.append(Change("reworded", after.term, _said(before), _said(after)))
        if before.place != after.place:
            changes.append(Change("moved", after.term, before.place, after.place))
    order = ("added", "reworded", "moved", "removed")
    ranked = sorted(changes, key=lambda c: (order.index(c.kind), c.term.casefold(), c.before))
    return DeckDiff(tuple(ranked), len(both))


def _said(note: NoteState) -> str:
    return f"{note.term}: {note.text}" if note.text else ""


def word_changes(old: str, new: str) -> Iterable[tuple[str, str]]:
    """The words of both texts in order, each run as ("same" | "gone" | "new", words).

    >>> list(word_changes("water moves fast", "water flows fast"))
    [('same', 'water'), ('gone', 'moves'), ('new', 'flows'), ('same', 'fast')]
    """
    a, b = old.split(), new.split()
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", " ".join(a[i:j])
            continue
        if i < j:
            yield "gone", " ".join(a[i:j])
        if k < m:
            yield "new", " ".join(b[k:m])


_HEADS = {"added": "Added", "reworded": "Reworded", "moved": "Moved", "removed": "Removed"}


def summary(diff: DeckDiff) -> str:
    """One line of figures."""
    counts = {k: sum(c.kind == k for c in diff.changes) for k in _HEADS}
    parts = [f"{n} {kind}" for kind, n in counts.items() if n] or ["no note differs"]
    kept = counted(diff.kept, "note keeps its reviews", "notes keep their reviews")
    return f"{', '.join(parts)}; {kept}"


def as_text(diff: DeckDiff) -> str:
    """For a terminal: `[-gone-]` and `{+new+}` as git shows them."""
    lines = [
        summary(diff),
        *(f"{c.kind}: {c.term}{_body(c, '[-', '-]', '{+', '+}')}" for c in diff.changes),
    ]
    return "\n".join(lines) + "\n"


def as_markdown(diff: DeckDiff) -> str:
    """For a comment on a pull request; words of the notes are no markup in it."""
    lines = [f"**Deck:** {summary(diff)}"]
    for kind, head in _HEADS.items():
        held = [c for c in diff.changes if c.kind == kind]
        if held:
            lines += ["", f"<details><summary>{head} ({len(held)})</summary>", ""]
            lines += [
                f"- **{_plain(c.term)}**{_body(c, '~~', '~~', '**', '**', _plain)}" for c in held
            ]
            lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


def as_json(diff: DeckDiff) -> str:
    """For programs."""
    report = {"kept": diff.kept, "changes": [asdict(c) for c in diff.changes]}
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _plain(text: str) -> str:
    """Text that no Markdown acts on."""
    escaped = "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|~$@:" else c for c in text)
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _body(
    change: Change, gone: str, gone_end: str, new: str, new_end: str, shown: object = str
) -> str:
    show = shown if callable(shown) else str
    if change.kind == "moved":
        return f": {show(change.before)} → {show(change.after)}"
    if change.kind != "reworded":
        text = change.after or change.before
        return f": {show(text)}" if text else ""
    marks = {"same": ("", ""), "gone": (gone, gone_end), "new": (new, new_end)}
    runs = (
        f"{marks[kind][0]}{show(words)}{marks[kind][1]}"
        for kind, words in word_changes(change.before, change.after)
    )
    text = " ".join(runs)
    return f": {text}" if text else ""
