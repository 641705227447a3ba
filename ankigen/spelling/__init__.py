"""Spelling: what is surely wrong is fixed, what is probably wrong is suggested, and a right word
stays.

`clean` is the room's one door. It works in rounds: the rules look at every text, the fixes are
made, and the rules look again at what changed. What they know of the document is counted once,
on the notes as they came in, so the same notes always get the same fixes. Every change is given
in terms of the text that came in, so that this text and its fixes give the clean text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ankigen.model import Entry, EntryKind, Finding
from ankigen.model.document_cache import StageMemory
from ankigen.model.settings import TypoSettings
from ankigen.spelling import edited
from ankigen.spelling.asked import Asked, asked_model, detectors_of
from ankigen.spelling.checker import Checker, apart
from ankigen.spelling.headings import (
    NO_HEADINGS,
    Headings,
    heading_states,
    where_typed,
    with_headings,
)
from ankigen.spelling.remembered import FileMemory, FileState, FileVerdict, all_texts
from ankigen.spelling.rules import Proposal
from ankigen.spelling.texts.text_state import EntryState, TextState
from ankigen.spelling.unknown.candidates import Speller
from ankigen.spelling.user.decided import decided
from ankigen.spelling.user.overrides import Decisions, read_decisions
from ankigen.spelling.words import language, old_spelling, protection
from ankigen.spelling.words.document_model import DocumentModel
from ankigen.spelling.words.foreign_too import FOREIGN_TOO
from ankigen.spelling.words.lexicon import load_lexicon
from ankigen.text.parallel import mapped

__all__ = ["clean"]

#: Fixing one thing can bring another to light ("teh the"); more rounds than this were never needed.
MOST_ROUNDS = 6
#: Notes were typed in a hurry when so many words were fixed, and one in so many: of few, more.
HURRIED = ((4, 700), (3, 300), (2, 150))
#: … or so many known misspellings of so many letters: then it is known before any look.
LISTED_LETTERS, AT_ONCE = 6, -1
#: Words without their last letter are how somebody speaks ("packin'"), or half of a short form.
_AS_SAID = ("'", "’")
#: … of which these tell of none: they were right once, or are elsewhere.
NO_SLIPS = FOREIGN_TOO | protection.ONCE_RIGHT
#: Rules whose fixes are of a word alone, whatever stands beside it.
ALIKE = frozenset(("known-misspelling", "near-word", "own-spelling"))
#: What is said of a file that has no spaces behind its commas.
COMMAS = (
    '{} commas have no space behind them ("{}"), most of this file: they stay as they are; '
    "put spaces there if they are slips"
)
#: Words from which on several processes look at them.
WORTH_SHARING = 30_000
#: If more headwords than this share hold an unknown word, they are another language's, or codes.
UNKNOWN_HEADWORDS, FEW_ENTRIES = 0.4, 5


def clean(
    entries: Sequence[Entry],
    settings: TypoSettings,
    headings: Headings = NO_HEADINGS,
    memory: StageMemory | None = None,
) -> tuple[Entry, ...]:
    """Entries with their typos fixed or suggested, as `settings` has it.

    mode "fix" fixes what is sure and suggests the rest, "report" suggests all of it, "off" looks
    at nothing. Suggestions less likely than `settings.suggest` are left out. Clauses in another
    language than English stay as they are. What is found in the headings of a file is fixed in
    the sections of its entries and stands with the entry below. Files of which `memory` knows what
    was found, and for which all that was asked of the others is as it was, are not looked at again.
    """
    if settings.mode == "off" or not entries:
        return tuple(entries)
    decisions = read_decisions(settings, [e.term.text for e in entries])
    numbers = _by_file(entries)
    decided = repr(decisions)
    files = {
        name: FileState.of(
            [entries[n] for n in own],
            memory.recall(name, FileMemory, decided) if memory is not None else None,
        )
        for name, own in numbers.items()
    }
    work = _Work(settings, decisions, files, headings, memory is not None)
    work.rounds()
    if any(f.known is not None and f.known.noisy_after != work.noisy_after for f in files.values()):
        # what was found then was found under other rules
        for file in files.values():
            file.look_anew()
        work.rounds()
    if memory is not None:
        for name, file in files.items():
            kept = file.memory(work.model, work.noisy_after) if file.known is None else None
            if kept is not None:
                memory.remember(name, kept, decided)
    states = {name: file.restored() for name, file in files.items()}
    work.settle([text for own in (*states.values(), work.heads) for text in all_texts(own)])
    finished = list(entries)
    for name, own in numbers.items():
        for n, state in zip(own, states[name], strict=True):
            finished[n] = state.finished()
    if work.heads:
        finished = with_headings(finished, [head.finished() for head in work.heads])
    finished = where_typed(finished)
    for name, own in numbers.items():
        if tight := files[name].verdict.tight:
            told = Finding(finished[own[0]].origin, "commas", COMMAS.format(len(tight), tight[0]))
            found = finished[own[0]].findings
            finished[own[0]] = finished[own[0]].but(findings=(*found, told))
    if decisions.contradictions:
        finished[0] = finished[0].but(
            findings=(
                *finished[0].findings,
                *(
                    Finding(finished[0].origin, "typos-contradiction", f"[typos]: {message}")
                    for message in decisions.contradictions
                ),
            )
        )
    return tuple(finished)


@dataclass(slots=True)
class _Work:
    """The rounds over all files. `keeps`: what is asked of the document is noted down.

    `noisy_after`: after so many rounds the notes were taken for such as are typed in a hurry (0:
    they are not; AT_ONCE: before any)."""

    settings: TypoSettings
    decisions: Decisions
    files: Mapping[str, FileState]
    headings: Headings
    keeps: bool
    heads: list[EntryState] = field(default_factory=list)
    model: DocumentModel = field(init=False)
    noisy_after: int = 0

    def rounds(self) -> None:
        """Look at all texts of which nothing is known until no fix brings another to light."""
        files = self.files.values()
        plain = DocumentModel.of((f.counts for f in files), self.decisions.glossary)
        heads = heading_states(self.headings, plain)
        self.heads = [head for head in heads if head.entry.origin.file in self.files]
        if any(file.known is not None for file in files):
            speller, detectors = Speller(plain), detectors_of(plain)
            for file in files:
                if file.known is not None and not file.known.holds(plain, speller, detectors):
                    file.look_anew()
        new = [file for file in files if file.known is None]
        given = self.settings.language.lower()
        for file in new:
            file.verdict = _judge_file(file.states, given)
            file.listed = sum(map(_listed, all_texts(file.states)))
        for head in self.heads:
            _judge_heading(head, self.files[head.entry.origin.file].verdict, given)
        self.model = model = asked_model(plain) if self.keeps else plain
        most, total = MOST_ROUNDS - 1, plain.words.total()
        # a first look under the rules for others would find little that the second does not
        self.noisy_after = AT_ONCE * _is_hurried(sum(file.listed for file in files), total)
        checker = Checker(replace(model, noisy=True) if self.noisy_after else model)
        for number in range(MOST_ROUNDS):
            fix = self.settings.mode == "fix" and number < most
            changed = _round(new, self.heads, checker, self.decisions, self.files, fix=fix)
            later = (f.known is not None and number + 1 < len(f.known.slips) for f in files)
            slips = sum(file.slips_after(number) for file in files)
            if not self.noisy_after and _is_hurried(slips, total):
                self.noisy_after = number + 1
                checker = Checker(replace(model, noisy=True), checker.speller)
                states = [*(state for file in new for state in file.states), *self.heads]
                for text in all_texts(states):
                    text.settled = text.settled and not _may_hold_more(text, plain)
            elif not changed and not any(later):
                break

    def settle(self, texts: Sequence[TextState]) -> None:
        """What a slip in one text says of the same one in others, and which suggestions are
        made.
        """
        if self.noisy_after:
            if self.settings.mode == "fix":
                _make_alike(texts)
            _suggest_alike(texts)
        least = self.settings.suggest
        for text in texts:
            text.suggestions = [p for p in text.suggestions if p.confidence >= least]


def _is_hurried(slips: int, words: int) -> bool:
    """Whether so many slips in so many words tell of notes that were typed in a hurry."""
    return any(slips >= least and slips * one_in >= words for least, one_in in HURRIED)


def _listed(text: TextState) -> int:
    """How many long words of a text are known misspellings and nothing else, nor what somebody
    says.
    """
    if text.fragile or not text.english:
        return 0
    corrections = load_lexicon().corrections
    found = [
        t.start
        for t in text.tokens
        if t.low in corrections
        and len(t.low) >= LISTED_LETTERS
        and t.text.islower()
        and not t.guarded
        and t.low not in NO_SLIPS
        and text.now.text[t.end : t.end + 1] not in _AS_SAID
    ]
    if not found:
        return 0
    quoted = protection.quoted_spans(text.now.text, speech=text.speech)
    return sum(not any(start <= at < end for start, end in quoted) for at in found)


def _may_hold_more(text: TextState, model: DocumentModel) -> bool:
    """Whether a text is looked at again once less is asked of a fix: it holds a suggestion, or a
    word that no list has.
    """
    if text.suggestions:
        return True
    codes = model.lexicon.codes  # most words are in the list
    unlisted = [t for t in text.tokens if t.low not in codes]
    return any(len(t.low) > 1 and not t.guarded and not model.known(t.low) for t in unlisted)


def _make_alike(texts: Sequence[TextState]) -> None:
    """A slip that was fixed where its place left no doubt is fixed everywhere: it is one slip,
    made again. In quotation marks it stays a suggestion.
    """
    made = {
        (text.raw.text[c.start : c.end].casefold(), c.after.casefold())
        for text in texts
        for c in text.changes
        if c.rule in ALIKE
    }
    for text in texts:
        same = [p for p in text.suggestions if p.rule in ALIKE and _slip(text, p) in made]
        if same:
            quoted = protection.quoted_spans(text.now.text, speech=text.speech)
            same = [p for p in same if not any(start <= p.start < end for start, end in quoted)]
        if same:
            others = [p for p in text.suggestions if p not in same]
            text.make(same)
            text.suggestions = [p.moved(same) for p in others]


def _suggest_alike(texts: Sequence[TextState]) -> None:
    """A slip that is made again is as likely one wherever it stands as where it is likeliest: the
    user decides on it once.
    """
    likeliest: dict[tuple[str, str], float] = {}
    for text in texts:
        for p in text.suggestions:
            slip = _slip(text, p)
            likeliest[slip] = max(p.confidence, likeliest.get(slip, 0.0))
    for text in texts:
        text.suggestions = text.suggestions and [
            replace(p, confidence=likeliest[_slip(text, p)]) if p.rule in ALIKE else p
            for p in text.suggestions
        ]


def _slip(text: TextState, proposal: Proposal) -> tuple[str, str]:
    """What stands in a text and what is proposed for it, whatever its capitals."""
    return text.now.text[proposal.start : proposal.end].casefold(), proposal.after.casefold()


# ------------------------------------------------------------------ language


def _by_file(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """The numbers of the entries of each file."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        found[entry.origin.file].append(number)
    return found


