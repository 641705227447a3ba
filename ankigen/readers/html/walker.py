"""The walk over a page: each element goes to what knows it."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4.element import Tag

from ankigen.model import TITLE_OF_DOCUMENT, Block, Kind, RichText, Style
from ankigen.readers.html.boilerplate import Furniture
from ankigen.readers.html.formulas import Formulas
from ankigen.readers.html.lists import Lists, word_list_level
from ankigen.readers.html.marks import classes_of, css_of, css_styles
from ankigen.readers.html.split import last_line
from ankigen.readers.html.tables import Tables
from ankigen.readers.html.words import Words

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
        "head",  # which need not be closed, and then holds the page
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
#: The classes of a document's title in exports of Google Docs, Word and Notion, and in what we make
#: of a .docx file.
_TITLES = frozenset(("title", "MsoTitle", "page-title"))
_LANGUAGE_CLASS = re.compile(
    r"(?:language|lang|highlight-source|highlight|brush|sourceCode)[-: ]+([\w+#]+)"
    r"|^(?:sourceCode|code|prettyprint)$"
)


class Walker(Furniture, Words, Formulas, Lists, Tables):
    """The walk over a page: each element goes to what knows it."""

    def tag(self, tag: Tag) -> None:
        name = tag.name.lower()
        self.line = self.at(tag)
        if self.cell and name in ("td", "th", "tr"):
            return  # cells need not be closed: the next one seems to stand in this one
        if self.formula(tag, name) or self.left_out(tag, name):
            return
        drawn = name == "div" and "mermaid" in (tag.get("class") or ())
        handler = self.on_pre if drawn else getattr(self, f"on_{name}", None)
        if handler:
            handler(tag)
        elif re.fullmatch("h[1-6]", name):
            self.heading(tag, int(name[1]))
        elif name in _BLOCKS:
            self.block(tag)
        else:
            self.inline(tag, name)

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
        level = word_list_level(tag)
        if level >= 0:
            self.word_item(tag, level)
            return
        if tag.name == "p" and _TITLES & set(classes_of(tag)):
            self.heading(tag, 1)
            return
        self.with_css(tag)
        self.flush()

    on_p = block

    def with_css(self, tag: Tag) -> None:
        """Walk a block whose own style makes its text bold or the like."""
        found = css_styles(css_of(tag, self.styles))
        for style in found:
            self.begin(style, "")
        self.walk(tag)
        if found:
            self.flush()
        for _ in found:
            self.open.pop()

    def heading(self, tag: Tag, level: int) -> None:
        if self.cell:
            self.inline(tag, "b")
            return
        self.flush()
        self.leave_pending()
        title = TITLE_OF_DOCUMENT if _TITLES & set(classes_of(tag)) else ""
        heading = Block(Kind.HEADING, RichText(), self.line, level=level, value=title)
        self.pending = heading
        held, self.cell = self.cell, True
        self.walk(tag)
        self.cell = held
        if self.text.length:
            rich = self.finish(self.text.rich())
            joined = RichText(rich.text.replace("\n", " "), rich.marks, rich.lines)
            self.text = self.flow()
            # what stands within a heading (another one, a table) may have been given already
            block, self.pending = self.pending or heading, None
            if joined:
                self.emit(
                    replace(
                        block,
                        text=joined,
                        line=joined.line,
                        end_line=last_line(joined),
                        quote=self.quote,
                    )
                )
        self.pending = None
        self.breaks = 0

    def on_hr(self, tag: Tag) -> None:
        self.flush()
        self.emit(Block(Kind.RULE, RichText(), self.line, self.line))
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
            rich = RichText(code, (), tuple((o, min(n, last)) for o, n in lines if n <= last))
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
        first = len(self.blocks)
        self.quote += 1
        self.walk(tag)
        self.flush()
        self.quote -= 1
        if len(self.blocks) > first + 1:  # a box of several blocks stands apart
            self.blocks[first] = replace(self.blocks[first], gap=1)

    on_aside = on_blockquote

    def on_figure(self, tag: Tag) -> None:
        if "callout" in classes_of(tag):
            self.on_blockquote(tag)
        else:
            self.block(tag)

    def on_summary(self, tag: Tag) -> None:
        self.block(tag) if self.cell else self.bold_line(tag)

    def bold_line(self, tag: Tag) -> None:
        """The line that folds and unfolds what is below it: it heads that."""
        self.flush()
        self.begin(Style.STRONG, "")
        self.walk(tag)
        self.flush()
        self.open.pop()


def _language(tag: Tag) -> str:
    inner = tag.find("code")
    places = [
        tag,
        *([inner] if isinstance(inner, Tag) else []),
        *([tag.parent] if tag.parent else []),
    ]
    for place in places:
        classes = classes_of(place)
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
