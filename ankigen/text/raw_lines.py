"""The raw lines of the notes, as an editor numbers them, and what a person has said of findings
about them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from ankigen.model import AnkigenError, Finding, Source
from ankigen.text.decoding import decode

#: So many bytes tell whether a file is text at all.
_LOOKED_AT = 1024


def raw_lines(sources: Iterable[Source]) -> dict[str, tuple[str, ...]]:
    """The lines of the files that are text; an office document, a package or UTF-16 is not
    looked into.
    """
    lines = {}
    for source in sources:
        if b"\0" in source.data[:_LOOKED_AT] or source.data[:2] == b"PK":
            continue
        with suppress(AnkigenError):
            lines[source.name] = tuple(decode(source.data, source.name).split("\n"))
    return lines


def folded(text: str) -> str:
    """What two writings of a line share: its words, no case, marks or spaces.

    >>> folded("  Osmosis –  water ") == folded("osmosis: Water")
    True
    """
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def finding_key(finding: Finding, lines: Mapping[str, Sequence[str]]) -> str:
    """How `[ignore] findings` names a finding: its code and the text of its line, so that it holds
    when lines move.

    Where there is no line to name, what the finding says stands for it.
    """
    held = lines.get(finding.origin.file, ())
    n = finding.origin.line
    text = held[n - 1].strip() if 0 < n <= len(held) else ""
    return f"{finding.code}: {text or finding.message}"


def with_settled(
    findings: Iterable[Finding], settled: Sequence[str], lines: Mapping[str, Sequence[str]]
) -> tuple[Finding, ...]:
    """The findings; those that a person has seen and found right (`[ignore] findings`) need
    nobody any more.
    """
    if not settled:
        return tuple(findings)
    keys = {folded(item) for item in settled}
    return tuple(
        replace(f, needs_person=False)
        if f.needs_person and folded(finding_key(f, lines)) in keys
        else f
        for f in findings
    )