def _judge_file(states: Sequence[EntryState], given: str) -> FileVerdict:
    """Judge the language of each clause of a file, and whether a text is verse or old English."""
    for state in states:
        for text in state.texts:
            text.judge_clauses()
    file = _language_of([t for s in states for t in s.texts])
    words = [t.low for s in states for text in s.texts for t in text.tokens]
    written = [text.now.text for s in states for text in s.texts]
    old = protection.is_old(words) or protection.is_spoken(written, len(words))
    old = old or _is_spelled_as_once(states, words)
    speech = protection.is_speech(written)
    tight = tuple(protection.tight_commas(written))
    strange = language.is_strange(words, load_lexicon())
    unknown = sum(any(c.unknown for *_, c in s.texts[0].clauses) for s in states)
    foreign_heads = len(states) > FEW_ENTRIES and unknown > UNKNOWN_HEADWORDS * len(states)
    entire = [_language_of(state.texts) for state in states]
    # The words of another language with their English meanings: a column has one language.
    column = None
    if foreign_heads:
        bodies = _language_of([t for s in states for t in s.texts[1:]])
        column = replace(bodies, column=True) if bodies.mostly_english else None
    without_heads = [_language_of(state.texts[1:]) for state in states] if column else []
    for number, state in enumerate(states):
        of_head = of_body = file, language.in_company(entire, number)
        if column:
            of_body = column, language.in_company(without_heads, number)
        own_words = [t.low for text in state.texts for t in text.tokens]
        state.language = given or language.code_of(own_words, file.english)
        for text in state.texts:
            verse = protection.is_verse(text.now.text)
            text.speech, text.tight = speech, bool(tight)
            text.fragile = old or verse or protection.has_old_words(text.tokens)
            text.given = given.partition("-")[0]
            is_head = text.place.role == "term"
            text.file, text.entry_english = of_head if is_head else of_body
            if is_head and not given:
                english = any(c.english or c.plainly_english for *_, c in text.clauses)
                if foreign_heads or (strange and not english):
                    text.given = "?"
            text.guard_foreign()
    return FileVerdict(file, old, foreign_heads, strange, tight)


