r"""LaTeX within a line → RichText: styles, accents, quantities, formulas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from ankigen.model import OBJECT, Mark, RichText, Style
from ankigen.readers.flow import Flow
from ankigen.readers.latex.source import MATH, Source, braces, bracket, tidy

_INLINE = re.compile(
    r"\\(?:(?P<name>[A-Za-z@]+)\*?[ \t]*\n?[ \t]*|(?P<sign>[^A-Za-z]|$))|(?P<open>\{)"
    r"|(?P<close>\})|(?P<math>\$)"
    r"|(?P<quote>``|''|\"[`'])|(?P<dash>---?)|(?P<space>~|\s+)|(?P<comment>%[^\n]*\n?)"
    r"|(?P<text>[^\\{}$`'\"\-~\s%]+|.)",
    re.S,
)


_STYLES = {
    "textbf": Style.STRONG, "strong": Style.STRONG, "term": Style.STRONG, "defn": Style.STRONG,
    "keyword": Style.STRONG,
    "alert": Style.STRONG, "dfn": Style.STRONG, "structure": Style.STRONG, "begriff": Style.STRONG,
    "emph": Style.EM,
    "textit": Style.EM, "textsl": Style.EM, "texttt": Style.CODE, "code": Style.CODE,
    "lstinline": Style.CODE,
    "underline": Style.UNDERLINE, "uline": Style.UNDERLINE, "sout": Style.STRIKE, "hl": Style.MARK,
    "textsuperscript": Style.SUP, "textsubscript": Style.SUB,
}  # fmt: skip


_DECLARATIONS = {
    "bf": Style.STRONG, "bfseries": Style.STRONG, "it": Style.EM, "itshape": Style.EM,
    "em": Style.EM, "sl": Style.EM,
    "tt": Style.CODE, "ttfamily": Style.CODE,
}  # fmt: skip


#: Commands that say nothing to a reader, with the number of their arguments.
_SILENT = {
    "label": 1, "ref": 1, "eqref": 1, "pageref": 1, "cite": 1, "citep": 1, "citet": 1, "index": 1,
    "vspace": 1, "hspace": 1,
    "autoref": 1, "cref": 1, "Cref": 1, "nocite": 1, "input": 1, "include": 1, "pagestyle": 1,
    "thispagestyle": 1, "pagenumbering": 1, "addtocontents": 2, "fancyhead": 1, "fancyfoot": 1,
    "lhead": 1, "chead": 1, "rhead": 1, "lfoot": 1, "cfoot": 1, "rfoot": 1, "setstretch": 1,
    "titlespacing": 4, "titleformat": 5, "captionsetup": 1, "hyphenation": 1,
    "setlength": 2, "setcounter": 2, "addtocounter": 2, "addcontentsline": 3, "bibliography": 1,
    "bibliographystyle": 1,
    "usepackage": 1, "newtheorem": 2, "theoremstyle": 1, "rule": 2, "vskip": 0, "color": 1,
    "column": 1, "fontsize": 2, "tag": 1,
    "setlist": 1, "graphicspath": 1, "hypersetup": 1, "selectlanguage": 1, "markboth": 2,
    "marginpar": 1, "phantomsection": 0,
    "parencite": 1, "textcite": 1, "footcite": 1, "usetikzlibrary": 1, "definecolor": 3,
    "lstset": 1, "linespread": 1,
}  # fmt: skip


_FIRST_SILENT = {"textcolor": 1, "colorbox": 1, "href": 1, "hypertarget": 1, "foreignlanguage": 1,
    "parbox": 1, "resizebox": 2,
                 "scalebox": 1, "fcolorbox": 2, "raisebox": 1, "multicolumn": 2,
                 "multirow": 2}  # fmt: skip


_SIGNS = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "LaTeX": "LaTeX", "TeX": "TeX",
    "textendash": "–", "textemdash": "—",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbar": "|",
    "textless": "<",
    "textgreater": ">", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø",
    "aa": "å", "AA": "Å",
    "l": "ł", "L": "Ł", "i": "ı", "euro": "€", "texteuro": "€", "pounds": "£", "S": "§",
    "copyright": "©", "degree": "°",
    "textdegree": "°", "textbullet": "•", "bullet": "•", "glqq": "„", "grqq": "“", "glq": "‚",
    "grq": "‘", "flqq": "«",
    "frqq": "»", "guillemotleft": "«", "guillemotright": "»", "quad": " ", "qquad": " ",
    "newline": "\n",
    "linebreak": "\n", "textquotedbl": '"', "slash": "/", "checkmark": "✓", "textrightarrow": "→",
    "par": "\n",
    "enquote": "", "textregistered": "®", "texttrademark": "™", "dag": "†", "ddag": "‡", "P": "¶",
}  # fmt: skip


#: siunitx's names of prefixes and units.
_UNITS = {
    "kilo": "k", "mega": "M", "giga": "G", "milli": "m", "micro": "µ", "nano": "n", "pico": "p",
    "centi": "c", "deci": "d",
    "hecto": "h", "tera": "T", "gram": "g", "metre": "m", "meter": "m", "second": "s",
    "ampere": "A", "kelvin": "K",
    "mole": "mol", "candela": "cd", "newton": "N", "joule": "J", "watt": "W", "pascal": "Pa",
    "volt": "V", "ohm": "Ω",
    "hertz": "Hz", "coulomb": "C", "farad": "F", "tesla": "T", "henry": "H", "litre": "L",
    "liter": "L", "celsius": "°C",
    "degreeCelsius": "°C", "percent": "%", "degree": "°", "per": "/", "squared": "²", "cubed": "³",
    "square": "²",
    "cubic": "³", "minute": "min", "hour": "h", "day": "d", "electronvolt": "eV", "bit": "bit",
    "byte": "B", "lumen": "lm",
    "bar": "bar", "kg": "kg", "cm": "cm", "mm": "mm", "km": "km",
}  # fmt: skip


_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303",
    "=": "\u0304", ".": "\u0307",
            "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
            "r": "\u030a", "d": "\u0323"}  # fmt: skip


class Inline:
    """The text of source[begin:end] with its marks."""

    def __init__(self, source: Source, begin: int, end: int) -> None:
        self.text = source
        self.source = source.source
        self.at, self.end = begin, end
        self.flow = Flow()
        self.groups: list[list[tuple[Style, str, int]]] = []
        self.next_group: list[tuple[Style, str, int]] = []
        self.closing_text: list[str] = []

    def rich(self) -> RichText:
        """The text, read to its end; groups that are left open end with it."""
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
        self.flow.word(text, self.text.line(at))

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
        """Where what comes next begins, the space before it set."""
        self.flow.settle()
        return self.flow.length

    def close(self) -> None:
        if not self.groups:
            return
        for style, value, start in self.groups.pop():
            if self.flow.length > start:
                self.flow.marks.append(Mark(start, self.flow.length, style, value))
        if self.source.startswith("{", self.at):  # two arguments of a command that is not known
            self.flow.space = True
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
        found = re.compile(r"\s*(?:\{\s*(\\?[A-Za-z])?\s*\}|(\\?[A-Za-z]))").match(
            self.source, self.at, self.end
        )
        if found:
            letter = (found.group(1) or found.group(2) or "").lstrip("\\")
            self.at = found.end()
            if letter:
                self.put(unicodedata.normalize("NFC", letter + _ACCENTS[sign]), at)

    def argument(self) -> tuple[int, int]:
        """Take the argument in braces (or the one character); where it begins and ends."""
        first, last, self.at = braces(self.source, self.at)
        self.at = min(self.at, self.end)
        return first, min(last, self.end)

    def optional(self) -> None:
        """Take the argument in square brackets, if there is one."""
        if (found := bracket(self.source, self.at)) and found[2] <= self.end:
            self.at = found[2]

    def command(self, name: str, at: int) -> None:
        """What a command does to the text: `_COMMANDS` says; one that is not known leaves its
        argument to be read.
        """
        handler = _COMMANDS.get(name)
        if handler:
            handler(self, name, at)
        else:
            self.optional()

    def style(self, name: str, at: int) -> None:
        style = _STYLES[name]
        if style is Style.CODE:
            first, last = self.argument()
            code = re.sub(r"\\([_#$%&{}])", r"\1", self.source[first:last])
            self.literal(code, style, "", at)
            self.next_group = []
        else:
            self.next_group = [(style, "", 0)]

    def declaration(self, name: str, at: int) -> None:
        """`{\\bf …}`: to the end of the group, or of the text."""
        group = self.groups[-1] if self.groups else None
        if group is None:
            self.groups.append(group := [])
            self.closing_text.append("")
        group.append((_DECLARATIONS[name], "", self.start()))

    def verbatim(self, name: str, at: int) -> None:
        begin = at + len(r"\verb")
        sign = self.source[begin : begin + 1].replace("*", "") or self.source[begin + 1 : begin + 2]
        first = self.source.index(sign, begin) + 1
        last = self.source.find(sign, first, self.end)
        if last >= 0:
            self.literal(self.source[first:last], Style.CODE, "", at)
            self.at = last + 1

    def address(self, name: str, at: int) -> None:
        first, last = self.argument()
        shown = self.source[first:last].replace("\\", "")
        if name == "url":
            self.literal(shown, Style.LINK, shown, at)
        else:
            self.literal(shown, Style.CODE, "", at)

    def picture(self, name: str, at: int) -> None:
        self.optional()
        first, last = self.argument()
        self.literal(OBJECT, Style.IMAGE, self.source[first:last].strip(), at)

    def footnote(self, name: str, at: int) -> None:
        self.optional()
        self.flow.space = True
        self.put("(", at)
        self.groups_open(")")

    def run_in_heading(self, name: str, at: int) -> None:
        self.next_group = [(Style.STRONG, "", 0)]
        self.flow.space = True

    def key(self, name: str, at: int) -> None:
        """A glossary's key stands in the braces and reads as the word."""

    def quotation(self, name: str, at: int) -> None:
        self.put('"', at)
        self.groups_open('"')

    def chemistry(self, name: str, at: int) -> None:
        """mhchem, which Anki's MathJax knows."""
        first, last = self.argument()
        formula = rf"\ce{{{self.source[first:last]}}}"
        self.literal(rf"\({formula}\)", Style.MATH, formula, at)

    def silent(self, name: str, at: int) -> None:
        self.optional()
        for _ in range(_SILENT[name]):
            self.argument()

    def first_silent(self, name: str, at: int) -> None:
        self.optional()
        value = ""
        for _ in range(_FIRST_SILENT[name]):
            first, last = self.argument()
            value = self.source[first:last]
        if name == "href":
            self.next_group = [(Style.LINK, value, 0)]

    def sign_of(self, name: str, at: int) -> None:
        shown = _SIGNS[name]
        if shown == "\n":
            self.flow.break_line()
        elif shown == " ":
            self.flow.space = True
        else:
            self.put(shown, at)
        # LaTeX eats the space behind a command; "\LaTeX{} is" and "\ldots\ and" keep theirs by
        # other means
        if self.source[self.at - 1 : self.at].isspace() and shown in ("…", "LaTeX", "TeX"):
            self.flow.space = True

    def definition(self, name: str, at: int) -> None:
        """A macro's definition amid text is none of it."""
        self.argument()
        self.optional()
        self.argument()

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
        if name == "begin" and end >= 0 and kind.rstrip("*") in MATH:
            source = tidy(self.source[at : end + len(closer)])
            self.at = end + len(closer)
            self.literal(source, Style.DISPLAY, source, at)

    def math(self, at: int) -> None:
        opener = next(s for s in ("$$", "$", r"\(", r"\[") if self.source.startswith(s, at))
        closer = {"$$": "$$", "$": "$", r"\(": r"\)", r"\[": r"\]"}[opener]
        end = self.text.closing(closer, at + len(opener))
        if end < 0 or end >= self.end:
            self.put(opener.strip("\\"), at)
            self.at = at + len(opener)
            return
        self.at = end + len(closer)
        source = tidy(self.source[at : self.at]).replace("\n", " ")
        style = Style.MATH if opener in ("$", r"\(") else Style.DISPLAY
        self.literal(source, style, source[len(opener) : -len(closer)].strip(), at)

    def literal(self, text: str, style: Style, value: str, at: int) -> None:
        if not text:
            return
        start = self.start()
        self.put(text, at)
        self.flow.marks.append(Mark(start, self.flow.length, style, value))


