"""The headings over the entries: which of them are topics, and which is only the title of the
whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, takewhile

from ankigen.model import Kind, RichText, Style
from ankigen.segmentation.blocks.own_numbers import is_bold
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.role import Role
from ankigen.segmentation.words import CONTINUED, is_callout
from ankigen.text.patterns import when_asked

_DEPTH = when_asked(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s")
_LETTER = when_asked(r"^[A-Z]\.\s")
_ROMAN = when_asked(r"^[IVX]+\.\s")
_NUMBERING = when_asked(
    r"^(?:[一二三四五六七八九十]{1,3}、\s*(?=\S))|^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Z]\.|[IVX]+\.)\s+(?=\S)"
)


#: How the look of an item begins that stands over others; its depth follows.
_ITEM = "item "


def _style(u: Unit) -> str:
    """The look of a section heading; headings of one look stand on one level."""
    text = u.text.text.strip()
    if u.kind is Kind.HEADING:
        return f"h{u.level}"
    # in plain text, numbers at the margin are those of chapters
    if u.marker is not None and (
        u.kind is Kind.ITEM or (u.marker.ordered and u.level and u.indent)
    ):
        return f"{_ITEM}{u.level:02}"
    depth = _DEPTH.match(text)
    if depth:
        return f"n{depth.group(1).count('.') + 1}"
    if _ROMAN.match(text):
        return "roman"
    if _LETTER.match(text):
        return "letter"
    return "caps" if text.isupper() else "plain"


def _is_heading(style: str) -> bool:
    """Whether this is the look of a heading by the format."""
    return style[:1] == "h" and style[1:].isdigit()


def section_name(text: str) -> str:
    """A heading without its numbering, ornaments and colon.

    >>> section_name("B. CONTENTS"), section_name("## 2.1 Link layer:")
    ('CONTENTS', 'Link layer')
    >>> section_name("Anchors (cont.)")
    'Anchors'
    """
    text = CONTINUED.sub("", text.strip(" \t#*_=:：-–—"))
    text = _NUMBERING.sub("", text)
    return re.sub(r"^[^\w(§]+", "", text).strip() or text


_LETTERS = when_asked(r"^[^\W\d_](?:\s?[-–—]\s?[^\W\d_])?$")
_NUMBERED = when_asked(r"\s+#?\d+$")
_TASKS = (
    "homework|assignments?|essay|quiz|midterm|exam|test|due|deadline|hausaufgaben?|abgabe|klausur|"
    "devoirs|contrôle|deberes|tarea|examen|compiti"
)
_DATES = (
    r"\d{1,2}[./-]\d{1,2}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    "lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miércoles|jueves|viernes"
)
_ADMINISTRATIVE = when_asked(
    rf"(?:homework|hausaufgaben?|devoirs|deberes|compiti|to-?\s?dos?|announcements?|deadlines?"
    rf"|office hours|agenda)$|(?=.*\b(?:{_TASKS})\b).*(?:\b(?:{_DATES})\b)",
    re.IGNORECASE,
)
#: An administrative heading has no more words than these.
_BRIEF = 8


#: So many headings are nothing but the number of a page, with a remark or without, or dots.
PAGES = 3
_PAGE = re.compile(r"\d{1,3}(?:\s?[-–,+&]\s?\d{1,3})*\s*(?:\([^()]{2,40}\))?|\.{2,}|…")


def _no_topics(units: Sequence[Unit], roles: Sequence[Role]) -> set[int]:
    """The sections whose headings name no topic: a picture, a letter of the alphabet or a number of
    a page among others below named ones, an example, homework.
    """
    places = [k for k, r in enumerate(roles) if r is Role.SECTION]
    names = {k: section_name(units[k].text.text) for k in places}
    letters = [k for k in places if _LETTERS.match(names[k])]
    dropped = set(letters) if len({names[k] for k in letters}) > 1 else set()
    levels = sorted(units[k].level for k in places if units[k].kind is Kind.HEADING)
    top = levels[1] if len(levels) > 1 else 0  # the first may be the title of the whole
    pages = [k for k in places if units[k].level > top and _PAGE.fullmatch(units[k].text.text)]
    if len(pages) >= PAGES:
        dropped.update(pages)
    return dropped | {k for k in places if names_no_topic(units[k].text)}


def names_no_topic(text: RichText) -> bool:
    """Whether a heading is a picture, an example or homework, whatever stands around it."""
    shown = [m for m in text.marks if m.style is Style.IMAGE]
    if shown and shown[0].start == 0 and shown[-1].end == len(text.text):
        return True
    name = _NUMBERED.sub("", section_name(text.text))
    brief = len(name.split()) <= _BRIEF
    return is_callout(name) or (brief and _ADMINISTRATIVE.match(name) is not None)


def is_letter(text: str) -> bool:
    """Whether a heading is a letter, or two, of an index.

    >>> is_letter("A"), is_letter("A - C"), is_letter("pH")
    (True, True, False)
    """
    return _LETTERS.match(section_name(text)) is not None


def _titles(units: Sequence[Unit], roles: Sequence[Role]) -> set[int]:
    """The headings that name the whole document: they say nothing of any one entry."""
    places = [k for k, r in enumerate(roles) if r is Role.SECTION]
    # a heading that is a headword is a heading all the same
    headings = [k for k, r in enumerate(roles) if r is Role.HEAD and units[k].kind is Kind.HEADING]
    first = next((k for k, r in enumerate(roles) if r in (Role.HEAD, Role.ENTRY)), len(units))
    lead = [k for k in places if k < first]
    if len(lead) == len(places):
        words = {_style(units[k]) for k in headings}
        return {k for k in lead if _style(units[k]) not in words}
    later_styles = {_style(units[k]) for k in (*places, *headings) if k >= first}
    named = [k for k in lead[:-1] if not units[k].marker]  # "I. Boats" names a part
    titles = {k for k in named if _style(units[k]) not in later_styles - {"plain"}}
    for k in lead[-1:]:
        # one heading over all others, with entries right under it
        later = [units[n] for n in (*places, *headings) if n > k]
        if units[k].kind is Kind.HEADING and all(
            u.kind is Kind.HEADING and u.level > units[k].level for u in later
        ):
            titles.add(k)
    return titles


def title_of(units: Sequence[Unit], roles: Sequence[Role]) -> str:
    """The heading that names the whole document, "" where there is none."""
    first = min((k for k in _titles(units, roles) if units[k].kind is Kind.HEADING), default=None)
    return "" if first is None else section_name(units[first].text.text)


def headings_of(units: Sequence[Unit], roles: Sequence[Role]) -> tuple[RichText, ...]:
    """What the lines that name sections say."""
    named = (u for u, role in zip(units, roles, strict=True) if role is Role.SECTION)
    return tuple(u.text for u in named if u.text.text.strip())


#: A headword that is a heading heads entries of its own where so many stand below it.
HEADED = 2


def _parents(units: Sequence[Unit], roles: Sequence[Role]) -> set[int]:
    """The headings that are headwords and head entries besides."""

    def is_entry(k: int) -> bool:
        opens = roles[k] is Role.ENTRY and units[k].kind is not Kind.HEADING
        return roles[k] is Role.HEAD or opens

    def below(k: int) -> Iterator[int]:
        return takewhile(
            lambda n: units[n].kind is not Kind.HEADING or units[n].level > units[k].level,
            range(k + 1, len(units)),
        )

    headwords = (k for k, u in enumerate(units) if u.kind is Kind.HEADING and roles[k] is Role.HEAD)
    return {k for k in headwords if len(list(islice(filter(is_entry, below(k)), HEADED))) == HEADED}


def _alone_on_top(units: Sequence[Unit]) -> set[int]:
    """The first heading where all others are deeper: it names the whole."""
    headings = [k for k, u in enumerate(units) if u.kind is Kind.HEADING]
    first = headings[:1]
    over = all(units[k].level > units[first[0]].level for k in headings[1:])
    return set(first) if over else set()


#: So many first lines of blocks are headings, and such a share of all of them; a block has so many
#: lines at least.
_LEAST_FIRST, _SHARE_FIRST, _BLOCK_LINES = 3, 0.7, 3


def first_lines(units: Sequence[Unit], roles: Sequence[Role]) -> list[int]:
    """The first lines of the blocks of a typed text, and lines that are a block by themselves,
    where nearly all of them are headings; else none.
    """
    starts = [k for k, u in enumerate(units) if not k or u.gap]
    if not starts:
        return []
    firsts = [
        k
        for k, end in zip(starts, [*starts[1:], len(units)], strict=True)
        if (end - k >= _BLOCK_LINES or end - k == 1)
        and units[k].kind is Kind.LINE
        and not units[k].item
    ]
    headings = sum(roles[k] is Role.SECTION for k in firsts)
    return firsts if headings >= max(_LEAST_FIRST, _SHARE_FIRST * len(firsts)) else []


def typed_parents(units: Sequence[Unit], roles: Sequence[Role]) -> Iterator[int]:
    """The first lines of blocks that are headwords of a list and stand over further entries, where
    other first lines are headings.
    """
    for k in first_lines(units, roles):
        if roles[k] is not Role.HEAD or k + 2 >= len(units) or not units[k + 1].item:
            continue
        block = takewhile(lambda n: not units[n].gap, range(k + 2, len(units)))
        if any(roles[n] is Role.ENTRY and units[n].level <= units[k + 1].level for n in block):
            yield k


def items_over_items(units: Sequence[Unit], roles: Sequence[Role]) -> set[int]:
    """The headings that are items of a list over something further in, and have entries or other
    such headings beside them in that list.
    """
    found: set[int] = set()
    for k, role in enumerate(roles[:-1]):
        u = units[k]
        if role is not Role.SECTION or u.kind is not Kind.LINE or not u.item:
            continue
        if u.marker is None or u.marker.ordered or _is_beside(units[k + 1], u):
            continue
        rest = takewhile(
            lambda n: units[n].item or units[n].indent or units[n].kind is Kind.TABLE,
            range(k + 1, len(units)),
        )
        beside = next((n for n in rest if _is_beside(units[n], units[k])), None)
        if beside is not None and roles[beside] in (Role.ENTRY, Role.HEAD, Role.SECTION):
            found.add(k)
        elif beside is None and any(_is_beside(units[n], u) for n in found):
            before = takewhile(lambda n: units[n].item, range(k - 1, -1, -1))
            above = next((n for n in before if _is_beside(units[n], units[k])), None)
            if above in found:
                found.add(k)
    return found


def _is_beside(u: Unit, other: Unit) -> bool:
    return u.item and u.level == other.level and u.indent == other.indent


NOTHING_WITHIN: Mapping[int, str] = {}


class Sections:
    """Follows the headings through a document: `enter(k)` at each, `path(k)` at each entry.

    The title (headings before the first entry that no later heading equals in look) is no topic,
    but of entries that stand right under it, beside others in sections. A heading that is a
    headword ends the sections of its level, and heads what stands below it. Headings of pictures,
    letters, examples and homework end sections, and open one without a name. A `local` heading
    opens none: the entries `within` are in a topic of that name besides. The last section `ends`
    before these units.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        roles: Sequence[Role],
        local: Collection[int] = (),
        within: Mapping[int, str] = NOTHING_WITHIN,
        ends: Collection[int] = (),
    ) -> None:
        self._units = units
        self._ends = set(ends)
        self._local, self._within = local, within
        self._titles = _titles(units, roles)
        self._parents = _parents(units, roles) - _alone_on_top(units)
        self._nameless = _no_topics(units, roles)
        self._over = set(typed_parents(units, roles)) - self._parents
        self._items = items_over_items(units, roles)
        self._one_level = not self._has_capitals_over(roles)
        self._stack: list[tuple[str, str]] = []
        self._line: int | None = None  # the innermost section where that is a line in bold
        self._filled = False  # whether something stands right in the innermost section
        sections = {k for k, r in enumerate(roles) if r is Role.SECTION}
        self._divided = bool((sections | self._parents) - self._titles - self._nameless)

    def _under_title(self, k: int) -> tuple[str, ...]:
        """The title as the section of what stands in no other, where others do."""
        titles = [t for t in self._titles if t < k and self._units[t].kind is Kind.HEADING]
        if not self._divided or not titles:
            return ()
        return (section_name(self._units[max(titles)].text.text),)

    def path(self, k: int) -> tuple[str, ...]:
        """The sections over a unit, outermost first. An item is a section for what lies in its
        own list, and no further.
        """
        u = self._units[k]
        if u.kind is Kind.HEADING:
            self._leave(_style(u))
            path = self._path(k)
            if k in self._parents:
                self.enter(k)
            return path
        if k in self._over:
            self._leave(self._look(k))
            path = self._path(k)
            self.enter(k)
            return path
        self._filled = True
        if k in self._ends and self._stack:
            self._ends.discard(k)
            self._stack.pop()
        elif not u.item and is_bold(u) and self._line is not None:
            self._end_line(self._line)
        level = u.level if u.item or (u.kind is not Kind.LINE and u.level) else 0
        while self._stack and self._stack[-1][0].startswith(_ITEM):
            if self._stack[-1][0] < f"{_ITEM}{level:02}":
                break
            self._stack.pop()
        return self._path(k)

    def _end_line(self, k: int) -> None:
        """Ends the innermost section if that is the one of a line in bold: another such line is
        beside it.
        """
        if self._stack and self._stack[-1] == (
            self._look(k),
            section_name(self._units[k].text.text),
        ):
            self._stack.pop()
        self._line = None

    def _path(self, k: int) -> tuple[str, ...]:
        path = tuple(name for _, name in self._stack if name) or self._under_title(k)
        return (*path, self._within[k]) if k in self._within else path

    def enter(self, k: int) -> None:
        """Opens the section of a heading."""
        if k in self._titles or k in self._local:
            return
        u = self._units[k]
        style = self._look(k)
        self._leave(style)
        name = "" if k in self._nameless else section_name(u.text.text)
        self._stack.append((style, name))
        self._filled = False
        self._line = k if u.kind is not Kind.HEADING and not u.item and is_bold(u) else None

    def _has_capitals_over(self, roles: Sequence[Role]) -> bool:
        """Whether a heading in capitals stands right over one in small letters, or the other way
        round: only then one of them is the outer one.
        """
        below = (k for k in range(1, len(roles)) if roles[k] is roles[k - 1] is Role.SECTION)
        for k in below:
            looks = {_style(self._units[k - 1]), _style(self._units[k])}
            if k - 1 not in self._titles and looks == {"caps", "plain"}:
                return True
        return False

    def _look(self, k: int) -> str:
        """The look of a heading among those that are open."""
        u = self._units[k]
        look = f"{_ITEM}{u.level:02}" if k in self._items else _style(u)
        return "plain" if look == "caps" and self._one_level else look

    def _leave(self, style: str) -> None:
        """Ends the sections that a heading of this look ends."""
        names = [s for s, _ in self._stack]
        kind = next((k for k in ("h", _ITEM, "n") if style.startswith(k)), "")
        at = len(names)
        if style in names:
            at = names.index(style)
        elif kind == "h":
            at = next((n for n, s in enumerate(names) if s.startswith(kind) and s > style), at)
            while at and at == len(names) and self._filled and not _is_heading(names[at - 1]):
                at -= 1  # a line over entries of its own, but no part that holds headings
                names.pop()
        elif kind:
            while at and names[at - 1].startswith(kind) and names[at - 1] > style:
                at -= 1
        del self._stack[at:]