def _is_spelled_as_once(states: Sequence[EntryState], words: Sequence[str]) -> bool:
    """Whether the English clauses of a file with these words are spelled as English once was."""
    lexicon = load_lexicon()
    if not old_spelling.may_be_spelled_as_once(words, lexicon):
        return False
    texts = (text for state in states for text in state.texts)
    proved = ((text, a, b) for text in texts for a, b, clause in text.clauses if clause.proved)
    english = [t.low for text, a, b in proved for t in text.tokens[a:b]]
    return old_spelling.is_spelled_as_once(english, lexicon)


def _judge_heading(head: EntryState, verdict: FileVerdict, given: str) -> None:
    """The same of a heading over entries of a file."""
    for text in head.texts:
        text.judge_clauses()
        text.fragile = verdict.old or protection.has_old_words(text.tokens)
        text.file = verdict.file
        english = any(c.english for *_, c in text.clauses)
        strange = verdict.strange and not english
        unsure = not given and (verdict.foreign_heads or strange)
        text.given = "?" if unsure else given.partition("-")[0]
        text.guard_foreign()


def _language_of(texts: Sequence[TextState]) -> language.FileLanguage:
    return language.FileLanguage.of(c for text in texts for *_, c in text.clauses)


# ------------------------------------------------------------------ a round


