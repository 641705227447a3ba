r"""LaTeX → blocks: sections, lists, descriptions, definitions and theorems, beamer frames,
tables, code; formulas kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from ankigen.model import Block, Kind, Reading, RichText, Style
from ankigen.readers.flow import covering
from ankigen.readers.latex_inline import Inline
from ankigen.readers.latex_source import (
    MATH,
    Source,
    braces,
    bracket,
    expanded,
    last_line,
    tidy,
    without_comments,
)
from ankigen.text.decoding import decode

_SECTIONS = (
    "part",
    "chapter",
    "section",
    "subsection",
    "subsubsection",
    "paragraph",
    "subparagraph",
)


_CODE = frozenset(["verbatim", "lstlisting", "minted", "Verbatim", "alltt"])


_LISTS = frozenset(
    [
        "itemize",
        "enumerate",
        "description",
        "compactitem",
        "compactenum",
        "inparaenum",
        "tasks",
        "labeling",
    ]
)


#: Environments whose [name] or {name} is a headword; with babel or \newtheorem they are called in
#: many ways.
_NAMED = re.compile(
    r"def|thm|theorem|lemma|lem|prop|cor|satz|begriff|axiom|law|principle|rule|fact"
    r"|concept|term|merke|teorema|proposi|"
    r"théor|théorème|corol|folgerung|notation|bsp|example|exm|beispiel|ejemplo|exemple"
    r"|remark|bemerkung",
    re.I,
)


#: Of these, those that define: without a name, the headword is what they set off within.
_DEFINES = re.compile(r"def|begriff|concept|term$|notation", re.I)
#: Titles of boxes that say of which kind they are and name nothing.
_KIND_NAME = re.compile(
    r"(?:(definition|définition|definición|definizione|begriff)|example|beispiel"
    r"|exemple|ejemplo|theorem|satz|lemma|remark|"
    r"bemerkung|note|proof|beweis|corollary|korollar)s?\s*[\d.]*:?",
    re.I,
)
_SET_OFF = (Style.STRONG, Style.EM)
#: A headword within its definition has so many words at most; more are a stress.
_LONGEST_TERM = 6


_TITLED = frozenset(
    [
        "block",
        "alertblock",
        "exampleblock",
        "flashcard",
        "tcolorbox",
        "frame",
        "cardfront",
        "card",
        "infobox",
        "definitionbox",
    ]
)


_TABULAR = frozenset(
    ["tabular", "tabularx", "tabulary", "longtable", "tabu", "array", "supertabular"]
)


_LEFT_OUT = frozenset(
    ["thebibliography", "filecontents", "comment", "tikzpicture", "pgfpicture", "picture"]
)


_WITH_ARGUMENTS = {"tabular": 1, "tabularx": 2, "tabulary": 2, "longtable": 1, "minipage": 1,
    "multicols": 1, "tabu": 1,
                   "array": 1, "wrapfigure": 2, "columns": 0, "column": 1, "adjustbox": 1,
                   "spacing": 1, "alignat": 1,
                   "labeling": 1, "minted": 1, "supertabular": 1, "otherlanguage": 1,
                   "tasks": 0}  # fmt: skip


_TOKEN = re.compile(
    r"""\\begin\s*\{(?P<begin>[^{}\s]+)\}|\\end\s*\{(?P<end>[^{}\s]+)\}
    |\\(?P<section>part|chapter|section|subsection|subsubsection|paragraph|subparagraph|frametitle|framesubtitle)\*?\s*(?:\[[^\]]*\])?\s*(?=\{)
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


_DOCUMENT = re.compile(r"\\begin\s*\{document\}")


_TITLE = re.compile(r"\\title\s*(?:\[[^\]]*\])?\s*(?=\{)")


def read(data: bytes, name: str) -> Reading:
    """A .tex file. Raises AnkigenError if it is empty or no text."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Reading:
    source = without_comments(text.replace("\v", " "))
    start = _DOCUMENT.search(source)
    preamble = source[: start.start()] if start else ""
    scanner = _Scanner(expanded(source, start.end() if start else 0), start.end() if start else 0)
    scanner.glossary(preamble)
    scanner.scan()
    title = _TITLE.search(source)
    blocks = scanner.blocks
    filled = [bool(s.strip()) for s in text.split("\n")]
    return Reading(
        tuple(covering(blocks, filled)),
        title=scanner.convert(*braces(scanner.source, title.end())[:2]).text if title else "",
        language=_language(preamble),
    )


def _language(preamble: str) -> str:
    found = re.search(
        r"\\usepackage\[([^\]]*)\]\{babel\}|\\setmainlanguage(?:\[[^\]]*\])?\{(\w+)\}", preamble
    )
    names = (found.group(1) or found.group(2)).split(",") if found else []
    codes = {"english": "en", "american": "en", "british": "en", "german": "de", "ngerman": "de",
        "french": "fr", "spanish": "es",
             "italian": "it", "portuguese": "pt", "brazil": "pt", "dutch": "nl", "polish": "pl",
             "swedish": "sv"}  # fmt: skip
    return codes.get(names[-1].strip(), "") if names else ""


class _List(NamedTuple):
    """An open list or environment: its kind, the level around it, and where it began (the block,
    the line).
    """

    kind: str
    level: int
    first: int = 0
    line: int = 0


class _Scanner(Source):
    def __init__(self, source: str, start: int) -> None:
        super().__init__(source)
        self.at = self.begin = start
        self.blocks: list[Block] = []
        self.lists: list[_List] = []
        self.numbers: list[int] = []
        self.pending: Block | None = None
        self.level = 0
        self.quote = 0
        found = {s for s in _SECTIONS if re.search(rf"\\{s}\*?\s*[\[{{]", source)}
        self.top = next((n for n, s in enumerate(_SECTIONS) if s in found), 2)

    # ------------------------------------------------------------------ the scan

    def scan(self) -> None:
        while token := _TOKEN.search(self.source, self.at):
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

    def on_bare(self, token: re.Match[str]) -> None:
        self.flush(token.start())
        self.begin = token.end()

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
        level = (
            4 if name.startswith("frame") else min(6, max(1, _SECTIONS.index(name) - self.top + 1))
        )
        if name.startswith("frame"):
            level = self.frame_level()
        self.blocks.append(
            Block(Kind.HEADING, text, self.line(token.start()), self.line(last), level=level)
        )

    def frame_level(self) -> int:
        """A frame's title stands below the sections."""
        above = [b.level for b in self.blocks if b.kind is Kind.HEADING and not b.value]
        return min(6, (min(above) if above else 0) + 2) if above else 1

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
        for token in _TOKEN.finditer(preamble):
            if token.lastgroup == "entry" and token.group("entry").startswith(("new", "long")):
                self.on_entry(token)
        start = _DOCUMENT.search(self.source) if preamble else None
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

    # ------------------------------------------------------------------ environments

    def on_begin(self, token: re.Match[str]) -> None:
        name = token.group("begin")
        bare = name.rstrip("*")
        end = self.environment_end(name, token.end())
        if bare in MATH and end >= 0:
            self.settle(token.start())
            close = end + len(f"\\end{{{name}}}")
            source = tidy(self.source[token.start() : close])
            self.formula(source, source, self.line(token.start()), self.line(close))
            self.at = self.begin = close
        elif bare in _CODE and end >= 0:
            self.code(token, bare, end)
        elif (bare in _LEFT_OUT or bare == "comment") and end >= 0:
            self.settle(token.start())
            close = end + len(f"\\end{{{name}}}")
            why = "references" if bare == "thebibliography" else bare
            first = self.line(token.start())
            text = " ".join(self.source[token.end() : end].split())
            self.blocks.append(
                Block(Kind.DROPPED, RichText.of(text, first), first, self.line(close), value=why)
            )
            self.at = self.begin = close
        elif bare in _TABULAR and end >= 0:
            self.table(token, bare, end)
        else:
            self.open(token, bare)

    def environment_end(self, name: str, at: int) -> int:
        return self.source.find(f"\\end{{{name}}}", at)

    def open(self, token: re.Match[str], name: str) -> None:
        self.settle(token.start())
        at = token.end()
        optional = bracket(self.source, at)
        if name in _LISTS:
            kind = (
                "description"
                if name in ("description", "labeling")
                else "enumerate"
                if "enum" in name or name == "tasks"
                else "itemize"
            )
            self.lists.append(_List(kind, self.level))
            self.numbers.append(0)
            at = optional[2] if optional else at
            if _WITH_ARGUMENTS.get(name):
                at = braces(self.source, at)[2]
        elif name in ("quote", "quotation", "displayquote"):
            self.quote += 1
        elif name in _TITLED:
            at = self.titled(token, name, optional)
        elif optional and _NAMED.match(name):
            self.term(optional[0], optional[1], token)
            at = optional[2]
        elif _NAMED.match(name) and re.compile(r"\{[^{}]{1,80}\}").match(self.source, at):
            first, last, at = braces(self.source, at)
            self.term(first, last, token)
        elif _NAMED.match(name):
            self.unnamed("unnamed" if _DEFINES.match(name) else "plain", token)
        else:
            at = optional[2] if optional else at
            for _ in range(_WITH_ARGUMENTS.get(name, 0)):
                at = braces(self.source, at)[2]
        self.at = self.begin = at

    def unnamed(self, kind: str, token: re.Match[str]) -> None:
        """An environment without a name begins."""
        self.lists.append(_List(kind, self.level, len(self.blocks), self.line(token.start())))
        self.numbers.append(0)

    def titled(self, token: re.Match[str], name: str, optional: tuple[int, int, int] | None) -> int:
        """`\\begin{block}{Term}`, `\\begin{frame}{Title}`, `\\begin{tcolorbox}[title=Term]`."""
        at = optional[2] if optional else token.end()
        if name == "tcolorbox":
            found = (
                re.compile(r"title\s*=\s*(?:(?=\{)|([^,\]]+))").search(self.source, *optional[:2])
                if optional
                else None
            )
            if found:
                place = found.span(1) if found.group(1) else braces(self.source, found.end())[:2]
                self.term(*place, token)
            else:
                self.lists.append(_List("plain", self.level))
                self.numbers.append(0)
            return at
        has_title = re.compile(r"[ \t]*\n?[ \t]*\{").match(self.source, at)
        if name == "frame":
            if has_title:
                first, last, at = braces(self.source, at)
                if text := self.convert(first, last):
                    self.blocks.append(
                        Block(
                            Kind.HEADING,
                            text,
                            self.line(first),
                            self.line(last),
                            level=self.frame_level(),
                            value="frame",
                        )
                    )
            return at
        if has_title:
            first, last, at = braces(self.source, at)
            if kind := _KIND_NAME.fullmatch(self.source[first:last].strip()):
                self.unnamed("unnamed" if kind.group(1) else "plain", token)
            else:
                self.term(first, last, token)
        else:
            self.unnamed("plain", token)
        return at

    def term(self, first: int, last: int, token: re.Match[str]) -> None:
        """What follows, up to the end of the environment, is the definition of this term."""
        text = self.convert(first, last)
        line = self.line(token.start())
        self.lists.append(_List("term", self.level))
        self.numbers.append(0)
        if text:
            self.blocks.append(
                Block(Kind.TERM, text, line, max(line, last_line(text)), level=self.level)
            )
            self.pending = Block(Kind.DEFINITION, RichText(), line + 1, level=self.level)
            self.level += 1

    def on_end(self, token: re.Match[str]) -> None:
        name = token.group("end").rstrip("*")
        self.flush(token.start())
        if self.pending and self.pending.kind is Kind.DEFINITION:
            self.blocks.append(
                replace(
                    self.pending, line=self.line(token.start()), end_line=self.line(token.start())
                )
            )
        self.pending = None
        self.begin = token.end()
        if name in ("quote", "quotation", "displayquote"):
            self.quote = max(0, self.quote - 1)
        elif self.lists and (
            name in _LISTS or (name in _TITLED and name != "frame") or _NAMED.match(name)
        ):
            ended = self.lists.pop()
            self.level = ended.level
            self.numbers.pop()
            if ended.kind == "unnamed":
                self.blocks[ended.first :] = _defined(self.blocks[ended.first :], ended.line)

    def on_item(self, token: re.Match[str]) -> None:
        self.settle(token.start())
        optional = bracket(self.source, token.end())
        line = self.line(token.start())
        self.at = self.begin = optional[2] if optional else token.end()
        # overlay specifications of beamer: \item<1->
        if overlay := re.compile(r"\s*<[^<>]*>").match(self.source, self.at):
            self.at = self.begin = overlay.end()
        if not self.lists:
            self.lists.append(_List("itemize", self.level))
            self.numbers.append(0)
        kind, level = self.lists[-1][:2]
        self.level = level + 1
        if kind == "description" and optional:
            text = self.convert(optional[0], optional[1])
            self.blocks.append(Block(Kind.TERM, text, line, line, level=level))
            self.pending = Block(Kind.DEFINITION, RichText(), line, level=level)
            return
        self.numbers[-1] += 1
        self.pending = Block(
            Kind.ITEM,
            RichText(),
            line,
            level=level,
            ordered=kind == "enumerate",
            number=self.numbers[-1] if kind == "enumerate" else 1,
            quote=self.quote,
        )
        if optional and (label := self.convert(optional[0], optional[1])) and len(label) > 3:
            self.begin = (
                optional[0] - 1
            )  # "\item[Term] text" in a plain list: the label is part of the text

    def code(self, token: re.Match[str], name: str, end: int) -> None:
        self.settle(token.start())
        at = token.end()
        language = ""
        if optional := bracket(self.source, at):
            options = self.source[optional[0] : optional[1]]
            at = optional[2]
            if found := re.search(r"language\s*=\s*\{?(?:\[[^\]]*\])?([\w+#]+)", options):
                language = found.group(1).lower()
        if name == "minted":
            first, last, at = braces(self.source, at)
            language = self.source[first:last]
        code = self.source[at:end]
        start = self.line(at) + (len(code) - len(code.lstrip("\n")))
        code = code.strip("\n").rstrip()
        lines = tuple(
            (0 if not n else m, start + n)
            for n, m in enumerate([0, *(m.end() for m in re.finditer("\n", code))])
        )
        first_line = self.line(token.start())
        self.at = self.begin = self.source.index("}", end) + 1
        self.blocks.append(
            Block(
                Kind.CODE,
                RichText(code, (), lines),
                first_line,
                self.line(end),
                level=self.level,
                quote=self.quote,
                language=language,
            )
        )

    def table(self, token: re.Match[str], name: str, end: int) -> None:
        self.settle(token.start())
        at = token.end()
        for _ in range(_WITH_ARGUMENTS.get(name, 1)):
            if optional := bracket(self.source, at):
                at = optional[2]
            at = braces(self.source, at)[2]
        rows: list[tuple[RichText, ...]] = []
        header = False
        start = at
        for stop in [*_row_ends(self.source, at, end), end]:
            row_source = self.source[start:stop]
            ruled = re.match(r"\s*(?:\\(?:hline|midrule|endhead|endfirsthead)\b\s*)+", row_source)
            header = header or bool(ruled and len(rows) == 1)
            cells = tuple(
                self.convert(a, b, cell=True) for a, b in _cell_spans(self.source, start, stop)
            )
            if any(cells):
                rows.append(cells)
            start = stop + 2
        line = self.line(token.start())
        self.at = self.begin = self.source.index("}", end) + 1
        if not rows:
            return
        width = max(len(r) for r in rows)
        if width == 1:
            for row in rows:
                self.blocks.append(
                    Block(Kind.PARAGRAPH, row[0], row[0].line, last_line(row[0]), level=self.level)
                )
            return
        self.blocks.append(
            Block.table(
                rows, line, self.line(end), header=header, level=self.level, quote=self.quote
            )
        )

    # ------------------------------------------------------------------ inline

    def convert(self, begin: int, end: int, cell: bool = False) -> RichText:
        return Inline(self, begin, end).rich()


def _defined(blocks: list[Block], line: int) -> list[Block]:
    """What a definition without a name holds, under the headword that it sets off: "A *basis* is…".

    Where its items each begin with what they define ("We say that it converges / *in probability*
    if…"), each is a definition by itself, with the words before the list.
    """
    lead = blocks[0] if blocks and blocks[0].kind is Kind.PARAGRAPH else None
    if lead is None:
        return blocks
    if term := _set_off(lead.text):
        head = Block(Kind.TERM, term, line, line, level=lead.level)
        rest = [replace(b, level=b.level + 1) for b in blocks[1:]]
        return [head, replace(lead, kind=Kind.DEFINITION), *rest]
    outer = [b for b in blocks[1:] if b.kind is Kind.ITEM and b.level == lead.level]
    if not outer or not all(_set_off(b.text, first=True) for b in outer):
        return blocks
    result: list[Block] = []
    for b in blocks[1:]:
        term = _set_off(b.text, first=True)
        if b.kind is Kind.ITEM and b.level == lead.level and term:
            said = RichText(lead.text.text, lead.text.marks, ((0, b.line),))
            whole = RichText.join([said, b.text], " ")
            result.append(Block(Kind.TERM, term, b.line, b.line, level=lead.level))
            result.append(
                Block(Kind.DEFINITION, whole, b.line, b.end_line, level=lead.level, quote=b.quote)
            )
        else:
            result.append(b)
    result[0] = replace(result[0], line=line)
    return result


def _set_off(text: RichText, first: bool = False) -> RichText:
    """The first words that are emphasised amid a text (`first`: with which it begins), without
    their style; else nothing.
    """
    for mark in text.marks:
        words = text.text[mark.start : mark.end].split()
        if mark.style not in _SET_OFF or text.literal_at(mark.start, mark.start + 1):
            continue
        if (first and mark.start) or mark.end - mark.start >= len(text.text.rstrip(".")):
            continue
        if len(words) <= _LONGEST_TERM:
            found = text[mark.start : mark.end].strip(" .,;:")
            kept = tuple(m for m in found.marks if m.style not in _SET_OFF)
            return RichText(found.text, kept, found.lines)
    return RichText()


def _row_ends(source: str, begin: int, end: int) -> list[int]:
    return [m.start() for m in re.compile(r"\\\\").finditer(source, begin, end)]


def _cell_spans(source: str, begin: int, end: int) -> list[tuple[int, int]]:
    cuts = [m.start() for m in re.compile(r"(?<!\\)&").finditer(source, begin, end)]
    starts = [begin, *(c + 1 for c in cuts)]
    return list(zip(starts, [*cuts, end], strict=True))