_Command = Callable[[Inline, str, int], None]

#: What handles a command; where one has several meanings, the later row counts.
_COMMANDS: Mapping[str, _Command] = {
    **dict.fromkeys(
        ("newcommand", "renewcommand", "providecommand", "def", "DeclareMathOperator"),
        Inline.definition,
    ),
    **dict.fromkeys(("c", "v", "u", "H", "k", "r", "d"), Inline.accent),
    **dict.fromkeys(("begin", "end"), Inline.environment),
    **dict.fromkeys(_SIGNS, Inline.sign_of),
    **dict.fromkeys(_FIRST_SILENT, Inline.first_silent),
    **dict.fromkeys(_SILENT, Inline.silent),
    **dict.fromkeys(("SI", "qty", "si", "unit", "num"), Inline.quantity),
    "ce": Inline.chemistry,
    "enquote": Inline.quotation,
    **dict.fromkeys(("gls", "Gls", "glspl", "acrshort", "acrlong", "ac"), Inline.key),
    **dict.fromkeys(("paragraph", "subparagraph"), Inline.run_in_heading),
    **dict.fromkeys(("footnote", "footnotetext", "thanks"), Inline.footnote),
    "includegraphics": Inline.picture,
    **dict.fromkeys(("url", "path"), Inline.address),
    "verb": Inline.verbatim,
    **dict.fromkeys(_DECLARATIONS, Inline.declaration),
    **dict.fromkeys(_STYLES, Inline.style),
}
