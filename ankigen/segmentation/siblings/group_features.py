"""What a hypothesis looks like: named features of the entries that it makes of a group, of the
group, and beside what is read.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter, sub

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.document_prior import Ways
from ankigen.segmentation.sequence.emissions import Row
from ankigen.segmentation.siblings.group_measures import (
    LIKELY,
    Said,
    bold_lead,
    class_of,
    definitions,
    deviation,
    lead,
    odds_of,
    said_by,
    siblings,
    which,
)
from ankigen.segmentation.siblings.hypotheses import HEADS, INNER, Draft, Hypothesis
from ankigen.segmentation.siblings.outline import Group
from ankigen.segmentation.splits.separators import WEAK
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import COPULA

#: Of the entries that a hypothesis makes: how many, their headwords, their definitions, the marks
#: between, what is left over.
ENTRIES = (
    "entries", "per_unit", "loose", "sections", "outer_body",
    "term_len", "term_max", "term_sd", "long_terms", "lower", "same_case", "termness",
    "termness_min", "termlike",
    "unique", "labels", "questions", "caps_terms", "stopped_terms", "term_digits",
    "def_len", "def_min", "def_empty", "def_max_ratio", "def_sd", "def_lower", "def_short",
    "inline", "heads", "styles", "top_style", "split_score", "split_min", "earlier_sep",
    "again_sep",
    "missed", "missed_share", "same_class", "own_gap", "evidence", "nested", "repeated_leads",
    "bold_heads", "head_items", "doc_style", "doc_style_n", "max_body_units", "mean_body_units",
    "sent_bodies",
    "class_read", "body_class_read", "weak_splits", "verbs", "bare_heads",
    "sibling_heads", "sibling_regular", "parent_heads", "parent_regular", "leaf_heads",
    "told", "told_least", "told_heads", "told_passed", "told_lines",
)  # fmt: skip
#: Of the group, whatever it is.
CONTEXT = (
    "n", "units", "doc_units", "level", "lead_colon", "lead_heading", "lead_question", "lead_short",
    "lead_head", "ordered",
    "item_len", "under_level", "under_read", "under_head", "under_question", "under_words",
    "under_termness", "parents", "inner_none", "inner_several", "over_headings",
    "over_items", "over_text", "covered", "inner_each", "parts",
    "kind_lines", "kind_items", "kind_apart", "kind_paragraphs", "kind_headings",
)  # fmt: skip
#: The layouts and marks that are told apart.
LAYOUT_NAMES = (
    "as-read", "inner", "headings", "headings-mixed", "headings-read", "sections", "body", "items",
    "items-deep", "parents", "parents-deep", "one",
    "lines", "alternate", "over-text", "brief-over-text", "parents-only", "paragraphs", "over-list",
    "first-lines", "items-over-text", "items-over-text-only", "each",
)  # fmt: skip
MARK_NAMES = (
    "sign", "sign-mixed", "mixed", "first", "bold*", "code", "em", "?", ".", "=", "-", ":", "=>",
    "tab", "date", ", which", "bold", "columns", "|",
)  # fmt: skip
#: What is also given as the difference from what the sequence reader has.
BESIDE = (
    "entries", "per_unit", "loose", "termness", "unique", "def_max_ratio", "missed_share",
    "evidence", "same_class", "top_style",
    "def_empty", "labels", "long_terms", "sibling_regular", "parent_regular",
    "told", "told_least", "told_passed",
)  # fmt: skip
#: What is given as the difference from what the inner groups have come to.
BESIDE_INNER = (
    "entries",
    "loose",
    "missed_share",
    "outer_body",
    "inline",
    "term_len",
    "def_len",
    "def_sd",
    "termness",
    "told",
    "told_least",
    "told_passed",
)
READ = ("shared_heads", "read_entries", "read_same", "shared_inner", "inner_lost", "inner_entries")

FEATURES: tuple[str, ...] = (
    *ENTRIES,
    *CONTEXT,
    *(f"is {name}" for name in LAYOUT_NAMES),
    *(f"mark {name}" for name in MARK_NAMES),
    *(f"beside {name}" for name in BESIDE),
    *(f"beside inner {name}" for name in BESIDE_INNER),
    *READ,
)

_all, _beside, _beside_inner = itemgetter(*ENTRIES), itemgetter(*BESIDE), itemgetter(*BESIDE_INNER)

#: A line that splits so well looks like an entry, whatever is made of it.
LIKE_AN_ENTRY = 0.5
#: One unit says no more than this for or against its role.
MOST_EVIDENCE = 6.0
#: Weak marks that may still show an entry.
_SHOWING = frozenset(("/", "?", "code", "underline", "mark"))
#: Splits of a sentence that has no mark.
_SENTENCES = frozenset(("copula", "run-on", "bracket", "bold-inside"))


@dataclass(slots=True)
class Measures:
    """Measures the hypotheses of a document; what it has counted once it keeps."""

    draft: Draft
    rows: Sequence[Row]
    ways: Sequence[Ways]
    _said: dict[tuple[int, int, int], Said] = field(default_factory=dict)
    _like: list[bool] = field(default_factory=list)  # lines that look like entries
    _words: list[float] = field(default_factory=list)  # each line has one at least
    _class: list[int] = field(default_factory=list)  # what it looks like, by number
    _in_class: Counter[int] = field(default_factory=Counter)
    _marks: Counter[tuple[int, str]] = field(default_factory=Counter)
    _read_heads: Counter[int] = field(default_factory=Counter)
    _above: list[int] = field(default_factory=list)  # the heading over a unit, -1 = none
    # what each hypothesis of each group that holds a line asks again: how lines begin,
    _leads: list[str | None] = field(default_factory=list)
    _likely: set[int] = field(default_factory=set)  # which are likely headwords,
    _verbs: dict[int, bool] = field(default_factory=dict)  # and which have a verb

    def __post_init__(self) -> None:
        self._leads = [lead(u.text.text) if u.kind in OPEN else None for u in self.draft.units]
        self._likely = {k for k, t in self.draft.told.items() if max(t.odds[:2]) > LIKELY}
        self._words = [max(1.0, n) for n in self.draft.layout.n]
        numbers: dict[tuple[object, ...], int] = {}
        for k, u in enumerate(self.draft.units):
            found = self.draft.options(k)
            shown = [s.score for m, s in found.items() if m not in WEAK or m in _SHOWING]
            self._like.append(max(shown, default=0.0) > LIKE_AN_ENTRY)
            own = numbers.setdefault(class_of(u), len(numbers))
            self._class.append(own)
            heading = u.kind is Kind.HEADING
            self._above.append(k if heading else self._above[-1] if k else -1)
            self._read_heads[own] += self.draft.read[k] in HEADS
            if u.kind in OPEN or heading:
                self._in_class[own] += 1
                for mark in found:
                    self._marks[own, mark] += 1

    def rows_of(self, group: Group, hypotheses: Sequence[Hypothesis]) -> list[tuple[float, ...]]:
        """The features of each hypothesis, in the order of FEATURES; the first of them is what
        the sequence reader has.
        """
        places = group.places
        context = [float(value) for value in self._context(group, places)]
        heads_of = [[k for k in places if h.roles[k] in HEADS] for h in hypotheses]
        measured = [
            self._entries(h, places, heads) for h, heads in zip(hypotheses, heads_of, strict=True)
        ]
        for h, own in zip(hypotheses, measured, strict=True):
            siblings(own, h, group)
        n = 1 if len(hypotheses) > 1 and hypotheses[1].layout == INNER else 0
        read, inner = measured[0], measured[n]
        read_heads, inner_heads = set(heads_of[0]), set(heads_of[n])
        beside_read, beside_inner = _beside(read), _beside_inner(inner)
        out = []
        for h, own, at in zip(hypotheses, measured, heads_of, strict=True):
            heads = set(at)
            same = heads == read_heads and h.splits == hypotheses[0].splits
            shared = len(heads & read_heads) / max(1, len(heads | read_heads))
            of_inner = len(heads & inner_heads) / max(1, len(heads | inner_heads))
            lost = len(inner_heads - heads) / max(1, len(inner_heads))
            out.append(
                (
                    *_all(own),
                    *context,
                    *which(LAYOUT_NAMES, h.layout),
                    *which(MARK_NAMES, h.mark),
                    *map(sub, _beside(own), beside_read),
                    *map(sub, _beside_inner(own), beside_inner),
                    *(shared, read["entries"], float(same), of_inner, lost, inner["entries"]),
                )
            )
        return out

    def _context(self, group: Group, places: Sequence[int]) -> tuple[float, ...]:
        units, layout = self.draft.units, self.draft.layout
        before = units[places[0] - 1] if places[0] else None
        text = before.text.text.rstrip() if before is not None else ""
        first = units[group.siblings[0].at]
        above = self._above[places[0] - 1] if places[0] else -1
        own = self._class[above]
        words = sum(layout.n[s.at] for s in group.siblings) / len(group.siblings)
        return (
            math.log(len(group.siblings)),
            math.log(len(places)),
            math.log(len(units)),
            group.level,
            text.endswith((":", "：")),
            before is not None and before.kind is Kind.HEADING,
            text.endswith("?"),
            before is not None and layout.n[places[0] - 1] <= 5,
            before is not None and self.draft.read[places[0] - 1] in HEADS,
            first.marker is not None and first.marker.ordered,
            math.log1p(words),
            units[above].level if above >= 0 else 0,
            self._read_heads[own] / max(1, self._in_class[own]) if above >= 0 else -1.0,
            above >= 0 and self.draft.read[above] in HEADS,
            above >= 0 and units[above].text.text.rstrip().endswith(("?", "？")),
            layout.n[above] if above >= 0 else 0.0,
            layout.term[above] if above >= 0 else -6.0,
            *self._under(group),
            math.log1p(len(group.parts)),
            *(f"kind_{group.kind}" == name for name in CONTEXT[-5:]),
        )

    def _under(self, group: Group) -> Iterator[float]:
        """Of the siblings, which share has anything under it, no entry so far, several
        entries, headings; right below it an item, or text; how many units each covers, and how
        many entries.
        """
        units, roles, n = self.draft.units, self.draft.roles, len(group.siblings)
        over = [s for s in group.siblings if s.end > s.at + 1]
        inner = [sum(roles[k] in HEADS for k in range(s.at + 1, s.end)) for s in over]
        first = [units[s.at + 1] for s in over]
        yield len(over) / n
        yield sum(not count for count in inner) / n
        yield sum(count > 1 for count in inner) / n
        yield (
            sum(any(units[k].kind is Kind.HEADING for k in range(s.at + 1, s.end)) for s in over)
            / n
        )
        yield sum(u.item for u in first) / n
        yield sum(u.kind in OPEN and not u.item for u in first) / n
        yield math.log(sum(s.end - s.at for s in group.siblings) / n)
        yield math.log1p(sum(inner) / n)

    def said(self, k: int, split: Split | None) -> Said:
        key = (k, -1, -1) if split is None else (k, split.end, split.start)
        found = self._said.get(key)
        if found is None:
            found = self._said[key] = said_by(self.draft.units[k].text, split)
        return found

    def _entries(
        self, h: Hypothesis, places: Sequence[int], heads: Sequence[int]
    ) -> dict[str, float]:
        f = dict.fromkeys(ENTRIES, 0.0)
        n, words, roles = len(places), self._words, [h.roles[k] for k in places]
        total = sum([words[k] for k in places])
        missed = sum([self._like[k] for k in places]) - sum([self._like[k] for k in heads])
        f["entries"], f["per_unit"] = math.log1p(len(heads)), len(heads) / n
        if Role.LOOSE in roles:
            loose = [words[k] for k, r in zip(places, roles, strict=True) if r is Role.LOOSE]
            f["loose"] = sum(loose) / total
        f["sections"] = roles.count(Role.SECTION) / n
        f["evidence"] = sum(self._evidence(places, roles)) / n
        f["missed"], f["missed_share"] = math.log1p(missed), missed / n
        bodies, outer, leads = self._bodies(h, places)
        f["outer_body"] = outer / total
        self._told(f, h, places, heads)
        if heads:
            self._terms(f, [self.said(k, h.splits.get(k)) for k in heads])
            definitions(f, list(map(sum, bodies)), [len(body) - 1 for body in bodies])
            self._marked(f, h, heads)
            self._looks(f, h, heads, places)
            self._habits(f, h, heads, places)
            repeated = sum([c for c in leads.values() if c > 1])
            f["repeated_leads"] = repeated / max(1, sum(leads.values()))
        return f

    def _told(
        self, f: dict[str, float], h: Hypothesis, places: Sequence[int], heads: Sequence[int]
    ) -> None:
        """How likely the roles of the lines are, each for itself: on average, the least likely,
        those of the headwords; and which share of likely headwords is passed over.
        """
        odds = odds_of(h, places, self.draft.told)
        f["told_lines"] = len(odds) / len(places)
        if odds:
            f["told"], f["told_least"] = sum(odds.values()) / len(odds), min(odds.values())
            passed = self._likely.intersection(odds).difference(heads)
            f["told_passed"] = len(passed) / len(odds)
        own = [odds[k] for k in heads if k in odds]
        f["told_heads"] = sum(own) / len(own) if own else 0.0

    def _evidence(self, places: Sequence[int], roles: Sequence[Role]) -> list[float]:
        """What the sequence reader's evidence says for the role of each unit by itself."""
        out = []
        for k, role in zip(places, roles, strict=True):
            score = self.rows[k][role]
            ways = self.ways[k].get(role)
            if ways:
                score += ways[0][1] if len(ways) == 1 else max([own for _, own, _ in ways])
            if score > MOST_EVIDENCE:
                score = MOST_EVIDENCE
            elif score < -MOST_EVIDENCE:
                score = -MOST_EVIDENCE
            out.append(score)
        return out

    def _bodies(
        self, h: Hypothesis, places: Sequence[int]
    ) -> tuple[list[list[float]], float, dict[str, int]]:
        """The words of each unit of each entry (first those behind the headword); the words of
        what goes on from before the group; how the lines of the bodies begin."""
        bodies: list[list[float]] = []
        outer = 0.0
        leads: dict[str, int] = {}
        body: list[float] | None = None
        words = self._words
        for k in places:
            role = h.roles[k]
            if role in HEADS:
                body = [self.said(k, h.splits.get(k)).definition_words]
                bodies.append(body)
            elif role in (Role.SECTION, Role.LOOSE):
                body = None
            elif body is None:
                outer += words[k]
            else:
                body.append(words[k])
                begins = self._leads[k]
                if begins is not None:
                    leads[begins] = leads.get(begins, 0) + 1
        return bodies, outer, leads

    def _terms(self, f: dict[str, float], terms: Sequence[Said]) -> None:
        n = len(terms)
        words = [t.term_words for t in terms]
        mean = sum(words) / n
        f["term_len"], f["term_max"], f["term_sd"] = mean, max(words), deviation(words, mean)
        f["long_terms"] = sum([w > 7 for w in words]) / n
        f["lower"] = sum([t.term[:1].islower() for t in terms]) / n
        f["same_case"] = max(f["lower"], 1 - f["lower"])
        likely = [t.termness for t in terms]
        f["termness"] = sum(likely) / n
        f["termness_min"] = min(likely)
        f["termlike"] = sum([t > 0 for t in likely]) / n
        f["unique"] = len({t.folded for t in terms}) / n
        f["labels"] = sum([t.label for t in terms]) / n
        f["questions"] = sum([t.asks for t in terms]) / n
        f["caps_terms"] = sum([t.caps for t in terms]) / n
        f["stopped_terms"] = sum([t.stopped and not t.asks for t in terms]) / n
        f["term_digits"] = sum([t.term[:1].isdigit() for t in terms]) / n

    def _marked(self, f: dict[str, float], h: Hypothesis, heads: Sequence[int]) -> None:
        """The marks of the entries in one line."""
        inline = [k for k in heads if k in h.splits]
        f["inline"] = len(inline) / len(heads)
        f["heads"] = 1 - f["inline"]
        if not inline:
            return
        n = len(inline)
        styles = Counter(h.splits[k].style for k in inline)
        scores = [h.splits[k].score for k in inline]
        f["styles"], f["top_style"] = float(len(styles)), max(styles.values()) / n
        f["split_score"], f["split_min"] = sum(scores) / n, min(scores)
        early = again = lower = 0
        for k in inline:
            split = h.splits[k]
            definition = self.said(k, split).definition
            others = self.draft.options(k).items()
            early += any(o.end < split.end and m not in WEAK for m, o in others)
            again += len(split.style) < 3 and f" {split.style} " in definition
            lower += definition[:1].islower()
        f["earlier_sep"], f["again_sep"], f["def_lower"] = early / n, again / n, lower / n
        mark = styles.most_common(1)[0][0]
        own = Counter(self._class[k] for k in inline).most_common(1)[0][0]
        same = self._marks[own, mark]
        f["doc_style"] = same / max(1, self._in_class[own])
        f["doc_style_n"] = math.log1p(same)

    def _looks(
        self, f: dict[str, float], h: Hypothesis, heads: Sequence[int], places: Sequence[int]
    ) -> None:
        """How the units look that open entries, and how many of the others read as running text."""
        units, n = self.draft.units, len(heads)
        looks = [self._class[k] for k in heads]
        f["same_class"] = max(map(looks.count, set(looks))) / n
        f["own_gap"] = sum([units[k].gap > 0 for k in heads]) / n
        f["nested"] = sum([units[k].level for k in heads if units[k].item]) / n
        f["bold_heads"] = sum([bold_lead(units[k]) for k in heads]) / n
        f["head_items"] = sum([units[k].item for k in heads]) / n
        inside, sentence = (Role.BODY, Role.WRAP, Role.ITEM), self.draft.layout.sentence
        text = sum([sentence[k] > 0.8 and h.roles[k] in inside for k in places])
        f["sent_bodies"] = text / len(places)

    def _habits(
        self, f: dict[str, float], h: Hypothesis, heads: Sequence[int], places: Sequence[int]
    ) -> None:
        """Which share of the units that look like the headwords, and like the others, the
        sequence reader takes for headwords elsewhere in the document."""
        among, looks = set(heads), self._class
        here: dict[int, int] = {}
        heads_here: dict[int, int] = {}
        for k in set(places):
            here[looks[k]] = here.get(looks[k], 0) + 1
            if self.draft.read[k] in HEADS:
                heads_here[looks[k]] = heads_here.get(looks[k], 0) + 1
        shares = {
            own: (self._read_heads[own] - heads_here.get(own, 0) + 0.5)
            / (max(0, self._in_class[own] - n) + 1.0)
            for own, n in here.items()
        }

        def share(k: int) -> float:
            return shares[looks[k]]

        f["class_read"] = sum(map(share, heads)) / len(heads)
        rest = [k for k in places if k not in among and self.draft.units[k].kind in OPEN]
        f["body_class_read"] = sum(map(share, rest)) / len(rest) if rest else 0.0
        weak = [k for k in heads if k in h.splits and h.splits[k].style in _SENTENCES]
        f["weak_splits"] = len(weak) / len(heads)
        bare = [k for k in heads if k not in h.splits]
        f["bare_heads"] = len(bare) / len(heads)
        f["verbs"] = sum(map(self._has_verb, heads)) / len(heads)

    def _has_verb(self, k: int) -> bool:
        found = self._verbs.get(k)
        if found is None:
            text = self.draft.units[k].text.text
            found = self._verbs[k] = COPULA.search(text[:160]) is not None
        return found
