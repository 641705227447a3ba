"""What is done once all blocks are found: tables of contents are left out, footnotes set where they are referred to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ankigen.model import Kind, RichText, Style
from ankigen.readers.markdown.values import Found


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
    """Move each footnote behind the block that first refers to it; it is part of what is said there."""
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
