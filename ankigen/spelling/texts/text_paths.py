"""Where texts stand in an entry, and how changed texts are put back.

A place is "term", "context" or a path into the body: "0" is the text of the first node, "1.2" that
of the third item of the second node, "1.2.0" that of the first node under this item, or the cell of
a table's third row and first column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ankigen.model import Entry, ListNode, Node, Paragraph, Quote, RichText, Table

TERM, CONTEXT = "term", "context"
#: A heading over entries, which stands in none of them.
SECTION = "section"


@dataclass(frozen=True, slots=True)
class Place:
    """A text of an entry: its path, the text, and what it is (`term`, `context`, `paragraph`,
    `item`, `cell`).
    """

    path: str
    text: RichText
    role: str


def places(entry: Entry) -> Iterator[Place]:
    """Every text of an entry in reading order."""
    yield Place(TERM, entry.term, "term")
    if entry.context:
        yield Place(CONTEXT, entry.context, "context")
    yield from _inside(entry.body, "")


def _inside(nodes: tuple[Node, ...], prefix: str) -> Iterator[Place]:
    for number, node in enumerate(nodes):
        path = f"{prefix}{number}"
        match node:
            case Paragraph(text):
                yield Place(path, text, "paragraph")
            case ListNode(items):
                for n, item in enumerate(items):
                    yield Place(f"{path}.{n}", item.text, "item")
                    yield from _inside(item.children, f"{path}.{n}.")
            case Table(rows):
                for r, row in enumerate(rows):
                    for c, cell in enumerate(row):
                        yield Place(f"{path}.{r}.{c}", cell, "cell")
            case Quote(body):
                yield from _inside(body, f"{path}.")
            case _:
                pass


def put_back(entry: Entry, changed: Mapping[str, RichText]) -> Entry:
    """The entry with the texts at the given paths replaced."""
    if not changed:
        return entry
    return entry.but(
        term=changed.get(TERM, entry.term),
        context=changed.get(CONTEXT, entry.context),
        body=_rebuilt(entry.body, "", changed),
    )


def _rebuilt(
    nodes: tuple[Node, ...], prefix: str, changed: Mapping[str, RichText]
) -> tuple[Node, ...]:
    out: list[Node] = []
    for number, node in enumerate(nodes):
        path = f"{prefix}{number}"
        match node:
            case Paragraph(text):
                out.append(Paragraph(changed.get(path, text)))
            case ListNode(items):
                new_items = tuple(
                    replace(
                        item,
                        text=changed.get(f"{path}.{n}", item.text),
                        children=_rebuilt(item.children, f"{path}.{n}.", changed),
                    )
                    for n, item in enumerate(items)
                )
                out.append(replace(node, items=new_items))
            case Table(rows):
                new_rows = tuple(
                    tuple(changed.get(f"{path}.{r}.{c}", cell) for c, cell in enumerate(row))
                    for r, row in enumerate(rows)
                )
                out.append(replace(node, rows=new_rows))
            case Quote(body):
                out.append(Quote(_rebuilt(body, f"{path}.", changed)))
            case _:
                out.append(node)
    return tuple(out)
