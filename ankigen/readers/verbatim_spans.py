"""Code and formulas inside a line: found once, by the same rules, for every text format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ankigen.model import Mark, RichText, Style
from ankigen.text.patterns import when_asked

#: A word with which a `$…$` is prose about money rather than a formula has at least so many
#: letters.
_WORD = when_asked(r"(?<![\\A-Za-z])[^\W\d_]{3,}")
#: After a digit, as in "$5 or 6$", two letters that stand apart do.
_PROSE = when_asked(r"(?<![\\A-Za-z\d])[^\W\d_]{2,}")
_IN_BRACES = when_asked(
    r"\\(?:text|mathrm|mathit|mathbf|mathsf|operatorname|mbox|textrm|textbf)\*?\s*\{[^{}]*\}"
)
_SIGNS = when_asked(r"[\\^_={}<>+*/|≤≥≠≈∈∑∏∫√∞±×·→⇒∀∃∂∇α-ωΑ-Ω]")

_OPENERS = when_asked(r"\\[\(\[\\$`]|`+|\$\$?|\\begin\{[A-Za-z]+\*?\}")
_ENVIRONMENTS = (
    "equation|align|aligned|gather|multline|eqnarray|cases|matrix|pmatrix|bmatrix|vmatrix|array"
    "|split|displaymath|math"
)
_ENVIRONMENT = when_asked(rf"\\begin\{{((?:{_ENVIRONMENTS})\*?)\}}")


class Literal(NamedTuple):
    """text[start:end] is a literal: its style, and what it stands for (code without its ticks,
    the bare LaTeX).
    """

    start: int
    end: int
    style: Style
    value: str


def literals(text: str) -> Iterator[Literal]:
    r"""The code spans and formulas of a text, in order, in linear time.

    A lone `$` is money; so is a pair of them with prose between.

    >>> [text.value for text in literals(r"if `n` is $O(n^2)$ or \(x\), pay $5 or 6$ more")]
    ['n', 'O(n^2)', 'x']
    """
    at = 0
    missing: set[str] = set()  # closers that do not occur any more: not searched again
    while opener := _OPENERS.search(text, at):
        found = _literal(text, opener, missing)
        if found:
            yield found
        at = found.end if found else opener.end()


def _literal(text: str, opener: re.Match[str], missing: set[str]) -> Literal | None:
    sign, start, inside = opener.group(), opener.start(), opener.end()
    if sign[0] == "`":
        return _code(text, sign, start, inside, missing)
    if sign in (r"\(", r"\["):
        style = Style.MATH if sign == r"\(" else Style.DISPLAY
        return _until(text, r"\)" if sign == r"\(" else r"\]", start, inside, style, missing)
    if sign == "$$":
        return _until(text, "$$", start, inside, Style.DISPLAY, missing)
    if sign == "$":
        return _dollars(text, start, inside)
    if environment := _ENVIRONMENT.match(text, start):
        closer = f"\\end{{{environment.group(1)}}}"
        end = _find(text, closer, inside, missing)
        if end >= 0:
            end += len(closer)
            return Literal(start, end, Style.DISPLAY, text[start:end])
    return None


def _find(text: str, closer: str, at: int, missing: set[str]) -> int:
    if closer in missing:
        return -1
    end = text.find(closer, at)
    if end < 0:
        missing.add(closer)
    return end


def _until(
    text: str, closer: str, start: int, inside: int, style: Style, missing: set[str]
) -> Literal | None:
    end = _find(text, closer, inside, missing)
    latex = text[inside:end].strip() if end >= 0 else ""
    return Literal(start, end + len(closer), style, latex) if latex else None


def _code(text: str, ticks: str, start: int, inside: int, missing: set[str]) -> Literal | None:
    """A run of ticks up to the next run of the same length, unless it is a ``quotation'' or an
    accent in a word.
    """
    if start and text[start - 1].isalnum() and len(ticks) == 1:
        return None
    end = inside
    while True:
        end = _find(text, ticks, end, missing)
        if end < 0:
            return None
        stop = end
        while stop < len(text) and text[stop] == "`":
            stop += 1
        if stop - end == len(ticks):
            break
        end = stop
    code = text[inside:end]
    if (
        "\n\n" in code
        or not code.strip()
        or code.endswith("''")
        or ("''" in code and len(ticks) == 2)
    ):
        return None
    if code.startswith(" ") and code.endswith(" "):
        code = code[1:-1]  # the spaces that Markdown asks for beside a tick
    return Literal(start, stop, Style.CODE, code)


def _dollars(text: str, start: int, inside: int) -> Literal | None:
    if start and (text[start - 1].isalnum() or text[start - 1] == "$"):
        return None  # US$, A$
    end = inside
    while True:
        end = text.find("$", end)
        if end < 0 or "\n\n" in text[inside:end]:
            return None
        if text[end - 1] != "\\":
            break
        end += 1
    latex = text[inside:end]
    if not latex or latex[0].isspace() or latex[-1].isspace():
        return None
    after = text[end + 1 : end + 2]
    if after.isalnum() and (after.isdigit() or after.isascii()):
        return None  # $5-$10, $HOME:$PATH
    return Literal(start, end + 1, Style.MATH, latex) if is_formula(latex) else None


def is_formula(latex: str) -> bool:
    r"""Whether what stands between two `$` reads as a formula, not as prose between two prices.

    >>> is_formula("n"), is_formula(r"\frac{a}{b}"), is_formula("5 for me and 6")
    (True, True, False)
    >>> is_formula("20, she paid 30")
    False
    """
    bare = _IN_BRACES.sub("", latex)
    words = len(_WORD.findall(bare))
    if bare[:1].isdigit() and _PROSE.search(bare):
        return bool(re.search(r"[\\^_{}]", bare))
    return words <= 1 or (bool(_SIGNS.search(bare)) and words <= 6) or "\\" in bare


_OPENS = when_asked(r"[`$\\]")


def with_literals(text: str, line: int) -> RichText:
    """One line (or text) of plain notes as RichText: code and formulas marked, code without its
    ticks.
    """
    if not _OPENS.search(text):
        return RichText.of(text, line)
    pieces: list[str] = []
    marks: list[Mark] = []
    length = at = 0
    for literal in literals(text):
        before = text[at : literal.start]
        shown = literal.value if literal.style is Style.CODE else text[literal.start : literal.end]
        pieces += [before, shown]
        begin = length + len(before)
        length = begin + len(shown)
        value = "" if literal.style is Style.CODE else literal.value
        marks.append(Mark(begin, length, literal.style, value))
        at = literal.end
    pieces.append(text[at:])
    return RichText.of("".join(pieces), line, marks)
