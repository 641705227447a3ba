"""Whether the lines of a paragraph are one text, wrapped by an editor, or things of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ankigen.readers.inline_markdown import GLUE
from ankigen.readers.markdown.patterns import NARROWEST_WRAP
from ankigen.readers.markdown.values import Line

#: A paragraph's lines are one text, wrapped by an editor, if the next word would not have fitted in this width.
_WIDEST_WRAP = 130
_ENTRY_HEAD = re.compile(
    r"(?:\*\*|__|<b>|`)?[^\s:.,;–—=].{0,70}?(?:\*\*|__|</b>|`)?\s*(?::(?:\*\*|__)?(?=\s|$)|\s[-–—=]\s|\s?::|：)"
)
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def join_cjk(text: str) -> str:
    """Between two lines of Chinese or Japanese there is no space."""
    if not _CJK.search(text):
        return text
    return re.sub(
        r"([\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])\n(?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])",
        "\\1" + GLUE + "\n",
        text,
    )


def separate(lines: Sequence[Line]) -> bool:
    """Whether the lines of a paragraph may each be something of its own, so that the breaks must stay.

    They are one wrapped text if each was broken where the next word would not have fitted, unless several begin as
    an entry does ("Term: …").
    """
    if len(lines) < 2:
        return False
    texts = [s.text.strip() for s in lines]
    if any(re.search(r"[^\W\d_]-$", a) and b[:1].islower() for a, b in pairwise(texts)):
        return True
    if sum(bool(_ENTRY_HEAD.match(s)) for s in texts) > 1:
        return True
    width = max(len(s) for s in texts)
    if not NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return True
    return any(len(a) + 1 + len(b.split(maxsplit=1)[0]) <= width - 8 for a, b in pairwise(texts))
