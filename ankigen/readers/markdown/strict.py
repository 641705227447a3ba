"""Notes → the Markdown that the library takes: each block apart from the others, lists four columns
deep, marks as they should be.

A line is offered to each kind of block in turn, and is a paragraph if none takes it. What students
write is looser than the standard: lists without a blank line before them, nested by two columns or
three; bullets of all kinds; tables without the line below their header; `##Heading`; lines that
stand for themselves. The library reads the first as part of a paragraph and joins the last, so that
has to be told it before. A raw line is behind its sign, and nothing in it begins a block any more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from ankigen.model import Block, Kind, RichText
from ankigen.readers.markdown.containers import Containers
from ankigen.readers.markdown.definitions import Definitions
from ankigen.readers.markdown.embedded import Embedded
from ankigen.readers.markdown.lists import Lists, Marker
from ankigen.readers.markdown.patterns import (
    DEFINITION,
    FENCE,
    FOLD,
    HTML_BLOCK,
    LINK_DEFINITION,
    ONLY_TAGS,
    PICTURE_TAG,
    RULE,
    heading_of,
    writes_tight,
)
from ankigen.readers.markdown.rows import Tables
from ankigen.readers.markdown.stash import Sign
from ankigen.readers.markdown.state import Line
from ankigen.readers.text import indent_of

_HEADING_END = re.compile(r"(?:^|[ \t])#+\s*$")
_IDENTIFIER = re.compile(r"\s*\{:?\s*[#.][^{}]*\}\s*$")
_SETEXT = re.compile(r"(=+|-{2,})\s*$")
_LONGEST_SETEXT = 100
_ABBREVIATION = re.compile(r"\*\[([^\]]+)\]:\s*(.*)$")
_NOTE_DEFINITION = re.compile(r"\[\^([^\s\]]+)\]:[ \t]*(.*)$")
_CONTENTS = re.compile(
    r"\[\[?_?toc_?\]?\]|\{:?\s*toc\s*\}|\\tableofcontents|@\[toc\]|\$\{toc\}", re.I
)
_LIQUID = re.compile(
    r"(?:\{%.*%\}|\{\{<.*>\}\}|\{:[^{}]*\}|%%.*%%|import .* from ['\"].*['\"];?)\s*$"
)
_TAGS_LINE = re.compile(r"#[^\s#]\S*(?:\s+#[^\s#]\S*)*$")


class Strict(Containers, Embedded, Tables, Lists, Definitions):
    def scan(self) -> list[str]:
        handlers: tuple[Callable[[Line, str], bool], ...] = (
            self.prompt, self.fence, self.colons, self.formula, self.diagram, self.html,
            self.quotation, self.heading, self.grid,
            self.table, self.rule, self.item, self.admonition, self.definition, self.reference,
            self.furniture,
            self.indented_code,
        )  # fmt: skip
        while self.at < len(self.lines):
            line = self.lines[self.at]
            body = line.text.strip()
            if not body:
                self.gap += 1
                self.at += 1
            elif not any(handler(line, body) for handler in handlers):
                self.paragraph(line)
            elif not self.holders:
                self.defines = False
        return self.out

    @cached_property
    def tight(self) -> bool:
        """Whether headings are written without a space behind their signs."""
        return writes_tight(line.text for line in self.lines)

    def heading(self, line: Line, body: str) -> bool:
        found = heading_of(body, self.tight)
        if not found:
            return False
        text = _HEADING_END.sub("", found.group(2))
        self.head(len(found.group(1)), text, self.at, self.at)
        return True

    def head(self, level: int, text: str, first: int, last: int) -> None:
        text = _IDENTIFIER.sub("", text).strip()
        self.holders.clear()
        self.after_item = False
        if not text:
            self.drop(first, last, "markup")
            return
        line = self.lines[first]
        self.extent(line.number, self.lines[last].number)
        self.write([f"{'#' * level} {self.row(line, text)}{Sign.JOIN()}"], 0)
        self.at = last + 1

    def rule(self, line: Line, body: str) -> bool:
        if not RULE.match(body):
            return False
        self.holders.clear()
        self.after_item = False
        rule = Block(Kind.RULE, RichText.of(body, line.number), line.number, line.number)
        self.finished(rule, self.at, 0)
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
            self.extent(line.number, lines[-1].number)
            sign = self.stash.note(note.group(1))
            rows = self.rows(lines, False)
            self.write([sign + rows[0], *rows[1:]], 0)
            self.at = end
        elif LINK_DEFINITION.match(body):
            self.drop(self.at, self.at, "link definition")
        elif _ABBREVIATION.match(body):
            self.drop(self.at, self.at, "abbreviation")
        else:
            return False
        return True

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
        body = self.lines[at].text.strip()
        if (
            (body[0] == "#" and heading_of(body, self.tight))
            or (body[0] in "`~" and FENCE.match(body))
            or body.startswith((">", ":::", "<!--", "!["))
            or (body.startswith(("$$", r"\[", r"\begin{")) and self.formula_end(at) >= 0)
            or RULE.match(body)
            or _CONTENTS.fullmatch(body)
            or _NOTE_DEFINITION.match(body)
            or self.starts_table(at, body)
            or (body[0] == ":" and DEFINITION.match(body))
            or (body[0] == "<" and self.starts_html(body))
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

    def starts_table(self, at: int, body: str) -> bool:
        return (
            "|" in body and (body[0] == "|" or at + 1 < len(self.lines)) and self.table_end(at) > 0
        )

    def starts_html(self, body: str) -> bool:
        if HTML_BLOCK.match(body) or FOLD.match(body):
            return True
        return bool(ONLY_TAGS.match(body) and not PICTURE_TAG.search(body))

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
            first = end == self.at + 1 and len(line.text.strip()) <= _LONGEST_SETEXT
            if setext and not self.holders and (first or body[0] == "="):
                if end - 1 > self.at:
                    self.text(self.lines[self.at : end - 1], level)
                self.head(
                    1 if body[0] == "=" else 2, self.lines[end - 1].text.strip(), end - 1, end
                )
                return
            if self.starts_block(end):
                break
            end += 1
        self.after_item = False
        rows = self.lines[self.at : end]
        terms = self.terms(rows, end)
        if len(rows) > terms:
            self.text(rows[: len(rows) - terms], level)
        if terms:
            self.write([self.row(s, s.text) for s in rows[-terms:]], level)
        self.defines = bool(terms)
        self.at = end
