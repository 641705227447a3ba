"""Fences, directives, divs, admonitions, formulas and indented code."""

from __future__ import annotations

import re
from dataclasses import replace

from ankigen.model import Block, Kind, Mark, RichText, Style
from ankigen.readers.inline_markdown import inline
from ankigen.readers.markdown.patterns import DEEPEST, FENCE
from ankigen.readers.markdown.state import State, line_index
from ankigen.readers.markdown.values import Line
from ankigen.readers.text import indent_of

#: A div without its end is not searched for further than this.
_LONGEST_DIV = 400
_COLONS = re.compile(r"(:{3,})[ \t]*(.*)$")
_DIRECTIVE = re.compile(r"\{([A-Za-z][\w:-]*)\}\s*(.*)$")
_OPTION = re.compile(r":[\w-]+:(?:\s.*)?$")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[ \t]+\"([^\"]*)\")?\s*$")
_PROMPT = re.compile(r">>> ?\S")
_CODE_SIGNS = re.compile(
    r"[{};=<>$]|\w\(|^\s*(?:def|for|if|import|return|class|print|#include|SELECT)\b|->|\[\d"
)
_LEFT_OUT_DIRECTIVES = frozenset(
    ("toctree", "contents", "tableofcontents", "index", "bibliography", "raw", "only", "eval-rst")
)
_CODE_DIRECTIVES = frozenset(
    ("code", "code-block", "sourcecode", "code-cell", "literalinclude", "parsed-literal")
)
_PICTURE_DIRECTIVES = frozenset(("image", "figure"))


