"""Plain text: a block per line, its role open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ankigen.model import Block, Edit, Kind, Mark, RichText, Style
from ankigen.readers.verbatim_spans import with_literals
from ankigen.text.patterns import when_asked

#: Columns of a tab: what most editors of notes show.
TAB = 4
#: A fence or a formula left open does not swallow the notes below it: so many lines at most lie in
#: between.
_LONGEST_CODE = 400
_LONGEST_FORMULA = 40

#: Letters, signs of a word, and at most three spaces; what is code or a product has no space around
#: its stars, or only one star.
_EMPHASIS = re.compile(
    r"(?<![^\s(\"“‘—–])\*[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,3}\*(?![^\s.,;:!?)\"”’—–])"
)
_FENCE = re.compile(r"\s*(```+|~~~+)\s*([\w+#.-]*)[^`~]*$")
_FORMULA_OPENERS = (("$$", "$$"), (r"\[", r"\]"))
_ENVIRONMENT = re.compile(r"\\begin\{(equation|align|gather|multline|eqnarray|displaymath)(\*?)\}")


def indent_of(line: str) -> int:
    """Columns of the white space a line begins with; an ideographic space is two wide.

    >>> indent_of("\\t  a"), indent_of("\u3000b")
    (6, 2)
    """
    if not line[:1].isspace():
        return 0
    columns = 0
    for character in line:
        if character == "\t":
            columns += TAB - columns % TAB
        elif character == "\u3000":
            columns += 2
        elif character.isspace():
            columns += 1
        else:
            break
    return columns


def line_blocks(text: str) -> Iterator[Block]:
    """A LINE block per non-blank line; fenced code and displayed formulas of several lines stay
    whole.
    """
    lines = text.split("\n")
    gap = at = 0
    while at < len(lines):
        raw = lines[at]
        if not raw.strip():
            gap += 1
            at += 1
            continue
        whole = _code(lines, at, gap) or _formula(lines, at, gap) or _piped(lines, at, gap)
        if whole:
            yield whole
            at = whole.end_line
        else:
            yield from _line(raw, at + 1, gap, lines[at - 1] if at and not gap else "")
            at += 1
        gap = 0


#: No column of a table is further off than this; longer runs of spaces come from broken exports,
#: and say no more.
_WIDEST_GAP = 200
_LONG_GAP = when_asked(rf"[ \t\u00a0\u3000]{{{_WIDEST_GAP + 1},}}")


def _line(raw: str, number: int, gap: int, before: str) -> Iterator[Block]:
    if len(raw) <= _WIDEST_GAP and "\v" not in raw:
        text = emphasised(with_literals(raw.strip(), number).strip())
        yield Block(Kind.LINE, text, number, number, gap, indent_of(raw))
        return
    parts = _LONG_GAP.sub(" " * _WIDEST_GAP, raw).split("\v")
    following = [""] * len(parts)  # the next part with text, from each on
    for n in range(len(parts) - 1, -1, -1):
        following[n] = (
            parts[n] if parts[n].strip() else following[n + 1] if n + 1 < len(parts) else ""
        )
    for n, part in enumerate(parts):
        if part.strip():
            text = emphasised(with_literals(part.strip(), number).strip())
            yield Block(Kind.LINE, text, number, number, gap, indent_of(part))
            gap, before = 0, part
        elif n and not _goes_on(before, following[n]):
            gap = max(gap, 1)  # a new page


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence that one page leaves open goes on at the top of the next."""
    return after.lstrip()[:1].islower() and not before.rstrip().endswith((".", "!", "?", ":", "。"))


def emphasised(text: RichText) -> RichText:
    """A word or two between single stars, as chats and mails have them, in italics.

    >>> emphasised(RichText.of("the same *rate* of all")).text
    'the same rate of all'
    >>> emphasised(RichText.of("f(*args, *more)")).text
    'f(*args, *more)'
    """
    if "*" not in text.text:
        return text
    stars = [m for m in _EMPHASIS.finditer(text.text) if not text.literal_at(*m.span())]
    if not stars:
        return text
    marks = (*text.marks, *(Mark(m.start(), m.end(), Style.EM) for m in stars))
    edits = [Edit(at, at + 1, "") for m in stars for at in (m.start(), m.end() - 1)]
    return replace(text, marks=marks).edited(edits)


