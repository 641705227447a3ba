"""Which ending a place asks for: "many firm" wants an s, "is base on" wants a d.

A logistic model of the words up to three places off and their classes (the features of company.py), of the class of the word itself,
and of how often the pairs that either form would make are written. It was learned from words of which two forms are known.

endings.bin           its weights; numbers, and no prose

Written by tools/train_endings.py, read once on first use.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ankigen.spelling.context_classifier import (
    ALL,
    FACTORS,
    FEATURES,
    MODEL_FACTOR,
    PLACE_FACTOR,
    REACH,
    WEIGHT_STEPS,
    ContextClassifier,
    checksum,
    load_context_classifier,
    place_index,
)
from ankigen.spelling.inflection import PAST, PLURAL
from ankigen.spelling.lexicon import Lexicon, read_data, read_keys, write_keys

#: What tells the features of one ending from those of the other.
MODELS: Mapping[str, int] = {ending: checksum("+" + ending) for ending in (PLURAL, PAST)}

#: Features of the word itself: "W" is the word without the ending, "K" its class; the rest as in company.FEATURES.
OWN_FEATURES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("K", 0),),
    (("K", 0), ("k", -1)),
    (("K", 0), ("k", 1)),
    (("K", 0), ("w", -1)),
    (("K", 0), ("w", 1)),
    (("K", 0), ("k", -2), ("k", -1)),
    (("K", 0), ("k", 1), ("k", 2)),
    (("K", 0), ("k", -1), ("k", 1)),
    (("W", 0),),
    (("W", 0), ("k", -1)),
    (("W", 0), ("k", 1)),
)
#: Bits are told to the model in fourths.
BITS = 4.0


@dataclass(frozen=True)
class InflectionModel:
    """Weights of features, and of what is dense: 1, "is it the past", how much commoner the form is, the pairs on both sides."""

    weights: Mapping[int, int]
    dense: tuple[float, float, float, float, float]
    company: ContextClassifier

    def odds(
        self, base: str, form: str, ending: str, around: Sequence[str], lexicon: Lexicon
    ) -> float:
        """How far (nats) the neighbours speak for the form with the ending, against the word without it."""
        company, model, get = self.company, MODELS[ending], self.weights.get
        known = [company.known(w) for w in around]
        values = [n for n, _ in known] + [k for _, k in known]
        word, kind = company.known(base)
        found = company.features(around)
        found += [(start + word * _FIRST) & ALL for start in _WORD_ALONE]
        found += [(start + kind * _FIRST) & ALL for start in _CLASS_ALONE]
        found += [(start + word * _FIRST + values[a] * _SECOND) & ALL for start, a in _WORD_BESIDE]
        found += [(start + kind * _FIRST + values[a] * _SECOND) & ALL for start, a in _CLASS_BESIDE]
        found += [
            (start + kind * _FIRST + values[a] * _SECOND + values[b] * _THIRD) & ALL
            for start, a, b in _CLASS_BETWEEN
        ]
        total = sum([get(((f ^ model) * MODEL_FACTOR) & ALL, 0) for f in found])
        before, after = around[REACH - 1], around[REACH]
        left = right = 0.0
        if before.isalpha() or before == ".":
            left = lexicon.pair(before, form) - lexicon.pair(before, base)
        if after.isalpha():
            right = lexicon.pair(form, after) - lexicon.pair(base, after)
        start, past, commoner, by_left, by_right = self.dense
        return (
            total / WEIGHT_STEPS
            + start
            + past * (ending == PAST)
            + (
                commoner * (lexicon.frequency(form) - lexicon.frequency(base))
                + by_left * left
                + by_right * right
            )
            / BITS
        )


#: The first feature of the word itself is told apart by the next number after those of company.py.
_STARTS = [
    ((number + 1) * PLACE_FACTOR & ALL, parts)
    for number, parts in enumerate(OWN_FEATURES, len(FEATURES))
]
_FIRST, _SECOND, _THIRD = FACTORS


def _others(parts: Sequence[tuple[str, int]]) -> tuple[int, ...]:
    return tuple(place_index(kind == "w", place) for kind, place in parts[1:])


def _of(kind: str, count: int) -> tuple[tuple[int, ...], ...]:
    """The features that begin with the word ("W") or its class ("K") and have so many parts more: a start and their places."""
    return tuple(
        (start, *_others(parts))
        for start, parts in _STARTS
        if parts[0][0] == kind and len(parts) == count + 1
    )


_WORD_ALONE = tuple(start for (start,) in _of("W", 0))
_CLASS_ALONE = tuple(start for (start,) in _of("K", 0))
_WORD_BESIDE, _CLASS_BESIDE, _CLASS_BETWEEN = _of("W", 1), _of("K", 1), _of("K", 2)


def write_inflection_model(
    weights: Mapping[int, int], dense: tuple[float, float, float, float, float]
) -> bytes:
    """The bytes of a model."""
    keys = sorted(weights)
    data = struct.pack("<5fI", *dense, len(keys)) + write_keys(keys)
    return zlib.compress(data + array("b", [weights[k] for k in keys]).tobytes(), 9)


@cache
def load_inflection_model() -> InflectionModel:
    """The model that comes with ankigen, read on the first call."""
    data = zlib.decompress(read_data("endings.bin"))
    *dense, count = struct.unpack_from("<5fI", data)
    at = struct.calcsize("<5fI")
    weights = array("b")
    weights.frombytes(data[at + 4 * count :])
    keys = read_keys(data[at : at + 4 * count])
    return InflectionModel(
        dict(zip(keys, weights, strict=True)), tuple(dense), load_context_classifier()
    )
