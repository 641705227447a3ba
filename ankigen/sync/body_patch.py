"""Where a field of a card stands in the body of its entry, and the body with another field in
its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ankigen.identity.markup import words_of
from ankigen.model import Item, ListNode, Node, Paragraph, RichText, Style, Table, mapped, texts
from ankigen.model.note_fields import CHOICE, CLOZE, ITEM_FIELDS, LIST, TERM
from ankigen.readers.html import nodes_of, rich_of
from ankigen.sync.entry_values import body_html, clozed_nodes, retext, with_kept


def with_field(
    body: tuple[Node, ...], name: str, ours: str, theirs: str
) -> tuple[Node, ...] | None:
    """The body with their field in the place of ours, or None if ours is not found in it."""
    if name in ("Definition", "Reason"):
        return _with_slice(body, ours, theirs)
    if name == "Text":
        return with_kept(body, clozed_nodes(theirs, 1))
    if name == "Options":
        return _with_options(body, ours, theirs)
    if name == "Introduction":
        return _with_introduction(body, ours, theirs)
    if items_of(ours) is None:
        return _with_table(body, ours, theirs)
    return _with_items(body, items_of(ours), items_of(theirs))


def target_of(note_type: str, name: str) -> str | None:
    """The part of an entry that a field shows as it is."""
    if name == "Headword":
        return "term"
    if name == "Context":
        return "context"
    shown = {
        TERM: ("Definition",),
        LIST: ("Introduction", *ITEM_FIELDS),
        CLOZE: ("Text",),
        CHOICE: ("Options", "Reason"),
    }
    return "definition" if name in shown.get(note_type, ()) else None


def _with_options(body: tuple[Node, ...], ours: str, theirs: str) -> tuple[Node, ...] | None:
    """The body with their options in place of ours, which keep their letters and stay right or
    wrong.
    """
    own, new = _options_of(ours), _options_of(theirs)
    for n, node in enumerate(body):
        if not isinstance(node, ListNode) or not any(item.right for item in node.items):
            continue
        if not len(own.options) == len(new.options) == len(node.items):
            return None
        items = tuple(
            item if a == b else replace(_item(b, {}), letter=item.letter, right=item.right)
            for item, a, b in zip(node.items, own.options, new.options, strict=True)
        )
        kept = body[:n]
        before = kept if own.before == new.before else with_kept(kept, nodes_of(new.before, 1))
        return (*before, replace(node, items=items), *body[n + 1 :])
    return None


@dataclass(frozen=True, slots=True)
class _Options:
    """The field of options: what stands before them, and each without its letter, as HTML."""

    before: str
    options: tuple[str, ...]


def _options_of(field_: str) -> _Options:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(field_, "html.parser")
    for letter in soup.find_all("span", class_="letter"):
        letter.decompose()
    options = tuple(o.decode_contents().strip() for o in soup.find_all("div", class_="option"))
    for box in soup.find_all("div", class_="options"):
        box.decompose()
    return _Options(soup.decode_contents().strip(), options)


def _with_introduction(body: tuple[Node, ...], ours: str, theirs: str) -> tuple[Node, ...] | None:
    """The body with their lead-in to a list: a paragraph, or the last sentence of one."""
    said = rich_of(ours, 1).text
    for n, node in enumerate(body):
        if isinstance(node, Paragraph) and said and node.text.text.endswith(said):
            before = node.text[: len(node.text) - len(said)]
            lead = retext(node.text[len(before) :], rich_of(theirs, node.text.line))
            return (*body[:n], Paragraph(before + lead), *body[n + 1 :])
    return None


def _with_slice(body: tuple[Node, ...], ours: str, theirs: str) -> tuple[Node, ...] | None:
    """The run of nodes that says what ours says, in place of which theirs stands. The whole body in
    most cases.

    The card of one part of an entry shows it without its label ("Use: …"): the label stays.
    """
    own, new = nodes_of(ours, 1), nodes_of(theirs, 1)
    said = [_said([node]) for node in body]
    runs = [(a, b) for a in range(len(body)) if (b := _run_end(said, a, _said(own))) > a]
    if runs:
        a, b = max(runs, key=lambda run: (run[1] - run[0], -run[0]))
        return (*body[:a], *with_kept(body[a:b], new), *body[b:])
    if not own or not new or not isinstance(new[0], Paragraph):
        return None
    for a, node in enumerate(body):
        label = _label(node, own[0])
        if label is not None and (b := _run_end(said, a + 1, _said(own[1:]))) > a:
            shown = Paragraph(next(texts([node]))[len(label.text) :])
            first, *others = with_kept((shown, *body[a + 1 : b]), new)
            return (*body[:a], Paragraph(label + next(texts([first]))), *others, *body[b:])
    return None


def _run_end(said: Sequence[_Said], start: int, wanted: _Said) -> int:
    """Where the longest run of nodes ends that begins at `start` and says what is wanted; -1 =
    there is none.
    """
    words, media = wanted
    found = start if not words and not media else -1
    for end in range(start, len(said)):
        own, shown = said[end]
        if words[: len(own)] != own or media[: len(shown)] != shown:
            break
        words, media = words[len(own) :], media[len(shown) :]
        if not words and not media:
            found = end + 1
    return found


def _label(node: Node, shown: Node) -> RichText | None:
    """What stands in a paragraph before the words that the card shows."""
    if not isinstance(node, Paragraph) or not isinstance(shown, Paragraph):
        return None
    rest = _folded(shown)
    if not rest or len(_folded(node)) <= len(rest) or _folded(node)[-len(rest) :] != rest:
        return None
    for word in re.finditer(r"(?<=\s)\S", node.text.text):
        if _folded(Paragraph(node.text[word.start() :])) == rest:
            return node.text[: word.start()]
    return None


def _folded(node: Node) -> tuple[str, ...]:
    """The words of a node, whether or not they begin with a capital."""
    return tuple(word.casefold() for word in _said([node])[0])


#: Words, pictures and sounds: those of nodes in a row are those of each in a row.
_Said = tuple[tuple[str, ...], tuple[str, ...]]


def _said(nodes: Sequence[Node]) -> _Said:
    """The words of nodes, with formulas written in one way, and their pictures and sounds."""
    media = tuple(name for node in nodes for name in _media_of(node))
    return tuple(words_of(body_html(nodes)).split()), media


_CLOZE = re.compile(r"\{\{c\d+::")
#: What a front shows in place of the text: a label, the number of a step, the name of a column.
_HINT = re.compile(r"(\{\{c\d+::(?:(?!\}\}|::).)*)::[^{}]*?\}\}", re.DOTALL)


def items_of(field_: str) -> list[str] | None:
    """The items of a list note's field as HTML, without their cloze marks; None if it is no list
    of ours.
    """
    from bs4 import BeautifulSoup

    bare = _HINT.sub(r"\1}}", field_)
    marked = _CLOZE.sub('<span class="given">', bare).replace("} }", "&#125;&#8203;&#125;")
    soup = BeautifulSoup(marked.replace("}}", "</span>"), "html.parser")
    box = soup.find(class_="items")
    if box is None:
        return None
    return [
        span.decode_contents().replace("}\u200b}", "}}")
        for span in box.find_all("span", class_="given", recursive=False)
    ]


def _with_items(
    body: tuple[Node, ...], ours: list[str] | None, theirs: list[str] | None
) -> tuple[Node, ...] | None:
    """The body with their items in the list (or the part of a long one) that has ours."""
    if not ours or not theirs:
        return None
    said = [_said(nodes_of(item, 1)) for item in ours]
    for n, node in enumerate(body):
        if not isinstance(node, ListNode):
            continue
        own = [_said((Paragraph(item.text), *item.children)) for item in node.items]
        for start in range(len(own) - len(said) + 1):
            if own[start : start + len(said)] == said:
                known = dict(zip(said, node.items[start : start + len(said)], strict=True))
                told = tuple(_item(item, known) for item in theirs)
                items = (*node.items[:start], *told, *node.items[start + len(said) :])
                return (*body[:n], replace(node, items=items), *body[n + 1 :])
    return None


def _with_table(body: tuple[Node, ...], ours: str, theirs: str) -> tuple[Node, ...] | None:
    """The body with their table in the place of ours, which is on the card whole."""
    (own, *_), (new, *_) = (
        [*(n for n in nodes_of(without_cloze(field_), 1) if isinstance(n, Table)), None]
        for field_ in (ours, theirs)
    )
    if own is None or new is None:
        return None
    for n, node in enumerate(body):
        if isinstance(node, Table) and _said([node]) == _said([own]):
            return (*body[:n], replace(new, header=node.header), *body[n + 1 :])
    return None


def without_cloze(field_: str) -> str:
    return _CLOZE.sub("", _HINT.sub(r"\1}}", field_)).replace("}}", "")


def _item(markup: str, known: Mapping[_Said, Item]) -> Item:
    nodes = nodes_of(markup, 1)
    same = known.get(_said(nodes))
    if same is not None:
        return same
    first, *rest = nodes or (Paragraph(RichText()),)
    if isinstance(first, Paragraph):
        return Item(first.text, tuple(rest))
    return Item(RichText(), tuple(nodes))


def together(
    old: tuple[Node, ...], one: tuple[Node, ...], other: tuple[Node, ...]
) -> tuple[Node, ...] | None:
    """Two edits of one body, made on two of its cards; None if they change the same place in two
    ways.

    >>> a, b, c, d = (Paragraph(RichText.of(x)) for x in "abcd")
    >>> together((a, b), (c, b), (a, d)) == (c, d), together((a, b), (c, b), (d, b))
    (True, None)
    """
    return _together(old, one, other, _one_node)


Part = TypeVar("Part", Node, Item)


def _together(
    old: tuple[Part, ...],
    one: tuple[Part, ...],
    other: tuple[Part, ...],
    inside: Callable[[Part, Part, Part], Part | None],
) -> tuple[Part, ...] | None:
    if one in (old, other):
        return other
    if other == old:
        return one
    if not len(old) == len(one) == len(other):
        return None
    found = [
        b if a in (old_, b) else a if b == old_ else inside(old_, a, b)
        for old_, a, b in zip(old, one, other, strict=True)
    ]
    whole = tuple(part for part in found if part is not None)
    return whole if len(whole) == len(found) else None


def _one_node(old: Node, one: Node, other: Node) -> Node | None:
    if not all(isinstance(node, ListNode) for node in (old, one, other)):
        return None
    assert isinstance(old, ListNode) and isinstance(one, ListNode) and isinstance(other, ListNode)
    items = _together(old.items, one.items, other.items, lambda *_: None)
    return replace(one, items=items) if items is not None else None


def as_written(
    body: tuple[Node, ...], shown: tuple[Node, ...], now: tuple[Node, ...]
) -> tuple[Node, ...]:
    """What they made of the body as the package shows it (`shown`), as the notes would have it.

    Pictures get the paths that the notes have, and those that came from the media folder stay out.
    """
    paths: dict[str, str] = {}
    for ours, theirs in zip(body, shown, strict=False):
        own, packed = _media_of(ours), _media_of(theirs)
        if len(own) == len(packed):
            paths.update(zip(packed, own, strict=True))

    def renamed(text: RichText) -> RichText:
        marks = tuple(
            replace(m, value=paths.get(m.value, m.value)) if m.style in _MEDIA else m
            for m in text.marks
        )
        return replace(text, marks=marks)

    written = []
    for node in now:
        at = next((i for i, known in enumerate(shown) if known is node), None)
        if at is None:
            written.append(mapped(node, renamed))
        elif at < len(body):
            written.append(body[at])
    return tuple(written)


_MEDIA = (Style.IMAGE, Style.SOUND)


def _media_of(node: Node) -> list[str]:
    return [m.value for text in texts([node]) for m in text.marks if m.style in _MEDIA]
