"""Logseq: a block with `#card` is a question, the blocks under it are its answer; `{{cloze …}}`
hides.

Properties (`id::`, `collapsed::`, `card-last-score::`), log books, references to blocks and macros
are not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ankigen.readers.dialects.cloze import LOGSEQ, Pattern
from ankigen.readers.dialects.page import Page, groups
from ankigen.readers.numbered import Numbered
from ankigen.readers.text import indent_of
from ankigen.text.patterns import when_asked

_BULLET = when_asked(r"(\s*)([-*+]) (.*)$|(\s*)([-*+])\s*$")
_CARD = when_asked(r"\s{0,4}(?:#(?:card|flashcard)(?![\w/-])|#?\[\[card\]\])", re.I)
_PROPERTY = when_asked(r"\s*(?:[-*+] )?([A-Za-z][\w.-]*):: ?(.*)$")
#: Properties that Logseq and its plug-ins write; others are the user's own, and stand only at the
#: top of a page.
_OWN = when_asked(
    r"(?:id|collapsed|heading|alias|tags?|title|icon|public|type|template"
    r"|background-color|created-at|updated-at|"
    r"exclude-from-graph-view|filters|deck|extra|use-cloze|ls-type|hl-[\w-]+"
    r"|card-[\w-]+|query-[\w-]+|logseq\.[\w.-]+)$"
)
_MACRO = when_asked(
    r"\{\{(?:embed|query|video|youtube|renderer|tweet|pdf|zotero[\w-]*)\b[^{}]*\}\}"
)
_REFERENCE = when_asked(r"\(\(([0-9a-f]{8}-[0-9a-f-]{27})\)\)")
_TASK = when_asked(r"(?:TODO|DOING|DONE|LATER|NOW|WAITING|CANCELED|IN-PROGRESS) +(?:\[#[ABC]\] )?")
_PLANNED = when_asked(r"\s*(?:SCHEDULED|DEADLINE): <[^>]*>\s*$")
_TAG = when_asked(r"(?:^|(?<=\s))#(?:\[\[([^\]]+)\]\]|([^\W\d_][\w/.-]*))")
_ANKI: Pattern = when_asked(r"\{\{c(?P<number>\d) (?P<text>(?:[^{}]|\{[^{}]*\})+)\}\}")


def marks(page: Page) -> int:
    lines = page.marked_lines()
    cards = sum(bool(_BULLET.match(t) and _CARD.search(t)) for _, t in lines)
    clozes = sum("{{cloze " in t for _, t in lines)
    bullets = sum(bool(_BULLET.match(t)) for _, t in lines)
    own = sum(_owned(t) for _, t in lines)
    return cards + clozes + own if cards or clozes or (own >= 2 and 2 * bullets > len(lines)) else 0


def _owned(text: str) -> bool:
    found = _PROPERTY.match(text)
    return bool(found and _OWN.match(found.group(1)))


@dataclass
class _Block:
    """A bullet with the lines that go on in it, and the blocks under it."""

    first: int
    indent: int
    lines: list[Numbered] = field(default_factory=list)
    children: list[_Block] = field(default_factory=list)

    @property
    def is_card(self) -> bool:
        shown = any(_CARD.search(line.text) for line in self.lines)
        return shown or any("{{cloze " in line.text for line in self.lines)

    def last(self) -> int:
        return max(
            [self.first, *(x.number for x in self.lines), *(b.last() for b in self.children)]
        )


def rewrite(page: Page) -> None:
    page.breaks = True
    _properties(page)
    roots = _outline(page)
    references = _references(page)
    for block in roots:
        _visit(page, block, 1, references)
    for n, text in page.open_lines():
        page.lines[n - 1] = _shown(text, references)


def _properties(page: Page) -> None:
    """Leave out properties, log books and dates; the page's tags are its tags."""
    numbers: list[int] = []
    logbook = False
    top = True
    for n, text in page.open_lines():
        found = _PROPERTY.match(text)
        logbook |= text.strip() == ":LOGBOOK:"
        if logbook or _PLANNED.match(text) or (found and (top or _OWN.match(found.group(1)))):
            numbers.append(n)
        else:
            top = False
        if found and found.group(1) in ("tags", "tag") and n in numbers:
            names = re.split(r",\s*", re.sub(r"[#\[\]]", "", found.group(2)))
            page.tags += (name.strip().replace(" ", "_") for name in names if name.strip())
        logbook &= text.strip() != ":END:"
    for first, last in groups(numbers):
        _remember_ids(page, first, last)
        page.leave_out(first, last, "properties of Logseq")


