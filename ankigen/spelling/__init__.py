"""Cleaning: typos that are surely wrong are mended, those that are probably wrong are said; a right word stays.

`clean` is the room's one door. It works in rounds: the rules look at every text, their sure proposals are made, and the rules look
again, until nothing is left to mend; so cleaning what is clean changes nothing. Every change is told in terms of the text that
came in, so that this text and its fixes give the clean text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from ankigen.model import Edit, Entry, EntryKind, Finding, Fix, FixKind, Origin, RichText
from ankigen.model.settings import TypoSettings
from ankigen.spelling import duplicates, grammar, nonword, proper_names, realword, spacing
from ankigen.spelling.candidate_features import TokenizedText
from ankigen.spelling.confusion_sets import NAMES
from ankigen.spelling.document_counts import Changed, DocumentCounts
from ankigen.spelling.document_model import DocumentModel, Proposal
from ankigen.spelling.edit_script import Change, OffsetMap, compose
from ankigen.spelling.invalidation import Invalidation, moved
from ankigen.spelling.language import ENGLISH, counts, language_of, voices
from ankigen.spelling.lexicon import load_lexicon
from ankigen.spelling.nonword_candidates import Speller, like
from ankigen.spelling.overrides import Decisions, read_decisions
from ankigen.spelling.repeated_sentences import repeated
from ankigen.spelling.text_paths import Place, places, put_back
from ankigen.spelling.tokens import Token, tokenize

__all__ = ["clean"]

#: The rule that a fix names when the user's pair made it.
ACCEPTED = "accepted"
#: Kinds of mistakes that come of haste.
SLIPS = (
    FixKind.MISSPELLING,
    FixKind.GLUED,
    FixKind.DROPPED_LETTER,
    FixKind.DOUBLED,
    FixKind.SPACING,
)
#: Mending one thing can bring another to light ("teh the"); more rounds than this were never needed.
MOST_ROUNDS = 8
#: A fix shows the changed words alone; what is longer is only ever a repeated sentence.
LONGEST_FIX = 60
#: A block of which more words than this share are unknown is not English prose; if its function words are, it may hold more.
UNKNOWN_SHARE, UNKNOWN_THOUGH_ENGLISH = 0.34, 0.6
#: One function word of another language says nothing where English has this share of the longer words.
ENGLISH_SHARE = 0.6
#: If more headwords than this share hold an unknown word, they are another language's, or codes.
UNKNOWN_HEADWORDS = 0.4


@dataclass(frozen=True, slots=True)
class TextLanguage:
    """What the words of a text say of its language."""

    lows: list[str]
    language: str
    counts: tuple[float, float]  # words that speak for English, and for the best other language
    mostly_unknown: bool
    strange: bool  # it holds a word that no list has


@dataclass(slots=True)
class Text:
    """A text at work: what came in, what was changed so far, how it reads now."""

    place: Place
    raw: RichText
    now: RichText
    changes: tuple[Change, ...] = ()
    proposals: list[Proposal] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    signs: TextLanguage | None = None
    english: bool = True
    settled: bool = False  # looked at since it changed last
    look: set[int] | None = None  # the words to look at again, by number; None: all
    loud: set[int] = field(default_factory=set)  # those of which the last look had something to say


@dataclass(slots=True)
class EntryState:
    """An entry at work."""

    entry: Entry
    texts: list[Text]
    language: str = ENGLISH
    whole: str | None = None  # the language that all its words speak for


def clean(entries: Sequence[Entry], settings: TypoSettings) -> tuple[Entry, ...]:
    """Entries with their typos mended or said, as `settings` has it.

    mode "fix" mends what is sure and says the rest, "report" says all of it, "off" looks at nothing. Blocks in another
    language than English stay as they are, whatever they hold."""
    if settings.mode == "off" or not entries:
        return tuple(entries)
    decisions = read_decisions(settings, [e.term.text for e in entries])
    given = settings.language.lower()
    works, tally = begin(entries)
    stale = Invalidation.of(frozenset())
    page = tally.page(decisions.glossary)
    speller, confuser = Speller(page), realword.RealwordDetector(page)
    for number in range(MOST_ROUNDS):
        tell_languages(works, given)
        mend = settings.mode == "fix" and number < MOST_ROUNDS - 1
        changed = _round(works, speller, confuser, decisions, stale, mend=mend)
        if not changed:
            break
        keys = tally.change(changed)
        page = tally.page(decisions.glossary)
        speller.turn_to(page, keys)
        stale = Invalidation.of(confuser.turn_to(page, keys))
    finished = [_finish(work) for work in works]
    if decisions.contradictions:
        finished[0] = finished[0].but(
            findings=(
                *finished[0].findings,
                *(
                    Finding(finished[0].origin, "typos-contradiction", f"[typos]: {said}")
                    for said in decisions.contradictions
                ),
            )
        )
    return tuple(finished)


# ------------------------------------------------------------------ before and after


def begin(entries: Sequence[Entry]) -> tuple[list[EntryState], DocumentCounts]:
    """Entries as they are worked at, and the counts of all their words."""
    works = [_begin(entry) for entry in entries]
    tally = DocumentCounts()
    for work in works:
        for text in work.texts:
            tally.add(text.tokens, term=text.place.role == "term")
            tally.slips += _slips(text.changes)
    return works, tally


def _slips(changes: Sequence[Change]) -> int:
    """How many of some changes mended a slip of the fingers."""
    return sum(c.kind in SLIPS and c.rule != ACCEPTED for c in changes)


def _begin(entry: Entry) -> EntryState:
    earlier: dict[str, list[Fix]] = defaultdict(list)
    for fix in entry.fixes:
        if fix.applied and fix.place:
            earlier[fix.place].append(fix)
    texts = []
    for place in places(entry):
        changes = tuple(
            Change(f.start, f.start + len(f.before), f.after, f.kind, f.rule, f.confidence)
            for f in sorted(earlier.get(place.path, ()), key=lambda f: f.start)
        )
        raw = _undone(place.text, changes, earlier[place.path]) if changes else place.text
        texts.append(Text(place, raw, place.text, changes))
    for text in texts:
        text.tokens = tokenize(text.now)
    return EntryState(entry, texts)


def _undone(text: RichText, changes: Sequence[Change], fixes: Sequence[Fix]) -> RichText:
    """The text as it was before an earlier cleaning changed it."""
    before = {f.start: f.before for f in fixes}
    edits: list[Edit] = []
    shift = 0
    for c in changes:
        edits.append(Edit(c.start + shift, c.start + shift + len(c.after), before[c.start]))
        shift += len(c.after) - (c.end - c.start)
    return text.edited(edits)


def _finish(work: EntryState) -> Entry:
    changed = {t.place.path: t.now for t in work.texts if t.now is not t.place.text}
    entry = put_back(work.entry, changed)
    fixes: list[Fix] = [f for f in work.entry.fixes if not f.place]
    known = {(f.place, f.start): f for f in work.entry.fixes if f.applied and f.place}
    for text in work.texts:
        told: list[tuple[int, Fix]] = []
        way = OffsetMap(text.changes)
        for c in text.changes:
            earlier = known.get((text.place.path, c.start))
            if earlier is not None and earlier.after == c.after:
                told.append((c.start, earlier))
                continue
            told.append((c.start, _fix(work.entry, text, c.start, c.end, c, applied=True)))
        for p in text.proposals:
            start, end = way.to_raw(p.start, p.end)
            change = Change(start, end, _in_full(text, way, p), p.kind, p.rule, p.confidence)
            told.append((start, _fix(work.entry, text, start, end, change, applied=False)))
        told.sort(key=lambda pair: pair[0])
        fixes += [fix for _, fix in told]
    raw_term = entry.raw_term or work.entry.term.text
    return entry.but(fixes=tuple(fixes), raw_term=raw_term, language=work.language)


def _in_full(text: Text, way: OffsetMap, p: Proposal) -> str:
    """What a proposal puts in place of all the raw text that it is told of: with it the rest of an earlier change stays."""
    start, end = way.whole(p.start, p.end)
    return text.now.text[start : p.start] + p.after + text.now.text[p.end : end]


def _fix(entry: Entry, text: Text, start: int, end: int, change: Change, *, applied: bool) -> Fix:
    line = text.raw.line_at(start) or entry.origin.line
    return Fix(
        Origin(entry.origin.file, line),
        text.raw.text[start:end],
        change.after,
        change.kind,
        change.rule,
        change.confidence,
        applied,
        text.place.path,
        start,
    )


# ------------------------------------------------------------------ language


def _judge(text: Text) -> TextLanguage:
    """What the words of a text say of its language; remembered until the text changes."""
    if text.signs is None:
        words = load_lexicon()
        lows = [t.low for t in text.tokens if not t.guarded]
        strange = any(not words.exists(t.low) for t in text.tokens if not t.upper and not t.guarded)
        own = _language(lows)
        text.signs = TextLanguage(lows, own, counts(lows), _mostly_unknown(lows, own), strange)
    return text.signs


def tell_languages(works: Sequence[EntryState], given: str) -> None:
    """Each text's language: by its own function words, else by its entry's, else by the document's."""
    judged = [[_judge(text) for text in work.texts] for work in works]
    english = sum(signs.counts[0] for all_signs in judged for signs in all_signs)
    other = sum(signs.counts[1] for all_signs in judged for signs in all_signs)
    document = given or (ENGLISH if english >= other else "")
    strange = sum(all_signs[0].strange for all_signs in judged)
    foreign_heads = len(works) > 5 and strange > UNKNOWN_HEADWORDS * len(works)
    for work, all_signs in zip(works, judged, strict=True):
        if work.whole is None:
            work.whole = _language([w for signs in all_signs for w in signs.lows])
        whole = work.whole or document
        work.language = given or whole
        for text, signs in zip(work.texts, all_signs, strict=True):
            language = given or signs.language or whole
            is_english = language.partition("-")[0] == ENGLISH and not signs.mostly_unknown
            if text.place.role == "term" and foreign_heads:
                is_english = False
            if is_english != text.english:
                text.english, text.settled, text.look = is_english, False, None


