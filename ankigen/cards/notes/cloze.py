"""Lists and tables as cloze text: a card per item or cell, its neighbours shown or hidden by CSS
alone.

Anki puts every cloze that a card does not ask for into `<span class="cloze-inactive">`, and the
asked one into `<span class="cloze">`. The spans of a list stand beside each other, so that CSS can
tell the items after the asked one (`.cloze ~ .cloze-inactive`) from those before it: no JavaScript,
and no part of the list written twice.

Of an item with a label the label is the cloze's hint, which the front shows; the other items are
not shown. One card more asks for the labels.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ankigen.cards.asking.former import FormerNote, list_key
from ankigen.cards.asking.unaskable import says_nothing
from ankigen.cards.content.card_planning import Part
from ankigen.cards.content.core import core_of
from ankigen.cards.content.grouping import groups
from ankigen.cards.content.label_questions import label_question
from ankigen.cards.content.lists import (
    CELLS,
    FRONT_WORDS,
    LEAST_NAMES,
    Enumeration,
    cell_text,
    data_rows,
    item_text,
    item_words,
    step_name,
)
from ankigen.cards.content.questions import question
from ankigen.cards.keys import normal
from ankigen.cards.labels import end_of_sign
from ankigen.cards.languages import headword_language
from ankigen.cards.notes.card_context import Frame, breadcrumb, suffix_of
from ankigen.cards.notes.cells import hidden_cells
from ankigen.cards.rendering.html import cloze_safe, escaped, inline, render, render_core
from ankigen.cards.rendering.plain import plain, plain_text
from ankigen.cards.words import count, tells
from ankigen.model import Entry, Item, ListNode, Node, Note, Paragraph, RichText, Table
from ankigen.model.note_fields import ITEM_FIELDS, LIST, LIST_FIELDS
from ankigen.text.patterns import when_asked

#: With fewer items to ask for, a list is no list.
LEAST_ITEMS = 2
#: More names than these are not asked for on one card: a set of more is not kept.
MOST_NAMES = 9
#: So few words say enough of a label, which is on the front.
LEAST_OF_LABEL = 2
#: A sentence of more words that does not lead to a list is not shown above labels.
SENTENCE_ABOVE = 12
#: Words of the question at the foot of a card, and of what stands for the asked item.
ASK_WORDS = 5
#: Words of what says which items of a longer list are shown.
RANGE_WORDS = 3
#: Words above a list, with the entry that it stands under.
MOST_ABOVE = 12
#: The cloze that asks for the labels. Far above those of items, so that a list may grow.
NAMES_CLOZE = 400


@dataclass(frozen=True, slots=True)
class _Asked:
    """An item or row: its text, and the clozes that hide it (of a row: by column); none if it is
    only shown.
    """

    text: str
    clozes: Mapping[int, int]


def list_note(
    frame: Frame,
    part: Part,
    enumeration: Enumeration,
    number: int,
    more: Sequence[Node] = (),
    former: Sequence[FormerNote] = (),
) -> Note | None:
    """The note of a part's list or table, `number` counting them from 0; None if the list gives
    itself away.

    An item that the headword, the context or the lead-in says is shown and not asked for; a step of
    the breadcrumb that says an item is left out. `more` is shown below the answers. `former` are
    the list notes that the part had: what they asked for is asked for again.
    """
    whole = enumeration
    if enumeration.labels and not enumeration.leads:
        # the label says what is asked for; a long sentence above it would only be read again
        short = count(enumeration.lead.text) <= SENTENCE_ABOVE
        enumeration = enumeration if short else replace(enumeration, lead=RichText())
    node = enumeration.node
    key_end = list_key(suffix_of(part), number)
    former = [note for note in former if note.is_of(node)]
    said = f"{frame.front_words(part)}\n{enumeration.lead.text}"
    hidden = _hidden(enumeration, said, frame.others.headwords, former)
    texts = [text for text, columns in hidden if columns]
    if not texts:
        return None
    asked = _numbered(hidden)
    names = _names(whole, frame.entry.headword, said)
    ordered = enumeration.ordered(frame.entry.headword)
    steps = _topic(frame, said, [*texts, *names])
    topic = breadcrumb(steps)
    layout = _Layout(
        enumeration, tuple(asked), ordered, frame.entry.headword, frame.media, bool(former)
    )
    places = layout.places(FRONT_WORDS - count(f"{topic}\n{said}") - ASK_WORDS)
    if not places:
        return None
    media = frame.media
    values = {
        "Headword": frame.headword,
        "Context": frame.context_of(part),
        "Topic": breadcrumb((*steps, *_over(frame, steps, [*texts, *names]))),
        "Source": frame.source,
        "Language": headword_language(frame.entry, frame.others.language),
        "Introduction": inline(enumeration.lead, media),
        "Count": f"{len(asked)} {'rows' if isinstance(node, Table) else 'items'}",
        "Order": "y" if ordered else "",
        "Kind": "table" if isinstance(node, Table) else "labelled" if enumeration.labels else "",
        "Names": _names_field(frame, names),
        "More": render(more, media),
        "Ask": escaped(_ask(frame.entry, enumeration, ordered)),
    }
    values |= layout.fields(places)
    note = frame.note(LIST, LIST_FIELDS, values, key_end)
    cards = sum(len(a.clozes) for a in asked) + bool(names)
    return replace(note, cards=cards, text=plain([node]), items=_items(enumeration, hidden))


def _items(
    enumeration: Enumeration, hidden: Sequence[tuple[str, tuple[int, ...]]]
) -> tuple[str, ...]:
    """The plain text of what each cloze asks for, in the order of their numbers, with the label
    of the item or the name of the row.
    """
    node = enumeration.node
    if isinstance(node, Table):
        rows = data_rows(node)
        return tuple(
            cell_text(rows[n], columns[turn])
            for turn in range(CELLS)
            for n, (_, columns) in enumerate(hidden)
            if turn < len(columns)
        )
    return tuple(
        item_text(item) for item, (_, columns) in zip(node.items, hidden, strict=True) if columns
    )


def _numbered(hidden: Sequence[tuple[str, tuple[int, ...]]]) -> list[_Asked]:
    """The items with the numbers of their clozes; of rows the first cells first, then the second
    ones, and so on.
    """
    numbers: list[dict[int, int]] = [{} for _ in hidden]
    number = 0
    for turn in range(CELLS):
        for own, (_, columns) in zip(numbers, hidden, strict=True):
            if turn < len(columns):
                number += 1
                own[columns[turn]] = number
    return [_Asked(text, own) for (text, _), own in zip(hidden, numbers, strict=True)]


def _ask(entry: Entry, enumeration: Enumeration, ordered: bool) -> str:
    node = enumeration.node
    if isinstance(node, Table):
        return question(entry, "cell")
    if enumeration.labels:
        return label_question(entry, enumeration.told)
    return question(entry, "next" if ordered else "set")


def _topic(frame: Frame, said: str, answers: Sequence[str]) -> tuple[str, ...]:
    """The steps of the breadcrumb that say no answer."""
    topic = tuple(step for step in frame.topic if not any(tells(step, text) for text in answers))
    front = " ".join((*topic, said))
    return () if any(tells(front, text) for text in answers) else topic


def _over(frame: Frame, steps: Sequence[str], answers: Sequence[str]) -> tuple[str, ...]:
    """The entry that the list's stands under, where the front is short, and does not say it."""
    over = frame.path[len(frame.topic) :]
    front = count(" ".join((*steps, *over, frame.entry.headword)))
    told = any(tells(step, text) for step in over for text in answers)
    return () if front > MOST_ABOVE or told else over


