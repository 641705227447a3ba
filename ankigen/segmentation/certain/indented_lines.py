"""Lines of plain text that are indented under a headword, with nothing further in below them: they
are its text, and neither a topic, nor a headword over lines as far in as they are, nor the text of
a line as far in.
"""

from __future__ import annotations

from ankigen.model import Kind
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import Draft

_NO_LEAF = (Role.SECTION, Role.HEAD, Role.LOOSE)


def join_indented(draft: Draft) -> None:
    """Puts such lines into the entry that they are indented under."""
    units = draft.units
    over: list[int] = []  # the lines that are open, the outermost first
    heads: list[int | None] = []  # what opens the entry of each
    for k, u in enumerate(units):
        while over and units[over[-1]].indent >= u.indent:
            over.pop()
        if u.kind is Kind.LINE and over and k not in draft.settled and _is_leaf(draft, k):
            head = heads[over[-1]]
            if head is not None and head not in draft.settled:
                _join(draft, k, head, heads[-1])
        heads.append(draft.next_entry(k, heads[-1] if heads else None))
        over.append(k)


def _join(draft: Draft, k: int, head: int, before: int | None) -> None:
    """Makes a line text of the entry that the line over it opens or is in; `before` is what opens
    that of the line before.
    """
    if draft.roles[k] in _NO_LEAF:
        draft.roles[k] = Role.BODY
    elif draft.roles[k] is not Role.BODY or before is None or _is_under(draft, k, before):
        return
    if before != head:
        draft.back[k] = head


def _is_under(draft: Draft, k: int, head: int) -> bool:
    return draft.units[head].indent < draft.units[k].indent


def _is_leaf(draft: Draft, k: int) -> bool:
    """Whether nothing further in stands below a line."""
    below = draft.units[k + 1] if k + 1 < len(draft.units) else None
    return below is None or below.indent <= draft.units[k].indent
