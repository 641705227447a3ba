"""Quotations and callouts."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from ankigen.model import Block, Kind, RichText
from ankigen.readers.inline_markdown import inline
from ankigen.readers.markdown.patterns import DEEPEST
from ankigen.readers.markdown.state import State
from ankigen.readers.markdown.values import Line
from ankigen.readers.text import indent_of

_CALLOUT = re.compile(r"\[!([\w-]+)\][+-]?[ \t]*(.*)$")


class Quotations(State):
    def quotation(self, line: Line, body: str) -> bool:
        if not body.startswith(">") or self.depth >= DEEPEST:
            return False
        end, inside = self.at, []
        lazy = False
        while end < len(self.lines):
            text = self.lines[end].text.strip()
            if text.startswith(">"):
                content = text[1:].removeprefix(" ")
                lazy = bool(content.strip()) and not content.lstrip().startswith(("#", "|", "```"))
            elif text and lazy and not self.starts_block(end):
                content = text
            else:
                break
            inside.append(Line(self.lines[end].number, content))
            end += 1
        level = self.settle(indent_of(line.text))
        callout = _CALLOUT.match(inside[0].text.strip())
        if callout:
            title = callout.group(2).strip()
            if title:
                text_, refers = inline(f"**{title}**", [inside[0].number], self.links)
                self.emit(
                    Block(Kind.PARAGRAPH, text_, inside[0].number, inside[0].number, level=level),
                    refers,
                )
                self.found[-1] = self.found[-1]._replace(
                    block=replace(self.found[-1].block, quote=self.quote + 1)
                )
                self.at += 1
            else:
                self.drop(self.at, self.at, "markup")
            inside = inside[1:]
        first = self.at
        empty = [s for s in inside if not s.text.strip()]
        if len(empty) == len(inside):
            if inside:
                self.drop(first, end - 1, "markup")
        else:
            self.quoted(inside, level, {s.number for s in empty})
        self.at = end
        self.after_item = False
        return True

    def quoted(self, inside: Sequence[Line], level: int, empty: Set[int]) -> None:
        """Read the lines of a quotation; its empty ones (">" alone) go with the block above them."""
        start = next(n for n, s in enumerate(inside) if s.text.strip())
        if start:
            first = inside[0].number
            self.emit(
                Block(
                    Kind.DROPPED,
                    RichText.of(">", first),
                    first,
                    inside[start - 1].number,
                    value="markup",
                )
            )
        before = len(self.found)
        self.inner(inside[start:], level, self.quote + 1)
        for n in range(before, len(self.found)):
            block = self.found[n].block
            last = block.end_line
            while last + 1 in empty:
                last += 1
            if last > block.end_line:
                self.found[n] = self.found[n]._replace(block=replace(block, end_line=last))
