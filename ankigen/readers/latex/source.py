r"""The text of a LaTeX file before it is taken apart: comments, braces, and the author's own
macros.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from ankigen.model import RichText
from ankigen.text.integers import small_integer

MATH = frozenset(
    [
        "equation",
        "align",
        "gather",
        "multline",
        "eqnarray",
        "displaymath",
        "math",
        "alignat",
        "flalign",
        "dmath",
        "IEEEeqnarray",
    ]
)


_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")


_CODE_BEGIN = re.compile(r"\\begin\{((?:verbatim|lstlisting|minted|Verbatim|alltt)\*?)\}")


_MACRO = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator"
    r"|def)\*?\s*\{?\\([A-Za-z]+)\}?\s*(?:\[(\d)\])?(?=\s*\{)"
)


#: Macros of the author are put in for what they stand for, so many times at most: some call one
#: another.
_EXPANSIONS = 4


_MOST_GROWTH = 3


def without_comments(source: str) -> str:
    """The source with each comment cut down to its sign; in code a "%" is no comment."""
    pieces, at = [], 0
    for found in _CODE_BEGIN.finditer(source):
        if found.start() < at:
            continue
        end = source.find(f"\\end{{{found.group(1)}}}", found.end())
        if end >= 0:
            pieces += [
                _COMMENT.sub(r"\1%", source[at : found.start()]),
                source[found.start() : end],
            ]
            at = end
    return "".join(pieces) + _COMMENT.sub(r"\1%", source[at:])


class Macro(NamedTuple):
    arguments: int
    body: str


def expanded(source: str, start: int) -> str:
    """The source with the author's own macros put in, each on the line where it is used."""
    macros: dict[str, Macro] = {}
    for found in _MACRO.finditer(source):
        begin, end, _ = braces(source, found.end())
        body = source[begin:end]
        if "operator" in found.group().lower():
            body = rf"\operatorname{{{body}}}"
        if (
            len(body) < 300
            and "\n" not in body
            and "#" not in body.replace("#1", "").replace("#2", "").replace("#3", "")
        ):
            macros[found.group(1)] = Macro(small_integer(found.group(2), 0), body)
    if not macros:
        return source
    pattern = re.compile(
        r"\\(" + "|".join(sorted(map(re.escape, macros), key=len, reverse=True)) + r")(?![A-Za-z])"
    )
    head, body = source[:start], source[start:]
    limit = _MOST_GROWTH * len(body) + 10_000
    for _ in range(_EXPANSIONS):
        pieces, at = [], 0
        for found in pattern.finditer(body):
            if found.start() < at:
                continue
            macro = macros[found.group(1)]
            end, arguments = found.end(), []
            for _n in range(macro.arguments):
                first, last, end = braces(body, end)
                arguments.append(body[first:last])
            text = macro.body
            for n, argument in enumerate(arguments, 1):
                text = text.replace(f"#{n}", argument)
            pieces += [
                body[at : found.start()],
                text + (" " if text[-1:].isalpha() and body[end : end + 1].isalpha() else ""),
            ]
            at = end
        if not pieces:
            break
        grown = "".join(pieces) + body[at:]
        if len(grown) > limit:
            break
        body = grown
    return head + body


#: A command of a package of the author's for a definition: `\\myDefinition{Term}{what it is}`.
_OWN_DEFINITION = re.compile(
    r"\\(?!(?:re)?new|provide|declare|undef|if)[A-Za-z]{1,12}?(?:[Dd]efinition|[Dd]efn|Def)(?=\{)"
)


#: What names such a definition without saying of what.
_UNNAMED = re.compile(r"(?:definition|définition|definición|definizione|begriff)?\s*[\d.]*:?", re.I)


def with_environments(source: str, start: int) -> str:
    """The source with an author's commands for definitions as environments, each on its own
    lines: what stands in them may be lists and formulas.
    """
    pieces, at = [source[:start]], start
    for found in _OWN_DEFINITION.finditer(source, start):
        if found.start() < at:
            continue
        first, last, behind = braces(source, found.end())
        space = re.compile(r"[ \t]*\n?[ \t]*").match(source, behind)
        body = space.end() if space else behind
        if last - first > _LONGEST_NAME or source[body : body + 1] != "{":
            continue
        begin, end, after = braces(source, body)
        name = source[first:last]
        unnamed = _UNNAMED.fullmatch(name.strip())
        title = "" if unnamed else f"[{{{name}}}]"
        kind = "block" if unnamed else "definition"
        pieces += [
            source[at : found.start()],
            f"\\begin{{{kind}}}{title}{source[behind:body]}{source[begin:end]}\\end{{{kind}}}",
        ]
        at = after
    return "".join(pieces) + source[at:]


#: Longer braces are no headword.
_LONGEST_NAME = 80


def braces(source: str, at: int) -> tuple[int, int, int]:
    """Begin and end of what stands in the braces at or after white space at `at`, and where it goes
    on.

    >>> braces("x {a{b}c} d", 1)
    (3, 8, 9)
    """
    while at < len(source) and source[at].isspace():
        at += 1
    if source[at : at + 1] != "{":
        return at, min(at + 1, len(source)), min(at + 1, len(source))
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.S).finditer(source, at):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if not depth:
            return at + 1, found.start(), found.end()
    return at + 1, len(source), len(source)


def bracket(source: str, at: int) -> tuple[int, int, int] | None:
    """The same for an optional argument in brackets; None if there is none."""
    found = re.compile(r"[ \t]*\n?[ \t]*\[").match(source, at)
    if not found:
        return None
    depth = 0
    for sign in re.compile(r"\\.|[{}\]]", re.S).finditer(source, found.end(), found.end() + 2000):
        if sign.group() == "]" and not depth:
            return found.end(), sign.start(), sign.end()
        depth += {"{": 1, "}": -1}.get(sign.group(), 0)
    return None


def last_line(rich: RichText) -> int:
    return rich.lines[-1][1] if rich.lines else 0


def tidy(source: str) -> str:
    """A formula without comments, labels and blank lines."""
    source = re.sub(r"(?<!\\)%[^\n]*\n?", "", source)
    source = re.sub(r"\\label\s*\{[^{}]*\}", "", source)
    return "\n".join(s.strip() for s in source.split("\n") if s.strip())


class Source:
    """The text of a file, with the lines of its offsets."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.breaks = [m.start() for m in re.finditer("\n", text)]

    def line(self, offset: int) -> int:
        return bisect_right(self.breaks, offset - 1) + 1

    def closing(self, closer: str, at: int) -> int:
        """Where a formula ends; not beyond the paragraph."""
        stop = self.source.find("\n\n", at)
        stop = len(self.source) if stop < 0 else stop
        while True:
            end = self.source.find(closer, at, stop)
            if end < 0 or self.source[end - 1] != "\\" or closer != "$":
                return end
            at = end + 1
