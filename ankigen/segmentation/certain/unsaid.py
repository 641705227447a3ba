"""Headwords of which nothing is said: below them stand a rule, signs, the address of a page, or a
word on where to look ("(see slide 6)"); and headings that only say what part of the notes they
head ("Introduction", or "An Example" of no entry).
"""

from __future__ import annotations

import re

from ankigen.model import OBJECT, Kind, RichText, Style
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.certain.examples import names_a_part
from ankigen.segmentation.page.bylines import is_date
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.segmentation.words import FRAME
from ankigen.text.patterns import when_asked

#: Where to look has so many words at most.
LOOK = 5
_LOOK = when_asked(
    r"[(\[]?\s*(?:see|siehe|s\.|vgl\.|cf\.?|voir|v\.|ver|véase|vedi|veja|zie|se|zob\.|viz|см\."
    r"|bkz\.?|参见|见|参照)\s[^()\[\]]*[)\]]?\W*",
    re.I,
)
_ADDRESS = when_asked(r"<?(?:https?://|www\.)\S+>?")
_WEB = ("http://", "https://", "www.")


def drop_unsaid(draft: Draft) -> None:
    """Makes sections of such headings, and leaves out the other headwords."""
    units, roles = draft.units, draft.roles
    for k, role in enumerate(roles):
        if role not in HEADS or units[k].kind not in (*OPEN, Kind.HEADING):
            continue
        heading = units[k].kind is Kind.HEADING
        name = units[k].text.text.strip(" *_")
        framed = heading and FRAME.match(name) is not None
        part = heading and names_a_part(name)
        end = draft.text_end(k + 1)
        if not (_is_empty(draft, k, end) or ((framed or part) and end > k + 1)):
            continue
        draft.splits.pop(k, None)
        roles[k] = Role.SECTION if heading else Role.LOOSE
        if framed and _leads_in(draft, k + 1, end):
            draft.head(k + 1, end)
        else:
            draft.leave(k + 1, end)


def _is_empty(draft: Draft, k: int, end: int) -> bool:
    """Whether nothing is said of a headword, behind it or below it up to `end`."""
    u, below = draft.units[k], draft.units[k + 1 : end]
    heading = u.kind is Kind.HEADING
    split = draft.splits.get(k)
    if split is not None:
        return not below and not heading and _is_address(u.text[max(0, split.start) :])
    return bool(below) and all(_says_nothing(v, heading) for v in below)


def _leads_in(draft: Draft, k: int, end: int) -> bool:
    """Whether what stands below a heading is a line that leads in to a list."""
    units = draft.units
    over = k + 1 < end and units[k + 1].item and not units[k].item
    return over and units[k].text.text.rstrip(" *_").endswith((":", "："))


def _says_nothing(u: Unit, heading: bool) -> bool:
    if u.kind is Kind.RULE:
        return True
    if u.kind not in OPEN:
        return False
    text = u.text.text.strip()
    if OBJECT in text or any(m.style is Style.IMAGE for m in u.text.marks):
        return False
    if not any(c.isalnum() for c in text):
        return not any(m.style is Style.MATH for m in u.text.marks)
    if heading and is_date(text):
        return True
    looks = len(text.split()) <= LOOK and _LOOK.fullmatch(text) is not None
    return heading and (looks or _is_address(u.text))


def _is_address(text: RichText) -> bool:
    """Whether a text is nothing but the address of a page in the web, or a link to one."""
    text = text.strip(" *_.")
    if _ADDRESS.fullmatch(text.text):
        return True
    return any(
        m.style is Style.LINK and m.value.startswith(_WEB) and m.end - m.start >= len(text.text) - 2
        for m in text.marks
    )
