"""Text as words, with what stands beside each and what must not be touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from ankigen.model import LITERAL, OBJECT, RichText
from ankigen.spelling.words.cache import BoundedCache
from ankigen.spelling.words.lexicon import fold
from ankigen.text.patterns import when_asked
from ankigen.text.word_lists import word_set

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

#: Longer than this is not a word that anybody meant to write (the longest English ones have 45
#: letters).
LONGEST_WORD = 50

# What is never corrected, wherever it stands.
_GUARDS = re.compile(
    r"""
    (?:https?|ftp|file|ssh|git|s3|mailto)[:][^\s]+      # addresses
  | www\.[^\s]+
  | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+
  | `[^`\n]*`                                           # code in text
  | \$\$(?s:.{1,2000}?)\$\$ | \\\((?s:.{1,500}?)\\\) | \\\[(?s:.{1,2000}?)\\\]   # formulas
  | \\begin\{(?P<env>\w+\*?)\}(?s:.{0,4000}?)\\end\{(?P=env)\}
  | \$[^$\n]+\$ | \\[a-zA-Z]+(?:\{[^}\n]*\})*            # formulas
  | <[/!]?[a-zA-Z][^<>\n]*>                             # tags and placeholders
  | \{[^{}\n]*\} | \[\[[^\]\n]*\]\]
  | [A-Za-z]:\\[^\s]+                                   # paths
  | (?<![\w])(?:~|\.{1,2})?/[\w.@~-]+(?:/[\w.@~-]*)*
  | (?<!\w)\w+(?:/[\w.-]+){2,}
  | (?<!\w)\w+(?:/\w+)+-\w[\w/-]* | (?<!\w)\w[\w-]*-\w+/\w[\w/-]*  # read/write-lock
  | (?<![\w-])--?[A-Za-z][\w-]*(?:=\S+)?                # options
  | [%@\#&][A-Za-z_][\w-]*                              # magics, handles, tags, entities
  | (?<!\w)(?:\w+\.)+\w+(?:\(\w*\))?                    # dotted names, abbreviations, versions
  | (?<=\s)\.\w+                                        # suffixes of files, methods
  | (?<!\w)\w+(?:::?[^\W\d]\w*)+                         # namespaces, roles
  | (?<!\w)[^\W\d]\w*\(                                 # calls
  | (?<!\w)\w*_\w*                                      # identifiers
  | (?<!\w)[^\W\d]*\d[\w.,:/%°-]*                       # anything with a digit
  | (?<!\w)\w*[\u0300-\u036f][\w\u0300-\u036f]*             # letters with a separate accent
  | (?<!\w)\w+\s?(?:<-|:=|==|!=|=>|<=|>=|=)\s?[\w"'\[({.-]++    # assignments, comparisons,
    (?![ ](?:of|the|an?|is|are|to|in|that|which)\s)     # and not "total = sum of the parts"
    """,
    re.VERBOSE,
)

#: A text without any of these holds nothing that _GUARDS finds; most texts are spared its many
#: questions. (What stands around a full stop, a bracket or a dash is asked there alone.)
_GUARD_SIGNS = re.compile(
    r"[:@`$\\<{\[/~%#&_\d=\u0300-\u036f.(-]"
    r"(?:(?<![.(-])|(?<=[\w\s]\.)(?=\w)|(?<=\w\()|(?<![\w-]-)(?=-?[A-Za-z])(?<=-))"
)

_EMPHASIS = re.compile(r"[*_~^]{1,3}")
_QUOTE, _DIGIT = re.compile(r"['‘’\"“”]"), re.compile(r"\d")
_ONE_QUOTED = re.compile(r"(?<!\w)['‘’\"“”][^\s'‘’\"“”]+['‘’\"“”](?!\w)")
_UNIT = re.compile(r"(?<=\d)\s?[^\W\d_]{1,3}(?![^\W\d_])")
_PROMPT = re.compile(r"(?:\$ |>>> |\.\.\. |// |(?:sudo|pip|git|npm|apt|docker) )")
_HEADING = re.compile(r"^#{1,9}\s+")
_CODE_SIGNS = re.compile(r"[=(){}\[\]<>;|\\/_*+#$%^&~@]")
_SENTENCE_END = ".!?"

#: Two of these in a line and it is a sentence, however many signs it holds.
_PROSE = word_set("the a an of to is are and in for with that by or from as")
#: Signs per letter above which a line is code, a formula or a row of data.
CODE_SHARE = 0.14


#: Words are few beside the places where they stand.
_FOLDED = BoundedCache(fold)


class Token(NamedTuple):
    """A word at text[start:end]. `left` and `right` are its neighbours, folded: a word, "." for
    the edge of a sentence or clause, "," for a comma, "#" for a number, "" for what says
    nothing. `glued`: a hyphen, slash or apostrophe touches it."""

    start: int
    end: int
    text: str
    low: str
    left: str = ""
    right: str = ""
    first: bool = False  # it begins the text, a line or a sentence
    opens: bool = False  # it begins the text or a line
    introduced: bool = False  # a dash or colon stands before it
    guarded: bool = False
    glued: bool = False

    @property
    def lower(self) -> bool:
        return self.text.islower()

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper() and (len(self.text) == 1 or self.text[1:].islower())

    @property
    def upper(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def guarded_spans(rich: RichText) -> list[tuple[int, int]]:
    """Where text must stay to the byte: literal marks, addresses, paths, identifiers, code-like
    lines, quoted single words.

    >>> guarded_spans(RichText.of("then call predict_proba() on the result"))
    [(10, 24)]
    """
    text = rich.text
    spans = [m.span() for m in _GUARDS.finditer(text)] if _GUARD_SIGNS.search(text) else []
    if _QUOTE.search(text):
        spans += [m.span() for m in _ONE_QUOTED.finditer(text)]
    if _DIGIT.search(text):
        spans += [m.span() for m in _UNIT.finditer(text)]
    literals = merged([(m.start, m.end) for m in rich.marks if m.style in LITERAL])
    literal = _cursor(literals)
    spans += literals
    # "**x`y`**" is one name; a bold line that holds a formula is prose all the same
    marks = sorted((m.start, m.end) for m in rich.marks if " " not in text[m.start : m.end])
    spans += [(start, end) for start, end in marks if literal(start, end)]
    at = 0
    for line in _without(text, literals).split("\n"):
        if is_code_like(line):
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return merged(spans)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with spaces for what is marked as code or formula (spans in order, each apart from
    the next): the signs in it do not make code of the prose around.
    """
    if not spans:
        return text
    out, at = [], 0
    for start, end in spans:
        out += [text[at:start], "".join("\n" if c == "\n" else " " for c in text[start:end])]
        at = end
    return "".join((*out, text[at:]))


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        elif start < end:
            out.append((start, end))
    return out


#: A line with so many long options is a command.
_OPTION, OPTIONS = when_asked(r"(?<!\S)--[a-z]"), 2


def is_code_like(line: str) -> bool:
    """Whether a line is code, a command, a formula or a row of data rather than prose.

    >>> is_code_like("x = model.fit(X, y)"), is_code_like("A cell (the unit of life) divides.")
    (True, False)
    """
    stripped = _HEADING.sub("", line.strip())
    if "$$" in stripped or stripped.startswith("```"):
        return True
    options = len(_OPTION.findall(stripped)) if "--" in stripped else 0
    if options < OPTIONS and not _PROMPT.match(stripped):
        signs = len(_CODE_SIGNS.findall(stripped))
        if signs < 3 or signs <= CODE_SHARE * (sum(map(str.isalpha, stripped)) + 1):
            return False
    return sum(word in _PROSE for word in stripped.lower().split()) < 2


def tokenize(rich: RichText) -> list[Token]:
    """The words of a text in order, with their neighbours. Linear in its length."""
    text = rich.text
    matches = list(WORD.finditer(text))
    if not matches:
        return []
    spans = guarded_spans(rich)
    guard = _cursor(spans)
    places = [m.span() for m in matches]
    words = [m.group() for m in matches]
    lows = [_FOLDED[word] if len(word) <= LONGEST_WORD else "" for word in words]
    guards = [guard(start, end) for start, end in places] if spans else [False] * len(places)
    # what stands before and behind each word: of two neighbours it is the same
    gaps = [text[a:b] for (_, a), (b, _) in pairwise(places)]
    signs = [None if gap == " " else _sign(gap, False) for gap in gaps]
    inside = [False] * len(gaps)
    if not _OPENED.isdisjoint(gaps):
        inside = [
            gap in _OPENED and _is_inside(word, gap, following)
            for gap, (word, following) in zip(gaps, pairwise(words), strict=True)
        ]
    gaps = [text[: places[0][0]], *gaps, text[places[-1][1] :]]
    signs = [_sign(gaps[0], True), *signs, _sign(gaps[-1], True)]
    inside = [False, *inside, False]
    found: list[Token] = []
    # as Token(…) does, which asks for each by its name and takes three times the time
    new = partial(tuple.__new__, Token)
    last = len(words) - 1
    for n, word in enumerate(words):
        before, after = gaps[n], gaps[n + 1]
        left, right = signs[n], signs[n + 1]
        if left is None:
            left = "" if guards[n - 1] else lows[n - 1]
        if right is None:
            right = "" if guards[n + 1] else lows[n + 1]
        if n and before == after == " ":
            opens = introduced = ended = touches = beside_object = False
        else:
            opens, introduced, ended, touches, beside_object = _around(before, after, n == 0)
        initial = n > 0 and before == ". " and len(words[n - 1]) == 1
        found.append(
            new(
                (
                    *places[n],
                    word,
                    lows[n],
                    left,
                    right,
                    opens or n == 0 or (ended and not initial) or introduced,
                    opens,
                    introduced,
                    guards[n]
                    or not lows[n]
                    or beside_object
                    or inside[n]
                    or inside[n + 1]
                    or (
                        after[:1] == "."
                        and _is_abbreviated(word, after, words[n + 1] if n < last else "")
                    ),
                    touches,
                )
            )
        )
    return found


#: Abbreviations have at most so many letters.
_ABBREVIATION = 6


def _is_abbreviated(word: str, after: str, following: str) -> bool:
    """Whether the full stop after a word ends it and no sentence: a comma or a small letter
    follows.
    """
    if len(word) > _ABBREVIATION or word in _WHOLE:
        return False
    return after[1:2] in tuple(",;:)") or (after == ". " and following[:1].islower())


_WHOLE = word_set("it is are was be not all one them this that too so do does done")


def _cursor(spans: Sequence[tuple[int, int]]) -> Callable[[int, int], bool]:
    """A test for ascending (start, end): does a span overlap it?"""
    at = 0

    def overlaps(start: int, end: int) -> bool:
        nonlocal at
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        return at < len(spans) and spans[at][0] < end

    return overlaps


#: Between two words with nothing else they are one: "v(ehicle", "[t]he".
_OPENED = frozenset(("(", "[", "]", ")"))
#: A bracket after a word of so many letters, before one with a capital, only lacks its space
#: ("Osmosis(Passive transport)").
_WHOLE_LETTERS = 5


def _is_inside(word: str, gap: str, following: str) -> bool:
    """Whether two words with nothing but this bracket between them are one."""
    if gap == "(" and following[:1].isupper() and following[1:].islower():
        return min(len(word), len(following)) < _WHOLE_LETTERS or not word[1:].islower()
    return True


#: Gaps between words are few; those longer than this are not remembered.
_GAPS, _LONGEST_GAP = 4096, 12


def _sign(gap: str, edge: bool) -> str | None:
    """What the gap between two words says: a sign as in Token.left, or None where the word
    beyond it is the neighbour.
    """
    return _sign_of(gap, edge) if len(gap) > _LONGEST_GAP else _sign_remembered(gap, edge)


def _sign_of(gap: str, edge: bool) -> str | None:
    if not gap:
        return "." if edge else None
    stripped = _EMPHASIS.sub("", gap).strip()
    if not stripped:
        return "." if edge or "\n" in gap else None
    if any(c.isdigit() for c in stripped):
        return "#" if re.fullmatch(r"[\d.,]+%?", stripped) else ""
    if stripped[0] in ".;:!?":
        return "."
    if stripped[0] == ",":
        return ","
    if stripped in ("-", "‐", "‑") and " " not in gap:
        return "" if edge else None
    return "." if edge else ""


_sign_remembered = lru_cache(_GAPS)(_sign_of)


def _around(before: str, after: str, begins: bool) -> tuple[bool, bool, bool, bool, bool]:
    """What the gaps on both sides say of a word: it opens a line, a dash or colon introduces it,
    a sentence ended before it, a hyphen or the like touches it, an object stands at it.
    `begins`: it is the text's first word."""
    if len(before) > _LONGEST_GAP or len(after) > _LONGEST_GAP:
        return _around_of(before, after, begins)
    return _around_remembered(before, after, begins)


def _around_of(before: str, after: str, begins: bool) -> tuple[bool, bool, bool, bool, bool]:
    opens = not before.strip(" \t*_#>•·–—-\"'“‘([") and (begins or "\n" in before)
    introduced = before.rstrip().endswith((":", "•", "–", "—", "-", ">")) and before[-1:] == " "
    ended = any(c in _SENTENCE_END for c in before)
    touching = before[-1:] + after[:1]
    touches = any(c in "-‐‑/'’&+" for c in touching)
    return opens, introduced, ended, touches, OBJECT in touching


_around_remembered = lru_cache(_GAPS)(_around_of)


_ENDS_SENTENCE = re.compile(r"(?<=[.!?])[\"”')]*(?=\s)|\n")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text: (start, end) with their closing sign, without the space after it."""
    at = 0
    for match in _ENDS_SENTENCE.finditer(text):
        end = match.end() if match.group() != "\n" else match.start()
        if text[at:end].strip():
            lead = len(text[at:end]) - len(text[at:end].lstrip())
            yield at + lead, end
        at = match.end()
    if text[at:].strip():
        lead = len(text[at:]) - len(text[at:].lstrip())
        yield at + lead, at + len(text[at:].rstrip())
