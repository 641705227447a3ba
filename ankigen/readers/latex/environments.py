r"""The environments of LaTeX: lists, definitions and boxes, code, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from ankigen.model import Block, Kind, RichText
from ankigen.readers.latex.definitions import defined
from ankigen.readers.latex.scanner import Scanner
from ankigen.readers.latex.source import MATH, braces, bracket, last_line, tidy

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


#: An environment with an argument that is a text, no measure; so often an environment of an
#: author's own has one that is the front of a card.
_OWN = re.compile(
    r"\\begin\{([A-Za-z]+)\*?\}(?:\[[^\]\n]*\])?[ \t]*\{([^{}\n]*[^\W\d_]{3}[^{}\n]*)\}"
)
_OWN_LEAST = 3
_MEASURE = re.compile(r"\\\w*(?:width|height|sep|skip)|^[\d.]+\s?[a-z]{2}$|=")


class Document(Scanner):
    """The scan of a document with its environments."""

    @cached_property
    def own_titled(self) -> frozenset[str]:
        """The environments of the author's own, or of a class for cards, that all have a title."""
        titled = Counter(
            m[1] for m in _OWN.finditer(self.source) if not _MEASURE.search(m[2]) and _is_own(m[1])
        )
        often = {name for name, n in titled.items() if n >= _OWN_LEAST}
        return frozenset(n for n in often if titled[n] >= self.source.count(f"\\begin{{{n}}}") - 1)

    def is_titled(self, name: str) -> bool:
        """Whether the argument of an environment is its title."""
        return name in _TITLED or name in self.own_titled

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
        elif bare in _LEFT_OUT and end >= 0:
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
            self.enter(kind)
            at = optional[2] if optional else at
            if _WITH_ARGUMENTS.get(name):
                at = braces(self.source, at)[2]
        elif name in ("quote", "quotation", "displayquote"):
            self.quote += 1
        elif self.is_titled(name):
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
        self.enter(kind, len(self.blocks), self.line(token.start()))

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
                self.enter("plain")
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
        self.enter("term")
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
            name in _LISTS or (self.is_titled(name) and name != "frame") or _NAMED.match(name)
        ):
            ended = self.lists.pop()
            self.level = ended.level
            self.numbers.pop()
            if ended.kind == "unnamed":
                self.blocks[ended.first :] = defined(self.blocks[ended.first :], ended.line)
                self.looked_at = min(self.looked_at, ended.first)

    def on_item(self, token: re.Match[str]) -> None:
        self.settle(token.start())
        optional = bracket(self.source, token.end())
        line = self.line(token.start())
        self.at = self.begin = optional[2] if optional else token.end()
        # overlay specifications of beamer: \item<1->
        if overlay := re.compile(r"\s*<[^<>]*>").match(self.source, self.at):
            self.at = self.begin = overlay.end()
        if not self.lists:
            self.enter("itemize")
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
        ruled_rows: list[int] = []  # those with a rule between them and the row above
        start = at
        for stop in [*_row_ends(self.source, at, end), end]:
            row_source = self.source[start:stop]
            ruled = re.match(r"\s*(?:\\(?:hline|midrule|endhead|endfirsthead)\b\s*)+", row_source)
            if ruled and rows:
                ruled_rows.append(len(rows))
            cells = tuple(self.convert(a, b) for a, b in _cell_spans(self.source, start, stop))
            if any(cells):
                rows.append(cells)
            start = stop + 2
        line = self.line(token.start())
        self.at = self.begin = self.source.index("}", end) + 1
        header = 1 in ruled_rows and not _is_boxed(rows, ruled_rows)
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


def _is_boxed(rows: Sequence[Sequence[RichText]], ruled: Sequence[int]) -> bool:
    """Whether a rule stands between all of several rows, and the first one says no less than the
    others do: it is no header. `ruled` are the rows below a rule.
    """
    if len(rows) < 3 or {*range(1, len(rows))} - {*ruled}:
        return False
    words = [sum(len(cell.text.split()) for cell in row) for row in rows]
    return 2 * words[0] * (len(rows) - 1) >= sum(words[1:]) and words[0] > 2 * len(rows[0])


def _is_own(name: str) -> bool:
    """Whether an environment is none that LaTeX and its packages commonly have."""
    known = (_LISTS, _TITLED, _WITH_ARGUMENTS, _TABULAR, _LEFT_OUT, _CODE, MATH, _LAID_OUT)
    return not any(name in some for some in known) and not _NAMED.match(name)


#: Environments that place what they hold.
_LAID_OUT = frozenset(
    ["document", "minipage", "multicols", "figure", "table", "wrapfigure", "adjustwidth", "center"]
)


def _row_ends(source: str, begin: int, end: int) -> list[int]:
    return [m.start() for m in re.compile(r"\\\\").finditer(source, begin, end)]


def _cell_spans(source: str, begin: int, end: int) -> list[tuple[int, int]]:
    cuts = [m.start() for m in re.compile(r"(?<!\\)&").finditer(source, begin, end)]
    starts = [begin, *(c + 1 for c in cuts)]
    return list(zip(starts, [*cuts, end], strict=True))
