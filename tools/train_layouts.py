"""Train the models of layouts: that of single lines, ankigen/data/lines.bin, and on top of it the
one that ranks the layouts of a group, ankigen/data/layouts.bin.

    python -m tools.train_layouts [--check FOLDER ...]

They learn from made notes alone: those of `tests.generator`, in every layout, and those typed in a
hurry or a rush. The same code gives the same bytes. `--check` trains and writes nothing; it tells
how the ranker does on notes with a known right answer (FOLDER holds documents with DOC.gold.json
beside each), and how it would do if it learned from them too, each document left out in turn.
`--ranker` keeps the model of lines. Needs scikit-learn and numpy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor

from ankigen.pipeline import vocabulary
from ankigen.readers import READERS, read
from ankigen.segmentation.groups import Pick, first_of
from ankigen.segmentation.siblings.group_features import FEATURES
from ankigen.segmentation.siblings.hypotheses import Draft, Hypothesis
from ankigen.segmentation.siblings.line_roles import load_lines
from ankigen.segmentation.siblings.outline import Group
from ankigen.text.forest import LEAF, Forest, write_forest
from tools import forest_functions
from tools.group_teacher import Example, examples
from tools.train_lines import made_case, made_cases, nodes_of, trained_lines, write_lines

DATA = Path(__file__).parent.parent / "ankigen" / "data"
TARGET, LINES = DATA / "layouts.bin", DATA / "lines.bin"

#: The documents of a round: of those in a hurry, of those in a rush, and of each layout of the
#: generator: (first seed, number). In the first round the groups around a group are decided as is
#: right; in the others as the ranker of the round before decides them, as it will be.
Round = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
Rounds = tuple[Round, ...]
#: One ranker for each set of rounds; what ships is their mean, which errs less on notes of a new
#: kind than each of them, or than one that has learned from all.
SETS: tuple[Rounds, ...] = (
    (((0, 220), (10_000, 130), (0, 2)), ((600, 180), (10_300, 110), (10, 1))),
    (((2000, 220), (12_000, 130), (20, 2)), ((2600, 180), (12_300, 110), (30, 1))),
)
#: Trees, leaves of each, least examples of a leaf, how fast they learn, and how much a leaf is
#: drawn to nought.
TREES, LEAVES, LEAST, RATE, RIDGE = 110, 12, 30, 0.1, 5.0
#: A group in which nothing is at stake weighs so much of another.
IDLE = 0.3
MOST_WEIGHT = 4.0


def made(rounds: Rounds) -> list[Example]:
    """The groups of the made notes of some rounds."""
    out: list[Example] = []
    pick: Pick | None = None
    with Pool() as pool:
        for one in rounds:
            if out:
                pick = partial(plainly, trained(out))
            cases = made_cases(one)
            for found in pool.imap(partial(_examples, pick), cases, chunksize=8):
                out += found
    return out


#: In training a hypothesis is taken that is by so much better than what is read, whatever margins
#: the program has: those are chosen afterwards.
PLAIN_MARGIN = 0.03


def plainly(
    ranker: Forest,
    draft: Draft,
    group: Group,
    some: Sequence[Hypothesis],
    features: Sequence[tuple[float, ...]],
) -> int:
    """Picks the hypothesis that a ranker puts first, with one margin for all layouts."""
    del draft, group, some
    leads = [0.0, *(ranker.total(row) - PLAIN_MARGIN for row in features[1:])]
    return max(range(len(leads)), key=lambda n: (leads[n], -n))


def _examples(pick: Pick | None, case: tuple[str, int]) -> list[Example]:
    made_ = made_case(case)
    reading = read(made_.text.encode(), made_.name)
    return examples(made_.name, reading, made_.gold, vocabulary(), pick)


def mean_of(rankers: Sequence[Forest]) -> Forest:
    """The ranker that says the mean of what some rankers say."""
    n = len(rankers)
    trees = tuple(
        tuple((f, float(np.float32(v / n)) if f == LEAF else v, low, high) for f, v, low, high in t)
        for r in rankers
        for t in r.trees
    )
    return Forest(float(np.float32(sum(r.start for r in rankers) / n)), trees)


def known(folders: Iterable[Path]) -> Iterator[Example]:
    """The groups of notes with a known right answer."""
    for folder in folders:
        for gold in sorted(folder.rglob("*.gold.json")):
            path = gold.with_name(gold.name.removesuffix(".gold.json"))
            if path.suffix in READERS:
                right: Mapping[str, Any] = json.loads(gold.read_text("utf-8"))
                yield from examples(
                    path.name, read(path.read_bytes(), path.name), right, vocabulary()
                )


def trained(some: Sequence[Example]) -> Forest:
    """The ranker that these groups teach: each hypothesis by how much it is better than what is
    read.
    """
    rows, gains, weights = [], [], []
    for e in some:
        idle = e.weight == 0 and max(e.values) == min(e.values)
        weight = (IDLE if idle else 1.0) * (0.5 + min(MOST_WEIGHT, e.weight)) ** 0.7
        for features, value in zip(e.features, e.values, strict=True):
            rows.append(features)
            gains.append(value - e.values[0])
            weights.append(weight)
    model = HistGradientBoostingRegressor(
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST,
        learning_rate=RATE,
        l2_regularization=RIDGE,
        early_stopping=False,
        random_state=0,
    )
    model.fit(np.array(rows, dtype=np.float32), np.array(gains), sample_weight=np.array(weights))
    trees = tuple(nodes_of(stage[0].nodes) for stage in model._predictors)
    return Forest(float(np.float32(model._baseline_prediction.item())), trees)


def reached(some: Sequence[Example], ranker: Forest | None) -> tuple[float, float, float]:
    """How right the groups come out by a ranker (None: as they are read), as read, and at best;
    the mean over documents.
    """
    sums: dict[str, list[float]] = {}
    for e in some:
        taken = 0
        if ranker is not None:
            taken = first_of(ranker, e.scope, e.layouts, e.features)
        total = sums.setdefault(e.document, [0.0, 0.0, 0.0, 0.0])
        for n, value in enumerate((1.0, e.values[taken], e.values[0], max(e.values))):
            total[n] += value * e.weight
    means = [[s[n] / s[0] for n in (1, 2, 3)] for s in sums.values() if s[0]]
    got, read_, most = (sum(column) / len(means) for column in zip(*means, strict=True))
    return got, read_, most


def check(folders: Sequence[Path]) -> None:
    real = list(known(folders))
    learned = [made(rounds) for rounds in SETS]
    got_, read_, most = reached(real, mean_of([trained(some) for some in learned]))
    print(f"made notes alone: {got_:.3f}, as read {read_:.3f}, at best {most:.3f}")
    got = []
    for name in sorted({e.document for e in real}):
        others = [e for e in real if e.document != name]
        without = mean_of([trained([*some, *others]) for some in learned])
        got.append(reached([e for e in real if e.document == name], without)[0])
    print(f"real notes too, each left out in turn: {sum(got) / len(got):.3f}")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--ranker", action="store_true", help="keep the model of lines")
    given = parser.parse_args(arguments)
    if given.check:
        check(given.check)
        return 0
    if not given.ranker:
        LINES.write_bytes(b"")
        LINES.write_bytes(write_lines(trained_lines()))
        load_lines.cache_clear()
    ranker = mean_of([trained(made(rounds)) for rounds in SETS])
    TARGET.write_bytes(write_forest(ranker, FEATURES))
    for path in (LINES, TARGET):
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    forest_functions.main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