def _language(lows: Sequence[str]) -> str:
    """What function words say; one such word among English ones says nothing."""
    found = language_of(lows)
    if found in ("", ENGLISH) or voices(lows, found) > 1:
        return found
    words = load_lexicon()
    judged = [w for w in lows if len(w) > 3]
    english = sum(words.common(w) for w in judged)
    return "" if judged and english >= ENGLISH_SHARE * len(judged) else found


def _mostly_unknown(lows: Sequence[str], language: str) -> bool:
    words = load_lexicon()
    judged = [w for w in lows if len(w) > 3]
    if len(judged) < 4:
        return False
    # A misspelling that the list knows speaks for English, not against it.
    unknown = sum(not words.exists(w) and w not in words.corrections for w in judged)
    most = UNKNOWN_THOUGH_ENGLISH if language == ENGLISH else UNKNOWN_SHARE
    return unknown > most * len(judged)


# ------------------------------------------------------------------ a round


def _round(
    works: Sequence[EntryState],
    speller: Speller,
    confuser: realword.RealwordDetector,
    decisions: Decisions,
    stale: Invalidation,
    *,
    mend: bool,
) -> list[Changed]:
    """Look at every text and mend what is sure. Gives the texts that changed, as they read before and after.

    A word is passed over when it was looked at since anything near it changed, had nothing to be said of it, and nothing that the look
    asked of the document is `stale`: the answers are then the same."""
    page = speller.page
    changed: list[Changed] = []
    for work in works:
        # the right option of a question is named once more on purpose
        said: set[str] | None = None if work.entry.kind is EntryKind.CHOICE else set()
        for text in work.texts:
            touched = _touched(text, stale, speller, confuser)
            if text.settled and not touched:
                before = None if said is None else set(said)
                if not _repeats(text, said):
                    continue
                said = before  # another text has come to say what this one says
            if text.settled:
                text.look = {*text.loud}
            if text.look is not None:
                text.look |= touched
            text.loud = set()
            found = list(_proposals(text, page, speller, confuser, said))
            text.proposals = []
            sure: list[Proposal] = []
            for p in _apart(_decided(found, work, text, decisions)):
                if p.sure and mend:
                    sure.append(p)
                else:
                    text.proposals.append(p)
            text.settled = not sure and not decisions.accept
            if not sure:
                continue
            steps = tuple(
                Change(p.start, p.end, p.after, p.kind, p.rule, p.confidence) for p in sure
            )
            slips_before = _slips(text.changes)
            text.changes = compose(text.changes, steps, text.raw.text)
            text.now = text.now.edited([s.edit for s in steps])
            tokens, text.tokens = text.tokens, tokenize(text.now)
            text.look = moved(tokens, frozenset(text.loud), text.tokens, steps)
            text.signs = work.whole = None
            slips = _slips(text.changes) - slips_before
            changed.append(Changed(tokens, text.tokens, text.place.role == "term", slips))
    return changed


