"""The lines of a file while dialects are read: what they make cards of is taken, what they
rewrite is set in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ankigen.model import (
    Block,
    Code,
    EntryKind,
    Finding,
    Formula,
    Kind,
    ListNode,
    Mark,
    Node,
    Origin,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from ankigen.readers.dialects.cloze import Clozes, Pattern, has_cloze, split_label
from ankigen.readers.front_matter import end_of_front_matter
from ankigen.readers.nodes import to_nodes
from ankigen.readers.numbered import Lines, Numbered
from ankigen.readers.text import indent_of
from ankigen.text.patterns import when_asked

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
#: Words behind a question, on its line.
_ANSWERED = when_asked(r"[?？؟]\s+[^\W\d_]{2}")
_FOOTNOTE = re.compile(r"\[\^([^\s\]]+)\](:?)")


#: A line that is a heading in Markdown.
HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_RULE = re.compile(r"\s{0,3}(?:[-*_=]\s*){3,}$")


def is_break(text: str) -> bool:
    """Whether a line is a heading or a rule: no card goes on beyond it."""
    return bool(HEADING.match(text) or _RULE.match(text))


@dataclass
class Page:
    """The lines of one file by their order (line n stands at n - 1), and what was made of some
    of them.
    """

    name: str
    lines: list[str]
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    deck: str = ""
    cards: int = 0
    #: whether a line end is a line break, as in Obsidian and Logseq
    breaks: bool = False
    footnotes: dict[str, Numbered] = field(default_factory=dict)
    #: the lines of ids to which the notes refer
    ids: dict[str, int] = field(default_factory=dict)
    #: the number of the first line behind the front matter
    start: int = 1
    #: the numbers of lines inside fenced code: nothing there is a mark
    fenced: frozenset[int] = frozenset()
    #: the lines as they were when it was last asked which are open, and those
    _open: tuple[list[str], list[Numbered]] | None = field(default=None, repr=False, compare=False)

    def open_lines(self) -> list[Numbered]:
        """The lines in which a mark may stand: not blank, no code, no front matter, not taken
        yet.
        """
        if self._open is None or self._open[0] != self.lines:
            self._open = (
                list(self.lines),
                [
                    Numbered(n, line)
                    for n, line in enumerate(self.lines, 1)
                    if n >= self.start and line.strip() and n not in self.fenced
                ],
            )
        return list(self._open[1])

    def marked_lines(self) -> list[Numbered]:
        """The open lines without what stands in inline code: notes may speak of marks there."""
        lines = self.open_lines()
        if not any("`" in line.text for line in lines):
            return lines
        return [Numbered(n, _CODE.sub(_blank, text)) for n, text in lines]

    def text(self, number: int) -> str:
        """The line of this number, "" where it is taken or lies outside the file."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def take(self, first: int, last: int) -> list[Numbered]:
        """The lines of these numbers; they are blank from now on."""
        taken = [Numbered(n, self.lines[n - 1]) for n in range(first, last + 1)]
        for n in range(first, last + 1):
            self.lines[n - 1] = ""
        return taken

    def leave_out(self, first: int, last: int, why: str) -> None:
        """Take lines that are on no card; `check` says so, with the reason."""
        text = "\n".join(line.text.strip() for line in self.take(first, last)).strip()
        if text:
            self.blocks.append(
                Block(Kind.DROPPED, RichText.of(text, first), first, last, value=why)
            )

    def say(self, line: int, code: str, message: str, needs_person: bool = False) -> None:
        self.findings.append(Finding(Origin(self.name, line), code, message, needs_person))

    # ------------------------------------------------------------------ cards

    def card(
        self,
        front: Lines,
        back: Lines,
        span: tuple[int, int],
        *,
        tags: Iterable[str] = (),
        kind: EntryKind = EntryKind.OPEN,
    ) -> None:
        """A card of these two sides; `span` is its first and its last line, marks included.

        A side with Anki's cloze marks makes it a cloze card.
        """
        self.parts_card(front, [back], span, tags=tags, kind=kind)

    def parts_card(
        self,
        front: Lines,
        back: Sequence[Lines],
        span: tuple[int, int],
        *,
        tags: Iterable[str] = (),
        kind: EntryKind = EntryKind.OPEN,
    ) -> None:
        """A card whose back has several parts (fields, sides): none runs into the next."""
        if any("{{c" in line.text for part in (front, *back) for line in part):
            first, *more = back
            extra = [line for part in more for line in part]
            self.cloze_card([*front, *first], span, more=extra, tags=tags)
            return
        term = self.rich(front)
        notes = [note for part in (front, *back) for note in self._footnotes(part)]
        body = [node for part in (*back, notes) for node in self.nodes(part)]
        self.add(term, body, span, kind, tags)

    def cloze_card(
        self,
        text: Lines,
        span: tuple[int, int],
        *,
        more: Lines = (),
        tags: Iterable[str] = (),
        patterns: Sequence[Pattern] = (),
    ) -> bool:
        """A card that hides the marked parts of its text; `more` is what its back says besides.

        Its headword is the label of the text (a heading; what stands before a colon, if all behind
        it is hidden), else its first paragraph. Without a cloze it is a card of its first paragraph
        and the rest, and False comes back.
        """
        clozes = Clozes()
        joined = clozes.hide("\n".join(line.text for line in _filled(text)), patterns)
        first = text[0].number if text else span[0]
        shown = [Numbered(first + n, line) for n, line in enumerate(joined.split("\n"))]
        heading = _heading(shown)
        rest = shown[heading + 1 :] if heading >= 0 else shown
        nodes = clozes.reveal_nodes(self.nodes([*rest, *self._footnotes(rest)]))
        extra = self.nodes(more)
        if heading >= 0 and nodes:
            term = clozes.reveal(self.rich(shown[: heading + 1]))
        else:
            label, nodes = split_label(nodes)
            term = label if label is not None else _title(nodes)
            if not has_cloze(nodes):
                nodes = nodes[1:]
        hidden = has_cloze(nodes)
        kind = EntryKind.CLOZE if hidden else EntryKind.OPEN
        self.add(term, (*nodes, *extra), span, kind, tags)
        return hidden

    def add(
        self,
        term: RichText,
        body: Sequence[Node],
        span: tuple[int, int],
        kind: EntryKind = EntryKind.OPEN,
        tags: Iterable[str] = (),
    ) -> None:
        """A card of what is known already. One that lacks a side is named by a finding, and its
        lines are left out.
        """
        first, last = span
        if not term or not body:
            told = term.text.replace("\n", " ") if term else text_of(body).replace("\n", " ")
            lacking = "an answer" if term else "a question"
            shown = told if len(told) <= 60 else told[:57] + "…"
            write = "put the answer on a line of its own" if _ANSWERED.search(told) else "write it"
            message = f'this card lacks {lacking}: "{shown}"; {write}, or remove the card'
            self.say(first, "no-definition" if term else "no-headword", message, True)
            if told:
                text = RichText.of(told, first)
                self.blocks.append(
                    Block(Kind.DROPPED, text, first, last, value=f"a card without {lacking}")
                )
            return
        text = RichText.of(text_of(body), first)
        self.cards += 1
        self.blocks.append(
            Block(
                Kind.PAIR,
                text,
                first,
                last,
                term=term,
                body=tuple(body),
                tags=tuple(dict.fromkeys(tags)),
                entry_kind=kind,
            )
        )

    def add_context(self, context: str) -> None:
        """Say what tells the card that was made last from others of its name."""
        self.blocks[-1] = replace(self.blocks[-1], context=context)

    # ------------------------------------------------------------------ text

    def nodes(self, lines: Lines) -> tuple[Node, ...]:
        """What the lines say, read as Markdown. Their numbers ascend; lines that are missing
        between them are blank.
        """
        from ankigen.readers.markdown import blocks_of

        found: list[Node] = []
        for run in _runs(lines):
            filled = _filled(run)
            margin = min((indent_of(x.text) for x in filled if x.text.strip()), default=0)
            texts_ = [_dedented(x.text, margin) for x in filled]
            if self.breaks:
                texts_ = _broken(texts_)
            found += to_nodes(blocks_of("\n".join(texts_), run[0].number))
        return tuple(found)

    def rich(self, lines: Lines) -> RichText:
        """What the lines say, as one text."""
        return flat(self.nodes(lines)).strip()

    def _footnotes(self, lines: Lines) -> list[Numbered]:
        """The footnotes that the lines refer to: they are part of what is said there, and are
        taken.
        """
        found = []
        for line in lines:
            for label, colon in _FOOTNOTE.findall(line.text):
                note = self.footnotes.get(label)
                if note and not colon:
                    self.lines[note.number - 1] = ""
                    found.append(note)
        return found


