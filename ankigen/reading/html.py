"""HTML → blocks: pages saved from a browser, exports of Google Docs, Notion and Word, the fields of Anki notes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import parse_qs, unquote, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PreformattedString, Tag

from ankigen.model import OBJECT, Block, Kind, Mark, Node, Reading, Rich, Style
from ankigen.reading import mathml
from ankigen.reading.decoding import decode, plain
from ankigen.reading.flow import Flow, covering
from ankigen.reading.literals import literals
from ankigen.reading.markup import STYLE_TAGS
from ankigen.reading.nodes import to_nodes

#: Elements nested deeper than this are read as their bare text.
_DEEPEST = 150
#: A part of a page with more characters than this is not furniture, whatever its class says.
#: So many "<" without their ">" are no page but text about one, or a trap.
_MANY_OPEN = 200
_MOST_FURNITURE = 20_000

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "canvas",
        "head",
        "link",
        "meta",
        "button",
        "input",
        "select",
        "textarea",
        "option",
        "iframe",
        "object",
        "embed",
        "map",
        "colgroup",
        "col",
        "rp",
        "track",
        "datalist",
        "dialog",
    ]
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FURNITURE = frozenset(("nav", "footer", "form", "menu"))
_FURNITURE_ROLES = frozenset(
    (
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "menu",
        "menubar",
        "dialog",
        "alert",
    )
)
#: Classes and ids (whole words of them) by which pages call their furniture.
_FURNITURE_NAMES = frozenset(
    [
        "navbar",
        "nav",
        "navigation",
        "sidebar",
        "breadcrumb",
        "breadcrumbs",
        "cookie",
        "cookies",
        "share",
        "sharing",
        "social",
        "menu",
        "toc",
        "table_of_contents",
        "table-of-contents",
        "advert",
        "advertisement",
        "ads",
        "newsletter",
        "pagination",
        "pager",
        "skip-link",
        "sr-only",
        "visually-hidden",
        "mw-editsection",
        "mw-jump-link",
        "navbox",
        "catlinks",
        "printfooter",
        "sitesub",
        "jump-to-nav",
        "references",
        "reflist",
        "reference",
        "noprint",
        "headerlink",
        "anchor-link",
        "footer",
        "site-footer",
        "site-header",
        "page-footer",
        "comments",
        "related",
        "popup",
        "modal",
        "banner",
        "MathJax_Preview",
        "MJX_Assistive_MathML",
        "katex-html",
        "properties",
        "icon",
        "copy-button",
        "copybtn",
    ]
)
_MATHJAX_SHOWN = frozenset(
    (
        "MathJax",
        "MathJax_Display",
        "MathJax_SVG",
        "MathJax_CHTML",
        "mjx-chtml",
        "MathJax_SVG_Display",
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_LANGUAGE_CLASS = re.compile(
    r"(?:language|lang|highlight-source|highlight|brush|sourceCode)[-: ]+([\w+#]+)|^(?:sourceCode|code|prettyprint)$"
)
_CLASS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_DOCS_LIST = re.compile(r"lst-kix_\w+-(\d)")
_WORD_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.I)
_WORD_BULLET = re.compile(r"^\s*(?:[·•o§\uf0b7\uf0a7▪◦–-]|(\d{1,3})[.)]|\(?([a-z])[.)])\s+")
_DRAWN = re.compile(r"[•‣▪▸►◦●○■□∙・◆◇\uf0b7\uf0a7]\s*(?=\S)")
_DASH = re.compile(r"[-–*]\s+(?=\S)")
_ANKI_LATEX = (
    (re.compile(r"\[\$\$\](.*?)\[/\$\$\]", re.S), r"\[", r"\]"),
    (re.compile(r"\[\$\](.*?)\[/\$\]", re.S), r"\(", r"\)"),
    (re.compile(r"\[latex\](.*?)\[/latex\]", re.S), r"\(", r"\)"),
    (
        re.compile(r"<anki-mathjax(?:\s+block=[\"']?true[\"']?)\s*>(.*?)</anki-mathjax>", re.S),
        r"\[",
        r"\]",
    ),
    (re.compile(r"<anki-mathjax[^>]*>(.*?)</anki-mathjax>", re.S), r"\(", r"\)"),
)
_SOUND = re.compile(r"\[sound:([^\[\]\n]+)\]")
_DATA_URI = re.compile(r"data:(image|audio)/([\w.+-]+);base64,(.*)$", re.S | re.I)
_SPACES = re.compile(r"\s+")


def read(data: bytes, name: str) -> Reading:
    """A .html file. Raises AnkigenError if it is empty or no text."""
    found = _CHARSET.search(data[:4096])
    if found and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return read_text(plain(data.decode(found.group(1).decode("ascii"))), name)
        except (LookupError, UnicodeDecodeError):
            pass  # a page that states its encoding wrongly: found like that of any text
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Reading:
    text = text.replace("\v", " ")
    soup = parsed(text)
    walker = _Walker(class_styles(soup))
    title = soup.find("title")
    walker.find_main(soup)
    walker.walk(soup)
    walker.flush()
    root = soup.find("html")
    language = str(root.get("lang") or "") if isinstance(root, Tag) else ""
    blocks = covering(walker.blocks, [bool(s.strip()) for s in text.split("\n")])
    return Reading(
        tuple(blocks),
        title=" ".join(title.get_text().split()) if title else "",
        language=language,
        media=walker.media,
    )


def parsed(source: str) -> BeautifulSoup:
    """The tree of a page. Python's parser needs quadratic time for tags that are never closed: many are made text."""
    if source.count("<") > 2 * source.count(">") + _MANY_OPEN:
        source = re.sub(r"<(?=[^<>]*(?:<|$))", "&lt;", source)
    return BeautifulSoup(source, "html.parser")