def _touched(
    text: Text, stale: Invalidation, speller: Speller, confuser: realword.RealwordDetector
) -> set[int]:
    """The words of a text whose verdicts rest on something stale, by number."""
    if not stale.keys or not text.english or (text.look is None and not text.settled):
        return set()
    if stale.capitals:
        return {*range(len(text.tokens))}
    headword = text.place.role in ("term", "context")
    pairs = zip_longest(text.tokens, text.tokens[1:])
    return {
        number
        for number, (token, following) in enumerate(pairs)
        if stale.touches(token, following, speller, confuser, headword=headword)
    }


def _repeats(text: Text, said: set[str] | None) -> list[Proposal]:
    """The sentences of a text that its entry has said before; `said` gathers what it says (None: it may say all twice)."""
    if said is None or text.place.role in ("term", "cell", "context"):
        return []
    found = repeated(text.now.text, said)
    return [p for p in found if not text.now.literal_at(p.start, p.end)]


def _proposals(
    text: Text,
    page: DocumentModel,
    speller: Speller,
    confuser: realword.RealwordDetector,
    said: set[str] | None,
) -> Iterator[Proposal]:
    role = text.place.role
    yield from _repeats(text, said)
    if not text.english:
        return
    headword = role in ("term", "context")
    tokens, raw = text.tokens, text.now.text
    passage = TokenizedText(tokens, page)
    lexicon, last = page.lexicon, len(tokens) - 1
    known = [page.known(t.low) for t in tokens]
    look = text.look
    for number, token in enumerate(tokens):
        if token.guarded or (look is not None and known[number] and number not in look):
            continue
        following = tokens[number + 1] if number < last else None
        found: list[Proposal | None] = []
        if not known[number]:
            found.append(nonword.misspelled(passage, number, speller, headword=headword))
            found.append(proper_names.glued_identifier(token, page))
        elif not headword and confuser.watches(token.low):
            found.append(realword.real_word(tokens, number, page, confuser))
        if not headword and (token.low in grammar.TRIGGERS or token.left in grammar.TRIGGERS):
            found.append(grammar.article(token, following, page))
            found.append(grammar.disagreement(token, page))
            found.append(grammar.then_for_than(tokens, number, raw, page))
            found.append(grammar.shortened_twice(token, following))
            found.append(grammar.form_for_from(token, page))
            found.append(grammar.did_past(tokens, number, page))
            found.append(grammar.bare_verb(tokens, number, page))
            found.append(grammar.its(token, following, page))
            found.append(grammar.supposed_to(token, page))
            found.append(grammar.have_for_of(token))
            found.append(grammar.too(token, following, page))
        if token.opens and not headword:
            found.append(nonword.lost_first_letter(token, page))
        if token.right == "are" and not headword:
            found.append(grammar.singular_subject(token, page))
        if token.low == "all":
            found.append(spacing.all_ready(token, following, raw))
        if token.capital and not token.first:
            found.append(proper_names.own_name(token, page, speller))
        if token.upper:
            found.append(proper_names.shouted_plural(token, page))
        if token.text in NAMES:
            found.append(proper_names.name(token, page))
        if following is not None and (
            not (known[number] and known[number + 1])
            or token.low + following.low in lexicon.codes
            or token.low + following.low in page.words
        ):
            found += spacing.joined(token, following, raw, page)
        told = [p for p in found if p is not None]
        if told:
            text.loud.add(number)
            yield from told
    if role != "cell":
        yield from duplicates.doubled(tokens, raw, page)
    if role in ("paragraph", "item"):
        yield from (
            p for p in spacing.spacing(raw, page) if not text.now.literal_at(p.start, p.end)
        )


