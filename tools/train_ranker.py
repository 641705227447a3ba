"""Train the ranker of spellings: ankigen/data/ranker.bin.

`python -m tools.rebuild_data` runs it, on prose out of the packages of `tools/sources.py`;
`python -m tools.train_ranker FOLDER` trains on packages that were fetched before, and `--check`
says instead what rankers trained without each field do with it. Four kinds of example are made
of the prose: right words that no list has, and others that are hidden from the lists; slips of
the fingers (as `benchmarks.typos` makes them); and misspellings that people make, with the
list's knowledge of them and without. Only numbers are kept. Needs scikit-learn, whose version
requirements/data.txt pins."""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from ankigen.spelling.rules import FIX, Decision
from ankigen.spelling.texts.text_state import EntryState
from ankigen.spelling.unknown import nonword, which_words
from ankigen.spelling.unknown.candidate_features import FEATURES, TokenizedText
from ankigen.spelling.unknown.candidates import Speller
from ankigen.spelling.words.document_model import Counts, DocumentModel
from ankigen.spelling.words.lexicon import load_lexicon
from ankigen.spelling.words.tokens import Token
from ankigen.text.forest import LEAF, Forest, Node, write_forest
from benchmarks.typos import as_entries, slips_in
from tools import sources
from tools.compile_words import unseen

TARGET = Path(__file__).parent.parent / "ankigen" / "data" / "ranker.bin"

#: Paragraphs of each field; so many at a time are a document.
PARAGRAPHS, DOCUMENT = 3000, 150
#: Trees, leaves of each, least examples of a leaf, and how fast they learn: small trees, so that a
#: field left out is judged well.
TREES, LEAVES, LEAST, RATE = 100, 12, 30, 0.12
#: A right word that would be changed weighs more than an error that stays, and so does a wrong
#: correction of an error.
WEIGHTS = {"clean": 1.0, "hidden": 0.7, "seeded": 1.0, "withheld": 1.0, "listed": 0.5}
WRONG_CORRECTION = 2.0
#: An unknown word of notes is so many times as likely a slip as one of the examples, which are
#: edited prose.
NOTES_ODDS = 3.0
#: Thresholds and values are rounded to so many places, so that no machine's last bit shows.
PLACES = 3
#: Of the words that are rarer than this so large a share is hidden.
HIDDEN_RARER, HIDDEN_SHARE, HIDDEN_LETTERS = 7.0, 0.08, 5

#: Words of a fragment, and how many fragments begin with a capital.
FRAGMENT, FRAGMENT_CAPITAL = (1, 8), 0.6
#: A word of the prose is right if its field has it so often.
EDITED_COUNT = 2

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")


@dataclass(frozen=True)
class Example:
    """The features of a word's best candidate, and whether it is what was meant."""

    kind: str
    field: str
    features: tuple[float, ...]
    decision: Decision
    right: bool


#: (number of the paragraph, the token, the candidate) → whether it is right; None: not to be
#: learned from.
Judge = Callable[[int, Token, str], bool | None]


def examples(paragraphs: Sequence[str], kind: str, field: str, judge: Judge) -> Iterator[Example]:
    """What the ranker would be asked about a document, with the judge's answers."""
    states = [EntryState.of(entry) for entry in as_entries(paragraphs)]
    model = DocumentModel.of([Counts.of((s.texts[-1].tokens, False) for s in states)], frozenset())
    speller = Speller(model)
    for n, state in enumerate(states):
        tokens = state.texts[-1].tokens
        passage = TokenizedText(tokens, model)
        for number, token in enumerate(tokens):
            if not which_words.may_be_misspelled(tokens, number, model, headword=False):
                continue
            weighed = nonword.weigh(passage, number, speller, headword=False)
            if weighed is None:
                continue
            best, decision, features = weighed
            right = judge(n, token, best.text)
            if right is not None:
                yield Example(kind, field, features, decision, right)


def of_field(field: str, paragraphs: Sequence[str]) -> Iterator[Example]:
    """The examples of a field of prose."""
    rng = random.Random(field)
    counts = Counter(word for p in paragraphs for word in re.findall(r"[a-z]+", p.lower()))

    def clean(n: int, token: Token, after: str) -> bool | None:
        """Edited prose holds an error now and then: what stands once in a field is no example of
        a right word.
        """
        return False if counts[token.low] >= EDITED_COUNT else None

    chosen = rng.sample(list(paragraphs), min(PARAGRAPHS, len(paragraphs)))
    for seed, at in enumerate(range(0, len(chosen), DOCUMENT)):
        document = chosen[at : at + DOCUMENT]
        if seed % 2:
            document = list(fragments(document, rng))
        yield from examples(document, "clean", field, clean)
        yield from _hidden(document, field, seed)
        yield from _seeded(document, field, seed)
        yield from _listed(document, field, seed, withheld=True)
        if seed % 3 == 0:
            yield from _listed(document, field, seed, withheld=False)


