"""Obsidian: comments `%%…%%`, ids of blocks, embedded notes, tags at the end of a line, and queries
are on no card.

Links with their aliases, pictures, callouts and properties are read by the Markdown reader itself.
"""

from __future__ import annotations

import re
from functools import partial

from ankigen.readers.dialects.page import Page, groups
from ankigen.text.patterns import when_asked

_COMMENT = when_asked(r"%%.*?%%")
_EDGE = when_asked(r"%%")
_BLOCK_ID = when_asked(r"\s*\^[A-Za-z0-9-]{3,}\s*$")
_EMBED = when_asked(r"!\[\[([^\[\]|#^]+)([#^][^\[\]|]*)?(?:\|[^\[\]]*)?\]\]")
_MEDIA = when_asked(
    (
        r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?|mp3|wav|ogg|m4a|flac|oga|opus|webm"
        r"|mp4|3gp|mov|mkv)$"
    ),
    re.I,
)
_LINK = when_asked(r"(?<![\w!\[(=])\[\[(?=[^\[\]]*[^\W\d_])[^\[\],;=]+\]\]")
_CALLOUT = when_asked(r"\s*>\s*\[![\w-]+\]")
_TAGS_AT_END = when_asked(r"(?<=\S)(?:\s+#[^\W\d_][\w/-]*)+\s*$")
#: A line that only leads to other notes: "Up: [[Index]]", "Related:: [[A]], [[B]]", "next [[C]]".
_WAY = when_asked(
    r"\s*(?:>\s*)?(?:[-*+]\s+)?[*_(\[]*(?:up|down|top|home|back|prev(?:ious)?|next|parents?|jump"
    r"|same|child(?:ren)?|siblings?|related|see also|moc|index|backlinks?|links?|zurück|weiter"
    r"|siehe auch|voir aussi"
    r"|ver también|relacionado)[*_)]*"
    r"(?:\s?:{0,2}[*_]*\s*(?:\[\[[^\[\]]+\]\][\s,;|·•/&-]*)+[)\]]*|::\s*)$",
    re.I,
)
#: A line of nothing but links to notes, and tags.
_LINKS = when_asked(r"(?=.*\[\[)\s*(?:(?:\[\[[^\[\]]+\]\]|#[^\W\d_][\w/-]*)[\s,;|·•/&<>←→-]*)+$")
_QUERY = when_asked(r"\s*```\s*(?:dataview(?:js)?|query|tasks|button|excalidraw)\b")

#: A line that says how the block above it looks ("{ .wide #fig }").
_ATTRIBUTES = when_asked(r"\s*\{\s?:?\s*(?:[.#][\w-]+\s*)+\}\s*$")
#: A line of Dataview's with the value of a field ("- **status**:: open").
_FIELD = when_asked(r"\s*(?:[-*+]\s+)?[*_]{0,2}(?P<name>[^\W\d_][\w -]{0,24})[*_]{0,2}::(?:\s|$)")
#: Fields that say something of the note; so many of them above all else, and all there are fields.
_OF_THE_NOTE = (
    "created updated modified date status type tags tag aliases alias author source url up parent"
    " related topic topics title level domain area project class course subject id"
)
_FIELDS = 3
#: A line of a template with nothing but links behind its name ("Series: [[]]", "File: [PDF](…)");
#: so many together, one of them not filled in, say something of the note.
_FILLED_IN = when_asked(
    r"\s*(?:[-*+]\s+)?[*_]{0,2}[^\W\d_][^:\[\]]{0,39}:{1,2}[*_]{0,2}\s*"
    r"(?:(?:\[\[[^\[\]]*\]\]|\[[^\[\]]*\]\([^()\s]*\))[\s,;|·]*)+$"
)
_LEAST, _NOT_FILLED_IN = 3, "[[]]"
_EDGES = when_asked(r"\s*(?:[-*_]\s*){3,}$|\s*#\s")


def leads_to_notes(text: str) -> bool:
    """Whether a line only leads to other notes.

    >>> leads_to_notes("> up:: [[Tides]]"), leads_to_notes("ebb:: falling water")
    (True, False)
    """
    return _WAY.match(text) is not None


