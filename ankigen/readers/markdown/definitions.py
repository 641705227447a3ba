"""Definition lists: a term, and below it its definitions, each behind a colon."""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.readers.markdown.patterns import DEFINITION, SENTENCE_END
from ankigen.readers.markdown.state import Holder, Line, State
from ankigen.readers.text import indent_of

#: A line above a definition that is longer than this is no term; with others above it, than that.
_LONGEST_TERM = 100
_LONGEST_OF_SEVERAL = 60


class Definitions(State):
    def definition(self, line: Line, body: str) -> bool:
        """`: text` below a term or another definition."""
        colon = DEFINITION.match(body)
        if not colon or self.gap > 1 or not self.defines:
            return False
        self.holders.clear()
        end = self.at + 1
        while (
            end < len(self.lines)
            and self.lines[end].text.strip()
            and not self.starts_block(end)
            and not self.is_term(end)
        ):
            end += 1
        lines = [Line(line.number, body[colon.end() :]), *self.lines[self.at + 1 : end]]
        if not lines[0].text.strip() and len(lines) > 1:
            lines = lines[1:]
        self.text(lines, 0, ":   ", line.number)
        self.holders.append(Holder(indent_of(line.text), False))
        self.after_item = self.defines = True
        self.at = end
        return True

    def is_term(self, at: int) -> bool:
        """Whether lines[at], unindented, is the term of the next definition."""
        if at + 1 >= len(self.lines) or indent_of(self.lines[at].text) > 1:
            return False
        return bool(DEFINITION.match(self.lines[at + 1].text.strip()))

    def terms(self, rows: Sequence[Line], end: int) -> int:
        """How many of the last lines of a paragraph, which ends before lines[end], are terms: a
        definition is next.

        Several terms may share a definition; long lines above the last one are a paragraph of their
        own.
        """
        at = end
        while at < len(self.lines) and at <= end + 1 and not self.lines[at].text.strip():
            at += 1
        if at >= len(self.lines) or at > end + 1 or self.holders:
            return 0
        if not DEFINITION.match(self.lines[at].text.strip()) or len(rows[-1].text) > _LONGEST_TERM:
            return 0
        above = [s.text.rstrip() for s in rows[:-1]]
        if any(len(s) > _LONGEST_OF_SEVERAL or SENTENCE_END.search(s) for s in above):
            return 1
        return len(rows)
