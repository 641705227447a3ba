"""Train ankigen/data/endings.bin, the model of the ending that a place asks for.

    python -m tools.train_endings TEXTS

TEXTS holds clean prose as .txt files, one paragraph a line. The shipped model was trained on the texts of tools/train_confused.py, the
documentation of LLVM and the Boost libraries (their licences), of Erlang, Django, Twisted, SQLAlchemy, NumPy, pandas, CMake, Tcl, GHC,
OpenStack and others (Apache 2.0, MIT and BSD licences), the manual pages of FreeBSD (BSD), GNOME's help (CC BY-SA), and public-domain
books (the World English Bible, Moby-Dick, Spurgeon's Treasury of David): 10 million words, at most 450,000 from one source, of which 5
million are uses of a word with two known forms. Only weights are kept, no text.

Learned by FTRL-proximal as in tools/train_confused.py. Takes about five minutes. Prints, for each ending, which share of the held-out
places that need it (or not) is told at one false alarm in 1,000 uses.
"""

from __future__ import annotations

import random
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ankigen.model import RichText
from ankigen.spelling import context_classifier, inflection_model
from ankigen.spelling.inflection import PAST, bases, inflected
from ankigen.spelling.lexicon import Lexicon, load_lexicon
from ankigen.spelling.tokens import tokenize
from tools.train_confused import BLOCK, HELD_BACK, LEAST_WORDS, Floats, Whole, learn

TARGET = Path(__file__).parent.parent / "ankigen" / "data" / "endings.bin"

#: No more words than this are taken of one text, and every tenth block of paragraphs is held out to tell how well it went.
MOST_WORDS, HELD_OUT = 450_000, 10
#: A feature is kept that was seen once in so many uses, and a weight that is no lighter than this.
SELDOM, LIGHTEST = 250_000, 0.25
L1, ROUNDS, BATCH = 8.0, 2, 256
SEED = 7


@dataclass(frozen=True)
class Uses:
    """Uses of words with two known forms, as numbers of words: what stands around, the form without and with the ending."""

    names: Sequence[str]
    around: NDArray[np.int32]  # n × 2·REACH
    base: NDArray[np.int32]
    form: NDArray[np.int32]
    past: NDArray[np.int8]  # 1: the ending is -ed, 0: -s
    ended: NDArray[np.int8]  # 1: the form with the ending is written
    block: NDArray[np.int32]


def forms_of(word: str, lexicon: Lexicon) -> list[tuple[str, str, bool, bool]]:
    """(without, with the ending, it is the past, it is written with it)."""
    found = [(word, form, ending == PAST, False) for form, ending in inflected(word, lexicon)]
    return found + [(base, word, ending == PAST, True) for base, ending in bases(word, lexicon)]