def marks(page: Page) -> int:
    """Links between notes, comments, embeds, callouts, ids."""
    count = 0
    for _, text in page.marked_lines():
        count += len(_LINK.findall(text)) + len(_EMBED.findall(text)) + len(_COMMENT.findall(text))
        count += bool(_CALLOUT.match(text)) + bool(_BLOCK_ID.match(text))
    return count + len(_fields(page))


def rewrite(page: Page) -> None:
    _comments(page)
    _queries(page)
    for first, last in groups(_fields(page)):
        page.leave_out(first, last, "fields of Dataview")
    for n in (*_template(page), *_links_at_the_edges(page)):
        page.leave_out(n, n, "links to other notes")
    for n, text in page.open_lines():
        if _BLOCK_ID.match(text):
            page.leave_out(n, n, "an id of Obsidian")
            continue
        if leads_to_notes(text):
            page.leave_out(n, n, "links to other notes")
            continue
        if _ATTRIBUTES.match(text):
            page.leave_out(n, n, "how the block above looks")
            continue
        shown = _EMBED.sub(partial(_embedded, page, n), text)
        tags = _TAGS_AT_END.search(shown) if not text.lstrip().startswith("#") else None
        if tags:
            page.say(n, "left-out", f"tags: {tags.group().strip()}")
            shown = shown[: tags.start()]
        page.lines[n - 1] = shown


def _fields(page: Page) -> list[int]:
    """The lines above all others of the page that say something of the note and not of its
    subject."""
    found: list[tuple[int, str]] = []
    for n, text in page.open_lines():
        field = _FIELD.match(text)
        if field:
            found.append((n, field["name"].strip().casefold()))
        elif text.strip() and not _EDGES.match(text):
            break
    named = sum(name in _OF_THE_NOTE.split() for _, name in found)
    return [n for n, _ in found] if named >= max(_FIELDS, 0.6 * len(found)) else []


def _template(page: Page) -> list[int]:
    """The lines of a template with nothing but links in them, where one is not filled in."""
    found: list[int] = []
    run: list[tuple[int, str]] = []
    for n, text in [*page.open_lines(), (0, "end")]:
        if _FILLED_IN.match(text):
            run.append((n, text))
        elif text.strip():
            empty = any(text.rstrip().endswith(_NOT_FILLED_IN) for _, text in run)
            found += [n for n, _ in run] if empty and len(run) >= _LEAST else []
            run = []
    return found


def _links_at_the_edges(page: Page) -> list[int]:
    """The lines of links above all text of the page but headings, and below all of it."""
    lines = [(n, text) for n, text in page.open_lines() if text.strip()]
    found: list[int] = []
    for some in (lines, lines[::-1]):
        for n, text in some:
            if _LINKS.match(text):
                found.append(n)
            elif not _EDGES.match(text):
                break
    return sorted(set(found))


def _embedded(page: Page, n: int, found: re.Match[str]) -> str:
    """Pictures and sounds stay; an embedded note or drawing is not in this file."""
    if _MEDIA.search(found.group(1).strip()):
        return found.group()
    page.say(
        n,
        "embed",
        f'"{found.group(1).strip()}" is embedded here and is not shown: it is another note',
    )
    return ""


def _comments(page: Page) -> None:
    """Comments within a line, and those that go on for lines."""
    begun = 0
    for n, text in page.open_lines():
        inside = _COMMENT.sub("", text)
        if inside != text:
            inside = re.sub(r"(?<=\S)[ \t]{2,}(?=\S)", " ", inside)
        if begun:
            if _EDGE.search(text):
                page.leave_out(begun, n, "a comment")
                begun = 0
            continue
        if len(_EDGE.findall(inside)) == 1 and inside.strip() == "%%":
            begun = n
        elif inside != text:
            if inside.strip():
                page.lines[n - 1] = inside.rstrip()
                page.say(n, "left-out", "a comment: " + " ".join(_COMMENT.findall(text)))
            else:
                page.leave_out(n, n, "a comment")


def _queries(page: Page) -> None:
    """Code that a plug-in runs: what it shows is not in the notes."""
    numbers: list[int] = []
    inside = False
    for n in sorted(page.fenced):
        opens = not inside and bool(_QUERY.match(page.text(n)))
        inside = inside or opens
        if inside:
            numbers.append(n)
            inside = opens or not page.text(n).strip().startswith("```")
    for first, last in groups(numbers):
        page.leave_out(first, last, "a query of Obsidian")
