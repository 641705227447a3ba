"""What single lines look like among their siblings: named features of each way to split a line,
and of each line.

A *file* is the siblings of a run of lines or of a list, in their order. Nothing here decides:
`line_roles.py` reads the figures.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ankigen.model import Kind
from ankigen.segmentation.blocks.units import OPEN
from ankigen.segmentation.headword_score import termness
from ankigen.segmentation.role import Role
from ankigen.segmentation.sequence.look import CAPS, STOP, all_bold, fold
from ankigen.segmentation.sequence.view import NEVER
from ankigen.segmentation.siblings.hypotheses import HEADS, Draft
from ankigen.segmentation.siblings.outline import Sibling
from ankigen.segmentation.splits.separators import REACH, WEAK, at_sign, unknown_signs
from ankigen.segmentation.splits.split import Split
from ankigen.segmentation.words import (
    CONNECTORS,
    COPULA,
    OPENERS,
    by_first_letter,
    is_label,
    length,
    tokens,
)

#: The marks that are told apart.
MARKS = (
    "-", ":", "=", "=>", "tab", "columns", "|", "::", "---", "…", ".", "?", "/", "bold", "dress",
    "date", "copula", "run-on", "bracket", "(", "sign", "which", "other",
)  # fmt: skip
_PLACE = {mark: n for n, mark in enumerate(MARKS)}
_LIKE = {
    "bold-subject": "bold", "bold-inside": "bold", "code": "dress", "em": "dress", "mark": "dress",
    "underline": "dress", ", which": "which",
}  # fmt: skip

SPLIT_FEATURES: tuple[str, ...] = (
    *(f"mark {mark}" for mark in MARKS),
    "score", "term_words", "termness", "term_lower", "term_caps", "term_digit", "term_label",
    "term_again", "words", "words_lower", "words_digit", "again", "plain_marks", "earlier",
    "file_share", "document_share", "document_count", "file_size", "item", "level", "gap",
    "read_head", "read_same", "sentence", "stopped", "before_same", "after_same", "admin",
)  # fmt: skip

#: Signs that join words in a rush, rather than part them.
_JOINING = frozenset("+&/")

#: Words of reminders to oneself, which are no notes.
_REMINDERS = (
    r"quiz|test|exams?|midterm|final|due|hw|homework|deadline|essay|assignment|bring|ask|check"
    r"|todo|to do|add|look up|redo|finish|print|email|office h(?:ou)?rs|seminar|tutorial|lab"
    r"|report|past paper|slides?|prof|teacher|class|room|mon(?:day)?|tues?(?:day)?|wed(?:s"
    r"|nesday)?|thu(?:rs?)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|tomorrow|next week"
    r"|p\.|pp\.|pg|page|ch\.?|chap(?:ter)?s?|lect?(?:ure)?|wk|week|unit|skip|missed|revise|again"
    r"|klausur|klausurrelevant|abgabe|hausaufgaben?|prüfung|nachschauen|nochmal|anschauen|üben"
    r"|fragen|vokabeltest|montag|dienstag|mittwoch|donnerstag|freitag|seite|kapitel|kap\."
    r"|examen|deberes|entregar|preguntar|repasar|estudiar|lunes|martes|miércoles|jueves|viernes"
    r"|contrôle|devoirs?|rendre|réviser|demander|lundi|mardi|mercredi|jeudi|vendredi|apporter"
    r"|prova|entrega|estudar|perguntar|segunda|terça|quarta|quinta|sexta|faltei|compito|esame"
    r"|chiedere|lunedì|martedì|mercoledì|giovedì|venerdì"
)
_ADMIN = re.compile(
    rf"\b{by_first_letter(_REMINDERS)}\b"
    r"|(?=[?!\d])(?:\?\?|!!|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}/\d{1,2}\b)",
    re.IGNORECASE,
)

ROLE_FEATURES: tuple[str, ...] = (
    "chance", "score", "weak", "plain_marks", "term_words", "definition_words",
    "words", "termness", "sentence", "lower", "upper", "digit", "sign", "caps", "titled", "bold",
    "label", "colon", "asks", "stopped", "exclaims", "bracketed", "marks", "opener", "connector",
    "copula", "admin", "admin_first", "comma", "again", "series",
    "gap", "gap_after", "first", "last", "place", "under", "under_items", "under_chance",
    "item", "ordered", "level", "indent", "top", "heading_above", "size", "wrapped_into",
    "read_section", "read_head", "read_entry", "read_body", "read_loose",
    "evidence_section", "evidence_head", "evidence_entry", "evidence_body",
    *(f"{name} {place}" for place in ("before", "before2", "after", "after2")
      for name in ("there", "chance", "words", "termness", "lower", "caps", "under", "colon")),
    "chances", "chance_share", "like_before", "like_after", "alternates", "mean_words",
    "document_chance", "document_caps", "document_lower", "first_is_bare", "document_bare",
    "above_colon", "above_asks", "above_words", "above_head", "above_chance", "above_lone",
    "below_words", "below_termness", "below_chance", "below_item", "below_caps", "below_heading",
    "soft", "mark_share",
)  # fmt: skip

#: What a line tells of itself that those beside it look at.
_LOWER, _CAPS, _COLON = map(ROLE_FEATURES.index, ("lower", "caps", "colon"))
#: The last characters of lines that announce, ask or stop (a line of blanks has none).
_COLONS, _ASKS, _STOPS = (frozenset(signs) for signs in (":：", "?？", ".。"))
_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")


def _is_titled(text: str) -> bool:
    """Whether all longer words of a text begin with a capital."""
    some = False
    for word in _LONGER_WORD.finditer(text):
        if not text[word.start()].isupper():
            return False
        some = True
    return some


@dataclass(slots=True)
class Line:
    """A line with its best split, if it has one, and the chance that it is an entry split there."""

    at: int
    split: Split | None = None
    chance: float = 0.0
    plain: int = 0  # how many plain marks it has
    mark_share: float = 0.0


@dataclass(slots=True)
class Lines:
    """The lines of a document in their files, and what is counted over all of them."""

    draft: Draft
    files: Sequence[Sequence[Sibling]]
    _signs: list[str] = field(default_factory=list)
    _options: dict[int, Mapping[str, Split]] = field(default_factory=dict)
    _count: Counter[str] = field(default_factory=Counter)
    _all: int = 0
    _shouted: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        units = self.draft.units
        texts = [u.text for u in units if u.kind in OPEN]
        self._signs = [s for s in unknown_signs(texts, share=0.0) if s not in _JOINING]
        for file in self.files:
            for s in file:
                self._options[s.at] = found = self._all_options(s.at)
                self._count.update(found.keys())
                self._all += 1

    def _all_options(self, k: int) -> Mapping[str, Split]:
        found = self.draft.options(k)
        text = self.draft.units[k].text
        for sign in self._signs:
            split = at_sign(text, sign) if sign in text.text else None
            if split is not None:
                return {**found, "sign": split}
        return found

    def split_rows(self, file: Sequence[Sibling]) -> list[tuple[int, Split, tuple[float, ...]]]:
        """For each way to split a line of a file: its place in the file, the split, its
        features.
        """
        here = Counter(mark for s in file for mark in self._options[s.at])
        out = []
        for n, s in enumerate(file):
            k = s.at
            options = self._options[k]
            if not options:
                continue
            before = self._options[file[n - 1].at] if n else ()
            after = self._options[file[n + 1].at] if n + 1 < len(file) else ()
            for mark, split in options.items():
                row = self._split_row(k, mark, split)
                share = here[mark] / len(file)
                row += (share, self._count[mark] / self._all, math.log1p(self._count[mark]),
                        math.log(len(file)))  # fmt: skip
                row += self._of_line(k, split)
                row += (float(mark in before), float(mark in after))
                row += (self.admin(k),)
                out.append((n, split, row))
        return out

    def _split_row(self, k: int, mark: str, split: Split) -> tuple[float, ...]:
        options = self._options[k]
        text = self.draft.units[k].text.text
        kinds = [0.0] * len(MARKS)
        kinds[_PLACE.get(_LIKE.get(mark, mark), len(MARKS) - 1)] = 1.0
        inside = split.style == "bold-inside"
        term = text[: split.end] if not inside else text[-split.start - 1 : split.end]
        term = term.strip(" :：*_")
        said = text if inside else text[split.start : split.start + REACH]
        plain = [o for m, o in options.items() if m not in WEAK]
        sign = text[split.end : split.start].strip() if 0 <= split.end < split.start else ""
        return (
            *kinds,
            split.score,
            length(term),
            max(-4.0, min(3.0, termness(term))),
            float(term[:1].islower()),
            float(len(term) > 1 and term.upper() == term),
            float(term[:1].isdigit()),
            float(is_label(term, marked=True)),
            float(min(5, self.draft.layout.lefts[fold(text[: split.end])])),
            min(60.0, length(said)),
            float(said[:1].islower()),
            float(said[:1].isdigit()),
            float(len(sign) > 0 and f" {sign} " in said),
            float(len(plain)),
            float(sum(o.end < split.end for o in plain)),
        )

    def _of_line(self, k: int, split: Split) -> tuple[float, ...]:
        u, layout = self.draft.units[k], self.draft.layout
        read = self.draft.read_splits.get(k)
        return (
            float(u.item),
            float(u.level),
            float(min(2, u.gap)),
            float(self.draft.read[k] in HEADS),
            float(read is not None and read.end == split.end),
            layout.sentence[k],
            float(bool(STOP.search(u.text.text))),
        )

    def admin(self, k: int) -> float:
        """How many words of a line are such as reminders are made of."""
        return float(min(4, len(_ADMIN.findall(self.draft.units[k].text.text[:REACH]))))

    # ------------------------------------------------------------------ lines

    def role_rows(self, lines: Sequence[Sequence[Line]]) -> Iterator[list[tuple[float, ...]]]:
        """The features of each line of each file, once the splits of all are known; file by file,
        since those of long notes would fill the memory.
        """
        every = [line for file in lines for line in file]
        n = max(1, len(every))
        chance = {line.at: line.chance for line in every}
        document = (
            sum(chance.values()) / n,
            math.log1p(sum({line.at: self._caps(line.at) for line in every}.values())),
            sum([self._text(line.at)[:1].islower() for line in every]) / n,
        )
        starts = [file for file in lines if len(file) > 2]
        bare = sum(file[0].chance < 0.3 for file in starts) / max(1, len(starts))
        for file, siblings in zip(lines, self.files, strict=True):
            yield self._file(file, siblings, chance, document, bare)

    def _file(
        self,
        file: Sequence[Line],
        siblings: Sequence[Sibling],
        chance: Mapping[int, float],
        document: tuple[float, ...],
        bare: float,
    ) -> list[tuple[float, ...]]:
        units, layout = self.draft.units, self.draft.layout
        size = len(file)
        own = [self._own(line) for line in file]
        words = [layout.n[line.at] for line in file]
        beside = [
            (
                1.0,
                line.chance,
                min(40.0, w),
                layout.term[line.at],
                own_[_LOWER],
                own_[_CAPS],
                float(s.end > s.at + 1),
                own_[_COLON],
            )
            for line, own_, s, w in zip(file, own, siblings, words, strict=True)
        ]
        none = (0.0,) * 8
        chances = sum([line.chance for line in file])
        turns = sum(
            (words[n] <= 6 and file[n].chance < 0.4)
            != (words[n + 1] <= 6 and file[n + 1].chance < 0.4)
            for n in range(size - 1)
        )
        first = siblings[0].at
        above = units[first - 1] if first else None
        text = above.text.text.rstrip() if above is not None else ""
        shared = (
            chances / size,
            turns / max(1, size - 1),
            min(40.0, sum(words) / size),
            *document,
            float(file[0].chance < 0.3),
            bare,
            float(text.endswith((":", "："))),
            float(text.endswith(("?", "？"))),
            min(30.0, layout.n[first - 1]) if first else 0.0,
            float(first > 0 and self.draft.read[first - 1] in HEADS),
            chance.get(first - 1, 0.0),
            float(first > 0 and units[first - 1].gap > 0 and units[first].gap > 0),
            *self._below(siblings[-1].end, chance),
        )
        out = []
        for n, (line, s) in enumerate(zip(file, siblings, strict=True)):
            k = line.at
            under = range(s.at + 1, s.end)
            items = sum([units[j].item for j in under])
            u = units[k]
            marker = u.marker
            place = (
                float(min(3, u.gap)),
                float(min(3, units[s.end].gap)) if s.end < len(units) else 3.0,
                float(n == 0),
                float(n == size - 1),
                n / size,
                math.log1p(len(under)),
                float(items),
                max([chance.get(j, 0.0) for j in under]) if under else 0.0,
                float(marker is not None),
                float(marker is not None and marker.ordered),
                float(u.level),
                float(min(12, u.indent)),
                float(k) if k < 3 else 3.0 if k < layout.title else 4.0,
                float(first > 0 and units[first - 1].kind is Kind.HEADING and n == 0),
                math.log(size),
                float(layout.full[k]),
            )
            near = [beside[m] if 0 <= m < size else none for m in (n - 1, n - 2, n + 1, n + 2)]
            like = [
                float(0 <= m < size and (file[m].chance > 0.5) == (line.chance > 0.5))
                for m in (n - 1, n + 1)
            ]
            out.append(
                (
                    *own[n],
                    *place,
                    *self._read(k),
                    *near[0],
                    *near[1],
                    *near[2],
                    *near[3],
                    chances,
                    shared[0],
                    *like,
                    *shared[1:],
                    float(units[first].item and not units[k].item),
                    line.mark_share,
                )
            )
        return out

    def _below(self, k: int, chance: Mapping[int, float]) -> tuple[float, ...]:
        """What stands below a file."""
        if k >= len(self.draft.units):
            return (-1.0, -6.0, 0.0, 0.0, 0.0, 0.0)
        u, layout = self.draft.units[k], self.draft.layout
        return (
            min(30.0, layout.n[k]),
            layout.term[k],
            chance.get(k, 0.0),
            float(u.item),
            float(bool(CAPS.match(u.text.text))),
            float(u.kind is Kind.HEADING),
        )

    def _text(self, k: int) -> str:
        return self.draft.units[k].text.text

    def _caps(self, k: int) -> float:
        found = self._shouted.get(k)
        if found is None:
            found = float(CAPS.match(self.draft.units[k].text.text) is not None)
            self._shouted[k] = found
        return found

    def _own(self, line: Line) -> tuple[float, ...]:
        k, layout = line.at, self.draft.layout
        u, text = self.draft.units[k], self._text(k)
        split = line.split
        term = text[: split.end] if split is not None else text
        bare, opens = text.rstrip(), text[:1]
        last = bare[-1:]
        first = tokens(text[:40])[:1]
        admin = self.admin(k)
        if split is not None:
            score, weak = split.score, float(split.style in WEAK)
            said = min(40.0, length(text[split.start : split.start + REACH]))
        else:
            score, weak, said = -5.0, 0.0, 0.0
        return (
            line.chance,
            score,
            weak,
            float(line.plain),
            min(20.0, length(term)),
            said,
            min(40.0, layout.n[k]),
            layout.term[k],
            layout.sentence[k],
            float(opens.islower()),
            float(opens.isupper()),
            float(opens.isdigit()),
            float(not opens.isalnum()),
            self._caps(k),
            float(_is_titled(text[:80])),
            float(all_bold(u)),
            float(is_label(text)),
            float(last in _COLONS),
            float(last in _ASKS),
            float(last in _STOPS),
            float(last == "!"),
            float(opens in "([*" and last in ")]*"),
            float(text.count("?") + text.count("!")),
            float(bool(first) and first[0] in OPENERS),
            float(bool(first) and first[0] in CONNECTORS),
            float(COPULA.search(text[:160]) is not None),
            admin,
            float(admin > 0 and _ADMIN.match(text.lstrip("(*[ ")) is not None),
            float(text.count(",")),
            float(min(4, layout.again[fold(text)])) if len(text) < 80 else 0.0,
            float(layout.series[k]),
        )

    def _read(self, k: int) -> tuple[float, ...]:
        role, row = self.draft.read[k], self.draft.rows[k]
        return (
            float(role is Role.SECTION),
            float(role is Role.HEAD),
            float(role is Role.ENTRY),
            float(role in (Role.BODY, Role.WRAP, Role.ITEM, Role.PART)),
            float(role is Role.LOOSE),
            *[
                max(-12.0, min(6.0, row[r])) if row[r] > NEVER else -12.0
                for r in (Role.SECTION, Role.HEAD, Role.ENTRY, Role.BODY)
            ],
        )
