"""What classes, styles and addresses mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from ankigen.model import Style
from ankigen.text.integers import small_integer

_CLASS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SHEET_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)


#: For each class that a page's own style sheet speaks of, its place in the sheet and what is said.
Sheet = Mapping[str, tuple[int, str]]


def class_styles(soup: BeautifulSoup) -> Sheet:
    """What the page's own style sheet says of its classes: Google Docs writes bold as
    `.c3{font-weight:700}`.
    """
    found: dict[str, tuple[int, str]] = {}
    for sheet in soup.find_all("style"):
        for selector, body in _CLASS_RULE.findall(
            _SHEET_COMMENT.sub(" ", sheet.get_text()[:500_000])
        ):
            if re.search(r"font-(?:weight|style)|text-decoration|vertical-align|display", body):
                for part in selector.split(","):
                    if m := re.fullmatch(r"\s*(?:[a-z][a-z0-9]*)?\.([\w-]+)\s*", part):
                        place, said = found.get(m.group(1), (len(found), ""))
                        found[m.group(1)] = (place, f"{said};{body}")
    return found


def css_of(tag: Tag, styles: Sheet) -> str:
    """The CSS that holds for a tag: of two rules the later one in the sheet counts, whatever the
    order of the classes.
    """
    rules = sorted(styles[c] for c in classes_of(tag) if c in styles)
    return ";".join([*(said for _, said in rules), str(tag.get("style") or "")]).lower()


def classes_of(tag: Tag) -> list[str]:
    found = tag.get("class")
    return [str(c) for c in found] if isinstance(found, list) else str(found or "").split()


def whole_number(value: object, default: int) -> int:
    return small_integer(str(value), default, digits=5) if value is not None else default


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

    >>> link_target("https://www.google.com/url?q=https://example.org/a&sa=D")
    'https://example.org/a'
    >>> link_target("b.html#top")
    ''
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