def fragment(source: str, line: int, end_line: int) -> list[Block]:
    """The blocks of a piece of HTML that stands on the lines `line` to `end_line` of a file."""
    walker = _walked(source)
    blocks = [b for b in walker.blocks if b.kind is not Kind.DROPPED] or walker.blocks
    shifted = [_shifted(b, line - 1) for b in blocks]
    if shifted:
        shifted[0] = replace(shifted[0], line=line)
        shifted[-1] = replace(shifted[-1], end_line=end_line)
    return shifted


def nodes_of(source: str, line: int) -> tuple[Node, ...]:
    """A field of an Anki note, or a cell, as the body of an entry."""
    return to_nodes([_shifted(b, line - 1) for b in _walked(anki_latex(source)).blocks])


def rich_of(source: str, line: int) -> Rich:
    """A field or cell as one text: its blocks on lines of their own."""
    if "<" not in source and "&" not in source and not re.search(r"[\\$\[]", source):
        return Rich.of(" ".join(source.split()), line)
    blocks = [
        _shifted(b, line - 1)
        for b in _walked(anki_latex(source)).blocks
        if b.kind is not Kind.DROPPED
    ]
    return Rich.join([_flat(b) for b in blocks], "\n").strip()


def media_of(source: str) -> Mapping[str, bytes]:
    """The pictures that stand in the HTML itself (`data:` addresses), under the names that the blocks give them."""
    return _walked(source).media if "data:" in source else {}


def anki_latex(source: str) -> str:
    """Anki's own LaTeX marks as MathJax delimiters."""
    for pattern, opener, closer in _ANKI_LATEX:
        if pattern.search(source):
            source = pattern.sub(lambda m, o=opener, c=closer: o + m.group(1) + c, source)  # type: ignore[misc]
    return source


def _walked(source: str) -> _Walker:
    walker = _Walker({})
    walker.walk(parsed(source))
    walker.flush()
    return walker


def _flat(block: Block) -> Rich:
    if block.kind is Kind.TABLE:
        return Rich.join([Rich.join(list(row), " | ") for row in block.rows], "\n")
    if block.kind is Kind.ITEM:
        sign = f"{block.number}. " if block.ordered else "• "
        return Rich.of("  " * block.level + sign, block.line) + block.text
    if block.kind is Kind.CODE:
        return Rich(block.text.text, (Mark(0, len(block.text), Style.CODE),), block.text.lines)
    return block.text


def _shifted(block: Block, by: int) -> Block:
    def moved(rich: Rich) -> Rich:
        return Rich(rich.text, rich.marks, tuple((o, n + by) for o, n in rich.lines))

    rows = tuple(tuple(moved(c) for c in row) for row in block.rows)
    return replace(
        block, text=moved(block.text), rows=rows, line=block.line + by, end_line=block.end_line + by
    )


def class_styles(soup: BeautifulSoup) -> dict[str, str]:
    """What the page's own style sheet says of its classes: Google Docs writes bold as `.c3{font-weight:700}`."""
    found: dict[str, str] = {}
    for sheet in soup.find_all("style"):
        for selector, body in _CLASS_RULE.findall(sheet.get_text()[:500_000]):
            if re.search(r"font-(?:weight|style)|text-decoration|vertical-align|display", body):
                for part in selector.split(","):
                    if m := re.fullmatch(r"\s*(?:span|p|div)?\.([\w-]+)\s*", part):
                        found[m.group(1)] = found.get(m.group(1), "") + ";" + body
    return found


# --------------------------------------------------------------------------- text of a block


def _with_literals(rich: Rich) -> Rich:
    """Formulas that the page leaves to MathJax, and Anki's sounds, marked."""
    if not re.search(r"[\\$\[]", rich.text):
        return rich
    extra = [
        Mark(f.start, f.end, f.style, " ".join(f.value.split()))
        for f in literals(rich.text)
        if f.style is not Style.CODE and not rich.literal_at(f.start, f.end)
    ]
    kept = [
        m
        for m in rich.marks
        if not any(
            e.start < m.end and m.start < e.end and m.style in (Style.EM, Style.SUB, Style.SUP)
            for e in extra
        )
    ]
    rich = Rich(rich.text, tuple(sorted([*kept, *extra])), rich.lines)
    while sound := _SOUND.search(rich.text):
        before, after = rich[: sound.start()], rich[sound.end() :]
        mark = Mark(0, 1, Style.SOUND, sound.group(1))
        rich = before + Rich.of(OBJECT, rich.line_at(sound.start()), [mark]) + after
    return rich


