"""How well the parser reads notes with a known right answer, and what notes that it was not tuned
on can expect.

    python -m benchmarks.parsing [FOLDER …] [--generated N] [--leave-one-out TRIES]

Each FOLDER holds documents with a gold file beside them (DOC and DOC.gold.json, see
tests/notes_gold.py); tests/cases/notes and N documents of the generator are always read. Prints F1
of headwords and the share of phrases found in the right entry, in per cent.

`--leave-one-out` also chooses the weights anew for each document of the folders, without that
document: a seeded search changes one weight at a time and keeps what betters the mean over all
others. The figures beside the plain ones are those of the document left out under the weights that
the others chose: they tell what unseen notes will see.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ankigen.model import Reading
from ankigen.pipeline import vocabulary
from ankigen.readers import READERS, read
from ankigen.segmentation import merge, parse
from ankigen.segmentation.weights import Weights
from tests import generator
from tests.notes_gold import HERE, Result, judge

#: How far a weight is moved in one try, as a share of itself.
STEP = 0.3
#: A weight near nought is moved by this share of one.
LEAST = 0.6
#: What a try must better the mean by to be kept; less is chance.
GAIN = 0.0003
#: A wrong headword is worse than a phrase in the wrong entry: it makes or loses a whole card.
HEADWORDS, CONTENT = 0.6, 0.4


#: Where a document is from: a folder named by the user, tests/cases/notes, the generator.
OWN, SHIPPED, MADE = "the folders", "tests/cases/notes", "the generator"


@dataclass(frozen=True)
class Case:
    """A document as its reader gives it, and what is right."""

    name: str
    reading: Reading
    gold: Mapping[str, Any]
    group: str  # OWN, SHIPPED or MADE


def cases(folders: Sequence[Path], generated: int) -> list[Case]:
    """All documents that can be read, those of the folders first."""
    out: list[Case] = []
    for folder, group in [*((f, OWN) for f in folders), (HERE, SHIPPED)]:
        for gold in sorted(folder.rglob("*.gold.json")):
            path = gold.with_name(gold.name.removesuffix(".gold.json"))
            if path.suffix.lower() in READERS and path.exists():
                right = json.loads(gold.read_text("utf-8"))
                out.append(Case(path.name, read(path.read_bytes(), path.name), right, group))
    for seed in range(generated):
        case = generator.make(seed)
        out.append(Case(case.name, read(case.text.encode(), case.name), case.gold, MADE))
    return out


def result(case: Case, weights: Weights) -> Result:
    """How the parser does on one document."""
    entries, _ = merge(parse(case.reading, case.name, vocabulary(), weights).entries)
    return judge(case.gold, entries)


def value(r: Result) -> float:
    """One figure to search by: headwords first, then content."""
    return HEADWORDS * r.f1 + CONTENT * r.content


def mean(some: Sequence[Case], weights: Weights) -> float:
    return sum(value(result(c, weights)) for c in some) / len(some)


def searched(some: Sequence[Case], tries: int, seed: int = 1) -> Weights:
    """Weights chosen on these documents: each try moves one weight, and is kept where the mean
    is bettered.
    """
    names = [f.name for f in dataclasses.fields(Weights)]
    chance = random.Random(seed)
    weights = Weights()
    best = mean(some, weights)
    for _ in range(tries):
        name = chance.choice(names)
        now = getattr(weights, name)
        moved = round(now + chance.choice((STEP, -STEP)) * max(LEAST, abs(now)), 3)
        other = dataclasses.replace(weights, **{name: moved})
        reached = mean(some, other)
        if reached > best + GAIN:
            weights, best = other, reached
    return weights


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--generated", type=int, default=42)
    parser.add_argument("--leave-one-out", type=int, default=0, metavar="TRIES")
    given = parser.parse_args(arguments)
    everything = cases(given.folders, given.generated)
    plain = [(c, result(c, Weights())) for c in everything]
    tries = given.leave_one_out
    print(
        f"{'document':34} {'F1':>6} {'content':>8}" + ("   left out: F1  content" if tries else "")
    )
    left: list[Result] = []
    for case, r in plain:
        if case.group != OWN:
            continue
        line = _line(case.name, [r])
        if tries:
            without = result(case, searched([c for c in everything if c is not case], tries))
            left.append(without)
            line += f"          {100 * without.f1:6.1f} {100 * without.content:8.1f}"
        print(line, flush=True)
    for group in (OWN, SHIPPED, MADE):
        if some := [r for c, r in plain if c.group == group]:
            print(_line(f"mean of {group}", some))
        if group == OWN and left:
            print(_line("mean, chosen without each", left))
    return 0


def _line(name: str, some: Sequence[Result]) -> str:
    """A name and the means of some results, in per cent."""
    f1 = sum(r.f1 for r in some) / len(some)
    content = sum(r.content for r in some) / len(some)
    return f"{name[:34]:34} {100 * f1:6.1f} {100 * content:8.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
