"""The marks of other card tools in notes: one file per dialect, one row in `DIALECTS`.

A pass over the lines before the notes are read as Markdown or text. A dialect that finds its marks
makes PAIR blocks of its cards (`Page.card`), leaves out what speaks to the tool, and rewrites marks
that are only another way to say something. Lines keep their numbers: what was taken is blank for
the reader that comes after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ankigen.model import Block, Finding, Kind, Origin, Reading
from ankigen.model.decided import Decide, FileDecisions, nothing_decided
from ankigen.readers.anki_text import anki_header
from ankigen.readers.choice_tables import with_choices
from ankigen.readers.dialects import (
    card_tags,
    choice,
    cloze_lines,
    folds,
    ki,
    labelled,
    logseq,
    marked_answers,
    mediawiki,
    mochi,
    named_lines,
    obsidian,
    obsidian_to_anki,
    own_lines,
    pasted_columns,
    questions,
    remnote,
    spaced_repetition,
)
from ankigen.readers.dialects.page import Page, groups, page_of
from ankigen.text.decoding import decode
from ankigen.text.patterns import when_asked


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
    guess: bool = False  # no tool's marks but how the lines look: the user's word goes before it


def _any(*hints: str) -> re.Pattern[str]:
    return re.compile("|".join(hints), re.I | re.M)


#: In the order in which they are looked for: what names itself first, what only looks like it last.
DIALECTS: Sequence[Dialect] = (
    Dialect("mediawiki", "the source of a wiki page (MediaWiki)", mediawiki.HINT, mediawiki.marks,
        mediawiki.rewrite, least=2, whole=False),
    Dialect("obsidian-to-anki", "Obsidian_to_Anki", _any("START"), obsidian_to_anki.marks,
        obsidian_to_anki.rewrite),
    Dialect("ki", "ki (notes of Anki as files)", ki.HINT, ki.marks, ki.rewrite),
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
        own_lines.rewrite, least=3, whole=False, guess=True),
    Dialect("mochi", "Mochi", _any(r"^ {0,3}---\s*$"), mochi.marks, mochi.rewrite),
    Dialect("labelled", labelled.name_of, labelled.LABELS, labelled.marks, labelled.rewrite,
            whole=labelled.of_a_tool, guess=True),
    Dialect("choice", "multiple choice", choice.HINT, choice.marks, choice.rewrite, whole=False,
        guess=True),
    Dialect("folds", "folded answers (<details>)", _any("<details"), folds.marks, folds.rewrite,
        whole=False),
    Dialect("questions", "a list of questions", questions.HINT, questions.marks, questions.rewrite,
        least=3, whole=False, guess=True),
    Dialect("marked-answers", "questions over answers with a sign", marked_answers.HINT,
        marked_answers.marks, marked_answers.rewrite, least=4, whole=False, guess=True),
    Dialect("named-lines", "cards of lines with names", named_lines.HINT, named_lines.marks,
        named_lines.rewrite, least=3, whole=False, guess=True),
    Dialect("columns", "a table that was pasted as lines", pasted_columns.HINT,
        pasted_columns.marks, pasted_columns.rewrite, least=4, whole=False, guess=True),
    Dialect("obsidian", "Obsidian", _any(r"\[\[", "%%", r"\[!", r"\^\w",
        r"^[-*+_ \t]{0,9}\w[\w *-]{0,28}::\s"),
        obsidian.marks, obsidian.rewrite, least=2, whole=False),
    Dialect("cloze", cloze_lines.name_of, _any(r"\{c?\d", r"\{\{"), cloze_lines.marks,
        cloze_lines.rewrite, whole=False),
)  # fmt: skip

#: What reads the lines that no dialect took.
Rest = Callable[[str, str], Reading]


def read_markdown(data: bytes, name: str, decide: Decide = nothing_decided) -> Reading:
    """A .md file. Raises AnkigenError if it is empty or no text."""
    from ankigen.readers import markdown

    text = decode(data, name)
    return with_dialects(text, name, markdown.read_text, decide(text.split("\n")))


def read_text(data: bytes, name: str, decide: Decide = nothing_decided) -> Reading:
    """A .txt file. A page or a table in it has no marks of its own. Raises AnkigenError if it is
    empty or no text.
    """
    from ankigen.readers import detect, tables

    text = decode(data, name)
    if detect.HTML_START.match(text):
        return detect.read_text(text, name)
    lines = text.split("\n")
    decided = decide(lines)
    if decided.laid_out and not anki_header(lines).lines:
        return with_dialects(text, name, detect.read_notes, decided)
    table = tables.from_text(text, name)
    if table is None:

        def rest(left: str, name: str) -> Reading:
            # whether it is a table is known where no dialect took anything
            return (detect.read_notes if left == text else detect.read_text)(left, name)

        return with_dialects(text, name, rest, decided)
    if held := _held(table.blocks, decided, whole=True):
        table = tables.from_text(text, name, held) or Reading(())
        apart = "\n".join(line if n in held else "" for n, line in enumerate(lines, 1))
        left = with_dialects(apart, name, detect.read_notes, decided)
        findings = (*table.findings, *left.findings)
        blocks = in_order(left.blocks, table.blocks)
        return replace(table, blocks=blocks, findings=findings)
    return table


@dataclass
class _Pass:
    """The page with all dialects looked for. `guessed` are the cards that rest on how the lines
    look, `returned` the lines that go to the reader of the rest as they stand."""

    page: Page
    findings: list[Finding] = field(default_factory=list)
    whole: bool = False
    guessed: list[Block] = field(default_factory=list)
    returned: dict[int, str] = field(default_factory=dict)


def with_dialects(text: str, name: str, rest: Rest, decided: FileDecisions) -> Reading:
    """The notes of this text: the cards of the dialects found in it, and what `rest` makes of
    the other lines. What the user decided of lines goes before what they look like.
    """
    done = _passed(text, name, decided, frozenset())
    if held := _held(done.guessed, decided):
        done = _passed(text, name, decided, held)
    if not done.findings:
        return _with_tables(rest(text, name))
    page = done.page
    if done.whole:
        _no_cards(page, sum(1 for _ in page_of(text, name).open_lines()))
    for number, line in done.returned.items():
        page.lines[number - 1] = line
    remaining = "\n".join(page.lines)
    left = _with_tables(rest(remaining, name)) if remaining.strip() else Reading(())
    return replace(
        left,
        blocks=in_order(left.blocks, page.blocks),
        findings=(*left.findings, *done.findings, *page.findings),
        tags=tuple(dict.fromkeys((*left.tags, *page.tags))),
        deck=page.deck or left.deck,
    )


def _passed(text: str, name: str, decided: FileDecisions, held: frozenset[int]) -> _Pass:
    """The page of a text after all dialects, which do not see the lines that are held."""
    done = _Pass(page_of(text, name))
    page = done.page
    for number in held:
        done.returned[number] = page.text(number)
        page.lines[number - 1] = ""
    laid_out = decided.laid_out or _lays_out(page)
    for dialect in DIALECTS:
        if dialect.guess and laid_out:
            continue
        if not dialect.hint.search(text) or dialect.marks(page) < dialect.least:
            continue
        cards, blocks, lines = page.cards, len(page.blocks), list(page.lines)
        name_ = dialect.name if isinstance(dialect.name, str) else dialect.name(page)
        all_cards = dialect.whole if isinstance(dialect.whole, bool) else dialect.whole(page)
        dialect.rewrite(page)
        if dialect.guess:
            done.returned |= _given_back(page, blocks, lines, decided)
            done.guessed += page.blocks[blocks:]
        made = page.cards - cards
        done.whole |= all_cards and made > 0
        told = f": {made} card{'s' if made != 1 else ''}" if made else ""
        done.findings.append(Finding(Origin(name, 1), "dialect", f"read as {name_}{told}"))
    return done


_LAYOUT = when_asked(r"layout\s*:(?!\s*[\"']?columns=[^;]*$)")


def _lays_out(page: Page) -> bool:
    """Whether the front matter says how the lines are laid out."""
    return any(_LAYOUT.match(line) for line in page.lines[: page.start - 1])


def _given_back(
    page: Page, blocks: int, lines: Sequence[str], decided: FileDecisions
) -> dict[int, str]:
    """Takes the cards off the page, from one block on, whose first line the user decided about.
    Returns their lines by number, as they stood in `lines`.
    """
    back: dict[int, str] = {}
    for block in page.blocks[blocks:]:
        if block.line in decided.opens:
            page.blocks.remove(block)
            page.cards -= block.kind is Kind.PAIR
            span = range(block.line, block.end_line + 1)
            back |= {n: lines[n - 1] for n in span}
            page.findings = [f for f in page.findings if f.origin.line not in span]
    return back


def _held(
    guessed: Sequence[Block], decided: FileDecisions, *, whole: bool = False
) -> frozenset[int]:
    """The lines inside cards that are no part of them by the user's word: a line that opens
    something, with all below it, and one that is skipped. With `whole`, the first line of a card
    counts, too."""
    held: set[int] = set()
    for block in guessed:
        span = range(block.line, block.end_line + 1)
        held.update(decided.skipped.intersection(span))
        inside = span if whole else span[1:]
        opened = min(decided.opens.intersection(inside), default=block.end_line + 1)
        held.update(range(opened, block.end_line + 1))
    return frozenset(held)


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

    A block behind a card does not go on with what stood before it; the lines of cards are none
    that are blank.
    """
    waiting = sorted(cards, key=lambda card: card.line)
    found: list[Block] = []
    end = 0  # where the last of the cards above ends
    for block in rest:
        while waiting and waiting[0].line < block.line and block.value != FOOTNOTE:
            end = max(end, waiting[0].end_line)
            found.append(waiting.pop(0))
        blank = max(1, block.line - end - 1)
        apart = block.gap > blank or (not block.gap and end and block.line - 1 == end)
        found.append(replace(block, gap=blank) if apart else block)
    return (*found, *waiting)


#: The value of a block that is a footnote.
FOOTNOTE = "footnote"