# --------------------------------------------------------------------------- the walk


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: how deep in lists and quotations, and what the next text becomes."""

    level: int = 0
    quote: int = 0


class _Walker:
    def __init__(self, styles: Mapping[str, str]) -> None:
        self.styles = styles
        self.blocks: list[Block] = []
        self.media: dict[str, bytes] = {}
        self.text = Flow()
        self.open: list[tuple[Style, str, int]] = []
        self.line = 1
        self.level = 0  # list depth of paragraphs here
        self.quote = 0
        self.pending: Block | None = (
            None  # the ITEM, TERM, DEFINITION or HEADING whose text comes next
        )
        self.depth = 0
        self.breaks = 0  # <br> in a row
        self.cell = False  # within a table cell: no blocks, only line breaks
        self.main: Tag | None = None
        self.around: set[int] = set()  # ids of the elements that hold the main part

    def find_main(self, soup: BeautifulSoup) -> None:
        """The page's main part, if it says which that is and most of the text lies in it."""
        for selector in ("main", "[role=main]", "article"):
            found = soup.select(selector)
            if len(found) == 1:
                whole = len(soup.get_text(" ", strip=True))
                if len(found[0].get_text(" ", strip=True)) >= whole / 2:
                    self.main = found[0]
                    self.around = {id(p) for p in found[0].parents}
                    return

    # ------------------------------------------------------------------ blocks

    def flush(self) -> None:
        """End the text at hand: it becomes a block of its own, or the text of the item that waits for it."""
        rich = _with_literals(self.text.rich()) if self.text.length else Rich()
        if self.open and self.text.length:
            marks = [
                Mark(start, self.text.length, style, value) for style, value, start in self.open
            ]
            self.text.marks += marks
            rich = _with_literals(self.text.rich())
        self.text = Flow()
        self.open = [(style, value, 0) for style, value, _ in self.open]
        self.breaks = 0
        if not rich:
            return
        if self.pending:
            block, self.pending = self.pending, None
            self.emit(
                replace(
                    block, text=rich, line=rich.line, end_line=_last_line(rich), quote=self.quote
                )
            )
            return
        for part in _split_at_bold(rich):
            if items := _drawn_items(part, self.level):
                for item in items:
                    self.emit(replace(item, quote=self.quote))
            elif formula := _only_formula(part):
                self.emit(replace(formula, level=self.level, quote=self.quote))
            else:
                self.emit(
                    Block(
                        Kind.PARAGRAPH,
                        part,
                        part.line,
                        _last_line(part),
                        level=self.level,
                        quote=self.quote,
                    )
                )

    def emit(self, block: Block) -> None:
        self.blocks.append(replace(block, end_line=max(block.end_line, block.line)))

    def leave_pending(self) -> None:
        """An item that begins with a block (a list, code) has no text of its own."""
        if self.pending:
            block, self.pending = self.pending, None
            if block.kind is Kind.ITEM:
                self.emit(replace(block, line=self.line, end_line=self.line, quote=self.quote))

    def drop(self, tag: Tag, why: str) -> None:
        text = " ".join(tag.get_text(" ").split())
        first = self.at(tag)
        last = first + str(tag).count("\n")
        self.line = max(self.line, last)
        if text:
            if not self.cell and not self.open and not self.pending:
                self.flush()
            self.emit(Block(Kind.DROPPED, Rich.of(text, first), first, last, value=why))

    def at(self, tag: Tag) -> int:
        return max(self.line, tag.sourceline or self.line)

    # ------------------------------------------------------------------ nodes

    def walk(self, parent: Tag) -> None:
        if self.depth > _DEEPEST:
            self.string(parent.get_text(" "))
            return
        self.depth += 1
        for child in parent.children:
            if isinstance(child, NavigableString):
                if isinstance(child, PreformattedString):
                    self.line += child.count("\n")
                else:
                    self.string(str(child))
            elif isinstance(child, Tag):
                self.tag(child)
        self.depth -= 1

    def string(self, text: str) -> None:
        at = 0
        for gap in _SPACES.finditer(text):
            if gap.start() > at:
                self.put(text[at : gap.start()])
            self.text.space = True
            self.line += gap.group().count("\n")
            at = gap.end()
        if at < len(text):
            self.put(text[at:])

    def put(self, word: str) -> None:
        self.breaks = 0
        self.text.word(plain(word), self.line)

    def styled(self, text: str, style: Style, value: str = "") -> None:
        self.text.settle()
        start = self.text.length
        self.breaks = 0
        self.text.word(text, self.line)
        self.text.marks.append(Mark(start, self.text.length, style, value))

    def tag(self, tag: Tag) -> None:
        name = tag.name.lower()
        self.line = self.at(tag)
        if self.cell and name in ("td", "th", "tr"):
            return  # cells need not be closed: the next one seems to stand in this one
        if self.formula(tag, name) or self.left_out(tag, name):
            return
        handler = getattr(self, f"on_{name}", None)
        if handler:
            handler(tag)
        elif re.fullmatch("h[1-6]", name):
            self.heading(tag, int(name[1]))
        elif name in _BLOCKS:
            self.block(tag)
        else:
            self.inline(tag, name)

    def left_out(self, tag: Tag, name: str) -> bool:
        if name in _NEVER:
            self.line = max(self.line, self.at(tag) + str(tag).count("\n"))
            return True
        classes = _classes(tag)
        style = str(tag.get("style") or "")
        hidden = (
            tag.has_attr("hidden")
            or _HIDDEN.search(style)
            or any(_HIDDEN.search(self.styles.get(c, "")) for c in classes)
        )
        if hidden:
            self.drop(tag, "hidden")
            return True
        if (
            self.main is not None
            and tag is not self.main
            and id(tag) not in self.around
            and self.depth_outside(tag)
        ):
            self.header(tag, "outside the main part of the page")
            return True
        inside = self.main is not None and tag is not self.main and id(tag) not in self.around
        if name in _FURNITURE or str(tag.get("role") or "") in _FURNITURE_ROLES:
            self.drop(tag, name if name in _FURNITURE else "furniture of the page")
            return True
        if name == "header" and not inside and not tag.find_parent(("article", "main", "section")):
            self.header(tag, "header")
            return True
        if name == "aside" and not inside:
            self.drop(tag, name)
            return True
        if self.is_furniture(tag, name, classes):
            if name not in ("sup", "a", "span"):
                self.drop(tag, "furniture of the page")
            return True
        return (
            name == "a"
            and tag.get_text(strip=True) in ("¶", "#", "§")
            and str(tag.get("href") or "").startswith("#")
        )

    def is_furniture(self, tag: Tag, name: str, classes: Sequence[str]) -> bool:
        """Whether a class or the id of the tag is one by which pages call their furniture."""
        if name in ("body", "html", "main", "article", "h1", "h2", "h3"):
            return False
        if not {*classes, str(tag.get("id") or "")} & _FURNITURE_NAMES:
            return False
        return len(tag.get_text()) < _MOST_FURNITURE

    def depth_outside(self, tag: Tag) -> bool:
        """Whether the tag stands beside what holds the main part, not within that."""
        return tag.parent is not None and id(tag.parent) in self.around

    def header(self, tag: Tag, why: str) -> None:
        """A page's header is furniture, but for the title of the page in it."""
        title = tag.find("h1")
        if isinstance(title, Tag):
            self.flush()
            self.line = self.at(tag)
            self.heading(title, 1)
            title.extract()
        self.drop(tag, why)

    # ------------------------------------------------------------------ inline

    def inline(self, tag: Tag, name: str) -> None:
        styles: list[tuple[Style, str]] = []
        css = ";".join(
            [*(self.styles.get(c, "") for c in _classes(tag)), str(tag.get("style") or "")]
        ).lower()
        light = re.search(r"font-weight\s*:\s*(?:normal|[1-4]00)", css)
        style = STYLE_TAGS.get(name)
        if style and not (style is Style.STRONG and light):  # Google Docs wraps all in a light <b>
            styles.append((style, ""))
        styles += [(s, "") for s in css_styles(css)]
        if (
            name == "a"
            and (href := link_target(str(tag.get("href") or "")))
            and tag.get_text(strip=True)
        ):
            styles.append((Style.LINK, href))
        if any(s is Style.CODE for s, _ in styles) and not tag.find("br"):
            self.code_span(tag)
            return
        for style, value in styles:
            self.begin(style, value)
        self.walk(tag)
        for _ in styles:
            self.end()

    def code_span(self, tag: Tag) -> None:
        code = tag.get_text()
        first = self.line
        if code.strip():
            shown = code.strip("\n") if "\n" not in code.strip() else " ".join(code.split())
            if shown[:1].isspace():
                self.text.space = True
            self.styled(shown.strip(), Style.CODE)
            if shown[-1:].isspace():
                self.text.space = True
        self.line = first + code.count("\n")

    def begin(self, style: Style, value: str) -> None:
        self.text.settle()
        self.open.append((style, value, self.text.length))

    def end(self) -> None:
        style, value, start = self.open.pop()
        if self.text.length > start:
            self.text.marks.append(Mark(start, self.text.length, style, value))

    def on_br(self, tag: Tag) -> None:
        self.breaks += 1
        if self.breaks > 1 and not self.cell and not self.pending:
            self.flush()
        else:
            self.text.break_line()
        self.walk(tag)  # html.parser may nest what follows in an unclosed <br>

    def on_wbr(self, tag: Tag) -> None:
        self.walk(tag)

    def on_img(self, tag: Tag) -> None:
        source = str(tag.get("src") or tag.get("data-src") or "")
        alt = " ".join(str(tag.get("alt") or "").split())
        classes = _classes(tag)
        if alt and (
            "latex" in classes
            or "tex" in classes
            or (alt.startswith("$") and alt.endswith("$") and len(alt) > 2)
        ):
            self.math(alt.strip("$"), display=False)
        elif source:
            self.styled(alt or OBJECT, Style.IMAGE, self.stored(source))

    def on_audio(self, tag: Tag) -> None:
        inner = tag.find("source")
        source = str(tag.get("src") or (inner.get("src") if isinstance(inner, Tag) else "") or "")
        if source:
            self.styled(OBJECT, Style.SOUND, self.stored(source))

    on_video = on_audio

    def stored(self, source: str) -> str:
        """A file's path as the page has it; one that stands in the page itself goes to `media`."""
        found = _DATA_URI.match(source)
        if not found:
            return unquote(source) if not re.match(r"[a-z]+://", source) else source
        try:
            data = base64.b64decode(re.sub(r"\s", "", unquote(found.group(3))), validate=True)
        except (binascii.Error, ValueError):
            return ""
        suffix = {"jpeg": "jpg", "svg+xml": "svg", "mpeg": "mp3"}.get(
            found.group(2).lower(), found.group(2).lower()
        )
        name = f"{found.group(1).lower()}-{hashlib.sha256(data).hexdigest()[:12]}.{suffix}"
        self.media[name] = data
        return name

    def on_rt(self, tag: Tag) -> None:
        reading = tag.get_text(strip=True)
        if reading:
            self.text.space = False
            self.put(f"({reading})")

    def on_q(self, tag: Tag) -> None:
        self.text.settle()
        self.put("“")
        self.walk(tag)
        self.text.space = False
        self.put("”")

    # ------------------------------------------------------------------ formulas

    def formula(self, tag: Tag, name: str) -> bool:
        classes = set(_classes(tag))
        if name == "math" or name.endswith(":math"):
            self.math(mathml.source_of(tag), str(tag.get("display") or "") == "block")
        elif name == "mjx-container":
            inner = tag.find("math")
            self.math(
                mathml.source_of(inner)
                if isinstance(inner, Tag)
                else str(tag.get("aria-label") or ""),
                str(tag.get("display") or "") == "true",
            )
        elif name == "script" and str(tag.get("type") or "").startswith("math/tex"):
            self.math(tag.get_text(), "display" in str(tag.get("type")))
        elif name == "script" and str(tag.get("type") or "").startswith("math/mml"):
            inner = BeautifulSoup(tag.get_text(), "html.parser").find("math")
            self.math(mathml.source_of(inner) if isinstance(inner, Tag) else "", False)
        elif classes & {"katex", "katex-display", "mwe-math-element"} and isinstance(
            inner := tag.find("math"), Tag
        ):
            display = "katex-display" in classes or str(inner.get("display") or "") == "block"
            if "mwe-math-element" in classes:
                display = (
                    "mwe-math-fallback-image-display" in str(tag)
                    or str(inner.get("display") or "") == "block"
                )
            self.math(mathml.source_of(inner), display)
        elif classes & {"katex", "katex-display"} and isinstance(
            inner := tag.find("annotation"), Tag
        ):
            self.math(inner.get_text(), "katex-display" in classes)
        elif classes & _MATHJAX_SHOWN and isinstance(
            tag.find_next("script", type=re.compile("^math/")), Tag
        ):
            self.line += str(tag).count("\n")
            return True  # what MathJax drew; its source follows in a script
        elif (
            classes & {"math"}
            and name in ("span", "div")
            and re.match(r"\s*(\\[(\[]|\$)", text := tag.get_text())
        ):
            latex = re.sub(r"^\s*(?:\\[(\[]|\$\$?)|(?:\\[)\]]|\$\$?)\s*$", "", text)
            self.math(latex, "display" in classes or text.strip().startswith((r"\[", "$$")))
        else:
            return False
        return True

    def math(self, latex: str, display: bool) -> None:
        latex = " ".join(mathml.bare(latex).split())
        if not latex:
            return
        if display:
            if self.text.length and not self.cell and not self.pending:
                self.flush()
            self.styled(rf"\[{latex}\]", Style.DISPLAY, latex)
            if not self.cell and not self.pending:
                self.flush()
        else:
            self.styled(rf"\({latex}\)", Style.MATH, latex)

    # ------------------------------------------------------------------ block elements

    def block(self, tag: Tag) -> None:
        if self.cell:
            self.text.break_line() if self.text.length and not self.text.pieces[-1].endswith(
                "\n"
            ) else None
            self.walk(tag)
            self.text.break_line() if self.text.length and not self.text.pieces[-1].endswith(
                "\n"
            ) else None
            return
        self.flush()
        if word := _WORD_LIST.search(str(tag.get("style") or "")):
            self.word_item(tag, int(word.group(1)) - 1)
            return
        if "title" in _classes(tag) and tag.name == "p":
            self.heading(tag, 1)
            return
        self.with_css(tag)
        self.flush()

    on_p = block

    def with_css(self, tag: Tag) -> None:
        """Walk a block whose own style makes its text bold or the like."""
        css = ";".join(
            [*(self.styles.get(c, "") for c in _classes(tag)), str(tag.get("style") or "")]
        ).lower()
        found = [s for s in css_styles(css) if s is not Style.UNDERLINE]
        for style in found:
            self.begin(style, "")
        self.walk(tag)
        if found:
            self.flush()
        for _ in found:
            self.open.pop()

    def word_item(self, tag: Tag, level: int) -> None:
        """A list item as Word saves it: a paragraph with a drawn bullet."""
        for ignored in tag.find_all(style=re.compile("mso-list:\\s*Ignore", re.I)):
            ignored.string = " ".join(ignored.get_text().split()) + " "
        rest = _WORD_BULLET.match(tag.get_text())
        number = int(rest.group(1)) if rest and rest.group(1) else 1
        before = len(self.blocks)
        self.pending = Block(
            Kind.ITEM,
            Rich(),
            self.line,
            level=level,
            ordered=bool(rest and (rest.group(1) or rest.group(2))),
            number=number,
        )
        self.walk(tag)
        self.flush()
        for n in range(before, len(self.blocks)):
            item = self.blocks[n]
            if item.kind is Kind.ITEM and (sign := _WORD_BULLET.match(item.text.text)):
                self.blocks[n] = replace(item, text=item.text[sign.end() :].strip())
        self.pending = None

    def heading(self, tag: Tag, level: int) -> None:
        if self.cell:
            self.inline(tag, "b")
            return
        self.flush()
        self.leave_pending()
        self.pending = Block(Kind.HEADING, Rich(), self.line, level=level)
        held, self.cell = self.cell, True
        self.walk(tag)
        self.cell = held
        if self.text.length:
            rich = _with_literals(self.text.rich())
            joined = Rich(rich.text.replace("\n", " "), rich.marks, rich.lines)
            self.text = Flow()
            block, self.pending = self.pending, None
            if joined:
                self.emit(
                    replace(
                        block,
                        text=joined,
                        line=joined.line,
                        end_line=_last_line(joined),
                        quote=self.quote,
                    )
                )
        self.pending = None
        self.breaks = 0

    def on_hr(self, tag: Tag) -> None:
        self.flush()
        self.emit(Block(Kind.RULE, Rich(), self.line, self.line))
        self.walk(tag)

    def on_pre(self, tag: Tag) -> None:
        if self.cell:
            self.styled(tag.get_text().strip("\n"), Style.CODE)
            return
        self.flush()
        self.leave_pending()
        raw_lines = tag.get_text().count("\n")
        for br in tag.find_all("br"):
            br.replace_with("\n")
        for extra in tag.find_all(class_=["linenos", "lineno", "copy-button", "copybtn"]):
            extra.decompose()
        code = tag.get_text().replace("\r", "")
        first = self.line + (len(code) - len(code.lstrip("\n")))
        code = code.strip("\n")
        lines = [
            (0, first),
            *((m.end(), first + n + 1) for n, m in enumerate(re.finditer("\n", code))),
        ]
        last = min(
            first + code.count("\n"), self.line + raw_lines
        )  # a <br> ends no line of the file
        if code.strip():
            rich = Rich(code, (), tuple((o, min(n, last)) for o, n in lines if n <= last))
            self.emit(
                Block(
                    Kind.CODE,
                    rich,
                    self.line,
                    last,
                    level=self.level,
                    quote=self.quote,
                    language=_language(tag),
                )
            )
        self.line = last

    def on_blockquote(self, tag: Tag) -> None:
        if self.cell:
            self.block(tag)
            return
        self.flush()
        self.leave_pending()
        self.quote += 1
        self.walk(tag)
        self.flush()
        self.quote -= 1

    on_aside = on_blockquote

    def on_figure(self, tag: Tag) -> None:
        if "callout" in _classes(tag):
            self.on_blockquote(tag)
        else:
            self.block(tag)

    def on_details(self, tag: Tag) -> None:
        """What folds: its summary is the term (or question), the rest the definition, unless it is a whole section."""
        summary = tag.find("summary", recursive=False)
        if self.cell or not isinstance(summary, Tag) or tag.find([*_HEADINGS, "details", "dt"]):
            self.block(tag)
            return
        self.flush()
        held = self.level
        level = held
        if self.pending and self.pending.kind is Kind.ITEM:  # Notion: each in a list of its own
            level, self.pending = self.pending.level, None
        summary.extract()
        self.line = self.at(summary)
        self.pending = Block(Kind.TERM, Rich(), self.line, level=level)
        self.level = level
        self.walk(summary)
        self.flush()
        self.define(tag, level)
        self.level = held

    def on_summary(self, tag: Tag) -> None:
        self.block(tag) if self.cell else self.bold_line(tag)

    def bold_line(self, tag: Tag) -> None:
        """The line that folds and unfolds what is below it: it heads that."""
        self.flush()
        self.begin(Style.STRONG, "")
        self.walk(tag)
        self.flush()
        self.open.pop()

    # ------------------------------------------------------------------ lists

    def on_ul(self, tag: Tag) -> None:
        self.list(tag, ordered=False)

    def on_ol(self, tag: Tag) -> None:
        self.list(tag, ordered=True)

    on_menu = on_ul

    def list(self, tag: Tag, ordered: bool) -> None:
        if self.cell:
            self.cell_list(tag, ordered)
            return
        self.flush()
        self.leave_pending()
        docs = next((int(m.group(1)) for c in _classes(tag) if (m := _DOCS_LIST.match(c))), -1)
        level = docs if docs >= 0 else self.level
        number = _int(tag.get("start"), 1)
        above = self.level
        for child in tag.children:
            if not isinstance(child, Tag):
                if isinstance(child, NavigableString):
                    self.line += child.count("\n")
                    if child.strip() and not isinstance(child, Comment):
                        self.string(str(child).strip())
                continue
            self.line = self.at(child)
            if child.name == "li":
                if self.left_out(child, "li"):
                    continue
                self.flush()
                number = _int(child.get("value"), number)
                self.level = level + 1
                self.pending = Block(
                    Kind.ITEM,
                    Rich(),
                    self.line,
                    level=level,
                    ordered=ordered,
                    number=number if ordered else 1,
                )
                self.with_css(child)
                self.flush()
                self.pending = None
                number += 1
            elif child.name in ("ul", "ol"):
                self.level = level + 1
                self.list(child, child.name == "ol")
            else:
                self.level = level + 1
                self.tag(child)
                self.flush()
        self.level = above

    def cell_list(self, tag: Tag, ordered: bool) -> None:
        """A list within a table's cell: a line an item, with its sign."""
        for number, child in enumerate(
            (c for c in tag.children if isinstance(c, Tag)), _int(tag.get("start"), 1)
        ):
            if self.text.length and not self.text.pieces[-1].endswith("\n"):
                self.text.break_line()
            self.line = self.at(child)
            if child.name == "li":
                self.put(f"{number}." if ordered else "•")
                self.text.space = True
            self.walk(child)

    def on_li(self, tag: Tag) -> None:
        """An item outside of any list, or the next one of a list whose items are not closed."""
        if self.cell:
            self.block(tag)
            return
        self.flush()
        self.leave_pending()
        beside = tag.parent is not None and tag.parent.name == "li"
        level = max(0, self.level - 1) if beside else self.level
        above = next((b for b in reversed(self.blocks) if b.kind is Kind.ITEM), None)
        ordered = beside and above is not None and above.ordered
        number = above.number + 1 if ordered and above is not None else 1
        self.pending = Block(
            Kind.ITEM, Rich(), self.line, level=level, ordered=ordered, number=number
        )
        held, self.level = self.level, level + 1
        self.walk(tag)
        self.flush()
        self.level = held
        self.pending = None

    def on_dt(self, tag: Tag) -> None:
        self.entry(tag, Kind.TERM)

    def on_dd(self, tag: Tag) -> None:
        self.entry(tag, Kind.DEFINITION)

    def entry(self, tag: Tag, kind: Kind) -> None:
        if self.cell:
            self.block(tag)
            return
        self.flush()
        held = self.level
        # <dt> and <dd> need not be closed, and then seem to stand in one another
        beside = tag.parent is not None and tag.parent.name == "dd"
        level = max(0, held - 1) if beside else held
        if kind is Kind.DEFINITION:
            self.define(tag, level)
        else:
            self.pending = Block(kind, Rich(), self.line, level=level)
            self.level = level
            self.walk(tag)
            self.flush()
            self.pending = None
        self.level = held

    def define(self, tag: Tag, level: int) -> None:
        """A DEFINITION of what stands in the tag; without text of its own if that begins with a list or the like."""
        self.pending = Block(Kind.DEFINITION, Rich(), self.line, level=level)
        first = next((c for c in tag.children if isinstance(c, Tag) or str(c).strip()), None)
        if isinstance(first, Tag) and first.name in ("ul", "ol", "pre", "table", "dl"):
            self.emit(replace(self.pending, end_line=self.line))
            self.pending = None
        self.level = level + 1
        self.walk(tag)
        self.flush()
        self.pending = None

    # ------------------------------------------------------------------ tables

    def on_table(self, tag: Tag) -> None:
        rows = [r for r in tag.find_all("tr") if r.find_parent("table") is tag]
        width = max((len(_cells(r)) for r in rows), default=0)
        if self.cell or width < 2 or tag.find("table") or _is_layout(rows):
            for row in rows:
                for cell in _cells(row):
                    self.block(cell)
            return
        self.flush()
        self.leave_pending()
        if isinstance(caption := tag.find("caption"), Tag):
            self.block(caption)
        first = self.line
        header = False
        result: list[tuple[Rich, ...]] = []
        for n, row in enumerate(rows):
            self.line = self.at(row)
            cells = _cells(row)
            if n == 0:
                header = all(c.name == "th" for c in cells) or row.find_parent("thead") is not None
            filled: list[Rich] = []
            for cell in cells:
                self.line = self.at(cell)
                filled.append(self.cell_text(cell))
                filled += [Rich()] * min(20, _int(cell.get("colspan"), 1) - 1)
            if any(filled):
                result.append(tuple(filled))
        width = max((len(r) for r in result), default=0)
        result = [r + (Rich(),) * (width - len(r)) for r in result]
        if result:
            text = "\n".join(" | ".join(c.text for c in row) for row in result)
            lines = [c.line for row in result for c in row if c.line]
            first = min([first, *lines])
            self.emit(
                Block(
                    Kind.TABLE,
                    Rich.of(text, first),
                    first,
                    max([self.line, *lines]),
                    level=self.level,
                    quote=self.quote,
                    rows=tuple(result),
                    header=header,
                )
            )

    def cell_text(self, cell: Tag) -> Rich:
        held = (self.text, self.open, self.cell, self.pending)
        self.text, self.open, self.cell, self.pending = Flow(), [], True, None
        self.walk(cell)
        rich = _with_literals(self.text.rich())
        self.text, self.open, self.cell, self.pending = held
        return rich


