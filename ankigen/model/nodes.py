"""The body of an entry: paragraphs, lists, tables, code, formulas and quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ankigen.model.rich_text import RichText


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: RichText


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its own text, and what is nested under it."""

    text: RichText
    children: tuple[Node, ...] = ()
    letter: str = ""  # of an option of a multiple-choice question, as the notes have it
    right: bool = False  # whether it is the right option


@dataclass(frozen=True, slots=True)
class ListNode:
    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[RichText, ...], ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    text: str
    language: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Formula:
    """A displayed formula: its source with delimiters, and the bare LaTeX."""

    source: str
    latex: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    body: tuple[Node, ...]


Node = Paragraph | ListNode | Table | Code | Formula | Quote


def texts(nodes: Iterable[Node]) -> Iterator[RichText]:
    """Every RichText in the nodes, in reading order (paragraphs, items, cells)."""
    for node in nodes:
        match node:
            case Paragraph(text):
                yield text
            case ListNode(items):
                for item in items:
                    yield item.text
                    yield from texts(item.children)
            case Table(rows):
                for row in rows:
                    yield from row
            case Quote(body):
                yield from texts(body)
            case Code() | Formula():
                pass


def mapped(node: Node, change: Callable[[RichText], RichText]) -> Node:
    """The node with each of its texts changed."""
    match node:
        case Paragraph(text):
            return Paragraph(change(text))
        case ListNode(items):
            told = tuple(
                replace(
                    i, text=change(i.text), children=tuple(mapped(n, change) for n in i.children)
                )
                for i in items
            )
            return replace(node, items=told)
        case Table(rows):
            return replace(node, rows=tuple(tuple(change(c) for c in row) for row in rows))
        case Quote(body):
            return Quote(tuple(mapped(n, change) for n in body))
        case Code() | Formula():
            return node
