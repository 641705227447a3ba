"""Code and tables in a body: which lines go on as code, and the cells of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ankigen.model import (
    Kind,
    Node,
    RichText,
    Table,
)
from ankigen.segmentation.blocks.lines import looks_like_code, opens_array
from ankigen.segmentation.blocks.units import Unit


@dataclass(slots=True)
class Raw:
    """A paragraph under construction; `unit` says how it stood on the page."""

    pieces: list[RichText]  # of its text, to be joined
    unit: Unit | None
    heading: bool = False

    @property
    def text(self) -> RichText:
        if len(self.pieces) > 1:
            self.pieces[:] = [RichText.join(self.pieces, "")]
        return self.pieces[0]

    @property
    def code(self) -> bool:
        """Whether it is one line, and that is code."""
        return (
            self.unit is not None
            and self.unit.kind is Kind.LINE
            and len(self.pieces) == 1
            and looks_like_code(self.text.text)
        )


def plain(raw: Raw) -> bool:
    return raw.unit is not None and raw.unit.kind is Kind.LINE


#: Lines of code that a word of prose might be too; between lines of code they are code.
_KEYWORD_LINE = re.compile(
    r"(?:break|continue|pass|return|else|try|finally|begin|end|endif|fi|done|esac|do"
    r"|then|next)\s*[:;{]?"
    r"|[\])}]+[;,)]*"
)

_OPENERS = ("(", "[", "{", ",", ":", "\\", "do", "then")


def goes_on_as_code(lines: Sequence[Raw]) -> bool:
    """Whether the last of the lines is code, the ones before it being code already.

    So is what stands further in, with no blank line between, where a line has opened a block or a
    bracket; and a keyword alone.
    """
    *before, last = lines
    if looks_like_code(last.text.text):
        return True
    first, here = lines[0].unit, last.unit
    if not before or first is None or here is None or here.gap:
        return False
    opened = any(raw.text.text.rstrip().endswith(_OPENERS) for raw in before)
    if here.indent > first.indent and opened:
        return True
    return here.indent >= first.indent and bool(_KEYWORD_LINE.fullmatch(last.text.text.strip()))


def with_indent(lines: Sequence[Raw]) -> str:
    """Lines of code as they stood on the page: the white space that they all begin with taken
    off, blank lines kept.
    """
    units = [raw.unit for raw in lines]
    least = min(unit.indent for unit in units if unit is not None)
    shown = []
    for n, (raw, unit) in enumerate(zip(lines, units, strict=True)):
        assert unit is not None
        shown += [""] * (unit.gap if n else 0)
        shown.append(" " * (unit.indent - least) + raw.text.text)
    return "\n".join(shown)


_RULE = re.compile(r"[\s|+:=-]{3,}")
_CELLS = re.compile(r"\s*\|\s*|\t+| {3,}")


def table(run: Sequence[Raw]) -> tuple[int, list[Node]] | None:
    """Lines of cells ("a | b | c", tabs, wide spaces) with one count of cells: a table."""
    if not plain(run[0]):
        return None
    count = 0
    rows: list[tuple[RichText, ...]] = []
    taken = 0
    for raw in run:
        if not plain(raw) or (taken and raw.unit is not None and raw.unit.gap):
            break
        text = raw.text
        if _RULE.fullmatch(text.text):
            taken += 1
            continue
        if not ("|" in text.text or "\t" in text.text or "   " in text.text):
            break
        cells = [] if opens_array(text.text) else _cells(text)
        if len(cells) < 2 or (count and abs(len(cells) - count) > 1):
            break
        count = max(count, len(cells))
        rows.append(tuple(cells))
        taken += 1
    if len(rows) < 2 or count < 2:
        return None
    width = max(len(r) for r in rows)
    if len(rows[0]) == width - 1 and all(len(row) == width for row in rows[1:]):
        rows[0] = (RichText(), *rows[0])  # the column of names has none itself
    full = tuple(r + (RichText(),) * (width - len(r)) for r in rows)
    header = not any(c.text[:1].isdigit() for c in full[0])
    return taken, [Table(full, header)]


def _cells(text: RichText) -> list[RichText]:
    out, at = [], 0
    for m in _CELLS.finditer(text.text):
        if text.literal_at(m.start(), m.end()):
            continue
        out.append(text[at : m.start()].strip())
        at = m.end()
    out.append(text[at:].strip())
    if out and not out[0]:
        out = out[1:]
    if out and not out[-1]:
        out = out[:-1]
    return out