def _ordered(text: Text, decisions: Decisions) -> Iterator[Proposal]:
    """What the user's accepted pairs change in a text, whether a rule saw it or not."""
    for start, end, choice in decisions.ordered(text.now.text):
        if not text.now.literal_at(start, end):
            after = like(text.now.text[start:end], choice.written)
            yield Proposal(start, end, after, FixKind.MISSPELLING, ACCEPTED, 1.0, True)


def _placed(
    found: Sequence[Proposal],
    ordered: Sequence[Proposal],
    work: EntryState,
    text: Text,
    decisions: Decisions,
) -> Iterator[Proposal]:
    """Of what accepted pairs change, that which they mean: a pair with a place changes one word of its line.

    Where the line holds the word more than once it is the one that a rule sees; where no rule sees any, none is changed.
    """
    way = OffsetMap(text.changes)
    now = text.now.text

    def line(start: int, end: int) -> int:
        return text.raw.line_at(way.to_raw(start, end)[0]) or work.entry.origin.line

    def pair(p: Proposal) -> tuple[str, str, int]:
        return now[p.start : p.end].casefold(), p.after.casefold(), line(p.start, p.end)

    def done(p: Proposal) -> bool:
        """Whether the line holds the right word already: then the one that was meant has been changed."""
        words = re.finditer(rf"(?<!\w){re.escape(p.after)}(?!\w)", now, re.IGNORECASE)
        return any(line(*m.span()) == line(p.start, p.end) for m in words)

    seen = {pair(p) for p in found}
    times = Counter(map(pair, ordered))
    for p in ordered:
        everywhere = decisions.accepted(Origin("", 0), now[p.start : p.end], p.after)
        if everywhere or (times[pair(p)] == 1 and pair(p) not in seen and not done(p)):
            yield p


