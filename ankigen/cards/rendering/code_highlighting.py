"""Code in the pieces that are coloured: Pygments' tokens by the short names of its CSS classes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


def highlighted(code: str, language: str) -> list[tuple[str, str]]:
    """Pairs of a CSS class ("" = none) and the code that has it; joined, they are the code to the
    letter.

    Without colours where Pygments does not know the language, or its tokens do not say the code.
    """
    lexer = _lexer(language.strip().lower()) if language.strip() else None
    if lexer is None:
        return [("", code)]
    from pygments.token import STANDARD_TYPES

    tokens = _tokens(lexer, code)
    if "".join(value for _, value in tokens) != code:
        return [("", code)]
    pairs: list[tuple[str, str]] = []
    for token, value in tokens:
        name = STANDARD_TYPES.get(token, "")
        while not name and token.parent is not None:
            token = token.parent
            name = STANDARD_TYPES.get(token, "")
        # "w" is white space; a tag around it is only weight
        pairs.append(("" if name == "w" else name, value))
    return pairs


def _tokens(lexer: Any, code: str) -> list[tuple[Any, str]]:
    """Pygments' tokens of the code. Its lexers of sessions drop a last line that does not end,
    so it gets an end first.
    """
    tokens = list(lexer.get_tokens(f"{code}\n"))
    while tokens and not tokens[-1][1]:
        tokens.pop()
    if tokens and tokens[-1][1].endswith("\n"):
        token, value = tokens[-1]
        tokens[-1] = (token, value[:-1])
    return tokens


@lru_cache(maxsize=64)
def _lexer(language: str) -> Any:
    """Pygments' lexer of that name, or None. Options keep the code byte for byte."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, stripall=False, ensurenl=False)
    except ClassNotFound:
        return None
