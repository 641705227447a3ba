"""What is done once all blocks are found: tables of contents are left out, footnotes set where
they are referred to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ankigen.model import Block, Kind, RichText, Style

_ONLY_QUOTED = re.compile(r"\s*>[>\s]*$")


class Found(NamedTuple):
    """A block, and the labels of the footnotes that it refers to or (`note`) is."""

    block: Block
    refers: tuple[str, ...] = ()
    note: str = ""


def fill_gaps(blocks: Sequence[Found], lines: Mapping[int, str]) -> list[Found]:
    """The blocks of these raw lines, each with the blank lines above it; the lines of bare markup
    between them are DROPPED.

    A ">" alone belongs to the block above it.
    """
    covered: set[int] = set()
    for found in blocks:
        covered.update(range(found.block.line, found.block.end_line + 1))
    bare = {n for n, text in lines.items() if text.strip() and n not in covered}
    result: list[Found] = []
    last = min(lines, default=1) - 1

    def fill(stop: int) -> None:
        """What stands between the last block and the line `stop`."""
        for n in range(last + 1, stop):
            if n not in bare:
                continue
            if _ONLY_QUOTED.match(lines[n]) and result:
                above = result[-1].block
                end = max(n, above.end_line)
                result[-1] = result[-1]._replace(block=replace(above, end_line=end))
            else:
                text = RichText.of(lines[n].strip(), n)
                gap = _blank_above(n, lines)
                result.append(Found(Block(Kind.DROPPED, text, n, n, gap, value="markup")))

    for found in blocks:
        line = found.block.line
        fill(line)
        first = not result or result[-1].block.line != line
        gap = _blank_above(line, lines) if first else 0
        result.append(found._replace(block=replace(found.block, gap=gap)) if gap else found)
        last = max(last, found.block.end_line)
    fill(max(lines, default=0) + 1)
    return result


def _blank_above(line: int, lines: Mapping[int, str]) -> int:
    n = line - 1
    while n in lines and not lines[n].strip(" >"):
        n -= 1
    return line - 1 - n


def drop_contents(blocks: Sequence[Found]) -> list[Found]:
    """Leave out lists of links to headings of the same page: a table of contents."""
    result: list[Found] = []
    run: list[Found] = []

    def flush() -> None:
        if len(run) >= 3:
            result.extend(
                f._replace(block=replace(f.block, kind=Kind.DROPPED, value="table of contents"))
                for f in run
            )
        else:
            result.extend(run)
        run.clear()

    for found in blocks:
        if found.block.kind is Kind.ITEM and _is_anchor(found.block.text):
            run.append(found)
        else:
            flush()
            result.append(found)
    flush()
    return result


def _is_anchor(text: RichText) -> bool:
    return any(
        m.style is Style.LINK and m.value.startswith("#") and m.end - m.start >= 0.8 * len(text)
        for m in text.marks
    )


def place_footnotes(blocks: Sequence[Found]) -> list[Found]:
    """Move each footnote behind the block that first refers to it; it is part of what is said
    there.
    """
    notes: dict[str, Found] = {}
    kept: list[Found] = []
    for found in blocks:
        again = bool(found.note) and notes.setdefault(found.note, found) is not found
        kept.append(found._replace(note="") if again else found)
    blocks = kept
    if not notes:
        return list(blocks)
    placed: set[str] = set()
    result: list[Found] = []

    def follow(found: Found) -> Iterator[Found]:
        for name in found.refers:
            if name in notes and name not in placed:
                placed.add(name)
                inside = found.block.kind in (Kind.ITEM, Kind.DEFINITION)
                level = 0 if found.block.kind is Kind.HEADING else found.block.level + inside
                note = notes[name]
                yield note._replace(
                    block=replace(note.block, level=level, quote=found.block.quote, gap=0)
                )
                yield from follow(note)

    for found in blocks:
        if not found.note:
            result.append(found)
            result.extend(follow(found))
    result.extend(f for f in blocks if f.note and f.note not in placed)
    return result
