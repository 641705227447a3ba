"""The HTML that the library makes of notes → blocks: the HTML reader, and what the signs in its
text stand for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bs4.element import Tag

from ankigen.model import OBJECT, TASK, Block, Kind, Mark, RichText, Style
from ankigen.readers.flow import Flow
from ankigen.readers.html.split import last_line
from ankigen.readers.html.walker import Walker
from ankigen.readers.markdown.postprocess import Found
from ankigen.readers.markdown.stash import SIGN, Sign, Stash
from ankigen.readers.styles import SOUND_SUFFIXES

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Elements in which the library puts a text of its own.
_HOLDERS = frozenset(
    (
        *_HEADINGS,
        "p",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "th",
        "td",
        "blockquote",
        "details",
        "summary",
    )
)
#: What has its level from itself, not from where it stands.
_FREE = (Kind.HEADING, Kind.DROPPED)
_SOFT = (Kind.PARAGRAPH, Kind.ITEM, Kind.DEFINITION)
#: A table has so many rows, the first one with it, if what folds is a list of pairs.
_ROWS = 4


class _MarkedFlow(Flow):
    """Text whose marks are as the notes have them: two bold terms side by side are two."""

    def rich(self) -> RichText:
        marks = tuple(sorted({m for m in self.marks if m.start < m.end}))
        return RichText("".join(self.pieces), marks, tuple(self.lines)).strip()


class MarkdownWalker(Walker):
    """The walk over the library's HTML. What it finds is in `found`."""

    narrowest_table = 1
    flow = _MarkedFlow

    def __init__(self, stash: Stash) -> None:
        super().__init__({})
        self.stash = stash
        self.found: list[Found] = []
        self.refers: list[str] = []
        self.soft = False
        self.note = ""

    def at(self, tag: Tag) -> int:
        """The raw line on which the text of an element begins."""
        for text in tag.strings if tag.name in _HOLDERS else ():
            for sign in SIGN.finditer(text):
                if sign[1] == Sign.LINE:
                    return int(sign[2])
                if sign[1] == Sign.BLOCKS:
                    return self.stash.blocks[int(sign[2])][0].line
        return self.line

    def string(self, text: str) -> None:
        """Running text: spaces stay as they are, but for those at a line's end."""
        at = 0
        for sign in SIGN.finditer(text):
            self.lines(text[at : sign.start()])
            self.sign(Sign(sign[1]), sign[2])
            at = sign.end()
        self.lines(text[at:])

    def lines(self, text: str) -> None:
        for n, row in enumerate(text.split("\n")):
            words = row.strip(" ")
            if n or row[:1] == " ":
                self.text.space = True
            if words:
                self.put(words)
                self.text.space = row[-1] == " "

    def sign(self, sign: Sign, value: str) -> None:
        if sign is Sign.LINE:
            self.line = int(value)
        elif sign in (Sign.HARD, Sign.SOFT):
            self.text.break_line()
            self.soft = self.soft or sign is Sign.SOFT
        elif sign is Sign.JOIN:
            self.text.space = False
        elif sign is Sign.ITEM and value and self.pending:
            self.pending = replace(self.pending, ordered=True, number=int(value))
        elif sign is Sign.TASK and self.pending:
            self.pending = replace(self.pending, value=TASK)
        elif sign is Sign.LITERAL:
            self.literal(self.stash.literals[int(value)].shown)
        elif sign is Sign.BLOCKS:
            self.flush()
            self.leave_pending()
            for block in self.stash.blocks[int(value)]:
                level = block.level + (0 if block.kind in _FREE else self.level)
                self.emit(replace(block, level=level, quote=block.quote + self.quote))
        elif sign is Sign.NOTE:
            self.flush()
            self.note = self.stash.notes[int(value)]

    def leave_pending(self) -> None:
        """An item without a text of its own is an item all the same."""
        if self.pending and self.pending.kind is Kind.ITEM:
            line = self.pending.line
            self.emit(replace(self.pending, end_line=line, quote=self.quote))
        self.pending = None

    end_item = leave_pending

    def literal(self, shown: RichText) -> None:
        self.text.settle()
        start = self.text.length
        ends = [offset for offset, _ in shown.lines[1:]] + [len(shown)]
        for (offset, line), end in zip(shown.lines, ends, strict=True):
            self.line = line or self.line
            self.text.word(shown.text[offset:end], self.line)
        self.breaks = 0
        self.text.marks += [Mark(start, self.text.length, m.style, m.value) for m in shown.marks]

    def finish(self, rich: RichText) -> RichText:
        return rich  # code and formulas are found already

    def places(self, rows: Iterable[Iterable[Tag]]) -> bool:
        return False

    def paragraphs(self, rich: RichText) -> Iterator[Block]:
        value = "footnote" if self.note else ""
        yield Block(Kind.PARAGRAPH, rich, rich.line, last_line(rich), level=self.level, value=value)

    def emit(self, block: Block) -> None:
        """Keep a block, with the raw lines that it covers and the footnotes that it refers to."""
        extent = self.stash.extents.get(block.line)
        first, last = extent or (block.line, block.end_line)
        soft = self.soft and block.kind in _SOFT and block.value != TASK
        value = "soft" if soft else block.value
        if (first, last, value) != (block.line, block.end_line, block.value):
            block = replace(block, line=first, end_line=max(last, block.end_line), value=value)
        super().emit(block)
        self.found.append(Found(self.blocks[-1], tuple(self.refers), self.note))
        self.soft, self.note = False, ""
        self.refers.clear()

    def on_details(self, tag: Tag) -> None:
        """A fold over a whole section, or over nothing, is headed by its summary."""
        summary = tag.find("summary", recursive=False)
        if not isinstance(summary, Tag):
            self.block(tag)
            return
        _unfold_only_child(tag, summary)
        heads = [int(h.name[1]) for h in tag.find_all(_HEADINGS)]
        empty = summary.get_text() == tag.get_text().rstrip()
        if heads or empty or tag.find(["details", "dt"]) or _is_glossary(summary, tag):
            self.flush()
            self.line = self.at(summary)
            self.heading(summary, max(1, min(heads, default=6) - 1))
            summary.extract()
            self.block(tag)
        elif _goes_on_with_item(tag, summary):
            self.flush()
            self.line = self.at(summary)
            self.pending = Block(Kind.ITEM, RichText(), self.line, level=self.level)
            self.level += 1
            self.walk(summary)
            self.flush()
            self.pending = None
            summary.extract()
            self.walk(tag)
            self.flush()
            self.level -= 1
        else:
            super().on_details(tag)

    def on_footnote(self, tag: Tag) -> None:
        self.refers.append(str(tag["name"]))

    def address(self, href: str) -> str:
        return self.stash.plain(href)

    def on_img(self, tag: Tag) -> None:
        self.object(tag, Style.IMAGE)

    def on_audio(self, tag: Tag) -> None:
        self.object(tag, Style.SOUND)

    on_source = on_audio

    def object(self, tag: Tag, style: Style) -> None:
        """A picture or sound, with the address that the notes give it."""
        source = self.stash.plain(str(tag.get("src") or ""))
        words = self.stash.plain(str(tag.get("alt") or "")).strip()
        if source.lower().endswith(SOUND_SUFFIXES):
            style = Style.SOUND
        if source:
            self.styled(words or OBJECT, style, source)
        self.walk(tag)


