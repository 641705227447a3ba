"""What was found in a file is kept for the next look at it, beside what was asked of the whole
document meanwhile: it holds as long as the file is the same and the answers are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ankigen.model import Entry, RichText
from ankigen.model.columns import PART, Column
from ankigen.spelling.asked import Asked, Detectors, stamp_of
from ankigen.spelling.rules import Proposal
from ankigen.spelling.texts.edit_script import Change
from ankigen.spelling.texts.text_state import EntryState, TextState
from ankigen.spelling.unknown.candidates import Speller
from ankigen.spelling.words.document_model import Counts, DocumentModel
from ankigen.spelling.words.language import FileLanguage


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """What a file's headings are judged by: its language, whether it is old English, whether its
    headwords are another language's, whether many of its words are in no list; and what stands
    around the commas without a space of one that hardly has others.
    """

    file: FileLanguage = field(default_factory=FileLanguage)
    old: bool = False
    foreign_heads: bool = False
    strange: bool = False
    tight: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """A text of which something was found: the number of its entry, its place, how it reads now."""

    entry: int
    path: str
    now: RichText
    changes: tuple[Change, ...] = ()
    suggestions: tuple[Proposal, ...] = ()


#: What is asked, by the kind of its answers.
_NUMBERS = (
    "words", "pairs", "headwords", "names", "small_names",
    "spoken", "written", "outnumbered", "heads",
)  # fmt: skip
_BITS, _TEXTS = ("company", "fit"), ("shapes", "near", "far", "meant")
_COUNTED = ("words", "pairs", "headwords", "names", "small_names")


@dataclass(frozen=True, slots=True)
class FileMemory:
    """What is kept of a file.

    `counted` and `shapes` are its counts. `slips` are the slips fixed after each round, and
    `noisy_after` the rounds after which the document was taken for one typed in a hurry (0: it was
    not): other rounds find other things. `sure` are the words that are slips whatever the text,
    `listed` the number of known misspellings.
    """

    counted: tuple[Column, ...]
    shapes: Column
    openings: int
    capitals: int
    stamp: str
    asked: tuple[Column, ...]
    languages: tuple[str, ...]
    verdict: FileVerdict
    slips: tuple[int, ...]
    noisy_after: int
    sure: tuple[str, ...] = ()
    listed: int = 0
    touched: tuple[Touched, ...] = ()

    def counts(self) -> Counts:
        """What was counted in the file. Raises ValueError for what was not written here."""
        words, pairs, heads, names, small = (Counter(c.read(int)) for c in self.counted)
        shapes: dict[str, Counter[str]] = {}
        for low, told in self.shapes.read(str).items():
            parts = told.split(PART)
            shapes[low] = Counter(dict(zip(parts[::2], map(int, parts[1::2]), strict=True)))
        return Counts(words, pairs, shapes, heads, names, small, self.openings, self.capitals)

    def holds(self, model: DocumentModel, speller: Speller, detectors: Detectors) -> bool:
        """Whether all that was asked of the document has the same answers now."""
        if self.stamp != stamp_of(model):
            return False
        names = (*_NUMBERS, *_BITS, *_TEXTS)
        kinds: list[Any] = [*[int] * len(_NUMBERS), *[float] * len(_BITS), *[str] * len(_TEXTS)]
        asked = Asked()
        try:
            for name, column, kind in zip(names, self.asked, kinds, strict=True):
                setattr(asked, name, column.read(kind))
        except ValueError:
            return False
        return asked.holds(model, speller, detectors)


@dataclass(slots=True)
class FileState:
    """A file at work: its entries, what is known of them from an earlier run, or else their texts,
    and what is asked while they are looked at.
    """

    entries: Sequence[Entry]
    known: FileMemory | None
    counts: Counts = field(default_factory=Counts)
    states: list[EntryState] = field(default_factory=list)
    asked: Asked = field(default_factory=Asked)
    slips: list[int] = field(default_factory=list)
    sure: set[str] = field(default_factory=set)
    listed: int = 0
    verdict: FileVerdict = field(default_factory=FileVerdict)
    _words: int = field(default=-1, init=False, repr=False, compare=False)

    @property
    def words(self) -> int:
        """How many words it has; asked for each entry."""
        if self._words < 0:
            self._words = self.counts.words.total()
        return self._words

    @classmethod
    def of(cls, entries: Sequence[Entry], known: FileMemory | None) -> FileState:
        file = cls(entries, known)
        if known is not None and len(known.languages) == len(entries):
            try:
                file.counts, file.verdict = known.counts(), known.verdict
                file.sure, file.listed = {*known.sure}, known.listed
            except ValueError:
                file.look_anew()
        else:
            file.look_anew()
        return file

    def look_anew(self) -> None:
        """Forgets what is known, and all that was done."""
        self.known, self.asked, self.slips, self.sure = None, Asked(), [], set()
        self._words = -1
        self.states = [EntryState.of(entry) for entry in self.entries]
        self.counts = Counts.of(
            (t.tokens, t.place.role == "term") for s in self.states for t in s.texts
        )

    def slips_after(self, number: int) -> int:
        """How many slips were fixed after a round."""
        slips = self.slips if self.known is None else self.known.slips
        return slips[min(number, len(slips) - 1)] if slips else 0

    def restored(self) -> list[EntryState]:
        """The entries with the texts of which something was found."""
        if self.known is None:
            return self.states
        found: dict[int, dict[str, Touched]] = {}
        for touched in self.known.touched:
            found.setdefault(touched.entry, {})[touched.path] = touched
        return [
            _restored(entry, found.get(number, {}), language)
            for number, (entry, language) in enumerate(
                zip(self.entries, self.known.languages, strict=True)
            )
        ]

    def memory(self, model: DocumentModel, noisy_after: int) -> FileMemory | None:
        """What is to be kept of the file; None where its questions cannot be asked again."""
        if self.asked.whole:
            return None
        counts, asked = self.counts, self.asked
        shapes = {
            low: PART.join(f"{text}{PART}{n}" for text, n in own.items())
            for low, own in counts.shapes.items()
        }
        slips = self.slips
        while len(slips) > 1 and slips[-1] == slips[-2]:
            slips = slips[:-1]
        return FileMemory(
            tuple(Column.of(getattr(counts, name)) for name in _COUNTED),
            Column.of(shapes),
            counts.openings,
            counts.capitals,
            stamp_of(model),
            tuple(Column.of(getattr(asked, name)) for name in (*_NUMBERS, *_BITS, *_TEXTS)),
            tuple(state.language for state in self.states),
            self.verdict,
            tuple(slips),
            noisy_after,
            tuple(sorted(self.sure)),
            self.listed,
            tuple(
                Touched(n, t.place.path, t.now, t.changes, tuple(t.suggestions))
                for n, state in enumerate(self.states)
                for t in state.texts
                if t.changes or t.suggestions
            ),
        )


def _restored(entry: Entry, found: Mapping[str, Touched], language: str) -> EntryState:
    state = EntryState.of(entry, found)
    state.language = language
    for text in state.texts:
        touched = found.get(text.place.path)
        if touched is not None:
            text.now, text.changes = touched.now, touched.changes
            text.suggestions = list(touched.suggestions)
    return state


def all_texts(states: Sequence[EntryState]) -> list[TextState]:
    return [text for state in states for text in state.texts]
