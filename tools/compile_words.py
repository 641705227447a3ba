"""Compile the word lists of ankigen/data from the packages that carry them.

    python -m tools.compile_words SOURCES ankigen/data

SOURCES holds, unpacked: the Debian packages `scowl`, `wordnet-base` and `r-bioc-go.db` (under debian/), the Python packages
`wordsegment`, `codespell`, `scikit-learn`, `statsmodels` and `simple-icd-10-cm` (under python/), the npm packages
`@cspell/dict-software-terms`, `-python`, `-data-science`, `-companies`, `-aws`, `-docker`, `-sql`, `-people-names` and
`-scientific-terms-us` (under npm/NAME/), and prose extracted from the documentation of Python, SciPy, PostgreSQL and Rust, one
paragraph a line (under text/). `scientific.txt` is the word trie of the last npm package, printed by the `cspell-trie` tool.

What comes out, and under which licence, is told in ankigen/data/NOTICE-words.txt. The files are read by ankigen/spelling/lexicon.py,
which also holds the layout; the same sources give the same bytes.
"""

from __future__ import annotations

import collections
import gzip
import re
import sqlite3
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

from ankigen.spelling import lexicon

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d[\d.,]*|[^\sA-Za-z\d]")

#: SCOWL sizes: up to here a word is English as people write it; above, it exists but is nobody's intention.
COMMON_SIZE = 60
KNOWN_SIZE = 70
#: Every tenth paragraph of the prose is held back, for the benchmark.
HELD_BACK = 10
#: A pair seen once in five million words may be chance; in WordNet's glosses twice is already telling.
PAIR_MINIMUM = 2
#: Names of at most three letters are too often a typo of something else.
NAME_MINIMUM = 4


def scowl(folder: Path) -> Iterator[tuple[str, str, int]]:
    """(word, part of the list, size) of every SCOWL list."""
    for path in sorted(folder.iterdir()):
        match = re.fullmatch(
            r".*?(words|upper|proper-names|contractions|abbreviations)\.(\d+)", path.name
        )
        if not match or path.name.startswith(("variant_2", "variant_3")):
            continue
        for word in path.read_text(encoding="latin-1").split("\n"):
            if word and not word.endswith("'s"):
                yield word, match[1], int(match[2])


def wordnet_lemmas(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("data.*")):
        for line in path.read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split(" ")
            count = int(fields[3], 16)
            for lemma in fields[4 : 4 + 2 * count : 2]:
                yield from re.split(r"[_-]", re.sub(r"\(.*\)", "", lemma))


def wordnet_glosses(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("data.*")):
        for line in path.read_text(encoding="latin-1").splitlines():
            if "|" in line and not line.startswith("  "):
                yield line.split("|", 1)[1].strip()


def gene_ontology(path: Path) -> Iterator[str]:
    with sqlite3.connect(path) as connection:
        for (text,) in connection.execute("select definition from go_term order by go_id"):
            if text:
                yield str(text)


def corpora(sources: Path) -> dict[str, list[str]]:
    """Clean prose by name, paragraphs in a fixed order."""
    found = {
        "wordnet": list(wordnet_glosses(sources / "debian/usr/share/wordnet")),
        "biology": list(
            gene_ontology(sources / "debian/usr/lib/R/site-library/GO.db/extdata/GO.sqlite")
        ),
    }
    for path in sorted((sources / "text").glob("*.txt")):
        found[path.stem] = path.read_text(encoding="utf-8").splitlines()
    return found


def kept(paragraphs: Iterable[str]) -> Iterator[str]:
    """What is learned from: all but every tenth paragraph."""
    for number, paragraph in enumerate(paragraphs):
        if number % HELD_BACK:
            yield paragraph


def cspell_words(folder: Path) -> Iterator[str]:
    for path in sorted([*folder.rglob("*.txt"), *folder.rglob("*.txt.gz")]):
        if "people" in str(path):
            continue
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
        for line in text.splitlines():
            line = line.split("#")[0].strip()
            if line and not line.startswith(("!", "~")):
                yield from re.findall(r"[^\W\d_]+", line.strip("*+"))


