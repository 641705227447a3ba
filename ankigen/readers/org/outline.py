"""The headings of an Org file as a tree, with their tags and properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_HEADING = re.compile(r"(\*+)[ \t]+(.*?)[ \t]*$")
_TAGS = re.compile(r"[ \t]+:((?:[\w@#%-]+:)+)$")
_PRIORITY = re.compile(r"\[#\w+\][ \t]*")
_PROPERTY = re.compile(r"[ \t]*:([\w+-]+):(?:[ \t]+(.*?))?[ \t]*$")
_BLOCK = re.compile(r"[ \t]*#\+(begin|end)_(\w+)", re.I)
#: Words before a heading that say how far a task is; a file may name its own (#+TODO).
TASKS = frozenset(
    [
        "TODO",
        "DONE",
        "NEXT",
        "WAITING",
        "WAIT",
        "HOLD",
        "STARTED",
        "DOING",
        "PROJ",
        "CANCELLED",
        "CANCELED",
        "KILL",
    ]
)


@dataclass
class Heading:
    """A heading: its line, and up to where what stands under it reaches (`body_end`: without its
    subheadings).
    """

    line: int
    level: int
    title: str
    tags: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    children: list[Heading] = field(default_factory=list)
    body_end: int = 0
    end: int = 0

    def walk(self) -> Iterator[Heading]:
        yield self
        for child in self.children:
            yield from child.walk()


#: Headings within headings: what is deeper still counts as this deep.
_DEEPEST = 90


def outline(lines: Sequence[str], tasks: frozenset[str] = TASKS) -> list[Heading]:
    """The outermost headings, with those under them."""
    roots: list[Heading] = []
    path: list[Heading] = []
    last: Heading | None = None
    inside = ""  # a block, in which a star is no heading
    for n, text in enumerate(lines, 1):
        if block := _BLOCK.match(text):
            inside = block.group(2).lower() if block.group(1).lower() == "begin" else ""
            continue
        found = _HEADING.match(text) if not inside else None
        if not found:
            if last and (prop := _PROPERTY.match(text)) and prop.group(1).upper() not in _DRAWERS:
                last.properties.setdefault(prop.group(1).upper(), prop.group(2) or "")
            continue
        if last:
            last.body_end = n - 1
        heading = heading_of(n, min(len(found.group(1)), _DEEPEST), found.group(2), tasks)
        while path and path[-1].level >= heading.level:
            path.pop().end = n - 1
        (path[-1].children if path else roots).append(heading)
        path.append(heading)
        last = heading
    for heading in path:
        heading.end = len(lines)
    if last:
        last.body_end = len(lines)
    return roots


_DRAWERS = frozenset(("PROPERTIES", "END", "LOGBOOK", "RESULTS", "CLOCK"))


def heading_of(line: int, level: int, text: str, tasks: frozenset[str] = TASKS) -> Heading:
    """A heading without its task word, priority and tags.

    >>> found = heading_of(1, 2, "TODO [#A] Tides :sea:drill:")
    >>> found.title, found.tags
    ('Tides', ('sea', 'drill'))
    """
    tags = _TAGS.search(f" {text}")
    if tags:
        text = f" {text}"[: tags.start()].strip()
    word, _, rest = text.partition(" ")
    text = rest.strip() if word in tasks else text
    text = _PRIORITY.sub("", text, count=1)
    names = tuple(t for t in tags.group(1).split(":") if t) if tags else ()
    return Heading(line, level, text.strip(), names)
