"""Which of two words that are taken for each other keeps such company: a small learned model of their neighbours.

A context-sensitive speller in the manner of Golding and Roth ("A Winnow-based approach to context-sensitive spelling correction",
1999): for each pair of words a logistic model of the words up to three places off, their collocations and their classes, and of how
often the pairs that each of the two would make are written. Words are put into classes by the company they keep themselves.

confused.bin          weights, classes and thresholds; numbers that were learned from prose, and no prose

Written by tools/train_confused.py, read once on first use; only words of the pairs are ever judged.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from ankigen.spelling.lexicon import read_data, read_keys, word_tuple
from ankigen.spelling.tokens import Token

#: So many places off a word still says something.
REACH = 3
#: Checksums and classes of so many words are remembered.
REMEMBERED = 50_000
#: What stands beyond the edge of a clause, where nothing is known.
NOTHING = ""

#: A threshold that no score reaches: one word of a pair can be told, the other not.
NEVER = 99.0

#: Weights are sixteenths of a nat.
WEIGHT_STEPS = 16.0
#: The classes of words without one of their own begin here: by their endings.
ENDING_CLASSES = 200
_ENDINGS = word_tuple("ing ed ly tion tions ity ness ment ous al ive able ic ist er est es s y e")
_SIGNS: Mapping[str, int] = {"": 190, ".": 191, ",": 192, "#": 193}

ALL = 0xFFFFFFFF
#: Odd numbers that spread a sum of hashes over 32 bits.
FACTORS = _FIRST, _SECOND, _THIRD = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D
PLACE_FACTOR = 0x27D4EB2F
MODEL_FACTOR = 0x165667B1

#: The features: places of words (w) and of classes (k), counted from the word itself.
FEATURES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("w", -1),),
    (("w", 1),),
    (("w", -2),),
    (("w", 2),),
    (("w", -3),),
    (("w", 3),),
    (("w", -2), ("w", -1)),
    (("w", 1), ("w", 2)),
    (("w", -1), ("w", 1)),
    (("k", -1),),
    (("k", 1),),
    (("k", -2),),
    (("k", 2),),
    (("k", -2), ("k", -1)),
    (("k", 1), ("k", 2)),
    (("k", -1), ("k", 1)),
    (("w", -1), ("k", 1)),
    (("k", -1), ("w", 1)),
    (("k", -2), ("k", -1), ("k", 1)),
    (("k", -1), ("k", 1), ("k", 2)),
)


def ending_class(word: str) -> int:
    """The class of a word that has none of its own.

    >>> ending_class("transpiling") == ending_class("mutexing") != ending_class("mutex")
    True
    """
    if word in _SIGNS:
        return _SIGNS[word]
    for number, ending in enumerate(_ENDINGS):
        if word.endswith(ending):
            return ENDING_CLASSES + number
    return ENDING_CLASSES + len(_ENDINGS)


def checksum(word: str) -> int:
    return zlib.crc32(word.encode())


def feature_parts() -> list[tuple[int, list[tuple[bool, int, int]]]]:
    """Each feature as a constant and its parts: (a word, not a class; its place; its factor)."""
    return [
        (
            (number + 1) * PLACE_FACTOR & ALL,
            [(kind == "w", place, FACTORS[n]) for n, (kind, place) in enumerate(parts)],
        )
        for number, parts in enumerate(FEATURES)
    ]


def model_key(first: str, second: str) -> int:
    """What tells the features of one pair from those of another."""
    return checksum(f"{first} {second}")


@dataclass(frozen=True, slots=True)
class Pair:
    """The model of two words, seen from the one that is written: positive odds speak for the other."""

    other: str
    model: int
    sign: float
    bias: float
    left: float  # per bit by which the pair with the word before is more common
    right: float
    said: float
    sure: float


@dataclass(frozen=True)
class ContextClassifier:
    """All pairs by the word that is written, the classes of words, the weights of features."""

    pairs: Mapping[str, tuple[Pair, ...]]
    classes: Mapping[str, int]
    weights: Mapping[int, int]
    memory: dict[str, tuple[int, int]] = field(default_factory=dict)

    def judges(self, word: str, other: str) -> bool:
        """Whether it has learned to tell the two words apart."""
        return any(pair.other == other for pair in self.pairs.get(word, ()))

    def class_of(self, word: str) -> int:
        found = self.classes.get(word)
        return ending_class(word) if found is None else found

    def known(self, word: str) -> tuple[int, int]:
        """A word as features tell it: its checksum and its class (from 1 on)."""
        found = self.memory.get(word)
        if found is None:
            if len(self.memory) >= REMEMBERED:
                self.memory.clear()
            found = self.memory[word] = (checksum(word), self.class_of(word) + 1)
        return found

    def features(self, around: Sequence[str]) -> list[int]:
        """The features of a place, given the REACH words before and after it."""
        told = [self.known(w) for w in around]
        values = [n for n, _ in told] + [k for _, k in told]
        found = [(start + values[at] * factor) & ALL for start, at, factor in _SINGLE]
        found += [
            (start + values[a] * _FIRST + values[b] * _SECOND) & ALL for start, a, b in _DOUBLE
        ]
        found += [
            (start + values[a] * _FIRST + values[b] * _SECOND + values[c] * _THIRD) & ALL
            for start, a, b, c in _TRIPLE
        ]
        return found

    def lean(self, pair: Pair, features: Sequence[int]) -> float:
        """How far the neighbours speak for the other word (nats), without the counts of pairs."""
        get, model = self.weights.get, pair.model
        total = sum([get(((f ^ model) * MODEL_FACTOR) & ALL, 0) for f in features])
        return pair.bias + pair.sign * total / WEIGHT_STEPS


def place_index(is_word: bool, place: int) -> int:
    """Where a word (or its class) stands among the words around and their classes."""
    at = place + REACH if place < 0 else place + REACH - 1
    return at if is_word else at + 2 * REACH


#: `feature_parts` with places as indexes, by how many parts they have.
_INDEXED = [(start, [place_index(w, p) for w, p, _ in parts]) for start, parts in feature_parts()]
_SINGLE = tuple((start, at[0], _FIRST) for start, at in _INDEXED if len(at) == 1)
_DOUBLE = tuple((start, at[0], at[1]) for start, at in _INDEXED if len(at) == 2)
_TRIPLE = tuple((start, at[0], at[1], at[2]) for start, at in _INDEXED if len(at) == 3)


def around(tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    """The REACH words (or signs) before and after a word, in their order; nothing is seen beyond the end of a clause."""
    before: list[str] = []
    n = at
    while len(before) < REACH:
        sign = tokens[n].left
        before.append(sign)
        if sign in ("", ".") or n == 0:
            break
        n -= 1
        if sign in (",", "#") and len(before) < REACH:
            before.append(NOTHING if tokens[n].guarded else tokens[n].low)
    before += [NOTHING] * (REACH - len(before))
    after: list[str] = []
    n, last = at, len(tokens) - 1
    while len(after) < REACH:
        sign = tokens[n].right
        after.append(sign)
        if sign in ("", ".") or n == last:
            break
        n += 1
        if sign in (",", "#") and len(after) < REACH:
            after.append(NOTHING if tokens[n].guarded else tokens[n].low)
    after += [NOTHING] * (REACH - len(after))
    return (*before[::-1], *after)


@cache
def load_context_classifier() -> ContextClassifier:
    """The model that comes with ankigen, read on the first call."""
    data = zlib.decompress(read_data("confused.bin"))
    head, listed, count = struct.unpack_from("<III", data)
    at = 12
    pairs: dict[str, tuple[Pair, ...]] = {}
    for line in data[at : at + head].decode("ascii").splitlines():
        first, second, *rest = line.split()
        bias, left, right, said, sure, said_back, sure_back = map(float, rest)
        model = model_key(first, second)
        there = Pair(second, model, 1.0, bias, left, right, said, sure)
        back = Pair(first, model, -1.0, -bias, left, right, said_back, sure_back)
        for word, pair in ((first, there), (second, back)):
            if pair.said < NEVER:
                pairs[word] = (*pairs.get(word, ()), pair)
    at += head
    words = data[at : at + listed].decode("ascii").split("\n")
    at += listed
    classes = dict(zip(words, data[at : at + len(words)], strict=True))
    at += len(words)
    keys = read_keys(data[at : at + 4 * count])
    weights = array("b")
    weights.frombytes(data[at + 4 * count : at + 5 * count])
    return ContextClassifier(pairs, classes, dict(zip(keys, weights, strict=True)))
