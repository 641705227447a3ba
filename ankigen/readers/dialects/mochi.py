"""Mochi: the sides of a card with a line `---` between them, `{{cloze}}` or `{{1::cloze}}`, and
`#tags`.

Its documentation, "Cards" and "Advanced formatting". Mochi writes a card a file; where a file has
several, a line `***` or two blank lines part them.
"""

from __future__ import annotations

from ankigen.readers.dialects.cloze import DOUBLE
from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

_SIDE = when_asked(r"\s{0,3}---\s*$")
_CARD = when_asked(r"\s{0,3}(?:\*\s?\*\s?\*|\+\+\+|={3,})\s*$")
_TAG = when_asked(r"(?:^|(?<=\s))#([^\W\d_][\w/-]*)(?=\s|$)")
_HEADING = when_asked(r"#{1,6}\s+\S")
_TAGS_ALONE = when_asked(r"\s*(?:#[^\W\d_][\w/-]*\s*)+$")
#: The front of a lone card is short; a page of notes with a rule in it has more above it.
_LONGEST_FRONT = 6
_LONGEST_CARD = 60
#: A card has no more rules, and no more headings, than these.
_MOST_SIDES = 3

Chunk = list[Numbered]


def marks(page: Page) -> int:
    return len(_cards(page))


def _cards(page: Page) -> list[tuple[Chunk, bool]]:
    """The cards of the page, each with whether it has sides (else it has clozes); none if any
    part is neither.
    """
    chunks = _chunks(page)
    found: list[tuple[Chunk, bool]] = []
    for chunk in chunks:
        sides = [n for n, line in enumerate(chunk) if _SIDE.match(line.text)]
        hidden = any(DOUBLE.search(line.text) and "{{c" not in line.text for line in chunk)
        if (not sides and not hidden) or _is_page(chunk, len(sides)):
            return []
        if sides and (not _said(chunk[: sides[0]]) or not _said(chunk[sides[-1] + 1 :])):
            return []
        found.append((chunk, bool(sides)))
    if len(found) == 1 and not _alone(found[0][0]):
        return []
    return found if any(sides for _, sides in found) else []


def _is_page(chunk: Chunk, sides: int) -> bool:
    """Whether rules part the slides or sections of a page, and no sides of a card."""
    return sides > _MOST_SIDES or sum(
        _HEADING.match(line.text) is not None for line in chunk
    ) > max(_MOST_SIDES, sides + 1)


def _alone(chunk: Chunk) -> bool:
    """Whether a lone chunk is a card, and no page of notes with a rule in it."""
    sides = [n for n, line in enumerate(chunk) if _SIDE.match(line.text)]
    front = [x for x in chunk[: sides[0]] if x.text.strip()] if sides else []
    headings = sum(x.text.lstrip().startswith("# ") or "## " in x.text[:8] for x in chunk)
    tagged = any(_TAGS_ALONE.match(line.text) for line in chunk)
    asks = any("?" in line.text for line in front)
    small = len(front) <= _LONGEST_FRONT and len(chunk) <= _LONGEST_CARD and headings <= 1
    return bool(sides) and small and (tagged or asks or any(DOUBLE.search(x.text) for x in chunk))


def _said(lines: Chunk) -> bool:
    return any(line.text.strip() for line in lines)


def _chunks(page: Page) -> list[Chunk]:
    chunks: list[Chunk] = [[]]
    blank = 0
    for n in range(page.start, len(page.lines) + 1):
        text = page.text(n)
        parts = _CARD.match(text) and n not in page.fenced
        blank = 0 if text.strip() else blank + 1
        if parts or blank == 2:
            chunks.append([])
        if not parts:
            chunks[-1].append(Numbered(n, text))
    return [chunk for chunk in chunks if _said(chunk)]


def rewrite(page: Page) -> None:
    for chunk, sided in _cards(page):
        lines = [line for line in chunk if line.text.strip()]
        span = (lines[0].number, lines[-1].number)
        tags = [t.replace("/", "::") for line in lines for t in _TAG.findall(line.text)]
        clean = [
            Numbered(n, _TAG.sub("", text)) if not text.startswith("# ") else Numbered(n, text)
            for n, text in chunk
        ]
        page.take(*span)
        hidden = any(DOUBLE.search(line.text) for line in clean)
        sides = [n for n, line in enumerate(clean) if _SIDE.match(line.text)]
        if not sided:
            page.cloze_card(clean, span, tags=tags, patterns=[DOUBLE])
        elif hidden:
            text = clean[: sides[0]]
            more = [x for x in clean[sides[0] + 1 :] if not _SIDE.match(x.text)]
            page.cloze_card(text, span, more=more, tags=tags, patterns=[DOUBLE])
        else:
            ends = [*sides[1:], len(clean)]
            back = [clean[a + 1 : b] for a, b in zip(sides, ends, strict=True)]
            page.parts_card(clean[: sides[0]], back, span, tags=tags)
    for line in page.open_lines():
        if _CARD.match(line.text):
            page.leave_out(line.number, line.number, "markup")
