"""The source of a page of MediaWiki: headings between equals signs, names in three apostrophes,
lists by their first signs, tables. The marks become those of Markdown; what a list of definitions
says of a term is a card.
"""

from __future__ import annotations

import re

from ankigen.model import Finding, Origin
from ankigen.readers.dialects.page import Page
from ankigen.readers.numbered import Numbered
from ankigen.text.patterns import when_asked

HINT = re.compile(r"^=[^=\n].*=[ \t]*$|^==+[^=\n].*==+[ \t]*$", re.M)
_HEADING = when_asked(r"(={1,6})\s*([^=\s].*?)\s*\1\s*$")
#: What a page has besides its headings, and other notes have not.
_SIGN = when_asked(r".*'''[^\s']|\s*\{\||;\s*\S.*|\[\[(?:Category|File|Image):", re.I)
#: So many headings at least, and so many lines with other signs.
_HEADINGS, _SIGNS = 2, 2

#: What speaks to the wiki and says nothing of the subject.
_COMMAND = when_asked(
    r"\s*(?:__[A-Z]+__|\{\{[^{}]*\}\}|<references\s*/?>(?:</references>)?"
    r"|\[\[(?:Category|File|Image|Kategorie|Datei|Catégorie|Fichier|Categoría|Archivo|Categoria)"
    r":[^\[\]]*\]\]|#(?:REDIRECT|WEITERLEITUNG)\b.*|-{4,})\s*$",
    re.I,
)
_LISTED = when_asked(r"([*#:;]+)\s*(.*)$")
_TERM = when_asked(r"(.*?\S)\s+:\s+(\S.*)$")
_CELLS = when_asked(r"\|\||!!")
#: What is said of a cell before its text: `style="…" |`.
_ATTRIBUTES = when_asked(r"^[^\[\]{}|]*=[^\[\]{}|]*\|(?!\|)")
_INLINE = (
    (when_asked(r"<!--.*?-->|<ref\b[^>]*/>|<ref\b[^>]*>.*?</ref>|</?nowiki\s*/?>"), ""),
    (when_asked(r"<math>(.*?)</math>"), r"$\1$"),
    (when_asked(r"'''''(.+?)'''''"), r"***\1***"),
    (when_asked(r"'''(.+?)'''"), r"**\1**"),
    (when_asked(r"''(.+?)''"), r"*\1*"),
    (when_asked(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]"), r"\1"),
    (when_asked(r"\[(https?://[^\s\]]+)\s+([^\]]+)\]"), r"[\2](\1)"),
    (when_asked(r"\{\{(?:[^{}|:]*\|)+([^{}|=:]*)\}\}"), r"\1"),
)
_BOLD, _ITALIC = when_asked(r"\*\*(.+?)\*\*"), when_asked(r"\*(.+?)\*")


def marks(page: Page) -> int:
    """Headings between equals signs, on a page that has other marks of a wiki, too."""
    lines = [text for _, text in page.marked_lines()]
    headings = sum(_HEADING.match(text) is not None for text in lines)
    signs = sum(_SIGN.match(text) is not None for text in lines)
    return headings if headings >= _HEADINGS and signs >= _SIGNS else 0


def rewrite(page: Page) -> None:
    table = 0  # the line on which one begins
    for n, text in page.open_lines():
        if _COMMAND.match(text):
            page.leave_out(n, n, "a command of MediaWiki")
            continue
        listed = _LISTED.match(text)
        signs, said = listed.groups() if listed else ("", text)
        for pattern, put in _INLINE:
            said = pattern.sub(put, said)
        table = table or (n if said.lstrip().startswith("{|") else 0)
        if table:
            page.lines[n - 1] = _row(said.strip())
            if said.lstrip().startswith("|}"):
                place, why = Origin(page.name, table), "the marks of a table"
                page.findings.append(Finding(place, "left-out", why, last=n))
                table = 0
        elif heading := _HEADING.match(said):
            page.lines[n - 1] = f"{'#' * len(heading[1])} {heading[2]}"
        else:
            defines = signs.startswith((";", ":"))
            page.lines[n - 1] = f"{signs} {said}" if defines else _item(signs, said)
    _definitions(page)


def _row(text: str) -> str:
    """A line of a table in HTML."""
    if text.startswith("{|"):
        return "<table><tr>"
    if text.startswith("|}"):
        return "</table>"
    if text.startswith("|-"):
        return "<tr>"
    if text.startswith("|+"):
        return f"<caption>{text[2:].strip()}</caption>"
    if not text.startswith(("|", "!")):
        return text
    cell = "th" if text.startswith("!") else "td"
    texts = [_ATTRIBUTES.sub("", part).strip() for part in _CELLS.split(text[1:])]
    row = "".join(f"<{cell}>{part}</{cell}>" for part in texts)
    return _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", row))


def _definitions(page: Page) -> None:
    """Makes cards of the terms of definition lists: what is said of each stands behind a colon, or
    in the lines below that begin with one.
    """
    for n, text in page.open_lines():
        if text.startswith(":"):
            page.lines[n - 1] = text.lstrip(": ") if page.text(n) else ""
        if not text.startswith(";"):
            continue
        term = page.text(n).lstrip("; \t")
        back: list[Numbered] = []
        if found := _TERM.match(term):
            term, said = found.groups()
            back.append(Numbered(n, said))
        end = n
        while page.text(end + 1).startswith((":", ";:", ";*", ":*")):
            end += 1
            signs, _, said = page.text(end).partition(" ")
            back.append(Numbered(end, _item(signs[1:], said)))
        if back:
            page.take(n, end)
            page.card([Numbered(n, term)], back, (n, end))
        else:
            page.lines[n - 1] = f"**{term.strip('*')}**"


def _item(signs: str, text: str) -> str:
    """A line of a list in Markdown."""
    if not signs or signs[-1] in ":;":
        return text
    return f"{'    ' * (len(signs) - 1)}{'- ' if signs[-1] == '*' else '1. '}{text}"
