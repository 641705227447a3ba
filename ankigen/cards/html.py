"""Bodies as the HTML of Anki's fields. HTML begins here and nowhere else.

Promise: every word of the notes is shown; what the notes hold is text and never becomes markup (`<`, `&`, `\\(`,
`[sound:…]`, `{{…}}` written by a student stay what they wrote); no line break stands in the result, so that text
formats can hold it; nothing is loaded from the network. One allow-list (`sanitised`) is the last gate.

What Anki understands: MathJax between `\\(…\\)` and `\\[…\\]`, `[sound:name]`, `<img src="name">`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import nh3

from ankigen.model import (
    OBJECT,
    Code,
    Formula,
    ListNode,
    Mark,
    Node,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)

NO_MEDIA: Mapping[str, str] = {}

# --------------------------------------------------------------------------- the gate

_TAGS = {
    *("p", "br", "ul", "ol", "li", "blockquote", "pre", "code", "div", "span"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("strong", "em", "u", "s", "mark", "sub", "sup", "a", "img"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    **{tag: {"class"} for tag in ("div", "span", "pre", "code")},
    "*": {"dir"},
}
#: Addresses a card may link to; a link to anything else keeps its words and loses its address.
_SCHEMES = {"http", "https", "mailto"}


def sanitised(markup: str) -> str:
    """The markup with nothing but allowed tags, attributes and addresses. The words of what goes stay.

    >>> sanitised('<p onclick="x()">Hi <script>all</script></p>')
    '<p>Hi all</p>'
    """
    if "<" not in markup:
        return markup  # no tag, so nothing to take out; most headwords and topics are like that
    return nh3.clean(
        markup,
        tags=_TAGS,
        clean_content_tags=set(),  # by default nh3 drops the words inside <script> and <style> too
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


# --------------------------------------------------------------------------- blocks


def render(nodes: Iterable[Node], media: Mapping[str, str] = NO_MEDIA) -> str:
    """The nodes as HTML for a field of Anki; "" for none.

    `media` maps a picture's or sound's path, as the notes have it, to its name in the package. One that it does not
    know is shown by its alt text.

    >>> render([Paragraph(RichText.of("a < b"))])
    '<p>a &lt; b</p>'
    """
    return sanitised(_blocks(nodes, media))


def inline(text: RichText, media: Mapping[str, str] = NO_MEDIA) -> str:
    """One stretch of text as HTML without a paragraph around it (headwords, contexts, cells)."""
    return sanitised(_inline(text, media))


def escaped(text: str) -> str:
    """Plain text as HTML, for what carries no marks (a topic, a source).

    >>> escaped("R&D")
    'R&amp;D'
    """
    return inline(RichText.of(text))


def _blocks(nodes: Iterable[Node], media: Mapping[str, str]) -> str:
    return "".join(_block(node, media) for node in nodes)


def _block(node: Node, media: Mapping[str, str]) -> str:
    match node:
        case Paragraph(text):
            shown = _inline(text, media)
            return f"<p{_dir(text.text)}>{shown}</p>" if shown.strip() else ""
        case ListNode(items, ordered, start):
            tag = "ol" if ordered else "ul"
            first = f' start="{start}"' if ordered and start != 1 else ""
            direction = _dir(items[0].text.text) if items else ""
            inner = "".join(
                f"<li>{_inline(item.text, media)}{_blocks(item.children, media)}</li>"
                for item in items
            )
            return f"<{tag}{first}{direction}>{inner}</{tag}>"
        case Table(rows, header):
            return _table(rows, header, media)
        case Code(text, language):
            return f'<pre class="code">{_highlighted(text.rstrip(chr(10)), language)}</pre>'
        case Formula(_, latex):
            return f'<div class="formula">{math(latex, display=True)}</div>'
        case Quote(body):
            return f"<blockquote>{_blocks(body, media)}</blockquote>"


def _table(rows: tuple[tuple[RichText, ...], ...], header: bool, media: Mapping[str, str]) -> str:
    def row(cells: tuple[RichText, ...], tag: str) -> str:
        shown = "".join(f"<{tag}{_dir(c.text)}>{_inline(c, media)}</{tag}>" for c in cells)
        return f"<tr>{shown}</tr>"

    head = f"<thead>{row(rows[0], 'th')}</thead>" if header and rows else ""
    body = "".join(row(cells, "td") for cells in (rows[1:] if head else rows))
    table = f"<table>{head}<tbody>{body}</tbody></table>" if body else f"<table>{head}</table>"
    return f'<div class="table">{table}</div>'  # the box that scrolls where a phone is too narrow


def _dir(text: str) -> str:
    """The attribute that lets the browser find the direction, where there is anything to find."""
    return ' dir="auto"' if has_right_to_left(text) else ""


def has_right_to_left(text: str) -> bool:
    """Whether the text holds a letter of a script that runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


