"""MDX: Markdown with components. Its imports and exports, its comments and the tags of its
components are code; what stands between the tags is Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ankigen.model import Finding, Origin, Reading
from ankigen.model.decided import Decide, nothing_decided
from ankigen.text.decoding import decode
from ankigen.text.patterns import when_asked

#: A module's line of code; it goes on up to a blank line.
_CODE = when_asked(r"(?:import\s+[\w{*\"'][^\n]*(?:from|[\"'])|import\s*\{|export\s+(?:const|let|"
    r"var|function|default|async|class|type|\{|\*))")  # fmt: skip
_COMMENT = when_asked(r"\{/\*.*?\*/\}")
#: Components are written with a capital, or with a point in their name.
_TAG = when_asked(
    r"</?(?:[A-Z][\w.]*|[a-z]\w*\.\w+)(?:\s+(?:[\w:-]+(?:=(?:\"[^\"]*\"|'[^']*'|"
    r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)?\}))?|\{\.\.\.\w+\}))*\s*/?>"
)
_FENCE = re.compile(r"\s*(?:```|~~~)")


def read(data: bytes, name: str, decide: Decide = nothing_decided) -> Reading:
    """An .mdx file. Raises AnkigenError if it is empty or no text."""
    from ankigen.readers import markdown
    from ankigen.readers.dialects import with_dialects

    lines = decode(data, name).split("\n")
    kept = list(_kept(lines))
    found = with_dialects("\n".join(kept), name, markdown.read_text, decide(lines))
    left_out = [
        Finding(Origin(name, n), "left-out", f"code: {_taken(line, rest)}")
        for n, (line, rest) in enumerate(zip(lines, kept, strict=True), 1)
        if line != rest
    ]
    return replace(found, findings=(*found.findings, *left_out))


def _taken(line: str, rest: str) -> str:
    """What of a line is not kept."""
    found = [m.group() for p in (_COMMENT, _TAG) for m in p.finditer(line)] if rest else []
    return " ".join(found) or line.strip()


def _kept(lines: Sequence[str]) -> Iterator[str]:
    """The lines without code, each in its place."""
    code = fenced = False
    for line in lines:
        fenced ^= bool(_FENCE.match(line))
        code = not fenced and bool(line.strip()) and (code or bool(_CODE.match(line)))
        if code:
            yield ""
        elif fenced or not ("<" in line or "{" in line):
            yield line
        else:
            kept = _TAG.sub("", _COMMENT.sub("", line))
            yield kept.rstrip() if kept != line else line
