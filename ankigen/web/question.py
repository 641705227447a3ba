"""A question of a review: what it shows, what it is about, and the answers that it takes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.model import Entry, Finding
from ankigen.sync.edits import EntryEdit

#: The kinds in the order in which they are asked, with what a page calls them.
KINDS = {
    "lines": "Where entries begin and end",
    "identity": "Old card or new card",
    "conflict": "Changed on both sides",
    "edit": "Edits that do nothing",
    "card": "Cards that cannot be made",
    "notice": "What builds reported",
    "typo": "Suggested corrections",
    "merge": "Entries that were joined",
    "topic": "Topics",
    "lint": "Cards that are hard to learn",
}


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
class CardShown:
    """An entry that lines beside a question came to, as a page lists it."""

    term: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Question:
    """Something that needs a person, or a file that a person wants to look through.

    `span` holds the first and the last raw line that it shows, `asked` those that it is about.
    `about` is what an answer needs to know again; it never leaves the server.
    """

    id: str
    kind: str
    title: str
    why: str
    file: str = ""
    line: int = 0
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    cards: tuple[CardShown, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    places: tuple[int, ...] = ()  # of the lines that it is about, those alone
    span: tuple[int, int] = (0, 0)
    asked: tuple[int, int] = (0, 0)
    settled: bool = False  # its lines were decided, and nothing is open about them any more
    about: Any = None

    def shown(self) -> dict[str, Any]:
        """The question as the page gets it."""
        names = ("id", "kind", "title", "why", "file", "line", "more", "settled")
        made = {name: getattr(self, name) for name in names}
        for name in ("choices", "rows", "cards"):
            made[name] = [asdict(value) for value in getattr(self, name)]
        return made


class FindingAsked(NamedTuple):
    """What a question about a finding is about (`Question.about`).

    `key` is how `[ignore] findings` names the finding. `raw` is its entry as the notes have it,
    before edits, and `shared` says whether another entry bears the same name.
    """

    finding: Finding
    entry: Entry | None
    key: str
    raw: Entry | None = None
    shared: bool = False


class LoneAsked(NamedTuple):
    """What a question about lines that stand alone is about (`Question.about`): how
    `[ignore] findings` names the finding of each, and the lines.
    """

    keys: tuple[str, ...]
    lines: tuple[str, ...]


class EditAsked(NamedTuple):
    """What a question about an edit that does nothing is about (`Question.about`).

    `key` is how `[ignore] findings` names its finding, `entry` the entry that has changed since, as
    the notes have it; None = it is gone.
    """

    edit: EntryEdit
    key: str
    entry: Entry | None


RIGHT = Choice("right", "It is right as it is", "a", "not asked again")
EDIT = Choice("edit", "Edit the card …", "e", "the notes stay as they are")
LEAVE_OUT = Choice("leave-out", "Leave this entry out", "x", "no card is made of it")


def question_id(kind: str, *words: str) -> str:
    """The same for the same question, wherever its lines move."""
    text = json.dumps([kind, *words], ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=9).hexdigest()


def card_shown(entry: Entry, most: int = 160) -> CardShown:
    """An entry as a page lists it; its definition cut after so many characters."""
    text = " ".join(plain(entry.body).split())
    return CardShown(plain_text(entry.term), shortened(text, most), entry.origin.line)


def shortened(text: str, most: int) -> str:
    """A text cut to so many characters, the last of which says that it was."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
