"""Org's inline markup → Markdown's (Org Manual, "Markup for Rich Contents" and "Hyperlinks")."""

from __future__ import annotations

import re

_LITERAL = re.compile(
    r"\\\(.{0,1500}?\\\)|\\\[.{0,1500}?\\\]|\$\$.{1,1500}?\$\$"
    r"|(?<![\\$\w])\$[^\s$](?:[^$\n]*[^\s$\\])?\$(?![\w$])"
)
_LINK = re.compile(r"\[\[(?P<target>[^\[\]]+)\](?:\[(?P<text>.{1,600}?)\])?\]")
_EMPHASIS = re.compile(
    r"(?:(?<=^)"
    r"|(?<=[\s\-–—('\"{\[|>]))(?P<sign>[*/_+=~])(?P<text>[^\s](?:.{0,600}?[^\s])?)(?P=sign)(?=$|[\s\-–—.,:;!?'\")}\[\]|<\\])"
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|avif)$", re.I)
_TARGET = re.compile(r"<<<([^<>\n]+)>>>|<<[^<>\n]+>>")
_TIME = re.compile(
    r"[<\[](\d{4}-\d{2}-\d{2})(?: [^\W\d_.]+\.?)?"
    r"((?: \d{1,2}:\d{2}(?:-\d{1,2}:\d{2})?)?)[^<>\[\]]*[>\]]"
)
_NOTE = re.compile(r"\[fn:([\w-]+)\](?!:)")
_INLINE_NOTE = re.compile(r"\[fn:[\w-]*: ?([^\[\]]+)\]")
_COOKIE = re.compile(r"\s*\[\d*(?:/\d*|%)\]")
_SIGNS = {"*": ("**", "**"), "/": ("*", "*"), "_": ("<u>", "</u>"), "+": ("~~", "~~")}


def to_markdown(text: str) -> str:
    r"""A line of Org as Markdown; formulas stay to the letter.

    >>> to_markdown("*Ebb* is /low/ at =t=0=, see [[https://a.org][tides]] <<<spring tide>>>")
    '**Ebb** is *low* at `t=0`, see [tides](https://a.org) spring tide'
    """
    pieces: list[str] = []
    at = 0
    for literal in _LITERAL.finditer(text):
        pieces += [_marked(text[at : literal.start()]), literal.group()]
        at = literal.end()
    return "".join([*pieces, _marked(text[at:])])


def _marked(text: str) -> str:
    text = _INLINE_NOTE.sub(r"(\1)", _NOTE.sub(r"[^\1]", text))
    text = _TARGET.sub(lambda m: m.group(1) or "", text)
    text = _TIME.sub(r"\1\2", text)
    kept: list[str] = []

    def keep(shown: str) -> str:
        kept.append(shown)
        return f"\ue020{chr(0xE200 + len(kept) - 1)}"

    text = _LINK.sub(lambda m: keep(_link(m["target"], m["text"] or "")), text)
    text = _emphasised(text, keep)
    for n in range(len(kept) - 1, -1, -1):
        text = text.replace(f"\ue020{chr(0xE200 + n)}", kept[n])
    return text


def _emphasised(text: str, keep: object) -> str:
    assert callable(keep)

    def shown(found: re.Match[str]) -> str:
        sign, inside = found["sign"], found["text"]
        if sign in "=~":
            ticks = "``" if "`" in inside else "`"
            return str(keep(f"{ticks}{inside}{ticks}"))
        left, right = _SIGNS[sign]
        return f"{left}{_emphasised(inside, keep)}{right}"

    return _EMPHASIS.sub(shown, text)


def _link(target: str, text: str) -> str:
    path = re.sub(r"^(?:file|attachment):", "", target)
    if _PICTURE.search(path):
        return f"![{text}]({path})"
    if re.match(r"(?:https?|ftp|mailto):", target):
        return f"[{to_markdown(text)}]({target})" if text else target
    if text:
        return to_markdown(text)
    return "" if target.startswith("id:") else re.sub(r"^[*#]|^\w+:", "", target)


def without_cookie(text: str) -> str:
    """A heading without its count of tasks ("[1/3]").

    >>> without_cookie("Rocks [1/3]")
    'Rocks'
    """
    return _COOKIE.sub("", text)
