"""Items with paragraphs between them: each item is a headword or a question, over the text that
stands below it at the margin.
"""

from __future__ import annotations

from collections.abc import Iterator

from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.outline import Group, Sibling
from ankigen.text.patterns import when_asked

_ENDS = when_asked(r"[.?!:。？！：][\"”»)\]]*\s*$")


def items_over_text(draft: Draft, group: Group) -> Iterator[Hypothesis]:
    """All items that have something below are headwords; or only those over paragraphs."""
    every, texts = Roles(), Roles()
    several = False
    places = [k for s in group.siblings for k in range(s.at, s.end)]
    width = max((len(draft.units[k].text.text) for k in places), default=0)
    for s in group.siblings:
        under = _under(draft, s, width)
        every.put(s.at, Role.HEAD if under else Role.LOOSE, under)
        over = any(not draft.units[k].item and role is Role.BODY for k, role in under.items())
        several = several or over
        if over:
            texts.put(s.at, Role.HEAD, under)
        else:
            texts.add(*draft.now(range(s.at, s.end)))
    if several:
        yield every.hypothesis("items-over-text")
        yield texts.hypothesis("items-over-text-only")


def _under(draft: Draft, s: Sibling, width: int) -> dict[int, Role]:
    """The roles of what lies under an item; lines that go on with a question are its second
    lines.
    """
    under = draft.under(s)
    k = s.at + 1
    while k < s.end and _goes_on(draft, k, width):
        k += 1
    if any(under[n] is not Role.WRAP for n in range(k, s.end)):
        under.update(dict.fromkeys(range(s.at + 1, k), Role.HEAD2))
    if under.get(s.at + 1) is Role.WRAP:
        under[s.at + 1] = Role.BODY
    return under


def _goes_on(draft: Draft, k: int, width: int) -> bool:
    """Whether a line goes on with the one above it, which had no more room for its first word."""
    u, above = draft.units[k], draft.units[k - 1].text.text.rstrip()
    if u.gap or u.item or u.kind not in OPEN or _ENDS.search(above):
        return False
    text = u.text.text
    room = len(above) + len(text.split(None, 1)[0]) < width if text.split() else False
    return not room or text[:1].islower() or text.rstrip().endswith(("?", "？"))
