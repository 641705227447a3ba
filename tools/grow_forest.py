"""Grow the forest that weighs spellings: ankigen/data/spellings.bin.

    python -m tools.grow_forest FOLDER [FOLDER ...] [--notes FOLDER ...] [--errors FILE] [--check]

A FOLDER holds clean English prose, a .txt file per field and a paragraph per line; `benchmarks/prose` is one. From it four
kinds of example are made: words that no list has and that are right (names, terms, foreign words), seeded slips of the fingers
(as `benchmarks.typos` makes them), and misspellings that people make, out of the list of known ones, once as the list knows them and
once with its knowledge withheld. `--notes` adds notes with a known right answer: DOC beside DOC.gold.json, whose "typos" say line, wrong and right.
`--errors` names a file of misspelled words that the prose itself holds: they are no examples of right words. Nothing but the trees is
kept: no word of the prose is in the file.

`--check` grows nothing; it tells, field by field left out in turn, what the forest would do. Needs scikit-learn and numpy.
The forest in the package was grown from 14 parts of an encyclopaedia, public addresses, the manuals of free programs in ten fields
(690,000 words with the prose of the benchmark) and 18 sets of notes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from ankigen import spelling
from ankigen.model import Entry, Origin, Paragraph, RichText
from ankigen.model.settings import TypoSettings
from ankigen.pipeline import vocabulary
from ankigen.readers import READERS
from ankigen.segmentation import parse
from ankigen.spelling import nonword
from ankigen.spelling.candidate_features import MEASURES, TokenizedText, Verdict
from ankigen.spelling.document_model import DocumentModel
from ankigen.spelling.lexicon import load_lexicon
from ankigen.spelling.nonword_candidates import Speller
from ankigen.spelling.overrides import read_decisions
from ankigen.spelling.ranker import LEAF, Node, Ranker, write_ranker
from ankigen.spelling.tokens import Token
from benchmarks.typos import SPELLING as SLIPS
from benchmarks.typos import as_entries, slips_in

TARGET = Path(__file__).parent.parent / "ankigen" / "data" / "spellings.bin"

#: Trees, leaves of each, least examples of a leaf, and how fast they learn: small trees, so that a field left out is judged well.
TREES, LEAVES, LEAST, RATE = 120, 16, 20, 0.12
#: A right word that would be changed weighs more than an error that stays.
WEIGHTS = {
    "clean": 12.0,
    "seeded": 1.0,
    "withheld": 1.0,
    "listed": 0.5,
    "fragment": 1.0,
    "notes": 4.0,
}
#: … and so does a wrong mend of an error.
WRONG_MEND = 2.0
#: In so many parts the fields are left out in turn.
FOLDS = 8
#: Kinds whose weight holds for right and wrong alike.
PLAIN_KINDS = ("clean", "notes", "fragment")
SEEDS = (7, 8)

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")


@dataclass(frozen=True)
class Example:
    """The measures of a word's best candidate, and whether it is what was meant."""

    kind: str
    group: str
    measures: tuple[float, ...]
    verdict: Verdict
    right: bool
    words: tuple[str, str]  # as written, and the candidate


#: (number of the entry, the line, the text, the token, the candidate) → whether it is right; None: not to be learned from.
Judge = Callable[[int, int, str, Token, str], bool | None]


def read_entries(entries: Sequence[Entry]) -> tuple[list[spelling.EntryState], DocumentModel]:
    """Entries as the cleaner reads them before its first round, and the page of their document."""
    decisions = read_decisions(TypoSettings(), [e.term.text for e in entries])
    works, tally = spelling.begin(entries)
    spelling.tell_languages(works, "")
    return works, tally.page(decisions.glossary)


def same_word(token: Token, text: str) -> bool:
    """Whether a word stands in a text."""
    return token.low in _words(text)


def examples(entries: Sequence[Entry], kind: str, group: str, judge: Judge) -> Iterator[Example]:
    """What the forest would be asked about these entries, with the judge's answers."""
    works, page = read_entries(entries)
    speller = Speller(page)
    for n, work in enumerate(works):
        for text in work.texts:
            if not text.english:
                continue
            passage = TokenizedText(text.tokens, page)
            headword = text.place.role in ("term", "context")
            for number, token in enumerate(text.tokens):
                if not nonword.may_be_misspelled(token, page, headword=headword):
                    continue
                weighed = nonword.weigh(passage, number, speller, headword=headword)
                if weighed is None:
                    continue
                best, verdict, seen = weighed
                line = text.raw.line_at(token.start) or work.entry.origin.line
                right = judge(n, line, text.now.text, token, best.text)
                if right is not None:
                    yield Example(kind, group, seen, verdict, right, (token.text, best.text))


