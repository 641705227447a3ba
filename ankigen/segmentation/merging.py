"""The same headword again: merged into one entry with both bodies, or told apart where the
senses differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import combinations

from ankigen.model import Code, Entry, EntryKind, Finding, Formula, Node, Paragraph, RichText, texts
from ankigen.segmentation.words import is_label

#: One letter, and perhaps something in brackets.
_SYMBOL = re.compile(r"\W*[^\W\d_]\s*(?:\W*$|[(\[])")


#: A word, or a sign that makes another headword of the same words ("C++", "T < G", "cd ..").
_WORD = re.compile(
    r"[^\W_]+|[+#&<>≤≥≠=±→←↑↓]+|(?<=[^\W\d_])[-−](?=\s|$)|(?<=\s)(?:\.{1,2}/?|[~/])+(?=\s|$)"
)


def entry_key(term: str) -> str:
    """What two headwords that are the same share: no case, spaces, brackets, plural, call brackets.
    The case of a single letter stays, for it is a symbol.

    >>> entry_key("Decision  Trees") == entry_key("decision tree")
    True
    >>> entry_key("f()") == entry_key("f")
    True
    >>> entry_key("cd ..") == entry_key("cd ."), entry_key("cd /") == entry_key("cd")
    (False, False)
    >>> entry_key("R (of a circle)") == entry_key("r"), entry_key("T < G") == entry_key("T > G")
    (False, False)
    """
    text = unicodedata.normalize("NFKC", term)
    text = text if _SYMBOL.match(text) else text.casefold()
    text = re.sub(r"\(\s*\)$", "", text.strip())
    bare = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*", " ", text).strip()
    text = bare or text
    words = _WORD.findall(text) or [text]
    return " ".join(_singular(w) for w in words)


@lru_cache(maxsize=1 << 15)
def _singular(word: str) -> str:
    """A rough English singular, only to compare headwords with: both sides go through it."""
    if not word.isascii() or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|us|is)$", word):
        return word
    if re.search(r"(?:ches|shes|xes|sses|zes)$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def merge(
    entries: Sequence[Entry], apart: Sequence[str] = ()
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Entries of one headword become one, with each sentence once; different senses stay apart by
    their context.

    Entries whose headword is in `apart` are not joined. The merged entry stands where the first of
    them stood. Each merge gives a finding at the place of the later entry. Time is linear in the
    size of the entries.
    """
    senses: list[_Sense] = []
    places: dict[str, list[int]] = {}  # key → the senses of that headword, as places in `senses`
    findings: list[Finding] = []
    kept_apart = {entry_key(term) for term in apart}
    labels = _labels(entries)
    names = {entry_key(entry.headword) for entry in entries}
    for entry in entries:
        key = entry_key(entry.headword)
        of_headword = places.setdefault(key, [])
        of_sense = (
            n
            for n in of_headword
            if senses[n].holds(entry)
            and not (
                senses[n].elsewhere(entry) and (key in labels or senses[n].parts(entry, names))
            )
        )
        at = None if key in kept_apart else next(of_sense, None)
        if at is None:
            of_headword.append(len(senses))
            senses.append(_Sense(entry))
            continue
        senses[at].add(entry)
        message = (
            f'"{entry.headword}" joined to the entry of the same name at {senses[at].first.origin}'
        )
        last = max(entry.lines, default=0)
        findings.append(Finding(entry.origin, "merged", message, last=last))
    return _told_apart([sense.entry() for sense in senses], places), tuple(findings)


#: Headwords that stand together under so many parents name what is said of each; two parents may
#: be notes and a summary of them.
PARENTS = 3
#: More headwords that come again under one parent than these are looked at no further.
_MOST = 30


def _labels(entries: Sequence[Entry]) -> set[str]:
    """Headwords that name what is said of several things ("Methods" of one study, of another):
    pairs of them stand together under each of several parents, others beside these under two.
    """
    keys: dict[tuple[str, ...], set[str]] = {}
    for entry in entries:
        if entry.sections:
            keys.setdefault(entry.sections, set()).add(entry_key(entry.headword))
    parents = Counter(key for found in keys.values() for key in found)
    again = ([key for key in sorted(found) if parents[key] >= PARENTS] for found in keys.values())
    pairs = Counter(pair for found in again for pair in combinations(found[:_MOST], 2))
    sure = {key for pair, times in pairs.items() if times >= PARENTS for key in pair}
    beside = Counter(key for found in keys.values() if found & sure for key in found)
    return sure | {key for key, times in beside.items() if times > 1}