def _hidden(
    enumeration: Enumeration,
    said: str,
    headwords: Collection[str],
    former: Sequence[FormerNote],
) -> list[tuple[str, tuple[int, ...]]]:
    """Of each item or row what is asked for, and in which columns (0 for an item); () if it is only
    shown. Nothing where there are too few of them to ask for.

    An item is only shown if what is above it says it, and if its label is a headword, which has a
    card of its own, unless a former note asked for the item. So is one that tells of a case, and
    not what its label is, where another one is asked for.
    """
    node = enumeration.node
    if isinstance(node, Table):
        rows = hidden_cells(node, said, former)
        return rows if sum(bool(columns) for _, columns in rows) >= LEAST_ITEMS else []
    ends = enumeration.labels or (0,) * len(node.items)
    found: list[tuple[str, tuple[int, ...]]] = []
    empty: list[bool] = []
    for item, end in zip(node.items, ends, strict=True):
        text = plain((Paragraph(item.text[end:]), *item.children), marks=False)
        name = item.text.text[:end]
        # an entry elsewhere takes no card away that was asked
        kept = bool(former) and any(note.asked(item_text(item)) for note in former)
        has_own_card = bool(end) and normal(name) in headwords and not kept
        shown = (bool(enumeration.labels) and not end) or has_own_card
        shown = shown or tells(f"{said}\n{name}", text)
        found.append((text, () if shown else (0,)))
        empty.append(not shown and bool(end) and not kept and says_nothing(name, text))
    can_be_asked = sum(bool(columns) for _, columns in found)
    if can_be_asked < LEAST_ITEMS:
        return []
    if can_be_asked == sum(empty):
        return found
    return [(text, () if none else own) for (text, own), none in zip(found, empty, strict=True)]


