"""Texts and entries while their spelling is checked: what came in, what was changed so far, how
they read now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from ankigen.model import Edit, Entry, Fix, FixKind, Origin, RichText
from ankigen.spelling.rules import RULES, Proposal
from ankigen.spelling.texts.edit_script import Change, OffsetMap, compose
from ankigen.spelling.texts.text_paths import SECTION, TERM, Place, places, put_back
from ankigen.spelling.words.glosses import edges_of, parted
from ankigen.spelling.words.language import ENGLISH, Clause, FileLanguage, clauses, judge
from ankigen.spelling.words.lexicon import load_lexicon
from ankigen.spelling.words.tokens import Token, tokenize

#: Kinds of mistakes that come of haste.
SLIPS = (
    FixKind.MISSPELLING,
    FixKind.GLUED,
    FixKind.DROPPED_LETTER,
    FixKind.DOUBLED,
    FixKind.SPACING,
)
#: The rule that a fix names when the user's pair made it.
ACCEPTED = "accepted"
#: Rules whose fixes tell of no haste: a space before a sign is how some set their texts.
_NO_HASTE = frozenset((ACCEPTED, "space-before-sign"))


@dataclass(slots=True)
class TextState:
    """A text at work."""

    place: Place
    raw: RichText
    now: RichText
    tokens: list[Token] = field(default_factory=list)
    changes: tuple[Change, ...] = ()
    suggestions: list[Proposal] = field(default_factory=list)
    clauses: list[tuple[int, int, Clause]] = field(default_factory=list)
    file: FileLanguage = field(default_factory=FileLanguage)
    entry_english: bool = True
    given: str = ""  # the language that the settings give, "" where it is found
    english: bool = True  # some of it is
    fragile: bool = False  # verse or old English: nothing is changed
    speech: bool = False  # what people say to each other: quotations go on from text to text
    tight: bool = False  # its file has no spaces behind commas
    settled: bool = False  # looked at since it changed last

    @property
    def headword(self) -> bool:
        """Whether it is a headword, what stands with one, or a heading."""
        return self.place.role in ("term", "context", SECTION)

    @property
    def slips(self) -> int:
        """How many slips of the fingers were fixed in it."""
        return sum(c.kind in SLIPS and c.rule not in _NO_HASTE for c in self.changes)

    def make(self, fixes: Sequence[Proposal]) -> None:
        """Make fixes in the text as it reads now."""
        steps = tuple(Change(p.start, p.end, p.after, p.kind, p.rule, p.confidence) for p in fixes)
        self.changes = compose(self.changes, steps, self.raw.text)
        self.now = self.now.edited([step.edit for step in steps])
        self.tokens = tokenize(self.now)
        self.judge_clauses()
        self.guard_foreign()

    def judge_clauses(self) -> None:
        """Find the clauses and what their words say of their language."""
        lexicon = load_lexicon()
        self.clauses = []
        edges = edges_of(self.now)
        for start, end in clauses(self.tokens, self.now.text):
            lows = [t.low for t in self.tokens[start:end] if not t.guarded]
            clause = judge(lows, lexicon)
            self.clauses += parted(clause, self.tokens, (start, end), self.now, edges, lexicon)

    def guard_foreign(self) -> None:
        """Guard the words of the clauses that are not English."""
        if self.given:
            self.english = self.given == ENGLISH
            return
        self.english = False
        for start, end, clause in self.clauses:
            if self.file.is_english(clause, self.entry_english):
                self.english = True
            else:
                self.tokens[start:end] = [t._replace(guarded=True) for t in self.tokens[start:end]]

    def raw_place(self, p: Proposal) -> tuple[int, int, str]:
        """Where a proposal stands in the raw text, and all that comes in place of it there: with
        it the rest of an earlier change that it touches."""
        way = OffsetMap(self.changes)
        start, end = way.to_raw(p.start, p.end)
        first, last = way.whole(p.start, p.end)
        text = self.now.text
        return start, end, text[first : p.start] + p.after + text[p.end : last]


@dataclass(slots=True)
class EntryState:
    """An entry at work. Earlier fixes of it are undone first, so that checking it again gives
    the same; what its reader did to it (a headword that was there twice) stays done."""

    entry: Entry
    texts: list[TextState]
    language: str = ENGLISH

    @classmethod
    def of(cls, entry: Entry, only: Collection[str] | None = None) -> EntryState:
        """An entry with all its texts, or without their words and with those alone that are of
        these paths, were changed earlier, or are the headword.
        """
        earlier: dict[str, list[Fix]] = defaultdict(list)
        for fix in entry.fixes:
            if fix.applied and fix.place and fix.rule in RULES:
                earlier[fix.place].append(fix)
        texts = []
        for place in places(entry):
            path = place.path
            if only is not None and path != TERM and path not in only and path not in earlier:
                continue
            raw = _undone(place.text, earlier.get(path, ()))
            texts.append(TextState(place, raw, raw, tokenize(raw) if only is None else []))
            if only is not None and not only and not earlier:
                break  # the headword comes first
        return cls(entry, texts)

    def origin(self, text: TextState, start: int) -> Origin:
        """Where a place of a raw text stands in the notes."""
        line = text.raw.line_at(start) or self.entry.origin.line
        return Origin(self.entry.origin.file, line)

    def finished(self) -> Entry:
        """The entry with its clean texts and all fixes and suggestions."""
        changed = {t.place.path: t.now for t in self.texts if t.now is not t.place.text}
        others = ("", SECTION)
        fixes = [f for f in self.entry.fixes if f.place in others or f.rule not in RULES]
        for text in self.texts:
            found = [(c.start, c.end, c, "", True) for c in text.changes]
            for p in text.suggestions:
                start, end, after = text.raw_place(p)
                c = Change(start, end, after, p.kind, p.rule, p.confidence)
                found.append((start, end, c, p.reason, False))
            for start, end, c, reason, applied in sorted(found, key=lambda item: item[:2]):
                fix = self._fix(text, start, end, c, applied=applied)
                fixes.append(replace(fix, reason=reason) if reason else fix)
        return put_back(self.entry, changed).but(
            fixes=tuple(fixes),
            raw_term=self.entry.raw_term or self.texts[0].raw.text,
            language=self.language,
        )

    def _fix(self, text: TextState, start: int, end: int, c: Change, *, applied: bool) -> Fix:
        return Fix(
            self.origin(text, start),
            text.raw.text[start:end],
            c.after,
            c.kind,
            c.rule,
            c.confidence,
            applied,
            text.place.path,
            start,
        )


def _undone(text: RichText, fixes: Sequence[Fix]) -> RichText:
    """The text as it was before an earlier check changed it."""
    edits: list[Edit] = []
    shift = 0
    for fix in sorted(fixes, key=lambda f: f.start):
        edits.append(Edit(fix.start + shift, fix.start + shift + len(fix.after), fix.before))
        shift += len(fix.after) - len(fix.before)
    return text.edited(edits) if edits else text
