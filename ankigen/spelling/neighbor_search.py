"""The known words a slip or two from a string.

Words that begin alike and are equally long lie one after the other in one string (`Lexicon.shelf`). An edit leaves one half of a
word whole and two edits leave one third whole, so that a search for that part finds the few words worth a comparison. A list of
all strings one edit away, the usual way, takes four times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import ne

from ankigen.spelling.edit_distance import distance, edits
from ankigen.spelling.lexicon import Lexicon

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
#: Strings as short as this are asked about one by one: shelves hold longer words only.
SHORT = 4
#: Words of the document that are compared with each other.
SHORTEST_OWN, LONGEST_OWN = 3, 20


def one_edit(word: str, lexicon: Lexicon) -> set[str]:
    """The known words of which a string differs by one letter wrong, missing or extra, or by two swapped.

    >>> from ankigen.spelling.lexicon import load_lexicon
    >>> sorted(one_edit("algoritm", load_lexicon())), "casual" in one_edit("causal", load_lexicon())
    (['algorithm'], True)
    """
    codes, rarer = lexicon.codes, lexicon.rarer
    if len(word) <= SHORT:
        asked = edits(word)
        return (asked & codes.keys()) | (asked & rarer.keys())
    first, rest, length = word[0], word[1:], len(word)
    tried = [word[:at] + word[at + 1 :] for at in range(length)]
    tried += [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(length - 1)]
    tried += [c + rest for c in _ALPHABET]
    tried += [c + word for c in _ALPHABET]
    found = {other for other in tried if other in codes or other in rarer}
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
    """The known words two edits from a string that begin like it, hold a third of it, and are at least so common; in no order.

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


#: Letters that are lost and mistaken most.
_VOWELS, _LOST = "aeiouy", "aeiouyhrnslt"


def rare_edit(word: str, lexicon: Lexicon) -> Iterator[str]:
    """The long rare words that the commonest slips make into a string: two letters swapped, one too many, one of a double lost, a
    vowel or an often lost letter missing, a wrong vowel.

    There is no list of these words to search, only a filter that may be asked.

    >>> from ankigen.spelling.lexicon import load_lexicon
    >>> list(rare_edit("opsinisation", load_lexicon()))
    ['opsonisation']
    """
    tried = {word[:at] + word[at + 1 :] for at in range(len(word))}
    for at in range(len(word)):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        tried.add(before + after[:1] + letter + after[1:])
        tried.add(before + letter + letter + after)
        tried.update(before + lost + letter + after for lost in _LOST)
        if letter in _VOWELS:
            tried.update(before + vowel + after for vowel in _VOWELS)
    tried.discard(word)
    yield from (other for other in sorted(tried) if lexicon.is_long_rare(other))


class OwnWords:
    """The words of a document, each with those of the others that are one slip away: two words that a slip makes of one another are
    alike when the right letter is left out of one or both."""

    def __init__(self, words: Iterable[str]) -> None:
        self._alike: dict[str, list[str]] = {}
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        """Take in a word that was not there."""
        if SHORTEST_OWN <= len(word) <= LONGEST_OWN:
            for gap in _with_a_gap(word):
                self._alike.setdefault(gap, []).append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._alike.get(word, ())

    def near(self, word: str) -> list[str]:
        """The other words one slip away.

        >>> sorted(OwnWords(["soil", "soul", "soils", "sold"]).near("soul"))
        ['soil']
        """
        if not SHORTEST_OWN <= len(word) <= LONGEST_OWN:
            return []
        found = {other for gap in _with_a_gap(word) for other in self._alike.get(gap, ())}
        found.discard(word)
        return [other for other in found if distance(word, other, 1) == 1]


def _with_a_gap(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _holding(shelf: str, size: int, part: str, low: int, high: int) -> Iterator[str]:
    """The words of a shelf, each so long, that hold a part which begins at one of the places from `low` to `high`.

    >>> list(_holding("backbankbark", 4, "ba", 0, 0)), list(_holding("backbankbark", 4, "nk", 2, 2))
    (['back', 'bank', 'bark'], ['bank'])
    """
    at = shelf.find(part)
    while at >= 0:
        place = at % size
        if low <= place <= high:
            yield shelf[at - place : at - place + size]
        at = shelf.find(part, at + 1)
