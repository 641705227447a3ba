"""The items of a long list in groups, of which a card shows one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

#: Items of a list that one card may show: seven, what working memory holds (George A. Miller, "The
#: magical number seven, plus or minus two", Psychological Review 63, 1956). Longer lists are cut
#: into groups of at most this size.
GROUP_ITEMS = 7


def groups(sizes: Sequence[int], room: int = 10**6, balanced: bool = False) -> list[range]:
    """The positions of a list's items in groups of at most GROUP_ITEMS, even ones where that can
    be: `sizes` are the words of the items, of which all but the last of a group fit in `room`. With
    `balanced` there are rather more groups than uneven ones.

    >>> groups([1] * 9), groups([9, 9, 9, 9], 20)
    ([range(0, 5), range(5, 9)], [range(0, 3), range(3, 4)])
    """
    number = -(-len(sizes) // GROUP_ITEMS)
    even = _even(len(sizes), number)
    while balanced and number < len(sizes) and max(_longest(sizes, own) for own in even) > room:
        number += 1
        even = _even(len(sizes), number)
    return even if balanced else [part for own in even for part in _fitting(sizes, own, room)]


def _even(size: int, number: int) -> list[range]:
    least, more = divmod(size, number)
    ends = [n * least + min(n, more) for n in range(number + 1)]
    return [range(start, end) for start, end in pairwise(ends)]


def _longest(sizes: Sequence[int], place: range) -> int:
    """What the fullest card of a group shows besides the item that it asks for."""
    own = [sizes[n] for n in place]
    return sum(own) - min(own)


def _fitting(sizes: Sequence[int], place: range, room: int) -> Iterator[range]:
    first, words = place.start, 0
    for n in place:
        if n > first and words > room:
            yield range(first, n)
            first, words = n, 0
        words += sizes[n]
    yield range(first, place.stop)
