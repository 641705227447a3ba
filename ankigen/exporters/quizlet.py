"""Text to paste into Quizlet's import dialog: a card a line, term, tab, definition. `quizlet.txt` has all of them,
`quizlet/TOPIC.txt` those of a topic.

Quizlet knows neither markup nor pictures, so a body is its plain text on one line. What is lost is told by `findings`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ankigen.cards.plain import plain_line, plain_text
from ankigen.model import Deck, Entry, Finding, Style, texts
from ankigen.model.settings import QuizletSettings, Settings
from ankigen.text.names import safe_name, unique_names

ALL = "quizlet.txt"
FOLDER = "quizlet"

#: What a text is cut with where a limit is set.
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Card:
    """One line of the file."""

    entry: Entry
    term: str
    definition: str

    @property
    def line(self) -> str:
        return f"{self.term}\t{self.definition}\n"


def build(deck: Deck, settings: Settings) -> Mapping[str, bytes]:
    """`quizlet.txt` and a file per topic; under the deck's name where other decks lie in the same folder."""
    limits = settings.quizlet
    cards = [
        Card(c.entry, cut(c.term, limits.max_term), cut(c.definition, limits.max_definition))
        for c in _cards(deck)
        if c.term and c.definition
    ]
    own = f"{safe_name(deck.name)}." if deck.shares_folder else ""
    files = {f"{own}{ALL}": _file(cards)}
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
    """Where two entries share a headword, the context tells them apart; elsewhere it has no place in Quizlet."""
    shared = Counter(one_line(plain_text(e.term)).casefold() for e in deck.entries)
    for entry in deck.entries:
        term = one_line(plain_text(entry.term))
        context = one_line(plain_text(entry.context))
        if context and shared[term.casefold()] > 1:
            term = f"{term} ({context})"
        yield Card(entry, term, one_line(plain_line(entry.body)))


def one_line(text: str) -> str:
    """A text without the tabs and line breaks that part cards.

    >>> one_line("Ohm's\\n law\\t(1827)")
    "Ohm's law (1827)"
    """
    return " ".join(text.split())


def cut(text: str, limit: int) -> str:
    """A text of at most `limit` characters (0 = as long as it is), cut between words where there is one to cut at.

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
    styles = {m.style for text in texts(card.entry.body) for m in text.marks}
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
