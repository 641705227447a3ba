r"""The scan of a LaTeX source: text, formulas, sections, entries of glossaries."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from ankigen.model import Block, Kind, RichText, Style
from ankigen.readers.latex.inline import Inline
from ankigen.readers.latex.source import Source, braces, bracket, last_line, tidy

SECTIONS = (
    "part",
    "chapter",
    "section",
    "subsection",
    "subsubsection",
    "paragraph",
    "subparagraph",
)


TOKEN = re.compile(
    r"""\\begin\s*\{(?P<begin>[^{}\s]+)\}|\\end\s*\{(?P<end>[^{}\s]+)\}
    |\\(?P<section>part|chapter|section|subsection|subsubsection|paragraph|subparagraph|frametitle|framesubtitle)\*?\s*(?:\[[^\]]*\])?\s*(?=\{)
    |\\(?P<front>title|subtitle|author|institute|date)\s*(?:\[[^\]]*\])?\s*(?=\{)
    |\\(?P<item>item|task)(?![A-Za-z])
    |\\(?P<entry>newglossaryentry|longnewglossaryentry|newacronym|card|flashcard)(?=\s*[\[{])
    |\\(?P<pair>definition|defn?|vocab|vokabel|concept|konzept|begriff|term|entry|eintrag|keyterm)(?=\{[^{}]{1,80}\}\s*\{)
    |(?P<blank>\n[ \t]*\n)
    |\\verb\*?(?P<verb>[^A-Za-z\s*])
    |(?P<escape>\\[\\$%])
    |(?P<display>\\\[|\$\$)
    |(?P<inline>\$|\\\()
    |\\(?P<bare>maketitle|tableofcontents|listoffigures|listoftables|newpage|clearpage|pagebreak|noindent|bigskip|medskip|smallskip|centering|frontmatter|mainmatter|appendix|printbibliography|printglossaries|par)(?![A-Za-z])""",
    re.X,
)


DOCUMENT_BEGIN = re.compile(r"\\begin\s*\{document\}")


class OpenList(NamedTuple):
    """An open list or environment: its kind, the level around it, and where it began (the block,
    the line).
    """

    kind: str
    level: int
    first: int = 0
    line: int = 0


class Scanner(Source):
    """Goes through the source sign by sign: text becomes paragraphs, and each command calls the
    method that bears its name (`on_section`, `on_item`, …). What environments do is added by
    `environments.Document`.
    """

    def __init__(self, source: str, start: int) -> None:
        super().__init__(source)
        self.at = self.begin = start
        self.blocks: list[Block] = []
        self.lists: list[OpenList] = []
        self.numbers: list[int] = []
        self.sections: set[int] = set()  # the levels of headings but those of frames, …
        self.looked_at = 0  # … of so many blocks
        self.pending: Block | None = None
        self.level = 0
        self.quote = 0
        found = {s for s in SECTIONS if re.search(rf"\\{s}\*?\s*[\[{{]", source)}
        self.top = next((n for n, s in enumerate(SECTIONS) if s in found), 2)

    # ------------------------------------------------------------------ the scan

    def scan(self) -> None:
        while token := TOKEN.search(self.source, self.at):
            kind = token.lastgroup or ""
            self.at = token.end()
            if kind == "end" and token.group("end") == "document":
                self.flush(token.start())
                self.begin = self.at = len(self.source)
                break
            getattr(self, f"on_{kind}")(token)
        self.flush(len(self.source))

    def flush(self, end: int) -> None:
        """The text up to `end` becomes a paragraph, or the text of the item that waits for it."""
        begin, self.begin = self.begin, end
        rich = self.convert(begin, end)
        if not rich:
            return
        if self.pending:
            block, self.pending = self.pending, None
            self.blocks.append(
                replace(block, text=rich, line=min(block.line, rich.line), end_line=last_line(rich))
            )
        elif (
            len(rich.marks) == 1
            and rich.marks[0].style is Style.DISPLAY
            and rich.marks[0].end == len(rich)
        ):
            self.formula(rich.text, rich.marks[0].value, rich.line, last_line(rich))
        else:
            self.blocks.append(
                Block(
                    Kind.PARAGRAPH,
                    rich,
                    rich.line,
                    last_line(rich),
                    level=self.level,
                    quote=self.quote,
                )
            )

    def settle(self, end: int) -> None:
        """End the text before a block; an item without text of its own is set all the same."""
        self.flush(end)
        if self.pending:
            self.blocks.append(replace(self.pending, end_line=self.pending.line))
            self.pending = None

    def on_blank(self, token: re.Match[str]) -> None:
        self.flush(token.start())
        self.at = token.end() - 1  # a run of blank lines is seen as one after the other
        self.begin = self.at

    def on_escape(self, token: re.Match[str]) -> None:
        """`\\\\`, `\\$`, `\\%`: part of the text."""

    def on_verb(self, token: re.Match[str]) -> None:
        end = self.source.find(token.group("verb"), token.end(), token.end() + 500)
        self.at = end + 1 if end >= 0 else token.end()

    def on_inline(self, token: re.Match[str]) -> None:
        closer = "$" if token.group() == "$" else r"\)"
        end = self.closing(closer, token.end())
        self.at = end + len(closer) if end >= 0 else token.end()

    def on_display(self, token: re.Match[str]) -> None:
        opener = token.group()
        closer = "$$" if opener == "$$" else r"\]"
        end = self.source.find(closer, token.end())
        if end < 0:
            return
        self.settle(token.start())
        source = self.source[token.start() : end + len(closer)]
        self.at = self.begin = end + len(closer)
        latex = source[len(opener) : -len(closer)]
        self.formula(tidy(source), tidy(latex).strip(), self.line(token.start()), self.line(end))

    def formula(self, source: str, latex: str, line: int, end_line: int) -> None:
        block = Block(
            Kind.FORMULA,
            RichText.of(source, line),
            line,
            end_line,
            level=self.level,
            quote=self.quote,
            language="latex",
            value=latex,
        )
        self.blocks.append(block)

    def enter(self, kind: str, first: int = 0, line: int = 0) -> None:
        """A list or environment begins."""
        self.lists.append(OpenList(kind, self.level, first, line))
        self.numbers.append(0)

    def on_bare(self, token: re.Match[str]) -> None:
        self.flush(token.start())
        self.begin = token.end()

    def on_front(self, token: re.Match[str]) -> None:
        """What stands on the title page: the title of the document and its authors are no notes."""
        first, last, end = braces(self.source, token.end())
        self.settle(token.start())
        text = RichText.of(self.convert(first, last).text, self.line(first))
        span = self.line(token.start()), self.line(last)
        if text.text.strip():
            self.blocks.append(Block(Kind.DROPPED, text, *span, value=token.group("front")))
        self.at = self.begin = end

    # ------------------------------------------------------------------ headings and entries

    def on_section(self, token: re.Match[str]) -> None:
        name = token.group("section")
        first, last, end = braces(self.source, token.end())
        if name in ("paragraph", "subparagraph"):  # a bold word that runs into its paragraph
            self.settle(token.start())
            self.begin = token.start()
            self.at = end
            return
        self.settle(token.start())
        self.at = self.begin = end
        text = self.convert(first, last)
        if not text:
            return
        if name.startswith("frame"):
            level = self.frame_level()
        else:
            level = min(6, max(1, SECTIONS.index(name) - self.top + 1))
        self.blocks.append(
            Block(Kind.HEADING, text, self.line(token.start()), self.line(last), level=level)
        )

    def frame_level(self) -> int:
        """A frame's title stands below the sections."""
        new = self.blocks[self.looked_at :]
        self.sections |= {b.level for b in new if b.kind is Kind.HEADING and not b.value}
        self.looked_at = len(self.blocks)
        return min(6, min(self.sections) + 2) if self.sections else 1

    def on_pair(self, token: re.Match[str]) -> None:
        """An author's own command for a term and what it is: `\\vocab{Pitch}{how high a tone
        is}`.
        """
        self.settle(token.start())
        first, last, at = braces(self.source, token.end())
        begin, end, after = braces(self.source, at)
        self.at = self.begin = after
        self.pair((first, last), (begin, end))

    def on_entry(self, token: re.Match[str]) -> None:
        """A glossary entry, or a card of a flashcard package: a term and what it is."""
        at = token.end()
        if optional := bracket(self.source, at):
            at = optional[2]
        arguments = []
        three = ("newacronym", "longnewglossaryentry")
        for _ in range(3 if token.group("entry") in three else 2):
            first, last, at = braces(self.source, at)
            arguments.append((first, last))
        self.settle(token.start())
        self.at = self.begin = at
        name = token.group("entry")
        if name in ("card", "flashcard"):
            self.pair(arguments[0], arguments[1])
        elif name == "newacronym":
            self.pair(arguments[1], arguments[2])
        else:
            found = {
                m.group(1): braces(self.source, m.end())[:2]
                for m in re.compile(r"\b(name|description)\s*=\s*(?=\{)").finditer(
                    self.source, *arguments[1]
                )
            }
            if name == "longnewglossaryentry":
                found["description"] = arguments[2]
            if "name" in found and "description" in found:
                self.pair(found["name"], found["description"])

    def glossary(self, preamble: str) -> None:
        """The glossary entries that stand before the document begins."""
        for token in TOKEN.finditer(preamble):
            if token.lastgroup == "entry" and token.group("entry").startswith(("new", "long")):
                self.on_entry(token)
        start = DOCUMENT_BEGIN.search(self.source) if preamble else None
        self.at = self.begin = start.end() if start else 0

    def pair(self, term: tuple[int, int], definition: tuple[int, int]) -> None:
        for kind, (first, last) in ((Kind.TERM, term), (Kind.DEFINITION, definition)):
            text = self.convert(first, last)
            self.blocks.append(
                Block(
                    kind,
                    text,
                    text.line or self.line(first),
                    last_line(text) or self.line(last),
                    level=self.level,
                )
            )

    def convert(self, begin: int, end: int) -> RichText:
        return Inline(self, begin, end).rich()
