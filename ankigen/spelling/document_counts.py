"""What a document holds, counted once and kept up to date; and which of its answers a change makes others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ankigen.spelling.document_model import DocumentModel
from ankigen.spelling.edit_distance import distance
from ankigen.spelling.lexicon import load_lexicon
from ankigen.spelling.tokens import Token

#: But for one (COUNT) no rule tells a word that stands in the document more often than this from one that stands there just so
#: often, nor a pair that stands there more often than the second.
OFTEN, SOME = 8, 4
#: A document is typed in a hurry when so many words were mended, and one in so many.
LEAST_SLIPS, WORDS_PER_SLIP = 4, 700
#: Words this long are compared with the document's own.
COMPARED = 6


@dataclass(frozen=True, slots=True)
class Changed:
    """A text's words before and after it was changed."""

    before: Sequence[Token]
    after: Sequence[Token]
    term: bool  # it is a headword
    slips: int = 0  # words mended by that


@dataclass(slots=True)
class DocumentCounts:
    """The counts behind a Page."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    shapes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    names: Counter[str] = field(default_factory=Counter)
    openings: int = 0
    capitals: int = 0
    slips: int = 0  # words mended so far

    def add(self, tokens: Sequence[Token], *, term: bool, times: int = 1) -> None:
        """Count the words of a text; `times` = -1 takes them out again."""
        for token in tokens:
            low = token.low
            if not low:
                continue
            self.words[low] += times
            if token.left.isalpha():
                self.pairs[f"{token.left} {low}"] += times
            if not (token.lower or token.capital):
                self.shapes[low][token.text] += times
            if may_be_a_name(token):
                self.names[low] += times
            if token.opens and not term:
                self.openings += times
                self.capitals += times * token.text[:1].isupper()

    def page(self, glossary: frozenset[str]) -> DocumentModel:
        """The page as the document reads now."""
        return DocumentModel(
            load_lexicon(),
            self.words,
            self.pairs,
            self.shapes,
            glossary,
            self._has_capitals(),
            self._is_careless(),
        )

    def _is_careless(self) -> bool:
        return self.slips >= LEAST_SLIPS and self.slips * WORDS_PER_SLIP >= self.words.total()

    def _has_capitals(self) -> bool:
        return self.capitals > self.openings / 2

    def change(self, texts: Sequence[Changed]) -> frozenset[str]:
        """Count texts anew; gives the keys that have another answer now (see stale.py):
        words, pairs, and those marked below."""
        capitals, careless = self._has_capitals(), self._is_careless()
        words: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        stale: set[str] = set()
        for text in texts:
            self.add(text.before, term=text.term, times=-1)
            self.add(text.after, term=text.term)
            self.slips += text.slips
            for tokens, times in ((text.before, -1), (text.after, 1)):
                for token in tokens:
                    if token.low:
                        if not (token.lower or token.capital):
                            stale.add(token.low)  # its shape may have changed
                        words[token.low] += times
                        if token.left.isalpha():
                            pairs[f"{token.left} {token.low}"] += times
        if capitals != self._has_capitals():
            stale.add(CAPITALS)
        if careless != self._is_careless():
            stale.add(CARELESS)
        touched: set[str] = set()
        for word, more in words.items():
            count = self.words[word]
            if not count:
                del self.words[word]
            if more:
                stale.add(word + COUNT)
            if min(count, OFTEN) != min(count - more, OFTEN):
                stale.add(word)
                if len(word) >= COMPARED and not (count and count - more):
                    stale.add(_shelf(word, len(word)))
                touched.add(word)
        for pair, more in pairs.items():
            count = self.pairs[pair]
            if not count:
                del self.pairs[pair]
            if more and self._weight(pair, count) != self._weight(pair, count - more):
                stale.add(pair)
                touched.update(pair.split(" "))
        return frozenset(stale | self._names_like(touched))

    def _names_like(self, words: set[str]) -> set[str]:
        """Marks of the names that are one slip from any of these words."""
        names: dict[str, list[str]] = defaultdict(list)
        for name, count in self.names.items():
            if count:
                names[_shelf(name, len(name))].append(name)
        return {
            NAME + name
            for word in words
            for key in like_words(word, 1)
            for name in names.get(key, ())
            if distance(name, word, 1) == 1
        }

    def _weight(self, pair: str, count: int) -> float:
        first, _, second = pair.partition(" ")
        return min(count, SOME) + DocumentModel.weight(load_lexicon().pair(first, second), count)


#: Two words are one of the document's own only where the second is this long.
SECOND_PART = 4
#: Marks what rests on how often words one slip from a name are written, and on how often just a word is.
NAME, COUNT = "~", "#"
#: The document's own words are compared with words so many letters longer or shorter.
OWN_REACH = 2
#: What rests on whether the document's lines begin with capitals.
CAPITALS = "^"
#: What rests on whether the document was typed in a hurry.
CARELESS = "!"


def may_be_a_name(token: Token) -> bool:
    """Whether a word is compared with the document's names: a long one with a capital inside a sentence."""
    return token.capital and not token.first and len(token.low) >= COMPARED


def beside_words(token: Token, words: Sequence[str]) -> Iterator[str]:
    """The pairs that it asks of the document to try (folded) words in the place of another."""
    left, right = token.left, token.right
    for word in words:
        first, _, rest = word.partition(" ")
        yield f"{left} {first}"
        yield f"{rest.rpartition(' ')[2] or first} {right}"


def words_of(candidate: str) -> Iterator[str]:
    """The words whose counts it asks for to judge a candidate: its parts, with and without an s."""
    for part in candidate.split(" "):
        yield from (part, part + "s", part.removesuffix("s"))


def like_words(word: str, reach: int) -> Iterator[str]:
    """What it asks of the document to compare a word with those of its own that begin alike and are nearly as long."""
    for length in range(len(word) - reach, len(word) + reach + 1):
        yield _shelf(word, length)


def _shelf(word: str, length: int) -> str:
    return f"{word[:1]}{length}"
