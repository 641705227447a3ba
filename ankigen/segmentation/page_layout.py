"""The look of a document: wrapped or not, what repeats, what hangs together, which lines are
full or stand in a run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from ankigen.model import TITLE_OF_DOCUMENT, Kind, Style
from ankigen.segmentation.headword_score import REPORTED, Split, sentenceness, splits, termness
from ankigen.segmentation.units import OPEN, Unit
from ankigen.segmentation.words import (
    CLAUSE,
    CONNECTORS,
    CONTINUED,
    PART,
    TITLE,
    Vocabulary,
    glance,
    length,
    tokens,
)

#: Marks that are written for nothing else than to part a headword from its definition.
CERTAIN = frozenset({"---", "tab", "columns", "::", "|", ".-", "bold", "【】"})

STOP = re.compile(r"[.!?。！？:：;；…]['\"”’)\]]*$")
CAPS = re.compile(r"^[^a-zß-ÿ]*[A-ZÀ-Þ]{3,}[^a-zß-ÿ]*$")
DECORATED = re.compile(
    r"^(?:[=~*#_+—-]{2,}\s*\S.*?\s*[=~*#_+—-]{2,}|[■◆●▼★【]\s*\S.*|#{1,6}\s+\S.*"
    r"|[=~*#—-]{3,}\s*\S.*)$"
)
NAMED_PART = re.compile(
    r"^(?:chapter|part|unit|lecture|week|topic|module|kapitel|teil|abschnitt|einheit"
    r"|vorlesung|chapitre|partie|unité|capítulo|unidad|lesson|lektion|leçon)"
    r"\s+(?:\d{1,3}|[IVX]{1,5}|[A-Z])\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"^(?:(?:chapter|section|part|unit|lecture|week|topic|module|kapitel|teil"
    r"|abschnitt|§§?|thema|einheit|chapitre|partie|unité|capítulo|tema|unidad|unità|"
    r"lesson|lektion|leçon|第)\s*[\dIVXA-Z一二三四五六七八九十]+[章節回部課編講話款項]?|[IVX]{1,4}\."
    r"|[A-Z]\.|\d{1,2}[a-z]?(?:\.\d{1,2}){0,3}\.?)[\s:.–—-]+\S",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Layout:
    """What is known of a document's look before any role is given: one value for each unit, or
    one for the whole.
    """

    units: Sequence[Unit]
    term: list[float]
    sentence: list[float]
    n: list[float]
    split: list[list[Split]]
    full: list[bool]  # the line before was full: this one goes on
    short: list[bool]  # short lines around it, parallel
    again: Counter[str] = field(default_factory=Counter)
    lefts: Counter[str] = field(
        default_factory=Counter
    )  # what stands before a separator, how often
    listed: list[bool] = field(
        default_factory=list
    )  # a line of the list that the line with a colon announced
    long: list[bool] = field(
        default_factory=list
    )  # a numbered line in a sequence too long for one entry
    continues: list[bool] = field(
        default_factory=list
    )  # an item with an item of its list before it
    siblings: list[list[int]] = field(
        default_factory=list
    )  # the items of each list, on its outer level
    apart: list[bool] = field(
        default_factory=list
    )  # a numbered line whose neighbours in the sequence are far
    series: list[bool] = field(
        default_factory=list
    )  # a short title behind a number that counts on in the notes, over its text
    parents: bool = False  # most items of the outer level have items under them
    dense: bool = False  # most lines that are plain entries have no blank line before them
    outlined: bool = False  # what belongs to a line is indented under it
    open_ends: bool = False  # most lines of text end without a full stop, so its lack says nothing
    lower_terms: bool = False  # most headwords before a separator begin in lower case
    title: int = 0  # units in the block of title lines at the top
    wrapped: bool = False


def layout_of(units: Sequence[Unit], vocabulary: Vocabulary) -> Layout:
    texts = [CONTINUED.sub("", glance(u.text.text)) for u in units]
    term = [
        termness(t) if u.kind in OPEN or u.kind is Kind.HEADING else -6.0
        for u, t in zip(units, texts, strict=True)
    ]
    known = frozenset(
        t.casefold()
        for t, u, s, k in zip(texts, units, term, range(len(units)), strict=True)
        if s > 1.0 and not u.item and (u.gap or k == 0)
    )
    again = Counter(
        fold(t)
        for t, u in zip(texts, units, strict=True)
        if (u.kind in OPEN or u.kind is Kind.HEADING) and len(t) < 80
    )
    width = _wrap_width(units)
    lower = {w for t in texts for w in re.findall(r"\b[a-z][a-z'-]+", t)}

    def common(word: str) -> bool:
        return word in lower or vocabulary.common(word)

    facts = Layout(
        units,
        term,
        [sentenceness(t) for t in texts],
        [length(REPORTED.sub("", t)) for t in texts],
        [splits(u.text, known, common) if u.kind in OPEN else [] for u in units],
        [False] * len(units),
        [False] * len(units),
        again,
        wrapped=width > 0,
    )
    for k in range(1, len(units)):
        certain = bool(facts.split[k]) and facts.split[k][0].style in CERTAIN
        facts.full[k] = width > 0 and not certain and _was_full(units[k - 1], units[k], width)
    _short_runs(facts)
    facts.lefts = Counter(
        fold(texts[k][: options[0].end])
        for k, options in enumerate(facts.split)
        if options and options[0].style != "copula"
    )
    firsts = [
        texts[k][:1]
        for k, options in enumerate(facts.split)
        if options and options[0].score > 1.0 and not units[k].item
    ]
    facts.lower_terms = 2 * sum(c.islower() for c in firsts) > len(firsts)
    plain = [
        u
        for u, options in zip(units, facts.split, strict=True)
        if not u.item and options and options[0].score >= SURE_ENTRY
    ]
    facts.dense = len(plain) >= DENSE_LEAST and 2 * sum(u.gap == 0 for u in plain) > len(plain)
    facts.apart = _apart(units)
    facts.long = _long(units)
    facts.listed = _listed(facts)
    facts.siblings = _siblings(units)
    facts.series = _series(facts)
    facts.outlined = _outlined(units)
    facts.continues = [False] * len(units)
    for items in facts.siblings:
        for k in items[1:]:
            facts.continues[k] = True
    facts.open_ends = not facts.wrapped and _open_ends(units, texts, facts.n)
    outer = [k for k, u in enumerate(units) if u.item and u.level == 0]
    over = sum(_over_its_text(facts, k) for k in outer)
    facts.parents = len(outer) >= PARENTS_LEAST and over >= PARENTS_SHARE * len(outer)
    facts.title = _title_block(facts)
    return facts


#: Signs that stand before headings rather than items.
HEADING_SIGNS = "■◆◇▼★☆□"
#: Numbered lines that are further apart than so many units are headings rather than items.
ITEM_REACH = 4


def _apart(units: Sequence[Unit]) -> list[bool]:
    out = [False] * len(units)
    places: dict[str, list[int]] = {}
    for k, u in enumerate(units):
        if u.marker is not None and u.marker.ordered and u.kind is Kind.LINE:
            places.setdefault(u.marker.style, []).append(k)
    for ks in places.values():
        for n, k in enumerate(ks):
            near = [
                abs(k - o)
                for o in (ks[n - 1] if n else None, ks[n + 1] if n + 1 < len(ks) else None)
                if o is not None
            ]
            out[k] = not near or min(near) > ITEM_REACH
    for k, u in enumerate(units):
        if (
            u.marker is not None
            and not u.marker.ordered
            and u.kind is Kind.LINE
            and (u.gap or k == 0)
        ):
            around = [units[n] for n in (k - 1, k + 1) if 0 <= n < len(units)]
            beside = [
                o
                for o in around
                if o.marker
                and (u.marker.style not in HEADING_SIGNS or o.marker.style == u.marker.style)
            ]
            out[k] = not beside and k + 1 < len(units) and units[k + 1].gap > 0
    return out


#: Below this share of lines that end with a full stop, the notes do without.
OPEN_ENDS = 0.4


#: The share of plain lines under a less indented one that makes an outline.
OUTLINED = 0.35


def _outlined(units: Sequence[Unit]) -> bool:
    lines = [u for u in units if u.kind is Kind.LINE and not u.item]
    return sum(u.indent >= 2 for u in lines) >= OUTLINED * max(1, len(lines)) and len(lines) >= 8


def steps_down(units: Sequence[Unit], k: int) -> int:
    """How many of the next two lines are each indented deeper than the one before (0, 1 or 2)."""
    down = 0
    for n in (k, k + 1):
        if n + 1 >= len(units) or units[n + 1].indent < units[n].indent + 2 or units[n + 1].item:
            break
        down += 1
    return down


def _siblings(units: Sequence[Unit]) -> list[list[int]]:
    """The outer items of each list; text under an item (indented, or right below it) does not
    end the list.
    """
    out: list[list[int]] = []
    current: list[int] = []
    for k, u in enumerate(units):
        if u.marker is None:
            if u.kind is Kind.HEADING or (u.gap and not u.indent and not u.level):
                current = []
            continue
        if u.level:
            continue
        marker = units[current[-1]].marker if current else None
        if marker is None or marker.style != u.marker.style:
            current = []
            out.append(current)
        current.append(k)
    return out


def _listed(facts: Layout) -> list[bool]:
    """The lines right under a line that ends with a colon, as far as they have the shape of the
    first of them.
    """
    units = facts.units
    out = [False] * len(units)
    shape: tuple[str, str] | None = None
    for k in range(1, len(units)):
        u, text = units[k], units[k].text.text
        if u.gap or u.item or u.kind is not Kind.LINE:
            shape = None
            continue
        first = "0" if text[:1].isdigit() else "a" if text[:1].islower() else "A"
        own = (first, facts.split[k][0].style if facts.split[k] else "")
        if (
            units[k - 1].text.text.rstrip().endswith((":", "："))
            and units[k - 1].kind is Kind.LINE
            and own[1]
        ):
            shape = own
        out[k] = shape is not None and own == shape
        if not out[k]:
            shape = None
    return out


def _over_its_text(facts: Layout, k: int) -> bool:
    """Whether an item has items under it, or is short and has a line of text right under it."""
    if k + 1 >= len(facts.units):
        return False
    below = facts.units[k + 1]
    if below.item:
        return below.level > 0
    return not below.gap and below.kind is Kind.LINE and facts.n[k] <= 8 and facts.n[k + 1] > 4


#: So many lines are numbered in one way where the number is part of each headword ("§ 433 –
#: Kaufvertrag").
SERIES_LEAST = 3
#: The longest title behind such a number, in words.
SERIES_TITLE = 6
_COUNTS_ON = re.compile(r"\b(?:\d+[a-z]?|[IVX]{1,4})\b")


def _series(facts: Layout) -> list[bool]:
    """The lines that are a number, a dash or colon and a short title, over text, where several
    are numbered in one way.
    """
    shapes: dict[int, str] = {}
    for k, (u, options) in enumerate(zip(facts.units, facts.split, strict=True)):
        text = u.text.text
        cut = next((s for s in options if s.style in (":", "-")), None)
        below = facts.units[k + 1] if k + 1 < len(facts.units) else None
        if cut is None or below is None or below.gap or u.item or PART.match(text[: cut.end]):
            continue
        number, title = text[: cut.end], text[cut.start :]
        shape = re.sub(r"#(?:[\s,]+#)*", "#", _COUNTS_ON.sub("#", number)).strip()
        short = length(title) <= SERIES_TITLE and not STOP.search(title)
        if "#" in shape and short and title[:1].isupper():
            shapes[k] = shape
    often = Counter(shapes.values())
    return [often[shapes.get(k, "")] >= SERIES_LEAST for k in range(len(facts.units))]


#: So many plain entries show whether blank lines stand between them.
DENSE_LEAST = 4
#: Bullets over bullets are headwords where there are so many, and so large a share of their level
#: is like that.
PARENTS_LEAST = 5
PARENTS_SHARE = 0.6

#: No entry numbers so many items; a sequence as long as this numbers the entries.
LONG_LIST = 12


def _long(units: Sequence[Unit]) -> list[bool]:
    out = [False] * len(units)
    chains: dict[str, list[int]] = {}

    def close(chain: list[int]) -> None:
        if len(chain) >= LONG_LIST:
            for k in chain:
                out[k] = True

    for k, u in enumerate(units):
        if u.marker is None or not u.marker.ordered:
            continue
        chain = chains.setdefault(u.marker.style, [])
        last = units[chain[-1]].marker if chain else None
        if last is not None and u.marker.number != last.number + 1:
            close(chain)
            chain.clear()
        chain.append(k)
    for chain in chains.values():
        close(chain)
    return out


#: A title page of so many lines, if two of them say that they are one.
LONG_TITLE = 6
#: From here on a line under the first one reads as its text.
TEXT_BELOW = 0.9


def _like_an_entry(facts: Layout, end: int) -> bool:
    """Whether the first line is an entry in one line, as the lines below the title would be, and
    no title by its words.
    """
    if not facts.split[0] or CAPS.match(facts.units[0].text.text):
        return False
    split = facts.split[0][0]
    text = facts.units[0].text.text
    if split.score < SURE_ENTRY or TITLE.search(text[: split.end]) or split.start < 0:
        return False
    below = [facts.split[n][0].style for n in range(1, len(facts.units)) if facts.split[n]]
    return below[:3].count(split.style) >= 2 or (
        text[split.start :][:1].islower() and len(facts.units) <= 8
    )


#: From here on a split of a line is a plain entry.
SURE_ENTRY = 1.5
_BRACKETED = re.compile(r"^[(\[（].*[)\]）]\W*$")


def _title_block(facts: Layout) -> int:
    """How many lines at the top, before the first blank one, are a title: few, short, no
    sentences.
    """
    units = facts.units
    if units and units[0].kind is Kind.HEADING:
        return _subtitle(units)
    end = 1
    while end < len(units) and units[end].gap == 0:
        end += 1
    words = sum(bool(TITLE.search(u.text.text)) for u in units[:end])
    if end >= len(units) or end > (LONG_TITLE if words >= 2 else 3):
        # notes without blank lines: a title says that it is one
        end = 0
        while (
            end < min(3, len(units))
            and _plain_title(facts, end)
            and (
                TITLE.search(units[end].text.text)
                or (end == 0 and len(units) > 1 and TITLE.search(units[1].text.text))
            )
        ):
            end += 1
    blocks = _blocks(units)
    named = any(TITLE.search(u.text.text) for u in units[:end])
    if not named and sum(b == end for b in blocks) > 0.3 * len(blocks) and end > 1:
        return 0  # the first block looks like all others
    if end and _like_an_entry(facts, end):
        return 0
    if (
        end == 1
        and not named
        and not CAPS.match(units[0].text.text)
        and facts.sentence[1] > TEXT_BELOW
    ):
        return 0  # running text under it: a headword with a blank line below
    if units and units[0].kind is Kind.PARAGRAPH and TITLE.search(units[0].text.text):
        end = 1
    elif any(u.kind is not Kind.LINE or u.item for u in units[:end]):
        return 0
    plain = all(
        _plain_title(facts, k) and ((named and k > 0) or not units[k].text.text[:1].islower())
        for k in range(end)
    )
    return end if plain else 0


def _plain_title(facts: Layout, k: int) -> bool:
    """Whether a line at the top is short and no sentence; what is set in columns is counted
    column by column.
    """
    text = facts.units[k].text.text
    longest = max(length(piece) for piece in re.split(r"\s{3,}|\t", text))
    words = re.findall(r"[^\W\d_]{4,}", text)
    return longest <= 12 and (
        facts.sentence[k] < 1.3
        or (len(words) >= 3 and all(word[0].isupper() for word in words))
        or bool(k > 0 and _BRACKETED.match(text))
        or longest < facts.n[k]
    )


def _subtitle(units: Sequence[Unit]) -> int:
    """How many units the title takes where it is a heading: what stands in italics right under
    it is of the title.
    """
    end = 1
    while end < min(3, len(units)) and _all_in(units[end], Style.EM):
        end += 1
    return end if end > 1 else 0


def _all_in(u: Unit, style: Style) -> bool:
    return u.kind in OPEN and any(
        m.style is style and m.end - m.start >= len(u.text.text.strip()) for m in u.text.marks
    )


def _blocks(units: Sequence[Unit]) -> list[int]:
    """How many lines each block between blank lines has."""
    out: list[int] = []
    for k, u in enumerate(units):
        if u.gap or not k:
            out.append(0)
        out[-1] += 1
    return out


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _open_ends(units: Sequence[Unit], texts: Sequence[str], n: Sequence[float]) -> bool:
    """Whether most lines of text end without a full stop. A line that goes on below in lower
    case says nothing of it, unless nearly all lines begin so."""
    text = [k for k, u in enumerate(units) if u.kind is Kind.LINE and not u.item and n[k] > 5]
    last = [
        k for k in text if k + 1 == len(units) or units[k + 1].gap or not texts[k + 1][:1].islower()
    ]
    ends = [bool(STOP.search(texts[k])) for k in (last if 4 * len(last) > len(text) else text)]
    return sum(ends) < OPEN_ENDS * len(ends)


#: Notes are wrapped when so many of their lines come within WRAP_SLACK columns of one width.
WRAP_SHARE = 0.16
WRAP_SLACK = 10


def _wrap_width(units: Sequence[Unit]) -> int:
    """The column at which the lines of plain text were wrapped, 0 if they were not."""
    lengths = [u.raw for u in units if u.kind is Kind.LINE and u.raw >= 40]
    if len(lengths) < 4:
        return 0
    best, width = 0, 0
    counts = Counter(lengths)
    longest = max(lengths)
    if longest > 400:
        lengths = [x for x in lengths if x <= 200]
        if not lengths:
            return 0
        longest = max(lengths)
    for w in sorted(counts):
        if w > 130:
            break
        near = sum(counts[x] for x in range(w - WRAP_SLACK, w + 1))
        over = sum(c for x, c in counts.items() if x > w)
        value = near - 2 * over
        if value > best:
            best, width = value, w
    total = len([u for u in units if u.kind is Kind.LINE])
    if not width or best < max(3, WRAP_SHARE * total):
        return 0
    return width if _goes_on_below(units, width) else 0


#: In wrapped notes, so large a share of the full lines goes on in lower case (in a script without
#: case: ends without a stop).
GOES_ON = 0.3


def _goes_on_below(units: Sequence[Unit], width: int) -> bool:
    """Whether the lines that reach the width are continued by the lines under them."""
    full = on = 0
    for u, below in pairwise(units):
        if not width - WRAP_SLACK <= u.raw <= width or below.gap or below.item:
            continue
        full += 1
        first = below.text.text[:1]
        cased = first.lower() != first.upper()
        on += first.islower() if cased else not STOP.search(glance(u.text.text))
    return on >= GOES_ON * full


_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def _was_full(before: Unit, unit: Unit, width: int) -> bool:
    """Whether the first word of a line would not have fitted on the line before it."""
    if unit.gap or unit.kind is not Kind.LINE or before.kind is not Kind.LINE or unit.item:
        return False
    text = unit.text.text
    # in scripts without spaces a line is broken anywhere: one character would have fitted
    need = 1 if _UNSPACED.match(text) else 1 + len(text.split(" ", 1)[0])
    return before.raw + need > width and 0.6 * width <= before.raw <= width + WRAP_SLACK


def _short_runs(facts: Layout) -> None:
    """Marks the lines in runs of three or more short lines without blank lines: the items of a
    list without markers.
    """
    units = facts.units
    k = 0
    while k < len(units):
        run = [k]
        while (
            run[-1] + 1 < len(units)
            and units[run[-1] + 1].gap == 0
            and units[run[-1] + 1].kind is Kind.LINE
            and not units[run[-1] + 1].item
            and facts.n[run[-1] + 1] <= 7
        ):
            run.append(run[-1] + 1)
        announced = units[run[0]].text.text.rstrip().endswith((":", "："))
        if len(run) >= (3 if announced else 4):
            inner = [r for r in run[1:] if facts.n[r] <= 7]
            if len(inner) >= 2:
                for r in inner:
                    # the last of a run may be the next headword if running text follows it at once
                    after = r + 1 < len(units) and units[r + 1].gap == 0 and facts.n[r + 1] > 9
                    facts.short[r] = not after
        k = run[-1] + 1


def goes_on(text: str, head: str) -> bool:
    """Whether a line begins with the words of a line above it that looks like a headword."""
    return (
        2 < len(head) < 60
        and len(text) > len(head)
        and text.casefold().startswith(head.strip(" :").casefold() + " ")
    )


def aligned(facts: Layout, k: int, split: Split) -> bool:
    """Whether the line before or after has its second column at the same place."""
    near = (j for j in (k - 1, k + 1) if 0 <= j < len(facts.units))
    return any(
        o.style == "columns" and o.start == split.start for j in near for o in facts.split[j]
    )


#: So many lines below a heading are looked at for entries of one mark.
BELOW = 6


def entries_below(facts: Layout, k: int) -> bool:
    """Whether, before the next blank line, two of the lines below could be entries marked in one
    way.
    """
    marks: Counter[str] = Counter()
    for n in range(k + 1, min(k + 1 + BELOW, len(facts.units))):
        if n > k + 1 and facts.units[n].gap:
            break
        if facts.split[n] and facts.split[n][0].score > 0 and not facts.full[n]:
            marks[facts.split[n][0].style] += 1
    return bool(marks) and max(marks.values()) >= 2


def look(u: Unit) -> str:
    """How a headword alone on its line is set off."""
    if u.answer:
        return "?"
    if all_bold(u):
        return "bold"
    return ":" if u.text.text.rstrip().endswith((":", "：")) else ""


def over_parent(facts: Layout, k: int) -> bool:
    """Whether a unit is a bullet over bullets, in notes where such bullets are the headwords."""
    units = facts.units
    if not facts.parents or not units[k].item or units[k].level or k + 1 >= len(units):
        return False
    return units[k + 1].item and units[k + 1].level > 0


#: From here on a definition run on behind its headword is plain to see.
RUNS_ON = 0.4


def runs_on(facts: Layout, k: int) -> bool:
    """Whether a line has a capital in its middle that begins a definition: rare in running text."""
    return any(s.style == "run-on" and s.score > RUNS_ON for s in facts.split[k])


def is_context(facts: Layout, k: int) -> bool:
    """Whether a short line, which stands in the document more than once, has a line over it and
    text under it.
    """
    u, units = facts.units[k], facts.units
    if (
        u.gap
        or u.item
        or k + 1 >= len(units)
        or units[k + 1].gap
        or facts.n[k] > 8
        or STOP.search(glance(u.text.text))
    ):
        return False
    return (
        facts.again[fold(u.text.text)] > 1
        and facts.n[k + 1] > 4
        and not units[k - 1].item
        and facts.n[k - 1] <= 8
    )


#: Prepositions that also end a German clause ("…kommt es darauf an").
SEPARABLE = frozenset(
    ["an", "auf", "aus", "ab", "vor", "zu", "mit", "nach", "bei", "ein", "um", "durch"]
)


def hangs(text: str, below: str) -> bool:
    """Whether a line cannot be the end of a sentence: it ends with an article, a preposition, a
    comma.

    >>> hangs("carried by the", "heart"), hangs("es kommt darauf an",
    ...     "Vorsatz: …"), hangs("an end.", "New")
    (True, False, False)
    """
    text = text.rstrip()
    if text.endswith((",", "(", "&")):
        return True
    last = tokens(text[-24:])[-1:]
    if not last or not text[-1:].isalpha() or last[0] not in CONNECTORS:
        return False
    return last[0] not in SEPARABLE or below[:1].islower()


def introduces(units: Sequence[Unit], k: int) -> bool:
    """Whether a paragraph is all that stands between a heading and the deeper headings or the
    terms below it, or between the document's title and its first heading."""
    if not 0 < k < len(units) - 1 or units[k].kind is not Kind.PARAGRAPH:
        return False
    above, below = units[k - 1], units[k + 1]
    titled = above.block is not None and above.block.value == TITLE_OF_DOCUMENT
    deeper = below.kind is Kind.HEADING and (below.level > above.level or titled)
    return above.kind is Kind.HEADING and (deeper or below.kind is Kind.TERM)


