"""Text with styles over it, which knows the raw lines that it came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from operator import itemgetter


class Style(StrEnum):
    """What a stretch of text is, beyond its words."""

    STRONG = "strong"
    EM = "em"
    CODE = "code"  # the text is the code itself, without its backticks
    MATH = "math"  # the text is the source with its delimiters; value is the bare LaTeX
    DISPLAY = "display"  # the same, a displayed formula
    LINK = "link"  # value is the address
    IMAGE = "image"  # the text is the alt text (or U+FFFC); value is the path as the notes have it
    SOUND = "sound"  # likewise for a sound file
    SUB = "sub"
    SUP = "sup"
    STRIKE = "strike"
    MARK = "mark"
    UNDERLINE = "underline"
    OWN = "own"  # the headword in its own definition: hidden where the headword is asked for
    ROLE = "role"  # named through a role ({term}`cell`), which may show another word; no dress
    CLOZE = "cloze"  # hidden on a cloze card; value is "number" or "number::hint" (see `COUNTED`)


#: Begins the value of a cloze to which the notes give no number: the reader counted it.
COUNTED = "~"


def cloze_number(value: str) -> tuple[int, bool]:
    """The number in the value of a cloze, and whether the reader counted it.

    >>> cloze_number("3::hint"), cloze_number("~2"), cloze_number("")
    ((3, False), (2, True), (1, False))
    """
    number = value.partition("::")[0]
    digits = number.removeprefix(COUNTED)
    return int(digits) if digits.isdecimal() else 1, number != digits


#: Stands in the text where a picture or sound without words is.
OBJECT = "\ufffc"

#: Styles whose words belong to the notes' author to the byte: never corrected, split or curled.
LITERAL = frozenset({Style.CODE, Style.MATH, Style.DISPLAY, Style.IMAGE, Style.SOUND})

_OFFSET = itemgetter(0)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A style over text[start:end] of a RichText."""

    start: int
    end: int
    style: Style
    value: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in a RichText: text[start:end] becomes `after`."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class RichText:
    """The student's text, as text, with marks over it and the raw lines it came from.

    `lines` holds (offset, line) pairs, ascending: from that offset on, the text stands on that raw
    line. Slicing, joining and editing keep both in step. A line break inside the text is "\\n".
    """

    text: str = ""
    marks: tuple[Mark, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, text: str, line: int = 0, marks: Iterable[Mark] = ()) -> RichText:
        """Text that stands on one raw line (0 = unknown)."""
        return cls(text, tuple(marks), ((0, line),) if line else ())

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def line(self) -> int:
        """The raw line on which the text begins, 0 if unknown."""
        return self.lines[0][1] if self.lines else 0

    def line_at(self, offset: int) -> int:
        """The raw line of the character at `offset`, 0 if unknown."""
        at = bisect_right(self.lines, offset, key=_OFFSET)
        return self.lines[at - 1][1] if at else self.line

    def __getitem__(self, key: slice) -> RichText:
        start, stop, step = key.indices(len(self.text))
        if step != 1:
            raise ValueError("a RichText is sliced without a step")
        stop = max(start, stop)
        if start == 0 and stop == len(self.text):
            return self
        marks = tuple(
            Mark(max(m.start, start) - start, min(m.end, stop) - start, m.style, m.value)
            for m in self.marks
            if m.start < stop and m.end > start
        )
        return RichText(self.text[start:stop], marks, self._lines_of(start, stop))

    def _lines_of(self, start: int, stop: int) -> tuple[tuple[int, int], ...]:
        """The (offset, line) pairs of text[start:stop]."""
        first = bisect_right(self.lines, start, key=_OFFSET)
        last = bisect_left(self.lines, stop, key=_OFFSET)
        held = ((0, self.lines[first - 1][1]),) if first else ()
        return (*held, *((offset - start, line) for offset, line in self.lines[first:last]))

    def split(self, separator: str) -> list[RichText]:
        """The parts between the separators, in a time that is linear in the text and its marks.

        >>> [part.text for part in RichText.of("a\\nb\\n").split("\\n")]
        ['a', 'b', '']
        """
        texts = self.text.split(separator)
        starts = accumulate((len(t) + len(separator) for t in texts[:-1]), initial=0)
        return self.parts([(at, at + len(t)) for at, t in zip(starts, texts, strict=True)])

    def parts(self, spans: Sequence[tuple[int, int]]) -> list[RichText]:
        """The pieces text[start:end] of these spans, which ascend by their starts. A slice looks at
        all marks; for many pieces at once each mark is looked at where it lies.

        >>> [part.text for part in RichText.of("the big cat").parts([(0, 3), (4, 7)])]
        ['the', 'big']
        """
        starts = [start for start, _ in spans]
        reach = list(accumulate((end for _, end in spans), max))  # how far the first n spans go
        marks: list[list[Mark]] = [[] for _ in spans]
        for m in self.marks:
            n = bisect_left(starts, m.end) - 1
            while n >= 0 and reach[n] > m.start:
                start, end = spans[n]
                part = Mark(max(m.start, start) - start, min(m.end, end) - start, m.style, m.value)
                if part.start < part.end:
                    marks[n].append(part)
                n -= 1
        return [
            RichText(self.text[start:end], tuple(own), self._lines_of(start, end))
            for (start, end), own in zip(spans, marks, strict=True)
        ]

    def __add__(self, other: RichText | str) -> RichText:
        if isinstance(other, str):
            return RichText(self.text + other, self.marks, self.lines)
        shift = len(self.text)
        marks = list(self.marks)
        for m in other.marks:
            moved = Mark(m.start + shift, m.end + shift, m.style, m.value)
            marks.append(moved)
        lines = list(self.lines)
        for offset, line in other.lines:
            if not lines or lines[-1][1] != line:
                lines.append((offset + shift if lines else 0, line))
        return RichText(self.text + other.text, tuple(marks), tuple(lines))

    @staticmethod
    def join(parts: Iterable[RichText], separator: str = " ") -> RichText:
        """The parts in order with `separator` between them; the marks and lines come along.
        Linear in their size.
        """
        texts: list[str] = []
        marks: list[Mark] = []
        lines: list[tuple[int, int]] = []
        at = 0
        for n, part in enumerate(parts):
            if n:
                texts.append(separator)
                at += len(separator)
            texts.append(part.text)
            marks.extend(Mark(m.start + at, m.end + at, m.style, m.value) for m in part.marks)
            for offset, line in part.lines:
                if not lines or lines[-1][1] != line:
                    lines.append((offset + at if lines else 0, line))
            at += len(part.text)
        return RichText("".join(texts), tuple(marks), tuple(lines))

    def strip(self, characters: str | None = None) -> RichText:
        """Without the white space (or `characters`) at both ends."""
        if self.text.strip(characters) == self.text:
            return self
        left = len(self.text) - len(self.text.lstrip(characters))
        return self[left : max(left, len(self.text.rstrip(characters)))]

    def edited(self, edits: Sequence[Edit]) -> RichText:
        """With non-overlapping edits made (in any order); a mark around an edit grows or shrinks
        with it.

        >>> RichText.of("the teh cat").edited([Edit(4, 7, "big")]).text
        'the big cat'
        """
        if not edits:
            return self
        ordered = sorted(edits, key=lambda e: (e.start, e.end))
        pieces: list[str] = []
        at = 0
        for e in ordered:
            if e.start < at:
                raise ValueError("edits overlap")
            pieces += [self.text[at : e.start], e.after]
            at = e.end
        pieces.append(self.text[at:])

        starts, ends = [e.start for e in ordered], [e.end for e in ordered]
        shifts = list(accumulate((len(e.after) - (e.end - e.start) for e in ordered), initial=0))

        def moved(offset: int, end: bool) -> int:
            at = bisect_right(ends, offset)
            if end:  # what is put in at the end of a mark stands behind it
                at = min(at, bisect_left(starts, offset))
            if at < len(ordered) and starts[at] < offset:  # inside an edit: go to its near edge
                return starts[at] + shifts[at] + (len(ordered[at].after) if end else 0)
            return offset + shifts[at]

        marks = tuple(
            Mark(a, b, m.style, m.value)
            for m in self.marks
            if (a := moved(m.start, end=False)) < (b := moved(m.end, end=True))
        )
        text = "".join(pieces)
        lines = tuple((min(moved(o, end=False), len(text)), n) for o, n in self.lines)
        return RichText(text, marks, lines)

    def literal_at(self, start: int, end: int) -> bool:
        """Whether code, a formula or a picture overlaps text[start:end]."""
        if not self.marks:
            return False
        return any(m.style in LITERAL and m.start < end and m.end > start for m in self.marks)
