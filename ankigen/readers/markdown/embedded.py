"""HTML in Markdown: comments, folds, and elements that go to the HTML reader."""

from __future__ import annotations

import re
from dataclasses import replace

from ankigen.model import Block, Kind, RichText
from ankigen.readers.inline_markdown import inline
from ankigen.readers.markdown.patterns import HTML_BLOCK, ONLY_TAGS, PICTURE_TAG
from ankigen.readers.markdown.state import State
from ankigen.readers.markdown.values import Found, Line
from ankigen.readers.text import indent_of

_DEEPEST_HEADING = 6
#: Folds within one another are read as definitions down to this depth: what is in them is looked at twice.
_DEEPEST_FOLD = 3
_SUMMARY = re.compile(r"(?:<details[^<>]*>\s*)?<summary[^<>]*>(.*?)</summary>\s*$", re.I)


class Embedded(State):
    def html(self, line: Line, body: str) -> bool:
        if body.startswith("<!--"):
            last = self.find_line("-->", lambda text: "-->" in text, self.at)
            if last >= 0 and self.lines[last].text.rstrip().endswith("-->"):
                self.drop(self.at, last, "comment")
                return True
            return False
        if (body.startswith("%%") and not body.endswith("%%")) or body == "%%":
            last = self.find_line("%%", lambda text: text.endswith("%%"))
            if last >= 0:
                self.drop(self.at, last, "comment")
                return True
            return False
        if not body.startswith("<"):
            return False
        if body.lower().startswith(("<details", "<summary")) and self.details(line, body):
            return True
        if opening := HTML_BLOCK.match(body):
            return self.html_block(opening.group(1).lower(), line)
        if ONLY_TAGS.match(body) and not PICTURE_TAG.search(body):
            self.drop(self.at, self.at, "markup")
            return True
        return False

    def details(self, line: Line, body: str) -> bool:
        """What folds: its summary is the term (or question), the rest the definition, unless it is a whole section."""
        at = self.at
        if self.depth >= _DEEPEST_FOLD:
            return False
        if not _SUMMARY.match(body) and body.endswith(">") and at + 1 < len(self.lines):
            at += 1  # <summary> on a line of its own
        summary = _SUMMARY.match(self.lines[at].text.strip())
        if not summary:
            return False
        level = self.settle(indent_of(line.text))
        if at > self.at:
            self.drop(self.at, self.at, "markup")
        text, refers = inline(summary.group(1), [self.lines[at].number], self.links)
        if not text:
            self.drop(at, at, "markup")
            return True
        self.at = at + 1
        end = self.find_line("</details>", lambda s: s.lower().startswith("</details>"), self.at)
        number = self.lines[at].number
        inside = type(self)(
            self.lines[self.at : max(end, self.at)], self.links, level, self.quote, self.depth + 1
        ).scan()
        term = Block(Kind.TERM, text, number, number, level=level)
        if end < 0 or not inside or any(f.block.kind in (Kind.HEADING, Kind.TERM) for f in inside):
            levels = [f.block.level for f in inside if f.block.kind is Kind.HEADING]
            above = max(1, min(levels, default=_DEEPEST_HEADING) - 1)
            self.emit(replace(term, kind=Kind.HEADING, level=above), refers)
            self.holders.clear()
            return True
        self.emit(term, refers)
        first = inside[0].block
        if first.kind is Kind.PARAGRAPH and first.quote == self.quote:
            inside[0] = inside[0]._replace(block=replace(first, kind=Kind.DEFINITION))
        else:
            self.emit(Block(Kind.DEFINITION, RichText(), number, number, level=level))
        self.found += [
            f
            if f.block.kind is Kind.DEFINITION
            else f._replace(block=replace(f.block, level=f.block.level + 1))
            for f in inside
        ]
        self.at = end
        return True

    def html_block(self, tag: str, line: Line) -> bool:
        """`<table>` … `</table>` and the like go to the HTML reader."""
        closing = f"</{tag}"
        if closing not in self.closings:
            self.closings[closing] = max(
                (n for n, s in enumerate(self.lines) if closing in s.text.lower()), default=-1
            )
        if self.closings[closing] < self.at:
            return False
        depth, last = 0, -1
        for n in range(self.at, len(self.lines)):
            lower = self.lines[n].text.lower()
            depth += len(re.findall(rf"<{tag}\b", lower)) - lower.count(closing)
            if depth <= 0:
                last = n
                break
        if last < 0 or not self.lines[last].text.rstrip().endswith(">"):
            return False
        from ankigen.readers.html import fragment

        source = "\n".join(s.text for s in self.lines[self.at : last + 1])
        level = self.settle(indent_of(line.text))
        blocks = fragment(source, line.number, self.lines[last].number)
        if not any(b.kind is not Kind.DROPPED for b in blocks):
            self.drop(self.at, last, "markup")
            return True
        for block in blocks:
            self.found.append(
                Found(
                    replace(
                        block,
                        gap=self.gap,
                        level=block.level if block.kind is Kind.HEADING else block.level + level,
                        quote=block.quote + self.quote,
                    )
                )
            )
            self.gap = 0
        self.at = last + 1
        return True
