"""What the rules of cleaning share: the page (counts of the whole document) and their proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from ankigen.model import FixKind
from ankigen.spelling.lexicon import Lexicon
from ankigen.spelling.tokens import Token


@dataclass(frozen=True, slots=True)
class Proposal:
    """text[start:end] should become `after`. `sure`: mend it; otherwise say it."""

    start: int
    end: int
    after: str
    kind: FixKind
    rule: str
    confidence: float
    sure: bool

    @classmethod
    def at(
        cls, token: Token, after: str, kind: FixKind, rule: str, confidence: float, sure: bool
    ) -> Proposal:
        """`after` in place of a word."""
        return cls(token.start, token.end, after, kind, rule, confidence, sure)

    @classmethod
    def over(
        cls,
        first: Token,
        last: Token,
        after: str,
        kind: FixKind,
        rule: str,
        confidence: float,
        sure: bool,
    ) -> Proposal:
        """`after` in place of all from one word to the end of another."""
        return cls(first.start, last.end, after, kind, rule, confidence, sure)


@dataclass(frozen=True, slots=True)
class DocumentModel:
    """What the whole document says: how often each word and pair stands in it, and words that are right by decree."""

    lexicon: Lexicon
    words: Counter[str]
    pairs: Counter[str]
    shapes: Mapping[str, Counter[str]]  # folded word → how it is written inside sentences
    glossary: frozenset[str] = frozenset()
    capitals: bool = True  # its lines begin with capitals
    careless: bool = False  # it was typed in a hurry: many words were mended already

    def written(self, word: str, text: str) -> int:
        """How often the document writes a word just so, capitals and all."""
        shapes = self.shapes.get(word)
        return shapes[text] if shapes else 0

    def exists(self, word: str) -> bool:
        return word in self.glossary or self.lexicon.exists(word)

    def known(self, word: str) -> bool:
        return word in self.glossary or self.lexicon.known(word)

    def spoken_of(self, word: str) -> int:
        """How often the document writes a word, or else its plural or singular."""
        return self.words[word] or max(self.words[word + "s"], self.words[word.removesuffix("s")])

    def pair(self, first: str, second: str) -> float:
        """How well two words go together: what the lists say, or what this document says itself.

        A pair that the document repeats counts as if the web held it a few times."""
        pair = f"{first} {second}"
        return self.weight(self.lexicon.written_pair(pair), self.pairs.get(pair, 0))

    @staticmethod
    def weight(listed: float, own: int) -> float:
        """What a pair is worth that the lists know so well and the document writes so often."""
        return max(listed, OWN_PAIR + log2(own)) if own > 1 else listed


#: A pair that stands twice in the document is worth so many bits more than one.
OWN_PAIR = 1.0
#: Pairs of what was meant must be this common on both sides before it is written.
GOOD_PAIR = 2.5
#: A word that the document writes so often is its own authority, unless a near one is written this much more often.
TRUSTED_COUNT, OUTNUMBERED = 4, 3
