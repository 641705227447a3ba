"""Compile the word lists of ankigen/data from the packages of `tools/sources.py`.

`python -m tools.rebuild_data` runs it. Under which licence each list stands is written in
ankigen/data/NOTICE-words.txt; ankigen/spelling/words/lexicon.py reads the files and holds their
layout. The same sources give the same bytes."""

from __future__ import annotations

import re
import struct
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ankigen.spelling.words import lexicon
from benchmarks.typos import PROSE
from tools import sources

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d[\d.,]*|[^\sA-Za-z\d]")

#: SCOWL sizes: up to here a word is English as people write it; above, it exists but is nobody's
#: intention.
COMMON_SIZE, KNOWN_SIZE = 60, 70
#: A pair seen once in five million words may be chance; in WordNet's glosses twice is already
#: telling.
PAIR_MINIMUM = 2
#: Names of at most three letters are too often a typo of something else.
NAME_MINIMUM = 4
#: A word of the prose exists when it is written so often, in so many fields, and has so many
#: letters; fewer make it rare.
EXISTS_COUNT, EXISTS_FIELDS, EXISTS_LETTERS = 5, 2, 4
RARE_COUNT, RARE_LETTERS = 3, 5
#: Prose counts less than the web: its fields are few.
PROSE_WORD, PROSE_PAIR = 8, 4
#: A paragraph that shares so many words in a row with the prose of the benchmark is not learned
#: from.
SHINGLE = 8


@dataclass(frozen=True)
class Counts:
    """What was counted over the prose."""

    words: Counter[str]
    fields: Counter[str]  # in how many fields a word stands
    pairs: Counter[str]
    total: int  # words