_ID = when_asked(r"\s*(?:[-*+] )?id:: ([0-9a-f-]{36})")


def _remember_ids(page: Page, first: int, last: int) -> None:
    for n in range(first, last + 1):
        if found := _ID.match(page.text(n)):
            page.ids[found.group(1)] = n


def _references(page: Page) -> dict[str, str]:
    """What a reference to a block shows: the text of the bullet above its id."""
    found = {}
    for name, n in page.ids.items():
        at = n - 1
        while at >= page.start and not page.text(at).strip():
            at -= 1
        bullet = _BULLET.match(page.text(at))
        found[name] = _shown((bullet.group(3) or "").strip(), {}, True) if bullet else ""
    return found


#: Blocks within blocks: what is deeper still counts as this deep.
_DEEPEST = 90


def _outline(page: Page) -> list[_Block]:
    """The blocks of the page by their indent. A line that is no bullet belongs to the block
    above it.
    """
    roots: list[_Block] = []
    path: list[_Block] = []
    last = 0
    for n, raw in enumerate(page.lines, 1):
        if n < page.start or not raw.strip():
            continue
        indent = indent_of(raw)
        bullet = _BULLET.match(raw) if n not in page.fenced else None
        if bullet:
            while path and path[-1].indent >= indent:
                path.pop()
            del path[_DEEPEST:]
            block = _Block(n, indent, [Numbered(n, raw)])
            (path[-1].children if path else roots).append(block)
            path.append(block)
        elif path and (indent > path[-1].indent or n in page.fenced or last == n - 1):
            path[-1].lines.append(Numbered(n, raw))
        else:
            path = []
        last = n
    return roots


def _visit(page: Page, block: _Block, depth: int, references: dict[str, str]) -> None:
    for child in block.children:
        _visit(page, child, depth + 1, references)
    if block.is_card:
        _card(page, block, references)
    elif block.children and all(not page.text(b.first).strip() for b in block.children):
        # all that stands under it was a card: it is their topic
        bullet = _BULLET.match(page.text(block.first))
        title = _shown((bullet.group(3) or "") if bullet else "", references).strip("# ")
        if title and len(block.lines) == 1:
            page.lines[block.first - 1] = f"{'#' * min(depth, 6)} {title}"


def _card(page: Page, block: _Block, references: dict[str, str]) -> None:
    last = block.last()
    tags = [
        (a or b).replace(" ", "_").replace("/", "::")
        for line in block.lines
        for a, b in _TAG.findall(_CARD.sub(" ", line.text))
    ]
    taken = page.take(block.first, last)
    own = {line.number for line in block.lines}
    front = [Numbered(n, _shown(t, references, True)) for n, t in taken if n in own]
    front = [Numbered(n, re.sub(r"^\s*[-*+] ", "", t)) for n, t in front]
    back = [Numbered(n, _shown(t, references)) for n, t in taken if n not in own and t.strip()]
    clozes = [LOGSEQ, _ANKI]
    if any(p.search(line.text) for p in clozes for line in front):
        page.cloze_card(front, (block.first, last), more=back, tags=tags, patterns=clozes)
    else:
        page.card(front, back, (block.first, last), tags=tags)


def _shown(text: str, references: dict[str, str], headword: bool = False) -> str:
    """The line without what Logseq does not show."""
    text = _REFERENCE.sub(lambda m: references.get(m.group(1), ""), text)
    text = _MACRO.sub("", _CARD.sub("", text))
    bullet = re.match(r"\s*(?:[-*+] )?", text)
    at = bullet.end() if bullet else 0
    task = _TASK.match(text, at)
    text = text[:at] + text[task.end() :] if task else text
    return _TAG.sub("", text).rstrip() if headword else text
