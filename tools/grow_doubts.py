"""Grow the forest that weighs what may have been meant for a word that exists: ankigen/data/doubts.bin.

    python -m tools.grow_doubts FOLDER [FOLDER ...] [--notes FOLDER ...] [--check]

A FOLDER holds clean English prose, a .txt file per field and a paragraph per line; so many words of it at a time are a document, once as
it is and once with a slip in every sixty words: a word one slip away, a word that is taken for it, an ending lost or added. Learned from
are the places where the rules of ankigen/spelling/realword.py say nothing. `--notes` adds notes with a known right answer, as for
tools/grow_forest.py. Nothing but the trees is kept.

`--check` grows nothing; it tells, field by field left out in turn, how many slips would be told at so many reports per 10,000 words.
The forest in the package was grown from 14 parts of an encyclopaedia, the manuals of free programs in ten fields, documentation, a
novel, the World Factbook, the prose of the benchmark (770,000 words in all) and 12 sets of notes. Needs scikit-learn and numpy.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from ankigen.model import Entry
from ankigen.pipeline import vocabulary
from ankigen.readers import READERS
from ankigen.segmentation import parse
from ankigen.spelling import realword
from ankigen.spelling.lexicon import load_lexicon
from ankigen.spelling.neighbor_search import one_edit
from ankigen.spelling.ranker import write_ranker
from ankigen.spelling.realword_candidates import MEASURES, Relation, readings, slips
from ankigen.spelling.tokens import Token
from benchmarks.typos import as_entries
from tools.grow_forest import as_forest, grown, read_entries, same_word

TARGET = Path(__file__).parent.parent / "ankigen" / "data" / "doubts.bin"

#: A document has so many words, a field at most so many documents; a slip stands in so many words.
DOCUMENT, DOCUMENTS, WORDS_PER_SLIP = 1800, 14, 60
#: Of the slips so many are one letter, so many known confusions, so many lost endings; the rest are endings too many.
ONE_LETTER, CONFUSIONS, LOST_ENDINGS = 0.35, 0.2, 0.3
#: An example of notes weighs as much as so many others.
NOTES = 3.0
FOLDS = 6
PER_10000 = (1, 2, 4, 6, 8)

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


@dataclass(frozen=True)
class Example:
    """The measures of a place's best reading, and whether it is what was meant."""

    kind: str
    group: str
    measures: tuple[float, ...]
    right: bool
    words: tuple[str, str]


@dataclass(frozen=True)
class Found:
    """The examples of a field, the words of its clean documents and the slips put in."""

    examples: tuple[Example, ...]
    words: int
    slips: int


def places(entries: Sequence[Entry]) -> Iterator[tuple[int, int, Token, str, tuple[float, ...]]]:
    """(number of the entry, line, token, reading, measures) wherever the rules say nothing and a reading is weighed."""
    works, page = read_entries(entries)
    confuser = realword.RealwordDetector(page)
    for number, work in enumerate(works):
        for text in work.texts:
            if not text.english or text.place.role in ("term", "context"):
                continue
            for at, token in enumerate(text.tokens):
                if token.guarded or token.glued or not page.known(token.low):
                    continue
                if not confuser.watches(token.low) or token.low in page.glossary:
                    continue
                if realword.by_rules(text.tokens, at, page, confuser) is not None:
                    continue
                weighed = realword.weigh(text.tokens, at, page, confuser)
                if weighed is not None:
                    line = text.raw.line_at(token.start) or work.entry.origin.line
                    yield number, line, token, weighed[0].other, weighed[1]