def web_counts(path: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count = line.split("\t")
        counts[word] = int(float(count))
    return counts


def count_pairs(
    paragraphs: Iterable[str],
) -> tuple[collections.Counter[str], collections.Counter[str]]:
    """Words and pairs of neighbouring words; "#" stands for a number, "." for the edge of a clause."""
    words: collections.Counter[str] = collections.Counter()
    pairs: collections.Counter[str] = collections.Counter()
    for paragraph in paragraphs:
        before = "."
        for token in TOKEN.findall(paragraph):
            if token[0].isalpha():
                word = token.lower().replace("’", "'")
                words[word] += 1
            elif token[0].isdigit():
                word = "#"
            elif token in ".;:!?":
                word = "."
            elif token == ",":
                word = ","
            else:
                before = ""
                continue
            if before and (before, word) != (".", "."):
                pairs[before + " " + word] += 1
            before = word
    return words, pairs


def read_corrections(path: Path) -> dict[str, list[str]]:
    """codespell's misspellings and what each may stand for; an entry that it says to be disabled, with a reason, is left out."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        wrong, _, right = line.partition("->")
        choices = [r.strip() for r in right.split(",") if r.strip()]
        if wrong and choices and not re.search(r",\s*disabled (?:due|because)", right):
            found[wrong] = choices
    return found


def compile_lists(sources: Path, out: Path) -> None:
    corrections = read_corrections(sources / "python/codespell_lib/data/dictionary.txt")
    wrong = {w.lower() for w in corrections}
    texts = corpora(sources)
    trained: collections.Counter[str] = collections.Counter()
    pairs: collections.Counter[str] = collections.Counter()
    spread: collections.Counter[str] = collections.Counter()
    for paragraphs in texts.values():
        words, some = count_pairs(kept(paragraphs))
        trained.update(words)
        pairs.update(some)
        spread.update(words.keys())
    web = web_counts(sources / "python/wordsegment/unigrams.txt")

    plain: set[str] = set()
    names: set[str] = set()
    rare: set[str] = set()
    for word, part, size in scowl(sources / "debian/usr/share/dict/scowl"):
        low = lexicon.fold(word)
        if part in ("words", "contractions") and word == word.lower():
            (plain if size <= COMMON_SIZE else rare).add(low)
            if COMMON_SIZE < size <= KNOWN_SIZE and low not in wrong and web.get(low, 0) > 0:
                plain.add(low)
        elif part == "abbreviations":
            rare.add(low)
        elif size <= KNOWN_SIZE and len(word) >= NAME_MINIMUM:
            names.add(low)
        else:
            rare.add(low)
    for lemma in wordnet_lemmas(sources / "debian/usr/share/wordnet"):
        low = lexicon.fold(lemma)
        if not WORD.fullmatch(low) or low in wrong:
            continue
        if lemma == lemma.lower():
            (plain if len(low) > 2 and web.get(low, 0) else rare).add(low)
        else:
            (names if len(low) >= NAME_MINIMUM else rare).add(low)
    technical: set[str] = set()
    for word in cspell_words(sources / "npm"):
        low = lexicon.fold(word)
        if low in wrong or len(low) < NAME_MINIMUM or not low.isascii():
            continue
        technical.add(low)
    for path in (sources / "npm").rglob("people-names.txt"):
        rare.update(lexicon.fold(w) for w in re.findall(r"[A-Za-z]{4,}", path.read_text("utf-8")))
    # Prose that was proof-read: a word of it that comes back in many paragraphs exists.
    exists = {
        w for w, n in trained.items() if n >= 5 and spread[w] >= 2 and len(w) >= 4 and "'" not in w
    }
    rare |= {w for w, n in trained.items() if n >= 3 and len(w) >= 5}
    for line in (sources / "scientific.txt").read_text("utf-8").splitlines():
        rare.update(lexicon.fold(w) for w in re.findall(r"[A-Za-z]{5,}", line))
    for path in (sources / "python/simple_icd_10_cm").rglob("*.xml"):
        rare.update(lexicon.fold(w) for w in re.findall(r"[A-Za-z]{5,}", path.read_text("utf-8")))
    common_wrong = wrong - {w for w in plain if w in wrong}
    technical |= {w for w in exists if w not in plain and w not in names}
    technical -= common_wrong | plain
    plain = {w for w in plain if WORD.fullmatch(w)}
    names = {w for w in names if WORD.fullmatch(w)}
    technical = {w for w in technical if WORD.fullmatch(w)}

    total = sum(trained.values())
    entries: dict[str, int] = {}
    for word in plain | names | technical:
        kind = (
            lexicon.BOTH
            if word in plain and word in names
            else lexicon.PLAIN
            if word in plain
            else lexicon.NAME
            if word in names and word not in technical
            else lexicon.TECHNICAL
        )
        # The prose counts less than the web: its fields are few.
        weight = max(web.get(word, 0), trained[word] * lexicon.WEB_TOTAL / total / 8)
        entries[word] = kind * 64 + lexicon.frequency_code(weight)
    write_words(entries, out / "words.bin")
    rare = {w for w in rare if w not in entries and w not in common_wrong and len(w) > 1}
    write_rare(rare, web, out)
    write_seen({w: n for w, n in web.items() if w not in entries and w not in rare}, out)
    write_pairs(sources, entries, pairs, total, out / "pairs.bin")
    # Words that exist, but are usually a slip: told apart by a "~".
    slips = read_corrections(sources / "python/codespell_lib/data/dictionary_rare.txt")
    corrections |= {f"~{word}": choices for word, choices in slips.items()}
    write_corrections(corrections, out / "corrections.bin")
    print(
        f"{len(plain)} plain, {len(names)} names, {len(technical)} technical, {len(rare)} rare words"
    )


def write_words(entries: dict[str, int], path: Path) -> None:
    words = sorted(entries)
    text = "\n".join(words).encode("ascii")
    codes = bytes(entries[w] for w in words)
    path.write_bytes(zlib.compress(struct.pack("<I", len(text)) + text + codes, 9))


def write_rare(rare: set[str], web: dict[str, int], out: Path) -> None:
    """The words that exist but are seldom meant: with counts those that the web writes, and filters for all and for long ones."""
    rarer = {w: lexicon.frequency_code(web[w]) for w in rare if w in web and len(w) > 3}
    write_words(rarer, out / "rarer.bin")
    write_filter(rare, out / "rare.bin")
    long = {w for w in rare if len(w) >= lexicon.LONG_LEAST and w.isascii() and w.isalpha()}
    write_filter(long, out / "long.bin", lexicon.LONG_BITS, lexicon.LONG_PROBES)
    print(f"{len(rarer)} rare words on the web, {len(long)} long ones")


def write_seen(counts: dict[str, int], out: Path) -> None:
    """What the web writes though no list has it, once for each level of how often."""
    levels = enumerate(lexicon.SEEN_LEVELS)
    write_filter(
        {lexicon.seen_key(w, n) for n, least in levels for w, c in counts.items() if c >= least},
        out / "seen.bin",
    )


def write_filter(
    words: set[str],
    path: Path,
    each: int = lexicon.FILTER_BITS,
    probes: int = lexicon.FILTER_PROBES,
) -> None:
    size = len(words) * each // 8
    bits = bytearray(size)
    for word in words:
        for bit in lexicon.filter_bits(word, size * 8, probes):
            bits[bit >> 3] |= 1 << (bit & 7)
    path.write_bytes(bytes(bits))


def write_pairs(
    sources: Path,
    entries: dict[str, int],
    pairs: collections.Counter[str],
    total: int,
    path: Path,
) -> None:
    counts: dict[int, int] = {}

    def add(pair: str, weight: float) -> None:
        key = zlib.crc32(pair.encode())
        counts[key] = max(counts.get(key, 0), lexicon.pair_code(weight))

    def known(word: str) -> bool:
        return word in entries or word in ("#", ".", ",")

    for line in (sources / "python/wordsegment/bigrams.txt").read_text("utf-8").splitlines():
        pair, count = line.split("\t")
        first, _, second = pair.partition(" ")
        first = "." if first == "<s>" else first
        if known(first) and known(second):
            add(f"{first} {second}", float(count))
    for pair, times in pairs.items():
        first, _, second = pair.partition(" ")
        if times >= PAIR_MINIMUM and known(first) and known(second):
            add(pair, times * lexicon.WEB_TOTAL / total / 4)
    keys = array("I", sorted(counts))
    codes = bytes(counts[k] for k in keys)
    path.write_bytes(
        zlib.compress(struct.pack("<I", len(keys)) + lexicon.write_keys(keys) + codes, 9)
    )
    print(f"{len(keys)} pairs")


def write_corrections(corrections: dict[str, list[str]], path: Path) -> None:
    text = "\n".join(f"{w}>{','.join(r)}" for w, r in sorted(corrections.items()))
    path.write_bytes(zlib.compress(text.encode("utf-8"), 9))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    compile_lists(Path(sys.argv[1]), Path(sys.argv[2]))
