"""Lines of plain text that are a name and a number, right below one another ("draught 2.1 m"), and
bare names right below an entry in one line ("Rig - LSTF", "lower the boom", …): the former are
entries, the latter the list of what is said above them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import PLAIN
from ankigen.segmentation.certain.verb_lines import GOES_ON
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import fold
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked

#: So many such lines are a list; a name has so many words at most, and so has a bare line.
LEAST, NAME, BARE = 3, 4, 4
#: A number is followed by no more words than these: its unit, or for whom it holds.
BEHIND = 4
#: A line over them is their topic, or names what they are, in no more words than these.
TOPIC = 6
#: … where it stands behind a blank line, ends with a colon, or is so with this chance.
LIKELY = math.log(0.37)
#: A line in no entry is a topic, or a headword, with this chance.
TOPIC_SURE = 0.85
#: … over lines of which so large a share are entries.
MOSTLY = 0.6
_VALUE = when_asked(
    r"(?P<name>(?![^\W\d_]\s[a-z])[^\W\d][^\s,;:()=]*(?:\s[^\W\d][^\s,;:()=]*){0,3}(?:\s\([^()]*\))?)"
    r"\s+(?P<value>(?:(?:about|ca\.?|approx\.?|over|under|pH)\s)?[~≈<>≤≥±$€£−+-]{0,2}\s?\d"
    r"[^:=;]*)"
)
#: A word behind which a number counts or is part of the name.
_COUNTS = when_asked(
    r"(?:.*\s)?(?:of|to|at|in|by|for|from|and|or|with|the|least|than|is|are|was|were|levels?|layers?"
    r"|steps?|parts?|articles?|sections?|chapters?|ch|chs?|pages?|pp?|no|numbers?|types?|stages?"
    r"|phases?|versions?|v|groups?|class(?:es)?|units?|weeks?|days?|lectures?|lessons?|since|until"
    r"|on|about|every|each|has|have|only|not|exams?|quiz|tests?|mid-?terms?|hist|figs?|tables?"
    r"|questions?|q|a|an|room|rule|law|case|rounds?|lines?|notes|slides?|paper|books?|vols?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?",
)
_NUMBERED = when_asked(
    r"(?P<word>(?!(?:Lecture|Chapter|Week|Day|Unit|Class|Module|Lab|Part|Topic|Section|Lesson|Exam"
    r"|Quiz|Session|Slide|Page|Figure|Table|Question|Problem|Exercise)\b)[A-Z][a-z]+)\s(?P<n>\d)\s+"
    r"(?=[^\W\d])"
)
_NUMBER_FIRST = when_asked(
    r"(?P<n>\d{1,2})\s+(?=[^\W\d]{2}[^:=]*$)(?!(?:days?|weeks?|years?|hours?)\b)"
)
_LEVEL = when_asked(r"(?P<n>\d)\.?\s+(?P<name>[^\W\d][^.:;=]{0,40})")
#: So large a share of the lines of a paragraph are dates or values.
VALUE = "value"
_YEAR = when_asked(r"(?:1\d{3}|20\d\d)\b")
_ROW = when_asked(r"\s{3,}|\t|\d\s+-?\d+(?:\.\d+)?(?!\d\d\b)(?:\s|$)")
_ALIKE, ALIKE = ("date", VALUE), 0.8
#: A short form, and words of a line that heads a list.
_SHORT = when_asked(r"\b[A-Z]{3,}\b")
_LISTS = when_asked(
    r"\b(?:process|procedure|steps|stages|phases|mnemonic|in order|types|kinds|parts|layers"
    r"|levels|conditions|requirements|elements|assumptions|principles|components|features"
    r"|characteristics|functions|members|branches|taxonomy|hierarchy|scale)\b"
    r"|^(?:\d|two|three|four|five|six|seven|eight|nine|ten)\s[^\W\d]",
    re.IGNORECASE,
)
#: A line that says something besides.
_SAID = when_asked(r"[.;?!,]|\b(?:is|are|was|were|has|have)\b")
_SENTENCE_END = when_asked(r"[a-z]{2}[.!?]$")


def take_values(draft: Draft) -> None:
    """Makes entries of lines that are each a name and a number, where no name comes again, and a
    topic of the line over them.
    """
    found: list[tuple[list[int], dict[int, Split]]] = []
    for run in _runs(draft):
        splits = {k: split for k in run if (split := value_split(draft, k)) is not None}
        splits.update(_counted(draft, run))
        found += [(part, splits) for part in _parts(run, splits)]
    often = Counter(fold(draft.units[k].text.text[: s[k].end]) for part, s in found for k in part)
    for part, splits in found:
        names = [fold(draft.units[k].text.text[: splits[k].end]) for k in part]
        if any(often[name] > 1 for name in names):
            _list_above(draft, part)
            continue
        for k in part:
            draft.enter(k, splits[k])
            draft.back.pop(k, None)
        _name_above(draft, part[0])
        behind = part[-1] + 1
        draft.leave(behind, draft.text_end(behind))


def take_bare_names(draft: Draft) -> None:
    """Gives runs of bare names to the line above that leads to them; tells which lines are topics,
    and of what.
    """
    _give_bare_names(draft)
    _take_topics(draft)
    _end_topics(draft)


def _counted(draft: Draft, run: Sequence[int]) -> dict[int, Split]:
    """Where lines of a run are parted that begin with the same word and count, 1 first ("Stage 1
    births fall").
    """
    if numbered := _counted_down(draft, run) or _rising(draft, run):
        return numbered
    found = [_NUMBERED.match(draft.units[k].text.text) for k in run]
    for n, first in enumerate(found):
        if first is None or first["n"] != "1":
            continue
        end = n
        while end < len(found) and (m := found[end]) is not None and m["n"] == str(end - n + 1):
            if m["word"] != first["word"]:
                break
            end += 1
        if end - n >= LEAST:
            own = [(k, m) for k, m in zip(run[n:end], found[n:end], strict=True) if m]
            return {k: Split(m.end("n"), m.end(), VALUE, 0.0) for k, m in own}
    return {}


def _counted_down(draft: Draft, run: Sequence[int]) -> dict[int, Split]:
    """Where lines of a run are parted that count down to 1 ("3 hull", "2 deck", "1 mast")."""
    found = [_LEVEL.fullmatch(draft.units[k].text.text.rstrip()) for k in run]
    last = next((n for n, m in enumerate(found) if m and m["n"] == "1"), -1)
    first = last
    while first > 0 and (m := found[first - 1]) and m["n"] == str(last - first + 2):
        first -= 1
    if last - first + 1 < LEAST:
        return {}
    own = [(k, m) for k, m in zip(run[first:], found[first : last + 1], strict=False) if m]
    return {k: Split(m.end("n"), m.start("name"), VALUE, 0.0) for k, m in own}


def _rising(draft: Draft, run: Sequence[int]) -> dict[int, Split]:
    """Where lines of a run are parted that begin with numbers which rise and leave some out."""
    own: list[tuple[int, re.Match[str]]] = []
    for k in (*run, -1):
        found = _NUMBER_FIRST.match(draft.units[k].text.text) if k >= 0 else None
        if found and (not own or int(found["n"]) > int(own[-1][1]["n"])):
            own.append((k, found))
            continue
        numbers = [int(m["n"]) for _, m in own]
        if len(own) > LEAST and numbers[-1] - numbers[0] >= len(own):
            return {k: Split(m.end("n"), m.end(), VALUE, 0.0) for k, m in own}
        own = [(k, found)] if found else []
    return {}


def _take_topics(draft: Draft) -> None:
    """Lines behind a blank one that are in no entry, and likely name what is right below them, are
    the topics of the entries there.
    """
    for k in range(len(draft.units) - 1):
        u, below = draft.units[k], draft.units[k + 1]
        if draft.roles[k] is not Role.LOOSE or u.kind is not Kind.LINE or u.item or not u.gap:
            continue
        over = draft.roles[k + 1] is Role.ENTRY and not below.gap and k not in draft.settled
        odds = (draft.odds(k, LineRole.SECTION), draft.odds(k, LineRole.HEAD))
        alone = " " not in u.text.text.strip() and u.text.text[:1].islower()
        if not over or alone or not _names(draft, k) or sum(map(math.exp, odds)) < TOPIC_SURE:
            continue
        end = k + 1
        while end < len(draft.units) and not draft.units[end].gap:
            end += 1
        if draft.entries(k + 1, end) >= max(2, MOSTLY * (end - k - 1)):
            draft.roles[k] = Role.SECTION


def value_split(draft: Draft, k: int) -> Split | None:
    """Where a line is parted into a name and a number; None where it is no such line."""
    text = draft.units[k].text.text
    match = _VALUE.fullmatch(text.rstrip())
    if match is None or draft.units[k].text.marks:
        return None
    name, value = match["name"], match["value"]
    if _ROW.search(text):
        return None  # figures in columns
    if length(name) > NAME or _COUNTS.fullmatch(name.casefold()) or GOES_ON.match(text):
        return None
    if len(value.partition(" (")[0].split()) > BEHIND + 1 or _SENTENCE_END.search(value):
        return None
    return Split(match.end("name"), match.start("value"), VALUE, 0.0)


def _runs(draft: Draft) -> Iterator[list[int]]:
    """Runs of lines of plain text right below one another that open no entry in one line."""
    run: list[int] = []
    for k, u in enumerate(draft.units):
        free = u.kind in PLAIN and not u.item and not u.answer and k not in draft.settled
        free = free and k not in draft.asides and _may_be_value(draft, k)
        if run and (not free or u.gap or u.indent != draft.units[k - 1].indent):
            yield run
            run = []
        if free:
            run.append(k)
    if run:
        yield run


def _may_be_value(draft: Draft, k: int) -> bool:
    """Whether a line is no entry in one line, or one that is parted at a number for a date."""
    if draft.roles[k] is not Role.ENTRY:
        return True
    split = draft.splits.get(k)
    if split is None or split.style != "date":
        return False
    found = value_split(draft, k)
    return found is not None and not _YEAR.match(draft.units[k].text.text, found.start)


def _parts(run: Sequence[int], splits: dict[int, Split]) -> Iterator[list[int]]:
    part: list[int] = []
    for k in (*run, -1):
        if k in splits:
            part.append(k)
            continue
        if len(part) >= LEAST:
            yield part
        part = []


def _list_above(draft: Draft, part: Sequence[int]) -> None:
    """Makes a headword of the line right above names that come again elsewhere, with these as its
    list.
    """
    above = part[0] - 1
    if above < 0 or draft.units[part[0]].gap or above in draft.settled:
        return
    u, role = draft.units[above], draft.roles[above]
    free = role in (Role.HEAD, Role.LOOSE, Role.SECTION) and u.kind in PLAIN and not u.item
    if free and u.gap and _names(draft, above):
        draft.head(above, part[-1] + 1)
        for k in part:
            draft.roles[k] = Role.BODY


def _name_above(draft: Draft, k: int) -> None:
    """Makes a topic of the line right above the first of some entries, if it names them."""
    above = k - 1
    if above < 0 or draft.units[k].gap or above in draft.settled:
        return
    u, role = draft.units[above], draft.roles[above]
    free = role in (Role.LOOSE, *INSIDE) and u.kind in PLAIN and not u.item
    if role is Role.HEAD or (free and _names(draft, above)):
        draft.roles[above] = Role.SECTION


def _names(draft: Draft, k: int) -> bool:
    """Whether a line looks like the name of what stands below it."""
    u = draft.units[k]
    text = u.text.text.rstrip()
    if not 0 < length(text) <= TOPIC or k in draft.asides or _SENTENCE_END.search(text):
        return False
    likely = max(draft.odds(k, LineRole.SECTION), draft.odds(k, LineRole.HEAD)) > LIKELY
    return u.gap > 0 or text.endswith(":") or likely


def _end_topics(draft: Draft) -> None:
    """The topic of a paragraph of dates or values, told in the line above them, ends with it."""
    units, roles = draft.units, draft.roles
    for k, u in enumerate(units):
        if roles[k] is not Role.SECTION or u.kind is not Kind.LINE or u.item:
            continue
        end = k + 1
        while end < len(units) and not units[end].gap and units[end].kind is not Kind.HEADING:
            end += 1
        own = [n for n in range(k + 1, end) if roles[n] is Role.ENTRY]
        alike = [n for n in own if n in draft.splits and draft.splits[n].style in _ALIKE]
        whole = len(alike) >= max(LEAST, ALIKE * (end - k - 1))
        if whole and end < len(units) and roles[end] is Role.ENTRY and units[end].kind is Kind.LINE:
            split = draft.splits.get(end)
            if split is None or split.style not in _ALIKE:
                draft.topic_ends.add(end)


#: No list of bare names has more (and a run of lines is looked at once for each of so many).
MOST_NAMES = 40


def _give_bare_names(draft: Draft) -> None:
    """Lines of a few words, without a mark, below the first line of a paragraph that leads to them
    are its list: up to the end of the paragraph, or as many as a short form has letters.
    """
    units, roles = draft.units, draft.roles
    for k, u in enumerate(units):
        if u.kind is not Kind.LINE or u.item or k in draft.settled or k in draft.asides:
            continue
        end = k + 1
        most = min(len(units), k + MOST_NAMES)
        while end < most and not units[end].gap and _is_bare(draft, end):
            end += 1
        end = _names_end(draft, k, end)
        if not end or _is_list_of(draft, k, end):
            continue
        if _is_no_entry(draft, k):
            draft.head(k, end)
        for n in range(k + 1, end):
            roles[n] = Role.BODY
            draft.splits.pop(n, None)
        draft.leave(end, draft.text_end(end))


def _is_list_of(draft: Draft, k: int, end: int) -> bool:
    """Whether these lines are the text of a headword already."""
    return draft.roles[k] in HEADS and all(role in INSIDE for role in draft.roles[k + 1 : end])


def _names_end(draft: Draft, k: int, end: int) -> int:
    """Where the names end that a line leads to, of the bare lines up to `end`; 0 where it leads to
    none.
    """
    text = draft.units[k].text.text
    in_brackets = draft.roles[k] is not Role.ENTRY or _is_no_entry(draft, k)
    letters = "".join(u.text.text.strip()[:1].upper() for u in draft.units[k + 1 : end])
    for short in _SHORT.findall(text):
        if letters.startswith(short):
            return k + 1 + len(short)
    closed = end == len(draft.units) or draft.units[end].gap > 0
    while end > k + 1 and value_split(draft, end - 1) is not None:
        end -= 1  # names with a number behind the list are none of it
    leads = draft.units[k].gap > 0 and closed and end - k > LEAST and _LISTS.search(text)
    names = all(_is_no_entry(draft, n) for n in range(k + 1, end))
    return end if leads and names and in_brackets and not _SAID.search(text) else 0


def _is_no_entry(draft: Draft, k: int) -> bool:
    """Whether a line is no entry, or one for what stands in brackets alone."""
    return draft.roles[k] is not Role.ENTRY or (k in draft.splits and draft.splits[k].style == "(")


def _is_bare(draft: Draft, k: int) -> bool:
    u, text = draft.units[k], draft.units[k].text.text
    plain = u.kind in PLAIN and not u.item and k not in draft.settled and k not in draft.asides
    brief = 0 < length(text) <= BARE and text.rstrip()[-1:] not in ":?."
    return plain and brief and not draft.may_part(k)
