"""Elements within a line: styles, links, code, pictures, sounds."""

from __future__ import annotations

import re
from urllib.parse import unquote

from bs4.element import Tag

from ankigen.model import OBJECT, Style
from ankigen.readers.html.marks import classes_of, css_of, css_styles, link_target
from ankigen.readers.html.state import State
from ankigen.readers.styles import STYLE_TAGS


class Words(State):
    """Elements within a line: styles, links, code, pictures, sounds."""

    def inline(self, tag: Tag, name: str) -> None:
        styles: list[tuple[Style, str]] = []
        css = css_of(tag, self.styles)
        light = re.search(r"font-weight\s*:\s*(?:normal|[1-4]00)", css)
        style = STYLE_TAGS.get(name)
        if style and not (style is Style.STRONG and light):  # Google Docs wraps all in a light <b>
            styles.append((style, ""))
        styles += [(s, "") for s in css_styles(css)]
        if (
            name == "a"
            and (href := self.address(str(tag.get("href") or "")))
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

    def address(self, href: str) -> str:
        """Where a link leads."""
        return link_target(href)

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
        classes = classes_of(tag)
        if alt and (
            "latex" in classes
            or "tex" in classes
            or (alt.startswith("$") and alt.endswith("$") and len(alt) > 2)
        ):
            self.math(alt.strip("$"), display=False)
        elif source:
            self.styled(alt or OBJECT, Style.IMAGE, _path(source))

    def on_audio(self, tag: Tag) -> None:
        inner = tag.find("source")
        source = str(tag.get("src") or (inner.get("src") if isinstance(inner, Tag) else "") or "")
        if source:
            self.styled(OBJECT, Style.SOUND, _path(source))

    on_video = on_audio

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


def _path(source: str) -> str:
    """A file's path without the escapes of an address; what is on the network, or stands in the
    page itself, stays.
    """
    return source if re.match(r"[a-z]+://|data:", source) else unquote(source)
