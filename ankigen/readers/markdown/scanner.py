"""The scan of a Markdown file: a line is offered to each kind of block in turn, and is a paragraph if none takes it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ankigen.model import Block, Kind, RichText
from ankigen.readers.inline_markdown import inline
from ankigen.readers.markdown.definitions import Definitions
from ankigen.readers.markdown.embedded import Embedded
from ankigen.readers.markdown.fenced import Fenced
from ankigen.readers.markdown.lists import Lists, Marker
from ankigen.readers.markdown.patterns import (
    DEFINITION,
    FENCE,
    HTML_BLOCK,
    LINK_DEFINITION,
    ONLY_TAGS,
    PICTURE_TAG,
    RULE,
    heading_of,
)
from ankigen.readers.markdown.quotations import Quotations
from ankigen.readers.markdown.rows import Tables
from ankigen.readers.markdown.values import Found, Line
from ankigen.readers.text import indent_of

_HEADING_END = re.compile(r"(?:^|[ \t])#+\s*$")
_IDENTIFIER = re.compile(r"\s*\{:?\s*[#.][^{}]*\}\s*$")
_SETEXT = re.compile(r"(=+|-{2,})\s*$")
_ABBREVIATION = re.compile(r"\*\[([^\]]+)\]:\s*(.*)$")
_NOTE_DEFINITION = re.compile(r"\[\^([^\s\]]+)\]:[ \t]*(.*)$")
_CONTENTS = re.compile(
    r"\[\[?_?toc_?\]?\]|\{:?\s*toc\s*\}|\\tableofcontents|@\[toc\]|\$\{toc\}", re.I
)
_LIQUID = re.compile(
    r"(?:\{%.*%\}|\{\{<.*>\}\}|\{:[^{}]*\}|%%.*%%|import .* from ['\"].*['\"];?)\s*$"
)
_TAGS_LINE = re.compile(r"#[^\s#]\S*(?:\s+#[^\s#]\S*)*$")


class Scanner(Fenced, Embedded, Quotations, Tables, Lists, Definitions):
    def scan(self) -> list[Found]:
        handlers: tuple[Callable[[Line, str], bool], ...] = (
            self.prompt, self.fence, self.colons, self.formula, self.html, self.quotation, self.heading, self.grid,
            self.table, self.rule, self.item, self.admonition, self.definition, self.reference, self.furniture,
            self.indented_code,
        )  # fmt: skip
        while self.at < len(self.lines):
            line = self.lines[self.at]
            body = line.text.strip()
            if not body:
                self.gap += 1
                self.at += 1
                continue
            if not any(handler(line, body) for handler in handlers):
                self.paragraph(line)
        return self.found

    def heading(self, line: Line, body: str) -> bool:
        found = heading_of(body)
        if not found:
            return False
        text = _HEADING_END.sub("", found.group(2))
        self.head(len(found.group(1)), text, self.at, self.at)
        return True

    def head(self, level: int, text: str, first: int, last: int) -> None:
        text = _IDENTIFIER.sub("", text)
        rich, refers = inline(text.strip(), [self.lines[first].number], self.links)
        self.holders.clear()
        self.after_item = False
        if rich:
            self.emit(
                Block(
                    Kind.HEADING,
                    rich,
                    self.lines[first].number,
                    self.lines[last].number,
                    level=level,
                ),
                refers,
            )
            self.at = last + 1
        else:
            self.drop(first, last, "markup")

    def rule(self, line: Line, body: str) -> bool:
        if not RULE.match(body):
            return False
        self.holders.clear()
        self.after_item = False
        self.emit(Block(Kind.RULE, RichText.of(body, line.number), line.number, line.number))
        self.at += 1
        return True

    def reference(self, line: Line, body: str) -> bool:
        if note := _NOTE_DEFINITION.match(body):
            end = self.at + 1
            while (
                end < len(self.lines)
                and (text := self.lines[end].text).strip()
                and not _NOTE_DEFINITION.match(text.strip())
                and not self.starts_block(end)
            ):
                end += 1
            lines = [Line(line.number, note.group(2)), *self.lines[self.at + 1 : end]]
            text_, refers = self.rich(lines, False)
            block = Block(
                Kind.PARAGRAPH,
                text_,
                line.number,
                self.lines[end - 1].number,
                level=self.level,
                value="footnote",
            )
            self.emit(block, refers, note.group(1))
            self.at = end
            return True
        if LINK_DEFINITION.match(body):
            self.drop(self.at, self.at, "link definition")
            return True
        if _ABBREVIATION.match(body):
            self.drop(self.at, self.at, "abbreviation")
            return True
        return False

    def furniture(self, line: Line, body: str) -> bool:
        if _CONTENTS.fullmatch(body):
            self.drop(self.at, self.at, "table of contents")
        elif _LIQUID.match(body):
            self.drop(self.at, self.at, "markup")
        elif _TAGS_LINE.match(body):
            self.drop(self.at, self.at, "tags")
        else:
            return False
        return True

    def starts_block(self, at: int) -> bool:
        """Whether lines[at] ends the paragraph above it."""
        text = self.lines[at].text
        body = text.strip()
        if body[0] == "#" and heading_of(body):
            return True
        if body[0] in "`~" and FENCE.match(body):
            return True
        if body.startswith((">", "$$", ":::", "<!--", "![", "|")) and (
            body[0] != "|" or self.table_end(at) > 0
        ):
            return True
        if body.startswith((r"\[", r"\begin{")) and self.formula_end(at) >= 0:
            return True
        if RULE.match(body) or _CONTENTS.fullmatch(body) or _NOTE_DEFINITION.match(body):
            return True
        if "|" in body and body[0] != "|" and at + 1 < len(self.lines) and self.table_end(at) > 0:
            return True
        if body[0] == ":" and DEFINITION.match(body):
            return True
        if body[0] == "<" and (
            HTML_BLOCK.match(body) or (ONLY_TAGS.match(body) and not PICTURE_TAG.search(body))
        ):
            return True
        found = self.marker(at)
        if not found:
            return False
        return (
            not found.ordered
            or found.number == 1
            or bool(self.holders)
            or self.numbers_follow(at, found)
        )

    def numbers_follow(self, at: int, found: Marker) -> bool:
        following = (
            self.marker(at + 1)
            if at + 1 < len(self.lines) and self.lines[at + 1].text.strip()
            else None
        )
        return bool(following and following.ordered and following.number == found.number + 1)

    def paragraph(self, line: Line) -> None:
        level = self.settle(indent_of(line.text))
        end = self.at + 1
        while end < len(self.lines) and self.lines[end].text.strip():
            body = self.lines[end].text.strip()
            setext = _SETEXT.match(body)
            if setext and not self.holders and end == self.at + 1 and len(line.text.strip()) <= 100:
                self.head(1 if body[0] == "=" else 2, line.text.strip(), self.at, end)
                return
            if setext and body[0] == "=" and not self.holders:
                kept = self.lines[self.at : end - 1]
                self.text_block(Kind.PARAGRAPH, kept, level)
                self.head(1, self.lines[end - 1].text.strip(), end - 1, end)
                return
            if self.starts_block(end):
                break
            end += 1
        self.after_item = False
        self.text_block(Kind.PARAGRAPH, self.lines[self.at : end], level)
        self.at = end
