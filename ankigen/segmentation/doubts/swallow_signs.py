"""What shows that lines inside an entry are entries of their own: a table of signs, each a
function of one entry and of what is usual in its document.

A sign is told only where the document itself bears it out (other entries begin with the same
mark, stand at the same level, are of one line), so that bodies that are merely long or rich show
none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ankigen.model import Kind, Style
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.doubts.swallow_habits import (
    HABIT,
    INSIDE,
    SEVERAL,
    SHARED,
    Habits,
    Held,
    Sign,
    all_bold,
    bold_end,
    in_capitals,
    is_question,
)
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.group_measures import lead
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.words import COPULA, is_label, length
from ankigen.text.patterns import when_asked

#: So many lines of an entry that look like entries, and so large a share of its lines, are no
#: accident.
LINES, SHARE = 3, 0.6
#: From this score on a line splits as plainly as one-line entries do.
PLAIN = 1.2
#: Marks that part entries where several lines have them.
_LESS_PLAIN = frozenset(("code", "em", "columns", "tab", "=", "=>", "?"))
#: A line all in bold may be a headword where so large a share of those in bold are.
BOLD_LINES = 0.4
#: Lines under a headword that has no definition of its own are entries from so large a share on.
SOME = 0.3
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

_GLUED = when_asked(r"[.!?。][*•‣▪]\s*[^\W\d]")
_LABEL = when_asked(r"\w[\w ]{1,28}[:：]")
_BRACKETS = when_asked(r"([^()]{2,60}?)\s*\(([^()]{4,})\)\.?$")
_COLUMNS = when_asked(r"\S {3,}(?=\S)")
_SENTENCE = when_asked(r"(?<!\.)[.。][\"'”’)]*$")
_ENDS = (".", "!", "?", ",", ";", ":", "-", "–", "—")


# --------------------------------------------------------------------------- the signs


def _beside(held: Held, habits: Habits) -> Sign | None:
    """Items and headings that stand beside entries, or no deeper than the headword itself."""
    units = habits.draft.units
    opening = units[held.head]
    depth = opening.level if opening.item or (opening.kind in OPEN and opening.level) else None
    places = []
    for k in held.inner:
        unit = units[k]
        outside = unit.item and depth is not None and unit.level < depth + opening.item
        if not (outside or k in habits.among_entries) or habits.draft.roles[k] not in INSIDE:
            continue
        text = habits.text(k)
        shared = bool(_LABEL.match(text)) and habits.leads[lead(text)] >= SHARED
        if not (shared or is_label(text, marked=True)):
            places.append(k)
    return _told(places, "beside lines that are entries")


def _begins_bold(held: Held, habits: Habits) -> Sign | None:
    """Lines that begin in bold; those all in bold only where headwords are so and they may be."""
    if habits.bold < HABIT:
        return None
    places = []
    for k in held.inner:
        end, whole = bold_end(habits.draft.units[k]), all_bold(habits.draft.units[k])
        likely = not whole or (
            habits.whole >= BOLD_LINES * habits.bold and termness(habits.text(k)) > -1
        )
        if end and likely and habits.is_open(k):
            places.append(k)
    return _told(places, f"in bold as {habits.bold} headwords are")


def _question(held: Held, habits: Habits) -> Sign | None:
    if not habits.asks:
        return None
    places = [k for k in held.inner if habits.is_open(k) and is_question(habits.text(k))]
    return _told(places, "a question, as headwords are here")


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
    several = all_of_them if len(all_of_them) >= SEVERAL else plain
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
        and not _SENTENCE.search(habits.text(k))
    ]
    return _told(places, "on a line of its own, where nearly all entries are one line")


def _number_goes_on(held: Held, habits: Habits) -> Sign | None:
    """Numbered lines whose numbering began outside the entry."""
    numbers: set[int] = set()
    places = []
    for k in held.inner:
        marker = habits.draft.units[k].marker
        if marker is None or not marker.ordered or not habits.text(k).strip():
            continue
        before = habits.numbered.get((marker.style, marker.number - 1))
        if marker.number - 1 not in numbers and before is not None and before <= held.head:
            places.append(k)
        numbers.add(marker.number)
    return _told(places, "numbered on from outside the entry")


def _item_at_the_end(held: Held, habits: Habits) -> Sign | None:
    """The only item of an entry, at its end: it opens what comes next."""
    shown = habits.item_at_the_end(held) if habits.lone >= SEVERAL else []
    return _told(shown, "an item with nothing below")


def _below_an_item(held: Held, habits: Habits) -> Sign | None:
    """Lines that no list marker begins, below an item that is an entry, parted as entries are."""
    opening = habits.draft.units[held.head]
    if not opening.item or not habits.parted:
        return None
    places = [
        k
        for k in held.inner
        if not habits.draft.units[k].item
        and habits.draft.units[k].indent <= opening.indent
        and habits.is_open(k)
        and any(s.score >= PLAIN for s in habits.splits(k).values())
    ]
    return _told(places, "parted as other entries are")


def _before_brackets(held: Held, habits: Habits) -> Sign | None:
    """Lines level with the headword that are a few words and, in brackets up to the end, what is
    said of them.
    """
    if not habits.parted and habits.draft.roles[held.head] is not Role.HEAD:
        return None
    places = []
    for k in held.inner:
        found = _BRACKETS.match(habits.text(k)) if "(" in habits.text(k) else None
        term = found is not None and length(found[1]) <= HEADWORD and termness(found[1]) > 0
        said = found is not None and length(found[2]) >= SEVERAL
        if term and said and habits.is_open(k) and habits.level_with(k, held.head):
            places.append(k)
    least = SEVERAL if habits.draft.roles[held.head] is Role.ENTRY else LINES
    many = len(places) >= max(least, SHARE * len(held.inner))
    return _told(places if many else [], "with what is said of them in brackets")


def _bullet_in_mid_line(held: Held, habits: Habits) -> Sign | None:
    """An item whose bullet stands right behind the sentence before, where its line break was lost
    ("… first.* Stack: …")."""
    split = habits.draft.splits.get(held.head)
    places = [
        k
        for k in held.places
        if (glued := _GLUED.search(habits.text(k)))
        and not (k == held.head and split is not None and glued.start() <= split.end)
    ]
    return _told(places, "with a bullet in mid-line")


def _only_a_table(held: Held, habits: Habits) -> Sign | None:
    """An entry that is a table and nothing else, drawn or set with wide spaces."""
    tables = [k for k in held.inner if habits.draft.units[k].kind is Kind.TABLE]
    blocks = [b for k in tables if (b := habits.draft.units[k].block) is not None]
    rows = sum(len(block.rows) for block in blocks)
    if tables and len(tables) == len(held.inner) and rows >= ROWS:
        return Sign(tuple(tables), "there is nothing else in it", f"a table of {rows} rows")
    if not habits.parted:
        return None
    wide = [k for k in held.inner if len(_COLUMNS.findall(habits.text(k))) >= SEVERAL]
    shown = len(wide) >= ROWS and len(wide) == len(held.inner)
    return _told(wide if shown else [], "in columns, as the rows of a table")


def _under_a_heading(held: Held, habits: Habits) -> Sign | None:
    """A line in capitals that is the heading of entries, over what may be the first of them."""
    draft = habits.draft
    first = held.inner[0] if held.inner else None
    if draft.roles[held.head] is not Role.HEAD or first is None:
        return None
    unit, text = draft.units[held.head], habits.text(first)
    heading = unit.kind is Kind.LINE and not unit.item and in_capitals(unit.text.text)
    rare = habits.capitals <= CAPITALS * len(habits.entries)
    said = _BRACKETS.match(text) if "(" in text else None
    text = said[1] if said else text
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
    return _told(places if len(places) >= SEVERAL else [], "sentences that say what a term is")


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
    _below_an_item,
    _before_brackets,
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