#: What a box beside the text is called in its first words: it belongs to the entry above it.
_CALLOUT = re.compile(
    r"\W{0,4}(?:(?:exam|study|pro|quick)?[ -]?(?:notes?|tips?|hints?)|n\.?b\.?|warning"
    r"|caution|attention|danger|important|remember|reminder|info|"
    r"key (?:point|idea)s?|merke|merksatz|hinweis|achtung|wichtig|beachte|tipp"
    r"|remarque|à retenir|astuce|nota|ojo|importante|consejo|attenzione|ricorda|"
    r"注意|注|重要|ポイント)(?=\W|$)",
    re.IGNORECASE,
)


def is_quoted_callout(u: Unit) -> bool:
    """Whether a unit is the beginning of a quotation that says what kind of remark it is: ">
    **Note** …".
    """
    quoted = u.block is not None and u.block.quote > 0
    return quoted and _CALLOUT.match(u.text.text[:40]) is not None


BRACKET_BEHIND = re.compile(r"\s*[(（][^()（）]{1,60}[)）]$")


def all_bold(u: Unit) -> bool:
    """Whether a line is bold from end to end, but for a bracket behind a bold headword."""
    text = u.text.text.strip(" :：")
    found = BRACKET_BEHIND.search(text)
    least = found.start() if found and found.start() else len(text)
    return any(m.style is Style.STRONG and m.end - m.start >= least for m in u.text.marks)


def named_again(head: str, body: str) -> bool:
    """Whether the body speaks of the headword at its beginning ("threshold" / "A threshold value
    of…").
    """
    words = {t for t in tokens(head) if len(t) > 3 and t not in CLAUSE}
    if not words:
        return False
    start = set(tokens(body[:80]))
    return any(h in start or h.rstrip("s") in start or h + "s" in start for h in words)
