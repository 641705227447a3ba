"""Small whole numbers that stand in notes, file headers and attributes."""

from __future__ import annotations

#: Numbers with more digits than this number nothing in notes: no list, column or row goes so far.
MOST_DIGITS = 9


def small_integer(text: str | None, default: int = -1, digits: int = MOST_DIGITS) -> int:
    """The number that ASCII digits write, white space around them allowed; `default` for all else.

    `str.isdigit` takes "²", which `int` refuses, and `int` takes "1_0", "-1", "١" and thousands of
    digits.

    >>> small_integer(" 12 "), small_integer("²"), small_integer("1_0"), small_integer("9" * 5000)
    (12, -1, -1, -1)
    """
    stripped = (text or "").strip()
    if is_number(stripped) and len(stripped.lstrip("0")) <= digits:
        return int(stripped)
    return default


def is_number(text: str) -> bool:
    """Whether a text is ASCII digits and nothing else, as `int` reads them.

    >>> is_number("07"), is_number(""), is_number("²"), is_number("٣")
    (True, False, False, False)
    """
    return text.isascii() and text.isdigit()