def _cells(row: Tag) -> list[Tag]:
    return [c for c in row.find_all(["td", "th"]) if c.find_parent("tr") is row]


def _is_layout(rows: Iterable[Tag]) -> bool:
    """Whether a table only places parts of a page: its cells hold headings or long texts of several paragraphs."""
    cells = [c for row in rows for c in _cells(row)]
    return any(c.find(["h1", "h2", "h3"]) or len(c.find_all("p")) > 4 for c in cells)


def _classes(tag: Tag) -> list[str]:
    found = tag.get("class")
    return [str(c) for c in found] if isinstance(found, list) else str(found or "").split()


def _int(value: object, default: int) -> int:
    text = str(value) if value is not None else ""
    return int(text) if text.isdigit() and len(text) < 6 else default


def _language(tag: Tag) -> str:
    inner = tag.find("code")
    places = [
        tag,
        *([inner] if isinstance(inner, Tag) else []),
        *([tag.parent] if tag.parent else []),
    ]
    for place in places:
        classes = _classes(place)
        for n, name in enumerate(classes):
            found = _LANGUAGE_CLASS.match(name)
            if (
                found
                and found.group(1)
                and found.group(1) not in ("default", "none", "notranslate")
            ):
                return found.group(1)
            if found and not found.group(1) and n + 1 < len(classes):
                return classes[n + 1]
    return str(tag.get("lang") or tag.get("data-lang") or tag.get("data-language") or "")


