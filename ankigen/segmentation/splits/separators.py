"""The marks by which the siblings of a group may be parted into headword and definition: the
known ones and any other sign.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ankigen.model import RichText, Style
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.splits.line_splits import depths
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import length
from ankigen.text.patterns import when_asked

#: A headword stands in so many characters of a line, and has so many words, in front of a sign that
#: nobody knows.
REACH = 260
LONGEST = 14
#: In front of a sign without spaces it has fewer.
LONGEST_TIGHT = 6

#: A sentence in front of a dash has so many words at least.
SENTENCE = 3

#: A run of signs that sentences are not written with.
_SIGN = re.compile(
    r"\s*(?<![^\w\s)\]”\"'’.!?`])([~*<>="
    r"|/\\^+#@&%$§•·»«→⇒↔:;_–—―-]{1,4})(?![^\w\s(\[“\"'‘`*_.$-])\s*"
)
_IN_SIGN = re.compile(r"[~*<>=|/\\^+#@&%$§•·»«→⇒↔:;_–—―-]")
#: Those that `splits` knows.
_KNOWN = frozenset(("-", "–", "—", "―", ":", "::", "=", "|", "->", "=>", "→", "⇒", "/", "---"))
#: What parts a headword better than a dash between two words.
_PARTS = (":", "-", "=", "=>", "::")
_TIGHT = re.compile(r"(?<=[\w)\]])(=|:|–|—|-{2,})(?=[\w(\[\"“])")
_DATE = re.compile(
    r"(?:c(?:a|irca)?\.?\s?)?(?:\d{1,2}\.?\s)?(?:[^\W\d_]{3,9}\.?\s)?\d{1,4}(?:s|er)?"
    r"(?:\s?[-–/]\s?\d{1,4})?(?P<era>\s(?:BCE?|CE|AD|[advnfep]\.\s?(?:Chr?|Kr|n\.\s?e|J\.-C)\."
    r"|av\.\s?J\.-C\.|př\.\s?n\.\s?l\.|до н\.\s?э\.|н\.\s?э\.))?"
    r",?\s+(?=[^\W\d_(\"“])(?![^\W\d_]\.?\s?\w{1,3}\.?\s?:)"
)
_YEAR = re.compile(r"\d{3,4}")
#: A unit behind a number that is no year ("6650 km", "100 MHz").
UNIT = (
    r"(?:[kKMGTµ]?Hz|[kKMGT]?(?:bps|bit/s|i?B|W|V|Pa)|[mcdkµn]?m|[mkµ]?g|mg/d[lL]|m[lL]|k?cal|k?J"
    r"|mmHg|bpm|years?|days?|hours?|min(?:utes)?|people|Jahren?|Tagen?|años|días|ans|jours"
    r"|[%°]C?)(?=$|[\s,;)])"
)
_MEASURED = when_asked(rf"\d{{1,4}}(?:\s?[-–/]\s?\d{{1,4}})?\s{UNIT}")
#: A number that no year has, in the name of what a mark parts ("180 degree turn: …").
_COUNTS = when_asked(r"\d{1,3}\s(?:[^\W\d_][\w'’-]*\s?){1,4}(?:[:：]|\s[-–—―=]+)\s")
_WHICH = re.compile(
    r"[,，]\s(?=(?:which|who|where|whose|welche[rsnm]?|qui|que|quien|che|cui|ktor[aey]|som)\s)"
)
_ASKED = re.compile(r"[?？]+\s*(?=[^\s?？])")
_BEHIND = when_asked(r"\s*(?:(?:[-–—―:=]+|[-=~]+>|[→⇒⟶➔])\s)?\s*")
_JOINED = re.compile(r"\s*(?:vs\.?|and|or|und|/|,)\s")
#: A term and, in brackets up to the end of its line, what is said of it.
_EXPLAINED = re.compile(r"^([^()]{2,60}?)\s+\(([^()]{6,})\)[.!]?$")
_DRESS = (Style.CODE, Style.EM, Style.MARK, Style.UNDERLINE)

#: Marks that stand inside definitions as well, so that they alone make no list of entries.
WEAK = frozenset(
    ("copula", "run-on", "bracket", "columns", ".", "…", "/", "bold-inside", "?", "em", "code",
    "underline", "mark", ", which", "(")
)  # fmt: skip


def options(text: RichText, known: Sequence[Split]) -> Mapping[str, Split]:
    """The best split of a line by each mark: those that are known, and those that only its
    siblings can bear out.
    """
    out: dict[str, Split] = {}
    for split in (*known, *_more(text, known)):
        if split.style not in out and not _of_a_table(text.text, split):
            out[split.style] = split
    stopped = out.get(".-")
    if stopped is not None and length(text.text[: stopped.end]) >= SENTENCE:
        out["-"] = replace(stopped, style="-")  # among words, each with a dash
    return out


_COLUMNS = {
    "|": re.compile(r"[|\uff5c]"),
    "tab": re.compile(r"\t"),
    "columns": re.compile(r" {3,}"),
}
_LETTER = re.compile(r"[^\W\d_]")


def _of_a_table(line: str, split: Split) -> bool:
    """Whether a split cuts a row of a table: there is one of its marks before it, or there are
    only figures around it.
    """
    column = _COLUMNS.get(split.style)
    if column is None:
        return False
    left, right = line[: split.end], line[max(0, split.start) : REACH]
    return bool(column.search(left)) or not (_LETTER.search(left) or _LETTER.search(right))


def _is_counted(line: str) -> bool:
    """Whether a line begins with a number that is no year: it counts, or a unit is behind it."""
    return _COUNTS.match(line) is not None or _MEASURED.match(line) is not None


def _more(text: RichText, known: Sequence[Split]) -> Iterator[Split]:
    """A term in code or italics in front, a sign without spaces, an answer right behind its
    question. `known`: the splits at marks that are known.
    """
    line = text.text[:REACH]
    dressed = next((m for m in text.marks if m.style in _DRESS), None)
    if dressed is not None and not line[: dressed.start].strip():
        rest = line[dressed.end :]
        behind = _BEHIND.match(rest)
        start = dressed.end + (behind.end() if behind else 0)
        if rest[:1].isspace() and line[start:].strip() and not _JOINED.match(rest):
            yield Split(dressed.end, start, str(dressed.style), 0.0)
    tight = _TIGHT.search(line)
    if (
        tight
        and not depths(line)[tight.start()]
        and not text.literal_at(tight.start(), tight.end())
    ):
        sign = tight.group(1)
        figures = line[tight.start() - 1].isdigit() and line[tight.end()].isdigit()
        named = _is_bold(text) or _is_in_headword(line, tight.end(), known)
        of_name = sign in "–—―" and named
        if not (figures or of_name) and length(line[: tight.start()]) <= LONGEST_TIGHT:
            yield Split(tight.start(), tight.end(), sign if sign in "=:" else "-", -0.5)
    date = _DATE.match(line)
    if date and (date["era"] or _YEAR.search(line, 0, date.end())) and not _is_counted(line):
        yield Split(date.end(), date.end(), "date", 0.0)
    which = _WHICH.search(line)
    if which and not depths(line)[which.start()] and length(line[: which.start()]) <= LONGEST_TIGHT:
        yield Split(which.start(), which.end(), ", which", 0.0)
    explained = _EXPLAINED.match(line) if "(" in line else None
    if explained and length(explained.group(1)) <= LONGEST_TIGHT:
        yield Split(explained.end(1), explained.start(2), "(", -0.5)
    asked = _ASKED.search(line) if "?" in line or "？" in line else None
    if asked and not depths(line)[asked.start()] and length(line[: asked.start()]) >= 2:
        yield Split(asked.start() + 1, asked.end(), "?", 0.3)


def _is_bold(text: RichText) -> bool:
    """Whether a line is in bold from end to end: a headword alone ("**Hardy–Weinberg law**")."""
    whole = len(text.text.rstrip())
    return any(m.style is Style.STRONG and not m.start and m.end >= whole for m in text.marks)


def _is_in_headword(line: str, at: int, known: Sequence[Split]) -> bool:
    """Whether a sign stands in a headword that a mark behind it parts ("Hardy–Weinberg law: …")."""
    ends = [s.end for s in known if s.style in _PARTS]
    if line.rstrip().endswith(":"):
        ends.append(len(line))
    return any(at < end and length(line[:end]) <= LONGEST_TIGHT for end in ends)


#: So many siblings, and so large a share of them, hold a sign that parts them.
SIGN_LEAST = 3
SIGN_SHARE = 0.5


def unknown_signs(texts: Sequence[RichText], share: float = SIGN_SHARE) -> list[str]:
    """Signs that are no known separators and stand in such a share of some lines (and in
    SIGN_LEAST), the commonest first, three at most.
    """
    count: Counter[str] = Counter()
    for text in texts:
        line = text.text[:REACH]
        if _IN_SIGN.search(line) is None:
            continue
        depth = depths(line)
        found = dict.fromkeys(  # no set: of signs as common as each other the first one leads
            m.group(1)
            for m in _SIGN.finditer(line)
            if m.start(1) and not depth[m.start(1)] and not text.literal_at(m.start(1), m.end(1))
        )
        count.update(sign for sign in found if sign not in _KNOWN)
    least = max(SIGN_LEAST, share * len(texts))
    return [sign for sign, n in count.most_common(3) if n >= least]


def is_known(style: str) -> bool:
    """Whether a mark is one that entries are commonly parted by, or words that part them.

    >>> is_known("-"), is_known(";")
    (True, False)
    """
    return style in _KNOWN or any(map(str.isalnum, style))


#: Signs that compare two quantities: "because P > MC".
_COMPARES = ("<", ">", "<=", ">=")
_BECAUSE = when_asked(r"(?:because|since|if|when|so|then|as long as)\s", re.IGNORECASE)
_QUANTITY = when_asked(r"(?:[A-ZΔΣα-ω|%(][\w|)]{0,4}|-?\d\S*)[,;.]?")


def _compares(left: str, right: str) -> bool:
    """Whether quantities stand on both sides of a sign, that before it behind another word."""
    *before, one = left.split()
    return (
        bool(before)
        and _BECAUSE.match(left) is not None
        and all(map(_QUANTITY.fullmatch, (one, right.split()[0])))
    )


def at_sign(text: RichText, sign: str) -> Split | None:
    """The split of a line at the first place of a sign behind a word, None where it has none.

    >>> at_sign(RichText("largo ~ very slow"), "~")
    Split(end=6, start=8, style='~', score=1.3, sure=False)
    """
    line = text.text[:REACH]
    depth = depths(line)
    at = line.find(sign)
    while at > 0:
        end = at + len(sign)
        alone = line[at - 1] not in sign and line[end : end + 1] not in tuple(sign)
        left, right = line[:at].strip(), line[end:].strip()
        compared = sign in _COMPARES and bool(left and right) and _compares(left, right)
        share = sign == "%" and left[-1:].isdigit()  # "2 %" is a number
        # "MR^2" is a power
        share = share or (sign == "^" and not line[at - 1].isspace() and not line[end].isspace())
        if (
            alone
            and not depth[at]
            and any(map(str.isalnum, left))
            and right
            and not text.literal_at(at, end)
            and not compared
            and not share
        ):
            if length(left) > LONGEST:
                return None
            start = len(line) - len(line[end:].lstrip())
            score = 0.5 + 0.5 * max(-2.0, min(2.0, termness(left)))
            return Split(at, start, sign, round(score, 4))
        at = line.find(sign, end)
    return None