_NOTE_DEFINITION = re.compile(r"\s{0,3}\[\^([^\s\]]+)\]:[ \t]*(.+)$")


def _blank(found: re.Match[str]) -> str:
    return "`" * len(found.group())


def page_of(text: str, name: str) -> Page:
    """The page of a text, its footnotes known (those of one line)."""
    lines = text.split("\n")
    notes = {
        m.group(1): Numbered(n, m.group(2))
        for n, line in enumerate(lines, 1)
        if (m := _NOTE_DEFINITION.match(line))
    }
    return Page(
        name, lines, footnotes=notes, start=_behind_front_matter(lines), fenced=_fenced(lines)
    )


def _behind_front_matter(lines: Sequence[str]) -> int:
    end = end_of_front_matter(lines, 0)
    return end + 2 if end else 1


def _fenced(lines: Sequence[str]) -> frozenset[int]:
    numbers: list[int] = []
    fence = ""
    for n, line in enumerate(lines, 1):
        found = _FENCE.match(line)
        if fence:
            numbers.append(n)
            fence = "" if found and line.strip().startswith(fence) else fence
        elif found:
            numbers.append(n)
            fence = line.strip()[:3]
    return frozenset(numbers) if not fence else frozenset()


def _runs(lines: Lines) -> list[list[Numbered]]:
    """The lines in runs of ascending numbers: a footnote stands elsewhere."""
    runs: list[list[Numbered]] = []
    for line in lines:
        if runs and 0 < line.number - runs[-1][-1].number <= _WIDEST_RUN:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


