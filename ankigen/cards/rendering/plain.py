"""Bodies as plain text, for the outputs that know no HTML (Quizlet, CSV for reading, JSON) and for
messages.

Promise: no tags and no Markdown marks; every word of the notes is there, in order; code and
formulas stand byte for byte as the notes have them; what is raised or lowered is so in Unicode
("10⁸", "H₂O") or, where Unicode has no such signs, after "^" or "_" ("e^(kt)"). Boundary: pictures
and sounds are only their alt text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from ankigen.model import (
    LITERAL,
    OBJECT,
    Code,
    Edit,
    Formula,
    Item,
    ListNode,
    Node,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from ankigen.text.patterns import when_asked

#: Columns by which a nested list, or a further line of an item, stands in from its parent.
INDENT = "  "
CELL_SEPARATOR = " | "

#: What every font shows raised and lowered; of letters Unicode has some only, and few fonts those.
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SCRIPTS = {Style.SUP: (_RAISED, "^"), Style.SUB: (_LOWERED, "_")}
#: Raised by custom alone: it means the same on the line ("1st", "M^lle", "TM").
_CUSTOM = when_asked(r"st|nd|rd|th|e|er|re|ère|ème|o|a|TM|SM|®|™", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Signs:
    """How lists and pictures are written: what stands before an item, whether options keep their
    letters, and whether a picture is named."""

    bullet: str = "- "
    letters: bool = False
    pictures: bool = False

    def of_items(self, node: ListNode) -> list[str]:
        """What stands before each item."""
        letters = option_letters(node) if self.letters else ()
        if any(letters):
            return [f"{letter}) " for letter in letters]
        if node.ordered:
            return [f"{number}. " for number in range(node.start, node.start + len(node.items))]
        return [self.bullet] * len(node.items)


_PLAIN = _Signs()
_FOR_PEOPLE = _Signs(bullet="• ", letters=True, pictures=True)


def plain(nodes: Iterable[Node], marks: bool = True) -> str:
    """The nodes as plain text, one line per paragraph, item or table row; without `marks` the words
    alone.

    Without `marks` a displayed formula is its bare LaTeX, as a card shows it.

    >>> from ankigen.model import Item
    >>> plain([Paragraph(RichText.of("Two kinds:")), ListNode((Item(RichText.of("a")),
    ...     Item(RichText.of("b"))))])
    'Two kinds:\\n- a\\n- b'
    """
    match nodes:
        case (Paragraph(RichText(text, ())),) if OBJECT not in text:  # most definitions
            return text if text.strip() else ""
    return "\n".join(_lines(nodes, "", _PLAIN if marks else None))


def plain_for_people(nodes: Iterable[Node]) -> str:
    """The nodes as `plain` has them, for a table that people read: bullets are "•", with which no
    formula of a spreadsheet begins; options keep their letters; a picture is named.

    >>> from ankigen.model import Item, Mark
    >>> graph = Paragraph(RichText("a line", (Mark(0, 6, Style.IMAGE, "img/g.png"),)))
    >>> plain_for_people([graph, ListNode((Item(RichText.of("up"), letter="A"),
    ...     Item(RichText.of("down"))))])
    '[Picture: a line]\\nA) up\\nB) down'
    """
    return "\n".join(_lines(nodes, "", _FOR_PEOPLE))


def option_letters(node: ListNode) -> tuple[str, ...]:
    """The letters of options as the notes have them; of one without, beside others, that of its
    place. () for no options.

    >>> option_letters(ListNode((Item(RichText.of("up"), letter="A"), Item(RichText.of("down")))))
    ('A', 'B')
    """
    first = next((item.letter for item in node.items if item.letter), "")
    if not first:
        return ()
    places = ascii_uppercase if first.isupper() else ascii_lowercase
    return tuple(
        item.letter or (places[n] if n < len(places) else str(n + 1))
        for n, item in enumerate(node.items)
    )


def picture_label(words: str, path: str) -> str:
    """What stands for a picture: its description, or the name of its file.

    >>> picture_label("a line", "img/g.png"), picture_label("", "img/g.png")
    ('[Picture: a line]', '[Picture: g.png]')
    """
    said = " ".join(words.replace(OBJECT, "").split())
    return f"[Picture: {said or path.rpartition('/')[2]}]"


def with_pictures(text: RichText) -> RichText:
    """The text with a label in place of each picture (see `picture_label`)."""
    edits: list[Edit] = []
    last = 0
    for mark in sorted(m for m in text.marks if m.style is Style.IMAGE):
        if mark.start >= last:
            label = picture_label(text.text[mark.start : mark.end], mark.value)
            edits.append(Edit(mark.start, mark.end, label))
            last = mark.end
    return text.edited(edits)


def plain_line(nodes: Iterable[Node]) -> str:
    """The nodes on one line: rows of a table parted by ";", what is nested in an item in brackets
    behind it.

    >>> kinds = ListNode((Item(RichText.of("a"), (ListNode((Item(RichText.of("b")),
    ...     Item(RichText.of("c")))),)), Item(RichText.of("d"))))
    >>> plain_line([Paragraph(RichText.of("Two kinds:")), kinds])
    'Two kinds: - a (b; c) - d'
    >>> plain_line([Table(((RichText.of("P"), RichText.of("1")), (RichText.of("Q"),
    ...     RichText.of("2"))))])
    'P | 1; Q | 2'
    """
    return " ".join(" ".join(_told_on_a_line(nodes, nested=False)).split())


def plain_text(text: RichText | str, marks: bool = True) -> str:
    """One stretch of text without the stand-ins of wordless pictures; without `marks` nothing is
    raised or lowered.

    >>> from ankigen.model import Mark
    >>> plain_text(RichText("3 × 108 m", (Mark(6, 7, Style.SUP),)))
    '3 × 10⁸ m'
    """
    if isinstance(text, RichText) and text.marks and marks:
        text = _with_scripts(text)
    raw = text if isinstance(text, str) else text.text
    if OBJECT not in raw:
        return raw
    return "\n".join(line.strip(" ") for line in raw.replace(OBJECT, "").split("\n")).strip("\n")


def _with_scripts(text: RichText) -> str:
    """The text with what is raised or lowered written so that it can be told from what is not."""
    literal = bytearray(len(text.text))  # code and formulas stay byte for byte
    for mark in text.marks:
        if mark.style in LITERAL:
            literal[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    edits: list[Edit] = []
    last = 0
    for mark in sorted(text.marks):
        if mark.style not in _SCRIPTS or mark.start < max(last, 1):
            continue  # one that begins the text is raised from nothing
        own = text.text[mark.start : mark.end]
        if not own.strip() or text.text[mark.start - 1].isspace() or _CUSTOM.fullmatch(own):
            continue
        if any(literal[mark.start : mark.end]):
            continue
        edits.append(Edit(mark.start, mark.end, _script(own, mark.style)))
        last = mark.end
    return text.edited(edits).text


def _script(own: str, style: Style) -> str:
    table, sign = _SCRIPTS[style]
    if all(ord(character) in table for character in own):
        return own.translate(table)
    return f"{sign}{own}" if own.isalnum() else f"{sign}({own})"


def _told_on_a_line(nodes: Iterable[Node], nested: bool) -> Iterator[str]:
    for node in nodes:
        match node:
            case ListNode(items, ordered, start) if nested:
                yield "; ".join(
                    (f"{number}. " if ordered else "") + _item_on_a_line(item)
                    for number, item in enumerate(items, start)
                )
            case ListNode(items, ordered, start):
                for number, item in enumerate(items, start):
                    yield f"{number}. " if ordered else "-"
                    yield _item_on_a_line(item)
            case Quote(body):
                yield from _told_on_a_line(body, nested)
            case Table() | Code():
                yield "; ".join(
                    " ".join(line.split()) for line in plain([node]).split("\n") if line.strip()
                )
            case _:
                yield plain([node])


def _item_on_a_line(item: Item) -> str:
    own = plain_text(item.text)
    under = " ".join(_told_on_a_line(item.children, nested=True)).strip()
    return f"{own} ({under})" if own.strip() and under else own or under


def _lines(nodes: Iterable[Node], indent: str, signs: _Signs | None) -> list[str]:
    """The lines of the nodes; without `signs` the words alone."""

    def shown(text: RichText) -> str:
        if signs is not None and signs.pictures:
            text = with_pictures(text)
        return plain_text(text, signs is not None)

    lines: list[str] = []
    for node in nodes:
        match node:
            case Paragraph(text):
                lines += _indented(shown(text), indent, indent)
            case ListNode(items):
                marks = signs.of_items(node) if signs is not None else [""] * len(items)
                for item, mark in zip(items, marks, strict=True):
                    inner = indent + INDENT
                    lines += _indented(shown(item.text), indent + mark, inner, keep=True)
                    lines += _lines(item.children, inner, signs)
            case Table(rows):
                for row in rows:
                    # a cell's own line breaks would tear the row apart
                    cells = (shown(cell).replace("\n", " ") for cell in row)
                    lines.append(indent + CELL_SEPARATOR.join(cells).rstrip())
            case Code(text):
                lines.append(text.rstrip("\n"))  # byte for byte, so without the list's indent
            case Formula(source, latex):
                lines.append(source if signs is not None else latex)
            case Quote(body):
                lines += _lines(body, indent, signs)
    return lines


def _indented(text: str, first: str, rest: str, keep: bool = False) -> list[str]:
    """The lines of a text, the first after `first`, the others after `rest`. No line for no
    text, unless `keep`.
    """
    if not text.strip():
        return [first.rstrip()] if keep else []
    head, *tail = text.split("\n")
    return [first + head, *(rest + line for line in tail)]
