"""Notes of any size for timing: entries of every common layout, each with a headword of its own,
the same for the same size.

    python -m benchmarks.made_notes COUNT FILE

Bodies come from the generator of the tests (`tests.generator`), so that words, sentences and lists
are those of notes; the headwords of its subjects are joined with adjectives, since a timing of
100,000 entries must not become one of merging repeats.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.generator.entries import Clean, Code, Items, entries
from tests.generator.layouts import LAYOUTS
from tests.generator.words import SUBJECTS, Subject

#: One body in so many has a slip in it: notes are typed by hand.
SLIPS = 12


def notes(count: int, seed: int = 1) -> str:
    """Plain-text notes of `count` entries, in sections of about forty."""
    rng = Random(seed)
    lines: list[str] = []
    made = _made(rng)
    for n, headword in zip(range(count), _headwords(rng), strict=False):
        if n % 40 == 0:
            lines += [f"PART {n // 40 + 1}", ""]
        lines += [headword, *_body(next(made), rng), ""]
    return "\n".join(lines) + "\n"


def _headwords(rng: Random) -> Iterator[str]:
    """Headwords that differ from each other, without end."""
    terms = [term for s in SUBJECTS for names in s.sections.values() for term in names]
    adjectives = sorted({a for s in SUBJECTS for a in s.grammar.adjectives})
    used: set[str] = set()
    words = 1
    while True:
        for _ in range(len(terms) * len(adjectives)):
            parts = [*rng.sample(adjectives, min(words, len(adjectives))), rng.choice(terms)]
            headword = " ".join(parts)
            headword = headword[0].upper() + headword[1:]
            if headword.casefold() not in used:
                used.add(headword.casefold())
                yield headword
        words += 1


def _made(rng: Random) -> Iterator[Clean]:
    """Entries of all subjects in turn, without end."""
    wishes = [LAYOUTS[name].wishes for name in sorted(LAYOUTS) if not LAYOUTS[name].english]
    n = 0
    while True:
        subject: Subject = SUBJECTS[n % len(SUBJECTS)]
        yield from entries(subject, wishes[n % len(wishes)], 24, rng)
        n += 1


def _body(entry: Clean, rng: Random) -> Iterator[str]:
    yield _slipped(entry.first, rng)
    for piece in entry.pieces:
        match piece:
            case Items(lead, items):
                yield lead
                yield from (f"- {item}" for item in items)
            case Code(lines):
                yield from (f"    {line}" for line in lines)
            case _:
                yield _slipped(piece, rng)


def _slipped(text: str, rng: Random) -> str:
    """The text, now and then with two letters of a longer word changed round."""
    if rng.randrange(SLIPS):
        return text
    words = text.split(" ")
    long = [k for k, word in enumerate(words) if len(word) > 6 and word.isalpha()]
    if not long:
        return text
    k = rng.choice(long)
    at = rng.randrange(1, len(words[k]) - 2)
    word = words[k]
    words[k] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(notes(int(sys.argv[1])), encoding="utf-8")
