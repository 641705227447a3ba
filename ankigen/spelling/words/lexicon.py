"""The words and pairs of words that cleaning knows, and how they lie in ankigen/data.

words.bin        every word that is known, with how it is known and how often it is written
rare.bin         a Bloom filter of words that exist, but are seldom anybody's intention (5 in 1000
                 other words pass too)
seen.bin         a Bloom filter of strings that the web writes often though no list has them: names,
                 coinages, slips
pairs.bin        neighbouring words and how often they stand together, by checksum
corrections.bin  misspellings and what was meant (codespell's dictionary, under its own licence)

Built by `python -m tools.rebuild_data`, read once on first use.
"""

from __future__ import annotations

import struct
import sys
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate
from math import log2

from ankigen.spelling.words.cache import BoundedCache

#: How a word is known.
PLAIN, TECHNICAL, NAME, BOTH = 0, 1, 2, 3

#: All words of the web corpus that the frequencies come from.
WEB_TOTAL = 1.02e12
#: The rarest word and the rarest pair that it counts.
WEB_LEAST_WORD = 12_711
WEB_LEAST_PAIR = 25_000

#: Codes are thirds of a doubling for words (0 … 63), fourths for pairs (0 … 255).
WORD_STEPS, PAIR_STEPS = 3, 4

#: Strings of the web are told apart by how often they are written: so many times and more.
SEEN_LEVELS = (12_711, 50_000)

#: Bits of the filter per word, and how many of them a word sets: 5 words in 1000 that are not in it
#: pass.
FILTER_BITS, FILTER_PROBES = 11, 7


def fold(word: str) -> str:
    """A word as the lists have it: lower case, without accents, with a straight apostrophe.

    >>> fold("Café"), fold("don’t")
    ('cafe', "don't")
    """
    low = word.replace("’", "'").lower()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def frequency_code(count: float) -> int:
    """How often, in thirds of a doubling above the rarest word (0 = never seen)."""
    if count <= 0:
        return 0
    return max(0, min(63, 1 + round(WORD_STEPS * log2(max(count / WEB_LEAST_WORD, 0.8)))))


def pair_code(count: float) -> int:
    return max(1, min(255, 1 + round(PAIR_STEPS * log2(max(count / WEB_LEAST_PAIR, 1)))))


def filter_bits(word: str, size: int, probes: int = FILTER_PROBES) -> Iterator[int]:
    """The places of a word in a filter of `size` bits: two checksums, combined."""
    data = word.encode("utf-8")
    first, second = zlib.crc32(data), zlib.crc32(data[::-1] + b"~") | 1
    for n in range(probes):
        yield (first + n * second) % size


def in_filter(word: str, filter_: bytes, probes: int = FILTER_PROBES) -> bool:
    size = len(filter_) * 8
    return all(filter_[bit >> 3] >> (bit & 7) & 1 for bit in filter_bits(word, size, probes))


def seen_key(word: str, level: int) -> str:
    """What stands in seen.bin for a string that is written as often as a level says.

    >>> seen_key("matcha", 0), seen_key("matcha", 1)
    ('matcha', 'matcha1')
    """
    return f"{word}{level}" if level else word