#: A table that is drawn with "|" has so many of them a line; with one it may be a glossary, "term |
#: what it is".
_LEAST_PIPES = 2
_PIPE = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)|^\|")
_RULE_OF_TABLE = re.compile(r"[\s|:+=-]*-{2}[\s|:+=-]*")


def _piped(lines: list[str], at: int, gap: int) -> Block | None:
    """The table drawn with "|" that begins on lines[at]: lines in a row with one number of
    cells, two or more of them.
    """
    if "|" not in lines[at]:
        return None
    rows: list[tuple[RichText, ...]] = []
    pipes = end = 0
    for n in range(at, len(lines)):
        found = len(_PIPE.findall(lines[n]))
        if _RULE_OF_TABLE.fullmatch(lines[n]) and rows:
            end = n + 1
            continue
        if found < _LEAST_PIPES or (pipes and found != pipes):
            break
        pipes, end = found, n + 1
        rows.append(_piped_cells(lines[n], n + 1))
    if len(rows) <= 1:
        return None
    table = Block.table(rows, at + 1, end, header=_is_header(rows))
    return replace(table, gap=gap, indent=indent_of(lines[at]))


def _piped_cells(line: str, number: int) -> tuple[RichText, ...]:
    """The cells of a row; a frame of "|" at both ends is none."""
    inner = line.rstrip()
    if inner.lstrip().startswith("|") and inner.endswith("|"):
        inner = inner.strip()[1:-1]
    return tuple(with_literals(cell.strip(), number).strip() for cell in re.split(r"\|", inner))


def _is_header(rows: list[tuple[RichText, ...]]) -> bool:
    """Whether the first row names the columns: no number in it, or nothing in its first cell."""
    first = [cell.text for cell in rows[0]]
    return not first[0] or not any(re.fullmatch(r"[\d.,%\s-]+", text) for text in first if text)


def _code(lines: list[str], at: int, gap: int) -> Block | None:
    """The fenced code that begins on lines[at], if it is closed."""
    opening = _FENCE.match(lines[at])
    if not opening:
        return None
    fence, language = opening.groups()
    for end in range(at + 1, min(len(lines), at + _LONGEST_CODE)):
        if lines[end].strip().startswith(fence) and not lines[end].strip().strip(fence[0]):
            inside = lines[at + 1 : end]
            margin = min((indent_of(s) for s in inside if s.strip()), default=0)
            margin = min(margin, indent_of(lines[at]))
            code = "\n".join(s.expandtabs(TAB)[margin:] if margin else s for s in inside)
            numbers = tuple((offset, at + 2 + n) for n, offset in enumerate(_line_offsets(code)))
            text = RichText(code, (), numbers)
            return Block(
                Kind.CODE, text, at + 1, end + 1, gap, indent_of(lines[at]), language=language
            )
    return None


def _line_offsets(text: str) -> list[int]:
    return [0, *(m.end() for m in re.finditer("\n", text))]


def _formula(lines: list[str], at: int, gap: int) -> Block | None:
    """The displayed formula of several lines that begins on lines[at], if it is closed."""
    first = lines[at].strip()
    closer = opener = ""
    for sign, end_sign in _FORMULA_OPENERS:
        if first.startswith(sign) and end_sign not in first[len(sign) :]:
            opener, closer = sign, end_sign
    if environment := _ENVIRONMENT.match(first):
        closer = f"\\end{{{environment.group(1)}{environment.group(2)}}}"
        if closer in first:
            return None
    if not closer:
        return None
    for end in range(at + 1, min(len(lines), at + _LONGEST_FORMULA)):
        if closer in lines[end]:
            if not lines[end].rstrip().endswith(closer):
                return None
            source = "\n".join(s.strip() for s in lines[at : end + 1] if s.strip())
            latex = source[len(opener) : -len(closer)].strip() if opener else source
            numbers = tuple((offset, at + 1 + n) for n, offset in enumerate(_line_offsets(source)))
            text = RichText(source, (), numbers)
            return Block(
                Kind.FORMULA,
                text,
                at + 1,
                end + 1,
                gap,
                indent_of(lines[at]),
                language="latex",
                value=latex,
            )
    return None
