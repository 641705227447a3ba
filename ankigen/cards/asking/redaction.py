"""Hiding a headword in its own definition, so that the card definition → headword does not give
itself away.

Hidden are: the headword and its parts in brackets, in all their forms; each of its telling words
(those that few other headwords of the deck have); its abbreviation; and where the headword is an
abbreviation, what it stands for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from ankigen.cards.words import STOP_WORDS, Word, is_cased, is_unspaced, stem, stems, words
from ankigen.model import (
    Code,
    Edit,
    Formula,
    ListNode,
    Mark,
    Node,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from ankigen.text.patterns import when_asked

#: What stands in place of the headword; looks like Anki's own hidden cloze.
MASK = "[…]"

#: A word in this share of the deck's headwords (and in this many) tells nothing: "learning" in
#: notes on learning.
COMMON_SHARE = 0.03
COMMON_HEADWORDS = 3

#: A word of a longer headword is hidden by itself if it has more letters than this, or is an
#: abbreviation.
TELLING_LETTERS = 3

#: An abbreviation has at least two and at most this many letters.
ABBREVIATION_LETTERS = 7

#: Initials of so many words in a row are known by themselves: "SVM" of "support vector machine
#: algorithms".
PART_INITIALS = 3
#: No abbreviation of a part has more.
MOST_INITIALS = 10

#: A headword with so many letters is heard in every compound of it.
COMPOUND_LETTERS = 6

_BRACKETS = when_asked(r"[(\[（]([^()\[\]（）]*)[)\]）]")
_ABBREVIATION = when_asked(rf"[A-Z][A-Za-z]?[A-Z]{{1,{ABBREVIATION_LETTERS - 2}}}s?|[A-Z]{{2}}")


def common_stems(headwords: Iterable[str]) -> frozenset[str]:
    """The stems that too many headwords share to give one of them away."""
    seen: Counter[str] = Counter()
    total = 0
    for headword in headwords:
        total += 1
        seen.update(set(stems(headword)))
    least = max(COMMON_HEADWORDS, COMMON_SHARE * total)
    return frozenset(s for s, n in seen.items() if n >= least)


@dataclass(frozen=True, slots=True)
class Masker:
    """What to hide for one headword."""

    runs: tuple[tuple[str, ...], ...]  # stems in a row
    singles: frozenset[str]  # stems
    exact: frozenset[str]  # words with their case
    initials: str  # of what the headword stands for, if it is an abbreviation
    literals: tuple[str, ...]  # strings with signs ("C++") or without spaces (Chinese)
    names: tuple[str, ...] = ()  # headwords of one long word, which compounds say too
    joined: tuple[frozenset[str], ...] = ()  # stems of the parts of a word such as "LogUniform"

    @classmethod
    def of(cls, headword: str, context: str = "", common: Collection[str] = ()) -> Masker:
        """The masker for a headword. `context` may hold its expansion or abbreviation."""
        inner = [m[1] for m in _BRACKETS.finditer(headword)]
        outer = _BRACKETS.sub(" ", headword).strip() or headword
        context_names = [context] if context and _is_other_form(outer, context) else []
        names = [outer, *inner, *context_names]
        exact: set[str] = set()
        singles: set[str] = set()
        runs: list[tuple[str, ...]] = []
        literals: list[str] = []
        for name in names:
            found = words(name)
            if not found:
                literals.append(name.strip())
                continue
            signs = _has_signs(name, found)
            if signs or any(map(is_unspaced, name)):
                literals.append(name.strip())
            if len(found) == 1:
                if signs:
                    continue  # "C" is not "C++"
                only = found[0].text
                if is_cased(only):
                    exact |= {only, only + "s", only + "'s", only + "’s"}
                else:
                    singles.add(stem(only))
                continue
            runs.append(tuple(stem(w.text) for w in found))
            for abbreviation in _abbreviations(found):
                exact |= {abbreviation, abbreviation + "s"}
            for word in found:
                telling = word.text.casefold() not in STOP_WORDS and stem(word.text) not in common
                if not telling:
                    continue
                if is_cased(word.text):
                    # a letter or a small word in a name tells nothing, an abbreviation does
                    exact |= {word.text} if _ABBREVIATION.fullmatch(word.text) else set()
                elif len(word.text) > TELLING_LETTERS or _ABBREVIATION.fullmatch(word.text):
                    singles.add(stem(word.text))
        initials = outer if _ABBREVIATION.fullmatch(outer) else ""
        return cls(
            tuple(runs),
            frozenset(singles),
            frozenset(exact),
            initials.upper().removesuffix("S") if initials.endswith("s") else initials.upper(),
            tuple(x for x in literals if x),
            _compounding(names),
            _joined_parts(names),
        )

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the text must be hidden: (start, end), ascending, not touching each other."""
        if not self._may_be_in(text):
            return []
        found = words(text)
        hidden = [False] * len(found)
        forms = [stem(w.text) for w in found]
        for n, word in enumerate(found):
            if (
                forms[n] in self.singles
                or word.text in self.exact
                or (self.names and _is_compound(word.text, self.names))
            ):
                hidden[n] = True
        for parts in self.joined:
            if parts.issubset(forms):  # one of them alone does not tell
                hidden = [hide or form in parts for hide, form in zip(hidden, forms, strict=True)]
        for run in self.runs:
            for n in _places(forms, run):
                hidden[n : n + len(run)] = [True] * len(run)
        if self.initials:
            for first, last in _spelled(found, self.initials):
                hidden[first : last + 1] = [True] * (last + 1 - first)
        spans = [(w.start, w.end) for w, hide in zip(found, hidden, strict=True) if hide]
        spans += _spelled_within(text, self.initials)
        for literal in self.literals:
            pattern = re.escape(literal)
            if not is_unspaced(literal[0]):
                pattern = rf"(?<!\w){pattern}(?!\w)"
            spans += [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]
        return _joined(text, sorted(spans))

    def _may_be_in(self, text: str) -> bool:
        """Whether a text may hold anything to hide: a quick look, which spares most texts of a
        deck the others.
        """
        if self.names or self.initials or self.literals or self.joined:
            return True
        forms = set(stems(text))
        if not self.singles.isdisjoint(forms) or any(run[0] in forms for run in self.runs):
            return True
        return any(word in text for word in self.exact)

    def text(self, text: str) -> str:
        """A plain text with the headword hidden.

        >>> Masker.of("Decision tree").text("Decision trees (DT) split: a tree of decisions.")
        '[…] ([…]) split: a […] of […].'
        """
        return RichText(text).edited([Edit(a, b, MASK) for a, b in self.spans(text)]).text

    def rich(self, text: RichText) -> RichText:
        """The same for text with marks. A formula is left as it is; so is a picture, but for its
        alt text.

        A sound goes: beside a foreign word it is most often the word itself, spoken.
        """
        sounds = sorted({(m.start, m.end) for m in text.marks if m.style is Style.SOUND})
        text = text.edited([Edit(a, b, "") for a, b in sounds])
        formulas = [m for m in text.marks if m.style in (Style.MATH, Style.DISPLAY)]
        edits = [
            Edit(a, b, MASK)
            for a, b in self.spans(text.text)
            if not any(m.start < b and m.end > a for m in formulas)
        ]
        return text.edited(edits)

    def marked(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """The body with marks over the headword, for CSS to hide it; formulas, code and alt
        texts are left as they are.
        """
        return tuple(map(self._marked_node, nodes))

    def _marked_node(self, node: Node) -> Node:
        match node:
            case Paragraph(text):
                marked = self._marked(text)
                return node if marked is text else Paragraph(marked)
            case ListNode(items, ordered, start):
                own = (
                    replace(i, text=self._marked(i.text), children=self.marked(i.children))
                    for i in items
                )
                return ListNode(tuple(own), ordered, start)
            case Quote(body):
                return Quote(self.marked(body))
            case Table(rows, header):
                return Table(tuple(tuple(map(self._marked, row)) for row in rows), header)
            case Code() | Formula():
                return node

    def _marked(self, text: RichText) -> RichText:
        spans = self.spans(text.text)
        if not spans:
            return text
        formulas = [m for m in text.marks if m.style in (Style.MATH, Style.DISPLAY)]
        own = (
            Mark(a, b, Style.OWN)
            for a, b in spans
            if not any(m.start < b and m.end > a for m in formulas)
        )
        return replace(text, marks=(*text.marks, *own))

    def nodes(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """The body with the headword hidden everywhere but inside formulas."""
        return tuple(self._node(node) for node in nodes)

    def _node(self, node: Node) -> Node:
        match node:
            case Paragraph(text):
                hidden_in = self.rich(text)
                return node if hidden_in is text else Paragraph(hidden_in)
            case ListNode(items, ordered, start):
                hidden = (
                    replace(i, text=self.rich(i.text), children=self.nodes(i.children))
                    for i in items
                )
                return ListNode(tuple(hidden), ordered, start)
            case Table(rows, header):
                return Table(tuple(tuple(map(self.rich, row)) for row in rows), header)
            case Code(text, language, line):
                return Code(self.text(text), language, line)
            case Quote(body):
                return Quote(self.nodes(body))
            case Formula():
                return node


def _compounding(names: Iterable[str]) -> tuple[str, ...]:
    alone = (found[0].text for name in names if len(found := words(name)) == 1)
    return tuple(w.casefold() for w in alone if len(w) >= COMPOUND_LETTERS and not is_unspaced(w))


#: A part of a word in which capitals begin the parts, each of so many letters.
_PART = when_asked(r"[A-Z][a-z]{2,}")


def _joined_parts(names: Iterable[str]) -> tuple[frozenset[str], ...]:
    """The stems of the parts of words such as "LogUniform"."""
    found = (_PART.findall(word.text) for name in names for word in words(name))
    parts = (frozenset(map(stem, some)) for some in found if len(some) > 1)
    return tuple(parts)


def _is_compound(word: str, names: Sequence[str]) -> bool:
    """Whether a word begins with a name, or ends with it as German nouns do ("Notwehrlage",
    "Putativnotwehr").

    >>> _is_compound("Notwehrlage", ["notwehr"]), _is_compound("reaction", ["action"])
    (True, False)
    """
    low = word.casefold()
    longer = [name for name in names if len(low) > len(name)]
    noun = word[:1].isupper() and not word.isupper()
    return any(low.startswith(name) or (noun and low.endswith(name)) for name in longer)


def _is_other_form(headword: str, context: str) -> bool:
    """Whether a context is the headword's expansion or abbreviation rather than a field of
    study.
    """
    ours, theirs = words(headword), words(context)
    return _initials(theirs) == headword.upper() or _initials(ours) == context.strip().upper()


_JOINTS = when_asked(r"[\s\-‐–/,.'’]")


def _has_signs(name: str, found: Sequence[Word]) -> bool:
    """Whether the name holds more than words and what joins them."""
    letters = sum(w.end - w.start for w in found)
    return len(_JOINTS.sub("", name)) > letters


def _initials(found: Sequence[Word]) -> str:
    """The initials of two or more words, small words left out: "Support Vector Machine" gives
    "SVM".
    """
    main = [w.text for w in found if w.text.casefold() not in STOP_WORDS]
    return "".join(w[0] for w in main).upper() if len(main) > 1 else ""


def _abbreviations(found: Sequence[Word]) -> set[str]:
    """What a name of several words may be cut short to: the initials of all its words, with the
    small ones or without ("IoT"), and those of three or more of them in a row.
    """
    main = [w for w in found if w.text.casefold() not in STOP_WORDS]
    whole = _initials(found)
    made = {whole} if len(whole) >= 2 else set()
    if len(main) >= 2 and len(main) < len(found):
        small = "".join(w.text[0] if w.text.islower() else w.text[0].upper() for w in found)
        made |= {small, small.upper()}
    for first in range(len(main)):
        for end in range(first + PART_INITIALS, min(first + MOST_INITIALS, len(main)) + 1):
            made.add(_initials(main[first:end]))
    return made


def _places(forms: Sequence[str], run: Sequence[str]) -> list[int]:
    """Where the run of stems begins in the text's stems."""
    size = len(run)
    return [
        n
        for n, form in enumerate(forms)
        if form == run[0] and tuple(forms[n : n + size]) == tuple(run)
    ]


def _spelled(found: Sequence[Word], initials: str) -> list[tuple[int, int]]:
    """Runs of words whose initials spell the abbreviation; small words between them may be left
    out.
    """
    runs: list[tuple[int, int]] = []
    for first in range(len(found)):
        capitals, last = "", first
        while last < len(found) and len(capitals) < len(initials):
            # "HyperText Markup": the capitals within words count too
            own = "".join(filter(str.isupper, found[last].text))
            if not own:
                break
            capitals += own
            last += 1
        if capitals == initials and last - first > 1:
            runs.append((first, last - 1))
            continue
        at, spelled = first, 0
        while at < len(found) and spelled < len(initials):
            word = found[at].text
            if word[0].upper() == initials[spelled]:
                spelled += 1
            elif spelled == 0 or word.casefold() not in STOP_WORDS:
                break
            at += 1
        if spelled == len(initials):
            runs.append((first, at - 1))
    return runs


def _spelled_within(text: str, initials: str) -> list[tuple[int, int]]:
    """The words at the beginning of a text, up to the first sign, that an abbreviation of three or
    four letters stands for, with some of its letters inside them.

    >>> _spelled_within("adenosine triphosphate, carries energy", "ATP")
    [(0, 22)]
    >>> _spelled_within("goods produced, in a year", "GDP")
    []
    """
    if not 3 <= len(initials) <= 4:
        return []
    joint = r"(?:\w*[ -](?={0})|\w{{2,}}?(?={0}\w\w))"
    rest = "".join(joint.format(letter) + letter for letter in initials[1:])
    pattern = rf"\W*({initials[0]}{rest}\w*)\s*(?:$|[^\w\s-]|\n|[–—-]\s)"
    match = re.match(pattern, text, re.IGNORECASE)
    return [match.span(1)] if match and re.search("[ -]", match[1]) else []


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch, overlap or are parted by a space or hyphen alone, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start] in (" ", "-", "‐")):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
