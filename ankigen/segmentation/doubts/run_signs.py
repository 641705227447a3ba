"""Runs of plain lines most of which are of one shape that entries have, where few of them were read
as entries: a finding is due for the whole run, since no mark tells which reading is right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import hangs
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.segmentation.splits.weak_marks import after_comma
from ankigen.segmentation.words import Vocabulary, length
from ankigen.text.patterns import when_asked

#: So many lines of one shape, and so large a share of the run, are a list of entries.
LINES, SHARE = 4, 0.45
#: Lines that only the words in them show to be entries: more is asked of them.
BARE_LINES, BARE_SHARE = 5, 0.5
#: So large a share of the lines of a shape was not read as entries, or the run is no question.
MISSED = 0.4
#: Hardly any line of a list ends like a sentence.
ENDED = 0.25
#: So many lines in the order of the alphabet, which begin with so many letters or more.
ALPHABET, LETTERS, IN_ORDER = 8, 4, 0.9
#: So many lines above such a list may be its title.
TITLE = 3
#: So many pairs of a headword and one line of text; headwords as long as their text in so large
#: a share of them, and of so many words in the middle, are lines like the others.
PAIRS, AS_LONG, LONG_HEADWORD = 4, 0.35, 3

#: So many lines, some of which are headwords with no fewer words than this share of the texts'.
ALIKE, ALIKE_SHARE = 6, 0.7
#: So many lines under one headword, and so many times as many as a run has in the middle; each of
#: them has so many words.
UNTITLED, TIMES, FEW_WORDS = 6, 2.5, 3
#: So large a share of the lines of a run with such lines in its midst begins alike, each with a
#: word of its own; none has more words, headwords no fewer than this share of the words of texts.
ALL_ALIKE, BRIEF, AMID = 0.85, 14, 0.6

_NAME = when_asked(
    r"^(?:[^\W\d_]\S* )(?:(?:(?:of|the|de|da|del|la|von|van) ){0,2}[A-ZÀ-Þ]\S* ){0,4}"
    r"(?=[^\W\d_A-ZÀ-Þ])"
)
_END = when_asked(r"[.!?:;,][\"'”’)\]]*$")
#: A sentence ends and another begins, or a word is broken: such lines are of a text.
_SENTENCES = when_asked(r"[^\W\d]{2}[.!?]\s+[A-ZÀ-Þ]|\w-$")
_WORD = when_asked(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INSIDE = (Role.HEAD, Role.HEAD2, Role.BODY, Role.WRAP, Role.LOOSE)


@dataclass(frozen=True, slots=True)
class Region:
    """Units from `first` to `last` that hold lines of the shape of entries; `why` says which, and
    `setting` by what a layout may part them.
    """

    first: int
    last: int
    places: tuple[int, ...]
    why: str
    setting: str = ""


def regions(draft: Draft, words: Vocabulary) -> Iterator[Region]:
    """The runs of a document that hold entries of one shape, at most one region for each run."""
    runs = list(_runs(draft))
    sizes = sorted(len(run) for run in runs)
    for run in runs:
        open_ = [k for k in run if draft.roles[k] in _INSIDE and k not in draft.settled]
        if len(open_) < max(LINES, MISSED * len(run)):
            continue
        found = (
            _by_comma(draft, run)
            or _in_turns(draft, run)
            or _alike(draft, run)
            or _bare(draft, run, words)
            or _amid(draft, run)
            or _untitled(draft, run, _usual_but(sizes, len(run)))
        )
        if found is not None:
            yield found


def _usual_but(sizes: Sequence[int], size: int) -> int:
    """The one in the middle of these sizes, in their order, without one of this size; 0 where there
    is no other.
    """
    middle = (len(sizes) - 2) // 2
    at = bisect_left(sizes, size)
    return sizes[middle + (at <= middle)] if len(sizes) > 1 else 0


def _runs(draft: Draft) -> Iterator[Sequence[int]]:
    """Lines right below one another that are no items."""
    run: list[int] = []
    for k, unit in enumerate(draft.units):
        plain = unit.kind in OPEN and not unit.item and not unit.answer
        if run and (not plain or unit.gap):
            yield run
            run = []
        if plain:
            run.append(k)
    if run:
        yield run


def _missed(draft: Draft, run: Sequence[int], places: Sequence[int]) -> bool:
    """Whether these lines of a run are a list, most of which was not read as entries; lines that
    stand under a headword of another shape in turns are explained."""
    texts = [draft.units[k].text.text for k in places]
    if sum(_END.search(t) is not None for t in texts) > ENDED * len(places):
        return False
    among = set(places)
    open_ = [k for k in places if draft.roles[k] in _INSIDE and k not in draft.settled]
    above = [k - 1 for k in places if k > run[0] and k - 1 not in among]
    under = sum(draft.roles[k] in HEADS for k in above)
    parted = sum(draft.may_part(k) for k in run)
    return (
        len(open_) >= max(LINES, MISSED * len(places))
        and under <= len(places) / 2
        and parted <= len(run) / 3
    )


def _region(run: Sequence[int], places: Sequence[int], why: str) -> Region:
    return Region(run[0], run[-1], tuple(places), why)


def _by_comma(draft: Draft, run: Sequence[int]) -> Region | None:
    places = [k for k in run if after_comma(draft.units[k].text.text)]
    if len(places) < max(LINES, SHARE * len(run)) or not _missed(draft, run, places):
        return None
    why = "a few words, a comma, and what is said of them"
    return Region(run[0], run[-1], tuple(places), why, ' (separator = ", ")')


def _in_turns(draft: Draft, run: Sequence[int]) -> Region | None:
    """Headwords and their text in turns, though all of them are of one shape."""
    roles = draft.roles
    heads = [
        k
        for k in run[:-1]
        if roles[k] is Role.HEAD
        and roles[k + 1] in (Role.BODY, Role.WRAP)
        and (k + 2 not in run or roles[k + 2] is Role.HEAD)
    ]
    if len(heads) < PAIRS or 2 * len(heads) < 0.8 * len(run):
        return None
    if any(_asks(draft, k) for k in heads):
        return None
    n = draft.layout.n
    as_long = sum(n[k] >= n[k + 1] for k in heads)
    if as_long < AS_LONG * len(heads) or median(n[k] for k in heads) < LONG_HEADWORD:
        return None
    return _region(run, run, "headwords and their text look alike")


def _alike(draft: Draft, run: Sequence[int]) -> Region | None:
    """Lines in a run of brief ones that were taken for headwords though they are as long as the
    texts between them.
    """
    roles, n = draft.roles, draft.layout.n
    heads = [k for k in run[1:-1] if roles[k] is Role.HEAD and roles[k + 1] in _INSIDE[2:]]
    bodies = [k for k in run[1:] if roles[k] in (Role.BODY, Role.WRAP)]
    if len(run) < ALIKE or not heads or len(bodies) <= max(2, len(heads)) or not _plain(draft, run):
        return None
    long = mean(n[k] for k in heads) >= ALIKE_SHARE * mean(n[k] for k in bodies)
    if not long or min(n[k] for k in heads) < LONG_HEADWORD or any(_asks(draft, k) for k in heads):
        return None
    return _region(run, run, "headwords and their text look alike")


def _untitled(draft: Draft, run: Sequence[int], habit: int) -> Region | None:
    """More lines under one headword than the document has elsewhere, none of which goes on with
    the one before.
    """
    roles, units = draft.roles, draft.units
    head, inner = run[0], run[1:]
    under = roles[head] is Role.HEAD and all(roles[k] in (Role.BODY, Role.WRAP) for k in inner)
    if not under or len(inner) < max(UNTITLED, TIMES * habit) or not _plain(draft, run):
        return None
    n = draft.layout.n
    texts = [units[k].text.text for k in inner]
    begun = {t.split()[0].casefold() for t in texts}
    brief = min(n[k] for k in inner) < FEW_WORDS or n[head] > LONG_HEADWORD
    goes_on = sum(hangs(a, b) for a, b in pairwise(texts)) > ENDED * len(inner)
    goes_on = goes_on or any(_SENTENCES.search(text) for text in texts)
    if goes_on or brief or len(begun) < len(inner) or _asks(draft, head):
        return None
    return _region(run, inner, f'all of them under "{units[head].text.text}"')


def _amid(draft: Draft, run: Sequence[int]) -> Region | None:
    """Many lines under one line in the midst of a run, where those that were taken for headwords
    and topics begin as the others do and are not much briefer, and none goes on with the one
    before.
    """
    roles, units, n = draft.roles, draft.units, draft.layout.n
    heads = [k for k in run if roles[k] is Role.HEAD]
    topics = [k for k in run if roles[k] is Role.SECTION]
    bodies = [k for k in run if roles[k] in (Role.BODY, Role.WRAP)]
    most = max((b - a - 1 for a, b in pairwise((*heads, run[-1] + 1))), default=0)
    topics = topics if len(topics) > 1 else [k for k in topics if k > run[0]]
    opening = [*heads, *topics]
    if len(opening) < 2 or most < UNTITLED or not _plain(draft, run):
        return None
    long = mean(n[k] for k in opening) >= AMID * mean(n[k] for k in bodies)
    if not long or min(n[k] for k in opening) < LONG_HEADWORD or max(n[k] for k in run) > BRIEF:
        return None
    texts = [units[k].text.text for k in run]
    small = sum(text[:1].islower() for text in texts)
    begun = {text.split()[0].casefold() for text in texts}
    alike = small >= ALL_ALIKE * len(run) or small <= (1 - ALL_ALIKE) * len(run)
    goes_on = sum(hangs(a, b) for a, b in pairwise(texts)) > ENDED * len(run)
    if not alike or goes_on or len(begun) < ALL_ALIKE * len(run):
        return None
    if any(map(_SENTENCES.search, texts)) or any(_asks(draft, k) for k in opening):
        return None
    return _region(run, run, "headwords and their text look alike")


def _asks(draft: Draft, k: int) -> bool:
    return draft.units[k].text.text.endswith(("?", ":"))


def _plain(draft: Draft, run: Sequence[int]) -> bool:
    """Whether hardly any line of a run ends a sentence or is parted by a mark."""
    texts = [draft.units[k].text.text for k in run]
    ended = sum(_END.search(text) is not None for text in texts)
    parted = sum(draft.may_part(k) for k in run)
    return ended <= ENDED * len(run) and parted <= len(run) / 3


def _bare(draft: Draft, run: Sequence[int], words: Vocabulary) -> Region | None:
    """Lines that are in the order of the alphabet, or begin with a name or with a word that no
    other line has and no lexicon knows."""
    texts = {k: draft.units[k].text.text for k in run}
    several = [k for k in run if length(texts[k]) > 1]
    order = _ordered(several, texts)
    if order and _missed(draft, run, order):
        return _region(run, order, "in the order of the alphabet")
    places = [
        k
        for k in several
        if after_comma(texts[k]) or _begins_with_name(texts[k], words) or _foreign(texts[k], words)
    ]
    many = len(places) >= max(BARE_LINES, BARE_SHARE * len(run))
    if not many or not _missed(draft, run, places):
        return None
    return _region(run, places, "a name or a word, and what is said of it")


def _ordered(places: Sequence[int], texts: dict[int, str]) -> list[int]:
    """The lines, where nearly all come in the order of the alphabet; else none."""
    found = {k: _WORD.search(texts[k]) for k in places}
    firsts = [m[0].casefold() for k in places if (m := found[k])]
    if len(firsts) < len(places):
        return []
    title = 0  # lines above the list
    while title < TITLE and firsts[title : title + 2] != sorted(firsts[title : title + 2]):
        title += 1
    places, firsts = places[title:], firsts[title:]
    steps = sum(a <= b for a, b in pairwise(firsts))
    letters = len({word[0] for word in firsts})
    ordered = len(places) >= ALPHABET and steps >= IN_ORDER * (len(places) - 1)
    return list(places) if ordered and letters >= LETTERS else []


def _begins_with_name(text: str, words: Vocabulary) -> bool:
    first = _WORD.match(text)
    named = _NAME.match(text)
    if first is None or named is None or not first[0][0].isupper():
        return False
    capitals = sum(word[0].isupper() for word in named[0].split())
    return capitals > 1 or not words.common(first[0].casefold())


def _foreign(text: str, words: Vocabulary) -> bool:
    """Whether a lexicon knows all words of a line but the first."""
    first = _WORD.search(text)
    if first is None or words.exists(first[0].casefold()):
        return False
    others = [w.casefold() for w in _WORD.findall(text, first.end())]
    return bool(others) and all(map(words.exists, others))
