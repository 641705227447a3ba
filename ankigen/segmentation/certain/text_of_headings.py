"""Paragraphs below a heading that are its text: those that begin with its name, lone ones that only
look like an entry in passing, and what stands below one of several numbered headings.
"""

from __future__ import annotations

import math
from collections.abc import Collection

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.certain.item_parents import is_named
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.sections import is_letter, names_no_topic
from ankigen.segmentation.siblings.hypotheses import HEADS, INSIDE, Draft
from ankigen.segmentation.siblings.line_roles import LineRole
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.words import length, tokens
from ankigen.text.patterns import when_asked
from ankigen.text.questions import asks

#: The name of a heading has no more words, it stands among so many first words of the paragraph
#: below, and that has so many words at least.
NAME, REACH, LEAST = 4, 6, 8
#: The only entry under a heading is its text, if it has no more units.
LONG = 12
#: A heading over more entries than these is their topic.
ENTRIES = 3
_BRACKET = when_asked(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
#: Marks that stand inside texts, but the verb of a definition.
_PASSING = WEAK - {"copula"}
_COLON_TOO = _PASSING | {":"}
#: So many headings are headwords, and no more than so many times as many lines are entries by a
#: mark, where a colon parts a label of the text.
HEADWORDS, RARELY = 5, 0.5
_FULL = when_asked(r"[^\W\d_]{3}[.。][\"”»)]*$")
#: Of so many headwords, no more than these are parted where nothing but a capital or a full stop
#: parts: such lines are none.
MANY, PASSING = 8, 3
_COLONS = (":", "：")
_SENTENCES = when_asked(r"[^\W\d_][.。]\s+\w.*[.。]\s*$")
#: A line of so many words that may be a headword over lines is text with this chance.
WORDS, TEXT = 3, math.log(0.74)
_NO_MARKS = ("run-on", ".")
#: No larger a share of the lines that are headwords ends with a full stop where that is no habit.
STOPPED = 0.2
#: So many headings of a level have a number, so large a share of them all, and so large a share of
#: those are headwords.
COUNTED, COUNTED_SHARE, HEAD_SHARE = 4, 0.8, 0.5
_COUNTED = when_asked(r"\d{1,3}[.)]\s?[^\W\d]")


def take_texts_of_headings(draft: Draft) -> None:
    """Gives such paragraphs to the heading, which becomes a headword if it is none yet."""
    _stopped(draft)
    _passing(draft)
    _numbered(draft)
    marks = _COLON_TOO if _rarely_parted(draft) else _PASSING
    roles = draft.roles
    top = next(iter(draft.headings), 0)
    for k, end in draft.headings.items():
        few = k != top and draft.entries(k + 1, end) <= ENTRIES  # else it speaks of the notes below
        own = k + 1 < end and (_names(draft, k) or _over_one(draft, k, end))
        if roles[k] is Role.SECTION and few and own:
            closes = (n for n in range(k + 2, end) if roles[n] in (*HEADS, Role.SECTION))
            draft.head(k, next(closes, end))
        elif roles[k] is Role.HEAD:
            _lone(draft, k, end, marks)


def _rarely_parted(draft: Draft) -> bool:
    """Whether many headings are headwords, and few lines entries by a mark."""
    heads = sum(draft.roles[k] is Role.HEAD for k in draft.headings)
    parted = sum(split.style not in WEAK for split in draft.splits.values())
    return heads >= HEADWORDS and parted <= RARELY * heads


def _numbered(draft: Draft) -> None:
    """Numbered headings of one level with none below them are alike: where most are headwords, the
    others are so, too, whatever some lines below them look like.
    """
    units, roles = draft.units, draft.roles
    for level in {units[k].level for k in draft.headings}:
        same = [k for k in draft.headings if units[k].level == level]
        counted = [k for k in same if _COUNTED.match(units[k].text.text)]
        heads = [k for k in counted if roles[k] in HEADS]
        if len(counted) < max(COUNTED, COUNTED_SHARE * len(same)):
            continue
        if len(heads) < HEAD_SHARE * len(counted):
            continue
        for k in counted:
            end = draft.headings[k]
            over = roles[k] is Role.SECTION and draft.section_end(k) == end > k + 1
            if over and draft.entries(k + 1, end) <= ENTRIES:
                draft.head(k, end)


def _over_one(draft: Draft, k: int, end: int) -> bool:
    """Whether a heading stands right over the only entry up to the next one, which no clear mark
    parts and which is no name with what is said of it; or which a colon parts, where no heading
    lies below.
    """
    heading = draft.units[k].text
    if names_no_topic(heading) or is_letter(heading.text):
        return False
    plain = draft.roles[k + 1] is Role.HEAD and not is_named(draft, k + 1)
    weak = k + 1 in draft.splits and draft.splits[k + 1].style in WEAK
    deepest = draft.section_end(k) == end
    weak = weak or (deepest and (_at_colon(draft, k + 1) or _amid_sentences(draft, k + 1)))
    alone = end <= k + 1 + LONG and draft.entries(k + 1, end) == 1
    alone = alone and not asks(draft.units[k + 1].text.text)
    return alone and (plain or weak) and k not in draft.layout.counted


def _at_colon(draft: Draft, k: int) -> bool:
    """Whether a colon parts an entry."""
    split = draft.splits.get(k)
    if draft.roles[k] is not Role.ENTRY or split is None:
        return False
    text = draft.units[k].text.text
    return (text[: split.end].rstrip() + text[split.end : split.start]).rstrip()[-1:] in _COLONS


def _amid_sentences(draft: Draft, k: int) -> bool:
    """Whether an arrow in the first of several sentences parts an entry."""
    split, text = draft.splits.get(k), draft.units[k].text.text
    if draft.roles[k] is not Role.ENTRY or split is None or split.style != "=>":
        return False
    said = text[split.start :]
    return length(text[: split.end]) > NAME and _SENTENCES.search(said) is not None


def _names(draft: Draft, k: int) -> bool:
    """Whether the paragraph below a heading begins with its name, and is in no entry by a mark."""
    below = draft.units[k + 1]
    weak = k + 1 in draft.splits and draft.splits[k + 1].style in WEAK
    if below.kind not in OPEN or below.item or not (draft.roles[k + 1] is Role.LOOSE or weak):
        return False
    return len(tokens(below.text.text)) >= LEAST and says_its_name(draft, k)


def says_its_name(draft: Draft, k: int) -> bool:
    """Whether what stands right below a heading has its name among its first words."""
    name = tokens(_BRACKET.sub("", draft.units[k].text.text))
    if not 0 < len(name) <= NAME or k + 1 == len(draft.units):
        return False
    first = tokens(draft.units[k + 1].text.text)[: REACH + len(name)]
    return any(first[n : n + len(name)] == name for n in range(REACH))


def _lone(draft: Draft, k: int, end: int, marks: Collection[str]) -> None:
    """The one paragraph below a headword and its text that is parted by one of these `marks`."""
    weak = [
        n
        for n in range(k + 2, end)
        if draft.roles[n] is Role.ENTRY and n in draft.splits and draft.splits[n].style in marks
    ]
    if len(weak) != 1 or draft.units[weak[0]].item or draft.roles[weak[0] - 1] not in INSIDE:
        return
    if not draft.entries(k + 1, weak[0]):
        draft.join(weak[0], weak[0] + 1)


def _passing(draft: Draft) -> None:
    """Takes back the few entries of many that no mark parts but a capital or a full stop."""
    units, roles = draft.units, draft.roles
    heads = [k for k, role in enumerate(roles) if role in HEADS]
    if len(heads) < MANY:
        return
    for style in _NO_MARKS:
        lines = [k for k in heads if k in draft.splits and draft.splits[k].style == style]
        if not 0 < len(lines) <= PASSING:
            continue
        for k in lines:
            end = next((n for n in heads if n > k), len(units))
            stop = next((n for n in range(k + 1, end) if roles[n] not in INSIDE), end)
            outer = draft.entry_of(k - 1)
            if outer is not None and units[outer].kind is Kind.HEADING:
                draft.join(k, stop)
            elif outer is None:
                for n in range(k, stop):
                    roles[n] = Role.LOOSE
                draft.splits.pop(k, None)


#: Words with which no name begins: what asks, how many, and where, when and how often.
NO_NAME = frozenset((
    "what", "how", "when", "where", "who", "why", "which", "every", "all", "most", "many", "some",
    "lots", "almost", "sometimes", "often", "usually", "here", "also", "then", "as", "such",
    "wie", "wo", "wann", "wer", "warum", "alle", "viele", "manche", "einige", "auch", "hier",
    "comment", "où", "quand", "tous", "toutes", "chaque", "certains", "plusieurs", "presque",
    "plus", "aussi", "ici", "cómo", "dónde", "cuando", "cuándo", "todos", "todas", "cada",
    "muchos", "algunos", "también", "aquí", "come", "dove", "quando", "tutti", "tutte", "ogni",
    "molti", "alcuni", "anche", "wat", "hoe", "waar", "wanneer", "elke", "veel", "sommige", "ook",
    "onde", "muitos", "alguns", "também",
))  # fmt: skip


def leave_sentences(draft: Draft) -> None:
    """Takes back lone headwords that are likely text by what they say, but those over items that no
    colon leads in to.
    """
    for k, role in enumerate(draft.roles):
        u = draft.units[k]
        if role is not Role.HEAD or u.kind not in OPEN or u.item or not draft.is_as_read(k):
            continue
        leads = k + 1 < len(draft.units) and draft.units[k + 1].item
        colon = u.text.text.rstrip(" *_")[-1:] in _COLONS
        said = draft.layout.n[k] >= WORDS and draft.odds(k, LineRole.INSIDE) > TEXT
        if said and (colon or not leads):
            stop = draft.text_end(k + 1)
            if k and draft.entry_of(k - 1) is not None:
                draft.join(k, stop)
            else:
                draft.leave(k, stop)


def take_unnamed(draft: Draft) -> None:
    """Takes back the entries that a verb parts from what names nothing ("All of them are …")."""
    for k, split in list(draft.splits.items()):
        u = draft.units[k]
        first = tokens(u.text.text[: split.end])[:1]
        if split.style != "copula" or u.item or not first or first[0] not in NO_NAME:
            continue
        stop = draft.text_end(k + 1)
        if k and draft.entry_of(k - 1) is not None:
            draft.join(k, stop)
        else:
            draft.leave(k, stop)


def _stopped(draft: Draft) -> None:
    """A line that ends with a full stop is no headword where hardly any does."""
    heads = [k for k, role in enumerate(draft.roles) if role is Role.HEAD]
    stopped = [
        k
        for k in heads
        if draft.units[k].kind in OPEN
        and not draft.units[k].item
        and _FULL.search(draft.units[k].text.text)
        and k
        and draft.roles[k - 1] in (*INSIDE, Role.ENTRY)
    ]
    if len(stopped) <= STOPPED * len(heads):
        for k in stopped:
            draft.roles[k] = draft.inside(k)
