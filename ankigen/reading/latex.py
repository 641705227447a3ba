r"""LaTeX → blocks: sections, lists, descriptions, definitions and theorems, beamer frames, tables, code; formulas kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import NamedTuple

from ankigen.model import OBJECT, Block, Kind, Mark, Reading, Rich, Style
from ankigen.reading.decoding import decode
from ankigen.reading.flow import Flow, covering

_SECTIONS = (
    "part",
    "chapter",
    "section",
    "subsection",
    "subsubsection",
    "paragraph",
    "subparagraph",
)
_MATH = frozenset(
    [
        "equation",
        "align",
        "gather",
        "multline",
        "eqnarray",
        "displaymath",
        "math",
        "alignat",
        "flalign",
        "dmath",
        "IEEEeqnarray",
    ]
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
#: Environments whose [name] or {name} is a headword; with babel or \newtheorem they are called in many ways.
_NAMED = re.compile(
    r"def|thm|theorem|lemma|lem|prop|cor|satz|begriff|axiom|law|principle|rule|fact|concept|term|merke|teorema|proposi|"
    r"théor|théorème|corol|folgerung|notation|bsp|example|exm|beispiel|ejemplo|exemple|remark|bemerkung",
    re.I,
)
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
_WITH_ARGUMENTS = {"tabular": 1, "tabularx": 2, "tabulary": 2, "longtable": 1, "minipage": 1, "multicols": 1, "tabu": 1,
                   "array": 1, "wrapfigure": 2, "columns": 0, "column": 1, "adjustbox": 1, "spacing": 1, "alignat": 1,
                   "labeling": 1, "minted": 1, "supertabular": 1, "otherlanguage": 1, "tasks": 0}  # fmt: skip

_TOKEN = re.compile(
    r"""\\begin\s*\{(?P<begin>[^{}\s]+)\}|\\end\s*\{(?P<end>[^{}\s]+)\}
    |\\(?P<section>part|chapter|section|subsection|subsubsection|paragraph|subparagraph|frametitle|framesubtitle)\*?\s*(?:\[[^\]]*\])?\s*(?=\{)
    |\\(?P<item>item|task)(?![A-Za-z])
    |\\(?P<entry>newglossaryentry|longnewglossaryentry|newacronym|card|flashcard)(?=\s*[\[{])
    |(?P<blank>\n[ \t]*\n)
    |\\verb\*?(?P<verb>[^A-Za-z\s*])
    |(?P<escape>\\[\\$%])
    |(?P<display>\\\[|\$\$)
    |(?P<inline>\$|\\\()
    |\\(?P<bare>maketitle|tableofcontents|listoffigures|listoftables|newpage|clearpage|pagebreak|noindent|bigskip|medskip|smallskip|centering|frontmatter|mainmatter|appendix|printbibliography|printglossaries|par)(?![A-Za-z])""",
    re.X,
)
_INLINE = re.compile(
    r"\\(?:(?P<name>[A-Za-z@]+)\*?[ \t]*\n?[ \t]*|(?P<sign>[^A-Za-z]|$))|(?P<open>\{)|(?P<close>\})|(?P<math>\$)"
    r"|(?P<quote>``|''|\"[`'])|(?P<dash>---?)|(?P<space>~|\s+)|(?P<comment>%[^\n]*\n?)|(?P<text>[^\\{}$`'\"\-~\s%]+|.)",
    re.S,
)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_CODE_BEGIN = re.compile(r"\\begin\{((?:verbatim|lstlisting|minted|Verbatim|alltt)\*?)\}")
_DOCUMENT = re.compile(r"\\begin\s*\{document\}")
_MACRO = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator|def)\*?\s*\{?\\([A-Za-z]+)\}?\s*(?:\[(\d)\])?(?=\s*\{)"
)
_TITLE = re.compile(r"\\title\s*(?:\[[^\]]*\])?\s*(?=\{)")

_STYLES = {
    "textbf": Style.STRONG, "strong": Style.STRONG, "term": Style.STRONG, "defn": Style.STRONG, "keyword": Style.STRONG,
    "alert": Style.STRONG, "dfn": Style.STRONG, "structure": Style.STRONG, "begriff": Style.STRONG, "emph": Style.EM,
    "textit": Style.EM, "textsl": Style.EM, "texttt": Style.CODE, "code": Style.CODE, "lstinline": Style.CODE,
    "underline": Style.UNDERLINE, "uline": Style.UNDERLINE, "sout": Style.STRIKE, "hl": Style.MARK,
    "textsuperscript": Style.SUP, "textsubscript": Style.SUB,
}  # fmt: skip
_DECLARATIONS = {
    "bf": Style.STRONG, "bfseries": Style.STRONG, "it": Style.EM, "itshape": Style.EM, "em": Style.EM, "sl": Style.EM,
    "tt": Style.CODE, "ttfamily": Style.CODE,
}  # fmt: skip
#: Commands that say nothing to a reader, with the number of their arguments.
_SILENT = {
    "label": 1, "ref": 1, "eqref": 1, "pageref": 1, "cite": 1, "citep": 1, "citet": 1, "index": 1, "vspace": 1, "hspace": 1,
    "autoref": 1, "cref": 1, "Cref": 1, "nocite": 1, "input": 1, "include": 1, "pagestyle": 1, "thispagestyle": 1,
    "setlength": 2, "setcounter": 2, "addtocounter": 2, "addcontentsline": 3, "bibliography": 1, "bibliographystyle": 1,
    "usepackage": 1, "newtheorem": 2, "theoremstyle": 1, "rule": 2, "vskip": 0, "color": 1, "column": 1, "fontsize": 2, "tag": 1,
    "setlist": 1, "graphicspath": 1, "hypersetup": 1, "selectlanguage": 1, "markboth": 2, "marginpar": 1, "phantomsection": 0,
    "parencite": 1, "textcite": 1, "footcite": 1, "usetikzlibrary": 1, "definecolor": 3, "lstset": 1, "linespread": 1,
}  # fmt: skip
_FIRST_SILENT = {"textcolor": 1, "colorbox": 1, "href": 1, "hypertarget": 1, "foreignlanguage": 1, "parbox": 1, "resizebox": 2,
                 "scalebox": 1, "fcolorbox": 2, "raisebox": 1, "multicolumn": 2, "multirow": 2}  # fmt: skip
_SIGNS = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "LaTeX": "LaTeX", "TeX": "TeX", "textendash": "–", "textemdash": "—",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbar": "|", "textless": "<",
    "textgreater": ">", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å",
    "l": "ł", "L": "Ł", "i": "ı", "euro": "€", "texteuro": "€", "pounds": "£", "S": "§", "copyright": "©", "degree": "°",
    "textdegree": "°", "textbullet": "•", "bullet": "•", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«",
    "frqq": "»", "guillemotleft": "«", "guillemotright": "»", "quad": " ", "qquad": " ", "newline": "\n",
    "linebreak": "\n", "textquotedbl": '"', "slash": "/", "checkmark": "✓", "textrightarrow": "→", "par": "\n",
    "enquote": "", "textregistered": "®", "texttrademark": "™", "dag": "†", "ddag": "‡", "P": "¶",
}  # fmt: skip
#: siunitx's names of prefixes and units.
_UNITS = {
    "kilo": "k", "mega": "M", "giga": "G", "milli": "m", "micro": "µ", "nano": "n", "pico": "p", "centi": "c", "deci": "d",
    "hecto": "h", "tera": "T", "gram": "g", "metre": "m", "meter": "m", "second": "s", "ampere": "A", "kelvin": "K",
    "mole": "mol", "candela": "cd", "newton": "N", "joule": "J", "watt": "W", "pascal": "Pa", "volt": "V", "ohm": "Ω",
    "hertz": "Hz", "coulomb": "C", "farad": "F", "tesla": "T", "henry": "H", "litre": "L", "liter": "L", "celsius": "°C",
    "degreeCelsius": "°C", "percent": "%", "degree": "°", "per": "/", "squared": "²", "cubed": "³", "square": "²",
    "cubic": "³", "minute": "min", "hour": "h", "day": "d", "electronvolt": "eV", "bit": "bit", "byte": "B", "lumen": "lm",
    "bar": "bar", "kg": "kg", "cm": "cm", "mm": "mm", "km": "km",
}  # fmt: skip
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
            "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323"}  # fmt: skip
#: Macros of the author are put in for what they stand for, so many times at most: some call one another.
_EXPANSIONS = 4
_MOST_GROWTH = 3


def read(data: bytes, name: str) -> Reading:
    """A .tex file. Raises AnkigenError if it is empty or no text."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Reading:
    source = _without_comments(text.replace("\v", " "))
    start = _DOCUMENT.search(source)
    preamble = source[: start.start()] if start else ""
    scanner = _Scanner(_expanded(source, start.end() if start else 0), start.end() if start else 0)
    scanner.glossary(preamble)
    scanner.scan()
    title = _TITLE.search(source)
    blocks = scanner.blocks
    filled = [bool(s.strip()) for s in text.split("\n")]
    return Reading(
        tuple(covering(blocks, filled)),
        title=scanner.convert(*_braces(scanner.source, title.end())[:2]).text if title else "",
        language=_language(preamble),
    )


def _without_comments(source: str) -> str:
    """The source with each comment cut down to its sign; in code a "%" is no comment."""
    pieces, at = [], 0
    for found in _CODE_BEGIN.finditer(source):
        if found.start() < at:
            continue
        end = source.find(f"\\end{{{found.group(1)}}}", found.end())
        if end >= 0:
            pieces += [
                _COMMENT.sub(r"\1%", source[at : found.start()]),
                source[found.start() : end],
            ]
            at = end
    return "".join(pieces) + _COMMENT.sub(r"\1%", source[at:])


def _language(preamble: str) -> str:
    found = re.search(
        r"\\usepackage\[([^\]]*)\]\{babel\}|\\setmainlanguage(?:\[[^\]]*\])?\{(\w+)\}", preamble
    )
    names = (found.group(1) or found.group(2)).split(",") if found else []
    codes = {"english": "en", "american": "en", "british": "en", "german": "de", "ngerman": "de", "french": "fr", "spanish": "es",
             "italian": "it", "portuguese": "pt", "brazil": "pt", "dutch": "nl", "polish": "pl", "swedish": "sv"}  # fmt: skip
    return codes.get(names[-1].strip(), "") if names else ""


class _Macro(NamedTuple):
    arguments: int
    body: str


def _expanded(source: str, start: int) -> str:
    """The source with the author's own macros put in, each on the line where it is used."""
    macros: dict[str, _Macro] = {}
    for found in _MACRO.finditer(source):
        begin, end, _ = _braces(source, found.end())
        body = source[begin:end]
        if "operator" in found.group().lower():
            body = rf"\operatorname{{{body}}}"
        if (
            len(body) < 300
            and "\n" not in body
            and "#" not in body.replace("#1", "").replace("#2", "").replace("#3", "")
        ):
            macros[found.group(1)] = _Macro(int(found.group(2) or 0), body)
    if not macros:
        return source
    pattern = re.compile(
        r"\\(" + "|".join(sorted(map(re.escape, macros), key=len, reverse=True)) + r")(?![A-Za-z])"
    )
    head, body = source[:start], source[start:]
    limit = _MOST_GROWTH * len(body) + 10_000
    for _ in range(_EXPANSIONS):
        pieces, at = [], 0
        for found in pattern.finditer(body):
            if found.start() < at:
                continue
            macro = macros[found.group(1)]
            end, arguments = found.end(), []
            for _n in range(macro.arguments):
                first, last, end = _braces(body, end)
                arguments.append(body[first:last])
            text = macro.body
            for n, argument in enumerate(arguments, 1):
                text = text.replace(f"#{n}", argument)
            pieces += [
                body[at : found.start()],
                text + (" " if text[-1:].isalpha() and body[end : end + 1].isalpha() else ""),
            ]
            at = end
        if not pieces:
            break
        grown = "".join(pieces) + body[at:]
        if len(grown) > limit:
            break
        body = grown
    return head + body


def _braces(source: str, at: int) -> tuple[int, int, int]:
    """Begin and end of what stands in the braces at or after white space at `at`, and where it goes on.

    >>> _braces("x {a{b}c} d", 1)
    (3, 8, 9)
    """
    while at < len(source) and source[at].isspace():
        at += 1
    if source[at : at + 1] != "{":
        return at, min(at + 1, len(source)), min(at + 1, len(source))
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.S).finditer(source, at):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if not depth:
            return at + 1, found.start(), found.end()
    return at + 1, len(source), len(source)


def _bracket(source: str, at: int) -> tuple[int, int, int] | None:
    """The same for an optional argument in brackets; None if there is none."""
    found = re.compile(r"[ \t]*\n?[ \t]*\[").match(source, at)
    if not found:
        return None
    depth = 0
    for sign in re.compile(r"\\.|[{}\]]", re.S).finditer(source, found.end(), found.end() + 2000):
        if sign.group() == "]" and not depth:
            return found.end(), sign.start(), sign.end()
        depth += {"{": 1, "}": -1}.get(sign.group(), 0)
    return None


class _List(NamedTuple):
    kind: str
    level: int


class _Scanner:
    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.at = self.begin = start
        self.blocks: list[Block] = []
        self.breaks = [m.start() for m in re.finditer("\n", source)]
        self.lists: list[_List] = []
        self.numbers: list[int] = []
        self.pending: Block | None = None
        self.level = 0
        self.quote = 0
        self.inside_definition = 0
        found = {s for s in _SECTIONS if re.search(rf"\\{s}\*?\s*[\[{{]", source)}
        self.top = next((n for n, s in enumerate(_SECTIONS) if s in found), 2)

    def line(self, offset: int) -> int:
        return bisect_right(self.breaks, offset - 1) + 1

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
                replace(block, text=rich, line=min(block.line, rich.line), end_line=_last(rich))
            )
        elif (
            len(rich.marks) == 1
            and rich.marks[0].style is Style.DISPLAY
            and rich.marks[0].end == len(rich)
        ):
            self.formula(rich.text, rich.marks[0].value, rich.line, _last(rich))
        else:
            self.blocks.append(
                Block(
                    Kind.PARAGRAPH, rich, rich.line, _last(rich), level=self.level, quote=self.quote
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

    def closing(self, closer: str, at: int) -> int:
        """Where a formula ends; not beyond the paragraph."""
        stop = self.source.find("\n\n", at)
        stop = len(self.source) if stop < 0 else stop
        while True:
            end = self.source.find(closer, at, stop)
            if end < 0 or self.source[end - 1] != "\\" or closer != "$":
                return end
            at = end + 1

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
        self.formula(_tidy(source), _tidy(latex).strip(), self.line(token.start()), self.line(end))

    def formula(self, source: str, latex: str, line: int, end_line: int) -> None:
        block = Block(
            Kind.FORMULA,
            Rich.of(source, line),
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
        first, last, end = _braces(self.source, token.end())
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

    def on_entry(self, token: re.Match[str]) -> None:
        """A glossary entry, or a card of a flashcard package: a term and what it is."""
        at = token.end()
        if optional := _bracket(self.source, at):
            at = optional[2]
        arguments = []
        for _ in range(3 if token.group("entry") == "newacronym" else 2):
            first, last, at = _braces(self.source, at)
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
                m.group(1): _braces(self.source, m.end())[:2]
                for m in re.compile(r"\b(name|description)\s*=\s*(?=\{)").finditer(
                    self.source, *arguments[1]
                )
            }
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
                    _last(text) or self.line(last),
                    level=self.level,
                )
            )

    # ------------------------------------------------------------------ environments

    def on_begin(self, token: re.Match[str]) -> None:
        name = token.group("begin")
        bare = name.rstrip("*")
        end = self.environment_end(name, token.end())
        if bare in _MATH and end >= 0:
            self.settle(token.start())
            close = end + len(f"\\end{{{name}}}")
            source = _tidy(self.source[token.start() : close])
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
                Block(Kind.DROPPED, Rich.of(text, first), first, self.line(close), value=why)
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
        optional = _bracket(self.source, at)
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
                at = _braces(self.source, at)[2]
        elif name in ("quote", "quotation", "displayquote"):
            self.quote += 1
        elif name in _TITLED:
            at = self.titled(token, name, optional)
        elif optional and _NAMED.match(name):
            self.term(optional[0], optional[1], token)
            at = optional[2]
        elif _NAMED.match(name):
            self.lists.append(_List("plain", self.level))
            self.numbers.append(0)
        else:
            at = optional[2] if optional else at
            for _ in range(_WITH_ARGUMENTS.get(name, 0)):
                at = _braces(self.source, at)[2]
        self.at = self.begin = at

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
                place = found.span(1) if found.group(1) else _braces(self.source, found.end())[:2]
                self.term(*place, token)
            else:
                self.lists.append(_List("plain", self.level))
                self.numbers.append(0)
            return at
        has_title = re.compile(r"[ \t]*\n?[ \t]*\{").match(self.source, at)
        if name == "frame":
            if has_title:
                first, last, at = _braces(self.source, at)
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
            first, last, at = _braces(self.source, at)
            self.term(first, last, token)
        else:
            self.lists.append(_List("plain", self.level))
            self.numbers.append(0)
        return at

    def term(self, first: int, last: int, token: re.Match[str]) -> None:
        """What follows, up to the end of the environment, is the definition of this term."""
        text = self.convert(first, last)
        line = self.line(token.start())
        self.lists.append(_List("term", self.level))
        self.numbers.append(0)
        if text:
            self.blocks.append(
                Block(Kind.TERM, text, line, max(line, _last(text)), level=self.level)
            )
            self.pending = Block(Kind.DEFINITION, Rich(), line + 1, level=self.level)
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
            self.level = self.lists.pop().level
            self.numbers.pop()

    def on_item(self, token: re.Match[str]) -> None:
        self.settle(token.start())
        optional = _bracket(self.source, token.end())
        line = self.line(token.start())
        self.at = self.begin = optional[2] if optional else token.end()
        # overlay specifications of beamer: \item<1->
        if overlay := re.compile(r"\s*<[^<>]*>").match(self.source, self.at):
            self.at = self.begin = overlay.end()
        if not self.lists:
            self.lists.append(_List("itemize", self.level))
            self.numbers.append(0)
        kind, level = self.lists[-1]
        self.level = level + 1
        if kind == "description" and optional:
            text = self.convert(optional[0], optional[1])
            self.blocks.append(Block(Kind.TERM, text, line, line, level=level))
            self.pending = Block(Kind.DEFINITION, Rich(), line, level=level)
            return
        self.numbers[-1] += 1
        self.pending = Block(
            Kind.ITEM,
            Rich(),
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
        if optional := _bracket(self.source, at):
            options = self.source[optional[0] : optional[1]]
            at = optional[2]
            if found := re.search(r"language\s*=\s*\{?(?:\[[^\]]*\])?([\w+#]+)", options):
                language = found.group(1).lower()
        if name == "minted":
            first, last, at = _braces(self.source, at)
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
                Rich(code, (), lines),
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
            if optional := _bracket(self.source, at):
                at = optional[2]
            at = _braces(self.source, at)[2]
        rows: list[tuple[Rich, ...]] = []
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
                    Block(Kind.PARAGRAPH, row[0], row[0].line, _last(row[0]), level=self.level)
                )
            return
        rows = [r + (Rich(),) * (width - len(r)) for r in rows]
        text = "\n".join(" | ".join(c.text for c in row) for row in rows)
        self.blocks.append(
            Block(
                Kind.TABLE,
                Rich.of(text, line),
                line,
                self.line(end),
                level=self.level,
                quote=self.quote,
                rows=tuple(rows),
                header=header,
            )
        )

    # ------------------------------------------------------------------ inline

    def convert(self, begin: int, end: int, cell: bool = False) -> Rich:
        return _Inline(self, begin, end).rich()


def _row_ends(source: str, begin: int, end: int) -> list[int]:
    return [m.start() for m in re.compile(r"\\\\").finditer(source, begin, end)]


def _cell_spans(source: str, begin: int, end: int) -> list[tuple[int, int]]:
    cuts = [m.start() for m in re.compile(r"(?<!\\)&").finditer(source, begin, end)]
    starts = [begin, *(c + 1 for c in cuts)]
    return list(zip(starts, [*cuts, end], strict=True))


class _Inline:
    """The text of source[begin:end] with its marks."""

    def __init__(self, scanner: _Scanner, begin: int, end: int) -> None:
        self.scanner = scanner
        self.source = scanner.source
        self.at, self.end = begin, end
        self.flow = Flow()
        self.groups: list[list[tuple[Style, str, int]]] = []
        self.next_group: list[tuple[Style, str, int]] = []
        self.closing_text: list[str] = []

    def rich(self) -> Rich:
        while self.at < self.end:
            found = _INLINE.match(self.source, self.at, self.end)
            if not found:
                break
            begin = self.at
            self.at = found.end()
            self.token(found, begin)
        while self.groups:
            self.close()
        return self.flow.rich()

    def put(self, text: str, at: int) -> None:
        self.flow.word(text, self.scanner.line(at))

    def token(self, found: re.Match[str], at: int) -> None:
        kind = found.lastgroup
        text = found.group()
        if kind == "name":
            self.command(found.group("name"), at)
        elif kind == "sign":
            self.sign(found.group("sign"), at)
        elif kind == "open":
            styles = [(s, v, self.start()) for s, v, _ in self.next_group]
            self.next_group = []
            self.groups.append(styles)
            self.closing_text.append("")
        elif kind == "close":
            self.close()
        elif kind == "math":
            self.math(at)
        elif kind == "quote":
            self.put('"', at)
        elif kind == "dash":
            self.put("—" if text == "---" else "–", at)
        elif kind == "space":
            self.flow.space = True
        elif kind == "text":
            self.put(text, at)

    def start(self) -> int:
        self.flow.settle()
        return self.flow.length

    def close(self) -> None:
        if not self.groups:
            return
        for style, value, start in self.groups.pop():
            if self.flow.length > start:
                self.flow.marks.append(Mark(start, self.flow.length, style, value))
        if after := self.closing_text.pop():
            self.flow.space = False
            self.put(after, self.at - 1)

    def sign(self, sign: str, at: int) -> None:
        if not sign:
            return
        if sign == "\\":
            self.flow.break_line()
            if skip := re.compile(r"\*?\s*\[[^\]]*\]").match(self.source, self.at, self.end):
                self.at = skip.end()
        elif sign in "([":
            self.math(at)
        elif sign in _ACCENTS and sign != "d":
            self.accent(sign, at)
        elif sign in ",;:! " or sign.isspace():
            self.flow.space = True
        elif sign not in "-/@])":
            self.put(sign, at)

    def accent(self, sign: str, at: int) -> None:
        import unicodedata

        found = re.compile(r"\s*(?:\{\s*(\\?[A-Za-z])?\s*\}|(\\?[A-Za-z]))").match(
            self.source, self.at, self.end
        )
        if found:
            letter = (found.group(1) or found.group(2) or "").lstrip("\\")
            self.at = found.end()
            if letter:
                self.put(unicodedata.normalize("NFC", letter + _ACCENTS[sign]), at)

    def argument(self) -> tuple[int, int]:
        first, last, self.at = _braces(self.source, self.at)
        self.at = min(self.at, self.end)
        return first, min(last, self.end)

    def optional(self) -> None:
        if (found := _bracket(self.source, self.at)) and found[2] <= self.end:
            self.at = found[2]

    def command(self, name: str, at: int) -> None:
        if name in _STYLES:
            self.next_group = [(_STYLES[name], "", 0)]
            if _STYLES[name] is Style.CODE:
                first, last = self.argument()
                self.literal(
                    re.sub(r"\\([_#$%&{}])", r"\1", self.source[first:last]), Style.CODE, "", at
                )
                self.next_group = []
        elif name in _DECLARATIONS:
            group = self.groups[-1] if self.groups else None
            if group is None:
                self.groups.append(group := [])
                self.closing_text.append("")
            group.append((_DECLARATIONS[name], "", self.start()))
        elif name == "verb":
            sign = self.source[at + 5 : at + 6].replace("*", "") or self.source[at + 6 : at + 7]
            first = self.source.index(sign, at + 5) + 1
            last = self.source.find(sign, first, self.end)
            if last >= 0:
                self.literal(self.source[first:last], Style.CODE, "", at)
                self.at = last + 1
        elif name in ("url", "path"):
            first, last = self.argument()
            url = self.source[first:last].replace("\\", "")
            self.literal(
                url, Style.LINK if name == "url" else Style.CODE, url if name == "url" else "", at
            )
        elif name == "includegraphics":
            self.optional()
            first, last = self.argument()
            self.literal(OBJECT, Style.IMAGE, self.source[first:last].strip(), at)
        elif name in ("footnote", "footnotetext", "thanks"):
            self.optional()
            self.flow.space = True
            self.put("(", at)
            self.groups_open(")")
        elif name in ("paragraph", "subparagraph"):
            self.next_group = [(Style.STRONG, "", 0)]
            self.flow.space = True
        elif name in ("gls", "Gls", "glspl", "acrshort", "acrlong", "ac"):
            pass  # the key stands in the braces and reads as the word
        elif name == "enquote":
            self.put('"', at)
            self.groups_open('"')
        elif name == "ce":  # mhchem, which Anki's MathJax knows
            first, last = self.argument()
            formula = rf"\ce{{{self.source[first:last]}}}"
            self.literal(rf"\({formula}\)", Style.MATH, formula, at)
        elif name in ("SI", "qty", "si", "unit", "num"):
            self.quantity(name, at)
        elif name in _SILENT:
            self.optional()
            for _ in range(_SILENT[name]):
                self.argument()
        elif name in _FIRST_SILENT:
            self.optional()
            value = ""
            for _ in range(_FIRST_SILENT[name]):
                first, last = self.argument()
                value = self.source[first:last]
            if name == "href":
                self.next_group = [(Style.LINK, value, 0)]
        elif name in _SIGNS:
            if _SIGNS[name] == "\n":
                self.flow.break_line()
            elif _SIGNS[name] == " ":
                self.flow.space = True
            else:
                self.put(_SIGNS[name], at)
            # LaTeX eats the space behind a command; "\LaTeX{} is" and "\ldots\ and" keep theirs by other means
            if self.source[self.at - 1 : self.at].isspace() and _SIGNS[name] in (
                "…",
                "LaTeX",
                "TeX",
            ):
                self.flow.space = True
        elif name in ("begin", "end"):
            self.environment(name, at)
        elif name in ("c", "v", "u", "H", "k", "r", "d"):
            self.accent(name, at)
        elif name in ("newcommand", "renewcommand", "providecommand", "def", "DeclareMathOperator"):
            self.argument()
            self.optional()
            self.argument()
        else:
            self.optional()

    def quantity(self, name: str, at: int) -> None:
        """A number with its unit, as siunitx sets them: `\\SI{5}{\\kilo\\gram}` is 5 kg."""
        self.optional()
        parts = []
        for _ in range(2 if name in ("SI", "qty") else 1):
            first, last = self.argument()
            parts.append(self.source[first:last])
        if name != "num":
            unit = re.sub(r"\\([A-Za-z]+)", lambda m: _UNITS.get(m.group(1), m.group(1)), parts[-1])
            parts[-1] = re.sub(r"[{}\s]", "", unit)
        if shown := " ".join(p for p in parts if p):
            self.put(shown, at)

    def groups_open(self, after: str) -> None:
        """Take the brace that opens an argument; `after` is set where it closes."""
        found = re.compile(r"\s*\{").match(self.source, self.at, self.end)
        if found:
            self.at = found.end()
            self.groups.append([])
            self.closing_text.append(after)

    def environment(self, name: str, at: int) -> None:
        """A formula's environment amid text; any other is only markup here."""
        first, last = self.argument()
        kind = self.source[first:last]
        closer = f"\\end{{{kind}}}"
        end = self.source.find(closer, self.at, self.end)
        if name == "begin" and end >= 0 and kind.rstrip("*") in _MATH:
            source = _tidy(self.source[at : end + len(closer)])
            self.at = end + len(closer)
            self.literal(source, Style.DISPLAY, source, at)

    def math(self, at: int) -> None:
        opener = next(s for s in ("$$", "$", r"\(", r"\[") if self.source.startswith(s, at))
        closer = {"$$": "$$", "$": "$", r"\(": r"\)", r"\[": r"\]"}[opener]
        end = self.scanner.closing(closer, at + len(opener))
        if end < 0 or end >= self.end:
            self.put(opener.strip("\\"), at)
            self.at = at + len(opener)
            return
        self.at = end + len(closer)
        source = _tidy(self.source[at : self.at]).replace("\n", " ")
        style = Style.MATH if opener in ("$", r"\(") else Style.DISPLAY
        self.literal(source, style, source[len(opener) : -len(closer)].strip(), at)

    def literal(self, text: str, style: Style, value: str, at: int) -> None:
        if not text:
            return
        start = self.start()
        self.put(text, at)
        self.flow.marks.append(Mark(start, self.flow.length, style, value))


def _last(rich: Rich) -> int:
    return rich.lines[-1][1] if rich.lines else 0


def _tidy(source: str) -> str:
    """A formula without comments, labels and blank lines."""
    source = re.sub(r"(?<!\\)%[^\n]*\n?", "", source)
    source = re.sub(r"\\label\s*\{[^{}]*\}", "", source)
    return "\n".join(s.strip() for s in source.split("\n") if s.strip())
