"""JSON from elsewhere: what it escapes may be half of a pair of surrogates, which no file holds."""

from __future__ import annotations

import json
from typing import Any

from ankigen.text.patterns import when_asked

_HALF = when_asked("[\ud800-\udfff]")


def load_json(text: str | bytes) -> Any:
    """The value, with U+FFFD for each half of a pair, as decoding gives for broken bytes. Raises
    ValueError or RecursionError.

    >>> load_json('{"a": "\\\\ud800"}')
    {'a': '\\ufffd'}
    """
    value = json.loads(text)
    written = json.dumps(value, ensure_ascii=False)
    return json.loads(_HALF.sub("\ufffd", written)) if _HALF.search(written) else value
