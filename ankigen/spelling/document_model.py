"""What the rules know of the whole document: how often it writes each word and pair, and which
words are right by decree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from ankigen.spelling.cache import BoundedCache
from ankigen.spelling.confusion_sets import ALWAYS_CAPITAL
from ankigen.spelling.lexicon import NAME, Lexicon, load_lexicon
from ankigen.spelling.tokens import Token

#: A pair that stands twice in the document is worth so many bits more than one.
OWN_PAIR = 1.0
#: Pairs of what was meant must be this common on both sides before it is written.
GOOD_PAIR = 2.5
#: A word that the document writes so often is its own authority, unless a near one is written this
#: much more often.
TRUSTED_COUNT, OUTNUMBERED = 3, 3
#: Names without capitals are a habit of notes that have so many times as many of them as others.
HABIT_TIMES = 3


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
    capitals: bool = True  # its lines begin with capitals
    noisy: bool = False  # typed in a hurry: many words were fixed already

    @classmethod
    def of(
        cls, texts: Iterable[tuple[Sequence[Token], bool]], glossary: frozenset[str]
    ) -> DocumentModel:
        """The model of some texts, each as its words and whether it is a headword."""
        words: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        shapes: dict[str, Counter[str]] = defaultdict(Counter)
        headwords: Counter[str] = Counter()
        names: Counter[str] = Counter()
        small: Counter[str] = Counter()
        lexicon = load_lexicon()
        name_of = BoundedCache[str, str](lambda low: _name(low, lexicon))
        openings = capitals = 0
        for tokens, headword in texts:
            lows = [token.low for token in tokens if token.low]
            words.update(lows)
            if headword:
                headwords.update(lows)
            for token in tokens:
                if not token.low:
                    continue
                if token.left.isalpha():
                    pairs[f"{token.left} {token.low}"] += 1
                if name := name_of[token.low]:
                    (names if token.text[0].isupper() else small)[name] += 1
                if not (token.lower or token.capital):
                    shapes[token.low][token.text] += 1
                if token.opens and not headword:
                    openings += 1
                    capitals += token.text[:1].isupper()
        return cls(
            lexicon,
            words,
            pairs,
            shapes,
            headwords,
            glossary,
            names,
            frozenset(small),
            small.total() > HABIT_TIMES * names.total(),
            capitals > openings / 2,
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

    def spoken_of(self, word: str) -> int:
        """How often the document writes a word, or else its plural or singular."""
        return self.words[word] or max(self.words[word + "s"], self.words[word.removesuffix("s")])

    def pair(self, first: str, second: str) -> float:
        """How well two words go together: what the lists say, or what this document says itself.

        A pair that the document repeats counts as if the web held it a few times."""
        pair = f"{first} {second}"
        listed, own = self.lexicon.written_pair(pair), self.pairs.get(pair, 0)
        return max(listed, OWN_PAIR + log2(own)) if own > 1 else listed


def _name(low: str, lexicon: Lexicon) -> str:
    """The name that a word is, without its 's; "" if it is none."""
    name = low.removesuffix("'s")
    return name if lexicon.kind(name) == NAME or name in ALWAYS_CAPITAL else ""
