"""What is usual in a document, counted once for all its entries: which marks part them, how their
headwords look, which ways to begin they share. The signs of swallowed entries are measured by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ankigen.model import Style
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.group_measures import lead
from ankigen.segmentation.siblings.hypotheses import DECIDED, HEADS, SETTING, Draft
from ankigen.segmentation.siblings.outline import GroupKind
from ankigen.segmentation.splits.separators import WEAK, at_sign
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import is_label, length
from ankigen.text.patterns import when_asked

#: Labels that so many entries share name what is said of each ("bark: …", "leaf: …") and are no
#: headwords.
SHARED = 2
#: What so many entries have, and no smaller share of them than this, is a habit of the document.
HABIT, RARE = 3, 0.05
#: So large a share of entries that are parted by marks makes a headword without one unusual.
MOST = 0.5
#: So many headwords that are questions make a document of questions; a rhetorical one is no habit.
ASKED = 2
#: A question has so many words at least.
QUESTION = 3
#: A document of so many entries, of which so large a share are one line each, has no longer ones.
ENTRIES, ONE_LINE = 8, 0.8
#: Fewer than these are no habit even where entries are parted by marks.
SEVERAL = 2

#: The roles of lines inside an entry.
INSIDE = frozenset((Role.BODY, Role.ITEM, Role.WRAP, Role.PART))


@dataclass(frozen=True, slots=True)
class Sign:
    """Units inside an entry that look like entries, and what makes them look so."""

    places: tuple[int, ...]
    why: str
    what: str = ""  # what they are, where they are no lines


@dataclass(frozen=True, slots=True)
class Held:
    """One entry: the unit that opens it, and the units inside."""

    head: int
    inner: tuple[int, ...]

    @property
    def places(self) -> tuple[int, ...]:
        """All units of the entry."""
        return (self.head, *self.inner)


_COLON = when_asked(r"[:：]")


@dataclass(slots=True)
class Habits:
    """What is usual in a document, counted once for all its entries."""

    draft: Draft
    entries: Sequence[Held]
    marks: Counter[str] = field(default_factory=Counter)  # entries parted by each
    leads: Counter[str] = field(default_factory=Counter)  # entries that hold each way to begin
    bold: int = 0  # entries that begin in bold
    whole: int = 0  # entries whose first line is all in bold
    asking: int = 0  # headwords that are questions
    asks: bool = False  # questions are entries here
    capitals: int = 0  # headwords in capitals
    one_line: bool = False  # nearly all entries are one line each
    parted: bool = False  # most entries are parted by a mark
    usual: tuple[str, ...] = ()  # the marks that part entries here
    lone: int = 0  # entries that end with their only item
    # the first unit of each style and number
    numbered: dict[tuple[str, int], int] = field(default_factory=dict)
    among_entries: set[int] = field(default_factory=set)  # units with a sibling that is an entry
    _open: dict[int, bool] = field(default_factory=dict)  # each sign asks it of the same units

    def __post_init__(self) -> None:
        draft = self.draft
        unanswered = 0
        for held in self.entries:
            head = held.head
            split = draft.splits.get(head)
            if split is not None:
                self.marks[self._mark(head, split)] += 1
            self.leads.update({lead(self.text(k)) for k in held.places})
            self.bold += bold_end(draft.units[head]) > 0
            self.whole += all_bold(draft.units[head])
            self.capitals += in_capitals(self.text(head))
            self.asking += is_question(self.text(head)[: split.end] if split else self.text(head))
            unanswered += self.asks_only(held)
            self.lone += bool(self.item_at_the_end(held))
        plain = {mark: n for mark, n in self.marks.items() if mark not in WEAK}
        self.parted = sum(plain.values()) >= MOST * len(self.entries)
        least = max(SEVERAL if self.parted else HABIT, RARE * len(self.entries))
        self.usual = tuple(mark for mark, n in plain.items() if n >= least)
        for k, unit in enumerate(draft.units):
            if unit.marker is not None and unit.marker.ordered:
                self.numbered.setdefault((unit.marker.style, unit.marker.number), k)
        self.asks = self.asking >= ASKED or unanswered >= HABIT
        brief = sum(not self.own_lines(held) for held in self.entries)
        self.one_line = len(self.entries) >= ENTRIES and brief >= ONE_LINE * len(self.entries)
        for group in draft.groups:
            if group.kind is GroupKind.HEADINGS:
                self._beside_entries([s.at for s in group.siblings])
            elif group.kind is GroupKind.ITEMS:
                # the items of several lists may be one group: those of a list follow each other
                run = [group.siblings[0]]
                for sibling in (*group.siblings[1:], None):
                    if sibling is None or sibling.at != run[-1].end:
                        self._beside_entries([s.at for s in run])
                        run = []
                    if sibling is not None:
                        run.append(sibling)

    def _beside_entries(self, places: Sequence[int]) -> None:
        if any(self.draft.roles[k] in HEADS and k not in self.draft.named for k in places):
            self.among_entries.update(places)

    def _mark(self, head: int, split: Split) -> str:
        """The mark at a split; where a person said it, the one that stands there."""
        if split.style not in (SETTING, DECIDED):
            return split.style
        options = self.draft.options(head).items()
        return next((mark for mark, known in options if known.end == split.end), split.style)

    def text(self, k: int) -> str:
        return self.draft.units[k].text.text

    def own_lines(self, held: Held) -> list[int]:
        """The units of an entry that stand on lines of their own and are no wraps."""
        units = self.draft.units
        first = units[held.head].line
        return [
            k
            for k in held.inner
            if units[k].line != first and self.draft.roles[k] in (Role.BODY, Role.ITEM)
        ]

    def item_at_the_end(self, held: Held) -> list[int]:
        """The only item of an entry, at its end behind a blank line and what was said before."""
        units = self.draft.units
        items = [k for k in held.inner if units[k].item]
        lone = len(items) == 1 and items[0] == held.inner[-1] and units[items[0]].gap
        said = self.draft.roles[held.head] is Role.ENTRY or len(held.inner) > 1
        return items if lone and said and not units[held.head].item else []

    def asks_only(self, held: Held) -> bool:
        """Whether what an entry ends with is a question that nothing in it answers."""
        return bool(held.inner) and is_question(self.text(held.inner[-1]))

    def is_open(self, k: int) -> bool:
        """Whether a unit inside an entry may be one: a line of text that no label begins."""
        found = self._open.get(k)
        if found is None:
            found = self._open[k] = self._is_open(k)
        return found

    def _is_open(self, k: int) -> bool:
        if self.draft.units[k].kind not in OPEN or self.draft.roles[k] not in INSIDE:
            return False
        text = self.text(k)
        begins = _COLON.split(text, maxsplit=1)[0]
        return self.leads[lead(text)] < SHARED and not is_label(begins, marked=True)

    def splits(self, k: int) -> Mapping[str, Split]:
        """The splits of a line by the marks that part entries of this document."""
        known = self.draft.options(k)
        found = {mark: known[mark] for mark in self.usual if mark in known}
        for mark in self.usual:
            if mark not in known and not mark.isalpha():
                split = at_sign(self.draft.units[k].text, mark)
                if split is not None:
                    found[mark] = split
        text = self.text(k)
        return {m: s for m, s in found.items() if not is_label(text[: s.end], marked=True)}

    def level_with(self, k: int, head: int) -> bool:
        """Whether a unit stands no further in than the headword of its entry."""
        unit, opening = self.draft.units[k], self.draft.units[head]
        if unit.item != opening.item:
            return False
        return unit.level <= opening.level if unit.item else unit.indent <= opening.indent


def is_question(text: str) -> bool:
    """Whether a line asks, by its mark and its length."""
    return text.rstrip(' *_"”»)').endswith(("?", "？")) and length(text) >= QUESTION


def in_capitals(text: str) -> bool:
    """Whether a line is in capitals, a few letters at least."""
    return text.upper() == text and sum(map(str.isalpha, text)) >= HABIT


def bold_end(unit: Unit) -> int:
    """Where the bold words end that a unit begins with; 0 where it does not."""
    found = (m.end for m in unit.text.marks if m.style is Style.STRONG and m.start <= 2)
    return next(found, 0)


def all_bold(unit: Unit) -> bool:
    """Whether nothing but a colon in a unit is not in bold."""
    return bold_end(unit) >= len(unit.text.text.rstrip(" :：")) > 0
