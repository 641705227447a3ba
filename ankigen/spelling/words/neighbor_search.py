"""The known words a slip or two from a string.

Words that begin alike and are equally long lie one after the other in one string (`Lexicon.shelf`).
An edit leaves one half of a word whole and two edits leave one third whole, so that a search for
that part finds the few words worth a comparison. A list of all strings one edit away, the usual
way, takes four times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import ne

from ankigen.spelling.words.edit_distance import distance, edits
from ankigen.spelling.words.lexicon import Lexicon

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
#: Strings as short as this are asked about one by one: shelves hold longer words only.
SHORT = 4


def one_edit(word: str, lexicon: Lexicon) -> set[str]:
    """The known words of which a string differs by one letter wrong, missing or extra, or by two
    swapped.

    >>> from ankigen.spelling.words.lexicon import load_lexicon
    >>> sorted(one_edit("algoritm", load_lexicon())), "casual" in one_edit("causal", load_lexicon())
    (['algorithm'], True)
    """
    codes = lexicon.codes
    if len(word) <= SHORT:
        asked = edits(word)
        return asked & codes.keys()
    first, rest, length = word[0], word[1:], len(word)
    tried = [word[:at] + word[at + 1 :] for at in range(length)]
    tried += [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(length - 1)]
    tried += [c + rest for c in _ALPHABET]
    tried += [c + word for c in _ALPHABET]
    found = {other for other in tried if other in codes}
    half = length // 2
    head, tail = word[:half], word[half:]
    shelf = lexicon.shelf(first, length)
    for other in _holding(shelf, length, head, 0, 0):
        if sum(map(ne, tail, other[half:])) == 1:
            found.add(other)
    for other in _holding(shelf, length, tail, half, half):
        if sum(map(ne, head, other[:half])) == 1:
            found.add(other)
    shelf = lexicon.shelf(first, length + 1)
    for other in _holding(shelf, length + 1, head, 0, 0):
        if _has_one_more(tail, other[half:]):
            found.add(other)
    for other in _holding(shelf, length + 1, tail, half + 1, half + 1):
        if _has_one_more(head, other[: half + 1]):
            found.add(other)
    found.discard(word)
    return {w for w in found if "'" not in w or "'" in word}  # nobody strikes it by accident


def _has_one_more(short: str, long: str) -> bool:
    """Whether a string is another with one letter put in.

    >>> _has_one_more("comit", "commit"), _has_one_more("comit", "comets")
    (True, False)
    """
    for at, (a, b) in enumerate(zip(short, long, strict=False)):
        if a != b:
            return short[at:] == long[at + 1 :]
    return True


def two_edits(word: str, lexicon: Lexicon, least: float) -> Iterator[str]:
    """The known words two edits from a string that begin like it, hold a third of it, and are at
    least so common; in no order.

    Two swaps that touch all three thirds are not found."""
    first, length, mask = word[0], len(word), lexicon.letters(word)
    third = length // 3
    head, middle, tail = word[:third], word[third:-third], word[-third:]
    for size in range(length - 2, length + 3):
        shelf = lexicon.shelf(first, size)
        # A letter more or less changes one bit of the mask, a wrong letter two.
        most = 4 - abs(size - length)
        likely = {
            *_holding(shelf, size, head, 0, 0),
            *_holding(shelf, size, middle, 0, size - len(middle)),
            *_holding(shelf, size, tail, size - third, size - third),
        }
        for other in likely:
            if (mask ^ lexicon.letters(other)).bit_count() > most:
                continue
            if lexicon.frequency(other) >= least and distance(word, other, 2) == 2:
                yield other


def _holding(shelf: str, size: int, part: str, low: int, high: int) -> Iterator[str]:
    """The words of a shelf, each so long, that hold a part which begins at one of the places from
    `low` to `high`.

    >>> list(_holding("backbankbark", 4, "ba", 0, 0)), list(_holding("backbankbark", 4, "nk", 2, 2))
    (['back', 'bank', 'bark'], ['bank'])
    """
    at = shelf.find(part)
    while at >= 0:
        place = at % size
        if low <= place <= high:
            yield shelf[at - place : at - place + size]
        at = shelf.find(part, at + 1)
