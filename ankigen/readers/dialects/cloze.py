"""Cloze marks in the text → `Style.CLOZE` over the text that they hide.

The marks are taken out before the Markdown is read, and what they hide is fenced in by characters
that no notes hold (Unicode's private use), so that bold text, formulas, lists and code inside them
are read as anywhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from ankigen.model import (
    Edit,
    Formula,
    ListNode,
    Mark,
    Node,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
    texts,
)
from ankigen.model.rich_text import COUNTED, cloze_number
from ankigen.text.patterns import when_asked

_OPEN, _CLOSE = "\ue010", "\ue011"
#: The first of the characters that stand behind an opening one and number the clozes of a text.
_FIRST, _MOST = 0xE100, 0x700

#: In the text of an edit it begins a number that the reader counted: `{{c01::…}}`.
COUNTED_SIGN = "0"

#: Anki's own mark, and the nesting of braces inside it (formulas have many).
_ANKI = when_asked(r"\{\{c(\d{1,3})::")
_TOKEN = when_asked(r"\{\{c\d{1,3}::|::|[{}]")

#: How other tools write a cloze: the groups are its text and (named) its number and its hint.
Pattern = re.Pattern[str]
LOGSEQ: Pattern = when_asked(
    r"\{\{cloze (?P<text>(?:[^{}]|\{[^{}]*\})+?)(?:\\\\ (?P<hint>[^{}]+))?\}\}"
)
CURLY: Pattern = when_asked(
    r"(?<![\\{$])\{(?:c?(?P<number>\d{1,3})(?:::|[:|]))?(?P<text>[^{}\n]+)\}(?!\})"
)
NUMBERED: Pattern = when_asked(
    r"(?<![\\{$\w])\{c?(?P<number>\d{1,2})(?:::|[:|])(?P<text>[^{}\n]+)\}(?!\})"
)
DOUBLE: Pattern = when_asked(r"\{\{(?:(?P<number>\d{1,3})::)?(?P<text>(?:[^{}]|\{[^{}]*\})+)\}\}")
HIGHLIGHT: Pattern = when_asked(
    r"(?<![=\\])==(?P<text>[^=\s](?:[^=\n]*[^=\s])?)==(?!=)(?:\^\[(?P<hint>[^\]\n]+)\]|\[\^(?P<number>\d{1,2})\])?"
)
BRACKETS: Pattern = when_asked(r"(?<![\\!\[\]\w])\[(?P<text>[^\[\]\n]+)\](?![(\[:])")
ORG: Pattern = when_asked(
    r"(?<![\\\[])\[(?P<text>[^\[\]|\n]+?)(?:\|\|(?P<hint>[^\[\]\n]+))?\](?![\[(])"
)


@dataclass
class Clozes:
    """The clozes of one card: `hide` fences them in, `reveal` makes marks of the fences."""

    values: list[str] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    with_counted: bool = False  # whether `COUNTED_SIGN` has a meaning in the text

    def hide(self, text: str, patterns: Sequence[Pattern] = ()) -> str:
        """The text with a fence around what each cloze hides, its marks and hint gone.

        A cloze without a number of its own gets the next one.
        """
        text = self._anki(text)
        for pattern in patterns:
            text = pattern.sub(self._fenced, text)
        return text

    def _anki(self, text: str) -> str:
        if not _ANKI.search(text):
            return text
        #: what is open: the fence, the place of the last "::" in it; a fence of -1 is a plain brace
        stack: list[list[int]] = []
        edits: list[tuple[int, int, str]] = []
        skip = -1
        for token in _TOKEN.finditer(text):
            if token.start() < skip:
                continue
            if opening := _ANKI.match(token.group()):
                stack.append([len(edits), -1])
                edits.append((token.start(), token.end(), self._number(opening.group(1))))
            elif token.group() == "::":
                if stack and stack[-1][0] >= 0:
                    stack[-1][1] = token.start()
            elif token.group() == "{":
                stack.append([-1, -1])
            elif stack and stack[-1][0] < 0:
                stack.pop()
            elif stack and text.startswith("}}", token.start()):
                number, hint = stack.pop()
                first = hint if hint >= 0 else token.start()
                said = text[hint + 2 : token.start()].strip() if hint >= 0 else ""
                start, end, cloze = edits[number]
                edits[number] = (start, end, self._fence(f"{cloze}::{said}" if said else cloze))
                edits.append((first, token.start() + 2, _CLOSE))
                skip = token.start() + 2
        left = {number for number, _ in stack if number >= 0}
        closed = sorted(e for n, e in enumerate(edits) if n not in left)
        for start, end, after in reversed(closed):
            text = text[:start] + after + text[end:]
        return text

    def _number(self, digits: str) -> str:
        counted = self.with_counted and digits.startswith(COUNTED_SIGN)
        return f"{COUNTED}{digits.removeprefix(COUNTED_SIGN)}" if counted else digits

    def _fenced(self, found: re.Match[str]) -> str:
        groups = found.groupdict()
        zero = groups.get("zero")  # counted from 0
        counted = f"{COUNTED}{self._next()}"
        number = groups.get("number") or (str(int(zero) + 1) if zero else counted)
        hint = (groups.get("hint") or "").strip()
        return self._fence(f"{number}::{hint}" if hint else number) + found["text"] + _CLOSE

    def _next(self) -> int:
        return 1 + max((cloze_number(value)[0] for value in self.values), default=0)

    def _fence(self, value: str) -> str:
        if value not in self.values and len(self.values) < _MOST:
            self.values.append(value)
        number = self.values.index(value) if value in self.values else len(self.values) - 1
        return _OPEN + chr(_FIRST + number)

    def __bool__(self) -> bool:
        return bool(self.values)

    # ------------------------------------------------------------------ fences → marks

    def reveal(self, text: RichText) -> RichText:
        """The text with marks for fences. One that is not closed here goes on in the text that
        comes next.
        """
        marks: list[Mark] = []
        edits: list[Edit] = []
        begun = [(0, number) for number in self.open]
        self.open = []
        at = 0
        while at < len(text.text):
            character = text.text[at]
            if character == _OPEN:
                begun.append((at, ord(text.text[at + 1 : at + 2] or chr(_FIRST)) - _FIRST))
                edits.append(Edit(at, min(at + 2, len(text.text)), ""))
                at += 1
            elif character == _CLOSE:
                edits.append(Edit(at, at + 1, ""))
                if begun:
                    start, number = begun.pop()
                    marks.append(Mark(start, at, Style.CLOZE, self._value(number)))
            at += 1
        marks += (Mark(start, len(text.text), Style.CLOZE, self._value(n)) for start, n in begun)
        self.open = [number for _, number in begun]
        bare = tuple(replace(m, value=_bare(m.value)) for m in text.marks)
        shown = replace(text, marks=(*bare, *marks)).edited(edits)
        formulas = _formulas(shown)
        marks = sorted(_trimmed(shown.text, formulas, m) for m in shown.marks)
        return replace(shown, marks=tuple(marks))

    def _value(self, number: int) -> str:
        return self.values[number] if 0 <= number < len(self.values) else "1"

    def reveal_nodes(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """The nodes with marks for fences; what is left empty by them is left out."""
        return tuple(n for node in nodes if (n := self._node(node)) is not None)

    def _node(self, node: Node) -> Node | None:
        match node:
            case Paragraph(text):
                shown = self.reveal(text).strip()
                return Paragraph(shown) if shown else None
            case ListNode(items):
                kept = []
                for item in items:
                    text = self.reveal(item.text).strip()
                    children = self.reveal_nodes(item.children)
                    if text or children:
                        kept.append(replace(item, text=text, children=children))
                return replace(node, items=tuple(kept)) if kept else None
            case Table(rows):
                return replace(node, rows=tuple(tuple(map(self.reveal, row)) for row in rows))
            case Quote(body):
                return Quote(self.reveal_nodes(body))
            case Formula(source, latex, line) if self.open or _OPEN in source:
                marks = [Mark(0, len(source), Style.DISPLAY, latex)]
                return Paragraph(self.reveal(RichText.of(source, line, marks)))
            case _:
                return node


def _bare(value: str) -> str:
    """A formula or an address without fences."""
    return re.sub(f"{_OPEN}.|{_CLOSE}", "", value) if _OPEN in value or _CLOSE in value else value


def _formulas(text: RichText) -> list[tuple[int, int]]:
    """Where the formulas stand, those that overlap in one piece."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(
        (m.start, m.end) for m in text.marks if m.style in (Style.MATH, Style.DISPLAY)
    ):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _trimmed(text: str, formulas: Sequence[tuple[int, int]], mark: Mark) -> Mark:
    """A cloze without the spaces at its ends, and with the whole of a formula that it hides a
    part of.
    """
    if mark.style is not Style.CLOZE:
        return mark
    first = bisect_right(formulas, mark.start, key=itemgetter(1))
    behind = bisect_left(formulas, mark.end, key=itemgetter(0))
    start, end = mark.start, mark.end
    if first < behind:
        start, end = min(start, formulas[first][0]), max(end, formulas[behind - 1][1])
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    end -= len(inside) - len(inside.rstrip())
    return Mark(start, max(start, end), mark.style, mark.value)


