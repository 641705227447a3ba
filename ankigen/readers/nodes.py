"""Blocks → the body of an entry, where a reader knows the body as a whole: a cell, or a field of
an Anki note.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ankigen.model import (
    Block,
    Code,
    Formula,
    Item,
    Kind,
    ListNode,
    Node,
    Paragraph,
    Quote,
    RichText,
    Table,
)


def to_nodes(blocks: Sequence[Block]) -> tuple[Node, ...]:
    """The blocks as nodes: items gathered in (nested) lists, quotations in quotes."""
    kept = [b for b in blocks if b.kind not in (Kind.DROPPED, Kind.RULE)]
    return _nodes(kept, 0, 0)


def _nodes(blocks: Sequence[Block], level: int, quote: int) -> tuple[Node, ...]:
    result: list[Node] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.quote > quote:
            end = _while(blocks, at, lambda b: b.quote > quote)
            result.append(Quote(_nodes(blocks[at:end], level, quote + 1)))
            at = end
        elif block.kind is Kind.ITEM:
            end = _while(
                blocks, at, lambda b: b.quote >= quote and (b.kind is Kind.ITEM or b.level > level)
            )
            result += _lists(blocks[at:end], quote)
            at = end
        else:
            result.append(_node(block))
            at += 1
    return tuple(result)


def _while(blocks: Sequence[Block], at: int, holds: Callable[[Block], bool]) -> int:
    end = at
    while end < len(blocks) and holds(blocks[end]):
        end += 1
    return end


def _lists(blocks: Sequence[Block], quote: int) -> list[Node]:
    """The lists that a run of items, with what belongs to them, amounts to."""
    level = min(b.level for b in blocks if b.kind is Kind.ITEM)
    heads = [n for n, b in enumerate(blocks) if b.kind is Kind.ITEM and b.level == level]
    lists: list[Node] = []
    items: list[Item] = []
    first = blocks[heads[0]]
    if heads[0]:  # deeper items before the first: a list that begins indented
        lists += _lists(blocks[: heads[0]], quote)
    for n, head in enumerate(heads):
        end = heads[n + 1] if n + 1 < len(heads) else len(blocks)
        item = blocks[head]
        if items and item.ordered != first.ordered:
            lists.append(ListNode(tuple(items), first.ordered, first.number))
            items, first = [], item
        items.append(Item(item.text, _nodes(blocks[head + 1 : end], level + 1, quote)))
    lists.append(ListNode(tuple(items), first.ordered, first.number))
    return lists


def _node(block: Block) -> Node:
    if block.kind is Kind.CODE:
        return Code(block.text.text, block.language, block.line)
    if block.kind is Kind.TABLE:
        return Table(block.rows, block.header)
    if block.kind is Kind.FORMULA:
        return Formula(block.text.text, block.value, block.line)
    return Paragraph(
        block.text if block.kind is not Kind.PAIR else RichText.join([block.term, block.text], "\n")
    )
