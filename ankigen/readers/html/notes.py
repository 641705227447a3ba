"""Footnotes and comments: a footnote is read where its sign stands, a comment on the notes is
left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import Tag

#: Where the sign of a footnote leads, as Word, Google Docs, mammoth, pandoc and Markdown engines
#: call it.
_FOOTNOTE = re.compile(r"#(?:_?(?:ftn|edn|ftnt|fn|footnote|endnote)[-_:]?\d+)$", re.I)
_COMMENT = re.compile(r"#(?:cmnt|_msocom_|_cmnt|comment-)\d+$", re.I)
_SIGN = re.compile(r"\W*\w{1,4}\W*")
_BACK = ("↩", "↑", "^", "⏎")


@dataclass
class Notes:
    """The notes of a page: what to read in place of a sign, and which elements are notes."""

    signs: dict[int, str] = field(
        default_factory=dict
    )  # id of the sign's tag → the footnote's text
    texts: dict[int, str] = field(
        default_factory=dict
    )  # id of the note's element → why it is left out


def notes_of(soup: BeautifulSoup) -> Notes:
    """The footnotes and comments of a page, found by the links between sign and text."""
    found = Notes()
    signs = [
        a
        for a in soup.find_all("a", href=True)
        if _FOOTNOTE.match(str(a["href"])) or _COMMENT.match(str(a["href"]))
    ]
    if not signs:
        return found
    named: Mapping[str, Tag] = {
        str(t.get("id") or t.get("name")): t
        for t in reversed(soup.find_all(lambda t: t.has_attr("id") or t.has_attr("name")))
    }
    for sign in signs:
        target = named.get(str(sign["href"])[1:])
        text = _whole(target) if target is not None else None
        if text is None or not _SIGN.fullmatch(sign.get_text(strip=True) or "*"):
            continue
        comment = bool(_COMMENT.match(str(sign["href"])))
        found.signs[id(sign)] = "" if comment else _words(text)
        found.texts[id(text)] = "a comment" if comment else "a footnote, read where its sign stands"
    return found


def _whole(target: Tag) -> Tag | None:
    """The element that holds a note: the paragraph or item of its anchor, and the boxes that
    hold nothing before it.
    """
    block = (
        target
        if target.name in ("li", "p", "div", "aside", "dd")
        else target.find_parent(("li", "p", "div", "dd"))
    )
    if block is None or (block is not target and block.find(_NO_NOTE) is not None):
        return None
    start = block.get_text(strip=True)[:20]
    while (
        block.parent is not None
        and block.parent.name in ("div", "li")
        and _is_only_block(block)
        and block.parent.get_text(strip=True).startswith(start)
    ):
        block = block.parent
    return block


#: What holds one of these is no note, but the page around it.
_NO_NOTE = ["h1", "h2", "h3", "h4", "h5", "h6", "table", "p", "li", "dl"]


def _is_only_block(block: Tag) -> bool:
    """Whether no other paragraph, item or box stands beside it; two steps decide, however many
    there are.
    """
    beside = (
        *block.find_previous_siblings(_BLOCKS, limit=1),
        *block.find_next_siblings(_BLOCKS, limit=1),
    )
    return not beside


_BLOCKS = ["p", "li", "div"]


def _words(note: Tag) -> str:
    """What a footnote says, without its own sign and the way back."""
    pieces = [
        s
        for s in note.find_all(string=True)
        if not (
            s.parent is not None
            and (link := s.find_parent("a"))
            and str(link.get("href") or "").startswith("#")
        )
    ]
    text = " ".join("".join(pieces).split())
    return text.strip("".join(_BACK) + " ")