class Fenced(State):
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
        self.code(self.at, end, self.at, end + 1, indent_of(line.text), "pycon", level)
        return True

    def code(
        self, first: int, last: int, start: int, stop: int, margin: int, language: str, level: int
    ) -> None:
        """CODE from lines[start:stop], in a block that covers lines[first:last+1]."""
        inside = self.lines[start:stop]
        source = "\n".join(s.text[min(margin, indent_of(s.text)) :].rstrip() for s in inside)
        numbers, offset = [], 0
        for s, row in zip(inside, source.split("\n"), strict=False):
            numbers.append((offset, s.number))
            offset += len(row) + 1
        block = Block(
            Kind.CODE,
            RichText(source, (), tuple(numbers)),
            self.lines[first].number,
            self.lines[last].number,
            level=level,
            language=language,
        )
        self.emit(block)
        self.at = last + 1

    def fence(self, line: Line, body: str) -> bool:
        opening = FENCE.match(body)
        if not opening:
            return False
        sign, info = opening.group(1), opening.group(2).strip()
        last = self.fence_end(sign)
        indent = indent_of(line.text)
        if last < 0:
            self.drop(self.at, self.at, "markup")
            return True
        if directive := _DIRECTIVE.match(info):
            self.directive(directive.group(1), directive.group(2), last, indent)
            return True
        level = self.settle(indent, keep=True)
        language = (
            re.split(r"[\s,{:]", info.lstrip("{.").strip(), maxsplit=1)[0].rstrip("}")
            if info
            else ""
        )
        if language in ("math", "katex", "latex-math"):
            self.display(self.at, last, self.at + 1, last, level)
        else:
            self.code(self.at, last, self.at + 1, last, indent, language, level)
        return True

    def fence_end(self, sign: str) -> int:
        """The line that closes the fence; a later bare fence of another length does not. -1 = never closed."""
        return self.find_line(sign, lambda text: text.startswith(sign) and not text.strip(sign[0]))

    def colons(self, line: Line, body: str) -> bool:
        """`:::{glossary}` … `:::` (MyST), `::: note` (Pandoc, Docusaurus)."""
        opening = _COLONS.match(body)
        if not opening:
            return False
        sign, info = opening.group(1), opening.group(2).strip()
        if not info:
            self.drop(self.at, self.at, "markup")
            return True
        directive = _DIRECTIVE.match(info)
        name, argument = (
            directive.groups()
            if directive
            else (info.split()[0].strip("{}."), " ".join(info.split()[1:]))
        )
        last = self.find_line(sign, lambda text: text == sign) if directive else self.div_end()
        if last < 0:
            self.drop(self.at, self.at, "markup")
        else:
            self.directive(name, argument, last, indent_of(line.text))
        return True

    def div_end(self) -> int:
        """The line that closes a Pandoc div, which may hold others; -1 if none near does."""
        depth = 1
        for n in range(self.at + 1, min(len(self.lines), self.at + _LONGEST_DIV)):
            if inner := _COLONS.match(self.lines[n].text.strip()):
                depth += 1 if inner.group(2) else -1
                if not depth:
                    return n
        return -1

    def directive(self, name: str, argument: str, last: int, indent: int) -> None:
        """A directive that ends with lines[last]: notes are read on, code and formulas kept, the rest left out."""
        first, start = self.at, self.at + 1
        name = name.lower()
        while start < last and _OPTION.match(self.lines[start].text.strip()):
            start += 1
        level = self.settle(indent, keep=True)
        if name == "math":
            self.display(first, last, start, last, level)
        elif name in _CODE_DIRECTIVES:
            language = argument.split()[0] if argument else ""
            self.code(first, last, start, last, indent, language, level)
        elif name in _PICTURE_DIRECTIVES and argument:
            text = RichText.of(
                "\ufffc", self.lines[first].number, [Mark(0, 1, Style.IMAGE, argument.strip())]
            )
            self.emit(
                Block(
                    Kind.PARAGRAPH,
                    text,
                    self.lines[first].number,
                    self.lines[start - 1].number,
                    level=level,
                )
            )
            self.rest(start, last, level, self.quote)
        elif name in _LEFT_OUT_DIRECTIVES:
            self.drop(first, last, f"directive {name}")
        else:
            quote = (
                self.quote
                if name in ("glossary", "list", "tab-item", "tab-set", "grid", "grid-item")
                else self.quote + 1
            )
            if argument and name not in ("grid",):
                text, refers = inline(
                    f"**{argument.strip()}**", [self.lines[first].number], self.links
                )
                block = Block(
                    Kind.PARAGRAPH,
                    text,
                    self.lines[first].number,
                    self.lines[start - 1].number,
                    level=level,
                )
                self.emit(block, refers)
                self.found[-1] = self.found[-1]._replace(
                    block=replace(self.found[-1].block, quote=quote)
                )
            else:
                self.drop(first, start - 1, "markup")
            self.rest(start, last, level, quote)

    def rest(self, start: int, last: int, level: int, quote: int) -> None:
        """Read lines[start:last] as notes, and leave out the fence that closes them."""
        margin = min(
            (indent_of(s.text) for s in self.lines[start:last] if s.text.strip()), default=0
        )
        inside = [Line(s.number, s.text[margin:]) for s in self.lines[start:last]]
        if self.depth < DEEPEST:
            self.inner(inside, level, quote)
            self.drop(last, last, "markup")
        else:
            self.drop(start, last, "markup")

    def display(self, first: int, last: int, start: int, stop: int, level: int) -> None:
        """A FORMULA whose LaTeX is lines[start:stop]."""
        latex = "\n".join(s.text.strip() for s in self.lines[start:stop] if s.text.strip())
        source = f"$$\n{latex}\n$$"
        self.formula_block(first, last, source, latex, level)

    def formula(self, line: Line, body: str) -> bool:
        last = self.formula_end(self.at)
        if last < 0:
            return False
        level = self.settle(indent_of(line.text), keep=True)
        rows = [s.text.strip() for s in self.lines[self.at : last + 1] if s.text.strip()]
        source = "\n".join(rows)
        latex = source
        for opener, closer in (("$$", "$$"), (r"\[", r"\]")):
            if source.startswith(opener):
                latex = source[len(opener) :].rstrip().removesuffix(closer).strip()
        self.formula_block(self.at, last, source, latex, level)
        return True

    def formula_block(self, first: int, last: int, source: str, latex: str, level: int) -> None:
        """A FORMULA that stands as `source` on lines[first:last+1]."""
        block = Block(
            Kind.FORMULA,
            RichText.of(source, self.lines[first].number),
            self.lines[first].number,
            self.lines[last].number,
            level=level,
            language="latex",
            value=latex,
        )
        self.emit(block)
        self.at = last + 1

    def formula_end(self, at: int) -> int:
        """The last line of the displayed formula that begins on lines[at], -1 if none does."""
        first = self.lines[at].text.strip()
        opener = closer = ""
        if first.startswith("$$"):
            opener = closer = "$$"
        elif first.startswith(r"\["):
            opener, closer = r"\[", r"\]"
        elif m := re.match(
            r"\\begin\{((?:equation|align|gather|multline|eqnarray|displaymath)\*?)\}", first
        ):
            opener, closer = m.group(), f"\\end{{{m.group(1)}}}"
        if not opener:
            return -1
        inside = first[len(opener) :]
        if closer in inside:
            alone = inside.index(closer) == len(inside) - len(closer) and inside != closer
            if (
                opener == r"\["
                and alone
                and not re.search(r"[\\^_=+<>/]", inside.removesuffix(closer))
            ):
                return -1  # "\[1\]": brackets that a converter escaped
            return at if alone else -1
        for n in range(at + 1, min(len(self.lines), at + 40)):
            text = self.lines[n].text.strip()
            if closer in text:
                return n if text.endswith(closer) and text.count(closer) == 1 else -1
        return -1

    def indented_code(self, line: Line, body: str) -> bool:
        """Lines indented by four columns, outside of lists, are code if most of them look like it."""
        base = (
            self.holders[-1].indent + 2
            if self.holders and indent_of(line.text) >= self.holders[-1].indent + 2
            else 0
        )
        if (not self.gap and self.found) or indent_of(line.text) < base + 4:
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
        self.code(self.at, end - 1, self.at, end, margin, "", self.settle(indent_of(line.text)))
        return True

    def admonition(self, line: Line, body: str) -> bool:
        """`!!! note "Title"` and the indented lines below it."""
        found = _ADMONITION.match(body)
        if not found:
            return False
        indent = indent_of(line.text)
        end = self.at + 1
        while end < len(self.lines) and (
            not self.lines[end].text.strip() or indent_of(self.lines[end].text) >= indent + 2
        ):
            end += 1
        while end > self.at + 1 and not self.lines[end - 1].text.strip():
            end -= 1
        level = self.settle(indent)
        if found.group(2):
            text, refers = inline(f"**{found.group(2)}**", [line.number], self.links)
            self.emit(Block(Kind.PARAGRAPH, text, line.number, line.number, level=level), refers)
            self.found[-1] = self.found[-1]._replace(
                block=replace(self.found[-1].block, quote=self.quote + 1)
            )
        else:
            self.drop(self.at, self.at, "markup")
        inside = self.lines[line_index(self.lines, line.number) + 1 : end]
        if inside:
            margin = min(indent_of(s.text) for s in inside if s.text.strip())
            lines = [Line(s.number, s.text[margin:]) for s in inside]
            if self.depth < DEEPEST:
                self.inner(lines, level, self.quote + 1)
            else:
                self.text_block(Kind.PARAGRAPH, [s for s in lines if s.text.strip()], level)
        self.at = end
        return True