def _decided(
    found: Sequence[Proposal], work: EntryState, text: Text, decisions: Decisions
) -> Iterator[Proposal]:
    """The proposals after the user's word: refused ones gone, accepted ones sure."""
    way = OffsetMap(text.changes)
    for p in (*found, *_placed(found, [*_ordered(text, decisions)], work, text, decisions)):
        start, end = way.to_raw(p.start, p.end)
        if text.raw.text[start:end] == _in_full(text, way, p):
            continue  # what a rule or the user has changed is not changed back
        origin = Origin(work.entry.origin.file, text.raw.line_at(start) or work.entry.origin.line)
        before = text.now.text[p.start : p.end]
        if len(before) > LONGEST_FIX and p.kind is not FixKind.DUPLICATE_TEXT:
            continue
        if decisions.refused(origin, before, p.after):
            continue
        if p.rule == ACCEPTED and not decisions.accepted(origin, before, p.after):
            continue  # accepted for another place
        if not p.sure and decisions.accepted(origin, before, p.after):
            yield replace(p, confidence=1.0, sure=True)
        else:
            yield p


def _apart(found: Iterator[Proposal]) -> list[Proposal]:
    """Proposals that do not overlap: sure before unsure, confident before less so; then in reading order."""
    chosen: list[Proposal] = []
    for p in sorted(found, key=lambda p: (not p.sure, -p.confidence, p.start)):
        at = bisect_left(chosen, p.start, key=lambda q: q.start)
        clear_before = at == 0 or chosen[at - 1].end <= p.start
        clear_after = at == len(chosen) or p.end <= chosen[at].start
        if clear_before and clear_after:
            chosen.insert(at, p)
    return chosen
