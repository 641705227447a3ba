"""Markdown → blocks, as students write it: lenient where the standard is strict, and every block knows its raw lines.

The blocks are found by an own scan of the lines. A Markdown library would give a tree without line numbers, takes a
list nested by two spaces for a flat one, and drops what is not quite Markdown; notes are full of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from ankigen.model import Block, Finding, Kind, Mark, Origin, Reading, Rich, Style
from ankigen.reading.decoding import decode
from ankigen.reading.literals import literals
from ankigen.reading.markup import GLUE, HARD, inline, label
from ankigen.reading.text import TAB, indent_of

#: Quotations and directives within one another deeper than this are read as if they were this deep.
_DEEPEST = 8
_DEEPEST_HEADING = 6
#: Folds within one another are read as definitions down to this depth: what is in them is looked at twice.
_DEEPEST_FOLD = 3
#: A div without its end is not searched for further than this.
_LONGEST_DIV = 400
#: A paragraph's lines are one text, wrapped by an editor, if the next word would not have fitted in this width.
_WIDEST_WRAP = 130
_NARROWEST_WRAP = 50

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)(.*)$")
_TIGHT_HEADING = re.compile(r"(#{2,6})([^\s#].*)$")  # "##Heading", an ordinary slip
_TIGHT_TITLE = re.compile(r"(#)([^\W\d_][^#]*\s[^#]{1,80})$")
_HEADING_END = re.compile(r"(?:^|[ \t])#+\s*$")
_IDENTIFIER = re.compile(r"\s*\{:?\s*[#.][^{}]*\}\s*$")
_SETEXT = re.compile(r"(=+|-{2,})\s*$")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$|([─━═—_=~*])\2{4,}\s*$")
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^`]*)$")
_COLONS = re.compile(r"(:{3,})[ \t]*(.*)$")
_DIRECTIVE = re.compile(r"\{([A-Za-z][\w:-]*)\}\s*(.*)$")
_OPTION = re.compile(r":[\w-]+:(?:\s.*)?$")
_BULLET = re.compile(r"([-*+•‣▪▸►◦●○■□➢➤✓✔∙·⁃])(?:[ \t]+|$)(?!\1(?:[ \t]|$))(.*)$")
_DRAWN_BULLET = re.compile(r"([•‣▪▸►◦●○■□➢➤✓✔∙⁃・◆◇★☆])[\s\u3000]*(\S.*)$")  # "•text"
_DASH_BULLET = re.compile(r"([–—])[ \t]+(\S.*)$")
_TIGHT_BULLET = re.compile(r"(-)((?:[^\W\d_]|\*\*|`).*)$")  # "-text"
_NUMBER = re.compile(r"(\d{1,9})(?:[.)](?:[ \t]+|$)|[．）、](?!\d)[\s\u3000]*)(.*)$")
_CIRCLED = re.compile(r"([①-⑳])[\s\u3000]*(\S.*)$")
_LETTER = re.compile(r"(?:\(([a-z]|[ivx]{1,4}|\d{1,2})\)|([a-z]|[ivx]{1,4})\))[ \t]+(\S.*)$")
_CHECKBOX = re.compile(r"\[[ xX]\][ \t]+")
_DEFINITION = re.compile(r":(?:[ \t]+(?=\S)|$)")
_TABLE_RULE = re.compile(r"\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_GRID_RULE = re.compile(r"\+(?:[-=:]+\+)+\s*$")
_LINK_DEFINITION = re.compile(r"\[([^\]^][^\]]*)\]:\s*<?([^\s<>]+)>?(?:\s+[\"'(].*[\"')])?\s*$")
_ABBREVIATION = re.compile(r"\*\[([^\]]+)\]:\s*(.*)$")
_NOTE_DEFINITION = re.compile(r"\[\^([^\s\]]+)\]:[ \t]*(.*)$")
_CONTENTS = re.compile(
    r"\[\[?_?toc_?\]?\]|\{:?\s*toc\s*\}|\\tableofcontents|@\[toc\]|\$\{toc\}", re.I
)
_LIQUID = re.compile(
    r"(?:\{%.*%\}|\{\{<.*>\}\}|\{:[^{}]*\}|%%.*%%|import .* from ['\"].*['\"];?)\s*$"
)
_TAGS_LINE = re.compile(r"#[^\s#]\S*(?:\s+#[^\s#]\S*)*$")
_CALLOUT = re.compile(r"\[!([\w-]+)\][+-]?[ \t]*(.*)$")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[ \t]+\"([^\"]*)\")?\s*$")
_PROMPT = re.compile(r">>> ?\S")
_ONLY_TAGS = re.compile(r"(?:\s*</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>\s*)+$")
_HTML_BLOCK = re.compile(r"<(table|ul|ol|dl|pre|h[1-6]|p|blockquote|math)\b[^<>]*>", re.I)
_SUMMARY = re.compile(r"(?:<details[^<>]*>\s*)?<summary[^<>]*>(.*?)</summary>\s*$", re.I)
_PICTURE_TAG = re.compile(r"<(?:img|audio|source|br|iframe|video)\b", re.I)
_BLOCK_ID = re.compile(r"[ \t]\^[A-Za-z0-9-]{3,}$")
_CODE_SIGNS = re.compile(
    r"[{};=<>$]|\w\(|^\s*(?:def|for|if|import|return|class|print|#include|SELECT)\b|->|\[\d"
)
_ENTRY_HEAD = re.compile(
    r"(?:\*\*|__|<b>|`)?[^\s:.,;–—=].{0,70}?(?:\*\*|__|</b>|`)?\s*(?::(?:\*\*|__)?(?=\s|$)|\s[-–—=]\s|\s?::|：)"
)
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SENTENCE_END = re.compile(r"[.!?…。！？:;]['\")\]*_]*$")

_NOTES_DIRECTIVES = frozenset(
    ("toctree", "contents", "tableofcontents", "index", "bibliography", "raw", "only", "eval-rst")
)
_CODE_DIRECTIVES = frozenset(
    ("code", "code-block", "sourcecode", "code-cell", "literalinclude", "parsed-literal")
)
_PICTURE_DIRECTIVES = frozenset(("image", "figure"))


class Line(NamedTuple):
    number: int
    text: str  # tabs expanded


@dataclass(frozen=True, slots=True)
class _Holder:
    """What an indented line may belong to: an item of a list, or a definition."""

    indent: int  # columns of its marker
    ordered: bool
    number: int = 1


def read(data: bytes, name: str) -> Reading:
    """A .md file. Raises AnkigenError if it is empty or no text."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Reading:
    lines = text.replace("\v", "<br>").split("\n")
    front = _front_matter(lines, name)
    body = [Line(n, s.expandtabs(TAB)) for n, s in enumerate(lines[front.lines :], front.lines + 1)]
    links = {
        label(m.group(1)): m.group(2)
        for line in body
        if (m := _LINK_DEFINITION.match(line.text.strip()))
    }
    blocks = [*front.blocks, *_Scanner(body, links).scan()]
    blocks = _place_footnotes(_drop_contents(blocks))
    return Reading(
        tuple(b.block for b in blocks),
        front.findings,
        front.title,
        front.tags,
        front.deck,
        front.language,
    )


