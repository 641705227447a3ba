"""What shows that lines inside an entry are entries of their own: a table of signs, each a
function of one entry and of what is usual in its document.

A sign is told only where the document itself bears it out (other entries begin with the same
mark, stand at the same level, are of one line), so that bodies that are merely long or rich show
none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ankigen.model import Kind, Style
from ankigen.segmentation.group_measures import lead
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.hypotheses import DECIDED, HEADS, SETTING, Draft
from ankigen.segmentation.outline import GroupKind, outline
from ankigen.segmentation.role import Role
from ankigen.segmentation.separators import WEAK, at_sign
from ankigen.segmentation.split import Split
from ankigen.segmentation.units import OPEN, Unit
from ankigen.segmentation.words import COPULA, is_label, length

#: So many lines of an entry that look like entries, and so large a share of its lines, are no
#: accident.
LINES, SHARE = 3, 0.6
#: From this score on a line splits as plainly as one-line entries do.
PLAIN = 1.2
#: Marks that part entries where several lines have them.
_LESS_PLAIN = frozenset(("code", "em", "columns", "tab", "=", "=>", "?"))
#: Labels that so many entries share name what is said of each ("bark: …", "leaf: …") and are no
#: headwords.
SHARED = 2
#: What so many entries have, and no smaller share of them than this, is a habit of the document.
HABIT, RARE = 3, 0.05
#: So large a share of entries that are parted by marks makes a headword without one unusual.
MOST = 0.5
#: Lines under a headword that has no definition of its own are entries from so large a share on.
SOME = 0.3
#: So many headwords that are questions make a document of questions; a rhetorical one is no habit.
ASKED = 2
#: A question has so many words at least.
QUESTION = 3
#: A document of so many entries, of which so large a share are one line each, has no longer ones.
ENTRIES, ONE_LINE = 8, 0.8
#: A line under a heading that is a headword itself has no more words than these.
HEADWORD = 5
#: No more headwords than this share are in capitals, where a line of capitals is a heading.
CAPITALS = 0.3
#: A table of so many rows that is all there is of an entry.
ROWS = 4
#: So many lines below one another, each begun like a sentence and hardly any ended like one, are a
#: list without marks.
UNMARKED, ENDED = 7, 0.2
#: No more words than these stand in front of a term in a sentence that says what it is.
ARTICLE = 1

_GLUED = re.compile(r"[.!?。][*•‣▪]\s*[^\W\d]")
_COLUMNS = re.compile(r"\S {3,}(?=\S)")
_INSIDE = frozenset((Role.BODY, Role.ITEM, Role.WRAP, Role.PART))
_SEVERAL = 2
_ENDS = (".", "!", "?", ",", ";", ":", "-", "–", "—")


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


@dataclass(slots=True)
class Habits:
    """What is usual in a document, counted once for all its entries."""

    draft: Draft
    entries: Sequence[Held]
    marks: Counter[str] = field(default_factory=Counter)  # entries parted by each
    leads: Counter[str] = field(default_factory=Counter)  # entries that hold each way to begin
    bold: int = 0  # entries that begin in bold
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

    def __post_init__(self) -> None:
        draft = self.draft
        unanswered = 0
        for held in self.entries:
            head = held.head
            split = draft.splits.get(head)
            if split is not None:
                self.marks[self._mark(head, split)] += 1
            self.leads.update({lead(self.text(k)) for k in held.places})
            self.bold += _bold_end(draft.units[head]) > 0
            self.capitals += _in_capitals(self.text(head))
            self.asking += _asks(self.text(head)[: split.end] if split else self.text(head))
            unanswered += self.asks_only(held)
            self.lone += bool(self.item_at_the_end(held))
        plain = {mark: n for mark, n in self.marks.items() if mark not in WEAK}
        self.parted = sum(plain.values()) >= MOST * len(self.entries)
        least = max(_SEVERAL if self.parted else HABIT, RARE * len(self.entries))
        self.usual = tuple(mark for mark, n in plain.items() if n >= least)
        for k, unit in enumerate(draft.units):
            if unit.marker is not None and unit.marker.ordered:
                self.numbered.setdefault((unit.marker.style, unit.marker.number), k)
        self.asks = self.asking >= ASKED or unanswered >= HABIT
        brief = sum(not self.own_lines(held) for held in self.entries)
        self.one_line = len(self.entries) >= ENTRIES and brief >= ONE_LINE * len(self.entries)
        for group in outline(draft.units):
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
        if any(self.draft.roles[k] in HEADS for k in places):
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
        return bool(held.inner) and _asks(self.text(held.inner[-1]))

    def is_open(self, k: int) -> bool:
        """Whether a unit inside an entry may be one: a line of text that no label begins."""
        if self.draft.units[k].kind not in OPEN or self.draft.roles[k] not in _INSIDE:
            return False
        text = self.text(k)
        begins = re.split(r"[:：]", text, maxsplit=1)[0]
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


def _asks(text: str) -> bool:
    return text.rstrip(' *_"”»)').endswith(("?", "？")) and length(text) >= QUESTION


def _in_capitals(text: str) -> bool:
    return text.upper() == text and sum(map(str.isalpha, text)) >= HABIT


def _bold_end(unit: Unit) -> int:
    """Where the bold words end that a unit begins with; 0 where it does not."""
    found = (m.end for m in unit.text.marks if m.style is Style.STRONG and m.start <= 2)
    return next(found, 0)


# --------------------------------------------------------------------------- the signs


def _beside(held: Held, habits: Habits) -> Sign | None:
    """Items and headings that stand beside entries, or no deeper than the headword itself."""
    units = habits.draft.units
    opening = units[held.head]
    depth = opening.level if opening.item or (opening.kind in OPEN and opening.level) else None
    places = []
    for k in held.inner:
        unit = units[k]
        if habits.draft.roles[k] not in _INSIDE or is_label(habits.text(k), marked=True):
            continue
        outside = unit.item and depth is not None and unit.level < depth + opening.item
        if outside or k in habits.among_entries:
            places.append(k)
    return _told(places, "beside lines that are entries")


def _begins_bold(held: Held, habits: Habits) -> Sign | None:
    places = [k for k in held.inner if _bold_end(habits.draft.units[k]) and habits.is_open(k)]
    if habits.bold < HABIT:
        return None
    return _told(places, f"in bold as {habits.bold} headwords are")


def _question(held: Held, habits: Habits) -> Sign | None:
    places = [k for k in held.inner if habits.is_open(k) and _asks(habits.text(k))]
    return _told(places, "a question, as headwords are here") if habits.asks else None


def _parted_alike(held: Held, habits: Habits) -> Sign | None:
    """Lines level with the headword that are parted as other entries are."""
    if habits.draft.roles[held.head] is Role.HEAD and not habits.parted:
        return None
    plain, all_of_them = [], []
    for k in held.inner:
        if not habits.is_open(k) or not habits.level_with(k, held.head):
            continue
        if k == held.inner[0] and habits.draft.roles[held.head] is Role.HEAD:
            continue  # the definition itself
        splits = habits.splits(k)
        if splits:
            all_of_them.append(k)
        if any(split.score >= PLAIN for split in splits.values()):
            plain.append(k)
    several = all_of_them if len(all_of_them) >= _SEVERAL else plain
    return _told(several, "parted as other entries are")


def _items_are_parted(held: Held, habits: Habits) -> Sign | None:
    """A headword without a definition of its own over items that are parted as entries are."""
    draft = habits.draft
    if draft.roles[held.head] is not Role.HEAD or not habits.parted:
        return None
    places = [
        k
        for k in held.inner
        if (k > held.inner[0] or draft.units[k].item)
        and habits.is_open(k)
        and any(s.score >= PLAIN for s in habits.splits(k).values())
    ]
    many = len(places) >= min(LINES, SOME * len(habits.own_lines(held)))
    return _told(places if many else [], "parted as other entries are")


def _longer(held: Held, habits: Habits) -> Sign | None:
    """Lines of their own where nearly all entries are one line."""
    draft = habits.draft
    opening = draft.units[held.head]
    if not habits.one_line or draft.roles[held.head] is not Role.ENTRY:
        return None
    places = [
        k
        for k in habits.own_lines(held)
        if not draft.units[k].item
        and draft.units[k].kind in OPEN
        and draft.units[k].indent <= opening.indent
    ]
    return _told(places, "on a line of its own, where nearly all entries are one line")


def _number_goes_on(held: Held, habits: Habits) -> Sign | None:
    """Numbered lines whose numbering began outside the entry."""
    numbers: set[int] = set()
    places = []
    for k in held.inner:
        marker = habits.draft.units[k].marker
        if marker is None or not marker.ordered:
            continue
        before = habits.numbered.get((marker.style, marker.number - 1))
        if marker.number - 1 not in numbers and before is not None and before <= held.head:
            places.append(k)
        numbers.add(marker.number)
    return _told(places, "numbered on from outside the entry")


def _item_at_the_end(held: Held, habits: Habits) -> Sign | None:
    """The only item of an entry, at its end: it opens what comes next."""
    shown = habits.item_at_the_end(held) if habits.lone >= _SEVERAL else []
    return _told(shown, "an item with nothing below")


def _bullet_in_mid_line(held: Held, habits: Habits) -> Sign | None:
    """An item whose bullet stands right behind the sentence before, where its line break was lost
    ("… first.* Stack: …")."""
    places = [k for k in held.places if _GLUED.search(habits.text(k))]
    return _told(places, "with a bullet in mid-line")


def _only_a_table(held: Held, habits: Habits) -> Sign | None:
    """An entry that is a table and nothing else, drawn or set with wide spaces."""
    tables = [k for k in held.inner if habits.draft.units[k].kind is Kind.TABLE]
    blocks = [b for k in tables if (b := habits.draft.units[k].block) is not None]
    rows = sum(len(block.rows) for block in blocks)
    if tables and len(tables) == len(held.inner) and rows >= ROWS:
        return Sign(tuple(tables), "there is nothing else in it", f"a table of {rows} rows")
    wide = [k for k in held.inner if len(_COLUMNS.findall(habits.text(k))) >= _SEVERAL]
    shown = habits.parted and len(wide) >= ROWS and len(wide) == len(held.inner)
    return _told(wide if shown else [], "in columns, as the rows of a table")


def _under_a_heading(held: Held, habits: Habits) -> Sign | None:
    """A line in capitals that is the heading of entries, over what may be the first of them."""
    draft = habits.draft
    first = held.inner[0] if held.inner else None
    if draft.roles[held.head] is not Role.HEAD or first is None:
        return None
    unit, text = draft.units[held.head], habits.text(first)
    heading = unit.kind is Kind.LINE and not unit.item and _in_capitals(unit.text.text)
    rare = habits.capitals <= CAPITALS * len(habits.entries)
    short = length(text) <= HEADWORD and termness(text) > 0 and not text.endswith(".")
    brief = heading and rare and short and draft.roles[first] is Role.BODY
    return _told([first] if brief else [], "right under a line in capitals")


def _says_what_is(held: Held, habits: Habits) -> Sign | None:
    """Sentences that say what a term in bold is ("The **stem** is …")."""
    places = []
    for k in held.inner:
        text = habits.draft.units[k].text
        for mark in text.marks:
            led = mark.start and length(text.text[: mark.start]) <= ARTICLE
            says = COPULA.match(text.text[mark.end :])
            if mark.style is Style.STRONG and led and says and habits.is_open(k):
                places.append(k)
    return _told(places if len(places) >= _SEVERAL else [], "sentences that say what a term is")


def _like_entries(held: Held, habits: Habits) -> Sign | None:
    """Most lines level with a headword that has its definition are a headword and what is said of
    it: by a plain mark, or all by one mark that is less plain."""
    draft = habits.draft
    if draft.roles[held.head] is not Role.ENTRY:
        return None
    by_mark: dict[str, list[int]] = {}
    for k in held.inner:
        if not habits.is_open(k) or not habits.level_with(k, held.head):
            continue
        text = habits.text(k)
        for mark, split in draft.options(k).items():
            plain = split.score >= PLAIN and mark not in WEAK
            if (plain or mark in _LESS_PLAIN) and not is_label(text[: split.end], marked=True):
                by_mark.setdefault("" if plain else mark, []).append(k)
    places = max(by_mark.values(), key=len, default=[])
    many = len(places) >= LINES and len(places) >= SHARE * len(held.inner)
    return _told(places if many else [], "headwords with what is said of them")


def _list_without_marks(held: Held, habits: Habits) -> Sign | None:
    """The longest run of plain lines that each begin with a capital or a figure, of which hardly
    any ends like a sentence, or like a verse.
    """
    best = range(0)
    first = ended = 0
    for n, k in enumerate(held.inner):
        text = habits.text(k)
        begins = text[:1].isupper() or text[:1].isdigit()
        plain = habits.draft.roles[k] is Role.BODY and not habits.draft.units[k].item
        if not (begins and plain and habits.is_open(k)):
            first, ended = n + 1, 0
            continue
        ended += text.endswith(_ENDS)
        run = range(first, n + 1)
        if len(run) > len(best) and ended <= ENDED * len(run):
            best = run
    places = held.inner[best.start : best.stop] if len(best) >= UNMARKED else ()
    return _told(places, "in a list without marks")


def _told(places: Sequence[int], why: str) -> Sign | None:
    return Sign(tuple(places), why) if places else None


#: The signs; where several show, the one that most lines show is told, the first of equals.
SIGNS: tuple[Callable[[Held, Habits], Sign | None], ...] = (
    _parted_alike,
    _begins_bold,
    _question,
    _beside,
    _number_goes_on,
    _items_are_parted,
    _like_entries,
    _bullet_in_mid_line,
    _only_a_table,
    _longer,
    _item_at_the_end,
    _under_a_heading,
    _says_what_is,
    _list_without_marks,
)


def sign_of(held: Held, habits: Habits) -> Sign | None:
    """The sign that most lines of an entry show, None where none does."""
    settled = habits.draft.settled
    found = []
    for ask in SIGNS:
        sign = ask(held, habits)
        places = tuple(k for k in sign.places if k not in settled) if sign else ()
        if sign and places:
            found.append(Sign(places, sign.why, sign.what))
    return max(found, key=lambda sign: len(sign.places), default=None)
