"""Units of one entry to the nodes of its body: paragraphs joined again, lists nested, tables,
code and data lines kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ankigen.model import (
    Code,
    Formula,
    Item,
    Kind,
    ListNode,
    Mark,
    Node,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from ankigen.segmentation.blocks.lines import looks_like_code
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.body.body_blocks import Raw, goes_on_as_code, plain, table, with_indent
from ankigen.segmentation.role import Role
from ankigen.segmentation.words import is_label, length
from ankigen.text.patterns import when_asked

#: Whether a hyphen at a line end belongs to the word: (left part, right part) → keep it. The left
#: part holds what hyphens join to it in its line.
KeepHyphen = Callable[[str, str], bool]

_HYPHEN = when_asked(r"(?<![^\W\d_])((?:[^\W\d_]+-)*[^\W\d_]+)[-\u2010\u00ad]$")
#: A broken word is looked for in so many characters at the end of a line: a paragraph that grows is
#: not read again each time.
_LAST_WORD = 100
_HEAD_WORD = re.compile(r"^([^\W\d_]+)")


#: The line that opens a block of code stands so many lines before its last one at most.
_LONGEST_BLOCK = 60

#: Lists nested deeper than this go on at this depth: no notes have such, and what is made of them
#: calls itself for each level.
DEEPEST = 40


@dataclass(slots=True)
class _Item:
    """A list item under construction."""

    unit: Unit
    pieces: list[RichText]  # of its text, to be joined
    children: list[Node | _List | Raw] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    """A list under construction."""

    level: int
    style: str
    ordered: bool
    start: int
    items: list[_Item] = field(default_factory=list)


def join_lines(left: RichText, right: RichText, keep_hyphen: KeepHyphen) -> RichText:
    """Two lines of one paragraph as one; a word that a hyphen broke at the line end is whole again.

    >>> str(join_lines(RichText("a meas-"), RichText("ure of"), lambda a, b: False))
    'a measure of'
    """
    pieces = [left]
    _go_on(pieces, right, keep_hyphen)
    return RichText.join(pieces, "")


def _go_on(pieces: list[RichText], right: RichText, keep_hyphen: KeepHyphen) -> None:
    """Add a line to those of its paragraph, which are joined once, in the end: a long one is not
    copied for each line.
    """
    left = pieces[-1]
    broken = _HYPHEN.search(left.text, max(0, len(left.text) - _LAST_WORD))
    tail = _HEAD_WORD.match(right.text)
    whole = _cjk_edge(left.text[-1:]) and _cjk_edge(right.text[:1])
    if broken and tail:
        if tail.group(1)[0].islower() and not keep_hyphen(broken.group(1), tail.group(1)):
            pieces[-1] = left[: len(left.text) - 1]
            whole = True
        elif tail.group(1) not in ("and", "or", "und", "oder", "et", "y", "e", "en", "of", "bzw"):
            whole = True
    pieces += [right] if whole else [RichText(" "), right]


def _cjk_edge(c: str) -> bool:
    return bool(c) and (
        "\u3000" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" or "\uff00" <= c <= "\uffef"
    )


def build_body(
    definition: RichText | None, members: Sequence[tuple[Unit, Role]], keep_hyphen: KeepHyphen
) -> tuple[Node, ...]:
    """The body of an entry. `definition` is what an ENTRY unit holds after its headword;
    `members` follow in order.
    """
    builder = _Builder(keep_hyphen)
    if definition:
        builder.text(definition)
    for k, (unit, role) in enumerate(members):
        builder.add(unit, role, members, k)
    return builder.done()


class _Builder:
    """Gathers units into nodes; its state is the open paragraph or list."""

    def __init__(self, keep_hyphen: KeepHyphen) -> None:
        self.keep_hyphen = keep_hyphen
        self.nodes: list[Node | _List | Raw] = []
        self.lists: list[_List] = []  # open lists, outermost first

    # -- adding

    def text(self, text: RichText) -> None:
        self.nodes.append(Raw([text], None))

    def add(self, unit: Unit, role: Role, members: Sequence[tuple[Unit, Role]], k: int) -> None:
        if unit.kind is Kind.RULE:
            self.lists = []
            return
        if role is Role.PART and unit.block is not None:
            self._part(unit)
        elif role is Role.ITEM:
            self._item(unit)
        elif role is Role.WRAP:
            self._wrap(unit)
        else:
            self._paragraph(unit, members, k)

    def _wrap(self, unit: Unit) -> None:
        if self.lists:
            item = self.lists[-1].items[-1]
            last = item.children[-1] if item.children else None
            pieces = last.pieces if isinstance(last, Raw) else item.pieces
            if pieces:
                _go_on(pieces, unit.text, self.keep_hyphen)
            else:
                pieces.append(unit.text)
            return
        last = self.nodes[-1] if self.nodes else None
        if isinstance(last, Raw) and not last.code and not self._inside_code(unit):
            _go_on(last.pieces, unit.text, self.keep_hyphen)
        else:
            self.nodes.append(Raw([unit.text], unit))

    def _inside_code(self, unit: Unit) -> bool:
        """Whether a line goes on the code that the last lines are."""
        lines = [Raw([unit.text], unit)]
        for node in self.nodes[: -_LONGEST_BLOCK - 1 : -1]:
            if not isinstance(node, Raw) or not plain(node):
                return False
            lines.insert(0, node)
            if node.code:
                return all(goes_on_as_code(lines[: n + 1]) for n in range(len(lines)))
        return False

    def _item(self, unit: Unit) -> None:
        marker = unit.marker
        assert marker is not None
        level = min(unit.level, DEEPEST)
        while self.lists and self.lists[-1].level > level:
            self.lists.pop()
        current = self.lists[-1] if self.lists else None
        goes_on = (
            current is not None
            and current.level == level
            and current.ordered == marker.ordered
            and (not marker.ordered or marker.number != 1 or current.items[-1].unit.marker is None)
            and (current.style == marker.style or unit.kind is Kind.ITEM)
        )
        if not goes_on:
            fresh = _List(
                level, marker.style, marker.ordered, marker.number if marker.ordered else 1
            )
            if current is not None and current.level == level:
                self.lists.pop()
            if self.lists:
                self.lists[-1].items[-1].children.append(fresh)
            else:
                self.nodes.append(fresh)
            self.lists.append(fresh)
        self.lists[-1].items.append(_Item(unit, [unit.text] if unit.text else []))

    def _paragraph(self, unit: Unit, members: Sequence[tuple[Unit, Role]], k: int) -> None:
        if unit.kind is Kind.HEADING:
            self.lists = []
            self.nodes.append(Raw([unit.text], unit, heading=True))
            return
        depth = self._belongs(unit, members, k)
        if depth:
            del self.lists[depth:]
            self.lists[-1].items[-1].children.append(Raw([unit.text], unit))
            return
        self.lists = []
        self.nodes.append(Raw([unit.text], unit))

    def _belongs(self, unit: Unit, members: Sequence[tuple[Unit, Role]], k: int) -> int:
        """How many of the open lists a paragraph stands inside (0 = outside all)."""
        if not self.lists:
            return 0
        if unit.kind is not Kind.LINE:
            return min(len(self.lists), unit.level) if unit.level else 0
        for depth in range(len(self.lists), 0, -1):
            if unit.indent > self.lists[depth - 1].items[-1].unit.indent + (
                0 if unit.gap == 0 else 1
            ):
                return depth
        if unit.gap:
            return 0
        # the list goes on after this line: the line explains the item before it
        nxt = next((m for m, r in members[k + 1 : k + 4] if r is Role.ITEM), None)
        current = self.lists[-1]
        if nxt is not None and nxt.marker is not None:
            same = nxt.level == current.level and nxt.marker.style == current.style
            between = [m for m, r in members[k + 1 : k + 4] if r is not Role.ITEM]
            if (
                same
                and (nxt.marker.number != 1 or not nxt.marker.ordered)
                and not any(m.gap for m in between[:1])
            ) and not unit.text.text.rstrip().endswith((":", "：")):
                return len(self.lists)
        # every item before has one line of text under it: so has the last
        others = current.items[:-1]
        if others and not current.items[-1].children and all(len(i.children) == 1 for i in others):
            return len(self.lists)
        return 0

    def _part(self, unit: Unit) -> None:
        block = unit.block
        assert block is not None
        node: Node
        if unit.kind is Kind.CODE:
            node = Code(block.text.text, block.language, unit.line)
        elif unit.kind is Kind.FORMULA:
            node = Formula(block.text.text, block.value or block.text.text, unit.line)
        else:
            node = Table(block.rows, block.header)
        if block.level and self.lists:
            del self.lists[max(1, min(len(self.lists), block.level)) :]
            self.lists[-1].items[-1].children.append(node)
            return
        self.lists = []
        self.nodes.append(node)

    # -- closing

    def done(self) -> tuple[Node, ...]:
        return _close(self.nodes)


def _close(nodes: Sequence[Node | _List | Raw]) -> tuple[Node, ...]:
    out: list[Node] = []
    for raw, group in groupby(nodes, lambda node: isinstance(node, Raw)):
        if raw:
            run = [node for node in group if isinstance(node, Raw)]
            while run:
                taken, made = _paragraphs(run)
                out += made
                run = run[taken:]
        else:
            out += [
                _close_list(n) if isinstance(n, _List) else n
                for n in group
                if not isinstance(n, Raw)
            ]
    return tuple(out)


def _close_list(node: _List) -> ListNode:
    items = tuple(Item(RichText.join(i.pieces, ""), _close(i.children)) for i in node.items)
    return ListNode(items, node.ordered, node.start)


def _paragraphs(run: Sequence[Raw]) -> tuple[int, list[Node]]:
    """The first paragraph of a run, or the table, the data or the implicit list that begins
    there; how many it took.
    """
    rows = table(run)
    if rows:
        return rows
    code = 0
    while code < len(run) and plain(run[code]) and goes_on_as_code(run[: code + 1]):
        code += 1
        # a table's or an array's middle line may be only "..."
        if (
            code < len(run)
            and plain(run[code])
            and run[code].text.text.strip() in ("...", "…", "⋮")
            and code + 1 < len(run)
        ):
            code += 1
    if code >= 1 and (code >= 2 or not run[0].text.text.rstrip().endswith(".")):
        return code, [Code(with_indent(run[:code]), "", run[0].text.line)]
    implicit = _implicit(run)
    if implicit:
        items = tuple(Item(r.text) for r in run[1 : 1 + implicit])
        return 1 + implicit, [Paragraph(run[0].text), ListNode(items)]
    text = run[0].text
    if run[0].heading:
        text = RichText(text.text, (*text.marks, Mark(0, len(text.text), Style.STRONG)), text.lines)
    if run[0].unit is not None and run[0].unit.block is not None and run[0].unit.block.quote:
        return 1, [Quote((Paragraph(text),))]
    return 1, [Paragraph(text)]


def _implicit(run: Sequence[Raw]) -> int:
    """How many short parallel lines after a line with a colon make a list without markers (0 =
    none).
    """
    lead = run[0].text.text.rstrip()
    if not plain(run[0]) or not (
        lead.endswith((":", "：")) or (is_label(lead) and length(lead) <= 2)
    ):
        return 0
    count = 0
    for raw in run[1:]:
        text = raw.text.text.strip()
        if (
            not plain(raw)
            or (raw.unit is not None and raw.unit.gap)
            or length(text) > 8
            or looks_like_code(text)
        ):
            break
        if text.endswith((".", ":", "：")) and length(text) > 3:
            break
        count += 1
    # a longer line right after them may be the last item's text or the body going on: then leave
    # the lines as they are
    return count if count >= 3 or (count == 2 and len(run) == 3) else 0