def _names(enumeration: Enumeration, headword: str, said: str) -> list[str]:
    """The labels, if they are to be asked for together."""
    node = enumeration.node
    if not enumeration.labels or isinstance(node, Table):
        return []
    if enumeration.lead.text and not enumeration.leads:
        return []  # nothing above says what they are the names of
    if not all(enumeration.labels) or enumeration.is_miscounted(headword):
        return []  # some of them have no name, or are missing
    names = [
        item.text.text[:end].strip()
        for item, end in zip(node.items, enumeration.labels, strict=True)
        if end
    ]
    telling = any(tells(said, name) or not re.search(r"[^\W\d_]", name) for name in names)
    return names if LEAST_NAMES <= len(names) <= MOST_NAMES and not telling else []


def _names_field(frame: Frame, names: Sequence[str]) -> str:
    if not names:
        return ""
    hint = question(frame.entry, "names").format(len(names))
    shown = cloze_safe("<br>".join(escaped(name) for name in names))
    return f"{{{{c{NAMES_CLOZE}::{shown}::{cloze_safe(escaped(hint))}}}}}"


@dataclass(frozen=True, slots=True)
class _Layout:
    """The items of a list or table as the fields of a note show them."""

    enumeration: Enumeration
    asked: tuple[_Asked, ...]
    ordered: bool
    headword: str
    media: Mapping[str, str]
    kept: bool = False

    def places(self, room: int) -> list[range]:
        """The items in groups, of which a card shows one with at most `room` words; none where a
        card cannot ask: a set that is too long to be seen at once, or of which one item says
        another. With `kept` it was asked before, and is asked again.
        """
        node = self.enumeration.node
        if isinstance(node, Table):
            sizes = [count(row[0].text) for row in data_rows(node)]
            found = groups(sizes, room)
            return found if len(found) <= len(ITEM_FIELDS) else groups(sizes)
        if self.enumeration.labels:
            return groups([0] * len(self.asked))
        sizes = [item_words(item) for item in node.items]
        asked_again = groups(sizes) if self.kept else []
        if self.ordered:
            found = groups(sizes, room)
            return found if len(found) <= len(ITEM_FIELDS) else asked_again
        if _told(self.asked, self.headword):
            return asked_again
        # of a set an item is known by its neighbours alone, so a group has two at least
        found = groups(sizes, room, balanced=True)
        if len(found) > 1:
            found = groups(sizes, room - RANGE_WORDS, balanced=True)
        fits = min(map(len, found)) >= LEAST_ITEMS and len(found) <= len(ITEM_FIELDS)
        return found if fits else asked_again

    def fields(self, places: Sequence[range]) -> Iterator[tuple[str, str]]:
        """The fields of the items, by name: a long list is spread over several."""
        for name, place in zip(ITEM_FIELDS, places, strict=False):
            is_table = isinstance(self.enumeration.node, Table)
            shown = self._table(place) if is_table else self._list(place)
            one_of_many = len(places) > 1 and not (self.enumeration.labels or self.ordered)
            of = f"{place.start + 1}–{place.stop} / {len(self.asked)}"
            yield name, (f'<div class="range">{of}</div>' if one_of_many else "") + shown

    def _list(self, place: range) -> str:
        enumeration, media = self.enumeration, self.media
        node = enumeration.node
        assert isinstance(node, ListNode)
        spans: list[str] = []
        for n in place:
            item, own = node.items[n], self.asked[n]
            end = enumeration.labels[n] if enumeration.labels else 0
            shown = _labelled(item, end, media) if end else _whole(item, media)
            if own.clozes:
                hint = self._hint(item, end, n)
                spans.append(f"{{{{c{own.clozes[0]}::{cloze_safe(shown)}{hint}}}}}")
            else:
                spans.append(f'<span class="given">{cloze_safe(shown)}</span>')
        classes = {
            "ordered": self.ordered,
            "numbered": node.ordered,  # in the notes, whether order matters or not
            "labelled": bool(enumeration.labels),
            "alone": not enumeration.labels and _told(self.asked, self.headword),
        }
        named = " ".join(("items", *(name for name, holds in classes.items() if holds)))
        first = node.start + place.start if node.ordered else place.start + 1
        numbered = self.ordered and first > 1
        style = f' style="counter-reset: item {first - 1}"' if numbered else ""
        # the line breaks are for who edits the field; on the card the CSS hides them
        return f'<div class="{named}" dir="auto"{style}>{"<br>".join(spans)}</div>'

    def _hint(self, item: Item, end: int, n: int) -> str:
        """What the front shows in place of an item: its label, or which step it is."""
        if end:
            return f"::{cloze_safe(inline(item.text[:end].strip(), self.media))}"
        if not self.ordered:
            return ""
        node = self.enumeration.node
        assert isinstance(node, ListNode)
        number = n + (node.start if node.ordered else 1)
        lead = self.enumeration.lead.text if self.enumeration.leads else ""
        return f"::{step_name(self.headword, lead, number)}"

    def _table(self, place: range) -> str:
        node = self.enumeration.node
        assert isinstance(node, Table)
        width = max(len(row) for row in node.rows)
        media = self.media

        def cells(row: Sequence[RichText], tag: str) -> list[str]:
            filled = [*row, *([RichText()] * (width - len(row)))]
            return [f"<{tag}>{cloze_safe(inline(cell, media))}</{tag}>" for cell in filled]

        header = node.rows[0] if node.header else ()
        head = f"<thead><tr>{''.join(cells(header, 'th'))}</tr></thead>" if header else ""
        rows = data_rows(node)
        lines: list[str] = []
        for n in place:
            shown = cells(rows[n], "td")
            for column, number in self.asked[n].clozes.items():
                text = cloze_safe(inline(rows[n][column], media))
                named = plain_text(header[column]).strip() if column < len(header) else ""
                hint = f"::{cloze_safe(escaped(named))}" if named else ""
                shown[column] = f"<td>{{{{c{number}::{text}{hint}}}}}</td>"
            lines.append(f"<tr>{''.join(shown)}</tr>")
        body = "".join(lines)
        return (
            f'<div class="table rows" dir="auto"><table>{head}<tbody>{body}</tbody></table></div>'
        )