def documents(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    """The paragraphs, as many at a time as a document has."""
    found: list[str] = []
    words = 0
    for paragraph in paragraphs:
        found.append(paragraph)
        words += len(paragraph.split())
        if words > DOCUMENT:
            yield found
            found, words = [], 0


def damaged(
    paragraphs: Sequence[str], rng: random.Random
) -> tuple[list[str], dict[int, tuple[int, str]]]:
    """The paragraphs with slips, and by paragraph where one stands and what was meant."""
    lexicon = load_lexicon()
    out: list[str] = []
    meant: dict[int, tuple[int, str]] = {}
    for number, paragraph in enumerate(paragraphs):
        words = list(_WORD.finditer(paragraph))
        out.append(paragraph)
        if len(words) < 9 or rng.random() > len(words) / WORDS_PER_SLIP:
            continue
        for _ in range(25):
            word = rng.choice(words)
            start, end = word.span()
            if paragraph[start - 1 : start].isalpha() or paragraph[end : end + 1].isalpha():
                continue  # part of a word with a capital
            wanted = _relations(rng.random())
            draw: dict[str, float] = {}
            if Relation.SLIP in wanted:
                near = one_edit(word.group(), lexicon)
                for other, _ in slips(word.group(), near, lexicon):
                    draw[other] = 2 ** (lexicon.frequency(other) / 3)
            for other, relation in readings(word.group(), lexicon):
                if relation in wanted:
                    draw[other] = 1.0
            if draw:
                wrong = rng.choices(list(draw), list(draw.values()))[0]
                out[number] = paragraph[:start] + wrong + paragraph[end:]
                meant[number] = (start, word.group())
                break
    return out, meant


def _relations(chance: float) -> tuple[Relation, ...]:
    """What the word that is put in is to the right one, seen from the right one."""
    if chance < ONE_LETTER:
        return (Relation.SLIP,)
    if chance < ONE_LETTER + CONFUSIONS:
        return (Relation.CONFUSED,)
    if chance < ONE_LETTER + CONFUSIONS + LOST_ENDINGS:
        return (Relation.EXTRA_S, Relation.EXTRA_ED)
    return (Relation.LOST_S, Relation.LOST_ED)


def from_prose(path: Path) -> Found:
    """The examples of a field."""
    rng, field = random.Random(path.stem), path.stem
    lines = [t for t in path.read_text("utf-8").splitlines() if len(t.split()) > 3]
    examples: list[Example] = []
    words = slips = 0
    for _, paragraphs in zip(range(DOCUMENTS), documents(lines), strict=False):
        words += sum(len(p.split()) for p in paragraphs)
        for _, _, token, other, seen in places(as_entries(paragraphs)):
            examples.append(Example("clean", field, seen, False, (token.text, other)))
        wrong, meant = damaged(paragraphs, rng)
        slips += len(meant)
        for number, _, token, other, seen in places(as_entries(wrong)):
            start, right = meant.get(number, (-1, ""))
            if token.start == start:
                examples.append(Example("slip", field, seen, other == right, (token.text, other)))
    return Found(tuple(examples), words, slips)


def from_notes(gold: Path) -> Found:
    """The examples of a document with a known right answer."""
    path = gold.with_name(gold.name.removesuffix(".gold.json"))
    errors = json.loads(gold.read_text("utf-8")).get("typos", [])
    document = parse(READERS[path.suffix](path.read_bytes(), path.name), path.name, vocabulary())
    examples = []
    for _, line, token, other, seen in places(document.entries):
        here = [e for e in errors if abs(e["line"] - line) < 2 and same_word(token, e["wrong"])]
        right = any(other in e["right"].lower().split() for e in here)
        if right or not here:
            examples.append(Example("notes", path.stem, seen, right, (token.text, other)))
    return Found(tuple(examples), 0, 0)


def grow(found: Sequence[Example]) -> HistGradientBoostingClassifier:
    """The classifier of scikit-learn for these examples."""
    weights = [NOTES if e.kind == "notes" else 1.0 for e in found]
    return grown([e.measures for e in found], [e.right for e in found], weights)


def check(found: Sequence[Example], words: int, slips: int) -> None:
    """Print what a forest would do with fields that it has not seen."""
    x = np.array([e.measures for e in found])
    right = np.array([e.right for e in found])
    kinds = np.array([e.kind for e in found])
    chances = np.zeros(len(found))
    for seen, unseen in GroupKFold(FOLDS).split(x, None, [e.group for e in found]):
        chances[unseen] = grow([found[i] for i in seen]).predict_proba(x[unseen])[:, 1]
    clean = np.sort(chances[kinds == "clean"])[::-1]
    print(
        f"{slips} slips in {words} words, of which {(right & (kinds == 'slip')).sum()} are weighed"
    )
    for per in PER_10000:
        least = clean[round(per * words / 10_000)]
        told = chances > least
        by_relation = {
            relation.name.lower(): f"{told[mine].mean():.0%}"
            for relation in Relation
            if (mine := right & (kinds == "slip") & (x[:, 0] == relation)).any()
        }
        print(
            f"{per} reports per 10,000 words (from {least:.2f}): {(told & right & (kinds == 'slip')).sum()} slips told; in notes "
            f"{(told & right & (kinds == 'notes')).sum()} told, {(told & ~right & (kinds == 'notes')).sum()} other reports; {by_relation}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Gather, and grow or check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("prose", type=Path, nargs="+")
    parser.add_argument("--notes", type=Path, nargs="*", default=())
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    prose = [p for folder in options.prose for p in sorted(folder.glob("*.txt"))]
    notes = [p for folder in options.notes for p in sorted(folder.rglob("*.gold.json"))]
    with Pool() as pool:
        parts = [*pool.map(from_prose, prose, 1), *pool.map(from_notes, notes, 1)]
    found = [e for part in parts for e in part.examples]
    print(f"{len(found)} examples, {len(MEASURES)} measures", file=sys.stderr)
    if options.check:
        check(found, sum(p.words for p in parts), sum(p.slips for p in parts))
        return 0
    TARGET.write_bytes(write_ranker(as_forest(grow(found))))
    print(f"{TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
