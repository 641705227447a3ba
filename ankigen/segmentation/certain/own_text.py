"""Headings with a text of their own above the headings below them: each is a headword over that
text, and heads the others besides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.certain.examples import is_no_name
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.sequence.sections import section_name
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.segmentation.splits.defining import after_subject
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.splits.unmarked_splits import glossed
from ankigen.segmentation.words import COPULA, FRAME, is_label

#: A text of a heading has so many words at least.
LEAST = 3
#: … and more than so many, where the other headings of its level are no headwords.
LOST = 5
#: So many headings of a level at least, and so large a share of them, have such a text or are
#: headwords anyway.
HEADED, SHARE = 2, 0.6


def take_own_texts(draft: Draft) -> None:
    """Makes headwords of the headings whose own text would be in no entry, where that is how the
    headings of their level are written.
    """
    _part_swallowed(draft)
    units, roles = draft.units, draft.roles
    ends = draft.headings
    top = min((units[k].level for k in ends), default=0)
    for level in {units[k].level for k in ends}:
        same = [k for k in ends if units[k].level == level]
        if level == top and len(same) == 1:
            continue  # the title of the whole
        lost = [k for k in same if _is_lost(draft, k)]
        heads = [k for k in same if roles[k] in HEADS]
        if len(lost) + len(heads) < max(HEADED, SHARE * len(same)):
            continue
        for k in lost:
            draft.head(k, ends[k])
    for k in ends:
        if _names_more(draft, k):
            if k + 1 not in draft.splits:
                end, _ = _subject(draft, k)
                draft.join(k + 1, min(draft.text_end(k + 2), ends[k]))
                draft.enter(k + 1, Split(end, end, "copula", 1.0))
            continue
        if (units[k].level > top or _is_defined(draft, k)) and _is_named_over_text(draft, k):
            stop = next((n for n in range(k + 2, ends[k]) if roles[n] is not Role.LOOSE), ends[k])
            draft.head(k, stop)
        elif _is_over_sentence(draft, k):
            opens = (n for n in range(k + 2, ends[k]) if roles[n] in (*HEADS, Role.SECTION))
            draft.head(k, next((n for n in opens if not _is_sentence(draft, n)), ends[k]))


def _is_over_sentence(draft: Draft, k: int) -> bool:
    """Whether a section stands over headings, and right over a sentence that only its verb made an
    entry.
    """
    text = draft.units[k].text.text
    over = draft.headings[k] > k + 1 and draft.section_end(k) > draft.headings[k]
    named = k not in draft.layout.counted and not FRAME.match(text) and not is_label(text)
    return draft.roles[k] is Role.SECTION and over and named and _is_sentence(draft, k + 1)


def _is_sentence(draft: Draft, k: int) -> bool:
    """Whether a verb alone parts a line, or it is a headword that goes on in the next line or ends
    as a sentence does.
    """
    u, below = draft.units[k], draft.units[k + 1] if k + 1 < len(draft.units) else None
    if u.item or u.kind not in OPEN:
        return False
    if k in draft.splits:
        return draft.splits[k].style == "copula"
    goes_on = below is not None and not below.gap and below.kind in OPEN and not below.item
    open_ = goes_on and below is not None and below.text.text[:1].islower()
    ends = u.text.text.rstrip()
    stopped = ends[-1:] == "." and not ends[-2:-1].isdigit()  # "of 14.11."
    return draft.roles[k] is Role.HEAD and goes_on and (open_ or stopped)


def _part_swallowed(draft: Draft) -> None:
    """Takes headings out of the entry of the heading above, where all below that are names with a
    text of their own, as it has one itself; or where it has none, and no such name comes again.
    """
    roles = draft.roles
    groups: list[list[int]] = []
    for k in draft.headings:
        if roles[k] is Role.BODY and groups:
            groups[-1].append(k)
        elif roles[k] in HEADS:
            groups.append([k])
    often = Counter(fold(draft.units[k].text.text) for k in draft.headings)
    parted = [group for group in groups if len(group) > 1 and _is_parted(draft, group, often)]
    held = sum(len(group) > 1 for group in groups)
    if sum(len(group) - 1 for group in parted) < HEADED or len(parted) < held:
        return
    for group in parted:
        if group[1] == group[0] + 1:
            roles[group[0]] = Role.SECTION
            draft.splits.pop(group[0], None)
        for k in group[1:]:
            roles[k] = Role.HEAD
            draft.splits.pop(k, None)


def _is_parted(draft: Draft, group: Sequence[int], often: Counter[str]) -> bool:
    """Whether the headings in the entry of the first of them are entries of their own."""
    if group[1] > group[0] + 1:
        return _all_say(draft, group)
    once = all(often[fold(draft.units[k].text.text)] == 1 for k in group[1:])
    return len(group) > 2 and once and _all_say(draft, group[1:])


def _all_say(draft: Draft, places: Sequence[int]) -> bool:
    """Whether headings are names that no other part has, each right over a text."""
    for k in places:
        text = draft.units[k].text.text
        if not _is_over_text(draft, k) or draft.units[k + 1].item or termness(text) <= 0:
            return False
        if is_no_name(text):
            return False
    return True


def _is_lost(draft: Draft, k: int) -> bool:
    """Whether a heading is a section and what stands right under it is in no entry."""
    if draft.roles[k] is not Role.SECTION or draft.entries(k + 1, draft.headings[k]):
        return False
    return _is_over_text(draft, k) or _is_glossed(draft, k)


def _is_glossed(draft: Draft, k: int) -> bool:
    """Whether nothing but its name in another script stands right under a heading."""
    if draft.headings[k] != k + 2 or draft.units[k + 1].kind not in OPEN:
        return False
    name, gloss = draft.units[k].text.text, draft.units[k + 1].text.text
    return bool(glossed(f"{name.casefold()} {gloss}"))


def _is_defined(draft: Draft, k: int) -> bool:
    """Whether the sentence right below a heading defines it ("# Keel", and "A keel is …")."""
    _, subject = _subject(draft, k)
    name = section_name(draft.units[k].text.text)
    if subject:
        return subject.endswith(fold(name))
    text = draft.units[k + 1].text.text if k + 1 < len(draft.units) else ""
    return text.startswith(name) and COPULA.match(text, len(name)) is not None


def _subject(draft: Draft, k: int) -> tuple[int, str]:
    """Where the subject of the sentence right below a heading ends, and that subject, folded."""
    if k + 1 == len(draft.units) or draft.units[k + 1].kind not in OPEN:
        return 0, ""
    text = draft.units[k + 1].text.text
    end = after_subject(text)
    return end, fold(text[:end])


def _names_more(draft: Draft, k: int) -> bool:
    """Whether a section says more than the subject of the sentence right below it, with which it
    begins ("# Keels: kinds and care", and "Keels are …").
    """
    _, subject = _subject(draft, k)
    name = fold(draft.units[k].text.text)
    begins = bool(subject) and name != subject and name.startswith(subject)
    return begins and draft.roles[k] is Role.SECTION and not draft.units[k + 1].item


def _is_named_over_text(draft: Draft, k: int) -> bool:
    """Whether a section is a name right over a text that is in no entry, and over headings below
    that, a definition list, or a table.
    """
    text = section_name(draft.units[k].text.text)
    if draft.roles[k] is not Role.SECTION:
        return False
    if draft.section_end(k) == draft.headings[k] and not _is_over_list(draft, k):
        return False
    first = k + 1
    if draft.roles[first] in (*HEADS, Role.SECTION) or draft.entry_of(first) is not None:
        return False
    if not _is_over_text(draft, k):
        return False
    name = termness(text) > 0 and not is_no_name(text)
    enough = draft.layout.n[first] > LOST or _is_defined(draft, k)
    return name and not FRAME.match(text) and enough


def _is_over_list(draft: Draft, k: int) -> bool:
    """Whether what stands below the text of a heading is a definition list, or the rows of a table
    where the text says what the heading is or the headings beside it are headwords.
    """
    below = (u.kind for u in draft.units[k + 1 : draft.headings[k]] if u.kind not in OPEN)
    kind = next(below, None)
    if kind is not Kind.PAIR:
        return kind is Kind.TERM
    level = draft.units[k].level
    beside = [n for n in draft.headings if n != k and draft.units[n].level == level]
    heads = sum(draft.roles[n] in HEADS for n in beside)
    return _is_defined(draft, k) or heads >= max(HEADED, SHARE * len(beside))


def _is_over_text(draft: Draft, k: int) -> bool:
    """Whether a heading stands right over a text, and that is long enough."""
    own = [n for n in range(k + 1, draft.headings[k]) if draft.units[n].kind in OPEN]
    return own[:1] == [k + 1] and sum(draft.layout.n[n] for n in own) >= LEAST
