"""What stands for the words of a headword or a text, so that two can be compared."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from functools import lru_cache

from ankigen.text.patterns import when_asked

#: A fingerprint keeps this many of a text's words: the whole text of most cards, a fair sample of a
#: long one.
FINGERPRINT_WORDS = 24
_HASH_BITS = 24

WORD = re.compile(r"[^\W_]+", re.UNICODE)
#: Scripts written without spaces: two characters in a row stand for a word.
_UNSPACED = when_asked(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def plain_term(term: str) -> str:
    """A headword as it is compared: compatibility forms, case and spaces do not count.

    >>> plain_term("One  vs Rest (OVR)")
    'one vs rest (ovr)'
    """
    return " ".join(unicodedata.normalize("NFKC", term).casefold().split())


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    # crc32 is the same on every machine; the multiplication spreads words that differ in one
    # letter.
    return (zlib.crc32(word.encode()) * 0x9E3779B1 >> 4) & ((1 << _HASH_BITS) - 1)


def _words(text: str) -> set[str]:
    if text.isascii():  # nothing to be composed, and words with spaces between
        plain = set(WORD.findall(text.casefold()))
        return {word for word in plain if len(word) > 2} or plain
    found: set[str] = set()
    for word in WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if _UNSPACED.search(word):
            found.update(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            found.add(word)
    # "of" and "is" are in every text; where nothing else is there, they are what there is.
    return {word for word in found if len(word) > 2 or _UNSPACED.search(word)} or found


def word_hashes(text: str) -> frozenset[int]:
    """The hashes of all words of a text, of which `fingerprint` keeps the smallest."""
    return frozenset(map(_word_hash, _words(text)))


def fingerprint(text: str) -> tuple[int, ...]:
    """The smallest hashes of the text's words, ascending: alike for texts that share words,
    whatever their order.

    >>> fingerprint("Bias is an error") == fingerprint("an error is bias")
    True
    """
    return tuple(sorted(word_hashes(text))[:FINGERPRINT_WORDS])


def sample_end(words: Sequence[int]) -> int:
    """The hash up to which a fingerprint has all words of its text."""
    return words[-1] if len(words) >= FINGERPRINT_WORDS else 1 << _HASH_BITS


def exact_text(text: str) -> str:
    """Eight hex digits that are equal for equal texts; spaces and case do not count.

    >>> exact_text("No  bias") == exact_text("no bias") != exact_text("bias no")
    True
    """
    return f"{zlib.crc32(plain_term(text).encode()):08x}"
