"""How large the lock of many notes is, and how long a second build takes to match them.

    python -m benchmarks.identity [NOTES]

One note in twenty is renamed between the two builds, and every tenth one is a list that gets an
item in the middle.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace

from ankigen.identity.identify import identify
from ankigen.identity.lock import format_lock, parse_lock
from ankigen.identity.records import Lock
from ankigen.model import Note
from tests.identity_helpers import DECK_ID, NOTE_TYPES, T0, list_note, note


def notes_of(count: int, seed: int = 1) -> list[Note]:
    """Notes of made-up words, few of them common and many rare, as in every language."""
    rng = random.Random(seed)
    vocabulary = [
        "".join(rng.choice("abcdefghiklmnoprstuvw") for _ in range(rng.randint(3, 9)))
        for _ in range(8000)
    ]

    def words(number: int) -> str:
        return " ".join(vocabulary[min(int(rng.paretovariate(0.6)), 7999)] for _ in range(number))

    found = []
    for n in range(count):
        term, file = f"{' '.join(rng.sample(vocabulary, 2))} {n}", f"f{n // 500}.txt"
        found.append(
            list_note(term, [words(4) for _ in range(6)], file)
            if n % 10 == 0
            else note(term, words(30), file)
        )
    return found


def changed(notes: list[Note]) -> list[Note]:
    result = []
    for n, old in enumerate(notes):
        if n % 10 == 0:
            items = (*old.items[:3], "an item in the middle", *old.items[3:])
            result.append(list_note(old.term, items, old.origin.file))
        elif n % 20 == 1:
            term = old.term.replace("a", "e")
            result.append(replace(note(term, old.text, old.origin.file)))
        else:
            result.append(old)
    return result


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    before = notes_of(count)
    start = time.process_time()
    first = identify(before, NOTE_TYPES, Lock(), DECK_ID, T0)
    began = time.process_time()
    text = format_lock(first.lock)
    written = time.process_time()
    lock = parse_lock(text)
    read = time.process_time()
    second = identify(changed(before), NOTE_TYPES, lock, DECK_ID, T0 + 5)
    matched = time.process_time()
    kept = sum(a.guid == b.guid for a, b in zip(first.notes, second.notes, strict=True))
    size = len(format_lock(second.lock).encode())
    print(f"{count:,} notes, {kept / count:.2%} kept their guid")
    print(
        f"lock: {len(text.encode()) / 1e6:.1f} MB after the first build, "
        f"{size / 1e6:.1f} MB after the second"
    )
    print(
        f"seconds: first build {began - start:.1f}, writing {written - began:.1f}, "
        f"reading {read - written:.1f}, second build {matched - read:.1f}"
    )


if __name__ == "__main__":
    main()
