"""Golden pairs: each file in tests/cases/reading beside the blocks that it is read as
(`NAME.SUFFIX.blocks`).

`python -m tests.test_readers_cases` writes the `.blocks` files anew; look at the difference before
committing it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ankigen.model import Block, Kind, Mark, Reading, RichText
from ankigen.readers import read

CASES = Path(__file__).parent / "cases" / "readers"
NAMES = sorted(p.name for p in CASES.iterdir() if p.suffix != ".blocks")

SHOWN = (
    "gap",
    "indent",
    "level",
    "ordered",
    "number",
    "language",
    "value",
    "header",
    "quote",
    "context",
    "tags",
    "topic",
    "guid",
)
DEFAULTS = Block(Kind.LINE, RichText(), 0)


def dump(reading: Reading) -> str:
    """A reading as text: a line per block, its marks below it."""
    head = [
        f"{k} = {v!r}" for k in ("title", "tags", "deck", "language") if (v := getattr(reading, k))
    ]
    findings = [f"! {f}" for f in reading.findings]
    media = [f"media {name} {len(data)} bytes" for name, data in sorted(reading.media.items())]
    return "\n".join(
        [*head, *findings, *media, *(line for b in reading.blocks for line in _block(b)), ""]
    )


def _block(block: Block) -> list[str]:
    facts = [f"{k}={v!r}" for k in SHOWN if (v := getattr(block, k)) != getattr(DEFAULTS, k)]
    place = f"{block.line}" if block.end_line == block.line else f"{block.line}-{block.end_line}"
    lines = [" ".join([f"{place:>5}", f"{block.kind.upper():<10}", repr(block.text.text), *facts])]
    if block.kind is Kind.PAIR:
        lines[0] = " ".join(
            [f"{place:>5}", "PAIR      ", f"{block.term.text!r} = {block.text.text!r}", *facts]
        )
        lines += [f"{'':17}node {type(node).__name__}" for node in block.body]
        lines += [_mark(block.term, m, "term ") for m in block.term.marks]
    if len(block.text.lines) > 1 and block.kind not in (Kind.CODE, Kind.FORMULA):
        lines.append(f"{'':17}lines {' '.join(f'{o}:{n}' for o, n in block.text.lines)}")
    lines += [_mark(block.text, m) for m in block.text.marks]
    lines += [_mark(cell, m, "cell ") for row in block.rows for cell in row for m in cell.marks]
    return lines


def _mark(rich: RichText, mark: Mark, where: str = "") -> str:
    value = f" {mark.value}" if mark.value else ""
    return f"{'':17}{where}{mark.style} {rich.text[mark.start : mark.end]!r}{value}"


@pytest.mark.parametrize("name", NAMES)
def test_file_is_read_as_these_blocks(name: str) -> None:
    expected = CASES / f"{name}.blocks"
    assert dump(read((CASES / name).read_bytes(), name)) == expected.read_text(encoding="utf-8")


if __name__ == "__main__":
    for case in NAMES:
        text = dump(read((CASES / case).read_bytes(), case))
        (CASES / f"{case}.blocks").write_text(text, encoding="utf-8", newline="\n")
