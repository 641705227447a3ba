"""What would run on a card: looked for in the CSS and the templates of a project, which may be a
stranger's.

A browser mends broken HTML in more ways than a list can hold, and Anki cuts fields and sections
out of a template before a browser sees it. So the text is not parsed: whatever could be read as
something active is refused, and so is a name that a field or a section completes.
"""

from __future__ import annotations

import html
import re

from ankigen.text.patterns import when_asked

#: What stands for a field and for the begin or end of a section, neither of which is in a template.
_FIELD, _SECTION = "\x01", "\x02"
_TAG = when_asked(r"\{\{\s*([#^/]?).*?\}\}", re.DOTALL)
#: A URL is read without them.
_CONTROLS = when_asked(r"[\x00-\x1f]")

_ELEMENT = when_asked(
    r"<(script|iframe|frameset|frame|object|embed|applet|base|meta|portal)(?![a-z0-9-])",
    re.IGNORECASE,
)
#: What ends CSS, so that the rest is HTML.
_END_OF_CSS = when_asked(r"</style|<!--", re.IGNORECASE)
_HANDLER = when_asked(r"(?<=[\s\"'/\x01\x02])(on[a-z]+|srcdoc)\s*=", re.IGNORECASE)
#: An element or attribute whose name a field or a section completes.
_MADE_NAME = when_asked(
    r"</?[a-z]*[\x01\x02]|[a-z][\x01\x02][^\s=<>]*\s*=|[\x01\x02][a-z]+\s*=|\x02\s*=",
    re.IGNORECASE,
)
_MADE_ADDRESS = when_asked(
    r"(?<![a-z-])(?:href|action|formaction)\s*=\s*[\"']?[^\"'>:/#]*[\x01\x02]", re.IGNORECASE
)
_ADDRESS = when_asked(r"(javascript|vbscript)\s*:|(data)\s*:\s*text/html", re.IGNORECASE)
_LATEX = when_asked(r"\[(latex|\$\$?)\]", re.IGNORECASE)


def active_content(text: str, css: bool = False) -> str:
    """What is active in a template, or in CSS, in a few words; "" where nothing is.

    >>> active_content("<p>{{Headword}}</p>"), active_content('<img src=x onerror="a()">')
    ('', 'the attribute onerror')
    """
    marked = _TAG.sub(lambda match: _SECTION if match[1] else _FIELD, text)
    if found := _ELEMENT.search(marked):
        return f"the element <{found[1].lower()}>"
    if css and (found := _END_OF_CSS.search(marked)):
        return f"{found[0]}, which is no CSS"
    if found := _HANDLER.search(marked):
        return f"the attribute {found[1].lower()}"
    if found := _ADDRESS.search(_CONTROLS.sub("", html.unescape(marked))):
        return f"an address that begins with {(found[1] or found[2]).lower()}:"
    if found := _LATEX.search(marked):
        return f"[{found[1]}], which runs a program"
    if not css and _MADE_NAME.search(marked):
        return "a field or a section in the name of an element or an attribute"
    if not css and _MADE_ADDRESS.search(marked):
        return "an address that a field begins"
    return ""
