"""TOML and JSON that come from anywhere: parsed, or a ValueError that says in one line what is
wrong.
"""

from __future__ import annotations

import json
import tomllib
from typing import Any

#: Tables and lists within one another: none of ankigen's files has a tenth of these.
MOST_LEVELS = 40
#: No file that a person writes by hand, or that ankigen keeps of edits, is so long; more takes
#: minutes to parse.
MOST_CHARACTERS = 20_000_000


def toml_table(text: str) -> dict[str, Any]:
    """The table that a TOML text holds.

    >>> toml_table("a = 1"), toml_table('b = "x"')
    ({'a': 1}, {'b': 'x'})
    """
    if len(text) > MOST_CHARACTERS:
        raise ValueError("is too long")
    try:
        found = tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    _check_levels(found)
    return found


def json_object(text: str) -> dict[str, Any]:
    """The object that a JSON text holds; any other value is a ValueError.

    >>> json_object('{"a": [1]}')
    {'a': [1]}
    """
    try:
        found = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(found, dict):
        raise ValueError("no object")
    if "\\u" in text:
        # JSON can write half of a pair of surrogates, which no file can hold; the error is a
        # ValueError
        json.dumps(found, ensure_ascii=False).encode()
    _check_levels(found)
    return found


def _check_levels(value: Any) -> None:
    level = [value]
    for _ in range(MOST_LEVELS):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return
    raise ValueError("nested too deep")
