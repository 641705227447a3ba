"""Words in bold amid sentences that are stressed, not defined: the headings over them are the
headwords.
"""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.segmentation.words import COPULA
from ankigen.text.patterns import when_asked

#: So many lines have several words in bold here and there, and so large a share of those with any.
LEAST, SHARE = 6, 0.4
#: So large a share of the entries below a heading are called by a word in bold inside a line.
INSIDE_SHARE = 0.5
_BOLD = ("bold-inside", "bold-subject")


def take_stressed(draft: Draft) -> None:
    """Makes headwords of the headings over entries of which each is a sentence with a word in bold,
    where most such sentences have several, or where they go on in small letters with what the
    heading names ("wrote **the first laws**").
    """
    for k, end in draft.headings.items():
        if draft.roles[k] in (Role.SECTION, Role.HEAD) and _go_on(draft, k, end):
            draft.head(k, end)
    bold = [runs for k in range(len(draft.units)) if (runs := _runs(draft, k))]
    several = sum(runs > 1 for runs in bold)
    if several < max(LEAST, SHARE * len(bold)):
        return
    for k, end in draft.headings.items():
        if draft.roles[k] in (Role.SECTION, Role.HEAD) and _all_stressed(draft, range(k + 1, end)):
            draft.head(k, end)


def _go_on(draft: Draft, k: int, end: int) -> bool:
    """Whether all that lies below a heading are items in small letters, the entries among them by a
    word in bold inside.
    """
    units = draft.units[k + 1 : end]
    listed = len(units) > 1 and all(u.item and u.text.text[:1].islower() for u in units)
    heads = [n for n in range(k + 1, end) if draft.roles[n] in HEADS]
    return bool(heads) and listed and _all_stressed(draft, range(k + 1, end))


def _runs(draft: Draft, k: int) -> int:
    """How many words or groups of words are in bold in a line that is not in bold as a whole."""
    u = draft.units[k]
    if u.kind not in OPEN or not u.item:
        return 0  # in paragraphs it may be the terms that are set in bold
    runs = [m for m in u.text.marks if m.style is Style.STRONG]
    held = sum(m.end - m.start for m in runs)
    return len(runs) if 2 * held < len(u.text.text) else 0


def _all_stressed(draft: Draft, below: Sequence[int]) -> bool:
    """Whether the entries below a heading are sentences with a word in bold, or items over such a
    list, most of them with that word inside the sentence.
    """
    heads = [k for k in below if draft.roles[k] in HEADS]
    styles = {k: draft.splits[k].style for k in heads if k in draft.splits}
    if not styles or any(style not in _BOLD for style in styles.values()):
        return False
    if any(styles.get(k) != _BOLD[1] and not draft.units[k].item for k in heads):
        return False
    return sum(s == _BOLD[0] for s in styles.values()) >= INSIDE_SHARE * len(heads)


#: So many words before a word in bold that no verb, mark or condition follows: it is stressed.
LEAD = 3
_SAID = when_asked(
    r"\s*[:：(（=–—-]|\s*(?:if|when|iff|si|se|quando|cuando|quand|lorsque|wenn|falls|als|indien|om"
    r"|jeśli|gdy|když|если|когда)\b"
)


def join_stressed(draft: Draft) -> None:
    """Makes text of the sentences that are parted at such a word, of the entry that they stand in
    or of the heading right above.
    """
    roles, units = draft.roles, draft.units
    for k, split in sorted(draft.splits.items()):
        if roles[k] is not Role.ENTRY or split.style != _BOLD[0] or not _is_amid(draft, k):
            continue
        above = k - 1
        while above >= 0 and roles[above] is Role.LOOSE and units[above].kind in OPEN:
            above -= 1
        if above < 0 or (above < k - 1 and above not in draft.headings):
            continue
        if above in draft.layout.counted:
            draft.leave(k, draft.text_end(k + 1))
            continue
        if above in draft.headings and roles[above] in (Role.SECTION, Role.HEAD):
            draft.head(above, k + 1)
        elif above == k - 1 and _is_in_list_or_heading(draft, k):
            draft.join(k, k + 1)


def _is_in_list_or_heading(draft: Draft, k: int) -> bool:
    """Whether a line stands behind others of an entry, as an item or below a heading."""
    head = draft.entry_of(k - 1)
    return head is not None and (draft.units[k].item or draft.units[head].kind is Kind.HEADING)


def _is_amid(draft: Draft, k: int) -> bool:
    """Whether a line is parted at a word in bold amid a sentence that does not define it."""
    text, split = draft.units[k].text.text, draft.splits[k]
    before = text[: max(0, -split.start - 1)]
    if len(before.split()) < LEAD or split.start >= 0:
        return False
    if COPULA.match(text, split.end) or _SAID.match(text, split.end):
        return False
    ends = text[split.end : split.end + 1] in (*".,;", "")  # "… is called a **lug**."
    return not (ends and COPULA.search(" ".join(["", *before.split()[-LEAD:], ""])))
