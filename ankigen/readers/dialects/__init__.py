"""The marks of other card tools in notes: one file per dialect, one row in `DIALECTS`.

A pass over the lines before the notes are read as Markdown or text. A dialect that finds its marks makes PAIR blocks of
its cards (`Page.card`), leaves out what speaks to the tool, and rewrites marks that are only another way to say
something. Lines keep their numbers: what was taken is blank for the reader that comes after.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ankigen.model import Block, Finding, Kind, Origin, Reading
from ankigen.readers.dialects import (
    choice,
    cloze_lines,
    folds,
    logseq,
    obsidian_to_anki,
    spaced_repetition,
)
from ankigen.readers.dialects.page import Page, groups, page_of
from ankigen.text.decoding import decode


class Dialect(NamedTuple):
    """How a tool's marks are known (`marks` counts them, 0 = not its notes) and read."""

    key: str
    name: str
    marks: Callable[[Page], int]
    rewrite: Callable[[Page], None]
    least: int = 1  # marks
    whole: bool = (
        True  # what the tool makes no card of is none, where most of the file is its cards
    )


#: In the order in which they are looked for: what names itself first, what only looks like it last.
DIALECTS: Sequence[Dialect] = (
    Dialect("obsidian-to-anki", "Obsidian_to_Anki", obsidian_to_anki.marks, obsidian_to_anki.rewrite),
    Dialect("logseq", "Logseq", logseq.marks, logseq.rewrite),
    Dialect("spaced-repetition", "Obsidian's Spaced Repetition plug-in", spaced_repetition.marks,
            spaced_repetition.rewrite),
    Dialect("choice", "multiple choice", choice.marks, choice.rewrite, whole=False),
    Dialect("folds", "folded answers (<details>)", folds.marks, folds.rewrite, whole=False),
    Dialect("cloze", "Anki's cloze marks", cloze_lines.marks, cloze_lines.rewrite, whole=False),
)  # fmt: skip

#: What reads the lines that no dialect took.
Rest = Callable[[str, str], Reading]


def read_markdown(data: bytes, name: str) -> Reading:
    """A .md file. Raises AnkigenError if it is empty or no text."""
    from ankigen.readers import markdown

    return with_dialects(decode(data, name), name, markdown.read_text)


def read_text(data: bytes, name: str) -> Reading:
    """A .txt file. A page or a table in it has no marks of its own. Raises AnkigenError if it is empty or no text."""
    from ankigen.readers import detect, tables

    text = decode(data, name)
    if detect.HTML_START.match(text):
        return detect.read_text(text, name)
    return tables.from_text(text, name) or with_dialects(text, name, detect.read_text)


def with_dialects(text: str, name: str, rest: Rest) -> Reading:
    """The notes of this text: the cards of the dialects found in it, and what `rest` makes of the other lines."""
    page = page_of(text, name)
    before = sum(1 for _ in page.open_lines())
    whole = False
    found: list[Finding] = []
    for dialect in DIALECTS:
        if dialect.marks(page) < dialect.least:
            continue
        cards = page.cards
        dialect.rewrite(page)
        made = page.cards - cards
        whole |= dialect.whole and made > 0
        told = f": {made} card{'s' if made != 1 else ''}" if made else ""
        found.append(Finding(Origin(name, 1), "dialect", f"read as {dialect.name}{told}"))
    if not found:
        return rest(text, name)
    if whole:
        _no_cards(page, before)
    left = rest("\n".join(page.lines), name) if any(s.strip() for s in page.lines) else Reading(())
    return replace(
        left,
        blocks=_in_order(left.blocks, page.blocks),
        findings=(*left.findings, *found, *page.findings),
        tags=tuple(dict.fromkeys((*left.tags, *page.tags))),
        deck=page.deck or left.deck,
    )


def _no_cards(page: Page, before: int) -> None:
    """Leave out what is on no card, where the cards are most of the page: headings stay, for they are topics."""
    left = [n for n, text in page.open_lines() if not text.lstrip().startswith("#")]
    if 2 * len(left) > before:
        return
    for first, last in groups(left):
        page.leave_out(first, last, "not marked as a card")


def _in_order(rest: Sequence[Block], cards: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks by their lines. A block behind a card does not go on with what stood before it."""
    after = {card.end_line for card in cards}
    spaced = [replace(b, gap=1) if not b.gap and b.line - 1 in after else b for b in rest]
    order = sorted(
        enumerate((*spaced, *cards)),
        key=lambda pair: (pair[1].line, pair[1].kind is Kind.PAIR, pair[0]),
    )
    return tuple(block for _, block in order)
