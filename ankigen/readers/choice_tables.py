"""Tables of multiple-choice questions: a column for the question, one for each option, and which of
them is right.

Spreadsheets for quiz apps look so ("Question, Answer 1, …, Answer 4, Correct answer"), by letter,
by number or by the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ankigen.model import (
    Block,
    EntryKind,
    Finding,
    Item,
    Kind,
    ListNode,
    Node,
    Origin,
    Paragraph,
    Reading,
    RichText,
)
from ankigen.readers.choice_marks import Option, chosen
from ankigen.readers.table_records import Record
from ankigen.text.patterns import when_asked

_QUESTION = when_asked(
    (
        r"(?:questions?|question text|prompt|stem|statement|frage|pregunta|enunciado"
        r"|question|pergunta|domanda|fråga|vraag|pytanie|вопрос|问题|題目|题目|問題)\W*$"
    ),
    re.I,
)
_OPTION = when_asked(
    r"(?:(?:options?|choices?|answers?|alternatives?|distractors?|antwort|opción"
    r"|respuesta|réponse|opção|resposta|risposta|opzione|svar|antwoord|选项|選択肢)"
    r"\W*)?(?P<letter>[A-H]|[1-8])\W*$",
    re.I,
)
_ANSWER = when_asked(
    r"(?:the )?(?:(?:correct|right|true)(?: (?:answers?|options?|choices?|index|letter"
    r"|number))?|answers?|answer key|key|solutions?|lösung|richtig(?:e antwort)?"
    r"|antwort|"
    r"respuesta(?: correcta)?|correcta|(?:bonne )?réponse|resposta(?: correta)?"
    r"|gabarito|risposta(?: corretta)?|rätt svar|ответ|правильный ответ|答案"
    r"|正解)(?:\(s\))?\W*$",
    re.I,
)
_REASON = when_asked(
    (
        r"(?:explanations?|reason|rationale|feedback|comment|why|erklärung|begründung"
        r"|explication|explicación|explicação|spiegazione|förklaring|объяснение|解析|解説)\W*$"
    ),
    re.I,
)
_TAGS = when_asked(r"tags?\W*$", re.I)


@dataclass(frozen=True, slots=True)
class ChoiceLayout:
    """The columns of a table of questions, by their places; -1 = there is none."""

    question: int
    options: tuple[tuple[int, str], ...]  # the column, and the letter or number that its name gives
    answer: int
    reason: int = -1
    tags: int = -1


def choice_layout(names: Sequence[str]) -> ChoiceLayout | None:
    """What the columns hold, if they are those of multiple choice.

    >>> choice_layout(["Question", "A", "B", "Correct"])
    ChoiceLayout(question=0, options=((1, 'A'), (2, 'B')), answer=3, reason=-1, tags=-1)
    >>> choice_layout(["Term", "Definition"]) is None
    True
    """
    options = [
        (n, m["letter"]) for n, name in enumerate(names) if (m := _OPTION.match(name.strip()))
    ]
    taken = {n for n, _ in options}
    places = ["abcdefgh".find(x.lower()) if x.isalpha() else int(x) - 1 for _, x in options]
    if len(options) < 2 or places != list(range(len(options))):
        return None

    def column(pattern: re.Pattern[str]) -> int:
        return next(
            (n for n, name in enumerate(names) if n not in taken and pattern.match(name.strip())),
            -1,
        )

    question, answer = column(_QUESTION), column(_ANSWER)
    if min(question, answer) < 0:
        return None
    return ChoiceLayout(question, tuple(options), answer, column(_REASON), column(_TAGS))


def choice_block(
    layout: ChoiceLayout, cells: Sequence[RichText], span: tuple[int, int], from_zero: bool = False
) -> Block | None:
    """A row as a question with its options; None if it lacks one of them, or an answer that names
    one.

    `from_zero`: the answers count the options from 0.
    """

    def cell(n: int) -> RichText:
        return cells[n] if 0 <= n < len(cells) else RichText()

    term = cell(layout.question).strip()
    given = [(letter, cell(n).strip()) for n, letter in layout.options if cell(n).text.strip()]
    options = [Option(span[0], letter, text.text, "", 0) for letter, text in given]
    right = _right(cell(layout.answer).text, options, from_zero)
    if not term or len(options) < 2 or not right:
        return None
    items = tuple(
        Item(text, letter=letter if letter.isalpha() else "", right=n in right)
        for n, (letter, text) in enumerate(given)
    )
    named = [
        RichText.of(f"{item.letter}) ", span[0]) + item.text if item.letter else item.text
        for item in items
        if item.right
    ]
    body: list[Node] = [ListNode(items), Paragraph(RichText.join(named, "\n"))]
    if reason := cell(layout.reason).strip():
        body.append(Paragraph(reason))
    text = RichText.join([item.text for item in items], "\n")
    tags = tuple(re.split(r"[,;\s]+", cell(layout.tags).text.strip())) if cell(layout.tags) else ()
    return Block(
        Kind.PAIR, text, *span, term=term, body=tuple(body), tags=tags, entry_kind=EntryKind.CHOICE
    )


def _right(answer: str, options: Sequence[Option], from_zero: bool) -> frozenset[int]:
    """The options that an answer names by letters, numbers or their words; none if it names
    anything else.
    """
    if not options:
        return frozenset()
    whole = chosen(answer, options)
    if whole and not from_zero:
        return whole[0]
    found: set[int] = set()
    for part in re.split(r"\s*[,;|/&+]\s*", answer.strip()):
        number = int(part) - (0 if from_zero else 1) if re.fullmatch(r"\d", part) else -1
        one = chosen(part, options)
        if 0 <= number < len(options):
            found.add(number)
        elif one:
            found |= one[0]
        else:
            return frozenset()
    return frozenset(found)


def from_zero(answers: Sequence[str]) -> bool:
    """Whether answers that are numbers count from 0."""
    return "0" in (answer.strip() for answer in answers)


def choice_reading(
    rows: Sequence[Record], name: str, rich: Callable[[str, int], RichText]
) -> Reading | None:
    """The rows of a text table as questions; None if its first row does not name such columns.

    `rich` reads a cell that begins on a line. A question of which no right option is named needs
    somebody.
    """
    layout = choice_layout(rows[0].cells) if rows else None
    if layout is None:
        return None
    zero = from_zero([r.cells[layout.answer] for r in rows[1:] if layout.answer < len(r.cells)])
    blocks = [_dropped(rows[0], "column names")]
    findings: list[Finding] = []
    for row in rows[1:]:
        cells = [rich(c, n) for c, n in zip(row.cells, row.starts, strict=False)]
        block = choice_block(layout, cells, (row.line, row.end_line), zero)
        blocks.append(block or _dropped(row, "a question without its answer"))
        if not block:
            message = (
                "nothing says which of these options is right; fill in the column of the answer"
            )
            findings.append(Finding(Origin(name, row.line), "no-answer", message, True))
    return Reading(tuple(blocks), tuple(findings))


def _dropped(row: Record, why: str) -> Block:
    text = RichText.of(" | ".join(cell for cell in row.cells if cell.strip()), row.line)
    return Block(Kind.DROPPED, text, row.line, row.end_line, value=why)


def with_choices(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with each table of questions as a PAIR a row; a row that names no right option
    stays out of it.
    """
    found: list[Block] = []
    for block in blocks:
        first = block.rows[0] if block.kind is Kind.TABLE and block.rows else ()
        layout = choice_layout([cell.text for cell in first]) if len(first) > 3 else None
        made = _rows(block, layout) if layout else []
        found += made or [block]
    return tuple(found)


def _rows(table: Block, layout: ChoiceLayout) -> list[Block]:
    rows = table.rows[1:]
    zero = from_zero([row[layout.answer].text for row in rows if layout.answer < len(row)])
    made = [
        choice_block(layout, row, (line := row[layout.question].line or table.line, line), zero)
        for row in rows
    ]
    if not made or not all(made):
        return []
    blocks = [block for block in made if block]
    # the rows carry the lines of the whole table: its head and rule too
    blocks[0] = replace(blocks[0], line=min(table.line, blocks[0].line), gap=table.gap)
    return blocks
