"""Bodies as the HTML of Anki's fields. HTML begins here and nowhere else.

Promise: every word of the notes is shown; what the notes hold is text and never becomes markup
(`<`, `&`, `\\(`, `[sound:…]`, `{{…}}` written by a student stay what they wrote); no line break
stands in the result, so that text formats can hold it; nothing is loaded from the network. One
allow-list (`sanitising.sanitised`) is the last gate.

What Anki understands: MathJax between `\\(…\\)` and `\\[…\\]`, `[sound:name]`, `<img src="name">`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from ankigen.cards.rendering.code_highlighting import highlighted
from ankigen.cards.rendering.sanitising import SCHEMES, sanitised
from ankigen.model import (
    OBJECT,
    Code,
    Formula,
    Item,
    ListNode,
    Mark,
    Node,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from ankigen.model.rich_text import COUNTED, cloze_number
from ankigen.text.patterns import when_asked

NO_MEDIA: Mapping[str, str] = {}

# --------------------------------------------------------------------------- blocks


def render(nodes: Iterable[Node], media: Mapping[str, str] = NO_MEDIA) -> str:
    """The nodes as HTML for a field of Anki; "" for none.

    `media` maps a picture's or sound's path, as the notes have it, to its name in the package. One
    that it does not know is shown by its alt text.

    >>> render([Paragraph(RichText.of("a < b"))])
    '<p>a &lt; b</p>'
    """
    return without_clozes(sanitised(_blocks(nodes, media)))


def render_core(
    asked: Sequence[Node], more: Sequence[Node], joined: bool, media: Mapping[str, str] = NO_MEDIA
) -> str:
    """What a card asks for, and below it what it only shows, in elements of class `more`.

    With `joined` the first of `more` goes on with the last of `asked`: they stay one paragraph or
    list.

    >>> one, other = Paragraph(RichText.of("It flows. ")), Paragraph(RichText.of("It is wet."))
    >>> render_core([one], [other], joined=True)
    '<p>It flows. <span class="more">It is wet.</span></p>'
    """
    parts = [_blocks(asked[:-1] if joined else asked, media)]
    if joined:
        parts.append(_joined(asked[-1], more[0], media))
        more = more[1:]
    if rest := _blocks(more, media):
        parts.append(f'<div class="more{" on" if joined else ""}">{rest}</div>')
    return without_clozes(sanitised("".join(parts)))


def _joined(asked: Node, rest: Node, media: Mapping[str, str]) -> str:
    if isinstance(asked, Paragraph) and isinstance(rest, Paragraph):
        direction = _dir(asked.text.text + rest.text.text)
        # a sign between the two ends nothing and begins nothing: it is not shown
        joint = rest.text.text[:1] if rest.text.text.startswith((";", ",")) else ""
        goes_on = _inline(rest.text[len(joint) :], media)
        between = f'<span class="joint">{joint}</span>' if joint else ""
        shown = _inline(asked.text, media)
        return f'<p{direction}>{shown}{between}<span class="more">{goes_on}</span></p>'
    assert isinstance(asked, ListNode) and isinstance(rest, ListNode)
    return _list((*asked.items, *rest.items), asked, media, len(asked.items))


def inline(text: RichText, media: Mapping[str, str] = NO_MEDIA) -> str:
    """One stretch of text as HTML without a paragraph around it (headwords, contexts, cells)."""
    return without_clozes(sanitised(_inline(text, media)))


def inline_clozed(text: RichText, media: Mapping[str, str] = NO_MEDIA) -> str:
    """The same with the marks of clozes as Anki has them; all else in it is inert.

    >>> from ankigen.model import Mark
    >>> inline_clozed(RichText("Paris {{F}} is", (Mark(0, 5, Style.CLOZE, "1::city"),)))
    '{{c1::Paris::city}} &#123;{F&#125;} is'
    """
    return _clozed(sanitised(_inline(text, media)))


def render_clozed(
    nodes: Iterable[Node], media: Mapping[str, str] = NO_MEDIA, counted: str = ""
) -> str:
    """The nodes as `render` has them, with the marks of clozes as `inline_clozed` has them.

    `counted` begins the numbers that the reader counted, where it matters that they are not the
    notes'.
    """
    return _clozed(sanitised(_blocks(nodes, media)), counted)


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
            if (latex := _lone_formula(text)) is not None:
                return f'<div class="formula">{math(latex, display=True)}</div>'
            shown = _inline(text, media)
            return f"<p{_dir(text.text)}>{shown}</p>" if shown.strip() else ""
        case ListNode(items):
            return _list(items, node, media, len(items))
        case Table(rows, header):
            return _table(rows, header, media)
        case Code(text, language):
            return f'<pre class="code">{_highlighted(text.rstrip(chr(10)), language)}</pre>'
        case Formula(_, latex):
            return f'<div class="formula">{math(latex, display=True)}</div>'
        case Quote(body):
            return f"<blockquote>{_blocks(body, media)}</blockquote>"


def _lone_formula(text: RichText) -> str | None:
    """The formula that is all of a paragraph, which is displayed however the notes write it."""
    match text.marks:
        case (Mark(0, end, Style.MATH | Style.DISPLAY, latex),) if end == len(text.text):
            return latex
    return None


_MORE = ' class="more"'


def _list(items: Sequence[Item], node: ListNode, media: Mapping[str, str], asked: int) -> str:
    """A list; the items from the number `asked` on are only shown."""
    tag = "ol" if node.ordered else "ul"
    first = f' start="{node.start}"' if node.ordered and node.start != 1 else ""
    direction = _dir(items[0].text.text) if items else ""
    inner = "".join(
        f"<li{_MORE if n >= asked else ''}>{_inline(item.text, media)}"
        f"{_blocks(item.children, media)}</li>"
        for n, item in enumerate(items)
    )
    return f"<{tag}{first}{direction}>{inner}</{tag}>"


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

_COMMENT = when_asked(r"(?<!\\)%[^\n]*(?=\n)")
_BRACES = when_asked(r"([{}])(?=\1)")


def math(latex: str, display: bool = False) -> str:
    """LaTeX as Anki's MathJax takes it, escaped, on one line.

    A line break would end the formula in Anki, and `}}` or `::` would end a cloze: LaTeX ignores a
    space there.

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
    """Code with Pygments' short classes, whose colours are in the note type's CSS. Line breaks
    are `<br>`.
    """
    return "".join(
        f'<span class="{name}">{_text(value)}</span>' if name else _text(value)
        for name, value in highlighted(code, language)
    )


