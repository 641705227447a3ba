"""The card tools of Emacs: org-drill, anki-editor, org-anki and org-fc; and Org's own description
lists.

A heading is a card if it has the tag `drill` or `fc`, or a property ANKI_NOTE_TYPE or ANKI_NOTE_ID.
Its fields or sides are its subheadings, else the heading is the question and what stands under it
the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ankigen.model import EntryKind
from ankigen.readers.dialects.cloze import ORG, Pattern
from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.readers.org.outline import Heading

#: What a tool says to itself in tags: none of the notes' own.
_MARKS = frozenset(("drill", "fc", "note", "deck", "leech", "suspended"))
_TITLE_SAYS_NOTHING = re.compile(
    r"\W*(?:item|fact|card|question|note|frage|karte|\d+)?\W*\d*\W*$", re.I
)
_HOLE: Pattern = re.compile(
    r"\{\{(?P<text>(?:[^{}]|\{[^{}]*\})+?)\}(?:\{(?P<hint>[^{}]*)\})?(?:@(?P<zero>\d+))?\}"
)
_DESCRIPTION = re.compile(
    r"(?P<indent>[ \t]*)[-+*][ \t]+(?P<term>\S.*?)[ \t]+::(?:[ \t]+(?P<text>.*))?$"
)


def tool_of(heading: Heading) -> str:
    """The tool whose card a heading is, "" if it is none."""
    if "ANKI_NOTE_TYPE" in heading.properties:
        return "anki-editor"
    if "ANKI_NOTE_ID" in heading.properties:
        return "org-anki"
    if "fc" in heading.tags or "FC_TYPE" in heading.properties:
        return "org-fc"
    return "org-drill" if "drill" in heading.tags else ""


def take_cards(page: Page, headings: Iterable[Heading], tags: tuple[str, ...] = ()) -> set[str]:
    """Take the cards among these headings, and below them; the tools that they are for.

    `tags` are those of the headings above, which a heading inherits.
    """
    tools: set[str] = set()
    for heading in headings:
        tool = tool_of(heading)
        inherited = (*tags, *(t for t in heading.tags if t not in _MARKS))
        cards = [h for child in heading.children for h in child.walk() if tool_of(h)]
        tools |= take_cards(page, heading.children, inherited)
        if tool and (not cards or page.text(heading.line).strip()):
            if tool == "org-anki" and cards and not _body(page, heading):
                continue  # the topic of the cards below it
            _card(page, heading, tool, inherited)
            tools.add(tool)
    return tools


def _body(page: Page, heading: Heading) -> list[Numbered]:
    lines = [Numbered(n, page.text(n)) for n in range(heading.line + 1, heading.body_end + 1)]
    return lines if any(line.text.strip() for line in lines) else []


def _whole(page: Page, heading: Heading) -> list[Numbered]:
    """All that stands under a heading, its subheadings too."""
    return [Numbered(n, page.text(n)) for n in range(heading.line + 1, heading.end + 1)]


def _card(page: Page, heading: Heading, tool: str, tags: tuple[str, ...]) -> None:
    sides = [c for c in heading.children if page.text(c.line).strip()]
    title = [Numbered(heading.line, heading.title)]
    own = heading.properties.get("ANKI_TAGS", "").split()
    if deck := heading.properties.get("ANKI_DECK", ""):
        page.deck = page.deck or deck
    body = _body(page, heading)
    fields = {c.title.strip().lower(): _whole(page, c) for c in sides}
    parts = [_whole(page, c) for c in sides]
    span = (heading.line, heading.end)
    note_type = heading.properties.get("ANKI_NOTE_TYPE", "").lower()
    card_type = heading.properties.get("DRILL_CARD_TYPE", "").lower()
    last = heading.end
    page.take(heading.line, last)
    all_tags = (*tags, *own)
    if (
        "cloze" in note_type
        or heading.properties.get("FC_TYPE", "") == "cloze"
        or "cloze" in card_type
    ):
        patterns = [_HOLE] if tool == "org-fc" else [ORG] if tool == "org-drill" else []
        text = fields.get("text") or body or (parts[0] if parts else title)
        if any("{{c" in line.text for line in title) and not any("{{c" in x.text for x in text):
            text, body = title, text
            page.cloze_card(text, span, more=body, tags=all_tags)
            return
        extra = [
            line
            for c, part in zip(sides, parts, strict=True)
            if c.title.lower() != "text"
            for line in part
        ]
        page.cloze_card(text, span, more=extra, tags=all_tags, patterns=patterns)
        return
    both = (
        "revers" in note_type
        or card_type in ("twosided", "multisided")
        or heading.properties.get("FC_TYPE") == "double"
    )
    kind = EntryKind.VOCABULARY if both else EntryKind.OPEN
    if tool == "org-drill" and not parts and any(ORG.search(line.text) for line in body):
        page.cloze_card(body, span, tags=all_tags, patterns=[ORG])
        return
    front, back = _sides(heading, title, body, parts, fields)
    page.card(front, back, span, tags=all_tags, kind=kind)


def _sides(
    heading: Heading,
    title: list[Numbered],
    body: list[Numbered],
    parts: list[list[Numbered]],
    fields: dict[str, list[Numbered]],
) -> tuple[list[Numbered], list[Numbered]]:
    """Front and back: named by subheadings, or the heading with what stands under it."""
    if not parts:
        return title, body
    named = "front" in fields or "question" in fields
    if len(parts) >= 2 and (named or _TITLE_SAYS_NOTHING.match(heading.title)) and not body:
        return parts[0], [line for part in parts[1:] for line in part]
    answer = [line for part in parts for line in part]
    if not body:
        return title, answer
    says_nothing = bool(_TITLE_SAYS_NOTHING.match(heading.title))
    return (body if says_nothing else [*title, *body]), answer


def take_descriptions(page: Page) -> int:
    """Take the items of description lists ("- term :: text"), each with what is nested under it;
    how many there were.
    """
    count = 0
    done = 0
    for n, text in page.open_lines():
        found = _DESCRIPTION.match(text)
        if not found or n <= done:
            continue
        indent = len(found["indent"].expandtabs(8))
        last = n
        for below in range(n + 1, len(page.lines) + 1):
            line = page.text(below)
            deeper = len(line.expandtabs(8)) - len(line.expandtabs(8).lstrip()) > indent
            if line.strip() and (not deeper or line.startswith("#")):
                break
            last = below if line.strip() else last
            if not line.strip() and below - last > 1:
                break
        taken = page.take(n, last)
        back = [Numbered(n, found["text"] or ""), *taken[1:]]
        page.card([Numbered(n, found["term"])], _outdented(back), (n, last))
        done = last
        count += 1
    return count


def _outdented(lines: list[Numbered]) -> list[Numbered]:
    """The lines, those after the first without the indent that they share."""
    margins = [len(x.text) - len(x.text.lstrip()) for x in lines[1:] if x.text.strip()]
    margin = min(margins, default=0)
    return [lines[0], *(Numbered(n, text[margin:]) for n, text in lines[1:])]