def _whole(item: Item, media: Mapping[str, str]) -> str:
    return inline(item.text, media) + render(item.children, media)


def _labelled(item: Item, end: int, media: Mapping[str, str]) -> str:
    """An item with its label set off, and of what is said of it more than a core only shown."""
    end = end_of_sign(item, end)
    name = f'<span class="label">{inline(item.text[:end], media)}</span>'
    rest = item.text[end:]
    if not re.search(r"\w", rest.text):  # what is said stands below the label
        core = core_of(item.children, least=LEAST_OF_LABEL)
        return name + inline(rest, media) + render_core(core.asked, core.more, core.joined, media)
    core = core_of((Paragraph(rest), *item.children), least=LEAST_OF_LABEL)
    if not core.more:
        return name + inline(rest, media) + render(item.children, media)
    markup = render_core(core.asked, core.more, core.joined, media)
    first, closed, others = markup.removeprefix("<p>").partition("</p>")
    return name + first + others if closed and markup.startswith("<p>") else name + markup


def _told(asked: Sequence[_Asked], headword: str) -> bool:
    """Whether what is seen beside an item, the headword and another item, says its words."""
    seen = [(b, f"{headword} {b.text}") for b in asked]
    return any(a is not b and tells(text, a.text) for a in asked if a.clozes for b, text in seen)


# --------------------------------------------------------------------------- numbers of clozes

_OPENED = when_asked(r"\{\{c(\d+)::")
#: With its number and its text, without its hint.
_CLOZE = when_asked(r"\{\{c(\d+)::(.*?)(?:::[^{}]*?)?\}\}", re.DOTALL)
_ROW = when_asked(r"<tr>.*?</tr>", re.DOTALL)
_TAG = when_asked(r"<[^<>]*>")


def renumbered(fields: Sequence[str], numbers: Mapping[int, int]) -> tuple[str, ...]:
    """The fields with `numbers[n]` in place of the cloze number n; others stay, and so does the one
    that asks for the labels.

    >>> renumbered(["{{c1::a}} {{c2::b}}", "{{c3::c}}"], {1: 4, 2: 1})
    ('{{c4::a}} {{c1::b}}', '{{c3::c}}')
    """

    def other(found: re.Match[str]) -> str:
        number = int(found[1])
        same = number == NAMES_CLOZE or number not in numbers
        return found[0] if same else f"{{{{c{numbers[number]}::"

    return tuple(_OPENED.sub(other, field) for field in fields)


def cloze_items(fields: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Number and plain text of each cloze in the fields of a note, in the order of display.

    To a cell belongs the name of its row. Of cells with one number, as version 0.1.0 had them in a
    row, the first one goes on with it.

    >>> cloze_items(["<span>{{c2::<b>two</b>::hint}}</span>{{c1::one}}"])
    ((2, 'two'), (1, 'one'))
    >>> cloze_items(["<tr><td>water</td><td>{{c3::100}}</td><td>{{c3::0}}</td></tr>"])
    ((3, 'water 100'),)
    """
    found: list[tuple[int, str]] = []
    for field in fields:
        rows = [row for row in _ROW.findall(field) if _OPENED.search(row)]
        for row in rows:
            name = _words(_CLOZE.sub("", row.partition("</td>")[0]))
            cells: dict[int, str] = {}
            for number, text in _CLOZE.findall(row):
                cells.setdefault(int(number), f"{name} {_words(text)}".strip())
            found += cells.items()
        if not rows:
            found += ((int(number), _words(text)) for number, text in _CLOZE.findall(field))
    return tuple(item for item in found if item[0] != NAMES_CLOZE)


def _words(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())
