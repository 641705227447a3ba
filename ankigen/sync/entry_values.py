"""The fields of an entry as an edit holds them, and an entry with a field set: HTML out, HTML in.

What an edit does not change keeps its marks and its places in the notes.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ankigen.cards.rendering.html import inline, render, render_clozed
from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.model import (
    Code,
    Edit,
    Entry,
    EntryKind,
    Formula,
    Item,
    ListNode,
    Node,
    RichText,
    Style,
    mapped,
    texts,
)
from ankigen.readers.dialects.cloze import COUNTED_SIGN, Clozes, has_cloze
from ankigen.readers.html import nodes_of, rich_of


def digest(*values: str) -> str:
    """Twelve hex digits that stand for a text."""
    return hashlib.blake2b(json.dumps(values).encode(), digest_size=6).hexdigest()


class _AnyName(dict[str, str]):
    """Shows every picture under the path that the notes have: edits know no package."""

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> str:
        return key

    def get(self, key: str, default: object = None) -> str:
        return key


_PATHS = _AnyName()


def body_html(body: Iterable[Node]) -> str:
    """A body as an edit holds it: HTML, a block a line, pictures under their paths, gaps as Anki
    marks them (`{{c01::…}}` one whose number the reader counted).
    """
    return "\n".join(map(_html, body))


def _html(node: Node) -> str:
    clozed = has_cloze([node])
    return render_clozed([node], _PATHS, COUNTED_SIGN) if clozed else render([node], _PATHS)


def clozed_nodes(markup: str, line: int) -> tuple[Node, ...]:
    """The nodes of HTML in which Anki's marks of clozes stand, or those of an edit."""
    clozes = Clozes(with_counted=True)
    hidden = clozes.hide(markup)
    return clozes.reveal_nodes(nodes_of(hidden, line))


def rich_html(text: RichText) -> str:
    return inline(text, _PATHS)


def value(entry: Entry, field: str) -> str:
    """A field of an entry as an edit holds it."""
    match field:
        case "term":
            return rich_html(entry.term)
        case "context":
            return rich_html(entry.context)
        case "definition":
            return body_html(entry.body)
        case "topic":
            return entry.topic
        case _:
            return " ".join(entry.tags)


def fingerprint_of(entry: Entry, field: str) -> str:
    """What `was` holds: the words of a field, whatever their markup. (All tags fit any tags.)"""
    match field:
        case "definition":
            return digest(" ".join(plain(entry.body).split()))
        case "term":
            return digest(" ".join(plain_text(entry.term).split()))
        case "context":
            return digest(" ".join(plain_text(entry.context).split()))
        case "topic":
            return digest(entry.topic)
        case _:
            return ""


def with_value(entry: Entry, field: str, now: str) -> Entry:
    """The entry with a field set. What did not change keeps its marks and its places in the
    notes.
    """
    match field:
        case "term":
            return entry.but(term=retext(entry.term, rich_of(now, entry.origin.line)))
        case "context":
            return entry.but(context=retext(entry.context, rich_of(now, entry.origin.line)))
        case "definition":
            gaps = entry.kind is EntryKind.CLOZE
            read = clozed_nodes if gaps else nodes_of
            return entry.but(body=with_kept(entry.body, read(now, entry.origin.line)))
        case "topic":
            return entry.but(topic=now)
        case _:
            added = [t[1:] for t in now.split() if t[0] == "+"]
            gone = {t[1:] for t in now.split() if t[0] == "-"}
            kept = (t for t in (*entry.tags, *added) if t not in gone)
            return entry.but(tags=tuple(dict.fromkeys(kept)))


def retext(old: RichText, new: RichText) -> RichText:
    """The new text; the old one, with its lines, where their words are the same and the new one
    has no marks.
    """
    if rich_html(old) == rich_html(new):
        return old
    if new.marks:
        return new
    a, b = _tokens(old.text), _tokens(new.text)
    edits = []
    at = [0]
    for token in a:
        at.append(at[-1] + len(token))
    for tag, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            if old.literal_at(at[i], at[j]):
                return new
            before, after = old.text[at[i] : at[j]], "".join(b[k:m])
            space = _same_end(before, after)
            edits.append(Edit(at[i], at[j] - space, after[: len(after) - space]))
    return old.edited(edits)


def _tokens(text: str) -> list[str]:
    """Words and signs, each with the space after it: tokens that are spaces alone would match
    everywhere.
    """
    return re.findall(r"\w+\s*|[^\w\s]\s*|\s+", text)


def _same_end(a: str, b: str) -> int:
    """How much white space both end with."""
    count = 0
    while (
        count < min(len(a), len(b)) and a[-1 - count] == b[-1 - count] and a[-1 - count].isspace()
    ):
        count += 1
    return count


def with_kept(old: Sequence[Node], new: Sequence[Node]) -> tuple[Node, ...]:
    """The new nodes, with the old one in place of each that shows the same, and formulas as the
    notes write them.
    """
    known: defaultdict[str, list[Node]] = defaultdict(list)
    for node in old:
        known[_look(node)].append(node)
    sources = _formulas(old)
    items = {_item_look(i): i for n in old if isinstance(n, ListNode) for i in n.items}
    kept: list[Node] = []
    for node in new:
        same = known.get(_look(node))
        if same:
            kept.append(same.pop(0))
            continue
        taken = _with_formulas(node, sources)
        if isinstance(taken, ListNode):
            taken = replace(taken, items=tuple(items.get(_item_look(i), i) for i in taken.items))
            taken = _with_options(old, taken)
        kept.append(taken)
    return tuple(kept)


def _with_options(old: Sequence[Node], node: ListNode) -> ListNode:
    """The list with the letters of options and which of them is right, by their places, where the
    one list of options among the old nodes has as many items.
    """
    lists = [n for n in old if isinstance(n, ListNode) and any(i.right for i in n.items)]
    if len(lists) != 1 or len(lists[0].items) != len(node.items):
        return node
    items = (
        replace(item, letter=former.letter, right=former.right)
        for former, item in zip(lists[0].items, node.items, strict=True)
    )
    return replace(node, items=tuple(items))


def _item_look(item: Item) -> str:
    return " ".join(render([ListNode((item,))], _PATHS).split())


_MATH = (Style.MATH, Style.DISPLAY)


def _formulas(nodes: Sequence[Node]) -> dict[str, str]:
    """LaTeX → the formula as the notes have it, with their delimiters."""
    found = {_latex(n.latex): n.source for n in nodes if isinstance(n, Formula)}
    for text in texts(nodes):
        for mark in text.marks:
            if mark.style in _MATH:
                found[_latex(mark.value)] = text.text[mark.start : mark.end]
    return found


def _latex(source: str) -> str:
    """A formula as it is compared: on a card a space keeps "}}" apart, which would end a cloze."""
    return re.sub(r"\}\s+(?=\})", "}", source.strip())


def _with_formulas(node: Node, sources: Mapping[str, str]) -> Node:
    """The node with its formulas written as in the notes: HTML knows one way of writing them."""

    def written(text: RichText) -> RichText:
        edits = [
            Edit(mark.start, mark.end, sources[_latex(mark.value)])
            for mark in text.marks
            if mark.style in _MATH and _latex(mark.value) in sources
        ]
        return text.edited(edits)

    if isinstance(node, Formula):
        return replace(node, source=sources.get(_latex(node.latex), node.source))
    return mapped(node, written)


def _look(node: Node) -> str:
    """What a node shows: runs of spaces are one in HTML. Code is known by its text, which does
    not tell its language.
    """
    if isinstance(node, Code):
        return node.text.rstrip("\n")
    return " ".join(_html(node).split())