class _Sense:
    """One sense of a headword: its entries so far, gathered into one."""

    def __init__(self, first: Entry) -> None:
        self.first = first
        self._body: list[Node] = []
        self._lines = set(first.lines)
        self._said: set[str] = set()  # paragraphs, items and cells, folded
        self._sentences: set[str] = set()
        self._structures: set[tuple[str, ...]] = set()  # lists, tables, code
        self._learn(first.body)
        self._more: list[Entry] = []
        self._name(first.term, first.context)

    def _name(self, term: RichText, context: RichText) -> None:
        self._term, self._context = term, context
        self._apart = _fold(context.text)
        self._bracket = _brackets(term.text)

    def _learn(self, body: Sequence[Node]) -> None:
        self._body += body
        for text in texts(body):
            self._said.add(_fold(text.text))
            self._sentences.update(_folded_sentences(text.text))
        self._structures.update(_words_of(n) for n in body if not isinstance(n, Paragraph))

    def elsewhere(self, entry: Entry) -> bool:
        """Whether an entry stands under another parent than this sense."""
        return entry.sections != self.first.sections

    def parts(self, entry: Entry, names: Set[str]) -> bool:
        """Whether this sense and an entry are said of different headwords, under which they
        stand."""
        over = [e.sections[-1] if e.sections else "" for e in (self.first, entry)]
        return over[0] != over[1] and all(entry_key(text) in names for text in over)

    def holds(self, entry: Entry) -> bool:
        """Whether an entry of the same headword is of this sense: unless both name a context and
        the contexts differ, or one of two in different sections has one, or their abbreviations
        differ. Cloze texts and questions with options
        are of one sense only if they say the same."""
        kinds = {self.first.kind, entry.kind}
        if kinds & {EntryKind.CLOZE, EntryKind.CHOICE} and [*map(_words_of, entry.body)] != [
            *map(_words_of, self.first.body)
        ]:
            return False
        if entry.sections == self.first.sections and _other_case(entry, self.first):
            return False
        apart, bracket = _fold(entry.context.text), _brackets(entry.headword)
        if self._apart and apart and self._apart != apart:
            return False
        if bool(self._apart) != bool(apart) and entry.sections != self.first.sections:
            return False  # one of them is said to be of something
        if is_label(entry.headword, marked=True) and entry.sections != self.first.sections:
            return False  # "Methods" under another heading is about something else
        if self._bracket and bracket:
            return self._bracket == bracket
        return all(map(_stands_for, (entry.headword, self._term.text)))

    def add(self, entry: Entry) -> None:
        """Takes what an entry says that has not been said."""
        self._learn([node for node in entry.body if not self._knows(node)])
        self._more.append(entry)
        if entry.origin.file == self.first.origin.file:
            self._lines.update(entry.lines)
        # the fuller form of the headword stays ("One vs Rest (OVR)" beside "one vs rest")
        fuller = "(" in entry.headword and "(" not in self._term.text
        fuller = fuller and not entry.headword.endswith("()")
        self._name(entry.term if fuller else self._term, self._context or entry.context)

    def _knows(self, node: Node) -> bool:
        if not isinstance(node, Paragraph):
            return _words_of(node) in self._structures
        folded = _fold(node.text.text)
        if folded in self._said:
            return True
        return bool(folded) and self._sentences.issuperset(_folded_sentences(node.text.text))

    def entry(self) -> Entry:
        if not self._more:
            return self.first
        whole = (self.first, *self._more)
        return self.first.but(
            term=self._term,
            context=self._context,
            body=tuple(self._body),
            lines=tuple(sorted(self._lines)),
            fixes=tuple(fix for e in whole for fix in e.fixes),
            findings=tuple(finding for e in whole for finding in e.findings),
            tags=tuple(dict.fromkeys(tag for e in whole for tag in e.tags)),
            guid=next((e.guid for e in whole if e.guid), ""),
        )


_SHORT = re.compile(r"[^\W\d_]{1,2}\d{0,2}")


def _other_case(one: Entry, other: Entry) -> bool:
    """Whether two headwords are symbols that capitals tell apart ("m2" and "M2", "Co" and "CO")."""
    names = {one.headword.strip(), other.headword.strip()}
    return len(names) == 2 and all(map(_SHORT.fullmatch, names))


def _brackets(term: str) -> str:
    """What a headword has in brackets, folded: its abbreviation."""
    found = re.search(r"[(\[]([^()\[\]]+)[)\]]", term)
    return _fold(found.group(1)) if found else ""


def _stands_for(term: str) -> bool:
    """Whether what a headword has in brackets is its abbreviation, or is spelled out there; also
    where it has none.

    >>> _stands_for("One vs Rest (OVR)"), _stands_for("OVR (one vs rest)")
    (True, True)
    >>> _stands_for("arm track (exclusive)")
    False
    """
    found = re.search(r"[(\[]([^()\[\]]+)[)\]]", term)
    if found is None:
        return True
    outside, inside = _initials(term[: found.start()]), _initials(found.group(1))
    short = re.sub(r"[\W_]+", "", found.group(1)).casefold()
    name = re.sub(r"[\W_]+", "", term[: found.start()]).casefold()
    return short == outside or name == inside or found.group(1).isupper()


def _initials(text: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W_]+", text)).casefold()


@lru_cache(maxsize=1 << 15)
def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _folded_sentences(text: str) -> set[str]:
    return {folded for s in re.split(r"(?<=[.!?])\s+", text) if (folded := _fold(s))}


def _words_of(node: Node) -> tuple[str, ...]:
    """A list, table, formula or code by what it says, wherever it stands in the notes."""
    if isinstance(node, Code):
        return ("code", node.text)
    if isinstance(node, Formula):
        return ("formula", node.source)
    return (type(node).__name__, *(text.text for text in texts([node])))


def _told_apart(entries: Sequence[Entry], places: dict[str, list[int]]) -> tuple[Entry, ...]:
    """Senses that share a headword need a context; where one has none, its section serves."""
    out = list(entries)
    for ks in places.values():
        if len(ks) < 2 or all(_other_case(out[a], out[b]) for a, b in combinations(ks, 2)):
            continue
        for k in ks:
            if not out[k].context and out[k].sections:
                out[k] = out[k].but(context=RichText.of(out[k].sections[-1], out[k].origin.line))
    return tuple(out)
