"""Inline Markdown → RichText: emphasis, links, pictures, code, formulas and the HTML that notes have among them.

An own scanner rather than a library's, for three reasons: the offsets of raw lines come out exactly; it is linear in
the text; and it is lenient where notes are sloppy (`**Term:**text`, `**用語（説明）**は` are bold to their author,
though not to the Markdown standard).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from ankigen.model import OBJECT, Mark, RichText, Style
from ankigen.readers.verbatim_spans import Literal, literals

#: Stand for a forced break within the source of a paragraph: at a line's end, and amid a line (`<br>`).
HARD = "\ue000"
BREAK = "\ue001"
#: Before a line's end: no space between the lines (Chinese, Japanese).
GLUE = "\ue002"

_SPECIAL = re.compile(
    r"\*+|_+|~~|==|[~^\[\]!<&\\{]|\n|https?://[^\s<>\"|]+|www\.[^\s<>\"|]+\.[^\s<>\"|]+|["
    + HARD
    + BREAK
    + "]"
)
_ESCAPED = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*)?)/?>")
_ATTRIBUTE = re.compile(r"""([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
#: No "/", "·" or "=" inside: in "kg·m^2/s^2" the signs raise what follows them, each by itself.
_SMALL = re.compile(r"([~^])([^\s~^$/·*×÷=<>|]{1,12})\1(?!\1)")
_TARGET = re.compile(
    r"""\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)(?:\{[^{}\n]*\})?"""
)
_LOOSE_TARGET = re.compile(
    r"\(([^()\n]+\.(?:png|jpe?g|gif|svg|webp|bmp|mp3|wav|ogg|m4a|mp4))\)", re.I
)
_REFERENCE = re.compile(r"\s?\[([^\[\]]*)\]")
_WIKI = re.compile(r"!?\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_SOUND = re.compile(r"\[sound:([^\[\]\n]+)\]")
_FOOTNOTE = re.compile(r"\[\^([^\s\]]+)\](?!:)")
_ROLE = re.compile(r"\{([a-z][a-z0-9:_-]*)\}$")
_ROLE_TARGET = re.compile(r"^(.*\S)\s*<[^<>]*>$", re.S)
#: Names that Python gives a meaning to ("data model" in its reference), and calls; others in __ are bold.
_DUNDER = re.compile(
    r"__(?:(?:init|new|del|name|main|file|all|doc|dict|class|str|repr|len|call|iter|next|enter|exit|eq|ne|lt|le|gt|ge|hash|bool|add|sub|mul"
    r"|getitem|setitem|delitem|contains|getattr|setattr|slots|future|version|module|bases|mro|annotations|import|builtins|post_init)__"
    r"|\w+__(?=\())"
)
_ATTRIBUTES = re.compile(r"\{(?::\s*)?[#.][A-Za-z][^{}\n]*\}")
_CODE_ROLES = frozenset(
    ("code", "command", "file", "kbd", "program", "py", "func", "class", "option", "samp")
)
_SMALL_ROLES: Mapping[str, Style] = {
    "sub": Style.SUB, "subscript": Style.SUB, "sup": Style.SUP, "superscript": Style.SUP,
}  # fmt: skip

SOUND_SUFFIXES = (".mp3", ".wav", ".ogg", ".m4a", ".flac", ".opus", ".aac")
_PICTURE_SUFFIXES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".svg",
    ".webp",
    ".bmp",
    ".avif",
    ".tif",
    ".tiff",
)

STYLE_TAGS: Mapping[str, Style] = {
    "b": Style.STRONG, "strong": Style.STRONG, "i": Style.EM, "em": Style.EM, "cite": Style.EM, "dfn": Style.STRONG,
    "u": Style.UNDERLINE, "ins": Style.UNDERLINE, "s": Style.STRIKE, "del": Style.STRIKE, "strike": Style.STRIKE,
    "mark": Style.MARK, "sub": Style.SUB, "sup": Style.SUP, "code": Style.CODE, "kbd": Style.CODE,
    "samp": Style.CODE, "tt": Style.CODE, "var": Style.EM,
}  # fmt: skip
_PLAIN_TAGS = frozenset(("span", "font", "small", "big", "div", "p", "center", "summary", "details", "a", "abbr", "q",
                         "label", "section", "figure", "figcaption", "picture", "nobr", "bdi", "bdo", "ruby", "rp"))  # fmt: skip


@dataclass
class _Token:
    """A piece of the text; of a run of delimiters what is left of it, and the marks that begin and end at it."""

    text: str
    run: str = ""  # the delimiter character, "" for text
    count: int = 0
    opens: list[int] = field(default_factory=list)
    closes: list[int] = field(default_factory=list)
    can_open: bool = False
    can_close: bool = False
    advance: bool = False  # a raw line ends here


@dataclass
class _Span:
    style: Style
    value: str = ""
    start: int = -1


class _Scanner:
    def __init__(self, text: str, links: Mapping[str, str]) -> None:
        self.text = text
        self.links = links
        self.tokens: list[_Token] = []
        self.spans: list[_Span] = []
        self.notes: list[str] = []
        self.delimiters: list[int] = []
        self.brackets: list[tuple[int, bool]] = []  # token index, picture?
        self.open_tags: dict[str, list[tuple[int, int]]] = {}
        self.at = 0

    # ------------------------------------------------------------------ tokens

    def add(self, text: str) -> _Token:
        token = _Token(text)
        self.tokens.append(token)
        return token

    def styled(self, text: str, style: Style, value: str = "") -> None:
        """A piece that is one mark."""
        token = self.add(text)
        self.spans.append(_Span(style, value))
        number = len(self.spans) - 1
        token.opens.append(number)
        self.add("").closes.append(number)

    def wrap(self, first: int, style: Style, value: str = "") -> None:
        """A mark from tokens[first] up to here."""
        self.spans.append(_Span(style, value))
        number = len(self.spans) - 1
        self.tokens[first].opens.append(number)
        self.add("").closes.append(number)

    # ------------------------------------------------------------------ the scan

    def scan(self) -> None:
        for literal in literals(self.text):
            if literal.start >= self.at:
                self.upto(literal.start)
                if self.at <= literal.start:
                    self.literal(literal)
        self.upto(len(self.text))
        self.emphasis()

    def upto(self, end: int) -> None:
        """Scan up to `end` (a link that begins before it may carry the scan beyond)."""
        while self.at < end:
            special = _SPECIAL.search(self.text, self.at, end)
            if not special:
                self.add(self.text[self.at : end])
                self.at = end
                return
            if special.start() > self.at:
                self.add(self.text[self.at : special.start()])
            self.at = special.start()
            self.special(special)

    def special(self, found: re.Match[str]) -> None:
        sign = found.group()
        first = sign[0]
        if first in "*_" or sign in ("~~", "=="):
            self.run(sign, found.start(), found.end())
        elif sign == "\n":
            self.add(sign).advance = True
            self.at += 1
        elif first in "hw":
            self.address(sign)
        elif first == "[" or sign == "!":
            self.bracket(sign)
        elif first == "]":
            self.close_bracket()
        elif first == "<":
            self.angle()
        elif first == "&" and (entity := _ENTITY.match(self.text, self.at)):
            self.add(unescape(entity.group()).replace("\u00a0", " "))
            self.at = entity.end()
        elif first == "\\" and self.text[self.at + 1 : self.at + 2] in _ESCAPED - {""}:
            self.add(self.text[self.at + 1])
            self.at += 2
        elif first in "~^" and (small := _SMALL.match(self.text, self.at)) and self.pairs(small):
            self.styled(small.group(2), Style.SUB if first == "~" else Style.SUP)
            self.at = small.end()
        elif first == "{" and (attributes := _ATTRIBUTES.match(self.text, self.at)):
            self.at = attributes.end()
        else:
            self.add(sign)
            self.at = found.end()

    def pairs(self, small: re.Match[str]) -> bool:
        """Whether two "^" belong together: in "x^2+y^2" and "m^2,s^2" each raises what follows it."""
        after = self.text[small.end() : small.end() + 1]
        whole = small.group(2).strip("+-−").isalnum()
        return small.group(1) == "~" or not after.isalnum() or (whole and after.isalpha())

    def literal(self, literal: Literal) -> None:
        self.at = literal.end
        if literal.style is not Style.CODE:
            source = self.text[literal.start : literal.end].replace(HARD, "")
            self.styled(
                source, literal.style, " ".join(literal.value.replace(HARD, "").split("\n"))
            )
            return
        code = literal.value.replace(HARD, "")
        role = self.role()
        for _ in range(code.count("\n")):
            self.add("").advance = True
        code = code.replace("\n", " ")
        if not role:
            self.styled(code, Style.CODE)
        elif role == "math":
            self.styled(f"${code}$", Style.MATH, code)
        elif role in _CODE_ROLES:
            self.styled(code, Style.CODE)
        elif role in _SMALL_ROLES:
            self.styled(code, _SMALL_ROLES[role])
        else:  # {term}`commits <commit>`: the words shown
            shown = _ROLE_TARGET.match(code)
            self.add(shown.group(1) if shown else code)

    def role(self) -> str:
        """The MyST role that stands before a code span: `{math}`, taken out of the text; "" if there is none."""
        if len(self.tokens) < 2 or self.tokens[-2].text != "{":
            return ""
        found = _ROLE.fullmatch("{" + self.tokens[-1].text)
        if not found:
            return ""
        self.tokens[-2].text = self.tokens[-1].text = ""
        return found.group(1)

    def run(self, sign: str, start: int, end: int) -> None:
        before = self.text[start - 1 : start] or " "
        after = self.text[end : end + 1] or " "
        opens = not after.isspace() and after not in HARD + BREAK
        closes = not before.isspace() and before not in HARD + BREAK
        if sign == "*" and self.multiplies(start, end):
            opens = closes = False
        if sign == "__" and (dunder := _DUNDER.match(self.text, start)):
            self.add(dunder.group())
            self.at = dunder.end()
            return
        if sign[0] == "_":
            opens = opens and not before.isalnum()
            closes = closes and not after.isalnum()
        token = self.add("")
        token.run, token.count = sign[0], len(sign)
        token.can_open, token.can_close = opens, closes
        self.delimiters.append(len(self.tokens) - 1)
        self.at = end

    def multiplies(self, start: int, end: int) -> bool:
        """Whether a star stands between two factors: 2*3*4, a*b*c."""
        before, after = self.text[max(0, start - 2) : start], self.text[end : end + 2]
        if not (before[-1:].isalnum() and after[:1].isalnum() and (before + after).isascii()):
            return False
        return (
            before[-1].isdigit()
            or after[0].isdigit()
            or not before[:-1].isalnum()
            or not after[1:].isalnum()
        )

    def emphasis(self) -> None:
        """Pair the delimiter runs, each closer with the nearest opener of its kind."""
        stacks: dict[str, list[int]] = {}
        for index in self.delimiters:
            token = self.tokens[index]
            stack = stacks.setdefault(token.run, [])
            while token.can_close and token.count and stack:
                opener = self.tokens[stack[-1]]
                # "a*b" amid a word opens and closes: only a run of the same length may close it
                if token.can_open and opener.count != token.count and opener.count < 3:
                    break
                width = 2 if opener.count >= 2 and token.count >= 2 else 1
                if width == 1 and token.run in "~=":
                    break
                if width == 1 and (opener.count == 2 or token.count == 2):
                    break  # `*args, **kwargs`: a pair does not match a single
                self.spans.append(_Span(self.style(token.run, width)))
                number = len(self.spans) - 1
                opener.opens.append(number)
                token.closes.append(number)
                opener.count -= width
                token.count -= width
                if not opener.count:
                    stack.pop()
            if token.can_open and token.count:
                stack.append(index)

    @staticmethod
    def style(run: str, width: int) -> Style:
        if run == "~":
            return Style.STRIKE
        if run == "=":
            return Style.MARK
        return Style.STRONG if width == 2 else Style.EM

    # ------------------------------------------------------------------ links and pictures

    def address(self, url: str) -> None:
        before = self.text[self.at - 1 : self.at]
        while url and (
            url[-1] in ".,;:!?*_'\"" + HARD + BREAK
            or (url[-1] == ")" and url.count("(") < url.count(")"))
            or url[-1] == "]"
        ):
            url = url[:-1]
        if before.isalnum() or len(url) < 8:
            self.add(self.text[self.at])
            self.at += 1
            return
        self.styled(url, Style.LINK, url if url.startswith("http") else f"https://{url}")
        self.at += len(url)

    def bracket(self, sign: str) -> None:
        text, at = self.text, self.at
        if wiki := _WIKI.match(text, at):
            self.at = wiki.end()
            self.wiki(wiki.group(1).strip(), (wiki.group(2) or "").strip(), embedded=sign == "!")
        elif sign == "!" and text[at + 1 : at + 2] != "[":
            self.add("!")
            self.at += 1
        elif sound := _SOUND.match(text, at):
            self.at = sound.end()
            self.styled(OBJECT, Style.SOUND, sound.group(1))
        elif note := _FOOTNOTE.match(text, at):
            self.at = note.end()
            self.notes.append(note.group(1))
        else:
            self.add(sign + "[" if sign == "!" else "[")
            self.brackets.append((len(self.tokens) - 1, sign == "!"))
            self.at += 2 if sign == "!" else 1

    def wiki(self, target: str, shown: str, embedded: bool) -> None:
        lower = target.lower()
        if embedded and lower.endswith(SOUND_SUFFIXES):
            self.styled(OBJECT, Style.SOUND, target)
        elif embedded and lower.endswith(_PICTURE_SUFFIXES):
            size = re.fullmatch(r"\d+(x\d+)?", shown)  # Obsidian: the width to show it in
            self.styled(OBJECT if size or not shown else shown, Style.IMAGE, target)
        else:
            self.add(shown or target.lstrip("#"))

    def close_bracket(self) -> None:
        self.at += 1
        if not self.brackets:
            self.add("]")
            return
        index, picture = self.brackets.pop()
        target = self.target(index)
        if target is None:
            self.add("]")
            return
        opener = self.tokens[index]
        opener.text = ""
        inside = "".join(t.text for t in self.tokens[index:])
        if picture:
            style = Style.SOUND if target.lower().endswith(SOUND_SUFFIXES) else Style.IMAGE
            if not inside.strip():
                opener.text = OBJECT
            self.wrap(index, style, target)
        else:
            self.wrap(index, Style.LINK, target)

    def target(self, index: int) -> str | None:
        """What the bracket that just closed points to; the scan goes on behind it."""
        if found := _TARGET.match(self.text, self.at):
            self.at = found.end()
            return unescape(re.sub(r"\\(.)", r"\1", found.group(1) or found.group(2) or ""))
        if found := _LOOSE_TARGET.match(self.text, self.at):  # a file name with spaces in it
            self.at = found.end()
            return found.group(1).strip()
        if not self.links:
            return None
        inside = "".join(t.text or t.run * t.count for t in self.tokens[index + 1 :])
        reference = _REFERENCE.match(self.text, self.at)
        if reference:
            found_link = self.links.get(label(reference.group(1) or inside))
            if found_link is not None:
                self.at = reference.end()
                return found_link
        return self.links.get(label(inside))

    # ------------------------------------------------------------------ HTML among the text

    def angle(self) -> None:
        text, at = self.text, self.at
        if link := _AUTOLINK.match(text, at):
            self.at = link.end()
            url = link.group(1)
            self.styled(url, Style.LINK, url if ":" in url else f"mailto:{url}")
        elif text.startswith("<!--", at) and (end := text.find("-->", at)) >= 0:
            self.at = end + 3
            for _ in range(text.count("\n", at, end)):
                self.add("").advance = True
        elif (tag := _TAG.match(text, at)) and self.tag(tag):
            self.at = tag.end()
        else:
            self.add("<")
            self.at += 1

    def tag(self, tag: re.Match[str]) -> bool:
        """Take a tag that is markup. One that notes speak of ("the <div> tag") has no partner and stays as text."""
        name, attributes = tag.group(2).lower(), _attributes(tag.group(3))
        if name in ("br", "wbr"):
            self.add(BREAK if name == "br" else "")
        elif name == "img" and attributes.get("src"):
            self.styled(attributes.get("alt") or OBJECT, Style.IMAGE, attributes["src"])
        elif name in ("audio", "source") and attributes.get("src"):
            self.styled(OBJECT, Style.SOUND, attributes["src"])
        elif tag.group(1):
            if not self.open_tags.get(name):
                return False
            first, number = self.open_tags[name].pop()
            closing = self.add("")
            if number >= 0:
                self.tokens[first].opens.append(number)
                closing.closes.append(number)
        elif name in STYLE_TAGS or name in _PLAIN_TAGS or name == "audio":
            if not self.has_partner(name, tag.end()):
                return False
            style, value = STYLE_TAGS.get(name), ""
            if name == "a" and attributes.get("href"):
                style, value = Style.LINK, attributes["href"]
            number = -1
            if style:
                self.spans.append(_Span(style, value))
                number = len(self.spans) - 1
            self.add("")
            self.open_tags.setdefault(name, []).append((len(self.tokens) - 1, number))
        else:
            return False
        for _ in range(tag.group().count("\n")):
            self.add("").advance = True
        return True

    def has_partner(self, name: str, at: int) -> bool:
        if not hasattr(self, "_last_closing"):
            self._last_closing = {
                m.group(1).lower(): m.start()
                for m in re.finditer(r"</([A-Za-z][A-Za-z0-9]*)\s*>", self.text)
            }
        return self._last_closing.get(name, -1) >= at

    # ------------------------------------------------------------------ the result

    def rich(self, numbers: Sequence[int], keep_breaks: bool) -> RichText:
        pieces: list[str] = []
        marks: list[Mark] = []
        lines: list[tuple[int, int]] = [(0, numbers[0])] if numbers else []
        length = row = 0
        last = ""
        glued = False

        def put(text: str) -> None:
            nonlocal length, last
            if text:
                pieces.append(text)
                length += len(text)
                last = text[-1]

        for token in self.tokens:
            for number in token.closes:
                span = self.spans[number]
                if 0 <= span.start < length:
                    marks.append(Mark(span.start, length, span.style, span.value))
            if token.advance:
                row += 1
            if token.text == "\n":
                hard = last == "\n"
                if not hard and not glued:
                    put("\n" if keep_breaks else " ")
                glued = False
                if row < len(numbers):
                    if lines and lines[-1][0] == length:
                        lines.pop()  # nothing was left of the line before
                    lines.append((length, numbers[row]))
            elif token.text == GLUE:
                glued = True
            elif token.run:
                put(token.run * token.count)
            elif HARD in token.text or BREAK in token.text:
                put(token.text.replace(HARD, "\n").replace(BREAK, "\n"))
            else:
                begin = length
                put(token.text)
                for offset, character in enumerate(token.text):  # a formula of several lines
                    if character == "\n" and row + 1 < len(numbers):
                        row += 1
                        lines.append((begin + offset + 1, numbers[row]))
            for number in token.opens:
                self.spans[number].start = length - len(token.text)
        text = "".join(pieces)
        marks.sort()
        return RichText(text, tuple(marks), tuple(lines)).strip()


def _attributes(source: str) -> dict[str, str]:
    return {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(source)}


def label(text: str) -> str:
    """The form in which the labels of links are compared."""
    return " ".join(text.split()).casefold()


def inline(
    text: str, numbers: Sequence[int], links: Mapping[str, str], keep_breaks: bool = False
) -> tuple[RichText, tuple[str, ...]]:
    r"""The RichText of a piece of Markdown, and the labels of the footnotes that it refers to.

    `text` may have several lines, of the raw line numbers `numbers`; `HARD` before a line's end forces the break.
    Other line ends become spaces, or stay "\n" with `keep_breaks`.

    >>> rich, _ = inline("**MTU** is `ip` at\n*most* 5", [3, 4], {})
    >>> rich.text, [str(m.style) for m in rich.marks], rich.lines
    ('MTU is ip at most 5', ['strong', 'code', 'em'], ((0, 3), (13, 4)))
    """
    if not _SPECIAL.search(text) and "`" not in text and "$" not in text:
        return RichText(text.strip(), (), ((0, numbers[0]),) if numbers else ()), ()
    scanner = _Scanner(text, links)
    scanner.scan()
    return scanner.rich(numbers, keep_breaks), tuple(scanner.notes)