def from_prose(path: Path) -> Iterator[Example]:
    """The examples of a field of prose."""
    paragraphs = path.read_text(encoding="utf-8").splitlines()
    field = path.stem
    yield from examples(as_entries(paragraphs), "clean", field, lambda *_: False)
    for seed in SEEDS:
        yield from _seeded(paragraphs, field, seed)
        yield from _listed(paragraphs, field, seed, withheld=True)
        yield from _listed(paragraphs, field, seed, withheld=False)
        yield from _fragments(paragraphs, field, seed)


def _seeded(paragraphs: Sequence[str], field: str, seed: int) -> Iterator[Example]:
    damaged, slips = slips_in(paragraphs, random.Random(seed))
    by_paragraph = {s.paragraph: s for s in slips}

    def judge(n: int, line: int, text: str, token: Token, after: str) -> bool | None:
        slip = by_paragraph.get(n)
        if slip is None or token.end <= slip.start or slip.start + len(slip.wrong) <= token.start:
            return None
        made = damaged[n][: token.start] + after + damaged[n][token.end :]
        return made.lower() == paragraphs[n].lower()

    return examples(as_entries(damaged), "seeded", field, judge)


def _listed(
    paragraphs: Sequence[str], field: str, seed: int, *, withheld: bool
) -> Iterator[Example]:
    """Misspellings of the list; `withheld`: while the list does not hold them."""
    lexicon = load_lexicon()
    slips: dict[str, list[str]] = {}
    for wrong, right in lexicon.corrections.items():
        if wrong.isalpha() and "," not in right:
            slips.setdefault(right.strip(), []).append(wrong)
    rng = random.Random(seed)
    damaged, meant = [], {}
    for n, paragraph in enumerate(paragraphs):
        words = [m for m in _WORD.finditer(paragraph) if m.group() in slips]
        if words:
            word = rng.choice(words)
            wrong = rng.choice(slips[word.group()])
            meant[n] = (word.start(), wrong, word.group())
            paragraph = paragraph[: word.start()] + wrong + paragraph[word.end() :]
        damaged.append(paragraph)
    corrections: Any = lexicon.corrections
    gone = {m[1] for m in meant.values()} if withheld else ()
    taken = {wrong: corrections.pop(wrong) for wrong in gone}
    kind = "withheld" if withheld else "listed"

    def judge(n: int, line: int, text: str, token: Token, after: str) -> bool | None:
        start, _, right = meant.get(n, (-1, "", ""))
        return after == right if token.start == start else None

    try:
        yield from list(examples(as_entries(damaged), kind, field, judge))
    finally:
        corrections.update(taken)


#: A fragment has at most so many words; of the strange words of a text and of its known ones so many are taken.
LONGEST_FRAGMENT, FRAGMENTS = 3, 2


def _fragments(paragraphs: Sequence[str], field: str, seed: int) -> Iterator[Example]:
    """Headwords and short definitions, as vocabularies have them: fragments of the prose, some of them damaged."""
    lexicon, rng = load_lexicon(), random.Random(seed)
    entries: list[Entry] = []
    meant: dict[str, tuple[int, int, str]] = {}
    for n, paragraph in enumerate(paragraphs):
        words = [m for m in _WORD.finditer(paragraph) if len(m.group()) > 3]
        strange = [m for m in words if not lexicon.exists(m.group().lower())]
        usual = [m for m in words if m.group() in lexicon.codes]
        for word in (
            *rng.sample(strange, min(FRAGMENTS, len(strange))),
            *rng.sample(usual, min(FRAGMENTS, len(usual))),
        ):
            start = word.start()
            for _ in range(rng.randrange(LONGEST_FRAGMENT)):
                start = max(0, paragraph.rfind(" ", 0, max(0, start - 1)) + 1)
            text, at = paragraph[start : word.end()], word.start() - start
            if not re.fullmatch(r"[\w' -]+", text) or (word in usual and text in meant):
                continue
            right = word.group()
            if word in usual:
                wrong = rng.choice(list(SLIPS.values()))(right, rng)
                if lexicon.exists(wrong):
                    continue
                text = text[:at] + wrong
            headword = rng.random() < 0.5
            if headword:
                text = text[:1].upper() + text[1:]
            meant[text] = (at, len(text), right if word in usual else "")
            origin = Origin("prose.txt", n + 1)
            other = paragraph if rng.random() < 0.5 else paragraphs[(n + 1) % len(paragraphs)]
            term, body = (text, other) if headword else (right, text)
            entries.append(
                Entry(RichText.of(term, n + 1), (Paragraph(RichText.of(body, n + 1)),), origin)
            )

    def judge(n: int, line: int, text: str, token: Token, after: str) -> bool | None:
        if text not in meant or token.start != meant[text][0]:
            return None
        return after.lower() == meant[text][2].lower()

    return examples(entries, "fragment", field, judge)


