"""Sentences inside an entry, or in none, that define the words which they set apart by bold type or
italics: "A **coaming** is a raised edge …". Each is an entry of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.model import Kind, Mark, Style
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.certain.examples import DEFINES
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold, hangs
from ankigen.segmentation.siblings.hypotheses import INSIDE, Draft
from ankigen.segmentation.splits.defining import REACH, after_subject
from ankigen.segmentation.splits.split import ARTICLES, Split
from ankigen.segmentation.words import begins_with_label, is_label
from ankigen.text.patterns import when_asked
from ankigen.text.questions import asks

_SET_APART = frozenset((Style.STRONG, Style.EM, Style.UNDERLINE))
#: What closes a clause: a headword before it is parted already.
_CLOSED = when_asked(r"[:：;—–]|\.\s")


def take_defined_words(draft: Draft) -> None:
    """Makes entries of such sentences. A heading right over one of them is a section; what stands
    behind the only one below a headword goes on with that.
    """
    found: dict[int | None, list[int]] = {}
    splits: dict[int, Split] = {}
    for k, u in enumerate(draft.units):
        marks = [m for m in u.text.marks if m.style in _SET_APART and m.end <= REACH]
        inner = u.level and u.gap and not u.item  # a paragraph of an item
        if not marks or inner or u.kind not in OPEN or not _is_free(draft, k):
            continue
        split = _defined(draft, k, marks)
        if split is None:
            continue
        head = draft.entry_of(k)
        if _may_stand(draft, k, head, split):
            splits[k] = split
            found.setdefault(head, []).append(k)
    for head, own in found.items():
        _part(draft, head, own, splits)


def _is_free(draft: Draft, k: int) -> bool:
    """Whether a unit is text of an entry or in none, and no sentence goes on in it."""
    role = draft.roles[k]
    if k in draft.settled or role not in (*INSIDE, Role.LOOSE):
        return False
    above = draft.units[k - 1].text.text if k else ""
    return role is not Role.WRAP or not hangs(above, draft.units[k].text.text)


def _defined(draft: Draft, k: int, marks: Sequence[Mark]) -> Split | None:
    """Where the headword stands in a sentence that defines one which it sets apart."""
    text = draft.units[k].text.text
    label = DEFINES.match(text)
    start = label.end() if label else 0
    if not label and begins_with_label(text):
        return None
    end = after_subject(text[start:])
    run = next((m for m in sorted(marks) if m.start >= start), None)
    end += start
    if end == start or run is None or run.end > end + 1 or _CLOSED.search(text[start:end]):
        return None
    if is_label(text[run.start : run.end]):
        return None
    before, behind = text[start : run.start].split(), text[run.end : end].split()
    first = run.start
    if before and before[-1].casefold() not in ARTICLES and before[0].casefold() in ARTICLES:
        first = start + text[start:].index(" ") + 1  # "A rooted *tree*"
    one = len(behind) == 1 and behind[0].isalpha() and len(behind[0]) > 2
    return Split(end if one else run.end, -first - 1, "bold-inside", 1.0)


def _may_stand(draft: Draft, k: int, head: int | None, split: Split) -> bool:
    """Whether a sentence may be an entry where it stands: not below a question, nor below the
    heading that it explains.
    """
    u = draft.units[k]
    if head is None:
        return True
    title = draft.units[head]
    if (
        title.item
        or title.kind not in (*OPEN, Kind.HEADING)
        or asks(title.text.text)
        or (u.item and title.kind is Kind.HEADING)
    ):
        return False
    name, named = fold(u.text.text[-split.start - 1 : split.end]), fold(title.text.text)
    own = name in named and 2 * len(name.split()) > len(named.split())
    return not own and named not in name


def _part(draft: Draft, head: int | None, own: Sequence[int], splits: dict[int, Split]) -> None:
    """Makes entries of the sentences below one headword."""
    units, roles = draft.units, draft.roles
    for k in own:
        draft.enter(k, splits[k])
        draft.back.pop(k, None)
    if head is None or units[head].kind is not Kind.HEADING:
        return
    if own[0] == head + 1:
        roles[head] = Role.SECTION
    elif len(own) == 1:
        behind = own[0] + 1
        while behind < len(units) and roles[behind] in INSIDE:
            if units[behind].kind in OPEN and not units[behind].item and units[behind].gap:
                draft.back[behind] = head
                return
            behind += 1