def shingles(text: str) -> set[str]:
    """All runs of so many words of a text."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}


def unseen(paragraphs: Iterable[str]) -> list[str]:
    """The paragraphs that the benchmark does not hold, so that its figures are of prose that no
    list has seen.
    """
    held = {
        shingle
        for path in sorted(PROSE.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        for shingle in shingles(line)
    }
    return [p for p in paragraphs if held.isdisjoint(shingles(p))]


def count(fields: dict[str, list[str]]) -> Counts:
    """Words and pairs of neighbouring words; "#" stands for a number, "." for the edge of a
    clause.
    """
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for paragraphs in fields.values():
        own: Counter[str] = Counter()
        for paragraph in paragraphs:
            before = "."
            for token in TOKEN.findall(paragraph):
                word = _folded(token)
                if word and word[0].isalpha():
                    own[word] += 1
                if before and word and (before, word) != (".", "."):
                    pairs[f"{before} {word}"] += 1
                before = word
        words.update(own)
        spread.update(own.keys())
    return Counts(words, spread, pairs, words.total())


def _folded(token: str) -> str:
    if token[0].isalpha():
        return token.lower().replace("’", "'")
    if token[0].isdigit():
        return "#"
    return "." if token in ".;:!?" else "," if token == "," else ""


def compile_lists(folder: Path, out: Path) -> None:
    """Write words.bin, rare.bin, seen.bin, pairs.bin and corrections.bin of the packages in
    `folder`.
    """
    wrong = sources.corrections(folder, "dictionary.txt")
    counted = count({f: unseen(p) for f, p in sources.prose(folder).items()})
    web = sources.web_counts(folder)
    entries, rare = classified(folder, {w.lower() for w in wrong}, counted, web)
    write_words(entries, out / "words.bin")
    write_filter(rare, out / "rare.bin")
    levels = list(enumerate(lexicon.SEEN_LEVELS))
    strange = {w: n for w, n in web.items() if w not in entries and w not in rare}
    seen = {lexicon.seen_key(w, n) for n, least in levels for w, c in strange.items() if c >= least}
    write_filter(seen, out / "seen.bin")
    write_pairs(folder, entries, counted, out / "pairs.bin")
    # Words that exist, but are usually a slip: told apart by a "~".
    slips = sources.corrections(folder, "dictionary_rare.txt")
    write_corrections(wrong | {f"~{w}": choices for w, choices in slips.items()}, out)


def classified(
    folder: Path, wrong: set[str], counted: Counts, web: dict[str, int]
) -> tuple[dict[str, int], set[str]]:
    """The words that people write, each with its code (kind and frequency), and those that exist
    but are seldom meant.
    """
    plain: set[str] = set()
    names: set[str] = set()
    rare: set[str] = set()
    for word, part, size in sources.scowl(folder):
        low = lexicon.fold(word)
        if part in ("words", "contractions") and word == word.lower():
            usual = COMMON_SIZE < size <= KNOWN_SIZE and low not in wrong and web.get(low, 0) > 0
            (plain if size <= COMMON_SIZE or usual else rare).add(low)
        elif part == "abbreviations":
            rare.add(low)
        else:
            (names if size <= KNOWN_SIZE and len(word) >= NAME_MINIMUM else rare).add(low)
    for lemma in sources.wordnet_lemmas(folder):
        low = lexicon.fold(lemma)
        if not WORD.fullmatch(low) or low in wrong:
            continue
        if lemma == lemma.lower():
            (plain if len(low) > 2 and web.get(low, 0) else rare).add(low)
        else:
            (names if len(low) >= NAME_MINIMUM else rare).add(low)
    folded = (lexicon.fold(word) for word in sources.cspell_words(folder))
    technical = {w for w in folded if w not in wrong and len(w) >= NAME_MINIMUM and w.isascii()}
    # Prose that was proof-read: a word of it that comes back in many paragraphs exists.
    words = counted.words
    technical |= {
        w
        for w, n in words.items()
        if n >= EXISTS_COUNT
        and counted.fields[w] >= EXISTS_FIELDS
        and len(w) >= EXISTS_LETTERS
        and "'" not in w
        and w not in names
    }
    rare |= {w for w, n in words.items() if n >= RARE_COUNT and len(w) >= RARE_LETTERS}
    rare |= {lexicon.fold(w) for w in sources.rare_words(folder)}
    common_wrong = wrong - plain
    technical -= common_wrong | plain
    entries = {}
    for word in filter(WORD.fullmatch, plain | names | technical):
        kind = (
            lexicon.BOTH
            if word in plain and word in names
            else lexicon.PLAIN
            if word in plain
            else lexicon.TECHNICAL
            if word in technical
            else lexicon.NAME
        )
        weight = max(web.get(word, 0), words[word] * lexicon.WEB_TOTAL / counted.total / PROSE_WORD)
        entries[word] = kind * 64 + lexicon.frequency_code(weight)
    return entries, {w for w in rare if w not in entries and w not in common_wrong and len(w) > 1}


def write_words(entries: dict[str, int], path: Path) -> None:
    words = sorted(entries)
    text = "\n".join(words).encode("ascii")
    codes = bytes(entries[w] for w in words)
    path.write_bytes(zlib.compress(struct.pack("<I", len(text)) + text + codes, 9))


def write_filter(words: set[str], path: Path) -> None:
    """A Bloom filter of the words."""
    size = len(words) * lexicon.FILTER_BITS // 8
    bits = bytearray(size)
    for word in words:
        for bit in lexicon.filter_bits(word, size * 8):
            bits[bit >> 3] |= 1 << (bit & 7)
    path.write_bytes(bytes(bits))


def write_pairs(folder: Path, entries: dict[str, int], counted: Counts, path: Path) -> None:
    """The pairs of known words, by checksum."""
    codes: dict[int, int] = {}

    def add(pair: str, weight: float) -> None:
        if all(word in entries or word in ("#", ".", ",") for word in pair.split(" ")):
            key = zlib.crc32(pair.encode())
            codes[key] = max(codes.get(key, 0), lexicon.pair_code(weight))

    for pair, times in sources.web_pairs(folder):
        add(pair, times)
    for pair, seen in counted.pairs.items():
        if seen >= PAIR_MINIMUM:
            add(pair, seen * lexicon.WEB_TOTAL / counted.total / PROSE_PAIR)
    keys = array("I", sorted(codes))
    data = struct.pack("<I", len(keys)) + lexicon.write_keys(keys) + bytes(codes[k] for k in keys)
    path.write_bytes(zlib.compress(data, 9))


def write_corrections(corrections: dict[str, list[str]], out: Path) -> None:
    text = "\n".join(f"{w}>{','.join(r)}" for w, r in sorted(corrections.items()))
    (out / "corrections.bin").write_bytes(zlib.compress(text.encode("utf-8"), 9))
