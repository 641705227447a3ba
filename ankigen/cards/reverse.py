"""Whether a definition leads back to its headword, so that it may be asked the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ankigen.cards.keys import entry_key
from ankigen.cards.plain import plain
from ankigen.cards.redaction import MASK, Masker, common_stems
from ankigen.cards.words import STOP_WORDS, content_stems, count, stems, tells, words
from ankigen.model import Code, Entry, Formula, Node, Style, Table, texts

#: With the headword hidden, a definition with fewer telling words than this names nothing ("a […] of trees"), unless it
#: holds a formula, code, table or picture. One in which nothing had to be hidden may be a single word: a translation.
REVERSE_WORDS = 3

#: A definition of up to this many words must not begin another's: "Python library" does not name the one of which another
#: entry says "Python library for tables". But "water" names its term, though another entry says "water fountain".
OPENING_WORDS = 4


@dataclass(frozen=True, slots=True)
class Others:
    """What one entry's cards must know of all entries of the deck."""

    common: frozenset[str]  # stems that too many headwords share
    shared: frozenset[frozenset[str]]  # definitions that two or more headwords have
    openings: frozenset[tuple[str, ...]]  # what definitions begin with before they say more

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Others:
        """What the entries have in common."""
        keys: dict[frozenset[str], set[str]] = defaultdict(set)
        for entry in entries:
            if meaning := _meaning(entry):
                keys[meaning].add(entry_key(entry))
        shared = frozenset(meaning for meaning, own in keys.items() if len(own) > 1)
        openings = frozenset(o for e in entries for o in _openings(plain(e.body, marks=False)))
        return cls(common_stems(e.headword for e in entries), shared, openings)


def no_reverse(
    entry: Entry,
    masked: Sequence[Node],
    masker: Masker,
    others: Others,
    media: Mapping[str, str],
) -> str:
    """Why the definition does not lead to the headword; "" if it does."""
    meaning = _meaning(entry)
    if meaning in others.shared:
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


def _opening(text: str) -> tuple[str, ...]:
    """A short definition as stems without an article before it."""
    found = stems(text)
    return found[1:] if found[:1] in (("a",), ("an",), ("the",)) else found


def _openings(text: str) -> list[tuple[str, ...]]:
    """The runs of words at a definition's beginning after which a small word goes on to say more."""
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


def _meaning(entry: Entry) -> frozenset[str]:
    """A definition as its telling words and its pictures, for comparing."""
    return content_stems(plain(entry.body, marks=False)) | _pictures(entry.body)


def _pictures(nodes: Sequence[Node]) -> frozenset[str]:
    return frozenset(m.value for t in texts(nodes) for m in t.marks if m.style is Style.IMAGE)
