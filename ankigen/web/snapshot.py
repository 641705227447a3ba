"""The project at one moment, as the questions of a review are made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ankigen.identity.records import Lock
from ankigen.model import Deck, Entry, Finding, Source
from ankigen.model.settings import LineDecision, Settings
from ankigen.sync.edits import Homes, Overlay
from ankigen.text.line_owners import LineOwners
from ankigen.text.raw_lines import folded


@dataclass(frozen=True)
class Snapshot:
    """The deck as it would be built now, and what was decided so far."""

    deck: Deck
    entries: Sequence[Entry]
    raw: Sequence[Entry]  # the same entries as the notes have them, before edits
    findings: Sequence[Finding]
    overlay: Overlay
    lock: Lock
    settings: Settings
    sources: Sequence[Source] = ()

    @cached_property
    def owners(self) -> LineOwners:
        """The entry of each raw line and of each finding."""
        return LineOwners(self.entries)

    def decided(self, file: str, text: str) -> list[LineDecision]:
        """What is decided of a raw line of a file, or of a piece of one."""
        return [d for d in self._decisions.get(folded(text), ()) if d.file in ("", file)]

    @cached_property
    def _decisions(self) -> dict[str, list[LineDecision]]:
        made: dict[str, list[LineDecision]] = {}
        for decision in self.settings.reading:
            made.setdefault(folded(decision.line), []).append(decision)
        return made

    def is_settled(self, key: str) -> bool:
        """Whether a person has seen the finding of this key and found it right."""
        return folded(key) in self._settled

    @cached_property
    def _settled(self) -> set[str]:
        return {folded(item) for item in self.settings.ignore.findings}

    @cached_property
    def homes(self) -> Homes:
        """Where the entries stand that edits and conflicts are about."""
        return Homes.of(self.raw, self.overlay)

    @cached_property
    def code_of_line(self) -> dict[tuple[str, int], str]:
        """The code of a finding about each raw line of no entry."""
        return {
            (f.origin.file, n): f.code
            for f in self.findings
            for n in range(f.origin.line, max(f.origin.line, f.last) + 1)
        }
