"""What the rules know of the whole document: how often it writes each word and pair, and which
words are right by decree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from ankigen.spelling.words.cache import BoundedCache
from ankigen.spelling.words.confusion_sets import ALWAYS_CAPITAL
from ankigen.spelling.words.lexicon import (
    NAME,
    WEB_LEAST_PAIR,
    WEB_LEAST_WORD,
    WEB_TOTAL,
    Lexicon,
    load_lexicon,
)
from ankigen.spelling.words.tokens import Token

#: log2 of all words over the rarest: turns two frequencies into the frequency of a chance meeting.
ALL_WORDS = log2(WEB_TOTAL / WEB_LEAST_WORD)
PAIR_OFFSET = log2(WEB_LEAST_WORD / WEB_LEAST_PAIR)
#: Context counts at most so many bits on each side, and a neighbour never seen so many against.
CONTEXT_MOST, CONTEXT_LEAST = 7.0, -1.5
#: A pair that stands twice in the document is worth so many bits more than one.
OWN_PAIR = 1.0
#: Pairs of what was meant must be this common on both sides before it is written.
GOOD_PAIR = 2.5
#: A word that the document writes so often is its own authority, unless a near one is written this
#: much more often.
TRUSTED_COUNT, OUTNUMBERED = 3, 3
#: Names without capitals are a habit of notes that have so many times as many of them as others,
#: and names with one a habit of notes with so many times as many of those.
HABIT_TIMES, TALL_TIMES = 3, 2


@dataclass(slots=True)
class Counts:
    """What is counted in some texts, as they came in."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    shapes: dict[str, Counter[str]] = field(default_factory=dict)
    headwords: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    small_names: Counter[str] = field(default_factory=Counter)
    openings: int = 0  # lines
    capitals: int = 0  # … that begin with a capital

    @classmethod
    def of(cls, texts: Iterable[tuple[Sequence[Token], bool]]) -> Counts:
        """Counts over some texts, each as its words and whether it is a headword."""
        found = cls()
        words, pairs, shapes = found.words, found.pairs, found.shapes
        lexicon = load_lexicon()
        name_of = BoundedCache[str, str](lambda low: _name(low, lexicon))
        for tokens, headword in texts:
            lows = [token.low for token in tokens if token.low]
            words.update(lows)
            if headword:
                found.headwords.update(lows)
            pairs.update(f"{t.left} {t.low}" for t in tokens if t.low and t.left.isalpha())
            for token in tokens:
                low, text = token.low, token.text
                if not low:
                    continue
                if name := name_of[low]:
                    (found.names if text[0].isupper() else found.small_names)[name] += 1
                if not (text.islower() or token.capital):
                    shapes.setdefault(low, Counter())[text] += 1
                if token.opens and not headword:
                    found.openings += 1
                    found.capitals += text[:1].isupper()
        return found

    def add(self, other: Counts) -> None:
        """Adds what was counted elsewhere."""
        self.words.update(other.words)
        self.pairs.update(other.pairs)
        for low, shapes in other.shapes.items():
            self.shapes.setdefault(low, Counter()).update(shapes)
        self.headwords.update(other.headwords)
        self.names.update(other.names)
        self.small_names.update(other.small_names)
        self.openings += other.openings
        self.capitals += other.capitals


@dataclass(frozen=True, slots=True)
class DocumentModel:
    """Counts over all notes of a project as they came in, so that the same notes always get the
    same answers.
    """

    lexicon: Lexicon
    words: Counter[str]
    pairs: Counter[str]
    shapes: Mapping[str, Counter[str]]  # folded word → how it is written with capitals inside it
    headwords: Counter[str]  # the words of the headwords
    glossary: frozenset[str] = frozenset()
    names: Counter[str] = field(default_factory=Counter)  # names with a capital, by word
    small_names: frozenset[str] = frozenset()  # those that stand somewhere with none
    names_small: bool = False  # so many stand so that it is a habit
    names_tall: bool = False  # so few stand so that it is none
    capitals: bool = True  # its lines begin with capitals
    noisy: bool = False  # typed in a hurry: many words were fixed already

    @classmethod
    def of(cls, counted: Iterable[Counts], glossary: frozenset[str]) -> DocumentModel:
        """The model of files by what was counted in each."""
        all_of_them = Counts()
        for counts in counted:
            all_of_them.add(counts)
        words, small = all_of_them.words, all_of_them.small_names
        return cls(
            load_lexicon(),
            words,
            all_of_them.pairs,
            all_of_them.shapes,
            all_of_them.headwords,
            glossary,
            all_of_them.names,
            frozenset(small),
            small.total() > HABIT_TIMES * all_of_them.names.total(),
            TALL_TIMES * small.total() <= all_of_them.names.total(),
            all_of_them.capitals > all_of_them.openings / 2,
        )

    def written(self, word: str, text: str) -> int:
        """How often the document writes a word just so, capitals and all."""
        shapes = self.shapes.get(word)
        return shapes[text] if shapes else 0

    def exists(self, word: str) -> bool:
        """Whether a word is in any list or in the glossary."""
        return word in self.glossary or self.lexicon.exists(word)

    def known(self, word: str) -> bool:
        """Whether a word is in the main list or in the glossary."""
        return word in self.glossary or self.lexicon.known(word)

    def writes(self, word: str, most: int) -> int:
        """How often the document writes a word; `most` for more."""
        return min(most, self.words.get(word, 0))

    def outnumbers(self, word: str, other: str, times: int) -> bool:
        """Whether the document writes a word so many times as often as another, or more often."""
        return self.words[word] >= times * self.words[other]

    def heads(self, word: str) -> bool:
        """Whether a word stands in a headword."""
        return word in self.headwords

    def spoken_of(self, word: str, most: int) -> int:
        """How often the document writes a word, or else its plural or singular; `most` for more."""
        asked = self.words.get
        own = asked(word, 0)
        return min(most, own or max(asked(word + "s", 0), asked(word.removesuffix("s"), 0)))

    def pair(self, first: str, second: str) -> float:
        """How well two words go together: what the lists say, or what this document says itself.

        A pair that the document repeats counts as if the web held it a few times."""
        pair = f"{first} {second}"
        listed, own = self.lexicon.written_pair(pair), self.pairs.get(pair, 0)
        return max(listed, OWN_PAIR + log2(own)) if own > 1 else listed

    def beside(self, first: str, second: str) -> float:
        """How much better (bits) two words go together than chance would have it; 0 where nothing
        is known.
        """
        if not first or not second or ("." in (first, second) and "," in (first, second)):
            return 0.0
        pair = self.pair(first, second)
        lexicon = self.lexicon
        if first in ".,#" or second in ".,#":
            # How often a word begins or ends a clause has no frequency to compare with; presence
            # says a little.
            return 1.0 if pair >= 0 else -0.5
        if not lexicon.known(first) or not lexicon.known(second):
            return 0.0
        chance = lexicon.frequency(first) + lexicon.frequency(second) - ALL_WORDS + PAIR_OFFSET
        if pair < 0:
            return max(CONTEXT_LEAST, min(0.0, -chance / 2))
        return min(CONTEXT_MOST, max(CONTEXT_LEAST, pair - max(chance, -6.0)))


def _name(low: str, lexicon: Lexicon) -> str:
    """The name that a word is, without its 's; "" if it is none."""
    name = low.removesuffix("'s")
    return name if lexicon.kind(name) == NAME or name in ALWAYS_CAPITAL else ""
