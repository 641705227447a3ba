"""The look of a document, and what single lines look like beside their neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ankigen.model import TITLE_OF_DOCUMENT, Kind, Style
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import (
    CLAUSE,
    CONNECTORS,
    glance,
    tokens,
)
from ankigen.text.patterns import when_asked
from ankigen.text.word_lists import word_set

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
    counted: frozenset[int] = frozenset()  # headings that count parts ("Lecture 3"): no headwords
    title: int = 0  # units in the block of title lines at the top
    wrapped: bool = False


#: Signs that stand before headings rather than items.
HEADING_SIGNS = "■◆◇▼★☆□"


def steps_down(units: Sequence[Unit], k: int) -> int:
    """How many of the next two lines are each indented deeper than the one before (0, 1 or 2)."""
    down = 0
    for n in (k, k + 1):
        if n + 1 >= len(units) or units[n + 1].indent < units[n].indent + 2 or units[n + 1].item:
            break
        down += 1
    return down


_NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    folded = text.casefold()
    if folded.replace(" ", "").isalnum():
        return " ".join(folded.split())
    return _NO_WORD.sub(" ", folded).strip()


def goes_on(text: str, above: Iterable[Unit]) -> bool:
    """Whether a line begins with the words of a line above it that looks like a headword."""
    folded = text.casefold()
    return any(
        2 < len(head := u.text.text) < min(60, len(text))
        and folded.startswith(head.strip(" :").casefold() + " ")
        for u in above
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
    splits = facts.split[k]  # most lines have none
    return bool(splits) and any(s.style == "run-on" and s.score > RUNS_ON for s in splits)


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


#: Words that no line ends with, unless it asks.
OPENS_CLAUSE = word_set(
    "where which whose because although whereas very their its every "
    "weil obwohl deren dessen sowie sehr jede jeder jedes "
    "dont lequel laquelle parce très leur leurs cuyo cuya muy cujo cuja muito cui molto non "
    "omdat waarbij"
)


#: The letter behind a name of so many words, with itself, tells names apart.
LETTERED = 3
#: A letter that stands for a quantity.
_LETTER_LAST = when_asked(r"\b(?:and|or|of|in|both|than|by|for|with|[b-z])\s[b-z]$")


def hangs(text: str, below: str) -> bool:
    """Whether a line cannot be the end of a sentence: it ends with an article, a preposition, a
    comma, or a word that opens a clause.

    >>> hangs("carried by the", "heart"), hangs("es kommt darauf an",
    ...     "Vorsatz: …"), hangs("an end.", "New")
    (True, False, False)
    >>> hangs("used for central DI", "acromegaly - …"), hangs("a bay where", "Ebb meets flood")
    (False, True)
    """
    text = text.rstrip()
    if text.endswith((",", "(", "&")):
        return True
    if not text[-1:].isalpha():
        return False
    end = text.rpartition(" ")[2]
    if end.isupper() and len(end) > 1 and (end == text or not text.isupper()):
        return False  # a short form: "DI" is no "di", "AD/AS" no "as"
    if len(end) == 1 and _LETTER_LAST.search(text):
        return False  # "related to both x and y"
    last = tokens(text[-24:])[-1:]
    if not last or last[0] not in CONNECTORS:
        return bool(last) and last[0] in OPENS_CLAUSE
    named = len(end) == 1 and 1 < len(text.split()) <= LETTERED
    if named and (below[:1].isupper() or (end.isupper() and not text.isupper())):
        return False  # "chlorophyll a", "Casimir I" over what is said of it
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
_CALLOUT = when_asked(
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
    if not u.text.marks or not any(m.style is Style.STRONG for m in u.text.marks):
        return False
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
