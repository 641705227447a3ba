"""What each line of made notes is, by their right answer: what the model of lines learns from."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ankigen.model import RichText
from ankigen.segmentation.siblings.hypotheses import Draft
from ankigen.segmentation.siblings.line_features import Lines
from ankigen.segmentation.siblings.line_roles import LineRole, files_of
from ankigen.segmentation.siblings.outline import outline
from ankigen.segmentation.splits.headwords import clean_term
from ankigen.segmentation.splits.split import Split, split_term
from tools.group_teacher import _bare, folded


@dataclass(slots=True)
class LineTeacher:
    """The right role of each line, None where it does not matter."""

    draft: Draft
    gold: Mapping[str, Any]
    _terms: dict[int, list[set[str]]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _closed: list[int] = field(default_factory=list)
    sections: set[int] = field(default_factory=set)
    asides: set[int] = field(default_factory=set)
    strays: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for term in self.gold["terms"]:
            names = [term["term"], *term.get("aliases", []), *filter(None, [term.get("raw_term")])]
            own = {folded(x) for t in names for x in (t, _bare(t))}
            self._terms.setdefault(term["line"], []).append(own)
        self._starts = sorted(self._terms)
        topics = {folded(str(t["topic"])) for t in self.gold["terms"] if t.get("topic")}
        self.sections = set(self.gold.get("sections", ()))
        self.asides = set(self.gold.get("asides", ()))
        not_terms = {folded(t) for t in self.gold.get("not_terms", ())}
        for u in self.draft.units:
            shown = folded(u.text.text)
            if u.line in self.sections or u.line in self.asides or u.line in self._terms:
                continue
            if shown in topics:
                self.sections.add(u.line)
            elif shown in not_terms:
                self.strays.add(u.line)
        self._closed = sorted(self.sections | self.asides)

    def names(self, k: int, split: Split) -> bool:
        u = self.draft.units[k]
        name = clean_term(RichText(split_term(u.text, split)[0].text)).text
        return any({folded(name), folded(_bare(name))} & own for own in self._terms.get(u.line, ()))

    def role(self, k: int, options: Sequence[Split]) -> LineRole | None:
        u = self.draft.units[k]
        if u.line in self.sections:
            return LineRole.SECTION
        if u.line in self.asides:
            return LineRole.ASIDE
        if u.line in self.strays:
            return None
        if u.line in self._terms:
            whole = folded(clean_term(RichText(u.text.text)).text)
            if any(whole in own for own in self._terms[u.line]):
                return LineRole.HEAD
            if any(self.names(k, split) for split in options):
                return LineRole.ENTRY
            bare = folded(_bare(u.text.text))
            return LineRole.HEAD if any(bare in own for own in self._terms[u.line]) else None
        entry = self._before(self._starts, u.line)
        return LineRole.INSIDE if entry > self._before(self._closed, u.line) else None

    def _before(self, lines: Sequence[int], line: int) -> int:
        at = bisect.bisect_left(lines, line)
        return lines[at - 1] if at else 0


def lines_of(draft: Draft) -> Lines:
    return Lines(draft, files_of(draft.units, outline(draft.units)))
