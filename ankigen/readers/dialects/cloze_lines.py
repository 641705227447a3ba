"""Cloze marks in ordinary notes: each paragraph, item or heading with `{{c1::…}}`, Anki's own, or
with `{1:…}` is a cloze card of its own; so is one with `{{…}}` where most lines of a file have it.
"""

from __future__ import annotations

import re

from ankigen.readers.dialects.cloze import DOUBLE, NUMBERED, Pattern
from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

_MARK = when_asked(r"\{\{c\d{1,3}::")
_ITEM = when_asked(r"(\s*)(?:[-*+•]|\d{1,3}[.)])\s+")
_END = when_asked(r"\s*(?:#{1,6} |[-*_]{3,}\s*$|\|)")


#: Double braces hide words of a sentence; templates have names and commands in them.
_HIDDEN_WORDS = when_asked(r"\{\{(?!c?\d{1,3}::|[#/>^!&%.\s])[^{}|.]*[^{}|.\s]\}\}")
#: So many lines of a file have them, and so large a share of those that are not blank.
_LEAST, _SHARE = 4, 0.6


def marks(page: Page) -> int:
    lines = page.marked_lines()
    other = _patterns(page)
    return sum(bool(_MARK.search(t)) or any(p.search(t) for p in other) for _, t in lines)


def name_of(page: Page) -> str:
    """Whose marks they are, as the finding says it."""
    return "cloze marks in double braces" if DOUBLE in _patterns(page) else "Anki's cloze marks"


def _patterns(page: Page) -> list[Pattern]:
    """The marks of this file beside Anki's own."""
    lines = [text for _, text in page.marked_lines() if text.strip()]
    found = [NUMBERED] if sum(bool(NUMBERED.search(text)) for text in lines) >= 2 else []
    double = sum(bool(_HIDDEN_WORDS.search(text)) for text in lines)
    if double >= max(_LEAST, _SHARE * len(lines)):
        found.append(DOUBLE)
    return found


def rewrite(page: Page) -> None:
    patterns = _patterns(page)
    done = 0
    for n, text in page.marked_lines():
        hidden = _MARK.search(text) or any(p.search(text) for p in patterns)
        if n <= done or not hidden or text.lstrip().startswith("|"):
            continue
        first, last = _extent(page, n, done)
        lines = page.take(first, last)
        lines[0] = Numbered(first, _ITEM.sub("", lines[0].text, count=1))
        heading = re.match(r"\s*#{1,6}\s+(.*)$", lines[0].text)
        if heading and first == last:
            lines = [Numbered(first, heading.group(1))]
        page.cloze_card(lines, (first, last), patterns=patterns)
        done = last


def _extent(page: Page, n: int, done: int) -> tuple[int, int]:
    """The paragraph or item around a line: up to a blank line, an item, a heading or a rule; a
    mark left open goes on.
    """
    first = last = n
    while (
        first - 1 > done
        and page.text(first - 1).strip()
        and not _ITEM.match(page.text(first))
        and not _END.match(page.text(first - 1))
        and not _END.match(page.text(first))
        and first - 1 >= page.start
    ):
        first -= 1
    text = page.text(first)
    while last < len(page.lines):
        text += "\n" + page.text(last) if last > first else ""
        following = page.text(last + 1)
        open_mark = text.count("{{") > text.count("}}")
        ends = not following.strip() or _ITEM.match(following) or _END.match(following)
        if ends and not (open_mark and last - first < _LONGEST):
            break
        last += 1
    return first, last


#: A mark that is never closed does not swallow the notes below it.
_LONGEST = 20
