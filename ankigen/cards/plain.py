"""Bodies as plain text, for the outputs that know no HTML (Quizlet, CSV for reading, JSON) and for messages.

Promise: no tags and no Markdown marks; every word of the notes is there, in order; code and formulas stand byte for
byte as the notes have them. Boundary: pictures and sounds are only their alt text.
"""

from __future__ import annotations

from collections.abc import Iterable

from ankigen.model import (
    OBJECT,
    Code,
    Formula,
    ListNode,
    Node,
    Paragraph,
    Quote,
    Rich,
    Table,
)

#: Columns by which a nested list, or a further line of an item, stands in from its parent.
INDENT = "  "
CELL_SEPARATOR = " | "


def plain(nodes: Iterable[Node], marks: bool = True) -> str:
    """The nodes as plain text, one line per paragraph, item or table row; without `marks` the words alone.

    >>> from ankigen.model import Item
    >>> plain([Paragraph(Rich.of("Two kinds:")), ListNode((Item(Rich.of("a")), Item(Rich.of("b"))))])
    'Two kinds:\\n- a\\n- b'
    """
    return "\n".join(_lines(nodes, "", marks))


def plain_text(text: Rich | str) -> str:
    """One stretch of text without the stand-ins of wordless pictures."""
    raw = text if isinstance(text, str) else text.text
    if OBJECT not in raw:
        return raw
    return "\n".join(line.strip(" ") for line in raw.replace(OBJECT, "").split("\n")).strip("\n")


def _lines(nodes: Iterable[Node], indent: str, marks: bool) -> list[str]:
    lines: list[str] = []
    for node in nodes:
        match node:
            case Paragraph(text):
                lines += _indented(plain_text(text), indent, indent)
            case ListNode(items, ordered, start):
                for number, item in enumerate(items, start):
                    mark = (f"{number}. " if ordered else "- ") if marks else ""
                    inner = indent + INDENT
                    lines += _indented(plain_text(item.text), indent + mark, inner, keep=True)
                    lines += _lines(item.children, inner, marks)
            case Table(rows):
                for row in rows:
                    # a cell's own line breaks would tear the row apart
                    cells = (plain_text(cell).replace("\n", " ") for cell in row)
                    lines.append(indent + CELL_SEPARATOR.join(cells).rstrip())
            case Code(text):
                lines.append(text.rstrip("\n"))  # byte for byte, so without the list's indent
            case Formula(source):
                lines.append(source)
            case Quote(body):
                lines += _lines(body, indent, marks)
    return lines


def _indented(text: str, first: str, rest: str, keep: bool = False) -> list[str]:
    """The lines of a text, the first after `first`, the others after `rest`. No line for no text, unless `keep`."""
    if not text.strip():
        return [first.rstrip()] if keep else []
    head, *tail = text.split("\n")
    return [first + head, *(rest + line for line in tail)]
