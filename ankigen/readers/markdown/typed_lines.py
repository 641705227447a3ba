"""Notes under .md that are plain text: typed line by line, with hardly a mark of Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.readers.markdown.patterns import ENTRY_HEAD

#: Marks that nobody types who does not write Markdown.
_MARKDOWN = re.compile(
    r"\]\(|\]:\s|!\[|</?[a-zA-Z][^<>]*>|^\s*(?:```|~~~|>|\|)|^\s*[:=]\s|\|\s*-{3}|^={3,}\s*$|\$\$|`",
    re.M,
)
_HEADING = re.compile(r"#{1,6} ")
_BOLD = re.compile(r"\*\*|__|(?<![\w*_])[*_](?=[^\s*_])|(?<=[^\s*_])[*_](?![\w*_])")
_ITEM = re.compile(r"\s*(?:[-*+•▪◦–—]|\d{1,3}[.)])\s*\S")

#: So many headings and words in bold or italics there may be.
_HEADINGS, _BOLDS = 2, 2
#: So many lines begin as entries do ("oriel = a window"), and so large a share of those that are
#: no items; so many of them follow another line without a gap.
_ENTRIES, _SHARE, _TIGHT = 6, 0.2, 4


def is_typed(lines: Sequence[str]) -> bool:
    """Whether these lines of a file are plain text, in which a line ends where its writer ended
    it, and nothing goes on in the next one because no blank line parts them.
    """
    text = "\n".join(lines)
    if _MARKDOWN.search(text) or len(_BOLD.findall(text)) > 2 * _BOLDS:
        return False
    if sum(bool(_HEADING.match(line)) for line in lines) > _HEADINGS:
        return False
    plain = [n for n, s in enumerate(lines) if s.strip() and not _ITEM.match(s)]
    entries = [n for n in plain if ENTRY_HEAD.match(lines[n])]
    tight = sum(bool(n and lines[n - 1].strip()) for n in entries)
    return len(entries) >= max(_ENTRIES, _SHARE * len(plain)) and tight >= _TIGHT
