"""Whether a definition leads back to its headword, so that it may be asked the other way round."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ankigen.cards.card_planning import FORMULA, PICTURE
from ankigen.cards.core import Core, asked_of
from ankigen.cards.keys import entry_key, normal
from ankigen.cards.plain import plain
from ankigen.cards.redaction import MASK, Masker, common_stems
from ankigen.cards.words import STOP_WORDS, content_stems, count, stems, tells, words
from ankigen.model import Code, Entry, Formula, ListNode, Node, Quote, Style, Table, texts

#: With the headword hidden, a definition with fewer telling words than this names nothing ("a […]
#: of trees"), unless it holds a formula, code, table or picture. One in which nothing had to be
#: hidden may be a single word: a translation.
REVERSE_WORDS = 3

#: A front of more words than this is not read but skimmed for a word that is known from last time;
#: one of fewer says little.
MOST_REVERSE_WORDS, LEAST_REVERSE_WORDS = 25, 5

#: What speaks of another entry, and so is no description by itself.
_POINTS_AWAY = re.compile(
    r"\b(?:as|see|than|like) (?:above|below|before)\b|\babove\b.{0,12}\bbut\b"
    r"|^not the\b|^the other (?:side|half|one)\b"
    r"|\bsiehe (?:oben|unten)\b|\bvéase\b|\bvoir (?:ci-dessus|plus haut)\b",
    re.IGNORECASE,
)

#: A headword of more words is a heading, and nobody would answer with it, unless it has a short
#: form in brackets.
MOST_NAME_WORDS = 4
_SHORT_FORM = re.compile(r"\([A-Z][\w-]{1,9}\)")

#: What is done to something is a heading too: "Validating a model", "Log in to the service".
_ACTION = re.compile(
    r"(?:\w+ing|[A-Z]?[a-z]+)\s(?:.*\s)?(?:a|an|the|your|about|with|in|to|into)\s", re.IGNORECASE
)

#: A definition of up to this many words must not begin another's: "Python library" does not name
#: the one of which another entry says "Python library for tables". But "water" names its term,
#: though another entry says "water fountain".
OPENING_WORDS = 4


@dataclass(frozen=True, slots=True)
class Others:
    """What one entry's cards must know of all entries of the deck."""

    common: frozenset[str]  # stems that too many headwords share
    shared: frozenset[frozenset[str]]  # definitions that two or more headwords have
    openings: frozenset[tuple[str, ...]]  # what definitions begin with before they say more
    headwords: frozenset[str]  # as they are compared

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Others:
        """What the entries have in common."""
        keys: dict[frozenset[str], set[str]] = defaultdict(set)
        for entry in entries:
            # what the whole says, and what of it is asked for: two terms must not answer to one
            # front
            for meaning in {_meaning(entry.body), _meaning(asked_of(entry))} - {frozenset()}:
                keys[meaning].add(entry_key(entry))
        shared = frozenset(meaning for meaning, own in keys.items() if len(own) > 1)
        openings = frozenset(o for e in entries for o in _openings(plain(e.body, marks=False)))
        headwords = frozenset(normal(e.headword) for e in entries)
        return cls(common_stems(e.headword for e in entries), shared, openings, headwords)


def no_reverse(
    entry: Entry,
    asked: Sequence[Node],
    masker: Masker,
    others: Others,
    media: Mapping[str, str],
) -> str:
    """Why what is asked of an entry (`asked`) does not lead back to the headword; "" if it does."""
    masked = masker.nodes(asked)
    if _meaning(asked) in others.shared:
        return "another entry has the same definition"
    if any(masker.spans(source) for source in _formulas(masked)):
        return "a formula in its definition holds the term itself"
    if tells(plain(masked, marks=False), entry.headword):
        return "its definition holds the term where it cannot be hidden"
    if any(isinstance(n, Code | Formula | Table) for n in masked):
        return ""
    if _formulas(masked) or any(picture in media for picture in _pictures(masked)):
        return ""
    text = plain(masked, marks=False)
    telling = [w for w in words(text.replace(MASK, " ")) if w.text.casefold() not in STOP_WORDS]
    least = REVERSE_WORDS if MASK in text else 1
    if sum(count(w.text) for w in telling) < least:
        return "with the term hidden its definition names nothing; say more in it"
    if _opening(text) in others.openings:
        return "another entry's definition begins with it and says more; say what sets it apart"
    return ""


def is_name(headword: str) -> bool:
    """Whether a headword is a name that can be given as an answer: no question, no heading of many
    words.

    >>> is_name("Within-cluster sum of squares (WCSS)"), is_name("What to look at before a model is trained")
    (True, False)
    """  # noqa: E501
    if headword.rstrip().endswith(("?", "？")) or _ACTION.match(headword):
        return False
    return count(headword) <= MOST_NAME_WORDS or _SHORT_FORM.search(headword) is not None


def fits(core: Core, kind: str) -> bool:
    """Whether what is asked for is of a kind and length to be asked the other way round: neither
    lists nor code; a sentence, or a formula. Fewer words will do where the entry says nothing else:
    a translation, what letters stand for.
    """
    if kind in (FORMULA, PICTURE):
        return True
    nodes = [inner for n in core.asked for inner in (n.body if isinstance(n, Quote) else (n,))]
    if any(isinstance(n, Code | ListNode | Table) for n in nodes):
        return False
    text = plain(core.asked)
    if _POINTS_AWAY.search(text):
        return False
    words = count(text)
    return words <= MOST_REVERSE_WORDS and (words >= LEAST_REVERSE_WORDS or not core.more)


def _opening(text: str) -> tuple[str, ...]:
    """A short definition as stems without an article before it."""
    found = stems(text)
    return found[1:] if found[:1] in (("a",), ("an",), ("the",)) else found


def _openings(text: str) -> list[tuple[str, ...]]:
    """The runs of words at a definition's beginning after which a small word goes on to say
    more.
    """
    found = words(text[: OPENING_WORDS * 40])  # far enough for so many words
    return [
        _opening(text[: found[n - 1].end])
        for n in range(1, min(OPENING_WORDS + 1, len(found)))
        if found[n].text.casefold() in STOP_WORDS and found[n - 1].text.casefold() not in STOP_WORDS
    ]


def _formulas(nodes: Sequence[Node]) -> list[str]:
    """The sources of formulas, in which nothing can be hidden."""
    displayed = [n.latex for n in nodes if isinstance(n, Formula)]
    styles = (Style.MATH, Style.DISPLAY)
    return displayed + [m.value for t in texts(nodes) for m in t.marks if m.style in styles]


def _meaning(nodes: Sequence[Node]) -> frozenset[str]:
    """A definition as its telling words and its pictures, for comparing."""
    return content_stems(plain(nodes, marks=False)) | _pictures(nodes)


def _pictures(nodes: Sequence[Node]) -> frozenset[str]:
    return frozenset(m.value for t in texts(nodes) for m in t.marks if m.style is Style.IMAGE)
