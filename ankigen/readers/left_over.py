"""What a packed document holds and its blocks do not say.

A library shows what it knows of a format, and passes over the rest without a word: a text box,
a field, a comment, a formula in a shape. So whatever text the file holds is held against what was
read of it, word by word, and what is missing becomes a finding: nothing is lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

from ankigen.model import Finding, Origin, Reading, RichText, Style
from ankigen.readers.archive import Archive
from ankigen.text.decoding import plain

_WORD = re.compile(r"\w+")
#: A shorter word may be a sign that the reader took off its line ("a)", "1.").
_SIGN_LETTERS = 3
#: So much of a text a finding quotes.
_SHOWN = 60
#: More findings of one file say nothing more than their number.
MOST = 200


class Text(NamedTuple):
    """A paragraph of a document, and what it is there."""

    text: str
    what: str


class Parts(NamedTuple):
    """Where a format keeps its text: names (whole) of elements that are paragraphs, and of those
    within that hold characters; elements that are something else, by what they are ("" = not to
    be looked into).
    """

    paragraphs: frozenset[str]
    characters: frozenset[str]  # empty: all text within a paragraph counts
    others: Mapping[str, str]
    spaces: frozenset[str] = frozenset()  # elements that part words


def with_left_over(reading: Reading, texts: Iterable[Text], name: str) -> Reading:
    """The reading, with a finding for each text of the file that it does not hold."""
    held = _Held(reading)
    missing = list(dict.fromkeys(text for text in texts if not held.says(text.text)))
    findings = [
        Finding(Origin(name, 0), "left-out", f"{text.what}: {_shown(text.text)}")
        for text in missing[:MOST]
    ]
    if len(missing) > MOST:
        message = f"{len(missing) - MOST:,} more places of this file that cannot be shown"
        findings.append(Finding(Origin(name, 0), "left-out", message))
    return replace(reading, findings=(*reading.findings, *findings)) if findings else reading


def _shown(text: str) -> str:
    line = " ".join(plain(text).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 3]}…"


class _Held:
    """The words of what was read, and which stand beside each other."""

    def __init__(self, reading: Reading) -> None:
        words: list[str] = []
        for block in reading.blocks:
            for rich in (block.text, block.term, *(cell for row in block.rows for cell in row)):
                words += _words(_parted(rich))
                for mark in rich.marks:
                    words += _words(mark.value) if mark.value else ()
        for finding in reading.findings:
            words += _words(finding.message)
        self.words = frozenset(words)
        self.pairs = frozenset(pairwise(words))

    def says(self, text: str) -> bool:
        """Whether the words are there, and most of them beside those that they stand beside."""
        words = _words(text)
        lost = [word for word in words if word not in self.words]
        if len(lost) == len(words) or any(len(word) > _SIGN_LETTERS for word in lost):
            return not words
        pairs = list(pairwise(words))
        return 2 * sum(pair in self.pairs for pair in pairs) >= len(pairs)


def _parted(rich: RichText) -> str:
    """The text with a space on both sides of each formula, which may stand close to a word."""
    cuts = {at for m in rich.marks if m.style is Style.MATH for at in (m.start, m.end)}
    if not cuts:
        return rich.text
    bounds = [0, *sorted(cuts), len(rich.text)]
    return " ".join(rich.text[a:b] for a, b in pairwise(bounds))


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(plain(text).casefold())


# --------------------------------------------------------------------------- in XML


def texts_of(archive: Archive, part: str, what: str, parts: Parts) -> list[Text]:
    """The paragraphs of a part of the file, which is `what`; none where it is no XML."""
    collector = _Collector(what, parts)
    parser = ElementTree.XMLParser(target=collector)
    try:
        parser.feed(archive.read(part))
        parser.close()
    except (ElementTree.ParseError, ValueError):
        return []
    texts = (Text("".join(pieces), what) for pieces, what in collector.found)
    return [text for text in texts if text.text.strip()]


#: Parts of a file by their names, and what they are.
Kinds = Sequence[tuple[re.Pattern[str], str]]


def texts_of_kinds(archive: Archive, kinds: Kinds, parts: Parts) -> Iterator[Text]:
    """The paragraphs of all parts of the file that are of one of these kinds."""
    for part in archive.names:
        for pattern, what in kinds:
            if pattern.match(part):
                yield from texts_of(archive, part, what, parts)


class _Open(NamedTuple):
    """An element that is not closed yet."""

    what: str
    pieces: list[str] | None  # of the paragraph that it stands in
    counts: bool  # whether its characters are text


class _Collector:
    """Gathers paragraphs while the parser reads: no tree, so that depth does no harm."""

    def __init__(self, what: str, parts: Parts) -> None:
        self._parts = parts
        self._open = [_Open(what, None, False)]
        self.found: list[tuple[list[str], str]] = []

    def start(self, tag: str, attributes: object) -> None:
        what, pieces, _ = self._open[-1]
        other = what != (what := self._parts.others.get(tag, what) if what else "")
        if what and (tag in self._parts.paragraphs or (other and pieces is not None)):
            pieces = []
            self.found.append((pieces, what))
        elif tag in self._parts.spaces and pieces is not None:
            pieces.append(" ")
        counts = bool(what) and (not self._parts.characters or tag in self._parts.characters)
        self._open.append(_Open(what, pieces, counts))

    def end(self, tag: str) -> None:
        self._open.pop()

    def data(self, text: str) -> None:
        _, pieces, counts = self._open[-1]
        if pieces is not None and counts:
            pieces.append(text)

    def close(self) -> None:
        """The end of the file."""