def _round(
    files: Sequence[FileState],
    heads: Sequence[EntryState],
    checker: Checker,
    decisions: Decisions,
    of_file: Mapping[str, FileState],
    *,
    fix: bool,
) -> bool:
    """Look at every text that is not settled and make its fixes. Gives whether anything changed."""

    def look(state: EntryState) -> tuple[list[list[Proposal]], Asked]:
        asked = checker.begin()
        return _proposals(state, checker, decisions), asked

    states = [*(state for file in files for state in file.states), *heads]
    all_told = iter(mapped(look, states, _words_left, WORTH_SHARING))
    changed = False
    for file in files:
        found = [(state, *next(all_told)) for state in file.states]
        for state, told, asked in found:
            file.asked.add(asked)
            file.sure |= edited.sure_slips(_with_words(state, told))
        for state, told, _ in found:
            changed |= _make_fixes(state, told, file, fix=fix)
        file.slips.append(sum(text.slips for text in all_texts(file.states)))
    for head, (told, _) in zip(heads, all_told, strict=True):
        changed |= _make_fixes(head, told, of_file[head.entry.origin.file], fix=fix)
    return changed


def _with_words(
    state: EntryState, told: Sequence[Sequence[Proposal]]
) -> Iterator[tuple[str, Proposal]]:
    """What is proposed for the texts of an entry, each with the words that it is proposed for."""
    for text, found in zip(_unsettled(state), told, strict=True):
        yield from ((text.now.text[p.start : p.end], p) for p in found)


def _make_fixes(
    state: EntryState, told: Sequence[Sequence[Proposal]], file: FileState, *, fix: bool
) -> bool:
    """Makes what is proposed for the texts of an entry of a file, as far as it is likely there;
    whether there was anything to make.
    """
    changed = False
    words = file.words
    for text, found in zip(_unsettled(state), told, strict=True):
        fixes: list[Proposal] = []
        text.suggestions = []
        now = text.now.text
        for p in (edited.weighed(p, now[p.start : p.end], words, file.sure) for p in found):
            (fixes if p.fix and fix else text.suggestions).append(p)
        text.settled = not fixes
        if fixes:
            text.make(fixes)
            changed = True
    return changed


def _unsettled(state: EntryState) -> list[TextState]:
    return [text for text in state.texts if not text.settled]


def _words_left(state: EntryState) -> int:
    return sum(len(text.tokens) for text in _unsettled(state))


def _proposals(state: EntryState, checker: Checker, decisions: Decisions) -> list[list[Proposal]]:
    """What is proposed for each text of an entry that is not settled, after the user's decisions.
    It depends on nothing that this round changes.
    """
    # the right option of a question is named once more on purpose
    seen: set[str] | None = None if state.entry.kind is EntryKind.CHOICE else set()
    told = []
    for text in _unsettled(state):
        found = checker.proposals(text, seen)
        # of most texts there is nothing to decide
        asked = bool(found or decisions.accept)
        told.append(apart(decided(found, state, text, decisions)) if asked else [])
    return told
