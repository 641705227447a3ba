"""Strings as TOML writes them."""

from __future__ import annotations

import json


def toml_string(text: str) -> str:
    """A text as a TOML string on one line.

    >>> print(toml_string('a "quote", a tab\\t'))
    "a \\"quote\\", a tab\\t"
    """
    # what JSON escapes, TOML does too, but for DEL
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_text(text: str) -> str:
    """A text as a TOML string, on lines of its own where it has several.

    >>> print(toml_text("one\\ntwo"))
    \"\"\"
    one
    two\"\"\"
    """
    lines = text.split("\n")
    if len(lines) == 1:
        return toml_string(text)
    return '"""\n' + "\n".join(toml_string(line)[1:-1] for line in lines) + '"""'
