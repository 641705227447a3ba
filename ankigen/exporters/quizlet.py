"""Text to paste into Quizlet's import dialog: a card a line, term, tab, definition. `quizlet.txt`
has all of them, `quizlet/TOPIC.txt` those of a topic. `quizlet-lines.txt` has the same cards with
their line breaks, between separators of our own.

A definition is the core of the entry, which is what a card asks for. Quizlet knows neither markup
nor pictures: formulas are written in Unicode where that can be, code is left out. What is lost is
told by `findings`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from string import ascii_lowercase

from ankigen.cards.content.defining import asked_of
from ankigen.cards.notes.card_context import without_signs
from ankigen.cards.rendering.plain import option_letters, plain, plain_line, plain_text
from ankigen.exporters.unicode_math import unicode_math
from ankigen.model import (
    Code,
    Deck,
    Edit,
    Entry,
    EntryKind,
    Finding,
    Formula,
    Item,
    ListNode,
    Mark,
    Node,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
    mapped,
    texts,
)
from ankigen.model.settings import QuizletSettings, Settings
from ankigen.text.names import safe_name, unique_names

ALL = "quizlet.txt"
LINES = "quizlet-lines.txt"
FOLDER = "quizlet"

#: What stands in `quizlet-lines.txt` between term and definition, and between two cards; both are
#: entered in Quizlet's dialog under "Custom".
BETWEEN_SIDES, BETWEEN_CARDS = "@@@", "%%%"

#: What a text is cut with where a limit is set.
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Card:
    """One line of the file. `lines` is the definition with its line breaks; `lost` what could
    not be carried.
    """

    entry: Entry
    term: str
    definition: str
    lines: str
    lost: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        return f"{self.term}\t{self.definition}\n"


def build(deck: Deck, settings: Settings) -> Mapping[str, bytes]:
    """`quizlet.txt`, `quizlet-lines.txt` and a file per topic; under the deck's name where other
    decks lie in the same folder.
    """
    limits = settings.quizlet
    cards = [
        replace(
            c,
            term=cut(c.term, limits.max_term),
            definition=cut(c.definition, limits.max_definition),
            lines=cut(c.lines, limits.max_definition),
        )
        for c in _cards(deck)
        if c.term and c.definition
    ]
    own = f"{safe_name(deck.name)}." if deck.shares_folder else ""
    files = {f"{own}{ALL}": _file(cards), f"{own}{LINES}": _file_with_lines(cards)}
    by_topic: dict[str, list[Card]] = {}
    for card in cards:
        if card.entry.topic:
            by_topic.setdefault(card.entry.topic, []).append(card)
    for topic, name in unique_names(sorted(by_topic), "topic").items():
        files[f"{own}{FOLDER}/{name}.txt"] = _file(by_topic[topic])
    return files


def findings(deck: Deck, settings: Settings) -> tuple[Finding, ...]:
    """What Quizlet's file cannot carry."""
    return tuple(
        Finding(card.entry.origin, "quizlet", f'"{card.term}": {what}')
        for card in _cards(deck)
        for what in _lost(card, settings.quizlet)
    )


def _cards(deck: Deck) -> Iterator[Card]:
    """Where two entries share a headword, the context tells them apart; elsewhere it has no
    place in Quizlet.
    """
    shared = Counter(one_line(plain_text(e.term)).casefold() for e in deck.entries)
    for entry in deck.entries:
        lost: list[str] = []
        term = one_line(plain_text(_without_tex(entry.term, lost)))
        context = one_line(plain_text(entry.context))
        if context and shared[term.casefold()] > 1:
            term = f"{term} ({context})"
        special = _sides(entry, lost)
        if special is not None:
            term, answer = special
            yield Card(entry, term, one_line(answer), answer, tuple(dict.fromkeys(lost)))
            continue
        shown = tuple(_carried(_asked(entry), lost))
        lines = plain(shown).replace("\t", " ").strip()
        yield Card(entry, term, one_line(plain_line(shown)), lines, tuple(dict.fromkeys(lost)))


def _sides(entry: Entry, lost: list[str]) -> tuple[str, str] | None:
    """Term and definition of a sentence with gaps (the sentence, and what is hidden) and of a
    question with options (both, and the right option); None for other entries.
    """
    if entry.kind not in (EntryKind.CLOZE, EntryKind.CHOICE):
        return None
    body = tuple(_carried(entry.body, lost))
    if entry.kind is EntryKind.CLOZE:
        hidden = [
            part
            for text in texts(body)
            for part in text.parts([(m.start, m.end) for m in _clozes(text)])
        ]
        shown = tuple(mapped(node, _with_gaps) for node in body)
        return (one_line(plain_line(shown)), "; ".join(map(plain_text, hidden))) if hidden else None
    options = next((n for n in body if isinstance(n, ListNode) and any(_right(n))), None)
    if options is None:
        return None
    letters = option_letters(options) or tuple(ascii_lowercase[: len(options.items)])
    told = [
        f"{letter}) {one_line(plain((Paragraph(item.text), *item.children)))}"
        for letter, item in zip(letters, options.items, strict=False)
    ]
    before = plain_line(body[: body.index(options)])
    question = one_line(f"{plain_text(_without_tex(entry.term, lost))} {before}")
    right = [text for text, is_right in zip(told, _right(options), strict=False) if is_right]
    return f"{question} {' '.join(told)}", "\n".join(right)


