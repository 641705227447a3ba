"""Lists and tables as cloze text: a card per item or row, its neighbours shown or hidden by CSS alone.

Anki puts every cloze that a card does not ask for into `<span class="cloze-inactive">`, and the asked one into
`<span class="cloze">`. The spans of a list stand beside each other, so that CSS can tell the items after the asked one
(`.cloze ~ .cloze-inactive`) from those before it: no JavaScript, and no part of the list written twice.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ankigen.cards.card_context import Frame, breadcrumb, suffix_of
from ankigen.cards.card_planning import Enumeration, Part, data_rows, groups
from ankigen.cards.html import cloze_safe, inline, render
from ankigen.cards.plain import plain
from ankigen.cards.words import tells
from ankigen.model import ListNode, Node, Note, Paragraph, RichText, Table
from ankigen.model.note_fields import ITEM_FIELDS, LIST, LIST_FIELDS

#: With fewer items to ask for, a list is no list.
LEAST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class _Asked:
    """An item or row: its text, and whether it may be hidden."""

    text: str
    hidden: bool


def list_note(frame: Frame, part: Part, enumeration: Enumeration, number: int) -> Note | None:
    """The note of a part's list or table, `number` counting them from 0; None if the list gives itself away.

    An item that the headword, the context or the lead-in says is shown and not asked for; a step of the breadcrumb that says
    an item is left out.
    """
    node = enumeration.node
    ordered = enumeration.ordered(frame.entry.headword)
    said = f"{frame.front_words(part)}\n{enumeration.lead.text}"
    texts = [plain(nodes, marks=False) for nodes in _entries_of(node)]
    names = _names_of(node)
    asked = [
        _Asked(text, not tells(f"{said}\n{name}", text))
        for name, text in zip(names, texts, strict=True)
    ]
    cards = sum(a.hidden for a in asked)
    if cards < LEAST_ITEMS:
        return None
    hidden = [a.text for a in asked if a.hidden]
    topic = tuple(step for step in frame.topic if not any(tells(step, text) for text in hidden))
    front = " ".join((*topic, said))
    if any(tells(front, text) for text in hidden):
        topic = ()
    media = frame.media
    values = {
        "Headword": frame.headword,
        "Context": frame.context_of(part),
        "Topic": breadcrumb(topic),
        "Source": frame.source,
        "Introduction": inline(enumeration.lead, media),
        "Count": f"{len(asked)} {'rows' if isinstance(node, Table) else 'items'}",
        "Order": "y" if ordered else "",
        "Kind": "table" if isinstance(node, Table) else "",
    }
    before = 0  # clozes of the groups before
    places = groups(len(asked))
    for name, place in zip(ITEM_FIELDS, places, strict=False):
        own = [asked[n] for n in place]
        if isinstance(node, Table):
            shown = _table(node, place, own, before, media)
        else:
            shown = _list(node, place, own, before, ordered, media)
        before += sum(a.hidden for a in own)
        told = f'<div class="range">{place.start + 1}–{place.stop} / {len(asked)}</div>'
        values[name] = (told if len(places) > 1 else "") + shown
    suffix = suffix_of(part) + (f" / list {number + 1}" if number else "")
    note = frame.note(LIST, LIST_FIELDS, values, suffix)
    items = tuple(
        " ".join(f"{name} {a.text}".split())
        for name, a in zip(names, asked, strict=True)
        if a.hidden
    )
    return replace(note, cards=cards, text=plain([node]), items=items)


def _entries_of(node: ListNode | Table) -> list[tuple[Node, ...]]:
    """What is hidden of each item or row, as nodes."""
    if isinstance(node, ListNode):
        return [(Paragraph(item.text), *item.children) for item in node.items]
    return [tuple(Paragraph(c) for c in row[1:] if c.text.strip()) for row in data_rows(node)]


def _names_of(node: ListNode | Table) -> list[str]:
    """What is shown of each item or row while it is asked for."""
    if isinstance(node, ListNode):
        return [""] * len(node.items)
    return [row[0].text for row in data_rows(node)]


def _list(
    node: ListNode,
    part: range,
    asked: Sequence[_Asked],
    number: int,
    ordered: bool,
    media: Mapping[str, str],
) -> str:
    spans: list[str] = []
    for n, item in zip(part, (node.items[n] for n in part), strict=True):
        own = asked[n - part.start]
        shown = inline(item.text, media) + render(item.children, media)
        if own.hidden:
            number += 1
            spans.append(f"{{{{c{number}::{cloze_safe(shown)}}}}}")
        else:
            spans.append(f'<span class="given">{cloze_safe(shown)}</span>')
    classes = ["items", *(["ordered"] if ordered else []), *(["alone"] if _told(asked) else [])]
    first = node.start + part.start if node.ordered else part.start + 1
    numbered = f' style="counter-reset: item {first - 1}"' if ordered and first > 1 else ""
    return f'<div class="{" ".join(classes)}" dir="auto"{numbered}>{"".join(spans)}</div>'


def _told(asked: Sequence[_Asked]) -> bool:
    """Whether one item's words stand in another, so that no other may be seen while it is asked for."""
    return any(a is not b and tells(b.text, a.text) for a in asked if a.hidden for b in asked)


