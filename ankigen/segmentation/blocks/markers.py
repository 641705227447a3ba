"""List markers: what a bullet or a number at the start of a line is, and which of them make a list.

A marker is only a marker in company: "1." alone is a sentence's number, "-1" a number, "->" an
arrow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ankigen.text.dates import leading_date

#: Signs that are bullets wherever they begin a line, with or without a space after them.
BULLETS = "•・‣▪▫◦●○■□◆◇❖➢➣➤►▶▸▹▻⁃∙⦁⦿✓✔✗✘☐☑☒★☆❑❒❏⬥⮚🔹🔸🔴🔶🔅🔵"
#: Signs that are bullets only with a space after them.
SOFT_BULLETS = "-–—−－*＊+·»›~>o"

#: What bullets of Word and of slides become where their font is lost (Wingdings), before a word.
_LOST_FONT = "§ØüŸ"

_BULLET = re.compile(
    rf"(?:[{BULLETS}]\ufe0f?\s*|[{re.escape(SOFT_BULLETS)}](?=\s|$)\s*"
    rf"|[{_LOST_FONT}]\s+(?=[^\W\d_]))(?:\[[ xX]\]\s+)?"
)
_NUMBER = re.compile(
    r"(?P<open>[(（]?)(?:(?P<digits>\d{1,3})|(?P<roman>[ivx]{2,5}|[IVX]{2,5})"
    r"|(?P<letter>[A-Za-z])|(?P<han>[一二三四五六七八九十]{1,3}))"
    r"(?:(?P<close>[.):]|\.\)|[ºª°]\.?)(?=\s|$)|(?P<wide>[、．）])"
    r"|(?P<glued>[.)])(?=[^\W\d_]{2}))\s*"
    r"|(?P<circled>[\u2460-\u2473])\s*"
)
#: Numbers that are one only before what has a mark of its own ("1 - term - text", "1: term = x"),
#: and those that say that they are numbers ("[1]", "#1", "No. 1").
_NUMBERED = re.compile(
    r"(?P<plain>\d{1,3})(?P<sign>\s?:|\s[-–—])\s+(?=[^-–—:=|\s][^-–—:=|]{1,60}(?:\s[-–—=|]|:|->)\s)"
    r"|\[(?P<square>\d{1,3})\]:?\s+(?=\S)"
    r"|(?P<name>#|No\.?\s?|Nr\.?\s?|[nN]º\s?|№\s?)(?P<named>\d{1,3})[.:)]?\s+(?=\S)"
)
#: An arrow at the start of a line is a bullet where the line goes on.
_ARROW = re.compile(r"(?:-{1,2}>|={1,2}>|→|⇒|>>)\s+(?=\S)")
#: "Definition" in the languages that notes mostly come in.
DEFINITION = (
    r"(?:def(?:inition|initi[oe]n?|inisjon|inicja|inice|inícia|n)?s?|d[ée]f(?:inition)?s?"
    r"|definici[oó]n(?:es)?|definizion[ei]|definiç(?:ão|ões)|определени[ея]|опр|ορισμό?[ςί]|التعريف"
    r"|تعريف|定義|定义|정의)"
)
#: What a statement of a proof-based subject is called, in the same languages.
STATEMENT = (
    rf"{DEFINITION}|theor[eè]ms?|thm|teorem[aie]?|théorèmes?|satz|sätze|stelling|sætning|twierdzenie"
    r"|věta|теорема|定理|lemmat?a?|lemmes?|lemas?|hilfssatz|лемма|補題|引理|coroll?ar(?:y|ies|io|ium)"
    r"|corollaires?|corolários?|korollar|wniosek|следствие|系|推论|propositions?|proposici[oó]n"
    r"|proposizione|proposição|prop|命題|命题|axiom[aes]?|axiomes?|assioma|аксиома|公理"
)
#: "Def. term: text", "Definition 3: term. Text": what the line is, before a name and a mark of its
#: own.
_DEFINED = re.compile(
    rf"{DEFINITION}(?P<number>\s?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}})?\s?[.:：]?\s+"
    r"(?=[^\W\d_](?:[^-–—:=|]{0,60}(?:\s[-–—=|]|:)\s"
    r"|(?(number)[^\s.:=|]*(?:\s[^\s.:=|]+){0,3}\.\s\S|(?!))))",
    re.IGNORECASE,
)
_HAN = "一二三四五六七八九十"
_ROMAN = {"i": 1, "v": 5, "x": 10}
_BEFORE_CIRCLED_ONE = ord("\u2460") - 1
_YEAR_BEHIND = re.compile(r"\s*[^\W\d_]{3,12}\.?\s+\d")
#: A number between strokes is the page's, no item.
PAGE_NUMBER = re.compile(r"\s*[-–—−－]\s*\d{1,4}\s*[-–—−－]\s*$")
#: How many lines further on the next number of a list may stand (an item may be a long paragraph).
REACH = 30
#: And so many where one number is missing.
GAP = 2


#: The style of a line that says that it defines something.
DEFINED = "def"
#: The style of an arrow at the start of a line.
ARROW = "→"


@dataclass(frozen=True, slots=True)
class Marker:
    """A list marker at the start of a line: its style ("•", "1.", "(a)"), its number, and its
    length with the space.
    """

    style: str
    number: int
    width: int
    ordered: bool


def _roman(text: str) -> int:
    """A Roman number up to 39, in either case.

    >>> _roman("iv"), _roman("XII")
    (4, 12)
    """
    values = [_ROMAN[c] for c in text.lower()]
    total = 0
    for value, after in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < after else value
    return total


def _is_day(text: str, end: int) -> bool:
    """Whether a number up to here is the day of a date, with its month and year."""
    return bool(_YEAR_BEHIND.match(text, end)) and leading_date(text)[0] > end


def marker_at(text: str) -> Marker | None:
    """The marker that a line begins with, if it begins with one.

    >>> marker_at("2) second").number, marker_at("-1 degree"), marker_at("->so")
    (2, None, None)
    >>> marker_at("4 - moss - a plant").number, marker_at("4 - moss")
    (4, None)
    >>> marker_at("- 7 -") is None
    True
    >>> marker_at("3.Which").number, marker_at("1.5 km"), marker_at("e.g.")
    (3, None, None)
    >>> marker_at("3. Mai 1525 siege"), marker_at("3. Set up the tubes").number
    (None, 3)
    """
    if PAGE_NUMBER.match(text):
        return None
    found = _BULLET.match(text)
    if found and (found.end() < len(text) or len(text.strip()) <= 1):
        return Marker(text[0], 1, found.end(), ordered=False)
    if arrow := _ARROW.match(text):
        return Marker(ARROW, 1, arrow.end(), ordered=False)
    if (defined := _DEFINED.match(text)) and not text[defined.end()].islower():
        return Marker(DEFINED, 1, defined.end(), ordered=False)
    if named := _NUMBERED.match(text):
        number = int(named["plain"] or named["square"] or named["named"])
        sign = named["name"] or named["sign"] or "[]"
        return Marker(f"{sign.strip()}1", number, named.end(), ordered=True)
    found = _NUMBER.match(text)
    if not found:
        return None
    if found["circled"]:
        return Marker("①", ord(found["circled"]) - _BEFORE_CIRCLED_ONE, found.end(), ordered=True)
    close = found["close"] or found["wide"] or found["glued"]
    if found["glued"] and not found["digits"]:
        return None  # "e.g", "i.e"; "1.What" may be a slip
    if found["open"] and close not in (")", "）"):
        return None
    if close == ":" or (found["digits"] and _is_day(text, found.end())):
        return None
    shape = found["open"] + "%s" + close
    if found["digits"]:
        return Marker(shape % "1", int(found["digits"]), found.end(), ordered=True)
    if found["han"]:
        return Marker(shape % "一", _han(found["han"]), found.end(), ordered=True)
    if found["roman"]:
        upper = found["roman"][0].isupper()
        number = _roman(found["roman"])
        return Marker(shape % ("I" if upper else "i"), number, found.end(), ordered=True)
    letter = found["letter"]
    style = "A" if letter.isupper() else "a"
    return Marker(shape % style, _place_of(letter), found.end(), ordered=True)


def _place_of(letter: str) -> int:
    """A letter's place in the alphabet, from 1."""
    return ord(letter.lower()) - ord("a") + 1