#: Lines of one side are not further apart than what is left out between them (an id, a property, a
#: schedule).
_WIDEST_RUN = 12


def _filled(lines: Lines) -> list[Numbered]:
    """The lines with blank ones for the numbers between them."""
    filled: list[Numbered] = []
    for line in lines:
        while filled and 0 < line.number - filled[-1].number - 1 < _WIDEST_RUN:
            filled.append(Numbered(filled[-1].number + 1, ""))
        filled.append(line)
    return filled


def _dedented(text: str, margin: int) -> str:
    """The line without `margin` columns of its indent."""
    expanded = text.expandtabs(4)
    return expanded[margin:] if not expanded[:margin].strip() else expanded


_FENCE = re.compile(r"\s*(?:```|~~~)")
_NO_BREAK = when_asked(r"\s*(?:$|#{1,6} |\||>|[-*+] |\d+[.)] |\$\$|```|~~~|<)")


def _broken(lines: Sequence[str]) -> list[str]:
    """The lines, each that runs into the next with the two spaces that force its end."""
    out = list(lines)
    fenced = False
    for n, line in enumerate(lines[:-1]):
        fenced ^= bool(_FENCE.match(line))
        plain = line.strip() and not _NO_BREAK.match(lines[n + 1]) and not line.startswith("#")
        if plain and not fenced and not line.lstrip().startswith(("|", "$$", "<")):
            out[n] = line.rstrip() + "  "
    return out


def _heading(lines: Lines) -> int:
    """Where the heading that opens a text stands, -1 if it opens with anything else."""
    first = next((n for n, line in enumerate(lines) if line.text.strip()), -1)
    return first if first >= 0 and re.match(r"\s*#{1,6} ", lines[first].text) else -1


def _title(nodes: Sequence[Node]) -> RichText:
    """The first words of a text: what its card is called."""
    first = nodes[0] if nodes else None
    match first:
        case Paragraph(text):
            return text
        case ListNode(items) if items:
            return items[0].text
        case None:
            return RichText()
        case _:
            return flat([first])


def flat(nodes: Iterable[Node]) -> RichText:
    """The nodes as one text, for a side of a card that is a headword: code and formulas keep
    their style.
    """
    return RichText.join([p for p in _pieces(nodes) if p], " ")


def _pieces(nodes: Iterable[Node]) -> Iterable[RichText]:
    for node in nodes:
        match node:
            case Paragraph(text):
                yield text
            case ListNode(items):
                for item in items:
                    yield item.text
                    yield from _pieces(item.children)
            case Table(rows):
                for row in rows:
                    yield RichText.join([c for c in row if c], " | ")
            case Quote(body):
                yield from _pieces(body)
            case Code(code, _, line):
                yield RichText.of(code, line, [Mark(0, len(code), Style.CODE)])
            case Formula(source, latex, line):
                yield RichText.of(source, line, [Mark(0, len(source), Style.DISPLAY, latex)])


def text_of(nodes: Iterable[Node]) -> str:
    """The words of the nodes, a line for each piece."""
    return "\n".join(p.text for p in _pieces(nodes) if p)


def groups(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of consecutive numbers, as their first and last.

    >>> groups([1, 2, 3, 7, 9, 10])
    [(1, 3), (7, 7), (9, 10)]
    """
    runs = groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    found = [[number for _, number in run] for _, run in runs]
    return [(run[0], run[-1]) for run in found]
