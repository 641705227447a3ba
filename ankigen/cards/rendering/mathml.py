"""LaTeX as MathML, which browsers draw themselves: for pages that must not load a library.

The conversion is that of `latex2mathml`. Only elements and attributes of MathML Core's presentation
part are taken from it, so that whatever stands in a formula, nothing but a formula can come of it.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from ankigen.text.patterns import when_asked

#: A formula as `math` of `ankigen.cards.rendering.html` writes it; words of the notes that look
#: like one are broken by a tag there.
_FORMULA = when_asked(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", re.DOTALL)

_ELEMENTS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "ms",
        "mfrac",
        "msqrt",
        "mroot",
        "mstyle",
        "merror",
        "mpadded",
        "mphantom",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mmultiscripts",
        "mprescripts",
        "none",
        "mtable",
        "mtr",
        "mtd",
        "menclose",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "display",
        "mathvariant",
        "stretchy",
        "fence",
        "separator",
        "form",
        "accent",
        "accentunder",
        "lspace",
        "rspace",
        "minsize",
        "maxsize",
        "symmetric",
        "largeop",
        "movablelimits",
        "linethickness",
        "columnalign",
        "rowalign",
        "displaystyle",
        "scriptlevel",
        "width",
        "height",
        "depth",
        "notation",
    ]
)
#: Longer ones are shown as they are written: no formula to be learned has a tenth of it.
LONGEST = 5000


def with_mathml(markup: str) -> str:
    r"""A card's HTML with its formulas as MathML; one that cannot be converted is shown as it is
    written.

    >>> with_mathml(r"so \(x\) is")
    'so <math display="inline"><mrow><mi>x</mi></mrow></math> is'
    """
    if "\\(" not in markup and "\\[" not in markup:
        return markup
    return _FORMULA.sub(_drawn, markup)


def _drawn(match: re.Match[str]) -> str:
    display = match[1] is None
    source = match[2] if display else match[1]
    drawn = mathml(html.unescape(source).strip(), display) if "<" not in source else ""
    return drawn or f'<code class="tex">{source}</code>'


@lru_cache(maxsize=4096)
def mathml(latex: str, display: bool = False) -> str:
    r"""A formula as a `<math>` element, "" where the library does not know all of it.

    >>> mathml(r"\nosuchcommand{x}")
    ''
    """
    from latex2mathml.converter import convert_to_element

    if not latex or len(latex) > LONGEST:
        return ""
    try:
        made = convert_to_element(latex, display="block" if display else "inline")
        return _written(made, latex)
    except (
        Exception
    ):  # whatever a formula of somebody's notes makes the library do, the card is shown
        return ""


def _written(element: Element, latex: str) -> str:
    """The element as text; raises ValueError for what is not MathML or was not understood."""
    name = element.tag.rpartition("}")[2]
    text = html.unescape(element.text or "")
    if name not in _ELEMENTS or (name == "mi" and text.startswith("\\")):
        raise ValueError(f"{name} {text}")
    attributes = "".join(
        f' {key}="{html.escape(value)}"' for key, value in element.items() if key in _ATTRIBUTES
    )
    inner = "".join(_written(child, latex) for child in element)
    return f"<{name}{attributes}>{html.escape(text, quote=False)}{inner}</{name}>"