def from_notes(gold: Path) -> Iterator[Example]:
    """The examples of a document with a known right answer."""
    path = gold.with_name(gold.name.removesuffix(".gold.json"))
    answer = json.loads(gold.read_text(encoding="utf-8"))
    read = READERS.get(path.suffix.lower())
    if not answer.get("typos") or read is None or not path.exists():
        return
    document = parse(read(path.read_bytes(), path.name), path.name, vocabulary())
    errors = [*answer["typos"], *answer.get("tolerated", ())]

    def judge(n: int, line: int, text: str, token: Token, after: str) -> bool | None:
        here = [e for e in errors if abs(e["line"] - line) < 2 and same_word(token, e["wrong"])]
        return any(
            _letters(e["right"]) in _letters(after) or _letters(after) in _letters(e["right"])
            for e in here
        )

    yield from examples(document.entries, "notes", path.stem, judge)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:'\w+)?", text.lower())


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def grow(found: Sequence[Example]) -> HistGradientBoostingClassifier:
    """The classifier of scikit-learn for these examples."""
    weights = [
        WEIGHTS[e.kind] * (1.0 if e.right or e.kind in PLAIN_KINDS else WRONG_MEND) for e in found
    ]
    return grown([e.measures for e in found], [e.right for e in found], weights)


def grown(
    measures: Sequence[Sequence[float]], right: Sequence[bool], weights: Sequence[float]
) -> HistGradientBoostingClassifier:
    """The classifier for rows of measures, whether each is right, and what each weighs."""
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST,
        l2_regularization=1.0,
        random_state=0,
    )
    return model.fit(np.array(measures), right, sample_weight=weights)


def as_forest(model: Any) -> Ranker:
    """The classifier's trees as ankigen reads them."""
    trees = []
    for (tree,) in model._predictors:
        nodes: list[Node] = [
            (LEAF, float(np.float32(node["value"])), 0, 0)
            if node["is_leaf"]
            else (
                int(node["feature_idx"]),
                float(np.float32(node["num_threshold"])),
                int(node["left"]),
                int(node["right"]),
            )
            for node in tree.nodes
        ]
        trees.append(tuple(nodes))
    return Ranker(float(model._baseline_prediction.item()), tuple(trees))


def check(found: Sequence[Example]) -> None:
    """Print what a forest would do with fields that it has not seen."""
    groups = [e.group for e in found]
    x = np.array([e.measures for e in found])
    chances = np.zeros(len(found))
    for seen, unseen in GroupKFold(min(FOLDS, len(set(groups)))).split(x, None, groups):
        model = grow([found[i] for i in seen])
        chances[unseen] = model.predict_proba(x[unseen])[:, 1]
    print("kind      examples  right | mended right, wrong | said right, wrong")
    for kind in WEIGHTS:
        told = {(act, right): 0 for act in ("mended", "said") for right in (True, False)}
        mine = [(e, c) for e, c in zip(found, chances, strict=True) if e.kind == kind]
        for e, chance in mine:
            least = nonword.MENDED_TOO if e.verdict is Verdict.MEND else nonword.MENDED
            if chance > least:
                told["mended", e.right] += 1
            elif chance > nonword.SAID:
                told["said", e.right] += 1
        print(
            f"{kind:8} {len(mine):9} {sum(e.right for e, _ in mine):6} |"
            f" {told['mended', True]:12} {told['mended', False]:6} |"
            f" {told['said', True]:10} {told['said', False]:6}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Gather, and grow or check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("prose", type=Path, nargs="+")
    parser.add_argument("--notes", type=Path, nargs="*", default=())
    parser.add_argument("--errors", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    errors = set(options.errors.read_text("utf-8").split()) if options.errors else set()
    found = [
        e for folder in options.prose for p in sorted(folder.glob("*.txt")) for e in from_prose(p)
    ]
    found += [
        e
        for folder in options.notes
        for p in sorted(folder.rglob("*.gold.json"))
        for e in from_notes(p)
    ]
    found = [e for e in found if e.right or e.words[0].lower() not in errors]
    print(f"{len(found)} examples, {len(MEASURES)} measures", file=sys.stderr)
    if options.check:
        check(found)
        return 0
    TARGET.write_bytes(write_ranker(as_forest(grow(found))))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
