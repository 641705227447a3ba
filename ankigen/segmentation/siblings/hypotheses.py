"""What a group of siblings may be, and the document as far as it has been decided."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.emissions import Row
from ankigen.segmentation.sequence.look import Layout
from ankigen.segmentation.siblings.outline import (
    FIXED,
    Group,
    Sibling,
    heading_ends,
    outline,
    section_end,
)
from ankigen.segmentation.splits.separators import WEAK, options
from ankigen.segmentation.splits.split import Split

#: Roles that open an entry, and roles inside one.
HEADS = (Role.HEAD, Role.ENTRY)
INSIDE = (Role.HEAD2, Role.CONTEXT, Role.BODY, Role.WRAP, Role.ITEM, Role.PART)

#: The layouts that propose nothing of their own: what the sequence reader has, and what the inner
#: groups have come to.
AS_READ, INNER = "as-read", "inner"
#: The layout of paragraphs each of which begins with its headword in a line of its own.
FIRST_LINES = "first-lines"
#: That of lines some of which are headwords over the others.
OVER_TEXT = "over-text"
#: The layout that a person gave for the file, and the mark where a person parted a line.
SETTING, DECIDED = "setting", "decided"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One way to take a group: the layout that proposes it, its mark if it has one, and a role
    for each of its units.
    """

    layout: str
    roles: Mapping[int, Role]
    splits: Mapping[int, Split] = field(default_factory=dict)
    mark: str = ""
    alone: bool = False  # also what its lines are each for itself


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a line by itself: its best split, and the log-chances of what it may be
    (`line_roles.py`).
    """

    split: Split | None
    odds: tuple[float, ...]


@dataclass(slots=True)
class Draft:
    """The roles of a document's units while its groups are decided: `read` and `read_splits` are
    what the sequence reader has.
    """

    layout: Layout
    read: Sequence[Role]
    read_splits: Mapping[int, Split]
    rows: Sequence[Row] = ()  # the sequence reader's evidence for each role
    roles: list[Role] = field(default_factory=list)
    splits: dict[int, Split] = field(default_factory=dict)
    taken: dict[int, Hypothesis] = field(
        default_factory=dict
    )  # the hypothesis that gave a unit its role
    settled: set[int] = field(default_factory=set)  # units that a person decided
    asides: set[int] = field(default_factory=set)  # a title with its reminder
    named: set[int] = field(default_factory=set)  # items that are names over what is said of them
    back: dict[int, int] = field(
        default_factory=dict
    )  # units that go on with an entry above the one before them, with its headword
    within: dict[int, str] = field(
        default_factory=dict
    )  # entries that are indented under a line of a run, with its name
    local: set[int] = field(default_factory=set)  # sections that hold nothing but such entries
    topic_ends: set[int] = field(default_factory=set)  # units before which the last topic ends
    told: Mapping[int, Told] = field(default_factory=dict)  # of lines among siblings
    headings: Mapping[int, int] = field(init=False)  # each with where the next one begins
    units: Sequence[Unit] = field(init=False)
    # what a layout proposes for a group whatever has been decided, by the layout's place and the
    # group's id: a pool asks again
    proposed: dict[tuple[int, int], tuple[Group, list[Hypothesis]]] = field(default_factory=dict)
    _options: dict[int, Mapping[str, Split]] = field(default_factory=dict)
    _groups: list[Group] | None = None

    def __post_init__(self) -> None:
        self.units = self.layout.units
        self.read = _over_rows(self.layout, self.read)
        self.headings = heading_ends(self.units)
        self.roles = list(self.read)
        self.splits = dict(self.read_splits)

    @property
    def groups(self) -> Sequence[Group]:
        """The groups of the document, the inner ones first."""
        if self._groups is None:
            self._groups = outline(self.units)
        return self._groups

    def options(self, k: int) -> Mapping[str, Split]:
        """The best split of a line by each mark; none where it is known as a question, an answer
        or a numbered title.
        """
        found = self._options.get(k)
        if found is None:
            u = self.units[k]
            open_ = u.kind in OPEN and not u.answer and not self.layout.series[k]
            found = self._options[k] = options(u.text, self.layout.split[k]) if open_ else {}
        return found

    def may_part(self, k: int) -> bool:
        """Whether a line may be parted by a mark that is written to part."""
        return any(mark not in WEAK for mark in self.options(k))

    def inside(self, k: int) -> Role:
        """The role of a unit that lies in the body of an entry."""
        u = self.units[k]
        if u.kind in FIXED:
            return self.read[k]
        if u.kind in (Kind.CODE, Kind.TABLE, Kind.FORMULA, Kind.RULE):
            return Role.PART
        if u.item:
            return Role.ITEM
        if u.kind is Kind.HEADING or self.read[k] is Role.BODY:
            return Role.BODY
        before = self.units[k - 1] if k else None
        if u.gap or before is None or before.kind not in OPEN or before.full:
            return Role.BODY
        wraps = self.read[k] is Role.WRAP or u.kind is Kind.PARAGRAPH or self.layout.full[k]
        return Role.WRAP if wraps or u.text.text[:1].islower() else Role.BODY

    def under(self, sibling: Sibling) -> dict[int, Role]:
        """The roles of what lies under a sibling, where that opens an entry."""
        return {k: self.inside(k) for k in range(sibling.at + 1, sibling.end)}

    def section_end(self, k: int) -> int:
        """Where what lies under a heading ends: at the next that is no deeper."""
        return section_end(self.units, self.headings, k)

    def entries(self, start: int, end: int) -> int:
        """How many of these units open an entry so far."""
        return sum(role in HEADS for role in self.roles[start:end])

    def returns_to(self, k: int) -> int | None:
        """The headword with whose entry a unit goes on, if that is not the one before it."""
        outer = self.back.get(k)
        if outer is None or k in self.settled or self.roles[k] not in INSIDE:
            return None
        return outer if self.roles[outer] in HEADS else None

    def entry_of(self, k: int) -> int | None:
        """The unit that opens the entry in which a unit is so far, None where it is in none."""
        while k >= 0:
            if (outer := self.returns_to(k)) is not None:
                return outer
            if self.roles[k] in HEADS:
                return k
            if self.roles[k] not in INSIDE:
                return None
            k -= 1
        return None

    def entries_of(self) -> list[int | None]:
        """The same for every unit, in one go."""
        out: list[int | None] = []
        for k in range(len(self.units)):
            out.append(self.next_entry(k, out[-1] if out else None))
        return out

    def next_entry(self, k: int, before: int | None) -> int | None:
        """The unit that opens the entry of a unit, where that of the one before it is known."""
        if (outer := self.returns_to(k)) is not None:
            return outer
        if self.roles[k] in HEADS:
            return k
        return before if self.roles[k] in INSIDE else None

    def join(self, start: int, end: int) -> None:
        """Makes these units text of the entry above them."""
        for k in range(start, end):
            self.roles[k] = self.inside(k)
            self.splits.pop(k, None)

    def leave(self, start: int, end: int) -> None:
        """Puts these units in no entry."""
        for k in range(start, end):
            self.roles[k] = Role.LOOSE
            self.splits.pop(k, None)

    def topic_above(self, k: int) -> None:
        """Makes a topic of a headword right above a unit that is an entry of its own."""
        if k and self.roles[k - 1] is Role.HEAD:
            self.roles[k - 1] = Role.SECTION

    def name_only(self, k: int, places: Iterable[int], name: str) -> None:
        """Makes a line the topic of the entries at these places, and of none behind them."""
        self.local.add(k)
        self.within.update(dict.fromkeys(places, name))

    def go_back_behind(self, k: int, outer: int) -> None:
        """What stands behind the list below an item goes on with the entry around it."""
        end = k + 1
        while (
            end < len(self.units)
            and self.units[end].level > self.units[k].level
            and self.units[end].kind is not Kind.HEADING
            and self.roles[end] in INSIDE
        ):
            end += 1
        if end < len(self.units) and self.roles[end] in INSIDE:
            self.back.setdefault(end, outer)

    def text_end(self, k: int) -> int:
        """Where the text of an entry that goes on from a unit on ends."""
        while k < len(self.roles) and self.roles[k] in INSIDE:
            k += 1
        return k

    def odds(self, k: int, role: int) -> float:
        """The log-chance that a line has a role (a LineRole) by what it says, -inf where none is
        known of it.
        """
        told = self.told.get(k)
        return -math.inf if told is None else told.odds[role]

    def headword(self, k: int) -> str:
        """The headword of a unit that opens an entry."""
        split = self.splits.get(k)
        text = self.units[k].text.text
        return text if split is None else text[: split.end]

    def head(self, k: int, end: int) -> None:
        """Makes a headword of a unit, and its text of what stands below it up to `end`."""
        self.roles[k] = Role.HEAD
        self.splits.pop(k, None)
        self.join(k + 1, end)

    def enter(self, k: int, split: Split) -> None:
        """Makes an entry of a unit, parted there into headword and what is said of it."""
        self.roles[k] = Role.ENTRY
        self.splits[k] = split

    def clauses_closed(self) -> list[Unit]:
        """The units, without the semicolon that joined a clause to one which is now an entry of its
        own.
        """
        out = list(self.units)
        for k, u in enumerate(self.units):
            if u.cut and self.roles[k] is Role.ENTRY:
                before = out[k - 1].text
                shorter = before[: len(before.text.rstrip(" ;"))]
                out[k - 1] = replace(out[k - 1], text=shorter)
        return out

    def is_as_read(self, k: int) -> bool:
        """Whether no layout and no person gave a unit its role, but the sequence reader."""
        taken = self.taken.get(k)
        return k not in self.settled and (taken is None or taken.layout == AS_READ)

    def now(self, places: Sequence[int]) -> tuple[dict[int, Role], dict[int, Split]]:
        """The roles and splits that some units have so far."""
        splits = {k: self.splits[k] for k in places if k in self.splits}
        return {k: self.roles[k] for k in places}, splits

    def closed(self, roles: Mapping[int, Role], start: int, end: int) -> dict[int, Role]:
        """Roles of units under a section: what lies in no entry is loose."""
        out: dict[int, Role] = {}
        inside = False
        for k in range(start, end):
            role = roles[k]
            if role in HEADS:
                inside = True
            elif role in (Role.SECTION, Role.LOOSE):
                inside = False
            elif not inside:
                role = Role.LOOSE
            out[k] = role
        return out

    def take(self, hypothesis: Hypothesis) -> None:
        """Gives the units of a group the roles of the hypothesis that was chosen."""
        for k, role in hypothesis.roles.items():
            self.roles[k] = role
            self.splits.pop(k, None)
            if hypothesis.layout != INNER:
                self.taken[k] = hypothesis
        self.splits.update(hypothesis.splits)


#: A heading with no more words than these above the rows of a table of cards is no headword.
FEW = 12


def _over_rows(layout: Layout, read: Sequence[Role]) -> Sequence[Role]:
    """The roles as read, but for headings right over cards that the format gives: those are
    sections, and what stands between is in no entry."""
    roles = list(read)
    for k, u in enumerate(layout.units):
        if u.kind is not Kind.HEADING or roles[k] is not Role.HEAD:
            continue
        end = k + 1
        while end < len(roles) and layout.units[end].kind not in (Kind.HEADING, *FIXED):
            end += 1
        if end == len(roles) or layout.units[end].kind is Kind.HEADING:
            continue
        if sum(layout.n[k + 1 : end]) <= FEW:
            roles[k] = Role.SECTION
            roles[k + 1 : end] = [
                Role.SECTION if r is Role.SECTION else Role.LOOSE for r in roles[k + 1 : end]
            ]
    return roles


@dataclass(slots=True)
class Roles:
    """Roles and splits of a hypothesis while it is put together."""

    roles: dict[int, Role] = field(default_factory=dict)
    splits: dict[int, Split] = field(default_factory=dict)

    def put(
        self, at: int, role: Role, under: Mapping[int, Role], split: Split | None = None
    ) -> None:
        """A sibling's role and those of what lies under it."""
        self.roles[at] = role
        self.roles.update(under)
        if split is not None:
            self.splits[at] = split

    def add(self, roles: Mapping[int, Role], splits: Mapping[int, Split]) -> None:
        self.roles.update(roles)
        self.splits.update(splits)

    def hypothesis(self, layout: str, mark: str = "") -> Hypothesis:
        return Hypothesis(layout, self.roles, self.splits, mark)