def uses_in(path: Path) -> Uses:
    """The uses in one text."""
    lexicon, rng = load_lexicon(), random.Random(SEED)
    lines = [t for t in path.read_text("utf-8").splitlines() if len(t.split()) >= LEAST_WORDS]
    share = MOST_WORDS / max(MOST_WORDS, sum(len(t.split()) for t in lines))
    known: dict[str, list[tuple[str, str, bool, bool]]] = {}
    numbers: dict[str, int] = {}
    columns = [array("i") for _ in range(6)]
    for line, text in enumerate(lines):
        if line % HELD_BACK == 0 or rng.random() > share:
            continue
        tokens = tokenize(RichText.of(text))
        for at, token in enumerate(tokens):
            if token.guarded or token.glued or token.upper or not token.low:
                continue
            if not (token.lower or token.first):
                continue
            if token.low not in known:
                known[token.low] = forms_of(token.low, lexicon)
            for base, form, past, ended in known[token.low]:
                near = [
                    numbers.setdefault(w, len(numbers))
                    for w in context_classifier.around(tokens, at)
                ]
                columns[0].extend(near)
                columns[1].append(numbers.setdefault(base, len(numbers)))
                columns[2].append(numbers.setdefault(form, len(numbers)))
                for column, value in zip(columns[3:], (past, ended, line // BLOCK), strict=True):
                    column.append(value)
    around, base, form, past, ended, block = (np.array(c, np.int32) for c in columns)
    return Uses(
        list(numbers),
        around.reshape(-1, 2 * context_classifier.REACH),
        base,
        form,
        past.astype(np.int8),
        ended.astype(np.int8),
        block,
    )


def gathered(parts: Sequence[Uses]) -> Uses:
    """The uses of all texts as one."""
    numbers: dict[str, int] = {}
    columns: list[list[NDArray[np.int32]]] = [[], [], []]
    blocks, before = [], 0
    for part in parts:
        if not len(part.base):
            continue
        to = np.array([numbers.setdefault(w, len(numbers)) for w in part.names], np.int32)
        for column, values in zip(columns, (part.around, part.base, part.form), strict=True):
            column.append(to[values])
        blocks.append(part.block + before)
        before += int(part.block.max()) + 1
    around, base, form = (np.concatenate(c) for c in columns)
    return Uses(
        list(numbers),
        around,
        base,
        form,
        np.concatenate([p.past for p in parts]),
        np.concatenate([p.ended for p in parts]),
        np.concatenate(blocks),
    )


def feature_keys(uses: Uses, classes: context_classifier.ContextClassifier) -> Whole:
    """Each use's features, as `Endings.odds` tells them."""
    words = np.array([context_classifier.checksum(w) for w in uses.names], np.uint32)
    kinds = np.array([classes.class_of(w) + 1 for w in uses.names], np.uint32)
    values = np.concatenate([words[uses.around], kinds[uses.around]], axis=1)
    own = {"W": words[uses.base], "K": kinds[uses.base]}
    models = np.array([inflection_model.MODELS["s"], inflection_model.MODELS[PAST]], np.uint32)[
        uses.past
    ]
    features = [*context_classifier.FEATURES, *inflection_model.OWN_FEATURES]
    found: Whole = np.empty((len(uses.base), len(features)), np.uint32)
    for n, parts in enumerate(features):
        total: Whole = np.full(
            len(uses.base),
            (n + 1) * context_classifier.PLACE_FACTOR & context_classifier.ALL,
            np.uint32,
        )
        for (kind, place), factor in zip(parts, context_classifier.FACTORS, strict=False):
            column = (
                own[kind]
                if kind in own
                else values[:, context_classifier.place_index(kind == "w", place)]
            )
            total += column * np.uint32(factor)
        found[:, n] = (total ^ models) * np.uint32(context_classifier.MODEL_FACTOR)
    return found


def dense_columns(uses: Uses, lexicon: Lexicon) -> Floats:
    """1, whether the ending is the past, how much commoner the form is, and the pairs on both sides, in fourths of a bit."""
    names = uses.names
    often = np.array([lexicon.frequency(w) for w in names], np.float32)
    out: Floats = np.zeros((len(uses.base), 5), np.float32)
    out[:, 0] = 1
    out[:, 1] = uses.past
    out[:, 2] = often[uses.form] - often[uses.base]
    left, right = (
        uses.around[:, context_classifier.REACH - 1],
        uses.around[:, context_classifier.REACH],
    )
    rows = zip(left, right, uses.base, uses.form, strict=True)
    for n, (before, after, base, form) in enumerate(rows):
        a, b = names[before], names[after]
        if a.isalpha() or a == ".":
            out[n, 3] = lexicon.pair(a, names[form]) - lexicon.pair(a, names[base])
        if b.isalpha():
            out[n, 4] = lexicon.pair(names[form], b) - lexicon.pair(names[base], b)
    out[:, 2:] /= inflection_model.BITS
    return out


def report(scores: Floats, past: NDArray[np.int8], ended: NDArray[np.int8]) -> None:
    """What is told of held-out uses at one false alarm in 1,000."""
    for ending in (0, 1):
        for meant in (0, 1):
            sign = 1 if meant else -1
            right = sign * scores[(past == ending) & (ended == meant)]
            alarms = np.sort(sign * scores[(past == ending) & (ended != meant)])[::-1]
            least = alarms[len(alarms) // 1000]
            name = ("-s", "-ed")[ending]
            print(f"{name} {'lost' if meant else 'too many'}: {(right > least).mean():.1%} told")


def train(texts: Path) -> None:
    """Learn from the texts and write the file."""
    with Pool() as pool:
        uses = gathered(pool.map(uses_in, sorted(texts.glob("*.txt")), chunksize=1))
    print(f"{len(uses.base)} uses of {len(uses.names)} words", file=sys.stderr)
    found = feature_keys(uses, context_classifier.load_context_classifier())
    keys, place, seen = np.unique(found, return_inverse=True, return_counts=True)
    kept = seen >= max(3, len(uses.base) // SELDOM)
    size = int(kept.sum())
    features = np.where(kept, np.cumsum(kept) - 1, size)[place.reshape(found.shape)]
    dense = dense_columns(uses, load_lexicon())
    target = uses.ended.astype(np.float32)
    held = uses.block % HELD_OUT == 0
    weights, wide = learn(
        features[~held], dense[~held], target[~held], size, L1, rounds=ROUNDS, batch=BATCH
    )
    steps = np.clip(np.round(weights * context_classifier.WEIGHT_STEPS), -127, 127).astype(int)
    steps[np.abs(weights) < LIGHTEST] = 0
    rounded: Floats = np.append(steps / context_classifier.WEIGHT_STEPS, 0)
    report(rounded[features[held]].sum(1) + dense[held] @ wide, uses.past[held], uses.ended[held])
    heavy = {int(k): int(s) for k, s in zip(keys[kept], steps, strict=True) if s}
    one, past, commoner, left, right = (float(w) for w in wide)
    TARGET.write_bytes(
        inflection_model.write_inflection_model(heavy, (one, past, commoner, left, right))
    )
    print(f"{len(heavy)} weights, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    train(Path(sys.argv[1]))
