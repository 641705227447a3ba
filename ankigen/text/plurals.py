"""Numbers and what they count, for messages."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number and what it counts, in the singular or the plural.

    >>> counted(1, "note"), counted(1200, "entry", "entries")
    ('1 note', '1,200 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
