"""Which entry a raw line belongs to, and which one a finding is about: a line may hold several
entries.
"""

from __future__ import annotations

from collections.abc import Sequence

from ankigen.model import Entry, Finding
from ankigen.text.raw_lines import folded


class LineOwners:
    """The entries of each raw line, by their place among the entries given."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._of_line: dict[tuple[str, int], list[int]] = {}
        self._own: dict[Finding, int] = {}
        for n, entry in enumerate(entries):
            for line in entry.all_lines:
                self._of_line.setdefault((entry.origin.file, line), []).append(n)
            for finding in entry.findings:
                self._own.setdefault(finding, n)

    def of_line(self, file: str, line: int, text: str = "") -> int | None:
        """The entry of a line, None where it has none; of several the one that begins with the
        headword that `text` (the line, or a piece of it) begins with, else the first.
        """
        there = self._of_line.get((file, line), ())
        if not there:
            return None
        start = folded(text)
        begun = (
            n
            for n in there
            if self._entries[n].origin.line == line and f"{start} ".startswith(f"{self._name(n)} ")
        )
        return max(begun, key=lambda n: len(self._name(n)), default=there[0])

    def _name(self, n: int) -> str:
        entry = self._entries[n]
        return folded(entry.raw_term or entry.headword)

    def of_finding(self, finding: Finding) -> int | None:
        """The entry that a finding is about, None where its line belongs to none: the one that
        carries it, else the first one that its message names, else the first of the line.
        """
        there = self._of_line.get((finding.origin.file, finding.origin.line), ())
        if len(there) < 2:
            return there[0] if there else None
        own = self._own.get(finding)
        if own is not None:
            return own
        named = {n: finding.message.find(f'"{self._entries[n].headword}"') for n in there}
        found = [n for n in there if named[n] >= 0]
        return min(found, key=lambda n: named[n], default=there[0])
