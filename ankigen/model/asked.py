"""What a stage asks of all files together while it looks at one, noted down: what it made of the
file holds for as long as the same questions get the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, Self, TypeVar

A = TypeVar("A")


class Log(Generic[A]):
    """Where questions and answers are noted down: `asked` has those since it was begun last."""

    def __init__(self, new: Callable[[], A]) -> None:
        self._new = new
        self.asked = new()

    def begin(self) -> A:
        """Notes down what is asked from now on, apart from what was asked before."""
        self.asked = self._new()
        return self.asked


class AskedSet(frozenset[Any]):
    """A set of which one may only ask whether it holds one thing: its kinds note that down."""

    log: Log[Any]
    name: str

    @classmethod
    def of(cls, values: Iterable[Any], name: str, log: Log[Any]) -> Self:
        made = cls(values)
        made.name, made.log = name, log
        return made

    def _not_noted(self, _: object) -> Any:
        raise TypeError("ask whether the set holds one thing after the other")

    __and__ = __rand__ = __or__ = __ror__ = __sub__ = __rsub__ = __xor__ = __rxor__ = _not_noted
    __le__ = __lt__ = __ge__ = __gt__ = isdisjoint = issubset = issuperset = _not_noted
