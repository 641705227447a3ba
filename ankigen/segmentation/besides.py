"""Entries besides those that the lines are parted into, so that what is said stands in two of them:

- Headings and items that are topics of the entries below them: what is a card for its siblings is
  one for them, too. Such an entry holds all that lies below; each of those stays one of its own.
- Items of a list that is the text of an entry, most of which are surely a name and what it is, and
  single ones below a heading that a colon or bold type parts: the list stays whole, and each name
  has a card that says what it is of; so has each name in code with which all items of a list begin.
- Names in bold amid a text, where a sentence ends by saying that what it describes is called so.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ankigen.model import Entry, Finding, Kind, Origin, RichText, Style
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.body.bodies import KeepHyphen, build_body
from ankigen.segmentation.certain.examples import names_a_part
from ankigen.segmentation.certain.listed_parents import bold_topics, leads_of_lists, listed_parents
from ankigen.segmentation.certain.named_inside import Named, is_form_of, named_inside
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.merging import entry_key
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import NAMED_PART, fold
from ankigen.segmentation.sequence.sections import Sections
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.siblings.outline import FIXED
from ankigen.segmentation.splits.headwords import clean_term, split_citation
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.splits.split import Split, split_term
from ankigen.segmentation.words import FRAME, is_label, length
from ankigen.text.questions import asks

#: So large a share of the headings of a level, three and more, are headwords; then those of two
#: words and more are, over so many units at most. Where a single one is, those are that hold no
#: other heading, are parted by marks, and come once.
SHARE, LEAST, WORDS, MOST = 0.5, 3, 2, 25
#: Headings that lie so many levels below are parts of the text.
FAR = 2
#: More entries than these below a heading, and such a share of its lines, are a run of entries.
RUN, RUN_SHARE = 3, 0.5


def with_besides(
    made: tuple[list[Entry], list[Finding]],
    units: Sequence[Unit],
    draft: Draft,
    name: str,
    keep_hyphen: KeepHyphen,
) -> tuple[list[Entry], list[Finding]]:
    """The entries of a file and its findings, with such entries in their places."""
    entries, findings = made
    splits = _named_items(draft)
    inside = named_inside(units)
    ends = {
        **listed_parents(draft, splits),
        **bold_topics(draft),
        **leads_of_lists(draft),
        **parents(draft),
    }
    if not ends and not splits and not inside:
        return made
    names = {entry_key(e.headword) for e in entries}
    heads = draft.entries_of()
    more: list[Entry] = []
    sections = Sections(units, draft.roles, draft.local, draft.within, draft.topic_ends)
    for k, (u, role) in enumerate(zip(units, draft.roles, strict=True)):
        besides = k in splits or k in ends or k in inside
        path = sections.path(k) if besides or role in (*HEADS, Role.SECTION) else ()
        if role is Role.SECTION:
            sections.enter(k)
        for named in inside.get(k, ()):
            entry = _named_entry(named, u, path, name, keep_hyphen)
            if not any(is_form_of(entry.headword, n) for n in names):
                names.add(entry_key(entry.headword))
                more.append(entry)
        if k not in splits and k not in ends:
            continue
        text, said = split_term(u.text, splits[k]) if k in splits else (u.text, None)
        term, context = split_citation(clean_term(text))
        listed = k in splits or role is Role.ITEM
        if listed and not context and (head := heads[k]) is not None:
            context = RichText.of(clean_term(RichText(draft.headword(head))).text, u.line)
        members = [(units[n], draft.inside(n)) for n in range(k + 1, ends.get(k, 0))]
        loose = [units[n] for n in range(k + 1, ends.get(k, 0)) if draft.roles[n] is Role.LOOSE]
        lines = {n for x in (u, *loose) for n in range(x.line, max(x.line, x.end_line) + 1)}
        body = build_body(said, members, keep_hyphen)
        if body and term.text.strip() and entry_key(term.text) not in names:
            own = tuple(sorted(lines))
            place = Origin(name, u.line)
            more.append(Entry(term, body, place, context, path, lines=own, raw_term=term.text))
    held = {line for e in more for line in e.lines}
    kept = [f for f in findings if f.origin.line not in held or f.code not in _SETTLED]
    return sorted([*entries, *more], key=lambda e: e.origin), kept


def _named_entry(
    named: Named, u: Unit, path: Sequence[str], name: str, keep_hyphen: KeepHyphen
) -> Entry:
    """The entry of a name amid the text of a unit; that line stays where it is."""
    term = clean_term(named.name)
    body = build_body(named.said, [], keep_hyphen)
    lines = tuple(range(u.line, max(u.line, u.end_line) + 1))
    place = Origin(name, u.line)
    return Entry(term, body, place, sections=tuple(path), lines=lines, raw_term=term.text)


#: What is said of lines that are in no entry.
_SETTLED = ("section", "no-headword")


def parents(draft: Draft) -> dict[int, int]:
    """Where what lies below each such heading or item ends."""
    units, roles = draft.units, draft.roles
    found = {k: e for k in range(len(units)) if (e := _item_end(draft, k))}
    often = Counter(fold(units[k].text.text) for k in draft.headings)
    for level in {units[k].level for k in draft.headings}:
        same = [k for k in draft.headings if units[k].level == level]
        heads = sum(roles[k] is Role.HEAD for k in same)
        if len(same) < LEAST or not heads:
            continue
        most = heads >= SHARE * len(same)
        for k in same:
            inner = draft.section_end(k) == draft.headings[k]
            inner = inner and not _is_named_below(draft, k)
            own = inner and often[fold(units[k].text.text)] == 1 and not _is_run(draft, k)
            if (own or (most and not _is_run(draft, k))) and (
                end := _heading_end(draft, k, most and inner)
            ):
                found[k] = end
    return found


def _item_end(draft: Draft, k: int) -> int:
    """Where the list below an item that is a topic ends; 0 where none right below is an entry."""
    units = draft.units
    if not units[k].item or draft.roles[k] is not Role.SECTION:
        return 0
    end = k + 1
    while end < len(units) and _is_below(units[end], units[k]):
        end += 1
    below = (n for n in range(k + 1, end) if units[n].level == units[k].level + 1)
    opens = any(draft.roles[n] in HEADS for n in below)
    return end if opens and _may_be(draft, k, end) else 0


def _is_below(u: Unit, item: Unit) -> bool:
    """Whether a unit lies in an item; a heading, whose level is that of headings, never does."""
    return u.level > item.level and u.kind is not Kind.HEADING


def _heading_end(draft: Draft, k: int, said: bool) -> int:
    """Where the text of a heading that is a topic ends; 0 where it names none of its own, or where
    sentences alone part what lies below, unless they may (`said`).
    """
    units, end = draft.units, draft.section_end(k)
    text = units[k].text.text
    if draft.roles[k] is not Role.SECTION or k in draft.layout.counted or FRAME.match(text):
        return 0
    part = NAMED_PART.match(text) or names_a_part(text)
    if draft.layout.n[k] < WORDS or is_label(text) or part:
        return 0
    if end == k + 1 or not draft.entries(k + 1, end) or not _may_be(draft, k, end, said):
        return 0
    if _is_over_questions(draft, k, end):
        return 0
    bare = draft.headings[k] == k + 1
    return 0 if bare and units[k + 1].level < units[k].level + FAR else end


def _is_run(draft: Draft, k: int) -> bool:
    """Whether nearly all lines below a heading are entries: it says nothing that they do not."""
    end = draft.section_end(k)
    entries = draft.entries(k + 1, end)
    return entries > RUN and entries >= RUN_SHARE * (end - k - 1)


def _is_over_questions(draft: Draft, k: int, end: int) -> bool:
    """Whether all entries below a heading are questions: it names what they are about."""
    below = [n for n in range(k + 1, end) if draft.roles[n] in HEADS]
    return all(asks(draft.headword(n)) for n in below)


def _is_named_below(draft: Draft, k: int) -> bool:
    """Whether the first entry below a heading begins with the same word ("Boyle's law")."""
    if k + 1 == len(draft.units) or draft.roles[k + 1] not in HEADS:
        return False
    first = fold(draft.units[k].text.text).split()
    return bool(first) and fold(draft.headword(k + 1)).startswith(first[0])


def _may_be(draft: Draft, k: int, end: int, weak: bool = False) -> bool:
    """Whether what lies below is no card by its format, not parted by sentences alone (but where
    `weak`), and not too much for one.
    """
    kinds = {u.kind for u in draft.units[k + 1 : end]}
    said = not weak and any(
        n in draft.splits and draft.splits[n].style in WEAK for n in range(k + 1, end)
    )
    return end - k - 1 <= MOST and not said and not kinds & {*FIXED, Kind.TABLE}


#: Of a list in the text of an entry, of two items and more, so large a share are a name of so many
#: words at most and a text of so many at least, with such a chance to be entries by themselves.
NEARLY, NAME, TEXT, CHANCE = 0.6, 5, 4, math.log(0.3)
#: A shorter text is one where the others of its list are, and any where that is clearer.
SHORT, CLEAR = 3, math.log(0.7)
#: Where all items of a list are parted by a colon, a name has so many words at most.
BRIEF = 3
#: Below a heading single items are with these chances, of a list of three and more and of a shorter
#: one, with a text of so many words, parted by one of these.
LIKELY, SURE, FEW = math.log(0.6), math.log(0.9), 2
_CLEAR = frozenset((":", "bold"))
_COLON = re.compile("[:：]")
_MARKS = frozenset((":", "-", "–", "—", "=", "bold"))


def _named_items(draft: Draft) -> dict[int, Split]:
    """The items of such lists, with where each is parted."""
    units = draft.units
    lists: list[list[int]] = []
    opened: dict[int, list[int]] = {}  # the lists that go on, by their level
    heads = draft.entries_of()
    last: int | None = None
    for k, u in enumerate(draft.units):
        if not u.item or draft.roles[k] is not Role.ITEM:
            continue
        head = heads[k]
        if head is None or draft.units[head].kind not in _OVER or asks(draft.units[head].text.text):
            continue
        opened = {n: some for n, some in opened.items() if head == last and n <= u.level}
        last = head
        if u.level not in opened:
            opened[u.level] = []
            lists.append(opened[u.level])
        opened[u.level].append(k)
    out: dict[int, Split] = {}
    often = Counter(_label(u) for u in units if lists)
    for items in lists:
        sure = [k for k in items if _named(draft, k, TEXT)]
        if len(items) > 1 and len(sure) >= NEARLY * len(items):
            out.update({k: split for k in items if (split := _named(draft, k, SHORT))})
            continue
        if codes := _in_code(draft, items):
            out.update(codes)
            continue
        head = heads[items[0]]
        if head is not None and units[head].kind is Kind.HEADING:
            brief = {k: split for k in items if (split := _named(draft, k, 1, CLEAR))}
            outer = not units[items[0]].level  # further in it may be the steps of a checklist
            if outer and len(brief) >= max(LEAST, NEARLY * len(items)):
                out.update(brief)
                continue
            whole = {k: split for k in items if (split := _at_colon(draft, k))}
            once = sum(often[_label(units[k])] == 1 for k in items)
            if len(whole) == len(items) >= LEAST and once >= NEARLY * len(items):
                out.update(whole)
                continue
            out.update(_single(draft, items, head, often))
    return out


def _in_code(draft: Draft, items: Sequence[int]) -> dict[int, Split]:
    """Where the items of a list are parted that all begin with a name in code, those right below
    one another.
    """
    out: dict[int, Split] = {}
    run: list[int] = []
    for k in (*items, len(draft.units) + 1):
        if run and k > run[-1] + 1:
            codes = {n: split for n in run if (split := _at_code(draft, n))}
            if len(codes) == len(run) >= LEAST:
                out.update(codes)
            run = []
        run.append(k)
    return out


def _at_colon(draft: Draft, k: int) -> Split | None:
    """Where a colon parts an item into a name of few words and a text, whatever the model of single
    lines says of it.
    """
    u = draft.units[k]
    split = draft.options(k).get(":")
    if split is None:
        return None
    name, said = u.text.text[: split.end], u.text.text[split.start :]
    brief = 0 < length(name) <= BRIEF and length(said) >= SHORT and ". " not in name
    return split if brief and name[0].isupper() and not is_label(name) else None


def _at_code(draft: Draft, k: int) -> Split | None:
    """Where an item is parted behind a name in code with which it begins."""
    u = draft.units[k]
    first = min(u.text.marks, default=None)
    if first is None or first.start or first.style is not Style.CODE:
        return None
    split = draft.options(k).get("code")
    said = split is not None and length(u.text.text[split.start :]) >= FEW
    return split if said else None


def _single(
    draft: Draft, items: Sequence[int], head: int, often: Mapping[str, int]
) -> dict[int, Split]:
    """The single items of a list below a heading that surely are a name and a text, with where each
    is parted. What recurs names a part of several things, and so does the line over such a list.
    """
    out: dict[int, Split] = {}
    units, chance = draft.units, LIKELY if len(items) >= LEAST else SURE
    for k in items:
        split = _named(draft, k, 1, SURE) or _named(draft, k, FEW, chance)
        if split is None or split.style not in _CLEAR:
            continue
        name = units[k].text.text[: split.end]
        over = next((n for n in range(k, head, -1) if not units[n].item), head)
        once = max(often[_label(units[n])] for n in (head, over, k)) < 2
        if once and len(name) > 1 and length(name) < NAME and termness(name) > 0:
            out[k] = split
    return out


def _label(u: Unit) -> str:
    """What a unit says before its first colon, folded."""
    return fold(_COLON.split(u.text.text, maxsplit=1)[0])


#: What may have such a list in its entry.
_OVER = (Kind.HEADING, Kind.ITEM, Kind.PARAGRAPH)


def _named(draft: Draft, k: int, least: int, chance: float = CHANCE) -> Split | None:
    """Where an item is parted into a name and a text of so many words at least, if it is so with
    such a chance.
    """
    told, units = draft.told.get(k), draft.units
    if told is None or told.split is None or told.odds[LineRole.ENTRY] < chance:
        return None
    split, text = told.split, units[k].text.text
    over = k + 1 < len(units) and units[k + 1].item and units[k + 1].level > units[k].level
    if over or split.style not in _MARKS or not text[:1].isalpha():
        return None
    name, said = text[: split.end], text[split.start :]
    return split if length(name) <= NAME and length(said) >= least and not is_label(name) else None
