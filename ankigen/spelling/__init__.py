"""Spelling: what is surely wrong is fixed, what is probably wrong is suggested, and a right word
stays.

`clean` is the room's one door. It works in rounds: the rules look at every text, the fixes are
made, and the rules look again at what changed. What they know of the document is counted once,
on the notes as they came in, so the same notes always get the same fixes. Every change is given
in terms of the text that came in, so that this text and its fixes give the clean text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ankigen.model import Entry, EntryKind, Finding
from ankigen.model.settings import TypoSettings
from ankigen.spelling import language, protection
from ankigen.spelling.checker import Checker, apart
from ankigen.spelling.decided import decided
from ankigen.spelling.document_model import DocumentModel
from ankigen.spelling.headings import NO_HEADINGS, Headings, heading_states, with_headings
from ankigen.spelling.lexicon import load_lexicon
from ankigen.spelling.overrides import Decisions, read_decisions
from ankigen.spelling.rules import Proposal
from ankigen.spelling.text_state import EntryState, TextState
from ankigen.text.parallel import mapped

__all__ = ["clean"]

#: Fixing one thing can bring another to light ("teh the"); more rounds than this were never needed.
MOST_ROUNDS = 6
#: Notes were typed in a hurry when so many words were fixed, and one in so many.
LEAST_SLIPS, WORDS_PER_SLIP = 4, 700
#: Rules whose fixes are of a word alone, whatever stands beside it.
ALIKE = frozenset(("known-misspelling", "near-word", "own-spelling"))
#: Words from which on several processes look at them.
WORTH_SHARING = 30_000
#: If more headwords than this share hold an unknown word, they are another language's, or codes.
UNKNOWN_HEADWORDS, FEW_ENTRIES = 0.4, 5


def clean(
    entries: Sequence[Entry], settings: TypoSettings, headings: Headings = NO_HEADINGS
) -> tuple[Entry, ...]:
    """Entries with their typos fixed or suggested, as `settings` has it.

    mode "fix" fixes what is sure and suggests the rest, "report" suggests all of it, "off" looks
    at nothing. Suggestions less likely than `settings.suggest` are left out. Clauses in another
    language than English stay as they are. What is found in the headings of a file is fixed in
    the sections of its entries and stands with the entry below."""
    if settings.mode == "off" or not entries:
        return tuple(entries)
    decisions = read_decisions(settings, [e.term.text for e in entries])
    states = [EntryState.of(entry) for entry in entries]
    model = DocumentModel.of(
        ((t.tokens, t.place.role == "term") for s in states for t in s.texts), decisions.glossary
    )
    heads = heading_states(headings, model)
    heads_of = _by_file(heads)
    for file, group in _by_file(states).items():
        _judge_file(group, heads_of.pop(file, []), settings.language.lower())
    apart_from_entries = {id(head) for group in heads_of.values() for head in group}
    heads = [head for head in heads if id(head) not in apart_from_entries]
    checker = Checker(model)
    for number in range(MOST_ROUNDS):
        fix = settings.mode == "fix" and number < MOST_ROUNDS - 1
        if not _round([*states, *heads], checker, decisions, fix=fix):
            break
        slips = sum(text.slips for state in states for text in state.texts)
        noisy = slips >= LEAST_SLIPS and slips * WORDS_PER_SLIP >= model.words.total()
        if noisy and not checker.model.noisy:
            checker = Checker(replace(model, noisy=True))
            for state in (*states, *heads):
                for text in state.texts:
                    text.settled = text.settled and not _may_hold_more(text, model)
    texts = [text for state in (*states, *heads) for text in state.texts]
    if checker.model.noisy:
        if settings.mode == "fix":
            _make_alike(texts)
        _suggest_alike(texts)
    for text in texts:
        text.suggestions = [p for p in text.suggestions if p.confidence >= settings.suggest]
    finished = [state.finished() for state in states]
    if heads:
        finished = with_headings(finished, [head.finished() for head in heads])
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


def _may_hold_more(text: TextState, model: DocumentModel) -> bool:
    """Whether a text is looked at again once less is asked of a fix: it holds a suggestion, or a
    word that no list has.
    """
    if text.suggestions:
        return True
    return any(len(t.low) > 1 and not t.guarded and not model.known(t.low) for t in text.tokens)


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
        quoted = protection.quoted_spans(text.now.text)
        same = [
            p
            for p in text.suggestions
            if p.rule in ALIKE
            and _slip(text, p) in made
            and not any(start <= p.start < end for start, end in quoted)
        ]
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
        text.suggestions = [
            replace(p, confidence=likeliest[_slip(text, p)]) if p.rule in ALIKE else p
            for p in text.suggestions
        ]


def _slip(text: TextState, proposal: Proposal) -> tuple[str, str]:
    """What stands in a text and what is proposed for it, whatever its capitals."""
    return text.now.text[proposal.start : proposal.end].casefold(), proposal.after.casefold()


# ------------------------------------------------------------------ language


def _by_file(states: Sequence[EntryState]) -> dict[str, list[EntryState]]:
    found: dict[str, list[EntryState]] = defaultdict(list)
    for state in states:
        found[state.entry.origin.file].append(state)
    return found


def _judge_file(states: Sequence[EntryState], heads: Sequence[EntryState], given: str) -> None:
    """Judge the language of each clause of a file and of its headings, and whether a text is verse
    or old English.
    """
    for state in states:
        for text in state.texts:
            text.judge_clauses()
    file = _language_of([t for s in states for t in s.texts])
    words = [t.low for s in states for text in s.texts for t in text.tokens]
    old = protection.is_old(words)
    strange = language.is_strange(words, load_lexicon())
    bodies = _language_of([t for s in states for t in s.texts[1:]])
    unknown = sum(any(c.unknown for *_, c in s.texts[0].clauses) for s in states)
    foreign_heads = len(states) > FEW_ENTRIES and unknown > UNKNOWN_HEADWORDS * len(states)
    entire = [_language_of(state.texts) for state in states]
    # The words of another language with their English meanings: a column has one language.
    column = replace(bodies, column=True) if foreign_heads and bodies.mostly_english else None
    without_heads = [_language_of(state.texts[1:]) for state in states] if column else []
    for number, state in enumerate(states):
        of_head = of_body = file, language.in_company(entire, number)
        if column:
            of_body = column, language.in_company(without_heads, number)
        own_words = [t.low for text in state.texts for t in text.tokens]
        state.language = given or language.code_of(own_words, file.english)
        for text in state.texts:
            verse = protection.is_verse(text.now.text)
            text.fragile = old or verse or protection.has_old_words(text.tokens)
            text.given = given.partition("-")[0]
            is_head = text.place.role == "term"
            text.file, text.entry_english = of_head if is_head else of_body
            if is_head and not given:
                english = any(c.english for *_, c in text.clauses)
                if foreign_heads or (strange and not english):
                    text.given = "?"
            text.guard_foreign()
    for text in (text for head in heads for text in head.texts):
        text.judge_clauses()
        text.fragile = old or protection.has_old_words(text.tokens)
        text.file = file
        english = any(c.english for *_, c in text.clauses)
        unsure = not given and (foreign_heads or (strange and not english))
        text.given = "?" if unsure else given.partition("-")[0]
        text.guard_foreign()


def _language_of(texts: Sequence[TextState]) -> language.FileLanguage:
    return language.FileLanguage.of(c for text in texts for *_, c in text.clauses)


# ------------------------------------------------------------------ a round


def _round(
    states: Sequence[EntryState], checker: Checker, decisions: Decisions, *, fix: bool
) -> bool:
    """Look at every text that is not settled and make its fixes. Gives whether anything changed."""

    def look(state: EntryState) -> list[list[Proposal]]:
        return _proposals(state, checker, decisions)

    changed = False
    for state, told in zip(states, mapped(look, states, _words_left, WORTH_SHARING), strict=True):
        for text, found in zip(_unsettled(state), told, strict=True):
            fixes: list[Proposal] = []
            text.suggestions = []
            for p in found:
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