def blocks_of(text: str, first: int) -> list[Block]:
    """The blocks of a piece of Markdown, or of text with lists in it, that begins on the line `first` of a file."""
    lines = [Line(n, s.expandtabs(TAB)) for n, s in enumerate(text.split("\n"), first)]
    return [found.block for found in _Scanner(lines, {}).scan()]


# --------------------------------------------------------------------------- front matter


class _Front(NamedTuple):
    lines: int = 0
    blocks: tuple[_Found, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""
    tags: tuple[str, ...] = ()
    deck: str = ""
    language: str = ""


class _Found(NamedTuple):
    """A block, and the labels of the footnotes that it refers to or (`note`) is."""

    block: Block
    refers: tuple[str, ...] = ()
    note: str = ""


def _front_matter(lines: Sequence[str], name: str) -> _Front:
    """The YAML between two lines of "---" at the top, read safely. A broken one is a finding."""
    first = next((n for n, s in enumerate(lines) if s.strip()), 0)
    if lines[first].rstrip() != "---":
        return _Front()
    end = next((n for n in range(first + 1, len(lines)) if lines[n].rstrip() in ("---", "...")), 0)
    source = lines[first + 1 : end]
    if not end or not any(re.match(r"[\w\"'-][^:]*:(\s|$)", s) for s in source):
        return _Front()
    import yaml

    dropped = Block(
        Kind.DROPPED,
        Rich.of("\n".join(source), first + 1),
        first + 1,
        end + 1,
        value="front matter",
    )
    front = _Front(end + 1, (_Found(dropped),))
    try:
        data = yaml.safe_load("\n".join(source))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = first + 2 + mark.line if mark else first + 1
        problem = str(getattr(error, "problem", None) or "it is no YAML").replace("\n", " ")
        message = f"the front matter cannot be read ({problem}); mend this line or remove the front matter"
        return front._replace(
            findings=(Finding(Origin(name, line), "front-matter", message, True),)
        )
    if not isinstance(data, dict):
        return _Front()
    values = {str(k).lower(): v for k, v in data.items()}
    return front._replace(
        title=_scalar(values.get("title")),
        tags=_tag_list(values.get("tags", values.get("tag", values.get("keywords")))),
        deck=_scalar(values.get("deck", values.get("anki-deck", values.get("target deck")))),
        language=_scalar(values.get("lang", values.get("language"))),
    )


def _scalar(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _tag_list(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        parts = re.split(r"[,;]", value) if re.search("[,;]", value) else value.split()
    elif isinstance(value, list):
        parts = [_scalar(v) for v in value]
    else:
        return ()
    return tuple(p.strip().lstrip("#") for p in parts if p.strip())


# --------------------------------------------------------------------------- the scan


class _Marker(NamedTuple):
    indent: int
    width: int  # columns up to the text
    ordered: bool
    number: int
    text: str


class _Scanner:
    """One pass over the lines. `level` and `quote` are those of the place it stands in."""

    def __init__(
        self,
        lines: Sequence[Line],
        links: Mapping[str, str],
        level: int = 0,
        quote: int = 0,
        depth: int = 0,
    ) -> None:
        self.lines = list(lines)
        self.links = links
        self.level, self.quote, self.depth = level, quote, depth
        self.found: list[_Found] = []
        self.holders: list[_Holder] = []
        self.at = 0
        self.gap = 0
        self.after_item = (
            False  # the last line was an item's: what follows without a gap may belong to it
        )
        self.missing: set[str] = set()  # closers that do not come any more
        self.closings: dict[str, int] = {}  # "</table" → the last line that has it

    def scan(self) -> list[_Found]:
        handlers: tuple[Callable[[Line, str], bool], ...] = (
            self.prompt, self.fence, self.colons, self.formula, self.html, self.quotation, self.heading, self.grid,
            self.table, self.rule, self.item, self.admonition, self.definition, self.reference, self.furniture,
            self.indented_code,
        )  # fmt: skip
        while self.at < len(self.lines):
            line = self.lines[self.at]
            body = line.text.strip()
            if not body:
                self.gap += 1
                self.at += 1
                continue
            if not any(handler(line, body) for handler in handlers):
                self.paragraph(line)
        return self.found

    # ------------------------------------------------------------------ helpers

    def emit(self, block: Block, refers: tuple[str, ...] = (), note: str = "") -> None:
        self.found.append(_Found(replace(block, gap=self.gap, quote=self.quote), refers, note))
        self.gap = 0

    def drop(self, first: int, last: int, why: str) -> None:
        """Leave out lines[first:last+1]."""
        text = "\n".join(s.text.strip() for s in self.lines[first : last + 1])
        block = Block(
            Kind.DROPPED,
            Rich.of(text, self.lines[first].number),
            self.lines[first].number,
            self.lines[last].number,
            value=why,
        )
        self.emit(block)
        self.at = last + 1

    def settle(self, indent: int, keep: bool = False) -> int:
        """Leave the lists that a line with this indent does not belong to; the level of what it begins."""
        if not (keep and self.after_item and not self.gap):
            while self.holders and indent < self.holders[-1].indent + 2:
                self.holders.pop()
        return self.level + len(self.holders)

    def rich(self, lines: Sequence[Line], keep_breaks: bool) -> tuple[Rich, tuple[str, ...]]:
        pieces = []
        for n, line in enumerate(lines):
            text = line.text
            if n < len(lines) - 1:
                if text.endswith("  ") or (text.endswith("\\") and not text.endswith("\\\\")):
                    text = text.rstrip(" ").removesuffix("\\").rstrip() + HARD
                elif re.search(r"<br\s*/?>\s*$", text, re.I):
                    text = re.sub(r"\s*<br\s*/?>\s*$", "", text, flags=re.I) + HARD
            pieces.append(text.strip(" "))
        joined = "\n".join(pieces)
        joined = _BLOCK_ID.sub("", joined)
        if not keep_breaks:
            joined = _join_cjk(joined)
        return inline(joined, [line.number for line in lines], self.links, keep_breaks)

    def text_block(self, kind: Kind, lines: Sequence[Line], level: int, **more: object) -> None:
        soft = _separate(lines)
        text, refers = self.rich(lines, soft)
        block = Block(
            kind, text, lines[0].number, lines[-1].number, level=level, value="soft" if soft else ""
        )
        self.emit(replace(block, **more), refers)  # type: ignore[arg-type]

    def inner(self, lines: Sequence[Line], level: int, quote: int) -> None:
        """Read lines that stand in a quotation or a directive."""
        scanner = _Scanner(lines, self.links, level, quote, self.depth + 1)
        scanner.gap = self.gap
        inside = scanner.scan()
        self.found += inside
        if inside:
            self.gap = 0

    # ------------------------------------------------------------------ code, formulas, directives

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
            Rich(source, (), tuple(numbers)),
            self.lines[first].number,
            self.lines[last].number,
            level=level,
            language=language,
        )
        self.emit(block)
        self.at = last + 1

    def fence(self, line: Line, body: str) -> bool:
        opening = _FENCE.match(body)
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

    def find_line(self, key: str, closes: Callable[[str], bool], first: int = -1) -> int:
        """The first line below (or from `first` on) that closes what is open, -1 if none does.

        What was once searched in vain is not searched again: `key` names it.
        """
        if key in self.missing:
            return -1
        for n in range(self.at + 1 if first < 0 else first, len(self.lines)):
            if closes(self.lines[n].text.strip()):
                return n
        self.missing.add(key)
        return -1

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
            text = Rich.of(
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
        elif name in _NOTES_DIRECTIVES:
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
        if self.depth < _DEEPEST:
            self.inner(inside, level, quote)
            self.drop(last, last, "markup")
        else:
            self.drop(start, last, "markup")

    def display(self, first: int, last: int, start: int, stop: int, level: int) -> None:
        """A FORMULA whose LaTeX is lines[start:stop]."""
        latex = "\n".join(s.text.strip() for s in self.lines[start:stop] if s.text.strip())
        source = f"$$\n{latex}\n$$"
        text = Rich(source, (), ((0, self.lines[first].number),))
        block = Block(
            Kind.FORMULA,
            text,
            self.lines[first].number,
            self.lines[last].number,
            level=level,
            language="latex",
            value=latex,
        )
        self.emit(block)
        self.at = last + 1

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
        block = Block(
            Kind.FORMULA,
            Rich.of(source, line.number),
            line.number,
            self.lines[last].number,
            level=level,
            language="latex",
            value=latex,
        )
        self.emit(block)
        self.at = last + 1
        return True

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

    # ------------------------------------------------------------------ HTML

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
        if opening := _HTML_BLOCK.match(body):
            return self.html_block(opening.group(1).lower(), line)
        if _ONLY_TAGS.match(body) and not _PICTURE_TAG.search(body):
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
        inside = _Scanner(
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
            self.emit(Block(Kind.DEFINITION, Rich(), number, number, level=level))
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
        from ankigen.reading.html import fragment

        source = "\n".join(s.text for s in self.lines[self.at : last + 1])
        level = self.settle(indent_of(line.text))
        blocks = fragment(source, line.number, self.lines[last].number)
        if not any(b.kind is not Kind.DROPPED for b in blocks):
            self.drop(self.at, last, "markup")
            return True
        for block in blocks:
            self.found.append(
                _Found(
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

    # ------------------------------------------------------------------ quotations

    def quotation(self, line: Line, body: str) -> bool:
        if not body.startswith(">") or self.depth >= _DEEPEST:
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
                    Rich.of(">", first),
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

    # ------------------------------------------------------------------ headings, rules, tables

    def heading(self, line: Line, body: str) -> bool:
        found = _heading(body)
        if not found:
            return False
        text = _HEADING_END.sub("", found.group(2))
        self.head(len(found.group(1)), text, self.at, self.at)
        return True

    def head(self, level: int, text: str, first: int, last: int) -> None:
        text = _IDENTIFIER.sub("", text)
        rich, refers = inline(text.strip(), [self.lines[first].number], self.links)
        self.holders.clear()
        self.after_item = False
        if rich:
            self.emit(
                Block(
                    Kind.HEADING,
                    rich,
                    self.lines[first].number,
                    self.lines[last].number,
                    level=level,
                ),
                refers,
            )
            self.at = last + 1
        else:
            self.drop(first, last, "markup")

    def rule(self, line: Line, body: str) -> bool:
        if not _RULE.match(body):
            return False
        self.holders.clear()
        self.after_item = False
        self.emit(Block(Kind.RULE, Rich.of(body, line.number), line.number, line.number))
        self.at += 1
        return True

    def table(self, line: Line, body: str) -> bool:
        """A table with a delimiter row, or lines that are rows by their look."""
        end = self.table_end(self.at)
        if end < 0:
            return False
        level = self.settle(indent_of(line.text))
        rows: list[tuple[Rich, ...]] = []
        refers: list[str] = []
        header = False
        for n in range(self.at, end):
            text = self.lines[n].text.strip()
            if _TABLE_RULE.match(text) and "-" in text and n > self.at:
                header = header or len(rows) == 1
                continue
            cells = []
            for cell in split_row(text):
                rich, notes = inline(
                    cell.strip().replace("\\|", "|"), [self.lines[n].number], self.links
                )
                cells.append(rich)
                refers += notes
            rows.append(tuple(cells))
        if header and not any(rows[0]):
            rows, header = rows[1:], False
        self.emit_table(rows, header, self.at, end - 1, level, tuple(refers))
        return True

    def emit_table(
        self,
        rows: list[tuple[Rich, ...]],
        header: bool,
        first: int,
        last: int,
        level: int,
        refers: tuple[str, ...] = (),
    ) -> None:
        width = max((len(row) for row in rows), default=0)
        rows = [row + (Rich(),) * (width - len(row)) for row in rows]
        text = "\n".join(" | ".join(cell.text for cell in row) for row in rows)
        block = Block(
            Kind.TABLE,
            Rich.of(text, self.lines[first].number),
            self.lines[first].number,
            self.lines[last].number,
            level=level,
            rows=tuple(rows),
            header=header,
        )
        self.emit(block, refers)
        self.at = last + 1

    def table_end(self, at: int) -> int:
        """The line after the table that begins on lines[at], -1 if none does."""
        first = self.lines[at].text.strip()
        if "|" not in first or (_marker(self.lines[at].text) and not first.startswith("|")):
            return -1
        second = self.lines[at + 1].text.strip() if at + 1 < len(self.lines) else ""
        ruled = bool(_TABLE_RULE.match(second)) and "-" in second and "|" in second
        width = len(split_row(first))
        if not ruled:
            third = self.lines[at + 2].text.strip() if at + 2 < len(self.lines) else ""
            if first.startswith("|"):
                if (
                    width < 2
                    or not (second.startswith("|") or first.endswith("|"))
                    or _TABLE_RULE.match(first)
                ):
                    return -1
            elif not (
                width > 1
                and " | " in first
                and len(split_row(second)) == len(split_row(third)) == width
            ):
                return -1
        end = at
        while end < len(self.lines):
            text = self.lines[end].text.strip()
            if (
                not text
                or "|" not in text
                or (not first.startswith("|") and _marker(self.lines[end].text))
            ):
                break
            end += 1
        return end

    def grid(self, line: Line, body: str) -> bool:
        """`+---+---+` tables (Pandoc, reStructuredText): the lines between two rules are one row."""
        if not _GRID_RULE.match(body):
            return False
        edges = [m.start() for m in re.finditer(r"\+", body)]
        indent = indent_of(line.text)
        rows: list[tuple[Rich, ...]] = []
        pending: list[Line] = []
        header = False
        end = self.at
        while end < len(self.lines) and (text := self.lines[end].text.strip()) and text[0] in "+|":
            if _GRID_RULE.match(text):
                if pending:
                    cells = []
                    for left, right in pairwise(edges):
                        parts = [
                            Line(s.number, s.text[indent + left + 1 : indent + right].strip())
                            for s in pending
                        ]
                        parts = [p for p in parts if p.text]
                        cells.append(self.rich(parts, False)[0] if parts else Rich())
                    rows.append(tuple(cells))
                    header = header or (len(rows) == 1 and "=" in text)
                pending = []
            else:
                pending.append(self.lines[end])
            end += 1
        if not rows or pending:
            return False
        self.emit_table(rows, header, self.at, end - 1, self.settle(indent))
        return True

    # ------------------------------------------------------------------ lists

    def marker(self, at: int) -> _Marker | None:
        """The item that begins on lines[at], where its neighbours bear out what its marker alone does not."""
        text = self.lines[at].text
        found = _marker(text)
        if found:
            return found
        body = text.strip()
        indent = indent_of(text)
        if m := _DRAWN_BULLET.match(body):
            return _Marker(indent, indent + 1, False, 1, m.group(2))
        for pattern in (_DASH_BULLET, _TIGHT_BULLET):
            if m := pattern.match(body):
                near = [
                    self.lines[n].text.strip() for n in (at - 1, at + 1) if 0 <= n < len(self.lines)
                ]
                if any(pattern.match(s) for s in near) or (near and near[0].endswith(":")):
                    return _Marker(indent, indent + len(m.group(1)) + 1, False, 1, m.group(2))
        if m := _LETTER.match(body):
            number = _ordinal(m.group(1) or m.group(2))
            after = next(
                (
                    self.lines[n].text.strip()
                    for n in range(at + 1, len(self.lines))
                    if self.lines[n].text.strip()
                ),
                "",
            )
            following = _LETTER.match(after)
            if number > 1 or (
                following and _ordinal(following.group(1) or following.group(2)) == 2
            ):
                return _Marker(indent, indent + m.start(3), True, number, m.group(3))
        return None

    def item(self, line: Line, body: str) -> bool:
        found = self.marker(self.at)
        if not found:
            return False
        if found.ordered and not self.after_item and not self.holders and self.is_year(found):
            return False
        level = self.list_level(found)
        text = _CHECKBOX.sub("", found.text)
        self.holders.append(_Holder(found.indent, found.ordered, found.number))
        self.after_item = True
        if _HEADING.match(text):
            self.holders.pop()
            self.heading(line, text)
            return True
        more = self.lines[self.at]._replace(text=" " * found.width + text)
        if _FENCE.match(text) or text.startswith(("> ", "$$", "- ", "* ", "+ ")):
            self.emit(
                Block(
                    Kind.ITEM,
                    Rich.of("", line.number),
                    line.number,
                    line.number,
                    level=level,
                    ordered=found.ordered,
                    number=found.number,
                )
            )
            self.lines[self.at] = more
            return True
        end = self.continued(found)
        lines = [Line(line.number, text), *self.lines[self.at + 1 : end]]
        if not text.strip() and len(lines) > 1:
            lines = lines[1:]
        soft = _separate(lines)
        rich, refers = self.rich(lines, soft)
        block = Block(
            Kind.ITEM,
            rich,
            line.number,
            self.lines[end - 1].number,
            level=level,
            ordered=found.ordered,
            number=found.number,
            value="soft" if soft else "",
        )
        self.emit(block, refers)
        self.at = end
        self.after_item = True
        return True

    def is_year(self, found: _Marker) -> bool:
        """ "1989. Die Mauer fällt": a number that begins no list."""
        return found.number > 1000 and not found.text.strip()

    def list_level(self, found: _Marker) -> int:
        """Leave the lists that the item is not nested in."""
        while self.holders:
            top = self.holders[-1]
            if found.indent >= top.indent + 2:
                break
            same_column = found.indent >= top.indent
            if (
                same_column
                and top.ordered
                and not found.ordered
                and not self.gap
                and self.numbering_goes_on(top)
            ):
                break  # bullets that an author set under a numbered item without indenting them
            self.holders.pop()
        return self.level + len(self.holders)

    def numbering_goes_on(self, top: _Holder) -> bool:
        for n in range(self.at + 1, min(len(self.lines), self.at + 60)):
            text = self.lines[n].text
            if not text.strip():
                continue
            found = _marker(text)
            if not found:
                return False
            if found.ordered and found.indent <= top.indent + 1:
                return found.number == top.number + 1
        return False

    def continued(self, found: _Marker) -> int:
        """The line after the item's text: wrapped lines belong to it, a new paragraph at the margin does not."""
        end = self.at + 1
        previous = self.lines[self.at].text
        while end < len(self.lines):
            text = self.lines[end].text
            body = text.strip()
            if not body or self.starts_block(end):
                break
            if indent_of(text) <= found.indent and found.text.strip():
                wrapped = body[0].islower() or (
                    len(previous.rstrip()) >= _NARROWEST_WRAP
                    and not _SENTENCE_END.search(previous.rstrip())
                )
                if not wrapped or body.startswith("**"):
                    break
            previous = text
            end += 1
        return end

    # ------------------------------------------------------------------ definitions

    def definition(self, line: Line, body: str) -> bool:
        """`: text` below a term (a definition list). The paragraph above it becomes its TERM."""
        colon = _DEFINITION.match(body)
        if not colon or not self.found or self.gap > 1:
            return False
        above = self.found[-1].block
        follows = above.kind in (Kind.DEFINITION, Kind.TERM) or (
            self.holders and self.in_definition()
        )
        if not follows and not self.make_terms():
            return False
        self.holders.clear()
        indent = indent_of(line.text)
        end = self.at + 1
        while (
            end < len(self.lines)
            and self.lines[end].text.strip()
            and not self.starts_block(end)
            and not self.is_term(end)
        ):
            end += 1
        lines = [Line(line.number, body[colon.end() :]), *self.lines[self.at + 1 : end]]
        if lines[0].text.strip() == "" and len(lines) > 1:
            lines = lines[1:]
        soft = _separate(lines)
        text, refers = self.rich(lines, soft)
        block = Block(
            Kind.DEFINITION,
            text,
            line.number,
            self.lines[end - 1].number,
            level=self.level,
            value="soft" if soft else "",
        )
        self.emit(block, refers)
        self.holders.append(_Holder(indent, False))
        self.after_item = True
        self.at = end
        return True

    def in_definition(self) -> bool:
        """Whether the blocks up to here belong to a definition."""
        for found in reversed(self.found):
            if found.block.kind is Kind.DEFINITION:
                return True
            if found.block.level <= self.level and found.block.kind is not Kind.ITEM:
                return False
        return False

    def is_term(self, at: int) -> bool:
        """Whether lines[at], unindented, is the term of the next definition."""
        if at + 1 >= len(self.lines) or indent_of(self.lines[at].text) > 1:
            return False
        return bool(_DEFINITION.match(self.lines[at + 1].text.strip()))

    def make_terms(self) -> bool:
        found = self.found[-1]
        above = found.block
        if (
            above.kind is not Kind.PARAGRAPH
            or above.quote != self.quote
            or above.level != self.level
        ):
            return False
        first = line_index(self.lines, above.line)
        rows = [s for s in self.lines[first : self.at] if s.text.strip()]
        if any(len(s.text) > 100 for s in rows[-1:]):
            return False
        # Several terms may share a definition; long lines above the last one are a paragraph of their own.
        if len(rows) > 1 and any(
            len(s.text) > 60 or _SENTENCE_END.search(s.text.rstrip()) for s in rows[:-1]
        ):
            kept, rows = rows[:-1], rows[-1:]
        else:
            kept = []
        self.found.pop()
        gap, self.gap = self.gap, above.gap
        if kept:
            self.text_block(Kind.PARAGRAPH, kept, above.level)
        for row in rows:
            text, refers = self.rich([row], False)
            self.emit(Block(Kind.TERM, text, row.number, row.number, level=above.level), refers)
        self.gap = gap
        return True

    # ------------------------------------------------------------------ what is not text

    def reference(self, line: Line, body: str) -> bool:
        if note := _NOTE_DEFINITION.match(body):
            end = self.at + 1
            while (
                end < len(self.lines)
                and (text := self.lines[end].text).strip()
                and not _NOTE_DEFINITION.match(text.strip())
                and not self.starts_block(end)
            ):
                end += 1
            lines = [Line(line.number, note.group(2)), *self.lines[self.at + 1 : end]]
            text_, refers = self.rich(lines, False)
            block = Block(
                Kind.PARAGRAPH,
                text_,
                line.number,
                self.lines[end - 1].number,
                level=self.level,
                value="footnote",
            )
            self.emit(block, refers, note.group(1))
            self.at = end
            return True
        if _LINK_DEFINITION.match(body):
            self.drop(self.at, self.at, "link definition")
            return True
        if _ABBREVIATION.match(body):
            self.drop(self.at, self.at, "abbreviation")
            return True
        return False

    def furniture(self, line: Line, body: str) -> bool:
        if _CONTENTS.fullmatch(body):
            self.drop(self.at, self.at, "table of contents")
        elif _LIQUID.match(body):
            self.drop(self.at, self.at, "markup")
        elif _TAGS_LINE.match(body):
            self.drop(self.at, self.at, "tags")
        else:
            return False
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
            if self.depth < _DEEPEST:
                self.inner(lines, level, self.quote + 1)
            else:
                self.text_block(Kind.PARAGRAPH, [s for s in lines if s.text.strip()], level)
        self.at = end
        return True

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

    # ------------------------------------------------------------------ paragraphs

    def starts_block(self, at: int) -> bool:
        """Whether lines[at] ends the paragraph above it."""
        text = self.lines[at].text
        body = text.strip()
        if body[0] == "#" and _heading(body):
            return True
        if body[0] in "`~" and _FENCE.match(body):
            return True
        if body.startswith((">", "$$", ":::", "<!--", "![", "|")) and (
            body[0] != "|" or self.table_end(at) > 0
        ):
            return True
        if body.startswith((r"\[", r"\begin{")) and self.formula_end(at) >= 0:
            return True
        if _RULE.match(body) or _CONTENTS.fullmatch(body) or _NOTE_DEFINITION.match(body):
            return True
        if "|" in body and body[0] != "|" and at + 1 < len(self.lines) and self.table_end(at) > 0:
            return True
        if body[0] == ":" and _DEFINITION.match(body):
            return True
        if body[0] == "<" and (
            _HTML_BLOCK.match(body) or (_ONLY_TAGS.match(body) and not _PICTURE_TAG.search(body))
        ):
            return True
        found = self.marker(at)
        if not found:
            return False
        return (
            not found.ordered
            or found.number == 1
            or bool(self.holders)
            or self.numbers_follow(at, found)
        )

    def numbers_follow(self, at: int, found: _Marker) -> bool:
        following = (
            self.marker(at + 1)
            if at + 1 < len(self.lines) and self.lines[at + 1].text.strip()
            else None
        )
        return bool(following and following.ordered and following.number == found.number + 1)

    def paragraph(self, line: Line) -> None:
        level = self.settle(indent_of(line.text))
        end = self.at + 1
        while end < len(self.lines) and self.lines[end].text.strip():
            body = self.lines[end].text.strip()
            setext = _SETEXT.match(body)
            if setext and not self.holders and end == self.at + 1 and len(line.text.strip()) <= 100:
                self.head(1 if body[0] == "=" else 2, line.text.strip(), self.at, end)
                return
            if setext and body[0] == "=" and not self.holders:
                kept = self.lines[self.at : end - 1]
                self.text_block(Kind.PARAGRAPH, kept, level)
                self.head(1, self.lines[end - 1].text.strip(), end - 1, end)
                return
            if self.starts_block(end):
                break
            end += 1
        self.after_item = False
        self.text_block(Kind.PARAGRAPH, self.lines[self.at : end], level)
        self.at = end


def _heading(body: str) -> re.Match[str] | None:
    """A heading, also one without the space behind its signs; "#word" alone is a tag."""
    found = _HEADING.match(body) or _TIGHT_HEADING.match(body) or _TIGHT_TITLE.match(body)
    if found and found.re is _TIGHT_TITLE and not found.group(2)[0].isupper():
        return None
    return found


def line_index(lines: Sequence[Line], number: int) -> int:
    """Where the line of this raw number stands: the numbers ascend without gaps."""
    return number - lines[0].number


def _marker(text: str) -> _Marker | None:
    """The item that a line begins by a marker that cannot be anything else."""
    body = text.strip()
    indent = indent_of(text)
    if _RULE.match(body):
        return None
    if m := _BULLET.match(body):
        return _Marker(indent, indent + m.start(2), False, 1, m.group(2))
    if m := _NUMBER.match(body):
        return _Marker(indent, indent + m.start(2), True, int(m.group(1)), m.group(2))
    if m := _CIRCLED.match(body):
        return _Marker(indent, indent + 2, True, ord(m.group(1)) - ord("①") + 1, m.group(2))
    return None


def _ordinal(sign: str) -> int:
    """1 for "a", "i" and "1".

    >>> _ordinal("c"), _ordinal("iv"), _ordinal("2")
    (3, 4, 2)
    """
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    if sign.isdigit():
        return int(sign)
    return roman.index(sign) + 1 if sign in roman else ord(sign[0]) - ord("a") + 1


def split_row(text: str) -> list[str]:
    r"""The cells of a table row; a bar in code or a formula, or after a backslash, parts nothing.

    >>> split_row("| a | `x|y` | b\\|c |")
    ['a', '`x|y`', 'b\\|c']
    """
    text = text.strip()
    if text.startswith("|"):
        text = text[1:]
    inside = (
        {n for found in literals(text) for n in range(found.start, found.end)}
        if "`" in text or "$" in text
        else set()
    )
    cells, start = [], 0
    for bar in re.finditer(r"(?<!\\)\|", text):
        if bar.start() not in inside:
            cells.append(text[start : bar.start()].strip())
            start = bar.end()
    last = text[start:].strip()
    if last or not cells:
        cells.append(last)
    return cells


def _join_cjk(text: str) -> str:
    """Between two lines of Chinese or Japanese there is no space."""
    if not _CJK.search(text):
        return text
    return re.sub(
        r"([\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])\n(?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])",
        "\\1" + GLUE + "\n",
        text,
    )


def _separate(lines: Sequence[Line]) -> bool:
    """Whether the lines of a paragraph may each be something of its own, so that the breaks must stay.

    They are one wrapped text if each was broken where the next word would not have fitted, unless several begin as
    an entry does ("Term: …").
    """
    if len(lines) < 2:
        return False
    texts = [s.text.strip() for s in lines]
    if any(re.search(r"[^\W\d_]-$", a) and b[:1].islower() for a, b in pairwise(texts)):
        return True
    if sum(bool(_ENTRY_HEAD.match(s)) for s in texts) > 1:
        return True
    width = max(len(s) for s in texts)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return True
    return any(len(a) + 1 + len(b.split(maxsplit=1)[0]) <= width - 8 for a, b in pairwise(texts))


# --------------------------------------------------------------------------- afterwards


def _drop_contents(blocks: Sequence[_Found]) -> list[_Found]:
    """Leave out lists of links to headings of the same page: a table of contents."""
    result: list[_Found] = []
    run: list[_Found] = []

    def flush() -> None:
        if len(run) >= 3:
            result.extend(
                f._replace(block=replace(f.block, kind=Kind.DROPPED, value="table of contents"))
                for f in run
            )
        else:
            result.extend(run)
        run.clear()

    for found in blocks:
        if found.block.kind is Kind.ITEM and _is_anchor(found.block.text):
            run.append(found)
        else:
            flush()
            result.append(found)
    flush()
    return result


def _is_anchor(text: Rich) -> bool:
    return any(
        m.style is Style.LINK and m.value.startswith("#") and m.end - m.start >= 0.8 * len(text)
        for m in text.marks
    )


def _place_footnotes(blocks: Sequence[_Found]) -> list[_Found]:
    """Move each footnote behind the block that first refers to it; it is part of what is said there."""
    notes: dict[str, _Found] = {}
    kept: list[_Found] = []
    for found in blocks:
        again = bool(found.note) and notes.setdefault(found.note, found) is not found
        kept.append(found._replace(note="") if again else found)
    blocks = kept
    if not notes:
        return list(blocks)
    placed: set[str] = set()
    result: list[_Found] = []

    def follow(found: _Found) -> Iterator[_Found]:
        for name in found.refers:
            if name in notes and name not in placed:
                placed.add(name)
                inside = found.block.kind in (Kind.ITEM, Kind.DEFINITION)
                level = 0 if found.block.kind is Kind.HEADING else found.block.level + inside
                note = notes[name]
                yield note._replace(
                    block=replace(note.block, level=level, quote=found.block.quote, gap=0)
                )
                yield from follow(note)

    for found in blocks:
        if not found.note:
            result.append(found)
            result.extend(follow(found))
    result.extend(f for f in blocks if f.note and f.note not in placed)
    return result