def css_styles(css: str) -> list[Style]:
    """The styles that a piece of CSS amounts to.

    >>> css_styles("font-weight:700;color:red"), css_styles("vertical-align: super")
    ([<Style.STRONG: 'strong'>], [<Style.SUP: 'sup'>])
    """
    found = []
    weights = re.findall(r"font-weight\s*:\s*([\w]+)", css)
    if weights and weights[-1] in ("bold", "bolder", "600", "700", "800", "900"):
        found.append(Style.STRONG)
    slants = re.findall(r"font-style\s*:\s*(\w+)", css)
    if slants and slants[-1] in ("italic", "oblique"):
        found.append(Style.EM)
    if re.search(r"text-decoration[\w-]*\s*:[^;]*line-through", css):
        found.append(Style.STRIKE)
    if re.search(r"vertical-align\s*:\s*super", css):
        found.append(Style.SUP)
    if re.search(r"vertical-align\s*:\s*sub\b", css):
        found.append(Style.SUB)
    return found


def link_target(href: str) -> str:
    """Where a link leads; "" within the page or site. Google Docs routes all links through itself.

    >>> link_target("https://www.google.com/url?q=https://example.org/a&sa=D"), link_target("b.html#top")
    ('https://example.org/a', '')
    """
    if not href.startswith(("http://", "https://", "mailto:", "//")):
        return ""  # within the page, or beside a page that the reader of a card does not have
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.netloc.endswith("google.com") and parts.path == "/url":
        return parse_qs(parts.query).get("q", [href])[0]
    return href


