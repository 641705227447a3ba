"""Jupyter notebooks (nbformat 4, and 3) → blocks: Markdown cells are notes, code cells are code,
outputs are left out.

A block's line is its line in the notebook, counted over the sources of its cells.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from ankigen.model import AnkigenError, Finding, Origin, Reading
from ankigen.model.decided import Decide, nothing_decided
from ankigen.readers import markdown
from ankigen.readers.dialects import with_dialects
from ankigen.text.decoding import decode
from ankigen.text.integers import small_integer
from ankigen.text.json_text import load_json


def read(data: bytes, name: str, decide: Decide = nothing_decided) -> Reading:
    """An .ipynb file. Raises AnkigenError if it is no notebook, or holds no text."""
    try:
        book = load_json(decode(data, name))
        cells = _cells(book)
        sources = [_with_pictures(_source(cell), cell) for cell in cells]
        language = _language(book)
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise AnkigenError(
            f"{name}: is no Jupyter notebook (its JSON cannot be read); save it anew"
        ) from None
    lines: list[str] = []
    findings: list[Finding] = []
    for number, (cell, source) in enumerate(zip(cells, sources, strict=True), 1):
        if source.strip() and cell.get("cell_type") == "code":
            fence = "```" if "```" not in source else "~~~~"
            lines += [f"{fence}{language}", *source.split("\n"), fence]
        elif source.strip():
            lines += source.split("\n")
        outputs = cell.get("outputs")
        if isinstance(outputs, list) and outputs:
            message = f"the output of cell {number} ({len(outputs)}) is left out"
            findings.append(Finding(Origin(name, max(1, len(lines))), "left-out", message))
        if source.strip():
            lines.append("")
    if not any(line.strip() for line in lines):
        raise AnkigenError(f"{name}: has no text; write notes in it or leave it out")
    reading = with_dialects("\n".join(lines), name, markdown.read_text, decide(lines))
    return replace(reading, findings=(*reading.findings, *findings))


def _cells(book: Any) -> list[dict[str, Any]]:
    cells = book.get("cells")
    if cells is None:  # nbformat 3
        cells = [cell for sheet in book.get("worksheets", []) for cell in sheet.get("cells", [])]
    return [cell for cell in cells if isinstance(cell, dict)]


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input", ""))
    text = "".join(source) if isinstance(source, list) else str(source)
    if cell.get("cell_type") == "heading":
        level = small_integer(str(cell.get("level", 1)), 1)
        text = f"{'#' * min(max(level, 1), 6)} {text}"
    return text.replace("\r\n", "\n").rstrip("\n")


#: Where a cell shows a picture that it holds.
_ATTACHED = re.compile(r"attachment:([^)>\"'\n]+)")
#: So often a picture is written out in one cell; more would unpack a small file to gigabytes.
_MOST_USES = 10


def _with_pictures(source: str, cell: dict[str, Any]) -> str:
    """The source with the pictures that the cell holds in their places, as data."""
    addresses = {
        unquote(name): _address(kinds) for name, kinds in (cell.get("attachments") or {}).items()
    }
    uses: Counter[str] = Counter()

    def shown(match: re.Match[str]) -> str:
        written = match[1]
        name = next((n for n in (written, written.split(" ")[0]) if unquote(n) in addresses), None)
        if name is None:
            return match[0]
        uses[name] += 1
        if uses[name] > _MOST_USES:
            return match[0]
        return addresses[unquote(name)] + written[len(name) :]

    return _ATTACHED.sub(shown, source)


def _address(kinds: Mapping[str, Any]) -> str:
    """A picture as an address that holds it, in the first of the kinds that it has."""
    kind, content = next(iter(kinds.items()), ("", ""))
    data = "".join(content) if isinstance(content, list) else str(content)
    if kind == "image/svg+xml":
        data = base64.b64encode(data.encode()).decode()
    return f"data:{kind};base64,{''.join(data.split())}"


def _language(book: Any) -> str:
    metadata = book.get("metadata") or {}
    spec, info = metadata.get("kernelspec") or {}, metadata.get("language_info") or {}
    return str(info.get("name") or spec.get("language") or "")