def _is_glossary(summary: Tag, tag: Tag) -> bool:
    """Whether a fold that asks nothing holds one table of two columns and nothing else: its
    summary is the title over that.
    """
    tables = tag.find_all("table")
    if len(tables) != 1 or _asks(summary):
        return False
    rows = [row.find_all(["td", "th"]) for row in tables[0].find_all("tr")]
    words = len(tag.get_text().split())
    only = words == len(summary.get_text().split()) + len(tables[0].get_text().split())
    return only and len(rows) >= _ROWS and all(len(row) == 2 for row in rows)


def _goes_on_with_item(tag: Tag, summary: Tag) -> bool:
    """Whether a fold that asks nothing stands behind the text of an item: a list of that."""
    text = tag.find_previous_sibling("p")
    in_item = tag.parent is not None and tag.parent.name == "li"
    return in_item and text is not None and not _asks(summary)


def _asks(summary: Tag) -> bool:
    return summary.get_text().rstrip().endswith(("?", "？"))


def _unfold_only_child(tag: Tag, summary: Tag) -> None:
    """A fold whose body is nothing but another one holds that one's summary and body."""
    inner = tag.find("details", recursive=False)
    if not isinstance(inner, Tag) or inner.find("details"):
        return
    others = [c for c in tag.children if c is not summary and c is not inner]
    hint = inner.find("summary", recursive=False)
    if isinstance(hint, Tag) and not any(SIGN.sub("", c.get_text()).strip() for c in others):
        hint.name = "p"
        text = hint.find_next_sibling()
        if isinstance(text, Tag) and text.name == "p":  # "CroTop – crossjack, topsail"
            hint.append(" – ")
            hint.extend(list(text.children))
            text.decompose()
        inner.unwrap()
        for markup in others:
            tag.append(markup.extract())  # a definition begins with its text
