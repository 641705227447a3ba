"""Patterns that several parts of the scan look for."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Quotations and directives within one another deeper than this are read as if they were this deep.
DEEPEST = 8
NARROWEST_WRAP = 50
HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)(.*)$")
_TIGHT_HEADING = re.compile(r"(#{2,6})([^\s#].*)$")  # "##Heading", an ordinary slip
_TIGHT_TITLE = re.compile(r"(#)([^\W\d_][^#]*\s[^#]{1,80})$")
_TIGHT_WORD = re.compile(r"(#)([^\W\d_][\w-]*)$")
#: So many headings of deeper levels without a space show how a page writes them.
TIGHT_LEAST = 2
RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$|([─━═—_=~*])\2{4,}\s*$")
FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^`]*)$")
LINK_DEFINITION = re.compile(r"\[([^\]^][^\]]*)\]:\s*<?([^\s<>]+)>?(?:\s+[\"'(].*[\"')])?\s*$")
DEFINITION = re.compile(r":(?:[ \t]+(?=\S)|$)")
ONLY_TAGS = re.compile(r"(?:\s*</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>\s*)+$")
HTML_BLOCK = re.compile(r"<(table|ul|ol|dl|pre|h[1-6]|p|blockquote|math)\b[^<>]*>", re.I)
FOLD = re.compile(r"<details\b[^<>]*>\s*<summary\b", re.I)
PICTURE_TAG = re.compile(r"<(?:img|audio|source|br|iframe|video)\b", re.I)
SENTENCE_END = re.compile(r"[.!?…。！？:;]['\")\]*_]*$")


def heading_of(body: str, tight: bool = False) -> re.Match[str] | None:
    """A heading, also one without the space behind its signs; "#word" alone is a tag, but "#Word"
    is one where headings are written so (`tight`).
    """
    found = HEADING.match(body) or _TIGHT_HEADING.match(body) or _TIGHT_TITLE.match(body)
    found = found or (_TIGHT_WORD.match(body) if tight else None)
    if found and found.re in (_TIGHT_TITLE, _TIGHT_WORD) and not found.group(2)[0].isupper():
        return None
    return found


def writes_tight(lines: Iterable[str]) -> bool:
    """Whether the headings of a page have no space behind their signs.

    >>> writes_tight(["#Cells", "##Parts", "##Kinds"]), writes_tight(["# Cells", "##Parts"])
    (True, False)
    """
    signed = [line for line in lines if line.startswith("#")]
    tight = sum(bool(_TIGHT_HEADING.match(line)) for line in signed)
    return tight >= TIGHT_LEAST and not any(HEADING.match(line) for line in signed)


def heading_in_item(text: str) -> bool:
    """Whether an item is a heading by its text: "1. ##Rivers" is one, "- #rivers and lakes" has a
    tag.
    """
    return bool(HEADING.match(text) or _TIGHT_HEADING.match(text))


#: How a line begins that is an entry: a headword, and a mark that parts it from its text.
ENTRY_HEAD = re.compile(
    r"(?:\*\*|__|<b>|`)?[^\s:.,;–—=].{0,70}?(?:\*\*|__|</b>|`)?\s*(?::(?:\*{1,2}"
    r"|_{1,2})?(?=\s|$|[-–—=>])|\s(?:[-–—=]|[-=~]+>|[→⇒⟶➔]|\$\\(?:to|[rR]ightarrow|implies)\$)\s|\s?::|：)"
)
