"""The marks of other card tools in notes: one file per dialect, one row in `DIALECTS`.

A pass over the lines before the notes are read as Markdown or text. A dialect that finds its marks
makes PAIR blocks of its cards (`Page.card`), leaves out what speaks to the tool, and rewrites marks
that are only another way to say something. Lines keep their numbers: what was taken is blank for
the reader that comes after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ankigen.model import Block, Finding, Origin, Reading
from ankigen.readers.choice_tables import with_choices
from ankigen.readers.dialects import (
    card_tags,
    choice,
    cloze_lines,
    folds,
    labelled,
    logseq,
    mochi,
    obsidian,
    obsidian_to_anki,
    own_lines,
    questions,
    remnote,
    spaced_repetition,
)
from ankigen.readers.dialects.page import Page, groups, page_of
from ankigen.text.decoding import decode


class Dialect(NamedTuple):
    """How a tool's marks are known (`marks` counts them, 0 = not its notes) and read."""

    key: str
    name: str | Callable[[Page], str]
    hint: re.Pattern[str]  # without a match anywhere in the file there are no marks
    marks: Callable[[Page], int]
    rewrite: Callable[[Page], None]
    least: int = 1  # marks
    whole: bool | Callable[[Page], bool] = (
        True  # what the tool makes no card of is none, where most of the file is its cards
    )


def _any(*hints: str) -> re.Pattern[str]:
    return re.compile("|".join(hints), re.I | re.M)


#: In the order in which they are looked for: what names itself first, what only looks like it last.
DIALECTS: Sequence[Dialect] = (
    Dialect("obsidian-to-anki", "Obsidian_to_Anki", _any("START"), obsidian_to_anki.marks,
        obsidian_to_anki.rewrite),
    Dialect("logseq", "Logseq", _any("#(?:flash)?card", r"\[\[card", r"\{\{cloze",
        r"^[ \t]*(?:- )?[a-z][\w.-]*:: "),
            logseq.marks, logseq.rewrite),
    Dialect("spaced-repetition", "Obsidian's Spaced Repetition plug-in", _any("<!--SR:",
        "flashcard", r"^\?"),
            spaced_repetition.marks, spaced_repetition.rewrite),
    Dialect("card-tags", "Obsidian's Flashcards plug-in (#card)", _any("#(?:flash)?card"),
        card_tags.marks,
            card_tags.rewrite),
    Dialect("remnote", "RemNote", _any(">>", ";;", "<>", "<<"), remnote.marks, remnote.rewrite),
    Dialect("own-lines", "cards between lines of signs", own_lines.HINT, own_lines.marks,
        own_lines.rewrite, least=3, whole=False),
    Dialect("mochi", "Mochi", _any(r"^ {0,3}---\s*$"), mochi.marks, mochi.rewrite),
    Dialect("labelled", labelled.name_of, labelled.LABELS, labelled.marks, labelled.rewrite,
            whole=labelled.of_a_tool),
    Dialect("choice", "multiple choice", choice.HINT, choice.marks, choice.rewrite, whole=False),
    Dialect("folds", "folded answers (<details>)", _any("<details"), folds.marks, folds.rewrite,
        whole=False),
    Dialect("questions", "a list of questions", questions.HINT, questions.marks, questions.rewrite,
        least=3, whole=False),
    Dialect("obsidian", "Obsidian", _any(r"\[\[", "%%", r"\[!", r"\^\w"), obsidian.marks,
        obsidian.rewrite, least=2,
            whole=False),
    Dialect("cloze", "Anki's cloze marks", _any(r"\{c?\d"), cloze_lines.marks, cloze_lines.rewrite,
        whole=False),
)  # fmt: skip

#: What reads the lines that no dialect took.
Rest = Callable[[str, str], Reading]


def read_markdown(data: bytes, name: str) -> Reading:
    """A .md file. Raises AnkigenError if it is empty or no text."""
    from ankigen.readers import markdown

    return with_dialects(decode(data, name), name, markdown.read_text)


def read_text(data: bytes, name: str) -> Reading:
    """A .txt file. A page or a table in it has no marks of its own. Raises AnkigenError if it is
    empty or no text.
    """
    from ankigen.readers import detect, tables

    text = decode(data, name)
    if detect.HTML_START.match(text):
        return detect.read_text(text, name)
    return tables.from_text(text, name) or with_dialects(text, name, detect.read_text)


def with_dialects(text: str, name: str, rest: Rest) -> Reading:
    """The notes of this text: the cards of the dialects found in it, and what `rest` makes of
    the other lines.
    """
    page = page_of(text, name)
    before = sum(1 for _ in page.open_lines())
    whole = False
    found: list[Finding] = []
    for dialect in DIALECTS:
        if not dialect.hint.search(text) or dialect.marks(page) < dialect.least:
            continue
        cards = page.cards
        name_ = dialect.name if isinstance(dialect.name, str) else dialect.name(page)
        all_cards = dialect.whole if isinstance(dialect.whole, bool) else dialect.whole(page)
        dialect.rewrite(page)
        made = page.cards - cards
        whole |= all_cards and made > 0
        told = f": {made} card{'s' if made != 1 else ''}" if made else ""
        found.append(Finding(Origin(name, 1), "dialect", f"read as {name_}{told}"))
    if not found:
        return _with_tables(rest(text, name))
    if whole:
        _no_cards(page, before)
    lines = "\n".join(page.lines)
    left = _with_tables(rest(lines, name)) if lines.strip() else Reading(())
    return replace(
        left,
        blocks=in_order(left.blocks, page.blocks),
        findings=(*left.findings, *found, *page.findings),
        tags=tuple(dict.fromkeys((*left.tags, *page.tags))),
        deck=page.deck or left.deck,
    )


def _with_tables(reading: Reading) -> Reading:
    """The reading with tables of multiple-choice questions as questions."""
    blocks = with_choices(reading.blocks)
    return reading if blocks == reading.blocks else replace(reading, blocks=blocks)


def _no_cards(page: Page, before: int) -> None:
    """Leave out what is on no card, where the cards are most of the page: headings stay, for
    they are topics.
    """
    left = [n for n, text in page.open_lines() if not text.lstrip().startswith("#")]
    if 2 * len(left) > before:
        return
    for first, last in groups(left):
        page.leave_out(first, last, "not marked as a card")


def in_order(rest: Sequence[Block], cards: Sequence[Block]) -> tuple[Block, ...]:
    """The cards among the other blocks by their lines. A footnote stands where it is referred to,
    out of this order.

    A block behind a card does not go on with what stood before it.
    """
    after = {card.end_line for card in cards}
    waiting = sorted(cards, key=lambda card: card.line)
    found: list[Block] = []
    for block in rest:
        while waiting and waiting[0].line < block.line and block.value != FOOTNOTE:
            found.append(waiting.pop(0))
        behind = not block.gap and block.line - 1 in after
        found.append(replace(block, gap=1) if behind else block)
    return (*found, *waiting)


#: The value of a block that is a footnote.
FOOTNOTE = "footnote"