def _han(text: str) -> int:
    """A Chinese number up to 99.

    >>> _han("三"), _han("十二"), _han("二十")
    (3, 12, 20)
    """
    tens, ten, ones = text.rpartition("十")
    value = _HAN.index(ones) + 1 if ones else 0
    return value + (10 * (_HAN.index(tens) + 1 if tens else 1) if ten else 0)


def real_markers(
    candidates: Sequence[Marker | None], indents: Sequence[int]
) -> list[Marker | None]:
    """Of the candidates (one per line), those that stand in a list: bullets, and numbers with a
    neighbour in sequence. Where an item was deleted, the number before or after it counts as well.

    A letter that fits as a Roman number after one ("i)" before "ii)") is read as Roman. `indents`
    are columns.
    """
    out: list[Marker | None] = list(candidates)
    roman = {_place_of(letter): value for letter, value in _ROMAN.items()}
    for k, m in enumerate(out):
        # "i)" or "v)" or "x)" among Roman numbers
        if m and m.style.strip("().") in ("a", "A") and m.number in roman:
            value = roman[m.number]
            style = m.style.replace("a", "i").replace("A", "I")
            near = [c.number for c in out[max(0, k - REACH) : k + REACH] if c and c.style == style]
            if value + 1 in near or value - 1 in near:
                out[k] = Marker(style, value, m.width, ordered=True)
    valid = [m is not None and not m.ordered for m in out]
    for k, m in enumerate(out):  # an arrow alone goes on with the line above
        if m is not None and m.style == ARROW:
            beside = (*out[max(0, k - 1) : k], *out[k + 1 : k + 2])
            valid[k] = any(c is not None and c.style == ARROW for c in beside)
    last: dict[str, int] = {}
    gaps: list[tuple[int, int]] = []
    for k, m in enumerate(out):
        if m is None or not m.ordered:
            continue
        before = last.get(m.style)
        if before is not None and k - before <= REACH:
            other = out[before]
            if other and m.number == other.number + 1:
                valid[before] = valid[k] = True
            elif other and m.number == other.number + 2 and k - before <= GAP:
                gaps.append((before, k))
        last[m.style] = k
    for before, k in gaps:
        valid[before] = valid[k] = valid[before] or valid[k]
    return [m if ok else None for m, ok in zip(out, valid, strict=True)]