def split_label(nodes: Sequence[Node]) -> tuple[RichText | None, tuple[Node, ...]]:
    """The label of a cloze text, where all that stands behind it is hidden ("Osmosis: {{c1::…}}"),
    and that text.

    None and the nodes as they are where there is no such label.
    """
    first = nodes[0] if nodes else None
    if not isinstance(first, Paragraph) or not any(
        m.style is Style.CLOZE for m in first.text.marks
    ):
        return None, tuple(nodes)
    clozes = sorted(m for m in first.text.marks if m.style is Style.CLOZE)
    label, rest = first.text[: clozes[0].start].strip(), first.text[clozes[0].start :]
    shown = _outside(rest)
    bold = [m for m in label.marks if m.style is Style.STRONG]
    whole = sum(m.end - m.start for m in bold) >= len(label.text.rstrip(" :=—–-").replace(" ", ""))
    named = label.text.endswith((":", "：", "=")) or (bool(label) and whole)
    words = len(label.text.split())
    if not named or not 1 <= words <= _LONGEST_LABEL or shown:
        return None, tuple(nodes)
    return label.strip(" :：=—–-"), (Paragraph(rest), *nodes[1:])


#: Words of a label: more are a clause.
_LONGEST_LABEL = 8


def _outside(text: RichText) -> str:
    """The words that no cloze hides."""
    kept = list(text.text)
    for mark in text.marks:
        if mark.style is Style.CLOZE:
            kept[mark.start : mark.end] = " " * (mark.end - mark.start)
    return re.sub(r"[\s\W]+", "", "".join(kept))


def has_cloze(nodes: Sequence[Node]) -> bool:
    """Whether anything in the nodes is hidden."""
    return any(m.style is Style.CLOZE for text in texts(nodes) for m in text.marks)
