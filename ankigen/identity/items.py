"""Which cloze number each item of a list has: the one that it had, wherever it stands now. The
same for the gaps of a text to which the notes give no numbers.

Anki keeps reviews by cloze number. So an item that moves takes its number along, a new item takes
the next free one, and a number is never used again: not even after its item has left, since the
card, with its reviews, is still in Anki. An item that comes back gets its number back.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from ankigen.cards.notes.cloze import NAMES_CLOZE
from ankigen.identity.fingerprints import exact_text
from ankigen.identity.matching import are_rivals

#: The last number of an item: the next one is that of the labels, and Anki counts no further than
#: 500.
MAX_NUMBER = NAMES_CLOZE - 1
#: A longer item is kept by its beginning and a hash of the whole.
KEPT_CHARACTERS = 80
_HASH_CHARACTERS = 8

#: From here on two items are one that was reworded…
SAME = 0.55
#: …between two neighbours that stayed, with nothing else that could have become of it, already from
#: here on.
SAME_IN_PLACE = 0.3
#: The share of letters from which on two words are one that was mistyped.
SLIP = 0.8

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Numbered:
    """The items of a list note, or the gaps of a cloze note, as the lock keeps them.

    `texts[n - 1]` is the item of cloze number n, of those too that have left; `order` are the
    numbers of those that are there, in the order of display.
    """

    texts: tuple[str, ...] = ()
    order: tuple[int, ...] = ()


def kept_text(item: str) -> str:
    """An item as the lock keeps it.

    >>> kept_text("prophase"), kept_text("a" * 99)[-10:]
    ('prophase', 'a…750b58ee')
    """
    item = " ".join(item.split())
    if len(item) <= KEPT_CHARACTERS:
        return item
    return f"{item[: KEPT_CHARACTERS - _HASH_CHARACTERS - 1]}…{exact_text(item)}"


def in_order(pairs: Iterable[tuple[int, str]]) -> Numbered:
    """Items that are known by their numbers: those of a package."""
    found: dict[int, str] = {}
    for number, text in pairs:
        if 0 < number <= MAX_NUMBER:
            found.setdefault(number, kept_text(text))
    return Numbered(tuple(found.get(n, "") for n in range(1, max(found, default=0) + 1)), (*found,))


def numbered(items: Sequence[str], before: Numbered) -> Numbered:
    """The items with the numbers that they had; new ones get the next free number."""
    texts = [kept_text(item) for item in items]
    if not before.texts:
        return Numbered(tuple(texts), tuple(range(1, len(texts) + 1)))
    numbers = _equal(texts, before)
    _reworded(texts, before, numbers)
    known = list(before.texts)
    order: list[int] = []
    for place, text in enumerate(texts):
        number = numbers.get(place)
        if number is None:
            number = _free(known, {*order, *numbers.values()})
        known[number - 1 : number] = [text]
        order.append(number)
    return Numbered(tuple(known), tuple(order))


def with_gaps(
    gaps: Sequence[tuple[int, str]], counted: Collection[int], before: Numbered
) -> tuple[Numbered, dict[int, int]]:
    """The gaps of a cloze note (number and text, in the order of display) with the numbers that
    they had; and for each counted number the one that it has in Anki.

    Numbers that the notes give (all but the `counted`) stay as they are, and no other gap gets one
    of them.

    >>> before = in_order([(1, "heart"), (2, "blood")])
    >>> with_gaps([(1, "body"), (2, "heart"), (3, "blood")], {1, 2, 3}, before)[1]
    {1: 3, 2: 1, 3: 2}
    """
    own = in_order(gaps)
    places = [number for number in own.order if number in counted]
    if not before.texts or not places:
        return _with_left(own, before), {}
    given = {number for number in own.order if number not in counted}
    room = max(len(before.texts), max(given, default=0))
    texts = (*before.texts, *[""] * (room - len(before.texts)))
    open_ = Numbered(
        tuple("" if n in given else text for n, text in enumerate(texts, 1)),
        tuple(n for n in before.order if n not in given),
    )
    found = numbered([own.texts[number - 1] for number in places], open_)
    moved = dict(zip(places, found.order, strict=True))
    all_texts = list(found.texts)
    for number in given:
        all_texts[number - 1] = own.texts[number - 1]
    order = tuple(moved.get(number, number) for number in own.order)
    return Numbered(tuple(all_texts), order), moved


def _with_left(now: Numbered, before: Numbered) -> Numbered:
    """With the texts of those that have left."""
    texts = (text or old for text, old in zip_longest(now.texts, before.texts, fillvalue=""))
    return Numbered((*texts,), now.order)


def _free(known: Sequence[str], used: set[int]) -> int:
    """The next number. Past the last one that Anki counts, the lowest whose item has left."""
    if len(known) < MAX_NUMBER:
        return len(known) + 1
    return next(n for n in range(1, MAX_NUMBER + 2) if n not in used)


def _equal(texts: Sequence[str], before: Numbered) -> dict[int, int]:
    """Place → number of the items that say what they said: letter for letter, or at least in their
    words.

    Of several that say the same, each gets the number of the one in its turn. Items that have left
    come after those that are there.
    """
    left = [n for n in range(1, len(before.texts) + 1) if n not in set(before.order)]
    numbers: dict[int, int] = {}
    for compared in (str, _plain):
        taken = set(numbers.values())
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        for number in (*before.order, *left):
            if number not in taken:
                waiting[compared(before.texts[number - 1])].append(number)
        for place, text in enumerate(texts):
            said = compared(text)
            if place not in numbers and said and waiting.get(said):
                numbers[place] = waiting[said].pop(0)
    return numbers


def _plain(text: str) -> str:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return " ".join(words)


def _reworded(texts: Sequence[str], before: Numbered, numbers: dict[int, int]) -> None:
    """Adds the items that were reworded: the likest first; of what is left, the only one between
    two that stayed.
    """
    free = [n for n in before.order if n not in set(numbers.values())]
    open_ = [place for place in range(len(texts)) if place not in numbers]
    pairs = [(_likeness(texts[p], before.texts[n - 1]), p, n) for p in open_ for n in free]
    places = {n: k for k, n in enumerate(before.order)}
    for alike, place, number in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if place in numbers or number in numbers.values():
            continue
        in_place = _between(place, len(texts), numbers) == _gap(
            places[number], before.order, set(numbers.values())
        )
        rivals = are_rivals(_plain(texts[place]), _plain(before.texts[number - 1]))
        if alike >= (SAME_IN_PLACE if in_place else SAME) and (in_place or not rivals):
            numbers[place] = number


def _between(place: int, count: int, numbers: dict[int, int]) -> tuple[int, int]:
    """The numbers of the nearest known items on both sides (0 = none)."""
    before = next((numbers[p] for p in range(place - 1, -1, -1) if p in numbers), 0)
    after = next((numbers[p] for p in range(place + 1, count) if p in numbers), 0)
    return before, after


def _gap(at: int, order: Sequence[int], known: set[int]) -> tuple[int, int]:
    """The same of an item of the last build."""
    before = next((n for n in reversed(order[:at]) if n in known), 0)
    after = next((n for n in order[at + 1 :] if n in known), 0)
    return before, after


def _likeness(one: str, other: str) -> float:
    """How alike two items are, from 0 to 1: by the words that they share or, where a slip was
    corrected, by letters.

    "Anaphase" and "metaphase" share most of their letters and are two things, so letters count half
    unless nearly all are the same.
    """
    a, b = _plain(one), _plain(other)
    if not a or not b:
        return 0.0
    left, right = set(a.split()), set(b.split())
    shared, smaller = len(left & right), min(len(left), len(right))
    # one word in common proves little, unless it stands where it stood; a short one, unless the
    # other item begins with it
    begins = f"{a} ".startswith(f"{b} ") or f"{b} ".startswith(f"{a} ")
    single = 0.5 * shared * (begins or min(len(a), len(b)) > 3)
    contained = 0.9 * shared / smaller if smaller > 1 else single
    letters = SequenceMatcher(None, a, b, autojunk=False).ratio()
    if letters < SLIP:
        letters /= 2
    return max(contained, 2 * shared / (len(left) + len(right)), letters)
