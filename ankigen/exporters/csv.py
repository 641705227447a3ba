"""`NAME.csv`, for people: a table that any spreadsheet opens, one row per entry, plain text.

It begins with a byte order mark, without which Excel takes UTF-8 for the local code page, and its
rows end with CR LF (RFC 4180). Every cell is quoted, so that a spreadsheet that splits at ";" does
not cut one open; `[csv] delimiter` sets what parts the cells, as Excel takes the sign of its
country for it. `merge` reads either back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from ankigen.cards.notes.card_context import topic_path
from ankigen.cards.rendering.plain import (
    option_letters,
    picture_label,
    plain_for_people,
    plain_text,
)
from ankigen.model import OBJECT, Deck, Entry, ListNode, Node, Quote, Style, texts
from ankigen.model.settings import Settings
from ankigen.text.names import safe_name, shown_name
from ankigen.text.patterns import when_asked
from ankigen.topics.slugs import LEVEL, slug

HEADER = ("Term", "Definition", "Context", "Topic", "Tags", "Source")

#: What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"; the wide forms for
#: Japanese Excel).
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def build(deck: Deck, settings: Settings) -> Mapping[str, bytes]:
    """The table, under the deck's name."""
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=settings.csv.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n"
    )
    writer.writerow(HEADER)
    for entry in deck.entries:
        writer.writerow([guarded(cell) for cell in row(entry)])
    return {f"{safe_name(deck.name)}.csv": out.getvalue().encode("utf-8-sig", "replace")}


def row(entry: Entry) -> tuple[str, ...]:
    """An entry's cells, in the order of HEADER."""
    cells = (
        plain_text(entry.term),
        plain_for_people(entry.body),
        plain_text(entry.context),
        topic_words(entry),
        " ".join(entry.tags),
        shown_name(entry.origin.file),
    )
    return tuple(cell.replace("\0", "") for cell in cells)


#: Between the steps of a topic.
_STEP = " › "


def topic_words(entry: Entry) -> str:
    """The topic in the words of the headings that it comes from, as far as they lead back to it
    (`topic_of_words`).

    >>> from ankigen.model import Origin, RichText
    >>> topic_words(Entry(RichText.of("x"), (), Origin("a", 1), sections=("1. C++ & Rust",),
    ...     topic="prog::c++-rust"))
    'Prog › 1. C++ & Rust'
    """
    if not entry.topic:
        return ""
    steps = entry.topic.split(LEVEL)
    headings = {slug(s): " ".join(s.split()) for s in entry.sections if not _PARTS.search(s)}
    named = topic_path(entry)
    words = dict(zip(steps, named, strict=True)) if len(named) == len(steps) else {}
    return _STEP.join(
        _first_that_leads_back(s, headings.get(s, ""), words.get(s, "")) for s in steps
    )


_PARTS = re.compile(r"\s*(?:›|::)\s*")


def _first_that_leads_back(step: str, *words: str) -> str:
    return next((w for w in words if w and slug(w) == step), step)


def topic_of_words(cell: str) -> str:
    """The topic that a cell names, in words or as a topic.

    >>> topic_of_words("Prog › 1. C++ & Rust"), topic_of_words("prog::c++-rust")
    ('prog::c++-rust', 'prog::c++-rust')
    """
    return LEVEL.join(filter(None, (slug(step) for step in _PARTS.split(cell))))


def bare(cell: str, body: Iterable[Node]) -> str:
    """A definition's cell as `plain` writes the body: without the labels of pictures and the
    letters of options, and with "-" for bullets. `body` says which labels and letters there are;
    all else in the cell stays.

    >>> from ankigen.model import Item, RichText
    >>> bare("• a\\nB) b\\nC) c", [ListNode((Item(RichText.of("b"), letter="B"),))])
    '- a\\n- b\\nC) c'
    """
    body = list(body)
    labels: dict[str, str] = {}
    for text in texts(body):
        for mark in text.marks:
            if mark.style is Style.IMAGE:
                words = text.text[mark.start : mark.end].replace(OBJECT, "")
                labels[picture_label(words, mark.value)] = " ".join(words.split())
    letters = list(_letters(body))
    lines = []
    for line in cell.split("\n"):
        told = line
        for label, words in labels.items():
            told = told.replace(label, words)
        sign = _SIGN.match(told)
        if sign and (sign[2] == "•" or sign[3] in letters):
            told = f"{sign[1]}-{told[sign.end() :]}"
            if sign[3]:
                letters.remove(sign[3])  # a later line may name the right option: "B) …"
        if told.strip() or not line.strip():  # a picture alone on its line has none in `plain`
            lines.append(told.rstrip())
    return "\n".join(lines)


#: What stands before an item.
_SIGN = when_asked(r"( *)(•|(\w{1,3})\))(?=\s|$)")


def _letters(body: Iterable[Node]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ListNode):
            yield from option_letters(node)
            for item in node.items:
                yield from _letters(item.children)
        elif isinstance(node, Quote):
            yield from _letters(node.body)


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one `'` before it where it might.

    >>> guarded("=1+1"), guarded("'=x"), guarded("'tis")
    ("'=1+1", "''=x", "'tis")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`, for every text.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