# --------------------------------------------------------------------------- text with marks

#: From the outermost to the innermost tag, so that equal marks always give equal HTML.
_NESTING: tuple[tuple[Style, str], ...] = (
    (Style.CLOZE, "cloze"),
    (Style.OWN, "span"),
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
_CLOZE_TAG = "cloze"
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
        parts += [_closing(*tag) for tag in reversed(stack[same:])]
        parts += [_opening(*tag) for tag in wanted[same:]]
        stack = wanted
        if (whole := whole_at.get(at)) is not None:
            parts.append(_whole(whole, text.text[whole.start : whole.end], media))
            skip_to = whole.end
        else:
            parts.append(_text(text.text[at:following]))
    parts += [_closing(*tag) for tag in reversed(stack)]
    return "".join(parts)


#: What stands in rendered text for the marks of a cloze until they are made Anki's; of the notes'
#: own text these characters are left out.
_CLOZE_OPENS, _CLOZE_CLOSES, _HINT = "\ue0c1", "\ue0c2", "\ue0c3"


def _opening(tag: str, attributes: str) -> str:
    if tag == _CLOZE_TAG:
        number, counted = cloze_number(attributes)
        return f"{_CLOZE_OPENS}{COUNTED if counted else ''}{number}{_HINT}"
    return f"<{tag}{attributes}>"


def _closing(tag: str, attributes: str) -> str:
    if tag == _CLOZE_TAG:
        return f"{_HINT}{html.escape(attributes.partition('::')[2], quote=False)}{_CLOZE_CLOSES}"
    return f"</{tag}>"


_UNSHOWN = dict.fromkeys(map(ord, (OBJECT, _CLOZE_OPENS, _CLOZE_CLOSES, _HINT)))
_CLOZE_MARKS = when_asked(
    f"{_CLOZE_OPENS}({COUNTED}?\\d*){_HINT}|{_HINT}([^{_CLOZE_CLOSES}]*){_CLOZE_CLOSES}"
)


def without_clozes(markup: str) -> str:
    """Rendered text with what its clozes hide shown."""
    return _CLOZE_MARKS.sub("", markup) if _HINT in markup else markup


def _clozed(markup: str, counted: str = "") -> str:
    """The marks of clozes as Anki has them; `counted` begins numbers that the reader counted."""
    parts: list[str] = []
    at = 0
    for match in _CLOZE_MARKS.finditer(markup):
        parts.append(cloze_safe(markup[at : match.start()]))
        if match[1] is not None:
            parts.append(f"{{{{c{(match[1] or '1').replace(COUNTED, counted)}::")
        else:
            parts.append(f"::{cloze_safe(match[2])}}}}}" if match[2] else "}}")
        at = match.end()
    return "".join((*parts, cloze_safe(markup[at:])))


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
    if style is Style.CLOZE:
        return mark.value
    if style is Style.OWN:
        return ' class="own"'
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
    if _scheme(mark.value) in SCHEMES:  # nothing is loaded from the network: a link instead
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
_ACTS = when_asked(r"\\([(\[)\]])|\[(?=/?(?:latex|\$\$?|sound:|anki:))", re.IGNORECASE)


#: A text without any of these is its own HTML; most are.
_SPECIAL = when_asked(rf"[{''.join(map(chr, _UNSHOWN))}&<>\\\[\r\v\n]")


def _text(text: str) -> str:
    """Text as HTML, made inert for Anki: what looks like a command to it is broken by a tag that
    shows nothing.
    """
    if not _SPECIAL.search(text):
        return text
    text = text.translate(_UNSHOWN)
    shown = html.escape(text, quote=False)
    if "\\" in shown or "[" in shown:
        shown = _ACTS.sub(_inert, shown)
    # "\v" is a break within a line, see `text.decoding`
    return shown.replace("\r\n", "\n").replace("\v", "\n").replace("\n", "<br>")


def _inert(match: re.Match[str]) -> str:
    return f"\\<span>{match[1]}</span>" if match[1] else "<span>[</span>"


# --------------------------------------------------------------------------- clozes

_CLOSING = when_asked(r"\}(?=\})|\}$")
_OPENING = when_asked(r"\{(?=\{)")


def cloze_safe(markup: str) -> str:
    """Rendered HTML that may stand inside `{{c1::…}}`: Anki sees no end (`}}`), start (`{{`) or
    hint (`::`) in it.

    Entities, since they look the same on the card; formulas have been given spaces by `math`
    already.

    >>> cloze_safe("std::map&lt;K,V&gt; m{{}};")
    'std:&#58;map&lt;K,V&gt; m&#123;{&#125;};'
    """
    return _OPENING.sub("&#123;", _CLOSING.sub("&#125;", markup)).replace("::", ":&#58;")
