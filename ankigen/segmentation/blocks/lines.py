"""Lines that are code or data by their form."""

from __future__ import annotations

import re

_DATA = re.compile(r"^[\[({]*\s*[-+]?\d[\d.,eE+\-]*(?:[\s,;|]+[-+]?\d[\d.,eE+\-]*)+[\s\])},;.]*$")
_ARRAY_OPENS = r"^(?:array\(|\[\[|\[\s*[-\d])"
_ARRAY = re.compile(_ARRAY_OPENS + r"|\]\]?\)?,?$")
_OPENS_ARRAY = re.compile(_ARRAY_OPENS)
_ASSIGN = re.compile(
    r"^[A-Za-z_][\w.\[\]'\"]*(?:\s*,\s*[A-Za-z_]\w*)*\s*=\s*\S*[\w\])('\"]$|^[A-Za-z_][\w.\[\]'\"]*\s*=\s*[\w.]+\(.*\)?$"
)
_CALL = re.compile(r"^[A-Za-z_]\w*(?:\.\w+)+\(.*\)$")
_CODE_LINE = re.compile(
    r"^(?:>>>|\$ |import \w|from \w+(?:\.\w+)* import |def \w+\(|class \w+[(:]"
    r"|for \w+ in .*:$|if .*:$|return \S|print\(|#include|"
    r"(?:public|private|static|void|const|let|var|int|float|function)\b.*[;{]$"
    r"|SELECT\b.*\bFROM\b|[{}]$|</?\w+[^>]*>$)|[;{}]$"
)


#: Any of these has a sign, a figure or a word that prose has hardly ever.
_OF_CODE = re.compile(r"[=()\[\]{};:<>#$\d]")


def opens_array(text: str) -> bool:
    """Whether a line begins an array or a row of one, as a program prints it; its wide spaces part
    no cells.

    >>> opens_array("[0.33, 0.5  , 1.   ],"), opens_array("2       45      1960")
    (True, False)
    """
    return _OPENS_ARRAY.match(text.strip()) is not None


def looks_like_code(text: str) -> bool:
    """Whether a line is code or data by its form, so that it must keep its line and its words.

    >>> looks_like_code("[[0.81 0.18]"), looks_like_code("x = fit(data)")
    (True, True)
    >>> looks_like_code("Used for fitting;")
    False
    """
    text = text.strip()
    if _OF_CODE.search(text) is None and not (
        "import" in text or "return" in text or "SELECT" in text
    ):
        return False
    if _DATA.match(text) or _ASSIGN.match(text) or _CALL.match(text):
        return True
    if _ARRAY.search(text) and sum(c.isdigit() for c in text) >= 2:
        return True
    found = _CODE_LINE.search(text)
    if found is None:
        return False
    return found.start() == 0 or text[-1] in "{}" or text.endswith(");")
