"""Definition lists: a term, and below it its definitions, each behind a colon."""

from __future__ import annotations

from ankigen.model import Block, Kind
from ankigen.readers.markdown.patterns import DEFINITION, SENTENCE_END
from ankigen.readers.markdown.state import State, line_index
from ankigen.readers.markdown.values import Holder, Line
from ankigen.readers.text import indent_of


class Definitions(State):
    def definition(self, line: Line, body: str) -> bool:
        """`: text` below a term (a definition list). The paragraph above it becomes its TERM."""
        colon = DEFINITION.match(body)
        if not colon or not self.found or self.gap > 1:
            return False
        above = self.found[-1].block
        follows = above.kind in (Kind.DEFINITION, Kind.TERM) or (
            self.holders and self.in_definition()
        )
        if not follows and not self.make_terms():
            return False
        self.holders.clear()
        indent = indent_of(line.text)
        end = self.at + 1
        while (
            end < len(self.lines)
            and self.lines[end].text.strip()
            and not self.starts_block(end)
            and not self.is_term(end)
        ):
            end += 1
        lines = [Line(line.number, body[colon.end() :]), *self.lines[self.at + 1 : end]]
        if lines[0].text.strip() == "" and len(lines) > 1:
            lines = lines[1:]
        self.text_block(Kind.DEFINITION, lines, self.level, line=line.number)
        self.holders.append(Holder(indent, False))
        self.after_item = True
        self.at = end
        return True

    def in_definition(self) -> bool:
        """Whether the blocks up to here belong to a definition."""
        for found in reversed(self.found):
            if found.block.kind is Kind.DEFINITION:
                return True
            if found.block.level <= self.level and found.block.kind is not Kind.ITEM:
                return False
        return False

    def is_term(self, at: int) -> bool:
        """Whether lines[at], unindented, is the term of the next definition."""
        if at + 1 >= len(self.lines) or indent_of(self.lines[at].text) > 1:
            return False
        return bool(DEFINITION.match(self.lines[at + 1].text.strip()))

    def make_terms(self) -> bool:
        found = self.found[-1]
        above = found.block
        if (
            above.kind is not Kind.PARAGRAPH
            or above.quote != self.quote
            or above.level != self.level
        ):
            return False
        first = line_index(self.lines, above.line)
        rows = [s for s in self.lines[first : self.at] if s.text.strip()]
        if any(len(s.text) > 100 for s in rows[-1:]):
            return False
        # Several terms may share a definition; long lines above the last one are a paragraph of their own.
        if len(rows) > 1 and any(
            len(s.text) > 60 or SENTENCE_END.search(s.text.rstrip()) for s in rows[:-1]
        ):
            kept, rows = rows[:-1], rows[-1:]
        else:
            kept = []
        self.found.pop()
        gap, self.gap = self.gap, above.gap
        if kept:
            self.text_block(Kind.PARAGRAPH, kept, above.level)
        for row in rows:
            text, refers = self.rich([row], False)
            self.emit(Block(Kind.TERM, text, row.number, row.number, level=above.level), refers)
        self.gap = gap
        return True