# --------------------------------------------------------------------------- formulas and code

_COMMENT = re.compile(r"(?<!\\)%[^\n]*(?=\n)")
_BRACES = re.compile(r"([{}])(?=\1)")


def math(latex: str, display: bool = False) -> str:
    """LaTeX as Anki's MathJax takes it, escaped, on one line.

    A line break would end the formula in Anki, and `}}` or `::` would end a cloze: LaTeX ignores a space there.

    >>> math("x^{a_{1}} < 2")
    '\\\\(x^{a_{1} } &lt; 2\\\\)'
    """
    source = _COMMENT.sub("", latex.strip())  # on one line a comment would swallow what follows
    source = " ".join(source.split("\n"))
    source = _BRACES.sub(r"\1 ", source).replace("::", ": :")
    opening, closing = (r"\[", r"\]") if display else (r"\(", r"\)")
    # a "}" right before the closing of a cloze would move it; a "\" would swallow MathJax's own
    end = " " if source.endswith("\\") else ""
    return opening + html.escape(source, quote=False) + end + closing


def _highlighted(code: str, language: str) -> str:
    """Code with Pygments' short classes, whose colours are in the note type's CSS. Line breaks are `<br>`.

    Where the tokens do not say the code to the letter, it is shown without colours.
    """
    lexer = _lexer(language.strip().lower()) if language.strip() else None
    if lexer is None:
        return _text(code)
    from pygments.token import STANDARD_TYPES

    tokens = _tokens(lexer, code)
    if "".join(value for _, value in tokens) != code:
        return _text(code)
    parts: list[str] = []
    for token, value in tokens:
        name = STANDARD_TYPES.get(token, "")
        while not name and token.parent is not None:
            token = token.parent
            name = STANDARD_TYPES.get(token, "")
        shown = _text(value)
        # "w" is white space; a tag around it is only weight
        parts.append(f'<span class="{name}">{shown}</span>' if name not in ("", "w") else shown)
    return "".join(parts)


def _tokens(lexer: Any, code: str) -> list[tuple[Any, str]]:
    """Pygments' tokens of the code. Its lexers of sessions drop a last line that does not end, so it gets an end first."""
    tokens = list(lexer.get_tokens(f"{code}\n"))
    while tokens and not tokens[-1][1]:
        tokens.pop()
    if tokens and tokens[-1][1].endswith("\n"):
        token, value = tokens[-1]
        tokens[-1] = (token, value[:-1])
    return tokens


