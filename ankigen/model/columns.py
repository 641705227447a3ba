"""Mappings and sets of words as text, a line for each item: what is kept between builds and has
thousands of items is read far faster so than as pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

V = TypeVar("V", int, float, str)

#: Between the parts of an item, and between the parts of such a part.
PART, INNER = "\x1f", "\x1e"


@dataclass(frozen=True, slots=True)
class Column:
    """A mapping as two texts.

    >>> Column.of({"a": 1, "b": 2})
    Column(keys='a\\nb\\n', values='1\\n2\\n')
    >>> Column.of({"a": 1, "b": 2}).read(int)
    {'a': 1, 'b': 2}
    """

    keys: str = ""
    values: str = ""

    @classmethod
    def of(cls, mapping: Mapping[str, int] | Mapping[str, float] | Mapping[str, str]) -> Column:
        return cls(lines(mapping), lines(map(str, mapping.values())))

    def read(self, kind: Callable[[str], V]) -> dict[str, V]:
        """The mapping. Raises ValueError where it is none."""
        return dict(zip(read_lines(self.keys), map(kind, read_lines(self.values)), strict=True))


def lines(items: Iterable[str]) -> str:
    """Each item with the end of its line."""
    return "".join([f"{item}\n" for item in items])


def read_lines(text: str) -> list[str]:
    return text.split("\n")[:-1]


def words_text(words: Iterable[str]) -> str:
    """Words as one item of a line.

    >>> read_words(words_text(("a", "b"))), read_words(words_text(()))
    (('a', 'b'), ())
    """
    return INNER.join(words)


def read_words(text: str) -> tuple[str, ...]:
    return tuple(text.split(INNER)) if text else ()
