"""Siblings that are each a headword, a mark that stands in any text (a comma, a hyphen without
spaces, "is", nothing but capitals) and what is said of it, where nothing else parts them: taken
only where nearly all of them are so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ankigen.model import Kind
from ankigen.segmentation.layouts.choices import Splits
from ankigen.segmentation.layouts.each import of_the_line_above
from ankigen.segmentation.layouts.lines import split_lines
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import STOP, fold
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft, Hypothesis, Roles
from ankigen.segmentation.siblings.outline import Group, GroupKind
from ankigen.segmentation.splits.defining import after_subject, after_that_is
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.splits.weak_marks import (
    after_bracketed,
    after_capitals,
    after_comma,
    after_hyphen,
    after_name,
    is_short_head,
)
from ankigen.segmentation.words import length

#: So many siblings at least, and so large a share of them.
LEAST, SHARE = 5, 0.75
#: No larger a share of them is parted by another mark, or ends like a sentence.
OTHERS = 0.2
#: No larger a share of such lines stands right under a headword of another shape, as its text.
UNDER = 0.3
#: A title over a list has no more words than these.
TITLE = 5

#: The groups that are looked at, and the layout that it is of each.
KINDS: Mapping[GroupKind, str] = {
    GroupKind.LINES: "lines",
    GroupKind.ITEMS: "items",
    GroupKind.PARAGRAPHS: "paragraphs",
}

Find = Callable[[Draft, int], Split | None]


def borne_out(draft: Draft, group: Group) -> Hypothesis | None:
    """The siblings as entries parted by the first mark that they all have, None where there is
    none; those of all runs or lists of one look together.
    """
    if group.kind not in KINDS or len(group.siblings) < LEAST:
        return None
    if group.parts and group.kind is GroupKind.PARAGRAPHS:
        return None
    parts = group.parts or (group,)
    lists = parts if group.kind is GroupKind.ITEMS else ()
    said = [part for part in lists if of_the_line_above(draft, part)]
    long = group.kind is GroupKind.PARAGRAPHS and any(s.end > s.at + 1 for s in group.siblings)
    for mark, find in MARKS.items():
        if long and mark not in _SENTENCES:
            continue
        if not all(_stands_alone(draft, part, mark) for part in said):
            continue
        splits = _by(draft, group, find, mark)
        if splits is None:
            continue
        out = Roles()
        for part in parts:
            own = split_lines(draft, part, splits)
            out.add(own.roles, own.splits)
        for title in (part.siblings[0].at - 1 for part in said):
            if _is_title(draft, title):
                out.put(title, Role.SECTION, {})
        return out.hypothesis(KINDS[group.kind], mark)
    return None


def _stands_alone(draft: Draft, group: Group, mark: str) -> bool:
    """Whether a list below a line is no part of what that says, for all that it looks so."""
    above = group.siblings[0].at - 1
    if above < 0:
        return False
    if mark == "i.e." and draft.units[group.siblings[0].at].gap:
        return STOP.search(draft.units[above].text.text.rstrip(":")) is not None or _is_title(
            draft, above
        )
    return _is_title(draft, above) and (mark not in _FACTS or _of_the_document(draft, above, group))


def _is_title(draft: Draft, k: int) -> bool:
    """Whether a line over a list is nothing but a name: no lead-in, no definition of its own."""
    text = draft.units[k].text.text.rstrip()
    bare = draft.roles[k] in (Role.HEAD, Role.SECTION) and k not in draft.splits
    return bare and length(text) <= TITLE and not text.endswith((":", ",", "?"))


def _by(draft: Draft, group: Group, find: Find, mark: str) -> Splits | None:
    at = [s.at for s in group.siblings]
    may_lack = len(at) - max(LEAST, SHARE * len(at))
    splits: dict[int, Split] = {}
    for n, k in enumerate(at, 1):
        if not draft.units[k].answer and (split := find(draft, k)) is not None:
            splits[k] = split
        elif n - len(splits) > may_lack:
            return None
    text = {k: draft.units[k].text.text for k in at}
    heads = {fold(text[k][: split.end]) for k, split in splits.items()}
    if len(splits) < max(LEAST, SHARE * len(at)) or len(heads) < len(splits):
        return None
    if mark in _SENTENCES:
        # what is parted further on is said of it
        before = sum(_parted_before(draft, k, splits[k].end) for k in splits)
        held = sum(not draft.units[k].gap and _heads(draft, k - 1, splits) for k in splits if k)
        return None if max(before, held) > OTHERS * len(at) else splits
    read = sum(draft.roles[k] is Role.ENTRY for k in at)
    parted = sum(draft.may_part(k) for k in at)
    ended = sum(STOP.search(text[k]) is not None for k in splits) if mark not in _SET_OFF else 0
    under = sum(_heads(draft, k - 1, splits) for k in splits if k)
    if max(read, parted, ended) > OTHERS * len(at) or under > UNDER * len(splits):
        return None
    return splits


def _heads(draft: Draft, k: int, splits: Mapping[int, Split]) -> bool:
    return k not in splits and draft.roles[k] in HEADS


def _parted_before(draft: Draft, k: int, end: int) -> bool:
    """Whether a line is parted by a sure mark before a place."""
    return any(s.end < end for m, s in draft.options(k).items() if m not in WEAK)


def _behind(mark: str, after: Callable[[str], int]) -> Find:
    """Finds the split at a mark, behind which `after` says that the text begins (0: nowhere)."""

    def find(draft: Draft, k: int) -> Split | None:
        end = after(draft.units[k].text.text)
        return Split(end - len(mark), end, mark.strip() or "run-on", 0.0) if end else None

    return find


def _copula(draft: Draft, k: int) -> Split | None:
    split = draft.options(k).get("copula")
    if split is None:
        return None
    return split if is_short_head(draft.units[k].text.text[: split.end]) else None


def _figures(draft: Draft, k: int) -> Split | None:
    text = draft.units[k].text.text
    start = after_name(text)
    return Split(len(text[:start].rstrip()), start, "figures", 0.0) if start else None


def _that_is(draft: Draft, k: int) -> Split | None:
    end, start = after_that_is(draft.units[k].text.text)
    return Split(end, start, "i.e.", 0.0) if end else None


def _defines(draft: Draft, k: int) -> Split | None:
    end = after_subject(draft.units[k].text.text)
    return Split(end, 0, "copula", 0.0) if end else None


#: Marks by which whole sentences are parted.
_SENTENCES = frozenset(("i.e.", "is a"))
#: By which a headword is set off whatever follows it.
_SET_OFF = frozenset(("[ ]", "CAPITALS"))
#: By which facts about the line above are set out as well.
_FACTS = frozenset(("copula", "is a"))


def _of_the_document(draft: Draft, k: int, group: Group) -> bool:
    """Whether a line is the title of all that follows: it is first, and no heading is of its
    level, or nothing follows but the list.
    """
    unit = draft.units[k]
    if k < draft.layout.title or k or unit.kind is not Kind.HEADING:
        return k < draft.layout.title or (not k and max(group.places) + 1 == len(draft.units))
    return not any(u.kind is Kind.HEADING and u.level <= unit.level for u in draft.units[1:])


#: What the siblings may be parted by, the surest first.
MARKS: Mapping[str, Find] = {
    "i.e.": _that_is,
    "is a": _defines,
    ",": _behind(", ", after_comma),
    "-": _behind("-", after_hyphen),
    "copula": _copula,
    "[ ]": _behind(" ", after_bracketed),
    "CAPITALS": _behind(" ", after_capitals),
    "figures": _figures,
}
