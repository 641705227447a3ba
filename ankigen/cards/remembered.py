"""The notes of a file are kept for the next build, beside what was asked of the whole deck while
they were made: they hold as long as the file's entries are the same and the answers are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ankigen.cards.asking.former import Former, FormerNote
from ankigen.cards.asking.reverse import Others, Said
from ankigen.model import Entry, Finding, Note
from ankigen.model.asked import AskedSet, Log
from ankigen.model.columns import PART, Column, lines, read_lines, read_words, words_text
from ankigen.model.document_cache import StageMemory

#: What is asked of the deck one by one; the rest of `Others` is part of its stamp.
_SETS = ("common", "shared", "openings", "headwords", "cores", "contained", "frequent")


@dataclass(slots=True)
class Asked:
    """What was asked, and the answers: whether a set of `Others` holds something, and what former
    notes asked for.
    """

    others: dict[str, int] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)

    def add(self, other: Asked) -> None:
        """Adds what was asked for another entry."""
        self.others.update(other.others)
        self.former.update(other.former)


class AskedWords(AskedSet):
    """A set of words, or of words in a row or in none, that notes down what is looked for in it."""

    log: Log[Asked]

    def __contains__(self, value: Any) -> bool:
        found = super().__contains__(value)
        self.log.asked.others[f"{self.name}{PART}{_text(value)}"] = int(found)
        return found


def _text(value: Any) -> str:
    """What is looked for as text: that it means the same in a set of one kind is enough."""
    if isinstance(value, str):
        return value
    return words_text(sorted(value) if isinstance(value, frozenset) else value)


class AskedFormer(dict[str, FormerNote]):
    """Former notes that note down which of them are asked for."""

    log: Log[Asked]

    @classmethod
    def of(cls, notes: Mapping[str, FormerNote], log: Log[Asked]) -> AskedFormer:
        made = cls(notes)
        made.log = log
        return made

    def _ask(self, key: str) -> FormerNote | None:
        found = super().get(key)
        self.log.asked.former[key] = _told(found)
        return found

    def get(self, key: str, default: Any = None) -> Any:
        found = self._ask(key)
        return default if found is None else found

    def __getitem__(self, key: str) -> FormerNote:
        self._ask(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        return self._ask(str(key)) is not None


@dataclass(frozen=True, slots=True)
class FileCards:
    """What is kept of a file: what each entry says, the notes and findings of each, and what was
    asked of the deck for them.
    """

    said: tuple[str, ...]  # a text for each part of `Said`, a line for each entry
    stamp: str
    others: Column
    former: Column
    made: tuple[tuple[tuple[Note, ...], tuple[Finding, ...]], ...]

    def all_said(self) -> list[Said]:
        """What each entry says. Raises ValueError for what was not written here."""
        wholes, cores, openings, stops = map(read_lines, self.said)
        return [
            Said(
                frozenset(read_words(whole)),
                frozenset(read_words(core)),
                tuple(map(read_words, own.split(PART)[1:])),
                bool(stop),
            )
            for whole, core, own, stop in zip(wholes, cores, openings, stops, strict=True)
        ]

    def holds(self, deck: DeckTexts, former: Former) -> bool:
        """Whether all that was asked of the deck has the same answers now."""
        if self.stamp != deck.stamp:
            return False
        try:
            others, notes = self.others.read(int), self.former.read(str)
        except ValueError:
            return False
        return all(deck.holds(asked) == bool(n) for asked, n in others.items()) and all(
            _told(former.notes.get(key)) == told for key, told in notes.items()
        )


def _told(note: FormerNote | None) -> str:
    return "" if note is None else repr(note)


class DeckTexts:
    """What a deck has in common, to be asked in text."""

    def __init__(self, others: Others, former: Former) -> None:
        self._texts = {
            f"{name}{PART}{_text(value)}" for name in _SETS for value in getattr(others, name)
        }
        self._texts.update(f"former{PART}{key}" for key in former.shared)
        without: dict[str, Any] = dict.fromkeys(_SETS, frozenset())
        plain = replace(others, **without)
        # of a deck that had no notes nothing is asked by their keys
        self.stamp = repr((plain, bool(former.notes)))

    def holds(self, asked: str) -> bool:
        return asked in self._texts


def asked_deck(others: Others, former: Former) -> tuple[Others, Former, Log[Asked]]:
    """What the deck has in common and what was asked formerly, noting down what is asked of
    them.
    """
    log = Log(Asked)
    sets: dict[str, Any] = {name: AskedWords.of(getattr(others, name), name, log) for name in _SETS}
    if former.notes:
        shared = AskedWords.of(former.shared, "former", log)
        former = Former(AskedFormer.of(former.notes, log), shared)
    return replace(others, **sets), former, log


Made = tuple[list[Note], list[Finding]]


@dataclass(slots=True)
class FileWork:
    """The entries of a file, what is known of them from an earlier build, and else what is made of
    them.
    """

    name: str
    digest: str
    entries: Sequence[Entry]
    known: FileCards | None
    said: list[Said]
    asked: Asked = field(default_factory=Asked)
    made: list[Made] = field(default_factory=list)

    @classmethod
    def of(
        cls, name: str, entries: Sequence[Entry], memory: StageMemory | None, given: str
    ) -> FileWork:
        digest = given + repr(entries) if memory is not None else ""
        known = memory.recall(name, FileCards, digest) if memory is not None else None
        said: list[Said] = []
        if known is not None and len(known.made) == len(entries):
            try:
                said = known.all_said()
            except ValueError:
                known = None
        if len(said) != len(entries):
            known, said = None, [Said.of(entry) for entry in entries]
        return cls(name, digest, entries, known, said)

    def results(self) -> Iterator[Made]:
        """What was made of each entry."""
        if self.known is None:
            return iter(self.made)
        return ((list(notes), list(findings)) for notes, findings in self.known.made)

    def remember(self, memory: StageMemory, deck: DeckTexts) -> None:
        """Keeps what was made."""
        said = (
            lines(words_text(sorted(s.whole)) for s in self.said),
            lines(words_text(sorted(s.core)) for s in self.said),
            lines("".join(PART + words_text(o) for o in s.openings) for s in self.said),
            lines("y" if s.stops else "" for s in self.said),
        )
        kept = FileCards(
            said,
            deck.stamp,
            Column.of(self.asked.others),
            Column.of(self.asked.former),
            tuple((tuple(notes), tuple(findings)) for notes, findings in self.made),
        )
        memory.remember(self.name, kept, self.digest)
