"""Whether a hyphen at a line end belongs to the word."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.body.bodies import KeepHyphen
from ankigen.segmentation.words import Vocabulary, tokens


def kept_hyphens(units: Sequence[Unit], vocabulary: Vocabulary) -> KeepHyphen:
    """Whether a hyphen at a line end belongs to the word: as the document writes the word
    elsewhere, else as the lexicon knows it, else by its first half. In a chain of hyphens
    ("crack-to-powder") it does where both halves are words."""
    written: set[str] = set()
    for u in units:
        written.update(tokens(u.text.text))

    def keep(left: str, right: str) -> bool:
        chain, _, left = left.casefold().rpartition("-")
        right = right.casefold()
        if chain and left in JOINING and vocabulary.exists(right):
            return True  # "day-to-day"
        if left + right in written or vocabulary.exists(left + right):
            return False
        if f"{left}-{right}" in written:
            return True
        if left in HYPHEN_FIRST:
            return True
        return (
            vocabulary.exists(left)
            and vocabulary.exists(right)
            and (bool(chain) or min(len(left), len(right)) > 2)
        )

    return keep


#: Between two hyphens these are words of their own.
JOINING = frozenset(("to", "by", "of", "the", "and", "or"))
#: First halves that keep their hyphen ("self-", "well-").
HYPHEN_FIRST = frozenset(
    [
        "self",
        "well",
        "cross",
        "non",
        "half",
        "high",
        "low",
        "long",
        "short",
        "all",
        "ex",
        "full",
        "part",
        "first",
        "second",
        "third",
        "two",
        "three",
        "four",
        "one",
        "multi",
        "single",
        "double",
        "time",
        "data",
        "year",
        "age",
        "cost",
        "user",
        "real",
        "open",
        "end",
        "state",
        "decision",
        "large",
        "small",
        "hard",
        "soft",
        "fine",
        "mid",
    ]
)
