"""Headings and items that are topics of the entries below them, and cards besides: what is one for
its siblings is one for them, too. Such an entry holds all that lies below; each of the entries
there stays one of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.model import Entry, Finding, Kind, Origin
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.body.bodies import KeepHyphen, build_body
from ankigen.segmentation.certain.examples import names_a_part
from ankigen.segmentation.merging import entry_key
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import NAMED_PART
from ankigen.segmentation.sequence.sections import Sections
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.segmentation.siblings.outline import FIXED
from ankigen.segmentation.splits.headwords import clean_term, split_citation
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.words import FRAME, is_label

#: So large a share of the headings of a level, three and more, are headwords; then those of two
#: words and more are, over so many units at most.
SHARE, LEAST, WORDS, MOST = 0.5, 3, 2, 25
#: Headings that lie so many levels below are parts of the text.
FAR = 2


def with_parents(
    made: tuple[list[Entry], list[Finding]],
    units: Sequence[Unit],
    draft: Draft,
    name: str,
    keep_hyphen: KeepHyphen,
) -> tuple[list[Entry], list[Finding]]:
    """The entries of a file and its findings, with such entries in their places."""
    entries, findings = made
    ends = parents(draft)
    if not ends:
        return made
    names = {entry_key(e.headword) for e in entries}
    more: list[Entry] = []
    sections = Sections(units, draft.roles, draft.local, draft.within)
    for k, (u, role) in enumerate(zip(units, draft.roles, strict=True)):
        path = sections.path(k) if role in (*HEADS, Role.SECTION) else ()
        if role is Role.SECTION:
            sections.enter(k)
        term, cited = split_citation(clean_term(u.text))
        if k not in ends or entry_key(term.text) in names:
            continue
        members = [(units[n], draft.inside(n)) for n in range(k + 1, ends[k])]
        loose = [units[n] for n in range(k + 1, ends[k]) if draft.roles[n] is Role.LOOSE]
        lines = {n for x in (u, *loose) for n in range(x.line, max(x.line, x.end_line) + 1)}
        body = build_body(None, members, keep_hyphen)
        if body and term.text.strip():
            place = Origin(name, u.line)
            own = tuple(sorted(lines))
            more.append(Entry(term, body, place, cited, path, lines=own, raw_term=term.text))
    held = {line for e in more for line in e.lines}
    kept = [f for f in findings if f.origin.line not in held or f.code not in _SETTLED]
    return sorted([*entries, *more], key=lambda e: e.origin), kept


#: What is said of lines that are in no entry.
_SETTLED = ("section", "no-headword")


def parents(draft: Draft) -> dict[int, int]:
    """Where what lies below each such heading or item ends."""
    units, roles = draft.units, draft.roles
    found = {k: e for k in range(len(units)) if (e := _item_end(draft, k))}
    for level in {units[k].level for k in draft.headings}:
        same = [k for k in draft.headings if units[k].level == level]
        heads = sum(roles[k] is Role.HEAD for k in same)
        if len(same) < LEAST or heads < SHARE * len(same):
            continue
        found.update({k: e for k in same if (e := _heading_end(draft, k))})
    return found


def _item_end(draft: Draft, k: int) -> int:
    """Where the list below an item that is a topic ends; 0 where none right below is an entry."""
    units = draft.units
    if not units[k].item or draft.roles[k] is not Role.SECTION:
        return 0
    end = k + 1
    while end < len(units) and units[end].level > units[k].level:
        end += 1
    below = (n for n in range(k + 1, end) if units[n].level == units[k].level + 1)
    opens = any(draft.roles[n] in HEADS for n in below)
    return end if opens and _may_be(draft, k, end) else 0


def _heading_end(draft: Draft, k: int) -> int:
    """Where the text of a heading that is a topic ends; 0 where it names none of its own."""
    units, end = draft.units, draft.section_end(k)
    text = units[k].text.text
    if draft.roles[k] is not Role.SECTION or k in draft.layout.counted or FRAME.match(text):
        return 0
    part = NAMED_PART.match(text) or names_a_part(text)
    if draft.layout.n[k] < WORDS or is_label(text) or part:
        return 0
    if end == k + 1 or not draft.entries(k + 1, end) or not _may_be(draft, k, end):
        return 0
    bare = draft.headings[k] == k + 1
    return 0 if bare and units[k + 1].level < units[k].level + FAR else end


def _may_be(draft: Draft, k: int, end: int) -> bool:
    """Whether what lies below is no card by its format, not parted by sentences alone, and not too
    much for one.
    """
    kinds = {u.kind for u in draft.units[k + 1 : end]}
    said = any(n in draft.splits and draft.splits[n].style in WEAK for n in range(k + 1, end))
    return end - k - 1 <= MOST and not said and not kinds & {*FIXED, Kind.TABLE}
