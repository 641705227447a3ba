"""Whether the lines of a paragraph are one text, wrapped by an editor, or things of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ankigen.readers.markdown.patterns import ENTRY_HEAD, NARROWEST_WRAP

#: A paragraph's lines are one text, wrapped by an editor, if the next word would not have fitted in
#: this width.
_WIDEST_WRAP = 130
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def is_cjk_break(above: str, below: str) -> bool:
    """Whether no space stands between two lines: they are Chinese or Japanese.

    >>> is_cjk_break("異なる", "接続"), is_cjk_break("a word", "接続")
    (True, False)
    """
    return bool(_CJK.match(above.rstrip()[-1:]) and _CJK.match(below.lstrip()[:1]))


_BOLD_NAME = re.compile(r"(?:\*\*|__)(?=\S)[^*_]{1,60}(?:\*\*|__)\s*\S")
#: So many lines do not all begin with a capital by chance, even where nouns have one.
_CAPITALS = 4


def separate(texts: Sequence[str]) -> bool:
    """Whether the lines of a paragraph may each be something of its own, so that the breaks must
    stay.

    They are one wrapped text if each was broken where the next word would not have fitted, unless
    several begin as an entry does ("Term: …"), or each with a capital, or each with a name in bold,
    or the first is a question and the answer begins below it.
    """
    if len(texts) < 2:
        return False
    if texts[0].rstrip(" *_").endswith(("?", "？", "؟")):
        return True
    if any(re.search(r"[^\W\d_]-$", a) and b[:1].islower() for a, b in pairwise(texts)):
        return True
    if sum(bool(ENTRY_HEAD.match(s)) for s in texts) > 1:
        return True
    if all(map(_BOLD_NAME.match, texts)):
        return True
    if len(texts) >= _CAPITALS and all(s.lstrip("*_=`“\"'")[:1].isupper() for s in texts):
        return True
    width = max(len(s) for s in texts)
    if not NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return True
    return any(len(a) + 1 + len(b.split(maxsplit=1)[0]) <= width - 8 for a, b in pairwise(texts))