def _right(node: ListNode) -> list[bool]:
    return [item.right for item in node.items]


def _clozes(text: RichText) -> list[Mark]:
    return sorted(m for m in text.marks if m.style is Style.CLOZE)


def _with_gaps(text: RichText) -> RichText:
    """The text with a line for what is hidden, and the hint behind it."""
    edits: list[Edit] = []
    for mark in _clozes(text):
        hint = mark.value.partition("::")[2]
        if not edits or mark.start >= edits[-1].end:
            edits.append(Edit(mark.start, mark.end, f"____ ({hint})" if hint else "____"))
    return text.edited(edits)


def _asked(entry: Entry) -> tuple[Node, ...]:
    """What the card of an entry asks for. Sentences with gaps and questions with options have
    sides of their own (`_sides`), and are carried whole where they have no gap or no right option.
    """
    if entry.kind in (EntryKind.CLOZE, EntryKind.CHOICE):
        return entry.body
    body = without_signs(entry.body)
    return asked_of(entry if body is entry.body else entry.but(body=body))


def _carried(nodes: Iterable[Node], lost: list[str]) -> Iterator[Node]:
    """The nodes without code, and with formulas in Unicode; what has no form in Quizlet is added
    to `lost`.
    """
    for node in nodes:
        match node:
            case Code():
                lost.append("its code cannot be carried to Quizlet")
            case Formula(source, latex):
                yield Paragraph(RichText.of(_formula(latex, source, lost)))
            case Paragraph(text):
                yield Paragraph(_without_tex(text, lost))
            case ListNode(items):
                told = (_item(item, lost) for item in items)
                yield replace(node, items=tuple(told))
            case Table(rows):
                yield replace(
                    node, rows=tuple(tuple(_without_tex(c, lost) for c in row) for row in rows)
                )
            case Quote(body):
                yield Quote(tuple(_carried(body, lost)))


def _item(item: Item, lost: list[str]) -> Item:
    children = tuple(_carried(item.children, lost))
    return replace(item, text=_without_tex(item.text, lost), children=children)


def _without_tex(text: RichText, lost: list[str]) -> RichText:
    """The text with its formulas in Unicode."""
    formulas = sorted(m for m in text.marks if m.style in (Style.MATH, Style.DISPLAY))
    edits: list[Edit] = []
    for mark in formulas:
        if not edits or mark.start >= edits[-1].end:
            source = text.text[mark.start : mark.end]
            edits.append(Edit(mark.start, mark.end, _formula(mark.value, source, lost)))
    return text.edited(edits)


def _formula(latex: str, source: str, lost: list[str]) -> str:
    shown = unicode_math(latex)
    if shown:
        return shown
    lost.append("its formula has no form in Unicode and stays LaTeX in the Quizlet files")
    return source


def one_line(text: str) -> str:
    """A text without the tabs and line breaks that part cards.

    >>> one_line("Ohm's\\n law\\t(1827)")
    "Ohm's law (1827)"
    """
    return " ".join(text.split())


def cut(text: str, limit: int) -> str:
    """A text of at most `limit` characters (0 = as long as it is), cut between words where there is
    one to cut at.

    >>> cut("a long definition", 12), cut("short", 12)
    ('a long…', 'short')
    """
    if not limit or len(text) <= limit:
        return text
    head = text[: max(0, limit - len(ELLIPSIS))]
    if text[len(head) : len(head) + 1] != " " and " " in head:
        head = head[: head.rindex(" ")]
    return head.rstrip() + ELLIPSIS


def _lost(card: Card, limits: QuizletSettings) -> Iterator[str]:
    yield from card.lost
    styles = {m.style for text in texts(_asked(card.entry)) for m in text.marks}
    if Style.IMAGE in styles:
        yield "its picture cannot be carried to Quizlet"
    if Style.SOUND in styles:
        yield "its sound cannot be carried to Quizlet"
    if not card.definition:
        yield "has no words for a definition; left out of the Quizlet files"
    if limits.max_term and len(card.term) > limits.max_term:
        yield f"is {len(card.term)} characters long; cut to quizlet.max_term = {limits.max_term}"
    if limits.max_definition and len(card.definition) > limits.max_definition:
        yield (
            f"its definition is {len(card.definition)} characters long;"
            f" cut to quizlet.max_definition = {limits.max_definition}"
        )


def _file(cards: Iterable[Card]) -> bytes:
    return "".join(card.line for card in cards).encode("utf-8", "replace")


def _file_with_lines(cards: Iterable[Card]) -> bytes:
    made = (f"{_apart(c.term)}{BETWEEN_SIDES}{_apart(c.lines)}{BETWEEN_CARDS}\n" for c in cards)
    return "".join(made).encode("utf-8", "replace")


#: What would be taken for a separator, or for the beginning of one at the end of a text.
_SEPARATING = re.compile(r"@(?=@@|$(?!\n))|%(?=%%|$(?!\n))")


def _apart(text: str) -> str:
    """A text in which no separator stands.

    >>> _apart("a@@@@b"), _apart("5 %"), _apart("@home")
    ('a@ @ @@b', '5 % ', '@home')
    """
    return _SEPARATING.sub(lambda match: f"{match[0]} ", text)