def _table(
    node: Table, part: range, asked: Sequence[_Asked], number: int, media: Mapping[str, str]
) -> str:
    width = max(len(row) for row in node.rows)

    def cells(row: Sequence[RichText], tag: str) -> list[str]:
        filled = [*row, *([RichText()] * (width - len(row)))]
        return [f"<{tag}>{cloze_safe(inline(cell, media))}</{tag}>" for cell in filled]

    head = f"<thead><tr>{''.join(cells(node.rows[0], 'th'))}</tr></thead>" if node.header else ""
    rows = data_rows(node)
    lines: list[str] = []
    for n, own in zip(part, asked, strict=True):
        row = rows[n]
        if not own.hidden:
            lines.append(f"<tr>{''.join(cells(row, 'td'))}</tr>")
            continue
        number += 1
        shown = cells(row, "td")
        for column, cell in enumerate(row):
            if column and cell.text.strip():
                text = cloze_safe(inline(cell, media))
                shown[column] = f"<td>{{{{c{number}::{text}}}}}</td>"
        lines.append(f"<tr>{''.join(shown)}</tr>")
    body = "".join(lines)
    return f'<div class="table rows" dir="auto"><table>{head}<tbody>{body}</tbody></table></div>'


# --------------------------------------------------------------------------- numbers of clozes

_OPENED = re.compile(r"\{\{c(\d+)::")
_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)\}\}", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def renumbered(fields: Sequence[str], numbers: Sequence[int]) -> tuple[str, ...]:
    """The fields with `numbers[n - 1]` in place of the cloze number n.

    >>> renumbered(["{{c1::a}} {{c2::b}}", "{{c3::c}}"], [4, 1, 2])
    ('{{c4::a}} {{c1::b}}', '{{c2::c}}')
    """

    def other(found: re.Match[str]) -> str:
        return f"{{{{c{numbers[int(found[1]) - 1]}::"

    return tuple(_OPENED.sub(other, field) for field in fields)


def cloze_items(fields: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Number and plain text of each cloze in fields that `list_note` made, in the order of display; a row of a table is one.

    >>> cloze_items(["<span>{{c2::<b>two</b>}}</span>{{c1::one}}"])
    ((2, 'two'), (1, 'one'))
    >>> cloze_items(["<tr><td>water</td><td>{{c3::100}}</td><td>{{c3::0}}</td></tr>"])
    ((3, 'water 100 0'),)
    """
    found: list[tuple[int, str]] = []
    for field in fields:
        rows = [row for row in _ROW.findall(field) if _OPENED.search(row)]
        for row in rows:
            numbers = [int(number) for number, _ in _CLOZE.findall(row)]
            if numbers:
                found.append((numbers[0], _words(_CLOZE.sub(r"\2", row))))
        if not rows:
            found += ((int(number), _words(text)) for number, text in _CLOZE.findall(field))
    return tuple(found)


def _words(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())
