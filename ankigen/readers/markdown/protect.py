"""A piece of running text before the library reads it: code, formulas and HTML become signs,
brackets without a partner are entities.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ankigen.model import Style
from ankigen.readers.markdown.stash import SIGN, Sign, Stash
from ankigen.readers.styles import STYLE_TAGS
from ankigen.readers.verbatim_spans import literals

_TAG = re.compile(r"(?<!\\)<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*)?)/?>")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
#: Tags that say nothing about the words in them.
_PLAIN_TAGS = frozenset(("span", "font", "small", "big", "div", "p", "center", "summary", "details",
    "abbr", "q",
                         "label", "section", "figure", "figcaption", "picture", "nobr", "bdi",
                         "bdo", "ruby", "rp"))  # fmt: skip
_OBJECTS = frozenset(("img", "audio", "source"))
_BRACKET = re.compile(r"\\.|[\[\]]", re.S)
#: Brackets within one another deeper than this are no links: the library looks for the end of each.
_DEEPEST_BRACKETS = 6
_ROLE = re.compile(r"\{([a-z][a-z0-9:_-]*)\}$")
_ROLE_TARGET = re.compile(r"^(.*\S)\s*<[^<>]*>$", re.S)
_CODE_ROLES = frozenset(
    ("code", "command", "file", "kbd", "program", "py", "func", "class", "option", "samp")
)
_SMALL_ROLES: Mapping[str, Style] = {
    "sub": Style.SUB, "subscript": Style.SUB, "sup": Style.SUP, "superscript": Style.SUP,
}  # fmt: skip


def protect(text: str, stash: Stash) -> str:
    """The text with signs for what is not Markdown in it. What counts as code or a formula is
    the same in every format.
    """
    if not re.search(r"[`$\\<\[\]]", text):
        return text
    pieces: list[str] = []
    at = 0
    for found in literals(text):
        if found.start < at:
            continue
        before = text[at : found.start]
        source = text[found.start : found.end]
        role = _ROLE.search(before) if found.style is Style.CODE else None
        pieces.append(before[: role.start()] if role else before)
        if role:
            pieces.append(_role(role.group(1), source, found.value, stash))
        else:
            pieces.append(stash.literal(source, found.value, found.style))
        at = found.end
    pieces.append(text[at:])
    return _brackets(_tags("".join(pieces), stash))


def _role(name: str, source: str, code: str, stash: Stash) -> str:
    """What a MyST role says of its text, as in {math}`a^2` or {term}`commits <commit>`."""
    if name == "math":
        return stash.literal(f"${code}$", code, Style.MATH)
    if name in _CODE_ROLES:
        return stash.literal(source, code, Style.CODE)
    if name in _SMALL_ROLES:
        return stash.literal(source, code, _SMALL_ROLES[name])
    shown = _ROLE_TARGET.match(code)
    return stash.literal(source, shown.group(1) if shown else code, Style.ROLE)


def _tags(text: str, stash: Stash) -> str:
    """Signs for the tags that are markup. One that notes speak of ("the <div> tag") has no
    partner and stays text.
    """
    if "<" not in text:
        return text
    if "<!--" in text and "-->" in text:
        text = _COMMENT.sub(lambda m: _lines_of(m[0]), text)
    kept: dict[int, str] = {}
    opened: dict[str, list[int]] = {}
    found = list(_TAG.finditer(text))
    for n, tag in enumerate(found):
        closes, name, attributes = tag[1], tag[2].lower(), tag[3].lower()
        if name in ("br", "wbr"):
            kept[n] = Sign.HARD() if name == "br" else ""
        elif name in _OBJECTS and not closes and "src" in attributes:
            kept[n] = stash.tag(tag[0])
        elif name in STYLE_TAGS or name in _PLAIN_TAGS or name in ("a", "audio"):
            if not closes:
                opened.setdefault(name, []).append(n)
                if name in _PLAIN_TAGS and "=" in attributes:
                    kept[n] = ""  # it may close further down; notes about HTML write tags bare
            elif opened.get(name):
                first = opened[name].pop()
                for part in (first, n):
                    plain = name in _PLAIN_TAGS or name == "audio"
                    kept[part] = "" if plain else stash.tag(found[part][0])
    pieces, at = [], 0
    for n, tag in enumerate(found):
        if n in kept:
            pieces += [text[at : tag.start()], kept[n], _lines_of(tag[0])]
            at = tag.end()
    return "".join([*pieces, text[at:]])


def _lines_of(text: str) -> str:
    """What a piece that is left out says of the raw lines."""
    return "".join(m[0] for m in SIGN.finditer(text) if m[1] == Sign.LINE)


def _brackets(text: str) -> str:
    """Write the brackets that no other closes, and those that lie too deep in one another, as
    HTML does.
    """
    if "[" not in text and "]" not in text:
        return text
    open_at: list[int] = []
    bad: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] == "[":
            open_at.append(found.start())
        elif found[0] == "]" and open_at:
            first = open_at.pop()
            if len(open_at) >= _DEEPEST_BRACKETS:
                bad += [first, found.start()]
        elif found[0] == "]":
            bad.append(found.start())
    pieces, at = [], 0
    for place in sorted([*bad, *open_at]):
        pieces += [text[at:place], f"&#{ord(text[place])};"]
        at = place + 1
    return "".join([*pieces, text[at:]])
