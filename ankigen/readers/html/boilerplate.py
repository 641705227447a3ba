"""What of a page is not its text: menus, headers, footers, hidden parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag

from ankigen.model import Block, Kind, RichText, Style
from ankigen.readers.html.marks import classes_of, css_of
from ankigen.readers.html.state import State

#: A part of a page with more characters than this is not furniture, whatever its class says.
_MOST_FURNITURE = 20_000
_NEVER = frozenset(
    [
        "script",
        "style",
        "template",
        "link",
        "meta",
        "input",
        "embed",
        "col",
        "rp",
        "track",
        "datalist",
    ]
)
#: What a browser may show of an element without its being part of the text, by what it is called.
_BESIDE = {
    **dict.fromkeys(("button", "select", "textarea", "option"), "a field of a form"),
    **dict.fromkeys(("object", "canvas", "iframe"), "what stands for a part of the page"),
    "noscript": "for browsers without scripts",
    "dialog": "a dialog",
    "svg": "a drawing",
    "map": "a map of a picture",
}
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
#: What a head holds that ends before the page begins.
_HEAD = frozenset(
    (
        "title",
        "meta",
        "link",
        "style",
        "script",
        "base",
        "noscript",
        "template",
        "object",
        "bgsound",
    )
)
#: What no browser shows of the elements in `_BESIDE`; the title of a drawing names its icon.
_UNSEEN = ("script", "style", "template", "title", "desc", "metadata", "defs")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Furniture(State):
    """What of a page is not its text: menus, headers, footers, hidden parts."""

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

    def left_out(self, tag: Tag, name: str) -> bool:
        if name in _NEVER or _in_head(tag, name):
            self.line = max(self.line, self.at(tag) + str(tag).count("\n"))
            return True
        if name in _BESIDE:
            self.beside(tag, _BESIDE[name])
            return True
        classes = classes_of(tag)
        if id(tag) in self.notes.texts:
            self.drop(tag, self.notes.texts[id(tag)])
            return True
        if id(tag) in self.notes.signs:
            self.footnote(self.notes.signs[id(tag)])
            return True
        if why := word_furniture(tag, classes):
            if name not in ("span", "a"):
                self.drop(tag, why)
            return True
        css = css_of(tag, self.styles)
        if tag.has_attr("hidden") or _HIDDEN.search(css):
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

    def beside(self, tag: Tag, why: str) -> None:
        """Leaves out an element within a line, which goes on behind it."""
        first = self.at(tag)
        last = self.line = first + str(tag).count("\n")
        for unseen in tag.find_all(_UNSEEN):
            unseen.extract()
        if words := " ".join(tag.get_text(" ").split()):
            self.emit(Block(Kind.DROPPED, RichText.of(words, first), first, last, value=why))

    def footnote(self, text: str) -> None:
        """A footnote is read where its sign stands, in brackets; a comment not at all."""
        if not text:
            return
        self.text.space = True
        self.put(f"({text})")
        end = self.text.length  # its sign was raised; what it says is not
        self.open = [(s, v, end if s is Style.SUP else start) for s, v, start in self.open]

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


def _in_head(tag: Tag, name: str) -> bool:
    """Whether an element is the head of the page, or its title there. A head whose end is left
    out, as it may be, seems to hold the page: that is read.
    """
    if name == "title":
        return tag.parent is not None and tag.parent.name == "head"
    return name == "head" and all(
        child.name in _HEAD if isinstance(child, Tag) else not str(child).strip()
        for child in tag.children
        if not isinstance(child, PreformattedString)
    )


#: Paragraphs and boxes that Word sets around its text, by the style or the part of the document
#: that they name.
_WORD_STYLES = (
    (re.compile(r"Mso(?:Header|Footer)$"), "header or footer"),
    (re.compile(r"MsoTo[cf](?:\d|Heading)?$", re.I), "table of contents"),
    (re.compile(r"MsoComment(?:Text|Subject|Reference)$|msocom(?:anchor|txt)$"), "a comment"),
)
_WORD_PARTS = re.compile(r"mso-element\s*:\s*(header|footer|comment(?:-list)?)\b", re.I)


def word_furniture(tag: Tag, classes: Sequence[str]) -> str:
    """Why an element of a page that Word saved is no part of the text; "" if it is."""
    part = _WORD_PARTS.search(str(tag.get("style") or ""))
    if part:
        return "a comment" if part.group(1).lower().startswith("c") else "header or footer"
    return next((why for style, why in _WORD_STYLES if any(map(style.match, classes))), "")