def _last_line(rich: Rich) -> int:
    return rich.lines[-1][1] if rich.lines else 0


def _only_formula(rich: Rich) -> Block | None:
    """A FORMULA if the text is one displayed formula."""
    if (
        len(rich.marks) == 1
        and (mark := rich.marks[0]).style is Style.DISPLAY
        and mark.end - mark.start == len(rich)
    ):
        return Block(
            Kind.FORMULA,
            Rich(rich.text, (), rich.lines),
            rich.line,
            _last_line(rich),
            language="latex",
            value=mark.value,
        )
    return None


def _drawn_items(rich: Rich, level: int) -> list[Block]:
    """A paragraph with lines that begin with a drawn bullet ("• text"): the items, and what stands before them.

    Empty if there are none. A dash is taken for a bullet if two lines or more begin with one.
    """
    lines = rich.text.split("\n")
    dashes = sum(bool(_DASH.match(s)) for s in lines) > 1
    if not any(_DRAWN.match(s) or (dashes and _DASH.match(s)) for s in lines):
        return []
    result: list[Block] = []
    at = 0
    for text in lines:
        part = rich[at : at + len(text)]
        at += len(text) + 1
        sign = _DRAWN.match(text) or (_DASH.match(text) if dashes else None)
        if sign:
            inner = text[0] in "◦○" and any(b.kind is Kind.ITEM for b in result)
            result.append(
                Block(
                    Kind.ITEM,
                    part[sign.end() :].strip(),
                    part.line,
                    _last_line(part),
                    level=level + inner,
                )
            )
        elif part and result:
            before = result.pop()
            joined = Rich.join([before.text, part], "\n")
            result.append(replace(before, text=joined, end_line=_last_line(part)))
        elif part:
            result.append(Block(Kind.PARAGRAPH, part, part.line, _last_line(part), level=level))
    return result


def _split_at_bold(rich: Rich) -> list[Rich]:
    """`<b>Term</b><br>text<br><b>Term</b>` …: a paragraph per line that begins in bold, if several do."""
    starts = [
        m.start
        for m in rich.marks
        if m.style is Style.STRONG and m.start and rich.text[m.start - 1] == "\n"
    ]
    begins = bool(rich.marks and any(m.style is Style.STRONG and m.start == 0 for m in rich.marks))
    if not starts or len(starts) + begins < 2:
        return [rich]
    cuts = [0, *sorted(set(starts)), len(rich)]
    return [part for a, b in pairwise(cuts) if (part := rich[a:b].strip())]
