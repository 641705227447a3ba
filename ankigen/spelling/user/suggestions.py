"""Suggestions as a person decides on them: one for each distinct pair of words, with an
identifier, the likeliest first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from ankigen.model import Entry, Fix, FixKind
from ankigen.spelling.texts.text_paths import places

#: Characters of the text shown on either side.
CONTEXT = 28
#: Characters of an identifier.
ID_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair of words: the likeliest of its places, the words around it, and how many places
    there are.
    """

    id: str
    fix: Fix
    context: str
    places: int = 1

    @property
    def item(self) -> str:
        """What `[typos] accept` takes for it."""
        return f"{self.fix.before} -> {self.fix.after}"


def identifier(fix: Fix) -> str:
    """A short name of a pair, the same wherever it stands."""
    pair = f"{fix.before.casefold()} -> {fix.after.casefold()}"
    return hashlib.sha1(pair.encode(), usedforsecurity=False).hexdigest()[:ID_LENGTH]


def suggestions_of(entries: Iterable[Entry]) -> list[Suggestion]:
    """The suggestions of some entries; a repeated sentence is none that a pair could accept."""
    found: dict[str, Suggestion] = {}
    for entry in entries:
        texts = {place.path: place.text.text for place in places(entry)}
        for fix in entry.fixes:
            if fix.applied or fix.kind is FixKind.DUPLICATE_TEXT:
                continue
            name = identifier(fix)
            known = found.get(name)
            count = known.places + 1 if known else 1
            best = fix
            context = _around(texts.get(fix.place, ""), fix)
            if known and known.fix.confidence >= fix.confidence:
                best, context = known.fix, known.context
            found[name] = Suggestion(name, best, context, count)
    return sorted(found.values(), key=lambda s: (-s.fix.confidence, s.fix.origin))


def _around(text: str, fix: Fix) -> str:
    """The words around a suggestion, in one line; the text may have moved by the fixes made in
    it.
    """
    at = text.find(fix.before, max(0, fix.start - CONTEXT))
    if at < 0:
        return ""
    start, end = max(0, at - CONTEXT), at + len(fix.before) + CONTEXT
    shown = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"
