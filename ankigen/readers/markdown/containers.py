"""What holds other blocks: quotations and call-outs, directives and divs, admonitions."""

from __future__ import annotations

import re

from ankigen.model import Block, Kind, Mark, RichText, Style
from ankigen.readers.markdown.code import CodeBlocks
from ankigen.readers.markdown.patterns import DEEPEST, FENCE
from ankigen.readers.markdown.state import Line
from ankigen.readers.text import indent_of

#: A div without its end is not searched for further than this.
_LONGEST_DIV = 400
_CALLOUT = re.compile(r"\[!([\w-]+)\][+-]?[ \t]*(.*)$")
_COLONS = re.compile(r"(:{3,})[ \t]*(.*)$")
_DIRECTIVE = re.compile(r"\{([A-Za-z][\w:-]*)\}\s*(.*)$")
#: How a box of Obsidian's Admonition plug-in begins, and what it says of itself.
_BOX, _BOX_OPTION = "ad-", re.compile(r"(title|collapse|icon|color):[ \t]*(.*)$")
_OPTION = re.compile(r":[\w-]+:(?:\s.*)?$")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[ \t]+\"([^\"]*)\")?\s*$")
_LEFT_OUT_DIRECTIVES = frozenset(
    ("toctree", "contents", "tableofcontents", "index", "bibliography", "raw", "only", "eval-rst")
)
_CODE_DIRECTIVES = frozenset(
    ("code", "code-block", "sourcecode", "code-cell", "literalinclude", "parsed-literal")
)
#: What only places its text is no quotation.
_PLACING_DIRECTIVES = frozenset(("glossary", "list", "tab-item", "tab-set", "grid", "grid-item"))
_PICTURE_DIRECTIVES = frozenset(("image", "figure"))


class Containers(CodeBlocks):
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
        title = ""
        if callout := _CALLOUT.match(inside[0].text.strip()):
            title = callout.group(2).strip()
            if not title:
                self.drop(self.at, self.at, "markup")
                inside = inside[1:]
        if any(s.text.strip() for s in inside):
            self.inner(inside, level, True, title)
        elif inside:
            self.drop(self.at if len(inside) > 1 or not title else end - 1, end - 1, "markup")
        self.at = end
        self.after_item = False
        return True

    def fence(self, line: Line, body: str) -> bool:
        opening = FENCE.match(body)
        if not opening:
            return False
        sign, info = opening.group(1), opening.group(2).strip()
        if info.startswith(_BOX) and (end := self.box_end(sign)) > 0:
            self.box(end, indent_of(line.text))
            return True
        # a later bare fence of another length does not close it
        last = self.find_line(sign, lambda text: text.startswith(sign) and not text.strip(sign[0]))
        indent = indent_of(line.text)
        if last < 0:
            self.drop(self.at, self.at, "markup")
            return True
        if directive := _DIRECTIVE.match(info):
            self.directive(directive.group(1), directive.group(2), last, indent)
            return True
        level = self.settle(indent, keep=True)
        language = re.split(r"[\s,{:]", info.lstrip("{.").strip(), maxsplit=1)[0].rstrip("}")
        if language in ("math", "katex", "latex-math"):
            self.display(self.at, last, self.at + 1, level)
        else:
            self.code((self.at, last), (self.at + 1, last), indent, language, level)
        return True

    def box_end(self, sign: str) -> int:
        """The line that closes a box, which may hold others; -1 if none near does."""
        depth = 1
        for n in range(self.at + 1, min(len(self.lines), self.at + _LONGEST_DIV)):
            if (inner := FENCE.match(self.lines[n].text.strip())) and inner.group(1) == sign:
                depth += 1 if inner.group(2).strip() else -1
                if not depth:
                    return n
        return -1

    def box(self, last: int, indent: int) -> None:
        """A box of Obsidian's Admonition plug-in ("```ad-note", "title: …") that ends with
        lines[last]: it is read as a call-out.
        """
        first = self.at
        start, titled, title = first + 1, first, ""
        while start < last and (found := _BOX_OPTION.match(self.lines[start].text.strip())):
            if found[1] == "title" and found[2]:
                titled, title = start, found[2]
            start += 1
        level = self.settle(indent, keep=True)
        self.drop(first, first, "markup")
        for n in range(first + 1, start):
            if n != titled:
                self.drop(n, n, "markup")
        self.rest(titled, start, last, level, True, title)

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
        """A directive that ends with lines[last]: notes are read on, code and formulas kept, the
        rest left out.
        """
        first, start = self.at, self.at + 1
        name = name.lower()
        while start < last and _OPTION.match(self.lines[start].text.strip()):
            start += 1
        level = self.settle(indent, keep=True)
        if name == "math":
            self.display(first, last, start, level)
        elif name in _CODE_DIRECTIVES:
            self.code((first, last), (start, last), indent, (argument.split() or [""])[0], level)
        elif name in _LEFT_OUT_DIRECTIVES:
            self.drop(first, last, f"directive {name}")
        elif name in _PICTURE_DIRECTIVES and argument:
            line, end_line = self.lines[first].number, self.lines[start - 1].number
            picture = RichText.of("\ufffc", line, [Mark(0, 1, Style.IMAGE, argument.strip())])
            self.finished(Block(Kind.PARAGRAPH, picture, line, end_line), start - 1, level)
            self.rest(first, start, last, level, False)
        else:
            quoted = name not in _PLACING_DIRECTIVES
            titled = argument.strip() if name != "grid" else ""
            if not titled:
                self.drop(first, start - 1, "markup")
            self.rest(first, start, last, level, quoted, titled)

    def rest(
        self, first: int, start: int, last: int, level: int, quoted: bool, title: str = ""
    ) -> None:
        """Read lines[start:last] as notes, below a title on lines[first], and leave out the
        fence that closes them.
        """
        filled = [s for s in self.lines[start:last] if s.text.strip()]
        margin = min((indent_of(s.text) for s in filled), default=0)
        inside = [Line(s.number, s.text[margin:]) for s in self.lines[start:last]]
        if self.depth < DEEPEST:
            self.inner([self.lines[first]] * bool(title) + inside, level, quoted, title)
            self.drop(last, last, "markup")
        else:
            self.drop(start, last, "markup")

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
        inside = self.lines[self.at + 1 : end]
        title = found.group(2) or ""
        if not title:
            self.drop(self.at, self.at, "markup")
        margin = min((indent_of(s.text) for s in inside if s.text.strip()), default=0)
        lines = [Line(s.number, s.text[margin:]) for s in inside]
        if self.depth < DEEPEST:
            self.inner([line] * bool(title) + lines, level, True, title)
        elif filled := [s for s in lines if s.text.strip()]:
            self.text(filled, level)
        self.at = end
        return True
