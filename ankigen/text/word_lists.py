"""Lists of words that stand in the code."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text.

    >>> sorted(word_set("bow stern"))
    ['bow', 'stern']
    """
    return frozenset(text.split())


def word_tuple(text: str) -> tuple[str, ...]:
    """The same in their order, as `str.endswith` takes them."""
    return tuple(text.split())
