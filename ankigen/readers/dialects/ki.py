"""ki: notes of an Anki collection as Markdown files in a git repository.

Its documentation, "Note format": `# Note`, a block in a fence with `guid:` and `notetype:`, the
heading `Tags` over a block in a fence, and a heading for each field. The first field is the front,
the others are the back; where a field hides something (`{{c1::…}}`), the note is a cloze note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

HINT = re.compile(r"^(?:notetype|nid|guid):\s*\S", re.M)
_NOTE = when_asked(r"#{1,2}\s+Note\s*$")
_META = when_asked(r"\s*(?P<name>guid|nid|notetype|model|deck|tags|markdown)\s*:\s*(?P<value>.*)$")
_HEADING = when_asked(r"(?P<level>#{2,4})\s+(?P<name>\S.*?)\s*$")
_CLOZE = when_asked(r"\{\{c\d{1,3}::")
_FENCE = when_asked(r"\s*(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class _Card:
    """A note: its lines from the heading on, its tags, and its fields, each as lines."""

    first: int
    last: int
    tags: tuple[str, ...]
    fields: tuple[tuple[Numbered, ...], ...]


def marks(page: Page) -> int:
    """The notes of the page, whose heading stands right over a note type or an id."""
    return len(list(_cards(page)))


def rewrite(page: Page) -> None:
    for card in list(_cards(page)):
        span = (card.first, card.last)
        page.take(*span)
        front, *more = card.fields
        if any(_CLOZE.search(line.text) for line in front):
            page.cloze_card(front, span, more=[x for part in more for x in part], tags=card.tags)
        else:
            page.parts_card(front, more, span, tags=card.tags)


def _cards(page: Page) -> Iterator[_Card]:
    lines = page.lines
    starts = [n for n in range(page.start, len(lines) + 1) if _NOTE.match(page.text(n))]
    for first, after in zip(starts, [*starts[1:], len(lines) + 1], strict=True):
        if (card := _card(page, first, after - 1)) is not None:
            yield card


def _card(page: Page, first: int, last: int) -> _Card | None:
    """The note of these lines, None where they hold none."""
    names = [m["name"] for n in range(first + 1, first + 6) if (m := _META.match(page.text(n)))]
    if not {"guid", "nid", "notetype", "model"}.intersection(names):
        return None
    tags: tuple[str, ...] = ()
    fields: list[tuple[Numbered, ...]] = []
    for name, lines in _sections(page, first + 1, last):
        said = tuple(x for x in lines if x.text.strip())
        if name.casefold() == "tags" and not fields:
            tags = tuple(x.text.strip() for x in said if not _FENCE.match(x.text))
        elif said:
            fields.append(lines)
    while last > first and not page.text(last).strip():
        last -= 1
    return _Card(first, last, tags, tuple(fields)) if len(fields) > 1 else None


def _sections(page: Page, first: int, last: int) -> Iterator[tuple[str, tuple[Numbered, ...]]]:
    """The headings below the first line, each with the lines that it stands over; those of the
    fields are the ones at the level of the first behind the tags.
    """
    heads: list[tuple[int, str, str]] = []
    for n in range(first, last + 1):
        m = _HEADING.match(page.text(n)) if n not in page.fenced else None
        if m is None:
            continue
        level = next((own for _, own, name in heads if name.casefold() != "tags"), m["level"])
        if m["level"] == level or not heads:
            heads.append((n, m["level"], m["name"]))
    ends: Sequence[int] = [*(n for n, _, _ in heads[1:]), last + 1]
    for (n, _, name), end in zip(heads, ends, strict=True):
        yield name, tuple(Numbered(k, page.text(k)) for k in range(n + 1, end))
