"""The look of a document: wrapped or not, what repeats, what hangs together, which lines are
full or stand in a run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN, Unit
from ankigen.segmentation.headword_score import REPORTED, sentenceness, termness
from ankigen.segmentation.sequence.look import CERTAIN, HEADING_SIGNS, STOP, Layout, fold
from ankigen.segmentation.sequence.title_block import SURE_ENTRY, title_block
from ankigen.segmentation.sequence.wrapping import open_ends, was_full, wrap_width
from ankigen.segmentation.splits.line_splits import splits
from ankigen.segmentation.words import (
    PART,
    Vocabulary,
    glance,
    length,
    without_continued,
)
from ankigen.text.patterns import when_asked

_LOWER = re.compile(r"\b[a-z][a-z'-]+")


def layout_of(units: Sequence[Unit], vocabulary: Vocabulary) -> Layout:
    texts = [without_continued(glance(u.text.text)) for u in units]
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
    width = wrap_width(units)
    lower = {w for t in texts for w in _LOWER.findall(t)}

    def common(word: str) -> bool:
        return word in lower or vocabulary.common(word)

    places = _places(units)
    facts = Layout(
        units,
        term,
        [sentenceness(t) for t in texts],
        [length(REPORTED.sub("", t) if "(" in t or "[" in t else t) for t in texts],
        [
            splits(u.text, known, common) if u.kind in OPEN and k not in places else []
            for k, u in enumerate(units)
        ],
        [False] * len(units),
        [False] * len(units),
        again,
        wrapped=width > 0,
    )
    for k in range(1, len(units)):
        certain = bool(facts.split[k]) and facts.split[k][0].style in CERTAIN
        facts.full[k] = width > 0 and not certain and was_full(units[k - 1], units[k], width)
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
    facts.series = [k in places or one for k, one in enumerate(_series(facts))]
    facts.outlined = _outlined(units)
    facts.continues = [False] * len(units)
    for items in facts.siblings:
        for k in items[1:]:
            facts.continues[k] = True
    facts.open_ends = not facts.wrapped and open_ends(units, texts, facts.n)
    outer = [k for k, u in enumerate(units) if u.item and u.level == 0]
    over = sum(_over_its_text(facts, k) for k in outer)
    facts.parents = len(outer) >= PARENTS_LEAST and over >= PARENTS_SHARE * len(outer)
    facts.counted = _counted(units)
    facts.title = title_block(facts)
    return facts


#: So many points that each begin with their place, as a number or a letter and a mark, are what a
#: heading or a picture shows, and no entries of their own.
PLACES_LEAST = 4
_PLACE = re.compile(r"(\d{1,2}|[A-Z])\s?[:=–-]\s")


def _places(units: Sequence[Unit]) -> frozenset[int]:
    """The points that number themselves behind their bullets, from the first place on."""
    out: set[int] = set()
    run: list[int] = []
    last = ""
    for k, u in enumerate(units):
        found = _PLACE.match(u.text.text) if u.item else None
        if found is None:
            continue
        place = found.group(1)
        follows = place == _next(last) and u.level == units[run[-1]].level
        run = [*run, k] if follows else [k] if place in ("1", "A") else []
        last = place if run else ""
        if len(run) >= PLACES_LEAST:
            out.update(run)
    return frozenset(out)


def _next(place: str) -> str:
    """The place behind one: a number or a letter."""
    if not place:
        return "-"
    return str(int(place) + 1) if place.isdecimal() else chr(ord(place) + 1)


#: So many headings are nothing but the name and number of a part ("Lecture 3").
COUNTED_LEAST = 2
_TITLED = when_asked(r"([^\W\d_]+\.?\s*\d{1,3})\s*[:.–—-]\s*\S")


#: A number, or several, or a date that is all of a heading; so are dots.
_NUMBER = re.compile(
    r"\d{1,3}[.)]?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
    r"|\d{1,3}(?:\s?[-–,+&]\s?\d{1,3})+|\.{2,}|…"
)
#: The same with a remark in brackets.
_REMARKED = re.compile(r"\d{1,3}\s?\([^()]{2,40}\)")


def _counted(units: Sequence[Unit]) -> frozenset[int]:
    """The headings that count the parts of a course or book, where most of them say no more."""
    texts = {k: u.text.text.strip(" :") for k, u in enumerate(units) if u.kind is Kind.HEADING}
    alone = {k for k, text in texts.items() if PART.match(text) or _NUMBER.fullmatch(text)}
    titled = {
        k
        for k, text in texts.items()
        if (found := _TITLED.match(text)) and PART.match(found.group(1))
    }
    remarked = {k for k, text in texts.items() if _REMARKED.fullmatch(text)}
    if len(remarked) < len(alone):
        titled |= remarked
    least = max(COUNTED_LEAST, len(titled - alone))
    return frozenset(alone | titled if len(alone) >= least else ())


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


#: The share of plain lines under a less indented one that makes an outline.
OUTLINED = 0.35


def _outlined(units: Sequence[Unit]) -> bool:
    lines = [u for u in units if u.kind is Kind.LINE and not u.item]
    return sum(u.indent >= 2 for u in lines) >= OUTLINED * max(1, len(lines)) and len(lines) >= 8


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
    # a title with the next one right below it stands over no text: such lines are a list ("1789 -
    # Bastille", "1815 - Waterloo")
    often = Counter(shape for k, shape in shapes.items() if shapes.get(k + 1) != shape)
    dense = Counter(shape for k, shape in shapes.items() if shapes.get(k + 1) == shape)
    series = {s for s, n in often.items() if n >= SERIES_LEAST and n > dense[s]}
    return [shapes.get(k) in series for k in range(len(facts.units))]


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
