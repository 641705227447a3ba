"""The headings over the entries: which of them are topics, and which is only the title of the
whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.units import Unit
from ankigen.segmentation.words import CONTINUED

_DEPTH = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s")
_LETTER = re.compile(r"^[A-Z]\.\s")
_ROMAN = re.compile(r"^[IVX]+\.\s")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、\s*(?=\S))|^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.|[IVX]+\.)\s+(?=\S)"
)


#: How the look of an item begins that stands over others; its depth follows.
_ITEM = "item "


def _style(u: Unit) -> str:
    """The look of a section heading; headings of one look stand on one level."""
    text = u.text.text.strip()
    if u.kind is Kind.HEADING:
        return f"h{u.level}"
    if u.marker is not None and u.kind is Kind.ITEM:
        return f"{_ITEM}{u.level:02}"
    depth = _DEPTH.match(text)
    if depth:
        return f"n{depth.group(1).count('.') + 1}"
    if _ROMAN.match(text):
        return "roman"
    if _LETTER.match(text):
        return "letter"
    return "caps" if text.upper() == text else "plain"


def section_name(text: str) -> str:
    """A heading without its numbering, ornaments and colon.

    >>> section_name("B. CONTENTS"), section_name("## 2.1 Link layer:"), section_name("Anchors (cont.)")
    ('CONTENTS', 'Link layer', 'Anchors')
    """  # noqa: E501
    text = CONTINUED.sub("", text.strip(" \t#*_=:：-–—"))
    text = _NUMBERING.sub("", text)
    return re.sub(r"^[^\w(§]+", "", text).strip() or text


def _titles(units: Sequence[Unit], roles: Sequence[Role]) -> set[int]:
    """The headings that name the whole document: they say nothing of any one entry."""
    places = [k for k, r in enumerate(roles) if r is Role.SECTION]
    first = next((k for k, r in enumerate(roles) if r in (Role.HEAD, Role.ENTRY)), len(units))
    lead = [k for k in places if k < first]
    if len(lead) == len(places):
        return set(lead)
    later_styles = {_style(units[k]) for k in places if k >= first}
    titles = {k for k in lead[:-1] if _style(units[k]) not in later_styles - {"plain"}}
    for k in lead[-1:]:
        # one heading over all others, with entries right under it
        later = [units[n] for n in places if n > k]
        if units[k].kind is Kind.HEADING and all(
            u.kind is Kind.HEADING and u.level > units[k].level for u in later
        ):
            titles.add(k)
    return titles


def title_of(units: Sequence[Unit], roles: Sequence[Role]) -> str:
    """The heading that names the whole document, "" where there is none."""
    first = min((k for k in _titles(units, roles) if units[k].kind is Kind.HEADING), default=None)
    return "" if first is None else section_name(units[first].text.text)


class Sections:
    """Follows the headings through a document: `enter(k)` at each, `path(k)` at each entry.

    The title (headings before the first entry that no later heading equals in look) is no topic.
    """

    def __init__(self, units: Sequence[Unit], roles: Sequence[Role]) -> None:
        self._units = units
        self._titles = _titles(units, roles)
        self._stack: list[tuple[str, str]] = []

    def path(self, k: int) -> tuple[str, ...]:
        """The sections over a unit, outermost first. An item is a section for what lies in its
        own list, and no further.
        """
        u = self._units[k]
        level = u.level if u.kind is not Kind.LINE and (u.item or u.level) else 0
        while self._stack and self._stack[-1][0].startswith(_ITEM):
            if self._stack[-1][0] < f"{_ITEM}{level:02}":
                break
            self._stack.pop()
        return tuple(name for _, name in self._stack)

    def enter(self, k: int) -> None:
        if k in self._titles:
            return
        u = self._units[k]
        style = _style(u)
        names = [s for s, _ in self._stack]
        if style in names:
            del self._stack[names.index(style) :]
        elif u.kind is Kind.HEADING:
            while self._stack and self._stack[-1][0].startswith("h") and self._stack[-1][0] > style:
                self._stack.pop()
        elif style.startswith(_ITEM):
            while (
                self._stack and self._stack[-1][0].startswith(_ITEM) and self._stack[-1][0] > style
            ):
                self._stack.pop()
        elif style.startswith("n"):
            while self._stack and self._stack[-1][0].startswith("n") and self._stack[-1][0] > style:
                self._stack.pop()
        self._stack.append((style, section_name(u.text.text)))