@dataclass(frozen=True)
class Lexicon:
    """What is known of words; everything is asked in folded form (`fold`)."""

    codes: Mapping[str, int]
    rare: bytes
    seen: bytes
    pair_keys: array[int]
    pair_codes: bytes
    corrections: Mapping[str, str]
    memory: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def known(self, word: str) -> bool:
        """English, a technical word or a name."""
        return word in self.codes

    def kind(self, word: str) -> int:
        """PLAIN, TECHNICAL, NAME or BOTH; -1 if it is not known."""
        code = self.codes.get(word)
        return -1 if code is None else code >> 6

    def common(self, word: str) -> bool:
        """English in small letters."""
        return self.kind(word) in (PLAIN, TECHNICAL, BOTH)

    def is_rare(self, word: str) -> bool:
        """It exists, probably; nobody means it who writes a word like it."""
        return self._rare[word]

    @cached_property
    def _rare(self) -> BoundedCache[str, bool]:
        return BoundedCache(lambda word: in_filter(word, self.rare))

    def exists(self, word: str) -> bool:
        return word in self.codes or self.is_rare(word)

    def frequency(self, word: str) -> float:
        """log2 of how often it is written, above the rarest word: "the" 21, "algorithm" about
        10; below 0 if never seen."""
        code = self.codes.get(word, 0)
        return ((code & 63) - 1) / WORD_STEPS

    def seen_level(self, word: str) -> int:
        """How often the web writes a string: 0 hardly ever, 1 and 2 as in SEEN_LEVELS; a rare
        word always means something. Remembered."""
        return self._levels[word]

    @cached_property
    def _levels(self) -> BoundedCache[str, int]:
        def find(word: str) -> int:
            if self.is_rare(word):
                return len(SEEN_LEVELS)
            level = 0
            while level < len(SEEN_LEVELS) and in_filter(seen_key(word, level), self.seen):
                level += 1
            return level

        return BoundedCache(find)

    def pair(self, first: str, second: str) -> float:
        """log2 of how often the words stand together, above the rarest pair counted; -1 if they
        were not seen.
        """
        return self.written_pair(f"{first} {second}")

    def written_pair(self, pair: str) -> float:
        """The same of two words with a space between; remembered."""
        return self._pairs[pair]

    @cached_property
    def _pairs(self) -> BoundedCache[str, float]:
        def find(pair: str) -> float:
            key = zlib.crc32(pair.encode())
            at = bisect_left(self.pair_keys, key)
            there = at < len(self.pair_keys) and self.pair_keys[at] == key
            return (self.pair_codes[at] - 1) / PAIR_STEPS if there else -1.0

        return BoundedCache(find)

    def shelf(self, first: str, length: int) -> str:
        """The words of more than three letters that begin so and are so long, one after the
        other with nothing between.
        """
        return self._shelves[first].get(length, "")

    @cached_property
    def _shelves(self) -> BoundedCache[str, Mapping[int, str]]:
        words = list(self.codes)  # in the order of the alphabet

        def find(first: str) -> Mapping[int, str]:
            found: dict[int, list[str]] = defaultdict(list)
            end = bisect_left(words, chr(ord(first) + 1)) if first else 0
            for word in words[bisect_left(words, first) : end]:
                found[len(word)].append(word)
            return {length: "".join(own) for length, own in found.items() if length > 3}

        return BoundedCache(find)

    def begins(self, start: str, more: Iterable[int], least: float) -> bool:
        """Whether a word that is so common begins with some letters and has so many more."""
        for length in (len(start) + n for n in more):
            shelf = self.shelf(start[0], length)
            at = shelf.find(start)
            while at >= 0:
                word = shelf[at : at + length]
                if at % length == 0 and self.common(word) and self.frequency(word) >= least:
                    return True
                at = shelf.find(start, at + 1)
        return False

    def letters(self, word: str) -> int:
        """`letters` of a word, remembered."""
        return self._letters[word]

    @cached_property
    def _letters(self) -> BoundedCache[str, int]:
        return BoundedCache(letters)


def letters(word: str) -> int:
    """A bit for each letter that a word holds (a to z, everything else in one).

    >>> letters("abba") == letters("ab")
    True
    """
    bits = 0
    for c in word:
        at = ord(c) - 97
        bits |= 1 << (at if 0 <= at < 26 else 26)
    return bits


def read_data(name: str) -> bytes:
    return (files("ankigen") / "data" / name).read_bytes()


def write_keys(keys: Sequence[int]) -> bytes:
    """Ascending numbers below 2**32 as four bytes each: the low bytes of all steps between them,
    then the next ones …: likes stand together, so they pack better.

    >>> list(read_keys(write_keys([3, 70_000, 70_001])))
    [3, 70000, 70001]
    """
    steps = array("I", (b - a for a, b in zip([0, *keys[:-1]], keys, strict=True)))
    if sys.byteorder == "big":
        steps.byteswap()
    packed = steps.tobytes()
    return b"".join(packed[n::4] for n in range(4))


def read_keys(data: bytes) -> array[int]:
    """The numbers that `write_keys` wrote."""
    count = len(data) // 4
    planes = bytearray(4 * count)
    for n in range(4):
        planes[n::4] = data[n * count : (n + 1) * count]
    steps = array("I")
    steps.frombytes(bytes(planes))
    if sys.byteorder == "big":
        steps.byteswap()
    return array("I", accumulate(steps))


@cache
def load_lexicon() -> Lexicon:
    """The lists that come with ankigen, read on the first call."""
    data = zlib.decompress(read_data("pairs.bin"))
    (count,) = struct.unpack_from("<I", data)
    keys = read_keys(data[4 : 4 + 4 * count])
    listed = zlib.decompress(read_data("corrections.bin")).decode("utf-8")  # lines: wrong>right
    sides = iter(listed.replace("\n", ">").split(">"))
    codes = _read_words("words.bin")
    return Lexicon(
        codes,
        read_data("rare.bin"),
        read_data("seen.bin"),
        keys,
        data[4 + 4 * count :],
        dict(zip(sides, sides, strict=True)),
    )


def _read_words(name: str) -> dict[str, int]:
    data = zlib.decompress(read_data(name))
    (size,) = struct.unpack_from("<I", data)
    words = data[4 : 4 + size].decode("ascii").split("\n")
    return dict(zip(words, data[4 + size :], strict=True))
