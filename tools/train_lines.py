"""Train the model of single lines (ankigen/data/lines.bin) on made notes; called by
tools/train_layouts.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from multiprocessing import Pool
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from ankigen.pipeline import vocabulary
from ankigen.readers import read
from ankigen.segmentation import parse
from ankigen.segmentation.groups import Pick
from ankigen.segmentation.siblings.hypotheses import Draft, Hypothesis
from ankigen.segmentation.siblings.line_features import ROLE_FEATURES, SPLIT_FEATURES, Lines
from ankigen.segmentation.siblings.line_roles import LineModel, LineRole, with_splits
from ankigen.segmentation.siblings.outline import Group
from ankigen.segmentation.splits.split import Split
from ankigen.text.forest import LEAF, Forest, Node, write_forest
from tests import generator
from tools.line_teacher import LineTeacher, lines_of

#: Of hurried and rushed notes and of each layout: (first seed, number).
Documents = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
#: What the splits are learned from, and what the roles: other notes, so that these see splits as
#: they will be.
SPLITS: Documents = ((5000, 130), (14_000, 260), (50, 1))
ROLES: Documents = ((6000, 260), (15_000, 460), (60, 1))
#: Trees and leaves of each, least lines of a leaf, how fast they learn, how much a leaf is drawn
#: to nought.
SPLIT_TREES, SPLIT_LEAVES = 60, 12
ROLE_TREES, ROLE_LEAVES = 40, 12
LEAST, RATE, RIDGE = 20, 0.12, 3.0

#: A way to split a line: its place among its siblings, the split, its features, whether right.
Way = tuple[int, Split, tuple[float, ...], bool]
#: The lines of a document; for each file the ways to split its lines, and the role of each.
Lesson = tuple[Lines, list[tuple[list[Way], list[LineRole | None]]]]


def made_cases(documents: Documents) -> list[tuple[str, int]]:
    (hurried, many), (rushed, more), (first, count) = documents
    cases = [("hurried", seed) for seed in range(hurried, hurried + many)]
    cases += [("rushed", seed) for seed in range(rushed, rushed + more)]
    cases += [(n, s) for n in sorted(generator.LAYOUTS) for s in range(first, first + count)]
    return cases


def made_case(case: tuple[str, int]) -> generator.Case:
    kind, seed = case
    if kind == "hurried":
        return generator.make_hurried(seed)
    return generator.make_rushed(seed) if kind == "rushed" else generator.make(seed, kind)


def _lesson(case: tuple[str, int]) -> Lesson | None:
    made = made_case(case)
    drafts: list[Draft] = []

    def see(
        draft: Draft,
        group: Group,
        some: Sequence[Hypothesis],
        features: Sequence[tuple[float, ...]],
    ) -> int:
        del group, some, features
        drafts.append(draft)
        raise _SeenError

    pick: Pick = see
    try:
        parse(read(made.text.encode(), made.name), made.name, vocabulary(), pick=pick)
    except _SeenError:
        lines = lines_of(drafts[0])
        teacher = LineTeacher(drafts[0], made.gold)
        return lines, [_taught(lines, teacher, n) for n in range(len(lines.files))]
    return None


class _SeenError(Exception):
    """The draft of a document has been seen; the rest of its reading is not needed."""


def _taught(lines: Lines, teacher: LineTeacher, n: int) -> tuple[list[Way], list[LineRole | None]]:
    file = lines.files[n]
    ways = [(i, s, row, teacher.names(file[i].at, s)) for i, s, row in lines.split_rows(file)]
    roles = [
        teacher.role(sibling.at, [s for i, s, *_ in ways if i == place])
        for place, sibling in enumerate(file)
    ]
    return ways, roles


def _lessons(documents: Documents) -> Iterator[Lesson]:
    with Pool() as pool:
        for lesson in pool.imap(_lesson, made_cases(documents), chunksize=8):
            if lesson is not None:
                yield lesson


def trained_lines() -> LineModel:
    """The model that made notes teach."""
    rows, right = [], []
    for _, files in _lessons(SPLITS):
        for ways, roles in files:
            for n, _, row, names in ways:
                if roles[n] is not None:
                    rows.append(row)
                    right.append(int(names and roles[n] is LineRole.ENTRY))
    split = _grown(rows, right, SPLIT_TREES, SPLIT_LEAVES)[0]
    chance = LineModel(split, ()).chance
    rows, right = [], []
    for lines, files in _lessons(ROLES):
        for (_, roles), own in zip(files, lines.role_rows(with_splits(lines, chance)), strict=True):
            for role, row in zip(roles, own, strict=True):
                if role is not None:
                    rows.append(row)
                    right.append(int(role))
    return LineModel(split, tuple(_grown(rows, right, ROLE_TREES, ROLE_LEAVES)))


def _grown(
    rows: Sequence[Sequence[float]], right: Sequence[int], trees: int, leaves: int
) -> list[Forest]:
    model = HistGradientBoostingClassifier(
        max_iter=trees,
        max_leaf_nodes=leaves,
        min_samples_leaf=LEAST,
        learning_rate=RATE,
        l2_regularization=RIDGE,
        early_stopping=False,
        random_state=0,
    )
    model.fit(np.array(rows, dtype=np.float32), np.array(right))
    start = np.ravel(model._baseline_prediction)
    return [
        Forest(
            float(np.float32(start[k])),
            tuple(nodes_of(stage[k].nodes) for stage in model._predictors),
        )
        for k in range(len(start))
    ]


def nodes_of(grown: Any) -> tuple[Node, ...]:
    """The nodes of a tree as scikit-learn grew it."""
    return tuple(
        (LEAF, float(np.float32(n["value"])), 0, 0)
        if n["is_leaf"]
        else (
            int(n["feature_idx"]),
            float(np.float32(n["num_threshold"])),
            int(n["left"]),
            int(n["right"]),
        )
        for n in grown
    )


def write_lines(model: LineModel) -> bytes:
    """The bytes of a model of lines."""
    return write_forest(model.split, SPLIT_FEATURES) + b"".join(
        write_forest(forest, ROLE_FEATURES) for forest in model.roles
    )