@lru_cache(maxsize=64)
def _lexer(language: str) -> Any:
    """Pygments' lexer of that name, or None. Options keep the code byte for byte."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, stripall=False, ensurenl=False)
    except ClassNotFound:
        return None


# --------------------------------------------------------------------------- text with marks

#: From the outermost to the innermost tag, so that equal marks always give equal HTML.
_NESTING: tuple[tuple[Style, str], ...] = (
    (Style.LINK, "a"),
    (Style.MARK, "mark"),
    (Style.STRONG, "strong"),
    (Style.EM, "em"),
    (Style.UNDERLINE, "u"),
    (Style.STRIKE, "s"),
    (Style.SUB, "sub"),
    (Style.SUP, "sup"),
    (Style.CODE, "code"),
)
_TAG = dict(_NESTING)
_WHOLE = frozenset({Style.MATH, Style.DISPLAY, Style.IMAGE, Style.SOUND})


def _inline(text: RichText, media: Mapping[str, str]) -> str:
    if not text.marks:
        return _text(text.text)
    wholes = _wholes(text)
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    cuts = {0, len(text.text)}
    for mark in text.marks:
        if mark.style in _TAG and mark.start < mark.end:
            starts.setdefault(mark.start, []).append(mark)
            ends.setdefault(mark.end, []).append(mark)
            cuts |= {mark.start, mark.end}
    for formula in wholes:
        cuts |= {formula.start, formula.end}
    whole_at = {formula.start: formula for formula in wholes}

    active: dict[Style, list[Mark]] = {style: [] for style, _ in _NESTING}
    stack: list[tuple[str, str]] = []  # (tag, its attributes), outermost first
    parts: list[str] = []
    ordered = sorted(cuts)
    skip_to = 0
    for at, following in pairwise(ordered):
        for mark in ends.get(at, ()):
            active[mark.style].remove(mark)
        for mark in starts.get(at, ()):
            active[mark.style].append(mark)
        if at < skip_to:
            continue  # a mark that begins or ends inside a formula or picture
        wanted = [
            (tag, _attributes(style, active[style][-1])) for style, tag in _NESTING if active[style]
        ]
        same = 0
        while same < min(len(stack), len(wanted)) and stack[same] == wanted[same]:
            same += 1
        parts += [f"</{tag}>" for tag, _ in reversed(stack[same:])]
        parts += [f"<{tag}{attributes}>" for tag, attributes in wanted[same:]]
        stack = wanted
        if (whole := whole_at.get(at)) is not None:
            parts.append(_whole(whole, text.text[whole.start : whole.end], media))
            skip_to = whole.end
        else:
            parts.append(_text(text.text[at:following]))
    parts += [f"</{tag}>" for tag, _ in reversed(stack)]
    return "".join(parts)


def _wholes(text: RichText) -> list[Mark]:
    """The formulas, pictures and sounds, without those that stand inside another."""
    found: list[Mark] = []
    for mark in sorted(
        (m for m in text.marks if m.style in _WHOLE), key=lambda m: (m.start, -m.end)
    ):
        if mark.start < mark.end and (not found or mark.start >= found[-1].end):
            found.append(mark)
    return found


def _attributes(style: Style, mark: Mark) -> str:
    return f' href="{html.escape(mark.value)}"' if style is Style.LINK and mark.value else ""


def _whole(mark: Mark, shown: str, media: Mapping[str, str]) -> str:
    """A formula, picture or sound."""
    if mark.style in (Style.MATH, Style.DISPLAY):
        return math(mark.value, display=mark.style is Style.DISPLAY)
    words = shown.replace(OBJECT, "").strip()
    name = media.get(mark.value, "")
    if mark.style is Style.SOUND:
        return f"{_text(words)} [sound:{name}]".strip() if name else _text(words)
    if name:
        return f'<img src="{html.escape(name)}" alt="{html.escape(words)}">'
    if _scheme(mark.value) in _SCHEMES:  # nothing is loaded from the network: a link instead
        address = html.escape(mark.value)
        return f'<a href="{address}">{_text(words) or address}</a>'
    return f"<em>{_text(words)}</em>" if words else ""


def _scheme(address: str) -> str:
    """The scheme of an address in lower case, "" for a path or for what is no address at all."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


#: What Anki would act on in a student's own words: MathJax's delimiters, and bracketed commands.
_ACTS = re.compile(r"\\([(\[)\]])|\[(?=/?(?:latex|\$\$?|sound:|anki:))", re.IGNORECASE)


def _text(text: str) -> str:
    """Text as HTML, made inert for Anki: what looks like a command to it is broken by a tag that shows nothing."""
    text = text.replace(OBJECT, "")
    shown = html.escape(text, quote=False)
    if "\\" in shown or "[" in shown:
        shown = _ACTS.sub(_inert, shown)
    return shown.replace("\r\n", "\n").replace("\n", "<br>")


def _inert(match: re.Match[str]) -> str:
    return f"\\<span>{match[1]}</span>" if match[1] else "<span>[</span>"


# --------------------------------------------------------------------------- clozes

_CLOSING = re.compile(r"\}(?=\})|\}$")
_OPENING = re.compile(r"\{(?=\{)")


def cloze_safe(markup: str) -> str:
    """Rendered HTML that may stand inside `{{c1::…}}`: Anki sees no end (`}}`), start (`{{`) or hint (`::`) in it.

    Entities, since they look the same on the card; formulas have been given spaces by `math` already.

    >>> cloze_safe("std::map&lt;K,V&gt; m{{}};")
    'std:&#58;map&lt;K,V&gt; m&#123;{&#125;};'
    """
    return _OPENING.sub("&#123;", _CLOSING.sub("&#125;", markup)).replace("::", ":&#58;")
