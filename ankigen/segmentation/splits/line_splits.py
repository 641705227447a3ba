"""Where a line may be split into headword and definition, by the marks between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from ankigen.model import RichText, Style
from ankigen.segmentation.blocks.lines import looks_like_code
from ankigen.segmentation.headword_score import LETTER, SENTENCE_END, SHORT_END, URL, termness
from ankigen.segmentation.splits.bold_splits import bold_split
from ankigen.segmentation.splits.split import CALLOUT, Split
from ankigen.segmentation.splits.unmarked_splits import glossed, in_brackets, unmarked
from ankigen.segmentation.words import (
    COPULA,
    LOOKED_AT,
    PART,
    is_callout,
    is_label,
    length,
)
from ankigen.text.dates import MONTH_NAME
from ankigen.text.patterns import when_asked


class Separator(NamedTuple):
    """A mark between headword and definition: its style's name, its pattern, how well it tells them
    apart, and strings of which any line that holds it has one.
    """

    style: str
    pattern: re.Pattern[str]
    weight: float
    signs: tuple[str, ...]


#: A spaced dash and a colon are near certain signs; a dash without one of its spaces is often a
#: typing slip; a tab or three dashes are only ever written as separators. "=" is also a formula.
SEPARATORS: tuple[Separator, ...] = (
    Separator("---", re.compile(r"\s*-{3,}\s*"), 1.5, ("---",)),
    Separator("::", re.compile(r"\s*::+\s*"), 1.2, ("::",)),
    Separator(".-", re.compile(r"\.\s?[-–—―]+\s*(?=\S)"), 1.2, ("-", "–", "—", "―")),
    Separator("tab", re.compile(r"\s*\t\s*"), 1.5, ("\t",)),
    Separator("columns", re.compile(r" {3,}"), 0.6, ("   ",)),
    Separator(
        "columns",
        re.compile(r"(?<=[^\s.!?:]) {2,}(?=\S)|(?<=[^\W\d_]{2}\.) {2,}(?=[^\W\d_A-Z])"),
        -0.5,
        ("  ",),
    ),
    Separator("|", re.compile(r"\s*[|\uff5c]\s*"), 0.3, ("|", "\uff5c")),
    Separator("とは", re.compile(r"とは[、，]?\s*"), 0.8, ("とは",)),
    Separator(
        "=>",
        re.compile(r"\s*(?:(?<!<)[=~-]>|[→⇒⟶➔])\s*"),
        0.0,
        ("=>", "->", "~>", "→", "⇒", "⟶", "➔"),
    ),
    Separator(":", re.compile(r"\s?(?::\s+|\uff1a\s*)"), 0.8, (":", "\uff1a")),
    Separator(
        ":", re.compile(r"\s*:(?:[-–—―]{1,2}|=|-?>)(?:\s+(?=\S)|(?=[^\W\d_]{2}))"), 0.8, (":",)
    ),
    # behind a comma a dash stands for the ending of a plural ("das Zimmer, - – room")
    Separator("-", re.compile(r"(?<!,)\s+[-–—―−]{1,2}\s+"), 0.8, ("-", "–", "—", "―", "−")),
    Separator(
        "-",
        re.compile(r"(?<=[\w)\]])[–—―]\s+|(?<![=<>≈≤≥+×*/(,])\s+[–—―](?=\w)|(?<=[\w)])[—―](?=\w)"),
        0.4,
        ("–", "—", "―"),
    ),
    # no option of a command ("ls -l", "ls -la    lists")
    Separator(
        "-",
        re.compile(
            r"(?<=[\w)\]])-\s+|(?<![=<>≈≤≥+×*/(,])\s+"
            r"-(?=[^\W\d_]{2}(?!\S*\s{3})|[aAвВкКсСоОуУ]\s[^\W\d_]{2})"
        ),
        -0.4,
        ("-",),
    ),
    # behind the charge of an ion ("NO3- nitrate", "NH4+ ammonium")
    Separator("-", re.compile(r"(?<=[+-]) +(?=[a-z])"), 0.4, ("- ", "+ ")),
    Separator("/", re.compile(r"\s+/\s+"), -0.4, ("/",)),
    Separator("=", re.compile(r"\s+=\s+|\s*＝\s*"), 0.0, ("=", "＝")),
    # letters on both sides: no formula
    Separator("=", re.compile(r"(?<=[^\W\d_]{3})=\s+(?=[^\W\d_]{2})"), -0.4, ("=",)),
    Separator(
        ".",
        re.compile(r"(?:(?<=[^\W\d_][\w)\]’])|(?<=\w[)\]]))\.\s+(?=[A-ZÀ-Þ\"“«(0-9])"),
        -0.9,
        (".",),
    ),
    # two dots by themselves are three in a hurry; "../x" and "1..9" are none
    Separator("…", re.compile(r"\s*(?:…+|‥+|\.{3,})\s*|\s\.\.\s+"), -0.3, ("…", "‥", "..")),
)

#: What shows which separators a line may have: their signs, each by its first character, but that
#: single spaces show nothing.
_SHOWN = re.compile(
    "  |[" + re.escape("".join(sorted({s[0] for o in SEPARATORS for s in o.signs} - {" "}))) + "]"
)


@lru_cache(maxsize=1 << 10)
def _separators(shown: frozenset[str]) -> tuple[Separator, ...]:
    """Those that a line may have which shows such signs."""
    firsts = {sign[0] for sign in shown}
    return tuple(o for o in SEPARATORS if any(sign[0] in firsts for sign in o.signs))


#: A pronoun that points back to the subject of the sentence before.
_BACK = re.compile(r"(?:It|They|He|She|Es|Sie|Er|Il|Elle|Ils|Elles)\s")
#: "Kosten- und Leistungsrechnung": a hyphen that stands for the rest of a word.
_SUSPENDED = re.compile(r"(?:und|oder|bzw|sowie|and|or|to|et|ou|y|o|e|en|of)\b")
#: So many words with a full stop say something, and are no title.
SENTENCE = 8
#: The longest headword in front of a separator, in words; a question may be longer.
LONGEST = 12


_BRACKETS = re.compile(r'[(\[{（「『【“„«)\]}）」』】”»"]')


@lru_cache(maxsize=1 << 14)
def depths(text: str) -> tuple[int, ...]:
    """For each character, how many brackets are open before it."""
    if _BRACKETS.search(text) is None:
        return (0,) * len(text)
    depth, out, quoted = 0, [], False
    if text.count('"') % 2:
        text = text.replace('"', "'")  # one that is never closed says nothing
    for c in text:
        out.append(depth)
        if c in "([{（「『【“„«":
            depth += 1
        elif c in ")]}）」』】”»":
            depth = max(0, depth - 1)
        elif c == '"':
            depth += 1 if not quoted else -1
            quoted = not quoted
    return tuple(out)


def splits(
    text: RichText, known: frozenset[str] = frozenset(), common: Callable[[str], bool] | None = None
) -> list[Split]:
    """The ways in which a line may be headword and definition, best first for each style.

    `known` holds headwords seen elsewhere in the document (casefolded): a line that goes on after
    one of them without any mark can then be split too. `common` tells a word of running text from a
    name: where such a word has a capital in mid-line ("Velocity Rate of change"), a definition may
    begin.
    """
    line = text.text[:LOOKED_AT]
    found: list[Split] = []
    if len(line) < 4:
        return found
    window = line[:260]  # a headword does not reach further; keeps long lines linear
    depth = depths(window)
    seen: set[str] = set()
    for style, pattern, weight, signs in _separators(frozenset(_SHOWN.findall(window))):
        if style in seen or not any(sign in window for sign in signs):
            continue
        for m in pattern.finditer(window):
            if m.start() == 0 or depth[m.start()] or text.literal_at(m.start(), m.end()):
                continue
            left, right = line[: m.start()].strip(), line[m.end() :].strip()
            if not left or not (left[0].isalnum() or any(c.isalnum() for c in left)):
                continue
            if not right or (length(left) > LONGEST and not left.endswith("?")):
                break
            if _joins(style, m, left, right):
                continue
            end, start = m.start(), m.end()
            if style == "=" and (condition := _CONDITION.search(left)) is not None:
                if not condition.start():
                    continue  # "If a = b, …"
                end, start = condition.start(), condition.start() + 1
                left = left[:end]
            if style == "-" and (began := _before_dates(left, right)) is not None:
                if not began:
                    continue
                end, start, left = began, began, left[:began]
            score = weight + 0.8 * max(-3.0, min(2.0, termness(left)))
            if any(0 < s.start < m.start() and s.style is Style.STRONG for s in text.marks):
                score -= 1.5  # a clause with its term in bold, and what follows from it
            for more in chain(_by_the_left(left, right), _by_the_right(style, left, right)):
                score += more
            found.append(Split(end, start, style, score))
            seen.add(style)
            break
    if text.marks and any(
        m.style in (Style.STRONG, Style.EM) and m.start == 0 and m.end >= len(line.rstrip())
        for m in text.marks
    ):
        # a line in bold or italics from end to end is a heading or a notice rather than a
        # definition
        found = [Split(s.end, s.start, s.style, s.score - 2.0) for s in found]
    gloss = [] if found else glossed(line)
    # with a gloss behind it a word in bold is no subject of a sentence
    found += [s for s in bold_split(text) if not (gloss and s.style == "bold-subject")]
    found += in_brackets(line)
    found += gloss
    # "% We think …": a sign before a sentence is no headword
    found += [s for s in unmarked(text, known, common) if any(map(str.isalnum, line[: s.end]))]
    return sorted(found, key=lambda s: (-s.score, s.end))


def _joins(style: str, m: re.Match[str], left: str, right: str) -> bool:
    """Whether a mark belongs to what stands around it: a range, half a word, an address, a time,
    an abbreviation, a column of a table.
    """
    match style:
        case "-":
            half = m.group()[0] in "-–" and _SUSPENDED.match(right) is not None
            # "die Tür, -en", "der Ball, - <tab> ball": the plural of a headword
            plural = left.endswith(",") or "\t" in m.group()
            # "m - M = 5 log d" takes one from the other
            minus = _SYMBOL.fullmatch(left) is not None and _EQUALS.match(right) is not None
            minus = minus or (_COUNT.search(left) and _LESS.match(right)) is not None
            charge = _is_charge(m, left, right)
            # "gram - : thin": the sign is of the headword
            return half or plural or minus or charge or right[0] == ":" or _is_range(left, right)
        case ":":
            address = URL.match(m.string[m.start() - 5 : m.end() + 3])
            # "10: 30" and "3 : 1", not "rule of 8: 8 x 1 = 8"
            both = _TWO_DIGITS.match(right) is not None or m.group()[0].isspace() or " " not in left
            time = both and _is_range(left, right) and not _YEAR_LAST.search(left)
            return address is not None or time
        case "=":
            return _CASES.search(left) is not None
        case ".":
            return SHORT_END.search(f"{left}.") is not None  # "see § 12 Abs. 2"
        case "columns" | "|":
            return _MORE_COLUMNS.search(f"{right} ") is not None
    return False


#: The left side of an equation behind the word that makes it a condition: "resonance when f = g".
_CONDITION = re.compile(r"(?:^|\s)(?:when|if|where|because|since|iff)\s\S{1,4}$", re.IGNORECASE)
#: One less of a number that a small letter stands for: "has n - 1 edges".
_COUNT, _LESS = when_asked(r"\S\s[b-z]$"), when_asked(r"\d{1,2}\b(?!\s?[-–.,:%])")
_ION = when_asked(r"(?:[A-Z][a-z]?\d*|\([A-Z][A-Za-z\d]*\)\d*)+(?:\s?\d)?[+-]")
_NAME_OF_ION = when_asked(r"(?:[a-z]+\s)?[a-z]+(?:ate|ite|ide|ium|onium)\b(?:\s\S+)?$")


def _is_charge(m: re.Match[str], left: str, right: str) -> bool:
    """Whether a sign is the charge of an ion whose name stands behind it, or a space stands behind
    a sign that is none.
    """
    sign = m.group().strip()
    if not sign:
        return not (_ION.fullmatch(left) and _NAME_OF_ION.match(right))
    return bool(_ION.fullmatch(f"{left}{sign}") and _NAME_OF_ION.match(right))


_SYMBOL, _EQUALS = when_asked(r"[A-Za-zα-ω]\d?"), when_asked(r"[A-Za-zα-ω]\d?\s=\s")
#: One case behind the other: "> 1 elastic, < 1 inelastic, = 1 unit elastic".
_CASES = when_asked(r"[<>≤≥]\s?\d[^,;]*,")
_TWO_DIGITS = when_asked(r"\d\d\b")
_YEAR_LAST = re.compile(r"[^\W\d_]\s(?:1\d{3}|20\d\d)$")
_MORE_COLUMNS = re.compile(r" {3,}|\|")


def _by_the_left(left: str, right: str) -> Iterator[float]:
    """What speaks against a split by what would be the headword."""
    if is_label(left, marked=True) or PART.match(left):
        told = length(right) >= SENTENCE and SENTENCE_END.search(right)
        yield -2.0 if told and PART.match(left) else -3.5  # "Section 9: …" of an act
    if is_callout(left):
        yield -CALLOUT


def _by_the_right(style: str, left: str, right: str) -> Iterator[float]:
    """What speaks against a split by what would be the definition, and by earlier marks."""
    if style == "." and _BACK.match(right):
        yield -0.8  # "A round loaf. It keeps for days": the sentence before said of what
    if length(right) < 2:
        yield -0.5
    formula = style == "=" and _FORMULA.search(right)
    if looks_like_code(right) or _mostly_digits(right) or formula:
        yield -1.5  # "In pandas: get_dummies(df)", "Sum: 3 × 70 = 210"
    if _EARLIER.search(left):
        yield -1.2  # the first of two separators is the one meant
    if style == "-" and right.startswith("="):
        yield -6.0  # "hyper- = too much": the dash is of the headword
    if style == "-" and _EQUATION.match(left):
        yield -3.0  # "F = m * a - b": a minus
    if COPULA.search(f"{left} "):
        yield -1.2  # "X is Y: …" is a sentence with a colon


#: A number, not the digits of a name ("IPv4").
_NUMBER_LAST, _DIGIT_FIRST = re.compile(r"(?<![^\W\d_])(?<!\d)\d[\d.,:/]*$"), re.compile(r"\d")
_EARLIER = re.compile(r"\s[-–—―]\s|:\s")
_EQUATION = re.compile(r"\S+(?:\s\S+){0,3}\s=\s\S")
_FORMULA = re.compile(r"[*×·^∑√]|\(\w [-+] ")


def _mostly_digits(text: str) -> bool:
    """Whether a text is figures rather than words."""
    letters = len(LETTER.findall(text))
    return sum(c.isdigit() for c in text) > letters


_MONTH_OF_YEAR = rf"(?:(?:\d{{1,2}}\.?\s)?{MONTH_NAME}\.?\s)?(?:1\d{{3}}|20\d\d)"
_FROM = when_asked(rf"(?:^|\s){_MONTH_OF_YEAR}$", re.IGNORECASE)
_UNTIL = when_asked(rf"{_MONTH_OF_YEAR}\b", re.IGNORECASE)


def _before_dates(left: str, right: str) -> int | None:
    """Where the dates begin between whose first and last a dash stands ("Siege June 1420 - May
    1421"); None where it does not stand between dates.
    """
    if not left[-1:].isdigit():
        return None
    first = _FROM.search(left)
    return first.start() if first is not None and _UNTIL.match(right) is not None else None


def _is_range(left: str, right: str) -> bool:
    """A dash between two numbers, or inside a hyphenated compound."""
    return bool(_NUMBER_LAST.search(left) and _DIGIT_FIRST.match(right))
