"""How right each hypothesis of a group is, by notes with a known right answer: what the ranker
of layouts learns from.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ankigen.model import Reading, RichText
from ankigen.segmentation import Vocabulary, parse
from ankigen.segmentation.blocks.units import Unit
from ankigen.segmentation.groups import Pick, Scope, scope_of
from ankigen.segmentation.role import Role
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft, Hypothesis
from ankigen.segmentation.siblings.outline import Group
from ankigen.segmentation.splits.headwords import clean_term
from ankigen.segmentation.splits.split import Split, split_term

#: What a right headword counts, and what the phrases of its definition that stand in it count.
HEADWORD, CONTENT = 0.55, 0.45
#: What a phrase counts that belongs to an entry above the group.
ABOVE = 0.5
#: So many units away a headword may be found, and so many a phrase of its definition.
NEAR, REACH = 3, 60


def folded(text: str) -> str:
    """A headword as it is compared."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", text).strip() or text.strip()


def _bare(text: str) -> str:
    return re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*", " ", text).strip() or text


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


@dataclass(slots=True)
class Teacher:
    """What is right in a document, laid over its units."""

    units: Sequence[Unit]
    gold: Mapping[str, Any]
    _names: dict[str, list[int]] = field(default_factory=dict)
    _at: list[int] = field(default_factory=list)  # the unit of each right headword
    _phrases: list[list[int | None]] = field(default_factory=list)  # the unit of each phrase
    _optional: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        flat = [_flat(u.text.text) for u in self.units]
        lines = [u.line for u in self.units]
        self._optional = {folded(o["term"]) for o in self.gold.get("optional_terms", [])}
        for n, term in enumerate(self.gold["terms"]):
            names = [term["term"], *term.get("aliases", []), *filter(None, [term.get("raw_term")])]
            for name in {folded(x) for t in names for x in (t, _bare(t))}:
                self._names.setdefault(name, []).append(n)
            at = max(0, bisect.bisect_right(lines, term["line"]) - 1)
            self._at.append(at)
            window = range(max(0, at - 1), min(len(flat), at + REACH))
            self._phrases.append(
                [
                    next((k for k in window if _flat(phrase) in flat[k]), None)
                    for phrase in term.get("must_contain", [])
                ]
            )

    def values(self, group: Group, some: Sequence[Hypothesis]) -> tuple[list[float], float]:
        """How right each hypothesis is (0 … 1), and how much the group weighs: the entries that
        begin in it.
        """
        places = set(group.places)
        inside = [n for n, at in enumerate(self._at) if at in places]
        above = [
            k
            for n, at in enumerate(self._at)
            if at not in places
            for k in self._phrases[n]
            if k is not None and k in places and k > at
        ]
        values = [self._value(h, group.places, inside, above) for h in some]
        return values, len(inside) + 0.3 * len(above)

    def _value(
        self, h: Hypothesis, places: Sequence[int], inside: Sequence[int], above: Sequence[int]
    ) -> float:
        owner = _owners(h, places)
        used: set[int] = set()
        right, made = 0.0, 0
        for k in places:
            if h.roles[k] not in HEADS:
                continue
            if k not in h.splits and sum(o == k for o in owner.values()) < 2:
                continue  # a headword without a body makes no card
            name = _term(self.units[k], h.splits.get(k))
            n = k + 1
            while h.roles.get(n) is Role.HEAD2:
                name += " " + self.units[n].text.text
                n += 1
            near = [
                n
                for key in dict.fromkeys((folded(name), folded(_bare(name))))
                for n in self._names.get(key, ())
                if n not in used and abs(self._at[n] - k) <= NEAR
            ]
            if near:
                n = min(near, key=lambda n: abs(self._at[n] - k))
                used.add(n)
                held = [at is not None and owner.get(at) == k for at in self._phrases[n]]
                right += HEADWORD + CONTENT * (sum(held) / len(held) if held else 1.0)
                made += 1
            elif folded(name) not in self._optional:
                made += 1
        kept = sum(owner.get(k) is None for k in above)
        total = made + len(inside) + ABOVE * len(above)
        return (2 * right + ABOVE * kept) / total if total else 1.0


def _owners(h: Hypothesis, places: Sequence[int]) -> dict[int, int | None]:
    """For each unit the headword that it belongs to; None = the one above the group, -1 = none."""
    owner: dict[int, int | None] = {}
    current: int | None = None
    for k in places:
        if h.roles[k] in HEADS:
            current = k
        elif h.roles[k] in (Role.SECTION, Role.LOOSE):
            current = None
            owner[k] = -1
            continue
        owner[k] = current
    return owner


def _term(u: Unit, split: Split | None) -> str:
    text = u.text if split is None else split_term(u.text, split)[0]
    return clean_term(RichText(text.text)).text


@dataclass(frozen=True, slots=True)
class Example:
    """A group: the features of each hypothesis, how right each is, how much the group weighs."""

    document: str
    scope: Scope
    features: tuple[tuple[float, ...], ...]
    values: tuple[float, ...]
    weight: float
    layouts: tuple[str, ...]


def examples(
    document: str,
    reading: Reading,
    gold: Mapping[str, Any],
    vocabulary: Vocabulary,
    pick: Pick | None = None,
) -> list[Example]:
    """The groups of a document. Those inside each are decided by `pick`, or as is right."""
    found: list[Example] = []
    teachers: list[Teacher] = []

    def learn(
        draft: Draft,
        group: Group,
        some: Sequence[Hypothesis],
        features: Sequence[tuple[float, ...]],
    ) -> int:
        if not teachers:
            teachers.append(Teacher(draft.units, gold))
        values, weight = teachers[0].values(group, some)
        layouts = tuple(h.layout for h in some)
        scope = scope_of(group)
        found.append(Example(document, scope, tuple(features), tuple(values), weight, layouts))
        if pick is not None:
            return pick(draft, group, some, features)
        return max(range(len(values)), key=lambda n: (values[n], -n))

    parse(reading, document, vocabulary, pick=learn)
    return found