def fragments(paragraphs: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Prose in short pieces, as notes have it: a word then has few neighbours to tell of it."""
    for paragraph in paragraphs:
        words = paragraph.split()
        at = 0
        while at < len(words):
            length = rng.randint(*FRAGMENT)
            piece = " ".join(words[at : at + length])
            yield piece[:1].upper() + piece[1:] if rng.random() < FRAGMENT_CAPITAL else piece
            at += length


def _hidden(document: Sequence[str], field: str, seed: int) -> Iterator[Example]:
    """Right words that the lists would not have."""
    lexicon = load_lexicon()
    rng = random.Random(seed)
    codes: Any = lexicon.codes
    words = {w for p in document for w in re.findall(r"[a-z]+", p)}
    gone = sorted(
        w
        for w in words
        if len(w) >= HIDDEN_LETTERS and w in codes and lexicon.frequency(w) < HIDDEN_RARER
    )
    gone = rng.sample(gone, int(len(gone) * HIDDEN_SHARE))
    taken = {word: codes.pop(word) for word in gone}

    def judge(n: int, token: Token, after: str) -> bool | None:
        return False if token.low in taken else None

    try:
        yield from list(examples(document, "hidden", field, judge))
    finally:
        codes.update(taken)


def _seeded(document: Sequence[str], field: str, seed: int) -> Iterator[Example]:
    damaged, slips = slips_in(document, random.Random(seed))
    by_paragraph = {s.paragraph: s for s in slips}

    def judge(n: int, token: Token, after: str) -> bool | None:
        slip = by_paragraph.get(n)
        if slip is None or token.end <= slip.start or slip.start + len(slip.wrong) <= token.start:
            return None
        made = damaged[n][: token.start] + after + damaged[n][token.end :]
        return made.lower() == document[n].lower()

    return examples(damaged, "seeded", field, judge)


def _listed(document: Sequence[str], field: str, seed: int, *, withheld: bool) -> Iterator[Example]:
    """Misspellings of the list; `withheld`: while the list does not hold them."""
    lexicon = load_lexicon()
    slips: dict[str, list[str]] = {}
    for wrong, right in sorted(lexicon.corrections.items()):
        if wrong.isalpha() and "," not in right:
            slips.setdefault(right.strip(), []).append(wrong)
    rng = random.Random(seed)
    damaged, meant = [], {}
    for n, paragraph in enumerate(document):
        words = [m for m in _WORD.finditer(paragraph) if m.group() in slips]
        if words:
            word = rng.choice(words)
            wrong = rng.choice(slips[word.group()])
            meant[n] = (word.start(), wrong, word.group())
            paragraph = paragraph[: word.start()] + wrong + paragraph[word.end() :]
        damaged.append(paragraph)
    corrections: Any = lexicon.corrections
    gone = {m[1] for m in meant.values()} if withheld else set()
    taken = {wrong: corrections.pop(wrong) for wrong in sorted(gone)}

    def judge(n: int, token: Token, after: str) -> bool | None:
        start, _, right = meant.get(n, (-1, "", ""))
        return after == right if token.start == start else None

    try:
        yield from list(examples(damaged, "withheld" if withheld else "listed", field, judge))
    finally:
        corrections.update(taken)


def fitted(found: Sequence[Example]) -> HistGradientBoostingClassifier:
    """scikit-learn's boosted trees for these examples."""
    weights = [
        WEIGHTS[e.kind] * (1.0 if e.right or e.kind in ("clean", "hidden") else WRONG_CORRECTION)
        for e in found
    ]
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=0,
    )
    with threadpool_limits(1):  # sums in one order
        return model.fit(
            np.array([e.features for e in found]), [e.right for e in found], sample_weight=weights
        )


def as_forest(model: Any) -> Forest:
    """The trees as ankigen reads them."""
    trees = []
    for (tree,) in model._predictors:
        nodes: list[Node] = [
            (LEAF, rounded(node["value"]), 0, 0)
            if node["is_leaf"]
            else (
                int(node["feature_idx"]),
                rounded(node["num_threshold"]),
                int(node["left"]),
                int(node["right"]),
            )
            for node in tree.nodes
        ]
        trees.append(tuple(nodes))
    return Forest(rounded(model._baseline_prediction.item() + log(NOTES_ODDS)), tuple(trees))


def rounded(value: float) -> float:
    return float(np.float32(round(float(value), PLACES)))


def train(folder: Path, target: Path) -> None:
    """Train on the prose of the packages in `folder` and write the ranker."""
    found = list(gathered(folder))
    target.write_bytes(write_forest(as_forest(fitted(found)), FEATURES))


def gathered(folder: Path) -> Iterator[Example]:
    for field, paragraphs in sources.prose(folder).items():
        yield from of_field(field, unseen(paragraphs))


def check(found: Sequence[Example]) -> None:
    """Print what a ranker would do with a field that it has not seen."""
    print("field          kind      examples  right | fixed right, wrong | suggested right, wrong")
    for field in sorted({e.field for e in found}):
        model = fitted([e for e in found if e.field != field])
        mine = [e for e in found if e.field == field]
        probabilities = model.predict_proba(np.array([e.features for e in mine]))[:, 1]
        for kind in WEIGHTS:
            count = {(act, right): 0 for act in ("fix", "suggest") for right in (True, False)}
            some = [(e, p) for e, p in zip(mine, probabilities, strict=True) if e.kind == kind]
            for e, p in some:
                if p > (nonword.FIXED_TOO if e.decision is FIX else nonword.FIXED):
                    count["fix", e.right] += 1
                elif p > nonword.SUGGESTED:
                    count["suggest", e.right] += 1
            print(
                f"{field:14} {kind:8} {len(some):9} {sum(e.right for e, _ in some):6} |"
                f" {count['fix', True]:10} {count['fix', False]:6} |"
                f" {count['suggest', True]:10} {count['suggest', False]:6}"
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Train or check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="where tools.sources.fetch put the packages")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    if options.check:
        check(list(gathered(options.folder)))
    else:
        train(options.folder, TARGET)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
