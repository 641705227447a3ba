"""Blocks that are finished as they stand: code and displayed formulas."""

from __future__ import annotations

import re

from ankigen.model import Block, Kind, RichText
from ankigen.readers.markdown.state import Line, State
from ankigen.readers.text import indent_of

_PROMPT = re.compile(r">>> ?\S")
_CODE_SIGNS = re.compile(
    r"[{};=<>$]|\w\(|^\s*(?:def|for|if|import|return|class|print|#include|SELECT)\b|->|\[\d"
)
_DIAGRAM = re.compile(r"<(?:div|pre)\s[^<>]*class=[\"']?mermaid\b[^<>]*>$", re.IGNORECASE)
_LONGEST_DIAGRAM = 200
_ENVIRONMENT = re.compile(
    r"\\begin\{((?:equation|align|gather|multline|eqnarray|displaymath)\*?)\}"
)
#: A formula left open does not swallow the notes below it.
_LONGEST_FORMULA = 40


class CodeBlocks(State):
    def prompt(self, line: Line, body: str) -> bool:
        """A Python session (`>>> …`) is code, not three quotations."""
        if not _PROMPT.match(body) or body.startswith(">>>>"):
            return False
        end = self.at
        while end + 1 < len(self.lines) and self.lines[end + 1].text.strip():
            end += 1
        if "(" not in body and "=" not in body and not re.match(r">>> [\w.\[\]'\"+*/ -]+$", body):
            return False
        level = self.settle(indent_of(line.text), keep=True)
        self.code((self.at, end), (self.at, end + 1), indent_of(line.text), "pycon", level)
        return True

    def diagram(self, line: Line, body: str) -> bool:
        """What a program draws from its text (`<div class="mermaid">`) is code."""
        if not _DIAGRAM.match(body):
            return False
        for end in range(self.at + 1, min(len(self.lines), self.at + _LONGEST_DIAGRAM)):
            if self.lines[end].text.strip() in ("</div>", "</pre>"):
                level = self.settle(indent_of(line.text), keep=True)
                self.code((self.at, end), (self.at + 1, end), 0, "mermaid", level)
                return True
        return False

    def code(
        self,
        covers: tuple[int, int],
        inside: tuple[int, int],
        margin: int,
        language: str,
        level: int,
    ) -> None:
        """CODE from lines[inside[0]:inside[1]], in a block that covers lines[covers[0]] to
        lines[covers[1]].
        """
        rows = self.lines[inside[0] : inside[1]]
        texts = [s.text[min(margin, indent_of(s.text)) :].rstrip() for s in rows]
        numbers, offset = [], 0
        for line, text in zip(rows, texts, strict=True):
            numbers.append((offset, line.number))
            offset += len(text) + 1
        self.finished(
            Block(
                Kind.CODE,
                RichText("\n".join(texts), (), tuple(numbers)),
                self.lines[covers[0]].number,
                self.lines[covers[1]].number,
                language=language,
            ),
            covers[1],
            level,
        )

    def finished(self, block: Block, last: int, level: int) -> None:
        """Write a block that is finished and goes up to lines[last]."""
        self.blocks(level, block)
        self.at = last + 1

    def display(self, first: int, last: int, start: int, level: int) -> None:
        """A FORMULA whose LaTeX is lines[start:last], between fences."""
        latex = "\n".join(s.text.strip() for s in self.lines[start:last] if s.text.strip())
        self.formula_block(first, last, f"$$\n{latex}\n$$", latex, level)

    def formula(self, line: Line, body: str) -> bool:
        last = self.formula_end(self.at)
        if last < 0:
            return False
        level = self.settle(indent_of(line.text), keep=True)
        rows = [s.text.strip() for s in self.lines[self.at : last + 1] if s.text.strip()]
        source = latex = "\n".join(rows)
        for opener, closer in (("$$", "$$"), (r"\[", r"\]")):
            if source.startswith(opener):
                latex = source[len(opener) :].rstrip().removesuffix(closer).strip()
        self.formula_block(self.at, last, source, latex, level)
        return True

    def formula_block(self, first: int, last: int, source: str, latex: str, level: int) -> None:
        """A FORMULA that stands as `source` on lines[first:last+1]."""
        line, end_line = self.lines[first].number, self.lines[last].number
        text = RichText.of(source, line)
        block = Block(Kind.FORMULA, text, line, end_line, language="latex", value=latex)
        self.finished(block, last, level)

    def formula_end(self, at: int) -> int:
        """The last line of the displayed formula that begins on lines[at], -1 if none does."""
        first = self.lines[at].text.strip()
        opener = closer = ""
        if first.startswith("$$"):
            opener = closer = "$$"
        elif first.startswith(r"\["):
            opener, closer = r"\[", r"\]"
        elif m := _ENVIRONMENT.match(first):
            opener, closer = m.group(), f"\\end{{{m.group(1)}}}"
        if not opener:
            return -1
        inside = first[len(opener) :]
        if closer in inside:
            alone = inside.index(closer) == len(inside) - len(closer) and inside != closer
            bare = inside.removesuffix(closer)
            if opener == r"\[" and alone and not re.search(r"[\\^_=+<>/]", bare):
                return -1  # "\[1\]": brackets that a converter escaped
            return at if alone else -1
        for n in range(at + 1, min(len(self.lines), at + _LONGEST_FORMULA)):
            text = self.lines[n].text.strip()
            if closer in text:
                return n if text.endswith(closer) and text.count(closer) == 1 else -1
        return -1

    def indented_code(self, line: Line, body: str) -> bool:
        """Lines indented by four columns, outside of lists, are code if most of them look like
        it.
        """
        indent = indent_of(line.text)
        inside = bool(self.holders) and indent >= self.holders[-1].indent + 2
        base = self.holders[-1].indent + 2 if inside else 0
        if (not self.gap and self.out) or indent < base + 4:
            return False
        end = self.at
        while end < len(self.lines) and (
            not self.lines[end].text.strip() or indent_of(self.lines[end].text) >= base + 4
        ):
            end += 1
        rows = [s for s in self.lines[self.at : end] if s.text.strip()]
        while not self.lines[end - 1].text.strip():
            end -= 1
        if sum(bool(_CODE_SIGNS.search(s.text)) for s in rows) < len(rows) / 2:
            return False
        margin = min(indent_of(s.text) for s in rows)
        self.code((self.at, end - 1), (self.at, end), margin, "", self.settle(indent))
        return True
